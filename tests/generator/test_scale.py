"""The scale of a custom resource: client, server and fake have autoscaling/v1 Scale there."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kindgen.importers.crd import import_crd
from tests.support.imported import modules_of

_COUNTS = {"replicas": {"type": "integer"}, "labels": {"type": "string"}}
CROWD: dict[str, Any] = {
    "apiVersion": "apiextensions.k8s.io/v1",
    "kind": "CustomResourceDefinition",
    "metadata": {"name": "crowds.example.com"},
    "spec": {
        "group": "example.com",
        "scope": "Namespaced",
        "names": {"kind": "Crowd", "plural": "crowds"},
        "versions": [
            {
                "name": "v1", "served": True, "storage": True,
                "subresources": {
                    "status": {},
                    "scale": {
                        "specReplicasPath": ".spec.size.replicas",
                        "statusReplicasPath": ".status.replicas",
                        "labelSelectorPath": ".status.labels",
                    },
                },
                "schema": {"openAPIV3Schema": {"type": "object", "properties": {
                    "spec": {"type": "object", "properties": {
                        "name": {"type": "string"},
                        "size": {"type": "object", "properties": _COUNTS},
                    }},
                    "status": {"type": "object", "properties": _COUNTS},
                }}},
            }
        ],
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory) -> Any:
    schema, notes = import_crd(json.dumps(CROWD).encode(), "crowd.json", "crowd")
    assert notes == []
    names = ("client", "fake", "errors", "models")
    return modules_of(schema, tmp_path_factory.mktemp("scale"), names)


@pytest.fixture
def crowds(modules: Any) -> Any:
    client, fake, *_ = modules
    made = client.Client("http://fake", namespace="ns", transport=fake.FakeServer()).crowds
    made.create({"metadata": {"name": "a"}, "spec": {"name": "x", "size": {"replicas": 3}}})
    version = made.get("a").metadata.resource_version
    metadata = {"name": "a", "resourceVersion": version}
    made.replace_status({"metadata": metadata, "status": {"replicas": 2, "labels": "app=a"}})
    return made


def test_a_scale_is_read_from_the_paths_of_the_resource(crowds: Any) -> None:
    scale = crowds.get_scale("a")
    assert (scale.api_version, scale.kind) == ("autoscaling/v1", "Scale")
    assert (scale.metadata.name, scale.metadata.namespace) == ("a", "ns")
    assert scale.spec.replicas == 3
    assert (scale.status.replicas, scale.status.selector) == (2, "app=a")


def test_a_scale_that_is_written_changes_the_number_alone(crowds: Any, modules: Any) -> None:
    scale = crowds.get_scale("a")
    scale.spec.replicas = 7
    assert crowds.replace_scale(scale).spec.replicas == 7
    assert crowds.patch_scale("a", {"spec": {"replicas": 9}}).spec.replicas == 9
    crowd = crowds.get("a")
    assert (crowd.spec.name, crowd.spec.size.replicas, crowd.status.replicas) == ("x", 9, 2)
    with pytest.raises(modules[2].Conflict):
        crowds.replace_scale(scale)


def test_an_object_is_no_scale(crowds: Any, modules: Any) -> None:
    with pytest.raises(modules[2].BadRequest, match="cannot be handled as a Scale"):
        crowds.replace_scale(
            {"apiVersion": "example.com/v1", "kind": "Crowd", "metadata": {"name": "a"}}
        )
    with pytest.raises(modules[2].Invalid, match="must be greater than or equal to 0"):
        crowds.patch_scale("a", {"spec": {"replicas": -1}})
