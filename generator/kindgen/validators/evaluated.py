"""The table of what schemas say something of, for `unevaluatedProperties` and `unevaluatedItems`.

Only of schemas with one of the two, and of those that they apply to the same value.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..ir.values import Value
from ..python.source import literal
from .names import Names
from .tests import Tests


class EvaluatedTable:
    """Collects the schemas that the table needs as they are asked for."""

    def __init__(self, names: Names, tests: Tests) -> None:
        self._names = names
        self._tests = tests
        self._lines: dict[str, str] = {}  # by label
        self.functions: set[str] = set()  # that the table calls

    def lines(self) -> Iterator[str]:
        """Yield the entries of the table."""
        yield from self._lines.values()

    def add(self, value: Value) -> None:
        """Take a schema in, and all that it leads to."""
        waiting = [(value, True)]
        while waiting:
            value, is_own = waiting.pop()
            label = self._label(value, is_own)
            if label not in self._lines:
                self._lines[label] = ""  # its place, for it may lead back
                others: list[Value] = []
                self._lines[label] = self._entry(label, value, is_own, others)
                waiting += ((other, False) for other in others)

    def _label(self, value: Value, is_own: bool) -> str:
        # The keyword itself counts as evaluating for schemas around its own, not for its own.
        return value.pointer if is_own else f"{value.pointer} as a part"

    def _entry(self, label: str, value: Value, is_own: bool, others: list[Value]) -> str:
        arguments = ", ".join(
            f"{name}={source}" for name, source in self._arguments(value, is_own, others)
        )
        return f"{literal(label)}: Evaluated({arguments}),"

    def _arguments(
        self, value: Value, is_own: bool, others: list[Value]
    ) -> Iterator[tuple[str, str]]:
        fields, elements = value.fields, value.elements
        if fields is not None:
            if fields.listed:
                yield "names", literal(tuple(field.name for field in fields.listed))
            if fields.patterns:
                yield "patterns", _tuple(self._names.pattern(text) for text, _ in fields.patterns)
            if fields.demanded_beside:
                yield "beside", _tuple(
                    f"({literal(name)}, {self._part(part, others)})"
                    for name, part in fields.demanded_beside
                )
        if (fields and fields.others) or (value.unevaluated_fields and not is_own):
            yield "all_fields", "True"
        if elements is not None and elements.first:
            yield "first", str(len(elements.first))
        if (elements and elements.each) or (value.unevaluated_items and not is_own):
            yield "all_items", "True"
        if elements is not None and elements.contained is not None:
            yield "contained", self._test(elements.contained.value)
        always = [*value.all_of]
        if value.refers_to is not None:
            always.append(self._tests.values.by_pointer[value.refers_to])
        if always:
            yield "always", _tuple(self._part(part, others) for part in always)
        choices = (*(value.any_of or ()), *(value.one_of or ()))
        if choices:
            yield "choices", _tuple(
                f"({self._test(part)}, {self._part(part, others)})" for part in choices
            )
        if (condition := value.condition) is not None:
            parts = ", ".join(
                '""' if part is None else self._part(part, others)
                for part in (condition.test, condition.then, condition.otherwise)
            )
            yield "conditions", f"(({self._test(condition.test)}, {parts}),)"

    def _part(self, value: Value, others: list[Value]) -> str:
        others.append(value)
        return literal(self._label(value, False))

    def _test(self, value: Value) -> str:
        name = self._tests.name(value)
        self.functions.add(name)
        return name


def _tuple(parts: Iterator[str]) -> str:
    return f"({', '.join(parts)},)"
