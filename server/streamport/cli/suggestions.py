"""The known name that a misspelt one may stand for."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

# Two words this alike are one word with a slip in it; "kind" and "name" (0.5) are not.
_ALIKE = 0.75
# Longer names are not compared: it would take time in the square of their length.
_LONGEST = 80


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that is the same but for case or a slip, or None."""
    by_lower = {name.lower(): name for name in reversed(list(known))}
    wanted = word.lower()
    if wanted in by_lower:
        return by_lower[wanted]
    if len(word) > _LONGEST:
        return None
    alike = difflib.get_close_matches(wanted, by_lower, n=1, cutoff=_ALIKE)
    return by_lower[alike[0]] if alike else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `, did you mean "from"?`, or nothing where no known word is alike."""
    alike = nearest(word, known)
    return f', did you mean "{alike}"?' if alike else ""
