"""The contents that one attempt reads from registries: each manifest and configuration once.

Beyond the request, what never changes (content by digest) is taken from a bounded cache. It is
asked only for what a manifest just read names, and only with the credential that read it: no user
sees through it what the registry would not show.
"""

from __future__ import annotations

from typing import TypeAlias

from streamport.registry import Manifest, Repository, Session
from streamport.registry.cache import Content, ContentCache
from streamport.registry.recent import Recent

from .once import Once
from .plan import Source
from .shares import Owner, Shares

# Sizes of layers in bytes, by `host/repository` and digest, that registries were asked for.
LayerSizes: TypeAlias = Recent[tuple[str, str], int]


class Contents:
    """The registries as one attempt reads them. All methods raise RegistryError."""

    def __init__(
        self,
        session: Session,
        cache: ContentCache,
        sizes: LayerSizes,
        shares: Shares,
        owner: Owner,
        *,
        anew: bool = False,
    ) -> None:
        """shares: what the calls of one owner take no more than their part of.

        anew: whether manifests are read again that the cache has.
        """
        self._anew = anew
        self._session = session
        self._shares, self._owner = shares, owner
        self._cache = cache
        self._layer_sizes = sizes
        self._repositories: dict[Source, Repository] = {}
        self._manifests: Once[tuple[Source, str], Manifest] = Once()
        self._children: Once[tuple[Source, str, str], Manifest] = Once()
        self._configs: Once[tuple[str, str], bytes] = Once()
        self._sizes: Once[tuple[str, str], int] = Once()

    async def tags(self, source: Source) -> list[str]:
        """Return the tags of a repository as the registry lists them."""
        async with self._shares.place(self._owner):
            return await self._repository(source).tags()

    async def manifest(self, source: Source, tag_or_digest: str) -> Manifest:
        """Fetch the manifest of a tag or digest that the user named: always asked for again."""

        async def read() -> Manifest:
            async with self._shares.place(self._owner):
                return await self._repository(source).manifest(tag_or_digest)

        return await self._manifests.get((source, tag_or_digest), read)

    async def child(self, source: Source, parent: Manifest, digest: str) -> Manifest:
        """Fetch a manifest that a list names and stands for, from the place of the list."""

        async def read() -> Manifest:
            return await self._remembered(source, parent, digest, named_by=parent)

        return await self._children.get((source, parent.remote.name, digest), read)

    async def listed(self, source: Source, parent: Manifest, digest: str) -> Manifest:
        """Fetch a manifest that a list names and keeps: by digest, from the mirrors too."""

        async def read() -> Manifest:
            return await self._remembered(source, parent, digest, named_by=None)

        return await self._manifests.get((source, digest), read)

    async def config(self, source: Source, parent: Manifest, digest: str) -> bytes:
        """Fetch the image configuration that a manifest names."""
        where = parent.remote.name

        async def read() -> bytes:
            known = self._cache.find(where, digest, parent.credential_key)
            if known is not None:
                return known.bytes
            async with self._shares.place(self._owner):
                config = await self._repository(source).config(digest, named_by=parent)
            self._cache.keep(where, digest, parent.credential_key, Content(config))
            return config

        return await self._configs.get((where, digest), read)

    async def blob_size(self, source: Source, parent: Manifest, digest: str) -> int:
        """Ask for the size in bytes of a layer that a manifest names."""
        where = parent.remote.name

        async def read() -> int:
            size = self._layer_sizes.get((where, digest))
            if size is None:
                async with self._shares.place(self._owner):
                    size = await self._repository(source).blob_size(digest, named_by=parent)
                self._layer_sizes.put((where, digest), size)
            return size

        return await self._sizes.get((where, digest), read)

    async def _remembered(
        self, source: Source, parent: Manifest, digest: str, named_by: Manifest | None
    ) -> Manifest:
        known = None
        if not self._anew:
            known = self._cache.find(parent.remote.name, digest, parent.credential_key)
        if known is not None:
            return Manifest(
                known.bytes, known.media_type, digest, parent.remote, parent.credential_key
            )
        async with self._shares.place(self._owner):
            found = await self._repository(source).manifest(digest, named_by=named_by)
        content = Content(found.bytes, found.media_type)
        self._cache.keep(found.remote.name, digest, found.credential_key, content)
        return found

    def _repository(self, source: Source) -> Repository:
        known = self._repositories.get(source)
        if known is None:
            known = self._session.repository(source.named(), source.insecure)
            self._repositories[source] = known
        return known
