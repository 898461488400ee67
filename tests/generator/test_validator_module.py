"""What a validator module looks like: names, rules that stand once, places that are built once."""

from __future__ import annotations

import ast
import re
from collections import Counter
from functools import cache

import pytest

from kindgen import validator_source
from kindgen.build.values import build_values
from kindgen.ir.values import Values
from kindgen.schema.resolve import resolve
from kindgen.validators.contents import Validators
from kindgen.validators.defaults import build_defaults
from kindgen.validators.module import build_validators
from kindgen.validators.names import spoken
from kindgen.validators.nesting import Nesting
from tests.support.generator import CANONICAL, PACKAGE, TEXT, Schema, array, mapping, record, ref

TEXT_OF_PACKAGE = (PACKAGE / "validators.py").read_text("utf-8")


def values_of(schema: Schema) -> Values:
    document, problems = resolve("schema", schema)
    assert not problems
    return build_values(document)


def validators_of(schema: Schema) -> Validators:
    return build_validators(values_of(schema))


def rules_of(schema: Schema) -> dict[str, str]:
    """The bodies of the functions of rules, by name."""
    return {made.name: "\n".join(made.lines) for made in validators_of(schema).rules}


def packaged(**more: object) -> Schema:
    return {"title": "Thing", "x-package": "thing", "type": "object", **more}


# ------------------------------------------------------------------------ the module of our package


@cache
def _functions() -> dict[str, ast.FunctionDef]:
    tree = ast.parse(TEXT_OF_PACKAGE)
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_the_module_is_short_enough_to_be_read() -> None:
    """The schema, which says the same with its descriptions, is not much shorter."""
    assert len(TEXT_OF_PACKAGE.splitlines()) <= 1.35 * len(
        CANONICAL.read_text("utf-8").splitlines()
    )


def test_no_line_is_longer_than_those_of_black() -> None:
    assert [line for line in TEXT_OF_PACKAGE.splitlines() if len(line) > 100] == []


def test_every_function_is_used() -> None:
    tree = ast.parse(TEXT_OF_PACKAGE)
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    private = {name for name in _functions() if name.startswith("_") and name != "__dir__"}
    assert private - used == set()


def test_every_import_and_every_constant_is_used() -> None:
    tree = ast.parse(TEXT_OF_PACKAGE)
    imported = {
        alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.module != "__future__"
        for alias in node.names
    }
    constants = set(re.findall(r"^([A-Z_0-9]+)(?:: Any)? = ", TEXT_OF_PACKAGE, re.MULTILINE))
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    loaded = {
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }
    assert imported - used - {"Cause"} == set()
    assert constants - loaded - {"TYPE_CHECKING", "__all__"} == set()


def test_no_function_of_rules_is_written_twice() -> None:
    bodies = Counter(
        ast.unparse(node).partition(":")[2]
        for name, node in _functions().items()
        if name.startswith("_rules_of_")
    )
    assert [body for body, count in bodies.items() if count > 1] == []


def test_each_rule_of_the_schema_is_written_once() -> None:
    """A message of a rule stands as often in the module as in the schema."""
    schema = CANONICAL.read_text("utf-8")
    for message in ("name or generateName is required", "kind must not be empty"):
        assert TEXT_OF_PACKAGE.count(message) == schema.count(message) == 1


def test_names_say_which_definition_they_are_about() -> None:
    assert {"_is_object_meta", "_find_in_object_meta", "_rules_of_object_meta"} <= set(_functions())
    assert not [name for name in _functions() if "without" in name or "properties" in name]


# -------------------------------------------------------------------------------------------- names


@pytest.mark.parametrize(
    ("pointer", "expected"),
    [
        ("/$defs/Secret/properties/data", "Secret_data"),
        ("/$defs/Secret/properties/data/additionalProperties", "Secret_data_entry"),
        ("/properties/items/items", "items_item"),
        ("/properties/properties/properties/$defs", "properties__defs"),
        ("/allOf/0/if", "allOf_0_condition"),
        ("/patternProperties/^x-/propertyNames", "_x__key"),
    ],
)
def test_places_without_a_name_are_spoken(pointer: str, expected: str) -> None:
    assert spoken(pointer) == expected


def test_two_places_that_sound_alike_have_two_names() -> None:
    made = validators_of({"$defs": {"a-b": record(x=TEXT), "a_b": record(y=TEXT)}})
    assert {kind.test for kind in made.kinds} == {"_is_document", "_is_a_b", "_is_a_b_2"}


def test_variables_are_named_by_as_few_words_as_tell_them_apart() -> None:
    part = record(name=TEXT, size=TEXT)
    checks = [
        {"check": "required", "field": field} for field in ("left.name", "right.name", "left.size")
    ]
    (body,) = rules_of(
        packaged(properties={"left": part, "right": part}, **{"x-rules": checks})
    ).values()
    names = set(re.findall(r"^(\w+) = ", body, re.MULTILINE))
    assert {"left_name", "right_name", "size", "in_left", "in_right"} <= names


def test_a_variable_never_hides_what_functions_call() -> None:
    checks = [
        {"check": "required", "field": name} for name in ("len", "class", "value", "add", "1")
    ]
    fields = dict.fromkeys(("len", "class", "value", "add", "1"), TEXT)
    (body,) = rules_of(packaged(properties=fields, **{"x-rules": checks})).values()
    assert set(re.findall(r"^(\w+) = ", body, re.MULTILINE)) == {
        "len_", "class_", "value_", "add_", "field_1",
    }  # fmt: skip


# -------------------------------------------------------------------------------------------- rules


def test_rules_that_some_leave_out_stand_once_and_are_told_what_to_skip() -> None:
    meta = {
        **record(name=TEXT, size=TEXT),
        "x-rules": [
            {"id": "name", "check": "required", "field": "name"},
            {"check": "required", "field": "size"},
        ],
    }
    other = {**record(meta=ref("Meta")), "x-rules": [{"apply": "meta", "except": ["name"]}]}
    schema = packaged(
        properties={"meta": ref("Meta"), "other": ref("Other")},
        **{"x-rules": [{"apply": "meta"}, {"apply": "other"}]},
    )
    schema["$defs"] = {"Meta": meta, "Other": other}
    made = rules_of(schema)
    assert list(made) == ["_rules_of_thing", "_rules_of_meta", "_rules_of_other"]
    assert '"name" not in skip' in made["_rules_of_meta"]
    assert '"size" not in skip' not in made["_rules_of_meta"]
    assert 'found, ("name",))' in made["_rules_of_other"]
    assert [it.takes_skip for it in validators_of(schema).rules] == [False, True, False]


def test_a_place_with_several_rules_is_built_once() -> None:
    part = record(name=TEXT, size=TEXT)
    checks = [{"check": "required", "field": field} for field in ("part.name", "part.size")]
    (body,) = rules_of(packaged(properties={"part": part}, **{"x-rules": checks})).values()
    assert body.count('(at, "part")') == 1


def test_a_place_with_one_rule_is_built_where_it_is_reported() -> None:
    checks = [{"check": "required", "field": "part.name"}]
    (body,) = rules_of(
        packaged(properties={"part": record(name=TEXT)}, **{"x-rules": checks})
    ).values()
    assert '((at, "part"), "name")' in body


def test_a_description_of_an_object_is_a_function_that_all_messages_share() -> None:
    words = "{{{a}, {b}, {c}, {d}}}"
    checks = [
        {"check": "forbid", "field": "", "when": {field: {"in": ["x"]}}, "shown": words}
        for field in ("a", "b")
    ]
    fields = dict.fromkeys("abcd", TEXT)
    made = validators_of(packaged(properties=fields, **{"x-rules": checks}))
    (description,) = made.descriptions
    (rules,) = made.rules
    assert "\n".join(rules.lines).count(f"{description.name}(value)") == 2


def test_the_first_rule_that_is_broken_is_reported_though_it_is_under_a_condition() -> None:
    first = [
        {"check": "forbid", "field": "size", "when": {"name": {"in": ["a"]}}},
        {"check": "required", "field": "name"},
    ]
    schema = packaged(properties={"name": TEXT, "size": {"type": "integer"}})
    schema["x-rules"] = [{"first": first}]
    namespace: dict[str, object] = {"__name__": "made"}
    exec(validator_source(schema), namespace)
    validate = namespace["validate"]
    assert callable(validate)
    assert [cause.field for cause in validate({"name": "a", "size": 1})] == ["size"]
    assert [cause.field for cause in validate({"size": 1})] == ["name"]


# ----------------------------------------------------------------------------------------- nesting


def _depth(schema: Schema, name: str) -> int:
    values = values_of(schema)
    return Nesting(values).depth(values.by_pointer[f"/$defs/{name}"])


def test_lists_of_objects_count_by_how_deeply_they_are_nested() -> None:
    leaf, shelf = record(a=TEXT, b=array(TEXT)), record(books=array(ref("Leaf")))
    schema = {"$defs": {"Leaf": leaf, "Shelf": shelf, "Hall": record(s=mapping(ref("Shelf")))}}
    assert [_depth(schema, name) for name in ("Leaf", "Shelf", "Hall")] == [0, 1, 2]


def test_what_may_hold_itself_is_nested_without_end() -> None:
    schema = {"$defs": {"Tree": record(left=ref("Tree"), name=TEXT)}}
    assert _depth(schema, "Tree") > 1000


def test_a_long_chain_of_objects_is_no_recursion() -> None:
    chain = {f"D{i}": record(next=ref(f"D{i + 1}")) for i in range(5000)}
    assert _depth({"$defs": {**chain, "D5000": TEXT}}, "D0") == 0


# ---------------------------------------------------------------------------------------- defaults


def test_the_defaults_module_imports_what_it_calls_and_no_more() -> None:
    plain = build_defaults(values_of(packaged(properties={"a": {**TEXT, "default": "b"}})))
    nested = build_defaults(
        values_of(packaged(properties={"a": array(array(record(b={**TEXT, "default": "c"})))}))
    )
    documents = "from ._base.documents import document_of"
    assert plain.imports == (documents, "from ._base.filling import deep_copy, fill_object")
    assert nested.imports == (
        documents, "from ._base.filling import deep_copy, fill_inside, fill_object",
    )  # fmt: skip


def test_objects_in_which_nothing_has_a_default_get_no_function() -> None:
    schema = packaged(properties={"a": ref("A"), "b": {**TEXT, "default": "c"}})
    schema["$defs"] = {"A": record(x=TEXT)}
    made = build_defaults(values_of(schema))
    assert made.kinds == (("Thing", "_fill_thing"), ("A", None))
