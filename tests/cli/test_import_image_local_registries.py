"""`streamport import-image --local` with scripted registries: digests, logins, trust, patience."""

from __future__ import annotations

import base64
import json
import os
import pty
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.manifests import Done, Workplace, child_environment
from tests.support.registries.faulty import BLOBS, IMAGE
from tests.support.registries.images import DOCKER_MANIFEST
from tests.support.registries.keys import Pair
from tests.support.registries.scripted import Asked, Said, scripted

LOGINS = (
    "REGISTRY_AUTH_FILE",
    "XDG_RUNTIME_DIR",
    "XDG_CONFIG_HOME",
    "DOCKER_CONFIG",
    "KUBECONFIG",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
)
AZURE = base64.b64encode(b"00000000-0000-0000-0000-000000000000:").decode()


@pytest.fixture
def here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Workplace:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in LOGINS:
        monkeypatch.delenv(name, raising=False)
    return Workplace(tmp_path, capsys)


def look(here: Workplace, *arguments: str) -> Done:
    return here.run("import-image", *arguments, "--local", "--insecure")


def registry(asked: Asked) -> Said | None:
    """A registry with one image."""
    if "/manifests/" in asked.path:
        return Said(body=IMAGE.body, headers={"Content-Type": DOCKER_MANIFEST})
    if "/tags/" in asked.path:
        return Said(body={"tags": ["1"]})
    blob = BLOBS.get(asked.path.rpartition("/")[2])
    return Said(body=blob) if blob else None


def behind_login(asked: Asked) -> Said | None:
    """The same, for those who bring a bearer token."""
    if asked.path == "/token":
        return Said(body={"access_token": "T0"}) if b"refresh_token=RT" in asked.body else Said(401)
    if asked.headers.get("Authorization") == "Bearer T0":
        return registry(asked) or Said()
    realm = f'Bearer realm="http://{asked.host}/token",service="s"'
    return Said(401, headers={"WWW-Authenticate": realm})


# ----------------------------------------------------------------------------------------- digests


@pytest.mark.parametrize("tag", ["", ":1"])
@pytest.mark.parametrize("output", ["", "table", "json"])
def test_an_image_by_digest(here: Workplace, tag: str, output: str) -> None:
    with scripted(registry) as server:
        image = f"{server.host}/team/app{tag}@{IMAGE.digest}"
        done = look(here, image, *(["-o", output] if output else []))
    assert done.code == 0
    if output == "json":
        answer = json.loads(done.out)
        [wanted], [found] = answer["spec"]["images"], answer["status"]["images"]
        assert wanted.get("to") == ({"name": "1"} if tag else None)
        assert found["image"]["metadata"]["name"] == IMAGE.digest
    elif output == "table":
        assert done.lines[1].split()[:2] == ["+", tag.removeprefix(":") or "-"]
    else:
        assert done.lines[0] == image


@pytest.mark.parametrize("name", ["my__app", "a--b", "team/a__b"])
@pytest.mark.parametrize("more", [":1", "@" + IMAGE.digest, "--all"])
def test_a_repository_whose_name_no_stream_may_have(here: Workplace, name: str, more: str) -> None:
    with scripted(registry) as server:
        image = f"{server.host}/{name}"
        done = look(here, image, more) if more == "--all" else look(here, image + more)
    assert done.code == 0


def test_a_digest_that_is_not_there(here: Workplace) -> None:
    digest = f"sha256:{'0' * 64}"
    gone = {"errors": [{"code": "MANIFEST_UNKNOWN"}]}
    with scripted(lambda asked: None if asked.path == "/v2/" else Said(404, gone)) as server:
        done = look(here, f"{server.host}/app@{digest}")
    assert done.code == 1
    image = f"{server.host}/app@{digest}"
    assert f'error: {image} failed: dockerimage.image.openshift.io "{image}" not found' in done.err
    remedy = f"try: streamport import-image app --from={server.host}/app --all --local --insecure"
    assert remedy in done.err


def test_a_digest_with_all_is_wrong_usage(here: Workplace) -> None:
    done = look(here, f"r.test/app@{IMAGE.digest}", "--all")
    assert done.code == 2
    assert "names one image, and --all means every tag" in done.err


def test_a_digest_without_a_tag_has_nowhere_to_go_on_a_server(here: Workplace) -> None:
    image = f"r.test/app@{IMAGE.digest}"
    done = here.run("import-image", image)
    assert done.code == 2
    command = f"streamport import-image app:latest --from={image} --confirm"
    assert done.err == f"error: an import by digest needs a tag to go to\n  try: {command}\n"


# ----------------------------------------------------------------------------------------- schemes


@pytest.mark.parametrize("scheme", ["https://", "http://", "docker://", "oci://", "HTTPS://"])
@pytest.mark.parametrize("where", ["target", "source"])
def test_a_scheme_before_a_reference_is_to_be_left_out(
    here: Workplace, scheme: str, where: str
) -> None:
    with scripted(registry) as server:
        image = f"{server.host}/team/app:1"
        typed = [scheme + image] if where == "target" else ["app:1", "--from", scheme + image]
        done = look(here, *typed)
        assert (done.code, done.out) == (2, "")
        told, remedy = done.err.splitlines()
        assert told == f'error: "{scheme}{image}": invalid reference format; leave out "{scheme}"'
        words = shlex.split(remedy.removeprefix("  try: streamport "))
        assert here.run(*words).code == 0


def test_validate_says_so_too(here: Workplace) -> None:
    path = here.write(
        "import.yaml",
        """\
        apiVersion: image.openshift.io/v1
        kind: ImageStreamImport
        metadata: {name: app}
        spec:
          images:
          - from: {kind: DockerImage, name: "docker://r.test/app:1"}
        """,
    )
    done = here.run("validate", str(path))
    assert done.code == 1
    told = 'Invalid value: "docker://r.test/app:1": invalid reference format; leave out "docker://"'
    assert told in done.out


# ------------------------------------------------------------------------------------------ logins


def test_an_identity_token_is_a_login(here: Workplace) -> None:
    with scripted(behind_login) as server:
        entry = {"auth": AZURE, "identitytoken": "RT"}
        here.write(".docker/config.json", json.dumps({"auths": {server.host: entry}}))
        done = look(here, f"{server.host}/team/app:1")
    assert done.code == 0
    assert "RT" not in done.err + done.out


def test_a_broken_entry_of_another_registry_is_no_matter(here: Workplace) -> None:
    entries = {"other.example": {"auth": "%%%"}}
    with scripted(registry) as server:
        path = here.write(".docker/config.json", json.dumps({"auths": entries}))
        image = f"{server.host}/team/app:1"
        assert look(here, image).code == 0
        here.write(".docker/config.json", json.dumps({"auths": {server.host: {"auth": "%%%"}}}))
        done = look(here, image)
    assert done.code == 1
    why = f"{path}, entry {server.host}: illegal base64 data at input byte 0"
    assert done.err.count(str(path)) == 1
    assert why in done.err


def test_a_broken_file_is_named_once(here: Workplace) -> None:
    path = here.write(".docker/config.json", "{")
    done = look(here, "r.test/app:1")
    assert done.code == 1
    assert done.err.splitlines()[-1] == f"error: {path}: unexpected end of JSON input"


# ------------------------------------------------------------------------------------------- trust


@pytest.mark.parametrize("variable", ["", "XDG_CONFIG_HOME"])
def test_authorities_in_the_home_of_the_user(
    here: Workplace, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    authority = Pair("an authority", authority=True)
    with scripted(registry, Pair("localhost", authority).server_tls(here.folder)) as server:
        host = server.host.replace("127.0.0.1", "localhost")
        image = f"{host}/team/app:1"
        done = here.run("import-image", image, "--local")
        assert "x509: certificate signed by unknown authority" in done.err
        folder = ".config"
        if variable:
            folder = "config"
            monkeypatch.setenv(variable, str(here.folder / folder))
        here.write(f"{folder}/containers/certs.d/{host}/ca.crt", authority.certificate_pem)
        assert here.run("import-image", image, "--local").code == 0


# ---------------------------------------------------------------------------------------- patience


def test_a_terminal_is_told_what_is_waited_for(tmp_path: Path) -> None:
    seen: list[str] = []

    def busy(asked: Asked) -> Said | None:
        seen.append(asked.path)
        if "/manifests/" in asked.path and seen.count(asked.path) == 1:
            return Said(429, {"errors": []}, {"Retry-After": "1"})
        return registry(asked)

    with scripted(busy) as server:
        command = ("import-image", f"{server.host}/team/app:1", "--local", "--insecure")
        ours, theirs = pty.openpty()
        process = subprocess.Popen(
            [sys.executable, "-m", "streamport", *command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=theirs,
            env={**child_environment(), "HOME": str(tmp_path), "COLUMNS": "200", "TERM": "xterm"},
        )
        os.close(theirs)
        printed = b""
        try:
            while piece := os.read(ours, 65536):
                printed += piece
        except OSError:  # Linux ends a terminal whose other side is closed with an error
            pass
        os.close(ours)
        assert process.wait(60) == 0, printed
    assert f"waiting 1 s, because {server.host} answered 429".encode() in printed
