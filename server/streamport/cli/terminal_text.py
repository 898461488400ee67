"""Text for people: safe on a terminal, and with the right plural."""

from __future__ import annotations


def printable(text: str) -> str:
    """Put a text into one line: control characters, bidi marks and lone surrogates escaped."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )


def count(number: int, one: str, many: str) -> str:
    """Write a number with its noun: `1 document`, `2 documents`."""
    return f"{number} {one if number == 1 else many}"
