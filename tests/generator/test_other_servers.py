"""Servers, clients and fakes of schemas that have nothing to do with images, talking to each other.

One of them has kinds, plurals and subresources that are called like what Python, the libraries and
our own code have.
"""

from __future__ import annotations

import ast
import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kindgen.importers.crd import import_crd
from kindgen.render.templates import find_templates
from tests.generator.test_other_schemas import THING, TREE, WIDGET
from tests.support.checkers import Pyright
from tests.support.generator import ROOT, Made, Schema, make, ref, run_python

CASES = Path(__file__).parent / "cases"
VERBS = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"]
META: Schema = {
    "type": "object",
    "properties": {
        "name": {"type": "string"},
        "namespace": {"type": "string"},
        "resourceVersion": {"type": "string"},
        "labels": {"type": "object", "additionalProperties": {"type": "string"}},
    },
}


def _resource(kind: str, plural: str, **more: Any) -> dict[str, Any]:
    place = {"scope": "Namespaced", "group": "others.example", "versions": ["v1"]}
    return {"kind": kind, "plural": plural, **place, "verbs": VERBS, **more}


def _load(name: str) -> Schema:
    loaded: Schema = json.loads((CASES / name).read_text("utf-8"))
    return loaded


def schema_of_case(name: str) -> Schema:
    """The schema of a case, with resources where it has none."""
    if name == "widgets":
        text = (CASES / "other" / "widgets.crd.yaml").read_bytes()
        return import_crd(text, "widgets.crd.yaml", "widgets", None)[0]
    if name == "library":
        return _load("library/schema.json")
    schema = _load(f"other/{name}.schema.json")
    if name == "tree":
        # A kind that has neither apiVersion nor kind nor metadata.
        schema["x-kubernetes-resources"] = [_resource("Tree", "trees", subresources=["status"])]
    if name == "lists":
        fields = {"kind": {"type": "string"}, "metadata": ref("Meta"), "grid": {"$ref": "#"}}
        schema["$defs"] |= {"Meta": META, "Sheet": {"type": "object", "properties": fields}}
        schema["x-kubernetes-resources"] = [_resource("Sheet", "sheets", legacyPrefix=True)]
    return schema


BODIES: dict[str, dict[str, Any]] = {
    "names": {"Thing": THING},
    "widgets": {"Widget": {key: value for key, value in WIDGET.items() if key != "metadata"}},
    "tree": {"Tree": TREE},
    "library": {},
    "lists": {"Sheet": {"grid": {"a": [[[{"x": [{"n": 1}, {}]}, {"y": []}], []]]}}},
    "words": {},
}


@pytest.fixture(scope="module")
def package(made_once: Callable[[Schema], Made]) -> Callable[[str], Made]:
    """The package of a case."""
    return lambda name: made_once(schema_of_case(name))


Package = Callable[[str], Made]


@pytest.mark.parametrize("name", BODIES)
def test_client_server_and_fake_talk_to_each_other(
    name: str, package: Package, tmp_path: Path
) -> None:
    made = package(name)
    code = f"""
from pathlib import Path
from tests.support.exercise import exercise
schema = Path({str(made.parent.parent / "schema")!r})
exercise({made.name!r}, schema, {BODIES[name]!r}, Path({str(tmp_path)!r}))
"""
    printed = run_python(code, made.parent, ROOT).splitlines()
    for resource in schema_of_case(name)["x-kubernetes-resources"]:
        for how in ("socket", "fake", "asgi"):
            assert [line for line in printed if line.startswith(f"{how} {resource['plural']} ")]


@pytest.mark.parametrize("name", BODIES)
def test_no_class_has_the_name_of_something_imported(name: str, package: Package) -> None:
    made = package(name)
    for module in ("client", "server", "resources", "fake"):
        tree = ast.parse((made.folder / f"{module}.py").read_text("utf-8"))
        imported = {
            alias.asname or alias.name
            for node in tree.body
            if isinstance(node, (ast.Import, ast.ImportFrom))
            for alias in node.names
        }
        classes = [node.name for node in tree.body if isinstance(node, ast.ClassDef)]
        assert imported.isdisjoint(classes)
        assert len(classes) == len(set(classes))


def test_plurals_that_the_server_and_the_client_need_for_themselves(tmp_path: Path) -> None:
    schema = copy.deepcopy(schema_of_case("lists"))
    taken = ["authenticate", "routes", "version", "lifespan", "namespace", "close", "auto", "url"]
    schema["x-kubernetes-resources"] = [
        {**_resource("Sheet", plural), "group": f"{plural}.example"} for plural in taken
    ]
    made = make(tmp_path, schema)
    printed = run_python(
        f"import inspect\nfrom {made.name} import client, server\n"
        "print(*inspect.signature(server.create_app).parameters)\n"
        "print(*sorted(vars(client.Client)))",
        made.parent,
    )
    for line in printed.splitlines():
        assert {f"{plural}_" for plural in taken} <= set(line.split())


def test_a_strict_type_checker_has_nothing_to_say(
    package: Package, pyright: Pyright, tmp_path: Path
) -> None:
    # What is copied is the same in each: it is checked with the canonical package.
    rendered = [path for path in find_templates(None).pages() if path.suffix == ".py"]
    files: list[str] = []
    for made in (package("words"), package("widgets")):
        (tmp_path / made.name).symlink_to(made.folder)
        files += [f"{made.name}/{path}" for path in rendered]
    report = pyright(tmp_path, files)
    assert report.files >= len(files) > 10
    assert report.complaints == []
