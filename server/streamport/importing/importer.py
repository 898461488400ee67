"""The import itself: plan, fetch everything side by side, put the results in the request's order.

Source: import semantics, sections 8.1 to 8.3, 8.8 and 13; what differs on purpose is listed in
section 19 (parallel fetches, each import mode its own result, items fail at the deadline).
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Container
from dataclasses import dataclass, replace

from imagestreamimport.models import (
    ImageImportStatus,
    ImageStream,
    ImageStreamImport,
    Status,
)
from streamport.registry import Keyring, Pool
from streamport.registry.cache import ContentCache

from .contents import Contents, LayerSizes
from .fetch import Fetcher, FindImage
from .fields import spec_of
from .listing import Listing
from .outcome import Outcome, Tried
from .plan import Fetch, RegistryRules, plan_images
from .room import Room
from .settings import ImportSettings
from .shares import NOBODY, Owner, Shares
from .tag_rules import rules_of
from .work import Work

_LAYER_SIZES = 2048  # as many as the reference implementation remembers (section 8.6)


class Importer:
    """Imports images from registries. One for the process; it keeps nothing but its caches."""

    def __init__(
        self, pool: Pool, settings: ImportSettings | None = None, cache: ContentCache | None = None
    ) -> None:
        """cache: content by digest for all requests; one of its own if none is given."""
        self._pool = pool
        self._settings = settings or ImportSettings()
        self._cache = cache or ContentCache()
        self._sizes = LayerSizes(_LAYER_SIZES)
        config = pool.config
        self._shares = Shares(config.limits.total)
        self._rules = RegistryRules(config.blocked_registries, config.insecure_registries)

    async def run(
        self,
        request: ImageStreamImport,
        stream: ImageStream | None,
        keyring: Keyring | None,
        *,
        now: str,
        deadline: float | None = None,
        owner: Owner = NOBODY,
        anew: bool = False,
        passed_over: Container[str] = (),
        known: FindImage | None = None,
    ) -> Outcome:
        """Fetch all that the request asks for; failures become the status of their item.

        request: valid and with its defaults. stream: the stored target, whose tags may prefer a
        platform. keyring: None for none. now: RFC 3339. deadline: when the answer is due, a time
        of time.monotonic(); what is not finished `margin_s` before fails as an item. owner: whose
        share of all calls it takes. anew: whether manifests that are known by their digest are read
        again: a registry may have lost them. passed_over: tags of the repository that are not
        wanted. known: finds images that were imported before and are not looked at again.
        """
        if deadline is not None:
            left = deadline - time.monotonic()
            deadline -= min(self._settings.margin_s, left / 4)
        attempt = _Attempt(request, stream, self._rules, self._settings, now, passed_over, known)
        contents = self._contents(keyring, deadline, owner, anew)
        first, has_wrong_password = await attempt.run(contents, deadline)
        if not has_wrong_password:
            return first
        # Perhaps the images are public and only the password is wrong (section 8.8).
        contents = self._contents(None, deadline, owner, anew)
        second, _ = await attempt.run(contents, deadline)
        tried = list(second.tried.images)
        for number, (before, after) in enumerate(zip(first.images, second.images, strict=True)):
            if (after.status or Status()).reason == "Unauthorized":
                after.status = before.status
                tried[number] = first.tried.images[number]
        return replace(second, tried=replace(second.tried, images=tried))

    def _contents(
        self, keyring: Keyring | None, deadline: float | None, owner: Owner, anew: bool
    ) -> Contents:
        session = self._pool.session(keyring, deadline)
        return Contents(session, self._cache, self._sizes, self._shares, owner, anew=anew)


@dataclass(frozen=True, slots=True)
class _Attempt:
    """A request on its way through the registries."""

    request: ImageStreamImport
    stream: ImageStream | None
    rules: RegistryRules
    settings: ImportSettings
    now: str
    passed_over: Container[str]
    known: FindImage | None

    async def run(self, contents: Contents, deadline: float | None) -> tuple[Outcome, bool]:
        """Fetch everything at once; what is not there at the deadline has failed.

        Returns also whether a registry said that the password for one of spec.images is wrong.
        """
        spec = spec_of(self.request)
        entries = spec.images
        planned = plan_images(entries, self.stream, self.rules, self.settings.platform)
        fetcher = Fetcher(contents, self.settings.platform, self.now, self.known)
        room = Room()
        work = Work(fetcher, room)
        for entry, fetch in zip(entries, planned, strict=True):
            if isinstance(fetch, Fetch):
                work.add(fetch, keep_raw=entry.include_manifest or False)
        listing = None
        if spec.repository:
            repository = Work(fetcher, room)
            tag_rules = rules_of(self.request, self.stream)
            listing = Listing(
                spec.repository, contents, repository, self.rules, self.settings,
                tag_rules, self.passed_over,
            )  # fmt: skip
        left = None if deadline is None else max(0.0, deadline - time.monotonic())
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(left), asyncio.TaskGroup() as group:
                group.create_task(work.run())
                if listing:
                    group.create_task(listing.run())
        images = [
            work.result(fetch) if isinstance(fetch, Fetch) else ImageImportStatus(status=fetch)
            for fetch in planned
        ]
        is_untrusted = any(found.is_untrusted for found in work.failures)
        outcome = Outcome(
            images,
            listing.result(work) if listing else None,
            is_untrusted or bool(listing and listing.is_untrusted),
            tuple(listing.left_out) if listing else (),
            Tried(
                [work.attempts(each) if isinstance(each, Fetch) else () for each in planned],
                listing.attempts_of_tags if listing else (),
                listing.attempts if listing else (),
            ),
            tuple(isinstance(fetch, Fetch) and work.may_pass(fetch) for fetch in planned),
            bool(listing and listing.may_pass),
        )
        return outcome, any(found.is_wrong_password for found in work.failures)
