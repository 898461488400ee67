"""What the rules of image streams depend on: other streams, rights, registries, the time."""

from __future__ import annotations

import msgspec
from msgspec import json

from imagestreamimport.errors import RequestEntityTooLarge
from imagestreamimport.models import ImageStream
from streamport.importing import StreamContext
from streamport.importing.resolving import references
from streamport.importing.statuses import GROUP
from streamport.importing.streams import decorate
from streamport.store.protocol import Stored

from .attributes import AttributesRecord
from .backend import Backend
from .users import User

_ADDRESSES = ("dockerImageRepository", "publicDockerImageRepository")
LARGEST_OTHERS = 64 << 20  # characters of all streams that the tags of one follow


async def stream_context_of(
    backend: Backend,
    user: User | None,
    stream: ImageStream | None,
    old: ImageStream | None,
    now: str,
) -> StreamContext:
    """Read the streams that `stream` points at and the user may pull from, as they are now.

    Raises RequestEntityTooLarge where they are too large together.
    """

    def refuse_pull(namespace: str, name: str) -> str | None:
        pull = AttributesRecord("get", GROUP, "imagestreams", "layers", namespace, name)
        if user is None or backend.authorizer.allows(user, pull):
            return None
        return '"" ""'

    others: dict[tuple[str, str], ImageStream] = {}
    size = 0
    for namespace, name in sorted(references(stream, old)) if stream else ():
        found = await backend.store.get("imagestreams", namespace, name)
        if found is not None:
            size += len(found.text)
            if size > LARGEST_OTHERS:
                limit = f"{LARGEST_OTHERS >> 20} MiB"
                raise RequestEntityTooLarge(
                    f"the streams that its tags follow have more than {limit}"
                )
            others[namespace, name] = found.model(ImageStream)
    return StreamContext(
        now=now,
        integrated_registry=backend.settings.integrated_registry or "",
        find_stream=lambda namespace, name: others.get((namespace, name)),
        refuse_pull=refuse_pull,
        refuse_registry=backend.allowed.stream_refusal,
    )


_Fields = dict[str, msgspec.Raw]
_NO_FIELDS = msgspec.Raw(b"{}")


class _Named(msgspec.Struct):
    name: str
    namespace: str = ""


class _Spec(msgspec.Struct, rename="camel"):
    docker_image_repository: str | None = None


def shown_text(backend: Backend, stored: Stored) -> str:
    """Return a stream as it is read, as text: its tags are sent as they are stored.

    Only its address is that of now.
    """
    fields = json.decode(stored.answer, type=_Fields)
    named = json.decode(fields["metadata"], type=_Named)
    spec = json.decode(fields.get("spec", _NO_FIELDS), type=_Spec)
    status = json.decode(fields.get("status", _NO_FIELDS), type=_Fields)
    registry = backend.settings.integrated_registry
    inside = f"{registry}/{named.namespace}/{named.name}" if registry else None
    address = inside or spec.docker_image_repository or ""
    others = {key: value for key, value in status.items() if key not in _ADDRESSES}
    fields["status"] = msgspec.Raw(json.encode({_ADDRESSES[0]: address, **others}))
    return json.encode(fields).decode()


def shown_stream(backend: Backend, stored: Stored) -> ImageStream:
    """Return a stream as it is read: with its addresses in the registries of now."""
    registry = backend.settings.integrated_registry or ""
    return decorate(stored.model(ImageStream), StreamContext(now="", integrated_registry=registry))
