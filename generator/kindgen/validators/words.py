"""The words that the code of validators is made of: small pieces of code with a meaning."""

from __future__ import annotations

import json
from typing import Any

from ..ir.values import Value
from ..python.nodes import (
    Assign,
    Attribute,
    Block,
    Call,
    Comparison,
    Expression,
    For,
    If,
    Item,
    Literal,
    Name,
    Statement,
    Tuple,
    call,
    compare,
    either,
    is_none,
    method,
    names_in,
    replaced,
    walk,
)

EVALUATED = Name("_EVALUATED")  # the table of the module
VALUE, AT, FOUND = Name("value"), Name("at"), Name("found")
STRING, OBJECT, LIST, INTEGER = map(Name, ("STRING", "OBJECT", "LIST", "INTEGER"))
BOOLEAN = Name("BOOLEAN")
# The classes of values of a type, and the same for a field that may be null.
CLASSES = {"string": STRING, "object": OBJECT, "array": LIST, "boolean": BOOLEAN}
OR_NULL = {STRING: Name("STRING_OR_NULL"), BOOLEAN: Name("BOOLEAN_OR_NULL")}
# The constants that a validator module has for reasons.
REASONS = {
    "FieldValueRequired": "REQUIRED",
    "FieldValueInvalid": "INVALID",
    "FieldValueNotSupported": "NOT_SUPPORTED",
    "FieldValueForbidden": "FORBIDDEN",
    "FieldValueDuplicate": "DUPLICATE",
    "FieldValueTooLong": "TOO_LONG",
    "FieldValueTooMany": "TOO_MANY",
    "InternalError": "INTERNAL",
}
WHOLE_FORMATS = ("int32", "int64")  # of integers that must be written as such


def is_of(value: Expression, kind: Name) -> Call:
    """Whether the value is of a class."""
    return call("isinstance", value, kind)


def has_class(value: Expression, kind: Name) -> Comparison:
    """The quick question for the very class of a value."""
    return compare(Attribute(value, "__class__"), "is", kind)


def is_type(kind: str, value: Expression) -> Expression:
    """Whether the value is of a type of JSON."""
    if kind in CLASSES:
        return is_of(value, CLASSES[kind])
    if kind == "null":
        # Asked by a call: type checkers would take the value for None from there on.
        return call("is_null", value)
    return either(has_class(value, INTEGER), call(f"is_{kind}", value))


def or_null(test: Expression, value: Expression) -> Expression:
    """The test of a field that may be null."""
    match test:
        case Call(Name("isinstance"), (of, Name() as kind)) if kind in OR_NULL:
            return is_of(of, OR_NULL[kind])
        case Comparison(of, (("in", Literal(tuple(values))),)):
            return compare(of, "in", Literal((*values, None)))
        case _:
            return either(is_none(value), test)


def is_one_of(value: Expression, choices: tuple[Any, ...]) -> Comparison:
    """Whether the value is one of some texts."""
    if len(choices) == 1:
        return compare(value, "==", Literal(choices[0]))
    return compare(value, "in", Literal(choices))


def field_of(value: Expression, name: str) -> Item:
    """A field of an object."""
    return Item(value, Literal(name))


def has_field(value: Expression, name: str) -> Comparison:
    """Whether an object has a field."""
    return compare(Literal(name), "in", value)


def below(at: Expression, *steps: Expression) -> Expression:
    """The place some steps below another one."""
    for step in steps:
        at = Tuple((at, step))
    return at


def field_below(at: Expression, *names: str) -> Expression:
    """The place of a field."""
    return below(at, *map(Literal, names))


def add(
    at: Expression, reason: str, value: Expression, detail: str = "", found: Name = FOUND
) -> Call:
    """A call that notes a finding."""
    tail = (Literal(detail),) if detail else ()
    return call("add", found, at, Name(reason), value, *tail)


def function_of(form: str) -> str:
    """The function that tells what is wrong with a text of a format."""
    return form.replace("-", "_")


def shown_value(value: Any) -> str:
    """A value of the schema in a message."""
    return json.dumps(value, ensure_ascii=False)[:200]


def count(number: int, noun: str) -> str:
    """So many things, in words."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def are_texts(value: Value, choices: tuple[Any, ...]) -> bool:
    """Whether the value is a string that must be one of some texts."""
    return value.types == ("string",) and all(isinstance(choice, str) for choice in choices)


def is_scalar(value: Value) -> bool:
    """Whether nothing is inside the value, and no other place says what it must be."""
    return value.asserts <= _OF_SCALARS and not {"array", "object"} & set(value.types)


_OF_SCALARS = frozenset(
    [
        "type", "format", "enum", "const", "minLength", "maxLength", "pattern", "minimum",
        "exclusiveMinimum", "maximum", "exclusiveMaximum", "multipleOf",
    ]
)  # fmt: skip


def when(test: Expression, *body: Statement) -> tuple[Statement, ...]:
    """The statements under a test; none where there is nothing to do."""
    return (If(test, body),) if body else ()


def entries_loop(held: Expression, block: Block) -> For:
    """A loop over keys and entries of an object, or over those of them that are used."""
    used = names_in(block)
    if "item" not in used:
        return For(("key",), held, block)
    if "key" not in used:
        return For(("item",), method(held, "values"), block)
    return For(("key", "item"), method(held, "items"), block)


def with_place(block: Block, at: Expression) -> Block:
    """The block with its place: built where it is used once, else put into `place` before."""
    name = Name("place")
    if sum(node == name for node in walk(*block)) > 1:
        return (Assign(name, at), *block)
    made: Block = replaced(block, lambda node: at if node == name else None)
    return made
