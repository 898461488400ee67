"""Deleting objects: at once, or marked as going until the last finalizer is taken away.

Source: k8s.io/apiserver, registry/generic/registry (version 1.26).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from imagestreamimport.errors import Conflict, NotFound
from imagestreamimport.options import DeleteOptions, ListOptions
from streamport.importing.statuses import GROUP
from streamport.importing.times import utc_now
from streamport.store.errors import Changed, Refused
from streamport.store.protocol import Delete, Page, Store, Stored, Update

from .lists import read_page
from .preconditions import check_deletion
from .refusals import refusal
from .retrying import ATTEMPTS

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
        metadata: dict[str, Any] = stored.document["metadata"]
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
) -> Page:
    """Delete or mark the objects that are selected; return the list of them, as they were."""
    page = await read_page(store, resource, namespace, selection)
    gone: list[Stored] = []
    for stored in page.items:
        metadata = stored.document["metadata"]
        only = replace(options, uid=metadata["uid"], resource_version=None)
        try:
            await delete_or_mark(store, resource, namespace, metadata["name"], only)
        except (NotFound, Conflict):
            continue  # another request was quicker
        gone.append(stored)
    return replace(page, items=gone)


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
    details["uid"] = deleted.document["metadata"].get("uid", "")
    return {"kind": "Status", "metadata": {}, "status": "Success", "details": details}
