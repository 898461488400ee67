"""Rules beyond types that the cases of the reference leave open.

Source: import semantics, sections 4 and 14.3.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from imagestreamimport.validators import is_valid, validate
from tests.support.cases import validation_cases
from tests.support.documents import a_stream, an_import, definition, pieces, put, without

GOOD = "registry.test/team/app"
DIGEST = "sha256:" + "0" * 64
MODE_RULE = "invalid import mode, valid modes are '', 'Legacy', 'PreserveOriginal'"
FORM_RULE = "must be of the form <tag>, <repo>:<tag>, <id>, or <repo>@<id>"


def an_image(**fields: Any) -> dict[str, Any]:
    """An import of one image."""
    return {"metadata": {"name": "app"}, "spec": {"images": [fields]}}


def told(document: Any, kind: str = "ImageStreamImport") -> list[tuple[str, str]]:
    """Field and message of each cause."""
    return [(cause.field, cause.message) for cause in validate(document, kind)]


# ------------------------------------------------------------------------------ imports (section 4)


def test_specification_comes_before_metadata_for_imports_and_after_it_for_streams() -> None:
    document = {"metadata": {"name": "A"}, "spec": {"dockerImageRepository": "B"}}
    assert [cause.field for cause in validate(document)] == ["spec.images", "metadata.name"]
    fields = [cause.field for cause in validate(document, "ImageStream")]
    assert fields == ["metadata.name", "spec.dockerImageRepository"]


@pytest.mark.parametrize("kind", ["ImageStreamTag", "", None])
def test_a_star_of_another_kind_is_no_star(kind: str | None) -> None:
    image = {"from": {"kind": kind, "name": "*"}, "importPolicy": {"importMode": "x"}}
    assert told(an_image(**image)) == [
        (
            "spec.images[0].from.kind",
            f'Invalid value: "{kind or ""}": only DockerImage is supported',
        ),
        ("spec.images[0].importPolicy.importMode", f'Invalid value: "x": {MODE_RULE}'),
    ]


def test_a_star_still_needs_a_target_name() -> None:
    image = {
        "from": {"kind": "DockerImage", "name": "*"},
        "to": {},
        "importPolicy": {"importMode": "x"},
    }
    assert told(an_image(**image)) == [
        (
            "spec.images[0].to.name",
            'Invalid value: "": the name of the target tag must be specified',
        )
    ]


def test_the_mode_is_judged_even_where_the_kind_is_wrong() -> None:
    image = {"from": {}, "to": {}, "importPolicy": {"importMode": "legacy"}}
    assert [field for field, _ in told(an_image(**image))] == [
        "spec.images[0].from.kind",
        "spec.images[0].importPolicy.importMode",
    ]


@pytest.mark.parametrize("fields", [{}, {"from": None}, {"from": {}}])
def test_a_missing_source_is_told_by_its_kind_alone(fields: dict[str, Any]) -> None:
    expected = 'Invalid value: "": only DockerImage is supported'
    assert told(an_image(**fields)) == [("spec.images[0].from.kind", expected)]
    document = {"metadata": {"name": "app"}, "spec": {"repository": fields}}
    assert told(document) == [("spec.repository.from.kind", expected)]


@pytest.mark.parametrize("images", [None, []])
def test_images_or_a_repository_are_needed(images: Any) -> None:
    nothing = [
        (
            "spec.images",
            'Invalid value: "null": you must specify at least one image or a repository import',
        )
    ]
    spec = {"images": images, "repository": None}
    for document in ({**an_import(), "spec": spec}, an_import() | {"spec": None}):
        assert told(document) == nothing
    assert told({"metadata": {"name": "app"}}) == nothing


def test_an_empty_document_lacks_both_a_source_and_a_name() -> None:
    assert [cause.pointer for cause in validate({})] == ["/spec/images", "/metadata/name"]


def test_each_image_and_the_repository_are_judged_in_order() -> None:
    bad = {"from": {"kind": "DockerImage", "name": "A"}}
    document = {
        "metadata": {"name": "app"},
        "spec": {"repository": bad, "images": [bad, {"from": {"kind": "x"}}, bad]},
    }
    assert [field for field, _ in told(document)] == [
        "spec.images[0].from.name",
        "spec.images[1].from.kind",
        "spec.images[2].from.name",
        "spec.repository.from.name",
    ]


@pytest.mark.parametrize("name", ["localhost:5000", "registry.test", "localhostess:v1"])
def test_a_registry_alone_has_neither_tag_nor_digest(name: str) -> None:
    repository = {"from": {"kind": "DockerImage", "name": name}}
    assert told({"metadata": {"name": "app"}, "spec": {"repository": repository}}) == []


def test_what_nobody_checks() -> None:
    image = {
        "from": {"kind": "DockerImage", "name": f"{GOOD}@{DIGEST}", "namespace": "No / such"},
        "to": {"name": " / "},
        "importPolicy": {"scheduled": True},
        "referencePolicy": {"type": "Remote"},
    }
    document = {"metadata": {"name": "a" * 300}, "spec": {"import": True, "images": [image, image]}}
    assert told(document) == []


def test_rules_do_not_reach_into_the_status() -> None:
    bad_tag = {"name": "t", "from": {"kind": "x"}, "referencePolicy": {"type": "x"}}
    bad_stream = {"metadata": {"labels": {"/": ""}}, "spec": {"tags": [bad_tag]}}
    bad_image = {"metadata": {"name": "A/B", "generation": -1}}
    status = {"import": bad_stream, "images": [{"image": bad_image, "manifests": [bad_image]}]}
    assert told({**an_import(), "status": status}) == []
    stream = {**a_stream(), "status": {"tags": [{"items": [{"dockerImageReference": "A//B"}]}]}}
    assert told(stream, "ImageStream") == []


# --------------------------------------------------------------------------- streams (section 14.3)


def folded(summary: str) -> tuple[str, str]:
    return ("[]", f'Internal error: imagestreams "app" is invalid: {summary}')


def test_one_problem_of_resolution_stands_alone_in_its_cause() -> None:
    tag = {"name": "t", "from": {"kind": "ImageStreamTag", "name": "a:b:c"}}
    summary = f'spec.tags[t].from.name: Invalid value: "a:b:c": {FORM_RULE}'
    assert told(a_stream(tag), "ImageStream") == [folded(summary)]


def test_several_problems_of_resolution_become_a_list_in_one_cause() -> None:
    first = {"name": "1", "from": {"kind": "ImageStreamTag", "name": "a:b:c"}}
    second = {"name": "2", "from": {"kind": "ImageStreamImage", "name": "a@b@c"}}
    assert told(a_stream(first, second), "ImageStream") == [
        folded(
            f'[spec.tags[1].from.name: Invalid value: "a:b:c": {FORM_RULE}, '
            f'spec.tags[2].from.name: Invalid value: "a@b@c": {FORM_RULE}]'
        )
    ]


@pytest.mark.parametrize(
    ("kind", "name", "good"),
    [
        ("ImageStreamTag", "latest", True),
        ("ImageStreamTag", "other:latest", True),
        ("ImageStreamTag", "a@b@c", True),
        ("ImageStreamTag", "a:b:c", False),
        ("ImageStreamTag", "::", False),
        ("ImageStreamImage", DIGEST, True),
        ("ImageStreamImage", f"other@{DIGEST}", True),
        ("ImageStreamImage", "a@b@c", False),
        ("ImageStreamImage", "a\n@b\n@", False),
    ],
)
def test_forms_of_names_of_other_tags_and_images(kind: str, name: str, good: bool) -> None:
    causes = validate(a_stream({"name": "t", "from": {"kind": kind, "name": name}}), "ImageStream")
    assert [cause.field for cause in causes] == ([] if good else ["[]"])


def test_the_name_in_a_folded_cause_is_that_of_the_stream() -> None:
    document = {**a_stream({"name": "t", "from": {"kind": "DockerImage"}}), "metadata": None}
    first, second, third = told(document, "ImageStream")
    assert first[1].startswith('Internal error: imagestreams "" is invalid: spec.tags[t].from.name')
    assert [second[0], third[0]] == ["metadata.name", "spec.tags[t].from.name"]


def test_the_pointer_of_a_folded_cause_is_the_document() -> None:
    (cause,) = validate(
        a_stream({"name": "t", "from": {"kind": "ImageStreamTag", "name": "::"}}), "ImageStream"
    )
    assert (cause.field, cause.pointer, cause.reason) == ("[]", "", "InternalError")


@pytest.mark.parametrize("first", ["t", "", None])
def test_of_tags_with_one_name_the_last_counts(first: str | None) -> None:
    bad = {"name": first, "from": {"kind": "DockerImage", "name": "A"}}
    good = {"name": first or "", "from": {"kind": "DockerImage", "name": "a"}}
    assert told(a_stream(bad, good), "ImageStream") == []
    (cause,) = validate(a_stream(good, bad), "ImageStream")
    assert cause.pointer == "/spec/tags/1/from/name"


def test_a_tag_without_a_name_is_the_tag_with_the_empty_name() -> None:
    bad = {"from": {"kind": "DockerImage", "name": "A"}}
    assert told(a_stream({**bad, "name": ""}, {"from": None}), "ImageStream") == []


def test_what_is_no_tag_replaces_none() -> None:
    bad = {"name": "", "referencePolicy": {"type": "x"}}
    fields = [cause.field for cause in validate(a_stream(bad, 5), "ImageStream")]
    assert fields == ["spec.tags[1]", "spec.tags[].referencePolicy.type"]


@pytest.mark.parametrize("name", ["latest", "1", "", "a[0].b", "]", "a/b~c", 'q"'])
def test_the_name_of_a_tag_stands_in_the_field_as_it_is(name: str) -> None:
    (cause,) = validate(a_stream({"name": name, "referencePolicy": {"type": "x"}}), "ImageStream")
    assert cause.field == f"spec.tags[{name}].referencePolicy.type"
    assert cause.pointer == "/spec/tags/0/referencePolicy/type"


def test_a_bad_name_of_a_bare_pointer_is_told_again_for_the_history() -> None:
    tag = {"name": "t", "reference": True, "from": {"kind": "DockerImage", "name": "A"}}
    message = 'Invalid value: "A": repository name must be lowercase'
    assert told(a_stream(tag), "ImageStream") == [
        ("spec.tags[t].from.name", message),
        ("status.tags[t].items[0].dockerImageReference", message),
    ]
    for reference in (False, None):
        assert len(told(a_stream({**tag, "reference": reference}), "ImageStream")) == 1


def test_a_pointer_to_another_tag_is_not_read_as_an_image_reference() -> None:
    tag = {"name": "t", "reference": True, "from": {"kind": "ImageStreamTag", "name": "A//"}}
    assert told(a_stream(tag), "ImageStream") == []


def test_policies_are_judged_without_a_source() -> None:
    tag = {
        "name": "t",
        "referencePolicy": {"type": "source"},
        "importPolicy": {"importMode": "legacy"},
    }
    assert told(a_stream(tag), "ImageStream") == [
        (
            "spec.tags[t].referencePolicy.type",
            'Invalid value: "source": valid values are "Source", "Local"',
        ),
        ("spec.tags[t].importPolicy.importMode", f'Invalid value: "legacy": {MODE_RULE}'),
    ]


@pytest.mark.parametrize("kind", ["ImageStreamTag", "ImageStreamImage"])
def test_only_outside_images_are_scheduled(kind: str) -> None:
    tag = {"name": "t", "from": {"kind": kind, "name": "x"}, "importPolicy": {"scheduled": True}}
    assert told(a_stream(tag), "ImageStream") == [
        (
            "spec.tags[t].importPolicy.scheduled",
            "Invalid value: true: only tags pointing to Docker repositories may be scheduled for "
            "background import",
        )
    ]


def test_all_that_is_wrong_with_one_tag() -> None:
    tag = {
        "name": "t",
        "from": {"kind": "Pod", "name": ""},
        "importPolicy": {"scheduled": True, "importMode": "x"},
        "referencePolicy": {"type": "x"},
    }
    assert [
        field for field, _ in told(a_stream(tag, dockerImageRepository="A"), "ImageStream")
    ] == [
        "[]",
        "spec.dockerImageRepository",
        "spec.tags[t].from.name",
        "spec.tags[t].from.kind",
        "spec.tags[t].referencePolicy.type",
        "spec.tags[t].importPolicy.importMode",
    ]


def test_the_repository_of_a_stream_has_neither_tag_nor_digest() -> None:
    name = f"team/app:1@{DIGEST}"
    assert [
        message for _, message in told(a_stream(dockerImageRepository=name), "ImageStream")
    ] == [
        f'Invalid value: "{name}": the repository name may not contain a tag',
        f'Invalid value: "{name}": the repository name may not contain an ID',
    ]


# -------------------------------------------------------------------------------------------- null


@pytest.mark.parametrize("case", validation_cases(), ids=lambda case: case.id)
def test_null_means_absent_to_every_rule(case) -> None:
    for kind, place, piece in pieces(case.kind, case.document):
        for name in definition(kind)["properties"]:
            there = put(case.document, place, {**piece, name: None})
            absent = without(there, (*place, name))
            assert validate(there, case.kind) == validate(absent, case.kind), (*place, name)


def test_a_null_in_a_list_or_a_map_is_the_empty_value_of_its_type() -> None:
    images = an_import() | {"spec": {"images": [None]}}
    assert told(images) == [
        ("spec.images[0].from.kind", 'Invalid value: "": only DockerImage is supported')
    ]
    metadata = {"name": "a", "annotations": {"x": None}, "labels": {"app": None}}
    spec = {"tags": [None, {"name": "1", "annotations": {"description": None}}]}
    assert validate({"metadata": metadata, "spec": spec}, "ImageStream") == []
    # A rule sees what was read: an empty finalizer is no finalizer, whoever wrote it.
    of_null, of_empty = ({"metadata": {"name": "a", "finalizers": [value]}} for value in (None, ""))
    assert validate(of_null, "ImageStream") == validate(of_empty, "ImageStream") != []


def test_nulls_are_read_in_a_copy() -> None:
    document = {"metadata": {"name": "a", "labels": {"app": None, "tier": "x"}}, "spec": {}}
    before = deepcopy(document)
    assert is_valid(document, "ImageStream")
    assert document == before
    wrong = {"metadata": {"name": "a", "labels": {"app": None, "tier": 1}}}
    assert [cause.field for cause in validate(wrong, "ImageStream")] == ["metadata.labels[tier]"]
    assert not is_valid(wrong, "ImageStream")
