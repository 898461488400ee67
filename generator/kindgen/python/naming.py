"""From names on the wire to names in Python. Decided here, once; nothing else derives a name."""

from __future__ import annotations

import keyword
import re
from collections.abc import Container

# Names that the body of a class in models.py may use: a field of that name would hide them there.
USED_IN_CLASSES = frozenset(
    {
        "Always", "Any", "Int32", "Int64", "Integer", "JsonObject", "Literal", "UNSENT", "UNSET",
        "UnsetType", "bool", "dict", "float", "int", "list", "msgspec", "str", "tuple",
    }
)  # fmt: skip
# Names that models.py, or the class that every model derives from, already gives a meaning.
RESERVED_CLASSES = USED_IN_CLASSES | {
    "Model", "TYPE_CHECKING", "TypeAlias", "TypeVar", "bytes", "decode", "decoder_of", "encode",
    "from_dict", "msgspec", "overload", "refuse_another_kind", "to_dict", "type",
}  # fmt: skip

# Names that pydantic itself needs of a model (pydantic 2, BaseModel).
_NEEDED_BY_PYDANTIC = frozenset(
    {
        "model_computed_fields", "model_config", "model_construct", "model_copy", "model_dump",
        "model_dump_json", "model_extra", "model_fields", "model_fields_set", "model_json_schema",
        "model_parametrized_name", "model_post_init", "model_rebuild", "model_validate",
        "model_validate_json", "model_validate_strings",
    }
)  # fmt: skip

_WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_FOREIGN = re.compile(r"\W", re.ASCII)


def snake_case(name: str) -> str:
    """Write `dockerImageLayers` as `docker_image_layers`, `publicKeyID` as `public_key_id`."""
    return _WORDS.sub("_", _FOREIGN.sub("_", name)).lower()


def field_name(wire_name: str, classes: Container[str] = ()) -> str:
    """Name the attribute that holds a field: snake_case, with an underscore where that is taken."""
    name = snake_case(wire_name).strip("_") or "field"
    if name[0].isdigit():
        name = f"field_{name}"
    taken = keyword.iskeyword(name) or name in USED_IN_CLASSES or name in classes
    return f"{name}_" if taken else name


def is_field_name(name: str, classes: Container[str]) -> bool:
    """Whether an attribute of a model may have the name."""
    taken = keyword.iskeyword(name) or name in USED_IN_CLASSES or name in classes
    return not taken and not name.startswith("_")


def is_class_name(name: str) -> bool:
    """Whether a class of models.py may have the name."""
    return not (keyword.iskeyword(name) or name in RESERVED_CLASSES or name.startswith("_"))


def class_name(definition: str) -> str:
    """Name the class of a definition: by its own name where that is an identifier."""
    name = _FOREIGN.sub("_", definition).strip("_") or "Definition"
    if name[0].isdigit():
        name = f"Definition{name}"
    return f"{name}_" if keyword.iskeyword(name) or name in RESERVED_CLASSES else name


def pascal_case(wire_name: str) -> str:
    """Write `importPolicy` as `ImportPolicy`, for the class of an object without a name."""
    return "".join(word[:1].upper() + word[1:] for word in _FOREIGN.sub("_", wire_name).split("_"))


def camel_case(python_name: str) -> str:
    """Return the wire name that msgspec's `rename="camel"` makes of an attribute."""
    head, *tail = python_name.split("_")
    return head + "".join(word.title() for word in tail)


def name_in_pydantic(attribute: str) -> str:
    """Return the name of an attribute in pydantic: another one where it needs that itself."""
    return f"{attribute}_" if attribute in _NEEDED_BY_PYDANTIC else attribute
