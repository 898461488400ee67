"""What the controller asks of whoever imports for it, and what it is told."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field
from typing import Protocol

from msgspec import Struct

from imagestreamimport.models import ImageStreamImport

MOST_TRIED = 4  # places of an item that are remembered


class Lost(Exception):
    """The stream was changed or deleted meanwhile: nothing was written."""


class NotDone(Exception):
    """There is no result for any other reason; the text says which."""


class Tried(Struct, omit_defaults=True):
    """One place that was asked, in words; `hidden`: the same without the name of the secret."""

    text: str
    hidden: str = ""
    secret: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """What became of one tag, or of the repository, whose tag is empty."""

    tag: str
    failed: bool = False
    reason: str = ""
    message: str = ""
    may_pass: bool = False
    tried: tuple[Tried, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """The result of an import, tag by tag."""

    items: list[Item] = field(default_factory=list)
    changed: bool = False  # whether the stream was written


class Engine(Protocol):
    """Imports as a user's request would."""

    async def __call__(
        self, namespace: str, request: ImageStreamImport, why: str, passed_over: Container[str]
    ) -> Imported:
        """Import into the stream of the request's version. Raises Lost, NotDone.

        passed_over: tags of the request's repository that are not wanted.
        """
        ...
