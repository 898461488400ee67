"""The methods of a resource's Protocol: their names, arguments and results, as Python source."""

from __future__ import annotations

from collections.abc import Iterator

from ..ir.resources import Operation, Resource, Subresource

# verb -> method, type of the options, words of the docstring
_METHODS = {
    "create": ("create", "CreateOptions", "Store a new object; the answer is what was stored."),
    "get": ("get", "GetOptions", "The object of that name."),
    "list": ("list", "ListOptions", "The objects that are selected."),
    "watch": (
        "watch",
        "WatchOptions",
        "Each change of the objects that are selected, as it happens.",
    ),
    "update": ("update", "UpdateOptions", "Replace an object; the answer is what was stored."),
    "patch": ("patch", "PatchOptions", "Change an object as `patch` says: see `Patch.resolve`."),
    "delete": (
        "delete",
        "DeleteOptions",
        "Delete an object; the answer is a Status where it is None.",
    ),
    "deletecollection": (
        "delete_collection",
        "DeleteOptions",
        "Delete the objects that are selected; the answer is a Status where it is None.",
    ),
}
_OF_MANY = frozenset({"list", "watch", "deletecollection"})


def operations_of(resource: Resource) -> Iterator[Operation]:
    """Yield the methods of a resource: one for each verb, and for each verb of a subresource."""
    for verb, (method, options, doc) in _METHODS.items():
        if verb in resource.verbs:
            yield _operation(resource, verb, method, options, doc)
    for sub in resource.subresources:
        for verb in sub.verbs:
            method, options, _ = _METHODS[verb]
            yield _of_subresource(resource, sub, verb, f"{method}_{sub.attribute}", options)


def _operation(resource: Resource, verb: str, method: str, options: str, doc: str) -> Operation:
    model = f"models.{resource.class_name}"
    arguments = list(_place(resource, verb))
    if verb in ("create", "update"):
        arguments.append(("body", model))
    if verb == "patch":
        arguments.append(("patch", f"Patch[{model}]"))
    if verb == "deletecollection":
        arguments.append(("selection", "options_.ListOptions"))
    arguments.append(("options", f"options_.{options}"))
    returns = {
        "create": f"models.{resource.answer.class_name}" if resource.answer else model,
        "get": f"{model} | JsonText",
        "list": f"{resource.list_type} | JsonList",
        "watch": f"AsyncIterator[lists.Event[{model}]]",
        "delete": f"{model} | JsonText | dict[str, Any] | None",
        "deletecollection": (
            f"{resource.list_type} | JsonList | dict[str, Any] | None"
            if "list" in resource.verbs
            else "dict[str, Any] | None"
        ),
    }.get(verb, model)
    return Operation(verb, method, None, tuple(arguments), returns, doc)


def _of_subresource(
    resource: Resource, sub: Subresource, verb: str, method: str, options: str
) -> Operation:
    model = sub.type_text
    arguments = [*_place(resource, "get")]
    if verb in ("create", "update"):
        arguments.append(("body", model))
    if verb == "patch":
        arguments.append(("patch", f"Patch[{model}]"))
    arguments.append(("options", f"options_.{options}"))
    returns = f"{model} | JsonText" if verb == "get" and not sub.is_list else model
    words = {"get": "Read", "update": "Replace", "patch": "Change", "create": "Write"}[verb]
    return Operation(
        verb, method, sub.name, tuple(arguments), returns, f"{words} {sub.name} of an object."
    )


def _place(resource: Resource, verb: str) -> Iterator[tuple[str, str]]:
    """Yield the arguments that tell which object is meant: across all namespaces it is None."""
    if resource.namespaced:
        yield "namespace", "str | None" if verb in _OF_MANY - {"deletecollection"} else "str"
    if verb != "create" and verb not in _OF_MANY:
        yield "name", "str"
