"""Real clients against the server stub with a store in memory, over TLS."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from imagestreamimport import server
from imagestreamimport.errors import Unauthorized
from tests.support.certificates import Authority
from tests.support.memory_server import app, import_of, stream
from tests.support.uvicorns import served

TOKEN = "a-token-of-these-tests"


@dataclass
class Place:
    """A running server, and a home with a kubeconfig for it."""

    url: str
    home: Path
    authority: Path

    @property
    def kubeconfig(self) -> Path:
        return self.home / "config"

    def write_kubeconfig(self) -> None:
        cluster = {"server": self.url, "certificate-authority": str(self.authority)}
        context = {"cluster": "c", "user": "u", "namespace": "ns"}
        config = {
            "apiVersion": "v1",
            "kind": "Config",
            "clusters": [{"name": "c", "cluster": cluster}],
            "users": [{"name": "u", "user": {"token": TOKEN}}],
            "contexts": [{"name": "c", "context": context}],
            "current-context": "c",
        }
        self.kubeconfig.write_text(json.dumps(config), "utf-8")


def authenticate(request: server.RequestContext) -> str:
    if request.headers.get("authorization") != f"Bearer {TOKEN}":
        raise Unauthorized()
    return "ann"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    authority = Authority()
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "ca.pem").write_bytes(authority.pem)
    pair = authority.sign("server", "127.0.0.1")
    with served(app(authenticate=authenticate), tmp_path, pair) as url:
        made = Place(url, home, tmp_path / "ca.pem")
        made.write_kubeconfig()
        yield made


# -------------------------------------------------------------------------------------- kubectl


@dataclass
class Kubectl:
    """kubectl as somebody has it who is logged in at a place."""

    program: str
    place: Place

    def __call__(self, *arguments: str, text: str = "", code: int = 0) -> str:
        """What it prints; both streams where it fails."""
        place = self.place
        environment = {**os.environ, "HOME": str(place.home), "KUBECONFIG": str(place.kubeconfig)}
        done = subprocess.run(
            [self.program, *arguments], input=text, env=environment, capture_output=True,
            text=True, timeout=120,
        )  # fmt: skip
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout if code == 0 else done.stdout + done.stderr


@pytest.fixture(name="kubectl")
def logged_in(kubectl: str, place: Place) -> Kubectl:
    return Kubectl(kubectl, place)


def test_kubectl_creates_an_import_and_shows_the_answer(kubectl: Kubectl) -> None:
    shown = ("-o", "json", "--show-managed-fields")
    printed = kubectl("create", "-f", "-", *shown, text=json.dumps(import_of()))
    document = json.loads(printed)
    assert document["spec"]["images"][0]["to"] == {"name": "v1"}
    assert document["metadata"]["managedFields"][0]["manager"] == "kubectl-create"


def test_kubectl_tells_what_is_wrong_with_a_document(kubectl: Kubectl) -> None:
    odd = {**import_of(), "bogus": 1}
    # It finds that by itself, in the OpenAPI document.
    assert 'unknown field "bogus" in ImageStreamImport' in kubectl(
        "create", "-f", "-", text=json.dumps(odd), code=1
    )
    bad = import_of()
    bad["spec"]["images"][0]["from"]["name"] = "a//b"
    told = kubectl("create", "-f", "-", text=json.dumps(bad), code=1)
    assert 'The ImageStreamImport "app" is invalid: spec.images[0].from.name: Invalid value' in told


def test_kubectl_applies_changes_and_gets(kubectl: Kubectl) -> None:
    text = json.dumps(stream())
    assert kubectl("apply", "-f", "-", text=text) == "imagestream.image.openshift.io/app created\n"
    changed = stream(labels={"tier": "web"})
    changed["spec"]["tags"].append({"name": "v2"})
    assert "configured" in kubectl("apply", "-f", "-", text=json.dumps(changed))
    got = json.loads(kubectl("get", "is", "app", "-o", "json"))
    assert [tag["name"] for tag in got["spec"]["tags"]] == ["v1", "v2"]
    table = kubectl("get", "imagestreams", "-l", "tier=web")
    assert re.match(r"NAME +AGE\napp +\d+s\n", table)
    everywhere = kubectl("get", "is", "-A")
    assert re.match(r"NAMESPACE +NAME +AGE\nns +app", everywhere)
    applied = kubectl("apply", "--server-side", "-f", "-", text=json.dumps(stream("third")))
    assert applied == "imagestream.image.openshift.io/third serverside-applied\n"


def test_kubectl_labels_patches_edits_the_status_and_deletes(kubectl: Kubectl) -> None:
    kubectl("create", "-f", "-", text=json.dumps(stream()))
    assert "labeled" in kubectl("label", "is", "app", "a=b")
    merged = json.dumps({"spec": {"lookupPolicy": {"local": True}}})
    assert "patched" in kubectl("patch", "is", "app", "-p", merged)
    got = json.loads(kubectl("get", "is", "app", "-o", "json"))
    assert got["spec"]["lookupPolicy"] == {"local": True}
    assert [tag["name"] for tag in got["spec"]["tags"]] == ["v1"]
    assert got["metadata"]["labels"] == {"a": "b"}
    assert kubectl("get", "is", "app", "-o", "jsonpath={.metadata.labels.a}") == "b"
    assert 'imagestream.image.openshift.io "app" deleted' in kubectl("delete", "is", "app")
    missing = kubectl("get", "is", "app", code=1)
    assert missing == (
        'Error from server (NotFound): imagestreams.image.openshift.io "app" not found\n'
    )


def test_kubectl_makes_dry_runs(kubectl: Kubectl) -> None:
    text = json.dumps(stream())
    assert "(server dry run)" in kubectl("apply", "--dry-run=server", "-f", "-", text=text)
    assert "NotFound" in kubectl("get", "is", "app", code=1)


def test_kubectl_explains_and_lists_what_is_served(kubectl: Kubectl) -> None:
    explained = kubectl("explain", "imagestreamimport.spec.images")
    assert "KIND:       ImageStreamImport" in explained
    assert "importPolicy" in explained
    older = kubectl("explain", "is.spec.tags.from", "--output=plaintext-openapiv2")
    assert "RESOURCE: from <Object>" in older
    assert "What the tag follows" in older
    resources = kubectl("api-resources", "--no-headers")
    assert re.search(r"imagestreams +is +image.openshift.io/v1 +true +ImageStream\n", resources)
    assert "image.openshift.io/v1" in kubectl("api-versions")


def test_kubectl_watches(kubectl: Kubectl) -> None:
    kubectl("create", "-f", "-", text=json.dumps(stream()))
    waited = kubectl("wait", "is/app", "--for=jsonpath={.spec.tags[0].name}=v1", "--timeout=30s")
    assert "condition met" in waited


def test_kubectl_without_the_token_is_told_so(kubectl: Kubectl) -> None:
    text = kubectl.place.kubeconfig.read_text("utf-8").replace(TOKEN, "another")
    kubectl.place.kubeconfig.write_text(text, "utf-8")
    told = kubectl("get", "--raw", "/apis", code=1)
    assert "Unauthorized" in told or "provide credentials" in told


# --------------------------------------------------------------------------------------- Python

_SUMMARY = 'imagestreams.image.openshift.io "b" not found'


def test_the_dynamic_client_of_kubernetes(place: Place) -> None:
    from kubernetes import client, dynamic

    configuration = client.Configuration(host=place.url)
    configuration.ssl_ca_cert = str(place.authority)
    configuration.api_key = {"authorization": f"Bearer {TOKEN}"}
    cache = str(place.home / "discovery.json")
    web = dynamic.DynamicClient(client.ApiClient(configuration), cache_file=cache)
    imports = web.resources.get(api_version="image.openshift.io/v1", kind="ImageStreamImport")
    made = imports.create(body=import_of(), namespace="ns")
    assert made.spec.images[0].to.name == "v1"
    streams = web.resources.get(api_version="image.openshift.io/v1", kind="ImageStream")
    streams.create(body=stream(), namespace="ns")
    streams.patch(
        body={"metadata": {"name": "app"}, "spec": {"tags": [{"name": "v2"}]}}, namespace="ns",
        name="app",
    )  # fmt: skip
    got = streams.get(name="app", namespace="ns")
    assert [tag.name for tag in got.spec.tags] == ["v1", "v2"]
    (listed,) = streams.get(namespace="ns").items
    assert (listed.kind, listed.metadata.name) == ("ImageStream", "app")
    event = next(streams.watch(namespace="ns", timeout=30))
    assert (event["type"], event["object"].metadata.name) == ("ADDED", "app")
    with pytest.raises(dynamic.exceptions.NotFoundError) as raised:
        streams.get(name="b", namespace="ns")
    assert raised.value.summary() == _SUMMARY
    streams.delete(name="app", namespace="ns")
    assert streams.get(namespace="ns").items == []


def test_kr8s(place: Place) -> None:
    import kr8s

    api: Any = kr8s.api(kubeconfig=str(place.kubeconfig))
    streams: Any = kr8s.objects.new_class("ImageStream", "image.openshift.io/v1", namespaced=True)
    made = streams(stream(namespace="ns"), api=api)
    made.create()
    made.label({"a": "b"})
    (got,) = api.get("imagestreams.image.openshift.io/v1", "app", namespace="ns")
    assert got.raw["metadata"]["labels"] == {"a": "b"}
    assert [tag["name"] for tag in got.raw["spec"]["tags"]] == ["v1"]
    made.delete()
    assert not made.exists()
