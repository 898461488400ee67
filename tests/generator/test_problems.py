"""What is wrong with a schema: every problem of a run at once, each with its place and its cure.

Each folder of cases/ that holds problems.txt is one schema and what has to be said of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kindgen.pipeline import generate
from kindgen.schema.problems import SchemaError
from tests.support.generator import (
    TEXT,
    make,
    mapping,
    problems_of,
    record,
    ref,
    run_python,
    schema_of,
    write_schema,
)

CASES = Path(__file__).parent / "cases"
# Anew in each run of the tests: a case without problems.txt is one of another test.
NAMES = sorted(path.parent.name for path in CASES.glob("*/problems.txt"))


def _said_of(folder: Path) -> list[str]:
    with pytest.raises(SchemaError) as raised:
        generate(folder)
    return [str(problem) for problem in raised.value.problems]


@pytest.mark.parametrize("name", ["os", "typing", "json", "msgspec", "starlette"])
def test_a_package_is_not_called_like_a_module_that_it_needs(name: str, tmp_path: Path) -> None:
    [problem] = problems_of(tmp_path, schema_of({}) | {"x-package": name})
    assert "/x-package" in str(problem)
    assert "is a module that the package itself needs; name it otherwise" in str(problem)


# ------------------------------------------------------------------------------- cases kept as data


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_refused_in_these_words(name: str, golden: Callable[[str, Path], None]) -> None:
    said = "\n".join(_said_of(CASES / name)) + "\n"
    golden(said, CASES / name / "problems.txt")


@pytest.mark.parametrize("name", NAMES)
def test_each_problem_begins_with_file_and_pointer(name: str) -> None:
    for problem in _said_of(CASES / name):
        assert re.match(rf"{name}/schema\.json#(/\S*)?: \S", problem), problem


@pytest.mark.parametrize("name", NAMES)
def test_no_problem_is_told_twice(name: str) -> None:
    if name == "reference-loop":
        return  # every member of a loop is told
    messages = [problem.split(": ", 1) for problem in _said_of(CASES / name)]
    for place, message in messages:
        below = [other for other, same in messages if same == message and other != place]
        assert not [other for other in below if other.startswith(place + "/")], message


# -------------------------------------------------------------------------- folders and whole files


def test_a_folder_without_a_schema_is_refused(tmp_path: Path) -> None:
    assert _said_of(tmp_path) == [f"{tmp_path}#: there is no *.json schema in this folder"]


def test_the_dialect_itself_is_not_taken_for_a_schema(tmp_path: Path) -> None:
    (tmp_path / "dialect.schema.json").write_text("{}")
    assert "there is no *.json schema" in _said_of(tmp_path)[0]


def test_two_schemas_in_a_folder_are_refused_by_their_names(tmp_path: Path) -> None:
    folder = write_schema(tmp_path, schema_of({"name": TEXT}))
    (folder / "other.json").write_text((folder / "thing.schema.json").read_text())
    (problem,) = _said_of(folder)
    assert problem == (
        f"{folder}#: more than one schema: schema/other.json, schema/thing.schema.json\n"
        "  Give the file itself to --schema."
    )


def test_the_file_itself_is_taken_where_a_folder_holds_two(tmp_path: Path) -> None:
    folder = write_schema(tmp_path, schema_of({"name": TEXT}))
    (folder / "other.json").write_text((folder / "thing.schema.json").read_text())
    assert generate(folder / "other.json")


def test_the_problems_of_every_file_are_told(tmp_path: Path) -> None:
    folder = write_schema(tmp_path, "{")
    (folder / "other.json").write_text("[")
    places = [problem.split(":")[0] for problem in _said_of(folder)]
    assert places == ["schema/other.json#", "schema/thing.schema.json#"]


def test_a_byte_order_mark_is_no_problem(tmp_path: Path) -> None:
    folder = write_schema(tmp_path, "")
    schema = (CASES / "library" / "schema.json").read_bytes()
    (folder / "thing.schema.json").write_bytes(b"\xef\xbb\xbf" + schema)
    assert generate(folder)


# -------------------------------------------------------------------------------------- all at once


def test_problems_of_every_step_are_told_in_one_run(tmp_path: Path) -> None:
    schema = schema_of(
        {
            "size": {"type": "string", "minLenght": 3},
            "owner": ref("Persn"),
            "when": {"type": "string", "format": "datetime"},
            "days": {"type": "integer", "default": "x"},
            "code": {"type": "string", "pattern": "[a-z"},
            "podIP": TEXT,
            "podIp": TEXT,
        },
        {"Person": record(name=TEXT)},
        **{"x-rules": [{"check": "required", "field": "nmae"}]},
    )
    said = "\n".join(problems_of(tmp_path, schema))
    expected = ["minLenght", "Persn", "default", "[a-z", "nmae"]
    assert [word for word in expected if word not in said] == []


# -------------------------------------------------------------------------------------------- cures


def test_a_python_name_from_the_schema_keeps_two_fields_apart(tmp_path: Path) -> None:
    schema = schema_of({"podIP": TEXT, "podIp": {**TEXT, "x-python-name": "old_pod_ip"}})
    make(tmp_path, schema).run("""
        thing = decode('{"podIP": "new", "podIp": "old"}')
        assert (thing.pod_ip, thing.old_pod_ip) == ("new", "old")
        assert encode(thing) == b'{"podIP":"new","podIp":"old"}'
    """)


def test_a_python_name_from_the_schema_keeps_two_classes_apart(tmp_path: Path) -> None:
    definitions = {"A-b": record(x=TEXT), "A_b": {**record(y=TEXT), "x-python-name": "Other"}}
    make(tmp_path, schema_of({"first": ref("A-b"), "second": ref("A_b")}, definitions)).run("""
        thing = decode('{"first": {"x": "1"}, "second": {"y": "2"}}')
        assert type(thing.first).__name__ == "A_b" and type(thing.second) is Other
    """)


# A name that would break the class, or hide what its annotations need, must not get through.
@pytest.mark.parametrize(
    "name",
    ["class", "None", "UNSET", "UnsetType", "str", "msgspec", "__init__", "__struct_fields__"],
)
def test_a_field_name_that_python_cannot_use_is_refused(name: str, tmp_path: Path) -> None:
    fields = {"size": {**TEXT, "x-python-name": name}, "publicKeyID": TEXT}
    (problem,) = problems_of(tmp_path, schema_of(fields))
    assert problem.startswith("schema/thing.schema.json#/properties/size")
    assert name in problem


@pytest.mark.parametrize("name", ["class", "None", "UNSET", "str", "Model", "decode", "msgspec"])
def test_a_class_name_that_python_cannot_use_is_refused(name: str, tmp_path: Path) -> None:
    definitions = {"Person": {**record(name=TEXT), "x-python-name": name}}
    (problem,) = problems_of(tmp_path, schema_of({"owner": ref("Person")}, definitions))
    assert problem.startswith("schema/thing.schema.json#/$defs/Person")
    assert name in problem


def test_a_package_name_that_python_cannot_import_is_refused(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, schema_of({"name": TEXT}, **{"x-package": "class"}))
    assert problem.startswith("schema/thing.schema.json#/x-package")


@pytest.mark.parametrize(
    ("wrong", "meant"), [("nmae", "name"), ("owner.naem", "name"), ("onwer.name", "owner")]
)
def test_a_misspelt_field_of_a_rule_brings_the_nearest_one(
    wrong: str, meant: str, tmp_path: Path
) -> None:
    rules = [{"check": "required", "field": wrong}]
    schema = schema_of({"name": TEXT, "owner": record(name=TEXT)}, **{"x-rules": rules})
    (problem,) = problems_of(tmp_path, schema)
    assert f'Did you mean "{meant}"?' in problem


# -------------------------------------------------------------------- what would fail only later on


_FIELDS = {
    "name": TEXT,
    "count": {"type": "integer"},
    "parts": {"type": "array", "items": record(id=TEXT)},
    "words": {"type": "array", "items": TEXT},
}


@pytest.mark.parametrize(
    "rule",
    [
        pytest.param({"check": "required", "field": "name", "detail": "{nosuch}"}, id="detail"),
        pytest.param({"check": "required", "field": "name", "shown": "{nosuch}"}, id="shown"),
        pytest.param({"check": "required", "field": "name", "report-at": "{no}"}, id="report-at"),
        pytest.param({"check": "required", "field": "name", "detail": "{name"}, id="open brace"),
        pytest.param({"check": "required", "field": "name", "detail": "name}"}, id="closing brace"),
        pytest.param({"check": "required", "field": "name", "detail": "{name!z}"}, id="conversion"),
        pytest.param({"check": "unique", "field": "parts", "keys": ["idd"]}, id="key field"),
        pytest.param({"check": "unique", "field": "name", "keys": ["id"]}, id="unique in a text"),
        pytest.param({"check": "format", "field": "name", "format": "int32"}, id="integer format"),
        pytest.param({"check": "format", "field": "name", "format": "password"}, id="remark"),
        pytest.param({"apply": ""}, id="itself"),
    ],
)
def test_a_rule_that_cannot_work_is_refused(rule: dict[str, Any], tmp_path: Path) -> None:
    problem, *_ = problems_of(tmp_path, schema_of(_FIELDS, **{"x-rules": [rule]})) or [""]
    assert problem.startswith("schema/thing.schema.json#/x-rules/0")


@pytest.mark.parametrize(
    "change",
    [
        {"field": "nmae"},
        {"format": "dns-label"},
        {"format": "nosuch"},
        {"part": "tagg"},
        {"into": "x"},
    ],
)
def test_a_default_from_another_field_that_cannot_work_is_refused(
    change: dict[str, str], tmp_path: Path
) -> None:
    source = {"field": "name", "format": "image-reference", "part": "tag", "into": "tag"}
    to = {**record(tag=TEXT), "x-default-from": {**source, **change}}
    problem, *_ = problems_of(tmp_path, schema_of({"name": TEXT, "to": to})) or [""]
    assert problem.startswith("schema/thing.schema.json#/properties/to/x-default-from")


@pytest.mark.parametrize(
    "keyword",
    [
        {"x-required-on-read": ["nmae"]},
        {
            "properties": {
                "list": {
                    "type": "array",
                    "items": record(id=TEXT),
                    "x-kubernetes-list-map-keys": ["idd"],
                }
            }
        },
    ],
)
def test_a_keyword_that_names_a_missing_field_is_refused(
    keyword: dict[str, Any], tmp_path: Path
) -> None:
    assert problems_of(tmp_path, {**schema_of({"name": TEXT}), **keyword})


# ---------------------------------------------------------------------------------- hostile schemas


def test_nothing_is_ever_fetched(tmp_path: Path) -> None:
    """Neither for a reference elsewhere nor for a schema whose name is an address."""
    address = "http://127.0.0.1:9/thing.json"
    named = schema_of(
        {"owner": {**ref("Person"), "default": {}}, "keeper": {"$ref": f"{address}#/$defs/Person"}},
        {"Person": record(name=TEXT)},
        **{"$id": address},
    )
    folder = write_schema(tmp_path, named)
    printed = run_python(f"""
def tripwire(event, arguments):
    if event.split(".")[0] in ("socket", "urllib", "http", "ftplib"):
        raise SystemExit(f"tried to reach the network: {{event}} {{arguments}}")
    if event == "open" and arguments[0] == "/etc/passwd":
        raise SystemExit("tried to read a file")

from pathlib import Path
from kindgen.pipeline import generate
from kindgen.schema.problems import SchemaError
sys.addaudithook(tripwire)
generate(Path({str(folder)!r}))
try:
    generate(Path({str(CASES / "remote-ref")!r}))
except SchemaError as error:
    print(len(error.problems))
""")
    assert printed == "4\n"


def _nested(how: str, depth: int) -> str:
    before, after = {
        "arrays": ('{"type": "array", "items": ', "}"),
        "objects": ('{"type": "object", "properties": {"a": ', "}}"),
        "maps": ('{"type": "object", "additionalProperties": ', "}"),
        "choices": ('{"anyOf": [', "]}"),
        "negations": ('{"not": ', "}"),
    }[how]
    inner = before * depth + '{"type": "string"}' + after * depth
    return f'{{"title": "Thing", "x-package": "thing", "properties": {{"x": {inner}}}}}'


@pytest.mark.parametrize("depth", [120, 250, 450, 950, 100_000])
@pytest.mark.parametrize("how", ["arrays", "objects", "maps", "choices", "negations"])
def test_a_schema_nested_without_end_is_refused_with_its_name(
    how: str, depth: int, tmp_path: Path
) -> None:
    """A depth at which no step runs out of stack may pass; a traceback may not."""
    said = problems_of(tmp_path, _nested(how, depth))
    assert all("schema/thing.schema.json#" in text and "nested too deeply" in text for text in said)


@pytest.mark.parametrize("how", ["arrays", "objects", "maps"])
def test_thirty_levels_generate_or_are_refused_with_their_place(how: str, tmp_path: Path) -> None:
    """Python's own limits (20 loops, 100 indents) must not be told as a fault of the templates."""
    said = problems_of(tmp_path, _nested(how, 30))
    assert all("schema/thing.schema.json#" in text for text in said)


@pytest.mark.parametrize("depth", [400, 900, 100_000])
@pytest.mark.parametrize("keyword", ["examples", "default", "const"])
def test_a_value_nested_without_end_is_refused_with_its_name(
    keyword: str, depth: int, tmp_path: Path
) -> None:
    value = "[" * depth + "]" * depth
    text = (
        f'{{"title": "T", "x-package": "thing", "properties": {{"x": {{"{keyword}": {value}}}}}}}'
    )
    said = problems_of(tmp_path, text)
    assert all("schema/thing.schema.json#" in text and "nested too deeply" in text for text in said)


def test_control_characters_do_not_reach_the_terminal(tmp_path: Path) -> None:
    hostile = "\x1b[2J\u202e\x07"
    schema = schema_of(
        {
            "a": {"type": "string", "format": hostile},
            "b": {"type": "string", "pattern": f"({hostile}"},
        },
        {hostile: record(x=TEXT)},
    )
    for text in [*problems_of(tmp_path, schema), *problems_of(tmp_path, {**schema, hostile: 1})]:
        assert text.replace("\n", "").isprintable()


def test_a_long_value_is_cut_in_a_message(tmp_path: Path) -> None:
    schema = schema_of({"a": {"type": "integer", "default": "x" * 100_000}})
    (problem,) = problems_of(tmp_path, schema)
    assert len(problem) < 1000


def test_a_map_that_is_no_problem_has_none(tmp_path: Path) -> None:
    assert problems_of(tmp_path, schema_of({"labels": mapping(TEXT)})) == []
