"""What the log says of items of an import that failed: what was asked, with which credential."""

from __future__ import annotations

from collections.abc import Iterator

from imagestreamimport.models import (
    ImageImportStatus,
    ImageStreamImport,
    ImageStreamImportSpec,
    ObjectReference,
    RepositoryImportSpec,
    RepositoryImportStatus,
    Status,
)
from imagestreamimport.references import InvalidReference, parse
from streamport.importing import Outcome
from streamport.importing.fields import given, spec_of
from streamport.registry import Keyring
from streamport.registry.errors import BrokenSecret

from .record import ItemFailure

# A repository of thousands of tags behind a dead registry shall not fill the disk.
_MOST_TOLD = 10


async def failures_of(
    request: ImageStreamImport, outcome: Outcome, keyring: Keyring
) -> list[ItemFailure]:
    """The first failures, in the order of the answer."""
    told: list[ItemFailure] = []
    for source, status in _failed(spec_of(request), outcome):
        if len(told) == _MOST_TOLD:
            break
        credential = await _credential_of(source, keyring)
        reason, text = given(status.reason, ""), given(status.message, "")
        told.append(ItemFailure(source, reason, text, credential))
    return told


def _failed(spec: ImageStreamImportSpec, outcome: Outcome) -> Iterator[tuple[str, Status]]:
    """What was to be imported, and the status of why it was not."""
    if outcome.repository and spec.repository:
        yield from _failed_tags(spec.repository, outcome.repository)
    for entry, item in zip(given(spec.images, []), outcome.images, strict=True):
        if not item.image:
            yield _name(entry.from_), _status(item)


def _failed_tags(
    spec: RepositoryImportSpec, repository: RepositoryImportStatus
) -> Iterator[tuple[str, Status]]:
    name = _name(spec.from_)
    status = given(repository.status, Status())
    if status.status == "Failure":
        yield name, status
    for item in given(repository.images, []):
        if not item.image:
            yield f"{name}:{given(item.tag, '')}", _status(item)


def _name(reference: object) -> str:
    return given(reference.name, "") if isinstance(reference, ObjectReference) else ""


def _status(item: ImageImportStatus) -> Status:
    return given(item.status, Status())


async def _credential_of(source: str, keyring: Keyring) -> str:
    """Where the credential for it comes from, never what it is; "" for none."""
    try:
        credential = await keyring.find(parse(source))
    except (InvalidReference, BrokenSecret):
        return ""
    return credential.name if credential else ""
