"""The words for a patch whose outcome is no object of the kind: those of Kubernetes.

A merge or JSON patch is told with the whole outcome, as its JSON; a strategic one with the patch,
as Go prints it. What is long is cut.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec
from msgspec import inspect

from .._base.kinds import is_list, is_object
from ..causes import INVALID, quoted
from ..errors import Invalid
from .aside import bytes_about
from .kinds import Rules
from .message_forms import Fields

LONGEST_TEXT = 16 * 1024  # of an object or a patch; it stands in an answer twice
_PLAIN_DIGITS = 6  # before the point of a number that is printed without an exponent

# Which objects a patch has gone through: by key or index, down to where it set something. Those
# are written with their keys in order, all others as they are.
Touched = dict[str, Any]


def invalid_patch(value: str, why: str) -> Invalid:
    """The answer to a patch whose outcome cannot be read."""
    if len(value) > LONGEST_TEXT:
        value = f"{value[:LONGEST_TEXT]}..."
    text = f"Invalid value: {quoted(value)}: {why}"
    cause = {"reason": INVALID, "message": text, "field": "patch"}
    return Invalid(f' "" is invalid: patch: {text}', details={"causes": [cause]})


class Told:
    """What is told of a patch whose outcome cannot be read: kept before the server fills it in."""

    def __init__(
        self,
        kind: str,
        patch: Any,
        type_meta: dict[str, str],
        model: type,
        rules: Rules,
        outcome: Any,
    ) -> None:
        self._kind = kind
        self._type_meta = type_meta
        self._patch = patch
        self._model = model
        self._rules = rules
        # Of a large one nothing is kept: all of it would be work for nearly every patch.
        is_short = bytes_about(outcome) <= LONGEST_TEXT
        self._outcome = msgspec.json.encode(outcome) if is_short else b"null"

    def words(self, why: str) -> tuple[str, str]:
        """The value that is told, and what is wrong with it; `why`: as a decoder says it."""
        outcome = msgspec.json.decode(self._outcome)
        if self._kind == "strategic":
            return go_text(self._patch), conversion_error(outcome, self._model) or why
        by = touched_by_operations if self._kind == "json" else touched_by_merge
        if not outcome:
            return "", why
        document = {**self._type_meta, **outcome}
        return json_text(document, by(self._patch), self._type_meta["kind"], self._rules), why


def touched_by_merge(patch: Any) -> Touched:
    """What a merge patch goes through: the objects in it, and all that it brings in lists."""
    if is_object(patch):
        return {key: touched_by_merge(value) for key, value in patch.items()}
    if is_list(patch):
        return {str(index): touched_by_merge(value) for index, value in enumerate(patch)}
    return {}


def touched_by_operations(patch: Any) -> Touched:
    """What a JSON patch goes through: the objects around its places."""
    touched: Touched = {}
    for operation in patch if is_list(patch) else ():
        for name in ("path", "from"):
            pointer = operation.get(name) if is_object(operation) else None
            if isinstance(pointer, str):
                at = touched
                for token in pointer.split("/")[1:-1]:
                    at = at.setdefault(token.replace("~1", "/").replace("~0", "~"), {})
    return touched


def json_text(document: dict[str, Any], touched: Touched, kind: str, rules: Rules) -> str:
    """The document as Go writes it after a patch."""
    fields = rules.messages.fields(kind)
    parts = {
        key: _ordered(
            value, touched.get(key), rules, _type_of(fields, key), key in ("spec", "status")
        )
        for key, value in sorted(document.items())
    }
    text = msgspec.json.encode(parts).decode()
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def _ordered(
    value: Any, touched: Touched | None, rules: Rules, type_: str, is_sorted: bool = False
) -> Any:
    """The value with its keys in Go's order: as its types list them, about as they are numbered.

    What no patch has gone through is as it was stored, with every null that servers write.
    """
    through = touched or {}
    if is_list(value):
        return [_ordered(item, through.get(str(at)), rules, type_) for at, item in enumerate(value)]
    if not is_object(value):
        return value
    fields = rules.messages.fields(type_)
    if touched is None and type_ in rules.shapes:
        written = rules.shapes[type_].written
        value = {**{key: None for key in written if written[key] is None}, **value}
    keys = sorted(value)
    if touched is None and not is_sorted:
        keys.sort(key=lambda key: fields[key][0] if key in fields else 0)
    return {
        key: _ordered(value[key], through.get(key), rules, _type_of(fields, key)) for key in keys
    }


def _type_of(fields: Fields, key: str) -> str:
    """What elements or values of a field are; nothing for a map, whose keys are no fields."""
    _, type_, container = fields.get(key, (0, "", ""))
    return "" if container.startswith("{}") else type_


def go_text(value: Any) -> str:
    """A JSON value as Go prints it: `map[spec:map[tags:[a <nil>]]]`."""
    if is_object(value):
        return f"map[{' '.join(f'{key}:{go_text(value[key])}' for key in sorted(value))}]"
    if is_list(value):
        return f"[{' '.join(map(go_text, value))}]"
    if value is None:
        return "<nil>"
    if isinstance(value, bool):
        return "true" if value else "false"
    return _number_text(value) if isinstance(value, float) else str(value)


def _number_text(value: float) -> str:
    """A number with the fewest digits that tell it from others, as `%v` has it."""
    sign, digits, exponent = Decimal(repr(value)).normalize().as_tuple()
    point = len(digits) + int(exponent) - 1
    if -4 <= point < _PLAIN_DIGITS:
        return f"{Decimal(repr(value)).normalize():f}"
    text = "".join(map(str, digits))
    fraction = f".{text[1:]}" if len(text) > 1 else ""
    return f"{'-' if sign else ''}{text[0]}{fraction}e{'-' if point < 0 else '+'}{abs(point):02d}"


def conversion_error(value: Any, type_: Any) -> str | None:
    """What Go's converter says of the first value that does not fit its type; None if all do."""
    return _conversion_error(value, inspect.type_info(type_))


def _conversion_error(value: Any, form: inspect.Type) -> str | None:
    if isinstance(form, inspect.UnionType):
        form = next(each for each in form.types if not isinstance(each, inspect.NoneType))
    if value is None or isinstance(form, inspect.AnyType):
        return None
    found: str | None = None
    if isinstance(form, inspect.StructType):
        if not is_object(value):
            return f"cannot restore struct from: {_kind(value)}"
        inside = ((value.get(field.encode_name), field.type) for field in form.fields)
    elif isinstance(form, inspect.ListType):
        if not is_list(value):
            return f"cannot restore slice from {_kind(value)}"
        inside = ((item, form.item_type) for item in value)
    elif isinstance(form, inspect.DictType):
        if not is_object(value):
            return f"cannot restore map from {_kind(value)}"
        inside = ((item, form.value_type) for item in value.values())
    else:
        return _plain_error(value, form)
    for item, below in inside:
        found = found or _conversion_error(item, below)
    return found


def _plain_error(value: Any, form: inspect.Type) -> str | None:
    kind = _kind(value)
    if isinstance(form, inspect.BoolType):
        return None if kind == "bool" else "unrecognized type: bool"
    if isinstance(form, inspect.IntType):
        if kind == "float64":
            return None if value.is_integer() else "cannot convert float64 to int64"
        return None if kind == "int64" else "unrecognized type: int64"
    if isinstance(form, inspect.StrType):
        if kind == "int64":
            return "cannot convert int64 to string"
        return None if kind == "string" else "unrecognized type: string"
    return None


def _kind(value: Any) -> str:
    if is_object(value):
        return "map"
    if is_list(value):
        return "slice"
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, str):
        return "string"
    return "int64" if isinstance(value, int) else "float64"
