"""Challenges of a registry in `WWW-Authenticate`: Basic, or Bearer with a token server.

Source: RFC 9110, section 11.6.1; one header line may hold several challenges.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_PART = re.compile(
    rf"""\s*(?:
        (?P<name>{_TOKEN})\s*=\s*(?:"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<plain>[^\s,"]*))
        | (?P<scheme>{_TOKEN})(?=\s|,|$)
    )\s*,?""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Challenge:
    """One way to say who one is: the scheme in lower case, and its parameters."""

    scheme: str
    # A realm may hold a password, so parameters are not shown.
    parameters: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), repr=False)


def parse_challenges(lines: Iterable[str]) -> list[Challenge]:
    """Parse the challenges of all header lines, in order; what is malformed ends its line."""
    return [challenge for line in lines for challenge in _parse(line)]


def select(challenges: Iterable[Challenge]) -> Challenge | None:
    """Choose the challenge to answer: Bearer before Basic. The others cannot be answered."""
    known = {challenge.scheme: challenge for challenge in reversed(list(challenges))}
    return known.get("bearer") or known.get("basic")


def _parse(line: str) -> Iterator[Challenge]:
    scheme, parameters, position = "", dict[str, str](), 0
    while position < len(line):
        part = _PART.match(line, position)
        if part is None or part.end() == position:
            break
        position = part.end()
        if part["scheme"]:
            if scheme:
                yield Challenge(scheme, parameters)
            scheme, parameters = part["scheme"].lower(), {}
        else:
            quoted = part["quoted"]
            value = part["plain"] if quoted is None else _ESCAPE.sub(r"\1", quoted)
            parameters.setdefault(part["name"].lower(), value or "")
    if scheme:
        yield Challenge(scheme, parameters)
