"""Preparing an image stream for the store: on create, update and status update.

Pure rules. Each gives the stream as it is to be stored and the causes against storing it that the
validators cannot know, since they depend on other objects. Source: import semantics, section 14.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from imagestreamimport.causes import (
    FORBIDDEN,
    INTERNAL,
    INVALID,
    MOST_CAUSES,
    REQUIRED,
    causes_of,
    message,
    quoted,
    under,
)
from imagestreamimport.models import ImageStream, TagReference
from imagestreamimport.references import InvalidReference, Reference, parse
from imagestreamimport.validators import Cause, checked
from streamport.choosing import ANNOTATIONS, findings_of
from streamport.registry.errors import joined

from .draft import Draft
from .fields import name_of
from .history import newest_event
from .resolving import StreamContext, TagProblem, resolve_tags, tag_changed
from .spans import wrong_spans

if TYPE_CHECKING:
    from imagestreamimport.causes import At, Finding

INSECURE_ANNOTATION = "openshift.io/image.insecureRepository"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A stream as it is to be stored, unless there are causes against it."""

    stream: ImageStream
    problems: tuple[TagProblem, ...] = ()
    """Problems of spec tags: all of them become one cause."""
    others: tuple[Cause, ...] = ()
    """Registries that are not allowed, and references in the history that are none."""

    @property
    def causes(self) -> list[Cause]:
        """The causes beyond those that the validators find in the document as it was sent."""
        unknown = [problem for problem in self.problems if not problem.is_form]
        return [*_folded(self.stream, unknown), *self.others]

    def all_causes(self) -> list[Cause]:
        """Return all that is wrong with the stream, including what the validators find."""
        document = msgspec.to_builtins(self.stream)
        _, causes = checked(document, "ImageStream", MOST_CAUSES)
        found = [cause for cause in causes if cause.field != "[]"]
        known = _keys(found)
        new = [cause for cause in self.others if (cause.field, cause.message) not in known]
        return [*_folded(self.stream, self.problems), *found, *new]


def prepare_create(
    stream: ImageStream, context: StreamContext, *, keep_status: bool = False
) -> Prepared:
    """Prepare a new stream: generation 1 throughout, tags resolved.

    keep_status: the import writes the history itself; what users send as status is dropped.
    Source: section 14.2.
    """
    draft = Draft(stream)
    if not keep_status:
        draft.status_tags = {}
    draft.metadata.generation = 1
    for tag in draft.spec_tags.values():
        tag.generation = 1
    return _finish(draft, None, context)


def prepare_update(
    stream: ImageStream, old: ImageStream, context: StreamContext, *, keep_status: bool = False
) -> Prepared:
    """Prepare a changed stream: count generations, resolve the tags that changed.

    The caller compares the result with `written(old)`: what is equal is not written.
    Source: section 14.4.
    """
    draft, before = Draft(stream), Draft(old)
    if keep_status:
        draft.status_tags = {
            name: tag for name, tag in draft.status_tags.items() if tag.items or tag.conditions
        }
    else:
        draft.status_tags = Draft(old).status_tags
    for name, tag in draft.spec_tags.items():
        # A user's 0 asks for a new import; every other number is the server's to give.
        if tag.generation != 0 and name in before.spec_tags:
            tag.generation = before.spec_tags[name].generation
    generation = before.generation
    if draft.spec() != before.spec() or not generation:
        generation += 1
    draft.metadata.generation = generation
    for name, tag in draft.spec_tags.items():
        if not tag.generation or _is_new(before.spec_tags.get(name), tag, draft.namespace):
            tag.generation = generation
    return _finish(draft, before, context)


def prepare_status_update(
    stream: ImageStream, old: ImageStream, context: StreamContext
) -> Prepared:
    """Prepare a stream with a new status: all but labels, annotations and lookup policy stays.

    Newest events without generation get one. Source: section 14.4, `/status`.
    """
    draft, before = Draft(stream), Draft(old)
    sent = draft.metadata
    draft.metadata = before.metadata
    draft.metadata.labels, draft.metadata.annotations = sent.labels, sent.annotations
    draft.metadata.resource_version = sent.resource_version
    draft.metadata.managed_fields = sent.managed_fields
    draft.repository = before.repository
    draft.spec_tags = Draft(old).spec_tags
    for name in draft.status_tags:
        newest, previous = newest_event(draft, name), newest_event(before, name)
        if newest is None or newest.generation:
            continue
        spec = draft.spec_tags.get(name)
        is_changed = previous is not None and (
            previous.image != newest.image
            or previous.docker_image_reference != newest.docker_image_reference
            or (previous.generation or 0) > 0
        )
        own = spec.generation or 0 if spec else 0
        newest.generation = own if is_changed and own else draft.generation
    findings = (
        *_rule_findings(draft, Draft(old)),
        *_span_findings(draft, before),
        *_history_findings(draft, before, context),
    )
    return Prepared(draft.stream(), others=tuple(causes_of(findings)))


def decorate(stream: ImageStream, context: StreamContext) -> ImageStream:
    """Return a stream as it is read: in the usual form, with its addresses in the registries.

    Source: section 14.1.
    """
    draft = Draft(stream)
    _address(draft, context)
    return draft.stream()


def _finish(draft: Draft, before: Draft | None, context: StreamContext) -> Prepared:
    problems = resolve_tags(draft, before, context)
    _address(draft, context)
    findings = (
        *_rule_findings(draft, before),
        *_span_findings(draft, before),
        *_spec_findings(draft, before, context),
        *_history_findings(draft, before, context),
    )
    return Prepared(draft.stream(), tuple(problems), tuple(causes_of(findings)))


def _address(draft: Draft, context: StreamContext) -> None:
    path = f"{draft.namespace}/{draft.name}"
    internal, external = context.integrated_registry, context.external_registry
    draft.status_repository = f"{internal}/{path}" if internal else draft.repository
    draft.public_repository = f"{external}/{path}" if external else ""


def _is_new(before: TagReference | None, tag: TagReference, namespace: str) -> bool:
    return before is None or tag_changed(before, tag, namespace)


# ------------------------------------------------------------------------------------- causes


def _folded(
    stream: ImageStream, problems: tuple[TagProblem, ...] | list[TagProblem]
) -> list[Cause]:
    """Make one cause of all problems of spec tags, as the reference does."""
    if not problems:
        return []
    name = quoted(name_of(stream))
    detail = f"imagestreams {name} is invalid: {joined(problem.text for problem in problems)}"
    return [Cause("[]", INTERNAL, message(INTERNAL, "", detail), "")]


def _keys(causes: list[Cause]) -> set[tuple[str, str]]:
    return {(cause.field, cause.message) for cause in causes}


def _rule_findings(draft: Draft, before: Draft | None) -> Iterator[Finding]:
    """Find rules for tags that say nothing; what was there before is not looked at again."""
    old = before.annotations if before else {}
    new = {name: draft.annotations.get(name, "") for name in ANNOTATIONS}
    if any(new[name] != old.get(name, "") for name in ANNOTATIONS):
        yield from findings_of(new)


def _spec_findings(draft: Draft, before: Draft | None, context: StreamContext) -> Iterator[Finding]:
    """Find registries in the spec that are not allowed. What cannot be parsed is passed over."""
    always = draft.annotations.get(INSECURE_ANNOTATION) == "true"
    known = _repositories(before)
    if draft.repository:
        at = under((), "spec", "dockerImageRepository")
        yield from _refused(draft.repository, always, known, context, at)
    for index, name in enumerate(sorted(draft.spec_tags)):
        tag = draft.spec_tags[name]
        if not tag.from_ or tag.from_.kind != "DockerImage" or not tag.from_.name:
            continue
        insecure = always or bool(tag.import_policy and tag.import_policy.insecure)
        at = under((), "spec", "tags", (index, f"[{name}]"), "from", "name")
        yield from _refused(tag.from_.name, insecure, known, context, at)


def _span_findings(draft: Draft, before: Draft | None) -> Iterator[Finding]:
    """Find annotations that say how often to import, and are none."""
    known = before.annotations if before else {}
    yield from wrong_spans(draft.annotations, known, "metadata")
    for index, name in enumerate(sorted(draft.spec_tags)):
        old = before.spec_tags[name].annotations if before and name in before.spec_tags else {}
        place = ("spec", "tags", (index, f"[{name}]"))
        yield from wrong_spans(draft.spec_tags[name].annotations, old, *place)


def _history_findings(
    draft: Draft, before: Draft | None, context: StreamContext
) -> Iterator[Finding]:
    """Find references in the history that are missing, broken, or of registries not allowed.

    What was there before is not looked at again.
    """
    always = draft.annotations.get(INSECURE_ANNOTATION) == "true"
    known = _repositories(before)
    for number, name in enumerate(sorted(draft.status_tags)):
        policy = draft.spec_tags[name].import_policy if name in draft.spec_tags else None
        insecure = always or bool(policy and policy.insecure)
        old = before.status_tags.get(name) if before else None
        kept = {event.docker_image_reference for event in old.items} if old else set()
        for index, event in enumerate(draft.status_tags[name].items):
            text = event.docker_image_reference or ""
            if text in kept:
                continue
            of_tag = under((), "status", "tags", (number, f"[{name}]"))
            at = under(of_tag, "items", index, "dockerImageReference")
            yield from _unreadable(text, at)
            yield from _refused(text, insecure, known, context, at)


def _unreadable(text: str, at: At) -> Iterator[Finding]:
    if not text:
        yield at, REQUIRED, message(REQUIRED, "")
        return
    try:
        parse(text)
    except InvalidReference as error:
        yield at, INVALID, message(INVALID, quoted(text), str(error))


def _refused(
    text: str, insecure: bool, known: set[Reference], context: StreamContext, at: At
) -> Iterator[Finding]:
    """Find a reference whose registry is not allowed, unless it was there before."""
    try:
        reference = parse(text)
    except InvalidReference:
        return
    if _repository(reference) in known:
        return
    if refusal := context.refuse_registry(reference, insecure):
        yield at, FORBIDDEN, message(FORBIDDEN, "", refusal)


def _repositories(draft: Draft | None) -> set[Reference]:
    """Return the repositories that a stream refers to already."""
    if draft is None:
        return set()
    texts = [draft.repository]
    texts += [tag.from_.name or "" for tag in draft.spec_tags.values() if tag.from_]
    for tag in draft.status_tags.values():
        texts += [event.docker_image_reference or "" for event in tag.items]
    found: set[Reference] = set()
    for text in texts:
        try:
            found.add(_repository(parse(text)))
        except InvalidReference:
            continue
    return found


def _repository(reference: Reference) -> Reference:
    return Reference(reference.registry, reference.namespace, reference.name)
