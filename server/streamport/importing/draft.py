"""Image streams while rules work on them: tags by name, every field in its usual form.

The models keep what a document said, absent or null or empty; rules want one form of each. A draft
shares nothing with the stream that it was made of. Source: import semantics, section 14.1.
"""

from __future__ import annotations

from typing import Any, TypeVar

from msgspec import Struct

from imagestreamimport.models import (
    ImageLookupPolicy,
    ImageStream,
    ImageStreamSpec,
    ImageStreamStatus,
    NamedTagEventList,
    ObjectReference,
    TagEvent,
    TagEventCondition,
    TagImportPolicy,
    TagReference,
    TagReferencePolicy,
)

from .fields import given, metadata_of

_Model = TypeVar("_Model", bound=Struct)


class Draft:
    """One stream, taken apart: its metadata, spec tags and status tags by name."""

    def __init__(self, stream: ImageStream) -> None:
        spec = given(stream.spec, ImageStreamSpec())
        status = given(stream.status, ImageStreamStatus())
        sent = metadata_of(stream)
        self.metadata = without_empty(sent)
        if sent.deletion_timestamp:
            grace = given(sent.deletion_grace_period_seconds, 0)
            self.metadata.deletion_grace_period_seconds = grace
        if self.metadata.annotations:
            self.metadata.annotations = dict(self.metadata.annotations)
        self.repository = given(spec.docker_image_repository, "")
        self.is_local = given(given(spec.lookup_policy, ImageLookupPolicy()).local, False)
        # A later tag of the same name replaces an earlier one.
        self.spec_tags = {given(tag.name, ""): spec_tag(tag) for tag in given(spec.tags, [])}
        self.status_repository = given(status.docker_image_repository, "")
        self.public_repository = given(status.public_docker_image_repository, "")
        self.status_tags = {given(tag.tag, ""): status_tag(tag) for tag in given(status.tags, [])}

    @property
    def name(self) -> str:
        """metadata.name"""
        return given(self.metadata.name, "")

    @property
    def namespace(self) -> str:
        """metadata.namespace"""
        return given(self.metadata.namespace, "")

    @property
    def generation(self) -> int:
        """metadata.generation, 0 where there is none."""
        return given(self.metadata.generation, 0)

    @property
    def annotations(self) -> dict[str, str]:
        """metadata.annotations, to read."""
        return given(self.metadata.annotations, {})

    def spec(self) -> ImageStreamSpec:
        """Return the spec as it is written, tags in byte order."""
        tags = [tag for _, tag in sorted(self.spec_tags.items(), key=_in_byte_order)]
        return ImageStreamSpec(
            docker_image_repository=self.repository or None,
            lookup_policy=ImageLookupPolicy(local=self.is_local),
            tags=tags,
        )

    def status(self) -> ImageStreamStatus:
        """Return the status as it is written, tags in byte order."""
        tags = [tag for _, tag in sorted(self.status_tags.items(), key=_in_byte_order)]
        return ImageStreamStatus(
            docker_image_repository=self.status_repository,
            public_docker_image_repository=self.public_repository or None,
            tags=tags,
        )

    def stream(self) -> ImageStream:
        """Return the stream as it is written, without kind and apiVersion."""
        return ImageStream(metadata=self.metadata, spec=self.spec(), status=self.status())


def written(stream: ImageStream) -> ImageStream:
    """Put a stream into the form in which the server writes streams. Source: section 14.1."""
    return Draft(stream).stream()


def without_empty(model: _Model) -> _Model:
    """Return a copy without the fields that are null, empty or 0."""
    kept: dict[str, Any] = {
        field: value for field in model.__struct_fields__ if (value := getattr(model, field))
    }
    return type(model)(**kept)


def spec_tag(tag: TagReference) -> TagReference:
    """Return a spec tag with its defaults filled in."""
    policy = given(tag.import_policy, TagImportPolicy())
    source = without_empty(given(tag.from_, ObjectReference()))
    return TagReference(
        name=given(tag.name, ""),
        annotations=dict(given(tag.annotations, {})),
        from_=source if tag.from_ else None,
        generation=tag.generation,
        import_policy=import_policy(policy),
        reference=given(tag.reference, False) or None,
        reference_policy=TagReferencePolicy(
            type=given(given(tag.reference_policy, TagReferencePolicy()).type, "") or "Source"
        ),
    )


def import_policy(policy: TagImportPolicy) -> TagImportPolicy:
    """Return an import policy with its defaults filled in."""
    return TagImportPolicy(
        import_mode=given(policy.import_mode, "") or "Legacy",
        insecure=given(policy.insecure, False) or None,
        scheduled=given(policy.scheduled, False) or None,
    )


def status_tag(tag: NamedTagEventList) -> NamedTagEventList:
    """Return a status tag whose items are null where there are none."""
    return NamedTagEventList(
        tag=given(tag.tag, ""),
        items=[_event(event) for event in given(tag.items, [])],
        conditions=[_condition(entry) for entry in given(tag.conditions, [])],
    )


def _event(event: TagEvent) -> TagEvent:
    return TagEvent(
        created=event.created,
        docker_image_reference=given(event.docker_image_reference, ""),
        generation=given(event.generation, 0),
        image=given(event.image, ""),
    )


def _condition(condition: TagEventCondition) -> TagEventCondition:
    return TagEventCondition(
        generation=given(condition.generation, 0),
        last_transition_time=condition.last_transition_time,
        message=given(condition.message, "") or None,
        reason=given(condition.reason, "") or None,
        status=given(condition.status, ""),
        type=given(condition.type, ""),
    )


def _in_byte_order(entry: tuple[str, Any]) -> bytes:
    return entry[0].encode("utf-8", "surrogatepass")
