"""Writing an image stream on behalf of its tags: read, changed, stored by compare-and-swap."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from imagestreamimport._server.aside import aside
from imagestreamimport.errors import Conflict, Invalid
from imagestreamimport.models import ImageStream
from imagestreamimport.server import RequestContext
from streamport.importing import StreamContext
from streamport.importing.draft import written
from streamport.importing.fields import metadata_of, name_of
from streamport.importing.statuses import GROUP
from streamport.importing.streams import Prepared, prepare_create, prepare_update
from streamport.importing.tag_changes import new_stream
from streamport.importing.times import utc_now
from streamport.store.errors import Refused, TooLarge
from streamport.store.protocol import Create, Stored, Update, Write

from .backend import Backend
from .namespaces import Namespaces
from .refusals import MODIFIED, too_large
from .stream_context import shown_stream, stream_context_of
from .stream_rules import STREAMS, without_version
from .users import User


class Lost(Exception):
    """Another request was quicker: the change has to be made again on what it stored."""


class TaggedStream:
    """One stream while its tags are read and changed. `stored` is None for one to be made."""

    def __init__(self, stream: ImageStream, stored: Stored | None) -> None:
        self.stream = stream
        self.stored = stored

    @property
    def size(self) -> int:
        """How long the text of the stream is, by which large ones are told."""
        return len(self.stored.text) if self.stored else 0

    @property
    def version(self) -> str:
        """The version of the stream; empty for one that is not stored."""
        return self.stored.resource_version if self.stored else ""


class StreamTagging:
    """Reads streams for views of them, and stores changes of their tags."""

    def __init__(self, backend: Backend, namespaces: Namespaces) -> None:
        self._backend = backend
        self._namespaces = namespaces

    async def find(self, request: RequestContext, namespace: str, name: str) -> TaggedStream | None:
        """Read a stream; None where there is none. For a huge one the request waits its turn."""
        stored = await self._backend.store.get("imagestreams", namespace, name)
        if stored is None:
            return None
        await request.turn.begin(len(stored.text))
        return TaggedStream(await aside(len(stored.text), lambda: self.shown(stored)), stored)

    async def find_or_new(self, request: RequestContext, namespace: str, name: str) -> TaggedStream:
        """Read a stream, or begin one. Raises NotFound for a namespace that is not there."""
        found = await self.find(request, namespace, name)
        if found is not None:
            return found
        await self._namespaces.admit(namespace)
        return TaggedStream(new_stream(name, namespace, str(uuid.uuid4()), utc_now()), None)

    def shown(self, stored: Stored) -> ImageStream:
        """Return a stream as it is read."""
        return shown_stream(self._backend, stored)

    async def store(
        self, user: User | None, before: TaggedStream, changed: ImageStream, dry_run: bool
    ) -> ImageStream:
        """Store a stream whose tags have changed; nothing is written where nothing has.

        Raises Invalid for what breaks the rules of streams, Lost where another request was quicker,
        RequestEntityTooLarge.
        """
        now = utc_now()
        if before.stored is None:
            context = await stream_context_of(self._backend, user, changed, None, now)
            prepared = _prepared(changed, None, context)
            namespace = metadata_of(changed).namespace or ""
            ensuring = self._namespaces.ensuring(namespace)
            writes: list[Write] = [*ensuring, Create("imagestreams", prepared.stream)]
            return await self._write_stream(writes, dry_run)
        size, stored = len(before.stored.text), before.stored
        old = await aside(size, lambda: stored.model(ImageStream))
        context = await stream_context_of(self._backend, user, changed, old, now)
        prepared = await aside(size, lambda: _prepared(changed, old, context))
        if await aside(size, lambda: _is_same(prepared.stream, old)):
            return before.stream
        update = Update("imagestreams", prepared.stream, before.version)
        return await self._write_stream([update], dry_run)

    async def write(self, writes: Sequence[Write], dry_run: bool) -> list[Stored]:
        """Write all or nothing. Raises Lost, and RequestEntityTooLarge for what is too large."""
        try:
            return await self._backend.store.write(writes, dry_run=dry_run)
        except TooLarge as refused:
            raise too_large(refused) from refused
        except Refused as refused:
            raise Lost from refused

    async def _write_stream(self, writes: Sequence[Write], dry_run: bool) -> ImageStream:
        """Write; the last of the writes is that of the stream, which is returned. Raises Lost."""
        stored = (await self.write(writes, dry_run))[-1]
        return await aside(len(stored.text), lambda: self.shown(stored))


def conflict(name: str) -> Conflict:
    """Make the answer to a change that others were quicker than, again and again."""
    return Conflict.of(STREAMS, name, MODIFIED)


def _is_same(changed: ImageStream, old: ImageStream) -> bool:
    return without_version(changed) == without_version(written(old))


def _prepared(changed: ImageStream, old: ImageStream | None, context: StreamContext) -> Prepared:
    """Prepare a stream for the store. Raises Invalid."""
    if old is None:
        prepared = prepare_create(changed, context)
    else:
        prepared = prepare_update(changed, old, context, keep_status=True)
    if causes := prepared.all_causes():
        raise Invalid.of("ImageStream", GROUP, name_of(prepared.stream), causes)
    return prepared
