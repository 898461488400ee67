"""docs/limits.md is made from the code, and says what the commands keep to."""

from __future__ import annotations

from kindgen.schema.limits import MAX_BYTES, MAX_NESTING, MAX_SCHEMAS, MAX_VALUES
from streamport.limits import TABLE, page
from tests.support.generator import ROOT

_SCHEMA_FILE = (
    f"| a schema file | {MAX_BYTES >> 20} MiB, {MAX_VALUES:,} values, {MAX_NESTING} levels, "
    f"{MAX_SCHEMAS:,} schemas |"
)


def test_the_page_is_what_the_code_says() -> None:
    told = (ROOT / "docs" / "limits.md").read_text("utf-8")
    assert told == page(), "make it anew: python -m streamport.limits > docs/limits.md"


def test_the_page_says_what_the_generator_keeps_to() -> None:
    assert _SCHEMA_FILE in page()


def test_no_two_rows_have_one_name() -> None:
    keys = [row.key for rows in TABLE.values() for row in rows]
    assert len(keys) == len(set(keys))
