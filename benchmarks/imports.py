"""What importing the package costs in a fresh process, bytecode present."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from schemas import GENERATED
from timing import Measure, Table, at_most, interleaved, run, shown_s

BARE, MSGSPEC = "a bare interpreter", "import msgspec"
MODELS, VALIDATORS = "import imagestreamimport.models", "import imagestreamimport.validators"
READY = "the same and the first decode"
STATEMENTS = {
    BARE: "pass",
    VALIDATORS: VALIDATORS,
    MSGSPEC: MSGSPEC,
    MODELS: MODELS,
    READY: f"{MODELS} as models; models.decode('{{}}')",
}
STANDS_ON = {VALIDATORS: BARE, MSGSPEC: BARE, MODELS: MSGSPEC, READY: MSGSPEC}
GOALS = {MODELS: at_most(20), VALIDATORS: at_most(15)}


def measure(quick: bool) -> Iterator[Table]:
    """One table; the figure is what an import takes over what it stands on."""
    with tempfile.TemporaryDirectory() as folder:
        candidates: dict[str, Measure] = {
            name: _python(statement, Path(folder)) for name, statement in STATEMENTS.items()
        }
        for warm_up in candidates.values():  # writes the bytecode
            warm_up()
        times = interleaved(candidates, 7 if quick else 41)
    table = Table("imports: fresh processes", "median", "over", " ms")
    for name in candidates:
        below = STANDS_ON.get(name)
        over = times.over(name, below) * 1000 if below else None
        label = f"{name}, over {below}" if below else name
        table.add(label, shown_s(times.median(name)), over, GOALS.get(name))
    yield table


def _python(statement: str, bytecode: Path) -> Measure:
    source = f"import sys; sys.path.insert(0, {str(GENERATED)!r}); {statement}"
    # -I: nothing of the caller's environment counts. The bytecode has a place of its own, for the
    # environment may forbid it beside the sources.
    command = [sys.executable, "-I", "-X", f"pycache_prefix={bytecode}", "-c", source]
    return lambda: run(command, os.environ).processor_s
