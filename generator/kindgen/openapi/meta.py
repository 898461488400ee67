"""What every Kubernetes API has beside its own kinds, as OpenAPI 3.1 says it: schemas, parameters.

Data alone; knows nothing of any schema. Names of schemas that are written into a document go
through `MetaNames`, for a definition of the document may have the same name.
"""

from __future__ import annotations

from typing import Any

JSON = "application/json"
YAML = "application/yaml"
TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io"
STREAM = "application/json;stream=watch"
JSON_PATCH = "application/json-patch+json"
MERGE_PATCH = "application/merge-patch+json"
STRATEGIC_PATCH = "application/strategic-merge-patch+json"
APPLY_PATCH = "application/apply-patch+yaml"

STATUS, WATCH_EVENT, TABLE_KIND = "MetaV1Status", "MetaV1WatchEvent", "MetaV1Table"
LIST_META, DELETE_OPTIONS, PATCH = "MetaV1ListMeta", "MetaV1DeleteOptions", "MetaV1Patch"
JSON_PATCH_LIST = "MetaV1JSONPatch"
API_VERSIONS, API_GROUP, API_GROUPS = "MetaV1APIVersions", "MetaV1APIGroup", "MetaV1APIGroupList"
API_RESOURCES, VERSION = "MetaV1APIResourceList", "VersionInfo"
OPENAPI_INDEX, ANY_OPENAPI = "OpenAPIIndex", "OpenAPIDocument"

Schema = dict[str, Any]


def _text(description: str = "", **more: Any) -> Schema:
    return {"type": "string", **more, **({"description": description} if description else {})}


def _record(description: str, required: list[str], /, **properties: Schema) -> Schema:
    needed = {"required": required} if required else {}
    return {"type": "object", "description": description, **needed, "properties": properties}


def _list(items: Schema, description: str = "") -> Schema:
    said = {"description": description} if description else {}
    return {"type": "array", "items": items, **said}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


_TYPE = {"kind": _text("Type name of the document."), "apiVersion": _text("Its API version.")}
_GROUP_VERSION = _record(
    "A version of a group.", ["groupVersion", "version"], groupVersion=_text(), version=_text()
)

SCHEMAS: dict[str, Schema] = {
    LIST_META: _record(
        "What a list says of itself: its revision, and how to go on reading it.",
        [],
        resourceVersion=_text("Revision of the list, to watch from."),
        remainingItemCount={
            "type": ["integer", "null"],
            "format": "int64",
            "description": "How many items follow this page.",
        },
        selfLink=_text("No longer filled in."),
        **{"continue": _text("Token for the next page; absent or empty on the last one.")},
    ),
    STATUS: _record(
        "Outcome of an operation that has no object to answer with, most of all a failure.",
        ["kind", "apiVersion", "metadata", "status"],
        kind=_text(const="Status"),
        apiVersion=_text(const="v1"),
        metadata=_ref(LIST_META),
        status=_text("The verdict.", enum=["Success", "Failure"]),
        message=_text("Explanation for people."),
        reason=_text("The failure in one word, such as NotFound."),
        code={"type": "integer", "format": "int32", "description": "The HTTP status."},
        details=_record(
            "What the outcome is about.",
            [],
            name=_text("Name of the object."),
            group=_text("Its group."),
            kind=_text("Its kind, or its resource."),
            uid=_text("Its UID."),
            retryAfterSeconds={"type": "integer", "description": "Seconds to wait before a retry."},
            causes=_list(
                _record(
                    "One cause.",
                    [],
                    reason=_text("The cause in one word, such as FieldValueInvalid."),
                    message=_text("Explanation for people."),
                    field=_text("Path of the field, such as `spec.images[0].from.name`."),
                ),
                "Every cause of the failure.",
            ),
        ),
    ),
    WATCH_EVENT: _record(
        "One line of a watch.",
        ["type", "object"],
        type=_text("What happened.", enum=["ADDED", "MODIFIED", "DELETED", "BOOKMARK", "ERROR"]),
        object={
            "type": "object",
            "description": "The object; a BOOKMARK has a resourceVersion alone, an ERROR a Status.",
        },
    ),
    TABLE_KIND: _record(
        "Objects as rows, for people to read.",
        ["kind", "apiVersion", "columnDefinitions", "rows"],
        **_TYPE,
        metadata=_ref(LIST_META),
        columnDefinitions=_list(
            _record(
                "A column.",
                ["name", "type"],
                name=_text(),
                type=_text(),
                format=_text(),
                description=_text(),
                priority={"type": "integer", "description": "0 for columns that are always shown."},
            )
        )
        | {"type": ["array", "null"]},
        rows=_list(
            _record(
                "A row.",
                ["cells"],
                cells={"type": "array", "items": {}},
                object={"type": "object", "description": "The object, or its metadata alone."},
            )
        ),
    ),
    DELETE_OPTIONS: _record(
        "How to delete.",
        [],
        kind={"type": ["string", "null"]},
        apiVersion={"type": ["string", "null"]},
        dryRun={"type": ["array", "null"], "items": {"type": "string", "enum": ["All"]}},
        gracePeriodSeconds={"type": ["integer", "null"], "format": "int64"},
        propagationPolicy={"type": ["string", "null"]},
        preconditions={
            "type": ["object", "null"],
            "description": "Delete only what is still the same.",
            "properties": {
                "uid": {"type": ["string", "null"]},
                "resourceVersion": {"type": ["string", "null"]},
            },
        },
    ),
    PATCH: {
        "type": "object",
        "description": "The fields that are to change; null takes a field away.",
    },
    JSON_PATCH_LIST: _list(
        _record(
            "One step (RFC 6902).",
            ["op", "path"],
            op=_text(enum=["add", "remove", "replace", "move", "copy", "test"]),
            path=_text("JSON pointer of the place."),
            value={},
            **{"from": _text("JSON pointer of the source of move and copy.")},
        ),
        "Steps that are taken in this order, all or none.",
    ),
    API_VERSIONS: _record(
        "The versions of an API without groups.",
        ["kind", "versions"],
        kind=_text(const="APIVersions"),
        apiVersion=_text(),
        versions=_list(_text()),
        serverAddressByClientCIDRs={"type": "array", "items": {"type": "object"}},
    ),
    API_GROUP: _record(
        "An API group and its versions.",
        ["name", "versions"],
        **_TYPE,
        name=_text("Name of the group."),
        versions=_list(_GROUP_VERSION),
        preferredVersion=_GROUP_VERSION,
        serverAddressByClientCIDRs={"type": "array", "items": {"type": "object"}},
    ),
    API_GROUPS: _record(
        "The API groups that are served.",
        ["kind", "apiVersion", "groups"],
        kind=_text(const="APIGroupList"),
        apiVersion=_text(const="v1"),
        groups=_list(_ref(API_GROUP)),
    ),
    API_RESOURCES: _record(
        "The resources of a group version.",
        ["kind", "groupVersion", "resources"],
        kind=_text(const="APIResourceList"),
        apiVersion=_text(const="v1"),
        groupVersion=_text(),
        resources=_list(
            _record(
                "A resource.",
                ["name", "singularName", "namespaced", "kind", "verbs"],
                name=_text("Its plural, as it stands in paths."),
                singularName=_text(),
                namespaced={"type": "boolean"},
                kind=_text(),
                group=_text(),
                version=_text(),
                verbs=_list(_text()),
                shortNames=_list(_text()),
                categories=_list(_text()),
                storageVersionHash=_text(),
            )
        ),
    ),
    VERSION: _record(
        "The Kubernetes version whose conventions the server follows.",
        ["major", "minor", "gitVersion"],
        major=_text(),
        minor=_text(),
        gitVersion=_text(),
        gitCommit=_text(),
        gitTreeState=_text(),
        buildDate=_text(),
        goVersion=_text(),
        compiler=_text(),
        platform=_text(),
    ),
    ANY_OPENAPI: _record(
        "An OpenAPI document.",
        ["openapi", "info", "paths"],
        openapi=_text("Its version of OpenAPI."),
        info={"type": "object"},
        paths={"type": "object"},
    ),
    OPENAPI_INDEX: _record(
        "Where the OpenAPI document of each group version is.",
        ["paths"],
        paths={
            "type": "object",
            "additionalProperties": _record(
                "A document.", ["serverRelativeURL"], serverRelativeURL=_text()
            ),
        },
    ),
}


def _query(name: str, schema: Schema, description: str) -> Schema:
    return {"name": name, "in": "query", "description": description, "schema": schema}


def _path(name: str, description: str) -> Schema:
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": description,
        "schema": {"type": "string"},
    }


_PARAMETERS: tuple[Schema, ...] = (
    _path("namespace", "The namespace."),
    _path("name", "Name of the object."),
    _query(
        "pretty", {"type": "string"}, "`true` indents the answer by two spaces for people to read."
    ),
    _query(
        "timeout",
        {"type": "string"},
        "How long the server may take, as a Go duration such as `34s` or `5m0s`.",
    ),
    _query(
        "dryRun",
        {"type": "string", "enum": ["All"]},
        "`All` answers as if the request had been carried out, and stores nothing.",
    ),
    _query(
        "fieldManager",
        {"type": "string", "maxLength": 128},
        "Who writes; kept in `metadata.managedFields`. By default the client's User-Agent up to its"
        " first slash.",
    ),
    _query(
        "fieldValidation",
        {"type": "string", "enum": ["", "Ignore", "Warn", "Strict"]},
        "What becomes of unknown and repeated fields: dropped in silence, named in Warning headers"
        " (the default), or refused with 400.",
    ),
    _query(
        "force", {"type": "boolean"}, "Server-side apply: take over fields that others have set."
    ),
    _query(
        "labelSelector", {"type": "string"}, "Only objects whose labels are such, as in `app=web`."
    ),
    _query(
        "fieldSelector",
        {"type": "string"},
        "Only objects whose fields are such, as in `metadata.name=web`.",
    ),
    _query("limit", {"type": "integer"}, "The most items of one page."),
    _query("continue", {"type": "string"}, "`metadata.continue` of the page before."),
    _query(
        "resourceVersion",
        {"type": "string"},
        "For a list the oldest state it may show; for a watch where it begins. Absent or `0` begins"
        " with what there is.",
    ),
    _query(
        "resourceVersionMatch",
        {"type": "string", "enum": ["Exact", "NotOlderThan"]},
        "How `resourceVersion` is meant for a list.",
    ),
    _query("watch", {"type": "boolean"}, "Answer with changes as they happen, one a line."),
    _query(
        "allowWatchBookmarks",
        {"type": "boolean"},
        "Let the watch tell now and then how far it has come, with events of type BOOKMARK.",
    ),
    _query("timeoutSeconds", {"type": "integer"}, "Seconds after which the list or watch ends."),
    _query("gracePeriodSeconds", {"type": "integer"}, "Seconds until the object goes away."),
    _query("propagationPolicy", {"type": "string"}, "What becomes of objects that this one owns."),
)
PARAMETERS: dict[str, Schema] = {item["name"]: item for item in _PARAMETERS}
