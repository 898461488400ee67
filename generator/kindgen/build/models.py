"""From the schemas of a document to the classes and fields of its models."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ..ir.models import INT32, INT64, JSON_OBJECT, Definition, ModelField
from ..python import naming
from ..schema import formats, pointers
from ..schema.document import Document
from ..schema.keywords import Schema, is_class
from .type_names import type_name

_ANY: dict[str, Any] = {}


def definitions_of(document: Document) -> tuple[Definition, ...]:
    """Make every class and alias of the package, the root first."""
    return tuple(_Shapes(document).definitions())


@dataclass(slots=True)
class _Shapes:
    """Turns schemas into the bare types of models; an object in place becomes a definition."""

    document: Document
    _classes: frozenset[str] = frozenset()
    _waiting: list[tuple[str, str, str]] = field(default_factory=list[tuple[str, str, str]])

    def definitions(self) -> Iterator[Definition]:
        """Yield the root, then each definition of the document, followed by those inside it."""
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
        fields: tuple[ModelField, ...] = ()
        shape = None
        if is_class(schema):
            fields = tuple(self._fields(said, pointer, class_name))
        else:
            shape = self.shape(schema, pointer, class_name, at_definition=True)
        return Definition(name, class_name, said.get("description", ""), pointer, fields, shape)

    def _fields(self, schema: dict[str, Any], pointer: str, owner: str) -> Iterator[ModelField]:
        required = schema.get("required", [])
        on_read = schema.get("x-required-on-read", [])
        for wire_name, child in schema["properties"].items():
            place = pointers.join(pointer, "properties", wire_name)
            said = child if isinstance(child, dict) else {}
            python_name = said.get("x-python-name")
            python_name = python_name or naming.field_name(wire_name, self._classes)
            derived = naming.camel_case(python_name) == wire_name
            availability = said.get("x-availability", {})
            yield ModelField(
                wire_name=wire_name,
                python_name=python_name,
                explicit_name=None if derived else wire_name,
                type_name=str(type_name(self.document, place)),
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
        """Return the bare type of a value; `name` is for the class of an object that has none."""
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
            return {"$ref": JSON_OBJECT} if is_class(schema) else _ANY
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
        if is_class(schema) and not at_definition:
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


def _field_doc(schema: dict[str, Any]) -> str:
    """Return the description of a field, and what an editor should show beside it."""
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
