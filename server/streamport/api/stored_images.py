"""Reading stored images, as far as streams and their tags are made of them."""

from __future__ import annotations

from functools import partial

from msgspec import json

from imagestreamimport._server.aside import aside
from imagestreamimport.models import ImageStream
from streamport.importing.layers import ImageParts, tagged_images
from streamport.store.protocol import Store


async def image_parts(store: Store, stream: ImageStream) -> dict[str, ImageParts]:
    """Read what the images of a stream are made of, and the members of those that are lists."""
    found: dict[str, ImageParts] = {}
    waiting = dict.fromkeys(tagged_images(stream))
    while waiting:
        members: dict[str, None] = {}
        for name in waiting:
            stored = await store.get("images", None, name)
            if stored is not None:
                text = stored.text
                read = partial(json.decode, text, type=ImageParts)
                found[name] = await aside(len(text), read)
                members |= dict.fromkeys(found[name].members)
        waiting = {name: None for name in members if name not in found and name not in waiting}
    return found


def names_of(stream: ImageStream, images: dict[str, ImageParts]) -> set[str]:
    """Name the images of a stream: those of its history, and the members of those."""
    members = {member for image in images.values() for member in image.members}
    return {*tagged_images(stream), *members}
