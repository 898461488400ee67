"""Long work beside the event loop, so that a large request holds up nobody but itself.

Two threads at most: they share Python's one lock with the loop, which therefore waits for a slice
or two of time and no longer. See `sys.setswitchinterval`. And one very large request at a time:
read and checked, a body takes up to fifty times its size. Users take turns, so that one who sends
many of them delays another by one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

import anyio
import anyio.to_thread
from anyio import CapacityLimiter
from anyio.lowlevel import RunVar

from .._base.kinds import is_list, is_object
from ..errors import TooManyRequests

LARGE_BYTES = 32 * 1024  # of a body or a document; smaller ones take less than handing them over
HUGE_BYTES = 256 * 1024  # from here on requests take turns
MOST_WAITING = 32  # requests that wait for their turn, with their bodies
MOST_OF_ONE = 12  # of these, of one user
LONGEST_WAIT_S = 25.0  # for a turn
_THREADS = 2

_Result = TypeVar("_Result")
_limiter: RunVar[CapacityLimiter] = RunVar("limiter")
_turns: RunVar[Turns] = RunVar("turns")


def bytes_about(value: Any) -> int:
    """About how many bytes of JSON a value has; no more is counted than tells that it is huge."""
    waiting: list[Any] = [value]
    size = 0
    while waiting and size < HUGE_BYTES:
        item = waiting.pop()
        size += 8 + len(item) if isinstance(item, str) else 8
        if is_object(item):
            size += 16 * len(item)
            waiting += item.values()
        elif is_list(item):
            waiting += item
    return size


async def aside(size_bytes: int, work: Callable[[], _Result]) -> _Result:
    """The result of the work, which is done in a thread where what it is about is large."""
    if size_bytes < LARGE_BYTES:
        return work()

    outcome: list[tuple[_Result, None] | tuple[None, Exception]] = []

    def attempt() -> None:
        try:
            outcome.append((work(), None))
        except Exception as error:
            outcome.append((None, error))

    # What a thread returns or raises stays with it until it has other work, and an error keeps all
    # that it was about.
    await anyio.to_thread.run_sync(attempt, limiter=_limiter_of_loop())
    result, error = outcome.pop()
    if error is None:
        return cast("_Result", result)
    try:
        raise error
    finally:
        del error


class _Waiting:
    """A request that waits. `begins` is set when it waits no longer, for its turn or for none."""

    def __init__(self) -> None:
        self.begins = anyio.Event()
        self.is_refused = False


class Turns:
    """Who is next: the users in a circle, and of each the one who has waited for longest."""

    def __init__(self) -> None:
        self._is_taken = False
        self._waiting: dict[Hashable, deque[_Waiting]] = {}  # the first is next

    async def take(self, user: Hashable) -> None:
        """Wait for a turn. Raises TooManyRequests where too many wait, or it takes too long."""
        if not self._is_taken:
            self._is_taken = True
            return
        me = self._stand(user)
        has_turn = False
        try:
            with anyio.move_on_after(LONGEST_WAIT_S):
                await me.begins.wait()
                has_turn = not me.is_refused
        finally:
            if not has_turn:
                self._leave(user, me)
        if not has_turn:
            raise TooManyRequests(retry_after_s=1)

    def give_back(self) -> None:
        """Let the next one begin."""
        self._is_taken = bool(self._waiting)
        if self._is_taken:
            user, queue = next(iter(self._waiting.items()))
            del self._waiting[user]
            queue.popleft().begins.set()
            if queue:
                self._waiting[user] = queue  # behind all others

    def _stand(self, user: Hashable) -> _Waiting:
        queue = self._waiting.get(user, ())
        if len(queue) >= MOST_OF_ONE:
            raise TooManyRequests(retry_after_s=1)
        if sum(map(len, self._waiting.values())) >= MOST_WAITING:
            # Whoever has most of them waiting gives way to those who have fewer.
            longest = max(self._waiting.values(), key=len)
            if len(longest) <= len(queue) + 1:
                raise TooManyRequests(retry_after_s=1)
            last = longest.pop()
            last.is_refused = True
            last.begins.set()
        me = _Waiting()
        self._waiting.setdefault(user, deque()).append(me)
        return me

    def _leave(self, user: Hashable, me: _Waiting) -> None:
        """Wait no longer; a turn that came in the same moment goes to the next."""
        queue = self._waiting.get(user)
        if queue is not None and me in queue:
            queue.remove(me)
            if not queue:
                del self._waiting[user]
        elif not me.is_refused:
            self.give_back()


class Turn:
    """The turn of a request: one whose body or object is huge waits until others are done."""

    def __init__(self, user: Any = None) -> None:
        """`user` is whoever sends the request; those with a name are told apart by that."""
        name = getattr(user, "name", user)
        self._user: Hashable = name if isinstance(name, Hashable) else None
        self._turns: Turns | None = None

    async def begin(self, size_bytes: int) -> None:
        """Wait for the turn, if a request of this size needs one and has none.

        Raises TooManyRequests where too many wait already, or it takes too long.
        """
        if size_bytes < HUGE_BYTES or self._turns is not None:
            return
        turns = _turns_of_loop()
        await turns.take(self._user)
        self._turns = turns

    def end(self) -> None:
        """Let the next one begin."""
        turns, self._turns = self._turns, None
        if turns is not None:
            turns.give_back()


def _limiter_of_loop() -> CapacityLimiter:
    try:
        return _limiter.get()
    except LookupError:
        limiter = CapacityLimiter(_THREADS)
        _limiter.set(limiter)
        return limiter


def _turns_of_loop() -> Turns:
    try:
        return _turns.get()
    except LookupError:
        turns = Turns()
        _turns.set(turns)
        return turns
