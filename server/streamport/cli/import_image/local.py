"""An import without any server: the engine in this process, with the user's own logins.

It has no stream to compare with or to write, so it shows what an import would bring.
"""

from __future__ import annotations

import asyncio
import json
import os
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from imagestreamimport import defaults
from imagestreamimport.models import ImageStreamImport, ImageStreamImportStatus, decode, encode
from streamport.importing import Importer, ImportSettings, Outcome, answer_of
from streamport.importing.times import utc_now
from streamport.importing.trails import told, trails_of
from streamport.registry import Pool, RegistryConfig
from streamport.registry.calls import Wait
from streamport.registry.errors import BrokenSecret
from streamport.registry.login_files import login_keyring
from streamport.registry.trust import BrokenCertificate

from .progress import showing_progress
from .remedies import remedy_of_local
from .request import check_request, repository_of, request_for
from .requested_image import JsonObject, Refused, RequestedImage
from .results import left_out, results
from .summary import print_outcome
from .tag_choice import none_chosen


def import_locally(requested: RequestedImage, output: str | None) -> int:
    """Ask the registries and print what they have. Returns the exit code. Raises Refused."""
    requested = replace(requested, dry_run=True)
    request = request_for(None, replace(requested, confirm=True))
    check_request(request, is_local=True)
    source = repository_of(request) or request["spec"]["images"][0]["from"]["name"]
    with showing_progress(f"looking at {source}") as tell:
        try:
            body, outcome = asyncio.run(_ask(request, requested, tell))
        except BrokenSecret as error:
            raise Refused(str(error)) from None
        except BrokenCertificate as error:
            raise Refused(str(error)) from None
    answer: JsonObject = json.loads(encode(body))
    found = results(answer, None)
    reasons = [(left.tag, left.reason) for left in outcome.left_out]
    if reasons and not found:
        raise none_chosen(reasons)
    found += left_out(reasons, repository_of(request))
    remedy = partial(remedy_of_local, requested, is_untrusted=outcome.is_untrusted)
    tried = {
        trail.source: [told(attempt) for attempt in trail.attempts]
        for trail in trails_of(body, outcome)
    }
    return print_outcome(requested, output, [answer], found, remedy, is_local=True, tried=tried)


async def _ask(
    request: JsonObject, requested: RequestedImage, tell: Callable[[str], None]
) -> tuple[ImageStreamImport, Outcome]:
    """Import as a server would. Returns its answer, and what it is made of."""
    keyring = login_keyring()
    deadline = time.monotonic() + requested.timeout_s if requested.timeout_s else None
    # Who says which tags are wanted wants all of them.
    settings = ImportSettings(max_images_per_repository=-1) if requested.rules else None
    async with Pool(_config(), observe=_Counter(tell), on_wait=partial(_tell_wait, tell)) as pool:
        body = decode(json.dumps(defaults.apply(request)).encode(), type=ImageStreamImport)
        importer = Importer(pool, settings)
        outcome = await importer.run(body, None, keyring, now=utc_now(), deadline=deadline)
    status: ImageStreamImportStatus = answer_of(body, outcome)
    body.status = status
    return body, outcome


def _config() -> RegistryConfig:
    """As for a server, but for the certificates of the user."""
    home = Path.home()
    own = [Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config"), home / ".config"]
    folders = [folder / "containers" / "certs.d" for folder in own]
    config = RegistryConfig()
    return replace(config, certificate_directories=(*folders, *config.certificate_directories))


def _tell_wait(tell: Callable[[str], None], wait: Wait) -> None:
    why = f"answered {wait.status}" if wait.status else "did not answer"
    tell(f"waiting {wait.seconds:.0f} s, because {wait.host} {why}")


class _Counter:
    """Tells how many answers have come in."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell, self._number = tell, 0

    def __call__(self, exchange: object) -> None:
        self._number += 1
        self._tell(f"{self._number} answers")
