"""The HTTP half of a package: what is served, and what had to be made for it."""

from __future__ import annotations

from dataclasses import dataclass

from .messages import Message
from .resources import Resource
from .shapes import Shape


@dataclass(frozen=True, slots=True)
class ListClass:
    """The class of a list that has to be made, for the schema has none."""

    name: str  # "ShelfList"
    kind: str  # the same on the wire
    item_class: str
    item_kind: str  # of the elements: "Shelf"


@dataclass(frozen=True, slots=True)
class Api:
    """The HTTP half. Without resources there is none, nor a module of it."""

    resources: tuple[Resource, ...]
    lists: tuple[ListClass, ...]
    shapes: tuple[Shape, ...]
    leaves_out_empty: bool  # whether servers write no field that was set to an empty value
    messages: tuple[Message, ...]
    list_meta: str  # class of a list's metadata, as source for the resources module

    @property
    def has_scales(self) -> bool:
        """Whether a resource has a Scale."""
        return any(sub.scale for resource in self.resources for sub in resource.subresources)

    @property
    def is_served(self) -> bool:
        """Whether there is an HTTP half."""
        return bool(self.resources)
