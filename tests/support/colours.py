"""The client for threads, made of the client for event loops by exchanging words."""

from __future__ import annotations

import re

_WORDS = (
    ("for event loops", "for threads"),
    ("`synchronous` is the same for threads. A listing and a watch belong to one task.", "OTHER"),
    (
        "for item in self._look(page)[0]:\n                yield item",
        "yield from self._look(page)[0]",
    ),
    ("async with", "with"),
    ("async for ", "for "),
    ("async def ", "def "),
    ("await ", ""),
    ("__aenter__", "__enter__"),
    ("__aexit__", "__exit__"),
    ("__aiter__", "__iter__"),
    ("__anext__", "__next__"),
    ("aiter_bytes", "iter_bytes"),
    ("StopAsyncIteration", "StopIteration"),
    ("Async", ""),
    ("handle_async_request", "handle_request"),
    ("async_", ""),
)
_OTHER = (
    "`asynchronous` is the same for event loops. A connection may be used by many threads at once;"
    "\na listing and a watch belong to one."
)


def for_threads(source: str) -> str:
    """The source of `synchronous` that the source of `asynchronous` stands for, unformatted."""
    for words, others in _WORDS:
        source = source.replace(words, others)
    source = re.sub(r"\ba(close|read|next)\(", r"\1(", source)
    return source.replace("OTHER", _OTHER)
