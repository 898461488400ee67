"""The client for threads is the one for event loops in other words, made when a package is made."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path, PurePosixPath

from kindgen.pipeline import generate
from tests.support.generator import PACKAGE, TEMPLATES

LIBRARY = Path(__file__).parent / "cases" / "library" / "schema.json"
OURS = TEMPLATES / "package" / "_client" / "asynchronous.py"
THREADS = PurePosixPath("_client/synchronous.py")


def own_templates(folder: Path, name: str, text: str) -> Path:
    """A folder of templates with one file of `_client`."""
    place = folder / "package" / "_client" / name
    place.parent.mkdir(parents=True)
    place.write_text(text, "utf-8")
    return folder


def methods(source: str) -> dict[str, list[str]]:
    """Each method by the name of its class -> the names of its arguments."""
    return {
        f"{owner.name}.{node.name}": [each.arg for each in (*node.args.args, *node.args.kwonlyargs)]
        for owner in ast.parse(source).body
        if isinstance(owner, ast.ClassDef)
        for node in owner.body
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    }


def test_nothing_in_it_waits() -> None:
    tree = ast.parse((PACKAGE / THREADS).read_text("utf-8"))
    waiting = (ast.AsyncFunctionDef, ast.AsyncFor, ast.AsyncWith, ast.Await)
    assert [node for node in ast.walk(tree) if isinstance(node, waiting)] == []
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    names |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert [name for name in names if "async" in name.lower()] == []


def test_both_have_the_same_methods() -> None:
    threads = methods((PACKAGE / THREADS).read_text("utf-8"))
    loops = methods(OURS.read_text("utf-8"))
    assert {
        name.replace("Async", "").replace("__a", "__"): args for name, args in loops.items()
    } == {name.replace("__a", "__"): args for name, args in threads.items()}


def test_it_reads_as_if_written_by_hand() -> None:
    """Sorted imports, no line too long, nothing that newer Python says better."""
    check = ["ruff", "check", "--isolated", "--select=I,UP,F,E,W", "--line-length=100"]
    for command in (check, ["black", "--check", "--quiet", "--line-length=100"]):
        done = subprocess.run(
            [sys.executable, "-m", *command, str(PACKAGE / THREADS)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_who_changes_one_gets_both(tmp_path: Path) -> None:
    text = OURS.read_text("utf-8") + (
        "\n\nasync def first(listing: AsyncListing[_List, _Item]) -> _Item | None:\n"
        '    """The first object, by `async for`."""\n'
        "    async for item in listing:\n"
        "        return item\n"
        "    return None\n"
    )
    files = generate(LIBRARY, own_templates(tmp_path, "asynchronous.py", text))
    assert files[THREADS].endswith(
        "\n\n\ndef first(listing: Listing[_List, _Item]) -> _Item | None:\n"
        '    """The first object, by `for`."""\n'
        "    for item in listing:\n"
        "        return item\n"
        "    return None\n"
    )


def test_one_of_ones_own_takes_its_place(tmp_path: Path) -> None:
    files = generate(LIBRARY, own_templates(tmp_path, "synchronous.py", '"""Mine."""\n'))
    assert files[THREADS] == '"""Mine."""\n'
