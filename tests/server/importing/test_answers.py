"""Raw manifests are answered where they were asked for. Source: import semantics, section 8.9."""

from __future__ import annotations

import pytest

from imagestreamimport.models import RepositoryImportStatus
from streamport.importing import Outcome, answer_of
from tests.support.streams import ONE, done, entry, failed, plain, request


@pytest.mark.parametrize("asked", [True, False])
def test_each_entry_and_the_repository_ask_for_themselves(asked: bool) -> None:
    sent = request(
        entry("r.test/a:v1", includeManifest=asked),
        entry("r.test/a:v2", includeManifest=not asked),
        entry("r.test/a:gone", includeManifest=True),
        repository=entry("r.test/a", includeManifest=asked),
    )
    whole = [done(ONE), done(ONE), failed()]
    outcome = Outcome(whole, RepositoryImportStatus(images=[done(ONE), failed()]))
    answer = plain(answer_of(sent, outcome))
    items = [*answer["images"][:2], answer["repository"]["images"][0]]
    for key in ("dockerImageManifest", "dockerImageConfig"):
        assert [key in item["image"] for item in items] == [asked, not asked, asked]
    assert plain(whole[0].image)["dockerImageManifest"] == "{}"  # the outcome stays as it was


def test_children_keep_theirs() -> None:
    item = done(ONE)
    item.manifests = [done(ONE).image]  # type: ignore[list-item]
    answer = plain(answer_of(request(entry("r.test/a:v1")), Outcome([item])))
    assert "dockerImageManifest" in answer["images"][0]["manifests"][0]


def test_without_a_repository_there_is_none_in_the_answer() -> None:
    answer = plain(answer_of(request(entry("r.test/a:v1")), Outcome([done(ONE)])))
    assert answer.keys() == {"images"}
