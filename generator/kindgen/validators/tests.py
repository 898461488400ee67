"""Writes the body of a function that tells whether a value fits a schema, as fast as Python can.

What is fast and what is not was measured; see benchmarks/README.md.
"""

from __future__ import annotations

from typing import Any

from ..python.source import indented, literal
from .walk import ASSERTIONS, INT_RANGES, Writer, function_of, types_of

# Objects of at most so many plain fields are looked at in place instead of by a call.
_IN_PLACE = 8
_SCALARS = (["string"], ["boolean"], ["integer"])


class TestWriter(Writer):
    """Writes `return False` for the first thing that does not fit."""

    def fail(self, at: str, reason: str, value: str, detail: str) -> list[str]:
        return ["return False"]

    def wrong_type(self, at: str, expected: str, var: str) -> list[str]:
        return ["return False"]

    not_whole = wrong_type

    def call(self, pointer: str, var: str, at: str, depth: int = 0) -> list[str]:
        name = self.structure.name_of(pointer)
        schema = self.document.keywords(pointer)
        few = 0 < len(schema.get("properties", ())) <= _IN_PLACE
        if depth and few and self._is_plain(schema):
            return self.schema(schema, pointer, var, at, depth)
        test = f"not _is_{name}({var})"
        is_object = schema.get("type") == "object"
        if depth and is_object and schema.keys() & ASSERTIONS == {"type", "properties"}:
            # An empty object, which has nothing in it to look at, is not worth a call.
            test = f"({var} or {var}.__class__ is not D) and {test}"
        return [f"if {test}:", *indented(["return False"])]

    def _is_plain(self, schema: dict[str, Any]) -> bool:
        """Whether an object has plain fields only: nothing in it has to be called for."""
        keywords = schema.keys() & ASSERTIONS
        return keywords <= {"type", "properties", "required"} and all(
            isinstance(child, dict) and types_of(child) in _SCALARS and "$ref" not in child
            for child in schema.get("properties", {}).values()
        )

    def format(self, name: str, var: str, at: str) -> list[str]:
        test = f"not is_date_time({var})" if name == "date-time" else f"{function_of(name)}({var})"
        return [f"if {test}:", *indented(["return False"])]

    def below(self, at: str, step: str) -> str:
        return at

    def then(self, failed: list[str], lines: list[str]) -> list[str]:
        return [*failed, *lines]

    def flat(self, lines: list[str]) -> list[str]:
        return [
            line.replace("elif ", "if ", 1) if line.startswith("elif ") else line for line in lines
        ]

    def array_of_strings(self, var: str, at: str) -> list[str]:
        return ["return False"]

    map_of_strings = array_of_strings

    def elements(self, pointer: str, inner: list[str], element: str) -> list[str]:
        """The lines for an element; first of all a look at what servers always send."""
        if self.document.keywords(pointer).keys() & ASSERTIONS != {"$ref"}:
            return inner
        pointer = self.document.targets[pointer]
        target = self.document.keywords(pointer)
        sent = target.get("x-required-on-read", ())
        fields = target.get("properties", {})
        if len(sent) < 2 or not self._is_plain(target):
            return inner
        tests = [test for name in sent for test in self._right(fields[name], element, name)]
        tests += [f"{literal(name)} not in {element}" for name in fields if name not in sent]
        # No test for an object is needed: nothing else has keys that are strings.
        return [
            "try:",
            *indented([f"if {' and '.join(tests)}:", *indented(["continue"])]),
            "except (KeyError, TypeError):",
            *indented(["pass"]),
            f"if not _is_{self.structure.name_of(pointer)}({element}):",
            *indented(["return False"]),
        ]

    def _right(self, schema: dict[str, Any], element: str, name: str) -> list[str]:
        """Tests that a plain field is as it should be, where it is there."""
        held = f"{element}[{literal(name)}]"
        kind, form = schema["type"], schema.get("format")
        if kind == "integer" and form in INT_RANGES:
            bits = INT_RANGES[form][1].bit_length() + 1
            return [f"(item := {held}).__class__ is I", f"item.bit_length() < {bits}"]
        if kind == "string" and schema.keys() & ASSERTIONS <= {"type"}:
            return [f"{held}.__class__ is S"]
        if (
            kind == "string"
            and schema.keys() & ASSERTIONS == {"type", "format"}
            and form == "date-time"
        ):
            return [f"(item := {held}).__class__ is S", "is_date_time(item)"]
        return ["False"]

    def each(self, var: str, element: str, index: str, start: int) -> str:
        return f"for {element} in {var}[{start}:]:" if start else f"for {element} in {var}:"

    def unless_null(self, item: str, lines: list[str]) -> list[str]:
        # One line less to read and to run where the first test is all there is.
        if lines[0].startswith("if ") and all(line.startswith("    ") for line in lines[1:]):
            test = lines[0].removeprefix("if ").removesuffix(":")
            first, _, rest = test.partition(" and ")
            if first.startswith(f"{item}.__class__") and rest:
                # Nearly every value has the right class: that question answers first.
                return [f"if {first} and {item} is not None and {rest}:", *lines[1:]]
            test = f"({test})" if " or " in test else test
            return [f"if {item} is not None and {test}:", *lines[1:]]
        return super().unless_null(item, lines)

    def whole(self, var: str, lowest: int, highest: int, lines: list[str]) -> list[str]:
        if len(lines) > 2:  # there is more to ask than the range
            return lines
        return [
            f"if {var}.__class__ is not I or not {lowest} <= {var} <= {highest}:",
            *indented(lines),
        ]
