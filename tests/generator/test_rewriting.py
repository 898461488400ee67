"""The same code in fewer or shorter lines."""

from __future__ import annotations

from itertools import product

import pytest

from kindgen.python.nodes import (
    Block,
    Comparison,
    Do,
    Expression,
    If,
    Literal,
    Name,
    Statement,
    both,
    call,
    either,
    is_none,
)
from kindgen.python.printing import lines, source
from kindgen.python.rewriting import absorbed, factored, merged, shortened

A, B, C, X = map(Name, "abcx")


def does(number: int) -> Do:
    return Do(call("do", Literal(number)))


def written(block: Block) -> str:
    return "\n".join(lines(block))


def outcome(block: Block, **values: object) -> list[int]:
    """What the statements do, where names stand for values."""
    done: list[int] = []
    exec(written(block), {"do": done.append, **values})
    return done


def each_way(block: Block) -> list[list[int]]:
    return [outcome(block, a=a, b=b, c=c) for a, b, c in product((False, True), repeat=3)]


# ----------------------------------------------------------------------------------------- merging


def test_neighbours_under_the_same_test_share_it() -> None:
    block = (If(both(A, B), (does(1),)), If(both(A, C), (does(2),)))
    assert written(merged(block)) == ("if a:\n    if b:\n        do(1)\n    if c:\n        do(2)")


def test_what_stands_between_keeps_them_apart() -> None:
    block = (If(A, (does(1),)), does(2), If(A, (does(3),)))
    assert merged(block) == block


def test_tests_that_all_share_are_one() -> None:
    block = (If(both(A, B), (does(1),)), If(both(A, B), (does(2),)))
    assert written(merged(block)) == "if a and b:\n    do(1)\n    do(2)"


def test_a_statement_with_another_branch_stays_as_it_is() -> None:
    block = (If(A, (does(1),), (does(2),)), If(A, (does(3),)))
    assert merged(block) == block


_SOME: list[Statement] = [
    If(A, (does(1),)),
    If(both(A, B), (does(2),)),
    If(both(A, B, C), (does(3),)),
    If(B, (does(4),)),
    does(5),
]


@pytest.mark.parametrize("block", list(product(_SOME, repeat=3)), ids=lambda _: "")
def test_merged_statements_do_the_same(block: Block) -> None:
    assert each_way(merged(block)) == each_way(block)


# --------------------------------------------------------------------------------------- factoring


def _chain(*tests: Expression) -> If:
    chain: Block = ()
    for number, test in reversed(list(enumerate(tests))):
        chain = (If(test, (does(number),), chain),)
    (whole,) = chain
    assert isinstance(whole, If)
    return whole


def test_what_all_branches_ask_first_is_asked_once() -> None:
    made = factored(_chain(both(A, B), both(A, C)))
    assert written((made,)) == "if a:\n    if b:\n        do(0)\n    elif c:\n        do(1)"


def test_branches_that_begin_otherwise_are_left_alone() -> None:
    chain = _chain(both(A, B), C)
    assert factored(chain) == chain


def test_a_branch_that_asks_for_nothing_more_is_left_alone() -> None:
    chain = _chain(both(A, B), A)
    assert factored(chain) == chain


@pytest.mark.parametrize("tests", list(product([both(A, B), both(A, C), both(A, B, C)], repeat=3)))
def test_factored_chains_do_the_same(tests: tuple[Expression, ...]) -> None:
    chain = _chain(*tests)
    assert each_way((factored(chain),)) == each_way((chain,))


# --------------------------------------------------------------------------------------- absorbing


def test_what_other_parts_say_already_is_left_out() -> None:
    is_text = call("is_text", X)
    other = Comparison(X, (("!=", Literal("*")),))
    test = both(either(is_none(X), both(is_text, other)), X, is_text)
    assert source(absorbed(test)) == 'x and is_text(x) and x != "*"'


def test_what_nothing_else_says_stays() -> None:
    test = both(either(is_none(X), A), B)
    assert absorbed(test) == test


@pytest.mark.parametrize("value", [None, "", "*", "text", 0, 5, []])
def test_an_absorbed_test_has_the_same_answer(value: object) -> None:
    is_text = call("isinstance", X, Name("str"))
    other = Comparison(X, (("!=", Literal("*")),))
    test = both(either(is_none(X), both(is_text, other)), X, is_text)
    whole, short = (bool(eval(source(t), {"x": value})) for t in (test, absorbed(test)))
    assert whole == short


# -------------------------------------------------------------------------------------- shortening


def test_a_long_text_gets_a_line_of_its_own() -> None:
    text = Literal("a text that does not fit into the line of the call that shows it to people")
    block = (If(A, (Do(call("add", Name("found"), Name("place_of_it"), text)),)),)
    first, second = written(shortened(block, 1)).splitlines()[1:]
    assert first == f'    detail = "{text.value}"'
    assert second == "    add(found, place_of_it, detail)"


def test_a_long_tuple_does_too_where_it_is_wanted() -> None:
    names = Literal(tuple(f"name number {number}" for number in range(6)))
    block = (Do(call("expect", Name("found"), names)),)
    assert shortened(block, 1) == block
    first, second = written(shortened(block, 1, with_names=True)).splitlines()
    assert first.startswith('names = ["name number 0", ')
    assert second == "expect(found, names)"


def test_a_call_that_fits_stays_in_one_line() -> None:
    block = (Do(call("add", Literal("a text of more than thirty characters"))),)
    assert shortened(block, 1) == block
