"""Bodies on their way in and answers on their way out, piece by piece: no server runs here."""

from __future__ import annotations

import asyncio
import json
import re
from typing import Any

import msgspec
import pytest
from starlette.requests import ClientDisconnect

from imagestreamimport import models
from imagestreamimport._base.yaml_reading import MAX_VALUES, YamlError, read_yaml
from imagestreamimport._server import answers, body
from imagestreamimport._server.context import RequestContext, Warnings
from imagestreamimport._server.discovery import Page
from imagestreamimport._server.openapi import Form
from imagestreamimport._server.documents import check_of, check_place, fill_namespace, text_in
from imagestreamimport.causes import Cause
from imagestreamimport.errors import (
    BadRequest,
    RequestEntityTooLarge,
    StatusError,
    TooManyRequests,
    UnsupportedMediaType,
)

# ---------------------------------------------------------------------------------- as it arrives


def received(*parts: bytes | None, limit: int = 10, length: int | None = None) -> bytes:
    """The body of a request that comes in parts; None for a client that goes away."""
    last = len(parts) - 1
    messages = iter(
        (
            {"type": "http.disconnect"}
            if part is None
            else {"type": "http.request", "body": part, "more_body": index < last}
        )
        for index, part in enumerate(parts)
    )

    async def receive() -> Any:
        return next(messages)

    headers = [] if length is None else [(b"content-length", str(length).encode())]
    return asyncio.run(body.read_body(receive, {"headers": headers}, limit))


def test_a_body_is_put_together_from_its_parts() -> None:
    assert received(b"") == b""
    assert received(b"0123456789") == b"0123456789"
    assert received(b"01", b"", b"23456789") == b"0123456789"


@pytest.mark.parametrize(
    ("parts", "length"),
    [([b"01234567890"], None), ([b"0123456789", b"0"], None), ([b"0", b"1"], 11)],
)
def test_a_body_beyond_the_limit_is_refused_as_soon_as_it_is_known(
    parts: list[bytes], length: int | None
) -> None:
    with pytest.raises(RequestEntityTooLarge, match="limit is 10"):
        received(*parts, length=length)


@pytest.mark.parametrize("parts", [[None], [b"0", None]])
def test_a_client_that_goes_away_has_no_body(parts: list[bytes | None]) -> None:
    with pytest.raises(ClientDisconnect):
        received(*parts)


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        (None, b"application/json"),
        (b"application/json", b"application/json"),
        (b"Application/JSON; charset=utf-8", b"application/json"),
        (b" application/yaml ;x=y", b"application/yaml"),
        (b"", b"application/json"),
        (b";charset=utf-8", b"application/json"),
    ],
)
def test_a_media_type_is_read_without_its_parameters(header: bytes | None, kind: bytes) -> None:
    assert body.media_type(header) == kind


# ---------------------------------------------------------------------------------------- decoded


def decoded(text: str | bytes, kind: bytes = body.JSON) -> tuple[Any, list[str]]:
    data = text.encode() if isinstance(text, str) else text
    return body.decode_body(data, kind, "Thing")


def test_keys_that_stand_twice_are_told_by_their_paths_and_the_last_one_counts() -> None:
    text = '{"a": 1, "a": 2, "b": [{"c": 1, "c": {"d": 1, "d": 2}}]}'
    value, twice = decoded(text)
    assert value == {"a": 2, "b": [{"c": {"d": 2}}]}
    assert twice == ["a", "b[0].c", "b[0].c.d"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "couldn't get version/kind; json parse error: unexpected end of JSON input (<empty>)"),
        ("  ", "unexpected end of JSON input (2020)"),
        ('{"a": ', "json parse error"),
        ("{'a': 1}", "json parse error"),
        (b'{"a": "\xff"}', "json parse error"),
        ("[" * 101 + "]" * 101, "exceeded max depth"),
        ("[" * 100_000, "json parse error: exceeded max depth"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_body_that_cannot_be_read_is_told_with_its_beginning(
    text: str | bytes, words: str
) -> None:
    with pytest.raises(BadRequest) as raised:
        decoded(text)
    said = str(raised.value)
    assert said.startswith("the object provided is unrecognized (must be of type Thing): ")
    assert words in said
    assert len(said) < 300


def test_the_beginning_of_a_body_is_text_or_in_hexadecimal() -> None:
    with pytest.raises(BadRequest, match=re.escape('({"a": xxxxxxxxxxxxxxxxxxxxxxxx ...)')):
        decoded('{"a": ' + "x" * 100)
    with pytest.raises(BadRequest, match=re.escape("(6e6f7065)")):
        decoded("nope")


@pytest.mark.parametrize("kind", [b"text/plain", b"application/x-protobuf", b"x"])
def test_another_media_type_is_refused_with_those_that_are_read(kind: bytes) -> None:
    with pytest.raises(UnsupportedMediaType, match="application/json, application/yaml"):
        decoded("{}", kind)


def test_a_body_may_be_yaml() -> None:
    assert decoded("a: 1\nb: [p, q]\n", body.YAML) == ({"a": 1, "b": ["p", "q"]}, [])
    with pytest.raises(BadRequest, match="must be of type Thing"):
        decoded("a: [", body.YAML)


@pytest.mark.parametrize(
    ("value", "deep"),
    [(1, False), ([], False), ([[[1]]], False), ([[[[]]]], True), ({"a": [{"b": {}}]}, True)],
)
def test_levels_are_counted(value: Any, deep: bool) -> None:
    assert body.is_deep(value, 3) is deep


DECODE = msgspec.json.Decoder(models.ImageStreamImport).decode


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ('{"kind": "ImageStreamImport", "metadata": {"name": "a"}}', True),
        ('{"metadata": {"name": "a:b"}, "spec": {"import": true}}', True),
        ('{"metadata": {"nmae": "a"}}', False),
        ('{"metadata": {"name": "a", "name": "b"}}', False),
        ('{"metadata": {"name": "\\u0061"}}', False),
        ('{"metadata": 5}', False),
        ("{", False),
        ("[" * 200, False),
    ],
)
def test_the_short_way_is_for_bodies_of_which_everything_is_known(text: str, known: bool) -> None:
    value = body.decode_known(text.encode(), DECODE)
    assert value == (json.loads(text) if known else None)


# ------------------------------------------------------------------------------ kind and apiVersion

EXPECTED = body.Expected(
    "Thing",
    "a.example/v1",
    "a.example",
    frozenset({"Thing", "Other", "ThingList"}),
    frozenset({"v1"}),
    frozenset({"a.example/v1beta1"}),
)


@pytest.mark.parametrize(
    "document",
    [
        {"kind": "Thing", "apiVersion": "a.example/v1"},
        {"kind": "Thing", "apiVersion": "a.example/v1beta1"},
        {"kind": "Thing"},
        {"apiVersion": "a.example/v1"},
        {"kind": "", "apiVersion": None},
        {},
    ],
    ids=str,
)
def test_a_document_of_the_kind_or_of_no_kind_is_taken(document: Any) -> None:
    assert body.check_kind(document, EXPECTED, b"") is document


def test_null_is_an_object_without_fields() -> None:
    assert body.check_kind(None, EXPECTED, b"null") == {}


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ([], "json: cannot unmarshal array into an object"),
        ("text", "json: cannot unmarshal string into an object"),
        (True, "json: cannot unmarshal bool into an object"),
        (5.5, "json: cannot unmarshal number into an object"),
        ({"kind": 5}, "cannot unmarshal number into the field kind of type string"),
        ({"apiVersion": {}}, "cannot unmarshal object into the field apiVersion of type string"),
        (
            {"kind": "Thing", "apiVersion": "v1"},
            "the API version in the data (v1) does not match the expected API version "
            "(a.example/v1)",
        ),
        (
            {"kind": "Other"},
            'Other in version "v1" cannot be handled as a Thing: converting (v1.Other) to Thing: '
            "unknown conversion",
        ),
        (
            {"kind": "Nothing"},
            'no kind "Nothing" is registered for version "a.example/v1" in scheme "of this server"',
        ),
        (
            {"kind": "Thing", "apiVersion": "b.example/v2"},
            'no kind "Thing" is registered for version "b.example/v2"',
        ),
    ],
    ids=lambda value: str(value)[:40],
)
def test_another_document_is_refused_in_the_words_of_kubernetes(document: Any, words: str) -> None:
    with pytest.raises(BadRequest) as raised:
        body.check_kind(document, EXPECTED, b"{}")
    assert words in str(raised.value)


def test_problems_of_fields_are_told_and_those_beyond_a_number_are_counted() -> None:
    assert body.field_problems(["a.b"], ['c"']) == [
        'unknown field "a.b"', 'duplicate field "c\\""',
    ]  # fmt: skip
    assert body.strict_error(["x", "y"]) == "strict decoding error: x, y"
    many = body.strict_error(["x"] * (body.MOST_PROBLEMS + 7))
    assert many.endswith(", x, and 7 more")


def test_a_wrong_type_is_told_by_the_first_of_them() -> None:
    causes = [Cause("a.b", "R", "must be of type string", ""), Cause("c", "R", "m", "")]
    assert body.type_error(causes) == (
        "json: cannot unmarshal a value into the field a.b: must be of type string"
    )
    assert body.type_error([Cause("", "R", "m", "")]) == "json: cannot unmarshal a value: m"


# ----------------------------------------------------------------------------------------- YAML


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("a: &x [1]\nb: *x\n", {"a": [1], "b": [1]}),
        ("a: &k b\n*k : c\n", {"a": "b", "b": "c"}),
        ("base: &b {p: 1, q: 2}\nown: {<<: *b, q: 3}\n",
         {"base": {"p": 1, "q": 2}, "own": {"q": 3, "p": 1}}),
        ("a: {<<: [{x: 1}, {x: 2, z: 3}]}", {"a": {"x": 1, "z": 3}}),
        ("first: 1\n---\nsecond: 2\n", {"first": 1}),
        ("- a\n- {b: c}\n", ["a", {"b": "c"}]),
        ("1: a\ntrue: b\n1.5: d\n", {"1": "a", "true": "b", "1.5": "d"}),
        ("a: |\n  x\n  y\n", {"a": "x\ny\n"}),
        ('{"a": [1, 2.5, null, true]}', {"a": [1, 2.5, None, True]}),
    ],
    ids=lambda value: str(value)[:30],
)  # fmt: skip
def test_yaml_becomes_json(text: str, value: Any) -> None:
    assert read_yaml(text.encode(), 100) == (value, [])


def test_keys_of_yaml_that_stand_twice_are_told() -> None:
    assert read_yaml(b"a: 1\na: 2\nb: [{c: 1, c: 2}]\n", 100) == (
        {"a": 2, "b": [{"c": 2}]}, ["a", "b[0].c"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: [", "yaml: "),
        ("a: *nowhere", "yaml: "),
        ("? [1]\n: a\n", "invalid map key"),
        ("? {a: b}\n: a\n", "invalid map key"),
        ("null: a", "a key has to be text, not null"),
        ("a: {<<: 5}", "map merge requires map or sequence of maps"),
        ("a: &x [*x]", "unknown anchor 'x' referenced"),
        ("[" * 6 + "]" * 6, "exceeded max depth"),
        ("\t- a", "yaml: "),
        ("a: !!binary '='", "yaml: "),
    ],
)
def test_what_has_no_json_value_is_refused(text: str, words: str) -> None:
    with pytest.raises(YamlError, match=re.escape(words)):
        read_yaml(text.encode(), 5)


def test_aliases_count_each_time() -> None:
    rows = ["a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    with pytest.raises(YamlError, match="excessive aliasing"):
        read_yaml("\n".join(rows).encode(), 100)
    assert MAX_VALUES < 9**8


# ---------------------------------------------------------------------------------------- answers


def test_json_is_written_as_go_writes_it() -> None:
    assert answers.json_line({"a": "<b>&\u2028\u2029é"}) == (
        rb'{"a":"\u003cb\u003e\u0026\u2028\u2029' + "é".encode() + b'"}\n'
    )
    assert answers.pretty(b'{"a":[1]}') == b'{\n  "a": [\n    1\n  ]\n}\n'


def test_uids_are_of_version_4_and_no_two_are_the_same() -> None:
    uids = {answers.random_uid() for _ in range(500)}
    assert len(uids) == 500
    form = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
    assert all(form.fullmatch(uid) for uid in uids)


def test_requests_have_ids_that_count() -> None:
    first, second = answers.next_request_id(), answers.next_request_id()
    assert int(second[-12:], 16) == int(first[-12:], 16) + 1
    assert first[:24] == second[:24]


def warnings_of(*texts: str) -> list[str]:
    """The values of the Warning headers."""
    return [value.decode() for name, value in answers.warning_headers(texts) if name == b"warning"]


def test_a_remark_is_a_header_whose_text_cannot_end_it() -> None:
    assert warnings_of("plain", 'q"\\', "two\nlines\x00") == [
        '299 - "plain"', '299 - "q\\"\\\\"', '299 - "two lines "',
    ]  # fmt: skip
    assert warnings_of() == []


@pytest.mark.parametrize(
    "texts", [["x"] * 500, ["y" * 300] * 40, ["z" * 10_000], [f"{n}" for n in range(51)]],
    ids=["many", "long", "one", "one too many"],
)  # fmt: skip
def test_remarks_are_as_many_as_clients_read_and_the_rest_is_counted(texts: list[str]) -> None:
    shown = warnings_of(*texts)
    assert len(shown) <= answers.MOST_WARNINGS
    assert sum(map(len, shown)) <= 4096
    assert shown[-1] == f'299 - "{len(texts) - len(shown) + 1} more warnings"'


@pytest.mark.parametrize(
    ("seconds", "header"), [(None, None), (0.2, b"1"), (1.6, b"2"), (30, b"30")]
)
def test_when_to_come_back_is_told_in_whole_seconds(
    seconds: float | None, header: bytes | None
) -> None:
    told = dict(answers.error_headers(TooManyRequests(retry_after_s=seconds)))
    assert told.get(b"retry-after") == header


def test_a_failure_that_nobody_foresaw_names_the_log_entry_alone() -> None:
    error = answers.unexpected("the-id")
    assert isinstance(error, StatusError)
    assert error.code == 500
    assert "the-id" in str(error)


def test_an_answer_to_head_has_the_length_and_no_body() -> None:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(answers.send_answer(send, 200, b"12345", "id", [(b"x", b"y")], is_head=True))
    headers = dict(sent[0]["headers"])
    assert headers[b"content-length"] == b"5"
    assert (headers[b"audit-id"], headers[b"x"]) == (b"id", b"y")
    assert headers[b"cache-control"] == b"no-store"
    assert sent[1]["body"] == b""


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("a/b", Form("a/b", b"B")),
        ("a/b, application/json", Form("a/b", b"B")),
        ("application/json,a/b", b"A"),
        ("*/*,a/b", b"A"),
        ("x/y, a/b ", Form("a/b", b"B")),
        ("x/y", b"A"),
        ("", b"A"),
    ],
)
def test_a_page_has_the_first_form_that_is_asked_for(accept: str, form: Any) -> None:
    assert Page(b"A", {"a/b": Form("a/b", b"B")}).form_for(accept) == form
    assert Page(b"A").form_for(accept) == b"A"


# ----------------------------------------------------------------------------------- the request


def request_of(name: str | None = "app", namespace: str | None = "team") -> RequestContext:
    scope = {"method": "PUT", "path": "/x", "headers": [(b"x-some", b"value")]}
    request = RequestContext(scope, "a.example/v1", "id")
    request.name, request.namespace = name, namespace
    return request


def test_a_remark_is_told_once() -> None:
    remarks = Warnings()
    for text in ("a", "b", "a"):
        remarks.add(text)
    assert remarks == ["a", "b"]
    request = request_of()
    assert not request.has_warnings
    request.warnings.add("a")
    assert request.has_warnings
    assert request.headers["X-Some"] == "value"


@pytest.mark.parametrize(
    ("metadata", "words"),
    [
        ({"name": "app"}, None),
        ({"name": "app", "namespace": "team"}, None),
        ({}, "the name of the object (app based on URL) was undeterminable"),
        ({"name": 5}, "was undeterminable"),
        ({"name": "other"}, "(other) does not match the name on the URL (app)"),
        (
            {"name": "app", "namespace": "x"},
            "the namespace of the provided object does not match",
        ),
    ],
)
def test_name_and_namespace_are_those_of_the_path(metadata: Any, words: str | None) -> None:
    if words is None:
        check_place(request_of(), metadata)
        return
    with pytest.raises(BadRequest) as raised:
        check_place(request_of(), metadata)
    assert words in str(raised.value)


@pytest.mark.parametrize(
    ("metadata", "namespace", "filled"),
    [({}, "team", "team"), ({"namespace": ""}, "team", "team"), ({"namespace": "x"}, "team", "x"),
     ({}, None, None), ({"namespace": 5}, "team", 5)],
)  # fmt: skip
def test_the_namespace_of_the_path_is_filled_in(
    metadata: Any, namespace: str | None, filled: Any
) -> None:
    fill_namespace(metadata, namespace)
    assert metadata.get("namespace") == filled


def test_a_text_field_of_another_type_is_empty() -> None:
    assert [text_in({"a": value}, "a") for value in ("x", None, 5, [])] == ["x", "", "", ""]
    assert text_in({}, "a") == ""


def test_a_handlers_own_check_may_ask_for_the_request() -> None:
    class One:
        def check(self, document: Any) -> list[Any]:
            return [document]

    class Two:
        def check(self, document: Any, request: Any) -> list[Any]:
            return [document, request]

    request = request_of()
    one, two = check_of(One()), check_of(Two())
    assert one is not None
    assert two is not None
    assert one("d", request) == ["d"]
    assert two("d", request) == ["d", request]
    assert check_of(object()) is None
