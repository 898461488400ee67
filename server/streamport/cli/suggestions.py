"""The name that somebody may have meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

# Two words this alike are one word with a slip in it; "kind" and "name" (0.5) are not.
_ALIKE = 0.75
# Nobody misspells a name longer than this, and comparing takes time in the square of the length.
_LONGEST = 80


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that is the same but for case or a slip, or None."""
    by_lower = {name.lower(): name for name in reversed(list(known))}
    wanted = word.lower()
    if wanted in by_lower:
        return by_lower[wanted]
    if len(word) > _LONGEST:
        return None
    near = difflib.get_close_matches(wanted, by_lower, n=1, cutoff=_ALIKE)
    return by_lower[near[0]] if near else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`, did you mean "from"?`, or nothing where no known word is near."""
    near = nearest(word, known)
    return f', did you mean "{near}"?' if near else ""
