"""The README's Python runs."""

from __future__ import annotations

import re

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
