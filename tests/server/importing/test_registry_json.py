"""JSON of registries is read as Go reads it. Source: import semantics, sections 8.5 to 8.7."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec import field

from imagestreamimport.models import Int64
from streamport.importing.errors import BadContent, BadJson
from streamport.importing.registry_json import Passed, Reader, RegistryStruct
from streamport.importing.times import to_whole_seconds


class Inner(RegistryStruct):
    size: Int64 | None = None


class Outer(RegistryStruct):
    media_type: str | None = None
    tty: bool | None = field(default=None, name="Tty")
    size: Int64 | None = None
    env: list[str | None] | None = field(default=None, name="Env")
    labels: dict[str, str | None] | None = field(default=None, name="Labels")
    volumes: dict[str, dict[str, Any] | None] | None = field(default=None, name="Volumes")
    config: Inner | None = None
    layers: list[Inner | None] | None = None
    annotations: Passed = None


READER = Reader(Outer)


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (b"null", Outer()),
        (b"{}", Outer()),
        (b'{"mediaType": "a", "annotations": {"x": [1]}}', Outer(media_type="a")),
        (b'{"MEDIATYPE": "a"}', Outer(media_type="a")),
        (b'{"mediaType": "a", "MediaType": "b"}', Outer(media_type="b")),
        (b'{"mediaType": "a", "MEDIATYPE": null}', Outer(media_type="a")),
        (b'{"TTY": true, "other": [1]}', Outer(tty=True)),
        ('{"\u017fize": 1}'.encode(), Outer(size=1)),
        (b'{"mediaType": null, "Env": null}', Outer()),
        (b'{"Env": ["a", null]}', Outer(env=["a", None])),
        (b'{"LABELS": {"A": null, "b": "c"}}', Outer(labels={"A": None, "b": "c"})),
        (b'{"Volumes": {"/data": {}, "/x": null}}', Outer(volumes={"/data": {}, "/x": None})),
        (b'{"config": {"Size": 2}, "layers": [{"SIZE": 3, "x": 1}, null]}',
         Outer(config=Inner(size=2), layers=[Inner(size=3), None])),
        (b'{"size": 9223372036854775807}', Outer(size=2**63 - 1)),
        (b'{"mediaType": "\\ud83d\\ude00"}', Outer(media_type="\U0001f600")),
        (b'{"mediaType": "a\\ud800b"}', Outer(media_type="a\ufffdb")),
        (b'{"mediaType": "a\xffb"}', Outer(media_type="a\ufffdb")),
    ],
)  # fmt: skip
def test_documents_are_read(document: bytes, expected: Outer) -> None:
    found = READER.read(document)
    found.annotations = None
    assert found == expected


@pytest.mark.parametrize(
    "document",
    [
        b"[]", b'"text"', b"1", b'{"mediaType": 1}', b'{"Tty": "true"}', b'{"Tty": 1}',
        b'{"size": 1.0}', b'{"size": true}', b'{"size": 9223372036854775808}', b'{"size": "1"}',
        b'{"Env": "a"}', b'{"Env": [1]}', b'{"Labels": {"a": 1}}', b'{"Labels": []}',
        b'{"Volumes": {"/data": true}}', b'{"Volumes": ["/data"]}', b'{"config": []}',
        b'{"layers": {}}', b'{"layers": [1]}', b'{"MEDIATYPE": 1}',
    ],
)  # fmt: skip
def test_values_of_the_wrong_type_are_refused(document: bytes) -> None:
    with pytest.raises(BadJson, match=r"^json: "):
        READER.read(document)


@pytest.mark.parametrize(
    ("document", "message"),
    [
        (b"", "^unexpected end of JSON input$"),
        (b" \n", "^unexpected end of JSON input$"),
        (b"{oops", "^invalid character "),
        (b"{} x", "^invalid character "),
        (b'{"a": NaN}', "^invalid character "),
        (b"\x00asm\x01", "^invalid character "),
        (b'"line\nbreak"', "^invalid character "),
        (b"[" * 100_000, "^json: exceeded max depth"),
    ],
)
def test_what_is_no_json_is_refused(document: bytes, message: str) -> None:
    with pytest.raises(BadJson, match=message):
        READER.read(document)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020-01-02T03:04:05.678901234Z", "2020-01-02T03:04:05Z"),
        ("2019-05-06T07:08:09Z", "2019-05-06T07:08:09Z"),
        ("2021-01-01T00:30:00+01:00", "2020-12-31T23:30:00Z"),
        ("2021-12-31T23:30:00-01:00", "2022-01-01T00:30:00Z"),
        ("0099-01-01T00:00:00Z", "0099-01-01T00:00:00Z"),
        ("0001-01-01T00:00:00Z", None),
    ],
)
def test_times_become_utc_and_whole_seconds(text: str, expected: str | None) -> None:
    assert to_whole_seconds(text) == expected


@pytest.mark.parametrize(
    "text",
    ["yesterday", "", "2020-01-02", "2020-13-02T03:04:05Z", "2020-01-02T03:04:05",
     "2020-01-02 03:04:05Z", "0001-01-01T00:00:00+02:00", "٢020-01-02T03:04:05Z"],
)  # fmt: skip
def test_other_times_are_refused(text: str) -> None:
    with pytest.raises(BadContent, match=r'^parsing time "'):
        to_whole_seconds(text)
