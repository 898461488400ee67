"""Statuses of items: what a registry says has a limit."""

from __future__ import annotations

import pytest

from streamport.importing.statuses import internal_error, unauthorized
from streamport.registry.json_text import LONGEST_TEXT


@pytest.mark.parametrize("letter", ["m", "ß", "\U0001f600"])
def test_what_a_registry_says_is_cut_before_it_gets_anywhere(letter: str) -> None:
    text = letter * 1_000_000
    status = internal_error(text)
    assert status.details
    assert status.details.causes
    (cause,) = status.details.causes
    for said in (status.message, cause.message, unauthorized(text).message):
        assert isinstance(said, str)
        assert 4_000 < len(said.encode()) <= LONGEST_TEXT
        assert said.endswith("…")


def test_a_text_that_fits_stays_as_it_is() -> None:
    text = "ß" * (LONGEST_TEXT // 2)
    assert unauthorized(text).message == text
    assert unauthorized(text + "x").message != text + "x"
