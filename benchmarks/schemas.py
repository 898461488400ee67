"""The package's schema as its peers need it: for pydantic, in draft 7, as an OpenAPI document."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
GENERATED = ROOT / "generated"
FREE_FORM: dict[str, Any] = {"type": "object", "additionalProperties": True}
API = "/apis/image.openshift.io/v1/namespaces/{namespace}"


def expanded() -> dict[str, Any]:
    """The schema that the package brings for other validators; null is allowed as in ours."""
    text = (GENERATED / "imagestreamimport" / "schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def draft_7() -> dict[str, Any]:
    """The schema in the words of draft 7: the keywords that it uses mean the same there."""
    schema = _everywhere(expanded(), lambda node: _refs_to(node, "#/definitions/"))
    schema["definitions"] = schema.pop("$defs")
    return schema | {"$schema": "http://json-schema.org/draft-07/schema#"}


def for_pydantic() -> dict[str, Any]:
    """The schema as datamodel-code-generator makes the quickest lossless pydantic models of it."""
    schema = _plain_root()
    definitions: dict[str, Any] = schema["$defs"]
    free = {f"#/$defs/{name}" for name, value in definitions.items() if value == FREE_FORM}
    # In place they become plain dicts, by name classes, which are slower.
    return _everywhere(schema, lambda node: FREE_FORM if node.get("$ref") in free else node)


def _plain_root() -> dict[str, Any]:
    schema = _everywhere(expanded(), _plain)
    # A condition on `kind`, which would become a class for each of its branches.
    schema.pop("allOf", None)
    return schema


def openapi() -> dict[str, Any]:
    """A small OpenAPI document: the import, and five operations on image streams."""
    root = _plain_root()
    root.pop("$schema")
    definitions: dict[str, Any] = root.pop("$defs")
    streams: dict[str, Any] = {
        "type": "object",
        "required": ["items"],
        "properties": {
            "metadata": {"$ref": "#/$defs/ListMeta"},
            "items": {"type": "array", "items": {"$ref": "#/$defs/ImageStream"}},
        },
    }
    components = {"ImageStreamImport": root, **definitions, "ImageStreamList": streams}
    stream = "ImageStream"
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Image streams", "version": "1.0"},
        "servers": [{"url": "https://api.example.test"}],
        "paths": {
            f"{API}/imagestreamimports": {
                "parameters": _parameters("namespace"),
                "post": _operation("createImageStreamImport", root["title"], root["title"]),
            },
            f"{API}/imagestreams": {
                "parameters": _parameters("namespace"),
                "get": _operation("listImageStreams", "ImageStreamList"),
                "post": _operation("createImageStream", stream, stream),
            },
            f"{API}/imagestreams/{{name}}": {
                "parameters": _parameters("namespace", "name"),
                "get": _operation("readImageStream", stream),
                "put": _operation("replaceImageStream", stream, stream),
                "delete": _operation("deleteImageStream", "Status"),
            },
        },
        "components": {"schemas": components},
    }
    return _everywhere(document, lambda node: _refs_to(node, "#/components/schemas/"))


def _operation(name: str, answer: str, body: str = "") -> dict[str, Any]:
    answers = {"200": answer, "default": "Status"}
    operation: dict[str, Any] = {
        "operationId": name,
        "tags": ["image"],
        "responses": {
            code: {"description": kind, "content": _content(kind)} for code, kind in answers.items()
        },
    }
    if body:
        operation["requestBody"] = {"required": True, "content": _content(body)}
    return operation


def _content(kind: str) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": f"#/$defs/{kind}"}}}


def _parameters(*names: str) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in names
    ]


def _everywhere(node: Any, change: Callable[[dict[str, Any]], dict[str, Any]]) -> Any:
    """A copy of a JSON value in which each object is changed, the innermost first."""
    if isinstance(node, dict):
        return change({key: _everywhere(value, change) for key, value in node.items()})
    if isinstance(node, list):
        return [_everywhere(value, change) for value in node]
    return node


def _refs_to(node: dict[str, Any], place: str) -> dict[str, Any]:
    target = node.get("$ref")
    if isinstance(target, str):
        node["$ref"] = target.replace("#/$defs/", place)
    return node


def _plain(node: dict[str, Any]) -> dict[str, Any]:
    """Spelled so that the generators of models make the most of it."""
    if node.pop("x-kubernetes-preserve-unknown-fields", False):
        # They would leave out what is not listed, and be quick about it.
        return FREE_FORM
    node = {key: value for key, value in node.items() if not key.startswith("x-")}
    if "type" in node or "$ref" in node or "anyOf" in node:
        node.pop("default", None)  # our models do not fill it in either
    if node.get("type") == ["object", "null"]:
        # With a list of types they do not look at the types of a map's values.
        return {"anyOf": [{**node, "type": "object"}, {"type": "null"}]}
    return node
