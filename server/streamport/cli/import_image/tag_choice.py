"""The rules for tags of the command line, and choosing by them where no server does it."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from .requested_image import PREFIX, Refused, RequestedImage

if TYPE_CHECKING:
    from streamport.choosing import Choice

_FLAGS = ("include", "exclude", "semver", "newest", "newest-created")


def rules_of(options: argparse.Namespace) -> dict[str, str]:
    """Return the rules that the flags say, by annotation. Raises Refused for nonsense."""
    given = {flag: getattr(options, flag.replace("-", "_")) for flag in _FLAGS}
    rules = {f"{PREFIX}{flag}": text for flag, text in given.items() if text is not None}
    if not rules:
        return {}
    if not options.all:
        first = next(iter(rules)).removeprefix(PREFIX)
        raise Refused(f"--{first} chooses among the tags of --all, which is missing", is_usage=True)
    from streamport.choosing import read_rules

    problems = [
        f"--{each.annotation.removeprefix(PREFIX)} '{each.value}': "
        + each.why.replace(PREFIX, "--")
        for each in read_rules(rules)[1]
    ]
    if problems:
        raise Refused("\n".join(problems), is_usage=True)
    return rules


def choose_among(requested: RequestedImage, tags: Iterable[str]) -> Choice:
    """Choose by the names of tags. Raises Refused where that is not enough, or chooses none."""
    from streamport.choosing import TooSlow, choose, read_rules

    rules, _ = read_rules(requested.rules)
    if rules.newest_created is not None:
        raise Refused(
            "--newest-created needs a server that looks at the images of a repository; "
            "this one does not, or the stream has no repository"
        )
    try:
        choice = choose(tags, rules)
    except TooSlow:
        raise Refused("the rules take too long for so many tags; write simpler ones") from None
    if not choice.chosen:
        raise none_chosen([(left.tag, left.reason) for left in choice.left_out])
    return choice


def none_chosen(reasons: Sequence[tuple[str, str]]) -> Refused:
    """Make the refusal where no tag is left; it names the first tags and why."""
    shown = "; ".join(f"{tag} {why.removeprefix('skipped: ')}" for tag, why in reasons[:5])
    more = "; …" if len(reasons) > 5 else ""
    return Refused(f"the rules leave out all {len(reasons)} tags: {shown}{more}")
