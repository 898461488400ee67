"""Resolving the spec tags of a stream: events for tags that are new or changed.

Source: import semantics, sections 14.3 (a) and 14.6.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from imagestreamimport._base.formats import path_segment
from imagestreamimport.causes import quoted
from imagestreamimport.models import ImageStream, ObjectReference, TagEvent, TagReference
from imagestreamimport.references import InvalidReference, Reference, parse

from .draft import Draft
from .history import add_event, follow_tags, newest_event

_SEPARATORS = {"ImageStreamTag": ":", "ImageStreamImage": "@"}
_FORM = "must be of the form <tag>, <repo>:<tag>, <id>, or <repo>@<id>"


def _no_stream(_namespace: str, _name: str) -> ImageStream | None:
    return None


def _no_refusal(_namespace: str, _name: str) -> str | None:
    return None


def _all_allowed(_reference: Reference, _insecure: bool) -> str | None:
    return None


@dataclass(frozen=True, slots=True)
class StreamContext:
    """All that the rules of a stream need to know beyond the stream.

    now: the time of the request, RFC 3339. The rest are questions that the caller answers:
    find_stream(namespace, name): another stream, see `references`;
    refuse_pull(namespace, name): why the user may not pull from another namespace's stream, as
    `"reason" "evaluation error"`, or None;
    refuse_registry(reference, insecure): why a registry is not allowed (section 11), or None.
    """

    now: str
    integrated_registry: str = ""
    external_registry: str = ""
    find_stream: Callable[[str, str], ImageStream | None] = _no_stream
    refuse_pull: Callable[[str, str], str | None] = _no_refusal
    refuse_registry: Callable[[Reference, bool], str | None] = _all_allowed


@dataclass(frozen=True, slots=True)
class TagProblem:
    """The reason why a spec tag cannot be resolved, as `field: message`."""

    text: str
    is_form: bool
    """Whether the validators tell it too: it shows in the document alone."""


class _Unresolved(Exception):
    """A spec tag that cannot be resolved."""

    def __init__(self, detail: str, is_form: bool = False) -> None:
        super().__init__(detail)
        self.detail = detail
        self.is_form = is_form


def references(stream: ImageStream, old: ImageStream | None = None) -> set[tuple[str, str]]:
    """Name the other streams that `find_stream` will be asked for: pairs of namespace and name."""
    draft, before = Draft(stream), Draft(old) if old else None
    found: set[tuple[str, str]] = set()
    for _, _, source in _changed_tags(draft, before):
        try:
            namespace, name, _ = _split(draft, source)
        except _Unresolved:
            continue
        if (namespace, name) != (draft.namespace, draft.name):
            found.add((namespace, name))
    return found


def resolve_tags(draft: Draft, old: Draft | None, context: StreamContext) -> list[TagProblem]:
    """Write the events of new and changed tags into the history, and let followers follow.

    Returns all that is wrong. A stream that the user may not pull from is not looked at.
    """
    problems: list[TagProblem] = []
    for tag, reference, source in _changed_tags(draft, old):
        at = f"spec.tags[{tag}].from"
        try:
            if refusal := _refusal(draft, source, context):
                problems.append(TagProblem(f"{at}: Forbidden: {refusal}", is_form=False))
                continue
            event = _event_of(draft, reference, source, context)
        except _Unresolved as error:
            problems.append(TagProblem(f"{at}.name: {error.detail}", error.is_form))
            continue
        if event is not None:
            event.generation = draft.generation
            reference.generation = draft.generation
            add_event(draft, tag, event)
    follow_tags(draft, old)
    return problems


def tag_changed(old: TagReference, new: TagReference, namespace: str) -> bool:
    """Whether a spec tag points elsewhere than before. Source: section 14.4.

    A change of its `from.kind`, of the other policies or of annotations is none.
    """
    if not new.from_ or not (new.from_.kind or new.from_.name):
        return False
    before = old.from_ or ObjectReference()
    return (
        (before.namespace or namespace) != (new.from_.namespace or namespace)
        or (before.name or "") != (new.from_.name or "")
        or (old.reference or False) != (new.reference or False)
        or _mode(old) != _mode(new)
    )


def _mode(tag: TagReference) -> str:
    mode = tag.import_policy.import_mode if tag.import_policy else None
    return "Legacy" if mode is None else mode


def _changed_tags(
    draft: Draft, old: Draft | None
) -> Iterator[tuple[str, TagReference, ObjectReference]]:
    """Yield name, tag and source of the spec tags that have a source and are new or changed."""
    for tag in sorted(draft.spec_tags):
        reference = draft.spec_tags[tag]
        before = old.spec_tags.get(tag) if old else None
        if before and not tag_changed(before, reference, draft.namespace):
            continue
        if reference.from_:
            yield tag, reference, reference.from_


def _split(draft: Draft, source: ObjectReference) -> tuple[str, str, str]:
    """Split a source into the namespace and name of a stream and the tag or image in it."""
    name = source.name or ""
    separator = _SEPARATORS.get(source.kind or "")
    namespace = source.namespace or draft.namespace
    match name.split(separator) if separator else ():
        case [only]:
            return namespace, draft.name, only
        case [stream, rest]:
            return namespace, stream, rest
        case _:
            # An image in a registry has a name of this form only where it lies in no namespace.
            is_form = source.kind != "DockerImage" or not name
            raise _Unresolved(f"Invalid value: {quoted(name)}: {_FORM}", is_form)


def _refusal(draft: Draft, source: ObjectReference, context: StreamContext) -> str | None:
    """Say why the user may not use a source in another namespace; None if they may."""
    if (source.namespace or "") in ("", draft.namespace):
        return None
    namespace, stream, _ = _split(draft, source)
    refusal = context.refuse_pull(namespace, stream)
    return None if refusal is None else f"{namespace}/{stream}: {refusal}"


def _event_of(
    draft: Draft, reference: TagReference, source: ObjectReference, context: StreamContext
) -> TagEvent | None:
    """Make the event that a tag gets from its source, None where it gets none."""
    if source.kind == "DockerImage" and source.name:
        if not reference.reference:
            return None
        return TagEvent(created=context.now, docker_image_reference=source.name, image="")
    namespace, name, wanted = _split(draft, source)
    other = draft
    if (namespace, name) != (draft.namespace, draft.name):
        if problem := _no_name(name):
            detail = f"unable to retrieve image stream: {problem}"
            raise _Unresolved(f"Invalid value: {quoted(source.name or '')}: {detail}")
        found = context.find_stream(namespace, name)
        if found is None:
            raise _Unresolved(f"Not found: {quoted(source.name or '')}")
        other = Draft(found)
    event = _event_in(other, source, wanted, context.now)
    if event is not None and not reference.reference:
        event.docker_image_reference = _as_own(event, draft, (namespace, name), context)
    return event


def _no_name(name: str) -> str:
    """Say why no stream can have a name, as the reference's storage does; empty where one can."""
    if not name:
        return "Name parameter required."
    problems = path_segment(name)
    return f"Name parameter invalid: {quoted(name)}: {';'.join(problems)}" if problems else ""


def _event_in(other: Draft, source: ObjectReference, wanted: str, now: str) -> TagEvent | None:
    """Find the newest event of a tag, or an event for an image of the history."""
    if source.kind == "ImageStreamTag":
        newest = newest_event(other, wanted or "latest")
        return newest and TagEvent(
            created=newest.created,
            docker_image_reference=newest.docker_image_reference,
            image=newest.image,
        )
    found: dict[str, TagEvent] = {}
    for tag in sorted(other.status_tags):
        for event in other.status_tags[tag].items:
            if _is_image(event.image or "", wanted):
                found.setdefault(event.image or "", event)
    if len(found) != 1:
        name = quoted(source.name or "")
        raise _Unresolved(
            f"Invalid value: {name}: error generating tag event: {_not_one(wanted, sorted(found))}"
        )
    (event,) = found.values()
    return TagEvent(
        created=now, docker_image_reference=event.docker_image_reference, image=event.image
    )


def _is_image(image: str, wanted: str) -> bool:
    """Whether the wanted text is the beginning of an image name, with or without algorithm."""
    return image.startswith(wanted) or image.partition(":")[2].startswith(wanted)


def _not_one(wanted: str, images: list[str]) -> str:
    if not images:
        return f"imagestreamimage.image.openshift.io {quoted(wanted)} not found"
    return (
        f"Operation cannot be fulfilled on imagestreamimage.image.openshift.io {quoted(wanted)}: "
        f"multiple images match the prefix {quoted(wanted)}: {', '.join(images)}"
    )


def _as_own(event: TagEvent, draft: Draft, other: tuple[str, str], context: StreamContext) -> str:
    """Return the event's reference, by way of this stream if the integrated registry has it."""
    text = event.docker_image_reference or ""
    try:
        reference = parse(text)
    except InvalidReference:
        return text
    where = (reference.registry, reference.namespace, reference.name)
    if not context.integrated_registry or where != (context.integrated_registry, *other):
        return text
    reference.namespace, reference.name = draft.namespace, draft.name
    return reference.exact()
