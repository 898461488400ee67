"""Text that can be written as UTF-8, whatever a registry sent."""

from __future__ import annotations


def well_formed(text: str) -> str:
    """The text with U+FFFD for halves of surrogate pairs and for bytes that were no UTF-8."""
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
