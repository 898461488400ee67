"""The OpenAPI 2 document, made of those of OpenAPI 3.0 when somebody first asks for it.

Clients of Kubernetes read it as protobuf, in the messages of gnostic (openapiv2/OpenAPIv2.proto):
for `explain`, and to learn whether the server can be asked for a dry run.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .._base.kinds import is_list, is_object
from .message_forms import Fields

PROTOBUF_TYPE = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf"
# The name that most clients ask by, which is none that an answer could have.
OLD_PROTOBUF_TYPE = "application/com.github.proto-openapi.spec.v2@v1.0+protobuf"
_COPIED = ("type", "format", "description", "required", "enum", "default", "minimum", "maximum")
_VERBS = ("get", "put", "post", "delete", "patch")


def openapi_v2(documents: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The document of all groups together, as JSON."""
    paths: dict[str, Any] = {}
    definitions: dict[str, Any] = {}
    info: dict[str, Any] = {}
    for document in documents:
        info = {"title": document["info"]["title"], "version": document["info"]["version"]}
        for path, item in document["paths"].items():
            paths[path] = _path(item)
        for name, schema in document["components"]["schemas"].items():
            made = _schema(schema)
            kinds = definitions.get(name, {}).get(_KINDS, [])
            if kinds or _KINDS in made:
                made[_KINDS] = [*kinds, *(k for k in made.get(_KINDS, []) if k not in kinds)]
            definitions[name] = made
    return {"swagger": "2.0", "info": info, "paths": paths, "definitions": definitions}


_KINDS = "x-kubernetes-group-version-kind"


def _schema(schema: Any) -> dict[str, Any]:
    """A schema without what OpenAPI 2 cannot say."""
    if not is_object(schema):
        return {}
    together: Any = schema.get("allOf")
    if is_list(together) and len(together) == 1:
        schema = {**schema, **together[0]}
    if "$ref" in schema:
        said = {"description": schema["description"]} if "description" in schema else {}
        return {**said, "$ref": schema["$ref"].replace("#/components/schemas/", "#/definitions/")}
    made = {key: value for key, value in schema.items() if key in _COPIED or key[:2] == "x-"}
    if "items" in schema:
        made["items"] = _schema(schema["items"])
    if schema.get("x-kubernetes-preserve-unknown-fields"):
        return made
    if "properties" in schema:
        made["properties"] = {key: _schema(item) for key, item in schema["properties"].items()}
    if is_object(schema.get("additionalProperties")):
        made["additionalProperties"] = _schema(schema["additionalProperties"])
    return made


def _path(item: Mapping[str, Any]) -> dict[str, Any]:
    shared = [_parameter(each) for each in item.get("parameters", ())]
    return {
        verb: {**_operation(item[verb]), "parameters": [*shared, *_parameters(item[verb])]}
        for verb in _VERBS
        if verb in item
    }


def _operation(said: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in said.items() if key[:2] == "x-"}
    return {
        "description": said.get("summary", ""),
        "operationId": said.get("operationId", ""),
        "produces": ["application/json"],
        "responses": {"200": {"description": "OK"}},
        **kept,
    }


def _parameters(said: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    body = said.get("requestBody")
    if body:
        schema = next(iter(body["content"].values()))["schema"]
        head: dict[str, Any] = {"name": "body", "in": "body", "required": True}
        yield {**head, "schema": _schema(schema)}
    for each in said.get("parameters", ()):
        yield _parameter(each)


def _parameter(said: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: said[key] for key in ("name", "in", "description", "required") if key in said}
    type_ = said.get("schema", {}).get("type", "string")
    return {**kept, "type": type_ if type_ in ("boolean", "integer", "number") else "string"}


# -------------------------------------------------------------------------------------- protobuf

_NAMED: Fields = {
    "in": (2, "string", ""),
    "description": (3, "string", ""),
    "name": (4, "string", ""),
}
_GNOSTIC: dict[str, Fields] = {
    "Document": {
        "swagger": (1, "string", ""),
        "info": (2, "Info", ""),
        "paths": (8, "Paths", ""),
        "definitions": (9, "Definitions", ""),
    },
    "Info": {"title": (1, "string", ""), "version": (2, "string", "")},
    "Paths": {"paths": (2, "PathItem", "{}")},
    "PathItem": {
        "get": (2, "Operation", ""),
        "put": (3, "Operation", ""),
        "post": (4, "Operation", ""),
        "delete": (5, "Operation", ""),
        "patch": (8, "Operation", ""),
    },
    "Operation": {
        "description": (3, "string", ""),
        "operationId": (5, "string", ""),
        "produces": (6, "string", "[]"),
        "parameters": (8, "ParametersItem", "[]"),
        "responses": (9, "Responses", ""),
        "extensions": (13, "Any", "{}"),
    },
    "ParametersItem": {"parameter": (1, "Parameter", "")},
    "Parameter": {"body": (1, "BodyParameter", ""), "other": (2, "OtherParameter", "")},
    "BodyParameter": {
        "name": (2, "string", ""),
        "in": (3, "string", ""),
        "required": (4, "bool", ""),
        "schema": (5, "Schema", ""),
    },
    "OtherParameter": {"query": (3, "Query", ""), "path": (4, "Path", "")},
    "Query": {**_NAMED, "type": (6, "string", "")},
    "Path": {**_NAMED, "required": (1, "bool", ""), "type": (5, "string", "")},
    "Responses": {"codes": (1, "ResponseValue", "{}")},
    "ResponseValue": {"response": (1, "Response", "")},
    "Response": {"description": (1, "string", "")},
    "Definitions": {"schemas": (1, "Schema", "{}")},
    "Schema": {
        "$ref": (1, "string", ""),
        "format": (2, "string", ""),
        "description": (4, "string", ""),
        "required": (19, "string", "[]"),
        "enum": (20, "Any", "[]"),
        "additionalProperties": (21, "SchemaOrBool", ""),
        "type": (22, "Types", ""),
        "items": (23, "Items", ""),
        "properties": (25, "Definitions", ""),
        "extensions": (31, "Any", "{}"),
    },
    "SchemaOrBool": {"schema": (1, "Schema", "")},
    "Types": {"names": (1, "string", "[]")},
    "Items": {"schemas": (1, "Schema", "[]")},
    "Any": {"yaml": (2, "string", "")},
}


def as_protobuf(document: Mapping[str, Any]) -> bytes:
    """The document in the form in which clients of Kubernetes read it.

    Raises ModuleNotFoundError where nobody installed protobuf.
    """
    from .protobuf_classes import message_classes

    said = {
        **document,
        "paths": {
            "paths": {
                path: {verb: _told_operation(each) for verb, each in item.items()}
                for path, item in document["paths"].items()
            }
        },
        "definitions": _told_schemas(document["definitions"]),
    }
    message = message_classes(_GNOSTIC)["Document"]()
    _fill(message, said, "Document")
    data: bytes = message.SerializeToString()
    return data


def _told_operation(said: Mapping[str, Any]) -> dict[str, Any]:
    parameters = [_told_parameter(each) for each in said["parameters"]]
    codes = {code: {"response": each} for code, each in said["responses"].items()}
    told = {
        "parameters": [{"parameter": each} for each in parameters],
        "responses": {"codes": codes},
    }
    return {**said, **told, "extensions": _extensions(said)}


def _told_parameter(said: Mapping[str, Any]) -> dict[str, Any]:
    if said["in"] == "body":
        return {"body": {**said, "schema": _told_schema(said["schema"])}}
    return {"other": {said["in"]: said}}


def _told_schemas(said: Mapping[str, Any]) -> dict[str, Any]:
    return {"schemas": {name: _told_schema(each) for name, each in said.items()}}


def _told_schema(said: Mapping[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {**said, "extensions": _extensions(said)}
    if "type" in said:
        told["type"] = {"names": [said["type"]]}
    if "enum" in said:
        told["enum"] = [{"yaml": json.dumps(value)} for value in said["enum"]]
    if "items" in said:
        told["items"] = {"schemas": [_told_schema(said["items"])]}
    if "properties" in said:
        told["properties"] = _told_schemas(said["properties"])
    if "additionalProperties" in said:
        told["additionalProperties"] = {"schema": _told_schema(said["additionalProperties"])}
    return told


def _extensions(said: Mapping[str, Any]) -> dict[str, Any]:
    """What is ours: JSON is YAML too."""
    return {key: {"yaml": json.dumps(said[key])} for key in said if key.startswith("x-")}


def _fill(message: Any, said: Mapping[str, Any], name: str) -> None:
    """Put into a message what its fields have."""
    for key, (number, type_, container) in _GNOSTIC[name].items():
        value = said.get(key)
        if value is None or value == "":
            continue
        field = f"f{number}"
        if type_ in _GNOSTIC:
            _fill_messages(getattr(message, field), value, type_, container)
        elif container:
            getattr(message, field).extend(item.encode() for item in value)
        else:
            setattr(message, field, value.encode() if isinstance(value, str) else value)


def _fill_messages(held: Any, value: Any, type_: str, container: str) -> None:
    if container == "[]":
        for item in value:
            _fill(held.add(), item, type_)
    elif container == "{}":
        for key, item in value.items():
            pair = held.add(f1=key.encode())
            pair.f2.SetInParent()
            _fill(pair.f2, item, type_)
    else:
        held.SetInParent()
        _fill(held, value, type_)
