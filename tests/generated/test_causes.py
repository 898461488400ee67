"""What a cause looks like: its field path and its pointer, the value in its message, the order."""

from __future__ import annotations

from typing import Any

import pytest

from imagestreamimport.causes import Cause
from imagestreamimport.validators import validate
from tests.support.documents import a_stream, an_import, put

IMAGE = {"from": {"kind": "DockerImage", "name": "app:1"}, "to": {"name": "1"}, "importPolicy": {}}
OWNER = {"apiVersion": "v1", "kind": "Pod", "name": "n", "uid": "u"}
FULL = {
    "metadata": {
        "name": "app",
        "labels": {"a": "b"},
        "annotations": {},
        "ownerReferences": [OWNER],
        "managedFields": [{"operation": "Apply"}],
        "finalizers": ["example.com/a"],
    },
    "spec": {"images": [IMAGE], "repository": {"from": {"kind": "DockerImage", "name": "app"}}},
}


def types_told(document: Any, kind: str = "ImageStreamImport") -> list[tuple[str, str, str]]:
    """Field, pointer and message of each cause; all of them have to be about types."""
    causes = validate(document, kind)
    assert {cause.reason for cause in causes} <= {"FieldValueTypeInvalid"}, causes
    return [(cause.field, cause.pointer, cause.message) for cause in causes]


# ------------------------------------------------------------------------- values of the wrong type


@pytest.mark.parametrize("value", [0, 1.5, True, "text"], ids=repr)
@pytest.mark.parametrize(
    "place",
    [
        ("metadata",),
        ("metadata", "labels"),
        ("metadata", "annotations"),
        ("metadata", "ownerReferences"),
        ("metadata", "ownerReferences", 0),
        ("metadata", "managedFields", 0),
        ("metadata", "finalizers"),
        ("spec",),
        ("spec", "images"),
        ("spec", "images", 0),
        ("spec", "images", 0, "from"),
        ("spec", "images", 0, "to"),
        ("spec", "images", 0, "importPolicy"),
        ("spec", "repository"),
        ("spec", "repository", "from"),
    ],
    ids=lambda place: "/".join(map(str, place)),
)
def test_rules_are_silent_below_a_value_of_the_wrong_type(place: Any, value: Any) -> None:
    ((_, pointer, message),) = types_told(put(FULL, place, value))
    assert pointer == "/" + "/".join(map(str, place))
    assert "must be of type " in message


STREAM = {
    "metadata": FULL["metadata"],
    "spec": {
        "dockerImageRepository": "app",
        "tags": [
            {
                "name": "t",
                "from": {"kind": "DockerImage", "name": "app"},
                "importPolicy": {},
                "referencePolicy": {},
                "reference": True,
            }
        ],
    },
}


@pytest.mark.parametrize("value", [0, 1.5, True], ids=repr)
@pytest.mark.parametrize(
    "place",
    [
        ("metadata",),
        ("metadata", "labels"),
        ("metadata", "finalizers"),
        ("metadata", "ownerReferences", 0),
        ("metadata", "managedFields", 0),
        ("spec",),
        ("spec", "dockerImageRepository"),
        ("spec", "tags"),
        ("spec", "tags", 0),
        ("spec", "tags", 0, "name"),
        ("spec", "tags", 0, "from"),
        ("spec", "tags", 0, "from", "kind"),
        ("spec", "tags", 0, "from", "name"),
        ("spec", "tags", 0, "importPolicy"),
        ("spec", "tags", 0, "importPolicy", "importMode"),
        ("spec", "tags", 0, "referencePolicy", "type"),
    ],
    ids=lambda place: "/".join(map(str, place)),
)
def test_rules_of_a_stream_are_silent_there_too(place: Any, value: Any) -> None:
    ((_, pointer, _),) = types_told(put(STREAM, place, value), "ImageStream")
    assert pointer == "/" + "/".join(map(str, place))


@pytest.mark.parametrize(
    "place",
    [
        ("metadata", "name"),
        ("metadata", "namespace"),
        ("metadata", "generateName"),
        ("metadata", "labels", "a"),
        ("metadata", "ownerReferences", 0, "kind"),
        ("metadata", "ownerReferences", 0, "apiVersion"),
        ("metadata", "managedFields", 0, "operation"),
        ("metadata", "managedFields", 0, "manager"),
        ("metadata", "managedFields", 0, "subresource"),
        ("metadata", "finalizers", 0),
        ("spec", "images", 0, "from", "kind"),
        ("spec", "images", 0, "from", "name"),
        ("spec", "images", 0, "to", "name"),
        ("spec", "repository", "from", "name"),
    ],
    ids=lambda place: "/".join(map(str, place)),
)
@pytest.mark.parametrize("value", [0, False, [], {}, {"x" * 300: ""}, ["x" * 300]], ids=type)
def test_rules_are_silent_about_a_value_of_the_wrong_type(place: Any, value: Any) -> None:
    assert len(types_told(put(FULL, place, value))) == 1


def test_a_long_object_in_the_place_of_a_text_is_not_measured() -> None:
    odd = {"x" * 300: "y"}
    document = {"metadata": {"name": odd, "namespace": odd}}
    assert len(types_told(document, "ImageStream")) == 2


def test_annotations_with_a_value_of_the_wrong_type_are_measured_without_it() -> None:
    document = an_import(annotations={"a": {"b": "x" * 262144}})
    assert types_told(document) == [
        (
            "metadata.annotations[a]",
            "/metadata/annotations/a",
            'Invalid value: "object": must be of type string',
        )
    ]


def test_types_come_before_rules_in_the_order_of_the_document() -> None:
    document = {
        "spec": {
            "repository": {"from": {"kind": 1}},
            "images": [{"from": {}, "to": 2}, 3],
        },
        "status": 4,
        "metadata": {"labels": {"b": 5, "-": "a", "a": 6}, "name": "A"},
        "kind": "Pod",
    }
    assert [(cause.reason, cause.pointer) for cause in validate(document)] == [
        ("FieldValueTypeInvalid", "/spec/repository/from/kind"),
        ("FieldValueTypeInvalid", "/spec/images/0/to"),
        ("FieldValueTypeInvalid", "/spec/images/1"),
        ("FieldValueTypeInvalid", "/status"),
        ("FieldValueTypeInvalid", "/metadata/labels/b"),
        ("FieldValueTypeInvalid", "/metadata/labels/a"),
        ("FieldValueNotSupported", "/kind"),
        ("FieldValueInvalid", "/spec/images/0/from/kind"),
        ("FieldValueInvalid", "/metadata/name"),
        ("FieldValueInvalid", "/metadata/labels/-"),
    ]


def test_tenth_and_later_elements_come_after_the_second() -> None:
    images = [IMAGE, IMAGE, 1, *[IMAGE] * 7, 2]
    document = {"metadata": {"name": "app"}, "spec": {"images": images}}
    assert [cause.field for cause in validate(document)] == ["spec.images[2]", "spec.images[10]"]


@pytest.mark.parametrize(
    ("value", "named"),
    [
        (True, "boolean"),
        (1, "integer"),
        (1.5, "number"),
        ("text", "string"),
        ([], "array"),
        ({}, "object"),
    ],
)
def test_a_wrong_type_is_told_by_name_not_by_value(value: Any, named: str) -> None:
    place, wanted = ("spec", "images", 0), "object"
    if isinstance(value, dict):
        place, wanted = ("metadata", "labels", "a"), "string"
    ((_, _, message),) = types_told(put(FULL, place, value))
    assert message == f'Invalid value: "{named}": must be of type {wanted}'


@pytest.mark.parametrize(
    ("kind", "good"),
    [("ImageStreamImport", True), ("", True), (None, True), ("ImageStream", False), ("Pod", False)],
)
def test_the_kind_of_a_document_is_its_own_or_nothing(kind: str | None, good: bool) -> None:
    causes = validate({**FULL, "kind": kind})
    assert [cause.reason for cause in causes] == ([] if good else ["FieldValueNotSupported"])


@pytest.mark.parametrize("version", ["v1", "image.openshift.io/v1", "", None])
def test_both_api_versions_are_known(version: str | None) -> None:
    assert validate({**FULL, "apiVersion": version}) == []


def test_another_api_version_is_told_with_those_that_are_known() -> None:
    (cause,) = validate({**FULL, "apiVersion": "apps/v1"})
    assert (cause.reason, cause.field) == ("FieldValueNotSupported", "apiVersion")
    assert cause.message == (
        'Unsupported value: "apps/v1": supported values: "v1", "image.openshift.io/v1"'
    )


@pytest.mark.parametrize(
    "time",
    [
        "2024-02-30T00:00:00Z",
        "2023-02-29T00:00:00Z",
        "2024-01-01",
        "2024-01-01 00:00:00Z",
        "2024-01-01T00:00:00",
        "2024-01-01T24:00:00Z",
        "2024-01-01T00:00:60Z",
        "2024-01-01t00:00:00z",
        "2024-01-01T00:00:00Z\n",
        "٢٠٢٤-01-01T00:00:00Z",
        "",
    ],
)
def test_a_time_that_no_server_can_read_is_a_wrong_type(time: str) -> None:
    ((field, _, _),) = types_told(an_import(creationTimestamp=time))
    assert field == "metadata.creationTimestamp"


@pytest.mark.parametrize("time", ["2024-02-29T23:59:59Z", "2024-01-01T00:00:00.123456789+14:00"])
def test_times_with_fractions_and_offsets(time: str) -> None:
    assert validate(an_import(creationTimestamp=time)) == []


# ------------------------------------------------------------------------------------------- places


@pytest.mark.parametrize("key", ["a/b", "~", "~1", "", " ", "é", "[0]", "a.b", '"'])
def test_a_key_of_a_map_is_escaped_in_the_pointer_only(key: str) -> None:
    first = validate(an_import(labels={key: 1}))[0]  # the key itself may break a rule
    assert first.field == f"metadata.labels[{key}]"
    assert first.pointer == "/metadata/labels/" + key.replace("~", "~0").replace("/", "~1")


def test_a_tag_is_named_in_the_field_and_counted_in_the_pointer() -> None:
    odd = {"name": "b", "from": {"kind": 1, "name": "a"}}
    document = a_stream({"name": "latest", "from": 5}, {"name": 7}, odd)
    places = [(cause.field, cause.pointer) for cause in validate(document, "ImageStream")]
    assert places == [
        ("spec.tags[latest].from", "/spec/tags/0/from"),
        ("spec.tags[1].name", "/spec/tags/1/name"),
        ("spec.tags[b].from.kind", "/spec/tags/2/from/kind"),
    ]


def test_the_history_of_a_tag_is_named_by_its_tag() -> None:
    document = {**a_stream(), "status": {"tags": [{"tag": "v1", "items": [{"created": 1}]}]}}
    ((field, pointer, _),) = types_told(document, "ImageStream")
    assert (field, pointer) == (
        "status.tags[v1].items[0].created",
        "/status/tags/0/items/0/created",
    )


def test_an_owner_has_an_index_where_its_type_is_wrong() -> None:
    ((field, pointer, _),) = types_told(an_import(ownerReferences=[OWNER, {**OWNER, "uid": 1}]))
    assert (field, pointer) == (
        "metadata.ownerReferences[1].uid",
        "/metadata/ownerReferences/1/uid",
    )


def test_a_definition_by_itself_has_places_without_a_prefix() -> None:
    assert [cause.field for cause in validate({"labels": {"-": ""}}, "ObjectMeta")] == [
        "name",
        "labels",
    ]
    (cause,) = validate({"name": 1}, "ObjectReference")
    assert (cause.field, cause.pointer) == ("name", "/name")


# ------------------------------------------------------------------------------------------- values


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", '"plain"'),
        ('say "hi"', r'"say \"hi\""'),
        ("back\\slash", r'"back\\slash"'),
        ("it's", '"it\'s"'),
        ("\a\b\f\n\r\t\v", r'"\a\b\f\n\r\t\v"'),
        ("\x00\x1b\x7f", r'"\x00\x1b\x7f"'),
        ("\u0085", r'"\u0085"'),
        ("\u00a0\u00ad", r'"\u00a0\u00ad"'),
        ("\u2028\u2029", r'"\u2028\u2029"'),
        ("\u200b\ufeff", r'"\u200b\ufeff"'),
        ("\ufffd", '"\ufffd"'),
        ("é漢\U0001f600", '"é漢\U0001f600"'),
        ("e\u0301", '"e\u0301"'),
        ("\U000e0001", r'"\U000e0001"'),
    ],
)
def test_text_is_quoted_as_go_quotes_it(text: str, shown: str) -> None:
    document = {"metadata": {"name": "app"}, "spec": {"images": [{"from": {"kind": text}}]}}
    (cause,) = validate(document)
    assert cause.message == f"Invalid value: {shown}: only DockerImage is supported"


def test_half_of_a_surrogate_pair_is_shown_as_go_reads_it() -> None:
    (cause,) = validate(an_import(finalizers=["example.com/a", "\udc00/\ud800/"]))[:1]
    assert cause.message.startswith('Invalid value: "\ufffd/\ufffd/": a qualified name')


def test_a_huge_number_is_told_without_its_digits() -> None:
    (cause,) = validate(an_import(generation=10**5000))
    assert cause.field == "metadata.generation"
    assert len(cause.message) < 200


def test_a_negative_number_is_told_as_it_is() -> None:
    (cause,) = validate(an_import(generation=-(2**63)))
    assert cause.message.startswith("Invalid value: -9223372036854775808: ")


def test_a_fraction_in_the_place_of_an_integer_is_told_as_it_is() -> None:
    assert types_told(an_import(generation=1.0)) == [
        ("metadata.generation", "/metadata/generation", "Invalid value: 1.0: must be of type int64")
    ]


# ---------------------------------------------------------------------------------------- the class


def test_causes_are_values() -> None:
    cause = Cause("spec.images", "FieldValueInvalid", "Invalid value", "/spec/images")
    assert cause == Cause("spec.images", "FieldValueInvalid", "Invalid value", "/spec/images")
    assert cause != Cause("spec.images", "FieldValueInvalid", "Invalid value", "/spec")
    assert cause != "spec.images"
    assert len({cause, Cause(*cause._parts())}) == 1
    assert eval(repr(cause)) == cause
    match cause:
        case Cause(field, reason, message, pointer):
            assert (field, reason, message, pointer) == cause._parts()


def test_a_cause_prints_as_place_and_message() -> None:
    assert (
        str(Cause("spec", "FieldValueInvalid", "Invalid value", "/spec")) == "spec: Invalid value"
    )
    assert str(Cause("", "FieldValueInvalid", "Invalid value", "")) == "Invalid value"
