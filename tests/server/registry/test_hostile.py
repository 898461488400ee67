"""A registry that is no HTTP server, or a bad one: each call ends, with an error or an answer."""

from __future__ import annotations

import asyncio
import random
import time

import pytest

from streamport.registry import Pool, RegistryConfig
from streamport.registry.connector import MOST_SMALL_CHUNKS, SMALL_CHUNK_BYTES
from streamport.registry.errors import DeadlinePassed, RegistryError, TooLarge, Unreachable
from streamport.registry.limits import Limits
from tests.support.registries.clients import failing, repository
from tests.support.registries.rawserver import raw

pytestmark = pytest.mark.anyio
OK = b"HTTP/1.1 200 OK\r\n"


async def ends(host: str) -> RegistryError:
    async with Pool() as pool:
        deadline = time.monotonic() + 20
        return await failing(repository(pool, host, deadline=deadline).manifest("v1"))


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (b"", "EOF"),
        (b"\r\n", ""),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "malformed HTTP response: it has no status line"),
        (b"HTTP/9.9 OK\r\n\r\n", "malformed HTTP response: it has no status line"),
        (b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n", "response: a header line has no colon"),
        (OK + b"Content-Length: -1\r\n\r\n", "its Content-Length is no number"),
        (OK + b"Content-Length: 2, 2\r\n\r\n{}", "its Content-Length is no number"),
        (
            OK + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
            "it has several Content-Length that differ",
        ),
        (OK + b"Transfer-Encoding: odd\r\n\r\n{}", "its Transfer-Encoding is not supported"),
        (
            OK + b"Transfer-Encoding: gzip, chunked\r\n\r\n",
            "its Transfer-Encoding is not supported",
        ),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab", "unexpected EOF"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", ""),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", "unexpected EOF"),
        (OK + b"X: " + b"a" * 1_000_000 + b"\r\n\r\n", "its head is longer than 262144 bytes"),
        (b"HTTP/1.1 307 X\r\nLocation: \xff\xfe\r\nContent-Length: 0\r\n\r\n", ""),
    ],
)
async def test_what_is_no_answer(answer: bytes, why: str) -> None:
    with raw(answer) as host:
        failed = await ends(host)
    assert isinstance(failed, Unreachable)
    assert failed.text.endswith(why)
    assert failed.text.encode()


async def test_a_peer_that_closes_during_the_handshake() -> None:
    with raw(b"") as host:
        async with Pool() as pool:
            failed = await failing(repository(pool, host, insecure=False).manifest("v1"))
    assert failed.text == f'Get "https://{host}/v2/": EOF'
    assert isinstance(failed, Unreachable)


@pytest.mark.parametrize(
    ("head", "endless"),
    [
        (b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 65536),
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
            b"4000\r\n" + b"x" * 0x4000 + b"\r\n",
        ),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999\r\n\r\n", b"x" * 65536),
    ],
)
async def test_a_body_without_an_end(head: bytes, endless: bytes) -> None:
    with raw(head, endless) as host:
        assert isinstance(await ends(host), TooLarge)


async def test_headers_without_an_end() -> None:
    with raw(b"HTTP/1.1 200 OK\r\n", b"X-Header: value\r\n" * 1000) as host:
        assert isinstance(await ends(host), Unreachable)


@pytest.mark.parametrize("status", ["100 Continue", "103 Early Hints"])
async def test_answers_without_an_end(status: str) -> None:
    """Read as fast as they come, they would keep everything else from running."""
    with raw(b"", f"HTTP/1.1 {status}\r\n\r\n".encode() * 2000) as host:
        failed = await ends(host)
    assert failed.text.endswith("malformed HTTP response: answers without an end")


async def test_a_few_interim_answers_are_read_past() -> None:
    hints = b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" * 5
    body = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
    with raw(hints + body) as host:
        async with Pool() as pool:
            assert (await repository(pool, host).manifest("v1")).bytes == b"{}"


async def test_a_body_that_comes_to_a_halt() -> None:
    limits = Limits(read_timeout_s=0.2)
    with raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab", b"") as host:
        async with Pool(RegistryConfig(limits=limits)) as pool:
            failed = await failing(repository(pool, host).manifest("v1"))
            assert isinstance(failed, Unreachable)


async def test_random_bytes_never_get_out_of_hand() -> None:
    chance = random.Random(7)
    good = (
        b"HTTP/1.1 200 OK\r\nContent-Type: a/b\r\nContent-Encoding: gzip\r\n"
        b'WWW-Authenticate: Bearer realm="x"\r\nLocation: /x\r\nLink: <y>; rel=next\r\n'
        b"Retry-After: 0\r\nContent-Length: 2\r\n\r\n{}"
    )
    async with Pool() as pool:
        for _ in range(150):
            bytes_ = bytearray(good)
            for _ in range(chance.randint(0, 6)):
                bytes_[chance.randrange(len(bytes_))] = chance.randrange(256)
            with raw(bytes(bytes_)) as host:
                deadline = time.monotonic() + 10
                asked = repository(pool, host, deadline=deadline)
                for fetching in (asked.manifest("v1"), asked.tags()):
                    [result] = await asyncio.gather(fetching, return_exceptions=True)
                    if isinstance(result, BaseException):
                        assert isinstance(result, RegistryError)
                        assert not isinstance(result, DeadlinePassed)
                        assert result.text.encode()


async def test_who_is_cancelled_leaves_its_place_to_others() -> None:
    with raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", b"") as host:
        async with Pool(RegistryConfig(limits=Limits(per_host=2))) as pool:
            asked = repository(pool, host)
            stuck = [asyncio.create_task(asked.manifest(f"v{i}")) for i in range(6)]
            await asyncio.sleep(0.1)
            for task in stuck:
                task.cancel()
            await asyncio.gather(*stuck, return_exceptions=True)
            assert isinstance(await failing(asked.manifest("v1")), Unreachable)


CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"


async def test_a_body_in_crumbs_is_given_up_before_they_are_read() -> None:
    with raw(CHUNKED, b"1\r\n \r\n" * 10_000) as host:
        failed = await ends(host)
    assert isinstance(failed, Unreachable)
    assert failed.text.endswith("malformed HTTP response: its body comes in too many pieces")


@pytest.mark.parametrize(
    ("chunk", "number"),
    [(b"x", MOST_SMALL_CHUNKS - 1), (b"x" * SMALL_CHUNK_BYTES, 2 * MOST_SMALL_CHUNKS)],
)
async def test_a_body_in_pieces_is_read(chunk: bytes, number: int) -> None:
    body = (b"%x\r\n" % len(chunk) + chunk + b"\r\n") * number + b"0\r\n\r\n"
    with raw(CHUNKED + body) as host:
        async with Pool() as pool:
            found = await repository(pool, host).manifest("v1")
    assert found.bytes == chunk * number


async def test_what_was_read_of_a_body_without_an_end_is_let_go() -> None:
    """An error holds the frames that it came through, and these hold what they have read."""
    with raw(OK + b"\r\n", b"x" * 65536) as host:
        failed = await ends(host)
    assert isinstance(failed, TooLarge)
    waiting: list[BaseException | None] = [failed]
    while waiting:
        error = waiting.pop()
        place = error.__traceback__ if error else None
        while place is not None:
            held = place.tb_frame.f_locals.values()
            assert not any(isinstance(value, bytearray) and len(value) > 1000 for value in held)
            place = place.tb_next
        waiting += [error.__cause__, error.__context__] if error else []
