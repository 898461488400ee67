"""Content that is remembered by digest: bounded, and shared by those only who may have it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streamport.registry import Content, ContentCache
from streamport.registry import cache as cache_module

HERE, DIGEST = "r.test/app", "sha256:1"


def test_what_needed_no_credential_is_for_everybody() -> None:
    cache = ContentCache()
    cache.keep(HERE, DIGEST, None, Content(b"public"))
    for key in (None, "somebody"):
        assert cache.find(HERE, DIGEST, key) == Content(b"public")


def test_what_needed_one_is_for_who_has_the_same() -> None:
    cache = ContentCache()
    cache.keep(HERE, DIGEST, "mine", Content(b"private", "application/json"))
    assert cache.find(HERE, DIGEST, "mine") == Content(b"private", "application/json")
    assert cache.find(HERE, DIGEST, "theirs") is None
    assert cache.find(HERE, DIGEST, None) is None


def test_another_repository_is_another_place() -> None:
    cache = ContentCache()
    cache.keep(HERE, DIGEST, None, Content(b"public"))
    assert cache.find("r.test/other", DIGEST, None) is None


def test_what_was_not_used_for_longest_goes_first() -> None:
    cache = ContentCache(max_bytes=80)
    for i in range(8):
        cache.keep(HERE, f"d{i}", None, Content(b"x" * 10))
    assert cache.find(HERE, "d0", None)
    cache.keep(HERE, "d8", None, Content(b"x" * 10))
    assert cache.find(HERE, "d0", None)
    assert cache.find(HERE, "d1", None) is None


def test_entries_are_limited_too() -> None:
    cache = ContentCache(max_entries=2)
    for i in range(4):
        cache.keep(HERE, f"d{i}", None, Content(b""))
    assert len(cache) == 2
    assert cache.find(HERE, "d3", None)


def test_one_large_thing_is_not_kept() -> None:
    cache = ContentCache(max_bytes=80)
    cache.keep(HERE, DIGEST, None, Content(b"x" * 11))
    assert len(cache) == 0


def test_what_is_old_is_fetched_again(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr(cache_module, "monotonic", lambda: now[0])
    cache = ContentCache(max_age_s=60)
    cache.keep(HERE, DIGEST, None, Content(b"a"))
    now[0] = 59
    assert cache.find(HERE, DIGEST, None)
    now[0] = 61
    assert cache.find(HERE, DIGEST, None) is None
    assert (len(cache), cache.size_bytes) == (0, 0)


@given(
    st.lists(
        st.tuples(st.sampled_from("abcdefgh"), st.sampled_from([None, "k"]), st.integers(0, 30))
    )
)
def test_the_bounds_hold_whatever_is_kept(kept: list[tuple[str, str | None, int]]) -> None:
    cache = ContentCache(max_bytes=100, max_entries=5)
    for digest, key, size in kept:
        cache.keep(HERE, digest, key, Content(b"x" * size))
        assert cache.size_bytes <= 100
        assert len(cache) <= 5
        found = cache.find(HERE, digest, key)
        assert found is None or key is None or len(found.bytes) >= 0
    total = sum(
        len(found.bytes)
        for digest in "abcdefgh"
        for key in (None, "k")
        if (found := cache._fresh((HERE, digest, key)))
    )
    assert total == cache.size_bytes
