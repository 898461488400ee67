"""Image references: `[host/]path[:tag][@digest]`, read and written back.

The one place that knows their grammar. Source: the distribution reference grammar, and how
OpenShift splits the name into registry, namespace and name (import semantics, section 7).
"""

from __future__ import annotations

import re
from functools import lru_cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["InvalidReference", "Reference", "is_reference", "parse"]


def __dir__() -> list[str]:
    return __all__


# Possessive throughout (`++`): each part ends where the next begins, nothing is tried twice.
_HOST_LABEL = r"[A-Za-z0-9]++(?:-++[A-Za-z0-9]++)*+"
_HOST = rf"{_HOST_LABEL}(?:\.{_HOST_LABEL})*+(?::[0-9]++)?+"
# The grammar lets the separator be no character at all, which would say nothing new.
_COMPONENT = r"[a-z0-9]++(?:(?:[._]|__|-++)[a-z0-9]++)*+"
_ALGORITHM = r"[A-Za-z][A-Za-z0-9]*+(?:[-_+.][A-Za-z][A-Za-z0-9]*+)*+"
_PATH = rf"(?:{_HOST}/)?{_COMPONENT}(?:/{_COMPONENT})*+"
_TAG = r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}+"
_match_plain = re.compile(rf"{_PATH}(?::{_TAG})?", re.ASCII).fullmatch
_match: Any = None  # the whole grammar, compiled on first use: many who import this never parse

_HEX_LENGTHS = {"sha256": 64, "sha384": 96, "sha512": 128}
_NAME_LIMIT = 255
_HUB = ("docker.io", "index.docker.io", "registry-1.docker.io")


class InvalidReference(ValueError):
    """A text that is no image reference; the message says why, in the words of the server."""


class Reference:
    """An image reference in its parts; a part that is not there is an empty string."""

    __slots__ = ("digest", "name", "namespace", "registry", "tag")
    __match_args__ = ("registry", "namespace", "name", "tag", "digest")

    def __init__(
        self,
        registry: str = "",
        namespace: str = "",
        name: str = "",
        tag: str = "",
        digest: str = "",
    ) -> None:
        self.registry = registry
        self.namespace = namespace
        self.name = name
        self.tag = tag
        self.digest = digest

    def _parts(self) -> tuple[str, str, str, str, str]:
        return (self.registry, self.namespace, self.name, self.tag, self.digest)

    def __eq__(self, other: object) -> bool:
        return self._parts() == other._parts() if isinstance(other, Reference) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._parts())

    def __repr__(self) -> str:
        parts = zip(self.__match_args__, self._parts(), strict=True)
        return f"Reference({', '.join(f'{key}={value!r}' for key, value in parts if value)})"

    def __str__(self) -> str:
        return self.exact()

    @property
    def repository(self) -> str:
        """The repository as a registry knows it: `library/app` for `app`, empty without a name."""
        if not self.name:
            return ""
        namespace = self.namespace
        if not namespace and (self.registry or "docker.io") in _HUB:
            namespace = "library"
        return f"{namespace}/{self.name}" if namespace else self.name

    def exact(self) -> str:
        """The reference as it was spelled, but for a tag beside a digest. No default is added."""
        path = "/".join(part for part in (self.registry, self.namespace, self.name) if part)
        if self.digest:
            return f"{path}@{self.digest}"
        return f"{path}:{self.tag}" if self.tag else path

    def normalised(self) -> str:
        """The reference with everything made explicit: `docker.io/library/app:latest`.

        Raises InvalidReference for a registry without a repository, and for a repository with
        upper-case letters, which has no such form.
        """
        repository = self.repository
        if not repository:
            raise InvalidReference("repository name must have at least one component")
        if repository != repository.lower():
            raise InvalidReference("repository name must be lowercase")
        registry = self.registry or "docker.io"
        path = f"{'docker.io' if registry == 'index.docker.io' else registry}/{repository}"
        return f"{path}@{self.digest}" if self.digest else f"{path}:{self.tag or 'latest'}"


def parse(text: str) -> Reference:
    """The parts of an image reference.

    A name without a slash that has a dot, or starts with `localhost`, is a registry alone.

    Raises InvalidReference. Source: import semantics, sections 7.1 and 7.2.
    """
    name, tag, digest = _grammar(text)
    if "/" not in name:
        if "." in name or name.startswith("localhost"):
            return Reference(registry=text)
        return Reference("", "", name, tag, digest)
    head, rest = name.split("/", 1)
    registry = head if "." in head or ":" in head or head == "localhost" else ""
    if not registry:
        rest = name
    namespace, slash, last = rest.partition("/")
    return Reference(registry, namespace if slash else "", last if slash else rest, tag, digest)


def is_reference(text: str) -> bool:
    """Whether `parse` accepts the text."""
    return _is_plain(text) if len(text) <= _NAME_LIMIT else _is_grammatical(text)


@lru_cache(maxsize=2048)
def _is_plain(text: str) -> bool:
    # Remembered, for imports name the same images again and again; never a long text.
    return _match_plain(text) is not None or _is_grammatical(text)


def _is_grammatical(text: str) -> bool:
    try:
        _grammar(text)
    except InvalidReference:
        return False
    return True


def _grammar(text: str) -> tuple[str, str, str]:
    """Name, tag and digest of a reference, checked in the order of the server."""
    global _match
    if _match is None:
        digest = rf"({_ALGORITHM}):([0-9a-fA-F]{{32,}})"
        _match = re.compile(rf"({_PATH})(?::({_TAG}))?(?:@{digest})?", re.ASCII).fullmatch
    found = _match(text)
    if found is None:
        if not text:
            raise InvalidReference("repository name must have at least one component")
        # Go lowers U+0130 to a plain i, Python to an i with a dot on top.
        if _match(text.replace("\u0130", "i").lower()):
            raise InvalidReference("repository name must be lowercase")
        raise InvalidReference("invalid reference format")
    name, tag, algorithm, digits = found.groups("")
    if len(name) > _NAME_LIMIT:
        raise InvalidReference(f"repository name must not be more than {_NAME_LIMIT} characters")
    if not algorithm:
        return name, tag, ""
    if algorithm not in _HEX_LENGTHS:
        raise InvalidReference("unsupported digest algorithm")
    if len(digits) != _HEX_LENGTHS[algorithm]:
        raise InvalidReference("invalid checksum digest length")
    return name, tag, f"{algorithm}:{digits}"
