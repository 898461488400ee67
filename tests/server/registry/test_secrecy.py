"""No credential gets into an error, a log or what an object shows of itself."""

from __future__ import annotations

import base64
import logging
import traceback
from typing import Any

import pytest

from streamport.registry import Keyring, Pool
from streamport.registry.errors import RegistryError
from tests.support.registries.clients import failing, login, repository, secret
from tests.support.registries.scripted import Asked, Said, scripted

pytestmark = pytest.mark.anyio
PASSWORD = 'open "sesame" 9f2'
TOKEN = "tok-7c1e-planted"
PLANTED = (PASSWORD, PASSWORD.replace('"', '\\"'), TOKEN, "realm-secret-4d", "query-secret-8a")


def basic(password: str = PASSWORD) -> str:
    return base64.b64encode(f"reader:{password}".encode()).decode()


def keys(host: str) -> Keyring:
    return Keyring.from_secrets([secret({host: login("reader", PASSWORD)})])


def check(error: RegistryError, caplog: pytest.LogCaptureFixture) -> None:
    shown = [
        error.text,
        error.listing_text,
        repr(error),
        *map(repr, error.args),
        "".join(traceback.format_exception(error)),
        caplog.text,
    ]
    for planted in (*PLANTED, basic()):
        assert not [text for text in shown if planted in text]


def echo(asked: Asked, status: int = 403) -> Said:
    """A server that repeats what it was sent, decoded too."""
    header = asked.headers.get("Authorization", "")
    return Said(status, {"errors": [{"code": "DENIED", "message": f"{header} {PASSWORD}"}]})


@pytest.mark.parametrize("as_json", [True, False])
@pytest.mark.parametrize("kind", ["manifest", "tags", "config"])
async def test_a_registry_that_repeats_the_password(
    kind: str, as_json: bool, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    def answer(asked: Asked) -> Said:
        if "Authorization" not in asked.headers:
            return Said(401, headers={"WWW-Authenticate": 'Basic realm="r"'})
        said = echo(asked)
        return (
            said if as_json else Said(403, f"<{asked.headers['Authorization']}{PASSWORD}>".encode())
        )

    with scripted(answer) as server:
        async with Pool() as pool:
            asked = repository(pool, server.host, keys=keys(server.host))
            calls: dict[str, Any] = {
                "manifest": asked.manifest("v1"),
                "tags": asked.tags(),
                "config": asked.config("sha256:" + "0" * 64),
            }
            for name, fetching in calls.items():
                if name == kind:
                    error = await failing(fetching)
                else:
                    fetching.close()
        assert basic() in server.requests[-1][2]["Authorization"]
    assert "***" in error.text
    check(error, caplog)


async def test_a_token_server_that_repeats_the_password(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with scripted(lambda asked: echo(asked, 401)) as realm:
        where = f"http://user:realm-secret-4d@{realm.host}/token?key=query-secret-8a"
        challenge = {"WWW-Authenticate": f'Bearer realm="{where}",service="s"'}
        with scripted(lambda _: Said(401, headers=challenge)) as server:
            async with Pool() as pool:
                asked = repository(pool, server.host, keys=keys(server.host))
                check(await failing(asked.manifest("v1")), caplog)
        assert basic() in realm.requests[0][2]["Authorization"]


async def test_a_token_server_that_cannot_be_reached(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    where = "http://user:realm-secret-4d@127.0.0.1:1/token?key=query-secret-8a"
    challenge = {"WWW-Authenticate": f'Bearer realm="{where}"'}
    with scripted(lambda _: Said(401, headers=challenge)) as server:
        async with Pool() as pool:
            asked = repository(pool, server.host, keys=keys(server.host))
            error = await failing(asked.manifest("v1"))
    assert "127.0.0.1:1/token" in error.text
    check(error, caplog)


async def test_a_registry_that_repeats_the_token(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with scripted(lambda _: Said(body={"token": TOKEN})) as realm:

        def answer(asked: Asked) -> Said:
            if "Authorization" not in asked.headers:
                challenge = f'Bearer realm="http://{realm.host}/token"'
                return Said(401, headers={"WWW-Authenticate": challenge})
            return echo(asked)

        with scripted(answer) as server:
            async with Pool() as pool:
                asked = repository(pool, server.host, keys=keys(server.host))
                error = await failing(asked.manifest("v1"))
            assert server.requests[-1][2]["Authorization"] == f"Bearer {TOKEN}"
    assert "***" in error.text
    check(error, caplog)


async def test_a_redirect_with_a_signature(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    there = {"Location": "http://127.0.0.1:1/blob?signature=query-secret-8a"}

    def answer(asked: Asked) -> Said | None:
        return None if asked.path == "/v2/" else Said(307, headers=there)

    with scripted(answer) as server:
        async with Pool() as pool:
            check(await failing(repository(pool, server.host).manifest("v1")), caplog)


async def test_answers_that_are_no_http(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    def answer(asked: Asked) -> Said | None:
        if asked.path == "/v2/":
            return (
                None
                if "Authorization" in asked.headers
                else Said(401, headers={"WWW-Authenticate": 'Basic realm="r"'})
            )
        return Said(200, headers={"Transfer-Encoding": "nonsense", "X\n Y": PASSWORD})

    with scripted(answer) as server:
        async with Pool() as pool:
            asked = repository(pool, server.host, keys=keys(server.host))
            check(await failing(asked.manifest("v1")), caplog)


async def test_a_password_that_is_part_of_the_known_words() -> None:
    """The reason of the error does not depend on what the password is."""
    answer = Said(401, {"details": "incorrect username or password"})
    with scripted(lambda _: answer) as realm:
        challenge = {"WWW-Authenticate": f'Bearer realm="http://{realm.host}/token"'}
        with scripted(lambda _: Said(401, headers=challenge)) as server:
            async with Pool() as pool:
                entry = {server.host: login("reader", "password")}
                own = Keyring.from_secrets([secret(entry)])
                error = await failing(repository(pool, server.host, keys=own).manifest("v1"))
    assert error.text.endswith("incorrect username or password")
