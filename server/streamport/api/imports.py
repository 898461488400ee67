"""POST imagestreamimports: preconditions, what may be imported, the import, and its storing.

Source: import semantics, sections 2 (steps 11 to 15), 9.1, 9.4, 9.5, 10 and 11.
"""

from __future__ import annotations

import time
from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from msgspec import structs

from imagestreamimport.causes import FORBIDDEN, Cause, causes_of, message, under
from imagestreamimport.errors import AlreadyExists, Conflict, Invalid, NotFound, StatusError
from imagestreamimport.models import (
    Image,
    ImageStream,
    ImageStreamImport,
    ImageStreamImportSpec,
    Status,
)
from imagestreamimport.options import CreateOptions
from imagestreamimport.references import InvalidReference, parse
from imagestreamimport.server import RequestContext
from streamport.choosing import findings_of
from streamport.importing import Applied, InvalidObject, Outcome, answer_of, apply_imports
from streamport.importing.echo import without_nothings
from streamport.importing.fetch import FindImage
from streamport.importing.fields import metadata_of, name_of, policy_of, source_of, spec_of
from streamport.importing.shares import Owner
from streamport.importing.statuses import GROUP
from streamport.importing.tag_rules import metadata_of_answer
from streamport.importing.times import utc_now
from streamport.store.errors import AlreadyStored, Missing, Refused, TooLarge
from streamport.store.protocol import Create, CreateIfAbsent, Store, Stored, Update, Write

from .attributes import AttributesRecord
from .backend import Backend
from .item_failures import failures_of, warn_of_failures
from .namespaces import Namespaces
from .pull_secrets import Keyrings
from .record import note_import
from .refusals import MODIFIED, other_stored, too_large
from .stream_context import stream_context_of
from .users import User

if TYPE_CHECKING:
    from imagestreamimport.causes import Finding

_IMPORTS = f"imagestreamimports.{GROUP}"


@dataclass(frozen=True, slots=True)
class Done:
    """An import that is over: the answer, what became of the items."""

    answer: ImageStreamImport
    outcome: Outcome
    changed: bool = False
    """Whether the stream was written, or would have been without a dry run."""


class ImageStreamImports:
    """Handler of the generated Protocol."""

    def __init__(self, backend: Backend, namespaces: Namespaces) -> None:
        self._backend = backend
        self._namespaces = namespaces
        self._keyrings = Keyrings()

    async def check(self, document: dict[str, Any], request: RequestContext) -> list[Cause]:
        """Find what the validators cannot know: rules for tags that say nothing."""
        metadata = document.get("metadata")
        annotations = metadata.get("annotations") if isinstance(metadata, dict) else None
        if not isinstance(annotations, dict):
            return []
        texts = {name: text for name, text in annotations.items() if isinstance(text, str)}
        return causes_of(findings_of(texts))

    async def create(
        self,
        request: RequestContext,
        namespace: str,
        body: ImageStreamImport,
        options: CreateOptions,
    ) -> ImageStreamImport:
        """Import, with the results in `status`. A dry run computes all and stores nothing."""
        owner = Owner(request.user.name if request.user else "", namespace)
        done = await self.run(
            request.user,
            owner,
            namespace,
            body,
            request.deadline,
            dry_run=options.dry_run,
            warned=request,
        )
        return done.answer

    async def run(
        self,
        user: User | None,
        owner: Owner,
        namespace: str,
        body: ImageStreamImport,
        deadline: float | None,
        *,
        dry_run: bool = False,
        anew: bool = False,
        passed_over: Container[str] = (),
        warned: RequestContext | None = None,
        is_repeated: bool = False,
    ) -> Done:
        """Import on behalf of a user; the calls to registries are the owner's.

        anew: whether manifests are read again that are known. passed_over: tags of the repository
        that are not wanted. warned: who is warned of what was tried in vain.
        is_repeated: whether tags are looked at that have been imported before: what they have
        already is not read again.
        """
        backend, now = self._backend, utc_now()
        body = without_nothings(body)
        self._refuse_registries(user, body)
        name = name_of(body)
        stored = await backend.store.get("imagestreams", namespace, name)
        _check_version(body, name, stored)
        stream = stored.model(ImageStream) if stored else None
        keyring = await self._keyrings.find(backend.store, namespace)
        started = time.monotonic()
        outcome = await backend.importer.run(
            body, stream, keyring, now=now, deadline=deadline, owner=owner, anew=anew,
            passed_over=passed_over,
            known=_images_of(backend.store, stream) if stream and is_repeated else None,
        )  # fmt: skip
        self._note(body, outcome, time.monotonic() - started)
        if warned is not None:
            warn_of_failures(warned, namespace, body, outcome, backend.authorizer)
        metadata = metadata_of_answer(body, stream, outcome)
        if not spec_of(body).import_:
            status = answer_of(body, outcome)
            return Done(structs.replace(body, metadata=metadata, status=status), outcome)
        context = await stream_context_of(backend, user, stream, stream, now)
        try:
            applied = apply_imports(stream, body, outcome, context)
        except InvalidObject as error:
            raise Invalid.of(error.kind, GROUP, error.name, error.causes) from error
        if not dry_run:
            await self._store(namespace, applied, stored)
        answer = structs.replace(body, metadata=metadata, status=applied.status)
        return Done(answer, outcome, applied.changed)

    def _note(self, body: ImageStreamImport, outcome: Outcome, seconds: float) -> None:
        """Tell metrics and log how the import went."""
        items = [*outcome.images]
        lost = 0
        if outcome.repository:
            items += outcome.repository.images
            lost = (outcome.repository.status or Status()).status == "Failure"
        imported = sum(1 for item in items if item.image)
        failed = len(items) - imported + lost
        self._backend.metrics.count_import(imported=imported, failed=failed, seconds=seconds)
        failures = failures_of(body, outcome) if failed else []
        name = name_of(body)
        note_import(name, imported, failed, failures)

    # ------------------------------------------------------------------------- allowed registries

    def _refuse_registries(self, user: User | None, body: ImageStreamImport) -> None:
        """Raise Invalid for registries that are not allowed, unless the user may make images."""
        if self._backend.allowed.globs is None or self._may_make_images(user):
            return
        causes = causes_of(self._refused_registries(spec_of(body)))
        if causes:
            name = name_of(body)
            raise Invalid.of("ImageStreamImport", GROUP, name, causes)

    def _may_make_images(self, user: User | None) -> bool:
        allows = self._backend.authorizer.allows
        return user is None or any(
            allows(user, AttributesRecord("create", GROUP, resource))
            for resource in ("images", "imagestreammapping")  # the second is spelled so upstream
        )

    def _refused_registries(self, spec: ImageStreamImportSpec) -> Iterator[Finding]:
        images = enumerate(spec.images)
        entries = [
            (under((), "spec", "repository"), spec.repository),
            *((under((), "spec", "images", index), entry) for index, entry in images),
        ]
        for place, entry in entries:
            if not entry:
                continue
            text = source_of(entry)
            policy = policy_of(entry)
            try:
                reference = parse(text)
            except InvalidReference:  # the image named "*"
                continue
            refused = self._backend.allowed.import_refusal(reference, policy.insecure or False)
            if refused:
                yield under(place, "from", "name"), FORBIDDEN, message(FORBIDDEN, "", refused)

    # ------------------------------------------------------------------------------------ storing

    async def _store(self, namespace: str, applied: Applied, before: Stored | None) -> None:
        """Store images and stream in one transaction, and set on them what the store adds."""
        writes: list[Write] = [CreateIfAbsent("images", image) for image in applied.images]
        if applied.created:
            writes += [*self._namespaces.ensuring(namespace)]
            writes.append(Create("imagestreams", applied.stream))
        elif applied.changed:
            expected = before.resource_version if before else None
            writes.append(Update("imagestreams", applied.stream, expected))
        if not writes:
            return
        try:
            stored = await self._backend.store.write(writes)
        except Refused as refused:
            raise _lost(refused, before) from refused
        for image, result in zip(applied.images, stored, strict=False):
            if image.metadata and result.written:
                image.metadata.resource_version = result.resource_version
        if applied.stream.metadata and (applied.created or applied.changed):
            applied.stream.metadata.resource_version = stored[-1].resource_version


def _images_of(store: Store, stream: ImageStream) -> FindImage:
    """Return a function that finds the images that a stream has now, and their members."""
    histories = stream.status.tags if stream.status else []
    names = {history.items[0].image or "" for history in histories if history.items}

    async def find(digest: str) -> Image | None:
        stored = await store.get("images", None, digest) if digest in names else None
        if stored is None:
            return None
        image = stored.model(Image)
        names.update(member.digest or "" for member in image.docker_image_manifests)
        return image

    return find


def _check_version(body: ImageStreamImport, name: str, stored: Stored | None) -> None:
    """Raise NotFound, Conflict where the stream is not the one that was meant."""
    sent = metadata_of(body).resource_version or ""
    if not sent:
        return
    if stored is None:
        raise NotFound.of(_IMPORTS, name)
    if sent != stored.resource_version:
        why = f'the image stream was updated from "{sent}" to "{stored.resource_version}"'
        raise Conflict.of(f"imagestream.{GROUP}", name, why)


def _lost(refused: Refused, before: Stored | None) -> StatusError:
    """Tell that another request has changed the stream meanwhile. Source: section 9.5."""
    name = refused.key.name
    if isinstance(refused, TooLarge):
        return too_large(refused)
    if isinstance(refused, AlreadyStored):
        return AlreadyExists.of(_IMPORTS, name)
    if isinstance(refused, Missing):
        uid = before.metadata.get("uid", "") if before else ""
        key = f"/imagestreams/{refused.key.namespace}/{name}"
        return Conflict.of(_IMPORTS, name, other_stored(key, uid, ""))
    return Conflict.of(_IMPORTS, name, MODIFIED)
