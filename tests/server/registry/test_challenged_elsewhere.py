"""Registries behind a redirect: who asks for a credential gets it at every stage, nobody else does.

Fixtures: a front that redirects, a registry behind it, a token server; all on loopback.
"""

from __future__ import annotations

import base64
import ssl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from streamport.registry import Pool, Repository
from streamport.registry.errors import Reason
from tests.support.registries.clients import failing, keyring, repository
from tests.support.registries.images import DOCKER_MANIFEST, digest_of
from tests.support.registries.keys import Pair
from tests.support.registries.loopback import Server
from tests.support.registries.scripted import Asked, Said, scripted

pytestmark = pytest.mark.anyio
BODY = b'{"schemaVersion":2}'
PASSWORD = "Basic " + base64.b64encode(b"reader:readerpass").decode()
STAGES = ("manifests", "blobs", "tags")
SCHEMES = ("basic", "bearer")


class Place:
    """A front that redirects all to a registry, which sends its clients to a token server."""

    def __init__(
        self,
        stack: ExitStack,
        scheme: str,
        *,
        status: int = 308,
        front_tls: ssl.SSLContext | None = None,
        prefix: str = "",
    ) -> None:
        self._scheme, self._prefix = scheme, prefix
        self.token = stack.enter_context(scripted(self._token))
        self.back = stack.enter_context(scripted(self._back))
        self.front = stack.enter_context(
            scripted(
                lambda asked: Said(
                    status,
                    headers={"Location": f"http://{self.back.host}{prefix}{self._whole(asked)}"},
                ),
                front_tls,
            )
        )

    def _whole(self, asked: Asked) -> str:
        query = "&".join(f"{name}={value[0]}" for name, value in asked.query.items())
        return asked.path + (f"?{query}" if query else "")

    def _token(self, asked: Asked) -> Said:
        return Said(body={"token": "T0"})

    def _back(self, asked: Asked) -> Said | None:
        wanted = PASSWORD if self._scheme == "basic" else "Bearer T0"
        if asked.headers.get("Authorization") != wanted:
            basic, bearer = 'Basic realm="b"', f'Bearer realm="http://{self.token.host}/t"'
            return Said(
                401, headers={"WWW-Authenticate": {"basic": basic}.get(self._scheme, bearer)}
            )
        path = asked.path.removeprefix(self._prefix)
        if path == "/v2/":
            return Said()
        if "/tags/" in path:
            if asked.query:
                return Said(body={"tags": ["b"]})
            following = {"Link": f'<{self._prefix}/v2/app/tags/list?last=a>; rel="next"'}
            return Said(body={"tags": ["a"]}, headers=following)
        return Said(body=BODY, headers={"Content-Type": DOCKER_MANIFEST})


@contextmanager
def place(scheme: str, **settings: object) -> Iterator[Place]:
    with ExitStack() as stack:
        yield Place(stack, scheme, **settings)  # type: ignore[arg-type]


async def fetch(asked: Repository, stage: str) -> object:
    match stage:
        case "manifests":
            return (await asked.manifest("v1")).bytes
        case "blobs":
            return await asked.config(digest_of(BODY))
    return await asked.tags()


def authorizations(server: Server) -> list[str]:
    return [
        headers["Authorization"] for *_, headers in server.requests if "Authorization" in headers
    ]


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("prefix", ["", "/registry/docker"])
async def test_who_made_the_challenge_gets_the_answer(scheme: str, stage: str, prefix: str) -> None:
    with place(scheme, prefix=prefix) as there:
        async with Pool() as pool:
            asked = repository(pool, there.front.host, keys=keyring(there.front.host))
            assert await fetch(asked, stage) in (BODY, ["a", "b"])
        assert authorizations(there.front) == []
        wanted = PASSWORD if scheme == "basic" else "Bearer T0"
        assert set(authorizations(there.back)) == {wanted}
        # The token server that the challenge names learns the password, as for any registry.
        assert set(authorizations(there.token)) == ({PASSWORD} if scheme == "bearer" else set())


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_every_kind_of_redirect(status: int) -> None:
    with place("bearer", status=status) as there:
        async with Pool() as pool:
            assert await fetch(repository(pool, there.front.host), "manifests") == BODY


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("scheme", SCHEMES)
async def test_no_credential_leaves_tls(
    scheme: str, stage: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    tls = Pair("localhost").server_tls(tmp_path)
    with place(scheme, front_tls=tls) as there:
        async with Pool() as pool:
            asked = repository(pool, there.front.host, keys=keyring(there.front.host))
            if scheme == "basic":
                failed = await failing(fetch(asked, stage))
                assert failed.reason is Reason.NO_ACCESS
            else:  # what is open to everybody needs no name
                assert await fetch(asked, stage) in (BODY, ["a", "b"])
        for server in (there.front, there.back, there.token):
            assert PASSWORD not in authorizations(server)
        host = there.front.host
        told = f"entry {host} is not used for {host}/app: a redirect led from https to http"
        assert caplog.text.count(told) == 1


async def test_a_front_that_answers_some_things_itself_is_not_told(tmp_path: Path) -> None:
    """The challenge was another host's, so that a call which stays at the front goes without."""
    with place("basic") as there:

        def front(asked: Asked) -> Said:
            if asked.path == "/v2/":
                return Said(307, headers={"Location": f"http://{there.back.host}/v2/"})
            return Said(body=BODY, headers={"Content-Type": DOCKER_MANIFEST})

        with scripted(front) as server:
            async with Pool() as pool:
                # Nor is a credential missed that nobody asks for.
                for keys in (keyring(server.host), None):
                    asked = repository(pool, server.host, keys=keys)
                    assert await fetch(asked, "manifests") == BODY
            assert authorizations(server) == []


async def test_a_token_server_that_redirects_keeps_the_password_to_itself() -> None:
    with scripted(lambda _: Said(body={"token": "T0"})) as elsewhere:

        def token(asked: Asked) -> Said:
            if asked.path == "/here":
                return Said(body={"token": "T0"})
            where = (
                "/here" if asked.query.get("service") == ["near"] else f"http://{elsewhere.host}/"
            )
            return Said(307, headers={"Location": where})

        with scripted(token) as server:
            for service in ("near", "far"):

                def answer(asked: Asked, service: str = service) -> Said:
                    if asked.headers.get("Authorization") == "Bearer T0":
                        return Said(body=BODY, headers={"Content-Type": DOCKER_MANIFEST})
                    bearer = f'Bearer realm="http://{server.host}/t",service="{service}"'
                    return Said(401, headers={"WWW-Authenticate": bearer})

                with scripted(answer) as registry:
                    async with Pool() as pool:
                        asked = repository(pool, registry.host, keys=keyring(registry.host))
                        assert await fetch(asked, "manifests") == BODY
            assert authorizations(server) == [PASSWORD] * 3
        assert authorizations(elsewhere) == []
