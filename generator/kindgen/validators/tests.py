"""Makes the functions that tell whether a value fits, as fast as Python can.

Each is one expression, with a line for each thing that is asked. What is fast and what is not was
measured; see benchmarks/README.md.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..ir.values import Elements, Field, Fields, Number, Text, Value
from ..python.nodes import (
    FALSE,
    TRUE,
    And,
    Block,
    Bound,
    Call,
    Choice,
    Comparison,
    Continue,
    Each,
    Expression,
    For,
    If,
    Item,
    Literal,
    Name,
    Not,
    Return,
    Slice,
    Statement,
    Sum,
    Try,
    Tuple,
    both,
    call,
    compare,
    either,
    is_none,
    is_not_none,
    method,
    negated,
    with_value,
)
from .names import Names
from .words import (
    EVALUATED,
    INTEGER,
    LIST,
    OBJECT,
    STRING,
    VALUE,
    WHOLE_FORMATS,
    are_texts,
    field_of,
    function_of,
    has_class,
    has_field,
    is_of,
    is_scalar,
    is_type,
    or_null,
)

# Objects of at most so many plain fields are looked at in place instead of by a call.
_IN_PLACE = 8
# A field is got where asking first whether it is there, which is faster, takes a line too many.
_LONG_NAME = 16
# So many tests stand in one expression; Python's own parser would take thousands.
_IN_ONE_EXPRESSION = 200
# A sum is nested in itself: with more terms Python runs out of stack.
_LONGEST_SUM = 100
_SCALAR_TYPES = (("string",), ("boolean",), ("integer",))
_ITEM, _INNER, _KEY, _ITEMS = map(Name, ("item", "inner", "key", "items"))
# Functions that tell whether something is a text of a format.
_QUICK_FORMATS = {"date-time": "is_date_time"}
_LARGEST_QUICK = 2**30 - 1


class Tests:
    """Makes tests; `names` learns which functions they call."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.values = names.values

    def body(self, value: Value) -> Block:
        """The body of a function that tells whether `value` fits."""
        listed = tuple(self._quick_loops(value))
        test = self.test(value, VALUE)
        if not listed and (not isinstance(test, And) or len(test.operands) <= _IN_ONE_EXPRESSION):
            return (Return(test),)
        tests = test.operands if isinstance(test, And) else (test,)
        head = (If(negated(tests[0]), (Return(FALSE),)),)
        parts = [
            both(*tests[start : start + _IN_ONE_EXPRESSION])
            for start in range(1, len(tests), _IN_ONE_EXPRESSION)
        ]
        if not parts:
            return (*head, *listed, Return(TRUE))
        middle = (If(Not(part), (Return(FALSE),)) for part in parts[:-1])
        return (*head, *listed, *middle, Return(parts[-1]))

    # ------------------------------------------------------------------------------- one value

    def test(self, value: Value, held: Name) -> Expression:
        """Whether what is held fits."""
        if value.is_forbidden:
            return FALSE
        return both(
            (
                TRUE
                if value.refers_to is None
                else self.call(self.values.by_pointer[value.refers_to], held)
            ),
            self._typed(value, held),
            self._chosen(value, held),
            *self._combined(value, held),
        )

    def call(self, value: Value, held: Expression) -> Expression:
        """A call of the value's own test."""
        return TRUE if value.allows_all else call(self.name(value), held)

    def name(self, value: Value) -> str:
        """The function that tells whether something fits the value."""
        return f"_is_{self.names.label(self.target(value))}"

    def target(self, value: Value) -> Value:
        """What a place leads to that only refers to another one."""
        return self.values.by_pointer[value.refers_to or ""] if value.is_reference else value

    def _typed(self, value: Value, held: Name) -> Expression:
        """The type, and what is asked of values of that type only."""
        if value.types == ("integer",) and value.format in WHOLE_FORMATS:
            whole = call(f"is_{value.format}", held)
            return both(whole, *self._number(value.number, held))
        if is_list_of_strings(value):
            return call("is_string_list", held)
        if is_map_of_strings(value):
            return call("is_string_map", held)
        if _is_one_question(value):
            return both(*self._string(value, held))
        asked = {
            "string": both(*self._string(value, held)),
            "number": both(*self._whole(value, held), *self._number(value.number, held)),
            "array": both(*self._array(value.elements, held)),
            "object": both(*self._object(value, held)),
        }
        if len(value.types) == 1:
            (kind,) = value.types
            more = asked.get("number" if kind == "integer" else kind, TRUE)
            return both(_is_quickly(kind, held), more)
        right = either(*(is_type(kind, held) for kind in value.types)) if value.types else TRUE
        return both(
            right,
            *(
                either(negated(is_type(kind, held)), test)
                for kind, test in asked.items()
                if test != TRUE and _is_asked_for(kind, value.types)
            ),
        )

    def _chosen(self, value: Value, held: Name) -> Expression:
        tests: list[Expression] = []
        for choices in (value.choices, value.constant):
            if choices is None:
                continue
            if are_texts(value, choices):
                tests.append(compare(held, "in", Literal(choices)))
            else:
                tests.append(call("one_of", held, Name(self.names.constant(list(choices)))))
        return both(*tests)

    def _string(self, value: Value, held: Name) -> Iterator[Expression]:
        length = call("len", held)
        text = value.text or Text(None, None, None, False)
        if text.min_length is not None:
            yield compare(length, ">=", Literal(text.min_length))
        if text.max_length is not None:
            yield compare(length, "<=", Literal(text.max_length))
        if text.pattern is not None:
            found = compare(call(self.names.pattern(text.pattern), held), "is not", Literal(None))
            if text.longest_searched is not None:
                found = either(compare(length, ">", Literal(text.longest_searched)), found)
            yield found
        if value.checked_format in _QUICK_FORMATS:
            yield call(_QUICK_FORMATS[value.checked_format], held)
        elif value.checked_format is not None:
            yield Not(call(function_of(value.checked_format), held))

    def _whole(self, value: Value, held: Name) -> Iterator[Expression]:
        if value.format in WHOLE_FORMATS:
            yield call(f"is_{value.format}", held)

    def _number(self, number: Number | None, held: Name) -> Iterator[Expression]:
        if number is None:
            return
        for limit, operator in (
            (number.minimum, "<"),
            (number.exclusive_minimum, "<="),
            (number.maximum, ">"),
            (number.exclusive_maximum, ">="),
        ):
            if limit is not None:
                yield Not(compare(held, operator, Literal(limit)))
        if number.multiple_of is not None:
            yield call("is_multiple", held, Literal(number.multiple_of))

    # -------------------------------------------------------------------------------- elements

    def _array(self, elements: Elements | None, held: Name) -> Iterator[Expression]:
        if elements is None:
            return
        yield from _sizes(elements.least, elements.most, held)
        if elements.are_unique:
            yield is_none(call("duplicate_in", held))
        for index, value in enumerate(elements.first):
            test = self._of_part(value, Item(held, Literal(index)))
            if test != TRUE:
                yield either(compare(call("len", held), "<=", Literal(index)), test)
        if elements.each is not None:
            start = len(elements.first)
            yield self._all(elements.each, Slice(held, start) if start else held)
        if (contained := elements.contained) is not None:
            matching = call("sum", call("map", self.function(contained.value), held))
            yield between(contained.least, matching, contained.most)

    def _all(self, value: Value, items: Expression) -> Expression:
        """Whether all of some items fit."""
        if value.allows_all:
            return TRUE
        if value.is_forbidden:
            return Not(items)
        return call("all", call("map", self.function(value), items))

    def function(self, value: Value) -> Name:
        """A function that tells whether something fits the value."""
        match self.test(value, _ITEM) if is_scalar(value) else None:
            case Call(Name() as function, (Name("item"),)):
                return function
            case _:
                return Name(self.name(value))

    def _of_part(self, value: Value, part: Expression) -> Expression:
        """Whether a part of the value fits."""
        if not is_simple(value):
            return self.call(value, part)
        test = self.test(value, _ITEM)
        return test if part == _ITEM else with_value(test, _ITEM, part)

    # --------------------------------------------------------------------------------- objects

    def _object(self, value: Value, held: Name) -> Iterator[Expression]:
        fields = value.fields
        if fields is None:
            return
        in_loops = held == VALUE and _is_open_to_loops(value)
        yield from _sizes(fields.least, fields.most, held)
        for name in fields.required:
            yield has_field(held, name)
        for name, needed in fields.needed_beside:
            there = both(*(has_field(held, other) for other in needed))
            yield either(negated(has_field(held, name)), there)
        for name, value in fields.demanded_beside:
            yield either(negated(has_field(held, name)), self.call(value, held))
        for field in fields.listed:
            if not in_loops or self._quick_target(field) is None:
                yield self._field(field, held, fields)
        yield from self._open(fields, held)

    def _field(self, field: Field, held: Name, fields: Fields) -> Expression:
        """Whether a field fits, if it is there."""
        local = _ITEM if held == VALUE else _INNER
        test = self._of_field(field.value, local)
        if field.is_nullable:
            test = or_null(test, local)
        if test == TRUE:
            return TRUE
        is_brief = is_simple(field.value) and len(field.name) < _LONG_NAME
        if field.is_nullable and not is_brief and not _is_class_test(test):
            return with_value(test, local, method(held, "get", Literal(field.name)))
        test = with_value(test, local, field_of(held, field.name))
        if field.name in fields.required:
            return test
        return either(negated(has_field(held, field.name)), test)

    def _of_field(self, value: Value, local: Name) -> Expression:
        """Whether the value of a field fits: asked in place where a call costs more."""
        if is_simple(value) or _is_plain_list(value):
            return self.test(value, local)
        target = self.target(value)
        if local == _ITEM and _is_plain(target) and 0 < len(_listed(target)) <= _IN_PLACE:
            return self.test(target, local)
        test = self.call(target, local)
        if target.is_only("object", "properties") and target.fields is not None:
            # An empty object, which has nothing in it to look at, is not worth a call.
            return either(both(Not(local), has_class(local, OBJECT)), test)
        return test

    def _open(self, fields: Fields, held: Name) -> Iterator[Expression]:
        """What is said of keys and of the fields that are not listed by name."""
        if fields.names is not None:
            yield self._all(fields.names, held)
        entries = method(held, "items")
        unlike: list[Expression] = []
        if fields.listed:
            known = Literal(tuple(field.name for field in fields.listed))
            unlike.append(compare(_KEY, "not in", known))
        for expression, value in fields.patterns:
            found = compare(call(self.names.pattern(expression), _KEY), "is not", Literal(None))
            test = self._of_part(value, _ITEM)
            if test != TRUE:
                yield call("all", Each(test, ("key", "item"), entries, found))
            unlike.append(negated(found))
        if fields.others is None or fields.others.allows_all:
            return
        if not unlike:
            yield self._all(fields.others, method(held, "values"))
        elif fields.others.is_forbidden:
            yield Not(call("any", Each(both(*unlike), ("key",), held, TRUE)))
        else:
            test = self._of_part(fields.others, _ITEM)
            yield call("all", Each(test, ("key", "item"), entries, both(*unlike)))

    # ---------------------------------------------------------------------------- combinations

    def _combined(self, value: Value, held: Name) -> Iterator[Expression]:
        for part in value.all_of:
            yield self.call(part, held)
        if value.any_of is not None:
            yield self.any_of(value.any_of, held)
        if value.one_of is not None:
            yield self.one_of(value.one_of, held)
        if value.excluded is not None:
            yield Not(self._named(value.excluded, held))
        if (condition := value.condition) is not None:
            then, otherwise = (
                TRUE if option is None else self.call(option, held)
                for option in (condition.then, condition.otherwise)
            )
            if then != TRUE or otherwise != TRUE:
                test = self._named(condition.test, held)
                if then == TRUE:
                    yield either(test, otherwise)
                elif otherwise == TRUE:
                    yield either(Not(test), then)
                else:
                    yield Choice(then, test, otherwise)
        for kind, unevaluated, part in unevaluated_of(value):
            parts = call(f"unevaluated_{part}", held, Literal(value.pointer), EVALUATED)
            if unevaluated.is_forbidden:
                yield Not(parts)
            elif not unevaluated.allows_all:
                parts = call("unevaluated_parts", *parts.arguments)
                fits = call("all", call("map", self.function(unevaluated), parts))
                yield either(negated(is_of(held, kind)), fits)

    def any_of(self, options: tuple[Value, ...], held: Name) -> Expression:
        """Whether what is held fits one of several descriptions."""
        return either(*(self._named(option, held) for option in options))

    def one_of(self, options: tuple[Value, ...], held: Name) -> Expression:
        """Whether what is held fits exactly one of several descriptions."""
        tests = tuple(self._named(option, held) for option in options)
        many = len(tests) > _LONGEST_SUM
        return compare(call("sum", Tuple(tests)) if many else Sum(tests), "==", Literal(1))

    def _named(self, value: Value, held: Name) -> Call:
        return call(self.name(value), held)

    # ------------------------------------------------------------------------- elements of lists

    def _quick_loops(self, value: Value) -> Iterator[Statement]:
        """Loops over lists of objects, where a look at what servers always send comes first."""
        for field in _listed(value) if _is_open_to_loops(value) else ():
            target = self._quick_target(field)
            if target is None:
                continue
            look = self._quick_look(target)
            assert look is not None
            wrong = (Return(FALSE),)
            # No test for an object is needed: nothing else has keys that are strings.
            quick = Try((If(look, (Continue(),)),), ("KeyError", "TypeError"))
            slow = If(negated(self.call(target, _ITEM)), wrong)
            there = has_field(VALUE, field.name)
            got = is_not_none(Bound(_ITEMS, field_of(VALUE, field.name)))
            no_list = If(negated(is_of(_ITEMS, LIST)), wrong)
            yield If(both(there, got), (no_list, For(("item",), _ITEMS, (quick, slow))))

    def _quick_target(self, field: Field) -> Value | None:
        """What the elements of a list are, where a quick look at them is worth it."""
        each = field.value.elements.each if field.value.elements is not None else None
        if not (field.is_nullable and _is_plain_list(field.value) and each and each.is_reference):
            return None
        target = self.target(each)
        return None if self._quick_look(target) is None else target

    def _quick_look(self, value: Value) -> Expression | None:
        """A test that most of the objects pass that servers send; None where it is not worth it."""
        listed = _listed(value)
        sent = [field for field in listed if field.is_always_sent]
        if len(sent) < 2 or not _is_plain(value):
            return None
        tests = [test for field in sent for test in _right(field)]
        tests += [negated(has_field(_ITEM, f.name)) for f in listed if not f.is_always_sent]
        return None if FALSE in tests else both(*tests)


def unevaluated_of(value: Value) -> Iterator[tuple[Name, Value, str]]:
    """Yield what is asked of unevaluated parts: the class of what has them, and what they are."""
    if value.unevaluated_fields is not None:
        yield OBJECT, value.unevaluated_fields, "fields"
    if value.unevaluated_items is not None:
        yield LIST, value.unevaluated_items, "items"


def _right(field: Field) -> Iterator[Expression]:
    """Tests that a plain field of an item is as it should be, where it is there."""
    held, value = field_of(_ITEM, field.name), field.value
    if value.is_only("integer", "format") and value.format in WHOLE_FORMATS:
        # Numbers that are compared fastest; larger ones take the long way.
        yield has_class(Bound(_INNER, held), INTEGER)
        yield Comparison(Literal(0), (("<=", _INNER), ("<=", Literal(_LARGEST_QUICK))))
    elif value.is_only("string"):
        yield has_class(held, STRING)
    elif value.is_only("string", "format") and value.checked_format == "date-time":
        yield call("is_date_time", held)
    else:
        yield FALSE


def _listed(value: Value) -> tuple[Field, ...]:
    return value.fields.listed if value.fields is not None else ()


def _is_open_to_loops(value: Value) -> bool:
    """Whether the value is an object of which nothing is asked but its fields."""
    return value.is_only("object", "properties", "required")


def _is_plain(value: Value) -> bool:
    """Whether an object has plain fields only: nothing in it has to be called for."""
    return value.asserts <= {"type", "properties", "required"} and all(
        field.value.types in _SCALAR_TYPES and field.value.refers_to is None
        for field in _listed(value)
    )


def is_list_of_strings(value: Value) -> bool:
    """Whether the value is a list of which only that is asked that it holds strings."""
    each = value.elements.each if value.elements is not None else None
    return value.asserts == {"type", "items"} and value.types == ("array",) and _is_string(each)


def is_map_of_strings(value: Value) -> bool:
    """Whether the value is a map of which only that is asked that it holds strings."""
    others = value.fields.others if value.fields is not None else None
    stated = value.asserts == {"type", "additionalProperties"} and value.types == ("object",)
    return stated and _is_string(others)


def is_simple(value: Value) -> bool:
    """Whether the value is asked and judged in place, without a function of its own."""
    return is_scalar(value) or is_list_of_strings(value) or is_map_of_strings(value)


def between(least: int, number: Expression, most: int | None) -> Comparison:
    """Whether a number is within limits."""
    if most is None:
        return compare(number, ">=", Literal(least))
    return Comparison(Literal(least), (("<=", number), ("<=", Literal(most))))


def _is_string(value: Value | None) -> bool:
    return value is not None and value.is_only("string")


def _is_one_question(value: Value) -> bool:
    """Whether a text is asked only for what nothing but a text can be."""
    choices = value.choices or value.constant
    if choices is not None and value.is_only("string", "enum", "const"):
        return are_texts(value, choices)
    quick = value.checked_format in _QUICK_FORMATS
    return quick and value.is_only("string", "format")


def _is_plain_list(value: Value) -> bool:
    """Whether a list is asked for nothing but its elements."""
    return value.is_only("array", "items", "x-kubernetes-list-map-keys")


def _is_quickly(kind: str, held: Name) -> Expression:
    """Whether the value is of a type; of objects the very class is asked for first."""
    test = is_type(kind, held)
    return either(has_class(held, OBJECT), test) if kind == "object" else test


def _is_class_test(test: Expression) -> bool:
    return isinstance(test, Call) and test.function == Name("isinstance")


def _is_asked_for(kind: str, types: tuple[str, ...]) -> bool:
    return not types or kind in types or (kind == "number" and "integer" in types)


def _sizes(least: int | None, most: int | None, held: Name) -> Iterator[Expression]:
    if least is not None:
        yield compare(call("len", held), ">=", Literal(least))
    if most is not None:
        yield compare(call("len", held), "<=", Literal(most))
