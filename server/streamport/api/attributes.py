"""Attributes of requests, in the words of Kubernetes' authorization."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class Attributes(Protocol):
    """The action of a request. Without a resource it is about a path: /metrics.

    `namespace` and `name` are empty or None where there are none; `group` is empty for the core.
    """

    @property
    def verb(self) -> str: ...
    @property
    def group(self) -> str: ...
    @property
    def resource(self) -> str: ...
    @property
    def subresource(self) -> str: ...
    @property
    def namespace(self) -> str | None: ...
    @property
    def name(self) -> str | None: ...
    @property
    def path(self) -> str: ...


@dataclass(frozen=True, slots=True)
class AttributesRecord:
    """Attributes of what the server itself asks about, on behalf of a user."""

    verb: str
    group: str = ""
    resource: str = ""
    subresource: str = ""
    namespace: str | None = None
    name: str | None = None
    path: str = ""
