"""Formats of texts: which are good, which are not, and what is said, in the words of Kubernetes."""

from __future__ import annotations

import base64
from datetime import date
from typing import Any

import pytest

from imagestreamimport._base import formats

LABEL_63, NAME_63 = "a" * 63, "A" * 63
SUBDOMAIN_253 = ".".join(["a" * 63] * 3) + "." + "a" * 61

GOOD: dict[str, list[str]] = {
    "date-time": [
        "2006-01-02T15:04:05Z",
        "2006-01-02T15:04:05.999999999Z",
        "2006-01-02T15:04:05+00:00",
        "2006-01-02T15:04:05-23:59",
        "2024-02-29T00:00:00Z",
        "2000-02-29T23:59:59Z",
        "0000-01-01T00:00:00Z",
        "2023-04-30T00:00:00Z",
        "2023-12-31T00:00:00Z",
        f"2006-01-02T15:04:05.{'9' * 100}Z",
    ],
    "byte": ["", "YQ==", "YWI=", "YWJj", "YWJj\nYQ==", "YW\r\nJj", "+/+/"],
    "dns-label": ["a", "a-b", "0", "a--b", LABEL_63],
    "dns-subdomain": ["a", "a.b", "a-b.c-d", "1.2", SUBDOMAIN_253],
    "qualified-name": ["a", "A_b.c-d", "a.example/Name", "9/9", f"a/{NAME_63}"],
    "label-value": ["", "a", "A_b.c-d", NAME_63],
    "path-segment": ["a", "a:b", "...", "", "é", "a b"],
    "path-segment-prefix": ["a", ".", "..", "a:b-"],
    "printable": ["", "a b", "é😀", "~"],
    "image-reference": ["a", "registry.example:5000/team/app:1.0", "a@sha256:" + "0" * 64],
}
BAD: dict[str, list[str]] = {
    "date-time": [
        "", "2006-01-02", "2006-01-02T15:04:05", "2006-01-02t15:04:05z", "2006-1-2T15:04:05Z",
        "2006-01-02T24:00:00Z", "2006-01-02T15:60:05Z", "2006-01-02T15:04:60Z",
        "2006-02-30T00:00:00Z", "2023-02-29T00:00:00Z", "1900-02-29T00:00:00Z",
        "2006-04-31T00:00:00Z", "2006-13-01T00:00:00Z", "2006-00-01T00:00:00Z",
        "2006-01-02T15:04:05+24:00", "2006-01-02T15:04:05.Z", "2006-01-02T15:04:05Z\n",
        "٢٠٠٦-01-02T15:04:05Z",
    ],
    "byte": ["a", "YQ", "YQ=", "YWJ", "YQ==YQ==", "YW-_", "é", "Y Q=="],
    "dns-label": ["", "A", "-a", "a-", "a.b", "a_b", "é", LABEL_63 + "a", "a\n"],
    "dns-subdomain": ["", "A", ".a", "a.", "a..b", "a-.b", "-a", "a_b", SUBDOMAIN_253 + "a"],
    "qualified-name": [
        "", "-a", "a-", "a/", "/a", "a/b/c", "A.example/a", "a b", NAME_63 + "a", "é",
    ],
    "label-value": ["-a", "a-", "a b", "a/b", NAME_63 + "a", "é", "."],
    "path-segment": [".", "..", "a/b", "a%b"],
    "path-segment-prefix": ["a/b", "%"],
    "printable": ["\n", "a\x00", "\u202e", "\x7f"],
    "image-reference": ["", "A", "a//b", "a:", "a@sha256:00", "a b"],
}  # fmt: skip


def cases(table: dict[str, list[str]]) -> list[Any]:
    return [
        pytest.param(name, text, id=f"{name} {text[:30]!r}")
        for name in table
        for text in table[name]
    ]


@pytest.mark.parametrize(("name", "text"), cases(GOOD))
def test_a_good_text_has_no_complaint(name: str, text: str) -> None:
    assert formats.check(name, text) == []


@pytest.mark.parametrize(("name", "text"), cases(BAD))
def test_a_bad_text_has_one(name: str, text: str) -> None:
    told = formats.check(name, text)
    assert told
    assert all(words and "\n" not in words for words in told)


@pytest.mark.parametrize(
    ("name", "quick"),
    [
        ("dns-label", formats.is_dns_label),
        ("qualified-name", formats.is_qualified_name),
        ("label-value", formats.is_label_value),
        ("path-segment", formats.is_path_segment),
        ("date-time", formats.is_date_time),
    ],
)
def test_the_quick_question_agrees_with_the_list_of_complaints(name: str, quick: Any) -> None:
    texts = {text for table in (GOOD, BAD) for listed in table.values() for text in listed}
    for text in texts:
        assert quick(text) is (formats.check(name, text) == []), text


def test_every_format_has_cases() -> None:
    assert formats.FORMATS.keys() == GOOD.keys() == BAD.keys()
    with pytest.raises(KeyError):
        formats.check("nonsense", "a")


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("dns-label", LABEL_63 + "a", "must be no more than 63 characters"),
        ("dns-subdomain", SUBDOMAIN_253 + "a", "must be no more than 253 characters"),
        ("label-value", NAME_63 + "a", "must be no more than 63 characters"),
        ("qualified-name", "", "name part must be non-empty"),
        ("qualified-name", "a/", "name part must be non-empty"),
        ("qualified-name", "/a", "prefix part must be non-empty"),
        ("qualified-name", "a/" + NAME_63 + "a", "name part must be no more than 63 characters"),
        ("path-segment", ".", "may not be '.'"),
        ("path-segment", "a/b", "may not contain '/'"),
        ("path-segment-prefix", "a%", "may not contain '%'"),
        ("byte", "a", "must be bytes in base64"),
        ("date-time", "now", "must be a time such as 2006-01-02T15:04:05Z"),
    ],
)
def test_the_words_are_those_of_kubernetes(name: str, text: str, words: str) -> None:
    assert words in formats.check(name, text)


def test_a_rule_is_explained_with_samples_and_its_pattern() -> None:
    (told,) = formats.dns_label("A")
    assert told == (
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and "
        "must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex "
        "used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
    )
    (told,) = formats.qualified_name("a/b/c")
    assert told.endswith(
        "with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"
    )
    assert formats.qualified_name("A.x/b")[0].startswith(
        "prefix part a lowercase RFC 1123 subdomain"
    )


def test_lengths_are_counted_in_bytes() -> None:
    assert "must be no more than 63 characters" in formats.dns_label("é" * 32)
    assert "must be no more than 63 characters" not in formats.dns_label("é" * 31)


def test_a_character_that_cannot_be_printed_is_told_with_its_place_in_bytes() -> None:
    assert formats.printable("é\na\x00") == [
        "invalid character U+000A (at position 2)",
        "invalid character U+0000 (at position 4)",
    ]


def test_every_day_of_four_centuries_is_judged_as_the_calendar_does() -> None:
    for year in (1600, 1700, 1899, 1996, 2000, 2023, 2024, 2100):
        for month in range(1, 13):
            for day in range(1, 32):
                try:
                    date(year, month, day)
                    is_day = True
                except ValueError:
                    is_day = False
                text = f"{year:04}-{month:02}-{day:02}T00:00:00Z"
                assert formats.is_date_time(text) is is_day, text


@pytest.mark.parametrize(
    "value", [None, 5, b"2006-01-02T15:04:05Z", ["2006-01-02T15:04:05Z"], True]
)
def test_what_is_no_text_is_no_time(value: Any) -> None:
    assert formats.is_date_time(value) is False


def test_a_text_of_a_class_of_ones_own_is_a_text() -> None:
    class Mine(str):
        __slots__ = ()

    assert formats.is_date_time(Mine("2006-01-02T15:04:05Z"))


@pytest.mark.parametrize("length", range(20))
def test_bytes_of_any_length_are_bytes(length: int) -> None:
    assert formats.byte(base64.b64encode(bytes(range(length))).decode()) == []
    assert formats.byte(base64.encodebytes(bytes(range(length)) * 9).decode()) == []


def test_a_text_in_lower_case_is_that_of_go() -> None:
    assert formats.lowered("\u0130ABC") == "iabc"
    assert formats.lowered("ÀÉ") == "àé"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "registry.example:5000/team/app:1.0",
            {"registry": "registry.example:5000", "namespace": "team", "name": "app", "tag": "1.0",
             "digest": ""},
        ),
        ("app", {"registry": "", "namespace": "", "name": "app", "tag": "", "digest": ""}),
        ("a//b", {}),
        (5, {}),
        (None, {}),
    ],
)  # fmt: skip
def test_a_reference_is_split_into_its_parts(text: Any, parts: dict[str, str]) -> None:
    assert formats.PARTS["image-reference"](text) == parts


def test_a_long_text_takes_no_long_time() -> None:
    """Each is searched in one pass: a name of a MiB must not stop a server."""
    for name in formats.FORMATS:
        for text in ("a" * 2**20, "-" * 2**20, "a-" * 2**19, "a." * 2**19):
            formats.check(name, text)
