"""Redirects, limits and patience: what a registry can do to a call, and what it cannot."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import threading
import time
import tracemalloc
from collections.abc import Callable
from email.utils import formatdate

import pytest

from streamport.registry import Pool, RegistryConfig
from streamport.registry import calls as calls_module
from streamport.registry.calls import Exchange
from streamport.registry.errors import (
    ContentMismatch,
    DeadlinePassed,
    Reason,
    TooLarge,
    UnexpectedStatus,
    Unreachable,
)
from streamport.registry.limits import Limits
from tests.support.registries.clients import failing, keyring, repository
from tests.support.registries.images import DOCKER_MANIFEST, digest_of
from tests.support.registries.scripted import Asked, Said, error, scripted

pytestmark = pytest.mark.anyio
BODY = b'{"schemaVersion":2}'
MANIFEST = Said(body=BODY, headers={"Content-Type": DOCKER_MANIFEST})
BASIC = Said(401, headers={"WWW-Authenticate": 'Basic realm="r"'})


def to(where: str, status: int = 307) -> Said:
    return Said(status, headers={"Location": where})


# --------------------------------------------------------------------------------------- redirects


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_redirects_are_followed(status: int) -> None:
    def answer(asked: Asked) -> Said | None:
        if asked.path == "/v2/app/manifests/v1":
            return to("../blobs/here?signature=1", status)
        return MANIFEST if asked.path == "/v2/app/blobs/here" else None

    with scripted(answer) as server:
        async with Pool() as pool:
            assert (await repository(pool, server.host).manifest("v1")).bytes == BODY
        assert server.asked("here") == ["GET /v2/app/blobs/here?signature=1"]


async def test_another_host_does_not_get_the_authorization() -> None:
    with scripted(lambda _: MANIFEST) as store:

        def answer(asked: Asked) -> Said | None:
            if "Authorization" not in asked.headers:
                return BASIC
            return to(f"http://{store.host}/stored?key=1")

        with scripted(answer) as server:
            async with Pool() as pool:
                asked = repository(pool, server.host, keys=keyring(server.host))
                assert (await asked.manifest("v1")).bytes == BODY
    [(_, path, headers)] = store.requests
    assert path == "/stored?key=1"
    assert "Authorization" not in headers
    assert headers["Accept"]


async def test_who_asked_gets_it_by_way_of_another_host_too() -> None:
    servers: list[str] = []
    with scripted(lambda asked: to(f"http://{servers[0]}/v2/app/blobs/there")) as store:

        def answer(asked: Asked) -> Said | None:
            if "Authorization" not in asked.headers:
                return BASIC
            there = asked.path == "/v2/app/blobs/there"
            return MANIFEST if there else to(f"http://{store.host}/stored")

        with scripted(answer) as server:
            servers.append(server.host)
            async with Pool() as pool:
                asked = repository(pool, server.host, keys=keyring(server.host))
                assert (await asked.manifest("v1")).bytes == BODY
    assert not [path for _, path, headers in store.requests if "Authorization" in headers]


@pytest.mark.parametrize("scheme", ["basic", "bearer"])
async def test_nor_does_the_next_page_of_a_list_that_was_redirected(scheme: str) -> None:
    link = {"Link": '</v2/app/tags/list?last=a>; rel="next"'}

    def page(asked: Asked) -> Said:
        return Said(
            body={"tags": ["b"]} if asked.query else {"tags": ["a"]},
            headers={} if asked.query else link,
        )

    with scripted(page) as store:

        def answer(asked: Asked) -> Said | None:
            if asked.path == "/token":
                return Said(body={"token": "t0ken"})
            if "Authorization" not in asked.headers:
                bearer = {"WWW-Authenticate": f'Bearer realm="http://{asked.host}/token"'}
                return BASIC if scheme == "basic" else Said(401, headers=bearer)
            return to(f"http://{store.host}/v2/app/tags/list")

        with scripted(answer) as server:
            async with Pool() as pool:
                asked = repository(pool, server.host, keys=keyring(server.host))
                assert await asked.tags() == ["a", "b"]
    assert len(store.requests) == 2
    assert not [path for _, path, headers in store.requests if "Authorization" in headers]


async def test_the_same_host_keeps_getting_it() -> None:
    def answer(asked: Asked) -> Said | None:
        if "Authorization" not in asked.headers:
            return BASIC
        return MANIFEST if asked.path == "/other" else to("/other")

    with scripted(answer) as server:
        async with Pool() as pool:
            asked = repository(pool, server.host, keys=keyring(server.host))
            assert (await asked.manifest("v1")).bytes == BODY


async def test_redirects_without_an_end() -> None:
    with scripted(lambda asked: None if asked.path == "/v2/" else to(asked.path)) as server:
        async with Pool() as pool:
            failed = await failing(repository(pool, server.host).manifest("v1"))
        assert isinstance(failed, Unreachable)
        assert failed.text.endswith('/v2/app/manifests/v1": stopped after 10 redirects')
        assert len(server.asked("manifests")) == 11


@pytest.mark.parametrize("where", ["ftp://r.test/a", "file:///etc/passwd", "http://", "http://[a"])
async def test_redirects_to_nowhere(where: str) -> None:
    with scripted(lambda asked: None if asked.path == "/v2/" else to(where)) as server:
        async with Pool() as pool:
            assert isinstance(await failing(repository(pool, server.host).tags()), Unreachable)


async def test_a_redirect_cannot_put_lines_into_a_request() -> None:
    def answer(asked: Asked) -> Said | None:
        return to("/stored a\u00e9b HTTP/1.1") if "manifests" in asked.path else MANIFEST

    with scripted(answer) as server:
        async with Pool() as pool:
            await repository(pool, server.host).manifest("v1")
        assert server.asked("stored")[0].startswith("GET /stored%20a%")


async def test_pings_follow_redirects() -> None:
    def answer(asked: Asked) -> Said | None:
        return to("/v2/there") if asked.path == "/v2/" else MANIFEST

    with scripted(answer) as server:
        async with Pool() as pool:
            assert (await repository(pool, server.host).manifest("v1")).bytes == BODY


# ------------------------------------------------------------------------------------------ limits


def limited(**limits: int) -> RegistryConfig:
    return RegistryConfig(limits=Limits(**limits))


@pytest.mark.parametrize("size", [99, 100, 101])
async def test_the_size_of_answers_is_bounded(size: int) -> None:
    def answer(asked: Asked) -> Said | None:
        return None if asked.path == "/v2/" else Said(body=b" " * size)

    small = limited(manifest_bytes=100, config_bytes=100, tags_page_bytes=100)
    digest = digest_of(b" " * size)
    with scripted(answer) as server:
        async with Pool(small) as pool:
            asked = repository(pool, server.host)
            if size <= 100:
                assert len((await asked.manifest("v1")).bytes) == size
                assert len(await asked.config(digest)) == size
                return
            for fetching in (asked.manifest("v1"), asked.config(digest), asked.tags()):
                failed = await failing(fetching)
                assert isinstance(failed, TooLarge)
                assert "larger than the 100 bytes" in failed.text


def test_the_usual_limits() -> None:
    limits = RegistryConfig().limits
    sizes = (limits.manifest_bytes, limits.config_bytes, limits.token_bytes, limits.tags_page_bytes)
    assert [size // 1024**2 for size in sizes] == [4, 8, 1, 8]
    assert limits.per_host == 20


async def test_what_is_compressed_is_bounded_by_what_comes_out() -> None:
    small, large = gzip.compress(BODY), gzip.compress(b" " * (64 << 20))

    def answer(asked: Asked) -> Said | None:
        if asked.path == "/v2/":
            return None
        body = small if asked.path.endswith("small") else large
        return Said(body=body, headers={"Content-Encoding": "gzip"})

    with scripted(answer) as server:
        async with Pool() as pool:
            asked = repository(pool, server.host)
            assert (await asked.manifest("small")).bytes == BODY
            tracemalloc.start()
            failed = await failing(asked.manifest("large"))
            _, most = tracemalloc.get_traced_memory()
            tracemalloc.stop()
            assert isinstance(failed, TooLarge)
            assert most < 32 << 20


@pytest.mark.parametrize("cut", [5, 30, -1])
async def test_what_is_compressed_badly(cut: int) -> None:
    body = gzip.compress(BODY * 9)[:cut]
    said = Said(body=body, headers={"Content-Encoding": "gzip"})
    with scripted(lambda asked: None if asked.path == "/v2/" else said) as server:
        async with Pool() as pool:
            assert isinstance(await failing(repository(pool, server.host).tags()), Unreachable)


async def test_content_that_is_not_what_the_digest_says() -> None:
    digests = [f"sha256:{'0' * 64}", f"sha384:{'0' * 96}", f"sha512:{'0' * 128}"]
    with scripted(lambda asked: None if asked.path == "/v2/" else MANIFEST) as server:
        async with Pool() as pool:
            for digest in digests:
                asked = repository(pool, server.host)
                failed = await failing(asked.manifest(digest))
                assert isinstance(failed, ContentMismatch)
                assert f"the manifest retrieved with digest {digest} does not" in failed.text
                failed = await failing(asked.config(digest))
                assert f"the blob retrieved with digest {digest} does not" in failed.text


async def test_digests_of_all_three_kinds_are_verified() -> None:
    with scripted(lambda asked: None if asked.path == "/v2/" else MANIFEST) as server:
        async with Pool() as pool:
            for name in ("sha256", "sha384", "sha512"):
                digest = f"{name}:{hashlib.new(name, BODY).hexdigest()}"
                found = await repository(pool, server.host).manifest(digest)
                assert found.digest == digest_of(BODY)


# ---------------------------------------------------------------------------------------- patience


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that calls waited for, which none of them did."""
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    monkeypatch.setattr(calls_module, "sleep", sleep)
    return waited


def first_then(first: Said, times: int = 1) -> tuple[list[str], Callable[[Asked], Said | None]]:
    seen: list[str] = []

    def answer(asked: Asked) -> Said | None:
        if asked.path == "/v2/":
            return None
        seen.append(asked.path)
        return first if len(seen) <= times else MANIFEST

    return seen, answer


@pytest.mark.parametrize("status", [429, 503])
async def test_retry_after_is_honoured(status: int, waits: list[float]) -> None:
    seen, answer = first_then(error(status, "TOOMANYREQUESTS", Retry_After="3"))
    with scripted(answer) as server:
        async with Pool() as pool:
            asked = repository(pool, server.host, deadline=time.monotonic() + 30)
            assert (await asked.manifest("v1")).bytes == BODY
    assert len(seen) == 2
    [waited] = waits
    assert 3 <= waited <= 3.75


async def test_retry_after_may_be_a_date(waits: list[float]) -> None:
    date = formatdate(time.time() + 20, usegmt=True)
    _, answer = first_then(error(429, "TOOMANYREQUESTS", Retry_After=date))
    with scripted(answer) as server:
        async with Pool() as pool:
            assert await repository(pool, server.host).manifest("v1")
    assert 15 < waits[0] < 26


async def test_who_is_told_to_wait_too_long_does_not_wait(waits: list[float]) -> None:
    _, answer = first_then(error(429, "TOOMANYREQUESTS", "slow down", Retry_After="30"))
    with scripted(answer) as server:
        async with Pool() as pool:
            asked = repository(pool, server.host, deadline=time.monotonic() + 20)
            assert (await failing(asked.manifest("v1"))).text == "toomanyrequests: slow down"
    assert waits == []


async def test_nobody_is_asked_endlessly(waits: list[float]) -> None:
    seen, answer = first_then(error(503, "UNAVAILABLE", Retry_After="0"), times=100)
    with scripted(answer) as server:
        async with Pool() as pool:
            failed = await failing(repository(pool, server.host).manifest("v1"))
    assert isinstance(failed, UnexpectedStatus)
    assert len(seen) == len(waits) + 1 < 12
    assert min(waits) >= 0.1


@pytest.mark.parametrize(
    ("refused", "expected"),
    [
        (Said(429, {"details": "slow"}), 2),
        (Said(429, b"slow"), 2),
        (Said(429), 2),
        (error(429, "TOOMANYREQUESTS", "slow down"), 0),
        (Said(503, b"busy"), 0),
        (error(500, "UNKNOWN"), 0),
        (error(429, "TOOMANYREQUESTS", Retry_After="soon"), 0),
        (error(429, "TOOMANYREQUESTS", Retry_After="-1"), 0),
    ],
)
async def test_what_is_tried_again_without_being_told_when(
    refused: Said, expected: int, waits: list[float]
) -> None:
    seen, answer = first_then(refused, times=100)
    with scripted(answer) as server:
        async with Pool() as pool:
            await failing(repository(pool, server.host).manifest("v1"))
    assert len(seen) - 1 == len(waits) == expected
    assert all(2 <= waited <= 2.5 for waited in waits)


async def test_a_registry_that_does_not_answer_costs_its_own_images_only() -> None:
    released = threading.Event()

    def slow(asked: Asked) -> Said | None:
        if asked.path != "/v2/":
            released.wait(60)
        return None

    with scripted(slow) as dead, scripted(lambda _: MANIFEST) as alive:
        async with Pool() as pool:
            asked = repository(pool, dead.host)
            stuck = [asyncio.create_task(failing(asked.manifest(f"v{i}"))) for i in range(50)]
            await asyncio.sleep(0)
            assert (await repository(pool, alive.host).manifest("v1")).bytes == BODY
            assert not any(task.done() for task in stuck)
            released.set()
            await asyncio.gather(*stuck)


@pytest.mark.parametrize("slow_path", ["/v2/", "/v2/app/manifests/v1"])
async def test_what_is_not_there_by_the_deadline(slow_path: str) -> None:
    released = threading.Event()

    def slow(asked: Asked) -> Said | None:
        if asked.path == slow_path:
            released.wait(60)
        return None

    with scripted(slow) as server:
        async with Pool() as pool:
            asked = repository(pool, server.host, deadline=time.monotonic() + 0.3)
            failed = await failing(asked.manifest("v1"))
            assert isinstance(failed, DeadlinePassed)
            assert failed.text.endswith(": context deadline exceeded")
            assert failed.reason == Reason.INTERNAL_ERROR
            released.set()


async def test_a_deadline_that_has_passed() -> None:
    with scripted(lambda _: MANIFEST) as server:
        async with Pool() as pool:
            asked = repository(pool, server.host, deadline=time.monotonic() - 1)
            assert isinstance(await failing(asked.manifest("v1")), DeadlinePassed)
        assert server.asked("manifests") == []


async def test_calls_in_flight_at_one_host_are_limited() -> None:
    lock, now, most = threading.Lock(), [0], [0]
    gate = threading.Semaphore(0)

    def answer(asked: Asked) -> Said | None:
        if asked.path == "/v2/":
            return None
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        gate.acquire(timeout=0.02)
        with lock:
            now[0] -= 1
        return MANIFEST

    with scripted(answer) as server:
        async with Pool(limited(per_host=7)) as pool:
            asked = repository(pool, server.host)
            await asyncio.gather(*(asked.manifest(f"v{i}") for i in range(40)))
    assert most[0] == 7


async def test_calls_in_flight_are_limited_in_all() -> None:
    lock, now, most = threading.Lock(), [0], [0]

    def answer(asked: Asked) -> Said | None:
        if asked.path == "/v2/":
            return None
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        threading.Event().wait(0.02)
        with lock:
            now[0] -= 1
        return MANIFEST

    with scripted(answer) as one, scripted(answer) as two:
        async with Pool(limited(per_host=5, total=6)) as pool:
            both = [repository(pool, server.host) for server in (one, two)]
            await asyncio.gather(*(asked.manifest(f"v{i}") for i in range(20) for asked in both))
    assert most[0] == 6


async def test_every_call_is_told_to_who_keeps_the_metrics() -> None:
    told: list[Exchange] = []
    with scripted(lambda asked: None if "v1" not in asked.path else MANIFEST) as server:
        async with Pool(observe=told.append) as pool:
            asked = repository(pool, server.host)
            await asked.manifest("v1")
            await failing(asked.manifest("v2"))
    # HTTPS is tried before HTTP.
    assert [(each.what, each.status) for each in told] == [
        ("answer to the ping", 0),
        ("answer to the ping", 200),
        ("manifest", 200),
        ("manifest", 404),
    ]
    assert {each.host for each in told} == {server.host}
