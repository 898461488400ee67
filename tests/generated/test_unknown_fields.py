"""Fields that the schema does not know: found everywhere but where anything may stand."""

from __future__ import annotations

from typing import Any

import pytest

from imagestreamimport.validators import is_valid, unknown_fields
from tests.support.cases import answers
from tests.support.documents import complete, definition, kinds, nested, pieces, put

# Objects of which every key is kept.
FREE = {"FieldsV1", "RawExtension"}


def test_unknown_fields_are_told_in_the_order_of_the_document() -> None:
    document = {
        "zeta": 1,
        "spec": {
            "bogus": {"inner": 1},
            "images": [{"Foo": 1, "from": {"tag": "v1"}}, {"bar": [], "to": {}, "baz": None}],
            "last": False,
        },
        "alpha": {},
        "metadata": {"nmae": "app"},
    }
    assert unknown_fields(document) == [
        "zeta",
        "spec.bogus",
        "spec.images[0].Foo",
        "spec.images[0].from.tag",
        "spec.images[1].bar",
        "spec.images[1].baz",
        "spec.last",
        "alpha",
        "metadata.nmae",
    ]


def test_nothing_is_told_of_what_lies_inside_an_unknown_field() -> None:
    assert unknown_fields({"spec": {"resources": {"limits": [{"a": 1}]}}}) == ["spec.resources"]


def test_names_are_told_apart_by_case() -> None:
    document = {"Spec": {}, "spec": {"Images": [], "images": [{"From": {}, "from": {"Name": ""}}]}}
    assert unknown_fields(document) == [
        "Spec",
        "spec.Images",
        "spec.images[0].From",
        "spec.images[0].from.Name",
    ]


@pytest.mark.parametrize("place", ["labels", "annotations"])
def test_keys_of_maps_are_no_fields(place: str) -> None:
    assert unknown_fields({"metadata": {place: {"anything": "a", "": "b", "a.b/c": "c"}}}) == []


def test_free_form_objects_hold_anything() -> None:
    free = {"a": {"b": [{"c": 1}]}, "Raw": 1, "metadata": {"x": 1}}
    document = {
        "metadata": {"managedFields": [{"fieldsV1": free}]},
        "status": {
            "images": [{"image": {"dockerImageMetadata": free}}],
            "repository": {"images": [{"image": {"dockerImageMetadata": free}}]},
        },
    }
    assert unknown_fields(document) == []


def test_the_stream_inside_an_answer_is_looked_into() -> None:
    tag = {"name": "latest", "mirror": True, "from": {"kind": "DockerImage", "digest": "x"}}
    stream = {"spec": {"tags": [tag]}, "status": {"tags": [{"tag": "a", "items": [{"x": 1}]}]}}
    assert unknown_fields({"status": {"import": stream}}) == [
        "status.import.spec.tags[0].mirror",
        "status.import.spec.tags[0].from.digest",
        "status.import.status.tags[0].items[0].x",
    ]


def test_the_kind_decides_what_is_known() -> None:
    document = {"spec": {"images": [], "tags": [], "lookupPolicy": {}}}
    assert unknown_fields(document) == ["spec.tags", "spec.lookupPolicy"]
    assert unknown_fields(document, "ImageStream") == ["spec.images"]
    assert unknown_fields(document["spec"], "ImageStreamSpec") == ["images"]
    assert unknown_fields(document, "FieldsV1") == []


@pytest.mark.parametrize("name", ["", " ", "a.b", "a/b", "[0]", "é", "\n", "0", "__class__", '"'])
def test_an_odd_name_is_told_as_it_is(name: str) -> None:
    assert unknown_fields({"spec": {name: 1}}) == [f"spec.{name}"]
    assert unknown_fields({"spec": {"images": [{name: 1}]}}) == [f"spec.images[0].{name}"]


@pytest.mark.parametrize("value", [None, True, 0, "text", [], [[]], [None, 1, "a"], {}])
def test_a_value_of_the_wrong_type_has_no_fields(value: Any) -> None:
    assert unknown_fields({"spec": value}) == []
    assert unknown_fields({"spec": {"images": value}}) == []
    assert unknown_fields({"spec": {"images": [value]}}) == []
    assert unknown_fields({"metadata": {"labels": value, "managedFields": value}}) == []


def test_an_object_in_the_place_of_a_list_is_not_looked_into() -> None:
    assert unknown_fields({"spec": {"images": {"Foo": 1}}}) == []
    assert unknown_fields({"spec": [{"Foo": 1}]}) == []
    assert unknown_fields({"metadata": {"name": {"Foo": 1}}}) == []


@pytest.mark.parametrize("kind", kinds())
def test_every_field_of_every_kind_is_known(kind: str) -> None:
    assert unknown_fields(complete(kind), kind) == []


@pytest.mark.parametrize("kind", kinds())
def test_every_object_of_every_kind_is_looked_into(kind: str) -> None:
    document = complete(kind)
    for name, place, piece in pieces(kind, document):
        if name not in FREE:
            path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place)
            expected = f"{path}.bogus".removeprefix(".")
            found = unknown_fields(put(document, place, {**piece, "bogus": 1}), kind)
            assert found == [expected]


@pytest.mark.parametrize("kind", kinds())
def test_a_field_that_is_known_is_one_of_the_schema(kind: str) -> None:
    everything = {name for other in kinds() for name in definition(other).get("properties", {})}
    known = set(definition(kind).get("properties", {}))
    unknown = [] if kind in FREE else [name for name in sorted(everything) if name not in known]
    assert unknown_fields(dict.fromkeys(sorted(everything)), kind) == unknown


def test_unknown_fields_do_not_make_a_document_invalid() -> None:
    for answer in answers():
        assert unknown_fields(answer.response) == []
        document = {**answer.response, "bogus": 1, "spec": {**answer.response["spec"], "bogus": 2}}
        assert is_valid(document)
        assert unknown_fields(document) == ["spec.bogus", "bogus"]


@pytest.mark.parametrize("of", ["object", "array", "both"])
def test_depth_does_not_matter(of: str) -> None:
    deep = nested(10_000, of=of)
    document = {"deep": deep, "spec": deep, "metadata": {"labels": deep, "managedFields": deep}}
    assert unknown_fields(document)[0] == "deep"


def test_a_long_list_is_told_in_order() -> None:
    document = {"spec": {"images": [{"x": 1} for _ in range(12)]}}
    assert unknown_fields(document) == [f"spec.images[{index}].x" for index in range(12)]
