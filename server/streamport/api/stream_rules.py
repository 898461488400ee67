"""Rules for every change of an image stream: version, identity, all that is wrong at once.

Source: import semantics, section 14.4.
"""

from __future__ import annotations

from collections.abc import Iterable

from imagestreamimport.causes import Cause
from imagestreamimport.errors import Invalid
from imagestreamimport.models import ImageStream
from streamport.importing.statuses import GROUP
from streamport.importing.streams import Prepared

STREAMS = f"imagestreams.{GROUP}"


def refuse(name: str, prepared: Prepared) -> None:
    """Raise Invalid for a stream that must not be stored."""
    if causes := prepared.causes:
        raise Invalid.of("ImageStream", GROUP, name, causes)


def refuse_all(name: str, prepared: Prepared, causes: Iterable[Cause] = ()) -> None:
    """Raise Invalid with what the validators say too, if anything is wrong."""
    if found := [*causes, *prepared.all_causes()]:
        raise Invalid.of("ImageStream", GROUP, name, found)


def without_version(stream: ImageStream) -> ImageStream:
    """Return the stream with its version taken out, to be compared."""
    if stream.metadata:
        stream.metadata.resource_version = None
    return stream
