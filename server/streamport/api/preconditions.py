"""Preconditions of a change: the version and the identity of the object that is meant.

Source of the words: k8s.io/apiserver, registry/generic/registry and registry/rest.
"""

from __future__ import annotations

from imagestreamimport.causes import INVALID, Cause, quoted
from imagestreamimport.errors import Conflict, Invalid, NotFound
from imagestreamimport.models import ObjectMeta
from imagestreamimport.options import DeleteOptions
from streamport.importing.fields import given
from streamport.store.protocol import Stored

from .refusals import MODIFIED


def check_update(
    plural: str, group: str, name: str, sent: ObjectMeta, stored: Stored | None, key: str
) -> Stored:
    """Return what is stored, if it is what the client means to replace.

    key: under which the reference keeps it, for its words. Raises NotFound, Conflict and Invalid.
    """
    qualified = f"{plural}.{group}" if group else plural
    uid = given(sent.uid, "")
    current = stored.document["metadata"].get("uid", "") if stored else ""
    if uid and uid != current:
        raise Conflict.of(qualified, name, other_object(key, uid, current))
    if stored is None:
        raise NotFound.of(qualified, name)
    version = given(sent.resource_version, "")
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


def other_object(key: str, wanted: str, current: str) -> str:
    """Say that another object has the name, as the reference's storage does."""
    return (
        f"StorageError: invalid object, Code: 4, Key: {key}, ResourceVersion: 0, "
        f"AdditionalErrorMsg: Precondition failed: UID in precondition: {wanted}, "
        f"UID in object meta: {current}"
    )


def check_deletion(
    kind: str, group: str, name: str, options: DeleteOptions, stored: Stored
) -> None:
    """Raise Conflict where a precondition of a deletion does not hold."""
    qualified = f"{kind}.{group}" if group else kind
    current = stored.document["metadata"].get("uid", "")
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
