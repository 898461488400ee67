"""Label selectors are read as Kubernetes reads them."""

from __future__ import annotations

import pytest

from streamport.store.errors import BadSelector
from streamport.store.selectors import Requirement, all_hold, parse_labels


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("a=b", [Requirement("a", "in", ("b",))]),
        (" a == b , c != d ", [Requirement("a", "in", ("b",)), Requirement("c", "notin", ("d",))]),
        ("a in (b,c)", [Requirement("a", "in", ("b", "c"))]),
        ("a notin ( b )", [Requirement("a", "notin", ("b",))]),
        ("a in (b,)", [Requirement("a", "in", ("b", ""))]),
        ("a", [Requirement("a", "exists")]),
        ("!a", [Requirement("a", "absent")]),
        ("example.com/a-b_c.d=x.y", [Requirement("example.com/a-b_c.d", "in", ("x.y",))]),
        ("in in (in)", [Requirement("in", "in", ("in",))]),
        ("a=,b", [Requirement("a", "in", ("",)), Requirement("b", "exists")]),
        ("a=b,", [Requirement("a", "in", ("b",))]),
        ("", []),
    ],
)
def test_the_forms_of_a_selector(text: str, terms: list[Requirement]) -> None:
    assert list(parse_labels(text)) == terms


@pytest.mark.parametrize(
    "text", ["=a", "a b", "a in b", "a in (b", "a=b=c", "a in (!)", "!", "(a)", ",a", "a>>1"]
)
def test_what_is_no_selector_is_refused_and_shown(text: str) -> None:
    with pytest.raises(BadSelector, match="label selector"):
        parse_labels(text)


@pytest.mark.parametrize(
    ("selector", "holds"),
    [("a=1", True), ("a!=1", False), ("b!=1", True), ("b notin (1)", True), ("a,!b", True)],
)
def test_a_missing_key_satisfies_what_is_negative(selector: str, holds: bool) -> None:
    assert all_hold(parse_labels(selector), {"a": "1"}) is holds
