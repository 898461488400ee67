"""Reading many objects: parts of lists, and watches."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncGenerator, Callable
from typing import Any, TypeVar

from msgspec import UNSET

from imagestreamimport.causes import quoted
from imagestreamimport.errors import BadRequest
from imagestreamimport.models import ListMeta
from imagestreamimport.options import ListOptions, WatchOptions
from imagestreamimport.resources import Event
from streamport.store.errors import StoreError
from streamport.store.protocol import Page, Store, Stored

from .refusals import read_failure

Shown = TypeVar("Shown")

_BOOKMARKS_EVERY_S = 60.0  # as Kubernetes' servers do, about


async def read_page(
    store: Store, resource: str, namespace: str | None, options: ListOptions
) -> Page:
    """Read one part of a list, as its options say. Raises Expired, BadRequest."""
    try:
        return await store.list(
            resource,
            namespace,
            labels=options.label_selector,
            fields=options.field_selector,
            limit=options.limit,
            continue_=options.continue_ or "",
        )
    except StoreError as error:
        raise read_failure(error) from error


def page_metadata(page: Page) -> ListMeta:
    """Return what a list says of itself."""
    return ListMeta(
        resource_version=page.resource_version,
        continue_=page.continue_ or UNSET,
        remaining_item_count=UNSET if page.remaining is None else page.remaining,
    )


async def follow(
    store: Store,
    resource: str,
    namespace: str | None,
    options: WatchOptions,
    shown: Callable[[Stored], Shown],
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
    there: list[Stored] = []
    try:
        if int(since) == 0:
            page = await store.list(resource, namespace, **selected)
            since, there = page.resource_version, page.items
        changes = await store.changes(since, resource, namespace, **selected)
    except StoreError as error:
        raise read_failure(error) from error
    for stored in there:
        yield Event(type="ADDED", object=shown(stored))
    while True:
        try:
            async with asyncio.timeout(_BOOKMARKS_EVERY_S):
                change = await anext(changes)
        except StopAsyncIteration:
            return  # the server stops
        except TimeoutError:
            if options.allow_bookmarks:
                yield Event(type="BOOKMARK", object=bookmark(changes.resource_version))
            continue
        except StoreError as error:
            raise read_failure(error) from error
        yield Event(type=change.type, object=shown(change.stored))
