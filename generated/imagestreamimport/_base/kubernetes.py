"""Models that read as Kubernetes does: absent, null and empty are the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, TypeAlias, TypeVar

from .model import Model as _Model

_Type = TypeVar("_Type")

if TYPE_CHECKING:
    Always: TypeAlias = Annotated[_Type, "always there"]
else:
    Always = Annotated[_Type | None, "always there"]
"""The type of a field that is there in each answer: a list or a map, or what servers always send.

JSON may have null for it all the same, which then is as good as nothing.
"""

UNSENT: Any = None
"""The value of what servers always send as long as none has: in a request that is being built."""


class Model(_Model, kw_only=True, omit_defaults=True):
    """A JSON object. Lists and maps that are not there are empty, anything else is None."""

    def __repr__(self) -> str:
        values = ((name, getattr(self, name)) for name in self.__struct_fields__)
        shown = (f"{name}={value!r}" for name, value in values if value not in (None, [], {}))
        return f"{type(self).__name__}({', '.join(shown)})"
