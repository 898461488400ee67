"""What the modules of validators and of defaults are made of, as their templates see it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Function:
    """A function of a module: its name, its docstring and its body."""

    name: str
    doc: str  # may be empty
    lines: tuple[str, ...]
    takes_skip: bool = False  # of rules: whether it can be told to leave some out


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
    open_kinds: tuple[str, ...]  # names of those that may be something else than an object
    tests: tuple[Function, ...]  # whether a value fits
    finds: tuple[Function, ...]
    rules: tuple[Function, ...]
    descriptions: tuple[Function, ...]  # an object in words, for messages
    classes: tuple[tuple[str, str], ...]  # constant, the Python classes that it stands for
    patterns: tuple[tuple[str, str], ...]  # constant, expression for re.compile
    values: tuple[tuple[str, str], ...]  # constant, source
    known_fields: tuple[str, ...]  # lines of a table; see `unknown.py`
    other_kinds: tuple[str, ...]  # lines: what is below kinds that are not in that table
    evaluated: tuple[str, ...]  # lines of another one; see `unevaluated.py`
    fills_nulls: bool  # whether nulls in lists and maps are read as empty values
    imports: tuple[str, ...]  # lines

    def uses(self, module: str) -> bool:
        """Whether the validators import a module of the package: "_base/checks"."""
        return any(f"from .{module.replace('/', '.')} import" in line for line in self.imports)


@dataclass(frozen=True, slots=True)
class Defaults:
    """The content of the defaults module."""

    default_kind: str
    open_kinds: tuple[str, ...]  # names of those that may be something else than an object
    functions: tuple[Function, ...]
    kinds: tuple[tuple[str, str | None], ...]  # definition, function or None where nothing defaults
    imports: tuple[str, ...]  # lines
