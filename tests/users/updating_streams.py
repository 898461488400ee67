"""Change labels and tags of a stream, and nothing else of it."""

from copy import deepcopy

from imagestreamimport.client import Client
from imagestreamimport.errors import Conflict
from imagestreamimport.models import ImageStream, ObjectReference, TagReference


def relabel(client: Client, name: str, **labels: str) -> ImageStream:
    """Set labels, again where somebody else was quicker."""
    while True:
        before = client.imagestreams.get(name)
        after = deepcopy(before)
        after.metadata.labels.update(labels)
        try:
            return client.imagestreams.update(before, after)
        except Conflict:
            continue


def follow(client: Client, name: str, tag: str, image: str) -> list[str]:
    """Let a tag follow an image; the tags that the stream has then."""
    before = client.imagestreams.get(name)
    after = deepcopy(before)
    source = ObjectReference(kind="DockerImage", name=image)
    after.spec.tags = [each for each in after.spec.tags if each.name != tag]
    after.spec.tags.append(TagReference(name=tag, from_=source))
    return sorted(each.name for each in client.imagestreams.update(before, after).spec.tags)


def drop(client: Client, name: str, tag: str) -> None:
    """Take a tag away."""
    before = client.imagestreams.get(name)
    after = deepcopy(before)
    after.spec.tags = [each for each in after.spec.tags if each.name != tag]
    client.imagestreams.update(before, after)
