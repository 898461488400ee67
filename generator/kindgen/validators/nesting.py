"""How deeply lists are nested in values: what tells whether a test of a value is quickly done."""

from __future__ import annotations

from collections.abc import Iterator

from ..ir.values import Value, Values

_ENDLESS = 1_000_000


class Nesting:
    """Tells for each value how many lists or maps of objects may be inside one another in it."""

    def __init__(self, values: Values) -> None:
        self._values = values
        self._depths: dict[str, int] = {}

    def depth(self, value: Value) -> int:
        """How many there are; very many where a value may hold itself.

        Without recursion: a schema may be nested deeper than Python's stack.
        """
        waiting = [value]
        entered: set[str] = set()
        while waiting:
            place = waiting[-1]
            if place.pointer in self._depths:
                waiting.pop()
                continue
            inside = list(self._inside(place))
            if place.pointer not in entered:
                entered.add(place.pointer)
                waiting += [child for child, _ in inside if child.pointer not in self._depths]
                continue
            # What has been entered and is not done yet holds this place, and is held by it.
            depths = [self._depths.get(child.pointer, _ENDLESS) + more for child, more in inside]
            self._depths[place.pointer] = max(depths, default=0)
            waiting.pop()
        return self._depths[value.pointer]

    def _inside(self, value: Value) -> Iterator[tuple[Value, int]]:
        """What lies in a value, each with how many lists lie between."""
        if value.refers_to is not None:
            yield self._values.by_pointer[value.refers_to], 0
        for part in (*value.all_of, *(value.any_of or ()), *(value.one_of or ())):
            yield part, 0
        if value.elements is not None:
            for part in (*value.elements.first, value.elements.each):
                if part is not None:
                    yield part, _weight(part)
        if value.fields is not None:
            for field in value.fields.listed:
                yield field.value, 0
            for part in (*(part for _, part in value.fields.patterns), value.fields.others):
                if part is not None:
                    yield part, _weight(part)


def _weight(element: Value) -> int:
    """Whether a list of such elements counts: those of texts and numbers do not."""
    return int(bool(element.refers_to is not None or element.fields or element.elements))
