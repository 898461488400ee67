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

from .fields import metadata_of

_Model = TypeVar("_Model", bound=Struct)


class Draft:
    """One stream, taken apart: its metadata, spec tags and status tags by name."""

    def __init__(self, stream: ImageStream) -> None:
        spec = stream.spec or ImageStreamSpec()
        status = stream.status or ImageStreamStatus()
        sent = metadata_of(stream)
        self.metadata = without_empty(sent)
        if sent.deletion_timestamp:
            grace = sent.deletion_grace_period_seconds or 0
            self.metadata.deletion_grace_period_seconds = grace
        if self.metadata.annotations:
            self.metadata.annotations = dict(self.metadata.annotations)
        self.repository = spec.docker_image_repository or ""
        self.is_local = (spec.lookup_policy or ImageLookupPolicy()).local or False
        # A later tag of the same name replaces an earlier one.
        self.spec_tags = {tag.name or "": spec_tag(tag) for tag in spec.tags}
        self.status_repository = status.docker_image_repository or ""
        self.public_repository = status.public_docker_image_repository or ""
        self.status_tags = {tag.tag or "": status_tag(tag) for tag in status.tags}

    @property
    def name(self) -> str:
        """metadata.name"""
        return self.metadata.name or ""

    @property
    def namespace(self) -> str:
        """metadata.namespace"""
        return self.metadata.namespace or ""

    @property
    def generation(self) -> int:
        """metadata.generation, 0 where there is none."""
        return self.metadata.generation or 0

    @property
    def annotations(self) -> dict[str, str]:
        """metadata.annotations, to read."""
        return self.metadata.annotations

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
    policy = tag.import_policy or TagImportPolicy()
    source = without_empty(tag.from_ or ObjectReference())
    return TagReference(
        name=tag.name or "",
        annotations=dict(tag.annotations),
        from_=source if tag.from_ else None,
        generation=tag.generation,
        import_policy=import_policy(policy),
        reference=tag.reference or None,
        reference_policy=TagReferencePolicy(
            type=(tag.reference_policy or TagReferencePolicy()).type or "Source"
        ),
    )


def import_policy(policy: TagImportPolicy) -> TagImportPolicy:
    """Return an import policy with its defaults filled in."""
    return TagImportPolicy(
        import_mode=policy.import_mode or "Legacy",
        insecure=policy.insecure or None,
        scheduled=policy.scheduled or None,
    )


def status_tag(tag: NamedTagEventList) -> NamedTagEventList:
    """Return a status tag whose items are null where there are none."""
    return NamedTagEventList(
        tag=tag.tag or "",
        items=[_event(event) for event in tag.items],
        conditions=[_condition(entry) for entry in tag.conditions],
    )


def _event(event: TagEvent) -> TagEvent:
    return TagEvent(
        created=event.created,
        docker_image_reference=event.docker_image_reference or "",
        generation=event.generation or 0,
        image=event.image or "",
    )


def _condition(condition: TagEventCondition) -> TagEventCondition:
    return TagEventCondition(
        generation=condition.generation or 0,
        last_transition_time=condition.last_transition_time,
        message=condition.message or None,
        reason=condition.reason or None,
        status=condition.status or "",
        type=condition.type or "",
    )


def _in_byte_order(entry: tuple[str, Any]) -> bytes:
    return entry[0].encode("utf-8", "surrogatepass")
