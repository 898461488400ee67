"""The documented fields of ImageStreamImport, as `kindgen tree` prints them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.support.generator import kindgen

HERE = Path(__file__).parent


def test_the_tree_is_the_documented_one_byte_for_byte() -> None:
    # Never written anew: it is what the reference documents.
    done = kindgen("tree")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.encode() == (HERE / "field-hierarchy.txt").read_bytes()


def test_the_whole_tree_names_the_releases_of_each_field(
    golden: Callable[[str, Path], None],
) -> None:
    done = kindgen("tree", "--all")
    assert (done.returncode, done.stderr) == (0, "")
    golden(done.stdout, HERE / "field-hierarchy-all.txt")


def test_the_whole_tree_without_newer_fields_is_the_documented_one() -> None:
    """Second opinion on the golden file: leave out what came later, and the releases."""
    kept: list[str] = []
    skipped_below: int | None = None
    for line in (HERE / "field-hierarchy-all.txt").read_text("utf-8").splitlines():
        name, text, *releases = line.split("\t")
        indent = len(name) - len(name.lstrip())
        if skipped_below is not None and indent > skipped_below:
            continue
        is_newer = bool(releases) and "since" in releases[0]
        skipped_below = indent if is_newer else None
        if not is_newer:
            kept.append(f"{name}\t{text}")
    assert kept == (HERE / "field-hierarchy.txt").read_text("utf-8").splitlines()
