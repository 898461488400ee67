"""Regular expressions of users, by RE2: none can be made so that it takes long for one tag."""

from __future__ import annotations

import re2

LONGEST = 1_000  # characters
LARGEST = 1_000  # instructions of RE2; what takes longer for each tag than reading it
_MEMORY_BYTES = 1 << 20


class BadPattern(ValueError):
    """A text that is no pattern; the message says what is wrong and what to write."""


class Pattern:
    """A regular expression that a tag matches from its first to its last character, or not."""

    __slots__ = ("_compiled", "text")

    def __init__(self, text: str) -> None:
        """Raises BadPattern."""
        if len(text) > LONGEST:
            raise BadPattern(f"a pattern has at most {LONGEST:,} characters; write it shorter")
        self.text = text
        try:
            self._compiled = re2.compile(text, _options())
        except re2.error as error:
            raise BadPattern(_worded(error, text)) from None
        except UnicodeEncodeError:
            raise BadPattern("it has characters that no text has; leave them out") from None
        if self._compiled.programsize > LARGEST:
            raise BadPattern("its repetitions make it too large; use smaller numbers in {}")

    def __repr__(self) -> str:
        return f"Pattern({self.text!r})"

    def __eq__(self, other: object) -> bool:
        return self.text == other.text if isinstance(other, Pattern) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.text)

    def matches(self, tag: str) -> bool:
        """Whether the whole tag matches."""
        try:
            return self._compiled.fullmatch(tag) is not None
        except UnicodeEncodeError:  # what a registry sent as a tag, and no text has
            return False


def _options() -> re2.Options:
    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MEMORY_BYTES
    return options


def _worded(error: Exception, text: str) -> str:
    said = error.args[0] if error.args else ""
    why = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    cure = "write a regular expression in the syntax of RE2, such as v[0-9.]+"
    if why.startswith("invalid perl operator") or "\\" in why:
        cure = "RE2 has no look-around and no back-references; use include and exclude together"
    elif text.startswith(("*", "?")):
        cure = "for any text write .* and not *"
    return f"{why}; {cure}"
