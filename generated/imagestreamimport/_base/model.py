"""What every model has in common, and the types that JSON has and Python has not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from msgspec import UNSET, Meta, Struct, StructMeta, structs, to_builtins

Int32: TypeAlias = Annotated[int, Meta(ge=-(2**31), le=2**31 - 1)]
Int64: TypeAlias = Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)]
if TYPE_CHECKING:
    Integer: TypeAlias = int
else:
    # JSON Schema calls 1.0 an integer; on a round trip it stays 1.0.
    Integer = int | Annotated[float, Meta(multiple_of=1)]
JsonObject: TypeAlias = dict[str, Any]
"""A JSON object as Python has it."""


class Literal:
    """What stands for `typing.Literal` at run time: any text, for newer servers may send others."""

    def __class_getitem__(cls, values: Any) -> type[str]:
        return str


class ModelType(StructMeta):
    """The type of models: tells who writes a field as JSON has it what it is called in Python."""

    if not TYPE_CHECKING:  # checkers know the arguments from the fields

        def __call__(cls, *args: Any, **fields: Any) -> Any:
            try:
                return super().__call__(*args, **fields)
            except TypeError as error:
                names = {item.encode_name: item.name for item in structs.fields(cls)}
                said = [
                    f"{names[name]} (not {name})"
                    for name in fields
                    if names.get(name, name) != name
                ]
                if not said:
                    raise
                raise TypeError(f"{error}: in Python it is {', '.join(said)}") from None


# A document is a tree: without the garbage collector's book-keeping, reading one is a tenth faster.
class Model(Struct, metaclass=ModelType, kw_only=True, rename="camel", gc=False):
    """A JSON object. A field that is not there is UNSET, which is not the same as None (null)."""

    def __repr__(self) -> str:
        values = ((name, getattr(self, name)) for name in self.__struct_fields__)
        shown = ", ".join(f"{name}={value!r}" for name, value in values if value is not UNSET)
        return f"{type(self).__name__}({shown})"

    def _document(self) -> dict[str, Any]:
        """Return the JSON document, for modules that do without msgspec."""
        document: dict[str, Any] = to_builtins(self)
        return document


_attributes: dict[type[Any], dict[str, str]] = {}


def attributes_of(model: type[Any]) -> dict[str, str]:
    """The attribute of each field of a model, by its wire name."""
    found = _attributes.get(model)
    if found is None:
        found = {field.encode_name: field.name for field in structs.fields(model)}
        _attributes[model] = found
    return found
