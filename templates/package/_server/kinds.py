"""A served kind: its resource, its model, its rules and the handler that does the work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .._base.model import attributes_of
from .._base.patching import Shape
from .._base.rest import Resource
from ..causes import Cause
from .message_forms import Messages
from .writing import Writing


@dataclass(frozen=True, slots=True)
class Rules:
    """What the package's modules know of all kinds."""

    checked: Callable[[Any, str, int], tuple[Any, list[Cause]]]
    unknown_fields: Callable[[Any, str], list[str]]
    fill: Callable[[dict[str, Any], str], None]
    writing: Writing
    messages: Messages

    @property
    def shapes(self) -> dict[str, Shape]:
        """How the kinds are put together."""
        return self.writing.shapes


@dataclass(slots=True)
class Served:
    """One resource of the application.

    models: class of what is read and written, by subresource; "" for the object itself.
    answer: class of what a creation is answered with.
    operations: method of the Protocol by verb and subresource.
    fills_status: whether an answer always has a status, so that an empty one stands for none.
    """

    resource: Resource
    protocol: type
    handler: Any
    models: dict[str, type[Any]]
    answer: type[Any]
    operations: dict[tuple[str, str], str]
    fills_status: bool
    rules: Rules
    fields: dict[str, str] = field(init=False)
    has_metadata: bool = field(init=False)
    clears_status: bool = field(init=False)
    is_stored: bool = field(init=False)

    def __post_init__(self) -> None:
        # Wire name -> attribute, of the fields that the server itself touches.
        known = attributes_of(self.models[""])
        self.fields = {
            name: known[name]
            for name in ("apiVersion", "kind", "metadata", "status")
            if name in known
        }
        self.has_metadata = "metadata" in known
        # What can only be created is answered and forgotten.
        self.is_stored = self.resource.verbs != ("create",)
        # A status that has a path of its own is written nowhere else.
        has_path = any(sub.name == "status" for sub in self.resource.subresources)
        self.clears_status = "status" in known and (has_path or not self.is_stored)

    def method(self, verb: str, subresource: str = "") -> Any:
        """The handler's method for a verb, or None where it does not implement it.

        A method that is only inherited from the Protocol implements nothing.
        """
        name = self.operations.get((verb, subresource))
        if name is None or self.handler is None:
            return None
        found = getattr(self.handler, name, None)
        own = getattr(found, "__func__", found)
        return None if own is getattr(self.protocol, name) else found

    def verbs(self, subresource: str = "") -> list[str]:
        """The verbs that the handler implements, in alphabetical order."""
        return sorted(
            verb
            for verb, sub in self.operations
            if sub == subresource and self.method(verb, sub) is not None
        )
