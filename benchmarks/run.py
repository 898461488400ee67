"""Prints how fast we are beside others: `python benchmarks/run.py [--quick] [PART …]`.

Ratios of interleaved runs, see README.md. A goal that is missed is told and is no failure; the exit
code is 1 only where something could not be measured.
"""

from __future__ import annotations

import argparse
import importlib
import os
import platform
import sys
from importlib.metadata import version

from timing import NotMeasured

PARTS = (
    "models",
    "validation",
    "imports",
    "generation",
    "store",
    "registry",
    "importing",
    "serving",
    "scheduled",
    "worst",
    "worst_registries",
    "stub",
    "clients",
)
TOOLS = (
    "msgspec",
    "orjson",
    "jsonschema-rs",
    "fastjsonschema",
    "jsonschema",
    "pydantic",
    "aiohttp",
    "httpx2",
)


def main() -> int:
    """Measure the parts that are asked for."""
    parser = argparse.ArgumentParser(description="Measures this project against other tools.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; all")
    parser.add_argument("--quick", action="store_true", help="fewer rounds, rougher figures")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    tools = ", ".join(f"{name} {version(name)}" for name in TOOLS)
    print(f"{platform.python_implementation()} {platform.python_version()}, {tools}")
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n")
    verdicts: list[str] = []
    failed = False
    for part in PARTS:
        if options.parts and part not in options.parts:
            continue
        try:
            for table in importlib.import_module(part).measure(options.quick):
                table.show()
                verdicts += table.verdicts
        except NotMeasured as problem:
            print(f"{part}: not measured: {problem}", file=sys.stderr)
            failed = True
    print(f"goals: {verdicts.count('ok')} ok, {verdicts.count('missed')} missed")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
