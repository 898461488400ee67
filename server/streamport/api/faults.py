"""Reasons not to start, or not to use a file that has changed while the server runs."""

from __future__ import annotations


class CannotStart(Exception):
    """The message names the place, the problem and the cure, and never a secret."""


class BadFile(CannotStart):
    """A file that cannot be used; every problem in it has a line."""

    def __init__(self, path: str, problems: list[tuple[int, str]]) -> None:
        self.problems = problems
        super().__init__("\n".join(f"{path}:{line}: {text}" for line, text in problems))
