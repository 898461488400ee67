"""Bodies of requests: read up to a limit, decoded, their kind and apiVersion checked.

The beginnings of all messages are those of Kubernetes; what its JSON library would say follows in
our own words.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec
from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope

from .._base.kinds import is_list, is_object
from .._base.noted_paths import NotedPaths
from ..causes import Cause, quoted
from ..errors import BadRequest, RequestEntityTooLarge, UnsupportedMediaType
from .message_forms import Messages

if TYPE_CHECKING:
    from .._base.noted_paths import Place

MOST_PROBLEMS = 500  # fields, that an error tells
MAX_BYTES = 3 << 20  # of a body, where an application says nothing else
MAX_DEPTH = 100  # levels of nesting: deeper ones have no meaning in any kind
JSON = b"application/json"
YAML = b"application/yaml"
PROTOBUF = b"application/vnd.kubernetes.protobuf"
_ACCEPTED = ", ".join(item.decode() for item in (JSON, YAML, PROTOBUF))
_SHOWN_BYTES = 30
_BLANKS = b" \t\r\n"

_NO_MESSAGES = Messages()
_decode_json = msgspec.json.Decoder().decode
_encode_json = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True)
class Expected:
    """What a body on a path may be.

    kinds: the kinds of the same group and version, for the words about another one.
    others: apiVersions under which the kind is served elsewhere, mostly the legacy one.
    also: apiVersions that are taken like the path's own.
    """

    kind: str
    api_version: str
    group: str
    kinds: frozenset[str]
    others: frozenset[str]
    also: frozenset[str]


async def read_body(receive: Receive, scope: Scope, limit: int) -> bytes:
    """The whole body. Raises RequestEntityTooLarge as soon as it is longer than the limit."""
    message = await receive()
    if message["type"] == "http.disconnect":
        raise ClientDisconnect()
    body: bytes = message.get("body", b"")
    if not message.get("more_body", False):
        if len(body) > limit:
            raise RequestEntityTooLarge.of(limit)
        return body
    parts, size = [body], len(body)
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit() and int(value) > limit:
            raise RequestEntityTooLarge.of(limit)
    while message.get("more_body", False):
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect()
        part: bytes = message.get("body", b"")
        parts.append(part)
        size += len(part)
        if size > limit:
            raise RequestEntityTooLarge.of(limit)
    return b"".join(parts)


def media_type(value: bytes | None) -> bytes:
    """The media type without its parameters, in lower case; JSON where there is none."""
    if value is None or value == JSON:
        return JSON
    return value.partition(b";")[0].strip().lower() or JSON


def unsupported(accepted: str = _ACCEPTED) -> UnsupportedMediaType:
    """What a body of another media type is answered with."""
    return UnsupportedMediaType(
        "the body of the request was in an unknown format - "
        f"accepted media types include: {accepted}"
    )


def decode_known(body: bytes, decode: Callable[[bytes], Any]) -> Any:
    """The JSON value of a body all of whose fields are known and there once; else None.

    `decode` reads the model, which leaves out what it does not know: where the model has as many
    keys as the body, nothing was left out. A key is a quote and a colon behind it; text that holds
    both (`\\":`) looks like more keys, never like fewer. None may also mean that the body is odd
    and has to be looked at more closely.
    """
    if b"\\u" in body or body.count(b"{") + body.count(b"[") > MAX_DEPTH:
        return None
    try:
        kept = _encode_json(decode(body))
        if kept.count(b'":') == body.translate(None, _BLANKS).count(b'":'):
            return _decode_json(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        pass
    return None


def decode_body(
    body: bytes, kind: bytes, expected: str, messages: Messages | None = None
) -> tuple[Any, list[str]]:
    """The value of a body, and the paths of fields that stand twice in it.

    `expected` is the kind that the messages name. Raises BadRequest, UnsupportedMediaType.
    """
    if kind == JSON:
        return _from_json(body, expected)
    if kind == YAML:
        # Loaded when the first body of it comes: most requests are JSON.
        try:
            from .._base.yaml_reading import YamlError, read_yaml
        except ModuleNotFoundError:  # nobody installed PyYAML
            raise unsupported(JSON.decode()) from None
        try:
            value, duplicates = read_yaml(body, MAX_DEPTH)
        except YamlError as error:
            raise _unrecognised(expected, str(error), body) from None
        return value, duplicates
    if kind == PROTOBUF:
        # Loaded likewise.
        try:
            from .protobuf import ProtobufError, read_protobuf
        except ModuleNotFoundError:  # nobody installed protobuf
            raise unsupported(f"{JSON.decode()}, {YAML.decode()}") from None
        try:
            return read_protobuf(body, expected, messages or _NO_MESSAGES), []
        except ProtobufError as error:
            raise _unrecognised(expected, str(error), body) from None
    raise unsupported()


def refuse_repeated(body: bytes, duplicates: list[str], validation: str) -> None:
    """Refuse an applied configuration with keys that stand twice, in the words of Go's YAML.

    Raises BadRequest.
    """
    if not duplicates or validation != "Strict":
        return
    from .._base.yaml_reading import repeated_keys

    lines = "\n".join(
        f"  line {line}: key {quoted(key)} already set in map"
        for line, key in repeated_keys(body, MAX_DEPTH, MOST_PROBLEMS)
    )
    raise BadRequest(
        "error strict decoding YAML: error converting YAML to JSON: yaml: unmarshal errors:\n"
        + lines
    )


def _from_json(body: bytes, expected: str) -> tuple[Any, list[str]]:
    try:
        value = _decode_json(body)
    except msgspec.DecodeError as error:
        text = "unexpected end of JSON input" if not body.strip() else str(error)
        raise _no_json(expected, text, body) from None
    except UnicodeDecodeError as error:
        raise _no_json(expected, str(error), body) from None
    except RecursionError:
        raise _no_json(expected, "exceeded max depth", body) from None
    if is_deep(value):
        raise _no_json(expected, "exceeded max depth", body)
    return value, _duplicates(body)


def is_deep(value: Any, depth: int = MAX_DEPTH) -> bool:
    """Whether objects and lists lie inside each other deeper than bodies may have them."""
    inside: Any = value.values() if is_object(value) else value if is_list(value) else None
    if inside is None:
        return False
    return depth == 0 or any(is_deep(item, depth - 1) for item in inside)


class _Pairs(list[tuple[str, Any]]):
    """An object with all its keys, also those that stand twice."""


def _duplicates(body: bytes) -> list[str]:
    """The paths of the keys that stand twice in their object, in document order."""
    try:
        document = json.loads(body, object_pairs_hook=_Pairs)
    except (ValueError, RecursionError):
        return []  # lone surrogates and the like, which the quicker reader takes
    found = NotedPaths()
    _note_duplicates(document, None, found)
    return found.all()


def _note_duplicates(value: Any, place: Place, found: NotedPaths) -> None:
    if found.is_full:
        return
    if isinstance(value, _Pairs):
        seen: set[str] = set()
        for key, item in value:
            if key in seen:
                found.note((place, key))
            seen.add(key)
            if item.__class__ in _CONTAINERS:
                _note_duplicates(item, (place, key), found)
    elif is_list(value):
        for index, item in enumerate(value):
            if item.__class__ in _CONTAINERS:
                _note_duplicates(item, (place, index), found)


_CONTAINERS = (_Pairs, list)


# -------------------------------------------------------------------------------- messages


def _summary(body: bytes) -> str:
    """The beginning of a body: as text where it looks like JSON, else in hexadecimal."""
    if not body:
        return "(<empty>)"
    start = body[:_SHOWN_BYTES]
    text = start.decode("utf-8", "replace") if body.startswith(b"{") else start.hex()
    return f"({text}{' ...' if len(body) > _SHOWN_BYTES else ''})"


def _unrecognised(expected: str, why: str, body: bytes) -> BadRequest:
    return BadRequest(
        f"the object provided is unrecognized (must be of type {expected}): "
        f"{why} {_summary(body)}"
    )


def _no_json(expected: str, why: str, body: bytes) -> BadRequest:
    return _unrecognised(expected, f"couldn't get version/kind; json parse error: {why}", body)


def check_kind(document: Any, expected: Expected, body: bytes) -> dict[str, Any]:
    """The document, if it is an object of the kind that the path takes.

    A missing kind and a missing apiVersion are those of the path, and null is an object without
    fields. Raises BadRequest.
    """
    if document is None:
        document = {}
    if not is_object(document):
        why = f"json: cannot unmarshal {_json_type(document)} into an object"
        raise _no_json(expected.kind, why, body)
    kind, version = document.get("kind"), document.get("apiVersion")
    if kind == expected.kind and version == expected.api_version:
        return document
    kind, version = _spelled(document, "kind"), _spelled(document, "apiVersion")
    for name, value in (("kind", kind), ("apiVersion", version)):
        if value is not None and not isinstance(value, str):
            why = f"json: cannot unmarshal {_json_type(value)} into the field {name} of type string"
            raise _no_json(expected.kind, why, body)
    kind, version = kind or expected.kind, version or expected.api_version
    own = version == expected.api_version or version in expected.also
    if kind == expected.kind and own:
        return document
    if kind == expected.kind and version in expected.others:
        raise BadRequest(
            f"the API version in the data ({version}) does not match the expected API version "
            f"({expected.api_version})"
        )
    bare = version.rpartition("/")[2]
    if own and kind in expected.kinds:
        why = f"converting ({bare}.{kind}) to {expected.kind}: unknown conversion"
    else:
        why = (
            f"no kind {quoted(kind)} is registered for version {quoted(version)} "
            'in scheme "of this server"'
        )
    raise BadRequest(cannot_handle(kind, version, expected.kind, why))


def _spelled(document: dict[str, Any], name: str) -> Any:
    """The value of a field of the type, which Go reads in any spelling: `KIND`, `apiversion`."""
    if name in document:
        return document[name]
    lower = name.lower()
    return next((value for key, value in document.items() if key.lower() == lower), None)


def cannot_handle(kind: str, version: str, expected: str, why: str) -> str:
    """The words of Kubernetes for a document that is read but not understood."""
    bare = version.rpartition("/")[2]
    return f"{kind} in version {quoted(bare)} cannot be handled as a {expected}: {why}"


def type_error(causes: list[Cause]) -> str:
    """The words for values of the wrong type: the first one, as a decoder meets it."""
    first = causes[0]
    place = f" into the field {first.field}" if first.field else ""
    return f"json: cannot unmarshal a value{place}: {first.message}"


def strict_error(problems: list[str]) -> str:
    """The words for fields that are unknown or stand twice."""
    return f"strict decoding error: {', '.join(some_of(problems))}"


def some_of(texts: list[str]) -> list[str]:
    """As many texts as an answer tells; where there are more, the last one says how many."""
    more = len(texts) - MOST_PROBLEMS
    return texts if more <= 0 else [*texts[:MOST_PROBLEMS], f"and {more} more"]


def field_problems(unknown: list[str], duplicates: list[str]) -> list[str]:
    """What `fieldValidation` is about, as it is told."""
    return [
        *(f"unknown field {quoted(path)}" for path in unknown),
        *(f"duplicate field {quoted(path)}" for path in duplicates),
    ]


def _json_type(value: Any) -> str:
    if is_list(value):
        return "array"
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, str):
        return "string"
    if value is None:
        return "null"
    return "object" if is_object(value) else "number"
