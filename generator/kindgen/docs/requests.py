"""The requests that a resource answers, as the reference page shows them: for curl and in Python."""

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


def requests_of(resource: Resource) -> Iterator[dict[str, Any]]:
    """Yield every request: those about whole objects first, then those of each subresource."""
    for subresource in (None, *resource.subresources):
        for verb in VERBS:
            yield from _requests(resource, subresource, verb)


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
    method, content_type = VERBS[verb].method, _BODIES.get(verb)
    option = {"watch": " --no-buffer"}.get(verb, "" if method == "GET" else f" -X {method}")
    words = [f"curl{option}", '-H "Authorization: Bearer $TOKEN"', "-H 'Accept: application/json'"]
    words += [f"-H 'Content-Type: {content_type}'", "-d @-"] if content_type else []
    words.append(f'"https://$ENDPOINT{path}"')
    command = " \\\n  ".join(words)
    if content_type is None:
        return command
    head = (
        ""
        if verb == "patch"
        else f'\n  "kind": {_json(kind)},\n  "apiVersion": {_json(api_version)},'
    )
    return f"{command} <<'EOF'\n{{{head}\n  ...\n}}\nEOF"


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
    if mount.version != resource.versions[0] or (sub and verb == "create"):
        return None
    options: list[str] = []
    if route.crosses_namespaces and verb != "create":
        options.append("all_namespaces=True")
    elif resource.namespaced and not route.crosses_namespaces:
        options.append("namespace=namespace")
    if mount.legacy:
        options.append("legacy=True")
    method = _METHODS.get(verb, verb) + (f"_{sub.attribute}" if sub else "")
    call = _CALLS[verb].format(
        method=f"client.{resource.attribute}.{method}",
        rest="".join(f", {option}" for option in options),
        only=", ".join(options),
    )
    return "with Client.auto() as client:\n" + "".join(
        f"    {line}\n" for line in call.splitlines()
    ).rstrip("\n")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
