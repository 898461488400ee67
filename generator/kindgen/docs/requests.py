"""The requests that a resource answers, as the page shows them: for curl and in Python."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ..ir.resources import Mount, Resource, Route, Subresource
from ..ir.verbs import VERBS

# Verb -> type of the body; of others there is none in the examples.
_BODIES = {
    "create": "application/json",
    "update": "application/json",
    "patch": "application/merge-patch+json",
}
_QUERIES = {"watch": "?watch=true", "deletecollection": "?labelSelector=$SELECTOR"}


def resource_facts(resource: Resource) -> Iterator[list[Any]]:
    """Yield what there is to know of a resource, `[name, text]` each."""
    yield ["API version", ", ".join(mount.api_version for mount in resource.mounts)]
    yield ["scope", "Namespaced" if resource.namespaced else "Cluster"]
    yield ["resource", resource.plural]
    if resource.name_parts:
        yield ["names", resource.name_parts.form]
    if resource.short_names:
        yield ["short names", ", ".join(resource.short_names)]
    yield ["verbs", ", ".join(verb for verb in VERBS if verb in resource.verbs)]


def requests_of(resource: Resource, has_client: bool = True) -> Iterator[dict[str, Any]]:
    """Yield every request: those about whole objects first, then those of each subresource."""
    for subresource in (None, *resource.subresources):
        for verb in VERBS:
            for request in _requests(resource, subresource, verb):
                yield request if has_client else {**request, "python": None}


def sending(resource: Resource) -> dict[str, str] | None:
    """Return how a new object is sent, for curl and in Python; None where none is created."""
    for mount in resource.mounts:
        for route in mount.routes:
            if route.subresource is None and _has(route, "create"):
                path = route.template.format(namespace="$NAMESPACE", name=_name(resource))
                python = _with_client(resource, "create", ["legacy=True"] if mount.legacy else [])
                return {"curl": _command("create", path, "@document.json"), "python": python}
    return None


def _requests(
    resource: Resource, subresource: Subresource | None, verb: str
) -> Iterator[dict[str, Any]]:
    part = subresource.name if subresource else ""
    for mount in resource.mounts:
        for route in mount.routes:
            if route.subresource != subresource or not _has(route, verb):
                continue
            text = route.template.format(namespace="$NAMESPACE", name=_name(resource))
            text += _QUERIES.get(verb, "")
            yield {
                "verb": f"{verb} {part}".strip(),
                "method": VERBS[verb].method,
                "path": text,
                "curl": _curl(resource.kind, mount.api_version, verb, text),
                "python": _python(resource, mount, route, verb),
            }


def _name(resource: Resource) -> str:
    """Return a name as variables of a shell: `$NAME`, `$SHELF:$PLACE`."""
    parts = resource.name_parts
    if parts is None:
        return "$NAME"
    return parts.separator.join(f"${{{name.upper()}}}" for name in parts.names)


def _has(route: Route, verb: str) -> bool:
    return any(request.verb == verb for request in route.requests)


def _curl(kind: str, api_version: str, verb: str, path: str) -> str:
    """Write the request for a shell; the schema's text is encoded, or in a here-document."""
    command = _command(verb, path, "@-")
    if verb not in _BODIES:
        return command
    head = (
        ""
        if verb == "patch"
        else f'\n  "kind": {_json(kind)},\n  "apiVersion": {_json(api_version)},'
    )
    return f"{command} <<'EOF'\n{{{head}\n  ...\n}}\nEOF"


def _command(verb: str, path: str, body: str) -> str:
    method, content_type = VERBS[verb].method, _BODIES.get(verb)
    option = {"watch": " --no-buffer"}.get(verb, "" if method == "GET" else f" -X {method}")
    words = [f"curl{option}", '-H "Authorization: Bearer $TOKEN"', "-H 'Accept: application/json'"]
    words += [f"-H 'Content-Type: {content_type}'", f"-d {body}"] if content_type else []
    words.append(f'"https://$ENDPOINT{path}"')
    return " \\\n  ".join(words)


# Verb -> what stands after the client's method: arguments, and the lines around the call.
_CALLS = {
    "create": "made = {method}(document{rest})",
    "get": "found = {method}(name{rest})",
    "list": "for item in {method}({only}):\n    print(item)",
    "watch": "with {method}({only}) as events:\n    for event in events:\n        print(event)",
    "update": "made = {method}(document{rest})",
    "patch": "made = {method}(name, changes{rest})",
    "delete": "{method}(name{rest})",
    "deletecollection": "{method}(label_selector=selector{rest})",
}
_METHODS = {"update": "replace", "deletecollection": "delete_collection"}


def _python(resource: Resource, mount: Mount, route: Route, verb: str) -> str | None:
    """Write the request with the package's client; None where that has no way to it."""
    sub = route.subresource
    is_hidden = (sub and verb == "create") or (verb == "watch" and "list" not in resource.verbs)
    if mount.version != resource.versions[0] or is_hidden:
        return None
    options: list[str] = []
    if route.crosses_namespaces and verb != "create":
        options.append("all_namespaces=True")
    elif resource.namespaced and not route.crosses_namespaces:
        options.append("namespace=namespace")
    if mount.legacy:
        options.append("legacy=True")
    return _with_client(resource, verb, options, f"_{sub.attribute}" if sub else "")


def _with_client(resource: Resource, verb: str, options: list[str], of: str = "") -> str:
    call = _CALLS[verb].format(
        method=f"client.{resource.attribute}.{_METHODS.get(verb, verb)}{of}",
        rest="".join(f", {option}" for option in options),
        only=", ".join(options),
    )
    return "with Client.auto() as client:\n" + "".join(
        f"    {line}\n" for line in call.splitlines()
    ).rstrip("\n")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
