"""Whatever JSON can say, wherever it stands: an answer, never an exception, and always the same."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imagestreamimport import defaults
from imagestreamimport.causes import Cause
from imagestreamimport.validators import is_valid, unknown_fields, validate
from tests.support.documents import (
    Place,
    an_import,
    complete,
    kinds,
    nested,
    own_files,
    places,
    put,
    read,
    schema,
)

# On a busy machine making up examples takes its time.
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
DEEP = {f"deep {of}": nested(10_000, of=of) for of in ("object", "array", "both")}
ODD: dict[str, Any] = {
    "null": None,
    "true": True,
    "false": False,
    "zero": 0,
    "minus one": -1,
    "one point zero": 1.0,
    "minus zero": -0.0,
    "infinite": math.inf,
    "no number": math.nan,
    "huge": 10**5000,
    "hugely negative": -(10**5000),
    "empty text": "",
    "half a character": "\ud800",
    "zero byte": "\x00",
    "long text": "a-" * 50_000,
    "empty list": [],
    "empty object": {},
    "list of null": [None],
    "list of texts": ["orphan", "foregroundDeletion"],
    "odd keys": {"": 1, " ": 2, "a/b": 3, "~": 4, "\ud800": 5, "__class__": 6, "0": 7, "é\n": 8},
    "known keys": {"name": [], "kind": {}, "from": 1, "images": 2, "tags": 3, "metadata": 4},
    **DEEP,
}
OWN = {path.name: read(path) for path in own_files()}


def judge(document: Any, kind: str) -> list[Cause]:
    """All that can be asked about a document; the two validators have to agree."""
    causes = validate(document, kind)
    assert is_valid(document, kind) is (not causes)
    assert isinstance(unknown_fields(document, kind), list)
    defaults.apply(document, kind)
    return causes


def judge_with(document: Any, place: Place, odd: str, kind: str) -> None:
    """Judge the document with something odd at the place; a failure tells which."""
    changed = put(document, place, ODD[odd])
    if not isinstance(changed, dict):
        return
    try:
        judge(changed, kind)
    except Exception as error:
        raise AssertionError(f"{odd} at {place}") from error


# The smallest is tried in every run.
_LARGER = sorted(OWN, key=lambda name: len(list(places(OWN[name]))))[1:]


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.long] * (name in _LARGER)) for name in OWN]
)
def test_every_place_of_a_real_document_may_hold_anything(name: str) -> None:
    for place in places(OWN[name]):
        for odd in ODD.keys() - {"deep object", "deep array"}:
            judge_with(OWN[name], place, odd, OWN[name]["kind"])


@pytest.mark.parametrize("kind", kinds())
def test_every_place_of_every_kind_may_hold_anything(kind: str) -> None:
    document = complete(kind)
    # What lies deeper belongs to other kinds.
    for place in (place for place in places(document) if len(place) <= 2):
        for odd in ODD.keys() - DEEP.keys():
            judge_with(document, place, odd, kind)


@pytest.mark.parametrize("of", ["object", "array", "both"])
@pytest.mark.parametrize("name", OWN)
def test_a_value_is_judged_the_same_however_deep_it_goes_on(name: str, of: str) -> None:
    document, shallow, deep = OWN[name], nested(4, of=of), DEEP[f"deep {of}"]
    for place in filter(None, places(document)):
        expected = validate(put(document, place, shallow), document["kind"])
        assert validate(put(document, place, deep), document["kind"]) == expected, place


@pytest.mark.parametrize("kind", kinds())
def test_every_kind_judges_any_object_and_nothing_else(kind: str) -> None:
    for value in ODD.values():
        if isinstance(value, dict):
            judge(value, kind)
            continue
        for ask in (validate, is_valid, unknown_fields, defaults.apply):
            with pytest.raises(TypeError, match="a JSON document as a dict, or a model"):
                ask(value, kind)


# Keys that the schema knows lead the junk to where it is looked at.
KEYS = st.sampled_from(
    sorted({name for definition in [schema(), *schema()["$defs"].values()]
            for name in definition.get("properties", {})})
) | st.text(max_size=5)  # fmt: skip
WORDS = st.sampled_from(
    [
        "DockerImage",
        "ImageStreamTag",
        "*",
        "app:v1",
        "A",
        "v1",
        "Event",
        "orphan",
        "-",
        "ImageStream",
    ]
)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | WORDS
    | st.text(st.characters(), max_size=8),
    lambda values: st.lists(values, max_size=4) | st.dictionaries(KEYS, values, max_size=6),
    max_leaves=20,
)


@pytest.mark.long
@settings(UNHURRIED, max_examples=100)
@given(JSON, st.sampled_from(kinds()))
def test_made_up_values_are_judged(value: Any, kind: str) -> None:
    judge(value if isinstance(value, dict) else {"spec": value}, kind)


@pytest.mark.long
@settings(UNHURRIED, max_examples=100)
@given(JSON, JSON, JSON, st.sampled_from(["ImageStreamImport", "ImageStream"]))
def test_made_up_parts_of_documents_are_judged(
    metadata: Any, spec: Any, status: Any, kind: str
) -> None:
    judge({"metadata": metadata, "spec": spec, "status": status}, kind)


@pytest.mark.long
@settings(UNHURRIED, max_examples=80)
@given(st.lists(st.dictionaries(KEYS, JSON, max_size=6), max_size=4))
def test_made_up_images_and_tags_are_judged(items: list[Any]) -> None:
    judge({"metadata": {"name": "app"}, "spec": {"images": items}}, "ImageStreamImport")
    judge({"metadata": {"name": "app"}, "spec": {"tags": items}}, "ImageStream")


@pytest.mark.long
@settings(UNHURRIED, max_examples=80)
@given(st.dictionaries(KEYS, JSON, max_size=8), JSON)
def test_made_up_metadata_is_judged(metadata: dict[str, Any], entry: Any) -> None:
    metadata |= {"ownerReferences": [entry, entry], "managedFields": [entry], "finalizers": [entry]}
    judge(an_import(**{**metadata, "name": entry}), "ImageStreamImport")


@pytest.mark.parametrize("of", ["object", "array", "both"])
@pytest.mark.parametrize("key", ["dockerImageMetadata", "fieldsV1", "unheardOf"])
def test_free_form_places_take_any_depth(key: str, of: str) -> None:
    free = {"a": DEEP[f"deep {of}"]}
    document = {
        **an_import(managedFields=[{"operation": "Apply", key: free}]),
        "status": {"images": [{"image": {key: free}}]},
    }
    assert judge(document, "ImageStreamImport") == []


@pytest.mark.parametrize(
    "kind", ["", "imageStreamImport", "Pod", "Document", "_is_object_meta", "__class__"]
)
@pytest.mark.parametrize("ask", [validate, is_valid, unknown_fields, defaults.apply])
def test_a_kind_that_the_schema_does_not_know_is_a_value_error(ask: Any, kind: str) -> None:
    with pytest.raises(ValueError, match="ImageStreamImport"):
        ask({}, kind)


@pytest.mark.parametrize(
    ("kind", "field", "value", "good"),
    [
        ("Status", "code", 2**31 - 1, True),
        ("Status", "code", 2**31, False),
        ("Status", "code", -(2**31), True),
        ("Status", "code", -(2**31) - 1, False),
        ("Status", "code", 200.0, False),
        ("Status", "code", True, False),
        ("Status", "code", "200", False),
        ("TagEvent", "generation", 2**63 - 1, True),
        ("TagEvent", "generation", 2**63, False),
        ("TagEvent", "generation", -(2**63), True),
        ("TagEvent", "generation", -(2**63) - 1, False),
        ("TagEvent", "generation", 1.0, False),
        ("TagEvent", "generation", 1e400, False),
        ("TagEvent", "generation", False, False),
        ("TagEvent", "generation", None, True),
        ("ImageLookupPolicy", "local", 1, False),
        ("ImageLookupPolicy", "local", 0, False),
        ("ImageLookupPolicy", "local", 0.0, False),
        ("ImageLookupPolicy", "local", "true", False),
        ("ImageLookupPolicy", "local", False, True),
        ("ImageLookupPolicy", "local", None, True),
        ("ObjectReference", "name", 0, False),
        ("ObjectReference", "name", True, False),
        ("ObjectReference", "name", "\ud800", True),
    ],
    ids=str,
)
def test_boundaries_of_types(kind: str, field: str, value: Any, good: bool) -> None:
    causes = judge({field: value}, kind)
    assert [(cause.pointer, cause.reason) for cause in causes] == (
        [] if good else [(f"/{field}", "FieldValueTypeInvalid")]
    )
