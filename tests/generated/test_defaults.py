"""Defaults (import semantics, section 3): what a server fills in before it judges a document."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from imagestreamimport import defaults
from imagestreamimport.validators import unknown_fields, validate
from tests.support.cases import Answer, answers, validation_cases
from tests.support.documents import kinds, nested, places, real_documents

DIGEST = "sha256:" + "0" * 64
FILLED = {"importPolicy": {"importMode": "Legacy"}, "referencePolicy": {"type": "Source"}}


def an_image(**fields: Any) -> dict[str, Any]:
    """The first image of an import, defaults applied."""
    applied = defaults.apply({"spec": {"images": [fields]}})
    return applied["spec"]["images"][0]


def written_out(value: Any) -> Any:
    """The value as the server writes it: false and null are left out."""
    if isinstance(value, dict):
        items = {key: written_out(item) for key, item in value.items()}
        return {key: item for key, item in items.items() if item is not None and item is not False}
    return [written_out(item) for item in value] if isinstance(value, list) else value


# The server drops what it does not know, and we keep it.
KNOWN = [answer for answer in answers() if not unknown_fields(answer.request)]
OTHERS = [answer for answer in answers() if unknown_fields(answer.request)]


@pytest.mark.parametrize("answer", KNOWN, ids=lambda answer: answer.id)
def test_the_server_fills_in_the_same(answer: Answer) -> None:
    ours = defaults.apply(answer.request)["spec"]
    assert written_out(ours) == written_out(answer.response["spec"])
    assert ours["import"] is answer.response["spec"]["import"]


@pytest.mark.parametrize("answer", answers(), ids=lambda answer: answer.id)
def test_what_the_server_answered_has_all_its_defaults(answer: Answer) -> None:
    assert defaults.apply(answer.response) == answer.response


@pytest.mark.parametrize("answer", OTHERS, ids=lambda answer: answer.id)
def test_unknown_fields_are_kept(answer: Answer) -> None:
    filled = defaults.apply(answer.request)
    assert unknown_fields(filled) == unknown_fields(answer.request) != []


def test_defaults_are_filled_in_once() -> None:
    for kind, document in real_documents():
        once = defaults.apply(document, kind)
        assert defaults.apply(once, kind) == once


def test_the_document_stays_as_it_is() -> None:
    for kind, document in real_documents():
        before = json.dumps(document)
        defaults.apply(document, kind)
        assert json.dumps(document) == before


@pytest.mark.parametrize("case", validation_cases(), ids=lambda case: case.id)
def test_filling_in_never_makes_a_good_document_bad(case: Any) -> None:
    filled = defaults.apply(case.document, case.kind)
    assert (validate(filled, case.kind) == []) == (validate(case.document, case.kind) == [])


# ------------------------------------------------------------------------------------- single rules


@pytest.mark.parametrize("policies", [{}, {"importPolicy": None, "referencePolicy": None}])
@pytest.mark.parametrize("kind", ["DockerImage", "ImageStreamTag", None])
def test_policies_are_filled_in_for_any_kind_of_source(kind: Any, policies: dict[str, Any]) -> None:
    source = {"from": {"kind": kind, "name": "app"}}
    assert an_image(**source, **policies) == {**source, **FILLED}
    applied = defaults.apply({"spec": {"repository": {**source, **policies}}})
    assert applied["spec"]["repository"] == {**source, **FILLED}
    applied = defaults.apply({"spec": {"tags": [{**source, **policies}]}}, "ImageStream")
    assert applied["spec"]["tags"] == [{**source, **FILLED}]


@pytest.mark.parametrize("empty", ["", None])
def test_an_empty_mode_and_an_empty_type_count_as_missing(empty: str | None) -> None:
    image = an_image(
        importPolicy={"importMode": empty, "insecure": True}, referencePolicy={"type": empty}
    )
    assert image["importPolicy"] == {"importMode": "Legacy", "insecure": True}
    assert image["referencePolicy"] == {"type": "Source"}


@pytest.mark.parametrize("other", ["PreserveOriginal", "legacy", "Local", 5, [], {}, False])
def test_any_other_value_is_kept(other: Any) -> None:
    image = an_image(importPolicy={"importMode": other}, referencePolicy={"type": other})
    assert image["importPolicy"] == {"importMode": other}
    assert image["referencePolicy"] == {"type": other}


@pytest.mark.parametrize(("given", "filled"), [({}, False), ({"import": None}, False)])
def test_import_is_false_where_nothing_is_said(given: dict[str, Any], filled: bool) -> None:
    assert defaults.apply({"spec": given}) == {"spec": {"import": filled}}


@pytest.mark.parametrize("given", [True, False, "true", 1])
def test_import_is_kept_where_something_is_said(given: Any) -> None:
    assert defaults.apply({"spec": {"import": given}})["spec"]["import"] is given


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("app", None),
        ("app:v1", "v1"),
        ("r.test:5000/a/b:1.0", "1.0"),
        (f"app:v1@{DIGEST}", "v1"),
        (f"app@{DIGEST}", None),
        ("r.test:5000", None),
        ("localhost:v1", None),
        ("app:", None),
        ("a//b:v1", None),
        ("A:v1", None),
        ("*", None),
        ("", None),
        (None, None),
        (5, None),
        (["app:v1"], None),
        ({"app": "v1"}, None),
    ],
)
def test_the_target_is_the_tag_that_the_source_names(name: Any, tag: str | None) -> None:
    for missing in ({}, {"to": None}):
        image = an_image(**{"from": {"kind": "DockerImage", "name": name}}, **missing)
        assert image.get("to") == (None if tag is None else {"name": tag})


@pytest.mark.parametrize(
    "target", [{}, {"name": ""}, {"name": None}, {"name": "x"}, [], "", 0, False]
)
def test_a_target_that_is_there_is_left_alone(target: Any) -> None:
    image = an_image(**{"from": {"name": "app:v1"}, "to": target})
    assert image["to"] == target


@pytest.mark.parametrize("source", [None, [], "app:v1", 1, {}])
def test_an_odd_source_gives_no_target(source: Any) -> None:
    assert not an_image(**{"from": source}).get("to")
    assert "to" not in an_image()


def test_only_entries_of_an_import_get_a_target() -> None:
    entry = {"from": {"kind": "DockerImage", "name": "app:v1"}}
    assert "to" not in defaults.apply({"spec": {"repository": entry}})["spec"]["repository"]
    assert "to" not in defaults.apply({"spec": {"tags": [entry]}}, "ImageStream")["spec"]["tags"][0]


def test_nothing_else_is_made() -> None:
    for document in (
        {},
        {"metadata": {}},
        {"spec": None},
        {"spec": {"import": True, "images": None}},
    ):
        assert defaults.apply(document) == document
    assert defaults.apply({"spec": {"tags": []}}, "ImageStream") == {"spec": {"tags": []}}


def test_the_stream_inside_an_answer_is_filled_in_too() -> None:
    stream = {"spec": {"tags": [{"name": "t"}]}}
    applied = defaults.apply({"status": {"import": stream}})
    assert applied["status"]["import"]["spec"]["tags"] == [{"name": "t", **FILLED}]


# ------------------------------------------------------------------------------------- every kind


def test_every_kind_is_known() -> None:
    for kind in kinds():
        assert defaults.apply({"a": [{}]}, kind)["a"] == [{}]


@pytest.mark.parametrize(
    ("kind", "filled"),
    [
        ("ImageImportSpec", FILLED),
        ("RepositoryImportSpec", FILLED),
        ("TagReference", FILLED),
        ("TagImportPolicy", {"importMode": "Legacy"}),
        ("TagReferencePolicy", {"type": "Source"}),
        ("ImageStreamImportSpec", {"import": False}),
        ("ObjectMeta", {}),
        ("Image", {}),
    ],
)
def test_a_definition_by_itself_is_filled_in(kind: str, filled: dict[str, Any]) -> None:
    assert defaults.apply({}, kind) == filled


# ------------------------------------------------------------------------------------ how it copies


def test_nothing_is_shared_with_the_document() -> None:
    shared = {"f:a": [{}]}
    image = {"from": {"name": "app:v1"}, "importPolicy": {}}
    document = {
        "metadata": {"managedFields": [{"fieldsV1": shared}, {"fieldsV1": shared}]},
        "spec": {"images": [image, image]},
        "status": {"unknown": shared},
    }
    before = copy.deepcopy(document)
    applied = defaults.apply(document)

    def objects(value: Any) -> set[int]:
        found = {id(value)} if isinstance(value, dict | list) else set()
        inner = value.values() if isinstance(value, dict) else value
        return found.union(*map(objects, inner)) if found else found

    assert not objects(applied) & objects(document)
    applied["spec"]["images"][0]["importPolicy"]["insecure"] = True
    assert applied["spec"]["images"][1]["importPolicy"] == {"importMode": "Legacy"}
    assert document == before


def test_two_results_share_nothing() -> None:
    first, second = an_image(), an_image()
    first["importPolicy"]["importMode"] = "x"
    assert second == FILLED
    assert an_image() == FILLED


def inner_levels(value: Any) -> list[Any]:
    """The value and what lies in it, level by level, down to the first text."""
    levels = []
    while not isinstance(value, str):
        levels.append(value)
        value = value[0] if isinstance(value, list) else value["a"]
    return levels


@pytest.mark.parametrize("of", ["object", "array", "both"])
def test_a_document_deeper_than_the_stack_is_copied(of: str) -> None:
    deep = nested(10_000, of=of, inside="end")
    applied = defaults.apply({"spec": {"images": [{"from": deep, "x": deep}]}, "deep": deep})
    copied, original = inner_levels(applied["deep"]), inner_levels(deep)
    assert all(left is not right for left, right in zip(copied, original, strict=True))
    assert len(original) == 10_000
    assert applied["spec"]["images"][0]["importPolicy"] == {"importMode": "Legacy"}
