"""Anything at all as a schema: it is refused in words, or what is made of it works.

A few seconds by default, the same examples in each run. `KINDGEN_FUZZ_SECONDS=600` looks on for so
long, at other examples each time, and tells how many there were (`pytest -s`).
"""

from __future__ import annotations

import functools
import importlib
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from jsonschema import Draft202012Validator

from kindgen.pipeline import generate, read, validator_source
from kindgen.schema.backtracking import growth
from kindgen.schema.dialect import dialect
from kindgen.schema.parse import parse
from kindgen.schema.pattern_graph import TooIntricate
from kindgen.schema.problems import SchemaError
from tests.support.generator import write_schema
from tests.support.hostile import TEXTS

pytestmark = pytest.mark.long

_SECONDS = float(os.environ.get("KINDGEN_FUZZ_SECONDS", "0"))
# What each test takes of that time, by its name: as much as it is likely to find.
_SHARES = {
    "bytes": 1, "json": 1, "edited": 1, "broken": 4, "plain": 4, "packages": 5, "whole": 5,
    "patterns": 1,
}  # fmt: skip
COUNTS: Counter[str] = Counter()


def fuzzed(share: str, examples: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Runs a test of hypothesis once, or again and again for its share of the time."""

    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        checked = settings(
            max_examples=examples if not _SECONDS else 100,
            derandomize=not _SECONDS,
            database=None,
            deadline=None,
            print_blob=True,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate, Phase.shrink] if _SECONDS else [Phase.generate],
        )(test)

        @functools.wraps(test)
        def run(*arguments: Any, **named: Any) -> None:
            until = time.monotonic() + _SECONDS * _SHARES[share] / sum(_SHARES.values())
            while True:
                checked(*arguments, **named)
                if time.monotonic() >= until:
                    return

        return run

    return decorate


@pytest.fixture(scope="module", autouse=True)
def _told() -> Iterator[None]:
    yield
    print("\nfuzzed:", dict(sorted(COUNTS.items())))


# ------------------------------------------------------------------------------------------- values

_NAMES = [
    "a",
    "b",
    "c",
    "from",
    "class",
    "fooBar",
    "x y",
    "é",
    "",
    "0",
    "~",
    "/",
    "%",
    "$ref",
    "{{",
]
_TEXTS = [*_NAMES, *(text for text in TEXTS.values() if len(text) < 200)]

names = st.sampled_from(_NAMES) | st.text(max_size=5)
texts = st.sampled_from(_TEXTS) | st.text(max_size=20)
numbers = (
    st.sampled_from(
        [0, 1, -1, 1.0, 1.5, -0.0, 2, 3, 10, 2**31, 2**63, -(2**63) - 1, 1e300, 10**300]
    )
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
)
scalars = st.none() | st.booleans() | numbers | texts
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4),
    max_leaves=12,
)
documents = st.dictionaries(names, values, max_size=5)

# ------------------------------------------------------------------------------------------ schemas

_DEFINITIONS = ["A", "B", "C-d", "E/f~%"]
_REFERENCES = [
    "#/$defs/A", "#/$defs/B", "#/$defs/C-d", "#/$defs/E~1f~0%25", "#", "#/properties/a",
    "#/properties/a/items", "#here",
]  # fmt: skip
_ASTRAY = [
    "#/nowhere",
    "http://[",
    "http://x.test/y",
    "other.json",
    "",
    "#/$defs/%ZZ",
    "\0",
    "#/a~2",
]
_PATTERNS = ["a", "^a+$", "^[a-z]*$", r"^\w+(-\w+)*$", "[^a]", "^(a|b)$", "x{2,3}"]
_BAD_PATTERNS = ["(", "(a+)+", "(?i)a", "[", "*", r"\p{L}", "(?<a>b)", r"(a)\1", "a{99999999999}"]
_FORMATS = [
    "int32",
    "int64",
    "date-time",
    "byte",
    "dns-label",
    "image-reference",
    "float",
    "nosuch",
]
_TYPES = ["array", "boolean", "integer", "null", "number", "object", "string"]
counts = st.integers(0, 4) | st.just(2.0)


def _lists(inner: Any, **sizes: int) -> Any:
    return st.lists(inner, **sizes)


def _standard(inner: Any, patterns: Any, names: Any) -> dict[str, Any]:
    """Keyword -> strategy of what may stand behind it."""
    schemas = _lists(inner, min_size=1, max_size=3)
    maps = st.dictionaries(names, inner, max_size=4)
    unique = _lists(names, max_size=3, unique=True)
    steps = st.sampled_from([1, 2, 3, 0.5, 1e-3, 1e300, 7])
    return {
        "type": st.sampled_from(_TYPES) | _lists(st.sampled_from(_TYPES), min_size=1, unique=True),
        "enum": _lists(values, max_size=4),
        "const": values,
        "minLength": counts,
        "maxLength": counts,
        "pattern": patterns,
        "minimum": numbers,
        "maximum": numbers,
        "exclusiveMinimum": numbers,
        "exclusiveMaximum": numbers,
        "multipleOf": steps,
        "properties": maps,
        "patternProperties": st.dictionaries(patterns, inner, max_size=2),
        "additionalProperties": inner,
        "propertyNames": inner,
        "required": unique,
        "dependentRequired": st.dictionaries(names, unique, max_size=2),
        "dependentSchemas": st.dictionaries(names, inner, max_size=2),
        "minProperties": counts,
        "maxProperties": counts,
        "items": inner,
        "prefixItems": schemas,
        "contains": inner,
        "minContains": counts,
        "maxContains": counts,
        "minItems": counts,
        "maxItems": counts,
        "uniqueItems": st.booleans(),
        "allOf": schemas,
        "anyOf": schemas,
        "oneOf": schemas,
        "not": inner,
        "if": inner,
        "then": inner,
        "else": inner,
        "$ref": st.sampled_from(_REFERENCES[:5]),
    }


def _remarks() -> dict[str, Any]:
    return {
        "title": texts,
        "description": texts,
        "$comment": texts,
        "deprecated": st.booleans(),
        "readOnly": st.booleans(),
        "examples": _lists(values, max_size=2),
    }


_rule_paths = names | st.sampled_from(["list[]", "map{}", "a.b", "", "list", "map", "list[].a"])
_rule_texts = texts | st.sampled_from(["{a}", "{a!q} of {b!p}", "{", "{*}", "{first.a} {this.b}"])
_conditions = st.dictionaries(
    _rule_paths,
    st.fixed_dictionaries(
        {},
        optional={
            "in": _lists(scalars, max_size=3),
            "not-in": _lists(scalars, max_size=3),
            "empty": st.booleans(),
            "present": st.booleans(),
        },
    ),
    max_size=2,
)
_checks = [
    "required", "forbid", "enum", "format", "lacks", "pattern", "minimum", "max-bytes",
    "at-most-one", "not-together", "unique",
]  # fmt: skip
_reasons = st.sampled_from(["FieldValueInvalid", "FieldValueRequired", "InternalError"])


def _check() -> Any:
    return st.fixed_dictionaries(
        {"check": st.sampled_from(_checks), "field": _rule_paths},
        optional={
            "id": texts,
            "when": _conditions,
            "unless": _conditions,
            "where": _conditions,
            "reason": _reasons,
            "detail": _rule_texts,
            "shown": _rule_texts,
            "shown-item": _rule_texts,
            "report-at": _rule_texts,
            "reports-missing": _lists(names, min_size=1, max_size=2),
            "and-empty": st.just(True),
            "values": _lists(scalars, min_size=1, max_size=3),
            "format": st.sampled_from(_FORMATS),
            "lower-case": st.just(True),
            "subject": st.just("key"),
            "parts": _lists(st.sampled_from(["tag", "name", "nosuch"]), min_size=1, max_size=2),
            "pattern": st.sampled_from(_PATTERNS),
            "limit": st.integers(-3, 300),
            "fields": _lists(_rule_paths, min_size=2, max_size=3),
            "separator": texts,
            "keys": _lists(names, min_size=1, max_size=2),
        },
    )


rules = st.recursive(
    _check() | st.builds(lambda path: {"apply": path}, _rule_paths),
    lambda inner: (
        st.builds(
            lambda path, some: {"each": path, "rules": some},
            _rule_paths,
            _lists(inner, min_size=1, max_size=2),
        )
        | st.builds(lambda some: {"first": some}, _lists(inner, min_size=2, max_size=3))
        | st.builds(
            lambda fold, some: {"fold": fold, "rules": some},
            st.fixed_dictionaries({"field": texts, "reason": _reasons, "detail": _rule_texts}),
            _lists(inner, min_size=1, max_size=2),
        )
    ),
    max_leaves=4,
)


# Rules that the root of a package may have; `_packages` gives it these fields.
_fields = st.sampled_from(["use0", "use1", "use2", "list", "map"])
_sound_conditions = st.dictionaries(
    _fields,
    st.sampled_from([{"present": True}, {"empty": False}, {"in": ["", "a"]}, {"not-in": [1, "a"]}]),
    max_size=1,
)


def _sound(**said: Any) -> Any:
    told = texts.map(lambda text: text.replace("{", "{{").replace("}", "}}"))
    detail = told | st.sampled_from(["{use0}", "{list!q} {map!p}"])
    return st.fixed_dictionaries(
        {key: value if isinstance(value, st.SearchStrategy) else st.just(value)
         for key, value in said.items()},
        optional={
            "reason": _reasons, "detail": detail, "shown": detail, "unless": _sound_conditions,
        },
    )  # fmt: skip


_some_values = _lists(scalars, min_size=1, max_size=3)
_element_rules = _lists(
    _sound(check="required", field="a") | _sound(check="enum", field="b", values=_some_values),
    min_size=1,
    max_size=2,
).map(
    lambda some: [
        {k: v for k, v in one.items() if k in ("check", "field", "values")} for one in some
    ]
)
sound_rules = st.one_of(
    _sound(check="required", field=_fields),
    _sound(check="forbid", field=_fields, when=_sound_conditions),
    _sound(check="enum", field=_fields, values=_some_values),
    _sound(check="format", field=_fields, format=st.sampled_from(["dns-label", "byte"])),
    _sound(check="lacks", field="use0", format="image-reference", parts=["tag"]),
    _sound(check="pattern", field=_fields, pattern=st.sampled_from(_PATTERNS)),
    _sound(check="minimum", field=_fields, limit=st.integers(-5, 5)),
    _sound(check="max-bytes", field=_fields, limit=st.integers(0, 9)),
    _sound(check="not-together", field="list", values=_some_values),
    _sound(check="unique", field="list", keys=["a"]),
    st.builds(lambda some: {"each": "list[]", "rules": some}, _element_rules),
    st.builds(
        lambda some: {"first": some},
        _lists(_sound(check="required", field=_fields), min_size=2, max_size=3),
    ),
    st.just({
        "each": "map{}",
        "rules": [{"check": "format", "format": "dns-label", "subject": "key"}],
    }),
    st.just({
        "check": "at-most-one", "field": "list", "where": {"a": {"present": True}},
        "detail": "{first.a}, {this.b}", "shown": "{*}", "shown-item": "{a} {b}",
    }),
)  # fmt: skip
package_documents = st.dictionaries(
    st.sampled_from(["list", "map", "use0", "use1", "use2", "a", "b", "fooBar"]),
    values
    | _lists(st.dictionaries(st.sampled_from(["a", "b"]), values, max_size=2), max_size=3)
    | st.dictionaries(names, texts, max_size=2),
    max_size=5,
)


def _ours(names: Any) -> dict[str, Any]:
    """Keywords of our dialect."""
    some = _lists(names, max_size=2)
    return {
        "format": st.sampled_from(_FORMATS),
        "default": values,
        "x-python-name": st.sampled_from(["a", "other", "Other", "class", "x1"]),
        "x-availability": st.fixed_dictionaries({"since": texts}, optional={"until": texts}),
        "x-known-values": _lists(texts, max_size=3),
        "x-required-on-read": some,
        "x-default-replaces": _lists(scalars, max_size=3),
        "x-default-from": st.fixed_dictionaries(
            {
                "field": _rule_paths,
                "format": st.sampled_from(["image-reference", "byte"]),
                "part": st.sampled_from(["tag", "nosuch"]),
                "into": names,
            }
        ),
        "x-kubernetes-preserve-unknown-fields": st.booleans(),
        "x-kubernetes-list-type": st.sampled_from(["atomic", "set", "map"]),
        "x-kubernetes-list-map-keys": _lists(names, min_size=1, max_size=2),
        "x-kubernetes-patch-merge-key": names,
        "x-kubernetes-int-or-string": st.booleans(),
        "x-list-duplicates": st.just("last-wins"),
        "x-rules": _lists(rules, max_size=3),
        "$anchor": st.sampled_from(["here", "there"]),
        "$id": st.sampled_from(["http://x.test/y", "z", "#", "http://["]),
        "$ref": st.sampled_from(_REFERENCES + _ASTRAY),
    }


@st.composite
def _schemas(draw: Any, keywords: Callable[[Any], dict[str, Any]], depth: int = 3) -> Any:
    """A schema of a few keywords; most are objects, fewer the deeper they lie."""
    if draw(st.integers(0, 9)) == 0:
        return draw(st.booleans())
    inner = (
        _schemas(keywords, depth - 1) if depth else st.sampled_from([True, {}, {"type": "null"}])
    )
    known = keywords(inner)
    chosen = draw(_lists(st.sampled_from(sorted(known)), max_size=4, unique=True))
    return {key: draw(known[key]) for key in chosen}


def _plain_keywords(inner: Any) -> dict[str, Any]:
    keys = st.sampled_from(_NAMES)
    return {**_standard(inner, st.sampled_from(_PATTERNS), keys), **_remarks()}


def _all_keywords(inner: Any) -> dict[str, Any]:
    patterns = st.sampled_from(_PATTERNS) | st.sampled_from(_BAD_PATTERNS)
    return {**_standard(inner, patterns, names), **_remarks(), **_ours(names)}


def _kind_keywords(inner: Any) -> dict[str, Any]:
    """As people write them: mostly sound, so that more than problems comes of it."""
    keys = st.sampled_from(["a", "b", "c", "from", "fooBar", "list", "map"])
    ours = _ours(keys)
    for often_wrong in ("$id", "$anchor", "x-default-from", "x-python-name", "x-rules", "default"):
        del ours[often_wrong]
    sound = st.sampled_from([*_FORMATS[:3], "dns-label"])
    return {
        **_standard(inner, st.sampled_from(_PATTERNS), keys),
        **_remarks(),
        **ours,
        "format": sound,
        "$ref": st.sampled_from(_REFERENCES[:4]),
        "x-required-on-read": st.just([]),
        "x-kubernetes-list-map-keys": st.just(["a"]),
    }


def _with_definitions(schema: Any, definitions: list[Any]) -> dict[str, Any]:
    root = schema if isinstance(schema, dict) else {"not": {}} if schema is False else {}
    return {**root, "$defs": dict(zip(_DEFINITIONS, definitions, strict=True))}


def _documents_of(keywords: Callable[[Any], dict[str, Any]]) -> Any:
    inner = _schemas(keywords, 2)
    return st.builds(_with_definitions, _schemas(keywords), _lists(inner, min_size=4, max_size=4))


@st.composite
def _packages(draw: Any, keywords: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
    """A schema that names a package; its root uses every definition."""
    root = draw(_documents_of(keywords))
    root = {key: value for key, value in root.items() if key not in ("$ref", "$id", "type")}
    fields = root.get("properties", {})
    uses = {f"use{i}": {"$ref": ref} for i, ref in enumerate(_REFERENCES[:4])}
    lists: dict[str, Any] = {
        "list": {"type": "array", "items": {"type": "object", "properties": {"a": {}, "b": {}}}},
        "map": {"type": "object", "additionalProperties": {"type": "string"}},
    }
    extra: dict[str, Any] = {}
    if draw(st.booleans()):
        some = sound_rules if keywords is _kind_keywords else rules
        extra["x-rules"] = draw(_lists(some, max_size=3))
    if draw(st.integers(0, 3)) == 0:
        extra["x-kubernetes-resources"] = [
            {
                "kind": draw(st.sampled_from(["Thing", *_DEFINITIONS, "Nosuch"])),
                "plural": draw(texts),
                "scope": draw(st.sampled_from(["Namespaced", "Cluster"])),
                "group": draw(texts),
                "versions": [draw(texts)],
                "verbs": draw(_lists(st.sampled_from(["get", "create", "watch"]), unique=True)),
            }
        ]
    title = draw(st.sampled_from(["Thing", "Thing", "a thing", "thing"]))
    head = {"title": title, "description": draw(texts), "x-package": "thing", "type": "object"}
    return {**root, **head, **extra, "properties": {**fields, **lists, **uses}}


@st.composite
def _broken(draw: Any, schemas: Any) -> Any:
    """A schema with something else in one to three of its places."""
    schema = json.loads(json.dumps(draw(schemas)))
    for _ in range(draw(st.integers(1, 3))):
        place, holder, step = schema, None, None
        while isinstance(place, dict | list) and place and draw(st.integers(0, 4)):
            step = draw(
                st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place)))
            )
            holder, place = place, place[step]
        if holder is None:
            continue
        if isinstance(holder, dict) and draw(st.booleans()):
            holder[draw(texts)] = holder.pop(step)
        else:
            holder[step] = draw(values | st.sampled_from([schema, place]).map(_copied))
    return schema


def _copied(value: Any) -> Any:
    return json.loads(json.dumps(value))


# -------------------------------------------------------------------------------------------- tests


def _refused(error: SchemaError) -> None:
    """A refusal names places, in words that a terminal can show."""
    assert error.problems
    assert str(error).replace("\n", "").isprintable()
    for problem in error.problems:
        assert problem.message


def _validators(schema: Any) -> dict[str, Any] | None:
    """The functions of a validator module, or None where the schema is refused."""
    try:
        source = validator_source(schema)
    except SchemaError as error:
        _refused(error)
        return None
    namespace: dict[str, Any] = {"__name__": "fuzzed"}
    exec(compile(source, "fuzzed", "exec", dont_inherit=True), namespace)
    return namespace


def _agree_with_themselves(module: dict[str, Any], value: Any) -> bool:
    causes = module["validate"](value)
    valid: bool = module["is_valid"](value)
    assert valid == (not causes), causes
    for cause in causes:
        assert cause.message
        assert isinstance(cause.field, str)
        assert isinstance(cause.pointer, str)
    assert all(isinstance(name, str) for name in module["unknown_fields"](value))
    return valid


@fuzzed("bytes", 200)
@given(
    st.binary(max_size=200)
    | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))
)
def test_any_bytes_are_json_or_refused(data: bytes) -> None:
    COUNTS["bytes"] += 1
    try:
        value = parse(data, "bytes")
    except SchemaError as error:
        _refused(error)
    else:
        assert value == json.loads(data.decode("utf-8-sig"))


@fuzzed("json", 150)
@given(values)
def test_any_json_is_a_schema_or_refused(value: Any) -> None:
    COUNTS["json"] += 1
    module = _validators(value)
    if module is not None:
        COUNTS["json, accepted"] += 1
        _agree_with_themselves(module, value)


_CANONICAL = json.dumps(dialect()["$defs"]["rule"])
_ALPHABET = '{}[],:"\\0123456789.eE+-truefalsn \n\t\x00\u202e' + "é"


@fuzzed("edited", 150)
@given(st.data())
def test_an_edited_file_is_read_or_refused(data: st.DataObject) -> None:
    """Characters put in, taken out and changed in JSON that was right."""
    COUNTS["edited"] += 1
    text = json.dumps(data.draw(documents)) if data.draw(st.booleans()) else _CANONICAL
    for _ in range(data.draw(st.integers(1, 4))):
        begin = data.draw(st.integers(0, len(text)))
        end = begin + data.draw(st.integers(0, 3))
        text = text[:begin] + data.draw(st.text(_ALPHABET, max_size=3)) + text[end:]
    try:
        parse(text.encode(), "edited")
    except SchemaError as error:
        _refused(error)


@pytest.mark.filterwarnings("ignore::hypothesis.errors.HypothesisWarning")
@fuzzed("broken", 40)
@given(
    _broken(_documents_of(_all_keywords)) | _documents_of(_all_keywords), _lists(values, max_size=4)
)
def test_any_keywords_give_a_validator_or_problems(schema: Any, some: list[Any]) -> None:
    COUNTS["keywords"] += 1
    module = _validators(schema)
    if module is not None:
        COUNTS["keywords, accepted"] += 1
        for value in some:
            _agree_with_themselves(module, value)


@fuzzed("plain", 40)
@given(_documents_of(_plain_keywords), _lists(values | documents, min_size=4, max_size=8))
def test_standard_keywords_mean_what_jsonschema_says(schema: Any, some: list[Any]) -> None:
    COUNTS["plain"] += 1
    module = _validators(schema)
    if module is None:
        return
    COUNTS["plain, accepted"] += 1
    second = Draft202012Validator(schema)
    for value in some:
        COUNTS["plain, values"] += 1
        note(repr(value))
        try:
            expected = second.is_valid(value)
        except RecursionError:
            continue
        assert _agree_with_themselves(module, value) == expected


@fuzzed("packages", 30)
@given(
    _packages(_kind_keywords) | _packages(_all_keywords) | _broken(_packages(_kind_keywords)),
    _lists(package_documents | values, max_size=4),
)
def test_any_package_gives_validators_or_problems(schema: Any, some: list[Any]) -> None:
    COUNTS["packages"] += 1
    module = _validators(schema)
    if module is not None:
        COUNTS["packages, accepted"] += 1
        for value in some:
            _agree_with_themselves(module, value)


_NUMBER = iter(range(10**9))


@fuzzed("whole", 4)
@given(
    schema=_packages(_kind_keywords) | _packages(_kind_keywords) | _packages(_all_keywords),
    some=_lists(package_documents, min_size=1, max_size=5),
)
def test_any_package_is_refused_or_works(
    tmp_path_factory: pytest.TempPathFactory, schema: Any, some: list[Any]
) -> None:
    """Files, import, models, defaults: the whole way, in this process."""
    COUNTS["whole"] += 1
    name = f"fuzzed_{next(_NUMBER)}"
    folder = write_schema(tmp_path_factory.getbasetemp() / "fuzz" / name, schema)
    try:
        read(folder)
    except SchemaError as error:
        _refused(error)
        return
    COUNTS["whole, accepted"] += 1
    files = generate(folder)
    for path, text in files.items():
        if ".." not in path.parts:
            place = folder / name / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, "utf-8")
    sys.path.insert(0, str(folder))
    try:
        package = {
            part: importlib.import_module(f"{name}.{part}")
            for part in ("models", "validators", "defaults")
        }
        _use(package, some)
        Draft202012Validator.check_schema(json.loads((folder / name / "schema.json").read_text()))
    finally:
        sys.path.remove(str(folder))
        for module in [module for module in sys.modules if module.partition(".")[0] == name]:
            del sys.modules[module]
        _remove(folder)


def _use(package: dict[str, Any], some: list[Any]) -> None:
    for document in some:
        _agree_with_themselves(vars(package["validators"]), document)
        filled = package["defaults"].apply(document)
        assert package["defaults"].apply(filled) == filled
        try:
            model = package["models"].decode(json.dumps(document))
        except msgspec.ValidationError:
            continue
        back = json.loads(package["models"].encode(model))
        if isinstance(back, dict):
            assert {key: document[key] for key in back}.keys() == back.keys()


def _remove(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder.parent, ignore_errors=True)


@pytest.mark.filterwarnings("ignore::FutureWarning")
@fuzzed("patterns", 200)
@given(st.text("ab()[]{}|*+?.^$\\1,-wds:=!<>P", max_size=25))
def test_any_pattern_is_judged(pattern: str) -> None:
    import re

    COUNTS["patterns"] += 1
    try:
        re.compile(pattern, re.ASCII)
    except (re.error, OverflowError, RecursionError):
        return
    COUNTS["patterns, compiled"] += 1
    try:
        power, _ = growth(pattern, re.ASCII)
    except TooIntricate:
        return
    assert power is None or power >= 0
