"""From refusals of registries to causes and reasons (import semantics, section 8.7)."""

from __future__ import annotations

import json

import pytest
from multidict import CIMultiDict, CIMultiDictProxy

from streamport.registry.errors import (
    CODES,
    Denied,
    ManifestUnknown,
    NameUnknown,
    NoBasicCredentials,
    OtherCode,
    Reason,
    RegistryError,
    SeveralErrors,
    Unauthorized,
    Unparsable,
)
from streamport.registry.json_text import LONGEST_TEXT
from streamport.registry.refusals import refusal
from streamport.registry.transport import Answer


def refused(
    status: int, body: bytes | dict[str, object], challenge: str = "", reason: str = ""
) -> RegistryError:
    headers = CIMultiDict({"WWW-Authenticate": challenge} if challenge else {})
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return refusal(Answer(status, reason, CIMultiDictProxy(headers), data, "http://r.test/v2/"))


def coded(*codes: tuple[str, str] | tuple[str, str, object]) -> dict[str, object]:
    return {
        "errors": [dict(zip(("code", "message", "detail"), entry, strict=False)) for entry in codes]
    }


@pytest.mark.parametrize(
    ("body", "kind", "text"),
    [
        (coded(("MANIFEST_UNKNOWN", "manifest unknown")), ManifestUnknown, "manifest unknown"),
        (coded(("MANIFEST_UNKNOWN", "no v9")), ManifestUnknown, "manifest unknown: no v9"),
        (
            coded(("NAME_UNKNOWN", "repository name not known to registry")),
            NameUnknown,
            "name unknown",
        ),
        (
            coded(("NAME_UNKNOWN", "repository name not known to registry", {"name": "a"})),
            NameUnknown,
            "name unknown: repository name not known to registry",
        ),
        (coded(("NAME_UNKNOWN", "no such thing")), NameUnknown, "name unknown: no such thing"),
        (coded(("NAME_UNKNOWN", "")), NameUnknown, "name unknown"),
        (coded(("DENIED", "requested access to the resource is denied")), Denied, "denied"),
        (coded(("DENIED", "go away")), Denied, "denied: go away"),
        (coded(("UNAUTHORIZED", "authentication required")), Unauthorized, "unauthorized"),
        (
            coded(("TOOMANYREQUESTS", "You have reached your pull rate limit.")),
            OtherCode,
            "toomanyrequests: You have reached your pull rate limit.",
        ),
        (coded(("UNSUPPORTED", "The operation is unsupported.")), OtherCode, "unsupported"),
        (coded(("NAME_INVALID", "invalid repository name")), OtherCode, "name invalid"),
        (coded(("BLOB_UNKNOWN", "blob unknown to registry")), OtherCode, "blob unknown"),
        (coded(("NOT_FOUND", "artifact not found")), OtherCode, "unknown: artifact not found"),
        (coded(("NOT_FOUND", "unknown error")), OtherCode, "unknown"),
        (
            coded(("DENIED", "m1"), ("NAME_INVALID", "invalid repository name")),
            SeveralErrors,
            "errors:\ndenied: m1\nname invalid\n",
        ),
        # Keys in any case, and null where something could be.
        (
            {"Errors": [{"CODE": "DENIED", "Message": "m", "Detail": None}]},
            Denied,
            "denied: m",
        ),
        ({"details": "who are you"}, OtherCode, "unknown: who are you"),
    ],
)
def test_codes(body: dict[str, object], kind: type[RegistryError], text: str) -> None:
    error = refused(404, body)
    assert type(error) is kind
    assert error.text == str(error) == text


def test_every_standard_message_is_left_out() -> None:
    for code, message in CODES.items():
        assert refused(400, coded((code, message))).text == code.lower().replace("_", " ")


@pytest.mark.parametrize(
    ("body", "beginning"),
    [
        (b"not here", "error parsing HTTP 404 response body: invalid character "),
        (b"", 'error parsing HTTP 404 response body: unexpected end of JSON input: ""'),
        (b'{"errors', "error parsing HTTP 404 response body: unexpected end of JSON input: "),
        (
            b'{"errors":[]}',
            "error parsing HTTP 404 response body: no error details found in HTTP response body: "
            '"{\\"errors\\":[]}"',
        ),
        (b"{}", "error parsing HTTP 404 response body: no error details found in HTTP"),
        (b"[]", "error parsing HTTP 404 response body: json: "),
        (b'{"errors":["a"]}', "error parsing HTTP 404 response body: json: "),
        (b'{"errors":{"code":"DENIED"}}', "error parsing HTTP 404 response body: json: "),
        (b"\xff\x00\n", "error parsing HTTP 404 response body: invalid character "),
    ],
)
def test_bodies_that_say_nothing(body: bytes, beginning: str) -> None:
    error = refused(404, body)
    assert type(error) is Unparsable
    assert error.text.startswith(beginning)


def test_a_body_is_quoted_as_it_is_and_not_endlessly() -> None:
    assert refused(404, b'a"\\\n\t\x00\xff').text.endswith(r': "a\"\\\n\t\x00\xff"')
    assert len(refused(404, b"x" * 1_000_000).text) < 5000


@pytest.mark.parametrize(
    ("status", "reason", "text"),
    [
        (
            500,
            "Internal Server Error",
            "received unexpected HTTP status: 500 Internal Server Error",
        ),
        (503, "Busy", "received unexpected HTTP status: 503 Busy"),
        (599, "", "received unexpected HTTP status: 599"),
        (304, "Not Modified", "manifest not modified"),
    ],
)
def test_other_statuses(status: int, reason: str, text: str) -> None:
    assert refused(status, coded(("DENIED", "")), reason=reason).text == text


# ------------------------------------------------------------------------------------- the reasons


@pytest.mark.parametrize(
    ("status", "body", "challenge", "reason", "listing_reason"),
    [
        (404, coded(("MANIFEST_UNKNOWN", "")), "", "NotFound", "InternalError"),
        (404, coded(("DENIED", ""), ("MANIFEST_UNKNOWN", "")), "", "NotFound", "InternalError"),
        (401, coded(("UNAUTHORIZED", "")), "", "NoAccess", "NoAccess"),
        (401, b"<html>", "", "NoAccess", "NoAccess"),
        (401, b"", "", "NoAccess", "NoAccess"),
        (401, b'{"details":"go away"}', "", "NoAccess", "NoAccess"),
        (401, coded(("UNAUTHORIZED", "")), 'Bearer error="invalid_token"', "NoAccess", "NoAccess"),
        (
            401,
            coded(("UNAUTHORIZED", "")),
            'Bearer realm="r",error="insufficient_scope"',
            "NoAccess",
            "NoAccess",
        ),
        (403, coded(("DENIED", "")), "", "InternalError", "InternalError"),
        (403, b"<html>", "", "InternalError", "InternalError"),
        (404, coded(("NAME_UNKNOWN", "")), "", "InternalError", "NotFound"),
        (
            403,
            coded(("DENIED", "incorrect username or password")),
            "",
            "WrongPassword",
            "InternalError",
        ),
        # UNAUTHORIZED counts before the words.
        (401, b'{"details":"incorrect username or password"}', "", "NoAccess", "NoAccess"),
        (500, b"", "", "InternalError", "InternalError"),
    ],
)
def test_reasons(
    status: int, body: bytes | dict[str, object], challenge: str, reason: str, listing_reason: str
) -> None:
    error = refused(status, body, challenge)
    assert error.reason == Reason(reason)
    assert error.listing_reason == Reason(listing_reason)
    assert error.is_prefixed


def test_what_the_challenge_says_comes_first() -> None:
    challenge = 'Bearer realm="r",error="insufficient_scope",error_description="not yours"'
    error = refused(401, coded(("UNAUTHORIZED", "no")), challenge)
    assert error.text == "errors:\ndenied: not yours\nunauthorized: no\n"


@pytest.mark.parametrize("letter", ["m", "ß", "\ud800"])
def test_what_a_registry_says_is_cut_where_it_comes_in(letter: str) -> None:
    long = letter * 100_000
    for error in (
        refused(403, coded(("DENIED", long))),
        refused(403, coded(*[("DENIED", long)] * 4)),
        refused(400, coded(("UNKNOWN", "", long))),
        refused(500, b"", reason=long),
        NoBasicCredentials("GET", f"http://r.test/{long}"),
    ):
        assert len(error.text.encode("utf-8", "surrogatepass")) <= LONGEST_TEXT
        assert error.args == (error.text,)
