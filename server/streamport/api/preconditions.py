"""The version and the identity of an object that is changed or deleted.

Source of the words: k8s.io/apiserver, registry/generic/registry and registry/rest.
"""

from __future__ import annotations

from imagestreamimport.causes import INVALID, Cause, quoted
from imagestreamimport.errors import Conflict, Invalid, NotFound
from imagestreamimport.models import ObjectMeta
from imagestreamimport.options import DeleteOptions
from streamport.store.protocol import Stored

from .refusals import MODIFIED, other_stored


def check_update(
    plural: str, group: str, name: str, sent: ObjectMeta, stored: Stored | None, key: str
) -> Stored:
    """Return what is stored, if it is what the client means to replace.

    key: under which the reference keeps it, for its words. Raises NotFound, Conflict and Invalid.
    """
    qualified = f"{plural}.{group}" if group else plural
    stored = check_identity(qualified, name, sent.uid or "", stored, key)
    version = sent.resource_version or ""
    problem = ""
    if version in ("", "0"):
        problem = "Invalid value: 0x0: must be specified for an update"
    elif not version.isdecimal():
        problem = f"Invalid value: {quoted(version)}: must be a number"
    if problem:
        cause = Cause("metadata.resourceVersion", INVALID, problem, "/metadata/resourceVersion")
        # The lower-case resource as the kind: so Kubernetes' storage words it.
        raise Invalid.of(plural, group, name, [cause])
    if version != stored.resource_version:
        raise Conflict.of(qualified, name, MODIFIED)
    return stored


def check_identity(qualified: str, name: str, uid: str, stored: Stored | None, key: str) -> Stored:
    """Return what is stored, if it has the uid that the client means; an empty one means any.

    Raises NotFound, Conflict.
    """
    current = stored.metadata.get("uid", "") if stored else ""
    if uid and uid != current:
        raise Conflict.of(qualified, name, other_stored(key, uid, current))
    if stored is None:
        raise NotFound.of(qualified, name)
    return stored


def keep_identity(metadata: ObjectMeta, old: ObjectMeta) -> None:
    """Keep what no request changes: who the object is, since when, and whether it is going."""
    metadata.name, metadata.namespace = old.name, old.namespace
    metadata.uid, metadata.creation_timestamp = old.uid, old.creation_timestamp
    metadata.deletion_timestamp = old.deletion_timestamp
    metadata.deletion_grace_period_seconds = old.deletion_grace_period_seconds
    metadata.generation = old.generation
    metadata.self_link = None


def check_deletion(
    kind: str, group: str, name: str, options: DeleteOptions, stored: Stored
) -> None:
    """Raise Conflict where a precondition of a deletion does not hold."""
    qualified = f"{kind}.{group}" if group else kind
    current = stored.metadata.get("uid", "")
    if options.uid and options.uid != current:
        why = (
            f"the UID in the precondition ({options.uid}) does not match the UID in record "
            f"({current}). The object might have been deleted and then recreated"
        )
        raise Conflict.of(qualified, name, why)
    version = options.resource_version
    if version and version != stored.resource_version:
        why = (
            f"the ResourceVersion in the precondition ({version}) does not match the "
            f"ResourceVersion in record ({stored.resource_version}). "
            "The object might have been modified"
        )
        raise Conflict.of(qualified, name, why)
