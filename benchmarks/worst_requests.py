"""The worst requests that one client can send within the limit of a body (3 MiB), by name.

Each is an example of a kind: what grows faster than the request, or takes long though it is small.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from urllib.parse import quote

STREAMS = "/apis/image.openshift.io/v1/namespaces/worst/imagestreams"
ANYWHERE = "/apis/image.openshift.io/v1/imagestreams"
JSON, YAML = "application/json", "application/yaml"
MERGE, STRATEGIC = "application/merge-patch+json", "application/strategic-merge-patch+json"
JSON_PATCH, APPLY = "application/json-patch+json", "application/apply-patch+yaml"


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it is sent."""

    method: str
    path: str
    media_type: str = JSON
    body: bytes = b""
    accept: str = "*/*"


@dataclass(frozen=True, slots=True)
class Attack:
    """Requests that are sent again and again, and those that prepare the ground for them."""

    name: str
    requests: tuple[Request, ...]
    before: tuple[Request, ...] = ()


def attacks() -> list[Attack]:
    """Every attack, made anew at each call: together the bodies are some 100 MiB."""
    return [Attack(name, *make()) for name, make in _ATTACKS.items()]


_Made = tuple[tuple[Request, ...]] | tuple[tuple[Request, ...], tuple[Request, ...]]
_ATTACKS: dict[str, Callable[[], _Made]] = {}


def _attack(name: str) -> Callable[[Callable[[], _Made]], Callable[[], _Made]]:
    def note(make: Callable[[], _Made]) -> Callable[[], _Made]:
        _ATTACKS[name] = make
        return make

    return note


def _stream(name: str, **spec: object) -> bytes:
    return json.dumps({"metadata": {"name": name}, "spec": spec}).encode()


def _post(name: str, body: bytes) -> Request:
    return Request("POST", STREAMS, JSON, body)


# ------------------------------------------------------------------------------- repeated keys


@cache
def _repeated_keys() -> bytes:
    """A key of 14,000 characters in each of 90 levels, and 90,000 keys twice at the bottom."""
    chain = ('{"' + "k" * 14_000 + '":') * 90
    inside = "{" + ",".join(f'"{n}":1,"{n}":1' for n in range(90_000)) + "}"
    return ('{"metadata":{"name":"x"},"spec":' + chain + inside + "}" * 91).encode()


@_attack("repeated keys below long paths")
def _() -> _Made:
    return ((Request("POST", STREAMS, JSON, _repeated_keys()),),)


@_attack("repeated keys, the namespace in the body")
def _() -> _Made:
    return ((Request("POST", ANYWHERE, JSON, _repeated_keys()),),)


@_attack("repeated keys in YAML")
def _() -> _Made:
    chain = "".join(" " * depth + "k" * 14_000 + ":\n" for depth in range(1, 80))
    inside = "".join(f"{' ' * 80}{n}: 1\n" * 2 for n in range(10_000))
    body = f"metadata: {{name: x}}\nspec:\n{chain}{inside}"
    return ((Request("POST", STREAMS, YAML, body.encode()),),)


@_attack("repeated keys in a patch")
def _() -> _Made:
    patch = Request("PATCH", f"{STREAMS}/x", MERGE, _repeated_keys())
    return (patch,), (_post("x", _stream("x")),)


# ------------------------------------------------------------------------------ sets and lists


def _names(letter: str, count: int) -> list[str]:
    return [f"a/{letter}{number}" for number in range(count)]


def _finalizers(media_type: str) -> _Made:
    # Together they are just within what a stored object may have, with their owners.
    held = {"metadata": {"name": "f", "finalizers": _names("b", 90_000)}}
    head = {"apiVersion": "image.openshift.io/v1", "kind": "ImageStream"}
    change = {**head, "metadata": {"name": "f", "finalizers": _names("c", 90_000)}}
    path = f"{STREAMS}/f?dryRun=All" + ("&fieldManager=x&force=true" if media_type == APPLY else "")
    patch = Request("PATCH", path, media_type, json.dumps(change).encode())
    return (patch,), (_post("f", json.dumps(held).encode()),)


@_attack("a strategic patch of a long set")
def _() -> _Made:
    return _finalizers(STRATEGIC)


@_attack("an apply of a long set")
def _() -> _Made:
    return _finalizers(APPLY)


@_attack("values deleted from a long set")
def _() -> _Made:
    _, before = _finalizers(STRATEGIC)  # type: ignore[misc]
    key = "$deleteFromPrimitiveList/finalizers"
    change = {"metadata": {key: _names("c", 190_000)}}
    path = f"{STREAMS}/f?dryRun=All"
    return (Request("PATCH", path, STRATEGIC, json.dumps(change).encode()),), before


@_attack("keys retained in a large map")
def _() -> _Made:
    labels = {f"k{number}": "" for number in range(35_000)}  # 256 KiB are the most of them
    held = {"metadata": {"name": "k", "annotations": labels}}
    change = {"metadata": {"annotations": {"$retainKeys": list(labels), **labels}}}
    patch = Request("PATCH", f"{STREAMS}/k?dryRun=All", STRATEGIC, json.dumps(change).encode())
    return (patch,), (_post("k", json.dumps(held).encode()),)


@_attack("an order for a long list")
def _() -> _Made:
    tags = [{"name": f"t{number}"} for number in range(50_000)]
    change = {"spec": {"$setElementOrder/tags": tags, "tags": tags[:1]}}
    patch = Request("PATCH", f"{STREAMS}/o?dryRun=All", STRATEGIC, json.dumps(change).encode())
    return (patch,), (_post("o", _stream("o", tags=tags[:20_000])),)


# ------------------------------------------------------------------------------- many small things


MANY_TAGS = 15_000  # with their owners and changes some 6 MiB: not many more would be taken


@_attack("a stream of 15,000 tags")
def _() -> _Made:
    return ((Request("POST", f"{STREAMS}?dryRun=All", JSON, _many_tags("tags")),),)


@_attack("a stream that is too large to be stored")
def _() -> _Made:
    return ((Request("POST", STREAMS, JSON, _many_tags("tags", 32_000)),),)


def _many_tags(name: str, number: int = MANY_TAGS) -> bytes:
    source = {"kind": "DockerImage", "name": "r.example/team/app:1"}
    return _stream(name, tags=[{"name": f"t{n}", "from": source} for n in range(number)])


def _patched_tags(media_type: str) -> _Made:
    head = {"apiVersion": "image.openshift.io/v1", "kind": "ImageStream"}
    tags = [{"name": f"t{number}", "annotations": {"a": "b"}} for number in range(MANY_TAGS)]
    change = {**head, "metadata": {"name": "tags"}, "spec": {"tags": tags}}
    path = f"{STREAMS}/tags?dryRun=All"
    path += "&fieldManager=x&force=true" if media_type == APPLY else ""
    patch = Request("PATCH", path, media_type, json.dumps(change).encode())
    return (patch,), (_post("tags", _many_tags("tags")),)


@_attack("a strategic patch of 15,000 tags")
def _() -> _Made:
    return _patched_tags(STRATEGIC)


@_attack("an apply of 15,000 tags")
def _() -> _Made:
    return _patched_tags(APPLY)


@_attack("a merge patch of 15,000 tags")
def _() -> _Made:
    return _patched_tags(MERGE)


@_attack("a JSON patch of 10,000 operations")
def _() -> _Made:
    change = [
        {"op": "replace", "path": f"/spec/tags/{number}/from/name", "value": "r.example/a:2"}
        for number in range(10_000)
    ]
    patch = Request("PATCH", f"{STREAMS}/tags?dryRun=All", JSON_PATCH, json.dumps(change).encode())
    return (patch,), (_post("tags", _many_tags("tags")),)


@_attack("a JSON patch that nests without end")
def _() -> _Made:
    place = "/metadata/managedFields/0/fieldsV1"
    step = [
        {"op": "add", "path": "/w", "value": {}},
        {"op": "move", "from": place, "path": "/w/a"},
        {"op": "move", "from": "/w", "path": place},
    ]
    patch = Request("PATCH", f"{STREAMS}/n", JSON_PATCH, json.dumps(step * 980).encode())
    return (patch,), (_post("n", _stream("n", tags=[{"name": "a"}])),)


@_attack("100,000 unknown fields")
def _() -> _Made:
    body = {"metadata": {"name": "u"}, "spec": {f"x{number}": 1 for number in range(100_000)}}
    return ((Request("POST", f"{STREAMS}?dryRun=All", JSON, json.dumps(body).encode()),),)


@_attack("100,000 values of the wrong type")
def _() -> _Made:
    tags = [{"name": number} for number in range(100_000)]
    return ((Request("POST", STREAMS, JSON, _stream("w", tags=tags)),),)


@_attack("600,000 nulls")
def _() -> _Made:
    body = {"metadata": {"name": "n", "finalizers": [None] * 400_000, "labels": {"a": None}}}
    body["spec"] = {"tags": [None] * 100_000}  # type: ignore[assignment]
    return ((Request("POST", STREAMS, JSON, json.dumps(body, separators=(",", ":")).encode()),),)


@_attack("one value of 1 MiB that breaks rules")
def _() -> _Made:
    text = "\x01\\" * 100_000
    body = {"metadata": {"name": text, "labels": {text: text}}, "spec": {}}
    return ((Request("POST", STREAMS, JSON, json.dumps(body).encode()),),)


@_attack("100,000 fields that no apply may have")
def _() -> _Made:
    head = {"apiVersion": "image.openshift.io/v1", "kind": "ImageStream"}
    body = {**head, "spec": {f"x{number}": 1 for number in range(100_000)}}
    path = f"{STREAMS}/u?fieldManager=x"
    return ((Request("PATCH", path, APPLY, json.dumps(body).encode()),),)


@_attack("an apply that conflicts with another everywhere")
def _() -> _Made:
    [patch], before = _patched_tags(APPLY)  # type: ignore[misc]
    sent = json.loads(patch.body)
    for tag in sent["spec"]["tags"]:
        tag["from"] = {"kind": "DockerImage", "name": "r.example/a:2"}
    path = f"{STREAMS}/tags?fieldManager=x"
    return (Request("PATCH", path, APPLY, json.dumps(sent).encode()[: 3 << 20]),), before


@_attack("100,000 tags of one name")
def _() -> _Made:
    tags = [{"name": "same"}] * 100_000
    return ((Request("POST", STREAMS, JSON, _stream("s", tags=tags)),),)


@_attack("an import of 30,000 images that break rules")
def _() -> _Made:
    images = [{"from": {"kind": "DockerImage", "name": "a//b"}}] * 30_000
    body = {"metadata": {"name": "i"}, "spec": {"import": False, "images": images}}
    path = STREAMS.replace("imagestreams", "imagestreamimports")
    return ((Request("POST", path, JSON, json.dumps(body).encode()),),)


@_attack("90 levels of lists of 30,000 numbers")
def _() -> _Made:
    deep = "[" * 90 + ",".join(["1"] * 1_000_000) + "]" * 90
    return ((Request("POST", STREAMS, JSON, b'{"spec":' + deep.encode() + b"}"),),)


@_attack("numbers of a million digits")
def _() -> _Made:
    body = b'{"metadata":{"generation":' + b"9" * 3_000_000 + b"}}"
    return ((Request("POST", STREAMS, JSON, body),),)


# --------------------------------------------------------------------------------------- selectors


@_attack("a label selector of 1,000 terms")
def _() -> _Made:
    terms = quote(",".join(f"a{number}" for number in range(1_000)))
    return ((Request("GET", f"{STREAMS}?labelSelector={terms}"),),)


@_attack("a label selector with 10,000 values")
def _() -> _Made:
    values = f"a+in+({','.join(str(number) for number in range(10_000))})"
    return ((Request("GET", f"{STREAMS}?labelSelector={values}"),),)


# ----------------------------------------------------------------------------------- large answers

_TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io"
_BARE = "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io"
_BARE_LIST = "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io"


def _large_streams(number: int) -> tuple[Request, ...]:
    return tuple(_post(f"l{n}", _many_tags(f"l{n}")) for n in range(number))


def _read(path: str, accept: str = "*/*", number: int = 1) -> _Made:
    return (Request("GET", path, accept=accept),), _large_streams(number)


_READS: dict[str, tuple[str, str, int]] = {
    "a list of ten large streams": (STREAMS, "*/*", 10),
    "a list of ten large streams, as a table": (STREAMS, _TABLE, 10),
    "a list of ten large streams, their metadata alone": (STREAMS, _BARE_LIST, 10),
    "a list of ten large streams, with a limit": (f"{STREAMS}?limit=9", "*/*", 10),
    "a list of ten large streams, selected by a field": (
        f"{STREAMS}?fieldSelector=spec.dockerImageRepository!=a", "*/*", 10,
    ),
    "the tags of five large streams": (STREAMS.replace("streams", "tags"), "*/*", 5),
    "the tags of five large streams, as a table": (STREAMS.replace("streams", "tags"), _TABLE, 5),
    "a large stream": (f"{STREAMS}/l0", "*/*", 1),
    "a large stream, indented": (f"{STREAMS}/l0?pretty=1", "*/*", 1),
    "a large stream, as a table": (f"{STREAMS}/l0", _TABLE, 1),
    "a large stream, its metadata alone": (f"{STREAMS}/l0", _BARE, 1),
    "a tag of a large stream": (f"{STREAMS.replace('streams', 'tags')}/l0:t7", "*/*", 1),
    "the layers of a large stream": (f"{STREAMS}/l0/layers", "*/*", 1),
}  # fmt: skip
for _name, _arguments in _READS.items():
    _ATTACKS[_name] = partial(_read, *_arguments)


@_attack("a tag that is patched into a large stream")
def _() -> _Made:
    path = f"{STREAMS.replace('streams', 'streamtags')}/l0:t7?dryRun=All"
    change = {"metadata": {"annotations": {"a": "b"}}}
    return (Request("PATCH", path, MERGE, json.dumps(change).encode()),), _large_streams(1)


@_attack("large streams that are deleted together, and made again")
def _() -> _Made:
    return (*_large_streams(2), Request("DELETE", STREAMS)), ()


@_attack("a hundred secrets of 1 MiB")
def _() -> _Made:
    secrets = STREAMS.replace("apis/image.openshift.io/v1", "api/v1").replace(
        "imagestreams", "secrets"
    )
    data = {"a": b64encode(b"x" * (1_000_000)).decode()}
    before = tuple(
        Request(
            "POST",
            secrets,
            JSON,
            json.dumps({"metadata": {"name": f"s{n}"}, "data": data}).encode(),
        )
        for n in range(100)
    )
    return (Request("GET", secrets),), before


def total_bytes(of: list[Attack]) -> int:
    """All bodies together."""
    return sum(len(request.body) for attack in of for request in _all(attack))


def _all(attack: Attack) -> Iterator[Request]:
    yield from attack.before
    yield from attack.requests
