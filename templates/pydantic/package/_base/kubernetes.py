"""Models that read as Kubernetes does: absent, null and empty are the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, ClassVar, TypeAlias, TypeVar

from pydantic import model_validator

from .filled import with_empty_values
from .kinds import is_object
from .model import Model as _Model

_Type = TypeVar("_Type")

if TYPE_CHECKING:
    Always: TypeAlias = Annotated[_Type, "always there"]
else:
    Always = Annotated[_Type | None, "always there"]
"""The type of a field that is there in each answer: a list, a map, what servers always send."""

UNSENT: Any = None
"""The value of what servers always send as long as none has: in a request that is being built."""


class Model(_Model):
    """A JSON object. Lists and maps that are not there are empty, anything else is None."""

    _hidden: ClassVar[tuple[Any, ...]] = (None, [], {})

    @model_validator(mode="before")
    @classmethod
    def _read_nulls(cls, document: Any) -> Any:
        """Leave nulls out; in lists and maps they are empty values, as for Go."""
        return with_empty_values(cls, document) if is_object(document) else document

    def _document(self) -> dict[str, Any]:
        return self.model_dump(mode="json", by_alias=True, exclude_defaults=True)
