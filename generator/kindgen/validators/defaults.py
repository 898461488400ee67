"""The defaults module of a document: functions that fill absent fields in place."""

from __future__ import annotations

from typing import Any

from ..python.naming import snake_case
from ..python.source import import_lines, literal
from ..schema import pointers
from ..schema.resolve import Document
from ..validators.contents import Defaults, Function

_LONGEST_NAME = 200


def build_defaults(document: Document) -> Defaults:
    """One function for each object in or below which something has a default."""
    code = _DefaultCode(document)
    kinds = [
        (document.name_of(pointer) or pointer, code.name_of(pointer))
        for pointer in document.definitions()
    ]
    functions = tuple(code.function(pointer) for pointer in code.names)
    source = "\n".join(line for function in functions for line in function.lines)
    formats = sorted(code.formats)
    helpers = [name for name in ("fill_inside", "fill_list", "fill_map") if f"{name}(" in source]
    imports: dict[str, tuple[str, ...]] = {"_base.filling": ("deep_copy", *helpers, "fill_object")}
    if "opened(" in source:
        imports["_base.checks"] = ("opened",)
    if formats:
        imports["_base.formats"] = tuple(f"{name.replace('-', '_')}_parts" for name in formats)
    return Defaults(
        document.name_of("") or "", functions, tuple(kinds), tuple(import_lines(imports))
    )


class _DefaultCode:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.names: dict[str, str] = {}
        self.formats: set[str] = set()
        self._taken: set[str] = set()
        self._filling = self._objects_that_fill()

    def name_of(self, pointer: str) -> str | None:
        """The function for the object at the pointer, or None where nothing has a default."""
        if pointer not in self._filling:
            return None
        waiting = [pointer] if pointer not in self.names else []
        while waiting:
            place = waiting.pop()
            if place in self._filling and place not in self.names:
                self.names[place] = self._free_name(place)
                waiting += [child for *_, child in reversed(self.children(place))]
        return self.names[pointer]

    def _free_name(self, pointer: str) -> str:
        label = self.document.name_of(pointer)
        if label is None:
            label = pointer.replace("/properties", "").replace("/$defs", "")
        base = f"_fill_{snake_case(label)[:_LONGEST_NAME].strip('_')}"
        while base in self._taken:
            base += "_"
        self._taken.add(base)
        return base

    def _objects_that_fill(self) -> set[str]:
        """The objects in or below which something has a default."""
        owners: dict[str, list[str]] = {}
        waiting: list[str] = []
        for pointer in self.document.schemas:
            fields = self.document.keywords(pointer).get("properties", {})
            for *_, child in self.children(pointer):
                owners.setdefault(child, []).append(pointer)
            if any(
                isinstance(child, dict) and ("default" in child or "x-default-from" in child)
                for child in fields.values()
            ):
                waiting.append(pointer)
        found: set[str] = set()
        while waiting:
            pointer = waiting.pop()
            if pointer not in found:
                found.add(pointer)
                waiting += owners.get(pointer, ())
        return found

    def children(self, pointer: str) -> list[tuple[str, str, str]]:
        """Objects below an object: the field, the lists `[` and maps `{` in it, the pointer."""
        found: list[tuple[str, str, str]] = []
        for name in self.document.keywords(pointer).get("properties", {}):
            place = self.document.at_end(pointers.join(pointer, "properties", name))
            if reached := self._reached(place):
                found.append((name, *reached))
        return found

    def _reached(self, pointer: str) -> tuple[str, str] | None:
        """The lists and maps on the way to an object whose fields are listed, and the object."""
        marks = ""
        seen: set[str] = set()  # a list may be one of lists like itself
        while pointer not in seen:
            seen.add(pointer)
            schema = self.document.keywords(pointer)
            if "properties" in schema:
                return marks, pointer
            for key, mark in (("items", "["), ("additionalProperties", "{")):
                if key in schema:
                    marks += mark
                    pointer = self.document.at_end(pointers.join(pointer, key))
                    break
        return None

    def function(self, pointer: str) -> Function:
        lines: list[str] = []
        for name, child in self.document.keywords(pointer).get("properties", {}).items():
            if isinstance(child, dict):
                lines += self._own(name, child)
        for name, marks, child in self.children(pointer):
            if (function := self.name_of(child)) is not None:
                lines.append(_descend(name, marks, function))
        doc = self.document.name_of(pointer) or pointers.to_fragment(pointer)
        return Function(self.names[pointer], doc, tuple(lines))

    def _own(self, name: str, schema: dict[str, Any]) -> list[str]:
        held = f"value.get({literal(name)})"
        lines: list[str] = []
        if rule := schema.get("x-default-from"):
            self.formats.add(rule["format"])
            parent, _, last = rule["field"].rpartition(".")
            owner = "value"
            for token in parent.split(".") if parent else ():
                owner = f"opened({owner}.get({literal(token)}))"
            parts = f"{rule['format'].replace('-', '_')}_parts"
            lines += [
                f"if {held} is None:",
                f"    text = {owner}.get({literal(last)})",
                f"    part = {parts}(text).get({literal(rule['part'])})",
                "    if part:",
                f"        value[{literal(name)}] = {{{literal(rule['into'])}: part}}",
            ]
        if "default" in schema:
            replaced = schema.get("x-default-replaces", [])
            test = f"{held} is None"
            if replaced:
                test = f"{held} in {literal((None, *replaced))}"
            lines += [f"if {test}:", f"    value[{literal(name)}] = {literal(schema['default'])}"]
        return lines


def _descend(name: str, marks: str, function: str) -> str:
    held = f"value.get({literal(name)})"
    if len(marks) > 1:
        return f"fill_inside({held}, {literal(marks)}, {function})"
    helper = {"": "fill_object", "[": "fill_list", "{": "fill_map"}[marks]
    return f"{helper}({held}, {function})"
