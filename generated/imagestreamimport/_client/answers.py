"""What an answer means: a document, warnings, or an error that hides every credential."""

from __future__ import annotations

import contextlib
import inspect
import re
import warnings
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias, TypeVar

import httpx2
import msgspec

from .._base.decoding import Decoder
from .._base.kinds import is_list, is_object
from ..errors import ApiError, StatusError, WrongAnswer, from_status
from .sending import retry_after_s

_Type = TypeVar("_Type")
OnWarning: TypeAlias = Callable[[str], object]

_LONGEST_EXCERPT = 200
_WARNING = re.compile(r'\s*\d{3}\s+(?:"(?:[^"\\]|\\.)*"|\S+)\s+"((?:[^"\\]|\\.)*)"[^,]*(?:,|\Z)')


class ServerWarning(UserWarning):
    """The server took the request and has something to say about it."""


def decode(response: httpx2.Response, decoder: Decoder[_Type]) -> _Type:
    """The document of the answer. Raises WrongAnswer for another one."""
    try:
        return decoder.decode(response.content)
    except (msgspec.DecodeError, UnicodeDecodeError) as problem:
        # DecodeError is the parent of ValidationError, whose text names the place.
        raise WrongAnswer(f"the answer is not what it should be: {problem}") from None


def error_of(response: httpx2.Response, secrets: tuple[str, ...]) -> StatusError:
    """The error of an answer that is no success; its body has to be read before."""
    code = response.status_code
    status: Any = None
    with contextlib.suppress(msgspec.DecodeError, UnicodeDecodeError):
        status = msgspec.json.decode(response.content)
    if not (is_object(status) and status.get("kind") == "Status"):
        status = _made_up(response)
    hidden = without(status, secrets)
    return from_status(hidden, code=code, retry_after_s=retry_after_s(response))


def _made_up(response: httpx2.Response) -> dict[str, Any]:
    """A Status for an answer that has none, as a proxy in between sends it."""
    text = " ".join(response.text.split())
    if len(text) > _LONGEST_EXCERPT:
        text = text[:_LONGEST_EXCERPT] + " ..."
    says = f": {text}" if text else ""
    phrase = f"{response.status_code} {response.reason_phrase}".strip()
    return {
        "kind": "Status",
        "apiVersion": "v1",
        "metadata": {},
        "status": "Failure",
        "message": f"the server answered {phrase}{says}",
        "code": response.status_code,
    }


def without(value: Any, secrets: tuple[str, ...]) -> Any:
    """A copy of the JSON value in which no text holds a secret."""
    if isinstance(value, str):
        for secret in secrets:
            if secret:
                value = value.replace(secret, "<hidden>")
        return value
    if is_object(value):
        return {without(key, secrets): without(item, secrets) for key, item in value.items()}
    if is_list(value):
        return [without(item, secrets) for item in value]
    return value


def hide(error: ApiError, secrets: tuple[str, ...]) -> None:
    """Take secrets out of the error's own text."""
    error.args = tuple(without(argument, secrets) for argument in error.args)


def tell_warnings(response: httpx2.Response, tell: OnWarning | None) -> None:
    """Hand the Warning headers of the answer on: to the function, or to Python's warnings."""
    for header in response.headers.get_list("warning"):
        for text in warning_texts(header):
            if tell is not None:
                tell(text)
            else:
                warnings.warn(text, ServerWarning, stacklevel=_callers_level())


def warning_texts(header: str) -> Iterator[str]:
    """The texts of one header: `299 - "unknown field \\"spec.x\\""`, many separated by commas."""
    for match in _WARNING.finditer(header):
        yield re.sub(r"\\(.)", r"\1", match[1])


def _callers_level() -> int:
    """How far up the first code stands that is not of this package."""
    package = __name__.rsplit(".", 2)[0]  # whatever a copy of it is called
    frame, level = inspect.currentframe(), 0
    while frame is not None and f"{frame.f_globals.get('__name__')}.".startswith(f"{package}."):
        frame, level = frame.f_back, level + 1
    return level
