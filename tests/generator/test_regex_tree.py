"""The tree of a pattern is the one that `re` itself searches with, in every CPython that runs this.

`re` has no public parser. Where a new Python changes the private one, these tests say so: they
compare the tree with what `re` finds.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kindgen.schema.backtracking import growth
from kindgen.schema.regex_tree import (
    Character,
    Choice,
    Look,
    Node,
    Nothing,
    Reference,
    Repeat,
    Sequence,
    Start,
    parse,
)
from tests.support.generator import ROOT
from tests.support.programs import other_pythons

KINDGEN = ROOT / "generator" / "kindgen"
A, B = Character([(97, 97)]), Character([(98, 98)])
ONE_A, ONE_B = Sequence((A,)), Sequence((B,))


@pytest.mark.parametrize(
    ("pattern", "parts"),
    [
        ("ab", [A, B]),
        ("a|bb", [Choice((ONE_A, Sequence((B, B))))]),
        ("(a)", [ONE_A]),
        ("(?:a)b", [A, B]),
        ("a*", [Repeat(0, None, ONE_A)]),
        ("a+?", [Repeat(1, None, ONE_A)]),
        ("a{2,5}", [Repeat(2, 5, ONE_A)]),
        ("a?", [Repeat(0, 1, ONE_A)]),
        ("a++", [Repeat(1, None, ONE_A)]),
        ("(?>a)b", [ONE_A, B]),
        ("(?=a)b", [Look(ONE_A), B]),
        ("(?<!a)b", [Look(ONE_A), B]),
        (r"(a)\1", [ONE_A, Reference(1)]),
        (r"(?P<x>a)(?P=x)", [ONE_A, Reference(1)]),
        ("(a)?(?(1)a|b)", [Repeat(0, 1, Sequence((ONE_A,))), Choice((ONE_A, ONE_B))]),
        ("^a", [Start(), A]),
        (r"\Aa", [Start(), A]),
        ("(?m)^a", [Nothing(), A]),
        ("(?m:^)a", [Sequence((Nothing(),)), A]),
        (r"a$", [A, Nothing()]),
        (r"\bab\B", [Nothing(), A, B, Nothing()]),
    ],
)
def test_a_pattern_has_the_parts_that_are_written(pattern: str, parts: list[Node]) -> None:
    assert parse(pattern, re.ASCII).root == Sequence(tuple(parts))


def test_groups_are_known_by_their_numbers() -> None:
    assert parse("(a)(?P<x>b)(?:a)", 0).groups == {1: ONE_A, 2: ONE_B}


SETS = [
    "a", ".", "[a-c]", "[^a-c]", "[abx-z]", r"\d", r"\D", r"\w", r"\W", r"\s", r"\S", r"[\d_]",
    r"[^\w-]", r"[\W]", "é", "[à-ü]", r"\n", r"\x41", r"[\]\-]", "[^\\n]", "[-a]",
]  # fmt: skip
FLAGS = [re.ASCII, re.ASCII | re.DOTALL, re.ASCII | re.IGNORECASE, re.ASCII | re.MULTILINE]


@pytest.mark.parametrize("flags", FLAGS, ids=str)
@pytest.mark.parametrize("pattern", SETS)
def test_a_set_has_the_characters_that_re_finds(pattern: str, flags: re.RegexFlag) -> None:
    root = parse(pattern, flags).root
    assert isinstance(root, Sequence)
    (part,) = root.parts
    assert isinstance(part, Character)
    wanted = re.compile(pattern, flags)
    for number in range(128):
        found = any(low <= number <= high for low, high in part.ranges)
        assert found is bool(wanted.fullmatch(chr(number))), chr(number)


def test_flags_of_a_part_are_for_that_part_alone() -> None:
    root = parse("(?i:a)a(?s:.)(?-i:b)", re.ASCII).root
    assert isinstance(root, Sequence)
    upper, plain, dot, exact = (part for part in root.parts)
    assert upper == Sequence((Character([(97, 97), (65, 65)]),))
    assert plain == A
    assert dot == Sequence((Character([(0, 0x10FFFF)]),))
    assert exact == ONE_B


def test_what_re_refuses_has_no_tree() -> None:
    for pattern in ("(", "a**", "[b-a]", r"(?P<a>x)(?P<a>y)", r"\2"):
        with pytest.raises(re.error):
            parse(pattern, 0)


def test_one_module_alone_knows_the_private_parser() -> None:
    private = re.compile(r"\bre\._\w+|\b_?sre_\w+")
    knowing = {
        path.relative_to(KINDGEN).as_posix()
        for path in KINDGEN.rglob("*.py")
        if private.search(path.read_text("utf-8"))
    }
    assert knowing == {"schema/regex_tree.py"}


# ---------------------------------------------------------------------------- other interpreters

PATTERNS = [
    "a+b", "(a+)+$", "(a|a)*b", "a*a*", r"^\w+(\s\w+)*$", r"(\w+\s?)*", "(?i)[a-z]+[A-Z]+$",
    r"(a)\1*", "^(?=a)a+$", "(ab){2,40}c", "x{0,61}y", r"(?>a+)b", "a++b", "^[^@]+@[^@]+$",
]  # fmt: skip


def _growths(interpreter: str) -> list[int | None]:
    """How an interpreter judges the patterns."""
    code = (
        "import json, re, sys; sys.path.insert(0, sys.argv[1])\n"
        "from kindgen.schema.backtracking import growth\n"
        "print(json.dumps([growth(pattern, re.ASCII)[0] for pattern in json.load(sys.stdin)]))"
    )
    done = subprocess.run(
        [interpreter, "-I", "-c", code, str(KINDGEN.parent)],
        input=json.dumps(PATTERNS),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: list[int | None] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(
    "interpreter", [sys.executable, *other_pythons()], ids=lambda path: Path(path).name
)
def test_every_python_of_this_machine_judges_alike(interpreter: str) -> None:
    assert _growths(interpreter) == [growth(pattern, re.ASCII)[0] for pattern in PATTERNS]


def test_the_judgement_is_the_one_that_was_found_right() -> None:
    """So that two Pythons which agree are not wrong together."""
    told = [growth(pattern, re.ASCII)[0] for pattern in PATTERNS]
    assert told == [1, None, None, 2, 0, None, 2, 1, 0, 1, 1, 1, 1, 0]
