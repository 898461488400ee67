"""The facts about values that are made of a document: what generated validators are told."""

from __future__ import annotations

from pathlib import Path

from kindgen.build.values import build_values
from kindgen.ir.rules import Apply, Each, Formatted, Place, Required, Shown
from kindgen.ir.values import Value, Values
from kindgen.pipeline import read
from kindgen.schema.resolve import resolve
from tests.support.generator import (
    TEXT,
    Schema,
    array,
    mapping,
    record,
    ref,
    schema_of,
    write_schema,
)


def values_of(schema: Schema | bool) -> Values:
    """The facts about a schema that is no package."""
    document, problems = resolve("schema", schema)
    assert not problems
    return build_values(document)


def root_of(schema: Schema | bool) -> Value:
    return values_of(schema).by_pointer[""]


def package_values(folder: Path, schema: Schema) -> Values:
    return build_values(read(write_schema(folder, schema)))


# ------------------------------------------------------------------------------------------ values


def test_a_schema_without_a_word_allows_everything() -> None:
    for schema in (True, {}, {"title": "Any", "description": "Remarks are no demands."}):
        assert root_of(schema).allows_all


def test_false_allows_nothing() -> None:
    assert root_of(False).is_forbidden
    assert not root_of(False).allows_all


def test_one_type_and_several_are_told_alike() -> None:
    assert root_of({"type": "string"}).types == ("string",)
    assert root_of({"type": ["string", "null"]}).types == ("string", "null")


def test_counts_are_whole_numbers_however_json_writes_them() -> None:
    text = root_of({"minLength": 2.0, "maxLength": 3}).text
    assert text is not None
    assert (text.min_length, text.max_length) == (2, 3)
    assert isinstance(text.min_length, int)


def test_what_is_not_stated_is_none() -> None:
    value = root_of({"type": "string"})
    assert value.text is value.number is value.elements is value.fields is None


def test_a_constant_is_told_from_no_constant() -> None:
    assert root_of({"const": None}).constant == (None,)
    assert root_of({}).constant is None


def test_a_pattern_that_needs_short_texts_says_so() -> None:
    slow = root_of({"pattern": "a+b?a+$", "maxLength": 10}).text
    quick = root_of({"pattern": "^a$", "maxLength": 10}).text
    assert slow is not None
    assert quick is not None
    assert slow.needs_max_length
    assert not quick.needs_max_length


def test_a_reference_names_the_place_that_it_leads_to() -> None:
    values = values_of({"properties": {"a": ref("A")}, "$defs": {"A": ref("B"), "B": TEXT}})
    value = values.by_pointer["/properties/a"]
    assert value.is_reference
    assert value.refers_to == "/$defs/A"
    assert values.at_end(value).pointer == "/$defs/B"


def test_a_reference_with_more_to_say_is_not_only_a_reference() -> None:
    value = values_of({"properties": {"a": {**ref("A"), "minLength": 1}}, "$defs": {"A": TEXT}})
    assert not value.by_pointer["/properties/a"].is_reference


def test_a_value_may_hold_itself() -> None:
    root = root_of(record(left={"$ref": "#"}))
    assert root.fields is not None
    assert root.fields.by_name["left"].value.refers_to == ""


def test_the_definitions_follow_the_root_in_their_order() -> None:
    values = values_of({"title": "Root", "$defs": {"B": TEXT, "A": TEXT}})
    assert [value.name for value in values.definitions] == ["Root", "B", "A"]


def test_schemas_nested_ever_so_deeply_are_no_recursion() -> None:
    schema: Schema = {"type": "string"}
    for _ in range(1200):
        schema = {"not": schema}
    value: Value | None = root_of(schema)
    depth = 0
    while value is not None and value.excluded is not None:
        value, depth = value.excluded, depth + 1
    assert depth == 1200


# ----------------------------------------------------------------------------------------- formats


def test_standard_formats_are_remarks_where_the_standard_is_named() -> None:
    standard = "https://json-schema.org/draft/2020-12/schema"
    assert root_of({"format": "date-time"}).is_format_checked
    assert not root_of({"format": "date-time", "$schema": standard}).is_format_checked
    assert root_of({"format": "dns-label", "$schema": standard}).is_format_checked


# ------------------------------------------------------------------------------------------ fields


def test_null_stands_for_an_absent_field_of_a_package_unless_the_field_is_required(
    tmp_path: Path,
) -> None:
    schema = schema_of({"a": TEXT, "b": TEXT}, required=["a"])
    root = package_values(tmp_path, schema).definitions[0]
    assert root.fields is not None
    assert [field.is_nullable for field in root.fields.listed] == [False, True]


def test_null_is_a_value_like_others_elsewhere() -> None:
    fields = root_of(record(a=TEXT)).fields
    assert fields is not None
    assert not fields.by_name["a"].is_nullable


def test_a_required_field_whose_absence_a_rule_reports_is_not_reported_twice(
    tmp_path: Path,
) -> None:
    rule = {"check": "required", "field": "a", "reports-missing": ["a"]}
    schema = schema_of({"a": TEXT, "b": TEXT}, required=["a", "b"], **{"x-rules": [rule]})
    root = package_values(tmp_path, schema).definitions[0]
    assert root.fields is not None
    assert root.fields.required == ("b",)
    assert root.fields.by_name["a"].is_required
    assert root.fields.by_name["a"].is_nullable


def test_defaults_are_facts_of_their_fields(tmp_path: Path) -> None:
    schema = schema_of({"a": {**TEXT, "default": "b", "x-default-replaces": [""]}, "c": TEXT})
    root = package_values(tmp_path, schema).definitions[0]
    assert root.fields is not None
    default = root.fields.by_name["a"].value.default
    assert default is not None
    assert (default.value, default.replaced) == ("b", ("",))
    assert root.fields.by_name["c"].value.default is None


def test_a_default_of_null_is_one() -> None:
    fields = root_of(record(a={"default": None})).fields
    assert fields is not None
    assert fields.by_name["a"].value.default is not None


def test_an_object_with_other_fields_does_not_list_all_of_them() -> None:
    def lists_all(**more: object) -> bool:
        fields = root_of({**record(a=TEXT), **more}).fields
        return fields is not None and fields.are_all_listed

    assert lists_all()
    assert lists_all(additionalProperties=False)
    assert not lists_all(additionalProperties=True)
    assert not lists_all(patternProperties={"^b": True})
    assert not lists_all(**{"x-kubernetes-preserve-unknown-fields": True})


# ------------------------------------------------------------------------------------------- rules


def _rules(folder: Path, properties: dict[str, Schema], *rules: dict[str, object]) -> list[object]:
    values = package_values(folder, schema_of(properties, **{"x-rules": list(rules)}))
    return list(values.definitions[0].rules)


def test_a_rule_knows_what_stands_at_its_path(tmp_path: Path) -> None:
    owner = record(name=TEXT)
    (rule,) = _rules(tmp_path, {"owner": owner}, {"check": "required", "field": "owner.name"})
    assert isinstance(rule, Required)
    expected = Place(("owner", "name"), "string", "/properties/owner/properties/name")
    assert rule.place == expected


def test_a_check_has_the_reason_of_its_kind_unless_it_states_another(tmp_path: Path) -> None:
    check = {"check": "required", "field": "a"}
    usual, other = _rules(tmp_path, {"a": TEXT}, check, {**check, "reason": "FieldValueInvalid"})
    assert isinstance(usual, Required)
    assert isinstance(other, Required)
    assert (usual.reason, other.reason) == ("FieldValueRequired", "FieldValueInvalid")


def test_messages_are_taken_apart_once(tmp_path: Path) -> None:
    check = {"check": "required", "field": "a", "detail": "{{a}} is {a!q}, not {a}"}
    (rule,) = _rules(tmp_path, {"a": TEXT}, check)
    assert isinstance(rule, Required)
    place = Place(("a",), "string", "/properties/a")
    quoted, plain = Shown(place, "quoted"), Shown(place, "plain")
    assert rule.detail == ("{a} is ", quoted, ", not ", plain)


def test_elements_of_maps_and_lists_are_visited_by_a_path(tmp_path: Path) -> None:
    check = {"check": "format", "format": "dns-label"}
    properties = {"labels": mapping(TEXT), "names": array(TEXT)}
    labels, names = _rules(
        tmp_path,
        properties,
        {"each": "labels{}", "rules": [{**check, "subject": "key"}]},
        {"each": "names[]", "place": "container", "rules": [check]},
    )
    assert isinstance(labels, Each)
    assert isinstance(names, Each)
    assert (labels.each.container, names.each.container) == ("{}", "[]")
    assert (labels.at_container, names.at_container) == (False, True)
    assert labels.each.element.type == "string"
    (inner,) = labels.rules
    assert isinstance(inner, Formatted)
    assert inner.of_key


def test_what_is_left_out_of_applied_rules_is_a_set_of_ids(tmp_path: Path) -> None:
    inner = {"check": "required", "field": "name", "id": "name"}
    owner = {**record(name=TEXT), "x-rules": [inner]}
    (rule,) = _rules(tmp_path, {"owner": owner}, {"apply": "owner", "except": ["name"]})
    assert isinstance(rule, Apply)
    assert rule.skip == {"name"}
    assert rule.target == "/properties/owner"
    assert not rule.or_empty
