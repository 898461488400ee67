"""Words of Python: literals that cannot become code, docstrings that cannot end early, lines."""

from __future__ import annotations

import ast
from typing import Any

import pytest

from kindgen.python.source import docstring, import_lines, indented, literal, packed

TEXTS = [
    "", "a", 'a"b', "a'b", "a\"b'c", "\\", "a\\", "\n", "\t", "\x00", "\x7f", "é", "😀", "\u202e",
    "\u2028", "\ud800", '"""', "'''", '"""; import os; """', "{a}", "%s", "\\u0041", "a\r\nb", " ",
    "\N{ZERO WIDTH SPACE}", "\ufeff",
]  # fmt: skip


@pytest.mark.parametrize("text", TEXTS, ids=ascii)
def test_a_text_as_source_is_that_text_again(text: str) -> None:
    source = literal(text)
    assert ast.literal_eval(source) == text
    assert source.isprintable()


@pytest.mark.parametrize(
    "value",
    [
        None, True, 0, -1, 10**30, 1.5, -0.0, 1e300, [], [1, ["a"]], (), (1,), (1, "a"), {},
        {"a": [1, None], 'b"': {"c": True}},
    ],
    ids=repr,
)  # fmt: skip
def test_a_value_as_source_is_that_value_again(value: Any) -> None:
    again = ast.literal_eval(literal(value))
    assert again == value
    assert type(again) is type(value)


def test_quotes_are_those_that_black_would_choose() -> None:
    assert literal("a") == '"a"'
    assert literal('a"b') == "'a\"b'"
    assert literal("a'b") == '"a\'b"'
    assert literal("a\"b'c") == '"a\\"b\'c"'


@pytest.mark.parametrize("text", [text for text in TEXTS if text.strip()], ids=ascii)
def test_a_docstring_is_one_text_and_nothing_else(text: str) -> None:
    module = ast.parse(docstring(text))
    (statement,) = module.body
    assert isinstance(statement, ast.Expr)
    assert isinstance(statement.value, ast.Constant)
    wanted = "\n".join(line.rstrip() for line in text.strip().splitlines())
    assert str(statement.value.value).rstrip("\n") == wanted


def test_a_docstring_of_several_lines_ends_on_a_line_of_its_own() -> None:
    assert docstring("One.") == '"""One."""'
    assert docstring("One.  \n\nTwo. ") == '"""One.\n\nTwo.\n"""'


def test_lines_are_moved_and_empty_ones_stay_empty() -> None:
    assert indented(["a", "", "b"]) == ["    a", "", "    b"]
    assert indented(["a"], 2) == ["        a"]


def test_imports_are_sorted_constants_first() -> None:
    made = import_lines({"b": ["x", "Yes", "Z_A", "a", "Bee"], "a": ["c"], "_c": []})
    assert made == ["from .a import c", "from .b import Z_A, Bee, Yes, a, x"]


@pytest.mark.parametrize(
    ("entries", "width", "lines"),
    [
        ([], 10, []),
        (["a,", "b,", "c,"], 5, ["a, b,", "c,"]),
        (["a,", "b,", "c,"], 80, ["a, b, c,"]),
        (["a" * 20, "b"], 10, ["a" * 20, "b"]),
    ],
)
def test_entries_are_packed_as_many_as_fit(
    entries: list[str], width: int, lines: list[str]
) -> None:
    assert packed(entries, width) == lines
