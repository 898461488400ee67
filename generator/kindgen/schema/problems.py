"""Problems of a schema, and how they are told.

Every step adds to one list, so that a run reports all problems at once.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

# Each step stops at so many: nobody reads more, and each takes time to write.
MAX_PROBLEMS = 1_000
_MANY_WORDS = 1_000


@dataclass(frozen=True, slots=True, order=True)
class SchemaProblem:
    """One problem: the document, the JSON pointer of the place, what is wrong and the cure."""

    document: str
    pointer: str
    message: str
    hint: str | None = None

    def __str__(self) -> str:
        text = f"{printable(self.document)}#{printable(self.pointer)}: {printable(self.message)}"
        return f"{text}\n  {printable(self.hint)}" if self.hint else text


class SchemaError(Exception):
    """A schema that nothing can be generated from; `problems` lists every reason."""

    def __init__(self, problems: Iterable[SchemaProblem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[SchemaError], tuple[list[SchemaProblem]]]:
        return (SchemaError, (self.problems,))  # as it travels between processes


@contextmanager
def never_endless(name: str) -> Iterator[None]:
    """Tell as a problem of the schema what leads deeper than Python can follow."""
    try:
        yield
    except RecursionError:
        message = "nested too deeply: definitions lead to one another in too many steps"
        raise SchemaError([SchemaProblem(name, "", message)]) from None


def printable(text: str) -> str:
    """Escape control characters, bidi marks and lone surrogates of a text, for a terminal."""
    return "".join(
        char if char.isprintable() or char == "\n" else char.encode("unicode_escape").decode()
        for char in text
    )


def did_you_mean(word: str, known: Iterable[str], likeness: float = 0.6) -> str | None:
    """Return a hint with the most similar known word, or None where none is similar."""
    # get_close_matches takes time in the square of the length; misspelt names are shorter.
    words = list(known)
    if len(words) > _MANY_WORDS:
        words = [other for other in words if other[:1] == word[:1]][:_MANY_WORDS]
    near = difflib.get_close_matches(word[:200], words, n=1, cutoff=likeness)
    return f'Did you mean "{near[0]}"?' if near else None


def shown(text: object, limit: int = 80) -> str:
    """Return a value as it stands in a message: quoted, and cut where it is long."""
    words = f'"{text}"' if isinstance(text, str) else repr(text)
    return words if len(words) <= limit else words[:limit] + "…"
