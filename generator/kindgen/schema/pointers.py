"""JSON pointers (RFC 6901): their text, and the place in a document they stand for."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, unquote


def escape(token: str) -> str:
    """Escape `~` and `/` in one token of a pointer."""
    return token.replace("~", "~0").replace("/", "~1")


def join(pointer: str, *tokens: str | int) -> str:
    """Return the pointer of a place below another one."""
    return pointer + "".join("/" + escape(str(token)) for token in tokens)


def split(pointer: str) -> list[str]:
    """Return the tokens of a pointer, unescaped."""
    return [token.replace("~1", "/").replace("~0", "~") for token in pointer.split("/")[1:]]


def from_fragment(fragment: str) -> str:
    """Return the pointer in a URI fragment, percent signs decoded (RFC 6901, section 6)."""
    return unquote(fragment)


def to_fragment(pointer: str) -> str:
    """Return the pointer as the fragment of a `$ref`."""
    return "#" + quote(pointer, safe="/$~")


def find(document: Any, pointer: str) -> Any:
    """Return the value that the pointer stands for.

    Raises LookupError where the document has no such place.
    """
    place = document
    for token in split(pointer):
        if isinstance(place, dict) and token in place:
            place = place[token]
        elif isinstance(place, list) and token.isdecimal() and int(token) < len(place):
            place = place[int(token)]
        else:
            raise LookupError(pointer)
    return place


def shown_name(name: str) -> str:
    """Return a name for one line of a listing: control characters are escaped."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in name
    )
