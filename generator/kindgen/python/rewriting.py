"""Ways to write the same code in fewer or shorter lines."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from .nodes import (
    And,
    Assign,
    Block,
    Call,
    Comparison,
    Do,
    Expression,
    For,
    If,
    Literal,
    Name,
    Or,
    Statement,
    both,
    either,
)
from .printing import source
from .source import INDENT

_DEEPEST = 8  # so deep are tests put into one another; nobody wants to read half as many
_LONGEST = 100  # characters of a line
_LONG = 30  # characters of a text that is worth a line of its own


def conjuncts(test: Expression) -> tuple[Expression, ...]:
    """The tests that all have to hold."""
    return test.operands if isinstance(test, And) else (test,)


def merged(block: Iterable[Statement], depth: int = 0) -> Block:
    """The statements, where neighbours under the same test share it.

    For statements that change nothing which is tested.
    """
    result: list[Statement] = []
    for test, group in groupby(block, _first_test):
        statements = list(group)
        if test is None or len(statements) == 1 or depth == _DEEPEST:
            result += statements
            continue
        inner: list[Statement] = []
        for statement in statements:
            assert isinstance(statement, If)
            rest = conjuncts(statement.test)[1:]
            inner += [If(both(*rest), statement.body)] if rest else statement.body
        result.append(joined(test, merged(inner, depth + 1)))
    return tuple(result)


def absorbed(test: Expression) -> Expression:
    """The test without what other parts of it say already.

    Of `(x is None or is_text(x) and ...) and x and is_text(x)` only `...` is left of the first
    part, and it moves behind those that imply it.
    """
    parts = conjuncts(test)
    facts = [part for part in parts if not isinstance(part, Or)]
    if len(facts) == len(parts) or not facts:
        return test
    kept: list[Expression] = []
    moved: list[Expression] = []
    for part in parts:
        left = _left_of(part, facts) if isinstance(part, Or) else part
        (kept if left == part else moved).append(left)
    return both(*kept, *moved) if moved else test


def _left_of(test: Or, facts: list[Expression]) -> Expression:
    """What is left to ask of alternatives where some things are known to hold."""
    options = [
        both(*(part for part in conjuncts(option) if part not in facts))
        for option in test.operands
        if _absent(option) not in facts
    ]
    return either(*options)


def _absent(test: Expression) -> Expression | None:
    """What cannot hold as well if the test does: a thing that is None is not true."""
    match test:
        case Comparison(thing, (("is", Literal(None)),)):
            return thing
        case _:
            return None


def _first_test(statement: Statement) -> Expression | None:
    """What a statement without another branch tests first."""
    if isinstance(statement, If) and not statement.otherwise:
        return conjuncts(statement.test)[0]
    return None


def joined(test: Expression, body: Block) -> If:
    """A test around a block, as one test where the block is nothing but a test too."""
    match body:
        case (If(inner, block, ()),):
            return If(both(test, inner), block)
        case _:
            return If(test, body)


def factored(chain: If) -> If:
    """A chain of `if` and `elif`, with the tests in front that all of them begin with."""
    links: list[If] = [chain]
    while len(links[-1].otherwise) == 1 and isinstance(links[-1].otherwise[0], If):
        links.append(links[-1].otherwise[0])
    if links[-1].otherwise or len(links) == 1:
        return chain
    tests = [conjuncts(link.test) for link in links]
    shared = 0
    while all(len(test) > shared + 1 and test[shared] == tests[0][shared] for test in tests):
        shared += 1
    if not shared:
        return chain
    inner: Block = ()
    for link, test in zip(reversed(links), reversed(tests), strict=True):
        inner = (If(both(*test[shared:]), link.body, inner),)
    return If(both(*tests[0][:shared]), inner)


def shortened(block: Block, level: int, *, with_names: bool = False) -> Block:
    """The block, where a call too long for a line gets its longest literal from a variable.

    A text is put into `detail`; if wanted, a tuple into `names`, as a list, whose type has no
    length.
    """
    result: list[Statement] = []
    for statement in block:
        match statement:
            case If(test, body, otherwise):
                inner = shortened(body, level + 1, with_names=with_names)
                is_elif = len(otherwise) == 1 and isinstance(otherwise[0], If)
                below = level if is_elif else level + 1
                rest = shortened(otherwise, below, with_names=with_names)
                result.append(If(test, inner, rest))
            case For(names, items, body):
                result.append(For(names, items, shortened(body, level + 1, with_names=with_names)))
            case Do(Call() as call) if len(INDENT) * level + len(source(call)) > _LONGEST:
                result += _with_variable(call, (str, tuple) if with_names else (str,))
            case _:
                result.append(statement)
    return tuple(result)


def _with_variable(call: Call, kinds: tuple[type, ...]) -> Block:
    literals = [
        argument
        for argument in call.arguments
        if isinstance(argument, Literal) and isinstance(argument.value, kinds)
    ]
    longest = max(literals, key=lambda argument: len(source(argument)), default=None)
    if longest is None or len(source(longest)) < _LONG:
        return (Do(call),)
    is_text = isinstance(longest.value, str)
    variable = Name("detail" if is_text else "names")
    arguments = tuple(variable if item is longest else item for item in call.arguments)
    value = longest if is_text else Literal(list(longest.value))
    return (Assign(variable, value), Do(Call(call.function, arguments)))
