"""The small steps of the schema room: pointers, graphs, messages, names of files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kindgen.schema import pointers
from kindgen.schema.graphs import components, in_loops
from kindgen.schema.limits import MAX_BYTES
from kindgen.schema.package_name import package_name, package_version, schema_files
from kindgen.schema.problems import (
    SchemaError,
    SchemaProblem,
    did_you_mean,
    never_endless,
    printable,
    shown,
)

# -------------------------------------------------------------------------------------- pointers

TOKENS = ["", "a", "a/b", "~", "~1", "/", "~/~", "é 😀", "0", "%25", "a b"]


@pytest.mark.parametrize("token", TOKENS)
def test_a_token_survives_its_way_into_a_pointer_and_back(token: str) -> None:
    assert pointers.split(pointers.join("", token, 0, token)) == [token, "0", token]
    fragment = pointers.to_fragment(pointers.join("", token))
    assert pointers.split(pointers.from_fragment(fragment.removeprefix("#"))) == [token]


def test_an_empty_pointer_is_the_whole_document() -> None:
    assert pointers.split("") == []
    assert pointers.find({"a": 1}, "") == {"a": 1}
    assert pointers.to_fragment("") == "#"


@pytest.mark.parametrize(
    ("pointer", "value"),
    [("/a/0", "x"), ("/a/1/b~1c", 2), ("/", "empty"), ("/a", ["x", {"b/c": 2}])],
)
def test_a_pointer_finds_its_value(pointer: str, value: Any) -> None:
    assert pointers.find({"a": ["x", {"b/c": 2}], "": "empty"}, pointer) == value


@pytest.mark.parametrize("pointer", ["/b", "/a/2", "/a/-1", "/a/01x", "/a/0/x", "/a/-", "/a/x"])
def test_a_pointer_to_what_is_not_there_finds_nothing(pointer: str) -> None:
    with pytest.raises(LookupError):
        pointers.find({"a": ["x", "y"]}, pointer)


def test_a_name_stays_on_one_line_of_a_listing() -> None:
    assert pointers.shown_name("a\nb\u202e\x7f") == "a\\nb\\u202e\\x7f"
    assert pointers.shown_name("é 😀") == "é 😀"


# ---------------------------------------------------------------------------------------- graphs


def found(graph: dict[str, str]) -> list[str]:
    """The components of a graph of letters, the letters of each sorted."""
    return ["".join(sorted(part)) for part in components(graph, lambda node: list(graph[node]))]


def test_what_is_used_comes_before_what_uses_it() -> None:
    assert found({"a": "bc", "b": "d", "c": "d", "d": ""}) == ["d", "b", "c", "a"]


def test_a_loop_is_one_component() -> None:
    assert found({"a": "b", "b": "c", "c": "bd", "d": ""}) == ["d", "bc", "a"]
    assert found({"a": "b", "b": "a", "c": "d", "d": "c"}) == ["ab", "cd"]


def test_a_node_that_leads_to_itself_is_a_loop_and_others_alone_are_none() -> None:
    graph = {"a": "a", "b": "c", "c": "d", "d": "c", "e": "b"}
    assert sorted(in_loops(graph, lambda node: list(graph[node]))) == ["a", "c", "d"]


def test_a_long_chain_needs_no_recursion() -> None:
    last = 50_000
    order = list(components([0], lambda node: [node + 1] if node < last else []))
    assert order[0] == [last]
    assert len(order) == last + 1


def test_a_long_loop_needs_no_recursion() -> None:
    size = 50_000
    (loop,) = components([0], lambda node: [(node + 1) % size])
    assert len(loop) == size


# -------------------------------------------------------------------------------------- messages


def test_a_problem_names_file_pointer_and_cure() -> None:
    problem = SchemaProblem("a.json", "/b", "is wrong", "Mend it.")
    assert str(problem) == "a.json#/b: is wrong\n  Mend it."
    assert str(SchemaProblem("a.json", "", "is wrong")) == "a.json#: is wrong"


def test_an_error_lists_each_problem_once_in_order() -> None:
    second, first = SchemaProblem("b", "", "x"), SchemaProblem("a", "", "x")
    error = SchemaError([second, first, second])
    assert error.problems == [first, second]
    assert str(error).splitlines() == ["a#: x", "b#: x"]


def test_an_error_travels_between_processes() -> None:
    import pickle

    error = pickle.loads(pickle.dumps(SchemaError([SchemaProblem("a", "/b", "c", "d")])))
    assert error.problems == [SchemaProblem("a", "/b", "c", "d")]


def test_endless_recursion_is_a_problem_of_the_schema() -> None:
    def deeper(level: int) -> int:
        return deeper(level + 1)

    with pytest.raises(SchemaError, match="nested too deeply"), never_endless("a.json"):
        deeper(0)


def test_control_characters_are_escaped_and_lines_stay() -> None:
    assert printable("a\nb\x1b[2J\u202e\ud800") == "a\nb\\x1b[2J\\u202e\\ud800"


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("nmae", 'Did you mean "name"?'),
        ("descripton", 'Did you mean "description"?'),
        ("xyz", None),
        ("", None),
    ],
)
def test_the_most_similar_word_is_the_hint(word: str, hint: str | None) -> None:
    assert did_you_mean(word, ["name", "description", "type"]) == hint


def test_a_hint_among_very_many_words_is_one_of_the_same_letter() -> None:
    words = [f"w{number}" for number in range(5_000)] + ["name"]
    assert did_you_mean("nme", words) == 'Did you mean "name"?'


def test_a_long_value_is_cut() -> None:
    assert shown("a" * 100) == '"' + "a" * 79 + "…"
    assert shown([1, "b"]) == "[1, 'b']"
    assert shown("short") == '"short"'


# --------------------------------------------------------------------------- files of a schema


def put(folder: Path, name: str, content: Any) -> Path:
    """A file of a schema folder; bytes as they are."""
    place = folder / name
    place.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return place


def test_the_name_of_a_package_is_read_without_any_check(tmp_path: Path) -> None:
    put(tmp_path, "a.json", {"x-package": "thing", "type": "nonsense", "x-version": "2.0.0"})
    assert package_name(tmp_path) == package_name(tmp_path / "a.json") == "thing"
    assert package_version(tmp_path) == "2.0.0"


@pytest.mark.parametrize("name", ["../up", "A", "a-b", "1a", "", "a/b", "a" * 101, 5, None])
def test_a_name_that_could_lead_elsewhere_is_left_to_the_full_reader(
    name: Any, tmp_path: Path
) -> None:
    put(tmp_path, "a.json", {"x-package": name})
    assert package_name(tmp_path) == ""


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff", b"[" * 100_000, b"null"])
def test_a_file_that_cannot_be_read_has_no_name(content: bytes, tmp_path: Path) -> None:
    put(tmp_path, "a.json", content)
    assert package_name(tmp_path) == ""
    assert package_version(tmp_path) == "0.1.0"


def test_two_files_have_no_name_and_a_file_that_is_too_big_has_none(tmp_path: Path) -> None:
    put(tmp_path, "a.json", {"x-package": "thing"})
    big = put(tmp_path, "b.json", {"x-package": "other"})
    assert package_name(tmp_path) == ""
    big.write_bytes(big.read_bytes() + b" " * MAX_BYTES)
    assert package_name(tmp_path) == package_name(big) == ""


def test_schema_files_are_sorted_and_the_dialect_is_none(tmp_path: Path) -> None:
    for name in ("b.json", "a.json", "dialect.schema.json", "c.txt"):
        put(tmp_path, name, {})
    (tmp_path / "d.json").mkdir()
    assert [path.name for path in schema_files(tmp_path)] == ["a.json", "b.json"]
    assert schema_files(tmp_path / "c.txt") == [tmp_path / "c.txt"]
