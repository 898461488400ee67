"""What people put in front of an image reference that does not belong there."""

from __future__ import annotations

import re

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


def scheme_of(reference: str) -> str:
    """The `https://`, `docker://` or the like that a text begins with, else an empty text."""
    found = _SCHEME.match(reference)
    return found[0] if found else ""


def leave_out(reference: str) -> str:
    """`; leave out "https://"`, or nothing where there is nothing to leave out."""
    scheme = scheme_of(reference)
    return f'; leave out "{scheme}"' if scheme else ""
