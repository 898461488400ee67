"""Errors for the HTTP answers of registries that are not successes.

Source: import semantics, section 8.7; the form is that of the Distribution API.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .challenges import parse_challenges
from .errors import (
    NO_CREDENTIALS,
    WRONG_PASSWORD,
    CodedError,
    NotModified,
    Reason,
    RegistryError,
    SeveralErrors,
    UnexpectedStatus,
    Unparsable,
    each_of,
    says_later,
)
from .json_text import BrokenJson, as_object, decode, member, text
from .transport import Answer

_BEARER_ERRORS = {"invalid_token": "UNAUTHORIZED", "insufficient_scope": "DENIED"}
_CODE_OF_STATUS = {401: "UNAUTHORIZED", 429: "TOOMANYREQUESTS"}
# Ends of messages by which the other side tells what no code of the Distribution API stands for.
_SAID_OF_LOGIN = ((WRONG_PASSWORD, Reason.WRONG_PASSWORD), (NO_CREDENTIALS, Reason.NO_ACCESS))


def refusal(answer: Answer) -> RegistryError:
    """Make the error for an answer of status 304, 4xx or another one that was not wanted."""
    error = _refusal(answer)
    error.http_status = answer.status
    return error


def _refusal(answer: Answer) -> RegistryError:
    if answer.status == 304:
        return NotModified()
    if not 400 <= answer.status < 500:
        return UnexpectedStatus(answer.status, answer.reason)
    said = _from_body(answer)
    said.may_pass = said.may_pass or says_later(answer.status)
    for challenge in parse_challenges(answer.headers.getall("WWW-Authenticate", ())):
        code = _BEARER_ERRORS.get(challenge.parameters.get("error", ""))
        if challenge.scheme == "bearer" and code:
            first = _error(code, challenge.parameters.get("error_description", ""))
            return SeveralErrors([first, *each_of(said)])
    if isinstance(said, Unparsable) and answer.status == 401:
        return CodedError.of("UNAUTHORIZED")
    return said


def is_regular(answer: Answer) -> bool:
    """Whether a refusal has the errors of the Distribution API in its body."""
    try:
        return bool(_errors_in(answer.body))
    except BrokenJson:
        return False


def _from_body(answer: Answer) -> RegistryError:
    if details := _details(answer.body):
        return _error(_CODE_OF_STATUS.get(answer.status, "UNKNOWN"), details)
    try:
        errors = _errors_in(answer.body)
    except BrokenJson as fault:
        return Unparsable(answer.status, str(fault), answer.body)
    if not errors:
        fault_text = "no error details found in HTTP response body"
        return Unparsable(answer.status, fault_text, answer.body)
    return errors[0] if len(errors) == 1 else SeveralErrors(errors)


def _details(body: bytes) -> str:
    """Return the text of `{"details": …}`, which token servers answer with."""
    try:
        return text(member(as_object(decode(body)), "details"))
    except BrokenJson:
        return ""


def _errors_in(body: bytes) -> list[CodedError]:
    listed = member(as_object(decode(body)), "errors")
    if listed is None:
        return []
    if not isinstance(listed, list):
        raise BrokenJson("json: cannot read a list of errors")
    return [_coded(as_object(entry)) for entry in listed]


def _coded(entry: Mapping[str, Any]) -> CodedError:
    code, message = text(member(entry, "code")), text(member(entry, "message"))
    return _error(code, message, member(entry, "detail") is not None)


def _error(code: str, message: str, has_detail: bool = False) -> CodedError:
    said = next((reason for end, reason in _SAID_OF_LOGIN if message.endswith(end)), None)
    return CodedError.of(code, message, has_detail, said)
