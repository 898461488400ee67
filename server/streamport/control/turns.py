"""Whose turn it is: nobody holds what all others need, and who waited longest comes first."""

from __future__ import annotations

from collections import Counter, OrderedDict, deque
from collections.abc import Sequence
from itertools import count

from streamport.store.work import Lane

_REMEMBERED = 10_000


class Turns:
    """Places for imports, shared among namespaces and registries.

    A namespace and a registry each get at most half of what all others leave, so that there is
    always a place for one that comes later.
    """

    def __init__(self, places: int) -> None:
        self._places = places
        self._held = _Held()
        self._numbers = count(1)
        self._served: OrderedDict[str | Lane, int] = OrderedDict()

    @property
    def free(self) -> int:
        """How many places are free."""
        return self._places - self._held.total

    def choose(self, lanes: Sequence[Lane], most: int) -> list[Lane]:
        """Choose lanes, one perhaps several times, for as many imports as there is room for.

        Namespaces take turns, and within each the registries.
        """
        queues: dict[str, deque[Lane]] = {}
        for lane in sorted(lanes, key=lambda lane: self._served.get(lane, 0)):
            queues.setdefault(lane.namespace, deque()).append(lane)
        turns = deque(sorted(queues, key=lambda namespace: self._served.get(namespace, 0)))
        chosen: list[Lane] = []
        held = self._held.copy()
        while turns and len(chosen) < most:
            namespace = turns.popleft()
            queue = queues[namespace]
            while queue and not held.has_room(queue[0], self._places):
                queue.popleft()
            if not queue:
                continue
            chosen.append(queue[0])
            held.add(queue[0], 1)
            queue.rotate(-1)
            turns.append(namespace)
        return chosen

    def take(self, lane: Lane) -> None:
        """Hold a place for an import."""
        self._held.add(lane, 1)
        number = next(self._numbers)
        for served in (lane.namespace, lane):
            self._served.pop(served, None)
            self._served[served] = number
        while len(self._served) > _REMEMBERED:
            self._served.popitem(last=False)

    def give_back(self, lane: Lane) -> None:
        """End an import."""
        self._held.add(lane, -1)


class _Held:
    """How many places are held, by namespace and by registry."""

    def __init__(self) -> None:
        self.total = 0
        self._by_namespace: Counter[str] = Counter()
        self._by_registry: Counter[str] = Counter()

    def copy(self) -> _Held:
        other = _Held()
        other.total = self.total
        other._by_namespace, other._by_registry = +self._by_namespace, +self._by_registry
        return other

    def add(self, lane: Lane, number: int) -> None:
        self.total += number
        for counter, key in (
            (self._by_namespace, lane.namespace),
            (self._by_registry, lane.registry),
        ):
            counter[key] += number
            if not counter[key]:
                del counter[key]

    def has_room(self, lane: Lane, places: int) -> bool:
        """Whether the lane may hold one more; one place is always had, if there is any."""
        free = places - self.total
        held = self._by_namespace[lane.namespace], self._by_registry[lane.registry]
        return free > 0 and all(own < max(1, (free + own) // 2) for own in held)
