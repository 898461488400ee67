"""What holds for every sequence of imports into a stream."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from imagestreamimport.models import (
    ImageImportStatus,
    ImageStream,
    ImageStreamImport,
    RepositoryImportStatus,
)
from imagestreamimport.validators import validate
from tests.support.streams import ONE, THREE, TWO, applied, done, entry, failed, plain, request

Import = tuple[ImageStreamImport, list[ImageImportStatus], RepositoryImportStatus | None]

TARGETS = st.sampled_from(["a", "b", "c"])
POLICIES = st.sampled_from(
    [{}, {"insecure": True}, {"scheduled": True}, {"importMode": "PreserveOriginal"}]
)


@st.composite
def results(draw: Any, tag: str) -> ImageImportStatus:
    if draw(st.booleans()):
        return failed(draw(st.sampled_from(["gone", "closed"])), tag)
    repository = draw(st.sampled_from(["r.test/a", "other.test/a"]))
    return done(draw(st.sampled_from([ONE, TWO, THREE])), tag, repository)


@st.composite
def imports(draw: Any) -> Import:
    targets = draw(st.lists(TARGETS, max_size=3))
    entries = [
        entry(f"r.test/a:{draw(TARGETS)}", target, importPolicy=draw(POLICIES))
        for target in targets
    ]
    tags = [draw(results(target)) for target in targets]
    if not draw(st.booleans()):
        return request(*entries), tags, None
    listed = [draw(results(tag)) for tag in draw(st.lists(TARGETS, unique=True, max_size=3))]
    sent = request(*entries, repository=entry("r.test/a", importPolicy=draw(POLICIES)))
    return sent, tags, RepositoryImportStatus(images=listed)


def run(before: ImageStream | None, step: Import, time: int) -> Any:
    sent, tags, repository = step
    now = f"2024-01-01T00:00:{time:02}Z"
    return applied(before, sent, *tags, repository=repository, now=now)


def run_all(steps: list[Import]) -> list[ImageStream]:
    """The stream after each import."""
    found: list[ImageStream] = []
    for time, step in enumerate(steps):
        found.append(run(found[-1] if found else None, step, time).stream)
    return found


def distinct_targets(step: Import) -> bool:
    """Whether no tag is written twice in the request; two results would fight over it each time."""
    sent, _, repository = step
    document = plain(sent)["spec"]
    targets = [image["to"]["name"] for image in document.get("images", [])]
    targets += [item.tag for item in (repository.images or [])] if repository else []  # type: ignore[misc]
    return len(set(targets)) == len(targets)


@given(st.lists(imports(), max_size=4), imports().filter(distinct_targets))
def test_the_same_results_again_change_nothing(before: list[Import], step: Import) -> None:
    streams = run_all([*before, step])
    again = run(streams[-1], step, 59)
    # A tag that has an item below its own generation is raised once more at most.
    settled = run(again.stream, step, 59) if again.changed else again
    assert not settled.changed
    assert plain(settled.stream) == plain(again.stream)


def generations(stream: ImageStream) -> dict[str, int]:
    document = plain(stream)
    found = {"stream": document["metadata"].get("generation", 0)}
    for tag in document["spec"].get("tags", []):
        found["spec " + tag["name"]] = tag["generation"]
    for tag in document["status"].get("tags", []):
        for item in tag.get("items", [])[:1]:
            found["item " + tag["tag"]] = item["generation"]
    return found


@given(st.lists(imports(), min_size=2, max_size=6))
def test_generations_never_fall(steps: list[Import]) -> None:
    streams = run_all(steps)
    for before, after in pairwise(streams):
        later = generations(after)
        assert all(later[name] >= number for name, number in generations(before).items())


def images(stream: ImageStream) -> dict[str, list[str]]:
    """The images in the history of each tag, oldest first."""
    tags = plain(stream)["status"].get("tags", [])
    return {tag["tag"]: [item["image"] for item in tag.get("items", [])][::-1] for tag in tags}


@given(st.lists(imports(), min_size=2, max_size=6))
def test_history_never_loses_an_item(steps: list[Import]) -> None:
    streams = run_all(steps)
    for before, after in pairwise(streams):
        later = images(after)
        for tag, known in images(before).items():
            assert later[tag][: len(known)] == known


@given(st.lists(imports(), min_size=1, max_size=4))
def test_every_result_is_a_valid_stream_and_reads_the_same_again(steps: list[Import]) -> None:
    for found in run_all(steps):
        assert validate(plain(found), "ImageStream") == []


@given(st.lists(imports(), max_size=3), imports())
def test_nothing_that_was_given_is_changed(before: list[Import], step: Import) -> None:
    streams = run_all(before)
    last = streams[-1] if streams else None
    given_before = plain([last, *step])
    run(last, step, 59)
    assert plain([last, *step]) == given_before
