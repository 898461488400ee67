"""Resources as Kubernetes addresses them: group, version, plural, and the paths they make."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class Route:
    """A path below which a resource is served, and what may be asked there.

    template: `/apis/library.example/v1/namespaces/{namespace}/books/{name}`, percent-encoded.
    subresource: its name, empty for the object itself.
    requests: each verb with the method that it has in HTTP; a watch has that of a list.
    """

    template: str
    subresource: str
    crosses_namespaces: bool
    requests: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Mount:
    """One place where a resource is served.

    api_version: of the documents there; the bare version on the legacy prefix, whatever the group.
    """

    prefix: str
    group: str
    version: str
    api_version: str
    legacy: bool
    routes: tuple[Route, ...]


@dataclass(frozen=True, slots=True)
class ScalePaths:
    """Where a Scale has its numbers in an object: names of fields, one below the other."""

    replicas: tuple[str, ...]
    status_replicas: tuple[str, ...]
    selector: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subresource:
    """A part of an object with a path of its own: status.

    api_version: of what is read and written there; empty for that of the path.
    scale: of a Scale, which is made of the object.
    """

    name: str
    kind: str
    is_list: bool
    verbs: tuple[str, ...]
    api_version: str = ""
    scale: ScalePaths | None = None


@dataclass(frozen=True, slots=True)
class NameParts:
    """What the names of a resource are made of, where they name several things: `shelf:place`."""

    names: tuple[str, ...]
    separator: str

    @property
    def form(self) -> str:
        """The form of a name: `shelf:place`."""
        return self.separator.join(self.names)

    def split(self, name: str) -> tuple[str, ...]:
        """The parts of a name. Raises ValueError for one that has not just these, none empty."""
        parts = tuple(name.split(self.separator))
        if len(parts) != len(self.names) or not all(parts):
            raise ValueError(f"{name!r} is not of the form {self.form}")
        return parts

    def join(self, *parts: str) -> str:
        """The name of some parts. Raises ValueError for a part that no name could have."""
        name = self.separator.join(parts)
        if self.split(name) != parts:
            raise ValueError(f"{name!r} is not of the form {self.form}")
        return name


@dataclass(frozen=True, slots=True)
class CreationAnswer:
    """What a creation is answered with, where it is not the object.

    api_version: empty where it is that of the path.
    """

    kind: str
    api_version: str


@dataclass(frozen=True, slots=True)
class Resource:
    """A kind that the API serves; `mounts` has the preferred place first, the legacy one last.

    virtual: a view of other objects, of which nothing is stored under its name.
    """

    kind: str
    list_kind: str
    plural: str
    singular: str
    short_names: tuple[str, ...]
    categories: tuple[str, ...]
    group: str
    api_version: str
    namespaced: bool
    generates_names: bool
    name_parts: NameParts | None
    virtual: bool
    answer: CreationAnswer | None
    verbs: tuple[str, ...]
    subresources: tuple[Subresource, ...]
    mounts: tuple[Mount, ...]

    @property
    def qualified(self) -> str:
        """The resource as messages name it: `imagestreams.image.openshift.io`."""
        return f"{self.plural}.{self.group}" if self.group else self.plural

    def mount(self, legacy: bool = False) -> Mount:
        """The preferred place, or the legacy one. Raises ValueError where there is none."""
        if not legacy:
            return self.mounts[0]
        for mount in self.mounts:
            if mount.legacy:
                return mount
        raise ValueError(f"{self.plural} have no legacy prefix")

    def path(
        self,
        namespace: str | None = None,
        name: str | None = None,
        subresource: str | None = None,
        legacy: bool = False,
    ) -> str:
        """The path of the collection, of one object, or of a part of it.

        Without a namespace it is that of all namespaces, or of a resource that has none.
        """
        path = self.mount(legacy).prefix
        if namespace is not None:
            path += f"/namespaces/{segment(namespace)}"
        for part in (self.plural, name, subresource):
            if part is not None:
                path += f"/{segment(part)}"
        return path


def segment(name: str) -> str:
    """A name as one segment of a path. A colon stays, as the names of tags have it."""
    return quote(name, safe=":")
