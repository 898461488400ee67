"""Schemas and parameters that every Kubernetes API has beside its own kinds, as OpenAPI 3.1.

They are data in two JSON files beside this module: `meta_schemas.json` by name, which refer to each
other, and `parameters.json` in their order. A definition of a document may have one of these names:
`Components.of_meta` gives a reference that holds all the same.
"""

from __future__ import annotations

import json
from pathlib import Path
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
OPENAPI_2 = "OpenAPI2Document"

Item = dict[str, Any]  # a part of an OpenAPI document


def _read(name: str) -> Any:
    return json.loads((Path(__file__).parent / name).read_text("utf-8"))


SCHEMAS: dict[str, Item] = _read("meta_schemas.json")
PARAMETERS: dict[str, Item] = {item["name"]: item for item in _read("parameters.json")}
