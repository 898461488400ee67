"""The logins of a user: auth files and credential helpers."""

from __future__ import annotations

import asyncio
import base64
import json
import logging
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest

from imagestreamimport.references import parse
from streamport.registry import Pool
from streamport.registry.errors import BrokenSecret
from streamport.registry.login_files import login_keyring
from tests.support.registries.clients import failing, login, repository
from tests.support.registries.scripted import Asked, Said, scripted

pytestmark = pytest.mark.anyio


class Home:
    """The home of a user."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        (folder / "bin").mkdir()
        for name in ("REGISTRY_AUTH_FILE", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "DOCKER_CONFIG"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("HOME", str(folder))
        monkeypatch.setenv("PATH", f"{folder / 'bin'}:/usr/bin:/bin")

    def write(self, path: str, document: object) -> Path:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(document if isinstance(document, str) else json.dumps(document))
        return file

    def helper(self, name: str, known: dict[str, tuple[str, str]]) -> None:
        """A `docker-credential-NAME`, which writes down what it was asked."""
        cases = "\n".join(
            f"  '{server}') echo '{json.dumps({'Username': user, 'Secret': secret})}';;"
            for server, (user, secret) in known.items()
        )
        program = self.folder / "bin" / f"docker-credential-{name}"
        program.write_text(
            f'#!/bin/sh\nread server\necho "$1 $server" >> {self.folder}/asked\n'
            f'case "$server" in\n{cases}\n  *) echo "not found"; exit 1;;\nesac\n'
        )
        program.chmod(0o755)

    def asked(self) -> list[str]:
        path = self.folder / "asked"
        return path.read_text().splitlines() if path.exists() else []


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    return Home(tmp_path, monkeypatch)


def encoded(text: str) -> dict[str, str]:
    """An entry with this text in its `auth`."""
    return {"auth": base64.b64encode(text.encode()).decode()}


async def found(reference: str) -> tuple[str, str] | None:
    credential = await login_keyring().find(parse(reference))
    return (credential.username, credential.password) if credential else None


def auths(**entries: Any) -> dict[str, Any]:
    return {"auths": {key.replace("_", "."): value for key, value in entries.items()}}


async def test_nothing(home: Home) -> None:
    assert await found("r.test/a") is None


@pytest.mark.parametrize("path", [".docker/config.json", ".config/containers/auth.json"])
async def test_the_usual_files(home: Home, path: str) -> None:
    file = home.write(path, auths(r_test=login("user", "p")))
    assert await found("r.test/a") == ("user", "p")
    credential = await login_keyring().find(parse("r.test/a"))
    assert credential
    assert credential.name == f"{file}, entry r.test"


async def test_a_dockercfg(home: Home) -> None:
    home.write(".dockercfg", {"https://index.docker.io/v1/": login("user", "p")})
    assert await found("app") == ("user", "p")


async def test_files_that_variables_name(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    order = [
        ("DOCKER_CONFIG", "d", "d/config.json"),
        ("XDG_CONFIG_HOME", "c", "c/containers/auth.json"),
        ("XDG_RUNTIME_DIR", "r", "r/containers/auth.json"),
        ("REGISTRY_AUTH_FILE", "a.json", "a.json"),
    ]
    # Each of them comes before those that were there.
    for variable, value, path in order:
        home.write(path, auths(r_test=login(variable, "p")))
        monkeypatch.setenv(variable, str(home.folder / value))
        assert await found("r.test/a") == (variable, "p")


async def test_the_next_file_is_asked_where_one_has_nothing(home: Home) -> None:
    home.write(".config/containers/auth.json", auths(r_test={}, s_test=login("podman", "p")))
    home.write(".docker/config.json", auths(r_test=login("docker", "p")))
    assert await found("r.test/a") == ("docker", "p")
    assert await found("s.test/a") == ("podman", "p")


async def test_a_helper_for_one_registry(home: Home) -> None:
    home.helper("one", {"r.test:5000": ("helped", "secret")})
    home.write(
        ".docker/config.json",
        {"credHelpers": {"r.test:5000": "one"}} | auths(s_test=login("user", "p")),
    )
    assert await found("r.test:5000/a/b") == ("helped", "secret")
    assert await found("s.test/a") == ("user", "p")
    assert home.asked() == ["get r.test:5000"]


async def test_a_helper_is_asked_once_for_all_images_of_a_request(home: Home) -> None:
    guarded = Said(401, headers={"WWW-Authenticate": 'Basic realm="r"'})
    with scripted(lambda _: guarded) as server:
        home.helper("one", {server.host: ("helped", "secret")})
        home.write(".docker/config.json", {"credHelpers": {server.host: "one"}})
        async with Pool() as pool:
            asked = repository(pool, server.host, keys=login_keyring())
            await asyncio.gather(*(failing(asked.manifest(f"v{i}")) for i in range(8)))
        assert home.asked() == [f"get {server.host}"]
        assert server.requests[-1][2]["Authorization"] == "Basic aGVscGVkOnNlY3JldA=="


async def test_a_helper_for_everything(home: Home) -> None:
    hub = "https://index.docker.io/v1/"
    home.helper("all", {hub: ("hub", "secret"), "r.test": ("helped", "secret")})
    home.write(
        ".docker/config.json",
        {"credsStore": "all"} | auths(r_test={}, s_test=login("user", "p")),
    )
    assert await found("app") == ("hub", "secret")
    assert await found("r.test/a") == ("helped", "secret")
    assert await found("s.test/a") == ("user", "p")
    assert await found("t.test/a") is None
    assert home.asked() == [f"get {hub}", "get r.test", "get t.test"]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("missing", "docker-credential-missing is named for r.test and cannot be started"),
        ("../evil", "a credential helper has a name that no program has"),
        ("broken", "the answer is not JSON"),
        ("silent", ""),
    ],
)
async def test_helpers_that_do_not_help(
    home: Home, name: str, told: str, caplog: pytest.LogCaptureFixture
) -> None:
    home.helper("silent", {})
    program = home.write("bin/docker-credential-broken", "#!/bin/sh\necho sesame\n")
    program.chmod(0o755)
    home.write(".docker/config.json", {"credHelpers": {"r.test": name}})
    with caplog.at_level(logging.DEBUG):
        assert await found("r.test/a") is None
    assert told in caplog.text
    assert "sesame" not in caplog.text


# ----------------------------------------------------------------- entries, each judged by itself


async def test_a_broken_entry_is_a_matter_of_its_own_registry(home: Home) -> None:
    broken = {"a_test": {"auth": "%%%"}, "b_test": 5, "c_test": {"auth": 7}, "d_test": []}
    file = home.write(".docker/config.json", auths(r_test=login("u", "p"), **broken))
    assert await found("r.test/a") == ("u", "p")
    assert await found("elsewhere.test/a") is None
    for registry in ("a.test", "b.test", "c.test", "d.test"):
        with pytest.raises(BrokenSecret) as caught:
            await found(f"{registry}/a")
        assert caught.value.text.startswith(f"{file}, entry {registry}: ")
        assert caught.value.text.count(str(file)) == 1
    assert "illegal base64 data at input byte 0" in str(
        (await asyncio.gather(found("a.test/a"), return_exceptions=True))[0]
    )


async def test_an_entry_without_a_colon_is_named_and_not_used(
    home: Home, caplog: pytest.LogCaptureFixture
) -> None:
    file = home.write(".docker/config.json", auths(r_test=encoded("sesame")))
    with caplog.at_level(logging.WARNING):
        assert await found("r.test/a") is None
    assert f"{file}, entry r.test: there is no colon in its auth" in caplog.text
    assert "sesame" not in caplog.text


@pytest.mark.parametrize("auth", ["u:p\0", "u:p\0\0\0", "u:\0p"])
async def test_nuls_around_a_password_are_cut_off(home: Home, auth: str) -> None:
    home.write(".docker/config.json", auths(r_test=encoded(auth)))
    assert await found("r.test/a") == ("u", "p")


@pytest.mark.parametrize(
    ("keys", "reference", "wanted"),
    [
        (("HOST/te", "HOST"), "HOST/team/app", "HOST"),
        (("HOST/te",), "HOST/team/app", None),
        (("HOST", "HOST/team"), "HOST/team/app", "HOST/team"),
        (("HOST/team", "HOST/team/app"), "HOST/team/app:1", "HOST/team/app"),
        (("HOST/team/app", "HOST/team"), "HOST/team/apple", "HOST/team"),
        (("HOST/team",), "HOST/team", "HOST/team"),
        (("HOST:5000",), "HOST/a", None),
        (("*.test",), "HOST/a", None),
        (("https://HOST",), "HOST/a", "https://HOST"),
        (("http://HOST/v1/",), "HOST/a", "http://HOST/v1/"),
        (("https://HOST/v2/",), "HOST/a", "https://HOST/v2/"),
        (("HOST/v2/",), "HOST/a", "HOST/v2/"),
        (("https://HOST/v1/", "HOST"), "HOST/a", "HOST"),
        (("https://index.docker.io/v1/",), "app", "https://index.docker.io/v1/"),
        (("docker.io",), "docker.io/library/app", "docker.io"),
        (("index.docker.io",), "docker.io/team/app", "index.docker.io"),
        (("docker.io/library", "docker.io"), "app", "docker.io/library"),
        (("docker.io/team", "docker.io"), "index.docker.io/team/app", "docker.io/team"),
        # The kubelet would send the hub's password there.
        (("https://index.docker.io/v1/",), "localhost/app", None),
    ],
)
async def test_keys_are_whole_components(
    home: Home, keys: tuple[str, ...], reference: str, wanted: str | None
) -> None:
    entries = {key.replace("HOST", "r.test"): login(f"u{i}", "p") for i, key in enumerate(keys)}
    home.write(".docker/config.json", {"auths": entries})
    assert await found(reference.replace("HOST", "r.test")) == (
        wanted and (f"u{keys.index(wanted)}", "p")
    )


async def test_the_old_file_has_no_keys_with_paths(home: Home) -> None:
    home.write(
        ".dockercfg", {"r.test/team": login("x", "y"), "https://r.test/v1/": login("u", "p")}
    )
    assert await found("r.test/team/app") == ("u", "p")


async def test_an_empty_file_says_nothing(home: Home) -> None:
    home.write(".docker/config.json", "")
    home.write(".dockercfg", {"r.test": login("u", "p")})
    assert await found("r.test/a") == ("u", "p")


@pytest.mark.parametrize("key", ["docker.io", "index.docker.io", "https://index.docker.io/v1/"])
async def test_a_helper_for_the_hub_is_asked_by_the_name_it_has_there(home: Home, key: str) -> None:
    home.helper("one", {key: ("hub", "secret")})
    home.write(".docker/config.json", {"credHelpers": {key: "one"}})
    assert await found("app") == ("hub", "secret")


async def test_an_entry_beside_a_helper_that_is_none(home: Home) -> None:
    home.write(
        ".docker/config.json", {"credHelpers": {"r.test": ""}} | auths(r_test=login("u", "p"))
    )
    assert await found("r.test/a") == ("u", "p")


# ------------------------------------------------------------------------------------------ tokens


class TokenRegistry:
    """A registry that wants bearer tokens, and its token server."""

    def __init__(self, scheme: str = "Bearer") -> None:
        self._scheme = scheme
        self.asked: list[Asked] = []

    def __call__(self, asked: Asked) -> Said | None:
        self.asked.append(asked)
        if asked.path == "/token":
            form = dict(parse_qsl(asked.body.decode()))
            is_known = form.get("refresh_token") == "RT"
            return Said(body={"access_token": "T0"}) if is_known else Said(401)
        if asked.headers.get("Authorization") in ("Bearer T0", "Bearer RG"):
            return Said(body=b"{}")
        realm = f'{self._scheme} realm="http://{asked.host}/token?a=b",service="reg"'
        return Said(401, headers={"WWW-Authenticate": realm})

    def calls(self, path: str) -> list[Asked]:
        return [asked for asked in self.asked if asked.path == path]


NULL_USER = "00000000-0000-0000-0000-000000000000:"


async def test_an_identity_token_is_exchanged(home: Home) -> None:
    with scripted(registry := TokenRegistry()) as server:
        entry = encoded(NULL_USER) | {"identitytoken": "RT"}
        home.write(".docker/config.json", {"auths": {server.host: entry}})
        async with Pool() as pool:
            asked = repository(pool, server.host, "team/app", keys=login_keyring())
            assert (await asked.manifest("v1")).bytes == b"{}"
    [asked] = registry.calls("/token")
    assert asked.method == "POST"
    assert dict(parse_qsl(asked.body.decode())) == {
        "grant_type": "refresh_token",
        "refresh_token": "RT",
        "service": "reg",
        "scope": "repository:team/app:pull",
        "client_id": "streamport",
        "a": "b",
    }
    assert asked.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert "Authorization" not in asked.headers


async def test_an_identity_token_of_a_helper_is_exchanged(home: Home) -> None:
    with scripted(registry := TokenRegistry()) as server:
        home.helper("all", {server.host: ("<token>", "RT")})
        home.write(".docker/config.json", {"credsStore": "all"})
        async with Pool() as pool:
            assert await repository(pool, server.host, keys=login_keyring()).manifest("v1")
    assert [asked.method for asked in registry.calls("/token")] == ["POST"]


async def test_a_registry_token_is_sent_as_it_is(home: Home) -> None:
    with scripted(registry := TokenRegistry()) as server:
        home.write(".docker/config.json", {"auths": {server.host: {"registrytoken": "RG"}}})
        async with Pool() as pool:
            assert await repository(pool, server.host, keys=login_keyring()).manifest("v1")
    assert registry.calls("/token") == []


@pytest.mark.parametrize("kind", ["identitytoken", "registrytoken"])
async def test_a_token_where_a_password_is_wanted_is_named(
    home: Home, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    with scripted(TokenRegistry("Basic")) as server:
        file = home.write(".docker/config.json", {"auths": {server.host: {kind: "sesame"}}})
        async with Pool() as pool:
            asked = repository(pool, server.host, keys=login_keyring())
            failed = await failing(asked.manifest("v1"))
    assert failed.text.endswith("no basic auth credentials")
    shown = f"{file}, entry {server.host} is not used for {server.host}/app: it is a token"
    assert shown in caplog.text
    assert "sesame" not in caplog.text + failed.text


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_an_identity_token_stays_where_it_was_asked_for(home: Home, status: int) -> None:
    with scripted(registry := TokenRegistry()) as elsewhere:

        def answer(asked: Asked) -> Said | None:
            if asked.path == "/token":
                there = {"Location": f"http://{elsewhere.host}/token"}
                return Said(status, headers=there)
            realm = f'Bearer realm="http://{asked.host}/token"'
            return Said(401, headers={"WWW-Authenticate": realm})

        with scripted(answer) as server:
            entry = {"identitytoken": "RT"}
            home.write(".docker/config.json", {"auths": {server.host: entry}})
            async with Pool() as pool:
                asked = repository(pool, server.host, keys=login_keyring())
                failed = await failing(asked.manifest("v1"))
    assert "RT" not in failed.text
    assert not [asked for asked in registry.asked if asked.body or "Authorization" in asked.headers]


@pytest.mark.parametrize("text", ["{", "[]", '{"auths":1}', '{"credHelpers":[]}'])
def test_a_file_that_cannot_be_read_is_named(home: Home, text: str) -> None:
    path = home.write(".docker/config.json", text)
    with pytest.raises(BrokenSecret, match=re.escape(str(path))) as caught:
        login_keyring()
    assert caught.value.secret == str(path)
