"""Writes nodes down as lines of Python. Black gives them their final form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from . import nodes
from .source import INDENT, literal

# How strongly the parts of an expression hold together, from the loosest on.
_BOUND, _CHOICE, _OR, _AND, _NOT, _COMPARISON, _SUM, _ATOM = range(8)


def lines(block: Iterable[nodes.Statement], level: int = 0) -> Iterator[str]:
    """The lines of some statements, indented by so many levels."""
    for statement in block:
        yield from _statement(statement, level)


def _statement(statement: nodes.Statement, level: int) -> Iterator[str]:
    indent = INDENT * level
    match statement:
        case nodes.Assign(nodes.Name(name), value, kind):
            target = f"{name}: {kind}" if kind else name
            yield f"{indent}{target} = {source(value)}"
        case nodes.Store(owner, key, value):
            yield f"{indent}{source(nodes.Item(owner, key))} = {source(value)}"
        case nodes.Do(expression):
            yield indent + source(expression)
        case nodes.Return(None):
            yield f"{indent}return"
        case nodes.Return(value) if value is not None:
            yield f"{indent}return {source(value)}"
        case nodes.Continue():
            yield f"{indent}continue"
        case nodes.If():
            yield from _if(statement, level)
        case nodes.For(names, values, body):
            yield f"{indent}for {', '.join(names)} in {source(values)}:"
            yield from lines(body, level + 1)
        case nodes.Try(body, errors, handler):
            yield f"{indent}try:"
            yield from lines(body, level + 1)
            caught = errors[0] if len(errors) == 1 else f"({', '.join(errors)})"
            yield f"{indent}except {caught}:"
            if not handler:
                yield f"{indent}{INDENT}pass"
            yield from lines(handler, level + 1)
        case _:
            raise TypeError(f"no such statement: {statement!r}")


def _if(statement: nodes.If, level: int) -> Iterator[str]:
    """An `if` with all its branches, in a loop: there may be thousands of `elif`."""
    indent, word = INDENT * level, "if"
    while True:
        yield f"{indent}{word} {source(statement.test)}:"
        yield from lines(statement.body, level + 1)
        match statement.otherwise:
            case ():
                return
            case (nodes.If() as inner,):
                statement, word = inner, "elif"
            case rest:
                yield f"{indent}else:"
                yield from lines(rest, level + 1)
                return


def source(expression: nodes.Expression) -> str:
    """The expression as source."""
    return _inside(expression, _CHOICE)


def _inside(expression: nodes.Expression, least: int) -> str:
    """The source of a part, in parentheses where it would fall apart without."""
    text, strength = _expression(expression)
    return text if strength >= least else f"({text})"


def _joined(operands: Iterable[nodes.Expression], word: str, strength: int) -> str:
    return f" {word} ".join(_inside(operand, strength + 1) for operand in operands)


def _expression(expression: nodes.Expression) -> tuple[str, int]:
    """The source of an expression, and how strongly it holds together."""
    match expression:
        case nodes.Name(name):
            return name, _ATOM
        case nodes.Literal(value):
            text = literal(value)
            return text, _SUM if text.startswith("-") else _ATOM
        case nodes.Attribute(owner, name):
            return f"{_inside(owner, _ATOM)}.{name}", _ATOM
        case nodes.Item(owner, key):
            return f"{_inside(owner, _ATOM)}[{source(key)}]", _ATOM
        case nodes.Slice(owner, start):
            return f"{_inside(owner, _ATOM)}[{start}:]", _ATOM
        case nodes.Call(function, arguments):
            given = ", ".join(_inside(argument, _CHOICE) for argument in arguments)
            return f"{_inside(function, _ATOM)}({given})", _ATOM
        case nodes.Tuple((item,)):
            return f"({_inside(item, _CHOICE)},)", _ATOM
        case nodes.Tuple(items):
            return f"({', '.join(_inside(item, _CHOICE) for item in items)})", _ATOM
        case nodes.Object(entries):
            items = (f"{literal(key)}: {_inside(value, _CHOICE)}" for key, value in entries)
            return f"{{{', '.join(items)}}}", _ATOM
        case nodes.Bound(nodes.Name(name), value):
            return f"{name} := {_inside(value, _CHOICE)}", _BOUND
        case nodes.Comparison(first, rest):
            parts = [f" {operator} {_inside(value, _SUM)}" for operator, value in rest]
            return _inside(first, _SUM) + "".join(parts), _COMPARISON
        case nodes.Not(operand):
            return f"not {_inside(operand, _NOT)}", _NOT
        case nodes.And(operands):
            return _joined(operands, "and", _AND), _AND
        case nodes.Or(operands):
            return _joined(operands, "or", _OR), _OR
        case nodes.Sum(operands):
            return _joined(operands, "+", _SUM), _SUM
        case nodes.Choice(first, test, second):
            parts = (_inside(part, _OR) for part in (first, test, second))
            return "{} if {} else {}".format(*parts), _CHOICE
        case nodes.Each(value, names, items, test):
            chosen = "" if test == nodes.TRUE else f" if {_inside(test, _OR)}"
            head = f"{_inside(value, _CHOICE)} for {', '.join(names)}"
            return f"{head} in {_inside(items, _OR)}{chosen}", _CHOICE
        case _:
            raise TypeError(f"no such expression: {expression!r}")
