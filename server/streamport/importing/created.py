"""When images were made. Source: import semantics, section 8.6, `dockerImageMetadata.Created`."""

from __future__ import annotations

from imagestreamimport.models import Image

from .fetch import Fetched


def created_of(fetched: Fetched) -> str:
    """Return when an image was made, RFC 3339 in UTC; "" where it does not say.

    A list that is kept says when it was looked at, and so the newest of its images counts.
    """
    images = fetched.children or [fetched.image]
    return max(_created(image) for image in images)


def _created(image: Image) -> str:
    value = (image.docker_image_metadata or {}).get("Created")
    return value if isinstance(value, str) else ""
