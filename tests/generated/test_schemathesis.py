"""Schemathesis against the server stub: what the OpenAPI document says is what the server does.

Every operation, in this process, with handlers in memory, and every check but the two that call
each well-formed document acceptable (rules decide) or each odd one refusable (unknown fields pass).
"""

from __future__ import annotations

import itertools
import json
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jsonschema
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import CHECKS, load_all_checks, not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.generation import GenerationMode
from schemathesis.python import asgi
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance
from schemathesis.specs.openapi.coverage._operation import iter_coverage_cases
from starlette.applications import Starlette

from imagestreamimport import server
from imagestreamimport.errors import Unauthorized
from kindgen.build.package import build
from kindgen.pipeline import read
from tests.support.generator import CANONICAL, PACKAGE
from tests.support.memory import Memory

pytestmark = pytest.mark.long

TOKEN = "good"
NAMESPACE, NAME = "ns", "app"
# Requests of the coverage phase that differ in the value of one thing only: so many of them, and
# so many that are made up. The legacy prefix has the same operations once more.
MOST_ALIKE, MOST_ALIKE_ON_LEGACY = 2, 1
EXAMPLES, EXAMPLES_ON_LEGACY = 5, 2
MERGE_PATCH = "application/merge-patch+json"
METHODS = ("get", "put", "post", "delete", "patch")
_SEED = {"kind": "Seed", "metadata": {"name": NAME, "namespace": NAMESPACE, "uid": "u"}}
# The failures that the semantics of the API demand, by operation.
_DEMANDED = (
    "metadata.name was not generated",
    "resourceVersion should not be set on objects to be created",
)


@cache
def document() -> dict[str, Any]:
    """The OpenAPI document, of a server that asks for a token."""
    found: dict[str, Any] = json.loads((PACKAGE / "openapi.json").read_bytes())
    for path, item in found["paths"].items():
        for method in METHODS:
            if _reads_the_same_as_another(path, method) and "requestBody" in item.get(method, {}):
                # Making up so many bodies once more takes most of the time.
                for body in item[method]["requestBody"]["content"].values():
                    body["schema"] = {"type": "object"}
    return {**found, "security": [{"BearerToken": []}]}


def _reads_the_same_as_another(path: str, method: str) -> bool:
    """Whether it is the legacy prefix, the path of all namespaces, or a part of an object."""
    everywhere = method == "post" and "{namespace}" not in path
    return path.startswith("/oapi") or everywhere or path.endswith("/status")


class World:
    """An application and what it keeps; `reset` makes it as it was."""

    def __init__(self) -> None:
        self.memory = Memory("imagestreamimport", watches_end=True)
        self.api = build(read(CANONICAL)).api
        handlers = {item.attribute: self.memory.handler(item) for item in self.api.resources}
        self.app: Starlette = server.create_app(authenticate=_who, **handlers)
        self.answered: Counter[tuple[str, int]] = Counter()
        self.schema = schemathesis.openapi.from_dict(document(), config=SchemathesisConfig())
        self.schema.app = self.app
        self.operations = {
            found.ok().label: found.ok() for found in self.schema.get_all_operations()
        }

    def reset(self) -> None:
        self.memory.documents.clear()
        self.memory.log.clear()
        for resource in self.api.resources:
            if {"get", "delete"} & {*resource.verbs}:
                namespace = NAMESPACE if resource.namespaced else None
                key = (resource.plural, namespace, NAME)
                metadata = dict(_SEED["metadata"])  # type: ignore[call-overload]
                if not resource.namespaced:
                    metadata.pop("namespace", None)
                self.memory.documents[key] = {"metadata": metadata}


def _who(request: server.RequestContext) -> str:
    if request.headers.get("authorization") != f"Bearer {TOKEN}":
        raise Unauthorized()
    return "somebody"


load_all_checks()
LABELS = [
    f"{method.upper()} {path}"
    for path, item in document()["paths"].items()
    for method in METHODS
    if method in item
]
# Across namespaces a document names its own in its metadata, which this kind has not.
NAMELESS = {"POST /apis/authorization.openshift.io/v1/localresourceaccessreviews"}
EXCLUDED = [negative_data_rejection, positive_data_acceptance, not_a_server_error]


@pytest.fixture(scope="module")
def world() -> World:
    return World()


@pytest.fixture(scope="module")
def session(world: World) -> Iterator[Any]:
    with asgi.get_client(world.app) as client:
        yield client


# -------------------------------------------------------------------------------------- requests


def _cases(schema: Any, operation: Any) -> Iterator[Any]:
    """Some requests of each sort that the coverage phase has for an operation."""
    seen: Counter[Any] = Counter()
    most = MOST_ALIKE_ON_LEGACY if operation.path.startswith("/oapi") else MOST_ALIKE
    for case in iter_coverage_cases(
        operation=operation,
        generation_modes=list(GenerationMode),
        generate_duplicate_query_parameters=True,
        unexpected_methods={"get", "put", "post", "delete", "patch", "trace"},
        generation_config=schema.config.generation_for(operation=operation),
    ):
        about = case.meta.phase.data
        sort = (about.scenario, about.parameter_location, about.parameter, case.media_type)
        seen[sort] += 1
        if seen[sort] <= most or about.scenario.value == "unspecified_http_method":
            yield case


def _good(operation: Any) -> Any:
    """A request that has to succeed: what chance makes up keeps the rules too seldom."""
    in_path = {item.name: "x" for item in operation.path_parameters}
    bodies = {"POST": "application/json", "PUT": "application/json", "PATCH": MERGE_PATCH}
    media_type = bodies.get(operation.method.upper())
    body = {"body": {}, "media_type": media_type} if media_type else {}
    return operation.Case(path_parameters=in_path, **body)


_OF_CLUSTER = frozenset({"images", "imagesignatures", "namespaces", "projects", "projectrequests"})
_NEEDED: dict[str, dict[str, Any]] = {
    "imagestreamimports": {
        "spec": {"images": [{"from": {"kind": "DockerImage", "name": "a/b:c"}}]}
    },
    "images": {"dockerImageReference": "a/b:c"},
    "imagesignatures": {"type": "atomic", "content": "YQ=="},
    "imagestreammappings": {
        "tag": "x",
        "image": {"dockerImageReference": "a/b", "metadata": {"name": "x"}},
    },
}


def _meet(case: Any, number: int) -> None:
    """Let most requests be about something that there is."""
    if number % 4:
        for name, value in (("namespace", NAMESPACE), ("name", NAME)):
            if name in (case.path_parameters or {}):
                case.path_parameters[name] = value
    body = case.body
    if number % 2 and isinstance(body, dict) and "json" in case.media_type:
        body.pop("kind", None)
        body.pop("apiVersion", None)
        name = NAME if case.method in ("PUT", "PATCH") else f"n{number}"
        body["metadata"] = {"name": name}
        steps = set(case.operation.path.split("/"))
        if not steps & {"{namespace}", *_OF_CLUSTER}:
            body["metadata"]["namespace"] = NAMESPACE
        # No other body keeps the rules but by an unlikely chance.
        for plural in steps & _NEEDED.keys():
            body |= _NEEDED[plural]
        if "imagesignatures" in steps:
            body["metadata"]["name"] += "@one"


def _check(world: World, session: Any, case: Any, number: int) -> None:
    world.reset()
    _meet(case, number)
    response = case.call(session=session, headers={"Authorization": f"Bearer {TOKEN}"})
    world.answered[case.operation.label, response.status_code] += 1
    excluded = list(EXCLUDED)
    if response.status_code == 200 and _is_watch(response.request.url):
        excluded.append(CHECKS.get_one("response_schema_conformance"))
        _check_events(response.content)
    case.validate_response(
        response,
        excluded_checks=excluded,
        headers={"Authorization": f"Bearer {TOKEN}"},
        transport_kwargs={"session": session, "headers": {"Authorization": f"Bearer {TOKEN}"}},
    )
    if response.status_code >= 500:
        assert case.method == "POST"
        assert response.json()["message"].removeprefix("Internal error occurred: ") in _DEMANDED


def _is_watch(url: str) -> bool:
    values = parse_qs(urlsplit(url).query).get("watch", [""])
    return values[0] in ("1", "t", "T", "true", "TRUE", "True")


def _check_events(content: bytes) -> None:
    root = {**document(), "$ref": "#/components/schemas/MetaV1WatchEvent"}
    validator = jsonschema.Draft202012Validator(root)
    for line in content.splitlines():
        validator.validate(json.loads(line))


@pytest.mark.parametrize("label", LABELS)
def test_the_server_does_what_its_document_says(label: str, world: World, session: Any) -> None:
    operation = world.operations[label]
    numbers = itertools.count()
    for case in _cases(world.schema, operation):
        _check(world, session, case, next(numbers))

    @given(case=operation.as_strategy())
    @settings(
        max_examples=EXAMPLES_ON_LEGACY if "/oapi" in label else EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def fuzz(case: Any) -> None:
        _check(world, session, case, next(numbers))

    fuzz()
    _check(world, session, _good(operation), number=1)
    succeeded = [status for known, status in world.answered if known == label and status < 300]
    assert succeeded or label in NAMELESS, world.answered
