"""How often a tag is imported: the annotation, and what it may say. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from imagestreamimport.causes import INVALID, message, quoted, under

if TYPE_CHECKING:
    from imagestreamimport.causes import At, Finding

EVERY_ANNOTATION = "streamport/import-every"
SHORTEST_S, LONGEST_S = 1.0, 366 * 86_400.0
_UNITS = {"d": 86_400.0, "h": 3_600.0, "m": 60.0, "s": 1.0, "ms": 0.001}
_PART = re.compile(r"(\d{1,12}(?:\.\d{1,12})?)(ms|d|h|m|s)", re.ASCII)
_WHOLE = re.compile(rf"(?:{_PART.pattern}){{1,8}}", re.ASCII)
_LONGEST_SHOWN = 80


def span_s(text: str) -> float | None:
    """Read a span, as 90s, 1h30m or 1d, in seconds; None for what is none or out of bounds."""
    if not _WHOLE.fullmatch(text):
        return None
    seconds = sum(float(number) * _UNITS[unit] for number, unit in _PART.findall(text))
    return seconds if SHORTEST_S <= seconds <= LONGEST_S else None


def wrong_spans(
    annotations: Mapping[str, str], before: Mapping[str, str], *place: str | tuple[int, str]
) -> Iterator[Finding]:
    """Find a span that is none; what was there before is not looked at again."""
    text = annotations.get(EVERY_ANNOTATION)
    if text is None or text == before.get(EVERY_ANNOTATION) or span_s(text) is not None:
        return
    at: At = under((), *place, "annotations", (EVERY_ANNOTATION, f"[{EVERY_ANNOTATION}]"))
    shown = text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
    detail = "must be a span of time from 1s to 366d, such as 90s, 15m, 1h30m or 1d"
    yield at, INVALID, message(INVALID, quoted(shown), detail)
