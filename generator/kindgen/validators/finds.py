"""Writes the body of a function that notes everything that does not fit a schema."""

from __future__ import annotations

from ..python.source import indented, literal
from .walk import ASSERTIONS, Writer, function_of

# Formats whose violation is a value that a server cannot even decode.
_TYPE_FORMATS = ("date-time", "byte")


class FindWriter(Writer):
    """Writes a note for everything that does not fit, and goes on."""

    finds = True

    def fail(self, at: str, reason: str, value: str, detail: str) -> list[str]:
        tail = f", {literal(detail)}" if detail else ""
        return [f"add(found, {at}, {reason}, {value}{tail})"]

    def wrong_type(self, at: str, expected: str, var: str) -> list[str]:
        return [f"wrong_type(found, {at}, {literal(expected)}, {var})"]

    def not_whole(self, at: str, expected: str, var: str) -> list[str]:
        return [f"not_whole(found, {at}, {literal(expected)}, {var})"]

    def call(self, pointer: str, var: str, at: str, depth: int = 0) -> list[str]:
        return [f"_find_in_{self.structure.name_of(pointer)}({var}, {at}, found)"]

    def format(self, name: str, var: str, at: str) -> list[str]:
        reason = "TYPE_INVALID" if name in _TYPE_FORMATS else "INVALID"
        return [f"complain(found, {at}, {reason}, {var}, {function_of(name)})"]

    def below(self, at: str, step: str) -> str:
        return f"({at}, {step})"

    def array_of_strings(self, var: str, at: str) -> list[str]:
        return [f"not_strings(found, {at}, {var})"]

    def map_of_strings(self, var: str, at: str) -> list[str]:
        return [f"not_string_values(found, {at}, {var})"]

    def each(self, var: str, element: str, index: str, start: int) -> str:
        if start:
            return f"for {index}, {element} in enumerate({var}[{start}:], {start}):"
        return f"for {index}, {element} in enumerate({var}):"

    def elements(self, pointer: str, inner: list[str], element: str) -> list[str]:
        if self.document.keywords(pointer).keys() & ASSERTIONS != {"$ref"}:
            return inner
        # Of many elements few are wrong: the quick question first.
        name = self.structure.name_of(self.document.targets[pointer])
        return [f"if not _is_{name}({element}):", *indented(inner)]
