"""The requests that a resource answers, as the reference page shows them: with a line for curl."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ..ir.resources import Resource, Route, Subresource
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


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
