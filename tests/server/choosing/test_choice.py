"""Rules for tags, by names alone: what is chosen, and the reason for each that is not."""

from __future__ import annotations

import time
from collections.abc import Collection

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streamport.choosing import LeftOut, TagRules, TooSlow, choose, merged, newest_of, read_rules

TAGS = ["latest", "v2.0.0", "v1.3.0", "1.2", "1.2.0-rc1", "1.1", "1", "main", "3f2a91c"]


def chosen(tags: list[str], known: Collection[str] = (), **rules: str) -> list[str]:
    return choose(tags, rules_of(**rules), known).chosen


def rules_of(**texts: str) -> TagRules:
    """Rules by the last word of their annotations."""
    named = {f"streamport/{name.replace('_', '-')}": text for name, text in texts.items()}
    rules, problems = read_rules(named)
    assert problems == []
    return rules


def reasons(tags: list[str], **rules: str) -> dict[str, str]:
    return {left.tag: left.reason for left in choose(tags, rules_of(**rules)).left_out}


def test_without_rules_all_are_chosen_in_their_order() -> None:
    assert chosen(TAGS) == TAGS
    assert not rules_of()
    assert not rules_of(include="", newest="")
    assert rules_of(newest="1")


def test_a_pattern_is_for_the_whole_tag() -> None:
    assert chosen(TAGS, include="1.*") == ["1.2", "1.2.0-rc1", "1.1", "1"]
    assert chosen(TAGS, include="1") == ["1"]
    assert chosen(TAGS, exclude="v.*|.*rc.*|[a-z]+") == ["1.2", "1.1", "1", "3f2a91c"]
    assert chosen(["a\nb", "ab"], include="a.*") == ["ab"]


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        (">=1.2 <2", ["v1.3.0", "1.2"]),
        (">=1.2, <2", ["v1.3.0", "1.2"]),
        (">= v1.2  < v2", ["v1.3.0", "1.2"]),
        ("1.x", ["v1.3.0", "1.2", "1.1", "1"]),
        ("1.*", ["v1.3.0", "1.2", "1.1", "1"]),
        ("1", ["v1.3.0", "1.2", "1.1", "1"]),
        ("^1.2", ["v1.3.0", "1.2"]),
        ("~1.2", ["1.2"]),
        ("~> 1.2", ["1.2"]),
        ("1.2 - 1.3", ["v1.3.0", "1.2"]),
        ("<1.2 || >=2", ["v2.0.0", "1.1", "1"]),
        ("=1.2", ["1.2"]),
        (">1.2.0-a <2", ["v1.3.0", "1.2", "1.2.0-rc1"]),
        ("*", ["v2.0.0", "v1.3.0", "1.2", "1.1", "1"]),
        (">2 <1", []),
    ],
)
def test_ranges_as_people_write_them(text: str, taken: list[str]) -> None:
    assert chosen(TAGS, semver=text) == taken


@pytest.mark.parametrize(
    ("tag", "text", "is_in"),
    [
        ("20.04", ">=20 <21", True),  # Ubuntu
        ("08", "8", True),
        ("2024.01.15", ">=2024", True),
        ("1.2.3.4", ">1.2.3 <1.2.4", True),  # four numbers
        ("1.2.3.4", "<=1.2.3", False),
        ("3.13.0rc1", "3.13.0-rc1", True),
        ("1.25.3-alpine", "1.25.3", False),
        ("1.25.3-alpine_3.20", ">=1.25.3-a <1.26", True),
        ("v", "*", False),
        ("vv1", "*", False),
        ("1.", "*", False),
        ("V1.2", "*", False),
        ("1.2.3.4.5", "*", False),
        ("\u0661.\u0662", "*", False),
        ("9" * 129, "*", False),
        ("9" * 100, ">1", True),
    ],
)
def test_tags_as_versions(tag: str, text: str, is_in: bool) -> None:
    assert chosen([tag], semver=text) == [tag] * is_in


def test_the_newest_are_those_of_the_highest_versions() -> None:
    assert chosen(TAGS, newest="2") == ["v2.0.0", "v1.3.0"]
    assert chosen(["1.9", "1.10", "1.10-rc2", "1.10-rc10"], newest="2") == ["1.10", "1.10-rc10"]
    assert chosen(["v1.2", "1.2", "1.2.0"], newest="1") == ["v1.2"]


def test_rules_hold_together_and_the_newest_come_last() -> None:
    assert chosen(TAGS, include=".*[.].*", exclude="v.*", semver=">=1", newest="1") == ["1.2"]


def test_known_tags_are_counted_and_not_wanted_again() -> None:
    assert chosen(["3", "2", "1"], {"3", "1"}, newest="2") == ["2"]


def test_each_tag_that_is_left_out_has_its_reason() -> None:
    assert reasons(TAGS, semver=">=1.2 <2", exclude="la.*", newest="1") == {
        "latest": "matches exclude 'la.*'",
        "v2.0.0": "is not in '>=1.2 <2'",
        "1.2": "is not among the newest 1",
        "1.2.0-rc1": "is a prerelease, and '>=1.2 <2' names none of its version",
        "1.1": "is not in '>=1.2 <2'",
        "1": "is not in '>=1.2 <2'",
        "main": "is no version",
        "3f2a91c": "is no version",
    }
    assert reasons(["a"], include="b" * 200) == {"a": f"does not match include '{'b' * 60}…'"}
    told = choose(["a"], rules_of(), known={"a"}).left_out
    assert told == [LeftOut("a", "the stream has it")]


def test_the_newest_by_creation() -> None:
    created = {"a": "2024-01-02T00:00:00Z", "b": "", "c": "2024-01-03T00:00:00Z"}
    choice = newest_of(created, 1)
    assert choice.chosen == ["c"]
    assert [(left.tag, left.reason) for left in choice.left_out] == [
        ("a", "was made 2024-01-02T00:00:00Z, not among the newest 1"),
        ("b", "was made nobody knows when, not among the newest 1"),
    ]


def test_rules_of_the_request_win() -> None:
    stream = {"streamport/include": "v.*", "streamport/newest": "3", "other": "x"}
    assert merged({}, stream) == {"streamport/include": "v.*", "streamport/newest": "3"}
    assert merged({"streamport/include": "w"}, stream)["streamport/include"] == "w"
    assert merged({"streamport/include": ""}, stream) == {"streamport/newest": "3"}
    assert merged({"streamport/newest-created": "2"}, stream) == {
        "streamport/include": "v.*",
        "streamport/newest-created": "2",
    }


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("include", "v(", "missing )"),
        ("include", "*", "for any text write .*"),
        ("include", "(?=v)x", "RE2 has no look-around"),
        ("exclude", r"(a)\1", "RE2 has no look-around and no back-references"),
        ("include", "(.{1,30}){1,30}", "use smaller numbers"),
        ("include", "((a{100}){100}){100}", "invalid repetition size"),
        ("include", "a" * 1001, "at most 1,000 characters"),
        ("include", "\ud800", "characters that no text has"),
        ("semver", "newest", '"newest" is no version'),
        ("semver", ">=1.2 && <2", '"&&" is no version'),
        ("semver", "1 ||", "one side of || is empty"),
        ("semver", ">=1.2.3*", "a * stands for a whole number"),
        ("semver", ">" * 251, "at most 250 characters"),
        ("newest", "0", 'from 1 to 1,000, such as "5"'),
        ("newest", "-1", "from 1 to 1,000"),
        ("newest", "1.5", "from 1 to 1,000"),
        ("newest", "1001", "from 1 to 1,000"),
        ("newest", "٣", "from 1 to 1,000"),
        ("newest-created", "all", "from 1 to 1,000"),
    ],
)
def test_nonsense_is_told_with_its_cure(name: str, text: str, why: str) -> None:
    _, problems = read_rules({f"streamport/{name}": text})
    assert [problem.annotation for problem in problems] == [f"streamport/{name}"]
    assert why in problems[0].why


def test_everything_that_is_wrong_is_told_at_once() -> None:
    _, problems = read_rules(
        {"streamport/include": "(", "streamport/newest": "1", "streamport/newest-created": "1"}
    )
    assert [problem.annotation for problem in problems] == [
        "streamport/include",
        "streamport/newest-created",
    ]


def test_a_pattern_that_is_made_to_be_slow_is_not() -> None:
    tags = ["a" * 120 + str(number) for number in range(1_000)]
    before = time.process_time()
    assert chosen(tags, include="(a+)+b|(a|aa)+c|(.*a){30}d") == []
    assert time.process_time() - before < 5  # backtracking takes longer than anybody waits


def test_rules_that_take_too_long_for_all_tags_are_given_up() -> None:
    tags = [str(number) for number in range(1_000)]
    with pytest.raises(TooSlow):
        choose(tags, rules_of(newest="1"), is_late=lambda: True)


_TEXTS = st.text("0123456789.v-_aZ*x^~<>=| ,()[]{}+?\\", max_size=30) | st.text(max_size=20)


@given(_TEXTS, _TEXTS, _TEXTS, _TEXTS, st.lists(_TEXTS, max_size=5))
def test_whatever_is_written_it_is_a_rule_or_a_problem(
    include: str, exclude: str, semver: str, newest: str, tags: list[str]
) -> None:
    texts = {"include": include, "exclude": exclude, "semver": semver, "newest": newest}
    rules, problems = read_rules({f"streamport/{name}": text for name, text in texts.items()})
    assert all(problem.why for problem in problems)
    choice = choose(tags, rules)
    found = {*choice.chosen, *(left.tag for left in choice.left_out)}
    assert (found, len(choice.chosen) + len(choice.left_out)) == (set(tags), len(set(tags)))
