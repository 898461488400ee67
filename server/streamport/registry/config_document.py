"""The form of the configuration file, and every fault of a document that has another one.

The names are those of OpenShift's cluster image configuration and of its mirror policies where
they have one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta, Struct, structs

from .limits import Limits

_LIMITS = Limits()
Text = Annotated[str, Meta(min_length=1, description="a text that is not empty")]
PerHost = Annotated[int, Meta(ge=1, le=50, description="a whole number from 1 to 50")]
Total = Annotated[int, Meta(ge=1, le=10_000, description="a whole number from 1 to 10000")]
Seconds = Annotated[float, Meta(gt=0, description="a number of seconds above 0")]
HostGlob = Annotated[
    str,
    Meta(
        pattern=r"^[^:/\s]+(:[^:/\s]+)?\Z",
        description="host or host:port, in which * and ? are wildcards",
    ),
]


class _Form(Struct, frozen=True, forbid_unknown_fields=True, rename="camel"):
    """A part of the file."""


class AllowedRegistry(_Form, frozen=True):
    """A registry to import from."""

    domain_name: HostGlob
    """Without a port it is 443, or 80 for an insecure one."""
    insecure: bool = False


class RegistrySources(_Form, frozen=True):
    """How registries are treated; each is written as in references, with its port."""

    insecure_registries: tuple[Text, ...] = ()
    """Registries whose certificate is not checked and that may speak plain HTTP."""
    blocked_registries: tuple[Text, ...] = ()
    """Registries that nothing is imported from."""


class DigestMirrors(_Form, frozen=True):
    """Mirrors of a repository, or of all that lie below a path, for images named by digest."""

    source: Text
    """A registry, with as much of the path as the mirrors stand for."""
    mirrors: tuple[Text, ...] = ()
    """What takes the place of the source, in the order to try."""


class Networks(_Form, frozen=True):
    """The addresses that are connected to, whatever name leads there: the most specific decides."""

    allow: tuple[Text, ...] = ()
    """Networks that are allowed although a wider one is denied."""
    deny: tuple[Text, ...] = ()
    """Networks that are never connected to."""
    deny_private: bool = False
    """Whether loopback and private networks are denied."""


class Connections(_Form, frozen=True):
    """How many connections there are, and how long they may take."""

    per_host: PerHost = _LIMITS.per_host
    """Calls in flight at one registry."""
    total: Total = _LIMITS.total
    """Calls in flight in all."""
    connect_timeout_seconds: Seconds = _LIMITS.connect_timeout_s
    """Time for a connection with its TLS handshake."""
    read_timeout_seconds: Seconds = _LIMITS.read_timeout_s
    """Time without a byte after which a registry counts as dead."""


class ConfigDocument(_Form, frozen=True):
    """The whole file."""

    allowed_registries_for_import: tuple[AllowedRegistry, ...] = ()
    """The registries for users who may not create images themselves. Empty means all."""
    registry_sources: RegistrySources = RegistrySources()
    repository_digest_mirrors: tuple[DigestMirrors, ...] = ()
    networks: Networks = Networks()
    certificate_directories: tuple[Text, ...] = ("/etc/containers/certs.d", "/etc/docker/certs.d")
    """Folders in the layout of certs.d, with a folder for each host and port."""
    connections: Connections = Connections()


# ---------------------------------------------------------------------------------------- faults

_SHOWN = 60  # characters of a value


def faults_of(value: Any, form: Any = ConfigDocument, place: str = "") -> Iterator[str]:
    """Yield every fault of a document as `place: what is wrong: what it must be`.

    form: a class of this module, a tuple of one type, or the type of a single value.
    """
    if isinstance(form, type) and issubclass(form, _Form):
        if isinstance(value, dict):
            yield from _faults_of_members(value, form, place)
        else:
            yield _fault(place, value, "an object")
    elif get_origin(form) is tuple:
        if isinstance(value, list):
            for index, item in enumerate(value):
                yield from faults_of(item, get_args(form)[0], f"{place}[{index}]")
        else:
            yield _fault(place, value, "a list")
    else:
        try:
            msgspec.convert(value, form)
        except msgspec.ValidationError:
            yield _fault(place, value, _description_of(form))


def _faults_of_members(members: dict[Any, Any], form: type[_Form], place: str) -> Iterator[str]:
    hints = get_type_hints(form, include_extras=True)
    known = {field.encode_name: field for field in structs.fields(form)}
    for key, value in members.items():
        inner = f"{place}.{key}" if place else str(key)
        if key in known:
            yield from faults_of(value, hints[known[key].name], inner)
        else:
            yield f"{inner}: Forbidden: there is no such field; there are {', '.join(known)}"
    for name, field in known.items():
        if field.required and name not in members:
            yield f"{place}.{name}: Required value: must be {_description_of(hints[field.name])}"


def _fault(place: str, value: Any, expected: str) -> str:
    try:
        shown = json.dumps(value, default=repr, skipkeys=True)
    except ValueError:  # YAML may hold a value that holds itself
        shown = repr(value)
    if len(shown) > _SHOWN:
        shown = f"{shown[:_SHOWN]}…"
    return f"{place or 'document'}: Invalid value: {shown}: must be {expected}"


def _description_of(form: Any) -> str:
    described = [meta.description for meta in get_args(form) if isinstance(meta, Meta)]
    return described[0] or "" if described else "true or false"  # all but bool have a description
