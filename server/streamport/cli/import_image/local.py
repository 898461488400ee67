"""An import without any server: the engine in this process, with the user's own logins.

There is no stream to compare with and none to write, so it shows what an import would bring.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import replace

from imagestreamimport import defaults
from imagestreamimport.models import ImageStreamImport, ImageStreamImportStatus, decode, encode
from imagestreamimport.references import Reference, parse
from streamport.importing import Importer, answer_of
from streamport.importing.tags import prioritise
from streamport.importing.times import utc_now
from streamport.registry import Keyring, Pool
from streamport.registry.errors import BrokenSecret, RegistryError
from streamport.registry.login_files import login_keyring
from streamport.registry.trust import BrokenCertificate

from .checking import check
from .ending import end
from .progress import telling
from .request import none_included, repository_of, request_for, request_for_tags
from .results import left_out, results
from .wishes import Document, Refused, Wishes


def import_locally(wishes: Wishes, output: str | None) -> int:
    """Ask the registries, print what they have; the exit code. Raises Refused."""
    wishes = replace(wishes, dry_run=True)
    request = request_for(None, replace(wishes, confirm=True))
    check(request)
    source = repository_of(request) or request["spec"]["images"][0]["from"]["name"]
    with telling(f"looking at {source}") as tell:
        try:
            answer, unwanted, is_untrusted = asyncio.run(_ask(request, wishes, tell))
        except BrokenSecret as error:
            raise Refused(f"{error.secret}: {error}") from None
        except BrokenCertificate as error:
            raise Refused(str(error)) from None
    found = results(answer, None)
    pattern = wishes.include.pattern if wishes.include else ""
    found += left_out(unwanted, repository_of(request), pattern)
    return end(wishes, output, [answer], found, local=True, is_untrusted=is_untrusted)


async def _ask(
    request: Document, wishes: Wishes, tell: Callable[[str], None]
) -> tuple[Document, list[str], bool]:
    """Import as a server would: its answer, the tags that were not wanted, `is_untrusted`."""
    keyring = login_keyring()
    deadline = time.monotonic() + wishes.timeout_s if wishes.timeout_s else None
    async with Pool(observe=_Counter(tell)) as pool:
        unwanted: list[str] = []
        if wishes.include and repository_of(request):
            request, unwanted = await _chosen(request, wishes, pool, keyring, deadline)
        body = decode(json.dumps(defaults.apply(request)).encode(), type=ImageStreamImport)
        outcome = await Importer(pool).run(body, None, keyring, now=utc_now(), deadline=deadline)
    status: ImageStreamImportStatus = answer_of(body, outcome)
    body.status = status
    answer: Document = json.loads(encode(body))
    return answer, unwanted, outcome.is_untrusted


async def _chosen(
    request: Document, wishes: Wishes, pool: Pool, keyring: Keyring, deadline: float | None
) -> tuple[Document, list[str]]:
    """The request for the tags that are wanted, and the other tags."""
    repository = repository_of(request)
    named = parse(repository)
    bare = Reference(named.registry, named.namespace, named.name)
    session = pool.session(keyring, deadline)
    try:
        tags = prioritise(await session.repository(bare, bool(wishes.insecure)).tags())
    except RegistryError as error:
        raise Refused(f"{repository}: {error.listing_text}") from None
    wanted = [tag for tag in tags if wishes.includes(tag)]
    if not wanted:
        raise none_included(wishes, tags)
    unwanted = [tag for tag in tags if not wishes.includes(tag)]
    return request_for_tags(None, wishes, repository, wanted), unwanted


class _Counter:
    """Tells how many answers have come in."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell, self._number = tell, 0

    def __call__(self, exchange: object) -> None:
        self._number += 1
        self._tell(f"{self._number} answers")
