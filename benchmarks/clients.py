"""One create() of an import after the other, beside the bare HTTP call and other clients.

Each sends the same document with one image over a connection that is kept open, and makes of the
answer what it makes of answers. Processor time of the client: the server is another process.
"""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2
from documents import request
from generation import CODEGEN, Command, _environment, _tool
from timing import NotMeasured, Table, Times, at_least, at_most, interleaved, per_call, run, shown_s

from imagestreamimport import models
from imagestreamimport.client import Client

HERE = Path(__file__).parent
OPENAPI = HERE.parent / "generated" / "imagestreamimport" / "openapi.json"
NAMESPACE = "team-project"
PATH = f"/apis/image.openshift.io/v1/namespaces/{NAMESPACE}/imagestreamimports"
OPERATION = "createImageOpenshiftIoV1NamespacedImageStreamImport"
METHOD = "create_image_openshift_io_v1_namespaced_image_stream_import"
BARE, OURS, DICT = "httpx2 post, bytes to bytes", "Client.create, a model", "Client.create, a dict"
Call = Callable[[], Any]


def measure(quick: bool) -> Iterator[Table]:
    """One table."""
    with canned() as url, tempfile.TemporaryDirectory() as name:
        calls, absent = _calls(url, Path(name))
        for each, call in calls.items():
            _check(each, call())
        candidates = {name: per_call(call) for name, call in calls.items()}
        yield _table(interleaved(candidates, 7 if quick else 21), absent)


def _table(times: Times, absent: dict[str, str]) -> Table:
    table = Table("clients: one create() after the other, one image", "a call", "we are")
    table.add(BARE, shown_s(times.median(BARE)))
    table.add(f"{OURS} beside it, cost", "", times.cost(OURS, BARE), at_most(1.2))
    table.add(OURS, shown_s(times.median(OURS)), 1.0)
    table.add(DICT, shown_s(times.median(DICT)), times.speed(OURS, DICT))
    for name in times.seconds:
        if name not in (BARE, OURS, DICT):
            shown = shown_s(times.median(name))
            table.add(name, shown, times.speed(OURS, name), at_least(1))
    for name, why in absent.items():
        table.add(name, why)
    return table


@contextmanager
def canned() -> Iterator[str]:
    """The address of a server that answers every import with the same document."""
    command = [sys.executable, str(HERE / "canned.py")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        yield f"http://127.0.0.1:{int(server.stdout.readline())}"
        server.stdin.close()


def _check(name: str, made: Any) -> None:
    """Whether the client gave the answer back. Raises NotMeasured."""
    text = made if isinstance(made, str) else repr(made)
    if "sha256:" not in text:
        raise NotMeasured(f"{name} loses the answer: {text[:300]}")


def _calls(url: str, folder: Path) -> tuple[dict[str, Call], dict[str, str]]:
    """What is measured, by name, and why others are not."""
    document = request()
    body = json.dumps(document).encode()
    headers = {"Content-Type": "application/json", "Authorization": "Bearer token"}
    bare = httpx2.Client()
    ours = Client(url, "token", namespace=NAMESPACE)
    model = models.decode(body)
    calls: dict[str, Call] = {
        BARE: lambda: bare.post(url + PATH, content=body, headers=headers).read().decode(),
        OURS: lambda: ours.imagestreamimports.create(model),
        DICT: lambda: ours.imagestreamimports.create(document),
        "kubernetes DynamicClient": _kubernetes(url, document, folder),
    }
    absent: dict[str, str] = {}
    described = _described(folder)
    for name, make in (
        ("datamodel-code-generator, its client on httpx2", _datamodel),
        ("openapi-python-client", _openapi_python_client),
        ("openapi-generator -g python", _openapi_generator),
    ):
        try:
            calls[name] = make(url, document, folder, described)
        except NotMeasured as problem:
            absent[name] = str(problem).partition(":")[0][:40]
            print(f"{name}: {problem}", file=sys.stderr)
    return calls, absent


def _kubernetes(url: str, document: dict[str, Any], folder: Path) -> Call:
    from kubernetes.client import ApiClient, Configuration
    from kubernetes.dynamic import DynamicClient

    settings = Configuration(host=url)
    settings.api_key = {"authorization": "Bearer token"}
    dynamic = DynamicClient(ApiClient(settings), cache_file=str(folder / "discovery.json"))
    resource = dynamic.resources.get(api_version="image.openshift.io/v1", kind="ImageStreamImport")
    return lambda: resource.create(body=document, namespace=NAMESPACE)


# ------------------------------------------------------------ clients made of our OpenAPI document


def _described(folder: Path) -> Path:
    """Our OpenAPI document with this one operation, in the words that all of the others understand.

    Without defaults that are objects, for which one of them drops the definition.
    """
    whole = json.loads(OPENAPI.read_text("utf-8"))
    path = PATH.replace(NAMESPACE, "{namespace}")
    operation = whole["paths"][path]
    del operation["post"]["requestBody"]["content"]["application/yaml"]
    whole["paths"] = {path: operation}
    file = folder / "openapi.json"
    file.write_text(json.dumps(_without_defaults(whole)), "utf-8")
    return file


def _without_defaults(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: _without_defaults(item)
            for key, item in value.items()
            if not (key == "default" and item == {})
        }
    return [_without_defaults(item) for item in value] if isinstance(value, list) else value


def _made(command: Command, folder: Path, made_in: Path) -> None:
    """Run a generator, and have its package found."""
    run(command, _environment(folder / "bytecode"), folder)
    sys.path.insert(0, str(made_in))
    importlib.invalidate_caches()


def _datamodel(url: str, document: dict[str, Any], folder: Path, described: Path) -> Call:
    (folder / "dcg_client").mkdir()
    command: Command = [*CODEGEN, "--input", described, "--output", "dcg_client/models.py"]
    command += ["--generate-client", "httpx2", "--client-output", "dcg_client/client"]
    command += ["--client-package", "dcg_client.client", "--client-default-base-url", url]
    _made([*command, "--client-model-package", "dcg_client.models"], folder, folder)
    package = importlib.import_module("dcg_client.client")
    kind = importlib.import_module("dcg_client.models").ImageStreamImport
    client, model = package.Client(base_url=url, bearer_token="token"), kind(**document)
    create = getattr(client.apis_image_openshift_io_v1, METHOD)
    return lambda: create(namespace=NAMESPACE, body=model)


def _openapi_python_client(
    url: str, document: dict[str, Any], folder: Path, described: Path
) -> Call:
    tool = _tool("OPENAPI_PYTHON_CLIENT", "openapi-python-client")
    beside = Path(sys.executable).with_name("openapi-python-client")
    tool = tool or ([beside] if beside.exists() else [])
    if not tool:
        raise NotMeasured("not installed")
    more: Command = ["--meta", "none", "--output-path", "opc_client"]
    _made([*tool, "generate", "--path", described, *more], folder, folder)
    name = f"opc_client.api.apis_image_openshift_io_v1.{METHOD}"
    operation = importlib.import_module(name)
    client = importlib.import_module("opc_client.client").AuthenticatedClient(url, "token")
    kind = importlib.import_module("opc_client.models").ImageStreamImport
    model = kind.from_dict(document)
    return lambda: operation.sync(NAMESPACE, client=client, body=model)


def _openapi_generator(url: str, document: dict[str, Any], folder: Path, described: Path) -> Call:
    tool = _tool("OPENAPI_GENERATOR", "openapi-generator-cli", "openapi-generator")
    if not tool:
        raise NotMeasured("not installed")
    more: Command = ["-g", "python", "--skip-validate-spec", "-o", "ogen"]
    _made([*tool, "generate", "-i", described, *more], folder, folder / "ogen")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of pydantic, about what it makes
        package: Any = importlib.import_module("openapi_client")
    settings = package.Configuration(host=url, access_token="token")
    api = package.ApisImageOpenshiftIoV1Api(package.ApiClient(settings))
    model = package.ImageStreamImport.from_dict(document)
    create = getattr(api, METHOD)
    return lambda: create(NAMESPACE, model)
