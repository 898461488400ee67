"""Step 3: from the graph to the intermediate representation. Every decision is made here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from . import formats, naming, pointers
from .defaultcode import build_defaults
from .ir import Definition, Field, Package
from .load_name import DEFAULT_VERSION
from .problems import SchemaProblem, never_endless
from .resolve import Document, Schema
from .resources import build_api
from .validatorcode import build_validators

INT32, INT64, JSON_OBJECT = "KindgenInt32", "KindgenInt64", "KindgenJsonObject"
_ANY: dict[str, Any] = {}
_MOST_STEPS = 50  # to the name of a type


def build(document: Document) -> Package:
    """The representation of a package whose document has no faults."""
    root = document.keywords()
    with never_endless(document.name):
        definitions = definitions_of(document)
        return Package(
            name=root["x-package"],
            version=root.get("x-version", DEFAULT_VERSION),
            title=root["title"],
            doc=root.get("description", ""),
            document=document,
            definitions=definitions,
            validators=build_validators(document),
            defaults=build_defaults(document),
            api=build_api(document, definitions),
        )


def definitions_of(document: Document) -> tuple[Definition, ...]:
    """Every class and alias of the package, the root first."""
    return tuple(_Shapes(document).definitions())


def advice(document: Document) -> list[SchemaProblem]:
    """What the reader of a package will miss: descriptions. Nothing that stops a run."""
    return [
        SchemaProblem(document.name, pointer, "has no description")
        for pointer, schema in document.schemas.items()
        if _is_described_place(pointer) and isinstance(schema, dict) and "description" not in schema
    ]


def _is_described_place(pointer: str) -> bool:
    tokens = pointers.split(pointer)
    return len(tokens) >= 2 and tokens[-2] in ("properties", "$defs")


# --------------------------------------------------------------------------------------- shapes


@dataclass(slots=True)
class _Shapes:
    """Turns schemas into the bare types of models; an object in place becomes a definition."""

    document: Document
    _classes: frozenset[str] = frozenset()
    _waiting: list[tuple[str, str, str]] = field(default_factory=list[tuple[str, str, str]])

    def definitions(self) -> Iterator[Definition]:
        """The root, then each definition of the document, followed by those inside it."""
        self._classes = frozenset(map(self._class_of, self.document.definitions()))
        for pointer in self.document.definitions():
            name = self.document.name_of(pointer) or ""
            self._waiting.append((pointer, name, naming.class_name(name)))
            while self._waiting:
                yield self._definition(*self._waiting.pop(0))

    def _class_of(self, pointer: str) -> str:
        own = self.document.keywords(pointer).get("x-python-name")
        return own or naming.class_name(self.document.name_of(pointer) or "")

    def _definition(self, pointer: str, name: str, class_name: str) -> Definition:
        schema = self.document.schemas[pointer]
        said = self.document.keywords(pointer)
        class_name = said.get("x-python-name") or class_name
        fields: tuple[Field, ...] = ()
        shape = None
        if self._is_class(schema):
            fields = tuple(self._fields(said, pointer, class_name))
        else:
            shape = self.shape(schema, pointer, class_name, at_definition=True)
        return Definition(name, class_name, said.get("description", ""), pointer, fields, shape)

    def _is_class(self, schema: Schema) -> bool:
        """Whether the schema is an object all of whose fields are listed."""
        return (
            isinstance(schema, dict)
            and schema.get("type", "object") == "object"
            and bool(schema.get("properties"))
            and not schema.get("x-kubernetes-preserve-unknown-fields")
            and "patternProperties" not in schema
            and schema.get("additionalProperties", False) is False
        )

    def _fields(self, schema: dict[str, Any], pointer: str, owner: str) -> Iterator[Field]:
        required = schema.get("required", [])
        on_read = schema.get("x-required-on-read", [])
        for wire_name, child in schema["properties"].items():
            place = pointers.join(pointer, "properties", wire_name)
            said = child if isinstance(child, dict) else {}
            python_name = said.get("x-python-name")
            python_name = python_name or naming.field_name(wire_name, self._classes)
            derived = naming.camel_case(python_name) == wire_name
            availability = said.get("x-availability", {})
            yield Field(
                wire_name=wire_name,
                python_name=python_name,
                explicit_name=None if derived else wire_name,
                type_name=type_name(self.document, place),
                shape=self.shape(child, place, owner + naming.pascal_case(wire_name)),
                doc=_field_doc(said),
                pointer=place,
                required_on_write=wire_name in required,
                required_on_read=wire_name in on_read,
                nullable=wire_name not in required,
                since=availability.get("since"),
                until=availability.get("until"),
            )

    def shape(
        self, schema: Schema, pointer: str, name: str, at_definition: bool = False
    ) -> dict[str, Any]:
        """The bare type of a value; `name` is for the class of an object that has none."""
        if not isinstance(schema, dict):
            return _ANY
        if "$ref" in schema:
            return self._reference(self.document.targets[pointer])
        if len(schema.get("allOf", ())) == 1 and "type" not in schema:
            return self.shape(schema["allOf"][0], pointers.join(pointer, "allOf", 0), name)
        if schema.get("x-kubernetes-int-or-string"):
            return {"anyOf": [{"type": "integer"}, {"type": "string"}]}
        types = schema.get("type", "object" if "properties" in schema else [])
        types = [kind for kind in ([types] if isinstance(types, str) else types) if kind != "null"]
        shapes = [self._typed(kind, schema, pointer, name, at_definition) for kind in types]
        if len(shapes) == 1:
            return shapes[0]
        if shapes and not {"object", "array"} & set(types):
            return {"anyOf": shapes}
        return _ANY

    def _reference(self, target: str) -> dict[str, Any]:
        name = self.document.name_of(target)
        schema = self.document.schemas[target]
        if name is None:
            # A place without a name: its fields are known, its class would have none.
            return {"$ref": JSON_OBJECT} if self._is_class(schema) else _ANY
        return {"$ref": self._class_of(target)}

    def _typed(
        self, kind: str, schema: dict[str, Any], pointer: str, name: str, at_definition: bool
    ) -> dict[str, Any]:
        if kind == "integer":
            form = schema.get("format")
            if form in formats.INTEGER_FORMATS:
                return {"$ref": INT32 if form == "int32" else INT64}
            return {"type": "integer"}
        if kind == "number":
            # Whole numbers stay whole on a round trip.
            return {"anyOf": [{"type": "integer"}, {"type": "number"}]}
        if kind == "array":
            if "items" not in schema or "prefixItems" in schema:
                return {"type": "array", "items": _ANY}
            place = pointers.join(pointer, "items")
            return {"type": "array", "items": self.shape(schema["items"], place, name + "Item")}
        if kind == "object":
            return self._object(schema, pointer, name, at_definition)
        return {"type": kind}

    def _object(
        self, schema: dict[str, Any], pointer: str, name: str, at_definition: bool
    ) -> dict[str, Any]:
        if self._is_class(schema) and not at_definition:
            class_name = schema.get("x-python-name") or naming.class_name(name)
            self._waiting.append((pointer, name, class_name))
            return {"$ref": class_name}
        values = schema.get("additionalProperties")
        free = "properties" in schema or "patternProperties" in schema
        if isinstance(values, dict) and not free:
            place = pointers.join(pointer, "additionalProperties")
            return {
                "type": "object",
                "additionalProperties": self.shape(values, place, name + "Value"),
            }
        return {"$ref": JSON_OBJECT}


def type_name(document: Document, pointer: str) -> str:
    """The type as the documented tree writes it: `string:date-time`, `array<TagEvent>`."""
    around: list[str] = []
    for _ in range(_MOST_STEPS):
        schema = document.keywords(pointer)
        if "$ref" in schema:
            pointer = document.targets[pointer]
            if name := document.name_of(pointer):
                return _inside(around, name)
            continue
        kind = schema.get("type", "any")
        if isinstance(kind, list):
            kind = "|".join(kind)
        if kind == "array" and "items" in schema:
            around.append("array")
            pointer = pointers.join(pointer, "items")
        elif kind == "object" and "additionalProperties" in schema and "properties" not in schema:
            around.append("map")
            pointer = pointers.join(pointer, "additionalProperties")
        elif kind == "array":
            return _inside(around, "array<any>")
        else:
            form = schema.get("format")
            return _inside(around, str(kind) if form is None else f"{kind}:{form}")
    return _inside(around, "…")  # most likely a list of itself


def _inside(around: list[str], name: str) -> str:
    return "".join(f"{kind}<" for kind in around) + name + ">" * len(around)


def _field_doc(schema: dict[str, Any]) -> str:
    """The description of a field, and what an editor should show beside it."""
    parts = [schema.get("description", "")]
    values = schema.get("enum") or schema.get("x-known-values")
    if values:
        listed = ", ".join(str(value) for value in values if value != "")
        parts.append(f"{'One of' if 'enum' in schema else 'Known values'}: {listed}.")
    if "default" in schema and schema["default"] != {}:
        default = schema["default"]
        words = (
            {True: "true", False: "false"}.get(default, default)
            if isinstance(default, bool)
            else default
        )
        parts.append(f"Default: {words}.")
    availability = schema.get("x-availability", {})
    if "since" in availability:
        parts.append(f"Since {availability['since']}.")
    if "until" in availability:
        parts.append(f"Until {availability['until']}.")
    return " ".join(part for part in parts if part)
