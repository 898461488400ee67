"""Fetching images: from a tag or digest to an Image, through lists, configurations and sizes.

One `Fetcher` serves one attempt of one request. Whatever several entries need is fetched once.
Source: import semantics, sections 8.5 to 8.7.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from imagestreamimport.models import Image, Status
from imagestreamimport.references import Reference
from msgspec import structs
from streamport.registry.errors import RegistryError

from .answers import without_manifest
from .contents import Content, Contents
from .errors import BadContent
from .image import check_name, image_of_index, image_of_manifest, image_of_schema1, needs_sizes
from .manifests import AnyManifest, ImageManifest, Index, Platform, parse_manifest, select_platform
from .once import Once, all_of
from .plan import Fetch, Source
from .schema1 import Schema1
from .statuses import internal_error, item_status, shown_reference

_is_digest = re.compile(
    r"[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9A-Fa-f]{32,}", re.ASCII
).fullmatch
_NESTED_LIST = "unsupported image manifest type: *manifestlist.DeserializedManifestList"


@dataclass(frozen=True, slots=True)
class Fetched:
    """An image, with the children of a list that was kept."""

    image: Image
    children: list[Image] = field(default_factory=list)


class Failed(Exception):
    """An image could not be had; `status` says why."""

    def __init__(self, status: Status) -> None:
        super().__init__(status.message)
        self.status = status


class Fetcher:
    """Fetches the images of one attempt."""

    def __init__(self, contents: Contents, platform: Platform, now: str) -> None:
        """platform: what a list stands for where no tag prefers another; now: RFC 3339."""
        self._contents = contents
        self._platform = platform
        self._now = now
        self._built: Once[tuple[Source, str, bool], Image] = Once()

    async def fetch(self, fetch: Fetch, *, keep_raw: bool) -> Fetched:
        """One image. keep_raw: whether its raw manifest and configuration are wanted.

        Raises Failed.
        """
        content, manifest, shown = await self._manifest(fetch)
        if not isinstance(manifest, Index):
            image = await self._image(
                fetch.source, content, manifest, fetch.digest, shown, keep_raw
            )
        elif fetch.keeps_list:
            return await self._list(fetch, content, manifest)
        else:
            image = await self._child(
                fetch.source, content, manifest, fetch.platform, shown, keep_raw
            )
        return Fetched(_referenced(image, fetch.source, _name(image)))

    async def _manifest(self, fetch: Fetch) -> tuple[Content, AnyManifest, str]:
        """The bytes, what they are, and the reference as messages show it."""
        try:
            if fetch.digest != fetch.digest.lower():
                raise BadContent("invalid checksum digest format")
            shown = shown_reference(fetch.reference)
        except BadContent as error:
            raise Failed(internal_error(error.text)) from error
        try:
            content = await self._contents.manifest(fetch.source, fetch.digest or fetch.tag)
            return content, parse_manifest(content.data, content.media_type), shown
        except (RegistryError, BadContent) as error:
            raise Failed(item_status(error, shown)) from error

    async def _list(self, fetch: Fetch, content: Content, index: Index) -> Fetched:
        """A list that is kept, with each of its children."""
        image = image_of_index(content.data, index, self._now)
        try:
            check_name(image, index, fetch.digest)
        except BadContent as error:
            raise Failed(internal_error(error.text)) from error
        children = await all_of(
            self._listed(fetch.source, child.digest) for child in index.manifests
        )
        return Fetched(_referenced(image, fetch.source, _name(image)), children)

    async def _listed(self, source: Source, digest: str) -> Image:
        """A child of a list that is kept, fetched like an entry by digest."""
        if not _is_digest(digest):
            raise Failed(internal_error("invalid reference format"))
        fetch = Fetch(source, "", digest, False, self._platform)
        fetched = await self.fetch(fetch, keep_raw=True)
        return _referenced(fetched.image, source, digest)

    async def _child(
        self,
        source: Source,
        content: Content,
        index: Index,
        platform: Platform,
        shown: str,
        keep_raw: bool,
    ) -> Image:
        """The one child that a list stands for, read from where the list was read."""
        try:
            digest = select_platform(index, platform).digest
            if not _is_digest(digest):
                raise BadContent("invalid digest format")
            child = await self._contents.child(source, content, digest)
            manifest = parse_manifest(child.data, child.media_type)
        except (RegistryError, BadContent) as error:
            raise Failed(item_status(error, shown)) from error
        if isinstance(manifest, Index):
            raise Failed(internal_error(_NESTED_LIST))
        return await self._image(source, child, manifest, digest, shown, keep_raw)

    async def _image(
        self,
        source: Source,
        content: Content,
        manifest: ImageManifest | Schema1,
        wanted: str,
        shown: str,
        keep_raw: bool,
    ) -> Image:
        """The image of a manifest; equal manifests of a repository are built once."""

        async def build() -> Image:
            image = await self._build(source, content, manifest, shown)
            return image if keep_raw else without_manifest(image)

        image = await self._built.get((source, content.digest, keep_raw), build)
        try:
            check_name(image, manifest, wanted)
        except BadContent as error:
            raise Failed(internal_error(error.text)) from error
        return image

    async def _build(
        self, source: Source, content: Content, manifest: ImageManifest | Schema1, shown: str
    ) -> Image:
        try:
            if isinstance(manifest, Schema1):
                sizes = await self._sizes(source, content, manifest)
                return image_of_schema1(content.data, manifest, sizes)
            config = await self._config(source, content, manifest, shown)
            return image_of_manifest(content.data, manifest, config)
        except BadContent as error:
            raise Failed(internal_error(error.text)) from error

    async def _config(
        self, source: Source, content: Content, manifest: ImageManifest, shown: str
    ) -> bytes:
        try:
            if not _is_digest(manifest.config.digest):
                raise BadContent("invalid digest format")
            return await self._contents.config(source, content, manifest.config.digest)
        except (RegistryError, BadContent) as error:
            raise Failed(item_status(error, shown)) from error

    async def _sizes(
        self, source: Source, content: Content, manifest: Schema1
    ) -> dict[str, int]:
        """Sizes of all layers by digest, where the manifest states none."""
        if not needs_sizes(manifest) or len(manifest.layers) != len(manifest.history):
            return {}
        digests = list(dict.fromkeys(manifest.layers))
        try:
            sizes = await all_of(
                self._contents.blob_size(source, content, digest) for digest in digests
            )
        except RegistryError as error:  # said without the reference, whatever it is (8.6)
            raise Failed(internal_error(error.text)) from error
        return dict(zip(digests, sizes, strict=True))


def _name(image: Image) -> str:
    return image.metadata.name or "" if image.metadata else ""


def _referenced(image: Image, source: Source, digest: str) -> Image:
    """A copy of the image with its reference, spelled as the user spelled the repository."""
    named = source.reference
    reference = Reference(named.registry, named.namespace, named.name, digest=digest)
    return structs.replace(image, docker_image_reference=reference.exact())
