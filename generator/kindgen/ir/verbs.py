"""The verbs of Kubernetes, as every API has them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb, and how it stands in HTTP."""

    method: str  # "GET"
    names_one: bool  # its path ends with the name of an object
    crosses_namespaces: bool  # served without a namespace in the path, too


# In the order in which they are listed. A POST across namespaces names its own in the document.
VERBS: dict[str, Verb] = {
    "create": Verb("POST", False, True),
    "get": Verb("GET", True, False),
    "list": Verb("GET", False, True),
    "watch": Verb("GET", False, True),  # a list with `watch=true` in its query
    "update": Verb("PUT", True, False),
    "patch": Verb("PATCH", True, False),
    "delete": Verb("DELETE", True, False),
    "deletecollection": Verb("DELETE", False, False),
}
