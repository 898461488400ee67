"""Imports a new package in a child process before it takes its place: what compiles may not load.

The child loads what packages stand on while the package is still being made.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from types import TracebackType

from ..ir.models import Library

_HTTP = ("httpx2", "starlette.applications", "yaml", "asyncio")
# What the extras of a package bring: modules that need one are tried where it is installed.
_EXTRAS = ("httpx2", "starlette", "yaml")
_CHILD = f"""
import contextlib, gc, importlib, json, sys
for name in sys.argv[1:]:
    with contextlib.suppress(Exception):  # whoever needs it will tell
        importlib.import_module(name)
folder, *modules = json.loads(sys.stdin.read())
sys.path.insert(0, folder)
for name in modules:
    try:
        importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name not in {_EXTRAS}:
            raise
gc.freeze()  # or Python would look for garbage once more before it ends
"""


class Trial:
    """A child process for one package; `is_http` where that has an HTTP half."""

    def __init__(self, is_http: bool = False, library: Library = Library.MSGSPEC) -> None:
        has_http = is_http and library is Library.MSGSPEC
        libraries = (library, *_HTTP) if has_http else (library,)
        self._child = subprocess.Popen(
            [sys.executable, "-I", "-B", "-c", _CHILD, *libraries],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Trial:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._child.kill()
        self._child.communicate()

    def complaint(self, folder: Path, package: str) -> str | None:
        """Tell why a package in a folder cannot be imported; None where every module can."""
        modules = sorted(
            ".".join(path.relative_to(folder).with_suffix("").parts)
            for path in (folder / package).rglob("*.py")
            if path.stem != "__init__"
        )
        said = self._child.communicate(json.dumps([str(folder), package, *modules]))[1]
        if self._child.returncode == 0:
            return None
        return (said.strip().splitlines() or ["no message"])[-1]
