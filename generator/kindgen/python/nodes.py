"""Statements and expressions of Python as values, as far as generated functions need them.

Nothing here knows of schemas. What is asked about code, such as which names it uses, is asked of
its nodes; `printing` writes them down, once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from typing import Any


class Node:
    """A piece of a function."""

    __slots__ = ()


# ----------------------------------------------------------------------------------- expressions


class Expression(Node):
    """What has a value."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Name(Expression):
    """A variable, a function or a constant."""

    name: str


@dataclass(frozen=True, slots=True)
class Literal(Expression):
    """A value that is written down: text, a number, None, or a tuple, list or map of them."""

    value: Any


@dataclass(frozen=True, slots=True)
class Attribute(Expression):
    """`owner.name`"""

    owner: Expression
    name: str


@dataclass(frozen=True, slots=True)
class Item(Expression):
    """`owner[key]`"""

    owner: Expression
    key: Expression


@dataclass(frozen=True, slots=True)
class Slice(Expression):
    """`owner[start:]`"""

    owner: Expression
    start: int


@dataclass(frozen=True, slots=True)
class Call(Expression):
    """`function(arguments)`"""

    function: Expression
    arguments: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Tuple(Expression):
    """`(first, second)`"""

    items: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Object(Expression):
    """`{"key": value}`"""

    entries: tuple[tuple[str, Expression], ...]


@dataclass(frozen=True, slots=True)
class Bound(Expression):
    """`(target := value)`"""

    target: Name
    value: Expression


@dataclass(frozen=True, slots=True)
class Comparison(Expression):
    """`first < second <= third`; each further part is an operator and what it compares with."""

    first: Expression
    rest: tuple[tuple[str, Expression], ...]


@dataclass(frozen=True, slots=True)
class Not(Expression):
    """`not operand`"""

    operand: Expression


@dataclass(frozen=True, slots=True)
class And(Expression):
    """`first and second`; see `both`."""

    operands: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Or(Expression):
    """`first or second`; see `either`."""

    operands: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Sum(Expression):
    """`first + second`"""

    operands: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Choice(Expression):
    """`first if test else second`"""

    first: Expression
    test: Expression
    second: Expression


@dataclass(frozen=True, slots=True)
class Each(Expression):
    """`value for names in source if test`, the one argument of a call."""

    value: Expression
    names: tuple[str, ...]
    source: Expression
    test: Expression


# ------------------------------------------------------------------------------------ statements


class Statement(Node):
    """What does something."""

    __slots__ = ()


Block = tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Assign(Statement):
    """`target = value`, with a type where the value does not tell it."""

    target: Name
    value: Expression
    type: str = ""


@dataclass(frozen=True, slots=True)
class Store(Statement):
    """`owner[key] = value`"""

    owner: Expression
    key: Expression
    value: Expression


@dataclass(frozen=True, slots=True)
class Do(Statement):
    """An expression whose value nobody asks for: a call."""

    expression: Expression


@dataclass(frozen=True, slots=True)
class Return(Statement):
    """`return value`, or `return` alone."""

    value: Expression | None = None


@dataclass(frozen=True, slots=True)
class Continue(Statement):
    """`continue`"""


@dataclass(frozen=True, slots=True)
class If(Statement):
    """`if`; an `If` alone in the other branch is written as `elif`."""

    test: Expression
    body: Block
    otherwise: Block = ()


@dataclass(frozen=True, slots=True)
class For(Statement):
    """`for names in source`"""

    names: tuple[str, ...]
    source: Expression
    body: Block


@dataclass(frozen=True, slots=True)
class Try(Statement):
    """`try`, and what is done where one of the errors is raised; nothing if there is no handler."""

    body: Block
    errors: tuple[str, ...]
    handler: Block = ()


# ------------------------------------------------------------------------------- building blocks

TRUE, FALSE, NONE = Literal(True), Literal(False), Literal(None)


def call(function: str, *arguments: Expression) -> Call:
    """A call of a function by its name."""
    return Call(Name(function), arguments)


def method(owner: Expression, name: str, *arguments: Expression) -> Call:
    """A call of a method."""
    return Call(Attribute(owner, name), arguments)


def compare(first: Expression, operator: str, second: Expression) -> Comparison:
    """A comparison of two things."""
    return Comparison(first, ((operator, second),))


def is_none(value: Expression) -> Comparison:
    """`value is None`"""
    return compare(value, "is", NONE)


def is_not_none(value: Expression) -> Comparison:
    """`value is not None`"""
    return compare(value, "is not", NONE)


def both(*tests: Expression) -> Expression:
    """All of the tests as one; those that always hold are left out."""
    operands = [
        operand
        for test in tests
        for operand in (test.operands if isinstance(test, And) else (test,))
        if operand != TRUE
    ]
    if not operands:
        return TRUE
    return operands[0] if len(operands) == 1 else And(tuple(operands))


def either(*tests: Expression) -> Expression:
    """Any of the tests as one; TRUE where one of them always holds."""
    operands = [
        operand
        for test in tests
        for operand in (test.operands if isinstance(test, Or) else (test,))
        if operand != FALSE
    ]
    if TRUE in operands:
        return TRUE
    if not operands:
        return FALSE
    return operands[0] if len(operands) == 1 else Or(tuple(operands))


_OPPOSITES = {"is": "is not", "==": "!=", "in": "not in"}
_OPPOSITES |= {opposite: operator for operator, opposite in list(_OPPOSITES.items())}


def negated(test: Expression) -> Expression:
    """The opposite of a test, without a `not` where there is another way to say it.

    An order (`<`) keeps its `not`: neither it nor its opposite holds for NaN.
    """
    match test:
        case Not(operand):
            return operand
        case Literal(bool(value)):
            return Literal(not value)
        case And(operands):
            return either(*map(negated, operands))
        case Or(operands):
            return both(*map(negated, operands))
        case Comparison(first, ((operator, second),)) if operator in _OPPOSITES:
            return compare(first, _OPPOSITES[operator], second)
        case _:
            return Not(test)


# ------------------------------------------------------------------------------- questions to code


def walk(*nodes: Node) -> Iterator[Node]:
    """The nodes and all that is in them, in no order that matters."""
    waiting: list[Any] = list(nodes)
    while waiting:
        item = waiting.pop()
        if isinstance(item, Node):
            yield item
            if not isinstance(item, Literal):
                waiting += (getattr(item, part.name) for part in fields(item))  # type: ignore[arg-type]
        elif isinstance(item, tuple):
            waiting += item


def names_in(nodes: Iterable[Node]) -> set[str]:
    """The names that are read or called anywhere in the nodes."""
    return {node.name for node in walk(*nodes) if isinstance(node, Name)}


# -------------------------------------------------------------------------------- changes to code


def replaced(node: Any, change: Callable[[Expression], Expression | None]) -> Any:
    """The node, or tuple of nodes, with other expressions where `change` has one to give.

    Expressions are asked from the outside in and in the order in which they are written.
    """
    if isinstance(node, tuple):
        return tuple(replaced(item, change) for item in node)  # pyright: ignore
    if not isinstance(node, Node):
        return node
    if isinstance(node, Expression) and (other := change(node)) is not None:
        return other
    if isinstance(node, Literal):
        return node
    parts = {part.name: getattr(node, part.name) for part in fields(node)}  # type: ignore[arg-type]
    return type(node)(**{name: replaced(part, change) for name, part in parts.items()})


def with_value(test: Expression, name: Name, value: Expression) -> Expression:
    """The test of a name as one of a value: put in its place where it is used once, else bound."""
    uses = sum(node == name for node in walk(test))
    return _first_replaced(test, name, value) if uses < 2 else bound(test, name, value)


def bound(test: Expression, name: Name, value: Expression) -> Expression:
    """The test, where a name is given its value as it is asked for.

    That is where it is written first, which must be where it is used first.
    """
    return _first_replaced(test, name, Bound(name, value))


def _first_replaced(test: Expression, name: Name, value: Expression) -> Expression:
    waiting = [value]

    def change(node: Expression) -> Expression | None:
        return waiting.pop() if waiting and node == name else None

    result: Expression = replaced(test, change)
    return result
