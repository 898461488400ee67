"""Which failures another time may cure: the controller tries those again, and no others."""

from __future__ import annotations

import pytest
from multidict import CIMultiDict, CIMultiDictProxy

from imagestreamimport.references import Reference
from streamport.registry.errors import (
    CodedError,
    ContentMismatch,
    DeadlinePassed,
    ForbiddenAddress,
    NoBasicCredentials,
    NotV2,
    RegistryError,
    SeveralErrors,
    SourcesFailed,
    TokenFailed,
    TooLarge,
    UnexpectedStatus,
    UnknownBlob,
    Unreachable,
    Untrusted,
)
from streamport.registry.refusals import refusal
from streamport.registry.transport import Answer

URL = "https://reg.test/v2/"
GONE = Unreachable("GET", URL, "connection refused")


@pytest.mark.parametrize(
    "error",
    [
        GONE,
        DeadlinePassed("GET", URL),
        UnexpectedStatus(503, "Service Unavailable"),
        UnexpectedStatus(500, ""),
        NotV2("https://reg.test", 502, "Bad Gateway"),
        CodedError.of("TOOMANYREQUESTS"),
        CodedError.of("UNAVAILABLE"),
        TokenFailed("GET", URL, "it is away", GONE),
        SeveralErrors([CodedError.of("DENIED"), CodedError.of("TOOMANYREQUESTS")]),
        SourcesFailed("sha256:a", [(Reference(), UnknownBlob()), (Reference(), GONE)]),
    ],
    ids=lambda error: type(error).__name__,
)
def test_it_may_pass(error: RegistryError) -> None:
    assert error.may_pass


@pytest.mark.parametrize(
    "error",
    [
        CodedError.of("MANIFEST_UNKNOWN"),
        CodedError.of("NAME_UNKNOWN"),
        CodedError.of("UNAUTHORIZED"),
        CodedError.of("DENIED"),
        Untrusted("GET", URL, "x509: certificate signed by unknown authority"),
        ForbiddenAddress("GET", URL, "it is private"),
        NoBasicCredentials("GET", URL),
        TokenFailed("GET", URL, "no realm", None),
        TokenFailed("GET", URL, "denied", CodedError.of("DENIED")),
        NotV2("https://reg.test", 404, "Not Found"),
        UnexpectedStatus(302, "Found"),
        ContentMismatch("manifest", "sha256:a", "sha256:b"),
        TooLarge("the manifest", 1),
        UnknownBlob(),
    ],
    ids=lambda error: type(error).__name__,
)
def test_it_does_not_pass_by_itself(error: RegistryError) -> None:
    assert not error.may_pass


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (429, b"slow down", True),
        (429, b'{"errors":[{"code":"DENIED"}]}', True),
        (503, b"", True),
        (404, b'{"errors":[{"code":"MANIFEST_UNKNOWN"}]}', False),
        (404, b"", False),
        (401, b"", False),
    ],
)
def test_the_status_of_an_answer_tells(status: int, body: bytes, expected: bool) -> None:
    answer = Answer(status, "", CIMultiDictProxy(CIMultiDict()), body, URL)
    assert refusal(answer).may_pass is expected
