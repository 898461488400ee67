"""Images of a stream by digest, members of manifest lists among them: views, not stored."""

from __future__ import annotations

from imagestreamimport.causes import quoted
from imagestreamimport.errors import BadRequest, Conflict, NotFound
from imagestreamimport.models import Image, ImageStreamImage
from imagestreamimport.options import GetOptions
from imagestreamimport.server import RequestContext
from streamport.importing.statuses import GROUP
from streamport.importing.views import matching_images, split_image_name, stream_image

from .backend import Backend
from .namespaces import Namespaces
from .stored_images import image_parts, names_of
from .tables import STREAM_IMAGE_COLUMNS, stream_image_row
from .tagging import StreamTagging

_QUALIFIED = f"imagestreamimages.{GROUP}"
_ONE = f"imagestreamimage.{GROUP}"


class ImageStreamImages:
    """Handler of the generated Protocol."""

    table_columns = STREAM_IMAGE_COLUMNS
    table_row = staticmethod(stream_image_row)

    def __init__(self, backend: Backend, namespaces: Namespaces) -> None:
        self._backend = backend
        self._tagging = StreamTagging(backend, namespaces)

    async def get(
        self, request: RequestContext, namespace: str, name: str, options: GetOptions
    ) -> ImageStreamImage:
        """Return an image that the stream has or had, by its digest or the beginning of it."""
        parts = split_image_name(name)
        if parts is None:
            raise BadRequest("ImageStreamImages must be retrieved with <name>@<id>")
        stream_name, wanted = parts
        found = await self._tagging.find(request, namespace, stream_name)
        if found is None:
            raise NotFound.of(_QUALIFIED, stream_name)
        store = self._backend.store
        images = names_of(found.stream, await image_parts(store, found.stream))
        match matching_images(images, wanted):
            case []:
                raise NotFound.of(_ONE, name)
            case [one]:
                stored = await store.get("images", None, one)
                if stored is None:
                    raise NotFound.of(_QUALIFIED, one)
                return stream_image(found.stream, name, stored.model(Image))
            case several:
                why = f"multiple images match the prefix {quoted(wanted)}: {', '.join(several)}"
                raise Conflict.of(_ONE, wanted, why)
