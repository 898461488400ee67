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
    "present": "is given",
    "absent": "is left out",
    "empty": "is empty",
    "filled": "is set",
    "in": "is ",
    "not-in": "is not ",
}
_MISSING = frozenset({"absent", "empty"})
_SET = frozenset({"present", "filled"})
_IMPLIES = {"absent": "empty", "filled": "present"}  # what goes without saying beside the first


def in_words(rule: ir.Check) -> str:
    """Tell one rule in words."""
    text = _forbidden(rule) if isinstance(rule, ir.Forbidden) else _limited(rule)
    return f'{text}: "{_template(rule.detail)}"' if rule.detail is not None else text


def _limited(rule: ir.Check) -> str:
    if rule.of_key:
        demand = "must not be empty" if isinstance(rule, ir.Required) else _demand(rule)
        text = f"each key {demand}"
    else:
        text = _demand(rule)
    return text + _conditional(rule)


def _conditional(rule: ir.Check) -> str:
    text = f" when {_said(rule.when)}" if rule.when else ""
    return f"{text}, unless {_said(rule.unless)}" if rule.unless else text


def _forbidden(rule: ir.Forbidden) -> str:
    """Tell what is forbidden by what is asked for instead, where that is simpler."""
    kinds = {test.kind for test in rule.when}
    names = list(dict.fromkeys(_name(test.place.path) for test in rule.when))
    if not names or rule.unless:
        return f"is not allowed{_conditional(rule)}"
    if kinds <= _MISSING:
        return (
            f"{names[0]} is needed"
            if len(names) == 1
            else f"at least one of {_all(names)} is needed"
        )
    if kinds <= _SET and len(names) == 1:
        return f"{names[0]} must not be set"
    if kinds <= _SET:
        together = "both" if len(names) == 2 else "all"
        return f"{_all(names)} must not {together} be set"
    return f"is not allowed when {_said(rule.when)}"


def _demand(rule: ir.Check) -> str:
    match rule:
        case ir.Required():
            return "is needed"
        case ir.Formatted():
            return f"must have the format {rule.format}"
        case ir.Lacks():
            return f"must not have a {_all(rule.parts, 'or')}"
        case ir.OneOf():
            return f"must be {_choice(rule.values)}"
        case ir.Matches():
            return f"must match {rule.pattern}"
        case ir.AtLeast():
            return f"must be at least {rule.limit}"
        case ir.MaxBytes():
            return f"must have at most {rule.limit} bytes"
        case ir.AtMostOne():
            return f"must be the only one whose {_said(rule.where)}"
        case ir.NotTogether():
            together = "both" if len(rule.values) == 2 else "all of"
            return f"must not hold {together} {_all(map(json.dumps, rule.values))}"
        case ir.Unique():
            return f"no two elements may have the same {_all(rule.keys)}"
        case _:
            raise TypeError(rule)


def _choice(values: Iterable[Any]) -> str:
    """Tell which values are taken; an empty text is told last, as a word."""
    listed = list(values)
    told = _all([json.dumps(value) for value in listed if value != ""], "or")
    return f"{told}, or empty" if told and "" in listed else told or "empty"


def _all(words: Iterable[str], between: str = "and") -> str:
    *first, last = [*words] or [""]
    return f"{', '.join(first)} {between} {last}" if first else last


def _name(path: tuple[str, ...]) -> str:
    return ".".join(path) or "it"


def _said(tests: Iterable[ir.Test]) -> str:
    """Tell conditions, place by place."""
    places = groupby(tests, key=lambda test: test.place.path)
    return " and ".join(f"{_name(path)} {_conditions(of_one)}" for path, of_one in places)


def _conditions(tests: Iterable[ir.Test]) -> str:
    listed = list(tests)
    implied = {_IMPLIES.get(test.kind) for test in listed}
    told = [test for test in listed if test.kind not in implied]
    return " and ".join(_condition(test) for test in told)


def _condition(test: ir.Test) -> str:
    said = _all([json.dumps(value) for value in test.values], "or")
    if test.kind == "not-in" and len(test.values) > 1:
        return f"is none of {_all([json.dumps(value) for value in test.values])}"
    return _STATES[test.kind] + said


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


def rules_of(values: Values, pointer: str) -> Iterator[str]:
    """Yield the rules that an object states, in words, each after the path that it is about."""
    yield from _told(values.find(pointer).rules, "")


def _told(rules: Iterable[ir.Rule], before: str) -> Iterator[str]:
    for rule in rules:
        match rule:
            case ir.First() | ir.Fold():
                yield from _told(rule.rules, before)
            case ir.Each():
                inside = _joined(before, way(rule))
                yield from _told((*rule.rules, *rule.only_ones), inside)
            case ir.Apply():
                pass  # these stand where the other object does
            case ir.AtMostOne():
                yield f"{before}: {in_words(rule)}"
            case ir.Check():
                path = _joined(before, rule.place.path)
                yield f"{path}: {in_words(rule)}" if path else in_words(rule)
            case _:
                raise TypeError(rule)


def _joined(before: str, steps: Iterable[str]) -> str:
    for step in steps:
        before += step if step in ("[]", "{}") or not before else f".{step}"
    return before


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
