"""Digests of content: their form, and whether content has one."""

from __future__ import annotations

import hashlib
import re

from .errors import ContentMismatch, InvalidName

_LENGTHS = {"sha256": 64, "sha384": 96, "sha512": 128}
_HASHES = {"sha256": hashlib.sha256, "sha384": hashlib.sha384, "sha512": hashlib.sha512}
_HEX = re.compile(r"[0-9a-f]+", re.ASCII)


def names_digest(tag_or_digest: str) -> bool:
    """Whether something is asked for by digest: no tag has a colon."""
    return ":" in tag_or_digest


def check_digest(digest: str) -> None:
    """Raise InvalidName for a digest that no registry can be asked for.

    Source of the words: import semantics, section 8.7.
    """
    algorithm, _, digits = digest.partition(":")
    if algorithm not in _LENGTHS:
        raise InvalidName("unsupported digest algorithm")
    if not _HEX.fullmatch(digits):
        raise InvalidName("invalid checksum digest format")
    if len(digits) != _LENGTHS[algorithm]:
        raise InvalidName("invalid checksum digest length")


def sha256_of(data: bytes) -> str:
    """Return `sha256:…` of the bytes."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def verify(what: str, digest: str, data: bytes) -> None:
    """Raise ContentMismatch for content with another digest; `what` it is, for the message."""
    algorithm = digest.partition(":")[0]
    actual = f"{algorithm}:{_HASHES[algorithm](data).hexdigest()}"
    if actual != digest:
        raise ContentMismatch(what, digest, actual)
