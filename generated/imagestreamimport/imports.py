"""What an import came to, as `import_image` and `import_repository` give it back.

    done = client.import_image("app", "registry.example/team/app:1.2", confirm=True)
    done.raise_for_failures()
    for image in done.images:
        print(image.tag, image.digest)

An import that fails is no error of HTTP: the server answers 201, and each image has a status.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .errors import ApiError
from .models import Image, ImageImportStatus, ImageStream, ImageStreamImport, Status

__all__ = ["ImportFailed", "Imported", "ImportedImage"]


def __dir__() -> list[str]:
    return __all__


@dataclass(frozen=True, slots=True)
class ImportedImage:
    """One image that was asked for.

    tag: of the stream, empty where the whole repository failed. image: what it is imported from.
    digest: of the image that came in, `sha256:…`; content: that image; None where none did.
    problem: why none did; reason: the same for programs, such as `NotFound`, `Unauthorized`.
    """

    tag: str
    image: str
    digest: str | None = None
    problem: str | None = None
    reason: str | None = None
    content: Image | None = None

    def __str__(self) -> str:
        words = (self.tag, self.image, self.digest or f"failed: {self.problem}")
        return "  ".join(word for word in words if word)


class ImportFailed(ApiError):
    """Some images were not imported; `failures` are those, and the message lists them."""

    def __init__(self, failures: tuple[ImportedImage, ...], total: int) -> None:
        lines = "".join(f"\n  {each}" for each in failures)
        super().__init__(f"{len(failures)} of {total} images were not imported:{lines}")
        self.failures = failures


@dataclass(frozen=True, slots=True)
class Imported:
    """The outcome of an import.

    answer: all that the server said. images: a line for each image, in the order of the request.
    skipped: tags of the repository over the server's limit for one import. stream: as it is stored
    now, None where nothing was stored. preview: as it would be, after a dry run.
    """

    answer: ImageStreamImport
    images: tuple[ImportedImage, ...]
    skipped: tuple[str, ...]
    stream: ImageStream | None = None
    preview: ImageStream | None = None

    @property
    def failures(self) -> tuple[ImportedImage, ...]:
        """The images that were not imported."""
        return tuple(each for each in self.images if each.problem is not None)

    def raise_for_failures(self) -> None:
        """Raise ImportFailed, which lists them all, where any image was not imported."""
        if self.failures:
            raise ImportFailed(self.failures, len(self.images))


def outcome_of(answer: ImageStreamImport, dry_run: bool) -> Imported:
    """Read the outcome from the answer to an import."""
    repository = answer.status.repository
    stream = answer.status.import_
    return Imported(
        answer,
        images=(*_of_images(answer), *_of_repository(answer)),
        skipped=tuple(repository.additional_tags) if repository else (),
        stream=None if dry_run else stream,
        preview=stream if dry_run else None,
    )


def _of_images(answer: ImageStreamImport) -> Iterator[ImportedImage]:
    for asked, item in zip(answer.spec.images, answer.status.images, strict=False):
        tag = asked.to.name if asked.to else item.tag
        yield _imported(tag or "", asked.from_.name or "", item)


def _of_repository(answer: ImageStreamImport) -> Iterator[ImportedImage]:
    asked, found = answer.spec.repository, answer.status.repository
    if asked is None or found is None:
        return
    name = asked.from_.name or ""
    if not found.images and found.status.status == "Failure":
        yield ImportedImage("", name, problem=_problem(found.status), reason=found.status.reason)
    for item in found.images:
        yield _imported(item.tag or "", f"{name}:{item.tag}", item)


def _imported(tag: str, name: str, item: ImageImportStatus) -> ImportedImage:
    if item.image is None:
        return ImportedImage(tag, name, problem=_problem(item.status), reason=item.status.reason)
    return ImportedImage(tag, name, digest=item.image.metadata.name, content=item.image)


def _problem(status: Status) -> str:
    return status.message or status.reason or "the server does not say why"
