"""The tokens that lead from page to page of a list."""

from __future__ import annotations

from ..errors import WrongAnswer


class Tokens:
    """The `continue` tokens of one list as they come; `last` is None before the first page."""

    def __init__(self) -> None:
        self.last: str | None = None
        self._seen: set[str] = set()

    def take(self, token: str | None) -> None:
        """Take the token of the next page, None at the end. Raises WrongAnswer for a repeated one.

        Whoever follows it reads the same pages for ever.
        """
        if token is not None:
            if token in self._seen:
                raise WrongAnswer("the list does not end: a continue token comes a second time")
            self._seen.add(token)
        self.last = token
