"""Read streams: what their tags are, and what is wrong with them."""

from imagestreamimport.client import Client
from imagestreamimport.models import ImageStream


def newest(stream: ImageStream) -> dict[str, str]:
    """The newest image of each tag."""
    return {tag.tag: tag.items[0].image for tag in stream.status.tags if tag.items}


def followed(stream: ImageStream) -> list[str]:
    """What the tags come from."""
    return [
        f"{tag.name} <- {tag.from_.name}"
        for tag in stream.spec.tags
        if tag.from_ is not None and tag.from_.kind == "DockerImage"
    ]


def failing(client: Client) -> list[str]:
    """The tags of all streams whose last import failed, and why."""
    lines: list[str] = []
    for stream in client.imagestreams.list(all_namespaces=True):
        for tag in stream.status.tags:
            for condition in tag.conditions:
                if condition.type == "ImportSuccess" and condition.status == "False":
                    name = f"{stream.metadata.namespace}/{stream.metadata.name}:{tag.tag}"
                    lines.append(f"{name}: {condition.message}")
    return lines


def owners(stream: ImageStream) -> set[str]:
    """The names that labels and annotations give the owners of a stream."""
    metadata = stream.metadata
    found = {metadata.labels.get("owner"), metadata.annotations.get("owner")}
    return {name for name in found if name}
