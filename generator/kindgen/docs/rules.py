"""Rules in words, and along the paths of documents: which of them tell about which field."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from ..ir import rules as ir
from ..ir.values import Values

_FORMS = {"plain": "", "quoted": "!q", "pointer": "!p"}
_STATES = {
    "present": "is there",
    "absent": "is not there",
    "empty": "is empty",
    "filled": "is not empty",
    "in": "is ",
    "not-in": "is not ",
}


def in_words(rule: ir.Check) -> str:
    """Tell one rule in words."""
    text = f"its keys: {_demand(rule)}" if rule.of_key else _demand(rule)
    for word, tests in (("when", rule.when), ("unless", rule.unless)):
        places = groupby(tests, key=lambda test: test.place.path)
        said = [f"{'.'.join(path) or 'it'} {_conditions(of_one)}" for path, of_one in places]
        text += f", {word} {' and '.join(said)}" if said else ""
    return f'{text}: "{_template(rule.detail)}"' if rule.detail is not None else text


def _demand(rule: ir.Check) -> str:
    match rule:
        case ir.Required():
            return "must not be empty"
        case ir.Forbidden():
            return "must not be so"
        case ir.Formatted():
            return f"must have the format {rule.format}"
        case ir.Lacks():
            return f"must not have a {', '.join(rule.parts)}"
        case ir.OneOf():
            return f"must be one of {_values(rule.values)}"
        case ir.Matches():
            return f"must match {rule.pattern}"
        case ir.AtLeast():
            return f"must be at least {rule.limit}"
        case ir.MaxBytes():
            return f"must have at most {rule.limit} bytes"
        case ir.AtMostOne():
            return "at most one element may be so"
        case ir.NotTogether():
            return f"must not hold all of {_values(rule.values)}"
        case ir.Unique():
            return f"must be unique by {', '.join(rule.keys)}"
        case _:
            raise TypeError(rule)


def _values(values: Iterable[Any], between: str = ", ") -> str:
    return between.join(json.dumps(value) for value in values)


def _conditions(tests: Iterable[ir.Test]) -> str:
    return " and ".join(_STATES[test.kind] + _values(test.values, " or ") for test in tests)


def _template(words: ir.Words) -> str:
    """Write a message as the schema has it, with the paths of what is put in."""
    return "".join(map(_part, words))


def _part(part: str | ir.Shown | ir.Listing) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, ir.Listing):
        return "{*}"
    path = ".".join([part.of, *part.place.path] if part.of else part.place.path)
    return f"{{{path}{_FORMS[part.form]}}}"


# ---------------------------------------------------------------------------- along the paths


def rules_for(values: Values, pointer: str, steps: list[str]) -> Iterator[str]:
    """Yield the rules that tell about a place, in words, as an object at the pointer applies them.

    `steps` lead from the object to the place: names of fields, `[]` and `{}`.
    """
    return _matching(values, values.find(pointer).rules, steps)


def _matching(values: Values, rules: Iterable[ir.Rule], steps: list[str]) -> Iterator[str]:
    for rule in rules:
        match rule:
            case ir.First() | ir.Fold():
                yield from _matching(values, rule.rules, steps)
            case ir.Apply() | ir.Each():
                head = way(rule)
                if steps[: len(head)] == head:
                    yield from _matching(values, rules_after(values, rule), steps[len(head) :])
            case ir.AtMostOne():  # of the elements that the rule around it visits
                if not steps:
                    yield in_words(rule)
            case ir.Check():
                if list(rule.place.path) == steps:
                    yield in_words(rule)
            case _:
                raise TypeError(rule)


def way(rule: ir.Apply | ir.Each) -> list[str]:
    """Return the steps from the object that states a rule to those that it goes on to."""
    if rule.each is None:
        return list(rule.place.path)
    return [*rule.each.place.path, rule.each.container]


def rules_after(values: Values, rule: ir.Apply | ir.Each) -> tuple[ir.Rule, ...]:
    """Return the rules that a rule leads to."""
    if isinstance(rule, ir.Each):
        return (*rule.rules, *rule.only_ones)
    return tuple(item for item in values.find(rule.target).rules if item.id not in rule.skip)


_Application = tuple[str, frozenset[str]]  # pointer of an object, ids of rules left out


@dataclass(slots=True)
class RuleGraph:
    """The rules as a graph along the paths of a document, for a schema may apply them for ever.

    A state is `{"told": texts, "next": [[step, state]], "also": states}`: rules that report the
    value itself, the states after each step, and states that hold at the same value. Steps are
    `.name`, `[]` and `{}`.
    """

    values: Values
    _states: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    _started: dict[_Application, int] = field(default_factory=dict[_Application, int])
    _waiting: list[_Application] = field(default_factory=list[_Application])

    def start(self, pointer: str, left_out: frozenset[str] = frozenset()) -> int:
        """Return the state of an object to which the rules stated there are applied."""
        key = (pointer, left_out)
        if key not in self._started:
            self._started[key] = self._new()
            self._waiting.append(key)
        return self._started[key]

    def all(self) -> list[dict[str, Any]]:
        """List every state that was asked for, and those after it, by their numbers."""
        for key in self._waiting:  # it grows meanwhile
            pointer, left_out = key
            rules = self.values.find(pointer).rules
            self._add(self._started[key], (rule for rule in rules if rule.id not in left_out))
        return self._states

    def _new(self) -> int:
        self._states.append({})
        return len(self._states) - 1

    def _add(self, state: int, rules: Iterable[ir.Rule]) -> None:
        for rule in rules:
            match rule:
                case ir.First() | ir.Fold():
                    self._add(state, rule.rules)
                case ir.Each():
                    self._add(self._after(state, way(rule)), rules_after(self.values, rule))
                case ir.Apply():
                    also = self._states[self._after(state, way(rule))].setdefault("also", [])
                    also.append(self.start(rule.target, rule.skip))
                case ir.AtMostOne():
                    self._tell(state, rule)
                case ir.Check():
                    self._tell(self._after(state, list(rule.place.path)), rule)
                case _:
                    raise TypeError(rule)

    def _tell(self, state: int, rule: ir.Check) -> None:
        told = self._states[state].setdefault("told", [])
        text = in_words(rule)
        if text not in told:
            told.append(text)

    def _after(self, state: int, steps: Iterable[str]) -> int:
        """Return the state after some steps."""
        for step in steps:
            label = step if step in ("[]", "{}") else f".{step}"
            known = self._states[state].setdefault("next", [])
            found = next((number for name, number in known if name == label), None)
            if found is None:
                found = self._new()
                known.append([label, found])
            state = found
        return state
