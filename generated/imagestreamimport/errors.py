"""What goes wrong over HTTP: raised by the client, and by handlers to be answered by the server.

    ApiError
    ├── AccessError                    it cannot be told where the server is, or who we are there
    ├── WrongAnswer                    a success, and not the document that belongs to it
    ├── StatusError                    the server answered with a Status
    │   ├── BadRequest            400
    │   ├── Unauthorized          401
    │   ├── Forbidden             403
    │   ├── NotFound              404
    │   ├── MethodNotAllowed      405
    │   ├── NotAcceptable         406
    │   ├── AlreadyExists         409
    │   ├── Conflict              409
    │   ├── Gone                  410
    │   │   └── Expired           410  a resourceVersion or a continue token that is too old
    │   ├── RequestEntityTooLarge 413
    │   ├── UnsupportedMediaType  415
    │   ├── Invalid               422
    │   ├── TooManyRequests       429
    │   ├── InternalError         500
    │   ├── ServiceUnavailable    503
    │   └── Timeout               504
    └── NetworkError                   there is no answer
        ├── ConnectionFailed           nothing was sent
        ├── ConnectionBroken           something was sent, and no whole answer came back
        └── TimedOut                   it took longer than the caller wanted to wait

Source of the words: k8s.io/apimachinery, api/errors (version 1.26).
"""

from __future__ import annotations

from ._base.kinds import is_list, is_object
from .causes import Cause, LeftOut, at_most, quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from ._base.status import StatusOf

__all__ = [
    "AccessError",
    "AlreadyExists",
    "ApiError",
    "BadRequest",
    "Conflict",
    "ConnectionBroken",
    "ConnectionFailed",
    "Expired",
    "Forbidden",
    "Gone",
    "InternalError",
    "Invalid",
    "MethodNotAllowed",
    "NetworkError",
    "NotAcceptable",
    "NotFound",
    "RequestEntityTooLarge",
    "ServiceUnavailable",
    "StatusError",
    "TimedOut",
    "Timeout",
    "TooManyRequests",
    "Unauthorized",
    "UnsupportedMediaType",
    "WrongAnswer",
    "from_status",
]


def __dir__() -> list[str]:
    return __all__


class ApiError(Exception):
    """Any failure of a request. `method` and `url` tell which, where the client raised it."""

    method: str | None = None
    url: str | None = None

    @property
    def causes(self) -> list[Cause]:
        """The single problems behind the failure, where a server lists them; else none."""
        return []


class AccessError(ApiError):
    """It cannot be told where the server is, or who we are: a kubeconfig, a token, a plugin."""


class WrongAnswer(ApiError):
    """The server answered with something that this API does not have."""


class NetworkError(ApiError):
    """There is no answer; what the network said is the error's `__cause__`."""


class ConnectionFailed(NetworkError):
    """There was no connection, so nothing was sent."""


class ConnectionBroken(NetworkError):
    """The connection ended after something had been sent and before the answer was whole."""


class TimedOut(NetworkError):
    """It took longer than the caller wanted to wait."""


class StatusError(ApiError):
    """An answer that is a Status.

    document: the whole Status as JSON; `status` is the same to read.
    retry_after_s: when to try again, in seconds, where the server says so.
    """

    code = 500
    reason = ""

    def __init__(
        self,
        message: str = "",
        *,
        code: int | None = None,
        reason: str | None = None,
        details: dict[str, Any] | None = None,
        retry_after_s: float | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = type(self).code if code is None else code
        self.reason = type(self).reason if reason is None else reason
        self.details = details
        self.retry_after_s = retry_after_s
        self.document = self._document()

    @property
    def status(self) -> StatusOf:
        """The whole Status, read when it is asked for."""
        from ._base.status import status_of

        return status_of(self.document)

    def _document(self) -> dict[str, Any]:
        status: dict[str, Any] = {
            "kind": "Status",
            "apiVersion": "v1",
            "metadata": {},
            "status": "Failure",
        }
        if self.message:
            status["message"] = self.message
        if self.reason:
            status["reason"] = self.reason
        if self.details is not None:
            status["details"] = self.details
        status["code"] = self.code
        return status

    @property
    def causes(self) -> list[Cause]:
        """The single problems behind the failure, where the Status lists them."""
        listed = (self.details or {}).get("causes")
        if not is_list(listed):
            return []
        return [
            Cause(_text(item, "field"), _text(item, "reason"), _text(item, "message"), "")
            for item in listed
            if is_object(item)
        ]

    def __str__(self) -> str:
        return self.message or self.reason or str(self.code)


class BadRequest(StatusError):
    """The request cannot be understood."""

    code = 400
    reason = "BadRequest"


class Unauthorized(StatusError):
    """Nobody knows who is asking."""

    code = 401
    reason = "Unauthorized"

    def __init__(self, message: str = "Unauthorized", **more: Any) -> None:
        super().__init__(message, **more)


class Forbidden(StatusError):
    """Who is asking may not do this."""

    code = 403
    reason = "Forbidden"

    @classmethod
    def of(cls, resource: str, name: str, why: str) -> Forbidden:
        """`resource` is qualified: `imagestreams.image.openshift.io`."""
        about = f"{resource} {quoted(name)} is" if name else f"{resource} is"
        text = f"{about} forbidden: {why}" if resource else f"forbidden: {why}"
        return cls(text, details=_details(resource, name))


class NotFound(StatusError):
    """There is no such thing."""

    code = 404
    reason = "NotFound"

    @classmethod
    def of(cls, resource: str, name: str) -> NotFound:
        """`resource` is qualified: `imagestreams.image.openshift.io`."""
        return cls(f"{resource} {quoted(name)} not found", details=_details(resource, name))

    @classmethod
    def path(cls) -> NotFound:
        """Nothing is served there."""
        return cls("the server could not find the requested resource", details={})


class MethodNotAllowed(StatusError):
    """The path is served, but not for this method."""

    code = 405
    reason = "MethodNotAllowed"

    def __init__(
        self,
        message: str = "the server does not allow this method on the requested resource",
        *,
        details: dict[str, Any] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(message, details={} if details is None else details, **more)


class NotAcceptable(StatusError):
    """None of the media types that the client accepts can be had."""

    code = 406
    reason = "NotAcceptable"


class AlreadyExists(StatusError):
    """The name is taken."""

    code = 409
    reason = "AlreadyExists"

    @classmethod
    def of(cls, resource: str, name: str) -> AlreadyExists:
        """`resource` is qualified: `imagestreams.image.openshift.io`."""
        return cls(f"{resource} {quoted(name)} already exists", details=_details(resource, name))


class Conflict(StatusError):
    """The object is not as the client thinks it is."""

    code = 409
    reason = "Conflict"

    @classmethod
    def of(cls, resource: str, name: str, why: str) -> Conflict:
        """`resource` is qualified: `imagestreams.image.openshift.io`."""
        text = f"Operation cannot be fulfilled on {resource} {quoted(name)}: {why}"
        return cls(text, details=_details(resource, name))


class Gone(StatusError):
    """What was asked for is no longer there."""

    code = 410
    reason = "Gone"


class Expired(Gone):
    """A resourceVersion, or a continue token, is too old."""

    reason = "Expired"


class RequestEntityTooLarge(StatusError):
    """The body is longer than the server reads."""

    code = 413
    reason = "RequestEntityTooLarge"

    @classmethod
    def of(cls, limit_bytes: int) -> RequestEntityTooLarge:
        """The limit in bytes stands in the message."""
        return cls(f"Request entity too large: limit is {limit_bytes}")


class UnsupportedMediaType(StatusError):
    """The body has a Content-Type that the server does not read."""

    code = 415
    reason = "UnsupportedMediaType"


class Invalid(StatusError):
    """The document breaks rules; `causes` lists every one."""

    code = 422
    reason = "Invalid"

    @classmethod
    def of(cls, kind: str, group: str, name: str, causes: Iterable[Cause]) -> Invalid:
        """The causes in one Status, up to a number; equal texts stand in its message once."""
        listed = at_most(causes)
        texts = list(dict.fromkeys(map(_in_summary, listed)))
        summary = texts[0] if len(texts) == 1 else f"[{', '.join(texts)}]"
        qualified = f"{kind}.{group}" if group else kind
        details: dict[str, Any] = {"name": name, "group": group, "kind": kind}
        details = {key: value for key, value in details.items() if value}
        details["causes"] = [
            {"reason": cause.reason, "message": cause.message, "field": cause.field}
            for cause in listed
        ]
        return cls(f"{qualified} {quoted(name)} is invalid: {summary}", details=details)


class TooManyRequests(StatusError):
    """The client should come back later: `retry_after_s`."""

    code = 429
    reason = "TooManyRequests"

    def __init__(
        self, message: str = "Too many requests, please try again later.", **more: Any
    ) -> None:
        super().__init__(message, **more)


class InternalError(StatusError):
    """The server failed."""

    code = 500
    reason = "InternalError"

    @classmethod
    def of(cls, why: str) -> InternalError:
        """The text stands in the message and as the only cause."""
        return cls(f"Internal error occurred: {why}", details={"causes": [{"message": why}]})


class ServiceUnavailable(StatusError):
    """The server cannot answer now."""

    code = 503
    reason = "ServiceUnavailable"


class Timeout(StatusError):
    """The server did not finish in the time that the request gave it."""

    code = 504
    reason = "Timeout"

    @classmethod
    def of(cls, why: str) -> Timeout:
        """The text stands behind the word Timeout."""
        return cls(f"Timeout: {why}", details={})


def _text(cause: dict[str, Any], key: str) -> str:
    value = cause.get(key)
    return value if isinstance(value, str) else ""


def _in_summary(cause: Cause) -> str:
    return cause.message if isinstance(cause, LeftOut) else f"{cause.field}: {cause.message}"


def _details(resource: str, name: str) -> dict[str, Any]:
    """What a Status says of one object: `kind` is the plural of the resource."""
    plural, _, group = resource.partition(".")
    details = {"name": name, "group": group, "kind": plural}
    return {key: value for key, value in details.items() if value}


def _below(parent: type[StatusError]) -> list[type[StatusError]]:
    """The classes below one, those with a more exact reason before their parents."""
    return [item for child in parent.__subclasses__() for item in (*_below(child), child)]


_CLASSES = tuple(_below(StatusError))
_BY_REASON = {item.reason: item for item in _CLASSES}
_BY_CODE = {item.code: item for item in reversed(_CLASSES)}
# Two reasons share this code: without a reason it is the one that a retry can mend.
_BY_CODE[409] = Conflict
_BY_CODE[410] = Gone


def from_status(
    status: dict[str, Any],
    *,
    code: int | None = None,
    retry_after_s: float | None = None,
    method: str | None = None,
    url: str | None = None,
) -> StatusError:
    """The error of a Status that a server sent: its class by reason, else by code.

    `code` is that of the HTTP answer, for a Status that has none. The Status is kept as it came.
    """
    stated = status.get("code")
    number = stated if isinstance(stated, int) and not isinstance(stated, bool) else code
    reason, message = status.get("reason"), status.get("message")
    found = _BY_REASON.get(reason) if isinstance(reason, str) else None
    found = found or _BY_CODE.get(number or 0) or StatusError
    told = status.get("details")
    details = told if is_object(told) else None
    waiting = (details or {}).get("retryAfterSeconds")
    if retry_after_s is None and isinstance(waiting, int) and waiting > 0:
        retry_after_s = float(waiting)
    error = found(
        message if isinstance(message, str) else "",
        code=number,
        reason=reason if isinstance(reason, str) else "",
        details=details,
        retry_after_s=retry_after_s,
    )
    error.document = status
    error.method, error.url = method, url
    return error
