"""Code as nodes: how it is put together, what it is asked, and how it is written down."""

from __future__ import annotations

import ast

import pytest

from kindgen.python.nodes import (
    FALSE,
    NONE,
    TRUE,
    And,
    Assign,
    Attribute,
    Bound,
    Choice,
    Comparison,
    Continue,
    Do,
    Each,
    Expression,
    For,
    If,
    Item,
    Literal,
    Name,
    Not,
    Object,
    Or,
    Return,
    Slice,
    Statement,
    Store,
    Sum,
    Try,
    Tuple,
    both,
    bound,
    call,
    compare,
    either,
    is_none,
    is_not_none,
    method,
    names_in,
    negated,
    replaced,
    with_value,
)
from kindgen.python.printing import lines, source

A, B, C, X = map(Name, "abcx")


def written(*statements: Statement) -> str:
    return "\n".join(lines(statements))


# --------------------------------------------------------------------------------------- printing


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (A, "a"),
        (Literal('it\'s "x"'), '"it\'s \\"x\\""'),
        (Literal(("a",)), '("a",)'),
        (Attribute(A, "b"), "a.b"),
        (Attribute(Or((A, B)), "c"), "(a or b).c"),
        (Item(A, Literal("k")), 'a["k"]'),
        (Slice(A, 2), "a[2:]"),
        (call("f", A, Literal(1)), "f(a, 1)"),
        (method(A, "get", Literal("k")), 'a.get("k")'),
        (Tuple((A,)), "(a,)"),
        (Tuple((A, B)), "(a, b)"),
        (Object((("k", A),)), '{"k": a}'),
        (Bound(X, A), "(x := a)"),
        (is_none(Bound(X, A)), "(x := a) is None"),
        (Comparison(Literal(0), (("<=", A), ("<", Literal(9)))), "0 <= a < 9"),
        (compare(compare(A, "<", B), "is", TRUE), "(a < b) is True"),
        (Not(A), "not a"),
        (Not(Not(A)), "not not a"),
        (Not(And((A, B))), "not (a and b)"),
        (And((A, Or((B, C)))), "a and (b or c)"),
        (Or((A, And((B, C)))), "a or b and c"),
        (Sum((A, B)), "a + b"),
        (compare(Sum((A, B)), "==", Literal(1)), "a + b == 1"),
        (Choice(A, B, C), "a if b else c"),
        (And((A, Choice(A, B, C))), "a and (a if b else c)"),
        (call("all", Each(A, ("a",), B, TRUE)), "all(a for a in b)"),
        (call("all", Each(A, ("k", "a"), B, C)), "all(a for k, a in b if c)"),
        (compare(A, "<", Literal(-1)), "a < -1"),
        (Attribute(Literal(-1), "real"), "(-1).real"),
    ],
)
def test_expressions_are_written_with_no_more_parentheses_than_they_need(
    expression: Expression, expected: str
) -> None:
    assert source(expression) == expected
    ast.parse(expected, mode="eval")


@pytest.mark.parametrize("outer", [And, Or, Sum, Tuple])
@pytest.mark.parametrize("inner", [And((A, B)), Or((A, B)), Not(A), Choice(A, B, C), Bound(X, A)])
def test_python_reads_what_was_meant(outer: type[And], inner: Expression) -> None:
    """The tree that Python makes of the text nests as the nodes do."""
    tree = ast.parse(source(outer((C, inner))), mode="eval").body
    parts: list[ast.expr] = (
        [tree.left, tree.right]
        if isinstance(tree, ast.BinOp)
        else getattr(tree, "values", None) or getattr(tree, "elts", [])
    )
    assert ast.unparse(parts[-1]) == ast.unparse(ast.parse(source(inner), mode="eval").body)


def test_statements_are_indented_by_what_they_stand_in() -> None:
    loop = For(("i", "x"), call("enumerate", A), (If(X, (Continue(),)), Return(FALSE)))
    assert written(loop, Return()) == (
        "for i, x in enumerate(a):\n"
        "    if x:\n"
        "        continue\n"
        "    return False\n"
        "return"
    )


def test_an_if_alone_in_the_other_branch_is_an_elif() -> None:
    chain = If(A, (Return(),), (If(B, (Return(),), (Do(call("f")),)),))
    assert written(chain) == "if a:\n    return\nelif b:\n    return\nelse:\n    f()"


def test_thousands_of_branches_are_no_recursion() -> None:
    chain: tuple[Statement, ...] = ()
    for _ in range(5000):
        chain = (If(A, (Return(),), chain),)
    assert written(*chain).count("elif") == 4999


def test_a_handler_without_statements_passes() -> None:
    attempt = Try((Do(call("f")),), ("KeyError", "TypeError"))
    assert written(attempt) == "try:\n    f()\nexcept (KeyError, TypeError):\n    pass"


def test_what_is_assigned_may_have_a_type() -> None:
    assert written(Assign(X, NONE)) == "x = None"
    assert written(Assign(X, NONE, "Any")) == "x: Any = None"
    assert written(Store(A, Literal("k"), B)) == 'a["k"] = b'


# ----------------------------------------------------------------------------- putting together


def test_what_always_holds_is_left_out_of_a_test() -> None:
    assert both() == TRUE
    assert both(TRUE, A, TRUE) == A
    assert both(A, And((B, C))) == And((A, B, C))
    assert either() == FALSE
    assert either(FALSE, A) == A
    assert either(A, Or((B, C))) == Or((A, B, C))


def test_one_that_always_holds_is_enough() -> None:
    assert either(A, TRUE) == TRUE


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        (A, "not a"),
        (Not(A), "a"),
        (TRUE, "False"),
        (is_none(A), "a is not None"),
        (is_not_none(A), "a is None"),
        (compare(A, "in", B), "a not in b"),
        (compare(A, "==", B), "a != b"),
        (And((A, is_none(B))), "not a or b is not None"),
        (Or((A, Not(B))), "not a and b"),
    ],
)
def test_opposites_are_said_in_the_shortest_way(test: Expression, expected: str) -> None:
    assert source(negated(test)) == expected
    assert source(negated(negated(test))) == source(test)


def test_the_opposite_of_less_is_not_greater_or_equal() -> None:
    """NaN is neither less than a number nor equal to it or greater."""
    assert source(negated(compare(A, "<", B))) == "not a < b"


# ------------------------------------------------------------------------------ asking and changing


def test_names_are_told_from_attributes_fields_and_texts() -> None:
    statement = If(compare(Attribute(A, "b"), "is", Literal("c")), (Do(call("f", X)),))
    assert names_in([statement]) == {"a", "f", "x"}


def test_an_expression_is_replaced_wherever_it_stands() -> None:
    block = (If(A, (Do(call("f", A)),)), Return(Not(A)))
    changed = replaced(block, lambda node: B if node == A else None)
    assert written(*changed) == "if b:\n    f(b)\nreturn not b"


def test_a_value_used_once_stands_where_it_is_used() -> None:
    got = method(A, "get", Literal("k"))
    assert source(with_value(is_none(X), X, got)) == 'a.get("k") is None'


def test_a_value_used_again_is_bound_where_it_is_used_first() -> None:
    got = method(A, "get", Literal("k"))
    test = either(is_none(X), call("f", X))
    assert source(with_value(test, X, got)) == '(x := a.get("k")) is None or f(x)'


def test_a_value_can_be_bound_though_it_is_used_once() -> None:
    assert source(bound(Not(X), X, A)) == "not (x := a)"
