"""What a real server said of documents, restated: same causes, same words, same order."""

from __future__ import annotations

import pytest

from imagestreamimport.validators import is_valid, validate
from tests.support.cases import ValidationCase, answers, refusals, validation_cases

# Whether another stream exists, only a store can tell; the document alone is fine.
NEEDS_THE_STORE = {"is-tag-istag-missing-stream", "is-tag-isimage-absent"}

CASES = [*validation_cases(), *refusals()]
OF_THE_DOCUMENT = [case for case in CASES if case.id not in NEEDS_THE_STORE]
OF_THE_STORE = [case for case in CASES if case.id in NEEDS_THE_STORE]


def told(case: ValidationCase) -> list[tuple[str, str, str]]:
    causes = validate(case.document, case.kind)
    return [(cause.reason, cause.field, cause.message) for cause in causes]


@pytest.mark.parametrize("case", OF_THE_DOCUMENT, ids=lambda case: case.id)
def test_the_causes_are_those_of_the_server(case: ValidationCase) -> None:
    assert told(case) == case.causes


@pytest.mark.parametrize("case", OF_THE_DOCUMENT, ids=lambda case: case.id)
def test_is_valid_tells_the_same(case: ValidationCase) -> None:
    assert is_valid(case.document, case.kind) == (not case.causes)


@pytest.mark.parametrize("case", OF_THE_STORE, ids=lambda case: case.id)
def test_what_only_the_store_knows_is_no_cause_here(case: ValidationCase) -> None:
    assert told(case) == []
    assert is_valid(case.document, case.kind)


def test_the_cases_that_need_the_store_are_among_the_cases() -> None:
    assert {case.id for case in OF_THE_STORE} == NEEDS_THE_STORE


@pytest.mark.parametrize("answer", answers(), ids=lambda answer: answer.id)
def test_what_the_server_answered_is_valid(answer) -> None:
    assert validate(answer.request) == []
    assert validate(answer.response) == []
    assert is_valid(answer.response)
