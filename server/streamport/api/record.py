"""The record of a request: filled while it is answered, logged at its end.

The record lies in a context variable, so that the hooks of the API and the registry client add to
it without having it passed to them; tasks that a request starts see the same record.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field

from streamport.importing.trails import Trail

from .attributes import Attributes
from .users import User


@dataclass(slots=True)
class RequestRecord:
    """`code` is 0 until an answer begins; `registry_calls` counts by (host, outcome).

    `imported` and `failed` count images, and are None where the request was no import.
    is_fault: whether the server failed, and not the request; the code alone does not tell.
    """

    method: str = ""
    path: str = ""
    client: str = ""
    user_agent: str = ""
    user: str = ""
    verb: str = ""
    group: str = ""
    resource: str = ""
    subresource: str = ""
    namespace: str = ""
    name: str = ""
    dry_run: bool = False
    code: int = 0
    is_fault: bool = False
    registry_calls: Counter[tuple[str, str]] = field(default_factory=Counter)
    imported: int | None = None
    failed: int | None = None
    failures: Sequence[Trail] = ()


CURRENT: ContextVar[RequestRecord | None] = ContextVar("request", default=None)


def note_user(user: User) -> None:
    """Tell who is asking, as soon as it is known."""
    if record := CURRENT.get():
        record.user = user.name


def note_hook(name: str) -> None:
    """Tell which hook is asking."""
    if record := CURRENT.get():
        record.user = f"hook:{name}"


def note_attributes(attributes: Attributes) -> None:
    """Tell what is asked for, before it is decided whether it may be."""
    if record := CURRENT.get():
        record.verb, record.group = attributes.verb, attributes.group
        record.resource, record.subresource = attributes.resource, attributes.subresource
        record.namespace, record.name = attributes.namespace or "", attributes.name or ""


def note_fault() -> None:
    """Tell that the server has failed."""
    if record := CURRENT.get():
        record.is_fault = True


def note_registry_call(host: str, outcome: str) -> None:
    """Count one call to a registry; the outcome is a status code or a word."""
    if record := CURRENT.get():
        record.registry_calls[host, outcome] += 1


def note_import(name: str, imported: int, failed: int, failures: Sequence[Trail]) -> None:
    """Tell what became of an import into the stream of that name."""
    if record := CURRENT.get():
        record.name, record.imported, record.failed = name, imported, failed
        record.failures = failures
