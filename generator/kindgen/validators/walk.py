"""The walk over a schema that writes the lines of a function, for whoever says what a failure does.

`testcode` and `findcode` write two functions from this one walk, so that they cannot disagree.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ..python.source import indented, literal
from ..schema import pointers
from ..schema.patterns import needs_length
from ..schema.resolve import Schema

if TYPE_CHECKING:
    from .names import Structure

_DEEPEST = 4
INT_RANGES = {"int32": (-(2**31), 2**31 - 1), "int64": (-(2**63), 2**63 - 1)}


class Writer:
    """What test and find share: the walk. Subclasses say what a failure and a child do."""

    def __init__(self, structure: Structure) -> None:
        self.structure = structure
        self.document = structure.document

    # ---- what differs

    def fail(self, at: str, reason: str, value: str, detail: str) -> list[str]:
        raise NotImplementedError

    def wrong_type(self, at: str, expected: str, var: str) -> list[str]:
        raise NotImplementedError

    def not_whole(self, at: str, expected: str, var: str) -> list[str]:
        raise NotImplementedError

    def call(self, pointer: str, var: str, at: str, depth: int = 0) -> list[str]:
        raise NotImplementedError

    def format(self, name: str, var: str, at: str) -> list[str]:
        raise NotImplementedError

    def below(self, at: str, step: str) -> str:
        raise NotImplementedError

    # ---- the walk

    def body(self, schema: Schema, pointer: str) -> list[str]:
        return self.schema(schema, pointer, "value", "at", 0)

    def schema(self, schema: Schema, pointer: str, var: str, at: str, depth: int) -> list[str]:
        """Lines that check the value in `var` against a schema."""
        if schema is True:
            return []
        if schema is False:
            return self.fail(at, "FORBIDDEN", var, "nothing is allowed here")
        assert isinstance(schema, dict)
        if depth > _DEEPEST:
            # Python allows twenty loops inside each other, and nobody can read half as many.
            return self.call(pointer, var, at)
        lines: list[str] = []
        if "$ref" in schema:
            lines += self.call(self.document.targets[pointer], var, at, depth)
        types = types_of(schema)
        lines += self._typed(schema, pointer, var, at, depth, types)
        lines += self._values(schema, var, at)
        lines += self._combined(schema, pointer, var, at)
        return lines

    def _typed(
        self, schema: dict[str, Any], pointer: str, var: str, at: str, depth: int, types: list[str]
    ) -> list[str]:
        """The type, and behind it the keywords that speak of that type only."""
        keywords = {
            "string": self._string(schema, var, at),
            "number": self._number(schema, var, at),
            "array": self._array(schema, pointer, var, at, depth),
            "object": self._object(schema, pointer, var, at, depth),
        }
        if not types:
            return [
                line
                for kind, lines in keywords.items()
                if lines
                for line in [f"if {is_type(kind, var)}:", *indented(lines)]
            ]
        if special := self._special(schema, var, at, types):
            return special
        if len(types) == 1:
            kind = "number" if types[0] == "integer" else types[0]
            lines = keywords.get(kind, [])
            test = f"if {is_no_type(types, var)}:"
            failed = [test, *indented(self.wrong_type(at, types[0], var))]
            return self.then(failed, lines)
        lines = [
            f"if {is_no_type(types, var)}:",
            *indented(self.wrong_type(at, " or ".join(types), var)),
        ]
        for kind, inner in keywords.items():
            if inner and (kind in types or (kind == "number" and "integer" in types)):
                lines += [f"elif {is_type(kind, var)}:", *indented(inner)]
        return self.flat(lines)

    def then(self, failed: list[str], lines: list[str]) -> list[str]:
        """The lines for a value of the right type, behind the test of the type."""
        return [*failed, "else:", *indented(lines)] if lines else failed

    def flat(self, lines: list[str]) -> list[str]:
        return lines

    def _special(
        self, schema: dict[str, Any], var: str, at: str, types: list[str]
    ) -> list[str] | None:
        """Checks that one call answers: whole numbers, lists and maps of nothing but strings."""
        keys = {key for key in schema if key in ASSERTIONS}
        if types == ["integer"] and (form := schema.get("format")) in INT_RANGES:
            lowest, highest = INT_RANGES[form]
            test = f"if not is_whole({var}, {lowest}, {highest}):"
            failed = [test, *indented(self.not_whole(at, form, var))]
            return self.whole(
                var, lowest, highest, self.then(failed, self._number(schema, var, at))
            )
        if (
            types == ["array"]
            and keys == {"type", "items"}
            and schema["items"] == {"type": "string"}
        ):
            return [f"if not is_string_list({var}):", *indented(self.array_of_strings(var, at))]
        if (
            types == ["object"]
            and keys == {"type", "additionalProperties"}
            and schema["additionalProperties"] == {"type": "string"}
        ):
            return [f"if not is_string_map({var}):", *indented(self.map_of_strings(var, at))]
        return None

    def whole(self, var: str, lowest: int, highest: int, lines: list[str]) -> list[str]:
        return lines

    def array_of_strings(self, var: str, at: str) -> list[str]:
        raise NotImplementedError

    def map_of_strings(self, var: str, at: str) -> list[str]:
        raise NotImplementedError

    def _values(self, schema: dict[str, Any], var: str, at: str) -> list[str]:
        lines: list[str] = []
        for key in ("enum", "const"):
            if key not in schema:
                continue
            values = schema[key] if key == "enum" else [schema[key]]
            strings = all(isinstance(value, str) for value in values)
            listed = ", ".join(_shown_value(value) for value in values if value != "")
            if strings and types_of(schema) == ["string"]:
                one = len(values) == 1
                test = (
                    f"{var} != {literal(values[0])}"
                    if one
                    else f"{var} not in {literal(tuple(values))}"
                )
                # A value of the wrong type was reported already.
                test = f"{test} and isinstance({var}, S)" if self.finds else test
            else:
                test = f"not one_of({var}, {self.structure.constant(values)})"
            failed = self.fail(at, "NOT_SUPPORTED", var, f"supported values: {listed}")
            lines += [f"if {test}:", *indented(failed)]
        return lines

    finds = False

    def _string(self, schema: dict[str, Any], var: str, at: str) -> list[str]:
        lines: list[str] = []
        if "minLength" in schema:
            limit = schema["minLength"]
            detail = f"must have at least {_count(limit, 'character')}"
            lines += [
                f"if len({var}) < {_int(limit)}:",
                *indented(self.fail(at, "INVALID", var, detail)),
            ]
        if "maxLength" in schema:
            limit = schema["maxLength"]
            detail = f"must have at most {_count(limit, 'character')}"
            lines += [
                f"if len({var}) > {_int(limit)}:",
                *indented(self.fail(at, "TOO_LONG", var, detail)),
            ]
        if "pattern" in schema:
            test = f"{self.structure.pattern(schema['pattern'])}({var}) is None"
            if "maxLength" in schema and needs_length(schema["pattern"]):
                test = f"len({var}) <= {_int(schema['maxLength'])} and {test}"
            detail = f"must match the pattern {_shown_value(schema['pattern'])}"
            lines += [
                f"if {test}:",
                *indented(self.fail(at, "INVALID", var, detail)),
            ]
        if schema.get("format") in self.structure.formats:
            lines += self.format(schema["format"], var, at)
        return lines

    def _number(self, schema: dict[str, Any], var: str, at: str) -> list[str]:
        lines: list[str] = []
        form = schema.get("format")
        if form in INT_RANGES and types_of(schema) != ["integer"]:
            lowest, highest = INT_RANGES[form]
            failed = self.not_whole(at, form, var)
            lines += [f"if not is_whole({var}, {lowest}, {highest}):", *indented(failed)]
        for key, operator, words in _BOUNDS:
            if key in schema:
                limit = schema[key]
                failed = self.fail(at, "INVALID", var, f"must be {words} {limit}")
                lines += [f"if {var} {operator} {limit!r}:", *indented(failed)]
        if "multipleOf" in schema:
            step = schema["multipleOf"]
            failed = self.fail(at, "INVALID", var, f"must be a multiple of {step}")
            lines += [f"if not is_multiple({var}, {step!r}):", *indented(failed)]
        return lines

    def _array(
        self, schema: dict[str, Any], pointer: str, var: str, at: str, depth: int
    ) -> list[str]:
        lines = self._sizes(schema, var, at, ("minItems", "maxItems"), "item")
        if schema.get("uniqueItems"):
            failed = self.fail(self.below(at, "twice"), "DUPLICATE", f"{var}[twice]", "")
            # A test for yes or no does not ask which of them it is.
            found = f"duplicate_in({var})"
            found = f"(twice := {found})" if any("twice" in line for line in failed) else found
            lines += [f"if {found} is not None:", *indented(failed)]
        prefix = schema.get("prefixItems", [])
        for index, item in enumerate(prefix):
            element = local("element", depth)
            place = pointers.join(pointer, "prefixItems", index)
            inner = self.schema(item, place, element, self.below(at, str(index)), depth + 1)
            if inner:
                lines += [
                    f"if len({var}) > {index}:",
                    *indented([f"{element} = {var}[{index}]", *inner]),
                ]
        if "items" in schema:
            lines += self._items(schema, pointer, var, at, depth, len(prefix))
        if "contains" in schema:
            lines += self._contains(schema, pointer, var, at)
        return lines

    def _items(
        self, schema: dict[str, Any], pointer: str, var: str, at: str, depth: int, start: int
    ) -> list[str]:
        element, index = local("element", depth), local("index", depth)
        keys = schema.get("x-kubernetes-list-map-keys")
        step = f"element_step({index}, {element}, {literal(keys[0])})" if keys else index
        place = pointers.join(pointer, "items")
        inner = self.schema(schema["items"], place, element, self.below(at, step), depth + 1)
        if not inner:
            return []
        inner = self.elements(place, inner, element)
        return [self.each(var, element, index, start), *indented(inner)]

    def elements(self, pointer: str, inner: list[str], element: str) -> list[str]:
        return inner

    def each(self, var: str, element: str, index: str, start: int) -> str:
        raise NotImplementedError

    def _contains(self, schema: dict[str, Any], pointer: str, var: str, at: str) -> list[str]:
        name = self.structure.name_of(pointers.join(pointer, "contains"))
        least, most = schema.get("minContains", 1), schema.get("maxContains")
        test = (
            f"{_int(least)} <= matching"
            if most is None
            else f"{_int(least)} <= matching <= {_int(most)}"
        )
        words = f"at least {_int(least)}" if most is None else f"{_int(least)} to {_int(most)}"
        return [
            f"matching = sum(map(_is_{name}, {var}))",
            f"if not {test}:",
            *indented(
                self.fail(at, "INVALID", var, f"must contain {words} of the items described")
            ),
        ]

    def _sizes(
        self, schema: dict[str, Any], var: str, at: str, keys: tuple[str, str], noun: str
    ) -> list[str]:
        lines: list[str] = []
        least, most = keys
        if least in schema:
            detail = f"must have at least {_count(schema[least], noun)}"
            failed = self.fail(at, "INVALID", f"len({var})", detail)
            lines += [f"if len({var}) < {_int(schema[least])}:", *indented(failed)]
        if most in schema:
            detail = f"must have at most {_count(schema[most], noun)}"
            failed = self.fail(at, "TOO_MANY", f"len({var})", detail)
            lines += [f"if len({var}) > {_int(schema[most])}:", *indented(failed)]
        return lines

    def _object(
        self, schema: dict[str, Any], pointer: str, var: str, at: str, depth: int
    ) -> list[str]:
        lines = self._sizes(schema, var, at, ("minProperties", "maxProperties"), "field")
        required = schema.get("required", [])
        reported = self.structure.reported_by_rules.get(pointer, frozenset())
        for name in required:
            if name not in reported:
                lines += [
                    f"if {literal(name)} not in {var}:",
                    *indented(self.fail(self.below(at, literal(name)), "REQUIRED", "None", "")),
                ]
        for name, needed in schema.get("dependentRequired", {}).items():
            for other in needed:
                detail = f"needed beside {_shown_value(name)}"
                lines += [
                    f"if {literal(name)} in {var} and {literal(other)} not in {var}:",
                    *indented(
                        self.fail(self.below(at, literal(other)), "REQUIRED", "None", detail)
                    ),
                ]
        for name in schema.get("dependentSchemas", {}):
            place = pointers.join(pointer, "dependentSchemas", name)
            inner = self.call(place, var, at)
            if inner:
                lines += [f"if {literal(name)} in {var}:", *indented(inner)]
        item = local("item", depth)
        for name, child in schema.get("properties", {}).items():
            place = pointers.join(pointer, "properties", name)
            inner = self.schema(child, place, item, self.below(at, literal(name)), depth + 1)
            if not inner:
                continue
            nullable = self.document.is_package and (name not in required or name in reported)
            if nullable:
                inner = self.unless_null(item, inner)
            lines += [
                f"if {literal(name)} in {var}:",
                *indented([f"{item} = {var}[{literal(name)}]", *inner]),
            ]
        return lines + self._open(schema, pointer, var, at, depth)

    def unless_null(self, item: str, lines: list[str]) -> list[str]:
        return [f"if {item} is not None:", *indented(lines)]

    def _open(
        self, schema: dict[str, Any], pointer: str, var: str, at: str, depth: int
    ) -> list[str]:
        """What is said of keys and of the fields that are not listed by name."""
        key, item = local("key", depth), local("item", depth)
        step = self.below(at, f"entry({key})")
        inner: list[str] = []
        if "propertyNames" in schema:
            place = pointers.join(pointer, "propertyNames")
            inner += self.schema(schema["propertyNames"], place, key, step, depth + 1)
        listed = schema.get("properties", {})
        others: list[str] = []
        for expression, child in schema.get("patternProperties", {}).items():
            place = pointers.join(pointer, "patternProperties", expression)
            lines = self.schema(child, place, item, step, depth + 1)
            search = self.structure.pattern(expression)
            others.append(f"{search}({key}) is None")
            if lines:
                inner += [f"if {search}({key}) is not None:", *indented(lines)]
        more = schema.get("additionalProperties", True)
        lines = self._additional(
            more, pointers.join(pointer, "additionalProperties"), item, step, depth
        )
        if lines:
            tests = [f"{key} not in {literal(tuple(listed))}"] if listed else []
            tests += others
            inner += [f"if {' and '.join(tests)}:", *indented(lines)] if tests else lines
        if not inner:
            return []
        used = any(_mentions(line, item) for line in inner)
        loop = f"for {key}, {item} in {var}.items():" if used else f"for {key} in {var}:"
        if not used or any(_mentions(line, key) for line in inner):
            return [loop, *indented(inner)]
        return [f"for {item} in {var}.values():", *indented(inner)]

    def _additional(
        self, more: Schema, pointer: str, item: str, step: str, depth: int
    ) -> list[str]:
        if more is False:
            return self.fail(step, "FORBIDDEN", "None", "there is no such field")
        return self.schema(more, pointer, item, step, depth + 1)

    def _combined(self, schema: dict[str, Any], pointer: str, var: str, at: str) -> list[str]:
        lines: list[str] = []
        for index, child in enumerate(schema.get("allOf", ())):
            place = pointers.join(pointer, "allOf", index)
            if child is not True:
                lines += self.call(place, var, at)
        for key, words in (("anyOf", "at least one"), ("oneOf", "exactly one")):
            if key not in schema:
                continue
            names = [
                self.structure.name_of(pointers.join(pointer, key, index))
                for index in range(len(schema[key]))
            ]
            tests = [f"_is_{name}({var})" for name in names]
            test = f"not ({' or '.join(tests)})" if key == "anyOf" else f"{_sum(tests)} != 1"
            detail = f"must match {words} of {_count(len(names), 'description')}"
            lines += [f"if {test}:", *indented(self.fail(at, "INVALID", var, detail))]
        if "not" in schema:
            name = self.structure.name_of(pointers.join(pointer, "not"))
            detail = "must not match what is excluded here"
            lines += [f"if _is_{name}({var}):", *indented(self.fail(at, "INVALID", var, detail))]
        if "if" in schema:
            lines += self._condition(schema, pointer, var, at)
        return lines

    def _condition(self, schema: dict[str, Any], pointer: str, var: str, at: str) -> list[str]:
        then = self.call(pointers.join(pointer, "then"), var, at) if "then" in schema else []
        other = self.call(pointers.join(pointer, "else"), var, at) if "else" in schema else []
        if not then and not other:
            return []
        name = self.structure.name_of(pointers.join(pointer, "if"))
        if not then:
            return [f"if not _is_{name}({var}):", *indented(other)]
        lines = [f"if _is_{name}({var}):", *indented(then)]
        return [*lines, "else:", *indented(other)] if other else lines


def _sum(tests: list[str]) -> str:
    # A sum is nested in itself: with more terms Python runs out of stack.
    return " + ".join(tests) if len(tests) <= 100 else f"sum(({', '.join(tests)}))"


_BOUNDS = (
    ("minimum", "<", "greater than or equal to"),
    ("exclusiveMinimum", "<=", "greater than"),
    ("maximum", ">", "less than or equal to"),
    ("exclusiveMaximum", ">=", "less than"),
)
# Keywords that say something about a value; the others are remarks.
ASSERTIONS = frozenset(
    [
        "$ref",
        "type",
        "format",
        "enum",
        "const",
        "minLength",
        "maxLength",
        "pattern",
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "multipleOf",
        "properties",
        "patternProperties",
        "additionalProperties",
        "propertyNames",
        "required",
        "dependentRequired",
        "dependentSchemas",
        "minProperties",
        "maxProperties",
        "items",
        "prefixItems",
        "contains",
        "minContains",
        "maxContains",
        "minItems",
        "maxItems",
        "uniqueItems",
        "allOf",
        "anyOf",
        "oneOf",
        "not",
        "if",
        "x-kubernetes-list-map-keys",
    ]
)
# The constant of a validator module that holds the Python class of a JSON type.
_CLASSES = {"string": "S", "object": "D", "array": "L"}


def types_of(schema: dict[str, Any]) -> list[str]:
    types = schema.get("type", [])
    return [types] if isinstance(types, str) else list(types)


def is_type(kind: str, var: str) -> str:
    if kind in _CLASSES:
        return f"isinstance({var}, {_CLASSES[kind]})"
    if kind == "boolean":
        return f"({var} is True or {var} is False)"
    return f"is_{kind}({var})"


def is_no_type(types: list[str], var: str) -> str:
    tests: list[str] = []
    for kind in types:
        if kind in _CLASSES:
            name = _CLASSES[kind]
            tests.append(f"{var}.__class__ is not {name} and not isinstance({var}, {name})")
        elif kind == "boolean":
            tests.append(f"{var} is not True and {var} is not False")
        elif kind == "null":
            tests.append(f"not is_null({var})")
        else:
            tests.append(f"{var}.__class__ is not I and not is_{kind}({var})")
    return " and ".join(tests)


def function_of(name: str) -> str:
    return name.replace("-", "_")


def local(name: str, depth: int) -> str:
    return f"{name}_{depth}" if depth else name


def _mentions(line: str, name: str) -> bool:
    return any(
        word == name
        for word in "".join(c if c.isalnum() or c == "_" else " " for c in line).split()
    )


def _int(number: float) -> int:
    """A count, which JSON may write as 2.0."""
    return int(number)


def _count(number: float, noun: str) -> str:
    return f"{_int(number)} {noun}{'' if number == 1 else 's'}"


def _shown_value(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)[:200]
