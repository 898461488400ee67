"""Changes that are made again on what another request has stored meanwhile."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeVar

from imagestreamimport.errors import Conflict

Changed = TypeVar("Changed")
Result = TypeVar("Result")

ATTEMPTS = 10  # to store a change, each time on what is stored then


async def change_and_store(
    change: Callable[[], Awaitable[Changed]], store: Callable[[Changed], Awaitable[Result]]
) -> Result:
    """Read and change an object, and store it by compare-and-swap, until nobody was quicker.

    Raises what `change` does, at once, and the last Conflict of `store`.
    """
    for _ in range(ATTEMPTS - 1):
        changed = await change()
        with suppress(Conflict):
            return await store(changed)
    return await store(await change())
