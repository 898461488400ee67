"""The bodies that registries send, one shape for each kind of sender. Pure.

Each shape names the fields that are read; all others are passed over, addresses above all.
Sources: CNCF Distribution, "Work with notifications"; Docker Hub, "Webhooks"; Red Hat Quay,
"Repository notifications"; Harbor, "Configure Webhook Notifications"; GitHub, "Webhook events and
payloads", `package` and `registry_package`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

MOST_PUSHES = 100  # of one body


class BadBody(ValueError):
    """A body that is not what its sender's documentation says; the message says where."""


@dataclass(frozen=True, slots=True)
class Push:
    """A tag that was pushed to a repository."""

    repository: str
    tag: str


class Proof(StrEnum):
    """How a sender proves that it knows the secret."""

    SIGNATURE = "signature"  # X-Hub-Signature-256: the HMAC of the body
    HEADER = "header"  # Authorization: the secret, perhaps after `Bearer`
    PATH = "path"  # /hooks/registry/SECRET


# ----------------------------------------------------------------------------- CNCF Distribution


class _Target(Struct):
    repository: str | None = None
    tag: str | None = None  # of a manifest that was pushed by tag


class _Event(Struct):
    action: str | None = None
    target: _Target | None = None


class _Envelope(Struct):
    events: list[_Event]


def _from_distribution(body: _Envelope) -> Iterator[Push]:
    for event in body.events:
        if event.action == "push" and event.target:
            yield Push(event.target.repository or "", event.target.tag or "")


# ------------------------------------------------------------------------------------ Docker Hub


class _PushData(Struct):
    tag: str | None = None


class _HubRepository(Struct):
    repo_name: str | None = None


class _HubBody(Struct):
    push_data: _PushData
    repository: _HubRepository


def _from_hub(body: _HubBody) -> Iterator[Push]:
    yield Push(body.repository.repo_name or "", body.push_data.tag or "")


# ------------------------------------------------------------------------------------------ Quay


class _QuayBody(Struct):
    repository: str
    updated_tags: list[str] | dict[str, Any] | None = None  # an object in older versions


def _from_quay(body: _QuayBody) -> Iterator[Push]:
    for tag in body.updated_tags or ():
        yield Push(body.repository, tag)


# ---------------------------------------------------------------------------------------- Harbor


class _Resource(Struct):
    tag: str | None = None


class _HarborRepository(Struct):
    repo_full_name: str | None = None


class _HarborData(Struct):
    resources: list[_Resource] | None = None
    repository: _HarborRepository | None = None


class _HarborBody(Struct):
    """`data` is of the form CloudEvents, `event_data` of the default one."""

    type: str
    event_data: _HarborData | None = None
    data: _HarborData | None = None


_HARBOR_PUSHES = ("PUSH_ARTIFACT", "harbor.artifact.pushed")


def _from_harbor(body: _HarborBody) -> Iterator[Push]:
    data = body.event_data or body.data
    if body.type not in _HARBOR_PUSHES or data is None or data.repository is None:
        return
    for resource in data.resources or ():
        yield Push(data.repository.repo_full_name or "", resource.tag or "")


# ---------------------------------------------------------------------------------------- GitHub


class _TagName(Struct):
    name: str | None = None


class _ContainerMetadata(Struct):
    tag: _TagName | None = None


class _PackageVersion(Struct):
    container_metadata: _ContainerMetadata | None = None


class _Owner(Struct):
    login: str | None = None


class _Package(Struct):
    name: str | None = None
    package_type: str | None = None
    owner: _Owner | None = None
    package_version: _PackageVersion | None = None


class _GitHubBody(Struct):
    action: str | None = None
    package: _Package | None = None
    registry_package: _Package | None = None


def _from_github(body: _GitHubBody) -> Iterator[Push]:
    package = body.package or body.registry_package
    if package is None or body.action not in ("published", "updated"):
        return  # such as a ping
    if (package.package_type or "").lower() not in ("container", "docker"):
        return
    version = package.package_version
    metadata = version.container_metadata if version else None
    tag = (metadata.tag.name if metadata and metadata.tag else "") or ""
    owner = (package.owner.login if package.owner else "") or ""
    # The registry writes owners in lower case.
    yield Push(f"{owner}/{package.name or ''}".lower(), tag)


# ----------------------------------------------------------------------------------------- plain


class _PlainBody(Struct, forbid_unknown_fields=True):
    repository: str
    tag: str


def _from_plain(body: _PlainBody) -> Iterator[Push]:
    yield Push(body.repository, body.tag)


# --------------------------------------------------------------------------------------- the kinds

_Body = TypeVar("_Body")


@dataclass(frozen=True, slots=True)
class Sender:
    """A kind of sender: how it proves who it is, and how its bodies are read.

    is_unique: whether two deliveries never have the same body, so that a second one is a replay.
    """

    proofs: tuple[Proof, ...]
    is_unique: bool
    read: Callable[[bytes], Iterator[Push]]

    @property
    def is_in_path(self) -> bool:
        """Whether its secret stands in the path."""
        return Proof.PATH in self.proofs


def _reading(shape: type[_Body], pushes: Callable[[_Body], Iterator[Push]]) -> Any:
    decode = msgspec.json.Decoder(shape).decode

    def read(body: bytes) -> Iterator[Push]:
        try:
            return pushes(decode(body))
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise BadBody(str(error)) from None
        except RecursionError:
            raise BadBody("it is nested too deeply") from None

    return read


KINDS: dict[str, Sender] = {
    "distribution": Sender((Proof.HEADER,), True, _reading(_Envelope, _from_distribution)),
    "dockerhub": Sender((Proof.PATH,), True, _reading(_HubBody, _from_hub)),
    "github": Sender((Proof.SIGNATURE,), True, _reading(_GitHubBody, _from_github)),
    "harbor": Sender((Proof.HEADER,), True, _reading(_HarborBody, _from_harbor)),
    "plain": Sender(
        (Proof.SIGNATURE, Proof.HEADER, Proof.PATH), False, _reading(_PlainBody, _from_plain)
    ),
    "quay": Sender((Proof.PATH,), False, _reading(_QuayBody, _from_quay)),
}


def pushes_in(kind: str, body: bytes) -> list[Push]:
    """Return the tags that a body says were pushed, each once. Raises BadBody."""
    found = dict.fromkeys(push for push in KINDS[kind].read(body) if push.tag)
    if len(found) > MOST_PUSHES:
        raise BadBody(f"it names more than {MOST_PUSHES} tags")
    return list(found)
