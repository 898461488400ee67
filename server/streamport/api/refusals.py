"""Refusals of the store, as answers that a Kubernetes client understands."""

from __future__ import annotations

from imagestreamimport.errors import (
    AlreadyExists,
    BadRequest,
    Conflict,
    Expired,
    NotFound,
    RequestEntityTooLarge,
    StatusError,
)
from imagestreamimport.models import ObjectMeta
from streamport.store.errors import (
    AlreadyStored,
    BadContinue,
    Changed,
    Missing,
    Refused,
    StoreError,
    TooLarge,
)
from streamport.store.errors import Expired as TooOld

MODIFIED = (
    "the object has been modified; " "please apply your changes to the latest version and try again"
)


def refuse_version(metadata: ObjectMeta | None) -> None:
    """Raise what Kubernetes answers to a new object that claims to be an old one.

    It has neither reason nor details (import semantics, section 14.2).
    """
    if metadata and metadata.resource_version:
        message = "resourceVersion should not be set on objects to be created"
        raise StatusError(message, code=500, reason="")


def refusal(qualified: str, refused: Refused) -> StatusError:
    """Make the answer to what the store refused.
    | `qualified` is the resource that the client asked for, which may not be the stored one.

    Source of the words: k8s.io/apiserver, registry/generic/registry and api/errors.
    """
    name = refused.key.name
    match refused:
        case AlreadyStored():
            return AlreadyExists.of(qualified, name)
        case Missing():
            return NotFound.of(qualified, name)
        case TooLarge():
            return too_large(refused)
        case Changed(what="uid"):
            return Conflict.of(qualified, name, other_uid(refused.expected, refused.current))
        case _:
            return Conflict.of(qualified, name, MODIFIED)


def too_large(refused: TooLarge) -> RequestEntityTooLarge:
    """Make the answer to an object that would be larger than is stored."""
    return RequestEntityTooLarge(
        f"Request entity too large: the object would have {refused.size_bytes} bytes, "
        f"limit is {refused.limit_bytes}"
    )


def other_uid(expected: str, current: str) -> str:
    """Say why an object that was meant by its uid is left alone: another has its name."""
    return f"Precondition failed: UID in precondition: {expected}, UID in object meta: {current}"


def other_stored(key: str, expected: str, current: str) -> str:
    """Say the same of an update, as the reference's storage does; `key`: where it keeps objects."""
    return (
        f"StorageError: invalid object, Code: 4, Key: {key}, ResourceVersion: 0, "
        f"AdditionalErrorMsg: {other_uid(expected, current)}"
    )


def read_failure(error: StoreError) -> StatusError | StoreError:
    """Make the answer to a list or watch that cannot go on; return other errors as they are."""
    match error:
        case TooOld():
            return Expired(
                f"too old resource version: {error.asked} ({error.oldest})"
                if error.asked <= error.newest
                else f"unknown resource version: {error.asked} (the newest is {error.newest})"
            )
        case BadContinue():
            return BadRequest("continue key is not valid")
        case _:
            return error
