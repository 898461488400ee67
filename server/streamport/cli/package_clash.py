"""Notice that the package `imagestreamimport` was installed twice.

Two distributions hold it: `streamport`, and the small `imagestreamimport` for those who want
nothing else. pip does not know that they share files: the second overwrites those of the first, and
whichever is uninstalled takes the files of the other along.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

_WARNING = """\
streamport: warning: the distributions streamport and imagestreamimport are both \
installed here, and hold the same package: one has overwritten the other. Keep one of them:
  pip uninstall --yes imagestreamimport && pip install --force-reinstall --no-deps streamport"""


def clash_warning() -> str | None:
    """Say that the package came in twice, and how to mend it; None where it came once.

    Looks at names of files beside the package: `importlib.metadata` takes longer to import than a
    manifest to check.
    """
    spec = find_spec("imagestreamimport")
    if spec is None or spec.origin is None:
        return None
    beside = Path(spec.origin).parents[1]
    return _WARNING if any(beside.glob("imagestreamimport-*.dist-info")) else None
