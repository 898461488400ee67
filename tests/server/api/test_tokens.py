"""The token file, and who a request comes from."""

from __future__ import annotations

import logging
import os
from pathlib import Path

import pytest
from starlette.datastructures import Headers

from imagestreamimport.errors import Unauthorized
from streamport.api.faults import BadFile, CannotStart
from streamport.api.rereading import RereadFile
from streamport.api.tokens import Authenticator, TokenFile, parse_tokens
from streamport.api.users import User

SECRET = "s3cret-token-of-kim"
FILE = f'{SECRET},kim,7,"devs,system:masters"\nother,lee,8\n'


def authenticator(content: str = FILE, *, anonymous: bool = False) -> Authenticator:
    return Authenticator([parse_tokens(content.encode(), "tokens.csv")], anonymous=anonymous)


def headers(**values: str) -> Headers:
    return Headers({name.replace("_", "-"): value for name, value in values.items()})


# ---------------------------------------------------------------------------------------- the file


def test_a_user_has_name_uid_and_groups() -> None:
    user = authenticator().authenticate(headers(authorization=f"Bearer {SECRET}"))
    assert user == User("kim", "7", frozenset(("devs", "system:masters", "system:authenticated")))


def test_groups_may_be_left_out() -> None:
    user = authenticator().authenticate(headers(authorization="Bearer other"))
    assert user == User("lee", "8", frozenset(("system:authenticated",)))


@pytest.mark.parametrize("lines", ["\n\na,u,1\n\n", "a,u,1\r\n", '"a","u","1",""\n', "\ufeffa,u,1"])
def test_blank_lines_quotes_and_line_ends_of_all_kinds_are_read(lines: str) -> None:
    assert authenticator(lines).authenticate(headers(authorization="Bearer a")).name == "u"


def test_every_wrong_line_is_told_with_its_number_and_no_token() -> None:
    content = f"{SECRET},kim,1\n{SECRET}\n\n,lee,2\n{SECRET},max,3\n{SECRET} b,c,4\n{SECRET}x,,5\n"
    with pytest.raises(BadFile) as caught:
        parse_tokens(content.encode(), "tokens.csv")
    assert [line for line, _ in caught.value.problems] == [2, 4, 5, 6, 7]
    assert str(caught.value).startswith("tokens.csv:2: needs token,user,uid")
    assert SECRET not in str(caught.value)


def test_groups_without_quotes_are_told() -> None:
    with pytest.raises(BadFile, match=r'tokens.csv:1: .*quotes: "group1,group2"'):
        parse_tokens(b"a,u,1,g1,g2\n", "tokens.csv")


@pytest.mark.parametrize(
    "content", [b'ok,u,1\n"' + SECRET.encode() + b'"x,u,1\n', b"ok,u,1\n\xff" + SECRET.encode()]
)
def test_what_is_no_csv_or_no_text_is_told_without_the_token(content: bytes) -> None:
    with pytest.raises(BadFile) as caught:
        parse_tokens(content, "tokens.csv")
    assert str(caught.value).startswith("tokens.csv:2: ")
    assert SECRET not in str(caught.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match=r"tokens\.csv: No such file or directory"):
        TokenFile(tmp_path / "tokens.csv")


# ------------------------------------------------------------------------------------- it changes


class _Clock:
    now = 0.0

    def __call__(self) -> float:
        self.now += 10
        return self.now


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "tokens.csv"
    path.write_text("old,kim,1\n")
    file = RereadFile(path, parse_tokens, clock=_Clock())
    assert file.current().find(b"old")
    path.write_text("newer,kim,1\n")
    assert file.current().find(b"old") is None
    assert file.current().find(b"newer") == User("kim", "1", frozenset(("system:authenticated",)))


def test_a_file_that_breaks_leaves_the_last_good_tokens_in_force(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "tokens.csv"
    path.write_text(f"{SECRET},kim,1\n")
    file = RereadFile(path, parse_tokens, clock=_Clock())
    with caplog.at_level(logging.ERROR):
        path.write_text(f"{SECRET}\n")
        assert file.current().find(SECRET.encode())
        assert file.current().find(SECRET.encode())
        path.unlink()
        assert file.current().find(SECRET.encode())
        assert file.current().find(SECRET.encode())
    assert len(caplog.records) == 2
    assert "tokens.csv:1: needs token,user,uid" in caplog.text
    assert SECRET not in caplog.text


def test_a_replaced_file_of_the_same_size_and_time_is_seen(tmp_path: Path) -> None:
    path, new = tmp_path / "tokens.csv", tmp_path / "new"
    path.write_text("aaa,kim,1\n")
    file = RereadFile(path, parse_tokens, clock=_Clock())
    new.write_text("bbb,kim,1\n")
    times = path.stat()
    os.utime(new, ns=(times.st_atime_ns, times.st_mtime_ns))
    new.replace(path)
    assert file.current().find(b"bbb")


# ------------------------------------------------------------------------------------- requests


@pytest.mark.parametrize(
    "value",
    [
        "",
        "Bearer",
        "Bearer ",
        "Bearer wrong",
        "Basic b3RoZXI=",
        "other",
        "bearer  other",
        "Bearer Other",
    ],
)
def test_a_wrong_and_a_missing_token_are_refused_alike(value: str) -> None:
    with pytest.raises(Unauthorized) as caught:
        authenticator().authenticate(headers(authorization=value))
    assert caught.value.document["message"] == "Unauthorized"


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_the_scheme_is_read_in_any_case(scheme: str) -> None:
    assert authenticator().authenticate(headers(authorization=f"{scheme} other")).name == "lee"


def test_without_a_token_somebody_is_anonymous_where_that_is_allowed() -> None:
    user = authenticator(anonymous=True).authenticate(headers(host="127.0.0.1:8443"))
    assert (user.name, user.groups) == ("system:anonymous", frozenset(("system:unauthenticated",)))


def test_a_wrong_token_makes_nobody_anonymous() -> None:
    with pytest.raises(Unauthorized):
        authenticator(anonymous=True).authenticate(
            headers(host="localhost", authorization="Bearer wrong")
        )


@pytest.mark.parametrize(
    "sent",
    [
        {"host": "attacker.example:8443"},  # a name that was bound to 127.0.0.1 afterwards
        {"host": "localhost:8080", "origin": "https://attacker.example"},
        {"host": "localhost:8080", "origin": "null"},
        {},
    ],
)
def test_a_foreign_page_in_a_browser_is_not_anonymous(sent: dict[str, str]) -> None:
    with pytest.raises(Unauthorized):
        authenticator(anonymous=True).authenticate(headers(**sent))


@pytest.mark.parametrize("host", ["localhost:8080", "127.0.0.1:8080", "[::1]:8080"])
def test_a_page_of_our_own_is_anonymous(host: str) -> None:
    sent = headers(host=host, origin=f"http://{host}")
    assert authenticator(anonymous=True).authenticate(sent).name == "system:anonymous"
