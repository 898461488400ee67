"""What the modules of validators and of defaults are made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the validator module: its name, its docstring and its body."""

    name: str
    doc: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A definition as the validators know it: the names of its functions."""

    name: str
    test: str
    find: str
    rules: str | None


@dataclass(frozen=True, slots=True)
class Validators:
    """The content of a validator module."""

    default_kind: str
    kinds: tuple[Kind, ...]
    tests: tuple[Function, ...]
    finds: tuple[Function, ...]
    rules: tuple[Function, ...]
    patterns: tuple[tuple[str, str], ...]  # constant, expression for re.compile
    values: tuple[tuple[str, str], ...]  # constant, source
    known_fields: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]  # see `unknown.py`
    imports: tuple[str, ...]  # lines


@dataclass(frozen=True, slots=True)
class Defaults:
    """The content of the defaults module."""

    default_kind: str
    functions: tuple[Function, ...]
    kinds: tuple[tuple[str, str | None], ...]  # definition, function or None where nothing defaults
    imports: tuple[str, ...]  # lines
