"""Import in one call, and look at the outcome."""

from imagestreamimport.client import Client
from imagestreamimport.imports import Imported, ImportFailed


def digests(client: Client, stream: str, image: str) -> dict[str, str]:
    """The digest of each tag that was imported. Raises ImportFailed."""
    done = client.import_image(stream, image, confirm=True, scheduled=True)
    done.raise_for_failures()
    return {image.tag: image.digest for image in done.images if image.digest is not None}


def problems(client: Client, stream: str, repository: str) -> list[str]:
    """Why images of a repository were not imported."""
    try:
        done: Imported = client.import_repository(stream, repository, confirm=True)
        done.raise_for_failures()
    except ImportFailed as failed:
        return [f"{image.tag}: {image.problem or ''}" for image in failed.failures]
    return []


def preview(client: Client, stream: str, image: str) -> list[str]:
    """The tags that the stream would have."""
    done = client.import_image(stream, image, dry_run=True)
    return [tag.name for tag in done.preview.spec.tags] if done.preview else []
