"""Why items failed: which place was asked with which credential, and what it answered.

For logs, warnings and people at a terminal. The statuses of items and the conditions of tags have
the words of the reference alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, repeat

from imagestreamimport.models import ImageStreamImport, Status
from streamport.registry.attempts import Attempt

from .fields import source_of, spec_of
from .outcome import Outcome

LONGEST_ANSWER = 300  # characters of what the other side said
_HIDDEN = "a pull secret of the namespace"


@dataclass(frozen=True, slots=True)
class Trail:
    """An item that failed: what it comes from, why it failed, and what was tried."""

    source: str
    status: Status
    attempts: tuple[Attempt, ...]

    @property
    def is_unforeseen(self) -> bool:
        """Whether anything was used that the item does not show: a credential, mirror or proxy."""
        return any(attempt.is_unforeseen for attempt in self.attempts)


def trails_of(request: ImageStreamImport, outcome: Outcome) -> Iterator[Trail]:
    """Yield the items that failed, in the order of the answer, the repository first."""
    spec, tried = spec_of(request), outcome.tried
    if outcome.repository and spec.repository:
        name = source_of(spec.repository)
        status = outcome.repository.status or Status()
        if status.status == "Failure":
            yield Trail(name, status, tuple(tried.listing))
        for tag, attempts in zip(outcome.repository.images, _endless(tried.tags), strict=False):
            if not tag.image:
                yield Trail(f"{name}:{tag.tag or ''}", tag.status or Status(), tuple(attempts))
    items = zip(spec.images, outcome.images, _endless(tried.images), strict=False)
    for entry, item, attempts in items:
        if not item.image:
            yield Trail(source_of(entry), item.status or Status(), tuple(attempts))


def _endless(tried: Iterable[Iterable[Attempt]]) -> Iterator[Iterable[Attempt]]:
    return chain(tried, repeat(()))


def told(attempt: Attempt, may_name: Callable[[str], bool] = lambda secret: True) -> str:
    """Write an attempt as one line. may_name: whether a pull secret may be named."""
    place = attempt.host
    if attempt.mirror_of:
        place += f", a mirror of {attempt.mirror_of},"
    credential = attempt.credential
    if attempt.secret and not may_name(attempt.secret):
        credential = _HIDDEN
    if not attempt.was_asked:
        return f"{place} was not asked: {credential} cannot be read: {attempt.answered}"
    proxy = f" through the proxy {attempt.proxy}" if attempt.proxy else ""
    answered = attempt.answered
    if len(answered) > LONGEST_ANSWER:
        answered = f"{answered[:LONGEST_ANSWER]}…"
    used = f"with {credential}" if credential else "without a credential"
    return f"asked {place} {used}{proxy}: {answered}"


def warnings_of(trails: Iterable[Trail], may_name: Callable[[str], bool]) -> list[str]:
    """Write what was tried for items where the caller could not know it; equal ones together."""
    together: dict[str, list[str]] = {}
    for trail in trails:
        if trail.is_unforeseen:
            text = "; ".join(told(attempt, may_name) for attempt in trail.attempts)
            together.setdefault(text, []).append(trail.source)
    return [f"{_shown(sources)}: {text}" for text, sources in together.items()]


def _shown(sources: list[str]) -> str:
    more = f" and {len(sources) - 1} more" if len(sources) > 1 else ""
    return f"{sources[0]}{more}"
