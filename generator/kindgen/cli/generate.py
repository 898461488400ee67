"""`kindgen generate`: writes the package, where it is not current already."""

from __future__ import annotations

import argparse
import sys
import time

from .exits import DONE, FAILED
from .options import Verbs, add_models, add_parts, add_target, target_of
from .printing import as_typed

_MOST_ADVICE = 19  # and a line that counts the rest


def add_to(verbs: Verbs) -> None:
    """Add the verb to the command."""
    command = verbs.add_parser("generate", help="write the package")
    add_target(command)
    add_parts(command, "all")
    add_models(command, "that of the schema, or msgspec")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Publish the package; the exit code."""
    from ..publish.outputs import is_current
    from ..publish.swap import PublishError, repair

    started = time.perf_counter()
    target = target_of(options, options.parts or ())
    repair(target.out, target.name)
    if is_current(target):
        print(f"{as_typed(target.folder)} is up to date ({time.perf_counter() - started:.2f} s)")
        return DONE
    from .. import pipeline

    begun: list[tuple[str, float]] = []
    try:
        made = pipeline.publish(target, lambda step: begun.append((step, time.perf_counter())))
    except PublishError as error:
        print(f"kindgen: {error}", file=sys.stderr)
        return FAILED
    ended = time.perf_counter()
    for problem in made.advice[:_MOST_ADVICE]:
        print(f"advice: {problem}", file=sys.stderr)
    if more := made.advice[_MOST_ADVICE:]:
        print(f"advice: {len(more):,} more of this kind", file=sys.stderr)
    if made.left_out and not options.parts:
        names = ", ".join(made.left_out)
        print(f"advice: left out, for models of msgspec alone: {names}", file=sys.stderr)
    lines = {path: text.count("\n") for path, text in made.files.items()}
    for path, count in lines.items():
        print(f"{as_typed(target.folder / path)}  {count} lines")
    ends = [*(at for _, at in begun[1:]), ended]
    steps = zip(begun, ends, strict=True)
    spent = ", ".join(f"{step} {end - start:.2f} s" for (step, start), end in steps)
    took = time.perf_counter() - started
    print(f"{len(lines)} files, {sum(lines.values())} lines in {took:.2f} s ({spent})")
    return DONE
