"""spec.repository: its tags listed, the first of them imported, the rest named.

Source: import semantics, section 8.3.
"""

from __future__ import annotations

import asyncio

from msgspec import structs

from imagestreamimport.models import (
    ImageImportStatus,
    RepositoryImportSpec,
    RepositoryImportStatus,
    Status,
)
from imagestreamimport.references import InvalidReference
from streamport.registry.errors import RegistryError

from .contents import Contents
from .fetch import Fetched, is_untrusted
from .fields import name_of, policy_of, source_of
from .plan import Fetch, RegistryRules, Source, parse_source, plan_source, repository_key
from .settings import ImportSettings
from .statuses import (
    blocked,
    exact_or_empty,
    internal_error,
    invalid_name,
    listing_status,
    repository_status,
)
from .tags import prioritise
from .work import TOO_LATE, Work

_LONG = 1_000  # tags; to sort more of them is done beside the event loop


class Listing:
    """The repository of a request."""

    def __init__(
        self,
        spec: RepositoryImportSpec,
        contents: Contents,
        work: Work,
        rules: RegistryRules,
        settings: ImportSettings,
    ) -> None:
        self._spec = spec
        self._contents = contents
        self._work = work
        self._rules = rules
        self._settings = settings
        self._failure: Status | None = internal_error(TOO_LATE)  # until the tags are known
        self._is_untrusted = False
        self._first: list[Fetch] = []
        self._rest: list[Fetch] = []

    @property
    def is_untrusted(self) -> bool:
        """Whether something failed because the registry's TLS cannot be trusted."""
        return self._is_untrusted or any(found.is_untrusted for found in self._work.failures)

    async def run(self) -> None:
        """List the tags and fetch the first of them."""
        source = self._source()
        if isinstance(source, Status):
            self._failure = source
            return
        try:
            await self._list(source)
        except RegistryError as error:
            self._failure = listing_status(error, exact_or_empty(source.named()))
            self._is_untrusted = is_untrusted(error)
            return
        self._failure = None
        await self._work.run()

    def _source(self) -> Source | Status:
        name = source_of(self._spec)
        try:
            reference = parse_source(name)
        except InvalidReference as error:
            return invalid_name(name, f"invalid name: {error}")
        if self._rules.is_blocked(reference):
            return blocked(reference)
        if not reference.name:
            return invalid_name("", "the provided repository name is not valid", "repository")
        policy = policy_of(self._spec)
        return plan_source(reference, policy, self._rules)

    async def _list(self, source: Source) -> None:
        limit = self._settings.max_images_per_repository
        if limit < 1 and limit != -1:
            return
        listed = await self._contents.tags(source)
        is_long = len(listed) > _LONG
        tags = await asyncio.to_thread(prioritise, listed) if is_long else prioritise(listed)
        policy = policy_of(self._spec)
        keeps_list = policy.import_mode == "PreserveOriginal"
        platform = self._settings.platform
        fetches = [Fetch(source, tag, "", keeps_list, platform) for tag in tags]
        count = len(fetches) if limit == -1 else limit
        self._first, self._rest = fetches[:count], fetches[count:]
        for fetch in self._first:
            self._work.add(fetch, keep_raw=self._spec.include_manifest or False)

    def result(self, images: Work) -> RepositoryImportStatus:
        """Tell what became of the repository. images: the work on spec.images, done."""
        if self._failure:
            return RepositoryImportStatus(status=self._failure)
        items = [self._work.result(fetch) for fetch in self._first]
        more: list[str] = []
        known = _images_of(images) if self._rest else {}
        for fetch in self._rest:
            # A tag beyond the limit that spec.images had fetched anyway joins the imported ones.
            found = known.get(_key(fetch))
            if found:
                items.append(_spelled_as(fetch, images.result(found)))
            else:
                more.append(fetch.tag)
        failed = sum(1 for item in items if not item.image)
        return RepositoryImportStatus(
            status=repository_status(failed), images=items, additional_tags=more
        )


def _key(fetch: Fetch) -> object:
    """Return what fetches of one thing have in common, however the repository is spelled."""
    return (repository_key(fetch.reference), fetch.tag, fetch.keeps_list, fetch.platform)


def _images_of(work: Work) -> dict[object, Fetch]:
    """Return the fetches by tag that brought an image."""
    return {
        _key(fetch): fetch
        for fetch, result in work.results.items()
        if fetch.tag and isinstance(result, Fetched)
    }


def _spelled_as(fetch: Fetch, item: ImageImportStatus) -> ImageImportStatus:
    """Return the item with the image's repository spelled as in this fetch."""
    if not item.image:
        return item
    named = fetch.source.named(digest=name_of(item.image)).exact()
    return structs.replace(item, image=structs.replace(item.image, docker_image_reference=named))
