"""The README's Python runs."""

from __future__ import annotations

import re

import pytest

from tests.support.generator import ROOT


def test_the_test_with_the_fake_server_is_ten_lines_and_passes() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    blocks = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    (block,) = [block for block in blocks if "FakeServer" in block]
    names: dict[str, object] = {}
    exec(block, names)
    (test,) = [value for name, value in names.items() if name.startswith("test_")]
    assert callable(test)
    test()
    assert len(block.partition("def ")[2].strip().splitlines()) <= 10


def test_the_first_example_prints_what_stands_below_it(capsys: pytest.CaptureFixture[str]) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    (found,) = re.findall(r"```python\n([^`]*)```\n\nprints\n\n```text\n([^`]*)```", readme)
    exec(found[0], {})
    assert capsys.readouterr().out == found[1]
