"""`streamport import-image --local` against real registries: no server, the user's own logins."""

from __future__ import annotations

import base64
import json
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.manifests import Done, Workplace
from tests.support.registries.running import Registries

_LOGINS = (
    "REGISTRY_AUTH_FILE",
    "XDG_RUNTIME_DIR",
    "XDG_CONFIG_HOME",
    "DOCKER_CONFIG",
    "KUBECONFIG",
)


@pytest.fixture
def here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Workplace:
    """A folder that is the home of somebody who is logged in nowhere."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in _LOGINS:
        monkeypatch.delenv(name, raising=False)
    return Workplace(tmp_path, capsys)


def look(here: Workplace, *arguments: str) -> Done:
    return here.run("import-image", *arguments, "--local", "--insecure")


def log_in(here: Workplace, host: str, password: str) -> None:
    auth = base64.b64encode(f"reader:{password}".encode()).decode()
    here.write(".docker/config.json", json.dumps({"auths": {host: {"auth": auth}}}))


# ------------------------------------------------------------------------------------ one image


def test_the_picture_of_an_image(here: Workplace, registries: Registries) -> None:
    image = f"{registries.host('plain')}/app/full:latest"
    done = look(here, image)
    assert done.code == 0
    assert done.lines[0] == image
    lines = [" ".join(line.split()) for line in done.lines]
    assert "platform linux/amd64" in lines
    assert "created 2020-01-02T03:04:05Z" in lines
    assert 'entrypoint ["/usr/bin/tini", "--"]' in lines
    assert "ports 53/udp, 8080/tcp, 8443/tcp" in lines
    assert "environment PATH=/opt/app/bin:/usr/bin" in lines
    assert done.err == f"looking at {image}\n"


def test_what_it_shows_is_what_skopeo_shows(
    here: Workplace, registries: Registries, skopeo: str
) -> None:
    image = f"{registries.host('plain')}/app/full:latest"
    answer = json.loads(look(here, image, "-o", "json").out)["status"]["images"][0]["image"]
    command = [skopeo, "inspect", "--tls-verify=false", f"docker://{image}"]
    done = subprocess.run(command, capture_output=True, check=True, timeout=60)
    shown: dict[str, Any] = json.loads(done.stdout)
    metadata = answer["dockerImageMetadata"]
    assert answer["metadata"]["name"] == shown["Digest"]
    assert metadata["Created"][:19] == shown["Created"][:19]
    assert metadata["Architecture"] == shown["Architecture"]
    assert metadata["Config"]["Env"] == shown["Env"]
    assert metadata["Config"]["Labels"] == shown["Labels"]
    assert [layer["name"] for layer in answer["dockerImageLayers"]] == shown["Layers"]


def test_json_is_the_answer_of_a_server_and_nothing_else(
    here: Workplace, registries: Registries
) -> None:
    image = f"{registries.host('plain')}/app/simple"
    answer = json.loads(look(here, "app:1", "--from", image, "-o", "json").out)
    assert (answer["kind"], answer["metadata"]["name"]) == ("ImageStreamImport", "app")
    assert answer["spec"]["import"] is False
    assert answer["status"]["images"][0]["status"]["status"] == "Success"
    assert yaml.safe_load(look(here, "app:1", "--from", image, "-o", "yaml").out) == answer


def test_a_list_is_reduced_or_kept(here: Workplace, registries: Registries) -> None:
    image = f"{registries.host('plain')}/multi/oci"
    reduced = look(here, image, "-o", "table").lines[1].split()
    assert reduced[:2] == ["+", "latest"]
    assert reduced[3] == "linux/amd64"
    kept = look(here, image, "--import-mode", "PreserveOriginal")
    platforms = [line for line in kept.lines if "linux/" in line]
    assert len(platforms) > 1


# ------------------------------------------------------------------------------- a repository


def test_every_tag_of_a_repository_in_the_order_of_an_import(
    here: Workplace, registries: Registries
) -> None:
    repository = f"{registries.host('plain')}/tags/versions"
    done = look(here, "app", "--from", repository, "--all")
    tags = [line.split()[1] for line in done.lines[1:]]
    assert (done.code, tags[0]) == (0, "latest")
    assert set(tags) == {"latest", "3.10", "3.2", "v3.2", "3.1", "3.2.1", "beta"}


def test_include_takes_some_tags_and_names_the_others(
    here: Workplace, registries: Registries
) -> None:
    repository = f"{registries.host('plain')}/tags/versions"
    done = look(here, "app", "--from", repository, "--all", "--include", r"3\.\d+", "-v")
    signs = {line.split()[1]: line.split()[0] for line in done.lines[1:]}
    assert {tag for tag, sign in signs.items() if sign == "+"} == {"3.10", "3.2", "3.1"}
    assert signs["beta"] == signs["v3.2"] == signs["3.2.1"] == "-"
    assert r"skipped: does not match include '3\.\d+'" in done.out
    assert done.err.endswith("\n3 found, 4 skipped\n")
    assert done.code == 0


def test_rules_choose_among_all_tags_and_not_among_the_first_50(
    here: Workplace, registries: Registries
) -> None:
    repository = f"{registries.host('plain')}/tags/fifty-one"
    done = look(here, "app", "--from", repository, "--all", "--include", ".*")
    assert done.err.endswith("\n51 found\n")
    one = look(here, "app", "--from", repository, "--all", "--newest-created", "1")
    assert one.err.endswith("\n1 found, 50 skipped (-v lists them)\n")


def test_more_tags_than_one_import_takes_are_named(here: Workplace, registries: Registries) -> None:
    repository = f"{registries.host('plain')}/tags/fifty-one"
    done = look(here, "app", "--from", repository, "--all", "-v")
    assert sum(line.startswith("+") for line in done.lines) == 50
    assert done.lines[-1].endswith("skipped: over the limit of one import")


def test_an_import_that_brings_only_some_exits_3(here: Workplace, registries: Registries) -> None:
    repository = f"{registries.host('plain')}/tags/some-broken"
    done = look(here, "app", "--from", repository, "--all")
    assert done.code == 3
    assert "error: tag " in done.err


# ------------------------------------------------------------------------------------ failures


def test_a_tag_that_is_not_there(here: Workplace, registries: Registries) -> None:
    image = f"{registries.host('plain')}/app/full:gone"
    done = look(here, image)
    assert (done.code, done.out) == (1, "")
    _, told, tried, remedy = done.err.splitlines()
    host = registries.host("plain")
    assert tried.startswith(f"  asked {host} without a credential: 404 manifest unknown")
    assert told == f'error: tag gone failed: dockerimage.image.openshift.io "{image}" not found'
    # The remedy is a command, and it works.
    words = shlex.split(remedy.removeprefix("  try: streamport "))
    listed = here.run(*words)
    assert (listed.code, listed.lines[1].split()[1]) == (0, "latest")


def test_plain_http_needs_a_flag_and_the_remedy_is_it(
    here: Workplace, registries: Registries
) -> None:
    image = f"{registries.host('plain')}/app/full:latest"
    done = here.run("import-image", image, "--local")
    assert done.code == 1
    remedy = done.err.splitlines()[-1]
    assert remedy == f"  try: streamport import-image {image} --local --insecure"


def test_a_certificate_that_nobody_vouches_for(here: Workplace, registries: Registries) -> None:
    image = f"{registries.host('tls')}/app/full:latest"
    done = here.run("import-image", image, "--local")
    assert done.code == 1
    assert done.err.splitlines()[-1].endswith("--local --insecure")
    assert look(here, image).code == 0


def test_a_choice_of_tags_has_the_same_remedy(here: Workplace, registries: Registries) -> None:
    repository = f"{registries.host('plain')}/tags/versions"
    words = ("app", "--from", repository, "--all", "--include", "3.*")
    done = here.run("import-image", *words, "--local")
    assert done.code == 1
    assert "--all '--include=3.*' --local --insecure\n" in done.err


@pytest.mark.parametrize("password", ["", "wrong-password"])
def test_without_a_login_the_remedy_is_to_log_in(
    here: Workplace, registries: Registries, password: str
) -> None:
    host = registries.host("basic")
    if password:
        log_in(here, host, password)
    done = look(here, f"{host}/app/full:latest")
    assert done.code == 1
    assert done.err.splitlines()[-1] == f"  try: podman login {host}"
    assert "Traceback" not in done.err
    used = f"with {here.folder}/.docker/config.json, entry {host}: 401 "
    assert (f"  asked {host} " in done.err, used in done.err) == (True, bool(password))
    assert not password or password not in done.err


@pytest.mark.parametrize("variant", ["basic", "token"])
def test_the_users_login_is_used_and_not_shown(
    here: Workplace, registries: Registries, variant: str
) -> None:
    host = registries.host(variant)
    log_in(here, host, "readerpass")
    done = look(here, f"{host}/app/full:latest")
    assert done.code == 0
    assert "readerpass" not in done.out + done.err
    assert base64.b64encode(b"reader:readerpass").decode() not in done.out + done.err


def test_a_broken_login_file_is_named(here: Workplace, registries: Registries) -> None:
    here.write(".docker/config.json", '{"auths": {"x": {"auth": "c2VjcmV0"}')
    done = look(here, f"{registries.host('plain')}/app/full:latest")
    assert done.code == 1
    assert ".docker/config.json" in done.err
    assert "Traceback" not in done.err
    assert "c2VjcmV0" not in done.err


def test_authorities_that_are_not_there_are_named(
    here: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere/ca.pem")
    done = look(here, "registry.test/app:1")
    assert done.code == 1
    assert "SSL_CERT_FILE: /nowhere/ca.pem: No such file or directory" in done.err


def test_a_registry_that_is_not_there(here: Workplace, registries: Registries) -> None:
    done = look(here, f"{registries.host('closed')}/app/full:latest")
    assert done.code == 1
    assert "error: tag latest failed: Internal error occurred:" in done.err


def test_a_repository_that_is_not_there(here: Workplace, registries: Registries) -> None:
    repository = f"{registries.host('plain')}/no/such"
    for more in ((), ("--include", ".*")):
        done = look(here, "app", "--from", repository, "--all", *more)
        assert done.code == 1
        assert "Traceback" not in done.err
        assert "error: " in done.err


# --------------------------------------------------------------------------------- wrong usage


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("a//b", "--local"), "invalid reference format"),
        (("app", "--from", "a//b", "--local"), "spec.images[0].from.name: Invalid value"),
        (("app", "--from", "x/y:1", "--all", "--local"), "you must specify an image repository"),
        (("app", "--include", "x", "--local"), "--include chooses among the tags of --all"),
        (
            ("app", "--all", "--include", "(", "--local"),
            "--include '(': missing ): (; write a regular expression",
        ),
        (("app", "--semver", "1", "--local"), "--semver chooses among the tags of --all"),
        (("app", "--all", "--semver", ">=x.y", "--local"), '">=x.y" is no version'),
        (("app", "--all", "--newest", "0", "--local"), "--newest '0': a number of tags is needed"),
        (
            ("app", "--all", "--newest", "1", "--newest-created", "1", "--local"),
            "--newest is there too, and they order tags differently",
        ),
        (
            ("app", "--local", "--server", "https://x", "--token", "t0k"),
            "leave out --server and --token",
        ),
        (("app", "--server", "https://x", "--context", "y"), "takes the place of a kubeconfig"),
        (("app", "--import-mode", "Both"), "invalid choice"),
        (("app", "--request-timeout", "soon"), "is no span of time"),
        ((), "the following arguments are required"),
    ],
)
def test_wrong_usage_exits_2(here: Workplace, arguments: tuple[str, ...], told: str) -> None:
    done = here.run("import-image", *arguments)
    assert (done.code, done.out) == (2, "")
    assert told in done.err
    assert "t0k" not in done.err


def test_help_shows_examples_before_flags(here: Workplace) -> None:
    done = here.run("import-image", "--help")
    assert done.code == 0
    assert done.out.index("examples:") < done.out.index("--confirm")
    assert "exit codes: 0 done, 1 failed, 2 wrong usage, 3 partly imported" in done.out
