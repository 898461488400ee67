"""Applying an import to an image stream. Pure: stream + results + time -> stream and images.

Source: import semantics, sections 9.2 to 9.5.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

import msgspec
from msgspec import structs

from imagestreamimport.models import (
    Image,
    ImageImportSpec,
    ImageImportStatus,
    ImageStream,
    ImageStreamImport,
    ImageStreamImportSpec,
    ImageStreamImportStatus,
    NamedTagEventList,
    ObjectMeta,
    ObjectReference,
    RepositoryImportSpec,
    Status,
    TagEvent,
    TagEventCondition,
    TagImportPolicy,
    TagReference,
    TagReferencePolicy,
)
from imagestreamimport.references import parse
from imagestreamimport.validators import Cause, validate

from .answers import answer_of, without_manifest
from .draft import Draft, import_policy
from .draft import written as in_written_form
from .errors import InvalidObject
from .fields import metadata_of, policy_of, source_of, spec_of, target_of
from .history import add_event, newest_event
from .outcome import Outcome
from .resolving import StreamContext
from .streams import Prepared, prepare_create, prepare_update
from .tag_rules import kept_annotations

CHECK_ANNOTATION = "openshift.io/image.dockerRepositoryCheck"


@dataclass(frozen=True, slots=True)
class Applied:
    """The outcome of an import for the store, not stored yet.

    The images and the stream are the objects that stand in `status`: what storing adds to them, a
    resourceVersion, is set on them and so is in the answer too.
    """

    stream: ImageStream
    """The stream to store; the one that is stored already where nothing changed."""
    created: bool
    changed: bool
    """Whether the stream has to be written. A new one always has to."""
    images: list[Image]
    """The distinct images, each to be created unless it is there; children before their list."""
    status: ImageStreamImportStatus
    """The answer: what the items became, and the stream as `import`."""


def apply_imports(
    stream: ImageStream | None,
    request: ImageStreamImport,
    outcome: Outcome,
    context: StreamContext,
    new_uid: Callable[[], str] = lambda: str(uuid.uuid4()),
) -> Applied:
    """Merge the results of an import into the stream that is stored, None for none.

    request: with its defaults, name and namespace filled in. Nothing that is given is changed.

    Raises InvalidObject for an image that must not be stored, and for a stream that would break
    its own rules. Nothing is to be stored then.
    """
    spec = spec_of(request)
    merge = _Merge(Draft(stream or _new_stream(request)), context.now, new_uid)
    merge.draft.metadata.annotations = kept_annotations(request, merge.draft.annotations)
    status = answer_of(request, merge.add(spec, outcome))
    result, is_written = _written(stream, merge.draft, context, new_uid)
    status.import_ = result
    return Applied(result, stream is None, is_written, list(merge.stored.values()), status)


def _new_stream(request: ImageStreamImport) -> ImageStream:
    sent = metadata_of(request)
    return ImageStream(metadata=ObjectMeta(name=sent.name, namespace=sent.namespace))


def _written(
    stream: ImageStream | None, draft: Draft, context: StreamContext, new_uid: Callable[[], str]
) -> tuple[ImageStream, bool]:
    """Return the stream to answer with, and whether it has to be written. Source: section 9.5."""
    if stream is not None:
        before = in_written_form(stream)
        if CHECK_ANNOTATION in Draft(stream).annotations and draft.stream() == before:
            return before, False
    draft.metadata.annotations = draft.annotations | {CHECK_ANNOTATION: context.now}
    if stream is None:
        draft.metadata.uid = new_uid()
        draft.metadata.creation_timestamp = context.now
        prepared = prepare_create(draft.stream(), context, keep_status=True)
    else:
        prepared = prepare_update(draft.stream(), stream, context, keep_status=True)
    return _valid(prepared, draft.name), True


def _valid(prepared: Prepared, name: str) -> ImageStream:
    if causes := prepared.all_causes():
        raise InvalidObject("ImageStream", name, causes)
    return prepared.stream


@dataclass(slots=True)
class _Merge:
    """Results on their way into a draft, and the images that they bring."""

    draft: Draft
    now: str
    new_uid: Callable[[], str]
    stored: dict[str, Image] = field(default_factory=dict)

    @property
    def generation(self) -> int:
        """The generation that the stream has if it changes."""
        return self.draft.generation + 1

    def add(self, spec: ImageStreamImportSpec, outcome: Outcome) -> Outcome:
        """Merge all results, the repository's tags first. Returns them as they are stored."""
        repository = outcome.repository
        if repository is not None and spec.repository:
            tags = [self._add_tag(spec.repository, item) for item in repository.images]
            repository = structs.replace(repository, images=tags)
        entries = zip(spec.images, outcome.images, strict=True)
        return Outcome([self._add_image(entry, item) for entry, item in entries], repository)

    def _add_tag(self, spec: RepositoryImportSpec, item: ImageImportStatus) -> ImageImportStatus:
        """Merge one tag of the repository. Source: section 9.2."""
        tag = item.tag or ""
        if not item.image:
            self._fail(tag, item.status)
            return item
        reference = parse(source_of(spec))
        reference.tag, reference.digest = tag, ""
        self._succeed(tag, reference.exact(), spec, item.image)
        return self._as_stored(item)

    def _add_image(self, spec: ImageImportSpec, item: ImageImportStatus) -> ImageImportStatus:
        """Merge one entry of spec.images. An entry without target leaves no trace."""
        if not spec.to:
            return item
        tag = target_of(spec)
        source = source_of(spec)
        if not item.image:
            self._fail(tag, item.status)
            if tag not in self.draft.spec_tags:
                self.draft.spec_tags[tag] = _spec_tag(tag, source, spec, None)
            return item
        self._succeed(tag, source, spec, item.image)
        return self._as_stored(item)

    def _succeed(
        self, tag: str, source: str, spec: ImageImportSpec | RepositoryImportSpec, image: Image
    ) -> None:
        """Record that a tag has this image now."""
        event = TagEvent(
            created=self.now,
            docker_image_reference=image.docker_image_reference,
            generation=self.generation,
            image=metadata_of(image).name,
        )
        known = self.draft.spec_tags.get(tag)
        if known is None or self._is_changed(tag, known, event):
            self.draft.spec_tags[tag] = _spec_tag(tag, source, spec, known)
            add_event(self.draft, tag, event)
        self.draft.spec_tags[tag].import_policy = _policy(spec)
        self.draft.status_tags[tag].conditions = []

    def _is_changed(self, tag: str, known: TagReference, event: TagEvent) -> bool:
        newest = newest_event(self.draft, tag)
        return (
            newest is None
            or known.generation is None
            or newest.docker_image_reference != event.docker_image_reference
            or newest.image != event.image
            or (known.generation or 0) > (newest.generation or 0)
        )

    def _fail(self, tag: str, status: Status | object | None) -> None:
        """Record why a tag has no new image; nothing changes where it says so already.

        Source: section 9.3.
        """
        status = status if isinstance(status, Status) else Status()
        condition = TagEventCondition(
            generation=self.generation,
            last_transition_time=self.now,
            message=status.message or "unknown error prevented import",
            reason=status.reason or None,
            status="False",
            type="ImportSuccess",
        )
        history = self.draft.status_tags.setdefault(tag, NamedTagEventList(tag=tag, items=[]))
        if any(_says_the_same(known, condition) for known in history.conditions):
            return
        history.conditions = [condition]
        if tag in self.draft.spec_tags:
            self.draft.spec_tags[tag].generation = 0  # raised when the stream is written

    def _as_stored(self, item: ImageImportStatus) -> ImageImportStatus:
        """Return the result with its images as they are stored, children first."""
        children = [self._store(child) for child in item.manifests]
        image = self._store(item.image) if item.image else None
        return structs.replace(item, image=image, manifests=children)

    def _store(self, image: Image) -> Image:
        """Keep an image as it is stored; of several with one name the first.
        | Source: section 9.4.
        """
        metadata = metadata_of(image)
        name = metadata.name or ""
        if name not in self.stored:
            bare = without_manifest(image)
            bare.metadata = structs.replace(
                metadata, uid=self.new_uid(), creation_timestamp=self.now
            )
            # Other images than lists are right as they are built.
            causes = _causes_of_list(bare) if image.docker_image_manifests else []
            if causes:
                raise InvalidObject("Image", name, causes)
            self.stored[name] = bare
        return self.stored[name]


def _causes_of_list(image: Image) -> list[Cause]:
    return validate(msgspec.to_builtins(image), "Image")


def _policy(spec: ImageImportSpec | RepositoryImportSpec) -> TagImportPolicy:
    return import_policy(policy_of(spec))


def _spec_tag(
    tag: str,
    source: str,
    spec: ImageImportSpec | RepositoryImportSpec,
    known: TagReference | None,
) -> TagReference:
    """Return a spec tag for an import; one that is known keeps what an import does not decide."""
    asked = (spec.reference_policy or TagReferencePolicy()).type or "Source"
    return TagReference(
        name=tag,
        annotations=known.annotations if known else {},
        from_=ObjectReference(kind="DockerImage", name=source),
        generation=0,  # raised when the stream is written
        import_policy=_policy(spec),
        reference=known.reference if known else None,
        reference_policy=known.reference_policy if known else TagReferencePolicy(type=asked),
    )


def _says_the_same(known: TagEventCondition, new: TagEventCondition) -> bool:
    return (known.type, known.status, known.reason, known.message) == (
        new.type,
        new.status,
        new.reason,
        new.message,
    )
