"""What the rules of image streams ask of the world: other streams, rights, registries, the time."""

from __future__ import annotations

from dataclasses import dataclass

from imagestreamimport.models import ImageStream
from streamport.importing import Surroundings
from streamport.importing.resolving import references

from .backend import Backend
from .users import User


@dataclass(frozen=True, slots=True)
class Question:
    """Something that a handler asks on behalf of a user, in the words of authorization."""

    verb: str
    group: str
    resource: str
    subresource: str = ""
    namespace: str | None = None
    name: str | None = None
    path: str = ""


async def surroundings_of(
    backend: Backend,
    user: User | None,
    stream: ImageStream | None,
    old: ImageStream | None,
    now: str,
) -> Surroundings:
    """Reads the streams that `stream` points at and the user may pull from, as they are now."""

    def refuse_pull(namespace: str, name: str) -> str | None:
        group = "image.openshift.io"
        question = Question("get", group, "imagestreams", "layers", namespace, name)
        if user is None or backend.authorizer.allows(user, question):
            return None
        return '"" ""'

    others: dict[tuple[str, str], ImageStream] = {}
    for namespace, name in sorted(references(stream, old)) if stream else ():
        found = await backend.store.get("imagestreams", namespace, name)
        if found is not None:
            others[namespace, name] = found.model(ImageStream)
    return Surroundings(
        now=now,
        integrated_registry=backend.settings.integrated_registry or "",
        find_stream=lambda namespace, name: others.get((namespace, name)),
        refuse_pull=refuse_pull,
        refuse_registry=backend.allowed.stream_refusal,
    )
