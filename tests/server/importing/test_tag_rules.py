"""Rules for tags in an import: what is fetched, kept on the stream and told."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import msgspec
import pytest

from imagestreamimport.models import ImageStream, ImageStreamImport
from streamport.choosing import LEFT_OUT, LeftOut
from streamport.importing import Importer, ImportSettings, InvalidObject, Outcome, StreamContext
from streamport.importing.streams import prepare_create, prepare_update
from streamport.importing.tag_rules import (
    LONGEST_TOLD,
    metadata_of_answer,
)
from streamport.registry import Pool
from tests.support.memory_registry import MemoryRegistry
from tests.support.registries.catalogue import Repository, platform, simple
from tests.support.registries.images import index
from tests.support.streams import NOW, ONE, applied, done, entry, request, stream

VERSIONS = "r.test/tags/versions"  # latest 3.10 3.2 v3.2 3.1 3.2.1 beta


def with_rules(sent: ImageStreamImport | ImageStream, **texts: str) -> Any:
    """A request or a stream with annotations, each by the last word of its name."""
    named = {f"streamport/{name.replace('_', '-')}": text for name, text in texts.items()}
    return msgspec.structs.replace(
        sent, metadata=msgspec.structs.replace(sent.metadata, annotations=named)
    )


def made(day: int) -> Any:
    return simple(f"made-{day}", created=f"2024-01-{day:02}T00:00:00Z")


def run(
    sent: ImageStreamImport,
    into: ImageStream | None = None,
    registry: MemoryRegistry | None = None,
    limit: int = 50,
    passed_over: frozenset[str] = frozenset(),
) -> Outcome:
    async def play() -> Outcome:
        async with Pool(transport=registry or MemoryRegistry()) as pool:
            importer = Importer(pool, ImportSettings(limit))
            return await importer.run(sent, into, None, now=NOW, passed_over=passed_over)

    return asyncio.run(play())


def tags(outcome: Outcome) -> list[str]:
    assert outcome.repository is not None
    return [str(item.tag) for item in outcome.repository.images]


def reasons(outcome: Outcome) -> dict[str, str]:
    return {left.tag: left.reason for left in outcome.left_out}


def test_what_the_rules_leave_out_is_not_fetched() -> None:
    registry = MemoryRegistry()
    sent = with_rules(request(repository=entry(VERSIONS)), semver=">=3.2 <4", exclude="v.*")
    outcome = run(sent, registry=registry)
    assert tags(outcome) == ["3.10", "3.2", "3.2.1"]
    assert reasons(outcome)["v3.2"] == "matches exclude 'v.*'"
    fetched = {call.rpartition("/")[2] for call in registry.asked("/manifests/3")}
    assert fetched == {"3.10", "3.2", "3.2.1"}


def test_the_limit_counts_what_was_chosen() -> None:
    outcome = run(with_rules(request(repository=entry(VERSIONS)), include="3.*"), limit=2)
    assert tags(outcome) == ["3.10", "3.2"]
    assert outcome.repository is not None
    assert outcome.repository.additional_tags == ["3.1", "3.2.1"]
    assert set(reasons(outcome)) == {"latest", "v3.2", "beta"}


def test_rules_of_the_stream_hold_unless_the_request_has_its_own() -> None:
    into = with_rules(stream(), include="beta|latest")
    assert tags(run(request(repository=entry(VERSIONS)), into)) == ["latest", "beta"]
    sent = with_rules(request(repository=entry(VERSIONS)), include="3.1")
    assert tags(run(sent, into)) == ["3.1"]


def test_spec_images_are_no_matter_of_rules() -> None:
    outcome = run(with_rules(request(entry("r.test/tags/versions:beta")), include="x"))
    assert [item.tag for item in outcome.images] == ["beta"]
    assert outcome.images[0].image


# --------------------------------------------------------------------------------- newest-created


def dated(*days: int, **more: Any) -> MemoryRegistry:
    return MemoryRegistry({"dated": Repository({f"d{day}": made(day) for day in days} | more)})


def test_the_images_that_were_made_last_are_imported() -> None:
    outcome = run(
        with_rules(request(repository=entry("r.test/dated")), newest_created="2", exclude="d9"),
        registry=dated(3, 1, 4, 2, 9),
    )
    assert tags(outcome) == ["d3", "d4"]
    assert reasons(outcome) == {
        "d9": "matches exclude 'd9'",
        "d1": "was made 2024-01-01T00:00:00Z, not among the newest 2",
        "d2": "was made 2024-01-02T00:00:00Z, not among the newest 2",
    }


def test_a_list_is_as_new_as_the_newest_of_its_images() -> None:
    kept = index([(made(5), platform("amd64")), (made(7), platform("arm64"))])
    policy = {"importMode": "PreserveOriginal"}
    outcome = run(
        with_rules(
            request(repository=entry("r.test/dated", importPolicy=policy)), newest_created="1"
        ),
        registry=dated(6, 8, kept=kept),
    )
    assert tags(outcome) == ["d8"]
    assert reasons(outcome)["kept"].startswith("was made 2024-01-07T00:00:00Z")


def test_what_cannot_be_dated_is_left_out_unless_nothing_can() -> None:
    registry = dated(1, 2, 3)
    sent = with_rules(request(repository=entry("r.test/dated")), newest_created="1")
    registry.gone = lambda asked: asked.endswith("/manifests/d3")
    outcome = run(sent, registry=registry)
    assert tags(outcome) == ["d2"]
    assert reasons(outcome)["d3"].startswith("nobody knows when it was made: dockerimage")
    registry.gone = lambda asked: "/manifests/d" in asked
    outcome = run(sent, registry=registry)
    assert tags(outcome) == ["d1"]
    assert outcome.repository is not None
    assert outcome.repository.status.reason == "ImportFailed"


def test_known_tags_count_among_those_made_last() -> None:
    sent = with_rules(request(repository=entry("r.test/dated")), newest_created="2")
    outcome = run(sent, registry=dated(1, 2, 3), passed_over=frozenset({"d3"}))
    assert tags(outcome) == ["d2"]
    assert reasons(outcome)["d3"] == "the stream has it"


def test_tags_that_are_passed_over_count_among_the_newest() -> None:
    sent = with_rules(request(repository=entry(VERSIONS)), newest="2")
    outcome = run(sent, passed_over=frozenset({"3.10"}))
    assert tags(outcome) == ["3.2.1"]
    assert reasons(outcome)["3.10"] == "the stream has it"
    assert (
        tags(run(request(repository=entry(VERSIONS)), passed_over=frozenset({"beta"})))[-1]
        != "beta"
    )


# ----------------------------------------------------------------------------------- on the stream


def test_rules_of_an_import_stay_on_the_stream() -> None:
    before = with_rules(stream(), include="old", newest="3")
    sent = with_rules(request(repository=entry("r.test/a")), include="v.*", newest_created="2")
    result = applied(before, sent).stream
    kept = {
        name: text for name, text in result.metadata.annotations.items() if "streamport" in name
    }
    assert kept == {"streamport/include": "v.*", "streamport/newest-created": "2"}
    again = with_rules(request(repository=entry("r.test/a")), include="")
    kept_then = applied(result, again).stream.metadata.annotations
    assert "streamport/include" not in kept_then
    assert kept_then["streamport/newest-created"] == "2"


def test_rules_beside_single_images_do_not_stay() -> None:
    sent = with_rules(request(entry("r.test/a:v1")), include="v.*")
    assert "streamport/include" not in applied(None, sent, done(ONE)).stream.metadata.annotations


def test_a_stream_with_nonsense_is_refused_until_it_is_mended() -> None:
    context = StreamContext(now=NOW)
    broken = with_rules(stream(), semver="newest", include="(")
    causes = prepare_create(broken, context).causes
    assert [cause.field for cause in causes] == [
        "metadata.annotations[streamport/include]",
        "metadata.annotations[streamport/semver]",
    ]
    assert prepare_update(broken, stream(), context).causes == causes
    assert prepare_update(broken, broken, context).causes == []  # it is there already
    assert prepare_update(stream(), broken, context).causes == []


def test_a_stream_that_an_import_would_break_is_not_stored() -> None:
    sent = with_rules(request(repository=entry("r.test/a")), newest_created="2", newest="3")
    with pytest.raises(InvalidObject, match="streamport/newest is there too"):
        applied(None, sent)


# -------------------------------------------------------------------------------------- the answer


def told(sent: ImageStreamImport, *left_out: LeftOut) -> Any:
    outcome = Outcome([], run(request(repository=entry(VERSIONS))).repository, left_out=left_out)
    text = metadata_of_answer(sent, None, outcome).annotations.get(LEFT_OUT)
    return None if text is None else json.loads(text)


def test_the_answer_tells_what_was_left_out() -> None:
    sent = request(repository=entry(VERSIONS))
    assert told(sent) is None
    ruled = with_rules(sent, include="a")
    assert told(ruled) == []
    assert told(ruled, LeftOut("v1", 'is "x"')) == [{"tag": "v1", "reason": 'is "x"'}]
    assert sent.metadata.annotations == {}


def test_what_is_told_has_an_end_and_counts_the_rest() -> None:
    ruled = with_rules(request(repository=entry(VERSIONS)), include="a")
    many = told(ruled, *(LeftOut(f"v{number}", "why") for number in range(1_500)))
    assert (len(many), many[-1]) == (1_001, {"more": 500})
    long = told(ruled, *(LeftOut(f"v{number}", "x" * 1_000) for number in range(100)))
    assert len(long) + long[-1]["more"] == 101
    assert len(json.dumps(long)) < LONGEST_TOLD + 100
