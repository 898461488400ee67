"""From a reference to the registry that is asked: client defaults, hub names, mirrors.

Source: import semantics, sections 7.2 and 12.
"""

from __future__ import annotations

from collections.abc import Sequence

from imagestreamimport.references import InvalidReference, Reference, parse

DOCKER = "docker.io"  # the registry where none is named
DOCKER_INDEX = "index.docker.io"
DOCKER_HOST = "registry-1.docker.io"  # what is connected to for both
HUB = (DOCKER, DOCKER_INDEX, DOCKER_HOST)


def with_client_defaults(reference: Reference) -> Reference:
    """Complete a reference as clients do: `docker.io/library/app:latest` for `app`.

    A registry alone gives an empty reference.
    """
    if not reference.name:
        return Reference()
    registry = reference.registry or DOCKER
    namespace = reference.namespace or ("library" if registry in HUB else "")
    tag = reference.tag or "latest"
    return Reference(registry, namespace, reference.name, tag, reference.digest)


def registry_name(reference: Reference) -> str:
    """Return the registry as it was spelled; `docker.io` where none was."""
    return reference.registry or DOCKER


def contacted_host(reference: Reference) -> str:
    """Return the `host[:port]` to connect to; Docker Hub's is not the one of its name."""
    registry = registry_name(reference)
    return DOCKER_HOST if registry in HUB else registry


def repository_path(reference: Reference) -> str:
    """Return `registry/namespace/name` with defaults, by which mirrors and secrets go."""
    full = with_client_defaults(reference)
    return "/".join(part for part in (full.registry, full.namespace, full.name) if part)


def mirrors_of(
    reference: Reference, mirrors: Sequence[tuple[str, Sequence[str]]]
) -> list[Reference]:
    """List where the images of a repository may also be, in the order to try; for digests only.

    The longest source that is the repository or leads to it counts. A mirror that makes no
    reference of it is left out.
    """
    path = repository_path(reference)
    source = max(
        (source for source, _ in mirrors if path == source or path.startswith(f"{source}/")),
        key=len,
        default=None,
    )
    if source is None:
        return []
    found: list[Reference] = []
    for candidate, places in mirrors:
        if candidate != source:
            continue
        for place in places:
            try:
                found.append(parse(place + path[len(source) :]))
            except InvalidReference:
                continue
    return [mirror for mirror in found if mirror.name]
