"""The defaults module of a document: functions that fill absent fields in place."""

from __future__ import annotations

from typing import Any

from . import pointers
from .ir import Defaults
from .naming import snake_case
from .resolve import Document
from .source import import_lines, literal
from .structure import Function


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
    helpers = [name for name in ("fill_list", "fill_map") if f"{name}(" in source]
    imports: dict[str, tuple[str, ...]] = {"filling": ("deep_copy", *helpers, "fill_object")}
    if "opened(" in source:
        imports["checks"] = ("opened",)
    if formats:
        imports["formats"] = tuple(f"{name.replace('-', '_')}_parts" for name in formats)
    return Defaults(
        document.name_of("") or "", functions, tuple(kinds), tuple(import_lines(imports))
    )


class _DefaultCode:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.names: dict[str, str] = {}
        self.formats: set[str] = set()
        self._filling: dict[str, bool] = {}

    def name_of(self, pointer: str) -> str | None:
        """The function for the object at the pointer, or None where nothing has a default."""
        if not self.fills(pointer, set()):
            return None
        if pointer not in self.names:
            label = self.document.name_of(pointer) or pointer.replace("/properties", "").replace(
                "/$defs", ""
            )
            name = f"_fill_{snake_case(label).strip('_')}"
            while name in self.names.values():
                name += "_"
            self.names[pointer] = name
            for _, child in self.children(pointer):
                self.name_of(child)
        return self.names[pointer]

    def fills(self, pointer: str, path: set[str]) -> bool:
        """Whether anything in or below the object has a default."""
        if pointer in self._filling:
            return self._filling[pointer]
        if pointer in path:
            return False
        own = any(
            isinstance(child, dict) and ("default" in child or "x-default-from" in child)
            for child in self.document.keywords(pointer).get("properties", {}).values()
        )
        result = own or any(
            self.fills(child, path | {pointer}) for _, child in self.children(pointer)
        )
        if not path:
            self._filling[pointer] = result
        return result

    def children(self, pointer: str) -> list[tuple[str, str]]:
        """Objects below an object: the way (`spec`, `images[]`, `labels{}`) and the pointer."""
        found: list[tuple[str, str]] = []
        for name in self.document.keywords(pointer).get("properties", {}):
            place = self.document.at_end(pointers.join(pointer, "properties", name))
            found += self._reached(name, place)
        return found

    def _reached(self, path: str, pointer: str) -> list[tuple[str, str]]:
        schema = self.document.keywords(pointer)
        if "properties" in schema:
            return [(path, pointer)]
        for key, mark in (("items", "[]"), ("additionalProperties", "{}")):
            if key in schema and not path.endswith(("[]", "{}")):
                return self._reached(path + mark, self.document.at_end(pointers.join(pointer, key)))
        return []

    def function(self, pointer: str) -> Function:
        lines: list[str] = []
        for name, child in self.document.keywords(pointer).get("properties", {}).items():
            if isinstance(child, dict):
                lines += self._own(name, child)
        for path, child in self.children(pointer):
            if (function := self.name_of(child)) is not None:
                lines.append(_descend(path, function))
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


def _descend(path: str, function: str) -> str:
    name = path.removesuffix("[]").removesuffix("{}")
    helper = {"[]": "fill_list", "{}": "fill_map"}.get(path[len(name) :], "fill_object")
    return f"{helper}(value.get({literal(name)}), {function})"
