"""Choosing: the tags that rules take, and a reason for each that they leave out. Pure."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from .rules import TagRules
from .versions import Version, VersionRange, version_of

LONGEST_S = 10.0  # for all tags of a repository; usual rules take two for a hundred thousand
_SHOWN = 60  # characters of a rule that a reason repeats
_STEP = 256  # tags between two looks at the clock


class TooSlow(Exception):
    """The rules took too long for so many tags."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A tag that is not imported, and why: a few words."""

    tag: str
    reason: str


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen, in the order it was given; `left_out` in that order too."""

    chosen: list[str] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def choose(
    tags: Iterable[str],
    rules: TagRules,
    known: Container[str] = (),
    is_late: Callable[[], bool] = lambda: False,
) -> Choice:
    """Choose among tags by their names.

    known: tags that are not wanted again; the rules count them all the same, so that the newest
    three stay the newest three. is_late: whether it has taken too long. Raises TooSlow.
    """
    reasons: dict[str, str] = {}
    versions: dict[str, Version] = {}
    given = list(dict.fromkeys(tags))
    for number, tag in enumerate(given):
        if number % _STEP == _STEP - 1 and is_late():
            raise TooSlow
        if reason := _refusal(tag, rules):
            reasons[tag] = reason
        elif rules.newest is not None and (version := version_of(tag)):
            versions[tag] = version
    if rules.newest is not None:
        _keep_newest(given, versions, rules.newest, reasons)
    for tag in given:
        if tag in known and tag not in reasons:
            reasons[tag] = "the stream has it"
    chosen = [tag for tag in given if tag not in reasons]
    return Choice(chosen, [LeftOut(tag, reasons[tag]) for tag in given if tag in reasons])


def _refusal(tag: str, rules: TagRules) -> str:
    """Say why rules about a tag alone leave it out; "" if they do not."""
    if rules.include and not rules.include.matches(tag):
        return f"does not match include '{_shown(rules.include.text)}'"
    if rules.exclude and rules.exclude.matches(tag):
        return f"matches exclude '{_shown(rules.exclude.text)}'"
    if rules.semver:
        return _outside(tag, rules.semver)
    return ""


def _outside(tag: str, semver: VersionRange) -> str:
    version = version_of(tag)
    if version is None:
        return "is no version"
    if semver.takes(version):
        return ""
    if not version.is_release and semver.takes(Version(version.numbers)):
        return f"is a prerelease, and '{_shown(semver.text)}' names none of its version"
    return f"is not in '{_shown(semver.text)}'"


def _keep_newest(
    tags: Sequence[str], versions: Mapping[str, Version], count: int, reasons: dict[str, str]
) -> None:
    """Give a reason to each tag that is not among the newest; the first of equal ones wins."""
    order = sorted(versions, key=lambda tag: versions[tag], reverse=True)
    kept = set(order[:count])
    for tag in tags:
        if tag not in reasons and tag not in kept:
            no_version = tag not in versions
            reasons[tag] = "is no version" if no_version else f"is not among the newest {count}"


def newest_of(created: Mapping[str, str], count: int) -> Choice:
    """Choose the tags whose images were made last.

    created: when, in RFC 3339 and UTC, "" where the image does not say; in the order of the tags.
    """
    order = sorted(created, key=lambda tag: created[tag], reverse=True)
    kept = set(order[:count])
    left_out = [
        LeftOut(
            tag, f"was made {created[tag] or 'nobody knows when'}, not among the newest {count}"
        )
        for tag in created
        if tag not in kept
    ]
    return Choice([tag for tag in created if tag in kept], left_out)


def _shown(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
