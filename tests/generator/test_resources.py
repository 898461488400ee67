"""Resources of the representation: every path, and what may be asked there, told once."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from kindgen.ir.resources import Resource
from kindgen.ir.verbs import VERBS
from kindgen.openapi import document as openapi
from kindgen.pipeline import represent
from kindgen.schema.problems import SchemaError
from tests.support.generator import PACKAGE, SCHEMA, TEXT, record, ref, schema_of, write_schema

BOOK: dict[str, Any] = {
    "kind": "Book",
    "plural": "books",
    "scope": "Namespaced",
    "group": "library.example",
    "versions": ["v2", "v1"],
    "verbs": list(VERBS),
}


def resource_of(folder: Path, **changes: Any) -> Resource:
    """The resource of books as the representation has it."""
    book = {key: value for key, value in (BOOK | changes).items() if value is not None}
    definitions = {"Book": record(title=TEXT), "Page": record(text=TEXT)}
    schema = schema_of(
        {"book": ref("Book"), "page": ref("Page")},
        definitions,
        **{"x-kubernetes-resources": [book]},
    )
    (resource,) = represent(write_schema(folder, schema)).api.resources
    return resource


def paths_of(resource: Resource, mount: int = 0) -> dict[str, str]:
    """What may be asked on each path, below one mount."""
    place = resource.mounts[mount]
    return {
        route.template.removeprefix(place.prefix): " ".join(item.verb for item in route.requests)
        for route in place.routes
    }


def test_each_verb_stands_on_the_path_that_kubernetes_has_it_on(tmp_path: Path) -> None:
    assert paths_of(resource_of(tmp_path)) == {
        "/namespaces/{namespace}/books": "create list watch deletecollection",
        "/books": "create list watch",
        "/namespaces/{namespace}/books/{name}": "get update patch delete",
    }


def test_a_resource_of_the_cluster_has_no_namespace_in_its_paths(tmp_path: Path) -> None:
    resource = resource_of(tmp_path, scope="Cluster")
    assert list(paths_of(resource)) == ["/books", "/books/{name}"]
    assert [route.parameters for route in resource.mounts[0].routes] == [(), ("name",)]
    assert not any(route.crosses_namespaces for route in resource.mounts[0].routes)


@pytest.mark.parametrize(
    ("verbs", "wanted"),
    [
        (["create"], ["/namespaces/{namespace}/books", "/books"]),
        (["get"], ["/namespaces/{namespace}/books/{name}"]),
        (["deletecollection"], ["/namespaces/{namespace}/books"]),
        ([], []),
    ],
    ids=lambda value: " ".join(value) or "none",
)
def test_a_path_on_which_nothing_may_be_asked_is_left_out(
    verbs: list[str], wanted: list[str], tmp_path: Path
) -> None:
    assert list(paths_of(resource_of(tmp_path, verbs=verbs))) == wanted


def test_a_subresource_has_the_verbs_that_it_states_whatever_the_resource_has(
    tmp_path: Path,
) -> None:
    parts = ["status", {"name": "pages", "kind": "Page", "list": True, "verbs": ["get", "create"]}]
    resource = resource_of(tmp_path, verbs=["list"], subresources=parts)
    paths = paths_of(resource)
    assert paths["/namespaces/{namespace}/books/{name}/status"] == "get update patch"
    assert paths["/namespaces/{namespace}/books/{name}/pages"] == "create get"
    pages = resource.subresources[1]
    assert (pages.kind, pages.item_kind, pages.type_text) == ("PageList", "Page", "lists.PageList")


def test_names_of_several_parts_are_told_with_their_parts(tmp_path: Path) -> None:
    parts = {"names": ["shelf", "place"], "separator": ":"}
    resource = resource_of(tmp_path, nameParts=parts)
    assert resource.name_parts is not None
    assert (resource.name_parts.names, resource.name_parts.form) == (
        ("shelf", "place"),
        "shelf:place",
    )
    assert resource_of(tmp_path).name_parts is None


def test_a_creation_may_be_answered_with_another_kind(tmp_path: Path) -> None:
    resource = resource_of(tmp_path, answers={"kind": "Page"}, virtual=True)
    assert resource.virtual
    assert resource.answer is not None
    assert (resource.answer.kind, resource.answer.api_version) == ("Page", None)
    created = next(item for item in resource.operations if item.verb == "create")
    assert created.returns == "models.Page"


def test_an_answer_that_is_not_defined_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(SchemaError) as problems:
        resource_of(tmp_path, answers={"kind": "Pages"})
    assert "/x-kubernetes-resources/0/answers/kind" in str(problems.value)


def test_a_resource_is_mounted_once_for_each_version_and_on_the_legacy_prefix(
    tmp_path: Path,
) -> None:
    mounts = resource_of(tmp_path, legacyPrefix=True).mounts
    assert [(mount.prefix, mount.api_version, mount.document_group) for mount in mounts] == [
        ("/apis/library.example/v2", "library.example/v2", "library.example"),
        ("/apis/library.example/v1", "library.example/v1", "library.example"),
        ("/oapi/v1", "v1", ""),
    ]


def test_the_core_group_is_mounted_below_api(tmp_path: Path) -> None:
    mounts = resource_of(tmp_path, group="", versions=["v1"]).mounts
    assert [(mount.prefix, mount.api_version) for mount in mounts] == [("/api/v1", "v1")]


def test_names_with_other_characters_are_encoded_in_paths_but_for_the_colon(
    tmp_path: Path,
) -> None:
    resource = resource_of(tmp_path, plural="a b:{c}", verbs=["get"])
    (route,) = resource.mounts[0].routes
    assert route.template.endswith("/namespaces/{namespace}/a%20b:%7Bc%7D/{name}")
    assert route.template.format(namespace="here", name="it").endswith("/here/a%20b:%7Bc%7D/it")


def test_page_openapi_and_package_tell_of_the_same_requests() -> None:
    """What one of them had and another had not would be a path that only some know."""
    package = represent(SCHEMA)
    told = {
        (item.method, route.template)
        for resource in package.api.resources
        for mount in resource.mounts
        for route in mount.routes
        for item in route.requests
    }
    described = {
        (method.upper(), path)
        for path, item in openapi.document(package)["paths"].items()
        for method in item
        if method != "parameters" and "x-kubernetes-action" in item[method]
    }
    assert described == told
    page = (PACKAGE / "reference.html").read_text("utf-8")
    shown = {
        (request["method"], _template(request["path"]))
        for kind in json.loads(_data_of(page))["kinds"]
        for request in kind["requests"]
    }
    assert shown == told


def _template(path: str) -> str:
    path = path.partition("?")[0].replace("$NAMESPACE", "{namespace}").replace("$NAME", "{name}")
    return re.sub(r"\$\{\w+\}.\$\{\w+\}", "{name}", path)  # a name of two parts


def _data_of(page: str) -> str:
    """The JSON that the page's script reads."""
    start = page.index('type="application/json"')
    return page[page.index(">", start) + 1 : page.index("</script>", start)]
