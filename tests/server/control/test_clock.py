"""The time of the controller goes on evenly, however the machine's clock is set."""

from __future__ import annotations

import time

import pytest

from streamport.control.clock import SteadyClock


def test_a_clock_that_is_set_moves_nothing_that_is_due(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SteadyClock()
    before = clock.now()
    real = time.time
    for step_s in (3_600, -86_400):
        monkeypatch.setattr(time, "time", lambda step_s=step_s: real() + step_s)
        assert 0 <= clock.now() - before < 60_000
        # What is shown to people is in the time that their clock has now.
        assert abs(clock.shown(clock.now() + 5_000) - (real() + step_s + 5)) < 60
