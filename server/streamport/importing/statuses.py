"""From an error to the Status of an item, of a tag listing, or of a whole repository.

One table: each error knows the row that it belongs to, so that no text has to be read again.
Source: import semantics, sections 8.3 and 8.7.
"""

from __future__ import annotations

from imagestreamimport.causes import INVALID, message, quoted
from imagestreamimport.models import ListMeta, Status, StatusCause, StatusDetails
from imagestreamimport.references import InvalidReference, Reference, is_reference
from streamport.registry.errors import Reason, RegistryError, SourcesFailed, joined
from streamport.registry.json_text import cut, well_formed

from .errors import BadContent

GROUP = "image.openshift.io"


def success() -> Status:
    """Return the status of an item that was imported."""
    return Status(metadata=ListMeta(), status="Success")


def item_status(error: RegistryError | BadContent, shown: str) -> Status:
    """Return the status of an image that could not be had.

    shown: the normalised reference that the message names.
    """
    if isinstance(error, BadContent):
        return internal_error(f"{shown}: {error.text}")
    if isinstance(error, SourcesFailed):
        return internal_error(_text_of_all(error))
    match error.reason:
        case Reason.NOT_FOUND:
            return not_found(shown)
        case Reason.NO_ACCESS:
            return unauthorized(f"you may not have access to the container image {quoted(shown)}")
        case Reason.WRONG_PASSWORD:
            return unauthorized(f"incorrect username or password for image {quoted(shown)}")
        case _:
            return internal_error(_text_of(error, shown))


def _text_of(error: RegistryError, shown: str) -> str:
    """Write an error as one line, without what the reason of a Status adds."""
    if error.reason is not Reason.INTERNAL_ERROR:
        return item_status(error, shown).message or ""
    return f"{shown}: {error.text}" if error.is_prefixed else error.text


def _text_of_all(error: SourcesFailed) -> str:
    """Join what every mirror and the source said of a digest, each under its own reference."""
    texts: list[str] = []
    for place, failure in error.failures:
        named = Reference(place.registry, place.namespace, place.name, digest=error.digest)
        texts.append(_text_of(failure, named.normalised()))
    return joined(texts)


def listing_status(error: RegistryError, name: str) -> Status:
    """Make the status of a repository whose tags could not be listed.

    name: as the user spelled it.
    """
    match error.listing_reason:
        case Reason.NOT_FOUND:
            return not_found(name)
        case Reason.NO_ACCESS | Reason.WRONG_PASSWORD:
            return unauthorized(f"you may not have access to the container image {quoted(name)}")
        case _:
            return internal_error(error.listing_text)


def repository_status(failed: int) -> Status:
    """Return the status of a repository of which some tags, or none, could not be imported."""
    if not failed:
        return success()
    subject = "one" if failed == 1 else str(failed)
    return Status(
        metadata=ListMeta(),
        status="Failure",
        reason="ImportFailed",
        message=f"{subject} of the images from this repository failed to import",
    )


def blocked(reference: Reference) -> Status:
    """Make the status for a registry that the administrator blocks (section 12)."""
    text = f"forbidden: registry {reference.registry} blocked"
    return _failure("Forbidden", 403, text, StatusDetails())


def invalid_name(name: str, detail: str, position: str = "") -> Status:
    """Return the status of a `from.name` that nothing can be asked for with.

    position: `repository` for spec.repository, which the message then names.
    """
    words = message(INVALID, quoted(name), detail)
    cause = StatusCause(reason=INVALID, message=words, field="from.name")
    details = StatusDetails(causes=[cause])
    kind = ""
    if position:
        details.name, details.group, kind = position, GROUP, f".{GROUP}"
    text = f"{kind} {quoted(position)} is invalid: from.name: {words}"
    return _failure("Invalid", 422, text, details)


def not_found(shown: str) -> Status:
    """Make a 404 for an image or repository."""
    shown = well_formed(shown)
    details = StatusDetails(name=shown, group=GROUP, kind="dockerimage")
    return _failure("NotFound", 404, f"dockerimage.{GROUP} {quoted(shown)} not found", details)


def unauthorized(text: str) -> Status:
    """Make a 401 with the text."""
    return _failure("Unauthorized", 401, text)


def internal_error(text: str) -> Status:
    """Make a 500 with the text as its cause."""
    text = cut(well_formed(text))
    details = StatusDetails(causes=[StatusCause(message=text)])
    return _failure("InternalError", 500, f"Internal error occurred: {text}", details)


def _failure(reason: str, code: int, text: str, details: StatusDetails | None = None) -> Status:
    status = Status(
        metadata=ListMeta(), status="Failure", reason=reason, message=cut(text), code=code
    )
    if details is not None:
        status.details = details
    return status


def shown_reference(reference: Reference) -> str:
    """Write the reference as messages name it, with everything made explicit.

    Raises BadContent for one that nothing can be asked for with. Source: section 8.7.
    """
    exact = exact_or_empty(reference)
    why = "invalid reference format"
    try:
        if is_reference(exact):
            return reference.normalised()
    except InvalidReference as error:
        why = f"{why}: {error}"
    raise BadContent(f"unable to parse docker reference {exact}: {why}")


def exact_or_empty(reference: Reference) -> str:
    """Write the exact form; empty for a registry alone, as the reference writes it."""
    return reference.exact() if reference.name else ""
