"""Deleting objects: at once, or marked as going until the last finalizer is taken away.

Source: k8s.io/apiserver, registry/generic/registry (version 1.26).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from imagestreamimport.errors import Conflict, NotFound
from imagestreamimport.options import DeleteOptions, ListOptions
from imagestreamimport.server import JsonList
from streamport.importing.statuses import GROUP
from streamport.importing.times import utc_now
from streamport.store.errors import Changed, Refused
from streamport.store.protocol import Delete, Store, Stored, Update

from .lists import PART_BYTES, Shows, page_metadata, read_page, texts_as_stored
from .preconditions import check_deletion
from .refusals import refusal
from .retrying import ATTEMPTS

LARGEST_ANSWER = 8 << 20  # characters of all objects that were deleted together

# Stored resource -> its kind and group.
_KINDS = {
    "images": ("Image", GROUP),
    "imagestreams": ("ImageStream", GROUP),
    "secrets": ("Secret", ""),
}
# What a policy has finished before an object is gone; a cluster's garbage collector does that.
_OF_POLICY = {"Orphan": "orphan", "Foreground": "foregroundDeletion"}


async def delete_or_mark(
    store: Store, resource: str, namespace: str | None, name: str, options: DeleteOptions
) -> Stored | dict[str, Any]:
    """Delete an object, or mark it as going where somebody still has to finish with it.

    Returns the object as it is then, or a Status that names what is gone. Raises NotFound, and
    Conflict where a precondition of the options does not hold.
    """
    kind, group = _KINDS[resource]
    qualified = f"{resource}.{group}" if group else resource
    for attempt in range(ATTEMPTS):
        stored = await store.get(resource, namespace, name)
        if stored is None:
            raise NotFound.of(qualified, name)
        metadata: dict[str, Any] = stored.metadata
        check_deletion(kind, group, name, options, stored)
        finalizers = _finalizers(metadata, options.propagation_policy)
        if finalizers and finalizers == metadata.get("finalizers") and is_going(metadata):
            return stored
        if finalizers:
            document = {**stored.document, "metadata": _marked(metadata, finalizers)}
            write: Update | Delete = Update(resource, document, stored.resource_version)
        else:
            write = Delete(resource, namespace, name, stored.resource_version)
        try:
            [written] = await store.write([write], dry_run=options.dry_run)
        except Changed as changed:
            if attempt == ATTEMPTS - 1:
                raise refusal(qualified, changed) from changed
            continue
        except Refused as refused:
            raise refusal(qualified, refused) from refused
        return written if finalizers else _gone(resource, group, name, written)
    raise AssertionError("the last attempt returns or raises")


async def delete_selected(
    store: Store,
    resource: str,
    namespace: str | None,
    selection: ListOptions,
    options: DeleteOptions,
    shown: Shows | None = None,
) -> JsonList | None:
    """Delete or mark the objects that are selected, part by part.

    Returns the list of them, as they were; None where they are too large to be sent together.
    """
    show = shown or texts_as_stored
    page = await read_page(store, resource, namespace, selection, max_bytes=PART_BYTES)
    metadata = page_metadata(page)
    if selection.limit is None:
        metadata.continue_ = metadata.remaining_item_count = None
    # All are found before the first one goes: a page shows a moment that is not kept for ever.
    selected, size = list[_Selected](), 0
    while True:
        for stored in page.items:
            size += len(stored.text)
            kept = stored if size <= LARGEST_ANSWER else None
            selected.append(_Selected.of(stored, kept))
        if selection.limit is not None or not page.continue_:
            break
        rest = replace(selection, resource_version=None, continue_=page.continue_)
        page = await read_page(store, resource, namespace, rest, max_bytes=PART_BYTES)
    del page
    gone = [item for item in selected if await _is_deleted(store, resource, item, options)]
    if size > LARGEST_ANSWER:
        return None
    return JsonList(metadata, await show([item.stored for item in gone if item.stored]))


@dataclass(frozen=True, slots=True)
class _Selected:
    """One of many that are to be deleted. `stored` is None where they are too many to be told."""

    namespace: str | None
    name: str
    uid: str
    stored: Stored | None

    @classmethod
    def of(cls, stored: Stored, kept: Stored | None) -> _Selected:
        metadata = stored.metadata
        return cls(metadata.get("namespace"), metadata["name"], metadata["uid"], kept)


async def _is_deleted(store: Store, resource: str, item: _Selected, options: DeleteOptions) -> bool:
    """Delete or mark one of many; whether it was still there."""
    only = replace(options, uid=item.uid, resource_version=None)
    try:
        await delete_or_mark(store, resource, item.namespace, item.name, only)
    except (NotFound, Conflict):
        return False  # another request was quicker
    return True


def is_going(metadata: Mapping[str, Any]) -> bool:
    """Whether an object has been deleted and waits for its finalizers."""
    return bool(metadata.get("deletionTimestamp"))


def _finalizers(metadata: dict[str, Any], policy: str | None) -> list[str]:
    """The finalizers of an object that is deleted: a policy puts its own in the others' place."""
    held: list[str] = metadata.get("finalizers") or []
    if policy is None:
        return held
    others = [item for item in held if item not in _OF_POLICY.values()]
    return [*others, _OF_POLICY[policy]] if policy in _OF_POLICY else others


def _marked(metadata: dict[str, Any], finalizers: list[str]) -> dict[str, Any]:
    marked = {**metadata, "finalizers": finalizers}
    if not is_going(metadata):
        marked |= {"deletionTimestamp": utc_now(), "deletionGracePeriodSeconds": 0}
        if generation := metadata.get("generation"):
            marked["generation"] = generation + 1
    return marked


def _gone(resource: str, group: str, name: str, deleted: Stored) -> dict[str, Any]:
    details = {"name": name, **({"group": group} if group else {}), "kind": resource}
    details["uid"] = deleted.metadata.get("uid", "")
    return {"kind": "Status", "metadata": {}, "status": "Success", "details": details}
