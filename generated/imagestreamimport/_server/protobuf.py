"""Bodies in protobuf, as Go's clients of Kubernetes write them: read as the same JSON values.

The library is loaded when the first such body comes.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import msgspec

# Its types are in a distribution of their own, which not everybody who checks types has.
from google.protobuf.message import (  # type: ignore[import-untyped, unused-ignore]
    DecodeError,
)

from .message_forms import DELETE_OPTIONS, Fields, Messages
from .protobuf_classes import PLAIN, message_classes

_MAGIC = b"k8s\x00"  # before the envelope
# Messages of Kubernetes that are no objects in JSON.
_OWN: dict[str, Fields] = {
    "<envelope>": {"type": (1, "<type>", ""), "raw": (2, "bytes", "")},
    "<type>": {"apiVersion": (1, "string", ""), "kind": (2, "string", "")},
    "time": {"seconds": (1, "int64", ""), "nanos": (2, "int32", "")},
    "json": {"raw": (1, "bytes", "")},
    DELETE_OPTIONS: {
        "gracePeriodSeconds": (1, "int64", ""),
        "preconditions": (2, "<preconditions>", ""),
        "orphanDependents": (3, "bool", ""),
        "propagationPolicy": (4, "string", ""),
        "dryRun": (5, "string", "[]"),
    },
    "<preconditions>": {"uid": (1, "string", ""), "resourceVersion": (2, "string", "")},
}


class ProtobufError(ValueError):
    """The body is no object in protobuf; the message says why."""


def read_protobuf(body: bytes, kind: str, messages: Messages) -> dict[str, Any]:
    """The JSON value of a body that is to be of the kind. Raises ProtobufError."""
    if not body.startswith(_MAGIC):
        raise ProtobufError("provided data does not appear to be a protobuf message")
    try:
        reader = _reader(messages)
        envelope = reader.object("<envelope>", body[len(_MAGIC) :])
        sent: dict[str, Any] = envelope.get("type", {})
        if sent.get("kind", kind) != kind:
            return sent  # is refused by its kind
        raw = base64.b64decode(envelope.get("raw", ""))
        return {**sent, **reader.object(kind, raw)}
    except (DecodeError, UnicodeDecodeError, msgspec.DecodeError, OverflowError) as error:
        raise ProtobufError(f"the message cannot be read: {error}") from None


class _Reader:
    """Reads objects by the fields of theirs that are known."""

    def __init__(self, messages: Messages) -> None:
        self._fields: Mapping[str, Fields] = {**messages.objects, **_OWN}
        self._classes = message_classes(self._fields)

    def object(self, name: str, data: bytes) -> dict[str, Any]:
        """The JSON value of an object."""
        return self._object(name, self._classes[name].FromString(data))

    def _object(self, name: str, message: Any) -> dict[str, Any]:
        """The fields that say something: Go writes all that are no pointers, also empty ones."""
        fields = self._fields.get(name, {})
        known = {number: (key, type_, held) for key, (number, type_, held) in fields.items()}
        found: dict[str, Any] = {}
        for descriptor, value in message.ListFields():
            key, type_, container = known[descriptor.number]
            read = self._held(value, type_, container)
            if read is not None and read != "" and read != {}:
                found[key] = read
        return found

    def _held(self, value: Any, type_: str, container: str) -> Any:
        if container == "[]":
            return [self._value(item, type_) for item in value]
        if container == "{}":
            return {pair.f1.decode(): self._value(pair.f2, type_) for pair in value}
        if container == "{}[]":
            return {
                pair.f1.decode(): [self._value(item, type_) for item in pair.f2.f1]
                for pair in value
            }
        return self._value(value, type_)

    def _value(self, value: Any, type_: str) -> Any:
        if type_ == "bytes":
            return base64.b64encode(value).decode()
        if type_ == "string":
            return value.decode()
        if type_ in PLAIN:
            return value
        if type_ == "time":
            return _instant(value.f1) if value.f1 else None
        if type_ == "json":
            return msgspec.json.decode(value.f1) if value.f1 else None
        return self._object(type_, value)


_reader = lru_cache(maxsize=8)(_Reader)


def _instant(seconds: int) -> str:
    try:
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OSError):
        raise ProtobufError(f"{seconds} seconds are no time") from None
