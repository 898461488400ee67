"""Errors of registries, each with the words of import semantics, section 8.7.

    RegistryError
      CodedError            the registry said so, with a code of the Distribution API
        ManifestUnknown  NameUnknown  Unauthorized  Denied  OtherCode
      SeveralErrors         the registry gave several codes
      Unparsable            a refusal whose body says nothing
      UnexpectedStatus      an HTTP status that means nothing here
      UnknownBlob  NotV2  ContentMismatch  TooLarge  BrokenContent
      CallFailed            no answer that counts: `Get "<url>": <why>`
        Unreachable         connection, name, certificate, time
          Untrusted         … because of TLS, which an insecure import does without
        ForbiddenAddress    we do not connect there
        NoBasicCredentials  the registry wants a password and there is none
        TokenFailed         the token server gave no token
      BrokenSecret          a pull secret that cannot be read
      InvalidName           no repository, tag or digest that could be asked for
      SourcesFailed         every mirror and the source
      DeadlinePassed

`reason` and `listing_reason` name the rows of the two tables of 8.7 that an error belongs to. What
only the words of a registry tell is read where they come in (`refusals`), and nowhere else. No text
holds a credential, nor the query of an address.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import ClassVar, Self

from imagestreamimport.references import Reference

from .attempts import Attempt
from .json_text import cut, quoted, well_formed

WRONG_PASSWORD = "incorrect username or password"
NO_CREDENTIALS = "no basic auth credentials"
_SHOWN_BODY = 4096  # characters of an answer that an error repeats
_MOST_JOINED = 1_000  # a stream may have tens of thousands of tags, all of them wrong


class Reason(StrEnum):
    """The kinds of errors that an item's status tells apart."""

    NOT_FOUND = "NotFound"
    NO_ACCESS = "NoAccess"  # Unauthorized: you may not have access to the container image
    WRONG_PASSWORD = "WrongPassword"  # Unauthorized: incorrect username or password for image
    INTERNAL_ERROR = "InternalError"


class RegistryError(Exception):
    """A registry did not give what it was asked for; `text` is the cause in words."""

    # Whether the message of an item names the image before the text (8.7).
    is_prefixed: ClassVar[bool] = True
    reason: Reason = Reason.INTERNAL_ERROR  # of an image
    listing_reason: Reason = Reason.INTERNAL_ERROR  # of a listing of tags
    http_status: int = 0  # of the answer that says so; 0 where there was none
    attempts: tuple[Attempt, ...] = ()  # which places were asked, and how
    may_pass: bool = False  # by itself, in time: too many requests, a broken server, no connection

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._replace_text(text)

    def own_copy(self) -> Self:
        """Return a copy to change: who waited for the same call shares the error itself."""
        copied = type(self).__new__(type(self))
        copied.__dict__.update(self.__dict__)
        copied.args = self.args
        return copied

    @property
    def listing_text(self) -> str:
        """The cause as the status of a tag listing words it."""
        return self.text

    def mask(self, secrets: Iterable[str]) -> None:
        """Put stars where the other side repeated one of the secrets."""
        self._replace_text(_masked(self.text, secrets))

    def _replace_text(self, text: str) -> None:
        self.text = cut(well_formed(text))
        self.args = (self.text,)


# ------------------------------------------------------------------------------ what registries say

# Codes of the Distribution API with their standard messages; others count as UNKNOWN.
CODES = {
    "UNKNOWN": "unknown error",
    "UNSUPPORTED": "The operation is unsupported.",
    "UNAUTHORIZED": "authentication required",
    "DENIED": "requested access to the resource is denied",
    "UNAVAILABLE": "service unavailable",
    "TOOMANYREQUESTS": "too many requests",
    "DIGEST_INVALID": "provided digest did not match uploaded content",
    "SIZE_INVALID": "provided length did not match content length",
    "NAME_INVALID": "invalid repository name",
    "TAG_INVALID": "manifest tag did not match URI",
    "NAME_UNKNOWN": "repository name not known to registry",
    "MANIFEST_UNKNOWN": "manifest unknown",
    "MANIFEST_INVALID": "manifest invalid",
    "MANIFEST_UNVERIFIED": "manifest failed signature verification",
    "MANIFEST_BLOB_UNKNOWN": "blob unknown to registry",
    "BLOB_UNKNOWN": "blob unknown to registry",
    "BLOB_UPLOAD_UNKNOWN": "blob upload unknown to registry",
    "BLOB_UPLOAD_INVALID": "blob upload invalid",
}


class CodedError(RegistryError):
    """The registry refused with one code of the Distribution API."""

    def __init__(
        self,
        code: str,
        message: str = "",
        has_detail: bool = False,
        said_of_login: Reason | None = None,
    ) -> None:
        """`said_of_login`: what the message says of the credentials, whatever the code."""
        self.code = code if code in CODES else "UNKNOWN"
        self.said_of_login = said_of_login
        self.may_pass = self.code in ("TOOMANYREQUESTS", "UNAVAILABLE")
        text = self.code.lower().replace("_", " ")
        if has_detail or message not in ("", CODES[self.code]):
            text = f"{text}: {message}"
        super().__init__(text)
        if said_of_login and self.reason is Reason.INTERNAL_ERROR:  # else the code counts
            self.reason = said_of_login

    @staticmethod
    def of(
        code: str, message: str = "", has_detail: bool = False, said_of_login: Reason | None = None
    ) -> CodedError:
        """Make the error of the class that stands for the code."""
        return _CLASSES.get(code, OtherCode)(code, message, has_detail, said_of_login)


class ManifestUnknown(CodedError):
    """The tag or digest does not exist."""

    reason = Reason.NOT_FOUND


class NameUnknown(CodedError):
    """The repository does not exist."""

    listing_reason = Reason.NOT_FOUND


class Unauthorized(CodedError):
    """The registry wants to know who asks, or does not like who does."""

    reason = listing_reason = Reason.NO_ACCESS


class Denied(CodedError):
    """The registry knows who asks and says no."""


class OtherCode(CodedError):
    """Any other code."""


_CLASSES: dict[str, type[CodedError]] = {
    "MANIFEST_UNKNOWN": ManifestUnknown,
    "NAME_UNKNOWN": NameUnknown,
    "UNAUTHORIZED": Unauthorized,
    "DENIED": Denied,
}


class SeveralErrors(RegistryError):
    """The registry gave several codes at once."""

    def __init__(self, errors: Sequence[RegistryError]) -> None:
        super().__init__("errors:\n" + "".join(f"{error.text}\n" for error in errors))
        self.errors = tuple(errors)
        self.may_pass = any(error.may_pass for error in errors)
        kinds = {type(error) for error in errors}
        self.reason = _first_of(kinds, ManifestUnknown, Unauthorized).reason
        self.listing_reason = _first_of(kinds, NameUnknown, Unauthorized).listing_reason


def _first_of(kinds: set[type[RegistryError]], *wanted: type[RegistryError]) -> type[RegistryError]:
    return next((kind for kind in wanted if kind in kinds), RegistryError)


class Unparsable(RegistryError):
    """A refusal with a body that is not in the form of the Distribution API."""

    def __init__(self, status: int, fault: str, body: bytes) -> None:
        shown = body.decode("utf-8", "surrogateescape")[:_SHOWN_BODY]
        super().__init__(f"error parsing HTTP {status} response body: {fault}: {quoted(shown)}")
        self.status = status


class UnexpectedStatus(RegistryError):
    """An HTTP status that is neither success nor a refusal with a reason."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(f"received unexpected HTTP status: {status} {reason}".rstrip())
        self.status = status
        self.may_pass = says_later(status)


class NotModified(UnexpectedStatus):
    """304 for a manifest, although none was known."""

    def __init__(self) -> None:
        super().__init__(304, "Not Modified")
        self._replace_text("manifest not modified")


class UnknownBlob(RegistryError):
    """The blob does not exist."""

    def __init__(self) -> None:
        super().__init__("unknown blob")


class NotV2(RegistryError):
    """Something answers there, but not as a registry of version 2."""

    def __init__(self, endpoint: str, status: int, reason: str) -> None:
        got = f"{status} {reason}".rstrip()
        super().__init__(f"endpoint {quoted(endpoint)} does not support v2 API (got {got})")
        self.may_pass = says_later(status)


class ContentMismatch(RegistryError):
    """The content does not have the digest it was asked for by."""

    def __init__(self, what: str, digest: str, actual: str) -> None:
        super().__init__(
            f"content integrity error: the {what} retrieved with digest {digest} does not match "
            f"the digest calculated from the content {actual}"
        )


class TooLarge(RegistryError):
    """The answer is larger than we take."""

    def __init__(self, what: str, limit_bytes: int) -> None:
        super().__init__(f"{what} is larger than the {limit_bytes} bytes that are accepted")


class BrokenContent(RegistryError):
    """An answer in a form that cannot be read, such as a tag list that is not JSON."""


# -------------------------------------------------------------------------------- calls that failed


class CallFailed(RegistryError):
    """No answer that counts: `Get "<url>": <why>`."""

    def __init__(self, method: str, url: str, why: str) -> None:
        super().__init__(f"{method.capitalize()} {quoted(url)}: {why}")
        self.url, self.why = url, why


class Unreachable(CallFailed):
    """Connection, name, certificate or time."""

    may_pass = True


class Untrusted(Unreachable):
    """No TLS that can be trusted: an insecure import would take it."""

    may_pass = False


class ForbiddenAddress(CallFailed):
    """The address is one that this server does not connect to."""


class NoBasicCredentials(CallFailed):
    """The registry wants user and password, and no pull secret has them."""

    reason = Reason.NO_ACCESS

    def __init__(self, method: str, url: str) -> None:
        super().__init__(method, url, NO_CREDENTIALS)


class TokenFailed(CallFailed):
    """The token server that the registry named gave no token."""

    def __init__(self, method: str, url: str, why: str, refused: RegistryError | None) -> None:
        """`refused`: how the token server refused, or why it did not answer, if that is so."""
        super().__init__(method, url, why)
        self.may_pass = refused is not None and refused.may_pass
        said = refused.said_of_login if isinstance(refused, CodedError) else None
        self.http_status = refused.http_status if refused else 0
        self.reason = said or Reason.INTERNAL_ERROR


# ------------------------------------------------------------------------------------------- others


class BrokenSecret(RegistryError):
    """A pull secret that cannot be read; which one, but never its content."""

    def __init__(self, text: str, secret: str, secret_name: str = "") -> None:
        """secret: what to call it; secret_name: of the Secret, if it is one."""
        super().__init__(text)
        self.secret, self.secret_name = secret, secret_name


class InvalidName(RegistryError):
    """A repository, tag or digest that cannot be asked for."""

    is_prefixed = False

    def __init__(self, text: str, listing_text: str | None = None) -> None:
        super().__init__(text)
        self._listing_text = listing_text

    @property
    def listing_text(self) -> str:
        return self.text if self._listing_text is None else self._listing_text


class SourcesFailed(RegistryError):
    """Every mirror failed and the source as well; always an InternalError (8.7)."""

    def __init__(self, digest: str, failures: Sequence[tuple[Reference, RegistryError]]) -> None:
        """`failures`: where it was looked for, and why it was not had, in the order of trying."""
        super().__init__(joined(error.text for _, error in failures))
        self.digest, self.failures = digest, tuple(failures)
        self.errors = tuple(error for _, error in failures)
        self.attempts = tuple(attempt for error in self.errors for attempt in error.attempts)
        self.may_pass = any(error.may_pass for error in self.errors)


class DeadlinePassed(CallFailed):
    """The time that the request has is over."""

    may_pass = True

    def __init__(self, method: str, url: str) -> None:
        super().__init__(method, url, "context deadline exceeded")


def says_later(status: int) -> bool:
    """Whether an HTTP status is one that another time may bring an answer for."""
    return status in (408, 429) or status >= 500


def _masked(text: str, secrets: Iterable[str]) -> str:
    # Stars in this well-known ending would tell that one of its words is the password.
    ending = WRONG_PASSWORD if text.endswith(WRONG_PASSWORD) else ""
    text = text.removesuffix(ending)
    for secret in sorted(secrets, key=len, reverse=True):
        if len(secret) > 2:
            text = text.replace(secret, "***").replace(quoted(secret)[1:-1], "***")
    return text + ending


def joined(texts: Iterable[str]) -> str:
    """Put several causes into one line, equal ones once, and not too many: `[first, second]`."""
    distinct = list(dict.fromkeys(texts))
    if (more := len(distinct) - _MOST_JOINED) > 0:
        distinct[_MOST_JOINED:] = [f"and {more} more"]
    return distinct[0] if len(distinct) == 1 else f"[{', '.join(distinct)}]"


def each_of(error: RegistryError) -> Iterator[RegistryError]:
    """Yield the error itself, or the ones that it gathers."""
    if isinstance(error, SeveralErrors | SourcesFailed):
        yield from error.errors
    else:
        yield error
