"""Changes as one watcher sees them: in order, each once, and only of what it selects."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass

from imagestreamimport.selectors import FieldSelector, LabelSelector

from .feed import Feed
from .protocol import Change, ChangeType, Stored
from .readers import RawChange, Readers, is_selected, read_changes

# What is read at a time for a watcher, who may be slow to take it.
_AT_ONCE = 100  # changes
_AT_ONCE_BYTES = 256 * 1024  # of their documents, and one more


@dataclass(frozen=True, slots=True)
class Selection:
    """The objects that a watcher wants to see."""

    resource: str
    namespace: str | None
    labels: LabelSelector
    fields: FieldSelector

    def takes(self, text: str) -> bool:
        return is_selected(text, self.labels, self.fields)


class SelectedChanges:
    """The protocol's Changes, read from the log whenever the feed says that there is more."""

    def __init__(self, since: int, selection: Selection, readers: Readers, feed: Feed) -> None:
        self._position = since
        self._selection = selection
        self._readers = readers
        self._feed = feed
        self._ready: deque[Change] = deque()
        self._given = since

    @classmethod
    async def begin(
        cls, since: int, selection: Selection, readers: Readers, feed: Feed
    ) -> SelectedChanges:
        """Begin a watch, if the changes since then are still kept. Raises Expired."""
        await readers.ask(read_changes, since, since, selection.resource, selection.namespace, 0)
        return cls(since, selection, readers, feed)

    @property
    def resource_version(self) -> str:
        return str(self._given if self._ready else self._position)

    def __aiter__(self) -> AsyncIterator[Change]:
        return self

    async def __anext__(self) -> Change:
        while not self._ready:
            if self._feed.closed:
                raise StopAsyncIteration
            await self.fetch()
        change = self._ready.popleft()
        self._given = int(change.resource_version)
        return change

    async def fetch(self) -> None:
        """Read what is there, or wait for it. Cancelling it loses nothing."""
        wanted, feed = self._selection, self._feed
        until = feed.version
        if not feed.has_after(self._position, wanted.resource, wanted.namespace):
            # A list reads what is committed, and the feed is told of it a moment later.
            self._position = max(self._position, until)
            await feed.wait(wanted.resource, wanted.namespace)
            return
        async with feed.reading:
            rows, is_all = await self._readers.ask(
                read_changes,
                self._position,
                until,
                wanted.resource,
                wanted.namespace,
                _AT_ONCE,
                _AT_ONCE_BYTES,
            )
            self._ready.extend(change for row in rows if (change := self._seen(row)) is not None)
            self._position = until if is_all else rows[-1].version

    def _seen(self, row: RawChange) -> Change | None:
        """Return a change as the watcher sees it; None where it does not see it."""
        was_seen = row.before is not None and self._selection.takes(row.before)
        is_seen = row.type != "DELETED" and self._selection.takes(row.text)
        type_: ChangeType
        if is_seen:
            type_ = "MODIFIED" if was_seen else "ADDED"
        elif was_seen:
            type_ = "DELETED"
        else:
            return None
        return Change(type_, Stored(row.text, str(row.version)))
