"""Import an image with models for everything, and read what came of it."""

from imagestreamimport.client import Client
from imagestreamimport.models import (
    ImageImportSpec,
    ImageStreamImport,
    ImageStreamImportSpec,
    LocalObjectReference,
    ObjectMeta,
    ObjectReference,
    TagImportPolicy,
)


def request_for(stream: str, image: str, tag: str) -> ImageStreamImport:
    """The request for one image."""
    return ImageStreamImport(
        metadata=ObjectMeta(name=stream),
        spec=ImageStreamImportSpec(
            import_=True,
            images=[
                ImageImportSpec(
                    from_=ObjectReference(kind="DockerImage", name=image),
                    to=LocalObjectReference(name=tag),
                    import_policy=TagImportPolicy(scheduled=True, import_mode="PreserveOriginal"),
                )
            ],
        ),
    )


def import_image(client: Client, stream: str, image: str, tag: str) -> list[str]:
    """A line for each image."""
    made = client.imagestreamimports.create(request_for(stream, image, tag))
    lines: list[str] = []
    for item in made.status.images:
        if item.status.status == "Success" and item.image is not None:
            lines.append(f"{item.tag}: {item.image.metadata.name.removeprefix('sha256:')}")
        else:
            lines.append(f"{item.tag}: {item.status.message or item.status.reason}")
    return lines
