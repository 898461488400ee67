"""How each library that models may be made with writes a field."""

from __future__ import annotations

from dataclasses import dataclass

from ..ir.models import Library, ModelField, Reading
from ..python import naming
from ..python.source import literal

# What a package needs of each, as its metadata names it.
REQUIREMENTS = {Library.MSGSPEC: "msgspec>=0.20", Library.PYDANTIC: "pydantic>=2.11"}

# What stands before and after a field's bare type, and its default.
_KUBERNETES = {
    Reading.NONE: ("", " | None", "None"),
    Reading.UNSENT: ("Always[", "]", "UNSENT"),
    Reading.LIST: ("Always[", "]", "[]"),
    Reading.MAP: ("Always[", "]", "{}"),
}
_AROUND = {
    Library.MSGSPEC: {**_KUBERNETES, Reading.EXACTLY: ("", " | None | UnsetType", "UNSET")},
    # It knows by itself which fields were set.
    Library.PYDANTIC: {**_KUBERNETES, Reading.EXACTLY: ("", " | None", "None")},
}
_FACTORIES = {Reading.LIST: "list", Reading.MAP: "dict"}


@dataclass(frozen=True, slots=True)
class WrittenField:
    """The source of a field around its bare type."""

    name: str
    opening: str
    rest: str


def written(item: ModelField, library: Library) -> WrittenField:
    """Write a field as a class of the library states it."""
    opening, closing, default = _AROUND[library][item.reading]
    factory = _FACTORIES.get(item.reading)
    value = f"default_factory={factory}" if factory else f"default={default}"
    name = item.python_name
    if library is Library.PYDANTIC:
        name = naming.name_in_pydantic(name)
        if item.explicit_name is not None or name != item.python_name:
            default = f"_pydantic.Field({value}, {aliases(item.wire_name)})"
    elif item.explicit_name is not None:
        # An empty list or map as the default is a new one for each object.
        default = f"msgspec.field(default={default}, name={literal(item.explicit_name)})"
    return WrittenField(name, opening, f"{closing} = {default}")


def aliases(wire_name: str) -> str:
    """Write the arguments that give a field of pydantic its name on the wire.

    Not `alias`: checkers would take it for the name of the argument.
    """
    name = literal(wire_name)
    return f"validation_alias={name}, serialization_alias={name}"
