"""Nobody holds the places for calls that others need."""

from __future__ import annotations

import asyncio
import time
from contextlib import AsyncExitStack

import pytest

from streamport.importing.shares import Owner, Shares

GREEDY = Owner("admin", "a")


async def held(shares: Shares, owner: Owner, wanted: int, stack: AsyncExitStack) -> int:
    """Take as many places as there are at once, at most `wanted`."""
    for count in range(wanted):
        try:
            async with asyncio.timeout(0):
                await stack.enter_async_context(shares.place(owner))
        except TimeoutError:
            return count
    return wanted


@pytest.mark.parametrize(
    ("other", "least"),
    [(Owner("admin", "b"), 100), (Owner("eve", "a"), 100), (Owner("eve", "b"), 100)],
)
def test_who_comes_later_finds_places(other: Owner, least: int) -> None:
    async def run() -> None:
        shares = Shares(400)
        async with AsyncExitStack() as stack:
            assert await held(shares, GREEDY, 1_000, stack) == 200
            assert await held(shares, other, 1_000, stack) >= least

    asyncio.run(run())


def test_a_user_of_many_namespaces_leaves_half_to_others() -> None:
    async def run() -> None:
        shares = Shares(400)
        async with AsyncExitStack() as stack:
            taken = [await held(shares, Owner("eve", f"n{n}"), 400, stack) for n in range(50)]
            assert sum(taken) <= 350
            assert await held(shares, Owner("adam", "x"), 400, stack) >= 20

    asyncio.run(run())


def test_a_place_goes_to_those_who_wait_and_least_holders_come_first() -> None:
    async def run() -> list[str]:
        shares, order = Shares(5), list[str]()
        async with AsyncExitStack() as stack:
            assert await held(shares, GREEDY, 9, stack) == 2

            async def work(name: str, owner: Owner) -> None:
                async with shares.place(owner):
                    order.append(name)

            tasks = [asyncio.create_task(work("greedy", GREEDY)) for _ in range(2)]
            await asyncio.sleep(0)
            assert order == []
            tasks.append(asyncio.create_task(work("other", Owner("admin", "b"))))
            await asyncio.sleep(0)
            assert order == ["other"]
        await asyncio.gather(*tasks)
        return order

    assert asyncio.run(run()) == ["other", "greedy", "greedy"]


def test_one_who_gives_up_keeps_no_place_and_blocks_nobody() -> None:
    async def run() -> None:
        shares = Shares(5)
        async with AsyncExitStack() as stack:
            assert await held(shares, GREEDY, 9, stack) == 2
            waiting = [asyncio.create_task(_enter(shares)) for _ in range(3)]
            await asyncio.sleep(0)
            waiting[0].cancel()
            await asyncio.sleep(0)
        await asyncio.gather(*waiting, return_exceptions=True)
        async with AsyncExitStack() as stack:
            assert await held(shares, GREEDY, 9, stack) == 2

    asyncio.run(run())


def test_a_place_that_comes_as_its_owner_gives_up_goes_back() -> None:
    async def run() -> None:
        shares = Shares(3)
        async with shares.place(GREEDY):
            waiting = asyncio.create_task(_enter(shares))
            await asyncio.sleep(0)
        waiting.cancel()  # in the same turn of the loop in which the place came
        await asyncio.gather(waiting, return_exceptions=True)
        async with asyncio.timeout(1), shares.place(GREEDY):
            pass

    asyncio.run(run())


async def _enter(shares: Shares) -> None:
    async with shares.place(GREEDY):
        await asyncio.sleep(0)


def test_a_place_is_passed_on_as_quickly_where_many_namespaces_wait() -> None:
    async def run(namespaces: int) -> float:
        shares = Shares(2 * namespaces)
        owners = [Owner("eve", f"n{number}") for number in range(namespaces)]
        async with AsyncExitStack() as stack:
            for owner in owners:
                await held(shares, owner, 2, stack)
            waiting = [asyncio.create_task(_pass_through(shares, owner)) for owner in owners]
            await asyncio.sleep(0)
            began = time.process_time()
            await stack.aclose()
            await asyncio.gather(*waiting)
        return (time.process_time() - began) / namespaces

    few, many = (min(asyncio.run(run(number)) for _ in range(3)) for number in (100, 2_000))
    assert many < 6 * few


async def _pass_through(shares: Shares, owner: Owner) -> None:
    async with shares.place(owner):
        await asyncio.sleep(0)
