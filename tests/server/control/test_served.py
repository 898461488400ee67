"""Living streams in `streamport serve`, with a registry that a test scripts."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.support.killed_servers import Images, image_of
from tests.support.objects import docker_tag, path_of, secret_of, stream_of
from tests.support.people import Town, town
from tests.support.registries.loopback import Server
from tests.support.registries.scripted import Asked, Said, error, scripted
from tests.support.serving import serving

_LONG_S = 60
_ON = "--background-imports=true"
INSECURE = {"importPolicy": {"insecure": True}}
SCHEDULED = {"importPolicy": {"insecure": True, "scheduled": True}}


class Registry:
    """Every tag of every repository, but for what a test breaks; counts what it is asked."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.broken: dict[str, Said] = {}
        self.tags: list[str] = []
        self._images = Images()

    def __call__(self, asked: Asked) -> Said | None:
        self.asked[asked.path] += 1
        if asked.path in self.broken:
            return self.broken[asked.path]
        if asked.path == "/v2/app/tags/list":
            return Said(200, {"name": "app", "tags": self.tags})
        return self._images(asked)

    @property
    def contents(self) -> int:
        """How many manifests and blobs it was asked for."""
        return sum(n for path, n in self.asked.items() if path.startswith("/v2/app/"))


@pytest.fixture
def script() -> Registry:
    return Registry()


@pytest.fixture
def registry(script: Registry) -> Iterator[Server]:
    with scripted(script) as server:
        yield server


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with town(tmp_path_factory.mktemp("town"), _ON) as opened:
        yield opened


def until(condition: Callable[[], Any]) -> Any:
    end = time.monotonic() + _LONG_S
    while not (found := condition()):
        assert time.monotonic() < end, "it does not happen"
        time.sleep(0.02)
    return found


def made(client: httpx2.Client, *tags: Any, namespace: str = "a", name: str = "app", **more: Any):
    answer = client.post(path_of("imagestreams", namespace), json=stream_of(name, *tags, **more))
    assert answer.status_code == 201, answer.text


def history(client: httpx2.Client, namespace: str = "a", name: str = "app") -> dict[str, Any]:
    stream = client.get(path_of("imagestreams", namespace, name)).json()
    return {tag["tag"]: tag for tag in stream["status"].get("tags") or ()}


def schedule(client: httpx2.Client, namespace: str = "a", name: str = "app") -> httpx2.Response:
    return client.get(f"/streamport/v1/namespaces/{namespace}/imagestreams/{name}/schedule")


def test_the_schedule_is_for_those_who_may_get_the_stream(people: Town, registry: Server) -> None:
    ann, rita, ben = (people.client(name) for name in ("ann", "rita", "ben"))
    made(ann, docker_tag("v1", f"{registry.host}/app:1", **SCHEDULED), name="told")
    until(lambda: "lastRun" in schedule(ann, name="told").text)
    shown = schedule(ann, name="told").json()
    assert shown["kind"], shown["metadata"] == ("Schedule", {"namespace": "a", "name": "told"})
    [tag] = shown["tags"]
    assert (tag["tag"], tag["everySeconds"]) == ("v1", 900)
    assert tag["nextRun"] > tag["lastRun"]
    assert [run["why"] for run in shown["trail"]] == ["edit"]
    assert schedule(rita, name="told").status_code == 200
    assert schedule(ben, name="told").status_code == 403
    assert schedule(ben, namespace="b", name="none").json()["reason"] == "NotFound"
    assert people.server.client("nobody's").get("/streamport/v1").status_code in (401, 404)


def test_what_was_tried_is_told_and_secrets_to_those_alone_who_may_get_them(
    people: Town, script: Registry, registry: Server
) -> None:
    ann, rita = people.client("ann"), people.client("rita")
    login = {registry.host: {"username": "u", "password": "correct-horse"}}
    assert ann.post(path_of("secrets", "a"), json=secret_of("pull", login)).status_code == 201
    script.broken["/v2/"] = Said(401, b"", {"WWW-Authenticate": 'Basic realm="r"'})
    script.broken["/v2/app/manifests/1"] = error(401, "UNAUTHORIZED")
    made(ann, docker_tag("v1", f"{registry.host}/app:1", **INSECURE), name="tried")
    problem = until(lambda: schedule(ann, name="tried").json()["tags"])[0]["lastProblem"]
    assert "pull" in str(problem["tried"])
    hidden = schedule(rita, name="tried").text
    assert "a pull secret of the namespace" in hidden
    assert "correct-horse" not in hidden + json.dumps(problem)
    condition = history(ann, name="tried")["v1"]["conditions"][0]["message"]
    assert "pull secret" not in condition


@pytest.mark.parametrize("span", ["soon", "0s", "-1h", "1h nonsense", "999999d", ""])
def test_a_span_that_is_none_is_refused(people: Town, span: str) -> None:
    ann = people.client("ann")
    annotations = {"streamport/import-every": span}
    tag = docker_tag("v1", annotations=annotations)
    for sent, field in (
        (stream_of("wrong", annotations=annotations), "metadata.annotations"),
        (stream_of("wrong", tag), "spec.tags[v1].annotations"),
    ):
        answer = ann.post(path_of("imagestreams", "a"), json=sent)
        assert answer.status_code == 422
        [cause] = answer.json()["details"]["causes"]
        assert cause["field"] == f"{field}[streamport/import-every]"
        assert "must be a span of time from 1s to 366d" in cause["message"]


@pytest.mark.parametrize("span", ["1s", "90s", "1h30m", "1d", "366d", "1.5h"])
def test_a_span_is_taken(people: Town, span: str) -> None:
    sent = stream_of("right", annotations={"streamport/import-every": span})
    answer = people.client("ann").post(f"{path_of('imagestreams', 'a')}?dryRun=All", json=sent)
    assert answer.status_code == 201


def test_a_tag_that_has_not_moved_costs_one_request_after_a_restart_too(
    tmp_path: Path, script: Registry, registry: Server
) -> None:
    flags = ("--scheduled-import-interval", "1s")
    path = f"/v2/app/manifests/{1}"
    with serving(tmp_path / "state", *flags) as server, server.client() as client:
        made(client, docker_tag("v1", f"{registry.host}/app:1", **SCHEDULED))
        until(lambda: script.asked[path] >= 3)
        version = client.get(path_of("imagestreams", "a", "app")).json()["metadata"]
        assert server.stop() == 0
    blobs = script.contents - script.asked[path]
    with serving(tmp_path / "state", *flags) as server, server.client() as client:
        asked = script.asked[path]
        until(lambda: script.asked[path] >= asked + 2)
        now = client.get(path_of("imagestreams", "a", "app")).json()["metadata"]
    assert blobs == 1
    assert script.contents - script.asked[path] == blobs
    assert now["resourceVersion"] == version["resourceVersion"]


def test_a_registry_that_refuses_is_left_alone_and_another_is_not(
    tmp_path: Path, script: Registry, registry: Server
) -> None:
    other = Registry()
    flags = ("--scheduled-import-interval", "1h")
    with (
        scripted(other) as second,
        serving(tmp_path / "state", *flags) as server,
        server.client() as client,
    ):
        every = {"annotations": {"streamport/import-every": "1s"}}
        made(
            client,
            docker_tag("bad", f"{registry.host}/app:1", **SCHEDULED, **every),
            docker_tag("good", f"{second.host}/app:1", **SCHEDULED, **every),
        )
        until(lambda: len(history(client)) == 2)
        script.broken["/v2/app/manifests/1"] = error(429, "TOOMANYREQUESTS")
        refused = script.asked["/v2/app/manifests/1"]
        until(lambda: script.asked["/v2/app/manifests/1"] > refused)
        until(lambda: history(client)["bad"].get("conditions"))
        refused, good = script.asked["/v2/app/manifests/1"], other.asked["/v2/app/manifests/1"]
        until(lambda: other.asked["/v2/app/manifests/1"] >= good + 3)
        assert script.asked["/v2/app/manifests/1"] == refused
        assert history(client)["bad"]["items"]


def test_a_repository_is_read_again_for_tags_that_are_new(
    tmp_path: Path, script: Registry, registry: Server
) -> None:
    script.tags = ["one"]
    with serving(tmp_path / "state") as server, server.client() as client:
        sent = stream_of(
            "app",
            annotations={
                "streamport/import-every": "1s",
                "openshift.io/image.insecureRepository": "true",
            },
        )
        sent["spec"]["dockerImageRepository"] = f"{registry.host}/app"
        assert client.post(path_of("imagestreams", "a"), json=sent).status_code == 201
        until(lambda: history(client).keys() == {"one"})
        script.tags = ["one", "two"]
        until(lambda: history(client).keys() == {"one", "two"})
        listed = script.asked["/v2/app/tags/list"]
        until(lambda: script.asked["/v2/app/tags/list"] > listed + 1)
        assert history(client)["two"]["items"][0]["image"] == image_of("two").digest
    assert script.asked["/v2/app/manifests/one"] == 1, "it is not scheduled itself"


def test_a_push_that_a_hook_tells_is_imported_within_two_seconds(
    tmp_path: Path, script: Registry, registry: Server
) -> None:
    hooks = tmp_path / "hooks.yaml"
    secret = "a-secret-of-this-hook-alone"
    hooks.write_text(
        f"hooks: [{{name: ci, kind: plain, secret: {secret}, registry: '{registry.host}', "
        "namespaces: [a]}]\n"
    )
    hooks.chmod(0o600)
    with serving(tmp_path / "state", "--hooks", str(hooks)) as server, server.client() as client:
        for namespace in ("a", "b"):
            tag = docker_tag("v1", f"{registry.host}/app:1", **INSECURE)
            made(client, tag, namespace=namespace)
            until(lambda namespace=namespace: history(client, namespace))
        asked, started = script.asked["/v2/app/manifests/1"], time.monotonic()
        answer = client.post(
            "/hooks/registry",
            json={"repository": "app", "tag": "1"},
            headers={"authorization": f"Bearer {secret}"},
        )
        assert answer.status_code == 202
        until(lambda: script.asked["/v2/app/manifests/1"] > asked)
        assert time.monotonic() - started < 20  # 2 s on a machine that does nothing else
        until(lambda: "asked" in schedule(client).text or not schedule(client).json()["pending"])
    assert script.asked["/v2/app/manifests/1"] == asked + 1


def test_the_sums_name_no_stream(people: Town, registry: Server) -> None:
    ann, root = people.client("ann"), people.client("root")
    made(ann, docker_tag("v1", f"{registry.host}/app:1", **INSECURE), name="counted-stream")
    until(lambda: history(ann, name="counted-stream"))
    line = 'streamport_background_imports_total{outcome="changed",why="edit"}'
    until(lambda: line in root.get("/metrics").text)
    assert "counted-stream" not in root.get("/metrics").text


def test_without_background_imports_nothing_is_imported(
    tmp_path: Path, script: Registry, registry: Server
) -> None:
    state = tmp_path / "state"
    with serving(state, "--background-imports=false") as server, server.client() as client:
        made(client, docker_tag("v1", f"{registry.host}/app:1", **INSECURE))
        assert schedule(client).status_code == 404
        assert "--background-imports" in schedule(client).json()["message"]
    assert not script.contents
    with serving(state) as server, server.client() as client:
        until(lambda: history(client))
