"""Rules for tags: which of a repository's tags an import takes, and why it leaves the others out.

    read_rules(annotations) -> TagRules          with all that is wrong as RuleProblems
    merged(request, stream) -> annotations       the request's win
    choose(tags, rules, known) -> Choice         pure; by names alone
    newest_of(images, count) -> Choice           pure; by when images were made

A room of its own, beside `importing`: the command line chooses with it where a server does not, and
then needs none of the server's libraries. Source: import semantics, section 8.10.
"""

from __future__ import annotations

from .choice import Choice, LeftOut, TooSlow, choose, newest_of
from .rules import ANNOTATIONS, LEFT_OUT, TagRules, findings_of, merged, read_rules

__all__ = [
    "ANNOTATIONS",
    "LEFT_OUT",
    "Choice",
    "LeftOut",
    "TagRules",
    "TooSlow",
    "choose",
    "findings_of",
    "merged",
    "newest_of",
    "read_rules",
]
