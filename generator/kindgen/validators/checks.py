"""Makes the tests of rules, and the notes about what breaks them: one function a kind of check."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from ..ir import rules as ir
from ..ir.values import Value
from ..python.nodes import (
    TRUE,
    Block,
    Comparison,
    Do,
    Expression,
    For,
    Literal,
    Name,
    Not,
    Sum,
    both,
    call,
    compare,
    either,
    is_none,
    is_not_none,
    negated,
)
from ..schema.formats import QUICK_TESTS
from ..schema.problems import shown
from .messages import Descriptions, has_many_fields, message
from .names import Names
from .reading import Reading
from .words import LIST, OBJECT, REASONS, STRING, below, function_of, is_of, is_one_of

_EMPTY_TEXT, _INDEX, _TEXT = Literal(""), Name("index"), Name("text")


class Broken(NamedTuple):
    """How to tell that a rule is broken, and what is done then."""

    test: Expression
    block: Block


@dataclass(frozen=True, slots=True)
class Checks:
    """Makes the checks of one object."""

    names: Names
    descriptions: Descriptions
    value: Value  # that states the rules
    reading: Reading
    found: Name

    def broken(self, check: ir.Check) -> Broken:
        """How to tell that a check fails, and the note about it."""
        return _CHECKS[type(check)](self, check)

    # ------------------------------------------------------------------------------ conditions

    def conditions(self, rule: ir.Rule) -> Expression:
        """What must hold for a rule to count."""
        tests = [self.holds(test) for test in rule.when]
        if rule.unless:
            there = both(*(self.holds(test) for test in rule.unless))
            # What cannot be read is neither an empty object nor another one.
            unsure = any(test.place.type == "object" for test in rule.unless)
            tests.append(Not(there) if unsure else negated(there))
        return both(*tests)

    def holds(self, test: ir.Test) -> Expression:
        """Whether a condition holds."""
        held, values = self.reading.read(test.place), test.values
        match test.kind:
            case "present":
                return is_not_none(held)
            case "absent":
                return is_none(held)
            case "empty":
                return is_empty(held, test.place.type)
            case "filled":
                return is_filled(held, test.place.type)
            case "in":
                return is_in(held, values)
            case _:
                told = both(is_of(held, STRING), negated(is_one_of(held, values)))
                return told if "" in values else either(is_none(held), told)

    # ------------------------------------------------------------------------------- messages

    def subject(self, check: ir.Check) -> Name:
        """What a check looks at."""
        return Name("key") if check.of_key else self.reading.read(check.place)

    def at(self, check: ir.Check, place: Expression | None = None) -> Expression:
        """The place that a check reports."""
        place = place or self.reading.place(check.place.path)
        if check.report_at is None:
            return place
        return call("ReportedAt", self._field(check.report_at), place)

    def _field(self, words: ir.Words) -> Expression:
        """The code of a field path; one that begins with a dot goes on from the object's own."""
        text = self.words(words)
        if not isinstance(words[0], str) or not words[0].startswith("."):
            return text
        parts = text.operands if isinstance(text, Sum) else (text,)
        return Sum((call("field_of", self.reading.at), *parts))

    def words(self, words: ir.Words, put_in: dict[str, Expression] | None = None) -> Expression:
        """The code of a text."""
        if has_many_fields(words) and not put_in:
            return call(self.descriptions.function(self.value, words).name, self.reading.owner)
        return message(words, self.reading, put_in or {})

    def note(
        self,
        check: ir.Check,
        value: Expression,
        detail: str = "",
        place: Expression | None = None,
    ) -> Block:
        """What notes that a check failed; value and detail are those to show by default."""
        function = "add"
        if check.shown is not None:
            function, value = "add_words", self.words(check.shown)
        tail: tuple[Expression, ...] = (Literal(detail),) if detail else ()
        if check.detail is not None:
            tail = (self.words(check.detail),)
        reason = Name(REASONS[check.reason])
        return (Do(call(function, self.found, self.at(check, place), reason, value, *tail)),)


# ----------------------------------------------------------------------------- kinds of checks


def _required(made: Checks, check: ir.Required) -> Broken:
    held = made.subject(check)
    return Broken(is_empty(held, _type_of(check)), made.note(check, _EMPTY_TEXT))


def _forbidden(made: Checks, check: ir.Forbidden) -> Broken:
    held = made.subject(check)
    if _type_of(check) != "string":
        return Broken(TRUE, made.note(check, held))
    is_text = either(is_none(held), is_of(held, STRING))
    return Broken(is_text, made.note(check, either(held, _EMPTY_TEXT)))


def _one_of(made: Checks, check: ir.OneOf) -> Broken:
    held, values = made.subject(check), check.values
    listed = ", ".join(f'"{value}"' for value in values if value != "")
    detail = f"supported values: {listed}"
    if _type_of(check) != "string":
        wrong = Not(call("one_of", held, Literal(list(values))))
        return Broken(both(is_not_none(held), wrong), made.note(check, held, detail))
    other = negated(is_one_of(held, values))
    if "" in values:
        return Broken(both(is_of(held, STRING), other), made.note(check, held, detail))
    # Nearly every value is right: that question first.
    is_text = either(is_none(held), is_of(held, STRING))
    return Broken(both(other, is_text), made.note(check, either(held, _EMPTY_TEXT), detail))


def _formatted(made: Checks, check: ir.Formatted) -> Broken:
    held = made.subject(check)
    text = call("lowered", held) if check.lower_case else held
    function, quick = function_of(check.format), QUICK_TESTS.get(check.format)
    test = is_of(held, STRING)
    if check.place.path and not check.of_key and not check.and_empty:
        # An empty field is an absent one; an empty key or element is a text like others.
        test = both(held, test)
    wrong = Not(call(quick, text)) if quick else call(function, text)
    other = () if text == held else (text,)
    reason = Name(REASONS[check.reason])
    note = call("complain", made.found, made.at(check), reason, held, Name(function), *other)
    return Broken(both(test, wrong), (Do(note),))


def _lacks(made: Checks, check: ir.Lacks) -> Broken:
    held = made.subject(check)
    parts = call(f"{function_of(check.format)}_parts", held)
    wrong = call("has_part", parts, Literal(check.parts))
    detail = f"may not have a {' or '.join(check.parts)}"
    return Broken(both(held, is_of(held, STRING), wrong), made.note(check, held, detail))


def _matches(made: Checks, check: ir.Matches) -> Broken:
    held = made.subject(check)
    search = made.names.pattern(check.pattern)
    detail = f"must match the pattern {shown(check.pattern)}"
    if check.and_empty:
        text = either(held, _EMPTY_TEXT)
        is_text = either(is_none(held), is_of(held, STRING))
        return Broken(both(is_text, is_none(call(search, text))), made.note(check, text, detail))
    test = both(held, is_of(held, STRING), is_none(call(search, held)))
    return Broken(test, made.note(check, held, detail))


def _at_least(made: Checks, check: ir.AtLeast) -> Broken:
    held = made.subject(check)
    below_it = compare(held, "<", Literal(check.limit))
    detail = f"must be greater than or equal to {check.limit}"
    return Broken(
        both(is_not_none(held), call("is_number", held), below_it), made.note(check, held, detail)
    )


def _max_bytes(made: Checks, check: ir.MaxBytes) -> Broken:
    held = made.subject(check)
    function, kind = ("text_size", STRING) if _type_of(check) == "string" else ("map_size", OBJECT)
    sizes: list[Expression] = [call(function, made.reading.read(place)) for place in check.places]
    extra = check.separator_bytes * (len(sizes) - 1)
    total = Sum((*sizes, *([Literal(extra)] if extra else []))) if len(sizes) > 1 else sizes[0]
    wrong = compare(total, ">", Literal(check.limit))
    detail = f"must have at most {check.limit} bytes"
    return Broken(both(held, is_of(held, kind), wrong), made.note(check, held, detail))


def _not_together(made: Checks, check: ir.NotTogether) -> Broken:
    held = made.subject(check)
    tests = [compare(Literal(value), "in", held) for value in check.values]
    detail = f"{' and '.join(map(str, check.values))} exclude each other"
    return Broken(both(held, is_of(held, LIST), *tests), made.note(check, held, detail))


def _unique(made: Checks, check: ir.Unique) -> Broken:
    held = made.subject(check)
    place = below(made.reading.place(check.place.path), _INDEX)
    repeated = call("repeated_keys", held, Literal(check.keys))
    loop = For(("index", "text"), repeated, made.note(check, _TEXT, place=place))
    return Broken(is_of(held, LIST), (loop,))


_CHECKS: dict[type[ir.Check], Callable[[Checks, Any], Broken]] = {
    ir.Required: _required,
    ir.Forbidden: _forbidden,
    ir.OneOf: _one_of,
    ir.Formatted: _formatted,
    ir.Lacks: _lacks,
    ir.Matches: _matches,
    ir.AtLeast: _at_least,
    ir.MaxBytes: _max_bytes,
    ir.NotTogether: _not_together,
    ir.Unique: _unique,
}


# ----------------------------------------------------------------------------- small questions


def _type_of(check: ir.Check) -> str:
    return "string" if check.of_key else check.place.type


def _empty_of(kind: str) -> Expression:
    return {"string": _EMPTY_TEXT, "array": Literal([])}.get(kind, Name("NOTHING"))


def is_empty(held: Name, kind: str) -> Expression:
    """Whether a field is absent, null or empty."""
    if kind not in ("string", "array", "object"):
        return is_none(held)
    return either(is_none(held), compare(held, "==", _empty_of(kind)))


def is_filled(held: Name, kind: str) -> Expression:
    """Whether there is something in a field."""
    if kind not in ("string", "array", "object"):
        return is_not_none(held)
    return both(is_not_none(held), compare(held, "!=", _empty_of(kind)))


def is_in(held: Name, values: tuple[Any, ...]) -> Expression:
    """Whether a field holds one of some values; absent and null count as an empty text."""
    if len(values) == 1 and isinstance(values[0], bool):
        return compare(held, "is", Literal(values[0]))
    test: Comparison = is_one_of(held, values)
    return either(is_none(held), test) if "" in values else test
