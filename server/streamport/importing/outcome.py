"""The outcome of a request's items, which the importer gives and `apply_imports` takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from imagestreamimport.models import ImageImportStatus, RepositoryImportStatus
from streamport.choosing import LeftOut
from streamport.registry.attempts import Attempt

_Attempts = Sequence[Attempt]


@dataclass(frozen=True, slots=True)
class Tried:
    """What was tried for each item, in the order of the results; nothing where it is there."""

    images: Sequence[_Attempts] = ()
    tags: Sequence[_Attempts] = ()
    listing: _Attempts = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """The results in the order of the request, raw manifests included.

    Images may be shared between items, so they must not be changed.
    """

    images: list[ImageImportStatus]
    repository: RepositoryImportStatus | None = None
    is_untrusted: bool = False
    """Whether something failed because a registry's TLS cannot be trusted."""
    left_out: Sequence[LeftOut] = ()
    """The tags of the repository that the rules for tags left out."""
    tried: Tried = Tried()
    """What was tried for the items that failed."""
    may_pass: tuple[bool, ...] = ()
    """For each of the images whether it failed for a reason that may pass by itself."""
    repository_may_pass: bool = False
    """Whether the listing, or one of its tags, failed for such a reason."""
