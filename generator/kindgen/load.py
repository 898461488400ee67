"""Step 1: from the text of a schema to JSON that the dialect allows. Knows no network."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any, NoReturn

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from . import pointers
from .locations import DIALECT_NAME
from .problems import SchemaError, SchemaProblem, did_you_mean, shown


def load(schema_dir: Path, dialect: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The name and the content of the one schema in the folder that names a package.

    `schema_dir` may be the file itself. Raises SchemaError with every problem of every file.
    """
    problems: list[SchemaProblem] = []
    packages: list[tuple[str, dict[str, Any]]] = []
    for path in schema_files(schema_dir):
        name = f"{path.parent.name}/{path.name}"
        try:
            document = check(parse(path.read_bytes(), name), name, dialect)
        except SchemaError as error:
            problems += error.problems
            continue
        if isinstance(document, dict) and "x-package" in document:
            packages.append((name, document))
        else:
            problems.append(_problem(name, "", 'names no package, add "x-package"'))
    if not problems and len(packages) != 1:
        problems.append(_count_problem(schema_dir, [name for name, _ in packages]))
    if problems:
        raise SchemaError(problems)
    return packages[0]


def schema_files(schema_dir: Path) -> list[Path]:
    """The schema files of a folder in a fixed order, the dialect left out; or the one file."""
    if schema_dir.is_file():
        return [schema_dir]
    return sorted(path for path in schema_dir.glob("*.json") if path.name != DIALECT_NAME)


def _count_problem(schema_dir: Path, found: list[str]) -> SchemaProblem:
    if not found:
        return _problem(str(schema_dir), "", "there is no *.json schema in this folder")
    return _problem(
        str(schema_dir),
        "",
        f"more than one schema: {', '.join(found)}",
        "Give the file itself to --schema.",
    )


def _problem(name: str, pointer: str, message: str, hint: str | None = None) -> SchemaProblem:
    return SchemaProblem(name, pointer, message, hint)


# ------------------------------------------------------------------------------------------ JSON


class _Object(dict[str, Any]):
    """A JSON object that remembers which of its keys came twice."""

    duplicates: tuple[str, ...] = ()


def parse(data: bytes, name: str) -> Any:
    """The JSON value in the bytes, of plain dicts and lists.

    Raises SchemaError for what is not JSON (with line and column), for duplicate keys and for
    text that no UTF-8 file can hold.
    """
    try:
        value = json.loads(
            data.decode("utf-8-sig"), object_pairs_hook=_object, parse_constant=_refuse_constant
        )
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise _not_json(name, f"not JSON, {place}: {error.msg}") from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _not_json(name, f"not JSON, line {line}: not UTF-8 text") from None
    except RecursionError:
        raise _not_json(name, "nested too deeply to read") from None
    except ValueError as error:
        raise _not_json(name, f"not JSON: {error}") from None
    problems: list[SchemaProblem] = []
    plain = _plain(value, "", name, problems)
    if problems:
        raise SchemaError(problems)
    return plain


def _not_json(name: str, message: str) -> SchemaError:
    return SchemaError([SchemaProblem(name, "", message)])


def _refuse_constant(text: str) -> NoReturn:
    raise ValueError(f"{text} is no JSON number")


def _object(pairs: list[tuple[str, Any]]) -> _Object:
    value = _Object(pairs)
    if len(value) < len(pairs):
        counts = Counter(key for key, _ in pairs)
        value.duplicates = tuple(key for key, count in counts.items() if count > 1)
    return value


def _plain(value: Any, pointer: str, name: str, problems: list[SchemaProblem]) -> Any:
    if isinstance(value, _Object):
        for key in value.duplicates:
            place = pointers.join(pointer, key)
            problems.append(_problem(name, place, f"the key {shown(key)} stands here twice"))
        for key in value:
            _check_text(key, pointer, name, problems)
        return {
            key: _plain(item, pointers.join(pointer, key), name, problems)
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [
            _plain(item, pointers.join(pointer, index), name, problems)
            for index, item in enumerate(value)
        ]
    if isinstance(value, str):
        _check_text(value, pointer, name, problems)
    return value


def _check_text(text: str, pointer: str, name: str, problems: list[SchemaProblem]) -> None:
    if any("\ud800" <= char <= "\udfff" for char in text):
        problems.append(_problem(name, pointer, "half of a surrogate pair is no text"))


# --------------------------------------------------------------------------------------- dialect


def check(document: Any, name: str, dialect: dict[str, Any]) -> Any:
    """The document, once the dialect allows every keyword of it.

    Raises SchemaError with one problem for each place.
    """
    try:
        errors = list(Draft202012Validator(dialect).iter_errors(document))
    except RecursionError:
        raise _not_json(name, "nested too deeply to check") from None
    problems = [problem for error in errors for problem in _dialect_problems(error, name, dialect)]
    if problems:
        raise SchemaError(problems)
    return document


def _dialect_problems(
    error: ValidationError, name: str, dialect: dict[str, Any]
) -> list[SchemaProblem]:
    pointer = pointers.join("", *error.absolute_path)
    value = error.instance
    if error.validator == "additionalProperties" and isinstance(value, dict):
        schema: Any = error.schema
        known: dict[str, Any] = schema.get("properties", {})
        return [
            _problem(
                name,
                pointers.join(pointer, key),
                f"unsupported keyword {shown(key)}",
                did_you_mean(key, known)
                or f'Leave it out: "{DIALECT_NAME}" lists what a schema may say here.',
            )
            for key in value
            if key not in known
        ]
    if error.validator == "oneOf":
        message = "a rule says exactly one of apply, each, first, fold and check"
        return [_problem(name, pointer, message)]
    if error.validator == "enum" and isinstance(value, str):
        words: Any = error.validator_value
        allowed = [word for word in words if isinstance(word, str)]
        hint = did_you_mean(value, allowed) or f"Known are: {', '.join(allowed)}."
        return [_problem(name, pointer, f"unknown word {shown(value)}", hint)]
    if error.validator == "type":
        wanted: Any = error.validator_value
        expected = wanted if isinstance(wanted, str) else " or ".join(wanted)
        return [_problem(name, pointer, f"expected {expected}, found {shown(value)}")]
    if error.validator == "anyOf":
        return [_problem(name, pointer, f"no type or list of types: {shown(value)}")]
    if error.validator == "required":
        return [_problem(name, pointer, error.message)]
    return [_problem(name, pointer, f"{error.message[:200]}")]
