"""What people type, and what they read: real clients against `streamport serve`, over TLS."""

from __future__ import annotations

import json
import os
import re
import subprocess
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.serving import Serving, serving

STREAMS = {"api_version": "image.openshift.io/v1", "kind": "ImageStream"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with serving(tmp_path_factory.mktemp("clients") / "state") as running:
        yield running


class Kubectl:
    """kubectl in the hands of somebody who has the kubeconfig."""

    def __init__(self, program: str, server: Serving, home: Path) -> None:
        self.program, self.server, self.home = program, server, home

    def __call__(self, *arguments: str, text: str = "", code: int = 0) -> str:
        """What it prints, on both streams."""
        kubeconfig = str(self.server.state / "kubeconfig")
        environment = {**os.environ, "HOME": str(self.home), "KUBECONFIG": kubeconfig}
        done = subprocess.run(
            [self.program, *arguments], input=text, env=environment, capture_output=True, text=True,
            timeout=120,
        )  # fmt: skip
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr


@pytest.fixture
def kubectl_of_somebody(any_kubectl: str, server: Serving, tmp_path: Path) -> Kubectl:
    return Kubectl(any_kubectl, server, tmp_path)


@pytest.fixture
def namespace(kubectl_of_somebody: Kubectl) -> str:
    name = f"ns-{uuid.uuid4().hex[:8]}"
    assert kubectl_of_somebody("create", "ns", name) == f"namespace/{name} created\n"
    return name


def test_namespaces(kubectl_of_somebody: Kubectl, namespace: str) -> None:
    run = kubectl_of_somebody
    assert run("get", "ns", "typo", code=1) == (
        'Error from server (NotFound): namespaces "typo" not found\n'
    )
    assert re.search(rf"{namespace} +Active", run("get", "ns"))
    assert run("label", "ns", namespace, "a=b") == f"namespace/{namespace} labeled\n"
    manifest = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": namespace}}
    assert f"namespace/{namespace} " in run("apply", "-f", "-", text=json.dumps(manifest))
    assert run("delete", "ns", namespace) == f'namespace "{namespace}" deleted\n'
    assert "not found" in run("get", "ns", namespace, code=1)


def test_secrets(kubectl_of_somebody: Kubectl, namespace: str) -> None:
    run, where = kubectl_of_somebody, ("-n", namespace)
    login = ("--docker-server=r.example", "--docker-username=u", "--docker-password=p")
    made = run("create", "secret", "docker-registry", "pull", *login, *where)
    assert made == "secret/pull created\n"
    plain = {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": {"name": "s"},
        "stringData": {"a": "x"},
    }
    assert run("apply", "-f", "-", *where, text=json.dumps(plain)) == "secret/s created\n"
    assert run("apply", "-f", "-", *where, text=json.dumps(plain)).startswith("secret/s ")
    assert run("get", "secret", "s", *where, "-o", "jsonpath={.data.a}") == "eA=="
    assert run("label", "secret", "s", "b=c", *where) == "secret/s labeled\n"
    assert run("patch", "secret", "s", "-p", '{"stringData": {"a": "y"}}', *where) == (
        "secret/s patched\n"
    )
    listed = run("get", "secrets", *where)
    assert re.search(r"pull +kubernetes.io/dockerconfigjson +1 +\d+s", listed)
    assert "condition met" in run(
        "wait", "secret/s", "--for=jsonpath={.metadata.labels.b}=c", "--timeout=30s", *where
    )
    test = '[{"op": "test", "path": "/data/a", "value": "z"}]'
    refused = run("patch", "secret", "s", "--type=json", "-p", test, *where, code=1)
    assert refused.startswith("The request is invalid: the server rejected our request")
    assert run("delete", "secret", "s", *where).startswith('secret "s" deleted')


def test_who_one_is_and_what_one_may(kubectl_of_somebody: Kubectl) -> None:
    run = kubectl_of_somebody
    assert run("auth", "can-i", "create", "imagestreams") == "yes\n"
    assert re.search(r"Username +streamport-admin", run("auth", "whoami"))
    assert re.search(r"\*\.\* +\[\] +\[\] +\[\*\]", run("auth", "can-i", "--list"))
    user = json.loads(run("get", "--raw", "/apis/user.openshift.io/v1/users/~"))
    assert user["metadata"]["name"] == "streamport-admin"


def test_projects(kubectl_of_somebody: Kubectl, namespace: str) -> None:
    run = kubectl_of_somebody
    assert re.search(rf"{namespace} +Active", run("get", "projects"))
    assert run("delete", "project", namespace) == (
        f'project.project.openshift.io "{namespace}" deleted\n'
    )


def test_manifests_are_applied_compared_and_explained(
    kubectl_of_somebody: Kubectl, namespace: str
) -> None:
    run, where = kubectl_of_somebody, ("-n", namespace)
    stream = {
        "apiVersion": "image.openshift.io/v1",
        "kind": "ImageStream",
        "metadata": {"name": "app"},
        "spec": {"tags": [{"name": "v1", "reference": True}]},
    }
    text = json.dumps(stream)
    assert "imagestream.image.openshift.io/app created" in run(
        "apply", "-f", "-", *where, text=text
    )
    changed = text.replace('"v1"', '"v2"')
    difference = run("diff", "-f", "-", *where, text=changed, code=1)
    assert re.search(r"^-.*name: v1$.*^\+.*name: v2$", difference, re.MULTILINE | re.DOTALL)
    dry = run("apply", "--dry-run=server", "-f", "-", *where, text=changed)
    assert "(server dry run)" in dry
    assert run("get", "is", "app", *where, "-o", "jsonpath={.spec.tags[*].name}") == "v1"
    assert "reference\t<boolean>" in run("explain", "is.spec.tags", "--output=plaintext-openapiv2")
    assert "FIELD: reference <boolean>" in run("explain", "is.spec.tags.reference")
    assert "imagestreams" in run("api-resources")
    odd = json.dumps({**stream, "kind": "ImageStreamImport", "spec": {"import": False, "bogus": 1}})
    assert 'unknown field "bogus"' in run("create", "-f", "-", *where, text=odd, code=1)


# ---------------------------------------------------------------------------------------- Python


def made_stream(name: str) -> dict[str, Any]:
    return {
        "apiVersion": "image.openshift.io/v1",
        "kind": "ImageStream",
        "metadata": {"name": name, "namespace": "default"},
        "spec": {"tags": [{"name": "v1", "reference": True}]},
    }


@pytest.mark.parametrize("library", ["kubernetes", "openshift"])
def test_the_dynamic_clients(server: Serving, tmp_path: Path, library: str) -> None:
    client = pytest.importorskip("kubernetes").client
    dynamic = pytest.importorskip(f"{library}.dynamic")
    configuration = client.Configuration(host=server.url)
    configuration.ssl_ca_cert = str(server.state / "tls.crt")
    configuration.api_key = {"authorization": f"Bearer {server.token}"}
    api = dynamic.DynamicClient(
        client.ApiClient(configuration), cache_file=str(tmp_path / "discovery.json")
    )
    streams = api.resources.get(**STREAMS)
    name = f"d-{library}"
    streams.create(body=made_stream(name), namespace="default")
    streams.patch(
        name=name, namespace="default", body={"metadata": {"labels": {"a": "b"}}},
        content_type="application/merge-patch+json",
    )  # fmt: skip
    assert streams.get(name=name, namespace="default").metadata.labels.a == "b"
    projects = api.resources.get(api_version="project.openshift.io/v1", kind="Project")
    assert "default" in [item.metadata.name for item in projects.get().items]
    streams.delete(name=name, namespace="default")
    with pytest.raises(dynamic.exceptions.NotFoundError):
        streams.get(name=name, namespace="default")


def test_the_typed_client_asks_what_it_may(server: Serving) -> None:
    client = pytest.importorskip("kubernetes").client
    configuration = client.Configuration(host=server.url)
    configuration.ssl_ca_cert = str(server.state / "tls.crt")
    configuration.api_key = {"authorization": f"Bearer {server.token}"}
    web = client.ApiClient(configuration)
    told = client.AuthenticationV1Api(web).create_self_subject_review({})
    assert told.status.user_info.username == "streamport-admin"
    rules = client.AuthorizationV1Api(web).create_self_subject_rules_review(
        {"spec": {"namespace": "default"}}
    )
    assert rules.status.resource_rules[0].verbs == ["*"]
    assert "default" in [
        item.metadata.name for item in client.CoreV1Api(web).list_namespace().items
    ]


def test_kr8s(server: Serving) -> None:
    kr8s: Any = pytest.importorskip("kr8s")
    api = kr8s.api(kubeconfig=str(server.state / "kubeconfig"))
    kind = kr8s.objects.new_class("ImageStream", "image.openshift.io/v1", namespaced=True)
    made = kind(made_stream("by-kr8s"), api=api)
    made.create()
    made.label({"a": "b"})
    [found] = api.get("imagestreams.image.openshift.io/v1", "by-kr8s", namespace="default")
    assert found.raw["metadata"]["labels"] == {"a": "b"}
    made.delete()
    assert not made.exists()


def test_lightkube(server: Serving) -> None:
    lightkube: Any = pytest.importorskip("lightkube")
    generic: Any = pytest.importorskip("lightkube.generic_resource")
    core: Any = pytest.importorskip("lightkube.resources.core_v1")
    config = lightkube.KubeConfig.from_file(str(server.state / "kubeconfig"))
    client = lightkube.Client(config=config)
    kind = generic.create_namespaced_resource(
        "image.openshift.io", "v1", "ImageStream", "imagestreams"
    )
    client.create(kind(**made_stream("by-lightkube")), namespace="default")
    patched = client.patch(
        kind, "by-lightkube", {"metadata": {"labels": {"a": "b"}}}, namespace="default"
    )
    assert patched.metadata.labels == {"a": "b"}
    assert "default" in [item.metadata.name for item in client.list(core.Namespace)]
    client.delete(kind, "by-lightkube", namespace="default")
    with pytest.raises(lightkube.ApiError) as raised:
        client.get(kind, "by-lightkube", namespace="default")
    assert 'imagestreams.image.openshift.io "by-lightkube" not found' in str(raised.value)
