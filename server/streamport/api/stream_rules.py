"""Rules for every change of an image stream: version, identity, all that is wrong at once.

Source: import semantics, section 14.4.
"""

from __future__ import annotations

from msgspec import UNSET

from imagestreamimport.causes import INVALID, Cause
from imagestreamimport.errors import Conflict, Invalid
from imagestreamimport.models import ImageStream
from streamport.importing.fields import given, metadata_of
from streamport.importing.statuses import GROUP
from streamport.importing.streams import Prepared
from streamport.store.protocol import Stored

from .refusals import MODIFIED, other_uid

STREAMS = f"imagestreams.{GROUP}"


def check_identity(body: ImageStream, stored: Stored, name: str) -> None:
    """Raise Invalid for an update without a version, Conflict for another version or uid."""
    uid = given(metadata_of(body).uid, "")
    current = stored.document["metadata"].get("uid", "")
    if uid and uid != current:
        raise Conflict.of(STREAMS, name, other_uid(uid, current))
    sent = given(metadata_of(body).resource_version, "")
    if not sent:
        text = "Invalid value: 0x0: must be specified for an update"
        field = "metadata.resourceVersion"
        cause = Cause(field, INVALID, text, "/metadata/resourceVersion")
        # The lower-case resource as the kind: so Kubernetes' storage words it.
        raise Invalid.of("imagestreams", GROUP, name, [cause])
    if sent != stored.resource_version:
        raise Conflict.of(STREAMS, name, MODIFIED)


def keep_identity(stream: ImageStream, old: ImageStream) -> None:
    """Keep what no request changes: who the stream is, and since when."""
    kept = metadata_of(old)
    metadata = metadata_of(stream)
    metadata.uid, metadata.creation_timestamp = kept.uid, kept.creation_timestamp
    metadata.namespace, metadata.name = kept.namespace, kept.name
    metadata.deletion_timestamp = metadata.deletion_grace_period_seconds = UNSET
    metadata.self_link = UNSET
    stream.metadata = metadata


def refuse(name: str, prepared: Prepared) -> None:
    """Raise Invalid for a stream that must not be stored."""
    if causes := prepared.causes:
        raise Invalid.of("ImageStream", GROUP, name, causes)


def refuse_all(name: str, prepared: Prepared) -> None:
    """Raise Invalid with what the validators say too."""
    raise Invalid.of("ImageStream", GROUP, name, prepared.all_causes())


def without_version(stream: ImageStream) -> ImageStream:
    """Return the stream with its version taken out, to be compared."""
    if stream.metadata:
        stream.metadata.resource_version = UNSET
    return stream
