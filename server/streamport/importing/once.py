"""Doing things once, for all who want them, and side by side where they are independent."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Hashable, Iterable
from typing import Any, Generic, TypeVar

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")


class Once(Generic[_Key, _Value]):
    """Values by key, each made by the first who asks for it; its failure is everybody's."""

    def __init__(self) -> None:
        self._made: dict[_Key, asyncio.Future[_Value]] = {}

    async def get(self, key: _Key, make: Callable[[], Awaitable[_Value]]) -> _Value:
        """The value of the key, made by `make` if nobody has asked yet."""
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
            future.set_exception(error)
            future.exception()  # seen, even if nobody else asks
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


async def all_of(jobs: Iterable[Coroutine[Any, Any, _Value]]) -> list[_Value]:
    """The results of the jobs, side by side; the first failure in their order once all are done."""
    values: list[_Value] = []
    for value in await asyncio.gather(*jobs, return_exceptions=True):
        if isinstance(value, BaseException):
            raise value
        values.append(value)
    return values
