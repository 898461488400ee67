"""The items of an import that failed, for the log: the source, and which credential was used."""

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
from streamport.importing.fields import spec_of
from streamport.registry import Keyring
from streamport.registry.errors import BrokenSecret

from .record import ItemFailure

# A repository of thousands of tags at a dead registry shall not fill the disk.
_MOST_LISTED = 10


async def failures_of(
    request: ImageStreamImport, outcome: Outcome, keyring: Keyring
) -> list[ItemFailure]:
    """Collect the first failures, in the order of the answer."""
    failures: list[ItemFailure] = []
    for source, status in _failed(spec_of(request), outcome):
        if len(failures) == _MOST_LISTED:
            break
        credential = await _credential_of(source, keyring)
        reason, text = status.reason or "", status.message or ""
        failures.append(ItemFailure(source, reason, text, credential))
    return failures


def _failed(spec: ImageStreamImportSpec, outcome: Outcome) -> Iterator[tuple[str, Status]]:
    """Yield each image that was not imported, and the status that says why."""
    if outcome.repository and spec.repository:
        yield from _failed_tags(spec.repository, outcome.repository)
    for entry, item in zip(spec.images, outcome.images, strict=True):
        if not item.image:
            yield _name(entry.from_), _status(item)


def _failed_tags(
    spec: RepositoryImportSpec, repository: RepositoryImportStatus
) -> Iterator[tuple[str, Status]]:
    name = _name(spec.from_)
    status = repository.status or Status()
    if status.status == "Failure":
        yield name, status
    for item in repository.images:
        if not item.image:
            yield f"{name}:{item.tag or ''}", _status(item)


def _name(reference: object) -> str:
    return reference.name or "" if isinstance(reference, ObjectReference) else ""


def _status(item: ImageImportStatus) -> Status:
    return item.status or Status()


async def _credential_of(source: str, keyring: Keyring) -> str:
    """Say where the credential for it comes from, never what it is; "" for none."""
    try:
        credential = await keyring.find(parse(source))
    except (InvalidReference, BrokenSecret):
        return ""
    return credential.name if credential else ""
