"""The entries of a kubeconfig (v1): what a cluster, a user and a context may say.

No value of an entry goes into an error, nor into the text that a debugger shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from .._base.model import JsonObject
from ..errors import AccessError
from .exec import decoded


class Fields(Struct, frozen=True, kw_only=True, rename="kebab"):
    """Fields of an entry; one that is not there, or an empty text, has its default."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}(…)"


class Cluster(Fields, frozen=True):
    """Where a server is, and how it is known to be the right one."""

    server: str | None = None
    certificate_authority: str | None = None
    certificate_authority_data: str | None = None
    insecure_skip_tls_verify: bool = False
    tls_server_name: str | None = None
    proxy_url: str | None = None
    extensions: Any = None


class User(Fields, frozen=True):
    """Who somebody is, and for whom they act."""

    token: str | None = None
    token_file: str | None = msgspec.field(default=None, name="tokenFile")
    username: str | None = None
    password: str | None = None
    client_certificate: str | None = None
    client_certificate_data: str | None = None
    client_key: str | None = None
    client_key_data: str | None = None
    exec: JsonObject | None = None
    auth_provider: Any = None
    as_: str | None = msgspec.field(default=None, name="as")
    as_uid: str | None = None
    as_groups: tuple[str, ...] = ()
    as_user_extra: dict[str, tuple[str, ...]] = {}


class Context(Fields, frozen=True):
    """A cluster, a user of it, and a namespace."""

    cluster: str | None = None
    user: str | None = None
    namespace: str | None = None


class Variable(Struct, frozen=True):
    """A variable of the environment."""

    name: str
    value: str = ""

    def __repr__(self) -> str:
        return f"Variable({self.name!r}, …)"


class Exec(Fields, frozen=True, rename="camel"):
    """The `exec` of a user: a program that tells who they are."""

    api_version: str | None = None
    command: str | None = None
    args: tuple[str, ...] = ()
    env: tuple[Variable, ...] = ()
    interactive_mode: str | None = None
    provide_cluster_info: bool = False
    install_hint: str | None = None


class Top(Fields, frozen=True):
    """What stands beside the entries."""

    current_context: str | None = None


# What is said where a value is of another type.
_MUST_BE: dict[Any, str] = {
    str | None: "a text; quote it",
    bool: "true or false",
    tuple[str, ...]: "a list of texts",
    tuple[Variable, ...]: "a list of name and value, both texts",
    dict[str, tuple[str, ...]]: "an object with lists of texts",
    JsonObject | None: "an object",
}

_Fields = TypeVar("_Fields", bound=Fields)


@dataclass(frozen=True, slots=True)
class Entry:
    """One cluster, user or context as it stands in a file, which may have any form."""

    place: str  # for errors: "/home/me/.kube/config: users[dev].user"
    folder: Path  # of the file
    values: Mapping[str, Any] = field(repr=False)

    def read(self, fields: type[_Fields]) -> _Fields:
        """The fields of the entry. Raises AccessError for a value of another type."""
        found: dict[str, Any] = {}
        for each in msgspec.structs.fields(fields):
            value = self.values.get(each.encode_name)
            if value is None:
                continue
            try:
                value = msgspec.convert(value, each.type)
            except msgspec.ValidationError:
                must_be = _MUST_BE[each.type]
                raise AccessError(f"{self.place}.{each.encode_name} must be {must_be}") from None
            if value != "":
                found[each.name] = value
        return fields(**found)

    def path(self, text: str | None) -> Path | None:
        """A path that the entry has, relative to the folder of the file."""
        return None if text is None else self.folder / text

    def pem(self, name: str, data: str | None, file: str | None) -> bytes | None:
        """What `NAME-data` holds in base64, else what the file of `NAME` holds."""
        if data is not None:
            found = decoded(data)
            if found is None:
                raise AccessError(f"{self.place}.{name}-data is not base64")
            return found
        path = self.path(file)
        if path is None:
            return None
        try:
            return path.read_bytes()
        except OSError as problem:
            why = f"{path} cannot be read: {problem.strerror}"
            raise AccessError(f"{self.place}.{name}: {why}") from None
