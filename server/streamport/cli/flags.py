"""Parts of the command line that several verbs share."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any


def add_verb(
    verbs: argparse._SubParsersAction[Any],
    name: str,
    run: Callable[[argparse.Namespace], int],
    **texts: Any,
) -> argparse.ArgumentParser:
    """Add a verb to the command, with its help, description and epilog as they are written."""
    form = argparse.RawDescriptionHelpFormatter
    parser: argparse.ArgumentParser = verbs.add_parser(name, formatter_class=form, **texts)
    parser.set_defaults(run=run)
    return parser


def add_switch(
    group: argparse._ActionsContainer, name: str, default: bool | None, text: str, **more: Any
) -> None:
    """Add a flag that also takes =true or =false, as Kubernetes' flags do."""
    group.add_argument(
        name, nargs="?", const=True, default=default, type=_switch, metavar="true|false",
        help=text, **more,
    )  # fmt: skip


def _switch(text: str) -> bool:
    if text.lower() not in ("true", "false"):
        raise argparse.ArgumentTypeError(f"true or false is needed, not {text!r}")
    return text.lower() == "true"
