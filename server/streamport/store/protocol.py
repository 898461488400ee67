"""The store as the rest of the server knows it: documents by name, versions, a log of changes.

One counter of resource versions runs through the whole store. Each write of an object takes the
next one, so that a version also names a moment: what a list shows at it, and which changes came
after it.
Nothing here knows which database it is.
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, Protocol, TypeVar

import msgspec

from imagestreamimport.selectors import EVERY_FIELD, EVERY_LABEL, FieldSelector, LabelSelector

from .work import Works

MAX_DOCUMENT_BYTES = 8 << 20  # of one object, unless the store is told another limit

Storable = Mapping[str, Any] | msgspec.Struct  # a dict or a model; `metadata.name` is required
ChangeType = Literal["ADDED", "MODIFIED", "DELETED"]
Model = TypeVar("Model")

_ADDED = ("metadata", "kind", "apiVersion")  # first, and by who sends it
RESOURCES = ("imagestreams", "images", "secrets", "namespaces")


class _Described(msgspec.Struct):
    """The part of a document that says what it is."""

    metadata: dict[str, Any]


@dataclass(frozen=True)
class Stored:
    """An object as it is stored. `written` is false for what CreateIfAbsent found there."""

    text: str  # JSON; `metadata.resourceVersion` is absent or stale in it
    resource_version: str  # "" for what a dry run would have stored
    written: bool = True

    @cached_property
    def document(self) -> dict[str, Any]:
        """The object as a dict of its own, with its resourceVersion."""
        document: dict[str, Any] = msgspec.json.decode(self.text)
        return {**document, "metadata": self._with_version(document["metadata"])}

    @cached_property
    def metadata(self) -> dict[str, Any]:
        """The metadata of the object, a dict of its own: nothing else of it is read for that."""
        return self._with_version(msgspec.json.decode(self.text, type=_Described).metadata)

    def _with_version(self, metadata: dict[str, Any]) -> dict[str, Any]:
        metadata.pop("resourceVersion", None)
        if self.resource_version:
            metadata["resourceVersion"] = self.resource_version
        return metadata

    @property
    def answer(self) -> str:
        """The object as text, to be sent: with its resourceVersion, without kind and apiVersion."""
        start = '{"metadata":{'
        # Older versions wrote texts otherwise, and versions of other objects may stand in any.
        if not self.text.startswith(start) or '"resourceVersion":' in self.text:
            document = self.document
            rest = {key: value for key, value in document.items() if key not in _ADDED}
            return msgspec.json.encode({"metadata": document["metadata"], **rest}).decode()
        if not self.resource_version:
            return self.text
        return f'{start}"resourceVersion":"{self.resource_version}",{self.text[len(start):]}'

    def model(self, type_: type[Model]) -> Model:
        """Return the object as one of the models, with its resourceVersion: quicker than a dict."""
        value: Any = msgspec.json.decode(self.text, type=type_)
        value.metadata.resource_version = self.resource_version or None
        return value


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list, in order of namespace and name; all parts show the same moment."""

    items: list[Stored]
    resource_version: str  # the moment
    continue_: str = ""  # gives the next part; "" at the end
    remaining: int | None = None  # objects after this part; None where a selector hides the number


@dataclass(frozen=True, slots=True)
class Change:
    """The effect of one write; `stored` of a deletion is the object as it was last."""

    type: ChangeType
    stored: Stored

    @property
    def document(self) -> dict[str, Any]:
        return self.stored.document

    @property
    def resource_version(self) -> str:
        return self.stored.resource_version


@dataclass(frozen=True, slots=True)
class Create:
    """Stores a new object. Raises AlreadyStored."""

    resource: str
    document: Storable


@dataclass(frozen=True, slots=True)
class CreateIfAbsent:
    """Stores a new object, or leaves the one there as it is."""

    resource: str
    document: Storable


@dataclass(frozen=True, slots=True)
class Update:
    """Replaces an object whose resourceVersion is the expected one. Raises Missing, Changed."""

    resource: str
    document: Storable
    expected: str | None  # None: whatever is there


@dataclass(frozen=True, slots=True)
class Delete:
    """Removes an object. Raises Missing, and Changed where a given precondition does not hold."""

    resource: str
    namespace: str | None
    name: str
    expected: str | None = None
    uid: str | None = None


Write = Create | CreateIfAbsent | Update | Delete


class Changes(Protocol):
    """The changes after a version, in order, each once; it waits for the next for ever.

    A `__anext__` that is cancelled loses nothing. They end with `end_changes`. Raises Expired when
    the reader fell so far behind that changes it has not seen are gone.
    """

    @property
    def resource_version(self) -> str:
        """All changes up to this one were given: what a bookmark may say."""
        ...

    def __aiter__(self) -> AsyncIterator[Change]: ...
    async def __anext__(self) -> Change: ...


class Store(Protocol):
    """A store. All methods may raise StorageFault besides what they say.

    `namespace` is None for what belongs to the cluster; for `list` and `changes` it means all.
    """

    @property
    def work(self) -> Works:
        """What is due for image streams."""
        ...

    async def get(self, resource: str, namespace: str | None, name: str) -> Stored | None:
        """Read an object; None where there is none."""
        ...

    async def list(
        self,
        resource: str,
        namespace: str | None = None,
        *,
        labels: LabelSelector = EVERY_LABEL,
        fields: FieldSelector = EVERY_FIELD,
        limit: int | None = None,
        continue_: str = "",
        max_bytes: int = sys.maxsize,
    ) -> Page:
        """List the objects at one moment. Raises BadContinue and Expired for the token.

        max_bytes: of the documents of one part; the one that goes beyond it is the last.
        """
        ...

    async def write(self, writes: Sequence[Write], *, dry_run: bool = False) -> list[Stored]:
        """Write all of them or none, durable on return; a deletion gives the object as it was last.

        A dry run tells what would become of them and stores nothing; what it gives back has no
        resourceVersion, or as an update the one that was expected: that is still the newest.

        Raises Refused for the first whose precondition does not hold, and ValueError for a document
        without a name or with labels that are not texts.
        """
        ...

    async def check(self) -> None:
        """Raise StorageFault unless something can be written now, and durably."""
        ...

    async def changes(
        self,
        since: str,
        resource: str,
        namespace: str | None = None,
        *,
        labels: LabelSelector = EVERY_LABEL,
        fields: FieldSelector = EVERY_FIELD,
    ) -> Changes:
        """Follow the changes after a version, as a watcher of the selected objects sees them.

        An object that begins to be selected is ADDED, one that ceases to be is DELETED, as
        Kubernetes' watches have it. Raises Expired.
        """
        ...

    def current_version(self) -> str:
        """Return the version of the last durable write."""
        ...

    def has_changed(self, since: str, resource: str, namespace: str) -> bool:
        """Whether there may be changes after a version: what was read then is perhaps outdated.

        An acknowledged write is always known. The answer is at hand and costs nothing.
        """
        ...

    def end_changes(self) -> None:
        """End all changes that are being followed, and those that are asked for from now on."""
        ...

    async def close(self) -> None:
        """Finish the writes that wait, and let go of the database."""
        ...
