"""What every model has in common, and the types that JSON has and Python has not."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

Int32: TypeAlias = Annotated[int, Field(ge=-(2**31), le=2**31 - 1)]
Int64: TypeAlias = Annotated[int, Field(ge=-(2**63), le=2**63 - 1)]
if TYPE_CHECKING:
    Integer: TypeAlias = int
else:
    # JSON Schema calls 1.0 an integer; on a round trip it stays 1.0.
    Integer = int | Annotated[float, Field(multiple_of=1)]
JsonObject: TypeAlias = dict[str, Any]
"""A JSON object as Python has it."""


class Literal:
    """What stands for `typing.Literal` at run time: any text, for newer servers may send others."""

    def __class_getitem__(cls, values: Any) -> type[str]:
        return str


def _wire_name(name: str) -> str:
    head, *tail = name.split("_")
    return head + "".join(word.title() for word in tail)


if TYPE_CHECKING:  # checkers know the arguments from the fields
    _Base = BaseModel
else:

    class ModelType(type(BaseModel)):
        """The type of models: they are made with the names of attributes, and no other."""

        def __new__(mcs, *args: Any, **options: Any) -> Any:
            with warnings.catch_warnings():
                # A field `copy` takes the place of a method that pydantic has given up.
                warnings.filterwarnings("ignore", "Field name .* shadows an attribute in parent")
                return super().__new__(mcs, *args, **options)

        def __call__(cls, *args: Any, **fields: Any) -> Any:
            if args:
                raise TypeError(f"{cls.__name__}() takes its fields by name")
            wire_names = wire_names_of(cls)
            unknown = [name for name in fields if name not in wire_names]
            if unknown:
                attributes = {wire: name for name, wire in wire_names.items()}
                said = [
                    f"{attributes[name]} (not {name})" for name in unknown if name in attributes
                ]
                cure = f": in Python it is {', '.join(said)}" if said else ""
                raise TypeError(f"{cls.__name__}() has no field {', '.join(unknown)}{cure}")
            return super().__call__(**{wire_names[name]: fields[name] for name in fields})

    class _Base(BaseModel, metaclass=ModelType):
        """What pydantic has, made as models are."""


class Model(_Base):
    """A JSON object. A field that is not there is not among `model_fields_set`; null is None."""

    model_config = ConfigDict(
        strict=True,  # a text is no number
        extra="ignore",
        alias_generator=_wire_name,
        serialize_by_alias=True,
        allow_inf_nan=False,
        protected_namespaces=(),
        defer_build=True,
    )
    _hidden: ClassVar[tuple[Any, ...]] = ()  # values that say nothing

    def _document(self) -> dict[str, Any]:
        """Return the JSON document, for modules that do without pydantic."""
        return self.model_dump(mode="json", by_alias=True, exclude_unset=True)

    def __repr_args__(self) -> Iterator[tuple[str, Any]]:
        shown = ((name, getattr(self, name)) for name in type(self).__pydantic_fields__)
        for name, value in shown:
            if name in self.__pydantic_fields_set__ and value not in self._hidden:
                yield name, value


_wire_names: dict[type[Any], dict[str, str]] = {}


def wire_names_of(model: Any) -> dict[str, str]:
    """The wire name of each field of a model, by its attribute."""
    found = _wire_names.get(model)
    if found is None:
        model.model_rebuild()  # now that all that its annotations name is there
        fields = model.__pydantic_fields__
        found = {name: str(field.validation_alias or field.alias) for name, field in fields.items()}
        _wire_names[model] = found
    return found
