"""The table of the fields that each object may have, for what tells unknown ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ..ir.known import Below, EitherBelow, KnownFields, ListBelow, MapBelow, TagBelow
from ..python.source import INDENT, indented, literal, packed

_WIDTH = 96  # of a line, which stands in a table
_Pattern = Callable[[str], str]  # the constant that holds the search of a pattern


def known_fields(known: KnownFields, pattern: _Pattern) -> Iterator[str]:
    """For each object with listed fields: its fields and what lies below each, as lines."""
    for name, fields in known.objects.items():
        if not isinstance(fields, Mapping):
            yield f"{literal(name)}: {_source(fields, pattern)},"
            continue
        entries = [f"{literal(key)}: {_source(below, pattern)}" for key, below in fields.items()]
        alone = f"{literal(name)}: {{{', '.join(entries)}}},"
        if len(alone) <= _WIDTH:
            yield alone
        else:
            yield f"{literal(name)}: {{"
            within = (f"{entry}," for entry in entries)
            yield from indented(packed(within, _WIDTH - len(INDENT)))
            yield "},"


def other_kinds(known: KnownFields, pattern: _Pattern) -> Iterator[str]:
    """For each kind that is not an object of that name: what lies below it, as lines."""
    for kind, below in known.kinds.items():
        if below is not None and below != kind:
            yield f"{literal(kind)}: {_source(below, pattern)},"


def _source(below: Below, pattern: _Pattern) -> str:
    """What to look into, as `_base/unknown.py` reads it."""

    def of_all(options: tuple[Below, ...]) -> str:
        return "(" + "".join(f"{_source(option, pattern)}, " for option in options) + ")"

    match below:
        case ListBelow(each, ()):
            return f'("[]", {_source(each, pattern)})'
        case ListBelow(each, first):
            return f'("[,]", {of_all(first)}, {_source(each, pattern)})'
        case MapBelow(others, (), (), True):
            return f'("{{}}", {_source(others, pattern)})'
        case MapBelow(others, listed, patterns, knows_others):
            named = ", ".join(f"{literal(key)}: {_source(it, pattern)}" for key, it in listed)
            alike = "".join(f"({pattern(text)}, {_source(it, pattern)}), " for text, it in patterns)
            rest = _source(others, pattern) if knows_others else "False"
            return f'("{{,}}", {{{named}}}, ({alike}), {rest})'
        case TagBelow(name, tagged):
            named = ", ".join(f"{literal(text)}: {_source(it, pattern)}" for text, it in tagged)
            return f'("?", {literal(name)}, {{{named}}})'
        case EitherBelow(options):
            return f'("|", {of_all(options)})'
        case _:
            return literal(below)
