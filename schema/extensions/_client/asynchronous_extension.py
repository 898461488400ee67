"""Imports in one call, for event loops: `await client.import_image("app", "registry/app:1")`.

`synchronous_extension` is the same for threads.
"""

from __future__ import annotations

from .._base.decoding import decoder_of
from .._base.model import JsonObject
from ..errors import NotFound
from ..imports import Imported, outcome_of
from ..models import ImageStream, ImageStreamImport
from ..resources import RESOURCES
from .asynchronous import BaseAsyncClient
from .calls import Calls
from .import_requests import (
    ImportMode,
    ReferencePolicy,
    image_request,
    policies_of,
    repository_request,
)
from .objects import writing


class AsyncExtension(BaseAsyncClient):
    """A client that imports."""

    async def import_image(
        self,
        stream: str,
        image: str,
        *,
        tag: str | None = None,
        namespace: str | None = None,
        confirm: bool = False,
        insecure: bool = False,
        scheduled: bool = False,
        import_mode: ImportMode | None = None,
        reference_policy: ReferencePolicy | None = None,
        dry_run: bool = False,
        timeout: float | None = None,
    ) -> Imported:
        """Import one image into a tag of an image stream, and tell what it came to.

        image: `registry.example/team/app:1.2`. tag: of the stream; without it that of the image,
        else `latest`. confirm: create the stream where it is not there. insecure: plain HTTP and
        certificates that nobody vouches for will do. scheduled: import it again from time to time.
        dry_run: look only; the outcome has the stream as its `preview`. timeout: in seconds, for
        the server.

        Raises NotFound for a stream that is not there without `confirm`, ValueError for an image
        that cannot be read, and other ApiErrors. An image that was not imported raises nothing
        here: see `failures` and `raise_for_failures` of the outcome.
        """
        policies = policies_of(insecure, scheduled, import_mode, reference_policy)
        body = image_request(stream, image, tag, policies)
        return await self._import(body, stream, namespace, confirm, dry_run, timeout)

    async def import_repository(
        self,
        stream: str,
        repository: str,
        *,
        namespace: str | None = None,
        confirm: bool = False,
        insecure: bool = False,
        scheduled: bool = False,
        import_mode: ImportMode | None = None,
        reference_policy: ReferencePolicy | None = None,
        dry_run: bool = False,
        timeout: float | None = None,
    ) -> Imported:
        """Import the tags of a repository, `registry.example/team/app`, each to its own name.

        A server takes only so many at once: `skipped` of the outcome names the others. The rest is
        as for `import_image`.
        """
        policies = policies_of(insecure, scheduled, import_mode, reference_policy)
        body = repository_request(stream, repository, policies)
        return await self._import(body, stream, namespace, confirm, dry_run, timeout)

    async def _import(
        self,
        body: JsonObject,
        stream: str,
        namespace: str | None,
        confirm: bool,
        dry_run: bool,
        timeout: float | None,
    ) -> Imported:
        if not (confirm or dry_run):
            await self._refuse_missing(stream, namespace)
        calls = Calls(RESOURCES["imagestreamimports"], self.namespace)
        call = calls.create(body, namespace, False, writing(dry_run, None, None, timeout))
        answer = await self.connection.read(call, decoder_of(ImageStreamImport))
        return outcome_of(answer, dry_run)

    async def _refuse_missing(self, stream: str, namespace: str | None) -> None:
        """Raise NotFound for a stream that an import would create. Source: `oc import-image`."""
        call = Calls(RESOURCES["imagestreams"], self.namespace).read(stream, namespace, False, {})
        try:
            await self.connection.read(call, decoder_of(ImageStream))
        except NotFound as error:
            told = NotFound(f"{error}: confirm=True creates it", details=error.details)
            told.method, told.url = error.method, error.url
            raise told from None
