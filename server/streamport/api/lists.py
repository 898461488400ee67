"""Reading many objects: parts of lists, and watches."""

from __future__ import annotations

import asyncio
import base64
import binascii
import json
import re
import sys
import time
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from imagestreamimport.causes import quoted
from imagestreamimport.errors import BadRequest
from imagestreamimport.models import ListMeta
from imagestreamimport.options import ListOptions, WatchOptions
from imagestreamimport.resources import Event
from imagestreamimport.server import JsonList, JsonText
from streamport.store.errors import StoreError
from streamport.store.protocol import Page, Store, Stored

from .refusals import read_failure

Shown = TypeVar("Shown")
Shows = Callable[[Sequence[Stored]], Awaitable[Sequence[Any]]]

PART_BYTES = 1 << 20  # of the objects of a list that are held at once, and one more
_LAST_BOOKMARK_S = 2.0  # before the end of a watch
_AT_ONCE_BYTES = 256 * 1024  # of what is there: a watcher may be slow to take it
_BOOKMARKS_EVERY_S = 60.0  # as Kubernetes' servers do, about


async def list_objects(
    store: Store,
    resource: str,
    namespace: str | None,
    options: ListOptions,
    shown: Shows | None = None,
) -> JsonList:
    """Read the objects that the options select: no more at once than fits in the memory.

    A list without a limit that is longer is read on while it is sent; one with a limit ends early,
    and its token goes on. `shown` is how the objects are sent, else as they are stored.
    Raises Expired, BadRequest.
    """
    show = shown or texts_as_stored
    page = await read_page(store, resource, namespace, options, max_bytes=PART_BYTES)
    metadata = page_metadata(page)
    if options.limit is not None or not page.continue_:
        return JsonList(metadata, await show(page.items))
    metadata.continue_ = metadata.remaining_item_count = None
    rest = replace(options, resource_version=None, continue_=page.continue_)

    async def more() -> AsyncIterator[Sequence[Any]]:
        following = rest
        while following.continue_:
            page = await read_page(store, resource, namespace, following, max_bytes=PART_BYTES)
            following = replace(rest, continue_=page.continue_)
            yield await show(page.items)

    return JsonList(metadata, await show(page.items), more())


async def shown_as_stored(stored: Stored) -> JsonText:
    """Return the text of an object that is stored in the form in which it is sent."""
    return JsonText(stored.answer)


async def texts_as_stored(items: Sequence[Stored]) -> Sequence[JsonText]:
    """Return the texts of such objects."""
    return [JsonText(stored.answer) for stored in items]


async def read_page(
    store: Store,
    resource: str,
    namespace: str | None,
    options: ListOptions,
    max_bytes: int = sys.maxsize,
) -> Page:
    """Read one part of a list, as its options say. Raises Expired, BadRequest."""
    if options.continue_:
        refuse_token(options.continue_)
        if options.resource_version not in (None, "", "0"):
            raise BadRequest("specifying resource version is not allowed when using continue")
    try:
        return await store.list(
            resource,
            namespace,
            labels=options.label_selector,
            fields=options.field_selector,
            limit=options.limit,
            continue_=options.continue_ or "",
            max_bytes=max_bytes,
        )
    except StoreError as error:
        raise read_failure(error) from error


def refuse_token(token: str) -> None:
    """Raise BadRequest for a continue token that no server can have given."""
    why = ""
    try:
        text = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        json.loads(text)
    except binascii.Error:
        why = "illegal base64 data"
    except (ValueError, RecursionError):
        why = "invalid character looking for beginning of value"
    if why:
        raise BadRequest(f"invalid continue token: continue key is not valid: {why}")


def page_metadata(page: Page) -> ListMeta:
    """Return what a list says of itself."""
    return ListMeta(
        resource_version=page.resource_version,
        continue_=page.continue_ or None,
        remaining_item_count=page.remaining,
    )


async def follow(
    store: Store,
    resource: str,
    namespace: str | None,
    options: WatchOptions,
    shown: Callable[[Stored], Awaitable[Shown]],
    bookmark: Callable[[str], Shown],
) -> AsyncGenerator[Event[Shown], None]:
    """Yield the events of a watch: what is there, unless a version is given, then all changes.

    `bookmark` makes the object of a bookmark from a version. Raises Expired before the first event
    where the version is too old, and BadRequest for a version that cannot be read.
    """
    since = options.resource_version or "0"
    if not re.fullmatch(r"[0-9]{1,40}", since):
        raise BadRequest(f"resourceVersion: Invalid value: {quoted(since)}: it is no number")
    selected: dict[str, Any] = {"labels": options.label_selector, "fields": options.field_selector}
    try:
        if int(since) == 0:
            page = await store.list(resource, namespace, **selected, max_bytes=_AT_ONCE_BYTES)
            since = page.resource_version
            while True:
                # Nothing is kept that was seen: a watch may wait for hours for what comes next.
                items, more = page.items, page.continue_
                del page
                while items:
                    yield Event(type="ADDED", object=await shown(items.pop(0)))
                if not more:
                    break
                page = await store.list(
                    resource, namespace, **selected, continue_=more, max_bytes=_AT_ONCE_BYTES
                )
        changes = await store.changes(since, resource, namespace, **selected)
    except StoreError as error:
        raise read_failure(error) from error
    began, ends = since, time.monotonic() + (options.timeout_s or float("inf"))
    has_told_last = False
    while True:
        until_last = ends - time.monotonic() - _LAST_BOOKMARK_S
        wait = _BOOKMARKS_EVERY_S if has_told_last else min(_BOOKMARKS_EVERY_S, until_last)
        try:
            async with asyncio.timeout(max(wait, 0)):
                change = await anext(changes)
        except StopAsyncIteration:
            return  # the server stops
        except TimeoutError:
            is_last = not has_told_last and until_last <= _BOOKMARKS_EVERY_S
            has_told_last = has_told_last or is_last
            # At the end only what is news: a watch that saw nothing begins again where it began.
            if options.allow_bookmarks and not (is_last and changes.resource_version == began):
                yield Event(type="BOOKMARK", object=bookmark(changes.resource_version))
            continue
        except StoreError as error:
            raise read_failure(error) from error
        event = Event(type=change.type, object=await shown(change.stored))
        del change
        yield event
        del event
