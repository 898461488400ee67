"""Hooks over HTTP: who is let in, what is woken, and what is bounded."""

from __future__ import annotations

import hashlib
import hmac
import json
import queue
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from imagestreamimport.server import create_app
from streamport.api.faults import CannotStart
from streamport.api.hooks import Hooks, bounds, waking
from streamport.api.hooks.settings import MOST_HOOKS, Hook, parse_hooks
from streamport.store.protocol import Page, Stored
from tests.server.hooks.test_senders import DISTRIBUTION, GITHUB, HARBOR, HUB, QUAY
from tests.support.serving import serving

PLAIN = {"repository": "team/app", "tag": "v1"}
SECRETS = {
    kind: f"{kind}-secret-0123456789"
    for kind in ("distribution", "dockerhub", "github", "harbor", "plain", "quay")
}


def hook(kind: str = "plain", **more: Any) -> dict[str, Any]:
    return {
        "name": kind,
        "kind": kind,
        "secret": SECRETS.get(kind, "a-secret-of-its-own"),
        "registry": "r.test",
        "namespaces": ["team"],
    } | more


def stream(name: str, namespace: str = "team", **tags: str) -> dict[str, Any]:
    """A stream whose tags come from these images."""
    spec = {
        "tags": [
            {"name": tag, "from": {"kind": "DockerImage", "name": source}}
            for tag, source in tags.items()
        ]
    }
    return {"metadata": {"name": name, "namespace": namespace}, "spec": spec}


class Streams:
    """A store that has nothing else."""

    def __init__(self, *streams: dict[str, Any]) -> None:
        self._streams = streams
        self.asked: list[str | None] = []

    async def list(
        self, resource: str, namespace: str | None, *, limit: int, continue_: str, max_bytes: int
    ) -> Page:
        assert resource == "imagestreams"
        self.asked.append(namespace)
        found = [
            each for each in self._streams if namespace in (None, each["metadata"]["namespace"])
        ]
        start = int(continue_ or 0)
        rest = str(start + limit) if start + limit < len(found) else ""
        stored = [Stored(json.dumps(each), "1") for each in found[start : start + limit]]
        return Page(stored, "1", rest)


class Woken(queue.Queue[tuple[str, ...]]):
    """Notes who is woken."""

    def wake(self, namespace: str, stream: str, *tags: str) -> None:
        self.put((namespace, stream, *tags))

    def next(self) -> tuple[str, ...]:
        return self.get(timeout=20)

    def all(self) -> list[tuple[str, ...]]:
        return [self.get_nowait() for _ in range(self.qsize())]


@contextmanager
def served(
    folder: Path, *streams: dict[str, Any], hooks: list[dict[str, Any]] | None = None
) -> Iterator[tuple[TestClient, Woken]]:
    """An application that has hooks alone, with everything that a hook may wake."""
    file = folder / "hooks.yaml"
    file.write_text(
        json.dumps({"hooks": [hook(kind) for kind in SECRETS] if hooks is None else hooks})
    )
    woken, store = Woken(), Streams(*streams)
    made: Any = Hooks(file, lambda: store, lambda: woken)  # type: ignore[arg-type, return-value]
    app = create_app(routes=made.routes(), lifespan=lambda _: made.waking.running())
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client, woken


def send(client: TestClient, body: Any, path: str = "", **headers: str) -> Any:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.post(f"/hooks/registry{path}", content=data, headers=named)


def bearer(kind: str) -> str:
    return f"Bearer {SECRETS[kind]}"


def signature(kind: str, body: Any) -> str:
    data = json.dumps(body).encode()
    return "sha256=" + hmac.new(SECRETS[kind].encode(), data, hashlib.sha256).hexdigest()


# ------------------------------------------------------------------------------------ who may send


@pytest.mark.parametrize(
    ("kind", "body", "path", "headers", "image"),
    [
        ("distribution", DISTRIBUTION, "", {"authorization": bearer("distribution")},
         "r.test/team/app:latest"),
        ("harbor", HARBOR, "", {"authorization": SECRETS["harbor"]},
         "r.test/test-webhook/debian:latest"),
        ("github", GITHUB, "", {"x_hub_signature_256": signature("github", GITHUB)},
         "r.test/codertocat/hello-world:v1"),
        ("dockerhub", HUB, f"/{SECRETS['dockerhub']}", {}, "r.test/svendowideit/testhook"),
        ("quay", QUAY, f"/{SECRETS['quay']}", {}, "r.test/dgangaia/test:v2"),
        ("plain", PLAIN, f"/{SECRETS['plain']}", {}, "r.test/team/app:v1"),
        ("plain", PLAIN, "", {"authorization": bearer("plain")}, "r.test/team/app:v1"),
        ("plain", PLAIN, "", {"x_hub_signature_256": signature("plain", PLAIN)},
         "r.test/team/app:v1"),
    ],
)  # fmt: skip
def test_each_sender_wakes_what_follows_its_tag(
    tmp_path: Path, kind: str, body: Any, path: str, headers: dict[str, str], image: str
) -> None:
    with served(tmp_path, stream("app", one=image)) as (client, woken):
        answer = send(client, body, path, **headers)
        assert (answer.status_code, answer.json()["status"]) == (202, "Success")
        assert woken.next() == ("team", "app", "one")


@pytest.mark.parametrize(
    ("body", "path", "headers"),
    [
        (PLAIN, "", {}),
        (PLAIN, "", {"authorization": "Bearer "}),
        (PLAIN, "", {"authorization": "Bearer nobody-has-this-secret"}),
        (PLAIN, "/nobody-has-this-secret", {}),
        (PLAIN, f"/{SECRETS['plain'][:-1]}", {}),
        # The secret of one kind in the place of another's.
        (DISTRIBUTION, f"/{SECRETS['distribution']}", {}),
        (GITHUB, "", {"authorization": bearer("github")}),
        (GITHUB, f"/{SECRETS['github']}", {}),
        (HUB, "", {"authorization": bearer("dockerhub")}),
        (QUAY, "", {"x_hub_signature_256": signature("quay", QUAY)}),
        # Signatures of other bodies, and of other senders.
        (GITHUB, "", {"x_hub_signature_256": signature("github", PLAIN)}),
        (GITHUB, "", {"x_hub_signature_256": "sha256="}),
        (GITHUB, "", {"x_hub_signature_256": signature("github", GITHUB).removeprefix("sha256=")}),
        (GITHUB, "", {"x_hub_signature_256": signature("harbor", GITHUB)}),
    ],
)
def test_without_its_secret_nobody_is_heard(
    tmp_path: Path, body: Any, path: str, headers: dict[str, str]
) -> None:
    with served(tmp_path, stream("app", one="r.test/team/app:v1")) as (client, woken):
        answer = send(client, body, path, **headers)
        assert answer.status_code == 401
        assert answer.json() == {
            "kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Failure",
            "message": "Unauthorized", "reason": "Unauthorized", "code": 401,
        }  # fmt: skip
        assert woken.empty()


def test_a_body_is_of_the_kind_of_its_hook(tmp_path: Path) -> None:
    with served(tmp_path) as (client, _):
        answer = send(client, HUB, authorization=bearer("plain"))
        assert (answer.status_code, answer.json()["reason"]) == (400, "BadRequest")
        assert answer.json()["message"].startswith("the body is none of kind plain: ")


def test_a_form_is_told_to_be_json(tmp_path: Path) -> None:
    body = b"payload=%7B%7D"
    secret = SECRETS["github"].encode()
    signed = "sha256=" + hmac.new(secret, body, hashlib.sha256).hexdigest()
    headers = {"x_hub_signature_256": signed, "content_type": "application/x-www-form-urlencoded"}
    with served(tmp_path) as (client, _):
        answer = send(client, body, **headers)
        assert answer.status_code == 400
        assert answer.json()["message"].endswith("; let it be sent as application/json")


@pytest.mark.parametrize(
    "sent",
    [
        {"repository": "Team/App", "tag": "v1"},
        {"repository": "", "tag": "v1"},
        {"repository": "team/app", "tag": "a b"},
        {"repository": "team/app", "tag": f"v1@sha256:{'a' * 64}"},
        {"repository": "team/app:v1", "tag": "v2"},
        {"repository": "../../x", "tag": "v1"},
        {"repository": "http://evil.test/x", "tag": "v1"},
        {"repository": "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"), "tag": "v1"},
    ],
)
def test_what_is_no_tag_of_a_repository_is_refused(tmp_path: Path, sent: dict[str, str]) -> None:
    with served(tmp_path) as (client, _):
        answer = send(client, sent, authorization=bearer("plain"))
        assert answer.status_code == 400
        assert len(answer.json()["message"]) < 500


# ------------------------------------------------------------------------------------ what is woken


def test_tags_follow_however_their_image_is_spelled(tmp_path: Path) -> None:
    hub = hook("plain", registry="docker.io")
    streams = (
        stream("a", x="app:v1", y="docker.io/library/app:v1", z="index.docker.io/app:v1"),
        stream("b", x="app:v2", y="other/app:v1", z=f"app:v1@sha256:{'a' * 64}"),
        stream("c", x="r.test/library/app:v1", y="a//b"),
    )
    with served(tmp_path, *streams, hooks=[hub]) as (client, woken):
        send(client, {"repository": "library/app", "tag": "v1"}, authorization=bearer("plain"))
        assert woken.next() == ("team", "a", "x", "y", "z")
        send(client, {"repository": "library/app", "tag": "v2"}, authorization=bearer("plain"))
        assert woken.next() == ("team", "b", "x")
        assert woken.empty()


def test_an_image_without_a_tag_is_the_latest(tmp_path: Path) -> None:
    with served(tmp_path, stream("a", x="r.test/team/app")) as (client, woken):
        send(client, PLAIN | {"tag": "latest"}, authorization=bearer("plain"))
        assert woken.next() == ("team", "a", "x")


def test_other_kinds_of_sources_and_references_do_not_follow(tmp_path: Path) -> None:
    odd = stream("odd", x="r.test/team/app:v1")
    odd["spec"]["tags"][0]["reference"] = True
    odd["spec"]["tags"] += [
        {"name": "y", "from": {"kind": "ImageStreamTag", "name": "r.test/team/app:v1"}},
        {"name": "z", "from": None},
        {"name": "w"},
    ]
    bare = {"metadata": {"name": "app-bare", "namespace": "team"}, "spec": None}
    with served(tmp_path, odd, bare, stream("last", x="r.test/team/app:v1")) as (client, woken):
        send(client, PLAIN, authorization=bearer("plain"))
        assert woken.next() == ("team", "last", "x")
        assert woken.empty()


def test_a_hook_wakes_its_namespaces_alone(tmp_path: Path) -> None:
    image = "r.test/team/app:v1"
    streams = (
        stream("a", "team", x=image),
        stream("b", "theirs", x=image),
        stream("c", "z", x=image),
    )
    some = hook("plain", namespaces=["team", "z"])
    every = hook("plain", name="all", secret=SECRETS["harbor"], namespaces=["*"])
    with served(tmp_path, *streams, hooks=[some, every]) as (client, woken):
        send(client, PLAIN, authorization=bearer("plain"))
        assert [woken.next(), woken.next()] == [("team", "a", "x"), ("z", "c", "x")]
        send(client, PLAIN, authorization=bearer("harbor"))
        assert {woken.next()[1] for _ in range(3)} == {"a", "b", "c"}
        assert woken.empty()


def test_the_registry_is_that_of_the_hook(tmp_path: Path) -> None:
    streams = (stream("a", x="r.test/team/app:v1"), stream("b", x="evil.test/team/app:v1"))
    with served(tmp_path, *streams) as (client, woken):
        for repository in ("evil.test/team/app", "r.test/team/app"):
            send(client, {"repository": repository, "tag": "v1"}, authorization=bearer("plain"))
        assert woken.next() == ("team", "a", "x")
        assert woken.empty()


def test_streams_beyond_the_first_page_are_found(tmp_path: Path) -> None:
    many = [stream(f"app-{number}", x=f"r.test/team/app:{number}") for number in range(450)]
    with served(tmp_path, *many) as (client, woken):
        send(client, PLAIN | {"tag": "449"}, authorization=bearer("plain"))
        assert woken.next() == ("team", "app-449", "x")


# -------------------------------------------------------------------------------- replay and flood


def test_the_same_body_of_a_sender_that_never_repeats_itself_counts_once(tmp_path: Path) -> None:
    with served(tmp_path, stream("app", x="r.test/team/app")) as (client, woken):
        first = send(client, DISTRIBUTION, authorization=bearer("distribution"))
        again = send(client, DISTRIBUTION, authorization=bearer("distribution"))
        assert (first.status_code, again.status_code) == (202, 200)
        assert again.json()["message"] == "it was told before"
        other = json.loads(json.dumps(DISTRIBUTION))
        other["events"][0]["id"] = "another"
        assert send(client, other, authorization=bearer("distribution")).status_code == 202
        assert woken.next() == ("team", "app", "x")


def test_a_push_that_is_told_many_times_is_looked_at_once_a_second(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waking, "_PAUSE_S", 3600.0)
    with served(tmp_path, stream("app", x="r.test/team/app:v1")) as (client, woken):
        for _ in range(20):
            assert send(client, PLAIN, authorization=bearer("plain")).status_code == 202
        assert woken.next() == ("team", "app", "x")
        send(client, PLAIN | {"tag": "v2"}, authorization=bearer("plain"))
        assert woken.empty()


def test_a_push_while_the_last_one_is_looked_at_is_not_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waking, "_PAUSE_S", 0.05)
    with served(tmp_path, stream("app", x="r.test/team/app:v1")) as (client, woken):
        for _ in range(2):
            send(client, PLAIN, authorization=bearer("plain"))
            assert woken.next() == ("team", "app", "x")


def test_one_hook_that_floods_is_held_up_and_others_are_not(tmp_path: Path) -> None:
    with served(tmp_path) as (client, _):
        codes = [
            send(client, PLAIN, authorization=bearer("plain")).status_code
            for _ in range(bounds.AT_ONCE + 20)
        ]
        assert codes[: bounds.AT_ONCE] == [202] * bounds.AT_ONCE
        refused = send(client, PLAIN, authorization=bearer("plain"))
        assert (refused.status_code, int(refused.headers["retry-after"]) >= 1) == (429, True)
        assert send(client, HARBOR, authorization=bearer("harbor")).status_code == 202


def test_a_bucket_fills_up_again() -> None:
    now = 0.0
    flood = bounds.Flood(lambda: now)
    assert [flood.wait_s("a") for _ in range(bounds.AT_ONCE)] == [0.0] * bounds.AT_ONCE
    assert flood.wait_s("a") == pytest.approx(60 / bounds.PER_MINUTE)
    assert flood.wait_s("b") == 0.0
    now = 60.0
    assert flood.wait_s("a") == 0.0


def test_bodies_are_forgotten_in_time_and_when_there_are_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 0.0
    replays = bounds.Replays(lambda: now)
    replays.note("a", b"x")
    assert replays.is_known("a", b"x")
    assert not replays.is_known("b", b"x")
    now = bounds.REMEMBERED_S
    assert not replays.is_known("a", b"x")
    monkeypatch.setattr(bounds, "REMEMBERED", 2)
    for body in (b"1", b"2", b"3"):
        replays.note("a", body)
    assert [replays.is_known("a", body) for body in (b"1", b"2", b"3")] == [False, True, True]


def test_more_pushes_than_can_wait_are_told_to_come_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waking, "MOST_WAITING", 2)
    with served(tmp_path) as (client, _):
        body = {"repository": "a", "updated_tags": ["1", "2", "3"]}
        answer = send(client, body, f"/{SECRETS['quay']}")
        assert (answer.status_code, answer.headers["retry-after"]) == (429, "5")


@pytest.mark.parametrize(
    "headers", [{"authorization": bearer("plain")}, {"x_hub_signature_256": "x"}]
)
def test_a_body_has_a_limit(tmp_path: Path, headers: dict[str, str]) -> None:
    with served(tmp_path) as (client, _):
        fits = json.dumps(PLAIN).ljust(256 << 10).encode()
        assert send(client, fits, **headers).status_code in (202, 401)
        assert send(client, fits + b" ", **headers).status_code == 413


# ----------------------------------------------------------------------------------------- the file


def parsed(*hooks: dict[str, Any]) -> tuple[Hook, ...]:
    return parse_hooks(json.dumps({"hooks": list(hooks)}).encode(), "hooks.yaml")


def test_a_file_is_read() -> None:
    (one,) = parsed(hook("github", registry="ghcr.io", namespaces=["*"]))
    assert (one.name, one.registry, one.wakes_all) == ("github", "ghcr.io", True)
    assert SECRETS["github"] not in repr(one)
    assert parsed() == ()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ([hook(secret="short")], "hooks[0].secret: at least 16 characters"),
        ([hook(secret="tabs\tare-not-sendable")], "hooks[0].secret: "),
        ([hook(secret="no slash/es in paths")], "hooks[0].secret: it stands in a path"),
        ([hook(), hook(name="b")], "hooks[1].secret: another hook has the same"),
        ([hook(), hook(secret="another-secret-01")], 'another hook is called "plain"'),
        ([hook(kind="gitlab")], '"gitlab" is none of distribution, dockerhub, github, harbor'),
        ([hook(registry="https://r.test")], '"https://r.test" is not like registry.example'),
        ([hook(namespaces=["Team"])], '"Team" is no namespace; ["*"] means all'),
        ([hook(namespaces=[])], "namespaces"),
        ([hook(url="x")], "unknown field `url`"),
        ([{"name": "a"}], "missing required field"),
        ([hook(name=str(number), secret=f"{number}" * 20) for number in range(MOST_HOOKS + 1)],
         "100"),
    ],
)  # fmt: skip
def test_a_file_that_is_wrong_is_told_of_without_its_secrets(
    wrong: list[dict[str, Any]], told: str
) -> None:
    with pytest.raises(CannotStart) as caught:
        parsed(*wrong)
    assert told in str(caught.value)
    assert not any(str(each.get("secret")) in str(caught.value) for each in wrong)


def test_a_file_that_is_no_yaml_names_the_place() -> None:
    with pytest.raises(CannotStart, match=r"hooks\.yaml:2:\d+: it is no YAML"):
        parse_hooks(b"hooks:\n  - {secret: [", "hooks.yaml")


def test_without_a_file_there_is_no_such_path() -> None:
    made = Hooks(None, lambda: None, lambda: None)  # type: ignore[arg-type, return-value]
    assert made.routes() == []


# --------------------------------------------------------------------------------------- the server


def test_a_secret_in_a_path_is_never_logged(tmp_path: Path) -> None:
    file = tmp_path / "hooks.yaml"
    file.write_text(json.dumps({"hooks": [hook("quay")]}))
    with serving(tmp_path / "state", "--hooks", str(file)) as server:
        with server.client(None) as client:
            known = client.post(f"/hooks/registry/{SECRETS['quay']}", json=QUAY)
            lost = client.post("/hooks/registry/not-the-secret-of-any", json=QUAY)
            astray = client.post(f"/hooks/{SECRETS['quay']}", json=QUAY)
        assert (known.status_code, lost.status_code, astray.status_code) == (202, 401, 401)
        line = server.logged('"code":202')
        assert (line["path"], line["user"]) == ("/hooks/registry/…", "hook:quay")
        server.logged('"path":"/hooks/…"')
        log = server.log.read_text()
        assert SECRETS["quay"] not in log
        assert "not-the-secret" not in log


def test_a_server_does_not_start_with_a_wrong_file(tmp_path: Path) -> None:
    file = tmp_path / "hooks.yaml"
    file.write_text(json.dumps({"hooks": [hook("quay", registry="no host")]}))
    with (
        pytest.raises(AssertionError, match="is not like registry"),
        serving(tmp_path / "state", "--hooks", str(file)),
    ):
        pass
