"""Causes: what is wrong with a document, in the words of Kubernetes.

The validators note findings, each with its place as a chain of steps; here they become causes.
Source of the words: k8s.io/apimachinery, field.Error (version 1.26).
"""

from __future__ import annotations

from ._base.kinds import is_list, is_object

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, TypeAlias

    # One step below a value: a field, an index, or (pointer token, field path text) for both apart.
    Step: TypeAlias = str | int | tuple[str | int, str]
    # A place: () is the document itself, (at, step) one step below.
    At: TypeAlias = "tuple[()] | tuple[At, Step] | ReportedAt"
    Finding: TypeAlias = tuple[At, str, str]

__all__ = [
    "DUPLICATE",
    "FORBIDDEN",
    "INTERNAL",
    "INVALID",
    "NOT_SUPPORTED",
    "REQUIRED",
    "TOO_LONG",
    "TOO_MANY",
    "TYPE_INVALID",
    "Cause",
    "add",
    "causes_of",
    "field_of",
    "message",
    "quoted",
    "under",
]


def __dir__() -> list[str]:
    return __all__


MOST_CAUSES = 1_000  # that an answer lists: of a large document very much may be wrong

TYPE_INVALID = "FieldValueTypeInvalid"
"""The value is of another JSON type than the schema says."""
REQUIRED = "FieldValueRequired"
"""A value must be there and is not."""
INVALID = "FieldValueInvalid"
"""The value has another form than it must have."""
INTERNAL = "InternalError"
"""The value could not be looked at, for no fault of its own."""
NOT_SUPPORTED = "FieldValueNotSupported"
"""The value is none of a closed set."""
DUPLICATE = "FieldValueDuplicate"
"""The value must be the only one of its kind and is not."""
FORBIDDEN = "FieldValueForbidden"
"""No value may be there, or the value may not change."""
TOO_LONG = "FieldValueTooLong"
"""The text is too long."""
TOO_MANY = "FieldValueTooMany"
"""The list or map has too many entries."""


class Cause:
    """One thing that is wrong with a document. Two causes are equal when all four parts are.

    field: the path as Kubernetes writes it, `spec.images[0].from.name`.
    reason: the kind of problem, `FieldValueInvalid`.
    message: the text for people, the value included.
    pointer: the JSON pointer (RFC 6901) of the place, also where something is missing.
    """

    __slots__ = ("field", "message", "pointer", "reason")
    __match_args__ = ("field", "reason", "message", "pointer")

    def __init__(self, field: str, reason: str, message: str, pointer: str) -> None:
        self.field = field
        self.reason = reason
        self.message = message
        self.pointer = pointer

    def _parts(self) -> tuple[str, str, str, str]:
        return (self.field, self.reason, self.message, self.pointer)

    def __eq__(self, other: object) -> bool:
        return self._parts() == other._parts() if isinstance(other, Cause) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._parts())

    def __repr__(self) -> str:
        return (
            f"Cause(field={self.field!r}, reason={self.reason!r}, "
            f"message={self.message!r}, pointer={self.pointer!r})"
        )

    def __str__(self) -> str:
        return f"{self.field}: {self.message}" if self.field else self.message


class LeftOut(Cause):
    """Stands at the end of causes for those that are not listed: `number` of them."""

    __slots__ = ("number",)

    def __init__(self, number: int) -> None:
        super().__init__("", TOO_MANY, f"and {number} more", "")
        self.number = number


def at_most(causes: Iterable[Cause], most: int = MOST_CAUSES) -> list[Cause]:
    """The first causes; where there are more, the last of the list says how many."""
    listed: list[Cause] = []
    more = 0
    for cause in causes:
        if isinstance(cause, LeftOut):
            more += cause.number
        elif len(listed) < most:
            listed.append(cause)
        else:
            more += 1
    return [*listed, LeftOut(more)] if more else listed


class Findings(list["Finding"]):
    """What is found, `most` of it: of the rest only the number is kept, in `left_out`."""

    __slots__ = ("left_out", "most")

    def __init__(self, most: int | None = None) -> None:
        super().__init__()
        self.most = most
        self.left_out = 0

    def append(self, finding: Finding) -> None:
        """Keep one, or count it."""
        if self.most is None or len(self) < self.most:
            super().append(finding)
        else:
            self.left_out += 1


def causes_of(findings: Iterable[Finding]) -> list[Cause]:
    """The findings as causes, in their order."""
    causes: list[Cause] = []
    for at, reason, message in findings:
        field, pointer = _paths(at.at if isinstance(at, ReportedAt) else at)
        if isinstance(at, ReportedAt):
            field = at.field
        causes.append(Cause(field, reason, message, pointer))
    if isinstance(findings, Findings) and findings.left_out:
        causes.append(LeftOut(findings.left_out))
    return causes


# ----------------------------------------------------------------------------------------- places


class ReportedAt:
    """A place that is reported under another field path than its own."""

    __slots__ = ("at", "field")

    def __init__(self, field: str, at: At) -> None:
        self.field = field
        self.at = at


def steps_to(at: At) -> list[Step]:
    """The steps from the document to a place, the first one first."""
    steps: list[Step] = []
    while isinstance(at, tuple) and at:
        at, step = at
        steps.append(step)
    steps.reverse()
    return steps


def field_of(at: At) -> str:
    """The place as a Kubernetes field path: `spec.tags[latest].from`."""
    return at.field if isinstance(at, ReportedAt) else _paths(at)[0]


def _paths(at: At) -> tuple[str, str]:
    """The place as a field path of Kubernetes, and as a JSON pointer."""
    field = pointer = ""
    for step in steps_to(at):
        if isinstance(step, int):
            field += f"[{step}]"
            pointer += f"/{step}"
            continue
        if isinstance(step, tuple):
            token = str(step[0])
            field += step[1]
        else:
            token = str(step)
            field += f".{token}" if field else token
        if "~" in token or "/" in token:
            token = token.replace("~", "~0").replace("/", "~1")
        pointer += f"/{token}"
    return field, pointer


def element_step(index: int, value: Any, key: str) -> Step:
    """The step to an element of a list whose elements are told apart by the field `key`."""
    if not is_object(value):
        return index
    name = value.get(key)
    # One without a name is called so, as in Go: `tags[]`.
    return (index, f"[{name or ''}]") if name is None or isinstance(name, str) else index


def entry(key: Any) -> Step:
    """The step to the entry of a map."""
    return (key if isinstance(key, str) else str(key), f"[{key}]")


def under(at: At, *steps: Step) -> At:
    """The place some steps below another one."""
    for step in steps:
        at = (at, step)
    return at


def add(found: list[Finding], at: At, reason: str, value: Any, detail: str = "") -> None:
    """Note a finding about a value."""
    found.append((at, reason, message(reason, shown(value), detail)))


def add_words(found: list[Finding], at: At, reason: str, words: str, detail: str = "") -> None:
    """Note a finding about a value that is told in other words than its own."""
    found.append((at, reason, message(reason, words, detail)))


def put_in_document_order(document: Any, findings: list[Finding]) -> None:
    """Sort the findings as their places stand in the document."""
    if len(findings) < 2:
        return
    positions: dict[int, dict[Any, int]] = {}

    def position(finding: Finding) -> list[int]:
        place: Any = document
        order: list[int] = []
        for step in steps_to(finding[0]):
            token = step[0] if isinstance(step, tuple) else step
            if is_object(place):
                known: dict[Any, int] = positions.setdefault(id(place), {})
                if not known:
                    known.update((str(key), index) for index, key in enumerate(place))
                order.append(known.get(str(token), -1))
                place = place.get(str(token))
            elif is_list(place) and isinstance(token, int):
                order.append(token)
                place = place[token]
            else:
                order.append(-1)
        return order

    findings.sort(key=position)


# --------------------------------------------------------------------------------------- messages

_ESCAPES = {
    "\a": r"\a", "\b": r"\b", "\f": r"\f", "\n": r"\n", "\r": r"\r", "\t": r"\t", "\v": r"\v",
    '"': r"\"", "\\": r"\\",
}  # fmt: skip


def quoted(text: str) -> str:
    """The text as Go's strconv.Quote writes it: `"`-delimited, what cannot be printed escaped."""
    if text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if char.isprintable():
        return char
    code = ord(char)
    if 0xD800 <= code <= 0xDFFF:  # half of a surrogate pair: Go reads it as U+FFFD
        return "\ufffd"
    if code < 0x20 or code == 0x7F:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def shown(value: Any) -> str:
    """A value as it stands in a message: text quoted, numbers and booleans plain."""
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return '"null"'
    if isinstance(value, int):
        # Python refuses to write integers of more than 4300 digits, and nobody wants to read them.
        return (
            str(value) if -(10**40) < value < 10**40 else f"a number of {value.bit_length()} bits"
        )
    if isinstance(value, float):
        return repr(value)
    if is_list(value) and all(isinstance(item, str) for item in value):
        return "[]string{" + ", ".join(map(quoted, value)) + "}"
    return quoted(type_name(value))


def plain(value: Any) -> str:
    """A text as it is; an empty one for everything else."""
    return value if isinstance(value, str) else ""


def pointer_shown(value: Any) -> str:
    """A pointer to a boolean as Go writes it, as far as it can be told without an address."""
    return "(*bool)(nil)" if value is None else f"(*bool)({shown(value)})"


def type_name(value: Any) -> str:
    """The JSON type of a value, integers told from other numbers."""
    name = _TYPE_NAMES.get(value.__class__)
    if name is not None:
        return name
    inherited = (name for kind, name in _TYPE_NAMES.items() if isinstance(value, kind))
    return next(inherited, type(value).__name__)


_TYPE_NAMES: dict[type, str] = {
    type(None): "null", bool: "boolean", str: "string", int: "integer", float: "number",
    dict: "object", list: "array",
}  # fmt: skip

_PREFIXES = {
    REQUIRED: "Required value", FORBIDDEN: "Forbidden", TOO_LONG: "Too long",
    INTERNAL: "Internal error",
}  # fmt: skip
_VALUED = {
    DUPLICATE: "Duplicate value", NOT_SUPPORTED: "Unsupported value", TOO_MANY: "Too many",
}  # fmt: skip


def message(reason: str, value: str, detail: str = "") -> str:
    """The message of a cause: the reason's own words, the value where they show one, the detail."""
    prefix = _PREFIXES.get(reason) or f"{_VALUED.get(reason, 'Invalid value')}: {value}"
    return f"{prefix}: {detail}" if detail else prefix


def summary(findings: Iterable[Finding]) -> str:
    """Several findings in one line, as Kubernetes joins them: texts that are the same only once."""
    texts = list(dict.fromkeys(f"{field_of(at)}: {text}" for at, _, text in findings))
    if isinstance(findings, Findings) and findings.left_out:
        texts.append(f"and {findings.left_out} more")
    return texts[0] if len(texts) == 1 else f"[{', '.join(texts)}]"
