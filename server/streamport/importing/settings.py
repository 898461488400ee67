"""The administrator's settings for imports."""

from __future__ import annotations

from dataclasses import dataclass, field

from .manifests import Platform


@dataclass(frozen=True, slots=True)
class ImportSettings:
    """The defaults are those of the reference implementation.

    max_images_per_repository: -1 for all; other numbers below 1 list and import none.
    platform: what a manifest list stands for unless a tag prefers another.
    margin_s: how long before the deadline unfinished items fail, so that the answer is in time;
    a quarter of the time at most.
    """

    max_images_per_repository: int = 50
    platform: Platform = field(default_factory=Platform)
    margin_s: float = 2.0
