"""Rules on metadata (import semantics, section 6), in the words of Kubernetes 1.26."""

from __future__ import annotations

from typing import Any

import pytest

from imagestreamimport.validators import validate
from tests.support.documents import an_import

NAME_RULE = 'must match "[a-z0-9]+(?:[._-][a-z0-9]+)*"'
CHARACTERS = (
    "consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "
    "alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for "
    "validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"
)
PART_RULE = f"name part must {CHARACTERS}"
PART_EMPTY = "name part must be non-empty"
PART_LONG = "name part must be no more than 63 characters"
QUALIFIED_RULE = (
    f"a qualified name must {CHARACTERS} with an optional DNS subdomain prefix and '/' "
    "(e.g. 'example.com/MyName')"
)
PREFIX_RULE = (
    "prefix part a lowercase RFC 1123 subdomain must consist of lower case alphanumeric "
    "characters, '-' or '.', and must start and end with an alphanumeric character (e.g. "
    "'example.com', regex used for validation is "
    r"'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"
)
PREFIX_EMPTY = "prefix part must be non-empty"
PREFIX_LONG = "prefix part must be no more than 253 characters"
LABEL_VALUE_RULE = (
    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or "
    "'.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or "
    "'my_value',  or '12345', regex used for validation is "
    "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"
)
LONG = "must be no more than 63 characters"
NAMESPACE_RULE = (
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and "
    "must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex "
    "used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
)
FINALIZER_RULE = "name is neither a standard finalizer name nor is it fully qualified"


# What is judged for one of the two kinds only.
ONLY_IMPORTS = "metadata.generation"
ONLY_STREAMS = "'namespace/name' cannot be longer than 255 characters"


def told(document: Any, kind: str = "ImageStreamImport") -> list[tuple[str, str]]:
    """Field and message of each cause; for an import, metadata is judged as a stream's too."""
    causes = [(cause.field, cause.message) for cause in validate(document, kind)]
    if kind == "ImageStreamImport":
        as_stream = validate({"metadata": document["metadata"]}, "ImageStream")
        expected = [cause for cause in causes if cause[0] != ONLY_IMPORTS]
        assert expected == [
            (cause.field, cause.message) for cause in as_stream if ONLY_STREAMS not in cause.message
        ]
    return causes


def details(document: Any, field: str, kind: str = "ImageStreamImport") -> list[str]:
    """What the causes at the one field say behind the value."""
    causes = told(document, kind)
    assert {place for place, _ in causes} <= {field}, causes
    return [message.partition('": ')[2] for _, message in causes]


# ---------------------------------------------------------------- names (section 6, rules 1 to 3)


@pytest.mark.parametrize(
    ("name", "complaints"),
    [
        ("a", []),
        ("0", []),
        ("a.b_c-d", []),
        ("a" * 300, []),
        (".", ["may not be '.'"]),
        ("..", ["may not be '..'"]),
        ("...", [NAME_RULE]),
        ("a/b", ["may not contain '/'"]),
        ("a%b", ["may not contain '%'"]),
        ("%/", ["may not contain '/'", "may not contain '%'"]),
        ("a--b", [NAME_RULE]),
        ("a._b", [NAME_RULE]),
        ("-a", [NAME_RULE]),
        ("a-", [NAME_RULE]),
        ("A", [NAME_RULE]),
        ("a\n", [NAME_RULE]),
        ("é", [NAME_RULE]),
        ("٣", [NAME_RULE]),
    ],
)
def test_names(name: str, complaints: list[str]) -> None:
    assert details(an_import(name=name), "metadata.name") == complaints


@pytest.mark.parametrize(
    ("prefix", "complaints"),
    [
        ("app", []),
        ("app-", [NAME_RULE]),
        (".", [NAME_RULE]),
        ("..", [NAME_RULE]),
        ("a/%", ["may not contain '/'", "may not contain '%'"]),
    ],
)
def test_prefixes_of_generated_names(prefix: str, complaints: list[str]) -> None:
    document = an_import(name=None, generateName=prefix)
    assert details(document, "metadata.generateName") == complaints


def test_a_name_beside_a_prefix_is_checked_too() -> None:
    assert told(an_import(name="B", generateName="A")) == [
        ("metadata.generateName", f'Invalid value: "A": {NAME_RULE}'),
        ("metadata.name", f'Invalid value: "B": {NAME_RULE}'),
    ]


@pytest.mark.parametrize("nothing", [{}, {"name": None}, {"name": ""}, {"generateName": ""}])
def test_a_name_or_a_prefix_is_needed(nothing: dict[str, Any]) -> None:
    document = {**an_import(), "metadata": nothing}
    assert told(document) == [("metadata.name", "Required value: name or generateName is required")]


@pytest.mark.parametrize(
    ("namespace", "complaints"),
    [
        ("ns", []),
        ("", []),
        ("a" * 63, []),
        ("a" * 64, [LONG]),
        ("a.b", [NAMESPACE_RULE]),
        ("-", [NAMESPACE_RULE]),
        ("Ns", [NAMESPACE_RULE]),
        ("a\n", [NAMESPACE_RULE]),
        ("é" * 32, [LONG, NAMESPACE_RULE]),
    ],
)
def test_namespaces(namespace: str, complaints: list[str]) -> None:
    assert details(an_import(namespace=namespace), "metadata.namespace") == complaints


@pytest.mark.parametrize(
    ("namespace", "name", "fits"),
    [
        ("n", "a" * 253, True),
        ("n", "a" * 254, False),
        (None, "a" * 254, True),
        (None, "a" * 255, False),
        ("n" * 63, "a" * 191, True),
        ("n" * 63, "a" * 192, False),
    ],
)
def test_namespace_and_name_of_a_stream_share_255_bytes(
    namespace: str | None, name: str, fits: bool
) -> None:
    document = {"metadata": {"name": name, "namespace": namespace}}
    expected = "'namespace/name' cannot be longer than 255 characters"
    assert details(document, "metadata.name", "ImageStream") == ([] if fits else [expected])


def test_the_255_are_bytes_not_characters() -> None:
    name = "é" * 127 + "a"  # 255 bytes and the slash
    assert details({"metadata": {"name": name}}, "metadata.name", "ImageStream") == [
        NAME_RULE,
        "'namespace/name' cannot be longer than 255 characters",
    ]


# ------------------------------------------------------------------------------ labels and the like


@pytest.mark.parametrize(
    ("key", "complaints"),
    [
        ("a", []),
        ("A_b.c-9", []),
        ("example.com/a", []),
        ("a" * 63, []),
        ("a" * 64, [PART_LONG]),
        ("x/" + "a" * 64, [PART_LONG]),
        ("é", [PART_RULE]),
        ("é" * 32, [PART_LONG, PART_RULE]),
        ("", [PART_EMPTY, PART_RULE]),
        ("x/", [PART_EMPTY, PART_RULE]),
        ("/", [PREFIX_EMPTY, PART_EMPTY, PART_RULE]),
        ("/a", [PREFIX_EMPTY]),
        ("Example.com/a", [PREFIX_RULE]),
        ("a_b/a", [PREFIX_RULE]),
        ("a..b/a", [PREFIX_RULE]),
        ("x" * 253 + "/a", []),
        ("x" * 254 + "/a", [PREFIX_LONG]),
        ("é" * 127 + "/a", [PREFIX_LONG, PREFIX_RULE]),
        ("X/-", [PREFIX_RULE, PART_RULE]),
        ("a/b/c", [QUALIFIED_RULE]),
        ("//", [QUALIFIED_RULE]),
        ("a\n", [PART_RULE]),
        ("a\n/b", [PREFIX_RULE]),
        ("٣", [PART_RULE]),
    ],
)
def test_keys_of_labels(key: str, complaints: list[str]) -> None:
    assert details(an_import(labels={key: "v"}), "metadata.labels") == complaints


@pytest.mark.parametrize(
    ("value", "complaints"),
    [
        ("", []),
        ("a", []),
        ("A.b_c-9", []),
        ("a" * 63, []),
        ("a" * 64, [LONG]),
        ("a/b", [LABEL_VALUE_RULE]),
        ("-a", [LABEL_VALUE_RULE]),
        ("a\n", [LABEL_VALUE_RULE]),
        ("é" * 32, [LONG, LABEL_VALUE_RULE]),
    ],
)
def test_values_of_labels(value: str, complaints: list[str]) -> None:
    assert details(an_import(labels={"k": value}), "metadata.labels") == complaints


def test_key_and_value_of_a_label_are_told_one_after_the_other() -> None:
    assert [message[:22] for _, message in told(an_import(labels={"-k": "-v", "-l": "-w"}))] == [
        'Invalid value: "-k": n',
        'Invalid value: "-v": a',
        'Invalid value: "-l": n',
        'Invalid value: "-w": a',
    ]


@pytest.mark.parametrize(
    ("key", "complaints"),
    [
        ("Example.COM/Key", []),
        # Go lowers the dotted capital I to a plain i, and the Kelvin sign to k.
        ("\u0130mage", []),
        ("\u0130/image", []),
        ("\u212aey", []),
        ("BAD KEY", [PART_RULE]),
        ("/A", [PREFIX_EMPTY]),
        ("A/B/C", [QUALIFIED_RULE]),
    ],
)
def test_keys_of_annotations_are_lowered_and_shown_as_sent(key: str, complaints: list[str]) -> None:
    document = an_import(annotations={key: "any value\n" * 3})
    assert details(document, "metadata.annotations") == complaints
    assert all(f'"{key}"' in cause.message for cause in validate(document))


@pytest.mark.parametrize(
    ("annotations", "fits"),
    [
        ({"a": "x" * 262143}, True),
        ({"a": "x" * 262144}, False),
        ({"a": "é" * 131071, "b": ""}, True),
        ({"a": "é" * 131071, "b": "x"}, False),
    ],
)
def test_annotations_have_262144_bytes_in_all(annotations: dict[str, str], fits: bool) -> None:
    too_long = ("metadata.annotations", "Too long: must have at most 262144 bytes")
    assert told(an_import(annotations=annotations)) == ([] if fits else [too_long])


def test_the_size_of_annotations_is_told_after_their_keys() -> None:
    (_, first), (_, second) = told(an_import(annotations={"/a": "x" * 262144}))
    assert first.startswith("Invalid value: ")
    assert second.startswith("Too long: ")


# -------------------------------------------------------------------------------------- finalizers


@pytest.mark.parametrize("name", ["orphan", "foregroundDeletion", "kubernetes", "example.com/x"])
def test_good_finalizers(name: str) -> None:
    assert told(an_import(finalizers=[name])) == []


def test_a_bad_finalizer_has_two_causes_with_all_of_the_first_kind_first() -> None:
    assert told(an_import(finalizers=["a b", "kubernetes", "c d"])) == [
        ("metadata.finalizers", f'Invalid value: "a b": {PART_RULE}'),
        ("metadata.finalizers", f'Invalid value: "c d": {PART_RULE}'),
        ("metadata.finalizers[0]", f'Invalid value: "a b": {FINALIZER_RULE}'),
        ("metadata.finalizers[2]", f'Invalid value: "c d": {FINALIZER_RULE}'),
    ]


def test_a_finalizer_of_one_word_is_not_enough() -> None:
    assert told(an_import(finalizers=["keep"])) == [
        ("metadata.finalizers[0]", f'Invalid value: "keep": {FINALIZER_RULE}')
    ]


def test_an_empty_finalizer_is_a_bad_one() -> None:
    assert told(an_import(finalizers=[""])) == [
        ("metadata.finalizers", f'Invalid value: "": {PART_EMPTY}'),
        ("metadata.finalizers", f'Invalid value: "": {PART_RULE}'),
        ("metadata.finalizers[0]", f'Invalid value: "": {FINALIZER_RULE}'),
    ]


def test_a_finalizer_with_a_slash_is_judged_as_a_qualified_name_only() -> None:
    assert told(an_import(finalizers=["Bad/x"])) == [
        ("metadata.finalizers", f'Invalid value: "Bad/x": {PREFIX_RULE}')
    ]


def test_two_ways_of_deletion_exclude_each_other() -> None:
    assert told(an_import(finalizers=["foregroundDeletion", "orphan"])) == [
        (
            "metadata.finalizers",
            'Invalid value: []string{"foregroundDeletion", "orphan"}: '
            "finalizer orphan and foregroundDeletion cannot be both set",
        )
    ]


# ------------------------------------------------------------------------------------------ owners


def owner(**fields: Any) -> dict[str, Any]:
    return {"apiVersion": "apps/v1", "kind": "Deployment", "name": "n", "uid": "u", **fields}


@pytest.mark.parametrize(
    ("version", "good"),
    [
        ("v1", True),
        ("/v1", True),
        ("apps/v1", True),
        ("", False),
        (None, False),
        ("/", False),
        ("apps/", False),
        ("a/b/c", False),
        ("//", False),
    ],
)
def test_versions_of_owners(version: str | None, good: bool) -> None:
    document = an_import(ownerReferences=[owner(apiVersion=version)])
    expected = (
        "metadata.ownerReferences.apiVersion",
        f'Invalid value: "{version or ""}": version must not be empty',
    )
    assert told(document) == ([] if good else [expected])


@pytest.mark.parametrize("empty", [{}, dict.fromkeys(("apiVersion", "kind", "name", "uid"), "")])
def test_an_owner_without_anything_lacks_four_things_and_has_no_index(empty: dict) -> None:
    assert told(an_import(ownerReferences=[owner(), empty])) == [
        ("metadata.ownerReferences.apiVersion", 'Invalid value: "": version must not be empty'),
        ("metadata.ownerReferences.kind", 'Invalid value: "": kind must not be empty'),
        ("metadata.ownerReferences.name", 'Invalid value: "": name must not be empty'),
        ("metadata.ownerReferences.uid", 'Invalid value: "": uid must not be empty'),
    ]


def test_the_pointer_of_an_owner_has_the_index_that_its_field_lacks() -> None:
    document = an_import(ownerReferences=[owner(), owner(uid="")])
    assert [cause.pointer for cause in validate(document)] == ["/metadata/ownerReferences/1/uid"]


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({}, '"v1", Kind:"Event", Name:"n", UID:"u", Controller:(*bool)(nil), Block'),
        ({"apiVersion": "/v1"}, '"/v1", Kind:"Event", Name:"n", UID:"u", Controller:(*bool)(nil)'),
        ({"name": 'a"b'}, '"v1", Kind:"Event", Name:"a\\"b", UID:"u", Controller:(*bool)(nil)'),
    ],
)
def test_an_event_cannot_own(fields: dict[str, Any], shown: str) -> None:
    event = owner(**{"apiVersion": "v1", "kind": "Event", **fields})
    ((field, message),) = told(an_import(ownerReferences=[event]))
    assert field == "metadata.ownerReferences"
    assert message.startswith(f"Invalid value: v1.OwnerReference{{APIVersion:{shown}")
    assert message.endswith(
        "BlockOwnerDeletion:(*bool)(nil)}: /v1, Kind=Event is disallowed from being an owner"
    )


@pytest.mark.parametrize("version", ["events.k8s.io/v1", "v1beta1"])
def test_only_events_of_the_core_group_in_version_1_are_kept_from_owning(version: str) -> None:
    assert told(an_import(ownerReferences=[owner(apiVersion=version, kind="Event")])) == []


def test_one_owner_may_be_the_controller() -> None:
    owners = [owner(controller=True), owner(controller=False), owner(controller=None)]
    assert told(an_import(ownerReferences=owners)) == []


def test_each_further_controller_is_told_with_the_first() -> None:
    names = ["a", "b", "c"]
    owners = [owner(name=name, controller=True) for name in names]
    causes = told(an_import(ownerReferences=owners))
    assert [field for field, _ in causes] == ["metadata.ownerReferences"] * 2
    told_of = [message.rpartition("}: ")[2] for _, message in causes]
    words = 'Only one reference can have Controller set to true. Found "true" in references for'
    assert told_of == [f"{words} a and b", f"{words} a and c"]


def test_owners_are_judged_one_by_one() -> None:
    owners = [owner(controller=True), owner(controller=True), owner(uid="")]
    fields = [field for field, _ in told(an_import(ownerReferences=owners))]
    assert fields == ["metadata.ownerReferences", "metadata.ownerReferences.uid"]


# --------------------------------------------------------------------- generation, managed fields


def test_the_generation_of_an_import_is_not_negative() -> None:
    assert told(an_import(generation=-1)) == [
        ("metadata.generation", "Invalid value: -1: must be greater than or equal to 0")
    ]
    assert told(an_import(generation=0)) == []


def test_the_generation_of_a_stream_is_the_servers_own() -> None:
    document = {"metadata": {"name": "app", "generation": -1}}
    assert told(document, "ImageStream") == []
    assert told(document["metadata"], "ObjectMeta") != []


def written(**fields: Any) -> dict[str, Any]:
    return {"operation": "Update", **fields}


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (written(fieldsType="FieldsV1", manager="oc"), []),
        (written(fieldsType="", manager="", subresource=""), []),
        ({}, [("operation", 'Invalid value: "": must be `Apply` or `Update`')]),
        (
            {"operation": "update"},
            [("operation", 'Invalid value: "update": must be `Apply` or `Update`')],
        ),
        (
            written(fieldsType="FieldsV2"),
            [("fieldsType", 'Invalid value: "FieldsV2": must be `FieldsV1`')],
        ),
        (written(manager="m" * 128), []),
        (written(manager="m" * 129), [("manager", "Too long: must have at most 128 bytes")]),
        (written(manager="é" * 65), [("manager", "Too long: must have at most 128 bytes")]),
        (
            written(manager="é\ta\u00a0"),
            [
                (
                    "manager",
                    r'Invalid value: "é\ta\u00a0": invalid character U+0009 (at position 2)',
                ),
                (
                    "manager",
                    r'Invalid value: "é\ta\u00a0": invalid character U+00A0 (at position 4)',
                ),
            ],
        ),
        (written(subresource="s" * 256), []),
        (
            written(subresource="s" * 257),
            [("subresource", "Too long: must have at most 256 bytes")],
        ),
    ],
)
def test_managed_fields(entry: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    document = an_import(managedFields=[written(), entry])
    expected = [(f"metadata.managedFields[1].{field}", message) for field, message in expected]
    assert told(document) == expected


def test_metadata_is_judged_in_the_order_of_the_server() -> None:
    document = an_import(
        managedFields=[{}],
        finalizers=["a b"],
        ownerReferences=[owner(uid="")],
        annotations={"/a": ""},
        labels={"/l": ""},
        generation=-1,
        namespace="N",
        name="N",
        generateName="N",
    )
    assert [field for field, _ in told(document)] == [
        "metadata.generateName",
        "metadata.name",
        "metadata.namespace",
        "metadata.generation",
        "metadata.labels",
        "metadata.annotations",
        "metadata.ownerReferences.uid",
        "metadata.finalizers",
        "metadata.managedFields[0].operation",
        "metadata.finalizers[0]",
    ]
