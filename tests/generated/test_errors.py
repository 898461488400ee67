"""Errors of the API: their Status, their words, and which class an answer of a server becomes."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest

from imagestreamimport import errors
from imagestreamimport.causes import Cause

STREAMS = "imagestreams.image.openshift.io"
ABOUT = {"name": "app", "group": "image.openshift.io", "kind": "imagestreams"}


def classes(
    parent: type[errors.StatusError] = errors.StatusError,
) -> list[type[errors.StatusError]]:
    """Every class of answers with a Status."""
    return [item for child in parent.__subclasses__() for item in (child, *classes(child))]


@pytest.mark.parametrize(
    ("error", "code", "reason", "message", "details"),
    [
        (errors.BadRequest("no"), 400, "BadRequest", "no", None),
        (errors.Unauthorized(), 401, "Unauthorized", "Unauthorized", None),
        (
            errors.Forbidden.of(STREAMS, "app", "why"),
            403, "Forbidden", f'{STREAMS} "app" is forbidden: why', ABOUT,
        ),
        (
            errors.Forbidden.of(STREAMS, "", "why"),
            403, "Forbidden", f"{STREAMS} is forbidden: why",
            {"group": "image.openshift.io", "kind": "imagestreams"},
        ),
        (errors.Forbidden.of("", "", "why"), 403, "Forbidden", "forbidden: why", {}),
        (
            errors.NotFound.of(STREAMS, "app"),
            404, "NotFound", f'{STREAMS} "app" not found', ABOUT,
        ),
        (
            errors.NotFound.of("namespaces", "ns"),
            404, "NotFound", 'namespaces "ns" not found', {"name": "ns", "kind": "namespaces"},
        ),
        (
            errors.NotFound.path(),
            404, "NotFound", "the server could not find the requested resource", {},
        ),
        (
            errors.MethodNotAllowed(),
            405, "MethodNotAllowed",
            "the server does not allow this method on the requested resource", {},
        ),
        (
            errors.AlreadyExists.of(STREAMS, "app"),
            409, "AlreadyExists", f'{STREAMS} "app" already exists', ABOUT,
        ),
        (
            errors.Conflict.of(STREAMS, "app", "why"),
            409, "Conflict", f'Operation cannot be fulfilled on {STREAMS} "app": why', ABOUT,
        ),
        (errors.Gone("gone"), 410, "Gone", "gone", None),
        (errors.Expired("old"), 410, "Expired", "old", None),
        (
            errors.RequestEntityTooLarge.of(5),
            413, "RequestEntityTooLarge", "Request entity too large: limit is 5", None,
        ),
        (
            errors.TooManyRequests(),
            429, "TooManyRequests", "Too many requests, please try again later.", None,
        ),
        (
            errors.InternalError.of("why"),
            500, "InternalError", "Internal error occurred: why", {"causes": [{"message": "why"}]},
        ),
        (errors.ServiceUnavailable("not now"), 503, "ServiceUnavailable", "not now", None),
        (errors.Timeout.of("slow"), 504, "Timeout", "Timeout: slow", {}),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)  # fmt: skip
def test_an_error_is_a_status_in_the_words_of_kubernetes(
    error: errors.StatusError, code: int, reason: str, message: str, details: Any
) -> None:
    wanted: dict[str, Any] = {
        "kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Failure",
        "message": message, "reason": reason,
    }  # fmt: skip
    if details is not None:
        wanted["details"] = details
    assert error.document == {**wanted, "code": code}
    assert list(error.document)[-1] == "code"
    assert str(error) == message
    assert (error.code, error.reason, error.message) == (code, reason, message)


def test_a_name_with_odd_characters_is_quoted() -> None:
    assert str(errors.NotFound.of("things", 'a"\n')) == 'things "a\\"\\n" not found'


def test_an_error_without_words_tells_its_reason_or_its_code() -> None:
    assert str(errors.Conflict()) == "Conflict"
    assert str(errors.StatusError()) == "500"
    assert "message" not in errors.Conflict().document
    assert "reason" not in errors.StatusError(code=418).document


CAUSES = [
    Cause("spec.a", "FieldValueInvalid", "is wrong", "/spec/a"),
    Cause("spec.b", "FieldValueRequired", "Required value", "/spec/b"),
    Cause("spec.a", "FieldValueInvalid", "is wrong", "/spec/a"),
]


def test_all_causes_are_in_one_status_and_equal_texts_in_its_message_once() -> None:
    error = errors.Invalid.of("Thing", "a.example", "app", CAUSES)
    assert str(error) == (
        'Thing.a.example "app" is invalid: [spec.a: is wrong, spec.b: Required value]'
    )
    assert error.document["details"]["causes"][1] == {
        "reason": "FieldValueRequired", "message": "Required value", "field": "spec.b",
    }  # fmt: skip
    assert [cause.field for cause in error.causes] == ["spec.a", "spec.b", "spec.a"]
    assert all(cause.pointer == "" for cause in error.causes)


def test_one_cause_stands_without_brackets() -> None:
    error = errors.Invalid.of("Thing", "", "", CAUSES[:1])
    assert str(error) == 'Thing "" is invalid: spec.a: is wrong'
    assert error.details == {
        "kind": "Thing",
        "causes": [{"reason": "FieldValueInvalid", "message": "is wrong", "field": "spec.a"}],
    }


@pytest.mark.parametrize(
    "details", [None, {}, {"causes": None}, {"causes": "text"}, {"causes": [5, None]}]
)
def test_a_status_without_causes_has_none(details: Any) -> None:
    assert errors.StatusError(details=details).causes == []


def test_a_cause_whose_parts_are_no_texts_has_empty_ones() -> None:
    error = errors.StatusError(details={"causes": [{"field": 5, "message": "m"}]})
    assert error.causes == [Cause("", "", "m", "")]


# ---------------------------------------------------------------------------- answers of servers


@pytest.mark.parametrize("kind", classes(), ids=lambda kind: kind.__name__)
def test_a_status_of_a_reason_is_an_error_of_its_class(kind: type[errors.StatusError]) -> None:
    error = errors.from_status({"reason": kind.reason, "message": "m", "code": kind.code})
    assert type(error) is kind


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (400, errors.BadRequest),
        (401, errors.Unauthorized),
        (404, errors.NotFound),
        (409, errors.Conflict),
        (410, errors.Gone),
        (422, errors.Invalid),
        (429, errors.TooManyRequests),
        (500, errors.InternalError),
        (503, errors.ServiceUnavailable),
        (418, errors.StatusError),
        (None, errors.StatusError),
    ],
)
def test_a_status_without_a_reason_is_told_by_its_code(
    code: int | None, kind: type[errors.StatusError]
) -> None:
    for status in ({"code": code}, {"code": code, "reason": "Unheard"}, {"reason": 5}):
        error = errors.from_status(status, code=code)
        assert type(error) is kind
        assert error.code == (code if code is not None else kind.code)


def test_the_reason_goes_before_the_code() -> None:
    error = errors.from_status({"reason": "AlreadyExists", "code": 500})
    assert isinstance(error, errors.AlreadyExists)
    assert error.code == 500


def test_the_code_of_the_answer_is_for_a_status_that_has_none() -> None:
    assert errors.from_status({"code": 404}, code=500).code == 404
    assert errors.from_status({"code": True}, code=404).code == 404
    assert errors.from_status({"code": "404"}, code=410).code == 410


def test_the_status_is_kept_as_it_came() -> None:
    status = {"kind": "Status", "message": "m", "more": [1], "details": {"extra": True}}
    given = copy.deepcopy(status)
    error = errors.from_status(status, method="GET", url="https://a.example/x")
    assert error.document == given
    assert (error.method, error.url) == ("GET", "https://a.example/x")


@pytest.mark.parametrize(
    ("details", "given", "seconds"),
    [
        ({"retryAfterSeconds": 5}, None, 5.0),
        ({"retryAfterSeconds": 5}, 2.0, 2.0),
        ({"retryAfterSeconds": 0}, None, None),
        ({"retryAfterSeconds": "5"}, None, None),
        (None, 3.0, 3.0),
        (None, None, None),
        ("text", None, None),
    ],
)
def test_when_to_try_again_is_told(
    details: Any, given: float | None, seconds: float | None
) -> None:
    error = errors.from_status({"code": 429, "details": details}, retry_after_s=given)
    assert error.retry_after_s == seconds


@pytest.mark.parametrize("message", [None, 5, ["m"]])
def test_a_message_that_is_no_text_is_none(message: Any) -> None:
    assert errors.from_status({"message": message, "code": 404}).message == ""


# ------------------------------------------------------------------------------------ the family


def test_who_catches_a_parent_catches_its_children() -> None:
    assert issubclass(errors.Expired, errors.Gone)
    for kind in classes():
        assert issubclass(kind, errors.ApiError)
    for network in (errors.ConnectionFailed, errors.ConnectionBroken, errors.TimedOut):
        assert issubclass(network, errors.NetworkError)
        assert not issubclass(network, errors.StatusError)


def test_codes_and_reasons_are_those_of_the_picture_in_the_module() -> None:
    picture = errors.__doc__ or ""
    for kind in classes():
        (line,) = [row for row in picture.splitlines() if f" {kind.__name__} " in row]
        assert f" {kind.code}" in line
        assert kind.reason == kind.__name__


def test_every_error_is_public() -> None:
    for kind in (*classes(), errors.StatusError, errors.ApiError, errors.AccessError):
        assert kind.__name__ in errors.__all__


def test_an_error_survives_being_pickled() -> None:
    error = errors.from_status({"code": 409, "reason": "Conflict", "message": "m"}, method="PUT")
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is errors.Conflict
    assert (again.message, again.method, again.document) == ("m", "PUT", error.document)


def test_the_status_is_a_model() -> None:
    error = errors.Invalid.of("ImageStream", "g", "app", [Cause("spec", "R", "wrong", "")])
    assert error.status.reason == "Invalid"
    assert error.status.details is not None
    assert [cause.message for cause in error.status.details.causes] == ["wrong"]


def test_an_odd_status_is_read_as_far_as_it_can_be() -> None:
    error = errors.from_status({"message": "m", "code": "x", "reason": 1}, code=503)
    assert (error.status.message, error.status.reason, error.code) == ("m", None, 503)


def test_every_error_has_causes() -> None:
    assert errors.TimedOut("late").causes == []
    assert errors.NotFound.of("imagestreams", "app").causes == []
