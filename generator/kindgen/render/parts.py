"""Chooses parts of a package: what was asked for, and all that it stands on.

A part is what lies on top of a package, by its name without ending: `models`, `client`, `openapi`.
What it stands on is read from its text: modules that it imports, and files that it names.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from ..schema.problems import did_you_mean

Files = Mapping[PurePosixPath, str]
# What a package is nothing without, whatever is in it.
_ALWAYS = ("../pyproject.toml", "LICENSE", "__init__.py", "py.typed")


class UnknownPart(Exception):
    """A package has no such part; the message names those that there are."""


def parts_of(files: Files) -> tuple[str, ...]:
    """Name the parts that a package has, sorted."""
    on_top = (path for path in files if len(path.parts) == 1 and str(path) not in _ALWAYS)
    return tuple(sorted({path.stem for path in on_top if not path.stem.startswith("_")}))


def first_line(part: str, files: Files) -> str:
    """Return the first line of a part's docstring; nothing for what is no module."""
    # Not by a parser: a template that makes no Python is told of where modules are checked.
    text = files.get(PurePosixPath(f"{part}.py"), "")
    quotes = '"""'
    return text[3:].partition("\n")[0].partition(quotes)[0] if text.startswith(quotes) else ""


def chosen(files: Files, parts: Iterable[str]) -> dict[PurePosixPath, str]:
    """Keep the files of some parts and what these stand on, in their order.

    Raises UnknownPart.
    """
    parts = set(parts)
    _refuse_unknown(parts, parts_of(files))
    waiting = [path for path in files if path.stem in parts and len(path.parts) == 1]
    # Of other files than modules, which modules name.
    by_name = {path.name: path for path in files if len(path.parts) == 1 and path.suffix != ".py"}
    kept = {PurePosixPath(name) for name in _ALWAYS}
    while waiting:
        path = waiting.pop()
        if path not in kept:
            kept.add(path)
            waiting += _stands_on(path, files, by_name)
    return {path: text for path, text in files.items() if path in kept}


def without_broken(files: Files) -> dict[PurePosixPath, str]:
    """Leave out the parts that stand on a module which the package does not have."""
    broken = {path for path in files if path.suffix == ".py" and _lacks_a_module(path, files)}
    by_name: dict[str, PurePosixPath] = {}
    uses = {path: set(_stands_on(path, files, by_name)) for path in files}
    while more := {path for path in files if path not in broken and uses[path] & broken}:
        broken |= more
    return {path: text for path, text in files.items() if path not in broken}


def _lacks_a_module(path: PurePosixPath, files: Files) -> bool:
    for node in ast.walk(ast.parse(files[path])):
        if isinstance(node, ast.ImportFrom) and node.level:
            module = path.parents[node.level - 1].joinpath(*(node.module or "").split("."))
            names = [module] if node.module else [module / alias.name for alias in node.names]
            if not all(any(_files_of(name, files)) for name in names):
                return True
    return False


def refuse_left_out(parts: Iterable[str], left_out: Iterable[str], models: str) -> None:
    """Raise UnknownPart for a part that does not work with models of another library."""
    for part in sorted(set(parts).intersection(left_out)):
        raise UnknownPart(
            f"{part!r} works with models of msgspec alone, and these are those of {models}. "
            "Leave it out, or take --models msgspec."
        )


def _refuse_unknown(parts: set[str], known: tuple[str, ...]) -> None:
    for part in sorted(parts.difference(known)):
        hint = did_you_mean(part, known) or f"There are {', '.join(known)}."
        raise UnknownPart(f"the package has no part {part!r}. {hint}")


def _stands_on(
    path: PurePosixPath, files: Files, by_name: Mapping[str, PurePosixPath]
) -> Iterator[PurePosixPath]:
    """Yield the files that a module of the package needs; other files need none."""
    if path.suffix != ".py":
        return
    for node in ast.walk(ast.parse(files[path])):
        if isinstance(node, ast.ImportFrom) and node.level:
            folder = path.parents[node.level - 1]
            module = folder.joinpath(*(node.module or "").split("."))
            for name in ("", *(alias.name for alias in node.names)):
                yield from _files_of(module / name, files)
        elif (
            isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in by_name
        ):
            yield by_name[node.value]


def _files_of(module: PurePosixPath, files: Files) -> Iterator[PurePosixPath]:
    """Yield the file of a module, and those of the packages that it lies in."""
    for place in (module.with_suffix(".py") if module.name else module, module / "__init__.py"):
        if place in files:
            yield place
            yield from (folder / "__init__.py" for folder in place.parents[:-1])
