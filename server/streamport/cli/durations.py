"""Spans of time as Kubernetes' tools take them: 30s, 1m30s, 250ms, or plain seconds."""

from __future__ import annotations

import argparse
import math
import re

_UNITS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001}
_PART = re.compile(r"(\d+(?:\.\d+)?|\.\d+)(ms|h|m|s)", re.ASCII)
_WHOLE = re.compile(rf"(?:{_PART.pattern})+", re.ASCII)


def seconds(text: str) -> float:
    """Parse a span into seconds, zero or more. Raises ArgumentTypeError."""
    if _WHOLE.fullmatch(text):
        return sum(float(number) * _UNITS[unit] for number, unit in _PART.findall(text))
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if number < 0 or not math.isfinite(number):
        raise argparse.ArgumentTypeError(f"{text!r} is no span of time; write 30s, 1m30s or 30")
    return number
