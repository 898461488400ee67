"""JSON of registries is read as Go reads it. Source: import semantics, sections 8.5 to 8.7."""

from __future__ import annotations

from typing import Any

import pytest

from streamport.importing.errors import BadContent, BadJson
from streamport.importing.registryjson import (
    Fields,
    flag,
    instant,
    list_of,
    name_set,
    nested,
    number,
    read_json,
    text,
    text_map,
    texts,
)
from streamport.importing.times import to_whole_seconds

INNER = Fields({"size": number})
FIELDS = Fields(
    {
        "mediaType": text,
        "Tty": flag,
        "size": number,
        "created": instant,
        "Env": texts,
        "Labels": text_map,
        "Volumes": name_set,
        "config": nested(INNER),
        "layers": list_of(INNER),
    }
)


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (b"null", {}),
        (b"{}", {}),
        (b'{"MEDIATYPE": "a"}', {"mediaType": "a"}),
        (b'{"mediaType": "a", "MediaType": "b"}', {"mediaType": "b"}),
        (b'{"TTY": true, "other": [1]}', {"Tty": True}),
        ('{"\u017fize": 1}'.encode(), {"size": 1}),
        (b'{"mediaType": null, "Env": null}', {}),
        (b'{"Env": ["a", null]}', {"Env": ["a", ""]}),
        (b'{"Labels": {"a": null, "b": "c"}}', {"Labels": {"a": "", "b": "c"}}),
        (b'{"Volumes": {"/data": {}, "/x": null}}', {"Volumes": {"/data": {}, "/x": {}}}),
        (b'{"config": {"Size": 2}, "layers": [{"size": 3}, null]}',
         {"config": {"size": 2}, "layers": [{"size": 3}, {}]}),
        (b'{"size": 9223372036854775807}', {"size": 2**63 - 1}),
        (b'{"created": "2021-06-30T23:59:59+02:00"}', {"created": "2021-06-30T21:59:59Z"}),
        (b'{"mediaType": "\\ud83d\\ude00"}', {"mediaType": "\U0001f600"}),
        (b'{"mediaType": "a\\ud800b"}', {"mediaType": "a\ufffdb"}),
        (b'{"mediaType": "a\xffb"}', {"mediaType": "a\ufffdb"}),
    ],
)  # fmt: skip
def test_fields_are_read(document: bytes, expected: dict[str, Any]) -> None:
    assert FIELDS.read(read_json(document)) == expected


@pytest.mark.parametrize(
    "document",
    [
        b"[]", b'"text"', b"1", b'{"mediaType": 1}', b'{"Tty": "true"}', b'{"Tty": 1}',
        b'{"size": 1.0}', b'{"size": true}', b'{"size": 9223372036854775808}', b'{"size": "1"}',
        b'{"Env": "a"}', b'{"Env": [1]}', b'{"Labels": {"a": 1}}', b'{"Labels": []}',
        b'{"Volumes": {"/data": true}}', b'{"Volumes": ["/data"]}', b'{"config": []}',
        b'{"layers": {}}', b'{"layers": [1]}', b'{"created": 1}',
    ],
)  # fmt: skip
def test_values_of_the_wrong_type_are_refused(document: bytes) -> None:
    with pytest.raises(BadJson, match=r"^json: "):
        FIELDS.read(read_json(document))


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
        read_json(document)


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
