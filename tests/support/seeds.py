"""Seeds of made-up input: a taste of it in every run, all of it in `make test-long`."""

from __future__ import annotations

import pytest


def seeds(count: int) -> pytest.MarkDecorator:
    """Give a test its `seed`: the first one always, the others in long runs."""
    others = [pytest.param(seed, marks=pytest.mark.long) for seed in range(1, count)]
    return pytest.mark.parametrize("seed", [0, *others])
