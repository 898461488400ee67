"""Fair shares of the calls that are in flight at once: nobody holds what all others need.

A namespace gets at most half of what all others leave, a user at most three quarters of what other
users leave. So there is always a place for one who comes later, however many slow registries
somebody names, and one who is alone still gets half of all.
"""

from __future__ import annotations

import asyncio
from collections import Counter, OrderedDict
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import NamedTuple


class Owner(NamedTuple):
    """On whose behalf calls are made."""

    user: str = ""
    namespace: str = ""


NOBODY = Owner()  # who has nobody to share with, as on a desk
_Turn = asyncio.Future[None]


class Shares:
    """Places for calls to registries, by owner. One for the process, used in one event loop."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._held: Counter[Owner] = Counter()
        self._held_by_user: Counter[str] = Counter()
        self._held_in_all = 0
        self._waiting = _Waiting()

    @asynccontextmanager
    async def place(self, owner: Owner) -> AsyncIterator[None]:
        """Yield a place for one call, when the owner's share has one."""
        if owner == NOBODY:
            yield
            return
        if owner in self._waiting or not self._has_room(owner):
            await self._wait(owner)
        else:
            self._hold(owner, 1)
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
        turn: _Turn = asyncio.get_running_loop().create_future()
        self._waiting.add(owner, turn, self._held[owner])
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._give_back(owner)  # the place came, and nobody is there to use it
            else:
                self._waiting.remove(owner, turn, self._held[owner])
            raise

    def _hold(self, owner: Owner, more: int) -> None:
        """Let the owner hold so many places more, or fewer."""
        held = self._held[owner]
        self._held[owner] += more
        self._held_by_user[owner.user] += more
        self._held_in_all += more
        self._waiting.rank(owner, held, held + more)
        # Nobody is remembered who holds nothing: users name many namespaces.
        if not self._held[owner]:
            del self._held[owner]
        if not self._held_by_user[owner.user]:
            del self._held_by_user[owner.user]

    def _give_back(self, owner: Owner) -> None:
        self._hold(owner, -1)
        self._wake()

    def _wake(self) -> None:
        """Give what is free to those who wait, first to those who hold least."""
        while ready := [owner for owner in self._waiting.first() if self._has_room(owner)]:
            owner = min(ready, key=lambda waiting: self._held[waiting])
            turn = self._waiting.take(owner, self._held[owner])
            if not turn.cancelled():
                self._hold(owner, 1)
                turn.set_result(None)


class _Waiting:
    """Who waits, in the order of coming, found by user and by how many places they hold.

    However many namespaces a user names, only the one that holds least is looked at: where it has
    no room, the others of the user have none.
    """

    def __init__(self) -> None:
        # OrderedDict: the first one goes, or any other, in the same time however many there are.
        self._turns: dict[Owner, OrderedDict[_Turn, None]] = {}
        self._ranks: dict[str, dict[int, OrderedDict[Owner, None]]] = {}

    def __contains__(self, owner: Owner) -> bool:
        return owner in self._turns

    def first(self) -> Iterator[Owner]:
        """Yield, of each user who waits, the owner that holds least."""
        for ranks in self._ranks.values():
            yield next(iter(ranks[min(ranks)]))

    def add(self, owner: Owner, turn: _Turn, held: int) -> None:
        """Let an owner that holds so many places wait for one more."""
        if owner not in self._turns:
            self._turns[owner] = OrderedDict()
            self._enter(owner, held)
        self._turns[owner][turn] = None

    def take(self, owner: Owner, held: int) -> _Turn:
        """Take the oldest turn of an owner."""
        turn = next(iter(self._turns[owner]))
        self.remove(owner, turn, held)
        return turn

    def remove(self, owner: Owner, turn: _Turn, held: int) -> None:
        """Forget a turn, if it is there."""
        turns = self._turns.get(owner, OrderedDict[_Turn, None]())
        if turn in turns:
            del turns[turn]
            if not turns:
                del self._turns[owner]
                self._leave(owner, held)

    def rank(self, owner: Owner, before: int, held: int) -> None:
        """Note that an owner, if it waits, holds more or fewer places than before."""
        if owner in self._turns:
            self._leave(owner, before)
            self._enter(owner, held)

    def _enter(self, owner: Owner, held: int) -> None:
        ranks = self._ranks.setdefault(owner.user, {})
        ranks.setdefault(held, OrderedDict())[owner] = None

    def _leave(self, owner: Owner, held: int) -> None:
        ranks = self._ranks[owner.user]
        del ranks[held][owner]
        if not ranks[held]:
            del ranks[held]
        if not ranks:
            del self._ranks[owner.user]
