"""Whoever follows a citation or a link arrives: sections, rules, files, headings, make targets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.support.generator import ROOT

BOOK = ROOT / "docs" / "import-semantics.md"
CITING = ("schema", "templates", "generator", "server", "tests", "benchmarks")
SUFFIXES = {".py", ".jinja", ".jinja2", ".md"}
DOCUMENTS = [
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
    *(path for folder in CITING for path in sorted((ROOT / folder).rglob("*.md"))),
]

_NUMBER = r"\d+(?:\.\d+)*"
_LIST = rf"{_NUMBER}(?: \((?:steps |rules )?[a-z\d]+(?: to \d+)?\))?"
# What stands before "section" says of which document; our book is the one without a number.
_CITATION = re.compile(
    rf"(?P<document>\bRFC \d+,? |\b(?:[A-Z]\w+ )+[\d.-]+, |\bimport semantics, )?"
    rf"\b[Ss]ections? (?P<numbers>{_LIST}(?:(?:, | and |, and | to ){_LIST})*)"
    r"(?:, (?:rules?|steps?) (?P<items>\d+(?: to \d+)?))?"
)
_MALFORMED = re.compile(r"semantics,? \d[\d.]*")
_PART = re.compile(rf"({_NUMBER})(?: \((?:steps |rules )?(\w+)(?: to (\d+))?\))?( to )?")
_FENCE = re.compile(r"^ *```.*?^ *```", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"`[^`\n]+`")
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ +(.+?) *$", re.MULTILINE)


# -------------------------------------------------------------------------------------- the book


@cache
def sections() -> dict[str, str]:
    """The text of each section of the book by its number."""
    found: dict[str, str] = {}
    for part in re.split(r"^#+ ", BOOK.read_text("utf-8"), flags=re.MULTILINE):
        if number := re.match(rf"({_NUMBER})\.? ", part):
            found[number[1]] = part
    return found


def items(number: str) -> set[str]:
    """What a section counts: rows of tables and points of lists that begin with a number."""
    _, _, body = sections()[number].partition("\n")
    return set(re.findall(r"^(?:\| (?=\d+ \|)|(?=\d+\. ))(\d+)", body, re.MULTILINE))


# -------------------------------------------------------------------------------------- citations


def unmarked(source: str) -> str:
    """A file's text as one line, without the marks that comments begin their lines with."""
    return re.sub(r"\s+", " ", re.sub(r"^\s*#+ ?", " ", source, flags=re.MULTILINE))


def wrong_citations(source: str) -> Iterator[str]:
    """What a file cites that cannot be looked up.

    A section without a name before it is one of the book that the file names elsewhere.
    """
    text = unmarked(source)
    names_the_book = "import semantics" in text
    for found in _CITATION.finditer(text):
        document = found["document"]
        if document not in (None, "import semantics, "):
            continue
        if document is None and not names_the_book:
            yield f"{found[0]}: of which document?"
            continue
        yield from _missing(found["numbers"], found["items"])
    for found in _MALFORMED.finditer(text):
        yield f"{found[0]}: write it as section N"


def _missing(numbers: str, cited: str | None) -> Iterator[str]:
    last = ""
    for number, first, until, _ in _PART.findall(numbers):
        last = number
        if number not in sections():
            yield f"there is no section {number}"
        elif first.isdigit():
            yield from _missing_items(number, first, until)
        elif first and f"**({first})" not in sections()[number]:
            yield f"section {number} has no ({first})"
    if cited and last in sections():
        first, _, until = cited.partition(" to ")
        yield from _missing_items(last, first, until)


def _missing_items(number: str, first: str, until: str) -> Iterator[str]:
    for item in range(int(first), int(until or first) + 1):
        if str(item) not in items(number):
            yield f"section {number} counts no {item}"


def citing_files() -> list[Path]:
    """All files whose comments may cite the book. This one plants citations that are wrong."""
    files = (path for folder in CITING for path in sorted((ROOT / folder).rglob("*")))
    wanted = [path for path in files if path.suffix in SUFFIXES and path != Path(__file__)]
    return [*wanted, *sorted((ROOT / "schema").glob("*.json"))]


def test_each_section_and_rule_that_is_cited_exists() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}: {problem}"
        for path in citing_files()
        for problem in wrong_citations(path.read_text("utf-8"))
    ]
    assert wrong == []


def test_citations_are_found_at_all() -> None:
    cited = sum(
        len(_CITATION.findall(unmarked(path.read_text("utf-8")))) for path in citing_files()
    )
    assert cited > 60


@pytest.mark.parametrize(
    "planted",
    [
        '"""Tags. Source: import semantics, section 8.99."""',
        '"""Tags. Source: import\nsemantics, sections 8.4 and 23."""',
        "# import semantics,\n# sections 14.3 (z) and 14.6",
        "# import semantics, section 8.1; and section 77 of it",
        "# import semantics, sections 2 (steps 11 to 16) and 9.1",
        "# import semantics, section 4, rule 13",
        "# section 8.5",
        "# in the words of semantics 8.7",
    ],
)
def test_a_planted_citation_of_nothing_is_found(planted: str) -> None:
    assert len(list(wrong_citations(planted))) == 1


@pytest.mark.parametrize(
    "right",
    [
        '"""Source: import semantics, sections 2 (steps 11 to 15), 9.1 and 14.3 (a)."""',
        "# RFC 3339, section 5.6; JSON Schema 2020-12, section 7.2.1; RFC 4648, section 99",
        "# import semantics, section 22, rules 1 to 19, and section 6, rule 5",
    ],
)
def test_a_right_citation_is_none_of_them(right: str) -> None:
    assert list(wrong_citations(right)) == []


def test_each_document_that_a_comment_names_is_in_the_repository() -> None:
    named = [
        (path, name)
        for path in citing_files()
        if path.suffix == ".py"
        for name in re.findall(r"(?<![\w/.{}-])[\w./-]*\w\.md\b", path.read_text("utf-8"))
    ]
    wrong = [
        f"{path.relative_to(ROOT)} names {name}"
        for path, name in named
        if not any((folder / name).exists() for folder in (path.parent, ROOT, ROOT / "docs"))
    ]
    assert wrong == []


# -------------------------------------------------------------------------------------- the books


def anchors(document: Path) -> set[str]:
    """The anchors that a forge gives the headings of a document."""
    found: set[str] = set()
    for heading in _HEADING.findall(_FENCE.sub("", document.read_text("utf-8"))):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)
        slug = re.sub(r"[^\w\- ]", "", plain.lower()).replace(" ", "-")
        number = 0
        while slug in found:
            number += 1
            slug = f"{slug.removesuffix(f'-{number - 1}')}-{number}"
        found.add(slug)
    return found


def wrong_links(document: Path, text: str) -> Iterator[str]:
    """Links of a document that lead to no file or to no heading."""
    for target in _LINK.findall(_SPAN.sub("", _FENCE.sub("", text))):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (document.parent / path).resolve() if path else document
        if not file.exists():
            yield f"{target}: no such file"
        elif anchor and anchor not in anchors(file):
            yield f"{target}: no such heading"


def wrong_words(text: str) -> Iterator[str]:
    """Paths of the repository and make targets that a document names and that do not exist."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    plain = text.replace("```", "")
    for path in re.findall(r"`((?:[\w.-]+/)+[\w.-]*)`", _FENCE.sub("", text)):
        top = path.partition("/")[0]
        if (ROOT / top).is_dir() and not (ROOT / path).exists():
            yield f"{path}: not in the repository"
    for target in re.findall(r"(?:^ {4}|^\$ |`)make ([a-z][a-z-]+)", plain, re.MULTILINE):
        if not re.search(rf"^{re.escape(target)}:", makefile, re.MULTILINE):
            yield f"make {target}: no such target"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_paths_and_targets_lead_somewhere(document: Path) -> None:
    text = document.read_text("utf-8")
    assert [*wrong_links(document, text), *wrong_words(text)] == []


@pytest.mark.parametrize(
    "planted",
    [
        "[a page](nowhere.md)",
        "[a heading](#nowhere)",
        "[a heading](docs/import-semantics.md#85-nowhere)",
        "The file `generator/kindgen/nowhere.py` does it.",
        "Type `make nothing`.",
    ],
)
def test_a_planted_dead_link_is_found(planted: str) -> None:
    readme = ROOT / "README.md"
    assert len([*wrong_links(readme, planted), *wrong_words(planted)]) == 1


def test_the_readme_is_short_and_leads_to_every_book() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert len(readme.splitlines()) < 200
    linked = {target.partition("#")[0] for target in _LINK.findall(readme)}
    books = {
        path.relative_to(ROOT).as_posix() for path in DOCUMENTS if path.parent == ROOT / "docs"
    }
    books |= {name for name in ("CONTRIBUTING.md", "SECURITY.md") if (ROOT / name).exists()}
    assert books <= linked


# A path in the page about the rooms begins at the top of the checkout or of the package.
_FILE = re.compile(r"`([\w./-]+/[\w.-]+\.(?:py|md|json|jinja))`")


def test_the_files_that_the_page_about_the_rooms_names_exist() -> None:
    named = _FILE.findall((ROOT / "docs" / "architecture.md").read_text("utf-8"))
    assert len(named) > 10
    roots = (ROOT, ROOT / "generated" / "imagestreamimport")
    assert [name for name in named if not any((root / name).is_file() for root in roots)] == []
