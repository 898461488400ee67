"""The results of an import, tag by tag: new, moved, the same, or missing and why. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..exits import DONE, FAILED, PARTLY
from .request import repository_of
from .requested_image import JsonObject

NEW, MOVED, SAME, LEFT_OUT = "+", "~", "=", "-"
_TOLD = "streamport/left-out"  # annotation of an answer


@dataclass(frozen=True, slots=True)
class Result:
    """One tag. `image` is the Image of the answer, None where there is none; `before` the digest
    that the tag has had so far, `why` what went wrong; `status` is the Status of a failure.
    count: of tags that are told together."""

    sign: str
    tag: str
    source: str
    image: JsonObject | None = None
    manifests: tuple[JsonObject, ...] = ()
    before: str = ""
    why: str = ""
    status: JsonObject | None = None
    count: int = 1

    @property
    def digest(self) -> str:
        """Of the image that came in, or an empty text."""
        return str(((self.image or {}).get("metadata") or {}).get("name") or "")

    @property
    def is_failure(self) -> bool:
        """Whether it was wanted and is not there."""
        return self.status is not None

    @property
    def is_skipped(self) -> bool:
        """Whether it is not there, and was not wanted either."""
        return self.image is None and not self.is_failure

    @property
    def reason(self) -> str:
        """The code of Kubernetes for why it is missing; empty where it is there."""
        return str((self.status or {}).get("reason") or "")


def results(answer: JsonObject, stream: JsonObject | None) -> list[Result]:
    """Compare each tag of an answered ImageStreamImport with the stream as it was before."""
    history = dict(_newest(stream))
    spec, status = answer.get("spec") or {}, answer.get("status") or {}
    found: list[Result] = []
    repository = status.get("repository")
    if repository:
        source = repository_of(answer)
        for item in repository.get("images") or []:
            tag = str(item.get("tag"))
            found.append(_result(tag, f"{source}:{tag}", item, history))
        if not found and _is_failure(repository.get("status") or {}):
            found.append(_result("*", source, {"status": repository.get("status")}, history))
        found += [
            Result(LEFT_OUT, tag, f"{source}:{tag}", why="skipped: over the limit of one import")
            for tag in repository.get("additionalTags") or []
        ]
    for entry, item in zip(spec.get("images") or [], status.get("images") or [], strict=False):
        tag = str((entry.get("to") or {}).get("name") or "")
        found.append(_result(tag, str(entry["from"]["name"]), item, history))
    return found


def left_out(reasons: Iterable[tuple[str, str]], repository: str) -> list[Result]:
    """Return the tags of a repository that rules left out; each comes with the reason."""
    return [
        Result(LEFT_OUT, tag, f"{repository}:{tag}", why=f"skipped: {reason}")
        for tag, reason in reasons
    ]


def told_left_out(answer: JsonObject) -> list[Result] | None:
    """Read what a server tells of the tags that rules left out; None if it knows no rules."""
    text = ((answer.get("metadata") or {}).get("annotations") or {}).get(_TOLD)
    if text is None:
        return None
    told: list[JsonObject] = json.loads(text)
    found = left_out(
        ((each["tag"], each["reason"]) for each in told if "tag" in each), repository_of(answer)
    )
    rest = sum(each["more"] for each in told if "more" in each)
    if rest:
        found.append(Result(LEFT_OUT, "", "", why=f"skipped: {rest} more", count=rest))
    return found


def _result(tag: str, source: str, item: JsonObject, history: dict[str, str]) -> Result:
    before = history.get(tag, "")
    image = item.get("image")
    if not image:
        status = item.get("status") or {}
        why = str(status.get("message") or "unknown error prevented import")
        return Result(LEFT_OUT, tag, source, before=before, why=why, status=status)
    digest = str((image.get("metadata") or {}).get("name"))
    sign = NEW if not before else SAME if before == digest else MOVED
    return Result(sign, tag, source, image, tuple(item.get("manifests") or ()), before)


def _newest(stream: JsonObject | None) -> Iterator[tuple[str, str]]:
    """Yield each tag of a stream with the digest that it stands for now."""
    for tag in ((stream or {}).get("status") or {}).get("tags") or []:
        items = tag.get("items") or []
        if items and items[0].get("image"):
            yield str(tag.get("tag")), str(items[0]["image"])


def _is_failure(status: JsonObject) -> bool:
    return status.get("status") == "Failure"


def exit_code(found: list[Result]) -> int:
    """Return 0 for all, 1 for none, 3 for some. Tags that were not wanted do not count."""
    failures = sum(result.is_failure for result in found)
    if not failures:
        return DONE
    return PARTLY if any(result.image for result in found) else FAILED
