"""The two colours of a client: for threads, and for event loops. One template writes both."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Colour:
    """The words in which the two differ."""

    prefix: str  # of class names
    define: str  # "async def"
    wait: str  # "await "
    example: str  # of a first use
    module: str  # of _client, which has the rest


COLOURS = (
    Colour("", "def", "", "with", "synchronous"),
    Colour("Async", "async def", "await ", "async with", "asynchronous"),
)
