"""Fetching images: from a tag or digest to an Image, through lists, configurations and sizes.

One `Fetcher` serves one attempt of one request. Whatever several entries need is fetched and built
once. Source: import semantics, sections 8.5 to 8.7.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TypeAlias

from msgspec import structs

from imagestreamimport.models import Image, Status
from streamport.registry import Manifest
from streamport.registry.attempts import Attempt
from streamport.registry.errors import Reason, RegistryError, Untrusted, each_of

from .answers import without_manifest
from .contents import Contents
from .errors import BadContent
from .fields import name_of
from .image import (
    check_name,
    image_of_index,
    image_of_manifest,
    image_of_schema1,
    needs_sizes,
)
from .manifests import (
    AnyManifest,
    ImageManifest,
    Index,
    Platform,
    is_digest,
    parse_manifest,
    select_platform,
)
from .once import Once, all_of
from .plan import Fetch, Source
from .schema1 import Schema1
from .statuses import internal_error, item_status, shown_reference

_NESTED_LIST = "unsupported image manifest type: *manifestlist.DeserializedManifestList"


@dataclass(frozen=True, slots=True)
class Fetched:
    """An image, with the children of a list that was kept. Shared by all who asked for it."""

    image: Image
    children: list[Image] = field(default_factory=list)


FindImage: TypeAlias = Callable[[str], Awaitable[Image | None]]


class FetchFailed(Exception):
    """An image could not be had: `status` says why, `error` is what it was made of, if anything."""

    def __init__(
        self,
        status: Status,
        error: RegistryError | BadContent | None = None,
        raw: Manifest | None = None,
    ) -> None:
        """raw: the manifest that was read and cannot be used."""
        super().__init__(status.message)
        self.status, self.error = status, error
        self._raw = raw

    @property
    def attempts(self) -> tuple[Attempt, ...]:
        """The places that were asked, and what they answered."""
        if isinstance(self.error, RegistryError):
            return self.error.attempts
        if self._raw is None or self.error is None:
            return ()
        return (self._raw.remote.attempted(f"what cannot be used: {self.error.text}"),)

    @property
    def is_wrong_password(self) -> bool:
        """Whether user or password were wrong, and the status says so."""
        if not isinstance(self.error, RegistryError) or self.status.reason != "Unauthorized":
            return False
        return self.error.reason is Reason.WRONG_PASSWORD

    @property
    def may_pass(self) -> bool:
        """Whether another time may bring the image."""
        return isinstance(self.error, RegistryError) and self.error.may_pass

    @property
    def is_untrusted(self) -> bool:
        """Whether a registry was asked whose TLS cannot be trusted."""
        return isinstance(self.error, RegistryError) and is_untrusted(self.error)


def is_untrusted(error: RegistryError) -> bool:
    """Whether a registry was asked whose TLS cannot be trusted."""
    return any(isinstance(each, Untrusted) for each in each_of(error))


@dataclass(frozen=True, slots=True)
class _Read:
    """A manifest that was read: its bytes, what they say, and how messages call it."""

    raw: Manifest
    parsed: AnyManifest
    shown: str


class Fetcher:
    """Fetches the images of one attempt."""

    def __init__(
        self, contents: Contents, platform: Platform, now: str, known: FindImage | None = None
    ) -> None:
        """platform: what a list stands for where no tag prefers another; now: RFC 3339.

        known: finds images that were imported before and need no look at what their manifests name.
        """
        self._contents = contents
        self._known = known
        self._platform = platform
        self._now = now
        self._built: Once[tuple[Source, str, bool], Image] = Once()

    async def fetch(self, fetch: Fetch, *, keep_raw: bool) -> Fetched:
        """Fetch one image. keep_raw: whether its raw manifest and configuration are wanted.

        Raises FetchFailed.
        """
        read = await self._read(fetch)
        if isinstance(read.parsed, Index) and fetch.keeps_list:
            return await self._whole_list(fetch, read, read.parsed)
        image = await self._one_image(fetch, read, keep_raw)
        return Fetched(_referenced(image, fetch.source, name_of(image)))

    async def _read(self, fetch: Fetch, parent: Manifest | None = None) -> _Read:
        """Read the manifest of a fetch. parent: the list that names it, if one does."""
        try:
            if fetch.digest != fetch.digest.lower():
                raise BadContent("invalid checksum digest format")
            shown = shown_reference(fetch.reference)
        except BadContent as error:
            raise FetchFailed(internal_error(error.text), error) from error
        raw = None
        try:
            if parent is not None:
                raw = await self._contents.listed(fetch.source, parent, fetch.digest)
            else:
                raw = await self._contents.manifest(fetch.source, fetch.digest or fetch.tag)
            return _Read(raw, parse_manifest(raw.bytes, raw.media_type), shown)
        except (RegistryError, BadContent) as error:
            raise FetchFailed(item_status(error, shown), error, raw) from error

    async def _whole_list(self, fetch: Fetch, read: _Read, index: Index) -> Fetched:
        """Fetch a list that is kept, with each of its children in the order of the list."""
        image = await self._imported(read.raw.digest)
        image = image or image_of_index(read.raw.bytes, index, self._now)
        _check_name(image, read, fetch.digest)
        children = await all_of(
            [
                partial(self._listed, fetch.source, read.raw, child.digest)
                for child in index.manifests
            ]
        )
        return Fetched(_referenced(image, fetch.source, name_of(image)), children)

    async def _imported(self, digest: str) -> Image | None:
        return await self._known(digest) if self._known else None

    async def _listed(self, source: Source, parent: Manifest, digest: str) -> Image:
        """Fetch a child of a list that is kept; a list in the list is reduced to one image."""
        if not is_digest(digest):
            raise FetchFailed(internal_error("invalid reference format"))
        if known := await self._imported(digest):
            return _referenced(known, source, digest)
        fetch = Fetch(source, "", digest, False, self._platform)
        image = await self._one_image(fetch, await self._read(fetch, parent), keep_raw=True)
        return _referenced(image, source, digest)

    async def _one_image(self, fetch: Fetch, read: _Read, keep_raw: bool) -> Image:
        """Fetch the image of a manifest; of a list, the image that it stands for."""
        if not isinstance(read.parsed, Index):
            return await self._image(fetch.source, read, fetch.digest, keep_raw)
        try:
            digest = select_platform(read.parsed, fetch.platform).digest
            if not is_digest(digest):
                raise BadContent("invalid digest format")
            if known := await self._imported(digest):
                return known
            raw = await self._contents.child(fetch.source, read.raw, digest)
            child = _Read(raw, parse_manifest(raw.bytes, raw.media_type), read.shown)
        except (RegistryError, BadContent) as error:
            raise FetchFailed(item_status(error, read.shown), error, read.raw) from error
        return await self._image(fetch.source, child, digest, keep_raw)

    async def _image(self, source: Source, read: _Read, wanted: str, keep_raw: bool) -> Image:
        """Make the image of a single manifest; equal ones of a repository are built once."""

        async def build() -> Image:
            image = await self._build(source, read)
            return image if keep_raw else without_manifest(image)

        if not isinstance(read.parsed, Schema1) and (
            known := await self._imported(read.raw.digest)
        ):
            return known
        image = await self._built.get((source, read.raw.digest, keep_raw), build)
        _check_name(image, read, wanted)
        return image

    async def _build(self, source: Source, read: _Read) -> Image:
        try:
            match read.parsed:
                case Schema1():
                    sizes = await self._sizes(source, read.raw, read.parsed)
                    return image_of_schema1(read.raw.bytes, read.parsed, sizes)
                case ImageManifest():
                    config = await self._config(source, read, read.parsed)
                    return image_of_manifest(read.raw.bytes, read.parsed, config)
                case Index():
                    raise BadContent(_NESTED_LIST)
        except BadContent as error:
            raise FetchFailed(internal_error(error.text), error, read.raw) from error

    async def _config(self, source: Source, read: _Read, manifest: ImageManifest) -> bytes:
        try:
            if not is_digest(manifest.config.digest):
                raise BadContent("invalid digest format")
            return await self._contents.config(source, read.raw, manifest.config.digest)
        except (RegistryError, BadContent) as error:
            raise FetchFailed(item_status(error, read.shown), error, read.raw) from error

    async def _sizes(self, source: Source, raw: Manifest, manifest: Schema1) -> dict[str, int]:
        """Ask for the sizes of all layers by digest, if the manifest states none."""
        if not needs_sizes(manifest) or len(manifest.layers) != len(manifest.history):
            return {}
        digests = list(dict.fromkeys(manifest.layers))
        try:
            sizes = await all_of(
                [partial(self._contents.blob_size, source, raw, digest) for digest in digests]
            )
        except RegistryError as error:  # without the reference, whatever it is (section 8.6)
            raise FetchFailed(internal_error(error.text), error) from error
        return dict(zip(digests, sizes, strict=True))


def _check_name(image: Image, read: _Read, wanted: str) -> None:
    try:
        check_name(image, read.parsed, wanted)
    except BadContent as error:
        raise FetchFailed(internal_error(error.text), error, read.raw) from error


def _referenced(image: Image, source: Source, digest: str) -> Image:
    """Return a copy of the image with its reference, spelled as the user spelled the repository."""
    return structs.replace(image, docker_image_reference=source.named(digest=digest).exact())
