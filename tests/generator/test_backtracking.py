"""Patterns that could search without end are refused; those that are not end on any text, soon."""

from __future__ import annotations

import random
import re
import time
from pathlib import Path

import pytest

from kindgen.pipeline import validator_source
from kindgen.schema.backtracking import growth
from kindgen.schema.pattern_graph import TooIntricate
from kindgen.schema.patterns import Judge, longest_text, to_python
from kindgen.schema.problems import SchemaError
from tests.support.generator import TEXT, problems_of, run_python, schema_of

WITHOUT_END = [
    "(a+)+",
    "(a*)*",
    "(a|a)*",
    "(a|aa)+",
    "(a|a?)+",
    "(.*)*",
    r"(\w+\s?)*",
    r"(\w|\d)*x",
    "([a-zA-Z]+)*",
    "(x+x+)+y",
    "^((a|b|ab)*)c$",
    r"^(([a-z])+.)+[A-Z]([a-z])+$",
    r"^(\d+|\d*\.\d+)+$",
    "^([a-z0-9]+-?)*$",
    "^(([a-z]+|[0-9]+)*)*$",
    r"(\b\w*\b)*",
    "(?i)^(a|A)*b$",
    "^(?:(?:a?)*b)*$",
    "(?=(a+)+b)a",
    "^(a?){30}a{30}$",
    "^(.{1,40}){1,40}x",
    "((a{1,8}){1,8}){1,8}b",
    "a?" * 28 + "b",
    "(ab)?" * 24 + "x",
    r"^(([a-z]+)\2?)+$",
    "(.*,){2,}x",
]
# Pattern -> the power of a text's length with which its ways grow.
WITH_A_POWER = {
    "a*a*a*b": 3,
    ".*a.*b.*c": 3,
    r"^\s*.+\s*$": 2,
    r"^.+@.+\..+$": 2,
    "^[a-z]+[a-z0-9]+[a-z0-9_]+$": 2,
}
# Of Kubernetes, of semantic versions, of the Distribution API, and of people.
ACCEPTED = [
    "^[a-z0-9]+(?:[._-][a-z0-9]+)*$",
    r"([a-z]+\.)*[a-z]+",
    r"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",
    "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$",
    r"^([a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9\-]*[a-zA-Z0-9])"
    r"(\.([a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9\-]*[a-zA-Z0-9]))*$",
    "^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$",
    r"^v?(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)"
    r"(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*"
    r"))?(?:\+([0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*))?$",
    r"^(\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))"
    r"(([KMGTP]i)|[numkMGTPE]|([eE](\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))))?$",
    "^(0|(([0-9]+y)?([0-9]+w)?([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?))$",
    r"^([0-9]+(\.[0-9]+)?(ms|s|m|h))+$",
    r"^([0-9]{1,3}\.){3}[0-9]{1,3}$",
    r"^((25[0-5]|(2[0-4]|1{0,1}[0-9]){0,1}[0-9])\.){3,3}"
    "(25[0-5]|(2[0-4]|1{0,1}[0-9]){0,1}[0-9])$",
    "^(([0-9a-fA-F]{1,4}:){7,7}[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,7}:"
    "|([0-9a-fA-F]{1,4}:){1,6}:[0-9a-fA-F]{1,4}|:((:[0-9a-fA-F]{1,4}){1,7}|:))$",
    "^sha256:[0-9a-f]{64}$",
    r"^(\*|(\*\.)?([a-z0-9]([-a-z0-9]*[a-z0-9])?\.)+[a-z]{2,})$",
    r"^arn:(aws|aws-cn|aws-us-gov):iam::\d{12}:role/.+$",
    "^projects/[^/]+/locations/[^/]+$",
    "^(https|oci)://.*$",
    r"^[^@]+@[^@]+\.[^@]+$",
    "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==)?$",
    r"^(\d+|\*)(/\d+)?(\s+(\d+|\*)(/\d+)?){4}$",
    "^(?:[^/]*/)?[^/]+$",
    "^[^@]*(?:@[^@]*)?$",
    "/|^(?:kubernetes|orphan|foregroundDeletion)$",
    r'^"([^"\\]|\\.)*"$',
    "^/([^/]+/)*[^/]*$",
    "^(a|b)*$",
    "^a+$",
    "a+b",
    r"\s+$",
    r"^\s*\S.*$",
    ".*",
    "",
]


def _power(pattern: str) -> int | None:
    return growth(to_python(pattern), re.ASCII)[0]


@pytest.mark.parametrize("pattern", WITHOUT_END)
def test_a_pattern_that_searches_without_end_is_refused(pattern: str, tmp_path: Path) -> None:
    assert _power(pattern) is None
    fields = {"a": {**TEXT, "pattern": pattern, "maxLength": 100}}
    (problem,) = problems_of(tmp_path, schema_of(fields))
    assert problem.startswith("schema/thing.schema.json#/properties/a/pattern: the pattern ")
    assert "without end" in problem
    assert "Rewrite it" in problem


@pytest.mark.parametrize("pattern", WITH_A_POWER)
def test_a_pattern_that_takes_time_with_a_power_needs_a_length(
    pattern: str, tmp_path: Path
) -> None:
    power = WITH_A_POWER[pattern]
    assert _power(pattern) == power
    (problem,) = problems_of(tmp_path, schema_of({"a": {**TEXT, "pattern": pattern}}))
    longest = longest_text(power)
    assert f'"maxLength" of at most {longest}.' in problem
    bounded = {**TEXT, "pattern": pattern, "maxLength": longest}
    assert problems_of(tmp_path, schema_of({"a": bounded})) == []
    unbounded = {**bounded, "maxLength": longest + 1}
    assert problems_of(tmp_path, schema_of({"a": unbounded}))


def test_a_text_that_is_too_long_is_not_searched() -> None:
    """Neither by the quick answer nor by the list of causes."""
    namespace: dict[str, object] = {}
    schema = {"type": "string", "pattern": r"^\s*.+\s*$", "maxLength": 256}
    exec(validator_source(schema), namespace)
    started = time.process_time()
    text = " " * 50_000 + "\n\n"
    assert not namespace["is_valid"](text)  # type: ignore[operator]
    assert len(namespace["validate"](text)) == 1  # type: ignore[operator]
    assert time.process_time() - started < 1


@pytest.mark.parametrize("pattern", ACCEPTED)
def test_a_usual_pattern_is_accepted(pattern: str) -> None:
    assert Judge().risk(pattern) is None


# The worst texts that we know for these: nearly a match, for as long as possible.
_WORST = [
    ("^[a-z0-9]+(?:[._-][a-z0-9]+)*$", ["a", "a-", "a.b_", "a--"]),
    (r"([a-z]+\.)*[a-z]+$", ["a", "a.", ".", "ab."]),
    (
        r"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",
        ["a", "a.", "a-", "a-."],
    ),
    (
        r"^([a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9\-]*[a-zA-Z0-9])"
        r"(\.([a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9\-]*[a-zA-Z0-9]))*$",
        ["a", "a.", "a-", "ab.c-"],
    ),
    (r"^([0-9]+(\.[0-9]+)?(ms|s|m|h))+$", ["1", "1m", "1.1s", "1ms"]),
    ("^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==)?$", ["A", "AAA=", "AAAAA"]),
    (r'^"([^"\\]|\\.)*"$', ["\\\\", '\\"', "a\\"]),
    ("^/([^/]+/)*[^/]*$", ["/a", "//", "a/", "/\n"]),
    ("^(a|b)*$", ["a", "ab", "ba"]),
    (r"\s+$", [" ", "\t ", " a"]),
    ("a+b", ["a", "ab", "ba"]),
    (r"^[^@]+@[^@]+\.[^@]+$", ["a", "a@", "a.", "@."]),
]


@pytest.mark.long
def test_accepted_patterns_finish_on_long_texts_made_for_them() -> None:
    """In a child, with a limit. What takes time in the square of the length gets shorter texts."""
    worst: list[tuple[str, int, list[str]]] = []
    for pattern, pumps in _WORST:
        assert Judge().risk(pattern) is None
        length = 50_000 if _power(pattern) == 0 or pattern == "a+b" else 4_000
        worst.append((to_python(pattern), length, pumps))
    code = f"""
import re, time
for pattern, length, pumps in {worst!r}:
    search = re.compile(pattern, re.ASCII).search
    for pump in pumps:
        for begin, end in (("", "!"), ('"', "\\n"), ("a", "")):
            started = time.process_time()
            search(begin + pump * (length // len(pump)) + end)
            assert time.process_time() - started < 20, (pattern, pump)
print("done")
"""
    assert run_python(code) == "done\n"


def test_a_refused_pattern_would_not_have_finished() -> None:
    """The refusals are not for nothing: most double their time with one more character."""
    slow = 0
    for pattern in ("(a+)+b", "^(a|aa)+$", r"^(\w+\s?)*$", "^(a?){30}a{30}$"):
        assert _power(pattern) is None
        search = re.compile(to_python(pattern), re.ASCII).search
        times: list[float] = []
        for length in (16, 20):
            started = time.process_time()
            search("a" * length + "!")
            times.append(time.process_time() - started)
        slow += times[1] > 3 * times[0]
    assert slow >= 2


# --------------------------------------------------------------------------- whatever comes


def _random_pattern(source: random.Random, depth: int) -> str:
    kind = source.random()
    if not depth or kind < 0.25:
        return source.choice(["a", "b", "[ab]", ".", "[^a]", r"\w", "ab", "aa"])
    inner = _random_pattern(source, depth - 1)
    if kind < 0.5:
        return inner + _random_pattern(source, depth - 1)
    if kind < 0.65:
        return f"(?:{inner}|{_random_pattern(source, depth - 1)})"
    if kind < 0.95:
        many = ["*", "+", "?", "*?", "{2}", "{0,3}", "{2,}", "{1,20}", "{0,40}"]
        return f"(?:{inner}){source.choice(many)}"
    return source.choice(["(?={})", "(?!{})", "^{}", "{}$", r"\b{}"]).format(inner)


def test_random_patterns_that_are_accepted_finish() -> None:
    """Second opinion: `re` itself, on texts of every word of up to three letters, repeated."""
    words = [a + b + c for a in "ab" for b in ("", "a", "b") for c in ("", "a", "b")]
    accepted: list[str] = []
    for seed in range(400):
        source = random.Random(seed)
        frame = source.choice(["^{}$", "{}$", "^{}c", "{}"])
        pattern = to_python(frame.format(_random_pattern(source, source.randint(1, 5))))
        try:
            re.compile(pattern, re.ASCII)
            power, _ = growth(pattern, re.ASCII)
        except (re.error, TooIntricate):
            continue
        if power is not None and power <= 1:
            accepted.append(pattern)
    assert len(accepted) > 200
    code = f"""
import re
for pattern in {accepted!r}:
    for word in {words!r}:
        for end in ("", "c", "\\n"):
            re.search(pattern, word * (600 // len(word)) + end, re.ASCII)
print("done")
"""
    started = time.process_time()
    assert run_python(code) == "done\n"
    assert time.process_time() - started < 120


def test_a_pattern_that_is_too_intricate_is_refused(tmp_path: Path) -> None:
    letters = "|".join(f"[a-z]{index}" for index in range(200))
    pattern = f"^({letters})*({letters})*$"
    with pytest.raises(TooIntricate):
        _power(pattern)
    (problem,) = problems_of(tmp_path, schema_of({"a": {**TEXT, "pattern": pattern}}))
    assert "too intricate" in problem


def test_a_pattern_of_any_size_is_judged_soon(tmp_path: Path) -> None:
    started = time.process_time()
    for pattern in ("a" * 10_001, "(" * 5000 + ")" * 5000, "(a" * 90 + ")*" * 90, "[a-z]" * 2000):
        problems_of(tmp_path, schema_of({"a": {**TEXT, "pattern": pattern}}))
    assert time.process_time() - started < 20


def test_many_intricate_patterns_are_judged_soon(tmp_path: Path) -> None:
    fields = {
        f"a{index}": {
            **TEXT,
            "pattern": f"^(a|b|c|d|e|f|g|h|i|j|k|l|m|n|o|p|q|r|s|t|u|v|w|{index})*$",
        }
        for index in range(1500)
    }
    started = time.process_time()
    said = problems_of(tmp_path, schema_of(fields))
    assert time.process_time() - started < 60
    assert all("too intricate" in problem for problem in said)


@pytest.mark.parametrize("place", ["patternProperties", "x-rules"])
def test_patterns_are_judged_wherever_they_stand(place: str, tmp_path: Path) -> None:
    said = {
        "patternProperties": {"properties": {"a": {"patternProperties": {"(a+)+": True}}}},
        "x-rules": {"x-rules": [{"first": [
            {"check": "required", "field": "a"},
            {"check": "pattern", "field": "a", "pattern": "(a+)+"},
        ]}]},
    }[place]  # fmt: skip
    (problem,) = problems_of(tmp_path, {**schema_of({"a": TEXT}), **said})
    assert "without end" in problem
    assert place in problem


def test_a_default_does_not_meet_a_pattern_without_end(tmp_path: Path) -> None:
    fields = {"a": {**TEXT, "pattern": "^(a+)+$", "default": "a" * 50 + "!"}}
    started = time.process_time()
    (problem,) = problems_of(tmp_path, schema_of(fields))
    assert "without end" in problem
    assert time.process_time() - started < 10


def test_a_validator_alone_refuses_such_a_pattern_too() -> None:
    with pytest.raises(SchemaError, match="without end"):
        validator_source({"anyOf": [{"pattern": "(a+)+"}]})
