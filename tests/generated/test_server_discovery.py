"""What the server stub says of itself: versions, groups and resources, as clients look them up."""

from __future__ import annotations

from typing import Any

import pytest

from imagestreamimport import server
from imagestreamimport.errors import Forbidden, Unauthorized
from tests.support.memory_server import GROUP, client

AGGREGATED = (
    "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,"
    "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json"
)


class Spaces(server.Namespaces):
    async def get(self, *arguments: Any, **named: Any) -> Any:
        return {"metadata": {"name": "ns"}}

    async def list(self, *arguments: Any, **named: Any) -> Any:
        return {"items": []}


@pytest.mark.parametrize("end", ["", "/"])
def test_versions_and_groups_are_there_with_a_slash_and_without(end: str) -> None:
    web = client()
    assert web.get(f"/version{end}").json()["gitVersion"].startswith("v1.")
    assert web.get(f"/api{end}").json() == {
        "kind": "APIVersions",
        "versions": [],
        "serverAddressByClientCIDRs": [],
    }
    assert web.get(f"/oapi{end}").json()["versions"] == ["v1"]
    version = {"groupVersion": "image.openshift.io/v1", "version": "v1"}
    group = {"name": "image.openshift.io", "versions": [version], "preferredVersion": version}
    assert web.get(f"/apis{end}").json()["groups"] == [group]
    assert web.get(f"/apis/image.openshift.io{end}").json() == {
        "kind": "APIGroup",
        "apiVersion": "v1",
        **group,
    }


def test_every_version_that_is_named_is_there() -> None:
    web = client(namespaces=Spaces())
    for version in web.get("/api").json()["versions"]:
        assert web.get(f"/api/{version}").json()["groupVersion"] == version
    for group in web.get("/apis").json()["groups"]:
        for version in group["versions"]:
            name = version["groupVersion"]
            assert web.get(f"/apis/{name}").json()["groupVersion"] == name


def test_resources_have_what_clients_need() -> None:
    resources = {item["name"]: item for item in client().get(GROUP).json()["resources"]}
    assert resources["imagestreamimports"] == {
        "name": "imagestreamimports",
        "singularName": "imagestreamimport",
        "namespaced": True,
        "kind": "ImageStreamImport",
        "verbs": ["create"],
    }
    streams = resources["imagestreams"]
    assert (streams["shortNames"], streams["categories"]) == (["is"], ["all"])
    assert streams["verbs"] == [
        "create", "delete", "deletecollection", "get", "list", "patch", "update", "watch",
    ]  # fmt: skip
    assert resources["imagestreams/status"]["verbs"] == ["get", "patch", "update"]
    assert resources["imagestreams/secrets"]["kind"] == "SecretList"


def test_the_legacy_prefix_has_the_same_resources() -> None:
    web = client()
    legacy = web.get("/oapi/v1").json()
    assert legacy["groupVersion"] == "v1"
    assert legacy["resources"] == web.get(GROUP).json()["resources"]


def test_what_no_handler_does_is_not_listed() -> None:
    class Few(server.ImageStreams):
        async def get(self, *arguments: Any, **named: Any) -> Any:
            return {}

    web = client(imagestreams=Few(), imagestreamimports=None)
    (streams,) = web.get(GROUP).json()["resources"]
    assert streams["verbs"] == ["get"]


@pytest.mark.parametrize("version", ["v2", "v2beta1"])
def test_aggregated_discovery_has_its_own_media_type(version: str) -> None:
    wanted = f"application/json;g=apidiscovery.k8s.io;v={version};as=APIGroupDiscoveryList"
    answer = client().get("/apis", headers={"Accept": f"{wanted},application/json"})
    assert answer.headers["content-type"] == wanted
    assert answer.headers.get_list("content-type") == [wanted]
    document = answer.json()
    assert document["apiVersion"] == f"apidiscovery.k8s.io/{version}"
    ((group, streams),) = [
        (item["metadata"]["name"], entry)
        for item in document["items"]
        for entry in item["versions"][0]["resources"]
        if entry["resource"] == "imagestreams"
    ]
    assert group == "image.openshift.io"
    assert [part["subresource"] for part in streams["subresources"]] == ["status", "secrets"]
    plain = client().get("/apis", headers={"Accept": "application/json"})
    assert plain.headers["content-type"] == "application/json"
    assert plain.json()["kind"] == "APIGroupList"


def test_discovery_is_for_those_who_are_known() -> None:
    def authenticate(request: server.RequestContext) -> str:
        if "authorization" not in request.headers:
            raise Unauthorized()
        return "ann"

    def authorize(user: str, asked: server.Attributes) -> None:
        if asked.path == "/apis":
            raise Forbidden("not you")

    web = client(authenticate=authenticate, authorize=authorize)
    refused = web.get("/apis", headers={"Accept": AGGREGATED})
    assert (refused.status_code, refused.headers["content-type"]) == (401, "application/json")
    web.headers["Authorization"] = "Bearer x"
    assert web.get("/apis").status_code == 403
    assert web.get("/version").status_code == 200
    assert web.get("/nothing").status_code == 404


def test_a_namespace_is_there_even_where_nobody_serves_them() -> None:
    """Else clients would tell their users that the namespace is missing, not the object."""
    answer = client().get("/api/v1/namespaces/ns")
    assert answer.status_code == 200
    assert (answer.json()["kind"], answer.json()["metadata"]["name"]) == ("Namespace", "ns")
    assert client(namespaces=Spaces()).get("/api/v1/namespaces").json()["kind"] == "NamespaceList"


def test_openapi_v3_names_its_documents() -> None:
    web = client()
    paths = web.get("/openapi/v3").json()["paths"]
    assert web.get(paths["apis/image.openshift.io/v1"]["serverRelativeURL"]).status_code == 200


def test_the_version_may_be_another_one() -> None:
    version = client(version={"gitVersion": "v1.33.0"}).get("/version").json()
    assert (version["gitVersion"], version["major"]) == ("v1.33.0", "1")
