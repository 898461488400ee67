"""What is remembered, and what is forgotten first."""

from __future__ import annotations

from streamport.registry.recent import Recent


def test_what_was_not_used_for_longest_goes_first() -> None:
    recent: Recent[str, int] = Recent(2)
    recent.put("a", 1)
    recent.put("b", 2)
    assert recent.get("a") == 1
    recent.put("c", 3)
    assert [recent.get(key) for key in "abc"] == [1, None, 3]


def test_a_new_value_takes_the_place_of_the_old_one() -> None:
    recent: Recent[str, int] = Recent(1)
    recent.put("a", 1)
    recent.put("a", 0)
    assert recent.get("a") == 0


def test_a_value_is_forgotten_under_all_its_keys() -> None:
    recent: Recent[str, object] = Recent(3)
    value, other = object(), object()
    for key, kept in (("a", value), ("b", other), ("c", value)):
        recent.put(key, kept)
    recent.discard(value)
    assert [recent.get(key) for key in "abc"] == [None, other, None]
