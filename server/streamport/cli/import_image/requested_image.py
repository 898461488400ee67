"""The flags of `streamport import-image` as values, and the refusal with a remedy."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from imagestreamimport.references import InvalidReference, Reference, parse

JsonObject = dict[str, Any]
PREFIX = "streamport/"  # of the annotations that say what flags say


class Refused(Exception):
    """It is not done; `remedy` is a command that helps, where one is known."""

    def __init__(self, text: str, remedy: str | None = None, *, is_usage: bool = False) -> None:
        super().__init__(text)
        self.remedy, self.is_usage = remedy, is_usage


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestedImage:
    """The flags, read. `target` is the argument as it was typed; None is a flag not given.

    compares: nothing is wanted but a look at the tags that the stream has.
    tag: empty with --all, and for an image by digest alone. source: of --from, else empty.
    insecure, scheduled: None leaves it to the stream. reference_policy: Source or Local. rules: for
    tags, by annotation.
    """

    target: str
    name: str
    tag: str
    source: str = ""
    confirm: bool = False
    all_tags: bool = False
    compares: bool = False
    insecure: bool | None = None
    scheduled: bool | None = None
    reference_policy: str | None = None
    import_mode: str | None = None
    rules: Mapping[str, str] = field(default_factory=dict)
    dry_run: bool = False
    diff: bool = False
    verbose: bool = False
    namespace: str | None = None
    timeout_s: float | None = None

    def command(self, *more: str) -> str:
        """Return the command with these flags and more, as a shell takes it; never credentials."""
        words = ["streamport", "import-image", self.target]
        if self.source:
            words.append(f"--from={self.source}")
        words += ["--all"] * self.all_tags + ["--confirm"] * self.confirm
        words += [f"--{name.removeprefix(PREFIX)}={text}" for name, text in self.rules.items()]
        words += [f"--namespace={self.namespace}"] if self.namespace else []
        return shlex.join([*words, *more])


def read_target(target: str, *, all_tags: bool, is_local: bool = False) -> tuple[str, str]:
    """Read the name of the stream and the tag: `latest` if none is said, empty for all.

    is_local: there is no stream, and so a digest needs no tag to go to. Raises Refused.
    """
    try:
        reference = parse(target)
    except InvalidReference as error:
        raise Refused(f'"{target}" is no stream and no image: {error}', is_usage=True) from None
    name, tag = _name_and_tag(reference, target)
    if reference.digest and all_tags:
        raise Refused(f'"{target}" names one image, and --all means every tag', is_usage=True)
    if tag and all_tags:
        raise Refused(f'"{target}" names a tag, and --all means every tag', is_usage=True)
    if reference.digest and not tag:
        if is_local:
            return name, ""
        words = ["streamport", "import-image", f"{name}:latest", f"--from={target}", "--confirm"]
        raise Refused("an import by digest needs a tag to go to", shlex.join(words), is_usage=True)
    return name, "" if all_tags else tag or "latest"


def names_digest(target: str) -> bool:
    """Whether the argument names an image by digest."""
    return bool(parse(target).digest)


def _name_and_tag(reference: Reference, target: str) -> tuple[str, str]:
    if not reference.name:  # app.web is a registry to the grammar, and a name to people
        name, _, tag = target.partition(":")
        return name, tag
    return reference.name.rpartition("/")[2], reference.tag
