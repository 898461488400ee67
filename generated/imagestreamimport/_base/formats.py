"""Formats of strings: what is wrong with a text, in the words of Kubernetes.

Each function gives all complaints about a text, none for a good one; `check` finds a function by
its name. Source of rules and words: k8s.io/apimachinery, util/validation (version 1.26).
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..references import InvalidReference, Reference, parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_NAME = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]"
_LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?"
_SUBDOMAIN = _LABEL + r"(\." + _LABEL + ")*"
_CHARACTERS = (
    "consist of alphanumeric characters, '-', '_' or '.', "
    "and must start and end with an alphanumeric character"
)
# The days that every year has, and 29 February, which needs a second look.
_DAY = (
    r"(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])"
    r"|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31|(02-29)"
)
_OFFSET = r"Z|[+-](?:[01]\d|2[0-3]):[0-5]\d"
_TIME = rf"(\d{{4}})-(?:{_DAY})T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:{_OFFSET})"
_BASE64 = r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?"

# Time stamps are in every document; the other patterns are compiled on first use and remembered
# by `re` itself, for an import has to be quick.
_match_time = re.compile(_TIME, re.ASCII).fullmatch
_match_name = re.compile(r"[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?", re.ASCII).fullmatch
_match_label = re.compile(r"[a-z0-9]++(?:-++[a-z0-9]++)*+", re.ASCII).fullmatch


def _matches(pattern: str, text: str) -> bool:
    return re.fullmatch(pattern, text, re.ASCII) is not None


def _explained(rule: str, pattern: str, *samples: str) -> str:
    # The two spaces and the comma before "or" are Kubernetes' own.
    listed = " or ".join(f"'{sample}', " for sample in samples)
    return f"{rule} (e.g. {listed}regex used for validation is '{pattern}')"


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def lowered(text: str) -> str:
    """The text in lower case as Go has it: U+0130 becomes a plain i."""
    return text.replace("\u0130", "i").lower()


def date_time(text: str) -> list[str]:
    """A time stamp as Go reads it: RFC 3339, section 5.6, in capitals and without leap seconds."""
    if is_date_time(text):
        return []
    return ["must be a time such as 2006-01-02T15:04:05Z"]


def is_date_time(value: Any) -> bool:
    """Whether the value is a text of which `date_time` has no complaint."""
    if value.__class__ is not str and not isinstance(value, str):
        return False
    return _is_time(value) if len(value) <= 40 else _is_time.__wrapped__(value)


# Remembered like the labels below, for documents name the same times and namespaces again and
# again; never a long text.
@lru_cache(maxsize=2048)
def _is_time(text: str) -> bool:
    found = _match_time(text)
    if found is None:
        return False
    if found.lastindex == 1:
        return True
    year = int(found[1])
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def byte(text: str) -> list[str]:
    """Bytes in base64 with padding (RFC 4648, section 4); line breaks are passed over, as in Go."""
    if _matches(_BASE64, text) or _matches(_BASE64, text.replace("\n", "").replace("\r", "")):
        return []
    return ["must be bytes in base64"]


def image_reference(text: str) -> list[str]:
    """An image reference: `registry.example:5000/team/app:1.0`."""
    try:
        parse(text)
    except InvalidReference as error:
        return [str(error)]
    return []


def is_dns_label(text: str) -> bool:
    """Whether `dns_label` has no complaint."""
    return len(text) <= 63 and _is_label(text)


@lru_cache(maxsize=2048)
def _is_label(text: str) -> bool:
    return _match_label(text) is not None


def dns_label(text: str) -> list[str]:
    """A label of the DNS (RFC 1123) in lower case."""
    problems: list[str] = []
    if _bytes(text) > 63:
        problems.append("must be no more than 63 characters")
    if not _matches(_LABEL, text):
        rule = (
            "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', "
            "and must start and end with an alphanumeric character"
        )
        problems.append(_explained(rule, _LABEL, "my-name", "123-abc"))
    return problems


def dns_subdomain(text: str) -> list[str]:
    """Labels of the DNS (RFC 1123) in lower case, with dots between them."""
    problems: list[str] = []
    if _bytes(text) > 253:
        problems.append("must be no more than 253 characters")
    if not _matches(_SUBDOMAIN, text):
        rule = (
            "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, "
            "'-' or '.', and must start and end with an alphanumeric character"
        )
        problems.append(_explained(rule, _SUBDOMAIN, "example.com"))
    return problems


def is_qualified_name(text: str) -> bool:
    """Whether `qualified_name` has no complaint."""
    return (len(text) <= 63 and _match_name(text) is not None) or not qualified_name(text)


def qualified_name(text: str) -> list[str]:
    """The key of a label: a name, if wanted with a DNS subdomain and a slash before it."""
    problems: list[str] = []
    samples = ("MyName", "my.name", "123-abc")
    parts = text.split("/")
    if len(parts) > 2:
        rule = _explained(f"a qualified name must {_CHARACTERS}", _NAME, *samples)
        return [f"{rule} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"]
    if len(parts) == 2:
        prefix = ["must be non-empty"] if not parts[0] else dns_subdomain(parts[0])
        problems += [f"prefix part {problem}" for problem in prefix]
    name = parts[-1]
    if not name:
        problems.append("name part must be non-empty")
    elif _bytes(name) > 63:
        problems.append("name part must be no more than 63 characters")
    if not _matches(_NAME, name):
        problems.append(_explained(f"name part must {_CHARACTERS}", _NAME, *samples))
    return problems


def is_label_value(text: str) -> bool:
    """Whether `label_value` has no complaint."""
    return not text or (len(text) <= 63 and _match_name(text) is not None)


def label_value(text: str) -> list[str]:
    """The value of a label."""
    problems: list[str] = []
    if _bytes(text) > 63:
        problems.append("must be no more than 63 characters")
    if not _matches(f"({_NAME})?", text):
        rule = f"a valid label must be an empty string or {_CHARACTERS}"
        problems.append(_explained(rule, f"({_NAME})?", "MyValue", "my_value", "12345"))
    return problems


def is_path_segment(text: str) -> bool:
    """Whether `path_segment` has no complaint."""
    return "/" not in text and "%" not in text and text not in (".", "..")


def path_segment(text: str) -> list[str]:
    """A name that can stand in a URL between two slashes."""
    if text in (".", ".."):
        return [f"may not be '{text}'"]
    return path_segment_prefix(text)


def path_segment_prefix(text: str) -> list[str]:
    """The beginning of a name that can stand in a URL between two slashes."""
    return [f"may not contain '{char}'" for char in "/%" if char in text]


def printable(text: str) -> list[str]:
    """Characters that can be printed; a complaint gives the place of the character in bytes."""
    return [
        f"invalid character U+{ord(char):04X} (at position {_bytes(text[:index])})"
        for index, char in enumerate(text)
        if not char.isprintable()
    ]


def image_reference_parts(text: object) -> dict[str, str]:
    """The parts of an image reference by name; none of anything else."""
    if not isinstance(text, str):
        return {}
    try:
        found = parse(text)
    except InvalidReference:
        return {}
    return {part: getattr(found, part) for part in Reference.__match_args__}


FORMATS: dict[str, Callable[[str], list[str]]] = {
    "byte": byte,
    "date-time": date_time,
    "dns-label": dns_label,
    "dns-subdomain": dns_subdomain,
    "image-reference": image_reference,
    "label-value": label_value,
    "path-segment": path_segment,
    "path-segment-prefix": path_segment_prefix,
    "printable": printable,
    "qualified-name": qualified_name,
}
# What a format splits a text into, for rules about one part of it.
PARTS: dict[str, Callable[[object], dict[str, str]]] = {"image-reference": image_reference_parts}


def check(name: str, text: str) -> list[str]:
    """All complaints about a text in a format; raises KeyError for a format that is not known."""
    return FORMATS[name](text)
