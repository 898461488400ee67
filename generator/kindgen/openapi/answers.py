"""The answers of operations: the form of a success, and every status that a failure may have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..ir.resources import Resource
from .meta import JSON, Item

# Status -> name of the answer among the components, and what it means.
_ERRORS = {
    "400": ("BadRequest", "The request cannot be read: its parameters, its body, a type in it."),
    "401": ("Unauthorized", "Who asks is not known."),
    "403": ("Forbidden", "Who asks may not do that."),
    "404": ("NotFound", "There is no such object, or no such namespace."),
    "405": ("MethodNotAllowed", "This server does not do that."),
    "409": ("Conflict", "The name is taken, or the object has changed meanwhile."),
    "410": ("Gone", "That place in a list or in the history of changes is past: start anew."),
    "413": ("RequestEntityTooLarge", "The body is too big."),
    "415": ("UnsupportedMediaType", "The body has a media type that is not read here."),
    "422": ("Invalid", "The document or an option breaks rules; each of them is a cause."),
    "429": ("TooManyRequests", "Too many requests: wait."),
    "500": ("InternalError", "Something unexpected happened; the message names its log entry."),
    "503": ("ServiceUnavailable", "Not now: wait."),
    "504": ("Timeout", "The time of the request was over."),
}
_WAITING = ("429", "503")
_EVERY = ("400", "401", "403", "404", "405", "429", "500", "503", "504")
_WITH_BODY = ("413", "415", "422")
_OF_VERB: dict[str, tuple[str, ...]] = {
    "list": ("410", "422"),
    "get": (),
    "create": ("409", *_WITH_BODY),
    "update": ("409", *_WITH_BODY),
    "patch": ("409", *_WITH_BODY),
    "delete": ("409", *_WITH_BODY),
    "deletecollection": ("409", "410", *_WITH_BODY),
}
DISCOVERY_ERRORS = ("401", "403", "429", "500", "503")
_GENERATE_NAME = (
    " So it is for a document with `metadata.generateName` and no `metadata.name`: no names are"
    " made for the kind, and the message is `metadata.name was not generated`."
)
_RESOURCE_VERSION = (
    " So it is for a document with `metadata.resourceVersion`: the message is `resourceVersion"
    " should not be set on objects to be created`, and the Status has no reason."
)


def answer(description: str, content: Mapping[str, Item], warns: bool = False) -> Item:
    """Make an answer with a document in the given media types; without any it is empty."""
    headers = {"headers": {"Warning": _WARNING}} if warns else {}
    bodies = {kind: {"schema": schema} for kind, schema in content.items()}
    return {"description": description, **headers, **({"content": bodies} if bodies else {})}


_WARNING = {
    "description": 'What the client should look at, each as `299 - "text"`.',
    "schema": {"type": "string"},
}
_RETRY_AFTER = {"description": "Seconds to wait.", "schema": {"type": "integer"}}


def errors(status: Item, resource: Resource, verb: str) -> dict[str, Item]:
    """Return the failures of an operation on a resource, as references to those of the document."""
    found = plain(sorted({*_EVERY, *_OF_VERB[verb]}))
    if verb == "create":
        words = [_ERRORS["500"][1]]
        words += [] if resource.generates_names else [_GENERATE_NAME]
        words += [_RESOURCE_VERSION] if "get" in resource.verbs else []
        found["500"] = answer("".join(words), {JSON: status})
    return found


def plain(codes: Iterable[str]) -> dict[str, Item]:
    """Return failures as references."""
    return {code: {"$ref": f"#/components/responses/{_ERRORS[code][0]}"} for code in codes}


def shared(status: Item) -> dict[str, Item]:
    """Make every failure that operations may refer to, by name."""
    found: dict[str, Item] = {}
    for code, (name, words) in _ERRORS.items():
        found[name] = answer(words, {JSON: status})
        if code in _WAITING:
            found[name] = {"headers": {"Retry-After": _RETRY_AFTER}, **found[name]}
    return found
