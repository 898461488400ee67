"""spec.repository: its tags listed, those that the rules choose imported, the rest named.

Source: import semantics, sections 8.3 and 8.10.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Container

from msgspec import structs

from imagestreamimport.models import (
    ImageImportStatus,
    RepositoryImportSpec,
    RepositoryImportStatus,
    Status,
)
from imagestreamimport.references import InvalidReference
from streamport.choosing import Choice, LeftOut, TagRules, TooSlow, choose, newest_of
from streamport.choosing.choice import LONGEST_S
from streamport.registry.attempts import Attempt
from streamport.registry.errors import BrokenContent, RegistryError

from .contents import Contents
from .created import created_of
from .fetch import Fetched, FetchFailed, is_untrusted
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

_LONG = 1_000  # tags; to sort and choose among more of them is done beside the event loop
_LONGEST_REASON = 300  # characters
MOST_DATED = 200  # images that are fetched to know which are the newest


class Listing:
    """The repository of a request."""

    def __init__(
        self,
        spec: RepositoryImportSpec,
        contents: Contents,
        work: Work,
        rules: RegistryRules,
        settings: ImportSettings,
        tag_rules: TagRules | None = None,
        passed_over: Container[str] = (),
    ) -> None:
        """passed_over: tags that are not wanted; the rules count them all the same."""
        self._spec = spec
        self._contents = contents
        self._work = work
        self._rules = rules
        self._settings = settings
        self._tag_rules = tag_rules or TagRules()
        self._passed_over = passed_over
        self.left_out: list[LeftOut] = []
        self.attempts: tuple[Attempt, ...] = ()  # for the list of tags, where that failed
        self._failure: Status | None = internal_error(TOO_LATE)  # until the tags are known
        self._is_untrusted = False
        self._may_pass = True  # want of time may
        self._first: list[Fetch] = []
        self._rest: list[Fetch] = []

    @property
    def is_untrusted(self) -> bool:
        """Whether something failed because the registry's TLS cannot be trusted."""
        return self._is_untrusted or any(found.is_untrusted for found in self._work.failures)

    @property
    def may_pass(self) -> bool:
        """Whether the listing, or a tag of it, failed for a reason that may pass by itself."""
        return self._may_pass or any(map(self._work.may_pass, self._first))

    async def run(self) -> None:
        """List the tags and fetch the first of them."""
        source = self._source()
        if isinstance(source, Status):
            self._failure, self._may_pass = source, False
            return
        try:
            await self._choose(source)
        except RegistryError as error:
            self._failure = listing_status(error, exact_or_empty(source.named()))
            self._is_untrusted, self._may_pass = is_untrusted(error), error.may_pass
            self.attempts = error.attempts
            return
        self._failure, self._may_pass = None, False
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

    async def _choose(self, source: Source) -> None:
        """Plan which tags to fetch, and fetch what is needed to know it."""
        limit = self._settings.max_images_per_repository
        if limit < 1 and limit != -1:
            return
        listed = await self._contents.tags(source)
        if len(listed) > _LONG:
            choice = await asyncio.to_thread(self._chosen, listed)
        else:
            choice = self._chosen(listed)
        self.left_out = choice.left_out
        keeps_list = policy_of(self._spec).import_mode == "PreserveOriginal"
        platform = self._settings.platform
        fetches = [Fetch(source, tag, "", keeps_list, platform) for tag in choice.chosen]
        if self._tag_rules.newest_created is not None:
            fetches = await self._newest_created(fetches, self._tag_rules.newest_created)
        count = len(fetches) if limit == -1 else limit
        self._first, self._rest = fetches[:count], fetches[count:]
        self._plan(self._first)

    def _chosen(self, listed: list[str]) -> Choice:
        """Put the tags in order and choose. Raises RegistryError where that takes too long."""
        latest = time.monotonic() + LONGEST_S
        try:
            return choose(
                prioritise(listed),
                self._tag_rules,
                # The newest of all are counted before any is passed over.
                () if self._tag_rules.newest_created is not None else self._passed_over,
                lambda: time.monotonic() > latest,
            )
        except TooSlow:
            raise BrokenContent(
                f"the rules for tags take more than {LONGEST_S:g} s for {len(listed):,} tags; "
                "write simpler patterns"
            ) from None

    async def _newest_created(self, fetches: list[Fetch], count: int) -> list[Fetch]:
        """Fetch the images of the tags, and return those that were made last.

        What cannot be fetched is left out, unless nothing can.
        """
        fetches, others = fetches[:MOST_DATED], fetches[MOST_DATED:]
        self._plan(fetches)
        await self._work.run()
        results = self._work.results
        created = {
            fetch.tag: created_of(found)
            for fetch in fetches
            if isinstance(found := results.get(fetch), Fetched)
        }
        if not created:
            return fetches[:count]
        choice = newest_of(created, count)
        reasons = {left.tag: left.reason for left in choice.left_out}
        for fetch in fetches:
            failed = results.get(fetch)
            if fetch.tag not in created:
                why = failed.status.message if isinstance(failed, FetchFailed) else TOO_LATE
                reasons[fetch.tag] = f"nobody knows when it was made: {why}"[:_LONGEST_REASON]
            elif fetch.tag in self._passed_over:
                reasons.setdefault(fetch.tag, "the stream has it")
        reasons |= {
            fetch.tag: f"is not among the first {MOST_DATED}, which alone are looked at"
            for fetch in others
        }
        self.left_out += [LeftOut(tag, reason) for tag, reason in reasons.items()]
        return [fetch for fetch in fetches if fetch.tag not in reasons]

    @property
    def attempts_of_tags(self) -> list[tuple[Attempt, ...]]:
        """What was tried for each tag that was to be imported."""
        return [self._work.attempts(fetch) for fetch in self._first]

    def _plan(self, fetches: list[Fetch]) -> None:
        for fetch in fetches:
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
