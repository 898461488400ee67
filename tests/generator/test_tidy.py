"""What black does to a module that is handed to it piece by piece."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from kindgen.python.formatting import formatted
from kindgen.python.tidy import tidy
from kindgen.render.templates import find_templates
from kindgen.schema.problems import SchemaError
from tests.support.generator import PACKAGE

# Those that are copied are held by `make lint`.
RENDERED = sorted(PACKAGE / path for path in find_templates(None).pages() if path.suffix == ".py")
_MODULE = PurePosixPath("module.py")


def _tidied(text: str) -> str:
    return tidy({_MODULE: text}).files[_MODULE]


@pytest.mark.parametrize("path", RENDERED, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_has_the_form_that_black_gives_the_whole_of_it(path: Path) -> None:
    text = path.read_text("utf-8")
    assert formatted(text) == text


@pytest.mark.parametrize(
    "text",
    [
        'x="""one\n\n\ndef two() -> None: ...\n"""\n',
        "def one( ): pass\n\n\n# fmt: off\nx = { }\n\n\ndef two( ): pass\n# fmt: on\n",
        "def one( ): pass\n\n\n# fmt: off\nx = { }\n# fmt: on\n\n\ndef two( ): pass\n",
        "import re\n\n\n@first\ndef one( ): ...\n\n\n@second\n\nasync def two( ): ...\n",
        "class One: x=1\n\n\n\n\n# two\ndef two( ): ...\nx=[1,]\n\n\ndef three( ): ...",
        "if True:\n\n\n    def one( ): ...\n\n\ndef two( ): ...\n\n\n\n",
        "def one(): ...\n\n\nx = '''\n\n\n@'''",
        "",
        "\n\n\ndef one( ): ...",
    ],
)
def test_a_module_in_pieces_comes_out_as_the_whole_would(text: str) -> None:
    assert _tidied(text) == (formatted(text) or "\n")


def test_what_is_no_python_is_told_with_its_place_in_the_module() -> None:
    text = "def one(): ...\n\n\ndef (: ...\n"
    with pytest.raises(SchemaError, match=r"module\.py#: makes no Python: .*4:4"):
        _tidied(text)
