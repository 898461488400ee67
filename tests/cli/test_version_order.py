"""The order of tags in tables."""

from __future__ import annotations

import pytest

from streamport.cli.version_order import newest_first


@pytest.mark.parametrize(
    "order",
    [
        ["latest", "v11", "v10", "v2", "v1", "v0"],
        ["3.10", "3.2.1", "3.2", "3.2-rc2", "3.2-rc1", "3.1"],
        ["latest", "2", "1.2.0", "1.2", "alpha", "beta"],
        ["v10.0", "9.1", "1"],
        ["20260101", "1" * 30, "edge"],
        [],
    ],
)
def test_newest_first(order: list[str]) -> None:
    assert newest_first(reversed(order)) == order
    assert newest_first(order) == order
