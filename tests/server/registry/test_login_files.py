"""The logins of a user: auth files and credential helpers."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from pathlib import Path
from typing import Any

import pytest

from imagestreamimport.references import parse
from streamport.registry import Pool
from streamport.registry.errors import BrokenSecret
from streamport.registry.login_files import login_keyring
from tests.support.registries.clients import failing, login, repository
from tests.support.registries.scripted import Said, scripted

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
        ("token", "it holds an identity token"),
        ("silent", ""),
    ],
)
async def test_helpers_that_do_not_help(
    home: Home, name: str, told: str, caplog: pytest.LogCaptureFixture
) -> None:
    home.helper("token", {"r.test": ("<token>", "sesame")})
    home.helper("silent", {})
    program = home.write("bin/docker-credential-broken", "#!/bin/sh\necho sesame\n")
    program.chmod(0o755)
    home.write(".docker/config.json", {"credHelpers": {"r.test": name}})
    with caplog.at_level(logging.DEBUG):
        assert await found("r.test/a") is None
    assert told in caplog.text
    assert "sesame" not in caplog.text


@pytest.mark.parametrize("text", ["{", "[]", '{"auths":1}', '{"credHelpers":[]}'])
def test_a_file_that_cannot_be_read_is_named(home: Home, text: str) -> None:
    path = home.write(".docker/config.json", text)
    with pytest.raises(BrokenSecret, match=re.escape(str(path))) as caught:
        login_keyring()
    assert caught.value.secret == str(path)
