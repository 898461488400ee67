"""Fair shares of the calls that are in flight at once: nobody holds what all others need.

A namespace gets at most half of what all others leave, a user at most three quarters of what other
users leave. So there is always a place for one who comes later, however many slow registries
somebody names, and one who is alone still gets half of all.
"""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import NamedTuple


class Owner(NamedTuple):
    """On whose behalf calls are made."""

    user: str = ""
    namespace: str = ""


NOBODY = Owner()  # who has nobody to share with, as on a desk


class Shares:
    """Places for calls to registries, by owner. One for the process, used in one event loop."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._held: Counter[Owner] = Counter()
        self._held_by_user: Counter[str] = Counter()
        self._held_in_all = 0
        self._waiting: dict[Owner, deque[asyncio.Future[None]]] = {}

    @asynccontextmanager
    async def place(self, owner: Owner) -> AsyncIterator[None]:
        """Yield a place for one call, when the owner's share has one."""
        if owner == NOBODY:
            yield
            return
        if owner in self._waiting or not self._has_room(owner):
            await self._wait(owner)
        else:
            self._take(owner)
        try:
            yield
        finally:
            self._give_back(owner)

    def _has_room(self, owner: Owner) -> bool:
        """Whether the owner may hold one more; one place is always had."""
        held, held_by_user = self._held[owner], self._held_by_user[owner.user]
        free = self._total - self._held_in_all
        of_namespace = (free + held) // 2
        of_user = (free + held_by_user) * 3 // 4
        return held < max(1, min(of_namespace, of_user - (held_by_user - held)))

    async def _wait(self, owner: Owner) -> None:
        turn = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(owner, deque()).append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._give_back(owner)  # the place came, and nobody is there to use it
            else:
                self._forget(owner, turn)
            raise

    def _take(self, owner: Owner) -> None:
        self._held[owner] += 1
        self._held_by_user[owner.user] += 1
        self._held_in_all += 1

    def _give_back(self, owner: Owner) -> None:
        self._held[owner] -= 1
        self._held_by_user[owner.user] -= 1
        self._held_in_all -= 1
        # Nobody is remembered who holds nothing: users name many namespaces.
        if not self._held[owner]:
            del self._held[owner]
        if not self._held_by_user[owner.user]:
            del self._held_by_user[owner.user]
        self._wake()

    def _wake(self) -> None:
        """Give what is free to those who wait, first to those who hold least."""
        for owner in sorted(self._waiting, key=lambda waiting: self._held[waiting]):
            turns = self._waiting[owner]
            while turns and self._has_room(owner):
                turn = turns.popleft()
                if not turn.cancelled():
                    self._take(owner)
                    turn.set_result(None)
            if not turns:
                del self._waiting[owner]

    def _forget(self, owner: Owner, turn: asyncio.Future[None]) -> None:
        turns = self._waiting.get(owner)
        if turns is not None and turn in turns:
            turns.remove(turn)
            if not turns:
                del self._waiting[owner]
