"""What a repository does besides one call: names, pages, mirrors, and news from a registry."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Mapping

import pytest

from imagestreamimport.references import parse
from streamport.registry import Keyring, Pool, RegistryConfig
from streamport.registry.errors import (
    BrokenContent,
    InvalidName,
    Reason,
    SourcesFailed,
    TooLarge,
    Unreachable,
)
from streamport.registry.hosts import (
    contacted_host,
    mirrors_of,
    registry_name,
    repository_path,
    with_client_defaults,
)
from streamport.registry.limits import Limits
from streamport.registry.media_types import ACCEPTED
from tests.support.registries.clients import failing, keyring, login, repository, secret
from tests.support.registries.images import DOCKER_MANIFEST, digest_of
from tests.support.registries.scripted import Asked, Said, error, scripted

pytestmark = pytest.mark.anyio
BODY = b'{"schemaVersion":2}'
DIGEST = digest_of(BODY)
MANIFEST = Said(body=BODY, headers={"Content-Type": DOCKER_MANIFEST})
BASIC = Said(401, headers={"WWW-Authenticate": 'Basic realm="r"'})


# ------------------------------------------------------------------------------------------- hosts


@pytest.mark.parametrize(
    ("text", "completed", "host", "path"),
    [
        ("app", "docker.io/library/app:latest", "registry-1.docker.io", "docker.io/library/app"),
        ("user/app:v1", "docker.io/user/app:v1", "registry-1.docker.io", "docker.io/user/app"),
        ("a/b/c", "docker.io/a/b/c:latest", "registry-1.docker.io", "docker.io/a/b/c"),
        (
            "docker.io/app",
            "docker.io/library/app:latest",
            "registry-1.docker.io",
            "docker.io/library/app",
        ),
        (
            "index.docker.io/app",
            "index.docker.io/library/app:latest",
            "registry-1.docker.io",
            "index.docker.io/library/app",
        ),
        (
            "registry-1.docker.io/app",
            "registry-1.docker.io/library/app:latest",
            "registry-1.docker.io",
            "registry-1.docker.io/library/app",
        ),
        ("localhost/app", "localhost/app:latest", "localhost", "localhost/app"),
        (
            "localhost:5000/a/b/c:t",
            "localhost:5000/a/b/c:t",
            "localhost:5000",
            "localhost:5000/a/b/c",
        ),
        ("r.test/app", "r.test/app:latest", "r.test", "r.test/app"),
        (
            "localhostess/app",
            "docker.io/localhostess/app:latest",
            "registry-1.docker.io",
            "docker.io/localhostess/app",
        ),
        ("localhost", "", "localhost", ""),
        ("localhost:5000", "", "localhost:5000", ""),
        ("r.test", "", "r.test", ""),
    ],
)
def test_client_defaults_and_the_host_that_is_asked(
    text: str, completed: str, host: str, path: str
) -> None:
    reference = parse(text)
    assert with_client_defaults(reference).exact() == completed
    assert contacted_host(reference) == host
    assert repository_path(reference) == path


def test_the_tag_beside_a_digest_stays() -> None:
    completed = with_client_defaults(parse(f"app:v1@{DIGEST}"))
    assert (completed.tag, completed.digest) == ("v1", DIGEST)
    assert registry_name(parse("app")) == "docker.io"
    assert registry_name(parse("index.docker.io/app")) == "index.docker.io"


# ------------------------------------------------------------------------------------------- names


@pytest.mark.parametrize(
    ("name", "tag", "text"),
    [
        ("r.test", "v1", "unable to parse docker reference : invalid reference format"),
        (
            "FOO/bar",
            "v1",
            "unable to parse docker reference FOO/bar:v1: invalid reference format: "
            "repository name must be lowercase",
        ),
        (
            "r.test/a/b",
            "not valid!",
            "unable to parse docker reference r.test/a/b:not valid!: invalid reference format",
        ),
        (
            "r.test/a/b:v1",
            "../x",
            "unable to parse docker reference r.test/a/b:../x: invalid reference format",
        ),
        ("r.test/a", f"sha256:{'A' * 64}", "invalid checksum digest format"),
        ("r.test/a", f"sha256:{'a' * 63}", "invalid checksum digest length"),
        ("r.test/a", f"md5:{'a' * 32}", "unsupported digest algorithm"),
    ],
)
async def test_names_that_cannot_be_asked_for(name: str, tag: str, text: str) -> None:
    async with Pool() as pool:
        failed = await failing(pool.session().repository(parse(name)).manifest(tag))
    assert type(failed) is InvalidName
    assert failed.text == text
    assert not failed.is_prefixed
    assert failed.reason == Reason.INTERNAL_ERROR


async def test_names_that_cannot_be_listed() -> None:
    async with Pool() as pool:
        failed = await failing(pool.session().repository(parse("FOO/bar")).tags())
        assert failed.listing_text == "FOO/bar: repository name must be lowercase"
        assert failed.listing_reason == Reason.INTERNAL_ERROR
        assert isinstance(
            await failing(pool.session().repository(parse("r.test")).tags()), InvalidName
        )


# ------------------------------------------------------------------------------------- what is sent


async def test_the_headers_of_calls() -> None:
    def answer(asked: Asked) -> Said | None:
        if "manifests" in asked.path:
            return Said(body=BODY, headers={"Content-Type": "Application/X; charset=utf-8"})
        return MANIFEST if "blobs" in asked.path else None

    with scripted(answer) as server:
        async with Pool() as pool:
            asked = repository(pool, server.host, "team/app")
            assert (await asked.manifest("v1")).media_type == "application/x"
            await asked.config(DIGEST)
        ping, manifest, blob = server.requests
        assert ping[:2] == ("GET", "/v2/")
        assert "Accept" not in ping[2]
        assert manifest[:2] == ("GET", "/v2/team/app/manifests/v1")
        assert blob[:2] == ("GET", f"/v2/team/app/blobs/{DIGEST}")
        assert blob[2]["Accept-Encoding"] == "identity"
        for _, _, headers in server.requests:
            assert headers["User-Agent"].startswith("streamport/")
            assert "Cookie" not in headers


async def test_each_media_type_has_a_line_of_its_own() -> None:
    lines: list[str] = []

    def answer(asked: Asked) -> Said | None:
        lines.extend(asked.headers.get_all("Accept") or ())
        return MANIFEST

    with scripted(answer) as server:
        async with Pool() as pool:
            await repository(pool, server.host).manifest("v1")
    assert sorted(lines) == sorted(ACCEPTED)


async def test_cookies_are_not_kept() -> None:
    def answer(asked: Asked) -> Said | None:
        return Said(body=BODY, headers={"Set-Cookie": "who=somebody; Path=/"})

    with scripted(answer) as server:
        # By name: cookies of addresses would not be kept anyway.
        host = server.host.replace("127.0.0.1", "localhost")
        async with Pool() as pool:
            for _ in range(2):
                await repository(pool, host).manifest("v1")
        assert not [headers for _, _, headers in server.requests if "Cookie" in headers]


@pytest.mark.parametrize("length", [0, 70, 10**12])
async def test_sizes_of_blobs(length: int) -> None:
    def answer(asked: Asked) -> Said | None:
        if asked.path == "/v2/":
            return None
        assert asked.method == "HEAD"
        return Said(headers={"Content-Length": str(length)})

    with scripted(answer) as server:
        async with Pool() as pool:
            assert await repository(pool, server.host).blob_size(DIGEST) == length


# ------------------------------------------------------------------------------------------- pages


async def test_pages_of_tags_are_followed_from_where_they_were_found() -> None:
    links = {
        "": '</v2/team/app/tags/list?last=b>; rel="next"',
        "b": "<list?last=c&n=2>; rel=next",
        "c": "?last=d",
    }

    def answer(asked: Asked) -> Said | None:
        if asked.path == "/v2/":
            return None
        last = asked.query.get("last", [""])[0]
        headers = {"Link": links[last]} if last in links else {}
        return Said(body={"tags": [f"after-{last}"]}, headers=headers)

    with scripted(answer) as server:
        async with Pool() as pool:
            tags = await repository(pool, server.host, "team/app").tags()
    assert tags == ["after-", "after-b", "after-c", "after-d"]


async def test_pages_without_an_end() -> None:
    def answer(asked: Asked) -> Said | None:
        if asked.path == "/v2/":
            return None
        following = int(asked.query.get("last", ["0"])[0]) + 1
        link = {"Link": f"<list?last={following}>; rel=next"}
        return Said(body={"tags": ["a" * 80]}, headers=link)

    with scripted(answer) as server:
        async with Pool(RegistryConfig(limits=Limits(tags_bytes=1000))) as pool:
            assert isinstance(await failing(repository(pool, server.host).tags()), TooLarge)
        assert len(server.asked("tags")) < 15


async def test_pages_that_lead_round_in_circles() -> None:
    again = Said(body={"tags": ["a"]}, headers={"Link": "<list?last=a>; rel=next"})
    with scripted(lambda asked: None if asked.path == "/v2/" else again) as server:
        async with Pool() as pool:
            failed = await failing(repository(pool, server.host).tags())
        assert "in circles" in failed.text
        assert len(server.asked("tags")) == 2


async def test_the_next_page_is_at_the_same_registry() -> None:
    with scripted(lambda _: Said(body={"tags": ["theirs"]})) as other:
        link = {"Link": f"<http://{other.host}/v2/app/tags/list>; rel=next"}

        def answer(asked: Asked) -> Said | None:
            if "Authorization" not in asked.headers:
                return BASIC
            return Said(body={"tags": ["ours"]}, headers=link)

        with scripted(answer) as server:
            async with Pool() as pool:
                asked = repository(pool, server.host, keys=keyring(server.host))
                assert isinstance(await failing(asked.tags()), BrokenContent)
        assert other.requests == []


@pytest.mark.parametrize(
    ("body", "tags"),
    [
        ({"tags": None}, []),
        ({}, []),
        (b"null", []),
        ({"Tags": ["a", ""], "name": "x"}, ["a", ""]),
        ({"tags": ["a", "a", None]}, ["a", "a", ""]),
    ],
)
async def test_ways_to_list_tags(body: object, tags: list[str]) -> None:
    with scripted(lambda asked: None if asked.path == "/v2/" else Said(body=body)) as server:
        async with Pool() as pool:
            assert await repository(pool, server.host).tags() == tags


@pytest.mark.parametrize(
    ("body", "beginning"),
    [
        (b"tags: none", "invalid character "),
        (b"", "unexpected end of JSON input"),
        (b'{"tags":', "unexpected end of JSON input"),
        (b"[]", "json: "),
        (b'{"tags":"a"}', "json: "),
        (b'{"tags":[1]}', "json: "),
        (b"[" * 100_000, ""),
        (b'{"tags":[NaN]}', "invalid character "),
        (b'{"tags":[' + b"9" * 5000 + b"]}", "json: "),
    ],
)
async def test_lists_that_cannot_be_read(body: bytes, beginning: str) -> None:
    with scripted(lambda asked: None if asked.path == "/v2/" else Said(body=body)) as server:
        async with Pool() as pool:
            failed = await failing(repository(pool, server.host).tags())
    assert type(failed) is BrokenContent
    assert failed.listing_text.startswith(beginning)


async def test_texts_that_cannot_be_encoded_are_made_readable() -> None:
    body = b'{"tags":["a\\ud800","b\xff"]}'
    with scripted(lambda asked: None if asked.path == "/v2/" else Said(body=body)) as server:
        async with Pool() as pool:
            assert await repository(pool, server.host).tags() == ["a\ufffd", "b\ufffd"]
    said = Said(403, b'{"errors":[{"code":"DENIED","message":"\\udfff"}]}')
    with scripted(lambda asked: None if asked.path == "/v2/" else said) as server:
        async with Pool() as pool:
            failed = await failing(repository(pool, server.host).tags())
            assert failed.text.encode() == "denied: \ufffd".encode()


# ------------------------------------------------------------------------------------------ mirrors


MIRRORS = (
    ("r.test", ("m.test",)),
    ("r.test/team", ("m.test/a", "n.test:5000/b/c")),
    ("docker.io/library", ("hub.test/x",)),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("r.test/app", ["m.test/app"]),
        ("r.test/team/app:v1", ["m.test/a/app", "n.test:5000/b/c/app"]),
        ("r.test/team/deep/app", ["m.test/a/deep/app", "n.test:5000/b/c/deep/app"]),
        ("r.test/teams/app", ["m.test/teams/app"]),
        ("r.test:5000/app", []),
        ("app", ["hub.test/x/app"]),
        ("docker.io/app", ["hub.test/x/app"]),
        ("user/app", []),
        ("r.test", []),
    ],
)
def test_the_longest_source_counts(text: str, expected: list[str]) -> None:
    assert [found.exact() for found in mirrors_of(parse(text), MIRRORS)] == expected


def test_a_source_may_be_a_whole_repository() -> None:
    mirrors = (("r.test/team/app", ("m.test/other",)), ("r.test/team/app", ("not a host!",)))
    assert [found.exact() for found in mirrors_of(parse("r.test/team/app"), mirrors)] == [
        "m.test/other"
    ]


def mirrored(source: str, *mirrors: str) -> RegistryConfig:
    return RegistryConfig(digest_mirrors=((source, tuple(f"{mirror}/m" for mirror in mirrors)),))


async def test_digests_come_from_the_first_mirror_that_has_them() -> None:
    nothing = error(404, "MANIFEST_UNKNOWN")
    with (
        scripted(lambda asked: None if asked.path == "/v2/" else nothing) as empty,
        scripted(lambda _: MANIFEST) as full,
        scripted(lambda _: MANIFEST) as source,
    ):
        async with Pool(mirrored(source.host, empty.host, full.host)) as pool:
            asked = repository(pool, source.host)
            found = await asked.manifest(DIGEST)
            assert found.remote.name == f"{full.host}/m/app"
            assert source.requests == []
            # What a list names is fetched where the list was.
            before = len(empty.requests)
            assert (await asked.manifest(DIGEST, named_by=found)).bytes == BODY
            assert await asked.config(DIGEST, named_by=found) == BODY
            assert len(empty.requests) == before
            # Tags, and the list of them, are at the source only.
            await asked.manifest("v1")
            assert await asked.tags() == []
            assert source.asked("/v2/app/") == [
                "GET /v2/app/manifests/v1",
                "GET /v2/app/tags/list",
            ]
            assert not full.asked("tags")


async def test_every_mirror_and_the_source_fail() -> None:
    gone, denied = error(404, "MANIFEST_UNKNOWN", "gone"), error(403, "DENIED", "go away")
    with (
        scripted(lambda asked: None if asked.path == "/v2/" else denied) as mirror,
        scripted(lambda asked: None if asked.path == "/v2/" else gone) as source,
    ):
        async with Pool(mirrored(source.host, mirror.host)) as pool:
            failed = await failing(repository(pool, source.host).manifest(DIGEST))
            assert isinstance(failed, SourcesFailed)
            assert failed.text == "[denied: go away, manifest unknown: gone]"
            assert failed.reason == Reason.INTERNAL_ERROR
            # Without mirrors the reason is that of the registry.
            failed = await failing(repository(pool, source.host).manifest("v1"))
            assert failed.reason == Reason.NOT_FOUND


async def test_each_mirror_gets_its_own_credential() -> None:
    def answer(asked: Asked) -> Said:
        return MANIFEST if "Authorization" in asked.headers else BASIC

    with scripted(answer) as mirror, scripted(answer) as source:
        async with Pool(mirrored(source.host, mirror.host)) as pool:
            entries = {
                f"{mirror.host}/m": login("mirror", "p"),
                source.host: login("source", "p"),
            }
            keys = Keyring.from_secrets([secret(entries)])
            await repository(pool, source.host, keys=keys).manifest(DIGEST)
        assert mirror.requests[-1][2]["Authorization"] == "Basic bWlycm9yOnA="


# ----------------------------------------------------------------------------- news from a registry


async def test_a_registry_is_pinged_once_for_many_requests() -> None:
    with scripted(lambda _: MANIFEST) as server:
        async with Pool() as pool:
            await asyncio.gather(
                *(repository(pool, server.host).manifest(f"v{i}") for i in range(20))
            )
            await repository(pool, server.host).manifest("v1")
        assert server.asked("/v2/").count("GET /v2/") == 1


async def test_a_registry_that_starts_to_ask_who_one_is() -> None:
    guarded = threading.Event()

    def answer(asked: Asked) -> Said:
        return BASIC if guarded.is_set() and "Authorization" not in asked.headers else MANIFEST

    with scripted(answer) as server:
        async with Pool() as pool:
            keys = keyring(server.host)
            assert (
                await repository(pool, server.host, keys=keys).manifest("v1")
            ).credential_key is None
            guarded.set()
            assert (await repository(pool, server.host, keys=keys).manifest("v1")).credential_key


async def test_a_registry_that_went_away_is_told_by_its_ping() -> None:
    closing = Said(body=BODY, headers={"Connection": "close"})
    async with Pool() as pool:
        with scripted(lambda _: closing) as server:
            host = server.host
            await repository(pool, host).manifest("v1")
        failed = await failing(repository(pool, host).manifest("v1"))
    assert isinstance(failed, Unreachable)
    assert failed.url == f"http://{host}/v2/"


async def test_a_failed_ping_is_that_of_the_whole_request() -> None:
    refused = Said(503, b"busy")
    with scripted(lambda _: refused) as server:
        async with Pool() as pool:
            asked = repository(pool, server.host)
            for tag in ("v1", "v2"):
                text = (await failing(asked.manifest(tag))).text
                assert text == (
                    f'endpoint "http://{server.host}" does not support v2 API '
                    "(got 503 Service Unavailable)"
                )
            assert len(server.requests) == 1
            await failing(repository(pool, server.host).manifest("v1"))
            assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("status", "headers", "is_registry"),
    [
        (200, {}, True),
        (204, {}, True),
        (401, {}, True),
        (403, {}, True),
        (404, {}, False),
        (500, {}, False),
        (404, {"Docker-Distribution-Api-Version": "registry/2.0"}, True),
        (500, {"Docker-Distribution-Api-Version": ""}, True),
    ],
)
async def test_what_counts_as_a_registry(
    status: int, headers: Mapping[str, str], is_registry: bool
) -> None:
    ping = Said(status, headers=headers)
    with scripted(lambda asked: ping if asked.path == "/v2/" else MANIFEST) as server:
        async with Pool() as pool:
            asked = repository(pool, server.host)
            if is_registry:
                assert (await asked.manifest("v1")).bytes == BODY
            else:
                assert "does not support v2 API" in (await failing(asked.manifest("v1"))).text


async def test_one_broken_secret_fails_before_any_call() -> None:
    keys = Keyring.from_secrets([secret({"other.test": {"auth": "?"}})])
    with scripted(lambda _: MANIFEST) as server:
        async with Pool() as pool:
            failed = await failing(repository(pool, server.host, keys=keys).manifest("v1"))
            assert failed.text == "illegal base64 data at input byte 0"
        assert server.requests == []


@pytest.mark.parametrize(
    ("said", "reason", "text"),
    [
        (error(404, "NAME_UNKNOWN"), Reason.NOT_FOUND, "name unknown"),
        (error(401, "UNAUTHORIZED"), Reason.NO_ACCESS, "unauthorized"),
        (Said(401, b"<"), Reason.NO_ACCESS, "unauthorized"),
        (error(404, "MANIFEST_UNKNOWN"), Reason.INTERNAL_ERROR, "manifest unknown"),
        (error(403, "DENIED"), Reason.INTERNAL_ERROR, "denied"),
    ],
)
async def test_errors_of_a_listing(said: Said, reason: Reason, text: str) -> None:
    with scripted(lambda asked: None if asked.path == "/v2/" else said) as server:
        async with Pool() as pool:
            failed = await failing(repository(pool, server.host).tags())
    assert (failed.listing_reason, failed.listing_text) == (reason, text)
