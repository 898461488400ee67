"""Projects: namespaces as their users see them. Lists hold those that somebody may see."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing
from typing import Any, cast

from imagestreamimport.errors import Forbidden
from imagestreamimport.models import Namespace, ObjectMeta, Project, ProjectRequest
from imagestreamimport.options import (
    CreateOptions,
    DeleteOptions,
    GetOptions,
    ListOptions,
    PatchOptions,
    UpdateOptions,
    WatchOptions,
)
from imagestreamimport.resources import Event, ProjectRequestList
from imagestreamimport.server import JsonList, JsonText, Patch, RequestContext
from streamport.importing.fields import metadata_of, name_of
from streamport.store.protocol import Stored

from .attributes import AttributesRecord
from .backend import Backend
from .lists import follow, list_objects
from .namespaces import Namespaces
from .retrying import change_and_store
from .tables import PROJECT_COLUMNS, project_row
from .users import ANONYMOUS, User

GROUP = "project.openshift.io"
_ABOUT = "openshift.io/"  # annotations of a project that was asked for begin so


class Projects:
    """Handler of the generated Protocol."""

    table_columns = PROJECT_COLUMNS
    table_row = staticmethod(project_row)

    def __init__(self, backend: Backend, namespaces: Namespaces) -> None:
        self._backend = backend
        self._namespaces = namespaces
        self._authorizer = backend.authorizer

    async def create(
        self, request: RequestContext, body: Project, options: CreateOptions
    ) -> Project:
        """Create the namespace."""
        return _project(await self._namespaces.create(request, _namespace(body), options))

    async def get(self, request: RequestContext, name: str, options: GetOptions) -> Project:
        """Return the project."""
        return _project(await self._namespaces.get(request, name, options))

    async def list(self, request: RequestContext, options: ListOptions) -> JsonList:
        """Return the projects that the user may see; a part of a list may have fewer than asked."""
        user = request.user or ANONYMOUS

        async def shown(items: Sequence[Stored]) -> Sequence[JsonText]:
            seen = (item for item in items if self._sees(user, item.metadata["name"]))
            return [JsonText(item.answer) for item in seen]

        return await list_objects(self._backend.store, "namespaces", None, options, shown)

    async def watch(
        self, request: RequestContext, options: WatchOptions
    ) -> AsyncIterator[Event[Project]]:
        """Watch the projects that the user may see."""
        user = request.user or ANONYMOUS

        async def shown(stored: Stored) -> Project:
            return _project(stored.model(Namespace))

        def bookmark(version: str) -> Project:
            return Project(metadata=ObjectMeta(resource_version=version))

        events = follow(self._backend.store, "namespaces", None, options, shown, bookmark)
        async with aclosing(events):
            async for event in events:
                if event.type == "BOOKMARK" or self._sees(user, name_of(event.object)):
                    yield event

    async def update(
        self, request: RequestContext, name: str, body: Project, options: UpdateOptions
    ) -> Project:
        """Replace the metadata of a project."""
        return _project(await self._namespaces.update(request, name, _namespace(body), options))

    async def patch(
        self, request: RequestContext, name: str, patch: Patch[Project], options: PatchOptions
    ) -> Project:
        """Change the metadata of a project; server-side apply makes one where there is none."""
        if patch.kind == "apply" and await self._namespaces.find(None, name) is None:
            made = await patch.resolve(None)
            request.created = True
            return await self.create(request, made, CreateOptions(dry_run=options.dry_run))

        async def change() -> tuple[Stored, Project]:
            stored = await self._namespaces.stored(None, name)
            return stored, await patch.resolve(stored.document)

        async def store(changed: tuple[Stored, Project]) -> Project:
            stored, project = changed
            replaced = self._namespaces.replace(
                request, stored, _namespace(project), options.dry_run, is_noted=False
            )
            return _project(await replaced)

        return await change_and_store(change, store)

    async def delete(self, request: RequestContext, name: str, options: DeleteOptions) -> None:
        """Delete the namespace and what is in it."""
        await self._namespaces.delete(request, name, options)

    def _sees(self, user: User, name: str) -> bool:
        return self._authorizer.allows(user, AttributesRecord("get", GROUP, "projects", name=name))


class ProjectRequests:
    """Handler of the generated Protocol: how users ask for a project of their own."""

    def __init__(self, backend: Backend, namespaces: Namespaces) -> None:
        self._backend = backend
        self._namespaces = namespaces
        self._authorizer = backend.authorizer

    async def create(
        self, request: RequestContext, body: ProjectRequest, options: CreateOptions
    ) -> Project:
        """Create the project, with who asked for it and what for in its annotations."""
        metadata = metadata_of(body)
        user = request.user or ANONYMOUS
        metadata.annotations = {
            **metadata.annotations,
            f"{_ABOUT}description": body.description or "",
            f"{_ABOUT}display-name": body.display_name or "",
            f"{_ABOUT}requester": user.name,
        }
        namespace = Namespace(metadata=metadata)
        return _project(await self._namespaces.create(request, namespace, options))

    async def list(self, request: RequestContext, options: ListOptions) -> ProjectRequestList:
        """Tell whether the user may ask for a project: a Status, as `oc new-project` wants it."""
        asked = AttributesRecord("create", GROUP, "projectrequests")
        if not self._authorizer.allows(request.user or ANONYMOUS, asked):
            raise Forbidden("You may not request a new project via this API.")
        status: dict[str, Any] = {"kind": "Status", "metadata": {}, "status": "Success"}
        return cast(ProjectRequestList, status)


def _namespace(project: Project) -> Namespace:
    return Namespace(metadata=metadata_of(project))


def _project(namespace: Namespace) -> Project:
    return Project(metadata=namespace.metadata, spec=namespace.spec, status=namespace.status)
