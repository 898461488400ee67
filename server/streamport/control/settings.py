"""The settings of the controller."""

from __future__ import annotations

from dataclasses import dataclass

AT_ONCE = 50  # imports at a time, as in the reference
SETTLING_MS = 50  # that a change is waited on: several in a row become one import
LEASE_MS = 60_000  # after which another server takes what one has claimed
DEFAULT_INTERVAL_S = 900.0
DEFAULT_PER_MINUTE = 60


@dataclass(frozen=True, slots=True)
class ControlSettings:
    """interval_s: between the imports of a scheduled tag that asks for no other span.

    per_minute: scheduled imports of streams in any minute; 0 or less: no limit.
    """

    interval_s: float = DEFAULT_INTERVAL_S
    per_minute: int = DEFAULT_PER_MINUTE
    at_once: int = AT_ONCE
