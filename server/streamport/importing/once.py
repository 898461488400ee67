"""Doing things once, for all who want them, and side by side where they are independent."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Iterable, Sequence
from functools import partial
from traceback import clear_frames
from typing import Generic, TypeVar

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")


class Once(Generic[_Key, _Value]):
    """Values by key, each made by the first call for it; all calls share value or failure."""

    def __init__(self) -> None:
        self._made: dict[_Key, asyncio.Future[_Value]] = {}

    async def get(self, key: _Key, make: Callable[[], Awaitable[_Value]]) -> _Value:
        """Return the value of the key; the first call for it makes it."""
        known = self._made.get(key)
        if known is not None:
            # Shielded: one who gives up must not take the value from the others.
            return await asyncio.shield(known)
        future = self._made[key] = asyncio.get_running_loop().create_future()
        try:
            value = await make()
        except asyncio.CancelledError:
            future.cancel()
            raise
        except BaseException as error:
            # The error is kept here, and would keep the answers that its frames have read.
            clear_frames(error.__traceback__)
            future.set_exception(error)
            future.exception()  # seen, even if no other call comes
            raise
        future.set_result(value)
        return value


async def run_together(jobs: Iterable[Callable[[], Awaitable[None]]], width: int) -> None:
    """Run the jobs, at most `width` at a time, in their order of start.

    A job that raises ends the others; jobs are expected to keep their failures.
    """
    waiting = iter(jobs)

    async def work() -> None:
        for job in waiting:
            await job()

    async with asyncio.TaskGroup() as group:
        for _ in range(width):
            group.create_task(work())


async def all_of(jobs: Sequence[Callable[[], Awaitable[_Value]]], width: int = 32) -> list[_Value]:
    """Run the jobs, at most `width` at a time, and return their results.

    The first failure in their order is raised, once all are done.
    """
    values: dict[int, _Value] = {}
    failures: dict[int, Exception] = {}

    async def keep(index: int, job: Callable[[], Awaitable[_Value]]) -> None:
        try:
            values[index] = await job()
        except Exception as error:  # raised below
            clear_frames(error.__traceback__)
            failures[index] = error

    await run_together(
        (partial(keep, index, job) for index, job in enumerate(jobs)), min(width, len(jobs))
    )
    if failures:
        raise failures[min(failures)]
    return [values[index] for index in range(len(jobs))]
