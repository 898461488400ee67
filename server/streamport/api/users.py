"""Users as Kubernetes knows them: a name, an id and groups."""

from __future__ import annotations

from dataclasses import dataclass

AUTHENTICATED = "system:authenticated"
UNAUTHENTICATED = "system:unauthenticated"
MASTERS = "system:masters"


@dataclass(frozen=True, slots=True)
class User:
    """`groups` holds what the user was given, and `system:authenticated` or its opposite."""

    name: str
    uid: str = ""
    groups: frozenset[str] = frozenset()  # a review may name very many


ANONYMOUS = User("system:anonymous", groups=frozenset((UNAUTHENTICATED,)))
