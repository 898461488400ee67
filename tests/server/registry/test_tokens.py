"""Bearer tokens: what is asked, how long one is used, and who shares it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from streamport.registry import Pool
from streamport.registry import tokens as tokens_module
from streamport.registry.errors import Reason, TokenFailed
from tests.support.registries.clients import failing, keyring, repository
from tests.support.registries.loopback import Server
from tests.support.registries.scripted import Asked, Said, error, scripted

pytestmark = pytest.mark.anyio
Answers = Callable[[Asked], Said | None]


class Guarded:
    """A registry and its token server, which gives out the tokens t1, t2, …"""

    def __init__(self, token: Answers | None, realm: str = "http://{realm}/token") -> None:
        self._token, self._realm = token, realm
        self.accepted: set[str] | None = None  # None accepts every token
        self._given = 0
        self._lock = threading.Lock()
        self.registry: Server
        self.realm: Server

    def token(self, asked: Asked) -> Said | None:
        said = self._token(asked) if self._token else None
        if said is not None:
            return said
        with self._lock:
            self._given += 1
            return Said(body={"token": f"t{self._given}", "expires_in": 300})

    def answer(self, asked: Asked) -> Said | None:
        value = asked.headers.get("Authorization", "")
        realm = self._realm.format(realm=self.realm.host)
        challenge = {"WWW-Authenticate": f'Bearer realm="{realm}",service="reg"'}
        token = value.removeprefix("Bearer ")
        if not value or (self.accepted is not None and token not in self.accepted):
            return Said(401, {"errors": [{"code": "UNAUTHORIZED", "message": ""}]}, challenge)
        return Said(body={"name": "app", "tags": [token]})

    def token_requests(self) -> list[str]:
        return [path for _, path, _ in self.realm.requests]


@contextmanager
def guarded(token: Answers | None = None, realm: str = "http://{realm}/token") -> Iterator[Guarded]:
    both = Guarded(token, realm)
    with scripted(both.token) as both.realm, scripted(both.answer) as both.registry:
        yield both


async def test_the_request_for_a_token() -> None:
    with guarded() as both:
        host = both.registry.host
        async with Pool() as pool:
            await repository(pool, host, "team/app", keys=keyring(host, "who+", "p:w")).tags()
            await repository(pool, host, "team/app").tags()
        scope = "scope=repository%3Ateam%2Fapp%3Apull&service=reg"
        assert both.token_requests() == [f"/token?account=who%2B&{scope}", f"/token?{scope}"]
        first, second = (headers for _, _, headers in both.realm.requests)
        assert first["Authorization"] == "Basic d2hvKzpwOnc="
        assert "Authorization" not in second


async def test_parameters_of_the_realm_are_kept_and_its_password_is_not_sent() -> None:
    with guarded(realm="http://user:sesame@{realm}/token?a=1") as both:
        async with Pool() as pool:
            await repository(pool, both.registry.host).tags()
        assert both.token_requests() == ["/token?a=1&scope=repository%3Aapp%3Apull&service=reg"]
        assert "Authorization" not in both.realm.requests[0][2]


async def test_one_request_for_all_who_wait() -> None:
    with guarded() as both:
        host = both.registry.host
        async with Pool() as pool:
            asked = repository(pool, host, keys=keyring(host))
            tags = await asyncio.gather(*(asked.tags() for _ in range(30)))
        assert tags == [["t1"]] * 30
        assert len(both.token_requests()) == 1


async def test_who_gives_up_does_not_take_the_token_from_the_others() -> None:
    arrived, answered = threading.Event(), threading.Event()

    def slow(asked: Asked) -> None:
        arrived.set()
        answered.wait(30)

    with guarded(slow) as both:
        async with Pool() as pool:
            asked = repository(pool, both.registry.host)
            first = asyncio.create_task(asked.tags())
            await asyncio.to_thread(arrived.wait, 30)
            second = asyncio.create_task(asked.tags())
            await asyncio.sleep(0.05)
            first.cancel()
            await asyncio.gather(first, return_exceptions=True)
            answered.set()
            assert await second == ["t1"]
        assert len(both.token_requests()) == 1


async def test_requests_share_a_token_until_it_expires(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch)
    with guarded() as both:
        async with Pool() as pool:
            assert await repository(pool, both.registry.host).tags() == ["t1"]
            clock.now += 299
            assert await repository(pool, both.registry.host).tags() == ["t1"]
            clock.now += 2
            assert await repository(pool, both.registry.host).tags() == ["t2"]


@pytest.mark.parametrize("lifetime", [0, 1, -5, None, "soon", True, 59.9])
async def test_a_token_is_good_for_a_minute_at_least(
    lifetime: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock(monkeypatch)
    with guarded(lambda _: Said(body={"token": "t", "expires_in": lifetime})) as both:
        async with Pool() as pool:
            await repository(pool, both.registry.host).tags()
            clock.now += 59
            await repository(pool, both.registry.host).tags()
            assert len(both.token_requests()) == 1
            clock.now += 2
            await repository(pool, both.registry.host).tags()
            assert len(both.token_requests()) == 2


class Clock:
    """The time by which tokens expire."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1000.0
        monkeypatch.setattr(tokens_module, "monotonic", lambda: self.now)


async def test_nobody_gets_the_token_of_somebody_else() -> None:
    with guarded() as both:
        host = both.registry.host
        async with Pool() as pool:
            seen = [
                (await repository(pool, host, name, keys=keys).tags())[0]
                for keys in (
                    None,
                    keyring(host, "a", "p"),
                    keyring(host, "a", "q"),
                    keyring(host, "b", "p"),
                    keyring(host, "ab", "p"),
                )
                for name in ("app", "other")
            ]
            assert len(set(seen)) == len(seen)
            assert await repository(pool, host, keys=keyring(host, "a", "p")).tags() == [seen[2]]


async def test_a_token_that_is_no_longer_accepted_is_fetched_anew() -> None:
    with guarded() as both:
        async with Pool() as pool:
            assert await repository(pool, both.registry.host).tags() == ["t1"]
            both.accepted = {"t2"}
            assert await repository(pool, both.registry.host).tags() == ["t2"]
            both.accepted = set()
            asked = repository(pool, both.registry.host)
            assert (await failing(asked.tags())).listing_reason == Reason.NO_ACCESS
        # A fresh token that is refused is not fetched again and again.
        assert len(both.token_requests()) == 3


async def test_many_refusals_of_a_token_do_not_fetch_one_each() -> None:
    with guarded() as both:
        async with Pool() as pool:
            assert await repository(pool, both.registry.host).tags() == ["t1"]
            both.accepted = set()
            asked = repository(pool, both.registry.host)
            for number in range(10):
                await failing(asked.manifest(f"v{number}"))
        assert len(both.token_requests()) == 2


@pytest.mark.parametrize("field", ["token", "access_token", "Token", "ACCESS_TOKEN"])
async def test_both_names_of_the_token(field: str) -> None:
    with guarded(lambda _: Said(body={"other": 1, field: "it"})) as both:
        async with Pool() as pool:
            assert await repository(pool, both.registry.host).tags() == ["it"]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (Said(body={}), "authorization server did not include a token in the response"),
        (Said(body={"token": ""}), "authorization server did not include a token in the response"),
        (Said(body=b"oops"), "unable to decode token response: invalid character "),
        (Said(body={"token": 1}), "unable to decode token response: json: "),
        (Said(401, b"no"), "unauthorized"),
        (Said(401, {"details": "not you"}), "unauthorized: not you"),
        (error(401, "UNAUTHORIZED", "Invalid Username"), "unauthorized: Invalid Username"),
        (error(403, "DENIED"), "denied"),
        (Said(403, b"<html>"), "error parsing HTTP 403 response body: invalid character "),
        (Said(500), "received unexpected HTTP status: 500 Internal Server Error"),
        (Said(body=b"{" + b" " * (1 << 20)), "the answer of the token server is larger than"),
    ],
)
async def test_token_servers_that_give_none(said: Said, why: str) -> None:
    with guarded(lambda _: said) as both:
        host = both.registry.host
        async with Pool() as pool:
            failed = await failing(repository(pool, host).manifest("v1"))
            assert type(failed) is TokenFailed
            url = f"http://{host}/v2/app/manifests/v1"
            assert failed.text.startswith(f'Get "{url}": {why}')
            assert failed.reason == failed.listing_reason == Reason.INTERNAL_ERROR


async def test_a_refusal_is_remembered_for_the_request_and_no_longer() -> None:
    with guarded(lambda _: Said(401, {"details": "incorrect username or password"})) as both:
        host = both.registry.host
        async with Pool() as pool:
            asked = repository(pool, host, keys=keyring(host))
            for tag in ("v1", "v2"):
                failed = await failing(asked.manifest(tag))
                assert failed.reason == Reason.WRONG_PASSWORD
                assert f'"http://{host}/v2/app/manifests/{tag}"' in failed.text
            assert len(both.token_requests()) == 1
            await failing(repository(pool, host, keys=keyring(host)).manifest("v1"))
            assert len(both.token_requests()) == 2


@pytest.mark.parametrize(
    ("realm", "why"),
    [
        ("", "no realm specified for token auth challenge"),
        ("token", "the realm of the token auth challenge is no http or https address"),
        ("/token", "the realm of the token auth challenge is no http or https address"),
        ("file:///etc/passwd", "the realm of the token auth challenge is no http or https address"),
        ("http://[::1/token", "the realm of the token auth challenge is no address"),
    ],
)
async def test_realms_that_cannot_be_asked(realm: str, why: str) -> None:
    with guarded(realm=realm) as both:
        async with Pool() as pool:
            failed = await failing(repository(pool, both.registry.host).tags())
        assert failed.text.endswith(f": {why}")


async def test_the_realm_is_not_reached() -> None:
    with guarded(realm="http://127.0.0.1:1/token?secret=sesame") as both:
        async with Pool() as pool:
            failed = await failing(repository(pool, both.registry.host).tags())
        url = f"http://{both.registry.host}/v2/app/tags/list"
        inner = 'Get "http://127.0.0.1:1/token": dial tcp 127.0.0.1:1: connect: connection refused'
        assert failed.text == f'Get "{url}": {inner}'
