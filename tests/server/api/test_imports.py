"""Imports through the server: what is stored, what is refused before anything is fetched."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.support.objects import docker_tag, import_of, path_of, secret_of, stream_of
from tests.support.people import Town, town
from tests.support.registries.clients import login
from tests.support.registries.running import Registries


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with town(tmp_path_factory.mktemp("town"), "--integrated-registry", "reg.test:5000") as opened:
        yield opened


@pytest.fixture
def root(people: Town) -> httpx2.Client:
    return people.client("root")


@pytest.fixture
def namespace(request: pytest.FixtureRequest) -> str:
    """One that no other test uses."""
    return f"ns-{abs(hash(request.node.nodeid)):x}"


@pytest.fixture
def app(registries: Registries) -> str:
    return f"{registries.host('plain')}/app/simple:v1"


def post(client: httpx2.Client, namespace: str, sent: Any, query: str = "") -> httpx2.Response:
    return client.post(path_of("imagestreamimports", namespace) + query, json=sent)


def stream_in(client: httpx2.Client, namespace: str, name: str = "app") -> dict[str, Any] | None:
    answer = client.get(path_of("imagestreams", namespace, name))
    return answer.json() if answer.status_code == 200 else None


def message_of(answer: httpx2.Response) -> tuple[int, str, str]:
    status = answer.json()
    return answer.status_code, status["reason"], status["message"]


def test_the_stream_of_the_answer_is_the_stored_one(
    root: httpx2.Client, namespace: str, app: str
) -> None:
    answer = post(root, namespace, import_of("app", app))
    assert answer.status_code == 201
    told = answer.json()["status"]["import"]
    stored = stream_in(root, namespace)
    assert stored is not None
    assert told == {
        key: value for key, value in stored.items() if key not in ("kind", "apiVersion")
    }
    assert told["status"]["dockerImageRepository"] == f"reg.test:5000/{namespace}/app"
    assert told["spec"]["tags"][0]["from"]["name"] == app
    image = answer.json()["status"]["images"][0]["image"]
    assert image["metadata"]["name"] == told["status"]["tags"][0]["items"][0]["image"]


def test_the_legacy_path_imports_too(root: httpx2.Client, namespace: str, app: str) -> None:
    sent = {**import_of("app", app), "apiVersion": "v1"}
    answer = root.post(f"/oapi/v1/namespaces/{namespace}/imagestreamimports", json=sent)
    assert (answer.status_code, answer.json()["apiVersion"]) == (201, "v1")
    stored = stream_in(root, namespace)
    assert stored is not None
    assert stored["apiVersion"] == "image.openshift.io/v1"


def test_the_namespace_may_stand_in_the_document_alone(
    root: httpx2.Client, namespace: str, app: str
) -> None:
    sent = {**import_of("app", app, namespace=namespace), "apiVersion": "v1"}
    assert root.post("/oapi/v1/imagestreamimports", json=sent).status_code == 201
    assert stream_in(root, namespace) is not None
    del sent["metadata"]["namespace"]
    assert root.post("/oapi/v1/imagestreamimports", json=sent).status_code == 400


def test_rules_that_say_nothing_are_refused_with_the_other_causes(
    root: httpx2.Client, namespace: str
) -> None:
    sent = import_of("app", "a//b")
    sent["metadata"]["annotations"] = {"streamport/include": "v(", "streamport/newest": "many"}
    answer = post(root, namespace, sent)
    assert answer.status_code == 422
    causes = answer.json()["details"]["causes"]
    assert [cause["field"] for cause in causes] == [
        "spec.images[0].from.name",
        "metadata.annotations[streamport/include]",
        "metadata.annotations[streamport/newest]",
    ]
    assert causes[1]["message"].startswith('Invalid value: "v(": missing ): v(; write a regular')
    assert stream_in(root, namespace) is None


def test_an_import_by_rules_tells_what_it_leaves_out(
    root: httpx2.Client, namespace: str, registries: Registries
) -> None:
    rules = {"streamport/semver": ">=3.2", "streamport/exclude": "v.*"}
    repository = f"{registries.host('plain')}/tags/versions"
    sent = {
        "kind": "ImageStreamImport",
        "apiVersion": "image.openshift.io/v1",
        "metadata": {"name": "app", "annotations": rules},
        "spec": {
            "import": True,
            "repository": {
                "from": {"kind": "DockerImage", "name": repository},
                "importPolicy": {"insecure": True},
            },
        },
    }
    answer = post(root, namespace, sent).json()
    items = answer["status"]["repository"]["images"]
    assert [item["tag"] for item in items] == ["3.10", "3.2", "3.2.1"]
    told = json.loads(answer["metadata"]["annotations"]["streamport/left-out"])
    assert {"tag": "beta", "reason": "is no version"} in told
    stored = stream_in(root, namespace)
    assert stored is not None
    assert {tag["name"] for tag in stored["spec"]["tags"]} == {"3.10", "3.2", "3.2.1"}
    assert stored["metadata"]["annotations"].items() >= rules.items()
    assert "streamport/left-out" not in stored["metadata"]["annotations"]


@pytest.mark.parametrize("path", ["", "/status"])
def test_a_stream_is_refused_with_rules_that_say_nothing(
    root: httpx2.Client, namespace: str, path: str
) -> None:
    sent = stream_of("app")
    assert root.post(path_of("imagestreams", namespace), json=sent).status_code == 201
    patch = {"metadata": {"annotations": {"streamport/semver": "newest"}}}
    answer = root.patch(
        path_of("imagestreams", namespace, "app") + path,
        json=patch,
        headers={"content-type": "application/merge-patch+json"},
    )
    assert answer.status_code == 422
    cause = answer.json()["details"]["causes"][0]
    assert cause["field"] == "metadata.annotations[streamport/semver]"
    assert '"newest" is no version to compare with' in cause["message"]


def test_without_import_nothing_is_stored(root: httpx2.Client, namespace: str, app: str) -> None:
    answer = post(root, namespace, import_of("app", app, keep=False))
    assert answer.status_code == 201
    assert "import" not in answer.json()["status"]
    assert answer.json()["status"]["images"][0]["status"]["status"] == "Success"
    assert stream_in(root, namespace) is None


def test_a_dry_run_tells_all_and_stores_nothing(
    root: httpx2.Client, namespace: str, app: str
) -> None:
    answer = post(root, namespace, import_of("app", app), "?dryRun=All")
    told = answer.json()["status"]["import"]
    assert answer.status_code == 201
    assert told["status"]["tags"][0]["tag"] == "v1"
    assert "resourceVersion" not in told["metadata"]
    assert stream_in(root, namespace) is None
    names = [item["metadata"]["name"] for item in root.get("/api/v1/namespaces").json()["items"]]
    assert namespace not in names
    real = post(root, namespace, import_of("app", app))
    before = stream_in(root, namespace)
    other = import_of("app", app.replace(":v1", ":v2"), to="v1")
    assert post(root, namespace, other, "?dryRun=All").status_code == 201
    assert stream_in(root, namespace) == before
    assert real.status_code == 201


def test_a_namespace_comes_into_being_with_its_first_object(
    root: httpx2.Client, namespace: str, app: str
) -> None:
    post(root, namespace, import_of("app", app))
    found = root.get(f"/api/v1/namespaces/{namespace}").json()
    assert found["status"] == {"phase": "Active"}
    assert found["metadata"]["labels"] == {"kubernetes.io/metadata.name": namespace}
    assert found["metadata"]["resourceVersion"]


def test_a_version_without_a_stream_is_not_found(
    root: httpx2.Client, namespace: str, app: str
) -> None:
    answer = post(root, namespace, import_of("app", app, resourceVersion="7"))
    missing = 'imagestreamimports.image.openshift.io "app" not found'
    assert message_of(answer) == (404, "NotFound", missing)


def test_another_version_is_a_conflict_that_names_both(
    root: httpx2.Client, namespace: str, app: str
) -> None:
    post(root, namespace, import_of("app", app))
    stored = stream_in(root, namespace)
    assert stored is not None
    version = stored["metadata"]["resourceVersion"]
    for keep in (True, False):
        answer = post(root, namespace, import_of("app", app, keep=keep, resourceVersion="1"))
        assert message_of(answer) == (
            409,
            "Conflict",
            'Operation cannot be fulfilled on imagestream.image.openshift.io "app": '
            f'the image stream was updated from "1" to "{version}"',
        )
    again = import_of("app", app, resourceVersion=version)
    assert post(root, namespace, again).status_code == 201


def test_an_import_that_changes_nothing_writes_nothing(
    root: httpx2.Client, namespace: str, app: str
) -> None:
    post(root, namespace, import_of("app", app))
    before = stream_in(root, namespace)
    answer = post(root, namespace, import_of("app", app))
    assert stream_in(root, namespace) == before
    assert "resourceVersion" not in answer.json()["status"]["images"][0]["image"]["metadata"]


def test_who_comes_second_is_told_and_nothing_is_mixed_up(
    root: httpx2.Client, people: Town, namespace: str, app: str
) -> None:
    def attempt(number: int) -> httpx2.Response:
        with people.server.client() as client:
            return post(client, namespace, import_of("app", app, to=f"tag{number}"))

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(attempt, range(24)))
    won = {number for number, answer in enumerate(answers) if answer.status_code == 201}
    for answer in answers:
        if answer.status_code != 201:
            code, reason, message = message_of(answer)
            assert (code, reason) in ((409, "Conflict"), (409, "AlreadyExists"))
            assert 'imagestreamimports.image.openshift.io "app"' in message
    stored = stream_in(root, namespace)
    assert stored is not None
    assert {tag["tag"] for tag in stored["status"]["tags"]} == {f"tag{number}" for number in won}
    assert stored["metadata"]["generation"] == len(won)


def test_an_image_that_breaks_the_rules_stores_nothing(
    root: httpx2.Client, namespace: str, registries: Registries
) -> None:
    sent = import_of("app", f"{registries.host('plain')}/multi/oci:no-platform")
    sent["spec"]["images"][0]["importPolicy"]["importMode"] = "PreserveOriginal"
    answer = post(root, namespace, sent)
    assert answer.status_code == 422, answer.text
    assert answer.json()["details"]["kind"] == "Image"
    assert "dockerImageManifests[0].architecture: Required value" in answer.json()["message"]
    assert stream_in(root, namespace) is None


def test_a_secret_counts_from_its_creation_to_its_deletion(
    root: httpx2.Client, namespace: str, registries: Registries
) -> None:
    host = registries.host("basic")
    private = import_of("app", f"{host}/app/simple:v1")

    def reason() -> str | None:
        item = post(root, namespace, private).json()["status"]["images"][0]
        reason: str | None = item["status"].get("reason")
        return reason

    assert reason() == "Unauthorized"
    for _ in range(2):
        secret = secret_of("pull", {host: login("reader", "readerpass")})
        assert root.post(path_of("secrets", namespace), json=secret).status_code == 201
        assert reason() is None
        assert root.delete(path_of("secrets", namespace, "pull")).status_code == 200
        assert reason() == "Unauthorized"


def test_the_log_tells_what_failed_and_with_which_credential(
    root: httpx2.Client, people: Town, namespace: str, registries: Registries
) -> None:
    host = registries.host("basic")
    secret = secret_of("pull", {host: login("reader", "hush-hush-hush")})
    assert root.post(path_of("secrets", namespace), json=secret).status_code == 201
    sent = import_of("app", f"{host}/app/simple:v1")
    good = f"{registries.host('plain')}/app/simple:v1"
    sent["spec"]["images"].append({**sent["spec"]["images"][0], "from": _docker(good)})
    lost = f"{registries.host('closed')}/app"
    sent["spec"]["repository"] = {"from": _docker(lost), "importPolicy": {"insecure": True}}
    assert post(root, namespace, sent).status_code == 201
    line = people.server.logged(f"{namespace}/imagestreamimports")
    assert (line["name"], line["imported"], line["failed"]) == ("app", 1, 2)
    assert [failure["from"] for failure in line["failures"]] == [lost, f"{host}/app/simple:v1"]
    assert line["failures"][1]["reason"] == "Unauthorized"
    (tried,) = line["failures"][1]["tried"]
    assert tried["host"] == host
    assert tried["credential"] == f"secret pull, key .dockerconfigjson, entry {host}"
    assert tried["answered"].startswith("401 unauthorized")
    assert "credential" not in line["failures"][0]["tried"][0]
    assert line["registryCalls"][host]["401"] >= 1
    assert "hush" not in people.server.log.read_text()


SECRETLESS = (
    {"user": "ann", "namespace": "*", "resource": "imagestreamimports", "apiGroup": "*"},
    {"user": "ben", "namespace": "*", "resource": "*", "apiGroup": "*"},
)


def test_a_caller_is_warned_of_what_was_tried_and_secrets_are_named_to_whom_they_are_open(
    tmp_path: Path, registries: Registries
) -> None:
    host = registries.host("basic")
    secret = secret_of("pull", {host: login("reader", "hush-hush-hush")})
    sent = import_of("app", f"{host}/app/simple:v1", keep=False)
    with town(tmp_path, policies=SECRETLESS) as people:
        made = people.client("root").post(path_of("secrets", "shared"), json=secret)
        assert made.status_code == 201
        ann, ben = (post(people.client(name), "shared", sent) for name in ("ann", "ben"))
    (hidden,), (shown,) = (answer.headers.get_list("warning") for answer in (ann, ben))
    assert hidden.startswith(
        f'299 - "{host}/app/simple:v1: asked {host} with a pull secret of the namespace: 401 '
    )
    assert f"with secret pull, key .dockerconfigjson, entry {host}: 401 unauthorized" in shown
    assert "hush" not in hidden + shown
    assert ann.json()["status"] == ben.json()["status"]


def test_nobody_is_warned_where_nothing_was_used(
    root: httpx2.Client, namespace: str, registries: Registries
) -> None:
    lost = post(root, namespace, import_of("app", f"{registries.host('plain')}/app/simple:gone"))
    assert lost.status_code == 201
    assert "warning" not in lost.headers


def _docker(name: str) -> dict[str, str]:
    return {"kind": "DockerImage", "name": name}


def test_the_deadline_fails_items_and_not_the_request(
    root: httpx2.Client, namespace: str, registries: Registries
) -> None:
    sent = import_of("app", f"{registries.host('faulty')}/manifest-429:v1")
    answer = post(root, namespace, sent, "?timeout=1s")
    assert answer.status_code == 201
    assert answer.json()["status"]["images"][0]["status"]["status"] == "Failure"


# ------------------------------------------------------------------------- allowed registries


@pytest.fixture(scope="module")
def strict(
    tmp_path_factory: pytest.TempPathFactory, registries: Registries
) -> Iterator[tuple[Town, str]]:
    """Only quay.io and the open registry are allowed; unknown namespaces are refused."""
    folder = tmp_path_factory.mktemp("strict")
    config = folder / "registries.yaml"
    host = registries.host("plain")
    config.write_text(
        f"allowedRegistriesForImport:\n- domainName: quay.io\n- domainName: '{host}'\n"
    )
    flags = ("--config", str(config), "--create-namespaces=false")
    with town(folder, *flags) as opened:
        for name in ("a", "default-of-tests"):
            sent = {"metadata": {"name": name}}
            assert opened.client("root").post("/api/v1/namespaces", json=sent).status_code == 201
        yield opened, host


def test_a_registry_that_is_not_allowed_is_refused_repository_first(
    strict: tuple[Town, str],
) -> None:
    people, host = strict
    sent = import_of("app", "evil.test/app:1")
    sent["spec"]["images"].append(
        {"from": {"kind": "DockerImage", "name": f"{host}/app/simple:v1"}}
    )
    sent["spec"]["images"].append({"from": {"kind": "DockerImage", "name": "busybox"}})
    sent["spec"]["repository"] = {"from": {"kind": "DockerImage", "name": "evil.test/app"}}
    answer = post(people.client("ann"), "a", sent)
    assert answer.status_code == 422
    causes = answer.json()["details"]["causes"]
    assert [cause["field"] for cause in causes] == [
        "spec.repository.from.name",
        "spec.images[0].from.name",
        "spec.images[2].from.name",
    ]
    assert {cause["reason"] for cause in causes} == {"FieldValueForbidden"}
    assert causes[1]["message"] == (
        'Forbidden: importing images from registry "evil.test:80" is forbidden: registry '
        f'"evil.test:80" not allowed by whitelist: "quay.io:443", "{host}"'
    )


def test_an_allowed_registry_is_allowed(strict: tuple[Town, str]) -> None:
    people, host = strict
    assert (
        post(people.client("ann"), "a", import_of("b", f"{host}/app/simple:v1")).status_code == 201
    )


def test_who_may_make_images_is_stopped_where_the_stream_is_stored(
    strict: tuple[Town, str], registries: Registries
) -> None:
    people, _ = strict
    sent = import_of("c", f"{registries.host('faulty')}/fine:v1", keep=False)
    assert post(people.client("root"), "a", sent).status_code == 201
    sent["spec"]["import"] = True
    answer = post(people.client("root"), "a", sent)
    assert answer.status_code == 422
    assert answer.json()["details"]["kind"] == "ImageStream"
    assert "not allowed by whitelist" in answer.json()["message"]


def test_an_unknown_namespace_is_refused_as_kubernetes_does(strict: tuple[Town, str]) -> None:
    people, host = strict
    root = people.client("root")
    for plural, sent in (
        ("imagestreamimports", import_of("app", f"{host}/app/simple:v1")),
        ("imagestreams", stream_of("app", docker_tag("x"))),
        ("secrets", {"metadata": {"name": "x"}}),
    ):
        answer = root.post(path_of(plural, "nowhere"), json=sent)
        assert message_of(answer) == (404, "NotFound", 'namespaces "nowhere" not found')
    applied = root.patch(
        f"{path_of('imagestreams', 'nowhere', 'app')}?fieldManager=test",
        json={"apiVersion": "image.openshift.io/v1", "kind": "ImageStream"},
        headers={"content-type": "application/apply-patch+yaml"},
    )
    assert message_of(applied) == (404, "NotFound", 'namespaces "nowhere" not found')
    assert root.get("/api/v1/namespaces/nowhere").status_code == 404
    assert root.get("/api/v1/namespaces/default").status_code == 200


def test_a_start_with_a_broken_configuration_names_the_place(tmp_path: Path) -> None:
    config = tmp_path / "registries.yaml"
    config.write_text("allowedRegistries: []\n")
    with (
        pytest.raises(AssertionError, match=r"registries\.yaml: \[?allowedRegistries"),
        town(tmp_path, "--config", str(config)),
    ):
        pass
