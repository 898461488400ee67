"""Texts that would like to be code, and the tripwire that tells whether one of them was.

Each text is harmless where it stays a text. Where it becomes code, it opens the file `tripped` for
writing, in whatever way its place allows.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

_CODE = 'open("tripped", "w")'

# Name of the text -> the text.
TEXTS: dict[str, str] = {
    "double quote": f'" + {_CODE} + "',
    "single quote": f"' + {_CODE} + '",
    "both quotes": f"""'" + {_CODE} + "'""",
    "end of a docstring": f'"""\n{_CODE}\n"""',
    "end of a docstring on one line": f'"""; {_CODE}; """',
    "end of a single-quoted docstring": f"'''\n{_CODE}\n'''",
    "four quotes": '""""',
    "six quotes and more": '"""""" """',
    "begins with quotes": '""Begins" with quotes',
    "ends with a quote": 'Ends with a "quote"',
    "ends with a backslash": "ends with a backslash\\",
    "ends with two backslashes": "ends with two backslashes\\\\",
    "backslash and quotes": f'\\"""\n{_CODE}\n\\"""',
    "escaped quote": '\\" \\\' \\\\" \\u0022\\x22\\42\\N{QUOTATION MARK}',
    "line feed": f"first\n{_CODE}\n",
    "line feed and indent": f"first\n    {_CODE}\n        {_CODE}",
    "carriage return": f"first\r{_CODE}\r\n{_CODE}",
    "line separators": "\v\f\x1c\x1d\x1e\x85\u2028\u2029".join(["a", _CODE, "b"]),
    "tabs": f"\tfirst\t\n\t{_CODE}",
    "a comment": f"# {_CODE}\n{_CODE}",
    "orders to tools": "# fmt: off\n# type: ignore\n# noqa\n# pyright: basic",
    "an encoding": "# -*- coding: utf-7 -*- +ACIAIgAi-",
    "jinja expression": "{{ cycler.__init__.__globals__.os.system('touch tripped') }}",
    "jinja statement": "{% set x = cycler.__init__.__globals__.os.system('touch tripped') %}",
    "jinja block": "{% endfor %}{% endif %}{% raw %}{% include 'x' %}",
    "jinja comment": "{# #} {#",
    "braces of an f-string": "{" + _CODE + "}",
    "braces": "{a!q} {} {0} {a[0]} {a.__class__} {{ }} }",
    "percent signs": "%s %(a)s %n %",
    "shell": "$(touch tripped) `touch tripped` ; touch tripped & | touch tripped",
    "null": f"a\0b\0\n{_CODE}",
    "control characters": "\x01\x07\x08\x1b[2J\x1b]0;tripped\x07\x7f\x9b",
    "bidi": f"\u202e\u2066{_CODE}\u2069\u202c\u200f\u061c",
    "zero width": "zero\u200bwidth\u200djoiners\u2060and\ufeffmarks",
    "combining": "e\u0301\u0300\u0301" * 20,
    "other planes": "\U0001f600\U000e0001\U0010ffff\U0001d482",
    "full width": "\uff02\uff02\uff02\uff1b\uff4f\uff50\uff45\uff4e\uff08\uff09",
    "end of a script": "</script><script>tripped=1</script>",
    "end of a comment": "--><img src=x onerror=tripped()><!--",
    "entities": "&quot;&#34;&lt;script&gt;]]>",
    "end of a table": f'"]\n[tool.hatch]\nx = "{_CODE}',
    "names of Python": "__class__",
    "a keyword": "class",
    "a builtin": "__import__",
    "path up": "../../../tripped",
    "absolute path": "/etc/passwd",
    "Windows path": "C:\\Windows\\..\\tripped",
    "pointer": "#/$defs/~0~1%2F~",
    "arithmetic": "1 or 2 and item is not None else elif:",
    "spaces": "   ",
    "no-break space": "\u00a0a\u00a0",
    "very long word": "x" * 1900,
    "many words": "word " * 380,
}
# Longer than any name may be; as a text they are fine.
LONG_TEXTS = {"long text": f'{_CODE} """ ' * 4000, "long word": "y" * 100_000}

_CHILD = """
import builtins, json, os, sys
sys.path.insert(0, sys.argv[1])
tripped = []

def tripwire(event, arguments):
    if event == "open" and str(arguments[0]).endswith("tripped"):
        tripped.append(event)
    if event.split(".")[0] in ("subprocess", "socket", "shutil", "webbrowser"):
        tripped.append(event)
    if event in ("os.system", "os.exec", "os.fork", "os.remove", "os.rename"):
        tripped.append(event)

sys.addaudithook(tripwire)
builtins.tripped = lambda: tripped.append("call")
{code}
assert not tripped and not os.path.exists("tripped"), tripped
"""


def run_guarded(package: Path, code: str, given: Any = None) -> Any:
    """What a script answers in a child process in which no text of a schema may run.

    `package` can be imported by its name there. The script finds `given` in a variable of that
    name and puts its answer into `answer`; both travel as JSON. Fails where a text became code.
    """
    home = package.parent.resolve()
    script = _CHILD.replace(
        "{code}",
        f"given = json.loads(sys.stdin.read())\nanswer = None\n{code}\n"
        "print(json.dumps(answer, ensure_ascii=True))",
    )
    done = subprocess.run(
        [sys.executable, "-I", "-B", "-X", "utf8", "-c", script, str(home)],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=False,
        cwd=home,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert not (home / "tripped").exists()
    return json.loads(done.stdout)


IMPORT_ALL = """
import importlib, pathlib
name = given["package"]
modules = {
    path.stem: importlib.import_module(name if path.stem == "__init__" else f"{name}.{path.stem}")
    for path in sorted((pathlib.Path(sys.argv[1]) / name).glob("*.py"))
}
models, validators, defaults = modules["models"], modules["validators"], modules["defaults"]
"""


def bare(text: str) -> str:
    """The text without white space: docstrings are wrapped, and nothing else may change."""
    return "".join(text.split())
