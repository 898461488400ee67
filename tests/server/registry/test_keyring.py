"""Which credential belongs to which repository (import semantics, section 10)."""

from __future__ import annotations

import base64
import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imagestreamimport.references import parse
from streamport.registry import Keyring
from streamport.registry.credentials import read_auths, split_auth
from streamport.registry.errors import BrokenSecret, Reason
from streamport.registry.globs import path_glob_matches
from streamport.registry.keyring import is_excluded
from tests.support.registries.clients import login, raw_secret, secret

pytestmark = pytest.mark.anyio


async def found(keys: Keyring, reference: str) -> str | None:
    """The user that a repository gets."""
    credential = await keys.find(parse(reference))
    return credential.username if credential else None


async def found_of(locations: list[str], reference: str) -> str | None:
    """The location that counts for a repository."""
    keys = Keyring.from_secrets(
        [secret({place: login(f"user-{i}", "p")}) for i, place in enumerate(locations)]
    )
    user = await found(keys, reference)
    return locations[int(user.removeprefix("user-"))] if user else None


@pytest.mark.parametrize(
    ("location", "reference", "matches"),
    [
        ("r.test", "r.test/a:1", True),
        ("https://r.test", "r.test/a:1", True),
        ("http://r.test/", "r.test/a:1", True),
        ("https://r.test/v1/", "r.test/a:1", True),
        ("https://r.test/v2/", "r.test/a:1", True),
        ("https://r.test/v1/team", "r.test/team/a", True),
        ("https://r.test/v1", "r.test/a:1", False),
        ("r.test", "s.test/a:1", False),
        ("r.test", "x.r.test/a", False),
        ("R.test", "r.test/a", False),
        # The path is a prefix of the text, tag included.
        ("r.test/team", "r.test/team/a", True),
        ("r.test/te", "r.test/team/a", True),
        ("r.test/team/a:1", "r.test/team/a:1", True),
        ("r.test/team/a:1", "r.test/team/a:12", True),
        ("r.test/team/a:2", "r.test/team/a:1", False),
        ("r.test/team/a:latest", "r.test/team/a", True),
        ("r.test/team/b", "r.test/team/a", False),
        # Ports are the same text, or both absent.
        ("r.test:5000", "r.test:5000/a", True),
        ("r.test:5000", "r.test/a", False),
        ("r.test", "r.test:5000/a", False),
        ("r.test:443", "r.test/a", False),
        # Each part of the host is a glob.
        ("*.test", "r.test/a", True),
        ("*.test", "x.r.test/a", False),
        ("*.*.test", "x.r.test/a", True),
        ("r*y.test", "registry.test/a", True),
        ("r?.test", "r1.test/a", True),
        ("r[0-9].test", "r1.test/a", True),
        ("r[^0-9].test", "r1.test/a", False),
        ("*", "localhost/a", True),
        ("*", "r.test/a", False),
        ("r.test/*", "r.test/a", False),
        # Docker Hub.
        ("docker.io", "app", True),
        ("docker.io/library/app", "app", True),
        ("docker.io", "docker.io/app", True),
        ("docker.io", "index.docker.io/app", False),
        ("https://index.docker.io/v1/", "app", True),
        ("https://index.docker.io/v1/", "user/app", True),
        ("https://index.docker.io/v1/", "docker.io/app", True),
        ("https://index.docker.io/v1/", "index.docker.io/app", True),
        ("https://index.docker.io/v1/", "localhost/app", True),
        ("https://index.docker.io/v1/", "localhost:5000/app", False),
        ("https://index.docker.io/v1/", "r.test/app", False),
    ],
)
async def test_locations(location: str, reference: str, matches: bool) -> None:
    assert await found_of([location], reference) == (location if matches else None)


@pytest.mark.parametrize(
    ("locations", "reference", "expected"),
    [
        (["r.test", "r.test/team"], "r.test/team/a", "r.test/team"),
        (["r.test/team", "r.test"], "r.test/team/a", "r.test/team"),
        (["r.test", "r.test/team"], "r.test/other/a", "r.test"),
        # The order is that of the text, not of how exact it is.
        (["*.test", "r.test"], "r.test/a", "r.test"),
        (["*.test/team", "r.test"], "r.test/team/a", "r.test"),
        (["[r].test/team", "*.test/team/a"], "r.test/team/a", "[r].test/team"),
        # The default counts only when nothing else matches.
        (["index.docker.io", "docker.io"], "app", "docker.io"),
        (["index.docker.io", "docker.io/other"], "app", "index.docker.io"),
    ],
)
async def test_the_first_in_descending_order_counts(
    locations: list[str], reference: str, expected: str
) -> None:
    assert await found_of(locations, reference) == expected


async def test_the_same_location_twice_takes_the_first_secret() -> None:
    secrets = [
        secret({"r.test": login("first", "p")}, "one"),
        secret({"https://r.test/v1/": login("second", "p")}, "two"),
    ]
    credential = await Keyring.from_secrets(secrets).find(parse("r.test/a"))
    assert credential
    assert credential.username == "first"
    assert credential.name == "secret one, key .dockerconfigjson, entry r.test"


async def test_only_the_first_candidate_is_used() -> None:
    # An entry that is of no use hides the one that would be.
    keys = Keyring.from_secrets([secret({"r.test/team": {}, "r.test": login("user", "p")})])
    credential = await keys.find(parse("r.test/team/a"))
    assert credential
    assert not credential.is_complete


# ----------------------------------------------------------------------------- how secrets are read


async def test_both_types_of_secrets() -> None:
    entry = {"r.test": login("user", "p")}
    for kind in ("dockerconfigjson", "dockercfg"):
        assert await found(Keyring.from_secrets([secret(entry, kind=kind)]), "r.test/a") == "user"
    opaque = secret(entry) | {"type": "Opaque"}
    assert await found(Keyring.from_secrets([opaque]), "r.test/a") is None
    assert await found(Keyring.from_secrets([{"type": None}, {}]), "r.test/a") is None


async def test_ways_to_write_an_entry() -> None:
    async def users(entry: dict[str, Any]) -> tuple[str, str]:
        credential = await Keyring.from_secrets([secret({"r.test": entry})]).find(parse("r.test/a"))
        assert credential
        return credential.username, credential.password

    plain = {"username": "user", "password": "pass"}
    assert await users(plain) == ("user", "pass")
    assert await users(plain | {"auth": "YTpi"}) == ("a", "b")
    assert await users({"auth": "dXNlcjpwOnE="}) == ("user", "p:q")
    assert await users({"auth": "dXNlcjpwOnE"}) == ("user", "p:q")
    assert await users({"Auth": "YTpi", "email": "x", "identitytoken": "y"}) == ("a", "b")
    assert await users({"auth": None, "USERNAME": "u", "password": "p"}) == ("u", "p")


@pytest.mark.parametrize(
    ("text", "beginning"),
    [
        ("{", "unexpected end of JSON input"),
        ("{oops", "invalid character "),
        ("[]", "json: "),
        ('{"auths":[]}', "json: "),
        ('{"auths":{"r.test":"x"}}', "json: "),
        ('{"auths":{"r.test":{"auth":1}}}', "json: "),
        ('{"auths":{"r.test":{"auth":"?"}}}', "illegal base64 data at input byte 0"),
        ('{"auths":{"r.test":{"auth":"YTpi!"}}}', "illegal base64 data at input byte 4"),
        (
            '{"auths":{"r.test":{"auth":"YWJj"}}}',
            "unable to parse auth field, must be formatted as base64(username:password)",
        ),
    ],
)
async def test_one_broken_secret_breaks_every_look_up(text: str, beginning: str) -> None:
    good = secret({"s.test": login("user", "p")})
    keys = Keyring.from_secrets([good, raw_secret(text, "broken")])
    with pytest.raises(BrokenSecret) as caught:
        await keys.find(parse("s.test/a"))
    assert caught.value.text.startswith(beginning)
    assert caught.value.secret == "secret broken, key .dockerconfigjson"
    assert caught.value.reason == Reason.INTERNAL_ERROR
    assert caught.value.is_prefixed


async def test_another_keyring_is_asked_where_no_secret_matches() -> None:
    document = json.dumps({"auths": {"r.test": login("machine", "p"), "s.test": login("s", "p")}})
    machine = Keyring(read_auths(document.encode(), "config.json"))
    keys = Keyring.from_secrets([secret({"r.test": login("team", "p")})], otherwise=machine)
    assert await found(keys, "r.test/a") == "team"
    assert await found(keys, "s.test/a") == "s"
    broken = Keyring.from_secrets([raw_secret("{")], otherwise=machine)
    with pytest.raises(BrokenSecret):
        await broken.find(parse("s.test/a"))


async def test_secrets_without_content_are_passed_over() -> None:
    empty = {"type": "kubernetes.io/dockerconfigjson", "data": {".dockerconfigjson": ""}}
    other = {"type": "kubernetes.io/dockerconfigjson", "data": {".dockercfg": "e30="}}
    no_auths = [raw_secret(text) for text in ("{}", "null", '{"auths":null}')]
    keys = Keyring.from_secrets([empty, other, *no_auths, secret({"r.test": login("user", "p")})])
    assert await found(keys, "r.test/a") == "user"


def test_secrets_that_are_not_for_imports() -> None:
    name = "openshift.io/image.excludeSecret"
    assert is_excluded({"metadata": {"annotations": {name: "true"}}})
    assert not is_excluded({"metadata": {"annotations": {name: "yes"}}})
    assert not is_excluded({"metadata": {"annotations": None}})
    assert not is_excluded({})


@pytest.mark.parametrize(
    ("auth", "position"),
    [
        ("!", 0), ("YTp!", 3), ("YTpiY", 4), ("YTpiYQ", None), ("YTpiYQ=", 7), ("YTpiYQ==", None),
        ("YTpi=", 4), ("=", 0), ("Y=", 1), ("YT=", 3), ("YTp=", None), ("YTp==", 4),
        ("YT\np\r=", None), ("YTpi\n", None), ("YT=a=", 2), ("YTpiYQ==YT=", 8), ("YQ=\n", 4),
    ],
)  # fmt: skip
def test_base64_faults_are_told_where_the_kubelet_tells_them(
    auth: str, position: int | None
) -> None:
    if position is None:
        assert split_auth(auth)[0] == "a"
        return
    with pytest.raises(ValueError, match=rf"illegal base64 data at input byte {position}$"):
        split_auth(auth)


@given(st.text(min_size=1).filter(lambda text: ":" not in text), st.text())
def test_any_user_and_password_are_read_as_they_were_written(user: str, password: str) -> None:
    try:
        auth = base64.b64encode(f"{user}:{password}".encode()).decode()
    except UnicodeEncodeError:
        return
    assert split_auth(auth) == (user, password)
    assert split_auth(auth.rstrip("=")) == (user, password)


# ------------------------------------------------------------------------------------------- globs


@pytest.mark.parametrize(
    ("glob", "text", "matches"),
    [
        ("", "", True), ("*", "", True), ("**", "abc", True), ("a*", "b", False),
        ("a*b*c", "axxbyyc", True), ("a*b*c", "axxbyy", False), ("*a", "aa", True),
        ("*ab", "aab", True), ("a*a", "a", False), ("?", "", False), ("?", "é", True),
        ("*", "a/b", False), ("?", "/", False),
        ("[a-c]", "b", True), ("[a-c]", "d", False), ("[^a]", "a", False), ("[]a]", "a", False),
        ("[", "[", False), ("[a", "a", False), ("a\\", "a", False), ("\\*", "*", True),
        ("\\*", "a", False), ("[\\]]", "]", True), ("[c-a]", "b", False), ("[!a]", "!", True),
        ("a.c", "abc", False), ("(a|b)", "a", False), ("[a&&b]", "&", True),
    ],
)  # fmt: skip
def test_globs(glob: str, text: str, matches: bool) -> None:
    assert path_glob_matches(glob, text) == matches


def test_many_stars_take_no_time() -> None:
    started = time.process_time()
    assert not path_glob_matches("*a" * 60 + "b", "a" * 250)
    assert not path_glob_matches("*a*" * 60 + "b", "a" * 250)
    # A pattern that goes back again and again would need years.
    assert time.process_time() - started < 60


async def test_nothing_shows_a_password() -> None:
    keys = Keyring.from_secrets([secret({"user:sesame@r.test": login("user", "sesame")})])
    credential = await keys.find(parse("r.test/a"))
    assert credential
    shown = [repr(credential), str(credential), credential.name, credential.key, repr(keys)]
    assert "sesame" not in json.dumps(shown)
    assert "r.test" in credential.name
