"""Label selectors as text, read term by term, with the words of Kubernetes for what is wrong.

Source of the grammar and the words: k8s.io/apimachinery, labels.Parser (version 1.26).
"""

from __future__ import annotations

import re

from .formats import label_value, qualified_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    Term = tuple[str, str, tuple[str, ...]]

_TOKEN = re.compile(r"\s*(==|!=|[=!<>(),]|[^\s=!<>(),]+|\Z)")
_SYMBOLS = frozenset({"", "=", "==", "!=", "!", "<", ">", "(", ")", ","})
_OPERATORS = {
    "=": "in", "==": "in", "!=": "notin", "in": "in", "notin": "notin", ">": "gt", "<": "lt",
}  # fmt: skip
_BINARY = "in, notin, =, ==, !=, gt, lt"
_SHOWN = 200  # characters of what cannot be read


class TermError(ValueError):
    """The text is no selector; the message says why."""


class Terms:
    """Reads the terms of one text: key, operator (in, notin, exists, !, gt, lt) and values."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._place = 0

    def __iter__(self) -> Iterator[Term]:
        """The terms. Raises TermError."""
        while self._next():
            if self._next() in _SYMBOLS - {"!"}:
                raise TermError(_found(self._next(), "!, identifier, or 'end of string'"))
            yield self._term()
            separator = self._take()
            if separator not in ("", ","):
                raise TermError(_found(separator, "',' or 'end of string'"))
            if separator and self._next() in _SYMBOLS - {"!"}:
                raise TermError(_found(self._next(), "identifier after ','"))

    def _next(self) -> str:
        """The next token, which stays; empty at the end."""
        token = _TOKEN.match(self._text, self._place)
        return token[1] if token else ""

    def _take(self) -> str:
        token = _TOKEN.match(self._text, self._place)
        self._place = token.end() if token else len(self._text)
        return token[1] if token else ""

    def _term(self) -> Term:
        key = self._take()
        is_negated = key == "!"
        if is_negated:
            key = self._take()
        if key in _SYMBOLS:
            raise _refused(_found(key, "identifier"))
        if problems := qualified_name(key):
            raise _refused(_invalid("<nil>", key, problems))
        if is_negated or self._next() in ("", ","):
            return key, "!" if is_negated else "exists", ()
        sign = self._take()
        operator = _OPERATORS.get(sign)
        if operator is None:
            raise _refused(_found(sign, _BINARY))
        values = self._values() if sign in ("in", "notin") else (self._value(),)
        _check(key, operator, values)
        return key, operator, values

    def _value(self) -> str:
        if self._next() in ("", ","):
            return ""
        value = self._take()
        if value in _SYMBOLS:
            raise _refused(_found(value, "identifier"))
        return value

    def _values(self) -> tuple[str, ...]:
        opening = self._take()
        if opening != "(":
            raise _refused(f"found '{opening[:_SHOWN]}' expected: '('")
        values = [self._listed()]
        while self._next() == ",":
            self._take()
            values.append(self._listed())
        closing = self._take()
        if closing != ")":
            raise _refused(_found(closing, "',' or ')'"))
        return tuple(values)

    def _listed(self) -> str:
        """One value of a set; an empty one between two commas."""
        if self._next() in (",", ")"):
            return ""
        value = self._take()
        if value in _SYMBOLS:
            raise _refused(_found(value, "',', ')' or identifier"))
        return value


def _check(key: str, operator: str, values: tuple[str, ...]) -> None:
    if operator in ("gt", "lt"):
        if not re.fullmatch(r"[+-]?[0-9]+", values[0], re.ASCII):
            detail = "for 'Gt', 'Lt' operators, the value must be an integer"
            raise _refused(_invalid("values[0]", values[0], [detail]))
        return
    for index, value in enumerate(values):
        if problems := label_value(value):
            raise _refused(_invalid(f"values[{index}][{key}]", value, problems))


def _found(token: str, expected: str) -> str:
    return f"found '{token[:_SHOWN]}', expected: {expected}"


def _invalid(field: str, value: str, problems: list[str]) -> str:
    return f'{field}: Invalid value: "{value[:_SHOWN]}": {"; ".join(problems)}'


def _refused(why: str) -> TermError:
    return TermError(f"unable to parse requirement: {why}")
