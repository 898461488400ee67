"""Answers that no standard allows and that every client in Go reads."""

from __future__ import annotations

import gzip
from collections.abc import Mapping

import pytest

from streamport.registry import Pool
from streamport.registry.answer_heads import is_usual, put_right
from streamport.registry.errors import CodedError, Reason, TokenFailed, Unparsable
from tests.support.registries.clients import failing, keyring, repository
from tests.support.registries.images import DOCKER_MANIFEST, digest_of
from tests.support.registries.rawserver import raw
from tests.support.registries.scripted import Asked, Said, scripted

pytestmark = pytest.mark.anyio
BODY = b'{"schemaVersion":2}'
ZIPPED = {"Content-Encoding": "gzip"}
OK = b"HTTP/1.1 200 OK\r\n"
LENGTH = b"Content-Length: 19\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n"
IN_CHUNKS = b"13\r\n" + BODY + b"\r\n0\r\n\r\n"


# ----------------------------------------------------------------------- bodies that nobody needs


@pytest.mark.parametrize(
    ("status", "headers", "body"),
    [
        (200, ZIPPED, b""),
        (200, ZIPPED, b"{}"),
        (401, ZIPPED | {"WWW-Authenticate": 'Basic realm="r"'}, b"no gzip"),
        (403, ZIPPED, b"no gzip"),
        (200, {}, b" " * (2 << 20)),  # larger than any limit of ours
        (200, {"Content-Encoding": "br"}, b"\x00"),
    ],
)
async def test_the_body_of_a_ping_is_not_read(
    status: int, headers: Mapping[str, str], body: bytes
) -> None:
    def answer(asked: Asked) -> Said:
        if asked.path == "/v2/":
            return Said(status, body, headers)
        return Said(body=BODY, headers={"Content-Type": DOCKER_MANIFEST})

    with scripted(answer) as server:
        async with Pool() as pool:
            asked = repository(pool, server.host, keys=keyring(server.host))
            assert (await asked.manifest("v1")).bytes == BODY


@pytest.mark.parametrize(
    "ping",
    [
        OK + b"Content-Length: 1000\r\n\r\n{}",  # more is promised than comes
        OK + CHUNKED + b"\r\nnonsense\r\n",
        OK + CHUNKED + b"\r\n5\r\n{",
    ],
)
async def test_the_body_of_a_ping_may_be_broken(ping: bytes) -> None:
    with raw(OK + LENGTH + b"\r\n" + BODY, ping=ping) as host:
        async with Pool() as pool:
            assert (await repository(pool, host).manifest("v1")).bytes == BODY


async def test_the_body_of_a_redirect_is_not_read() -> None:
    def answer(asked: Asked) -> Said | None:
        if asked.path == "/here":
            return Said(body=BODY, headers={"Content-Type": DOCKER_MANIFEST})
        moved = ZIPPED | {"Location": "/here"}
        return None if asked.path == "/v2/" else Said(307, b"<html>moved</html>", moved)

    with scripted(answer) as server:
        async with Pool() as pool:
            asked = repository(pool, server.host)
            assert (await asked.manifest("v1")).bytes == BODY
            assert await asked.config(digest_of(BODY)) == BODY


async def test_nor_is_that_of_a_broken_server() -> None:
    said = Said(502, b"no gzip", ZIPPED)
    with scripted(lambda asked: None if asked.path == "/v2/" else said) as server:
        async with Pool() as pool:
            asked = repository(pool, server.host)
            for fetching in (asked.manifest("v1"), asked.tags(), asked.config(digest_of(BODY))):
                failed = await failing(fetching)
                assert failed.text == "received unexpected HTTP status: 502 Bad Gateway"


async def test_nor_that_of_a_blob_which_is_not_there() -> None:
    said = Said(404, b"no gzip", ZIPPED)
    with scripted(lambda asked: None if asked.path == "/v2/" else said) as server:
        async with Pool() as pool:
            failed = await failing(repository(pool, server.host).config(digest_of(BODY)))
    assert failed.text == "unknown blob"


async def test_what_has_no_length_is_not_decoded() -> None:
    with scripted(lambda asked: Said(401, b"", ZIPPED)) as server:
        async with Pool() as pool:
            failed = await failing(repository(pool, server.host).manifest("v1"))
    assert isinstance(failed, CodedError)
    assert failed.reason is Reason.NO_ACCESS

    with scripted(lambda asked: None if asked.path == "/v2/" else Said(404, b"", ZIPPED)) as server:
        async with Pool() as pool:
            failed = await failing(repository(pool, server.host).manifest("v1"))
    assert isinstance(failed, Unparsable)
    why = 'error parsing HTTP 404 response body: unexpected end of JSON input: ""'
    assert failed.text == why


async def test_nor_is_what_has_no_content_in_chunks() -> None:
    head = b"HTTP/1.1 404 Not Found\r\nContent-Encoding: gzip\r\n" + CHUNKED + b"\r\n"
    with raw(head + b"0\r\n\r\n") as host:
        async with Pool() as pool:
            failed = await failing(repository(pool, host).manifest("v1"))
    assert failed.text.endswith('unexpected end of JSON input: ""')


async def test_decoded_is_what_was_asked_for_compressed() -> None:
    """A configuration is asked for as it is; a store may call it compressed all the same."""
    manifest = gzip.compress(BODY[:7]) + gzip.compress(BODY[7:])  # two members, one file

    def answer(asked: Asked) -> Said | None:
        body = BODY if "/blobs/" in asked.path else manifest
        return None if asked.path == "/v2/" else Said(body=body, headers=ZIPPED)

    with scripted(answer) as server:
        async with Pool() as pool:
            asked = repository(pool, server.host)
            assert await asked.config(digest_of(BODY)) == BODY
            assert (await asked.manifest("v1")).bytes == BODY


async def test_a_token_server_without_a_word() -> None:
    def answer(asked: Asked) -> Said:
        if asked.path == "/token":
            return Said(401, b"", ZIPPED)
        bearer = f'Bearer realm="http://{asked.host}/token"'
        return Said(401, b"", ZIPPED | {"WWW-Authenticate": bearer})

    with scripted(answer) as server:
        async with Pool() as pool:
            failed = await failing(repository(pool, server.host).manifest("v1"))
    assert isinstance(failed, TokenFailed)
    assert failed.text.endswith(": unauthorized")


# --------------------------------------------------------------------------- heads as Go reads them


@pytest.mark.parametrize(
    "answer",
    [
        OK + LENGTH + CHUNKED + b"\r\n" + IN_CHUNKS,
        OK + CHUNKED + b"Content-Length: 7\r\n\r\n" + IN_CHUNKS,
        OK + CHUNKED + LENGTH + LENGTH + b"\r\n" + IN_CHUNKS,
        OK + LENGTH + LENGTH + b"\r\n" + BODY,
        OK + b"content-length:19\r\nContent-Length:  19 \r\n\r\n" + BODY,
        OK + b"X Bad: 1\r\n" + LENGTH + b"\r\n" + BODY,
        OK + LENGTH + b"Content-Length : 3\r\n\r\n" + BODY,
        OK + LENGTH + b": nameless\r\n\r\n" + BODY,
        OK + LENGTH + b"X-Control: a\x01b\r\n\r\n" + BODY,
        OK + LENGTH + b"X-Folded: a\r\n  b\r\n\r\n" + BODY,
        OK + b"Content-Length:\r\n\r\n" + BODY,  # none is said: the end is the end
        (OK + LENGTH).replace(b"\r", b"") + b"\n" + BODY,
        b"HTTP/1.1 200\r\n" + LENGTH + b"\r\n" + BODY,
        b"HTTP/1.1  200 OK\r\n" + LENGTH + b"\r\n" + BODY,
        b"HTTP/1.0 200 OK\r\n" + CHUNKED + LENGTH + b"\r\n" + BODY,  # 1.0 knows no chunks
        OK + b"".join(b"X-Much-%d: 1\r\n" % i for i in range(300)) + LENGTH + b"\r\n" + BODY,
    ],
)
async def test_odd_heads_that_are_read(answer: bytes) -> None:
    with raw(answer) as host:
        async with Pool() as pool:
            assert (await repository(pool, host).manifest("v1")).bytes == BODY


async def test_what_comes_after_an_odd_answer_is_nobodys() -> None:
    """Two answers in one: the second must not be taken for that of the next request."""
    odd = OK + LENGTH + CHUNKED + b"\r\n" + IN_CHUNKS
    evil = b'{"tags":["evil"]}'
    with raw(odd + OK + b"Content-Length: %d\r\n\r\n" % len(evil) + evil) as host:
        async with Pool() as pool:
            asked = repository(pool, host)
            assert (await asked.manifest("v1")).bytes == BODY
            assert await asked.tags() == []


async def test_an_ordinary_connection_is_used_again() -> None:
    ports: set[object] = set()

    def answer(asked: Asked) -> Said | None:
        return None if asked.path == "/v2/" else Said(body=BODY)

    with scripted(answer) as server:
        process = server.process_request

        def count(request: object, address: object) -> None:
            ports.add(address)
            process(request, address)  # type: ignore[arg-type]

        server.process_request = count  # type: ignore[method-assign,assignment]
        async with Pool() as pool:
            for number in range(5):
                await repository(pool, server.host).manifest(f"v{number}")
    assert len(ports) == 2  # one by TLS, which it does not speak


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_usual_heads_go_through_unchanged(cut: int) -> None:
    head = OK + b"Content-Type: a/b\r\nX-A: \xff caf\xe9\r\n" + LENGTH + b"\r\n"
    assert is_usual(head)
    assert put_right(head).split(b"\r\n").sort() == head.split(b"\r\n").sort()
    assert not is_usual(head[:cut])
