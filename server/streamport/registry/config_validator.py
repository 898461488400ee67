# Made from config.schema.json by `kindgen validator`; change that and make it again.

from __future__ import annotations

import re

TYPE_CHECKING = False

"""Objects and lists among JSON values, told in a way that type checkers follow."""


TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeGuard


def is_object(value: Any) -> TypeGuard[dict[str, Any]]:
    """Whether the value is a JSON object."""
    return isinstance(value, dict)


def is_list(value: Any) -> TypeGuard[list[Any]]:
    """Whether the value is a JSON array."""
    return isinstance(value, list)


"""Causes: what is wrong with a document, in the words of Kubernetes.

The validators note findings, each with its place as a chain of steps; here they become causes.
Source of the words: k8s.io/apimachinery, field.Error (version 1.26).
"""


TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, TypeAlias

    # One step below a value: a field, an index, or (pointer token, field path text) for both apart.
    Step: TypeAlias = str | int | tuple[str | int, str]
    # A place: () is the document itself, (at, step) one step below.
    At: TypeAlias = "tuple[()] | tuple[At, Step] | ReportedAt"
    Finding: TypeAlias = tuple[At, str, str]


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


def causes_of(findings: Iterable[Finding]) -> list[Cause]:
    """The findings as causes, in their order."""
    return [
        Cause(field_of(at), reason, message, pointer_of(at)) for at, reason, message in findings
    ]


# ----------------------------------------------------------------------------------------- places


class ReportedAt:
    """A place that is reported under another field path than its own."""

    __slots__ = ("at", "field")

    def __init__(self, field: str, at: At) -> None:
        self.field = field
        self.at = at


def _steps_to(at: At) -> list[Step]:
    steps: list[Step] = []
    while isinstance(at, tuple) and at:
        at, step = at
        steps.append(step)
    steps.reverse()
    return steps


def field_of(at: At) -> str:
    """The place as a Kubernetes field path: `spec.tags[latest].from`."""
    if isinstance(at, ReportedAt):
        return at.field
    text = ""
    for step in _steps_to(at):
        if isinstance(step, tuple):
            text += step[1]
        elif isinstance(step, int):
            text += f"[{step}]"
        else:
            text += f".{step}" if text else str(step)
    return text


def pointer_of(at: At) -> str:
    """The place as a JSON pointer: `/spec/tags/0/from`."""
    text = ""
    for step in _steps_to(at.at if isinstance(at, ReportedAt) else at):
        token = step[0] if isinstance(step, tuple) else step
        text += "/" + str(token).replace("~", "~0").replace("/", "~1")
    return text


def element_step(index: int, value: Any, key: str) -> Step:
    """The step to an element of a list whose elements are told apart by the field `key`."""
    name = value.get(key) if is_object(value) else None
    return (index, f"[{name}]") if isinstance(name, str) else index


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


def in_document_order(document: Any, findings: list[Finding]) -> list[Finding]:
    """The findings in the order in which their places stand in the document."""
    if len(findings) < 2:
        return findings
    positions: dict[int, dict[Any, int]] = {}

    def position(finding: Finding) -> list[int]:
        place: Any = document
        order: list[int] = []
        for step in _steps_to(finding[0]):
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

    return sorted(findings, key=position)


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
    if value is None:
        return "null"
    for types, name in _TYPE_NAMES:
        if isinstance(value, types):
            return name
    return type(value).__name__


_TYPE_NAMES: tuple[tuple[type, str], ...] = (
    (bool, "boolean"), (str, "string"), (int, "integer"), (float, "number"),
    (dict, "object"), (list, "array"),
)  # fmt: skip

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
    return texts[0] if len(texts) == 1 else f"[{', '.join(texts)}]"


"""Image references: `[host/]path[:tag][@digest]`, read and written back.

The one place that knows their grammar. Source: the distribution reference grammar, and how
OpenShift splits the name into registry, namespace and name (import semantics, section 7).
"""


import re
from functools import lru_cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


# Possessive throughout (`++`): each part ends where the next begins, nothing is tried twice.
_HOST_LABEL = r"[A-Za-z0-9]++(?:-++[A-Za-z0-9]++)*+"
_HOST = rf"{_HOST_LABEL}(?:\.{_HOST_LABEL})*+(?::[0-9]++)?+"
# The grammar lets the separator be no character at all, which would say nothing new.
_COMPONENT = r"[a-z0-9]++(?:(?:[._]|__|-++)[a-z0-9]++)*+"
_ALGORITHM = r"[A-Za-z][A-Za-z0-9]*+(?:[-_+.][A-Za-z][A-Za-z0-9]*+)*+"
_PATH = rf"(?:{_HOST}/)?{_COMPONENT}(?:/{_COMPONENT})*+"
_TAG = r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}+"
_match_plain = re.compile(rf"{_PATH}(?::{_TAG})?", re.ASCII).fullmatch
_match: Any = None  # the whole grammar, compiled on first use: many who import this never parse

_HEX_LENGTHS = {"sha256": 64, "sha384": 96, "sha512": 128}
_NAME_LIMIT = 255
_HUB = ("docker.io", "index.docker.io", "registry-1.docker.io")


class InvalidReference(ValueError):
    """A text that is no image reference; the message says why, in the words of the server."""


class Reference:
    """An image reference in its parts; a part that is not there is an empty string."""

    __slots__ = ("digest", "name", "namespace", "registry", "tag")
    __match_args__ = ("registry", "namespace", "name", "tag", "digest")

    def __init__(
        self,
        registry: str = "",
        namespace: str = "",
        name: str = "",
        tag: str = "",
        digest: str = "",
    ) -> None:
        self.registry = registry
        self.namespace = namespace
        self.name = name
        self.tag = tag
        self.digest = digest

    def _parts(self) -> tuple[str, str, str, str, str]:
        return (self.registry, self.namespace, self.name, self.tag, self.digest)

    def __eq__(self, other: object) -> bool:
        return self._parts() == other._parts() if isinstance(other, Reference) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._parts())

    def __repr__(self) -> str:
        parts = zip(self.__match_args__, self._parts(), strict=True)
        return f"Reference({', '.join(f'{key}={value!r}' for key, value in parts if value)})"

    def __str__(self) -> str:
        return self.exact()

    @property
    def repository(self) -> str:
        """The repository as a registry knows it: `library/app` for `app`, empty without a name."""
        if not self.name:
            return ""
        namespace = self.namespace
        if not namespace and (self.registry or "docker.io") in _HUB:
            namespace = "library"
        return f"{namespace}/{self.name}" if namespace else self.name

    def exact(self) -> str:
        """The reference as it was spelled, but for a tag beside a digest. No default is added."""
        path = "/".join(part for part in (self.registry, self.namespace, self.name) if part)
        if self.digest:
            return f"{path}@{self.digest}"
        return f"{path}:{self.tag}" if self.tag else path

    def normalised(self) -> str:
        """The reference with everything made explicit: `docker.io/library/app:latest`.

        Raises InvalidReference for a registry without a repository, and for a repository with
        upper-case letters, which has no such form.
        """
        repository = self.repository
        if not repository:
            raise InvalidReference("repository name must have at least one component")
        if repository != repository.lower():
            raise InvalidReference("repository name must be lowercase")
        registry = self.registry or "docker.io"
        path = f"{'docker.io' if registry == 'index.docker.io' else registry}/{repository}"
        return f"{path}@{self.digest}" if self.digest else f"{path}:{self.tag or 'latest'}"


def parse(text: str) -> Reference:
    """The parts of an image reference.

    A name without a slash that has a dot, or starts with `localhost`, is a registry alone.

    Raises InvalidReference. Source: import semantics, sections 7.1 and 7.2.
    """
    name, tag, digest = _grammar(text)
    if "/" not in name:
        if "." in name or name.startswith("localhost"):
            return Reference(registry=text)
        return Reference("", "", name, tag, digest)
    head, rest = name.split("/", 1)
    registry = head if "." in head or ":" in head or head == "localhost" else ""
    if not registry:
        rest = name
    namespace, slash, last = rest.partition("/")
    return Reference(registry, namespace if slash else "", last if slash else rest, tag, digest)


def is_reference(text: str) -> bool:
    """Whether `parse` accepts the text."""
    return _is_plain(text) if len(text) <= _NAME_LIMIT else _is_grammatical(text)


@lru_cache(maxsize=2048)
def _is_plain(text: str) -> bool:
    # Remembered, for imports name the same images again and again; never a long text.
    return _match_plain(text) is not None or _is_grammatical(text)


def _is_grammatical(text: str) -> bool:
    try:
        _grammar(text)
    except InvalidReference:
        return False
    return True


def _grammar(text: str) -> tuple[str, str, str]:
    """Name, tag and digest of a reference, checked in the order of the server."""
    global _match
    if _match is None:
        digest = rf"({_ALGORITHM}):([0-9a-fA-F]{{32,}})"
        _match = re.compile(rf"({_PATH})(?::({_TAG}))?(?:@{digest})?", re.ASCII).fullmatch
    found = _match(text)
    if found is None:
        if not text:
            raise InvalidReference("repository name must have at least one component")
        # Go lowers U+0130 to a plain i, Python to an i with a dot on top.
        if _match(text.replace("\u0130", "i").lower()):
            raise InvalidReference("repository name must be lowercase")
        raise InvalidReference("invalid reference format")
    name, tag, algorithm, digits = found.groups("")
    if len(name) > _NAME_LIMIT:
        raise InvalidReference(f"repository name must not be more than {_NAME_LIMIT} characters")
    if not algorithm:
        return name, tag, ""
    if algorithm not in _HEX_LENGTHS:
        raise InvalidReference("unsupported digest algorithm")
    if len(digits) != _HEX_LENGTHS[algorithm]:
        raise InvalidReference("invalid checksum digest length")
    return name, tag, f"{algorithm}:{digits}"


"""Formats of strings: what is wrong with a text, in the words of Kubernetes.

Each function gives all complaints about a text, none for a good one; `check` finds a function by
its name. Source of rules and words: k8s.io/apimachinery, util/validation (version 1.26).
"""


import re
from functools import lru_cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

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


def is_date_time(text: str) -> bool:
    """Whether `date_time` has no complaint."""
    return _is_time(text) if len(text) <= 40 else _is_time.__wrapped__(text)


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


"""Small questions about JSON values that the validators ask again and again.

JSON Schema tells `true` from 1 but not 1 from 1.0, and knows no tuples or sets; Python differs.
"""


TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    pass

# For rules: an object that is not there, and one that cannot be looked into.
NOTHING: dict[str, Any] = {}


class _Unreadable(dict[str, "Any"]):
    """Stands for a value that should be an object and is not: its fields are passed over."""

    def __eq__(self, other: object) -> bool:
        return self is other  # not even equal to an empty object: it is not known to be one

    __hash__ = None  # pyright: ignore[reportAssignmentType]

    def get(self, key: str, default: Any = None) -> Any:
        return self


UNREADABLE = _Unreadable()


def opened(value: Any) -> Any:
    """The object to read fields from: empty for none, unreadable for what is no object."""
    if value is None:
        return NOTHING
    return value if is_object(value) else UNREADABLE


def is_integer(value: Any) -> bool:
    """Whether JSON Schema calls the value an integer: 1 and 1.0, not `true`."""
    if isinstance(value, int):
        return not isinstance(value, bool)
    return isinstance(value, float) and value.is_integer()


def is_null(value: Any) -> bool:
    """Whether the value is null."""
    return value is None


def is_number(value: Any) -> bool:
    """Whether the value is a JSON number."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def is_whole(value: Any, lowest: int, highest: int) -> bool:
    """Whether the value is written as an integer (1.0 is not) and lies in the range."""
    return isinstance(value, int) and not isinstance(value, bool) and lowest <= value <= highest


def is_string_list(value: Any) -> bool:
    """Whether the value is a list of strings."""
    items: Any = value
    if value.__class__ is not list and not isinstance(value, list):
        return False
    try:
        "".join(items)
    except TypeError:
        return False
    return True


def is_string_map(value: Any) -> bool:
    """Whether the value is an object whose values are strings."""
    entries: Any = value
    if value.__class__ is not dict and not isinstance(value, dict):
        return False
    try:
        "".join(entries.values())
    except TypeError:
        return False
    return True


def same(left: Any, right: Any) -> bool:
    """Whether two values are equal as JSON: 1 is 1.0, and `true` is not 1."""
    if is_object(left) and is_object(right):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    if is_list(left) and is_list(right):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    return bool(left == right)


def one_of(value: Any, values: Iterable[Any]) -> bool:
    """Whether the value equals one of the values as JSON."""
    return any(same(value, item) for item in values)


def duplicate_in(values: list[Any]) -> int | None:
    """The index of the first element that equals an earlier one as JSON, or None."""
    try:
        # The class keeps true from 1; nested values are not hashable and take the long way.
        if len({(bool, item) if isinstance(item, bool) else item for item in values}) == len(
            values
        ):
            return None
    except TypeError:
        pass
    for index, item in enumerate(values):
        if one_of(item, values[:index]):
            return index
    return None


def is_multiple(value: float, step: float) -> bool:
    """Whether the number is a multiple of the step, told in exact fractions."""
    if value != value or value in (float("inf"), float("-inf")):
        return False
    from fractions import Fraction  # slow to import, and needed by few schemas

    def exact(number: float) -> Fraction:
        return Fraction(number) if isinstance(number, int) else Fraction(str(number))

    return exact(value) % exact(step) == 0


def text_size(value: Any) -> int:
    """The size of a text in bytes of UTF-8; nothing for what is no text."""
    return len(value.encode("utf-8", "surrogatepass")) if isinstance(value, str) else 0


def map_size(value: dict[str, Any]) -> int:
    """The size in bytes of UTF-8 of all keys and texts of a map."""
    return sum(text_size(key) + text_size(item) for key, item in value.items())


def wrong_type(found: list[Finding], at: At, expected: str, value: Any) -> None:
    """Note a value of the wrong JSON type."""
    add(found, at, TYPE_INVALID, type_name(value), f"must be of type {expected}")


def not_whole(found: list[Finding], at: At, expected: str, value: Any) -> None:
    """Note a number that is no integer of the wanted size, or no number at all."""
    if is_number(value):
        add(found, at, TYPE_INVALID, value, f"must be of type {expected}")
    else:
        wrong_type(found, at, "integer", value)


def not_strings(found: list[Finding], at: At, value: Any) -> None:
    """Note what keeps a value from being a list of strings."""
    if not is_list(value):
        wrong_type(found, at, "array", value)
        return
    for index, item in enumerate(value):
        if not isinstance(item, str):
            wrong_type(found, (at, index), "string", item)


def not_string_values(found: list[Finding], at: At, value: Any) -> None:
    """Note what keeps a value from being an object whose values are strings."""
    if not is_object(value):
        wrong_type(found, at, "object", value)
        return
    for key, item in value.items():
        if not isinstance(item, str):
            wrong_type(found, (at, entry(key)), "string", item)


def has_part(parts: dict[str, str], names: Iterable[str]) -> bool:
    """Whether any of the named parts of a text is there."""
    return any(parts.get(name) for name in names)


def repeated_keys(items: list[Any], keys: tuple[str, ...]) -> list[tuple[int, str]]:
    """Index and key of each object whose key fields are those of an earlier one."""
    seen: set[tuple[str, ...]] = set()
    repeated: list[tuple[int, str]] = []
    for index, item in enumerate(items):
        if is_object(item):
            key = tuple(plain(item.get(name)) for name in keys)
            if key in seen:
                repeated.append((index, ",".join(key)))
            seen.add(key)
    return repeated


def last_of_each(items: list[Any], key: str) -> list[tuple[int, Any]]:
    """Index and element of a list, where a later element replaces an earlier one of its key."""
    last: dict[str | int, int] = {}
    for index, item in enumerate(items):
        name: Any = item.get(key) if is_object(item) else index
        last["" if name is None else name if isinstance(name, str) else index] = index
    return [(index, items[index]) for index in sorted(last.values())]


def complain(
    found: list[Finding],
    at: At,
    reason: str,
    value: str,
    details: Callable[[str], list[str]],
    text: str | None = None,
) -> None:
    """Note all that a format says of a text, or of another text in the place of the value."""
    for detail in details(value if text is None else text):
        add(found, at, reason, value, detail)


"""Fields of a document that its schema does not know."""


TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias

    # Below a field: an object by name, a list ("[]") or a map ("{}"), or nothing to look into.
    Below: TypeAlias = "str | tuple[str, Below] | None"
    KnownFields: TypeAlias = dict[str, dict[str, Below]]


def find_unknown(document: Any, below: Below, known: KnownFields) -> list[str]:
    """The paths of unknown fields in document order: `spec.images[0].Foo`.

    Without recursion: a document may be nested deeper than Python's stack.
    """
    paths: list[str] = []
    waiting: list[tuple[Any, Below, str]] = [(document, below, "")]
    while waiting:
        value, below, path = waiting.pop()
        inside: list[tuple[Any, Below, str]] = []
        if isinstance(below, str) and is_object(value):
            fields = known[below]
            for name, item in value.items():
                place = f"{path}.{name}" if path else str(name)
                if name not in fields:
                    # Told when its turn comes: what stands before it may hold unknown fields too.
                    inside.append((_UNKNOWN, None, place))
                elif fields[name] is not None:
                    inside.append((item, fields[name], place))
        elif isinstance(below, tuple):
            mark, inner = below
            if mark == "[]" and is_list(value):
                inside = [(item, inner, f"{path}[{index}]") for index, item in enumerate(value)]
            elif mark == "{}" and is_object(value):
                inside = [(item, inner, f"{path}[{key}]") for key, item in value.items()]
        elif value is _UNKNOWN:
            paths.append(path)
        waiting += reversed(inside)
    return paths


_UNKNOWN = object()

"""Validators of RegistryConfiguration and every definition of its schema, on the standard library alone.

`is_valid` answers quickly, `validate` gives every cause at once: first what has the wrong type, in
the order of the document, then what breaks a rule, in the order of the schema.
"""


import re

__all__ = ["Cause", "is_valid", "unknown_fields", "validate"]


def __dir__() -> list[str]:
    return __all__


TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeAlias

    pass
    pass

    _Checks: TypeAlias = tuple[
        Callable[[Any], bool],
        Callable[[Any, At, list[Finding]], None],
        Callable[[Any, At, list[Finding]], None],
    ]

# Short and untyped on purpose: the functions below ask for the class of nearly every value.
D: Any = dict
L: Any = list
S: Any = str
I: Any = int  # noqa: E741

_PATTERN_1 = re.compile("^[^:/\\s]+(:[^:/\\s]+)?\\Z", re.ASCII).search

# -------------------------------------------------------- does a value have the types of the schema?


def _is_registry_configuration(value: Any) -> bool:
    """RegistryConfiguration"""
    if value.__class__ is not D and not isinstance(value, D):
        return False
    if "allowedRegistriesForImport" in value:
        item = value["allowedRegistriesForImport"]
        if item.__class__ is not L and not isinstance(item, L):
            return False
        for element_1 in item:
            if not _is_allowed_registry(element_1):
                return False
    if "registrySources" in value:
        item = value["registrySources"]
        if not _is_registry_sources(item):
            return False
    if "repositoryDigestMirrors" in value:
        item = value["repositoryDigestMirrors"]
        if item.__class__ is not L and not isinstance(item, L):
            return False
        for element_1 in item:
            if not _is_digest_mirrors(element_1):
                return False
    if "networks" in value:
        item = value["networks"]
        if not _is_networks(item):
            return False
    if "certificateDirectories" in value:
        item = value["certificateDirectories"]
        if item.__class__ is not L and not isinstance(item, L):
            return False
        for element_1 in item:
            if element_1.__class__ is not S and not isinstance(element_1, S):
                return False
            if len(element_1) < 1:
                return False
    if "connections" in value:
        item = value["connections"]
        if not _is_connections(item):
            return False
    for key in value:
        if key not in (
            "allowedRegistriesForImport",
            "registrySources",
            "repositoryDigestMirrors",
            "networks",
            "certificateDirectories",
            "connections",
        ):
            return False
    return True


def _is_allowed_registry(value: Any) -> bool:
    """AllowedRegistry"""
    if value.__class__ is not D and not isinstance(value, D):
        return False
    if "domainName" not in value:
        return False
    if "domainName" in value:
        item = value["domainName"]
        if item.__class__ is not S and not isinstance(item, S):
            return False
        if _PATTERN_1(item) is None:
            return False
    if "insecure" in value:
        item = value["insecure"]
        if item is not True and item is not False:
            return False
    for key in value:
        if key not in ("domainName", "insecure"):
            return False
    return True


def _is_registry_sources(value: Any) -> bool:
    """RegistrySources"""
    if value.__class__ is not D and not isinstance(value, D):
        return False
    if "insecureRegistries" in value:
        item = value["insecureRegistries"]
        if item.__class__ is not L and not isinstance(item, L):
            return False
        for element_1 in item:
            if element_1.__class__ is not S and not isinstance(element_1, S):
                return False
            if len(element_1) < 1:
                return False
    if "blockedRegistries" in value:
        item = value["blockedRegistries"]
        if item.__class__ is not L and not isinstance(item, L):
            return False
        for element_1 in item:
            if element_1.__class__ is not S and not isinstance(element_1, S):
                return False
            if len(element_1) < 1:
                return False
    for key in value:
        if key not in ("insecureRegistries", "blockedRegistries"):
            return False
    return True


def _is_digest_mirrors(value: Any) -> bool:
    """DigestMirrors"""
    if value.__class__ is not D and not isinstance(value, D):
        return False
    if "source" not in value:
        return False
    if "source" in value:
        item = value["source"]
        if item.__class__ is not S and not isinstance(item, S):
            return False
        if len(item) < 1:
            return False
    if "mirrors" in value:
        item = value["mirrors"]
        if item.__class__ is not L and not isinstance(item, L):
            return False
        for element_1 in item:
            if element_1.__class__ is not S and not isinstance(element_1, S):
                return False
            if len(element_1) < 1:
                return False
    for key in value:
        if key not in ("source", "mirrors"):
            return False
    return True


def _is_networks(value: Any) -> bool:
    """Networks"""
    if value.__class__ is not D and not isinstance(value, D):
        return False
    if "allow" in value:
        item = value["allow"]
        if item.__class__ is not L and not isinstance(item, L):
            return False
        for element_1 in item:
            if element_1.__class__ is not S and not isinstance(element_1, S):
                return False
            if len(element_1) < 1:
                return False
    if "deny" in value:
        item = value["deny"]
        if item.__class__ is not L and not isinstance(item, L):
            return False
        for element_1 in item:
            if element_1.__class__ is not S and not isinstance(element_1, S):
                return False
            if len(element_1) < 1:
                return False
    if "denyPrivate" in value:
        item = value["denyPrivate"]
        if item is not True and item is not False:
            return False
    for key in value:
        if key not in ("allow", "deny", "denyPrivate"):
            return False
    return True


def _is_connections(value: Any) -> bool:
    """Connections"""
    if value.__class__ is not D and not isinstance(value, D):
        return False
    if "perHost" in value:
        item = value["perHost"]
        if item.__class__ is not I and not is_integer(item):
            return False
        if item < 1:
            return False
        if item > 50:
            return False
    if "total" in value:
        item = value["total"]
        if item.__class__ is not I and not is_integer(item):
            return False
        if item < 1:
            return False
        if item > 10000:
            return False
    if "connectTimeoutSeconds" in value:
        item = value["connectTimeoutSeconds"]
        if item.__class__ is not I and not is_number(item):
            return False
        if item <= 0:
            return False
    if "readTimeoutSeconds" in value:
        item = value["readTimeoutSeconds"]
        if item.__class__ is not I and not is_number(item):
            return False
        if item <= 0:
            return False
    for key in value:
        if key not in ("perHost", "total", "connectTimeoutSeconds", "readTimeoutSeconds"):
            return False
    return True


# ------------------------------------------------------------------------ if not, what is the matter?


def _find_in_registry_configuration(value: Any, at: At, found: list[Finding]) -> None:
    """RegistryConfiguration"""
    if value.__class__ is not D and not isinstance(value, D):
        wrong_type(found, at, "object", value)
    else:
        if "allowedRegistriesForImport" in value:
            item = value["allowedRegistriesForImport"]
            if item.__class__ is not L and not isinstance(item, L):
                wrong_type(found, (at, "allowedRegistriesForImport"), "array", item)
            else:
                for index_1, element_1 in enumerate(item):
                    if not _is_allowed_registry(element_1):
                        _find_in_allowed_registry(
                            element_1, ((at, "allowedRegistriesForImport"), index_1), found
                        )
        if "registrySources" in value:
            item = value["registrySources"]
            _find_in_registry_sources(item, (at, "registrySources"), found)
        if "repositoryDigestMirrors" in value:
            item = value["repositoryDigestMirrors"]
            if item.__class__ is not L and not isinstance(item, L):
                wrong_type(found, (at, "repositoryDigestMirrors"), "array", item)
            else:
                for index_1, element_1 in enumerate(item):
                    if not _is_digest_mirrors(element_1):
                        _find_in_digest_mirrors(
                            element_1, ((at, "repositoryDigestMirrors"), index_1), found
                        )
        if "networks" in value:
            item = value["networks"]
            _find_in_networks(item, (at, "networks"), found)
        if "certificateDirectories" in value:
            item = value["certificateDirectories"]
            if item.__class__ is not L and not isinstance(item, L):
                wrong_type(found, (at, "certificateDirectories"), "array", item)
            else:
                for index_1, element_1 in enumerate(item):
                    if element_1.__class__ is not S and not isinstance(element_1, S):
                        wrong_type(
                            found, ((at, "certificateDirectories"), index_1), "string", element_1
                        )
                    else:
                        if len(element_1) < 1:
                            add(
                                found,
                                ((at, "certificateDirectories"), index_1),
                                INVALID,
                                element_1,
                                "must have at least 1 character",
                            )
        if "connections" in value:
            item = value["connections"]
            _find_in_connections(item, (at, "connections"), found)
        for key in value:
            if key not in (
                "allowedRegistriesForImport",
                "registrySources",
                "repositoryDigestMirrors",
                "networks",
                "certificateDirectories",
                "connections",
            ):
                add(found, (at, entry(key)), FORBIDDEN, None, "there is no such field")


def _find_in_allowed_registry(value: Any, at: At, found: list[Finding]) -> None:
    """AllowedRegistry"""
    if value.__class__ is not D and not isinstance(value, D):
        wrong_type(found, at, "object", value)
    else:
        if "domainName" not in value:
            add(found, (at, "domainName"), REQUIRED, None)
        if "domainName" in value:
            item = value["domainName"]
            if item.__class__ is not S and not isinstance(item, S):
                wrong_type(found, (at, "domainName"), "string", item)
            else:
                if _PATTERN_1(item) is None:
                    add(
                        found,
                        (at, "domainName"),
                        INVALID,
                        item,
                        'must match the pattern "^[^:/\\\\s]+(:[^:/\\\\s]+)?$"',
                    )
        if "insecure" in value:
            item = value["insecure"]
            if item is not True and item is not False:
                wrong_type(found, (at, "insecure"), "boolean", item)
        for key in value:
            if key not in ("domainName", "insecure"):
                add(found, (at, entry(key)), FORBIDDEN, None, "there is no such field")


def _find_in_registry_sources(value: Any, at: At, found: list[Finding]) -> None:
    """RegistrySources"""
    if value.__class__ is not D and not isinstance(value, D):
        wrong_type(found, at, "object", value)
    else:
        if "insecureRegistries" in value:
            item = value["insecureRegistries"]
            if item.__class__ is not L and not isinstance(item, L):
                wrong_type(found, (at, "insecureRegistries"), "array", item)
            else:
                for index_1, element_1 in enumerate(item):
                    if element_1.__class__ is not S and not isinstance(element_1, S):
                        wrong_type(
                            found, ((at, "insecureRegistries"), index_1), "string", element_1
                        )
                    else:
                        if len(element_1) < 1:
                            add(
                                found,
                                ((at, "insecureRegistries"), index_1),
                                INVALID,
                                element_1,
                                "must have at least 1 character",
                            )
        if "blockedRegistries" in value:
            item = value["blockedRegistries"]
            if item.__class__ is not L and not isinstance(item, L):
                wrong_type(found, (at, "blockedRegistries"), "array", item)
            else:
                for index_1, element_1 in enumerate(item):
                    if element_1.__class__ is not S and not isinstance(element_1, S):
                        wrong_type(found, ((at, "blockedRegistries"), index_1), "string", element_1)
                    else:
                        if len(element_1) < 1:
                            add(
                                found,
                                ((at, "blockedRegistries"), index_1),
                                INVALID,
                                element_1,
                                "must have at least 1 character",
                            )
        for key in value:
            if key not in ("insecureRegistries", "blockedRegistries"):
                add(found, (at, entry(key)), FORBIDDEN, None, "there is no such field")


def _find_in_digest_mirrors(value: Any, at: At, found: list[Finding]) -> None:
    """DigestMirrors"""
    if value.__class__ is not D and not isinstance(value, D):
        wrong_type(found, at, "object", value)
    else:
        if "source" not in value:
            add(found, (at, "source"), REQUIRED, None)
        if "source" in value:
            item = value["source"]
            if item.__class__ is not S and not isinstance(item, S):
                wrong_type(found, (at, "source"), "string", item)
            else:
                if len(item) < 1:
                    add(found, (at, "source"), INVALID, item, "must have at least 1 character")
        if "mirrors" in value:
            item = value["mirrors"]
            if item.__class__ is not L and not isinstance(item, L):
                wrong_type(found, (at, "mirrors"), "array", item)
            else:
                for index_1, element_1 in enumerate(item):
                    if element_1.__class__ is not S and not isinstance(element_1, S):
                        wrong_type(found, ((at, "mirrors"), index_1), "string", element_1)
                    else:
                        if len(element_1) < 1:
                            add(
                                found,
                                ((at, "mirrors"), index_1),
                                INVALID,
                                element_1,
                                "must have at least 1 character",
                            )
        for key in value:
            if key not in ("source", "mirrors"):
                add(found, (at, entry(key)), FORBIDDEN, None, "there is no such field")


def _find_in_networks(value: Any, at: At, found: list[Finding]) -> None:
    """Networks"""
    if value.__class__ is not D and not isinstance(value, D):
        wrong_type(found, at, "object", value)
    else:
        if "allow" in value:
            item = value["allow"]
            if item.__class__ is not L and not isinstance(item, L):
                wrong_type(found, (at, "allow"), "array", item)
            else:
                for index_1, element_1 in enumerate(item):
                    if element_1.__class__ is not S and not isinstance(element_1, S):
                        wrong_type(found, ((at, "allow"), index_1), "string", element_1)
                    else:
                        if len(element_1) < 1:
                            add(
                                found,
                                ((at, "allow"), index_1),
                                INVALID,
                                element_1,
                                "must have at least 1 character",
                            )
        if "deny" in value:
            item = value["deny"]
            if item.__class__ is not L and not isinstance(item, L):
                wrong_type(found, (at, "deny"), "array", item)
            else:
                for index_1, element_1 in enumerate(item):
                    if element_1.__class__ is not S and not isinstance(element_1, S):
                        wrong_type(found, ((at, "deny"), index_1), "string", element_1)
                    else:
                        if len(element_1) < 1:
                            add(
                                found,
                                ((at, "deny"), index_1),
                                INVALID,
                                element_1,
                                "must have at least 1 character",
                            )
        if "denyPrivate" in value:
            item = value["denyPrivate"]
            if item is not True and item is not False:
                wrong_type(found, (at, "denyPrivate"), "boolean", item)
        for key in value:
            if key not in ("allow", "deny", "denyPrivate"):
                add(found, (at, entry(key)), FORBIDDEN, None, "there is no such field")


def _find_in_connections(value: Any, at: At, found: list[Finding]) -> None:
    """Connections"""
    if value.__class__ is not D and not isinstance(value, D):
        wrong_type(found, at, "object", value)
    else:
        if "perHost" in value:
            item = value["perHost"]
            if item.__class__ is not I and not is_integer(item):
                wrong_type(found, (at, "perHost"), "integer", item)
            else:
                if item < 1:
                    add(found, (at, "perHost"), INVALID, item, "must be greater than or equal to 1")
                if item > 50:
                    add(found, (at, "perHost"), INVALID, item, "must be less than or equal to 50")
        if "total" in value:
            item = value["total"]
            if item.__class__ is not I and not is_integer(item):
                wrong_type(found, (at, "total"), "integer", item)
            else:
                if item < 1:
                    add(found, (at, "total"), INVALID, item, "must be greater than or equal to 1")
                if item > 10000:
                    add(found, (at, "total"), INVALID, item, "must be less than or equal to 10000")
        if "connectTimeoutSeconds" in value:
            item = value["connectTimeoutSeconds"]
            if item.__class__ is not I and not is_number(item):
                wrong_type(found, (at, "connectTimeoutSeconds"), "number", item)
            else:
                if item <= 0:
                    add(
                        found,
                        (at, "connectTimeoutSeconds"),
                        INVALID,
                        item,
                        "must be greater than 0",
                    )
        if "readTimeoutSeconds" in value:
            item = value["readTimeoutSeconds"]
            if item.__class__ is not I and not is_number(item):
                wrong_type(found, (at, "readTimeoutSeconds"), "number", item)
            else:
                if item <= 0:
                    add(found, (at, "readTimeoutSeconds"), INVALID, item, "must be greater than 0")
        for key in value:
            if key not in ("perHost", "total", "connectTimeoutSeconds", "readTimeoutSeconds"):
                add(found, (at, entry(key)), FORBIDDEN, None, "there is no such field")


# ------------------------------------------------------------------ rules beyond the types of values


def _no_rules(value: Any, at: At, found: list[Finding]) -> None:
    """For definitions without rules."""


# ----------------------------------------------------------------------------------------- what it is

_KINDS: dict[str, _Checks] = {
    "RegistryConfiguration": (
        _is_registry_configuration,
        _find_in_registry_configuration,
        _no_rules,
    ),
    "AllowedRegistry": (_is_allowed_registry, _find_in_allowed_registry, _no_rules),
    "RegistrySources": (_is_registry_sources, _find_in_registry_sources, _no_rules),
    "DigestMirrors": (_is_digest_mirrors, _find_in_digest_mirrors, _no_rules),
    "Networks": (_is_networks, _find_in_networks, _no_rules),
    "Connections": (_is_connections, _find_in_connections, _no_rules),
}

_KNOWN_FIELDS: KnownFields = {
    "RegistryConfiguration": {
        "allowedRegistriesForImport": ("[]", "AllowedRegistry"),
        "registrySources": "RegistrySources",
        "repositoryDigestMirrors": ("[]", "DigestMirrors"),
        "networks": "Networks",
        "certificateDirectories": None,
        "connections": "Connections",
    },
    "AllowedRegistry": {
        "domainName": None,
        "insecure": None,
    },
    "RegistrySources": {
        "insecureRegistries": None,
        "blockedRegistries": None,
    },
    "DigestMirrors": {
        "source": None,
        "mirrors": None,
    },
    "Networks": {
        "allow": None,
        "deny": None,
        "denyPrivate": None,
    },
    "Connections": {
        "perHost": None,
        "total": None,
        "connectTimeoutSeconds": None,
        "readTimeoutSeconds": None,
    },
}


def validate(document: Any, kind: str = "RegistryConfiguration") -> list[Cause]:
    """Everything that is wrong with a parsed JSON document; an empty list for a valid one.

    `kind` is the name of any definition of the schema; another one raises ValueError.
    """
    is_right_type, find, rules = _checks_of(kind)
    found: list[Finding] = []
    try:
        if not is_right_type(document):
            find(document, (), found)
            found = in_document_order(document, found)
        if isinstance(document, D):
            rules(document, (), found)
        return causes_of(found)
    except RecursionError:
        return [Cause("", "FieldValueInvalid", "Invalid value: nested too deeply", "")]


def is_valid(document: Any, kind: str = "RegistryConfiguration") -> bool:
    """Whether `validate` would find nothing."""
    is_right_type, _, rules = _KINDS.get(kind) or _checks_of(kind)
    try:
        if not is_right_type(document):
            return False
        if document.__class__ is not D and not isinstance(document, D):
            return True
        found: list[Finding] = []
        rules(document, (), found)
        return not found
    except RecursionError:
        return False


def unknown_fields(document: Any, kind: str = "RegistryConfiguration") -> list[str]:
    """The fields that the schema does not know, in document order: `spec.images[0].Foo`.

    `kind` is the name of any definition of the schema; another one raises ValueError.
    """
    _checks_of(kind)
    return find_unknown(document, kind if kind in _KNOWN_FIELDS else None, _KNOWN_FIELDS)


def _checks_of(kind: str) -> _Checks:
    try:
        return _KINDS[kind]
    except KeyError:
        raise ValueError(f"no such kind: {kind!r}; known are {', '.join(_KINDS)}") from None
