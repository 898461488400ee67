"""Which tags of a stream are to be imported, and by which request. Pure.

Source: the reference's import controllers (openshift-controller-manager 4.13,
pkg/image/controller); import semantics, section 16.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass

from imagestreamimport.models import (
    ImageImportSpec,
    ImageStream,
    ImageStreamImport,
    ImageStreamImportSpec,
    LocalObjectReference,
    NamedTagEventList,
    ObjectMeta,
    ObjectReference,
    RepositoryImportSpec,
    TagImportPolicy,
    TagReference,
    TagReferencePolicy,
)
from imagestreamimport.references import InvalidReference, Reference, parse
from streamport.importing.apply import CHECK_ANNOTATION
from streamport.importing.fields import metadata_of
from streamport.importing.plan import repository_key
from streamport.importing.streams import INSECURE_ANNOTATION

NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to import: tags in the order of the spec, and the repository; "" for none."""

    tags: tuple[TagReference, ...]
    repository: str = ""


def wanted(
    stream: ImageStream, ahead: Container[str] = NOTHING, *, repository: bool = False
) -> Wanted | None:
    """Decide what to import of a stream; None for nothing.

    ahead: tags whose time has come: they count as newer than what is known of them.
    repository: whether the repository is to be read again.
    """
    spec = stream.spec
    if spec is None:
        return None
    annotations = metadata_of(stream).annotations
    is_checked = bool(annotations.get(CHECK_ANNOTATION))
    is_full = not is_checked and bool(spec.docker_image_repository)
    observed = _observed(stream)
    tags = tuple(
        tag
        for tag in spec.tags
        if is_importable(tag) and (is_full or (tag.name or "") in ahead or _is_ahead(tag, observed))
    )
    read = (spec.docker_image_repository or "") if is_full or repository else ""
    return Wanted(tags, read) if tags or read else None


def is_importable(tag: TagReference) -> bool:
    """Whether a tag names an image in a registry, and not only by name."""
    source = tag.from_
    return source is not None and source.kind == "DockerImage" and not tag.reference


def _observed(stream: ImageStream) -> Mapping[str, int]:
    histories = stream.status.tags if stream.status else []
    return {history.tag or "": observed_generation(history) for history in histories}


def observed_generation(history: NamedTagEventList) -> int:
    """Return the generation of a tag that its history knows of, 0 for none."""
    newest = (history.items[0].generation or 0) if history.items else 0
    told = next(
        (entry.generation or 0 for entry in history.conditions if entry.type == "ImportSuccess"), 0
    )
    return max(newest, told)


def _is_ahead(tag: TagReference, observed: Mapping[str, int]) -> bool:
    return tag.generation is None or tag.generation > observed.get(tag.name or "", 0)


def scheduled_tags(stream: ImageStream) -> list[TagReference]:
    """List the tags that are imported again and again; a digest only until it is there."""
    tags = stream.spec.tags if stream.spec else []
    histories = (
        {history.tag or "": history for history in stream.status.tags} if stream.status else {}
    )
    return [tag for tag in tags if _is_scheduled(tag, histories.get(tag.name or ""))]


def _is_scheduled(tag: TagReference, history: NamedTagEventList | None) -> bool:
    policy = tag.import_policy
    if not is_importable(tag) or not policy or not policy.scheduled:
        return False
    reference = reference_of(tag)
    if reference is None:
        return False
    if not reference.digest or not history or not history.items:
        return True
    return (history.items[0].generation or 0) != (tag.generation or 0)


def reference_of(tag: TagReference) -> Reference | None:
    """Parse what a tag names; None where it cannot be."""
    try:
        return parse((tag.from_ or ObjectReference()).name or "")
    except InvalidReference:
        return None


def registry_of(reference: Reference | None) -> str:
    """Return the host that is asked for a reference; "" for none."""
    return repository_key(reference)[0] if reference else ""


def first_registry(wishes: Wanted) -> str:
    """Return the host that is asked first."""
    if wishes.tags:
        return registry_of(reference_of(wishes.tags[0]))
    return registry_of(repository_of(wishes.repository))


def repository_of(text: str) -> Reference | None:
    """Parse the name of a repository; None where it cannot be."""
    try:
        return parse(text) if text else None
    except InvalidReference:
        return None


def request_for(stream: ImageStream, wishes: Wanted, version: str) -> ImageStreamImport:
    """Make the request that imports into this version of the stream."""
    metadata = metadata_of(stream)
    spec = ImageStreamImportSpec(import_=True, images=[_image(tag) for tag in wishes.tags])
    if wishes.repository:
        insecure = metadata.annotations.get(INSECURE_ANNOTATION) == "true"
        spec.repository = RepositoryImportSpec(
            from_=ObjectReference(kind="DockerImage", name=wishes.repository),
            import_policy=TagImportPolicy(insecure=insecure or None, import_mode="Legacy"),
            reference_policy=TagReferencePolicy(type="Source"),
        )
    return ImageStreamImport(
        metadata=ObjectMeta(
            name=metadata.name,
            namespace=metadata.namespace,
            uid=metadata.uid,
            resource_version=version,
        ),
        spec=spec,
    )


def _image(tag: TagReference) -> ImageImportSpec:
    source = (tag.from_ or ObjectReference()).name
    return ImageImportSpec(
        from_=ObjectReference(kind="DockerImage", name=source),
        to=LocalObjectReference(name=tag.name or ""),
        import_policy=tag.import_policy or TagImportPolicy(import_mode="Legacy"),
        reference_policy=tag.reference_policy or TagReferencePolicy(type="Source"),
    )
