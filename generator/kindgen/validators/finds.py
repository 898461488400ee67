"""Makes the functions that note everything that does not fit.

They are called where a test has failed, so they need not be the fastest: calls of
`_base/fields.py` stand for what is asked of many fields. In which order fields are looked at does
not matter, since what is found is put into the order of the document.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..ir.values import Elements, Field, Fields, Number, Value
from ..python.nodes import (
    TRUE,
    Assign,
    Block,
    Bound,
    Call,
    Do,
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
    both,
    call,
    compare,
    either,
    is_none,
    is_not_none,
    method,
    negated,
)
from ..python.rewriting import joined, shortened
from ..schema.formats import RFC3339_TIME
from .names import Names
from .nesting import Nesting
from .tests import (
    Tests,
    between,
    is_list_of_strings,
    is_map_of_strings,
    is_simple,
    unevaluated_of,
)
from .words import (
    AT,
    CLASSES,
    EVALUATED,
    FOUND,
    OR_NULL,
    STRING,
    VALUE,
    WHOLE_FORMATS,
    add,
    are_texts,
    below,
    count,
    entries_loop,
    field_below,
    field_of,
    function_of,
    has_field,
    is_of,
    is_one_of,
    is_type,
    shown_value,
    when,
    with_place,
)

# Formats whose violation is a value that a server cannot even decode.
_TYPE_FORMATS = ("date-time", RFC3339_TIME, "byte")
_ITEM, _INDEX, _KEY, _PLACE = map(Name, ("item", "index", "key", "place"))
_BOUNDS = (
    ("<", "greater than or equal to"),
    ("<=", "greater than"),
    (">", "less than or equal to"),
    (">=", "less than"),
)


class Finds:
    """Makes the bodies of functions that note findings."""

    def __init__(self, names: Names, tests: Tests) -> None:
        self.names = names
        self.tests = tests
        self.nesting = Nesting(names.values)

    def body(self, value: Value) -> Block:
        """The body of a function that notes what is wrong with `value`."""
        block = shortened(self._value(value, VALUE, AT), 1, with_names=True)
        match block:
            case (If(test, (Do(call),), otherwise),) if otherwise:
                return (If(test, (Return(call),)), *otherwise)
            case ():
                return (Return(),)
            case _:
                return block

    # ------------------------------------------------------------------------------- one value

    def _value(self, value: Value, held: Name, at: Expression) -> Block:
        if value.is_forbidden:
            return (Do(add(at, "FORBIDDEN", held, "nothing is allowed here")),)
        block: list[Statement] = []
        if value.refers_to is not None:
            block += self._call(self.names.values.by_pointer[value.refers_to], held, at)
        block += self._typed(value, held, at)
        block += self._chosen(value, held, at)
        block += self._combined(value, held, at)
        return tuple(block)

    def _call(self, value: Value, held: Expression, at: Expression) -> Block:
        """A call of the value's own function."""
        if value.allows_all:
            return ()
        return (Do(call(self._name(value), held, at, FOUND)),)

    def _name(self, value: Value) -> str:
        return f"_find_in_{self.names.label(self.tests.target(value))}"

    def _part(self, value: Value, held: Name, at: Expression) -> Block:
        """What notes what is wrong with a part of the value; its place is built once."""
        if not is_simple(value):
            return self._call(value, held, at)
        return with_place(self._value(value, held, _PLACE), at)

    def _typed(self, value: Value, held: Name, at: Expression) -> Block:
        """The type, and what is noted of values of that type only."""
        if value.types == ("integer",) and value.format in WHOLE_FORMATS:
            wrong = self._not_whole(value.format, held, at)
            more = tuple(self._number(value.number, held, at))
            return (If(Not(call(f"is_{value.format}", held)), (wrong,), more),)
        if is_list_of_strings(value):
            wrong = Do(call("not_strings", FOUND, at, held))
            return (If(Not(call("is_string_list", held)), (wrong,)),)
        if is_map_of_strings(value):
            wrong = Do(call("not_string_values", FOUND, at, held))
            return (If(Not(call("is_string_map", held)), (wrong,)),)
        noted = {
            "string": tuple(self._string(value, held, at)),
            "number": (*self._whole(value, held, at), *self._number(value.number, held, at)),
            "array": tuple(self._array(value.elements, held, at)),
            "object": tuple(self._object(value.fields, held, at)),
        }
        if not value.types:
            return tuple(If(is_type(kind, held), block) for kind, block in noted.items() if block)
        wrong = Do(call("wrong_type", FOUND, at, Literal(" or ".join(value.types)), held))
        if len(value.types) == 1:
            (kind,) = value.types
            more = noted.get("number" if kind == "integer" else kind, ())
            return (If(negated(is_type(kind, held)), (wrong,), more),)
        chain: Block = ()
        for kind, block in reversed(noted.items()):
            if block and (kind in value.types or (kind == "number" and "integer" in value.types)):
                chain = (If(is_type(kind, held), block, chain),)
        right = either(*(is_type(kind, held) for kind in value.types))
        return (If(negated(right), (wrong,), chain),)

    def _not_whole(self, form: str, held: Expression, at: Expression) -> Do:
        return Do(call("not_whole", FOUND, at, Literal(form), held))

    def _chosen(self, value: Value, held: Name, at: Expression) -> Iterator[Statement]:
        for choices in (value.choices, value.constant):
            if choices is None:
                continue
            if are_texts(value, choices):
                # A value of the wrong type was reported already.
                wrong = both(negated(is_one_of(held, choices)), is_of(held, STRING))
            else:
                wrong = Not(call("one_of", held, Name(self.names.constant(list(choices)))))
            yield If(wrong, (Do(add(at, "NOT_SUPPORTED", held, _supported(choices))),))

    # ------------------------------------------------------------------------- strings, numbers

    def _string(self, value: Value, held: Name, at: Expression) -> Iterator[Statement]:
        length, text = call("len", held), value.text
        if text is not None and text.min_length is not None:
            detail = f"must have at least {count(text.min_length, 'character')}"
            yield _note(compare(length, "<", Literal(text.min_length)), at, "INVALID", held, detail)
        if text is not None and text.max_length is not None:
            detail = f"must have at most {count(text.max_length, 'character')}"
            wrong = compare(length, ">", Literal(text.max_length))
            yield _note(wrong, at, "TOO_LONG", held, detail)
        if text is not None and text.pattern is not None:
            wrong = is_none(call(self.names.pattern(text.pattern), held))
            longest = text.max_length if text.needs_max_length else text.longest_searched
            if longest is not None:
                wrong = both(compare(length, "<=", Literal(longest)), wrong)
            detail = f"must match the pattern {shown_value(text.pattern)}"
            yield _note(wrong, at, "INVALID", held, detail)
        if value.checked_format is not None:
            details = Name(function_of(value.checked_format))
            reason = _format_reason(value.checked_format)
            yield Do(call("complain", FOUND, at, reason, held, details))

    def _whole(self, value: Value, held: Name, at: Expression) -> Iterator[Statement]:
        if value.format in WHOLE_FORMATS:
            wrong = Not(call(f"is_{value.format}", held))
            yield If(wrong, (self._not_whole(value.format, held, at),))

    def _number(self, number: Number | None, held: Name, at: Expression) -> Iterator[Statement]:
        if number is None:
            return
        limits = (
            number.minimum,
            number.exclusive_minimum,
            number.maximum,
            number.exclusive_maximum,
        )
        for limit, (operator, words) in zip(limits, _BOUNDS, strict=True):
            if limit is not None:
                wrong = compare(held, operator, Literal(limit))
                yield _note(wrong, at, "INVALID", held, f"must be {words} {limit}")
        if (step := number.multiple_of) is not None:
            wrong = Not(call("is_multiple", held, Literal(step)))
            yield _note(wrong, at, "INVALID", held, f"must be a multiple of {step}")

    # ---------------------------------------------------------------------------------- arrays

    def _array(self, elements: Elements | None, held: Name, at: Expression) -> Iterator[Statement]:
        if elements is None:
            return
        yield from _sizes(elements.least, elements.most, "item", held, at)
        if elements.are_unique:
            twice = Name("twice")
            note = add(below(at, twice), "DUPLICATE", Item(held, twice))
            found = Bound(twice, call("duplicate_in", held))
            yield If(is_not_none(found), (Do(note),))
        for index, value in enumerate(elements.first):
            block = self._part(value, _ITEM, below(at, Literal(index)))
            if block:
                item = Assign(_ITEM, Item(held, Literal(index)))
                yield If(compare(call("len", held), ">", Literal(index)), (item, *block))
        if elements.each is not None:
            yield from self._each(elements, elements.each, held, at)
        if (contained := elements.contained) is not None:
            least, most = contained.least, contained.most
            matching = call("sum", call("map", self.tests.function(contained.value), held))
            words = f"at least {least}" if most is None else f"{least} to {most}"
            detail = f"must contain {words} of the items described"
            yield _note(Not(between(least, matching, most)), at, "INVALID", held, detail)

    def _each(
        self, elements: Elements, value: Value, held: Name, at: Expression
    ) -> Iterator[Statement]:
        step: Expression = _INDEX
        if elements.key is not None:
            step = call("element_step", _INDEX, _ITEM, Literal(elements.key))
        block = self._part(value, _ITEM, below(at, step))
        if not block:
            return
        if value.is_reference:
            # Of many elements few are wrong: the quick question first.
            block = when(negated(self.tests.call(value, _ITEM)), *block)
        start = len(elements.first)
        items = call("enumerate", held)
        if start:
            items = call("enumerate", Slice(held, start), Literal(start))
        yield For(("index", "item"), items, block)

    # --------------------------------------------------------------------------------- objects

    def _object(self, fields: Fields | None, held: Name, at: Expression) -> Iterator[Statement]:
        if fields is None:
            return
        yield from _sizes(fields.least, fields.most, "field", held, at)
        for name in fields.required:
            note = Do(add(field_below(at, name), "REQUIRED", Literal(None)))
            yield If(negated(has_field(held, name)), (note,))
        for name, needed in fields.needed_beside:
            detail = f"needed beside {shown_value(name)}"
            for other in needed:
                note = Do(add(field_below(at, other), "REQUIRED", Literal(None), detail))
                wrong = both(has_field(held, name), negated(has_field(held, other)))
                yield If(wrong, (note,))
        for name, value in fields.demanded_beside:
            yield from when(has_field(held, name), *self._call(value, held, at))
        yield from self._fields(fields, held, at)
        yield from self._open(fields, held, at)

    def _fields(self, fields: Fields, held: Name, at: Expression) -> Iterator[Statement]:
        """What notes what is wrong with listed fields: first those of which the same is asked."""
        alike: dict[Call | None, list[Field]] = {}
        for field in fields.listed:
            alike.setdefault(_shared(field, held, at), []).append(field)
        alone: list[Field] = []
        for shared, listed in alike.items():
            # A question that takes one line is asked in place where it is asked once.
            if shared is None or (len(listed) == 1 and listed[0].value.asserts == {"type"}):
                alone += listed
            else:
                names = Literal(tuple(field.name for field in listed))
                yield Do(Call(shared.function, (*shared.arguments, names)))
        for field in alone:
            yield from self._field(field, held, at)

    def _field(self, field: Field, held: Name, at: Expression) -> Iterator[Statement]:
        name, value = field.name, field.value
        if field.is_nullable and _is_simple_list(value):
            yield from self._elements(field, held, at)
            return
        block = self._part(value, _ITEM, field_below(at, name))
        if not block:
            return
        if field.is_nullable:
            got = is_not_none(Bound(_ITEM, method(held, "get", Literal(name))))
            yield joined(both(got, *self._asked_first(value)), block)
        else:
            yield If(has_field(held, name), (Assign(_ITEM, field_of(held, name)), *block))

    def _asked_first(self, value: Value) -> Iterator[Expression]:
        """The quick question for an object, where its answer does not take long."""
        target = self.tests.target(value)
        fields = target.fields.listed if target.fields is not None else ()
        lists = sum(self.nesting.depth(field.value) > 0 for field in fields)
        # Of many fields few may be lists, which would be gone through twice.
        if value.is_reference and 4 * lists <= len(fields) and self.nesting.depth(target) < 2:
            yield negated(self.tests.call(value, _ITEM))

    def _elements(self, field: Field, held: Name, at: Expression) -> Iterator[Statement]:
        """A loop over the elements of a list that are wrong."""
        elements = field.value.elements
        assert elements is not None
        assert elements.each is not None
        block = self._call(elements.each, _ITEM, _PLACE)
        test = self.tests.function(elements.each)
        key = () if elements.key is None else (Literal(elements.key),)
        arguments = (FOUND, at, held, Literal(field.name), test, *key)
        if block:
            yield For(("item", "place"), call("wrong_elements", *arguments), block)

    def _open(self, fields: Fields, held: Name, at: Expression) -> Iterator[Statement]:
        """What is said of keys and of the fields that are not listed by name."""
        place = below(at, call("entry", _KEY))
        block: list[Statement] = []
        if fields.names is not None:
            block += self._part(fields.names, _KEY, place)
        unlike: list[Expression] = []
        if fields.listed:
            known = Literal(tuple(field.name for field in fields.listed))
            unlike.append(compare(_KEY, "not in", known))
        for expression, value in fields.patterns:
            match = call(self.names.pattern(expression), _KEY)
            block += when(is_not_none(match), *self._part(value, _ITEM, place))
            unlike.append(is_none(match))
        if (others := fields.others) is not None:
            if others.is_forbidden:
                note = add(place, "FORBIDDEN", Literal(None), "there is no such field")
                rest: Block = (Do(note),)
            else:
                rest = self._part(others, _ITEM, place)
            test = both(*unlike)
            block += rest if test == TRUE else when(test, *rest)
        if block:
            yield entries_loop(held, tuple(block))

    # ---------------------------------------------------------------------------- combinations

    def _combined(self, value: Value, held: Name, at: Expression) -> Iterator[Statement]:
        for part in value.all_of:
            yield from self._call(part, held, at)
        if value.any_of is not None:
            detail = f"must match at least one of {count(len(value.any_of), 'description')}"
            wrong = negated(self.tests.any_of(value.any_of, held))
            yield _note(wrong, at, "INVALID", held, detail)
        if value.one_of is not None:
            detail = f"must match exactly one of {count(len(value.one_of), 'description')}"
            wrong = negated(self.tests.one_of(value.one_of, held))
            yield _note(wrong, at, "INVALID", held, detail)
        if value.excluded is not None:
            detail = "must not match what is excluded here"
            wrong = call(self.tests.name(value.excluded), held)
            yield _note(wrong, at, "INVALID", held, detail)
        if (condition := value.condition) is not None:
            then, otherwise = (
                () if option is None else self._call(option, held, at)
                for option in (condition.then, condition.otherwise)
            )
            test = call(self.tests.name(condition.test), held)
            if then:
                yield If(test, then, otherwise)
            else:
                yield from when(Not(test), *otherwise)
        for _, unevaluated, part in unevaluated_of(value):
            parts = call(f"unevaluated_{part}", held, Literal(value.pointer), EVALUATED)
            key = _KEY if part == "fields" else _INDEX
            place = below(at, call("entry", key) if part == "fields" else key)
            if unevaluated.is_forbidden:
                detail = "nothing here says anything of it"
                block: Block = (Do(add(place, "FORBIDDEN", Literal(None), detail)),)
            else:
                block = self._part(unevaluated, _ITEM, place)
                block = (Assign(_ITEM, Item(held, key)), *block) if block else ()
            if block:
                yield For((key.name,), parts, block)


def _shared(field: Field, held: Name, at: Expression) -> Call | None:
    """A call that notes all that may be wrong with such a field, but for the names of fields."""
    value = field.value
    if len(value.types) == 1 and value.asserts == {"type"} and value.types[0] in CLASSES:
        kind = CLASSES[value.types[0]]
        if not field.is_nullable:
            return call("expect", FOUND, at, held, kind, Literal(value.types[0]))
        if kind in OR_NULL:
            return call(f"expect_{value.types[0]}s", FOUND, at, held)
    if not field.is_nullable:
        return None
    if is_list_of_strings(value):
        return call("expect_string_lists", FOUND, at, held)
    if is_map_of_strings(value):
        return call("expect_string_maps", FOUND, at, held)
    if value.is_only("integer", "format") and value.format in WHOLE_FORMATS:
        test = Name(f"is_{value.format}")
        return call("expect_whole", FOUND, at, held, test, Literal(value.format))
    if value.is_only("string", "format") and value.checked_format is not None:
        details = Name(function_of(value.checked_format))
        reason = _format_reason(value.checked_format)
        return call("expect_format", FOUND, at, held, reason, details)
    choices = value.choices
    if value.is_only("string", "enum") and choices is not None and _are_plain(choices):
        return call("expect_one_of", FOUND, at, held, Literal(choices))
    return None


def _are_plain(choices: tuple[object, ...]) -> bool:
    """Whether the choices are texts that are shown as they are."""
    return all(
        isinstance(choice, str) and (not choice or shown_value(choice) == f'"{choice}"')
        for choice in choices
    )


def _is_simple_list(value: Value) -> bool:
    """Whether a list is asked for nothing but its elements, which are described elsewhere."""
    each = value.elements.each if value.elements is not None else None
    simple = value.is_only("array", "items", "x-kubernetes-list-map-keys")
    return simple and each is not None and not is_list_of_strings(value)


def _format_reason(form: str) -> Name:
    return Name("TYPE_INVALID" if form in _TYPE_FORMATS else "INVALID")


def _supported(choices: tuple[object, ...]) -> str:
    listed = ", ".join(shown_value(choice) for choice in choices if choice != "")
    return f"supported values: {listed}"


def _note(wrong: Expression, at: Expression, reason: str, value: Expression, detail: str) -> If:
    return If(wrong, (Do(add(at, reason, value, detail)),))


def _sizes(
    least: int | None, most: int | None, noun: str, held: Name, at: Expression
) -> Iterator[Statement]:
    length = call("len", held)
    if least is not None:
        detail = f"must have at least {count(least, noun)}"
        yield _note(compare(length, "<", Literal(least)), at, "INVALID", length, detail)
    if most is not None:
        detail = f"must have at most {count(most, noun)}"
        yield _note(compare(length, ">", Literal(most)), at, "TOO_MANY", length, detail)
