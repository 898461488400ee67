"""The models as values: made, changed, compared and shown."""

from __future__ import annotations

import copy
import pickle

import pytest

from imagestreamimport.models import (
    ImageImportSpec,
    ImageStreamImport,
    ImageStreamImportSpec,
    ObjectMeta,
    ObjectReference,
    StatusCause,
    decode,
    encode,
)


def _request() -> ImageStreamImport:
    source = ObjectReference(kind="DockerImage", name="registry.example/team/app:1.0")
    return ImageStreamImport(
        metadata=ObjectMeta(name="app"),
        spec=ImageStreamImportSpec(import_=True, images=[ImageImportSpec(from_=source)]),
    )


def test_a_request_is_written_with_what_was_set_and_no_more() -> None:
    assert encode(_request()) == (
        b'{"metadata":{"name":"app"},"spec":{"images":[{"from":{"kind":"DockerImage",'
        b'"name":"registry.example/team/app:1.0"}}],"import":true}}'
    )


def test_values_are_equal_by_their_content() -> None:
    assert _request() == _request()
    other = _request()
    other.metadata = ObjectMeta(name="other")
    assert _request() != other
    assert ObjectMeta(namespace=None) == ObjectMeta()


def test_fields_can_be_changed_and_taken_away() -> None:
    request = _request()
    request.kind = "ImageStreamImport"
    request.spec.import_ = False
    request.spec.images = []
    assert encode(request) == (
        b'{"kind":"ImageStreamImport","metadata":{"name":"app"},"spec":{"import":false}}'
    )


def test_fields_are_given_by_name_only() -> None:
    with pytest.raises(TypeError):
        ObjectMeta("app")  # type: ignore[call-arg]  # pyright: ignore


def test_the_name_of_the_wire_is_refused_with_that_of_python() -> None:
    with pytest.raises(TypeError, match=r"import_policy \(not importPolicy\)"):
        ImageImportSpec(importPolicy=None)  # type: ignore[call-arg]  # pyright: ignore


def test_a_misspelt_field_is_refused() -> None:
    with pytest.raises(TypeError):
        ObjectMeta(nmae="app")  # type: ignore[call-arg]  # pyright: ignore
    with pytest.raises(AttributeError):
        ObjectMeta().nmae = "app"  # type: ignore[attr-defined]  # pyright: ignore


def test_a_value_is_shown_by_what_is_set() -> None:
    assert repr(_request()) == (
        "ImageStreamImport(metadata=ObjectMeta(name='app'), spec=ImageStreamImportSpec("
        "images=[ImageImportSpec(from_=ObjectReference(kind='DockerImage', "
        "name='registry.example/team/app:1.0'))], import_=True))"
    )
    assert repr(ObjectMeta()) == "ObjectMeta()"
    assert repr(ObjectMeta(labels={}, creation_timestamp=None)) == "ObjectMeta()"


def test_what_is_shown_can_be_typed_in_again() -> None:
    request = decode(encode(_request()))
    assert eval(repr(request)) == request


def test_a_value_can_be_copied_and_pickled() -> None:
    request = _request()
    deep = copy.deepcopy(request)
    assert deep == request
    deep.metadata.name = "other"
    assert request == _request()
    assert pickle.loads(pickle.dumps(request)) == request


def test_kind_and_api_version_are_not_filled_in() -> None:
    assert ImageStreamImport().kind is None
    assert ImageStreamImport().api_version is None


def test_lists_and_maps_are_not_shared_between_values() -> None:
    first, second = ObjectMeta(), ObjectMeta()
    first.labels["a"] = "b"
    assert second.labels == {}


def test_every_part_of_a_cause_can_be_matched() -> None:
    match StatusCause(field="spec", reason="FieldValueRequired"):
        case StatusCause(field="spec", reason=reason, message=message):
            assert (reason, message) == ("FieldValueRequired", None)
        case _:
            pytest.fail("no match")
