"""Makes the functions that note which rules are broken.

Knows kinds of rules, never a rule: fields, values and messages come from the schema. Types have
been checked before; here a rule whose value has the wrong type is passed over.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ..ir import rules as ir
from ..ir.values import Value
from ..python.naming import snake_case
from ..python.nodes import (
    NONE,
    TRUE,
    Assign,
    Block,
    Do,
    Each,
    Expression,
    For,
    If,
    Literal,
    Name,
    Statement,
    Tuple,
    both,
    call,
    compare,
    either,
    is_none,
    is_not_none,
    method,
)
from ..python.rewriting import absorbed, conjuncts, factored, merged, shortened
from .checks import Broken, Checks
from .messages import Descriptions, message
from .names import Names
from .reading import Reading
from .words import FOUND, LIST, OBJECT, REASONS, entries_loop, has_class, is_of, when

_ITEM, _KEY, _INDEX, _PLACE, _FOLDED = map(Name, ("item", "key", "index", "place", "folded"))
_IS_OBJECT = either(has_class(_ITEM, OBJECT), is_of(_ITEM, OBJECT))  # quickly told
_NOTHING, _SKIP, _EACH = map(Name, ("NOTHING", "skip", "each"))


@dataclass(frozen=True, slots=True)
class RulesFunction:
    """A function that notes which rules of an object are broken."""

    name: str
    value: Value
    element_of: str  # the field whose elements it checks; "" for an object itself
    body: Block
    takes_skip: bool  # whether it can be told to leave rules out


@dataclass(slots=True)
class RulesMaker:
    """Makes one function for each object whose rules are applied from somewhere."""

    names: Names
    descriptions: Descriptions
    _skipped: dict[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    _waiting: deque[Value] = field(default_factory=deque[Value])
    _asked: set[str] = field(default_factory=set[str])
    _made: list[RulesFunction] = field(default_factory=list[RulesFunction])

    def functions(self, kinds: Iterable[Value]) -> list[RulesFunction]:
        """The functions for some objects and for those that their rules lead to."""
        values = self.names.values.by_pointer.values()
        for rule in _all_rules(rule for value in values for rule in value.rules):
            if isinstance(rule, ir.Apply) and rule.skip:
                known = self._skipped.get(rule.target, frozenset())
                self._skipped[rule.target] = known | rule.skip
        for value in kinds:
            if value.rules:
                self.name(value)
        while self._waiting:
            value = self._waiting.popleft()
            earlier = len(self._made)  # functions for elements come after the one that calls them
            skipped = self._skipped.get(value.pointer, frozenset())
            name = self.name(value)
            body = _Function(self, value, Reading(), name).finished(value.rules, skipped)
            self._made.insert(earlier, RulesFunction(name, value, "", body, bool(skipped)))
        return self._made

    def name(self, value: Value) -> str:
        """The function for the rules that a value states."""
        if value.pointer not in self._asked:
            self._asked.add(value.pointer)
            self._waiting.append(value)
        return f"_rules_of_{self.names.label(value)}"

    def element_function(self, owner: _Function, rule: ir.Each, path: tuple[str, ...]) -> str:
        """Make the function for one element of a list or a map of objects; its name."""
        words = snake_case("_".join(path)).strip("_")
        name = self.names.free(f"{owner.name}_{words}")
        value = self.names.values.by_pointer[rule.each.element.pointer]
        body = _Function(self, value, Reading(), name).finished(rule.rules)
        self._made.append(RulesFunction(name, owner.value, ".".join(path), body, False))
        return name


def _all_rules(rules: Iterable[ir.Rule]) -> Iterator[ir.Rule]:
    """The rules, and those inside them."""
    waiting = deque(rules)
    while waiting:
        rule = waiting.popleft()
        yield rule
        if isinstance(rule, ir.Each | ir.First | ir.Fold):
            waiting += rule.rules


@dataclass(slots=True)
class _Function:
    """Makes the body of one function."""

    maker: RulesMaker
    value: Value
    reading: Reading
    name: str
    found: Name = FOUND

    @property
    def checks(self) -> Checks:
        return Checks(
            self.maker.names, self.maker.descriptions, self.value, self.reading, self.found
        )

    def finished(self, rules: tuple[ir.Rule, ...], skipped: frozenset[str] = frozenset()) -> Block:
        """The body for some rules."""
        block = self.reading.finished(self.rules(rules, skipped))
        return shortened(block, 1)

    # --------------------------------------------------------------------------------- rules

    def rules(self, rules: tuple[ir.Rule, ...], skipped: frozenset[str] = frozenset()) -> Block:
        """The statements for some rules; those under the same condition share its test."""
        statements: list[Statement] = []
        for rule in rules:
            test, block = self.rule(rule)
            if rule.id in skipped:
                # Most rules have nothing to do: what tells it comes first.
                first, *rest = conjuncts(test)
                test = both(first, compare(Literal(rule.id), "not in", _SKIP), *rest)
            statements += block if test == TRUE else when(test, *block)
        return merged(statements)

    def rule(self, rule: ir.Rule) -> Broken:
        """Under which test a rule has something to do, and what."""
        conditions = self.checks.conditions(rule)
        test, block = self._rule(rule)
        return Broken(absorbed(both(conditions, test)), block)

    def _rule(self, rule: ir.Rule) -> Broken:
        match rule:
            case ir.Apply():
                return self._apply(rule)
            case ir.Each():
                return self._each(rule)
            case ir.First(rules=rules):
                return self._first(rules)
            case ir.Fold():
                return self._fold(rule)
            case ir.Check():
                return self.checks.broken(rule)
            case _:
                raise TypeError(f"no such kind of rule: {rule!r}")

    def _apply(self, rule: ir.Apply) -> Broken:
        function = self.maker.name(self.maker.names.values.by_pointer[rule.target])
        skip = (Literal(tuple(sorted(rule.skip))),) if rule.skip else ()
        if rule.each is not None:
            step = _step(rule.each, at_container=False)
            block = self._applied(function, _ITEM, Tuple((_PLACE, step)), skip)
            return self._loop(rule.each, (If(_IS_OBJECT, block),))
        held, place = self.reading.read(rule.place), self.reading.place(rule.place.path)
        if rule.or_empty:
            block = self._applied(function, either(held, _NOTHING), place, skip)
            return Broken(either(is_none(held), is_of(held, OBJECT)), block)
        return Broken(is_of(held, OBJECT), self._applied(function, held, place, skip))

    def _applied(
        self, function: str, value: Expression, place: Expression, skip: tuple[Expression, ...]
    ) -> Block:
        return (Do(call(function, value, place, self.found, *skip)),)

    def _loop(self, path: ir.Path, block: Block, *first: Statement) -> Broken:
        """A loop over the elements of a list or a map, for the block that looks at one."""
        if not block:
            return Broken(TRUE, ())
        held = self.reading.read(path.place)
        place = Assign(_PLACE, self.reading.place(path.place.path))
        if path.container == "{}":
            loop = entries_loop(held, block)
        elif path.last_wins and path.key is not None:
            last = call("last_of_each", held, Literal(path.key))
            loop = For(("index", "item"), last, block)
        else:
            loop = For(("index", "item"), call("enumerate", held), block)
        kind = OBJECT if path.container == "{}" else LIST
        return Broken(both(held, is_of(held, kind)), (*first, place, loop))

    def _each(self, rule: ir.Each) -> Broken:
        path = rule.each
        place = Tuple((_PLACE, _step(path, rule.at_container)))
        element = self.maker.names.values.by_pointer[path.element.pointer]
        if path.element.type != "object":
            reading = Reading(_ITEM, place, prefix="its_")
            inside = _Function(self.maker, element, reading, self.name, self.found)
            return self._loop(path, inside.reading.finished(inside.rules(rule.rules)))
        block: list[Statement] = []
        if rule.rules:
            name = self.maker.element_function(self, rule, path.place.path)
            block.append(Do(call(name, _ITEM, place, self.found)))
        first: list[Statement] = []
        for number, counted in enumerate(rule.only_ones, 1):
            earlier = Name("first" if number == 1 else f"first_{number}")
            first.append(Assign(earlier, NONE, "Any"))
            block += self._at_most_one(counted, element, earlier)
        return self._loop(path, when(_IS_OBJECT, *block), *first)

    def _at_most_one(self, rule: ir.AtMostOne, element: Value, earlier: Name) -> Block:
        """The statements for one element of a list: `earlier` is the first one that counts."""
        reading = Reading(_ITEM, _PLACE, prefix="its_")
        checks = Checks(self.maker.names, self.maker.descriptions, element, reading, self.found)
        tests = both(*(checks.holds(test) for test in rule.where))
        elements = self.reading.read(rule.place)
        function, shown = "add", elements
        if rule.shown is not None:
            listed = self._listed(rule, element, elements)
            function, shown = "add_words", message(rule.shown, self.reading, {"*": listed})
        detail = message(rule.detail or (), self.reading, {"first": earlier, "this": _ITEM})
        note = call(function, self.found, _PLACE, Name(REASONS[rule.reason]), shown, detail)
        test = If(is_not_none(earlier), (Do(note),), (Assign(earlier, _ITEM),))
        return reading.finished((If(tests, (test,)),))

    def _listed(self, rule: ir.AtMostOne, element: Value, held: Name) -> Expression:
        """All elements of a list in words, joined."""
        if rule.shown_item is None:
            return Literal("")
        words = call(self.maker.descriptions.function(element, rule.shown_item).name, _EACH)
        each = Each(words, ("each",), held, is_of(_EACH, OBJECT))
        return method(Literal(", "), "join", each)

    def _first(self, rules: tuple[ir.Rule, ...]) -> Broken:
        """A chain of `if` and `elif`: the first rule that is broken is the one that is reported."""
        chain: Block = ()
        for rule in reversed(rules):
            test, block = self.rule(rule)
            chain = block if test == TRUE else (If(test, block, chain),)
        match chain:
            case (If() as whole,):
                whole = factored(whole)
                if whole.otherwise:
                    return Broken(TRUE, (whole,))
                return Broken(whole.test, whole.body)
            case _:
                return Broken(TRUE, chain)

    def _fold(self, rule: ir.Fold) -> Broken:
        outer, self.found = self.found, _FOLDED
        block = self.rules(rule.rules)
        self.found = outer
        detail = message(rule.detail, self.reading, {"*": call("summary", _FOLDED)})
        place = call("ReportedAt", Literal(rule.field), self.reading.at)
        reason = Name(REASONS[rule.reason])
        note = Do(call("add", self.found, place, reason, Literal(""), detail))
        return Broken(
            TRUE,
            (
                Assign(_FOLDED, call("Findings", Name("MOST_CAUSES"))),
                *block,
                If(_FOLDED, (note,)),
            ),
        )


def _step(path: ir.Path, at_container: bool) -> Expression:
    """The step from a list or a map to one of its elements."""
    if path.container == "{}":
        return Tuple((_KEY, Literal(""))) if at_container else call("entry", _KEY)
    if at_container:
        return Tuple((_INDEX, Literal("")))
    if path.key is None:
        return _INDEX
    return call("element_step", _INDEX, _ITEM, Literal(path.key))
