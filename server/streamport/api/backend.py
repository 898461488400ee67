"""The tools of the handlers: store, registries, importer; opened and closed with the server."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from streamport.control import Controller
from streamport.importing import Importer, ImportSettings, Platform
from streamport.registry import BrokenConfig, Content, ContentCache, Pool, RegistryConfig
from streamport.registry.calls import Exchange
from streamport.registry.trust import BrokenCertificate
from streamport.store import open_store
from streamport.store.errors import StorageFault
from streamport.store.protocol import Store

from .faults import CannotStart
from .metrics import Metrics
from .observed_store import ObservedStore
from .policy import Authorizer
from .settings import ServerSettings

_log = logging.getLogger(__name__)


class Backend:
    """Made when the application is built; `store` and `importer` are there while it runs."""

    store: Store
    plain_store: Store  # whose failures are no answers
    importer: Importer
    controller: Controller | None = None
    """Who imports by itself, and what a hook wakes; None where nobody does."""

    def __init__(self, settings: ServerSettings, metrics: Metrics, authorizer: Authorizer) -> None:
        """Raises CannotStart for a configuration or a platform that cannot be used."""
        self.settings = settings
        self.metrics = metrics
        self.authorizer = authorizer
        self.config = _config(settings)
        self.allowed = self.config.allowed.with_integrated(settings.integrated_registry)
        self._import_settings = _import_settings(settings)
        self._is_open = False

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[None]:
        """Open everything, and close it at the end.
        | Raises CannotStart for a database or certificates that cannot be used.
        """
        try:
            opening = Pool(self.config, observe=self._observe)
        except BrokenCertificate as error:
            raise CannotStart(str(error)) from error
        try:
            settings = self.settings
            opened = await asyncio.to_thread(
                open_store, settings.database, settings.max_object_bytes
            )
            self.plain_store, self.store = opened, ObservedStore(opened)
        except StorageFault as error:
            raise CannotStart(str(error)) from error
        self._is_open = True
        try:
            async with opening as pool:
                cache = CountedCache(self.metrics)
                self.importer = Importer(pool, self._import_settings, cache)
                yield
        finally:
            self._is_open = False
            await self.store.close()

    async def check_store(self) -> None:
        """Raise what is wrong with the store: whether it can be written now."""
        await self.store.check()

    def end_watches(self) -> None:
        """End the watches, which would otherwise wait for changes until the last second."""
        if self._is_open:
            self.store.end_changes()

    def _observe(self, exchange: Exchange) -> None:
        self.metrics.count_registry_call(exchange.host, exchange.status)


class CountedCache(ContentCache):
    """A cache whose hits and misses are counted in the metrics."""

    def __init__(self, metrics: Metrics) -> None:
        super().__init__()
        self._metrics = metrics

    def find(self, where: str, digest: str, credential_key: str | None) -> Content | None:
        """Find the content, and count whether it was there."""
        found = super().find(where, digest, credential_key)
        self._metrics.count_lookup(hit=found is not None)
        return found


def _config(settings: ServerSettings) -> RegistryConfig:
    try:
        config = RegistryConfig.load(settings.config) if settings.config else RegistryConfig()
    except BrokenConfig as error:
        raise CannotStart(str(error)) from error
    except OSError as error:
        raise CannotStart(f"{settings.config}: {error.strerror}") from error
    return config.denying_private() if settings.deny_private else config


def _import_settings(settings: ServerSettings) -> ImportSettings:
    try:
        platform = Platform.parse(settings.platform)
    except ValueError as error:
        raise CannotStart(f"--platform: {error}") from error
    return ImportSettings(settings.max_images_per_repository, platform)
