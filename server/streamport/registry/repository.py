"""A repository as an importer sees it: manifests, configs, sizes and tags.

Source: import semantics, sections 8.3, 8.5, 8.7 and 12.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urljoin, urlsplit, urlunsplit

from multidict import CIMultiDict

from imagestreamimport.references import Reference

from .calls import tells_something
from .digests import check_digest, names_digest, sha256_of, verify
from .errors import (
    BrokenContent,
    InvalidName,
    RegistryError,
    SourcesFailed,
    TooLarge,
    UnknownBlob,
)
from .json_text import BrokenJson, decode_object, member, text, well_formed
from .media_types import ACCEPTED
from .refusals import refusal
from .remote import Remote
from .signed import digested_part
from .transport import Answer

Result = TypeVar("Result")

_MANIFEST_HEADERS: CIMultiDict[str] = CIMultiDict(
    [*(("Accept", media_type) for media_type in ACCEPTED), ("Accept-Encoding", "gzip")]
)
_TAGS_HEADERS: CIMultiDict[str] = CIMultiDict({"Accept-Encoding": "gzip"})
_BLOB_HEADERS: CIMultiDict[str] = CIMultiDict({"Accept-Encoding": "identity"})
_TAG = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest as it was received."""

    bytes: bytes
    media_type: str  # Content-Type without its parameters; empty without one
    digest: str  # "sha256:…" of the bytes, whatever it was asked for by
    remote: Remote  # where it came from
    credential_key: str | None  # of the credential that it took; None where none was needed


class Repository:
    """A repository, with its mirrors for what is named by digest."""

    def __init__(self, reference: Reference, remotes: Sequence[Remote]) -> None:
        """`remotes` in the order to try them; the last is the repository itself."""
        self.reference = reference
        self._remotes = tuple(remotes)
        name = reference.repository
        self._has_name = bool(name) and name == name.lower()

    async def manifest(self, tag_or_digest: str, named_by: Manifest | None = None) -> Manifest:
        """Fetch the manifest of a tag or digest. By digest it is verified, and mirrors come first.

        `named_by` is the list that names it: then only the place of the list is asked. Raises
        RegistryError.
        """
        by_digest = names_digest(tag_or_digest)
        self._check_name(tag_or_digest, by_digest)
        remotes = self._remotes if by_digest else self._remotes[-1:]
        if named_by is not None:
            remotes = (named_by.remote,)
        return await _first(
            remotes, tag_or_digest, lambda remote: _manifest(remote, tag_or_digest, by_digest)
        )

    async def config(self, digest: str, named_by: Manifest | None = None) -> bytes:
        """Fetch the blob of an image configuration. `named_by` is the manifest that names it.

        Raises RegistryError.
        """
        check_digest(digest)
        remotes = self._remotes if named_by is None else (named_by.remote,)
        return await _first(remotes, digest, lambda remote: _config(remote, digest))

    async def blob_size(self, digest: str, named_by: Manifest | None = None) -> int:
        """Ask for the size of a blob in bytes, by HEAD. Raises RegistryError."""
        check_digest(digest)
        remotes = self._remotes if named_by is None else (named_by.remote,)
        return await _first(remotes, digest, lambda remote: _blob_size(remote, digest))

    async def tags(self) -> list[str]:
        """List all tags, in the order of the registry. Raises RegistryError."""
        name = self.reference.repository
        if name != name.lower():
            text = "repository name must be lowercase"
            raise InvalidName(text, f"{Reference.exact(self._untagged())}: {text}")
        if not name:
            raise InvalidName("the provided repository name is not valid")
        remote = self._remotes[-1]
        return await _cleanly(remote, _tags(remote))

    def _untagged(self) -> Reference:
        reference = self.reference
        return Reference(reference.registry, reference.namespace, reference.name)

    def _check_name(self, tag_or_digest: str, by_digest: bool) -> None:
        """Make the checks of section 8.7 that need no registry. Raises InvalidName."""
        if self._has_name:
            if by_digest:
                check_digest(tag_or_digest)
                return
            if _TAG.fullmatch(tag_or_digest):
                return
        reference = self._untagged()
        if not reference.name:
            raise InvalidName("unable to parse docker reference : invalid reference format")
        mark = "@" if by_digest else ":"
        shown = f"{reference.exact()}{mark}{tag_or_digest}"
        prefix = f"unable to parse docker reference {shown}: invalid reference format"
        name = reference.repository
        is_upper = name != name.lower()
        raise InvalidName(f"{prefix}: repository name must be lowercase" if is_upper else prefix)


async def _first(
    remotes: Sequence[Remote], digest: str, fetch: Callable[[Remote], Awaitable[Result]]
) -> Result:
    """Fetch from the first remote that has it; only what has a digest has several remotes."""
    if len(remotes) == 1:
        return await _cleanly(remotes[0], fetch(remotes[0]))
    failures: list[tuple[Reference, RegistryError]] = []
    for remote in remotes:
        try:
            return await _cleanly(remote, fetch(remote))
        except RegistryError as error:
            failures.append((remote.reference, error))
    raise SourcesFailed(digest, failures)


async def _cleanly(remote: Remote, fetching: Awaitable[Result]) -> Result:
    """Return the result. An error holds no credential, even where the registry repeated one.

    It says what was tried.
    """
    try:
        return await fetching
    except RegistryError as error:
        remote.clean(error)
        own = error.own_copy()
        own.attempts = remote.attempts(own)
        raise own from error


async def _manifest(remote: Remote, tag_or_digest: str, by_digest: bool) -> Manifest:
    path = f"{remote.repository}/manifests/{tag_or_digest}"
    limit = remote.limits.manifest_bytes
    answer = await remote.get(path, "manifest", limit, _MANIFEST_HEADERS)
    if answer.status == 304 or not answer.is_success:
        raise refusal(answer)
    content_type = answer.headers.get("Content-Type", "")
    media_type = well_formed(content_type.partition(";")[0].strip().lower())
    if by_digest:
        verify("manifest", tag_or_digest, digested_part(answer.body, media_type))
    credential = remote.credential
    key = credential.key if credential else None
    return Manifest(answer.body, media_type, sha256_of(answer.body), remote, key)


async def _config(remote: Remote, digest: str) -> bytes:
    path = f"{remote.repository}/blobs/{digest}"
    limit = remote.limits.config_bytes
    answer = await remote.get(
        path, "image configuration", limit, _BLOB_HEADERS, wants=_is_told_of_blob
    )
    _check_blob(answer)
    verify("blob", digest, answer.body)
    return answer.body


async def _blob_size(remote: Remote, digest: str) -> int:
    path = f"{remote.repository}/blobs/{digest}"
    answer = await remote.get(path, "blob", 0, _BLOB_HEADERS, "HEAD")
    _check_blob(answer)
    length = answer.headers.get("Content-Length", "")
    if not (length.isascii() and length.isdigit()):
        raise BrokenContent("the registry does not say how large the blob is")
    return int(length)


def _is_told_of_blob(status: int, headers: Mapping[str, str]) -> bool:
    return status != 404 and tells_something(status, headers)


def _check_blob(answer: Answer) -> None:
    if answer.status == 404:
        raise UnknownBlob
    if not answer.is_success:
        raise refusal(answer)


_LARGE_PAGE = 32 * 1024  # bytes


async def _tags(remote: Remote) -> list[str]:
    path, found = f"{remote.repository}/tags/list", list[str]()
    limits, size, pages, seen = remote.limits, 0, 0, set[str]()
    while True:
        answer = await remote.get(path, "page of tags", limits.tags_page_bytes, _TAGS_HEADERS)
        if not answer.is_success:
            raise refusal(answer)
        found += await _read_beside(answer)
        if len(found) > limits.tags:
            raise BrokenContent(f"the tag list has more than {limits.tags:,} tags")
        size, pages = size + len(answer.body), pages + 1
        following = _following(answer.url, answer.headers.getall("Link", ()))
        if following is None:
            return found
        if size > limits.tags_bytes:
            raise TooLarge("the tag list", limits.tags_bytes)
        seen |= {path, answer.url}
        if following in seen:
            raise BrokenContent("the pages of the tag list lead round in circles")
        if pages >= limits.tags_pages:
            raise BrokenContent(f"the tag list has more than {limits.tags_pages} pages")
        path = following


async def _read_beside(answer: Answer) -> list[str]:
    """Return the tags of a page, a large one read beside the event loop."""
    if len(answer.body) < _LARGE_PAGE:
        return _page(answer)
    return await asyncio.to_thread(_page, answer)


def _page(answer: Answer) -> list[str]:
    try:
        listed = member(decode_object(answer.body), "tags")
        return _texts(listed)
    except BrokenJson as fault:
        raise BrokenContent(str(fault)) from None


def _texts(listed: object) -> list[str]:
    if listed is None:
        return []
    if not isinstance(listed, list):
        raise BrokenJson("json: cannot read a list of tags")
    return [text(tag) for tag in listed]


_LINK = re.compile(r"<([^>]*)>([^<]*)")
_RELATION = re.compile(r""";\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))""", re.IGNORECASE)


def _following(url: str, lines: Sequence[str]) -> str | None:
    """Return the address of the next page, at the server that sent this one; None after the last.

    A registry behind a proxy often names itself by another scheme, port or name, so that path and
    query alone are taken from a Link, and no host is asked that was not asked before.
    """
    link = _next_link(lines)
    if link is None:
        return None
    try:
        here, there = urlsplit(url), urlsplit(urljoin(url, link))
    except ValueError:
        raise BrokenContent("the address of the next page of tags cannot be read") from None
    return urlunsplit((here.scheme, here.netloc, there.path or "/", there.query, ""))


def _next_link(lines: Sequence[str]) -> str | None:
    """Return the Link of the next page; one that does not say what it is counts as that."""
    if lines and "<" not in lines[0]:
        return lines[0].partition(";")[0].strip() or None
    for link, parameters in _LINK.findall(", ".join(lines)):
        relation = _RELATION.search(parameters)
        if relation is None or "next" in (relation[1] or relation[2] or "").lower().split():
            return str(link).strip()
    return None
