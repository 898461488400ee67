"""Bodies in protobuf: what Go's clients write is read as the same JSON.

They are written here byte for byte, so that the numbers of the schema are held against those of
Kubernetes' own descriptions, not against themselves.
"""

from __future__ import annotations

import pytest

from imagestreamimport._server.messages import MESSAGES
from imagestreamimport._server.protobuf import ProtobufError, read_protobuf
from tests.support.memory_server import IMPORTS, STREAMS, client

PROTOBUF = {"Content-Type": "application/vnd.kubernetes.protobuf"}


def varint(value: int) -> bytes:
    value &= (1 << 64) - 1
    parts = bytearray()
    while value > 0x7F:
        parts.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*parts, value])


def field(number: int, value: int | str | bytes) -> bytes:
    """One field: an integer, or bytes with their length."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    data = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(data)) + data


def envelope(kind: str, api_version: str, raw: bytes) -> bytes:
    type_meta = field(1, api_version) + field(2, kind)
    rest = field(3, "") + field(4, "")  # Go writes what is empty too
    return b"k8s\x00" + field(1, type_meta) + field(2, raw) + rest


# metadata: name, generateName, namespace, ..., creationTimestamp, labels, ownerReferences
METADATA = (
    field(1, "pull")
    + field(2, "")
    + field(3, "ns")
    + field(7, 0)
    + field(8, b"")
    + field(11, field(1, "a") + field(2, "b"))
    + field(11, field(1, "empty") + field(2, ""))
    + field(13, field(1, "Pod") + field(3, "p") + field(4, "u") + field(5, "v1") + field(6, 0))
)


def test_a_secret_is_read_with_its_bytes_in_base64() -> None:
    raw = (
        field(1, METADATA)
        + field(2, field(1, "a") + field(2, b"\x00\xff"))
        + field(2, field(1, "none") + field(2, b""))
        + field(3, "Opaque")
        + field(4, field(1, "plain") + field(2, "text"))
        + field(5, 0)
    )
    assert read_protobuf(envelope("Secret", "v1", raw), "Secret", MESSAGES) == {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": {
            "name": "pull",
            "namespace": "ns",
            "generation": 0,
            "labels": {"a": "b", "empty": ""},
            "ownerReferences": [
                {"kind": "Pod", "name": "p", "uid": "u", "apiVersion": "v1", "controller": False}
            ],
        },
        "data": {"a": "AP8=", "none": ""},
        "type": "Opaque",
        "stringData": {"plain": "text"},
        "immutable": False,
    }


def test_instants_maps_of_lists_and_free_objects_are_read() -> None:
    times = field(8, field(1, 1_700_000_000) + field(2, 0))
    managed = field(17, field(1, "m") + field(7, field(1, b'{"f:spec":{}}')))
    read = read_protobuf(envelope("Secret", "v1", field(1, times + managed)), "Secret", MESSAGES)
    assert read["metadata"] == {
        "creationTimestamp": "2023-11-14T22:13:20Z",
        "managedFields": [{"manager": "m", "fieldsV1": {"f:spec": {}}}],
    }
    extra = field(5, field(1, "scopes") + field(2, field(1, "x") + field(1, "y")))
    spec = field(2, field(3, "kim") + field(4, "g1") + field(4, "g2") + extra)
    kind = "SubjectAccessReview"
    read = read_protobuf(envelope(kind, "authorization.k8s.io/v1", spec), kind, MESSAGES)
    assert read["spec"] == {"user": "kim", "groups": ["g1", "g2"], "extra": {"scopes": ["x", "y"]}}


def test_a_deletion_is_told_in_protobuf_too() -> None:
    raw = field(1, 0) + field(2, field(1, "u")) + field(4, "Foreground") + field(5, "All")
    read = read_protobuf(envelope("DeleteOptions", "v1", raw), "DeleteOptions", MESSAGES)
    assert read == {
        "apiVersion": "v1",
        "kind": "DeleteOptions",
        "gracePeriodSeconds": 0,
        "preconditions": {"uid": "u"},
        "propagationPolicy": "Foreground",
        "dryRun": ["All"],
    }


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"{}", "does not appear to be"),
        (b"", "does not appear to be"),
        (b"k8s\x00\xff", "cannot be read"),
        (envelope("Secret", "v1", b"\x0a\xff"), "cannot be read"),
        (envelope("Secret", "v1", field(1, field(1, b"\xff"))), "cannot be read"),
        (envelope("Secret", "v1", field(1, field(8, field(1, 1 << 60)))), "are no time"),
        (envelope("Secret", "v1", field(1, field(17, field(7, field(1, b"{"))))), "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_refused(body: bytes, why: str) -> None:
    with pytest.raises(ProtobufError, match=why):
        read_protobuf(body, "Secret", MESSAGES)


def sent(url: str, body: bytes) -> tuple[int, str]:
    answer = client().post(url, content=body, headers=PROTOBUF)
    return answer.status_code, answer.json().get("message", "")


def test_a_stream_is_created_from_protobuf() -> None:
    tag = field(1, "v1") + field(3, field(1, "DockerImage") + field(3, "r.example/app:v1"))
    spec = field(1, "") + field(2, tag) + field(3, field(3, 1))
    raw = field(1, field(1, "app")) + field(2, spec)
    body = envelope("ImageStream", "image.openshift.io/v1", raw)
    answer = client().post(STREAMS, content=body, headers=PROTOBUF)
    assert answer.status_code == 201, answer.text
    made = answer.json()
    assert made["metadata"]["name"] == "app"
    assert made["spec"]["lookupPolicy"] == {"local": True}
    [read] = made["spec"]["tags"]
    assert read["from"] == {"kind": "DockerImage", "name": "r.example/app:v1"}


def test_another_kind_is_refused_as_in_json() -> None:
    body = envelope("Secret", "v1", b"")
    code, message = sent(STREAMS, body)
    assert (code, message[:16]) == (400, "Secret in versio")


def test_a_body_that_is_none_is_refused() -> None:
    code, message = sent(IMPORTS, b"{}")
    assert code == 400
    assert message == (
        "the object provided is unrecognized (must be of type ImageStreamImport): "
        "provided data does not appear to be a protobuf message ({})"
    )
