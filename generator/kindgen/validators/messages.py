"""Makes the code of messages: texts with the values of fields in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..ir.rules import Listing, Shown, Words
from ..ir.values import Value
from ..python.nodes import Block, Expression, Literal, Name, Return, Sum, call, method
from .names import Names
from .reading import Reading

_LONGEST = 60  # characters of a text beside others
_MANY = 4  # fields in a text that gets a function of its own


def message(words: Words, reading: Reading, put_in: Mapping[str, Expression]) -> Expression:
    """The text. `put_in` holds what a listing stands for (`*`) and other objects, by name."""
    if len(words) == 1:
        return _part(words[0], reading, put_in)
    parts = [_part(part, reading, put_in) for whole in words for part in _in_lines(whole)]
    return Sum(tuple(parts)) if parts else Literal("")


def _in_lines(part: str | Shown | Listing) -> list[str | Shown | Listing]:
    """The part, a long text in pieces that fit into a line."""
    pieces: list[str | Shown | Listing] = []
    while (
        isinstance(part, str) and len(part) > _LONGEST and (cut := part.rfind(" ", 0, _LONGEST)) > 0
    ):
        pieces.append(part[: cut + 1])
        part = part[cut + 1 :]
    return [*pieces, part]


def _part(
    part: str | Shown | Listing, reading: Reading, put_in: Mapping[str, Expression]
) -> Expression:
    if isinstance(part, str):
        return Literal(part)
    if isinstance(part, Listing):
        return put_in["*"]
    held = _got(put_in[part.of], part.place.path) if part.of else reading.read(part.place)
    if part.form == "pointer":
        return call("pointer_shown", held)
    plain = call("plain", held)
    return call("quoted", plain) if part.form == "quoted" else plain


def _got(owner: Expression, path: tuple[str, ...]) -> Expression:
    """A field of an object, read in place."""
    for index, token in enumerate(path):
        owner = method(call("opened", owner) if index else owner, "get", Literal(token))
    return owner


@dataclass(slots=True)
class Descriptions:
    """Functions that put an object into words, one for each way to do so."""

    names: Names
    wanted: dict[tuple[str, Words], tuple[str, Value]] = field(
        default_factory=dict[tuple[str, Words], tuple[str, Value]]
    )

    def function(self, value: Value, words: Words) -> Name:
        """The function for an object; asking for it has it written."""
        key = (value.pointer, words)
        if key not in self.wanted:
            name = self.names.free(f"_{self.names.label(value)}_in_words")
            self.wanted[key] = (name, value)
        return Name(self.wanted[key][0])

    def bodies(self) -> list[tuple[str, Value, Block]]:
        """The name, the value and the body of each function."""
        return [(name, value, _body(words)) for (_, words), (name, value) in self.wanted.items()]


def has_many_fields(words: Words) -> bool:
    """Whether a text is worth a function of its own."""
    return sum(isinstance(part, Shown) for part in words) >= _MANY


def _body(words: Words) -> Block:
    reading = Reading()
    return reading.finished((Return(message(words, reading, {})),))
