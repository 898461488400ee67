"""What a request is refused for before it costs anything, and what is too large to be stored."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx2
import pytest

from tests.support.objects import IMAGES, docker_tag, path_of, secret_of, stream_of
from tests.support.people import Town, token_of, town

LIMIT = 64 << 10


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    folder = tmp_path_factory.mktemp("town")
    with town(folder, "--insecure-port", "0", "--max-object-size", "64Ki") as opened:
        yield opened


def code_without_a_body(people: Town, user: str, method: str, path: str) -> int:
    """The code of the answer to a request whose body never comes."""
    parts = urlsplit(people.server.plain_url)
    with socket.create_connection((parts.hostname, parts.port), timeout=30) as client:
        client.sendall(
            f"{method} {path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token_of(user)}\r\n"
            "content-type: application/json\r\ncontent-length: 1000\r\n\r\n{".encode()
        )
        return int(client.recv(65536).split()[1])


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", path_of("imagestreams", "a")),
        ("POST", path_of("imagestreamimports", "a")),
        ("POST", f"{IMAGES}/imagestreams"),
        ("POST", f"{IMAGES}/imagestreamimports"),
        ("POST", "/oapi/v1/imagestreams"),
        ("POST", path_of("secrets", "a")),
        ("POST", "/api/v1/secrets"),
        ("POST", "/api/v1/namespaces"),
        ("PUT", path_of("imagestreams", "a", "app")),
        ("PUT", path_of("imagestreams", "a", "app", "status")),
        ("PATCH", path_of("imagestreams", "a", "app")),
        ("DELETE", path_of("imagestreams", "a", "app")),
        ("DELETE", path_of("imagestreams", "a")),
    ],
)
def test_who_may_not_is_told_before_the_body_is_read(people: Town, method: str, path: str) -> None:
    assert code_without_a_body(people, "nat", method, path) == 403


def test_who_may_somewhere_is_asked_where(people: Town) -> None:
    ann = people.client("ann")
    path = f"{IMAGES}/imagestreams"
    assert ann.post(path, json=stream_of("anns", namespace="a")).status_code == 201
    assert ann.post(path, json=stream_of("anns", namespace="b")).status_code == 403
    rita = people.client("rita")  # who may read there, and write nowhere
    assert rita.post(path, json=stream_of("ritas", namespace="a")).status_code == 403
    assert code_without_a_body(people, "rita", "POST", path) == 403


# ----------------------------------------------------------------------------------- stored objects


def of_size(name: str, size: int) -> dict[str, object]:
    return stream_of(name, docker_tag("v1", annotations={"a": "x" * size}))


def is_too_large(answer: httpx2.Response) -> bool:
    return answer.status_code == 413 and str(LIMIT) in answer.json()["message"]


def test_an_object_beyond_the_limit_is_413_and_nothing_is_written(people: Town) -> None:
    root = people.client("root")
    path = path_of("imagestreams", "a")
    assert is_too_large(root.post(path, json=of_size("large", LIMIT)))
    assert is_too_large(root.post(f"{path}?dryRun=All", json=of_size("large", LIMIT)))
    assert root.get(f"{path}/large").status_code == 404
    secret = secret_of("large", {"r.example": {"auth": "dTpw" * LIMIT}})
    assert is_too_large(root.post(path_of("secrets", "a"), json=secret))


def test_no_tag_and_no_image_makes_an_object_larger_than_the_limit(people: Town) -> None:
    root = people.client("root")
    root.post(path_of("imagestreams", "a"), json=stream_of("tagged"))
    long = {"a": "x" * LIMIT}
    tag = {
        "metadata": {"name": "tagged:v1", "annotations": long},
        "tag": docker_tag("v1", annotations=long),
    }
    assert is_too_large(root.post(path_of("imagestreamtags", "a"), json=tag))
    assert is_too_large(root.put(path_of("imagestreamtags", "a", "tagged:v1"), json=tag))
    image = {
        "metadata": {"name": f"sha256:{'b' * 64}", "annotations": long},
        "dockerImageReference": "registry.test/app:1",
    }
    assert is_too_large(root.post(f"{IMAGES}/images", json=image))
    mapping = {"metadata": {"name": "tagged"}, "tag": "v1", "image": image}
    assert is_too_large(root.post(path_of("imagestreammappings", "a"), json=mapping))
    assert "tags" not in root.get(path_of("imagestreams", "a", "tagged")).json()["status"]


def test_an_object_within_the_limit_is_stored(people: Town) -> None:
    root = people.client("root")
    made = root.post(path_of("imagestreams", "a"), json=of_size("fits", LIMIT - 2000))
    assert made.status_code == 201


@pytest.mark.parametrize(
    ("kind", "patch"),
    [
        ("merge-patch+json", {"spec": {"tags": of_size("", LIMIT)["spec"]["tags"]}}),  # type: ignore[index]
        ("strategic-merge-patch+json", {"spec": of_size("", LIMIT)["spec"]}),
        (
            "json-patch+json",
            [{"op": "add", "path": "/spec/tags/0/annotations", "value": {"a": "x" * LIMIT}}],
        ),
        (
            "apply-patch+yaml",
            {"apiVersion": "image.openshift.io/v1", **of_size("patched", LIMIT)},
        ),
        ("PUT", None),
    ],
)
def test_no_change_makes_an_object_larger_than_the_limit(
    people: Town, kind: str, patch: object
) -> None:
    root = people.client("root")
    path = path_of("imagestreams", "a", "patched")
    root.post(path_of("imagestreams", "a"), json=of_size("patched", 10))
    before = root.get(path).json()
    if kind == "PUT":
        large = of_size("patched", LIMIT)
        large["metadata"] = before["metadata"]
        answer = root.put(path, json=large)
    else:
        query = "?fieldManager=m&force=true" if "apply" in kind else ""
        headers = {"content-type": f"application/{kind}"}
        answer = root.patch(path + query, content=json.dumps(patch), headers=headers)
    assert is_too_large(answer), answer.text[:300]
    assert root.get(path).json() == before


# -------------------------------------------------------------------------------- forms of answers


@pytest.mark.parametrize("accept", [
    "application/vnd.kubernetes.protobuf", "application/json", "*/*", "text/html", "",
    "application/json;as=Table;v=v1;g=meta.k8s.io", "application/json;as=PartialObjectMetadata",
    "application/yaml", ";;;,,,",
    "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList",
])  # fmt: skip
@pytest.mark.parametrize("path", [
    "/openapi/v2", "/openapi/v3", "/openapi.json", "/api", "/apis", "/version", "/nowhere",
    path_of("imagestreams", "a"), path_of("imagestreams", "a", "nobody"),
    "/api/v1/namespaces/a", "/metrics", "/healthz", "/apis/image.openshift.io/v1",
])  # fmt: skip
def test_no_form_of_an_answer_is_a_fault(people: Town, path: str, accept: str) -> None:
    root = people.client("root")
    for query in ("pretty=1", "pretty=true&as=Table&includeObject=Object", "includeObject=x"):
        answer = root.get(f"{path}?{query}", headers={"accept": accept})
        assert answer.status_code < 500, answer.text


# ------------------------------------------------------------------------------------------- logs


def test_what_a_user_does_wrong_is_no_error_of_the_server(people: Town) -> None:
    root = people.client("root")
    wrong = stream_of("wrong", resourceVersion="5")
    assert root.post(path_of("imagestreams", "levels"), json=wrong).status_code == 500
    assert people.server.logged('"namespace":"levels"')["level"] == "info"


def test_a_long_path_makes_no_long_line(people: Town) -> None:
    root = people.client("root")
    assert root.get(path_of("imagestreams", "lines", "x" * 50_000)).status_code == 404
    line = people.server.logged('"namespace":"lines"')
    assert len(json.dumps(line)) < 4_000
