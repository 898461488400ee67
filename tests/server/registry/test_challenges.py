"""What `WWW-Authenticate` asks for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streamport.registry.challenges import parse_challenges, select


def parsed(*lines: str) -> list[tuple[str, dict[str, str]]]:
    return [(each.scheme, dict(each.parameters)) for each in parse_challenges(lines)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            'Bearer realm="https://a.test/token",service="registry.test"',
            [("bearer", {"realm": "https://a.test/token", "service": "registry.test"})],
        ),
        (
            'Bearer realm="https://a.test/t?a=b,c",scope="repository:a:pull,push" , service=s',
            [
                (
                    "bearer",
                    {
                        "realm": "https://a.test/t?a=b,c",
                        "scope": "repository:a:pull,push",
                        "service": "s",
                    },
                )
            ],
        ),
        ('Basic realm="a \\"b\\" \\\\ c"', [("basic", {"realm": 'a "b" \\ c'})]),
        ('BASIC Realm = "r"', [("basic", {"realm": "r"})]),
        ("Negotiate", [("negotiate", {})]),
        (
            'Negotiate, Basic realm="r", Bearer realm="t"',
            [("negotiate", {}), ("basic", {"realm": "r"}), ("bearer", {"realm": "t"})],
        ),
        ('Bearer realm=""', [("bearer", {"realm": ""})]),
        ('Bearer realm="a",realm="b"', [("bearer", {"realm": "a"})]),
        ("", []),
        ('"', []),
        ('Bearer realm="never ends', [("bearer", {"realm": ""})]),
    ],
)
def test_challenges(line: str, expected: list[tuple[str, dict[str, str]]]) -> None:
    assert parsed(line) == expected


def test_each_header_line_is_read() -> None:
    assert [scheme for scheme, _ in parsed('Basic realm="r"', 'Bearer realm="t"')] == [
        "basic",
        "bearer",
    ]


@pytest.mark.parametrize(
    ("line", "scheme"),
    [
        ('Basic realm="r", Bearer realm="t"', "bearer"),
        ('Negotiate, Basic realm="r"', "basic"),
        ("Negotiate", None),
    ],
)
def test_bearer_is_answered_before_basic(line: str, scheme: str | None) -> None:
    selected = select(parse_challenges([line]))
    assert (selected.scheme if selected else None) == scheme


@given(st.text('aB ="\\,;:/?é\t', max_size=40) | st.text(max_size=40))
def test_any_text_is_read_without_an_error(line: str) -> None:
    parse_challenges([line])


def test_a_challenge_does_not_show_what_may_be_a_password() -> None:
    [challenge] = parse_challenges(['Bearer realm="https://user:sesame@a.test/"'])
    assert "sesame" not in repr(challenge)
