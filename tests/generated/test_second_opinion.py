"""A second opinion: the generated validators against `jsonschema`, on thousands of mutants.

`jsonschema` reads schema.json, which holds all but the rules. So it may accept what a rule
refuses, and must agree on everything else. It is given documents as they were read: with empty
values for nulls in lists and maps, of which a schema knows nothing.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from imagestreamimport._base import formats
from imagestreamimport.validators import checked, is_valid, validate
from kindgen import validator_source
from kindgen.openapi.json_schema import published_document
from kindgen.pipeline import represent
from tests.support.documents import EXPANDED, complete, kinds, places, schema, smallest
from tests.support.mutate import mutants
from tests.support.seeds import seeds

# On a busy machine making up examples takes its time.
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
PER_SEED = 4000  # 32,000 in all; two of three are unlike any other
# What the types and keywords of the schema report; no rule of the schema uses these reasons.
STRUCTURAL = {"FieldValueTypeInvalid", "FieldValueNotSupported"}


def format_checker() -> FormatChecker:
    """The formats of our schemas, those of integers included."""
    checker = FormatChecker(formats=())

    def text(name: str) -> Any:
        return lambda value: not isinstance(value, str) or not formats.check(name, value)

    def whole(bits: int) -> Any:
        def fits(value: Any) -> bool:
            if isinstance(value, bool) or not isinstance(value, int | float):
                return True
            return isinstance(value, int) and -(2 ** (bits - 1)) <= value < 2 ** (bits - 1)

        return fits

    for name in formats.FORMATS:
        checker.checks(name)(text(name))
    for bits in (32, 64):
        checker.checks(f"int{bits}")(whole(bits))
    return checker


def opinions(expanded: dict[str, Any]) -> dict[str, Draft202012Validator]:
    """A validator of another make for each kind."""
    checker = format_checker()
    definitions = expanded["$defs"]
    made = {
        kind: Draft202012Validator(
            {"$ref": f"#/$defs/{kind}", "$defs": definitions}, format_checker=checker
        )
        for kind in definitions
    }
    made["ImageStreamImport"] = Draft202012Validator(expanded, format_checker=checker)
    return made


@cache
def of_the_package() -> dict[str, Draft202012Validator]:
    return opinions(json.loads(EXPANDED.read_text("utf-8")))


def documents(number: int, seed: int, only: str | None = None) -> Iterator[tuple[str, Any]]:
    """Mutants that are objects: nothing else is a document of a kind."""
    for kind, document in mutants(number, seed, only):
        if isinstance(document, dict):
            yield kind, document


def judged_as(kind: str, document: Any) -> str:
    """The kind as which schema.json judges a document: at its root, the one that it names."""
    said = document.get("kind") if isinstance(document, dict) else None
    served = {resource["kind"] for resource in schema()["x-kubernetes-resources"]}
    is_other = kind == schema()["title"] and isinstance(said, str) and said in served
    return str(said) if is_other else kind


def test_rules_have_reasons_of_their_own() -> None:
    def reasons(rules: list[dict[str, Any]]) -> set[str]:
        inner = [rule.get(key, []) for rule in rules for key in ("rules", "first")]
        own = {
            rule.get("reason", "FieldValueNotSupported" if rule["check"] == "enum" else "")
            for rule in rules
            if "check" in rule
        }
        return own.union(*map(reasons, inner))

    rules = [d.get("x-rules", []) for d in [schema(), *schema()["$defs"].values()]]
    assert not STRUCTURAL & set().union(*map(reasons, rules))


def compare(kind: str, document: Any) -> tuple[bool, bool]:
    """Their opinion and ours, which may differ for one reason only."""
    read, _ = checked(document, kind)
    other, ours = of_the_package()[kind].is_valid(read), is_valid(document, kind)
    if ours != other:
        # The rules are not in schema.json: where only we refuse, every cause is a rule's.
        assert other, (kind, document)
        reasons = {cause.reason for cause in validate(document, kind)}
        assert reasons, (kind, document)
        assert not reasons & STRUCTURAL, (kind, document)
    return other, ours


@seeds(8)
def test_another_validator_refuses_what_the_types_refuse_and_nothing_else(seed: int) -> None:
    outcomes = {(True, True): 0, (True, False): 0, (False, False): 0}
    for kind, document in documents(PER_SEED, seed):
        outcomes[compare(judged_as(kind, document), document)] += 1
    assert min(outcomes.values()) > PER_SEED / 20, outcomes


# One value of each type, and the borders between some.
OF_EACH_TYPE = [
    None, True, 0, 1.0, 2**31, 2**63, "a", "2024-01-01T00:00:00Z", [], [None], ["a"], [{}],
    {}, {"a": None}, {"a": "b"}, {"a": 1},
]  # fmt: skip


@pytest.mark.parametrize("kind", kinds())
def test_another_validator_has_the_same_types_at_every_place(kind: str) -> None:
    ours, others = structural_copy()
    # What lies deeper is a place of another kind as well.
    for place in (place for place in places(complete(kind)) if len(place) <= 4):
        for value in OF_EACH_TYPE:
            document = smallest(kind, place, value)
            if not isinstance(document, dict):
                continue
            compare(judged_as(kind, document), document)
            read, causes = ours.checked(document, kind)
            assert (not causes) == others[kind].is_valid(read), document


@seeds(2)
def test_the_root_of_the_schema_judges_a_stream_as_its_definition_does(seed: int) -> None:
    others = of_the_package()
    for _, document in documents(500, seed, only="ImageStream"):
        stream = {**document, "kind": "ImageStream"}
        by_root = others["ImageStreamImport"].is_valid(stream)
        by_definition = others["ImageStream"].is_valid(stream)
        assert by_root == by_definition, stream


# ------------------------------------------------------------------------------- without the rules


def without_rules(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_rules(item) for key, item in value.items() if key != "x-rules"}
    return [without_rules(item) for item in value] if isinstance(value, list) else value


@cache
def structural_copy() -> tuple[SimpleNamespace, dict[str, Draft202012Validator]]:
    """A generated validator of the schema without its rules, and the other validators of it."""
    stripped = without_rules(schema())
    module: dict[str, Any] = {"__name__": "structural"}
    exec(compile(validator_source(stripped), "structural", "exec"), module)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "stripped.schema.json"
        path.write_text(json.dumps(stripped), "utf-8")
        return SimpleNamespace(**module), opinions(published_document(represent(path)))


@seeds(8)
def test_without_rules_the_two_agree_on_everything(seed: int) -> None:
    ours, others = structural_copy()
    for kind, document in documents(PER_SEED, seed + 200):
        kind = judged_as(kind, document)
        read, _ = ours.checked(document, kind)
        assert ours.is_valid(document, kind) == others[kind].is_valid(read), (kind, document)


def pointers(error: ValidationError) -> Iterator[str]:
    """The places that an error is about: of what is wrong inside, or of what is missing."""
    if error.validator in ("anyOf", "allOf", "if", "$ref") and error.context:
        # Null stands second in an anyOf of ours: the first choice says what is wrong.
        for inner in error.context:
            if error.validator != "anyOf" or inner.schema_path[0] == 0:
                yield from pointers(inner)
        return
    missing = [""]
    if error.validator == "required":
        names: Any = error.validator_value
        missing = ["/" + name for name in names if name not in error.instance]
    steps = (str(step).replace("~", "~0").replace("/", "~1") for step in error.absolute_path)
    place = "".join("/" + step for step in steps)
    yield from (place + name for name in missing)


@seeds(8)
def test_without_rules_the_two_find_the_same_places(seed: int) -> None:
    ours, others = structural_copy()
    for kind, document in documents(PER_SEED // 6, seed + 300):
        kind = judged_as(kind, document)
        read, causes = ours.checked(document, kind)
        errors = others[kind].iter_errors(read)
        theirs = {pointer for error in errors for pointer in pointers(error)}
        assert {cause.pointer for cause in causes} == theirs, (kind, document)


def test_both_know_every_kind() -> None:
    ours, others = structural_copy()
    assert set(kinds()) == set(others)
    assert all(isinstance(ours.validate({}, kind), list) for kind in kinds())


# ------------------------------------------------------------------------------------------ formats

# Formats that have a quick answer besides the list of complaints.
QUICK = {name: quick for name in formats.FORMATS
         if (quick := getattr(formats, "is_" + name.replace("-", "_"), None))}  # fmt: skip
LENGTHS = st.sampled_from([1, 2, 31, 32, 62, 63, 64, 65, 126, 127, 252, 253, 254, 255, 256])
TEXTS = (
    st.text("aA0-_./é\n", max_size=8)
    | st.text(max_size=4)
    | st.builds("{}{}".format, st.text("a/.", max_size=3), LENGTHS.map("a".__mul__))
    | st.builds("{}{}{}".format, LENGTHS.map("é".__mul__), st.text("/a", max_size=2), st.just("b"))
    | st.builds("{}/{}".format, LENGTHS.map("b".__mul__), LENGTHS.map("c".__mul__))
)


@settings(UNHURRIED, max_examples=400)
@given(TEXTS)
def test_a_quick_answer_is_the_one_that_the_complaints_give(text: str) -> None:
    for name, quick in QUICK.items():
        assert quick(text) is (not formats.check(name, text)), name


TIMES = st.datetimes().map(lambda time: time.isoformat() + "Z") | st.builds(
    "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}".format,
    st.integers(1, 9999),
    st.integers(0, 13),
    st.integers(0, 32),
    st.integers(0, 24),
    st.integers(0, 60),
    st.integers(0, 60),
    st.sampled_from(["Z", "+00:00", "-23:59", "+24:00", ".5Z", ".123456+01:00", "", "z", " Z"]),
)


@settings(UNHURRIED, max_examples=400)
@given(TIMES)
@example("2000-02-29T00:00:00Z")
@example("1900-02-29T00:00:00Z")
@example("2023-02-29T00:00:00Z")
@example("2024-02-29T00:00:00Z")
def test_times_are_those_that_the_calendar_knows(text: str) -> None:
    try:
        known = datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        known = False
    # Capitals, no space, and no 24 o'clock: what Go's RFC 3339 asks for beyond ISO 8601.
    known = (
        known and text[10] == "T" and "z" not in text and " " not in text and text[11:13] != "24"
    )
    assert (formats.check("date-time", text) == []) == known


@settings(UNHURRIED, max_examples=300)
@given(
    st.binary(max_size=12).map(lambda data: base64.b64encode(data).decode())
    | st.text("AQgw=+/-_\n ", max_size=9)
)
@example("====")
@example("A===")
@example("AA=A")
def test_bytes_are_what_base64_reads(text: str) -> None:
    plain = text.replace("\n", "")
    try:
        decoded = base64.b64decode(plain, validate=True)
    except binascii.Error:
        decoded = None
    # Python stops reading at the padding; nothing may follow it.
    known = decoded is not None and len(decoded) == len(plain) // 4 * 3 - plain.count("=")
    assert (formats.check("byte", text) == []) == known
