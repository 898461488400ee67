"""What every model has in common, and the types that JSON has and Python has not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from msgspec import UNSET, Meta, Struct, structs

Int32: TypeAlias = Annotated[int, Meta(ge=-(2**31), le=2**31 - 1)]
Int64: TypeAlias = Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)]
if TYPE_CHECKING:
    Integer: TypeAlias = int
else:
    # JSON Schema calls 1.0 an integer; on a round trip it stays 1.0.
    Integer = int | Annotated[float, Meta(multiple_of=1)]
JsonObject: TypeAlias = dict[str, Any]
"""A JSON object as Python has it."""


# A document is a tree: without the garbage collector's book-keeping, reading one is a tenth faster.
class Model(Struct, kw_only=True, rename="camel", gc=False):
    """A JSON object. A field that is not there is UNSET, which is not the same as None (null)."""

    def __repr__(self) -> str:
        values = ((name, getattr(self, name)) for name in self.__struct_fields__)
        shown = ", ".join(f"{name}={value!r}" for name, value in values if value is not UNSET)
        return f"{type(self).__name__}({shown})"


_attributes: dict[type[Any], dict[str, str]] = {}


def attributes_of(model: type[Any]) -> dict[str, str]:
    """The attribute of each field of a model, by its wire name."""
    found = _attributes.get(model)
    if found is None:
        found = {field.encode_name: field.name for field in structs.fields(model)}
        _attributes[model] = found
    return found
