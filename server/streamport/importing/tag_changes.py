"""Changes of single tags, as changes of the stream that has them, and the rules for them. Pure.

Source: openshift-apiserver, pkg/image/apiserver/registry, imagestreamtag, imagetag and
imagestreammapping, and pkg/image/apis/image/validation.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import structs

from imagestreamimport.causes import FORBIDDEN, INVALID, REQUIRED, message, quoted, under
from imagestreamimport.models import ImageStream, ObjectMeta, TagEvent, TagReference
from imagestreamimport.references import InvalidReference, parse

from .draft import Draft, status_tag, without_empty
from .history import add_event, followers_in
from .resolving import StreamContext
from .streams import INSECURE_ANNOTATION

if TYPE_CHECKING:
    from imagestreamimport.causes import At, Finding
    from imagestreamimport.models import NamedTagEventList


def new_stream(name: str, namespace: str, uid: str, now: str) -> ImageStream:
    """Make a stream that has nothing yet, for its first tag."""
    metadata = ObjectMeta(name=name, namespace=namespace, uid=uid, creation_timestamp=now)
    return Draft(ImageStream(metadata=metadata)).stream()


def spec_tag_of(stream: ImageStream, tag: str) -> TagReference | None:
    """Find the spec tag of that name."""
    return Draft(stream).spec_tags.get(tag)


def with_spec_tag(stream: ImageStream, tag: str, reference: TagReference | None) -> ImageStream:
    """Return the stream with this spec tag; None takes it out."""
    draft = Draft(stream)
    draft.spec_tags.pop(tag, None)
    if reference is not None:
        draft.spec_tags[tag] = structs.replace(reference, name=tag)
    return draft.stream()


def without_tag(stream: ImageStream, tag: str) -> ImageStream | None:
    """Return the stream without a tag, its history too; None where it has no such tag."""
    draft = Draft(stream)
    if tag not in draft.spec_tags and tag not in draft.status_tags:
        return None
    draft.spec_tags.pop(tag, None)
    draft.status_tags.pop(tag, None)
    return draft.stream()


def with_event(stream: ImageStream, tag: str, event: TagEvent) -> ImageStream | None:
    """Return the stream whose tag, and those that follow it, have an event; None for no change."""
    draft = Draft(stream)
    event = structs.replace(event, generation=draft.generation)
    if not add_event(draft, tag, event):
        return None
    for follower in followers_in(draft).get(tag, ()):
        add_event(draft, follower, event)
    return draft.stream()


# ------------------------------------------------------------------------------------------- rules


def refused_registry(
    reference: TagReference | None,
    old: TagReference | None,
    metadata: ObjectMeta,
    field: str,
    context: StreamContext,
) -> Iterator[Finding]:
    """Find a source whose registry is not allowed; the one that the tag had before may stay."""
    source = reference.from_ if reference else None
    if not reference or not source or source.kind != "DockerImage":
        return
    try:
        parsed = parse(source.name or "")
    except InvalidReference:
        return
    if old and old.from_ and old.from_.kind == "DockerImage":
        try:
            known = parse(old.from_.name or "")
        except InvalidReference:
            known = None
        if known and (known.registry, known.namespace, known.name) == (
            parsed.registry,
            parsed.namespace,
            parsed.name,
        ):
            return
    policy = reference.import_policy
    insecure = bool(policy and policy.insecure)
    insecure |= metadata.annotations.get(INSECURE_ANNOTATION) == "true"
    if refusal := context.refuse_registry(parsed, insecure):
        yield under((), field, "from", "name"), FORBIDDEN, message(FORBIDDEN, "", refusal)


def differing_annotations(
    reference: TagReference | None, metadata: ObjectMeta
) -> Iterator[Finding]:
    """Find annotations of a new tag that are not those of its metadata."""
    annotations = reference.annotations if reference else {}
    if annotations and annotations != metadata.annotations:
        detail = (
            "tag annotations must not be provided or must be equal to the object meta annotations"
        )
        yield under((), "tag", "annotations"), INVALID, message(INVALID, '"<map>"', detail)


def missing_spec() -> Iterator[Finding]:
    """Tell that a new tag needs a spec."""
    detail = "spec is a required field during creation"
    yield under((), "spec"), REQUIRED, message(REQUIRED, "", detail)


def other_spec_name(
    reference: TagReference, tag: str | None, otherwise: str = ""
) -> Iterator[Finding]:
    """Find a spec that is called otherwise than its tag; None for a name that has no tag.

    otherwise: what a spec without a name is called.
    """
    name = reference.name or otherwise
    if name != tag:
        detail = "must match image tag name"
        yield under((), "spec", "name"), INVALID, message(INVALID, quoted(name), detail)


def changed_metadata(
    metadata: ObjectMeta, old: ObjectMeta, may_change: str, *, with_annotations: bool
) -> Iterator[Finding]:
    """Find metadata that differ, though they are the stream's; those that are left out may be.

    may_change: what else may change, for the message. Who wrote which field is not compared.
    """
    at: At = ()
    for field, wire in (("uid", "uid"), ("creation_timestamp", "creationTimestamp")):
        sent, current = getattr(metadata, field) or "", getattr(old, field) or ""
        if sent and sent != current:
            text = message(INVALID, quoted(sent), "field is immutable")
            yield under(at, "metadata", wire), INVALID, text
    compared = ["owner_references", "finalizers", "generate_name"]
    compared += ["labels", "annotations"] if with_annotations else []
    if not with_annotations and metadata.labels:
        compared.append("labels")  # older clients do not know them
    if any((getattr(metadata, name) or None) != (getattr(old, name) or None) for name in compared):
        yield _may_not(at, "metadata", may_change)


def changed_status(
    status: NamedTagEventList | None, old: NamedTagEventList | None
) -> Iterator[Finding]:
    """Find a status that differs from the one that the tag has."""
    sent = without_empty(status_tag(status)) if status else None
    current = without_empty(status_tag(old)) if old else None
    if sent != current:
        yield _may_not((), "status", "spec")


def _may_not(at: At, field: str, may_change: str) -> Finding:
    detail = f"may not update fields other than {may_change}"
    return under(at, field), INVALID, message(INVALID, '""', detail)
