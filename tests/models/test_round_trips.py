"""A document read and written back is the same document."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from imagestreamimport import models, validators
from imagestreamimport.models import ImageStreamImport, decode, encode
from tests.support.cases import answers
from tests.support.documents import own_files, read
from tests.support.folding import folded
from tests.support.generator import CANONICAL, make

SCHEMA: dict[str, Any] = json.loads(CANONICAL.read_text("utf-8"))
DEFINITIONS: dict[str, Any] = {SCHEMA["title"]: SCHEMA, **SCHEMA["$defs"]}
CLASSES = [name for name, schema in DEFINITIONS.items() if "properties" in schema]

# Every kind of value at once: null, absent, "", [] and {} each in several places.
DOCUMENT: dict[str, Any] = {
    "kind": "ImageStreamImport",
    "apiVersion": "image.openshift.io/v1",
    "metadata": {
        "name": "app",
        "generateName": "",
        "creationTimestamp": None,
        "labels": {},
        "annotations": {"": "", "a/b": "{}", "ü": "\U0001f600\u2028"},
        "finalizers": [],
        "ownerReferences": [{"apiVersion": "v1", "kind": "", "uid": None, "controller": False}],
        "managedFields": [{"fieldsV1": {"f:spec": {"f:tags": {}, ".": {}}}, "time": None}],
        "generation": -(2**63),
        "deletionGracePeriodSeconds": 0,
    },
    "spec": {
        "import": False,
        "images": [
            {"from": {"kind": "DockerImage", "name": "registry.example/a/b:1"}, "to": None},
            {"from": {}, "importPolicy": {}, "referencePolicy": {"type": ""}},
            {"to": {"name": ""}, "includeManifest": None},
        ],
        "repository": None,
    },
    "status": {
        "images": [
            {
                "status": {"code": 2**31 - 1, "details": {"causes": [], "retryAfterSeconds": None}},
                "image": {
                    "dockerImageMetadata": {"Config": {"Env": ["A=1", None], "n": 1.5}, "Size": 7},
                    "dockerImageLayers": None,
                    "dockerImageSignatures": ["/+8=", ""],
                    "signatures": [{"content": "AA==", "signedClaims": {"": ""}}],
                    "dockerImageManifest": '{"schemaVersion": 2}\n',
                },
            }
        ],
        "repository": {"additionalTags": [], "images": [], "status": {}},
    },
}


def _packed(document: object) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def test_nothing_is_lost_but_what_says_nothing() -> None:
    written = json.loads(encode(decode(_packed(DOCUMENT))))
    assert folded(written) == folded(DOCUMENT)
    image = written["status"]["images"][0]["image"]
    # Free-form objects stay as they are to the last null.
    expected = {"Config": {"Env": ["A=1", None], "n": 1.5}, "Size": 7}
    assert image["dockerImageMetadata"] == expected


def test_absent_null_and_empty_read_alike() -> None:
    spec = models.ImageStreamImportSpec
    read = [decode(text, spec) for text in (b"{}", b'{"images": null}', b'{"images": []}')]
    assert read == [spec(), spec(), spec()]
    assert [each.images for each in read] == [[], [], []]
    metadata = decode(b'{"labels": null, "namespace": null}', models.ObjectMeta)
    assert (metadata.labels, metadata.namespace) == ({}, None)
    assert encode(metadata) == b"{}"


@pytest.mark.parametrize(
    ("text", "as_go_reads_it"),
    [
        ('{"spec": {"images": [null, {}]}}', {"spec": {"images": [{}, {}]}}),
        ('{"metadata": {"labels": {"a": null}}}', {"metadata": {"labels": {"a": ""}}}),
        ('{"metadata": {"finalizers": [null]}}', {"metadata": {"finalizers": [""]}}),
    ],
)  # fmt: skip
def test_null_in_lists_and_maps_is_the_empty_value(text: str, as_go_reads_it: object) -> None:
    assert json.loads(encode(decode(text))) == as_go_reads_it


def test_text_is_read_like_bytes() -> None:
    assert decode(_packed(DOCUMENT).decode()) == decode(_packed(DOCUMENT))


def test_what_was_written_is_read_as_an_equal_value() -> None:
    value = decode(_packed(DOCUMENT))
    assert decode(encode(value)) == value


@pytest.mark.parametrize("answer", answers(), ids=lambda answer: answer.id)
def test_an_answer_of_the_reference_loses_nothing(answer: Any) -> None:
    written = json.loads(encode(decode(_packed(answer.response))))
    assert folded(written) == folded(answer.response)


@pytest.mark.parametrize("path", own_files(), ids=lambda path: path.name)
def test_a_document_of_any_age_loses_nothing_but_unknown_fields(path: Path) -> None:
    document = read(path)
    kind = document["kind"]
    written = json.loads(encode(decode(_packed(document), getattr(models, kind))))
    if not validators.unknown_fields(document, kind):
        assert folded(written) == folded(document)
    assert validators.unknown_fields(written, kind) == []


def _empty_values(schema: Any) -> Iterator[object]:
    """The values that are easily taken for absent ones."""
    while "$ref" in schema:
        schema = DEFINITIONS[schema["$ref"].removeprefix("#/$defs/")]
    yield None
    yield {"string": "", "array": [], "object": {}, "integer": 0, "boolean": False}[schema["type"]]


def test_an_exact_schema_keeps_null_absent_and_empty_apart(tmp_path: Path) -> None:
    """The same definitions, read exactly: each empty value of each field comes back as it was."""
    exact = {
        key: value
        for key, value in SCHEMA.items()
        if key not in ("x-absence", "x-empty-values", "x-kubernetes-resources")
    }
    cases = {
        name: [
            _packed({field: value}).decode()
            for field, schema in DEFINITIONS[name]["properties"].items()
            for value in _empty_values(schema)
        ]
        for name in CLASSES
    }
    code = """
        import json, sys
        for name, texts in json.load(sys.stdin).items():
            model = globals()[name]
            assert encode(decode(b"{}", model)) == b"{}", name
            for text in texts:
                assert encode(decode(text, model)) == text.encode(), (name, text)
        print("done")
    """
    assert make(tmp_path, exact).run(code, stdin=json.dumps(cases)) == "done\n"


@pytest.mark.parametrize("name", [name for name in DEFINITIONS if name not in CLASSES])
def test_a_free_form_definition_is_read_whole(name: str) -> None:
    text = b'{"any":[1,null,{"thing":""}]}'
    assert encode(decode(text, getattr(models, name))) == text


def test_unknown_fields_are_left_out_wherever_they_stand() -> None:
    text = '{"Foo": 1, "metadata": {"name": "a", "foo": {}}, "spec": {"images": [{"x": []}]}}'
    assert encode(decode(text)) == b'{"metadata":{"name":"a"},"spec":{"images":[{}]}}'


def test_fields_that_differ_in_case_only_are_unknown() -> None:
    assert encode(decode('{"Spec": {}, "apiversion": "v1"}')) == b"{}"


def test_values_that_no_release_knows_are_read() -> None:
    document = {
        "apiVersion": "image.openshift.io/v9",
        "spec": {
            "images": [
                {
                    "from": {"kind": "Tomorrow"},
                    "importPolicy": {"importMode": "Newest"},
                    "referencePolicy": {"type": "Elsewhere"},
                }
            ]
        },
        "status": {"images": [{"status": {"status": "Maybe", "reason": "Why"}}]},
    }
    value = decode(_packed(document))
    assert json.loads(encode(value)) == document
    assert type(value.api_version) is str


def test_a_field_that_comes_twice_is_its_last_value() -> None:
    assert decode('{"apiVersion": "a", "apiVersion": "b"}').api_version == "b"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"spec": {"images": [{}, {"from": {"name": 1}}]}}', "$.spec.images[1].from.name"),
        ('{"spec": {"import": "true"}}', "$.spec.import"),
        ('{"metadata": {"labels": {"a": 1}}}', "$.metadata.labels[...]"),
        ('{"metadata": {"generation": 9223372036854775808}}', "$.metadata.generation"),
        ('{"status": {"images": [{"status": {"code": 2147483648}}]}}', "status.code"),
        ('{"spec": []}', "$.spec"),
        ("[]", "Expected `object`"),
    ],
)
def test_an_error_names_the_place(text: str, place: str) -> None:
    with pytest.raises(msgspec.ValidationError) as raised:
        decode(text)
    assert place in str(raised.value)


def test_a_document_of_another_kind_is_refused_with_the_right_call() -> None:
    with pytest.raises(msgspec.ValidationError) as raised:
        decode(b'{"kind": "ImageStream"}')
    assert str(raised.value) == (
        "the document is of kind 'ImageStream', not 'ImageStreamImport': decode(data, ImageStream)"
    )
    with pytest.raises(msgspec.ValidationError, match="from_dict"):
        models.from_dict({"kind": "ImageStream"})
    assert models.from_dict({"kind": "ImageStream"}, models.ImageStream).kind == "ImageStream"


def test_dicts_are_read_and_made_like_texts() -> None:
    value = decode(_packed(DOCUMENT))
    assert models.from_dict(DOCUMENT) == value
    assert models.to_dict(value) == json.loads(encode(value))


@pytest.mark.parametrize("text", ["", "{", '{"spec": }', "nul", b'{"kind": "\xff"}'])
def test_what_is_not_json_is_refused(text: str | bytes) -> None:
    with pytest.raises(msgspec.DecodeError):
        decode(text)


def test_one_document_after_another_of_different_types() -> None:
    """Decoders are kept by type: one must not answer for another."""
    assert type(decode(b'{"metadata": {}}')) is ImageStreamImport
    assert type(decode(b'{"metadata": {}}', models.ImageStream)) is models.ImageStream
    assert decode(b'{"name": "a"}', models.ObjectMeta).name == "a"
    assert decode(b"[{}]", list[models.Image]) == [models.Image()]
    assert decode(b"{}").metadata is None
