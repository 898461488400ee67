"""The order of tags. Source: import semantics, section 8.4."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streamport.importing.tags import prioritise

# fmt: off
ORDERED = [
    "latest",
    "10.1", "9.1", "3.1-alpine", "1.0", "v1.0", "1.0-rc1", "v1.0-rc1", "1.0-1",
    "3.1.2-alpine", "1.0.1-1", "1.0.0", "v1.0.0", "1.0.0-rc1", "1.0.0-beta", "1.0.0-alpha.1",
    "1.0.0-alpha",
    "01.0", "1", "1.0-foo_bar", "1.0-rc.1", "1.0.0-01", "1.00", "2", "9.9.9.9", "A", "LATEST", "_a",
    "v", "v2", "vv1.0", "x",
]
# fmt: on
TAGS = st.lists(st.text("0123456789.v-_aZ", max_size=8) | st.sampled_from(["", *ORDERED]))


@pytest.mark.parametrize("seed", range(5))
def test_the_example_comes_out_in_order_whatever_the_order_it_came_in(seed: int) -> None:
    assert prioritise(random.Random(seed).sample(ORDERED, len(ORDERED))) == ORDERED


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        (["", "v1"], ["latest", "v1"]),
        (["v1", "latest", "v1"], ["latest", "v1"]),
        (["", "latest"], ["latest"]),
        ([], []),
        (["1.9", "1.10", "v1.10"], ["1.10", "v1.10", "1.9"]),
        (["1.0.0-2", "1.0.0-10", "1.0.0-a"], ["1.0.0-a", "1.0.0-10", "1.0.0-2"]),
        (["1.0.0-a", "1.0.0-a.b", "1.0.0"], ["1.0.0", "1.0.0-a.b", "1.0.0-a"]),
        # Numbers of more than 64 bits are no versions.
        (["1.18446744073709551616", "1.18446744073709551615", "0.1"],
         ["1.18446744073709551615", "0.1", "1.18446744073709551616"]),
        (["b", "B", "é", "a"], ["B", "a", "b", "é"]),
        (["1.0_beta", "1.0-_", "0.0"], ["0.0", "1.0-_", "1.0_beta"]),
        (["3.0.0--1", "3.0.0-beta-2", "3.0.0"], ["3.0.0", "3.0.0-beta-2", "3.0.0--1"]),
    ],
)  # fmt: skip
def test_tags_are_ordered(tags: list[str], expected: list[str]) -> None:
    assert prioritise(tags) == expected


@given(TAGS)
def test_no_tag_is_lost_and_the_order_is_stable(tags: list[str]) -> None:
    ordered = prioritise(tags)
    assert sorted(ordered) == sorted({tag or "latest" for tag in tags})
    assert prioritise(reversed(ordered)) == ordered
