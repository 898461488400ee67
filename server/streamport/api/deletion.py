"""Deleting one object, and the Status that answers it."""

from __future__ import annotations

from typing import Any

from imagestreamimport.options import DeleteOptions
from streamport.store.errors import Refused
from streamport.store.protocol import Delete, Store

from .refusals import refusal


async def delete_object(
    store: Store, resource: str, group: str, namespace: str, name: str, options: DeleteOptions
) -> dict[str, Any]:
    """Delete an object. Returns a Status that names what is gone.

    Raises NotFound, and Conflict where a precondition of the options does not hold.
    """
    write = Delete(resource, namespace, name, options.resource_version, options.uid)
    try:
        [deleted] = await store.write([write], dry_run=options.dry_run)
    except Refused as refused:
        raise refusal(f"{resource}.{group}" if group else resource, refused) from refused
    details = {"name": name, **({"group": group} if group else {}), "kind": resource}
    details["uid"] = deleted.document["metadata"].get("uid", "")
    return {"kind": "Status", "metadata": {}, "status": "Success", "details": details}
