"""Image references (import semantics, section 7): what is one, its parts, and how it is written."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from imagestreamimport.references import InvalidReference, Reference, is_reference, parse

# On a busy machine making up examples takes its time.
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
HEX = "0123456789abcdef" * 4
DIGEST = f"sha256:{HEX}"
EMPTY = "repository name must have at least one component"
UPPER = "repository name must be lowercase"
FORMAT = "invalid reference format"
LONG = "repository name must not be more than 255 characters"
ALGORITHM = "unsupported digest algorithm"
LENGTH = "invalid checksum digest length"


def parts(text: str) -> tuple[str, str, str, str, str]:
    found = parse(text)
    return (found.registry, found.namespace, found.name, found.tag, found.digest)


def fault(text: str) -> str | None:
    """Why the text is no reference; None for one."""
    try:
        parse(text)
    except InvalidReference as error:
        return str(error)
    return None


# ------------------------------------------------------------------------------------- the grammar


@pytest.mark.parametrize(
    "text",
    [
        "a",
        "0",
        "a.b",
        "a_b",
        "a__b",
        "a-b",
        "a---b",
        "a-b.c_d__e",
        "a/b/c/d/e/f",
        "a:1",
        "a:_",
        "a:A.-_",
        "a:" + "t" * 128,
        f"a@{DIGEST}",
        f"a@sha384:{HEX}{HEX[:32]}",
        f"a@sha512:{HEX}{HEX}",
        f"a@sha256:{HEX.upper()}",
        f"a:1@{DIGEST}",
        f"{DIGEST}",
        "r.test/a",
        "r.test:5000/a",
        "r.test:0/a",
        "r.test:99999999/a",
        "R.Test/a",
        "FOO/bar",
        "A-B.c--d:1/a",
        "localhost/a",
        "127.0.0.1:5000/a/b:1",
        "a" * 255,
        "r/" + "a" * 253,
        "r.test/" + "/".join("a" * 124),
    ],
)
def test_references(text: str) -> None:
    assert parse(text)
    assert is_reference(text)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", EMPTY),
        # Upper case is told where it is all that is wrong.
        ("FOO", UPPER),
        ("team/App", UPPER),
        ("a/B/c", UPPER),
        ("r.test/A:v1", UPPER),
        ("A:V1", UPPER),
        (f"A@{DIGEST}", UPPER),
        ("A@MD5:" + "0" * 32, UPPER),
        ("\u0130mage", UPPER),
        ("\u212aube", UPPER),
        ("A" * 256, UPPER),
        ("A//b", FORMAT),
        ("É", FORMAT),
        ("A ", FORMAT),
        # The rest of the grammar.
        (" a", FORMAT),
        ("a ", FORMAT),
        ("a\n", FORMAT),
        ("\na", FORMAT),
        ("a\x00", FORMAT),
        ("*", FORMAT),
        ("/", FORMAT),
        ("/a", FORMAT),
        ("a/", FORMAT),
        ("a//b", FORMAT),
        (".", FORMAT),
        ("..", FORMAT),
        ("a..b", FORMAT),
        ("a___b", FORMAT),
        ("a._b", FORMAT),
        ("a-_b", FORMAT),
        ("-a", FORMAT),
        ("a-", FORMAT),
        ("_a/b", FORMAT),
        ("a/-b", FORMAT),
        (":v1", FORMAT),
        ("a:", FORMAT),
        ("a:.x", FORMAT),
        ("a:-x", FORMAT),
        ("a:1+2", FORMAT),
        ("a:1:2", FORMAT),
        ("a:é", FORMAT),
        ("a:" + "t" * 129, FORMAT),
        ("@", FORMAT),
        ("a@", FORMAT),
        ("a@v1", FORMAT),
        (f"a@{HEX}", FORMAT),
        (f"@{DIGEST}", FORMAT),
        ("a@sha256:" + "0" * 31, FORMAT),
        ("a@sha256:" + "g" * 64, FORMAT),
        (f"a@{DIGEST}:1", FORMAT),
        (f"a@{DIGEST}@{DIGEST}", FORMAT),
        ("a@1x:" + "0" * 32, FORMAT),
        ("a@x-:" + "0" * 32, FORMAT),
        ("a@x--y:" + "0" * 32, FORMAT),
        ("host:abc/app", FORMAT),
        ("host:/app", FORMAT),
        ("[::1]:5000/app", FORMAT),
        ("https://r.test/app", FORMAT),
        ("docker://app", FORMAT),
        ("my_Host:5000/a", FORMAT),
        ("-r.test/a", FORMAT),
        ("r-.test/a", FORMAT),
        ("r..test/a", FORMAT),
        ("r.test.:5000/a", FORMAT),
        ("r.test:5000/", FORMAT),
        ("r.test:٣/a", FORMAT),
        ("r.tést/a", FORMAT),
        ("a/r.test:5000/b", FORMAT),
        ("\ud800", FORMAT),
        # Then the length of the name, whatever the digest, and the digest last.
        ("a" * 256, LONG),
        ("r.test/" + "a" * 249, LONG),
        ("a" * 256 + ":v1", LONG),
        ("a" * 256 + "@md5:" + "0" * 32, LONG),
        ("a@md5:" + "0" * 32, ALGORITHM),
        ("a@SHA256:" + "0" * 64, ALGORITHM),
        ("a@sha256+b64:" + "0" * 64, ALGORITHM),
        ("a@x_y.z:" + "0" * 32, ALGORITHM),
        ("a@sha256:" + "0" * 32, LENGTH),
        ("a@sha256:" + "0" * 65, LENGTH),
        ("a@sha384:" + "0" * 64, LENGTH),
        ("a@sha512:" + "0" * 64, LENGTH),
    ],
    ids=ascii,
)
def test_what_is_no_reference_and_why(text: str, error: str) -> None:
    assert fault(text) == error
    assert not is_reference(text)


# ----------------------------------------------------------------------------------- the splitting


@pytest.mark.parametrize(
    ("text", "expected", "repository", "normalised"),
    [
        ("app", ("", "", "app", "", ""), "library/app", "docker.io/library/app:latest"),
        ("user/app:v1", ("", "user", "app", "v1", ""), "user/app", "docker.io/user/app:v1"),
        ("a/b/c", ("", "a", "b/c", "", ""), "a/b/c", "docker.io/a/b/c:latest"),
        ("a/b/c/d", ("", "a", "b/c/d", "", ""), "a/b/c/d", "docker.io/a/b/c/d:latest"),
        (
            "docker.io/app",
            ("docker.io", "", "app", "", ""),
            "library/app",
            "docker.io/library/app:latest",
        ),
        (
            "index.docker.io/app",
            ("index.docker.io", "", "app", "", ""),
            "library/app",
            "docker.io/library/app:latest",
        ),
        (
            "registry-1.docker.io/app",
            ("registry-1.docker.io", "", "app", "", ""),
            "library/app",
            "registry-1.docker.io/library/app:latest",
        ),
        ("docker.io/u/app:2", ("docker.io", "u", "app", "2", ""), "u/app", "docker.io/u/app:2"),
        ("localhost/app", ("localhost", "", "app", "", ""), "app", "localhost/app:latest"),
        (
            "localhost:5000/a/b/c:t",
            ("localhost:5000", "a", "b/c", "t", ""),
            "a/b/c",
            "localhost:5000/a/b/c:t",
        ),
        ("r.test/app", ("r.test", "", "app", "", ""), "app", "r.test/app:latest"),
        ("R.Test:1/app", ("R.Test:1", "", "app", "", ""), "app", "R.Test:1/app:latest"),
        ("r:1/app", ("r:1", "", "app", "", ""), "app", "r:1/app:latest"),
        (
            "localhostess/app",
            ("", "localhostess", "app", "", ""),
            "localhostess/app",
            "docker.io/localhostess/app:latest",
        ),
        (
            f"app:v1@{DIGEST}",
            ("", "", "app", "v1", DIGEST),
            "library/app",
            f"docker.io/library/app@{DIGEST}",
        ),
        (
            f"r.test/a/b@{DIGEST}",
            ("r.test", "a", "b", "", DIGEST),
            "a/b",
            f"r.test/a/b@{DIGEST}",
        ),
        (DIGEST, ("", "", "sha256", HEX, ""), "library/sha256", f"docker.io/library/{DIGEST}"),
    ],
)
def test_splitting(text: str, expected: tuple[str, ...], repository: str, normalised: str) -> None:
    found = parse(text)
    assert parts(text) == expected
    assert found.repository == repository
    assert found.normalised() == normalised


@pytest.mark.parametrize(
    "text",
    [
        "localhost",
        "localhostess",
        "localhost:5000",
        "r.test",
        "r.test:5000",
        "r.test:v1",
        f"localhost@{DIGEST}",
        "a.b.c",
    ],
)
def test_a_registry_alone_is_the_whole_text(text: str) -> None:
    assert parts(text) == (text, "", "", "", "")
    assert parse(text).repository == ""
    assert parse(text).exact() == text
    with pytest.raises(InvalidReference, match=EMPTY):
        parse(text).normalised()


def test_a_repository_in_upper_case_has_no_normalised_form() -> None:
    assert parts("FOO/bar") == ("", "FOO", "bar", "", "")
    assert parse("FOO/bar").exact() == "FOO/bar"
    with pytest.raises(InvalidReference, match=UPPER):
        parse("FOO/bar").normalised()


# ------------------------------------------------------------------------------------- written back


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("app", "app"),
        ("app:v1", "app:v1"),
        ("docker.io/app", "docker.io/app"),
        ("a/b/c:t", "a/b/c:t"),
        (f"app:v1@{DIGEST}", f"app@{DIGEST}"),
        (f"r.test:1/a/b@{DIGEST}", f"r.test:1/a/b@{DIGEST}"),
    ],
)
def test_the_exact_form_adds_nothing_and_prefers_the_digest(text: str, exact: str) -> None:
    assert parse(text).exact() == exact
    assert str(parse(text)) == exact


COMPONENT = st.from_regex(r"[a-z0-9]{1,4}(?:(?:[._]|__|-{1,3})[a-z0-9]{1,3}){0,2}", fullmatch=True)
HOST = st.from_regex(
    r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,3}[A-Za-z0-9])?(?:\.[A-Za-z0-9]{1,3}){0,2}(?::[0-9]{1,5})?",
    fullmatch=True,
)
TAG = st.from_regex(re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,8}", re.ASCII), fullmatch=True)
DIGESTS = st.builds(
    lambda algorithm, digits: f"{algorithm[0]}:{(digits * 128)[: algorithm[1]]}",
    st.sampled_from([("sha256", 64), ("sha384", 96), ("sha512", 128)]),
    st.text("0123456789abcdefABCDEF", min_size=1, max_size=8),
)
REFERENCES = st.builds(
    lambda host, path, tag, digest: "/".join([*host, *path])
    + "".join(f":{text}" for text in tag)
    + "".join(f"@{text}" for text in digest),
    st.lists(HOST, max_size=1),
    st.lists(COMPONENT, min_size=1, max_size=4),
    st.lists(TAG, max_size=1),
    st.lists(DIGESTS, max_size=1),
)


@pytest.mark.long
@settings(UNHURRIED, max_examples=400)
@given(REFERENCES)
@example("localhost/localhost")
@example("localhost:5000/localhost:5000")
@example("a.b/c.d/e.f")
def test_what_is_read_is_written_back_as_it_was(text: str) -> None:
    found = parse(text)
    assert is_reference(text)
    again = parse(found.exact())
    same = Reference(found.registry, found.namespace, found.name, "", found.digest)
    assert again == (same if found.digest else found)
    assert again.exact() == found.exact()
    if found.name and not (found.tag and found.digest):
        assert found.exact() == text


@pytest.mark.long
@settings(UNHURRIED, max_examples=400)
@given(REFERENCES)
def test_the_normalised_form_is_a_reference_and_its_own_normalised_form(text: str) -> None:
    found = parse(text)
    # A registry alone has no such form, nor has a repository in upper case.
    if not found.name or found.repository != found.repository.lower():
        return
    again = parse(found.normalised())
    assert again.normalised() == found.normalised()
    assert again.repository == found.repository
    assert again.registry
    assert again.tag or again.digest


@settings(UNHURRIED, max_examples=400)
@given(st.text("aA0.-_:/@*é\n", max_size=12) | st.text(max_size=12))
def test_any_text_is_a_reference_or_has_one_of_the_known_faults(text: str) -> None:
    assert fault(text) in (None, EMPTY, UPPER, FORMAT, LONG, ALGORITHM, LENGTH)
    assert is_reference(text) == (fault(text) is None)


def test_references_are_values() -> None:
    assert parse("r.test/a:1") == Reference("r.test", "", "a", "1", "")
    assert parse("a:1") != parse("a:2")
    assert parse("a") != "a"
    assert len({parse("a"), parse("a"), parse("b")}) == 2
    assert eval(repr(parse("r.test/a:1"))) == parse("r.test/a:1")
    assert repr(parse("a:1")) == "Reference(name='a', tag='1')"
    match parse("r.test/n/a:1"):
        case Reference(registry, namespace, name, tag, digest):
            assert (registry, namespace, name, tag, digest) == ("r.test", "n", "a", "1", "")


HOSTILE = """
from imagestreamimport._base.formats import FORMATS
from imagestreamimport.references import is_reference
n = 100_000
for text in [
    "a" * n, "a" * n + "!", "a-" * n, "a-" * n + "!", "-" * n, "a" + "-" * n, "a" + "_" * n + "a",
    "a." * n + "!", "a/" * n + "!", "A" * n + "!", "A." * n + "!", "a:" * n, "a@" * n,
    "a" * 200 + ":" + "t" * n, "a@" + "x" * n, "a@" + "x-" * n + "!", "a@x:" + "0" * n,
    "a@sha256:" + "0" * n + "g", "r.test:" + "5" * n + "/!", "a__" * n + "!",
    "0" * n + "/" + "-" * n,
]:
    is_reference(text)
    for check in FORMATS.values():
        check(text)
print("done")
"""


def test_long_hostile_texts_are_judged_without_going_back_over_them_again_and_again() -> None:
    # A pattern that goes wrong here would need years; the limit only ends the test.
    done = subprocess.run(
        [sys.executable, "-c", HOSTILE], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.stdout == "done\n", done.stderr[-500:]
