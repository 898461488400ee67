"""From the bytes of a schema to its graph: JSON, the dialect, references, and their problems."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kindgen.schema.dialect import allowed, check, dialect
from kindgen.schema.limits import MAX_NAME, MAX_NESTING, MAX_SCHEMAS, MAX_VALUES
from kindgen.schema.parse import parse
from kindgen.schema.places import unreached
from kindgen.schema.problems import SchemaError, SchemaProblem
from kindgen.schema.resolve import resolve
from tests.support.generator import TEXT, Schema, array, mapping, record, ref


def refusals(data: bytes) -> list[str]:
    """What is said of a text that is refused."""
    with pytest.raises(SchemaError) as raised:
        parse(data, "a.json")
    return [str(problem) for problem in raised.value.problems]


# ------------------------------------------------------------------------------------------ JSON


def test_json_is_read_with_and_without_a_byte_order_mark() -> None:
    for head in (b"", b"\xef\xbb\xbf"):
        assert parse(head + b'{"a": [1, 2.5, null]}', "a") == {"a": [1, 2.5, None]}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'{"a": 1,}', "a.json#: not JSON, line 1, column"),
        (b'{\n"a": }', "a.json#: not JSON, line 2, column 6"),
        (b"", "not JSON, line 1, column 1"),
        (b'{"a": NaN}', "not JSON: NaN is no JSON number"),
        (b'{"a": -Infinity}', "-Infinity is no JSON number"),
        (b'{"a": 1e999}', 'the number "1e999" is too large'),
        (b'{"a": ' + b"9" * 400 + b"}", "is too large"),
        (b'"a\nb\n\xff"', "not JSON, line 3: not UTF-8 text"),
        (b"[" * 100_000, "nested too deeply"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_is_no_json_is_told_with_its_place(data: bytes, words: str) -> None:
    (told,) = refusals(data)
    assert words in told


def test_each_key_that_stands_twice_is_told_with_its_pointer() -> None:
    data = b'{"a": {"b": 1, "b": 2, "c": 3, "c": 4}, "d": [{"e": 1, "e": 2}]}'
    assert refusals(data) == [
        'a.json#/a/b: the key "b" stands here twice',
        'a.json#/a/c: the key "c" stands here twice',
        'a.json#/d/0/e: the key "e" stands here twice',
    ]


def test_half_of_a_surrogate_pair_is_told_wherever_it_stands() -> None:
    assert refusals(b'{"a": "\\ud800", "b": ["\\udfff"], "\\ud800": 1}') == [
        "a.json#: half of a surrogate pair is no text",
        "a.json#/a: half of a surrogate pair is no text",
        "a.json#/b/0: half of a surrogate pair is no text",
    ]
    assert parse(b'"\\ud83d\\ude00"', "a") == "😀"


def test_what_is_too_big_is_refused() -> None:
    names = json.dumps({"a" * (MAX_NAME + 1): 1}).encode()
    assert "the name" in refusals(names)[0]
    assert "the schema is too big" in refusals(b"[" + b"1," * MAX_VALUES + b"1]")[0]
    many = {"properties": {str(number): True for number in range(MAX_SCHEMAS + 1)}}
    assert "too big, at most 20,000 schemas" in refusals(json.dumps(many).encode())[0]


def test_levels_are_counted() -> None:
    def nested(levels: int) -> bytes:
        return b"[" * levels + b"]" * levels

    parse(nested(MAX_NESTING), "a")
    (told,) = refusals(nested(MAX_NESTING + 2))
    assert f"at most {MAX_NESTING} levels" in told
    assert 'Name the inner ones in "$defs"' in told


# --------------------------------------------------------------------------------------- dialect


def complaints(schema: Any) -> list[SchemaProblem]:
    """What the dialect has against a schema."""
    try:
        check(schema, "a", dialect())
    except SchemaError as error:
        return error.problems
    return []


@pytest.mark.parametrize(
    ("schema", "pointer", "message", "hint"),
    [
        ({"minLenght": 1}, "/minLenght", 'unsupported keyword "minLenght"', "minLength"),
        ({"nullable": 1}, "/nullable", 'unsupported keyword "nullable"', "import-openapi"),
        ({"type": "strnig"}, "/type", 'no type or list of types: "strnig"', None),
        ({"minLength": "1"}, "/minLength", 'expected integer, found "1"', None),
        ({"properties": []}, "/properties", "expected object, found []", None),
        ({"items": 5}, "/items", "expected object or boolean, found 5", None),
        ({"required": ["a", "a"]}, "/required", "has non-unique elements", None),
        ({"x-rules": [{"check": "requierd"}]}, "/x-rules/0/check", "unknown word", "required"),
        (
            {"x-rules": [{"field": "a"}]},
            "/x-rules/0",
            "a rule says exactly one of apply, each, first, fold and check",
            None,
        ),
    ],
    ids=lambda value: json.dumps(value)[:30],
)
def test_a_keyword_that_the_dialect_does_not_allow_is_told(
    schema: Schema, pointer: str, message: str, hint: str | None
) -> None:
    found = [problem for problem in complaints(schema) if problem.pointer == pointer]
    assert [problem for problem in found if message in problem.message], found
    if hint:
        assert any(hint in str(problem.hint) for problem in found)


def test_what_is_allowed_stays_as_it_is() -> None:
    assert complaints(record(name=array(mapping(TEXT)))) == []
    assert check(record(name=TEXT), "a", dialect()) == record(name=TEXT)


def test_wrong_keywords_are_left_out_so_that_the_rest_can_be_looked_at() -> None:
    schema = {
        "type": "object",
        "nullable": 1,
        "properties": {"a": {"type": "strnig", "minLength": 2}, "b": {"minLength": -1}},
    }
    rest, problems = allowed(schema, "a", dialect())
    assert rest == {"type": "object", "properties": {"a": {"minLength": 2}, "b": {}}}
    assert len(problems) == 3
    assert schema["nullable"] == 1  # what was given is not touched


def test_a_rule_is_left_out_whole() -> None:
    rules = [{"check": "required", "field": 5}, {"check": "required", "field": "a"}]
    rest, problems = allowed({"type": "object", "x-rules": rules}, "a", dialect())
    assert rest == {"type": "object"}
    assert [problem.pointer for problem in problems] == ["/x-rules/0/field"]


def test_a_document_of_nothing_that_is_allowed_is_refused() -> None:
    with pytest.raises(SchemaError):
        allowed([1, 2], "a", dialect())


# ------------------------------------------------------------------------------------- the graph


def graph_problems(schema: Schema) -> list[str]:
    """What is told of a schema when references are followed."""
    _, problems = resolve("a", json.loads(json.dumps(schema)))
    return [str(problem) for problem in problems]


def test_every_schema_is_found_by_its_pointer() -> None:
    document, problems = resolve("a", {"allOf": [True, record(**{"a/b": TEXT})], "not": {}})
    assert not problems
    assert set(document.schemas) == {"", "/allOf/0", "/allOf/1", "/allOf/1/properties/a~1b", "/not"}
    assert document.keywords("/allOf/0") == {}
    assert document.keywords("/allOf/1/properties/a~1b") == TEXT


@pytest.mark.parametrize(
    "reference",
    ["#/$defs/A", "#a", "#/%24defs/A", "thing#/$defs/A", "https://a.example/b/thing#a", "inner"],
)
def test_a_reference_is_followed_however_it_is_written(reference: str) -> None:
    schema = {
        "$id": "https://a.example/b/thing",
        "not": {"$ref": reference},
        "$defs": {"A": {"$anchor": "a", "type": "string"}, "B": {"$id": "inner"}},
    }
    document, problems = resolve("a", schema)
    assert not problems
    assert document.targets["/not"] == ("/$defs/B" if reference == "inner" else "/$defs/A")


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ("#/$defs/Prat", 'Did you mean "#/$defs/Part"?'),
        ("#nowhere", "which does not exist"),
        ("other.json#/a", "which is outside this document"),
        ("https://b.example/", "Copy the definition into"),
        ("http://[", "outside this document"),
        ("#/properties/enum", "which does not exist"),
    ],
)
def test_a_reference_that_leads_nowhere_is_told_and_left_out(reference: str, words: str) -> None:
    schema = {"not": {"$ref": reference, "type": "string"}, "$defs": {"Part": {}}}
    document, problems = resolve("a", schema)
    (problem,) = problems
    assert problem.pointer == "/not"
    assert words in str(problem)
    assert document.keywords("/not") == TEXT


def test_a_chain_of_references_has_an_end() -> None:
    chain: dict[str, Any] = {f"D{number}": ref(f"D{number + 1}") for number in range(500)}
    document, problems = resolve("a", {**ref("D0"), "$defs": {**chain, "D500": TEXT}})
    assert not problems
    assert document.at_end("") == "/$defs/D500"
    assert document.at_end("/$defs/D499") == "/$defs/D500"


@pytest.mark.parametrize(
    "schema",
    [
        {"$ref": "#"},
        {"allOf": [{"$ref": "#"}]},
        {"not": {"$ref": "#"}},
        {"if": {"$ref": "#"}, "then": {}},
        {"dependentSchemas": {"a": {"$ref": "#"}}},
        {**ref("A"), "$defs": {"A": ref("B"), "B": ref("A")}},
    ],
    ids=str,
)
def test_a_schema_that_refers_to_itself_without_a_step_is_told(schema: Schema) -> None:
    told = graph_problems(schema)
    assert told
    assert all("the schema refers to itself without end" in problem for problem in told)


@pytest.mark.parametrize(
    "schema",
    [record(next={"$ref": "#"}), array({"$ref": "#"}), mapping({"$ref": "#"})],
    ids=["field", "list", "map"],
)
def test_a_schema_may_refer_to_itself_with_a_step_into_the_value(schema: Schema) -> None:
    assert graph_problems(schema) == []


def test_a_definition_that_nothing_reaches_is_found_and_no_problem() -> None:
    schema = {
        "title": "Thing",
        "properties": {"a": ref("Used")},
        "$defs": {"Used": ref("Too"), "Too": {}, "Alone": ref("Circle"), "Circle": ref("Alone")},
    }
    schema["$defs"] = {"Used": ref("Too"), "Too": {}, "Alone": record(a=ref("Alone"))}
    assert graph_problems(schema) == []
    assert graph_problems({**schema, "x-package": "thing"}) == []
    document, _ = resolve("a", {**schema, "x-package": "thing"})
    assert list(unreached(document)) == ["/$defs/Alone"]


def test_a_served_kind_reaches_its_definition() -> None:
    served = {"kind": "Alone", "subresources": ["status", {"name": "parts", "kind": "Part"}]}
    schema = {
        "title": "Thing",
        "x-package": "thing",
        "x-kubernetes-resources": [served],
        "$defs": {"Alone": {}, "Part": {}},
    }
    assert graph_problems(schema) == []
    served["kind"] = "Alnoe"
    assert any("the kind \"Alnoe\" is not defined here\n  Did you mean \"Alone\"" in problem
               for problem in graph_problems(schema))  # fmt: skip


def test_what_belongs_to_the_root_is_told_elsewhere() -> None:
    inner = {"$schema": "x", "x-package": "a", "x-version": "1", "x-kubernetes-resources": []}
    told = graph_problems({"not": inner})
    assert [problem.partition(":")[0] for problem in told] == [f"a#/not/{key}" for key in inner]


@pytest.mark.parametrize(
    ("pointer", "name"),
    [
        ("", "Thing"),
        ("/$defs/A", "A"),
        ("/$defs/a~1b", "a/b"),
        ("/$defs/A/not", None),
        ("/properties/x", None),
    ],
)
def test_the_root_and_definitions_have_names(pointer: str, name: str | None) -> None:
    schema = {"title": "Thing", "properties": {"x": {}}, "$defs": {"A": {"not": {}}, "a/b": {}}}
    document, _ = resolve("a", schema)
    assert document.name_of(pointer) == name
    assert document.definitions() == ["", "/$defs/A", "/$defs/a~1b"]


def test_a_root_without_a_title_is_called_document() -> None:
    for root in ({}, {"title": ""}, True):
        document, _ = resolve("a", root)
        assert document.name_of("") == "Document"
