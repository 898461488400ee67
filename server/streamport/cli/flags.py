"""Kinds of flags that several verbs have."""

from __future__ import annotations

import argparse
from typing import Any


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
