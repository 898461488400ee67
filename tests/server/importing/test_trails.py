"""Why items failed: which place was asked with which credential, through what, and what it said."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from imagestreamimport.models import ImageStreamImport, Status
from streamport.importing import Importer, Outcome
from streamport.importing.trails import Trail, told, trails_of, warnings_of
from streamport.registry import Keyring, Pool, RegistryConfig
from streamport.registry.attempts import Attempt
from streamport.registry.proxies import Proxies
from tests.support.memory_registry import MemoryRegistry
from tests.support.objects import secret_of
from tests.support.registries.catalogue import repositories
from tests.support.registries.clients import login
from tests.support.streams import NOW, entry, request

V1 = repositories()["app/simple"].tags["v1"].digest
MIRRORS = [{"source": "r.test/app", "mirrors": ["m.test/x", "closed.test/app"]}]


def run(
    sent: ImageStreamImport,
    keyring: Keyring | None = None,
    registry: MemoryRegistry | None = None,
    proxies: Proxies | None = None,
    **config: Any,
) -> tuple[Outcome, list[Trail]]:
    async def play() -> Outcome:
        settings = replace(RegistryConfig.from_document(config), proxies=proxies or Proxies())
        async with Pool(settings, registry or MemoryRegistry()) as pool:
            return await Importer(pool).run(sent, None, keyring, now=NOW)

    outcome = asyncio.run(play())
    return outcome, list(trails_of(sent, outcome))


def test_what_is_there_leaves_no_trail() -> None:
    assert run(request(entry("r.test/app/simple:v1")))[1] == []


def test_every_place_that_was_asked_is_told_in_order() -> None:
    registry = MemoryRegistry()
    registry.gone = lambda asked: "v1" not in asked
    sent = request(entry(f"r.test/app/simple@{V1}"))
    _, (trail,) = run(sent, registry=registry, repositoryDigestMirrors=MIRRORS)
    mirror, closed, source = trail.attempts
    assert (mirror.host, mirror.mirror_of) == ("m.test", "r.test")
    assert mirror.answered == "404 name unknown"
    assert (closed.host, closed.mirror_of) == ("closed.test", "r.test")
    assert closed.answered.endswith("connect: connection refused")
    assert source == Attempt("r.test", answered="404 manifest unknown")
    assert trail.is_unforeseen


def test_a_proxy_is_told_without_its_password() -> None:
    proxies = Proxies(https="http://user:s3cret@10.0.0.1:3128")
    outcome, (trail,) = run(request(entry("closed.test/app:v1")), proxies=proxies)
    assert [attempt.proxy for attempt in trail.attempts] == ["10.0.0.1:3128"]
    assert "s3cret" not in repr(outcome.tried)


def test_the_secret_that_cannot_be_read_is_the_one_that_is_named() -> None:
    good = secret_of("good", {"r.test": login("a", "b")})
    bad = {**secret_of("bad", {}), "stringData": {".dockerconfigjson": "{"}}
    _, (trail,) = run(request(entry("r.test/app/simple:v1")), Keyring.from_secrets([good, bad]))
    (attempt,) = trail.attempts
    assert (attempt.secret, attempt.credential) == ("bad", "secret bad, key .dockerconfigjson")
    assert told(attempt) == (
        "r.test was not asked: secret bad, key .dockerconfigjson cannot be read: "
        "unexpected end of JSON input"
    )
    assert "secret bad" not in told(attempt, lambda secret: False)


def test_what_cannot_be_used_was_answered_too() -> None:
    _, (trail,) = run(request(entry("r.test/app/shapes:not-json")))
    (attempt,) = trail.attempts
    assert attempt.host == "r.test"
    assert attempt.answered.startswith("what cannot be used: invalid character")


def test_a_listing_and_its_tags_have_trails() -> None:
    _, trails = run(request(repository=entry("r.test/no/such")))
    assert [trail.source for trail in trails] == ["r.test/no/such"]
    assert trails[0].attempts == (Attempt("r.test", answered="404 name unknown"),)
    registry = MemoryRegistry()
    registry.gone = lambda asked: asked.endswith("/3.1")
    _, trails = run(request(repository=entry("r.test/tags/versions")), registry=registry)
    assert [trail.source for trail in trails] == [
        "r.test/tags/versions",
        "r.test/tags/versions:3.1",
    ]
    assert trails[0].attempts == ()
    assert trails[1].attempts == (Attempt("r.test", answered="404 manifest unknown"),)


def test_errors_that_many_share_are_told_to_each_as_its_own() -> None:
    sent = request(entry("closed.test/a:v1"), entry("closed.test/b:v1"))
    secrets = [secret_of("one", {"closed.test/a": login("a", "b")})]
    _, trails = run(sent, Keyring.from_secrets(secrets))
    assert [trail.source for trail in trails] == ["closed.test/a:v1", "closed.test/b:v1"]
    assert all(len(trail.attempts) == 1 for trail in trails)
    assert trails[0].attempts[0] is not trails[1].attempts[0]


# ---------------------------------------------------------------------------------------- as text


@pytest.mark.parametrize(
    ("attempt", "text"),
    [
        (Attempt("r.test", answered="no"), "asked r.test without a credential: no"),
        (
            Attempt("m.test", "secret a", "a", "p:1", "r.test", "401 no"),
            "asked m.test, a mirror of r.test, with secret a through the proxy p:1: 401 no",
        ),
        (Attempt("r.test", answered="x" * 400), f"asked r.test without a credential: {'x' * 300}…"),
    ],
)
def test_an_attempt_is_one_line(attempt: Attempt, text: str) -> None:
    assert told(attempt) == text


def test_secrets_are_named_to_those_who_may_get_them() -> None:
    attempts = tuple(Attempt("r.test", f"secret {name}, entry r", name) for name in "ab")
    (text,) = warnings_of([Trail("r.test/x:1", Status(), attempts)], lambda secret: secret == "a")
    assert text == (
        "r.test/x:1: asked r.test with secret a, entry r: ; "
        "asked r.test with a pull secret of the namespace: "
    )


def test_equal_warnings_are_one_and_what_is_plain_is_none() -> None:
    used = (Attempt("r.test", "file", answered="401"),)
    trails = [Trail(f"r.test/x:{number}", Status(), used) for number in range(3)]
    plain = Trail("s.test/y:1", Status(), (Attempt("s.test", answered="404"),))
    assert warnings_of([*trails, plain], lambda secret: True) == [
        "r.test/x:0 and 2 more: asked r.test with file: 401"
    ]
