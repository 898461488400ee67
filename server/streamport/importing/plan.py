"""The plan of a request: which tags and digests of a repository to fetch, each once.

Source: import semantics, sections 8.1 and 8.2; unlike the reference implementation, each import
mode of a tag gets its own result.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from imagestreamimport.models import (
    ImageImportSpec,
    ImageStream,
    Status,
    TagImportPolicy,
)
from imagestreamimport.references import InvalidReference, Reference, parse
from streamport.registry.hosts import contacted_host, registry_name

from .draft import Draft
from .fields import policy_of, source_of
from .manifests import Platform
from .statuses import blocked, invalid_name

PREFERRED_ARCHITECTURE = "importer.image.openshift.io/prefer-arch"
PREFERRED_OS = "importer.image.openshift.io/prefer-os"


# Tuples, since these two are keys all over the engine.
class Source(NamedTuple):
    """A repository, spelled as the entry did that named it first, and how to talk to it."""

    registry: str
    namespace: str
    name: str
    insecure: bool

    def named(self, tag: str = "", digest: str = "") -> Reference:
        """Return the repository, or something in it, as a reference."""
        return Reference(self.registry, self.namespace, self.name, tag, digest)


class Fetch(NamedTuple):
    """One image to fetch, for one or several entries."""

    source: Source
    tag: str
    """Empty for a fetch by digest."""
    digest: str
    keeps_list: bool
    """PreserveOriginal: a manifest list becomes the image, and its children come along."""
    platform: Platform

    @property
    def reference(self) -> Reference:
        """The image to fetch, spelled as the user did."""
        return self.source.named(self.tag, self.digest)


def repository_key(reference: Reference) -> tuple[str, str]:
    """Return what references of the same repository have in common, however they are spelled."""
    return contacted_host(reference), reference.repository


def parse_source(name: str) -> Reference:
    """Parse a `from.name`; `*` is a name like any other and fails later.

    Raises InvalidReference.
    """
    return Reference(name="*") if name == "*" else parse(name)


@dataclass(frozen=True, slots=True)
class RegistryRules:
    """The administrator's rules for registries, as users spell them. Source: section 12."""

    blocked: frozenset[str] = frozenset()
    insecure: frozenset[str] = frozenset()

    def is_blocked(self, reference: Reference) -> bool:
        """Whether nothing may be imported from the reference's registry."""
        return registry_name(reference) in self.blocked

    def is_insecure(self, reference: Reference) -> bool:
        """Whether the reference's registry may always be spoken to without TLS."""
        return registry_name(reference) in self.insecure


def plan_images(
    specs: Sequence[ImageImportSpec],
    stream: ImageStream | None,
    rules: RegistryRules,
    platform: Platform,
) -> list[Fetch | Status]:
    """Plan for each entry what to fetch, or say why nothing can be; equal fetches are one.

    stream: the stored stream, whose tags may prefer a platform. platform: the one otherwise.
    """
    preferences = _preferences(stream, platform)
    sources: dict[tuple[str, str], Source] = {}
    return [_plan_image(spec, rules, preferences, platform, sources) for spec in specs]


def _plan_image(
    spec: ImageImportSpec,
    rules: RegistryRules,
    preference_of: Callable[[str], Platform],
    platform: Platform,
    sources: dict[tuple[str, str], Source],
) -> Fetch | Status:
    name = source_of(spec)
    try:
        reference = parse_source(name)
    except InvalidReference as error:
        return invalid_name(name, f"invalid name: {error}")
    if rules.is_blocked(reference):
        return blocked(reference)
    policy = policy_of(spec)
    source = sources.setdefault(repository_key(reference), plan_source(reference, policy, rules))
    keeps_list = policy.import_mode == "PreserveOriginal"
    if reference.digest:
        return Fetch(source, "", reference.digest, keeps_list, platform)
    tag = reference.tag or "latest"
    target = spec.to.name if spec.to else tag
    return Fetch(source, tag, "", keeps_list, preference_of(target or ""))


def plan_source(reference: Reference, policy: TagImportPolicy, rules: RegistryRules) -> Source:
    """Return the repository of a reference, and whether it may be insecure."""
    insecure = policy.insecure or rules.is_insecure(reference)
    return Source(reference.registry, reference.namespace, reference.name, insecure)


def _preferences(stream: ImageStream | None, platform: Platform) -> Callable[[str], Platform]:
    """Return the function from a target tag to the platform that the stored tag prefers."""
    tags = Draft(stream).spec_tags if stream else {}

    def preference_of(tag: str) -> Platform:
        annotations = tags[tag].annotations if tag in tags else {}
        return Platform(
            annotations.get(PREFERRED_OS) or platform.os,
            annotations.get(PREFERRED_ARCHITECTURE) or platform.architecture,
        )

    return preference_of
