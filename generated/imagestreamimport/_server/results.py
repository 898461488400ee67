"""What a handler gave back, as the bytes of an answer: an object, a list or a table."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from typing import Any

import msgspec

from .._base.kinds import is_object
from .._base.model import attributes_of
from .._base.rest import CreationAnswer, Mount, Subresource
from .answers import escaped, json_line
from .kinds import Served
from .tables import items_of, row_of, table
from .texts import JsonText


class Results:
    """Writes the results of one resource, or of a part of it, as the version of a path shows them.

    kind, list_kind: what an answer calls itself.
    """

    def __init__(
        self,
        served: Served,
        mount: Mount,
        sub: Subresource | None = None,
        answer: CreationAnswer | None = None,
    ) -> None:
        resource = served.resource
        self.served = served
        self.mount = mount
        self.kind = answer.kind if answer else sub.kind if sub else resource.kind
        own = answer.api_version if answer else sub.api_version if sub else ""
        self.api_version = own or mount.api_version
        self.list_kind = sub.kind if sub and sub.is_list else resource.list_kind
        # What an answer's attributes for its type are set to.
        model = served.answer if answer else served.models[sub.name if sub else ""]
        names = attributes_of(model)
        self._stated = {"kind": self.kind, "apiVersion": self.api_version}
        self._typed = [(names[key], value) for key, value in self._stated.items() if key in names]
        self._head = json_line(self._stated)[:-2] + b","
        self._model = model
        # Stored objects are in their written form; views are made for each answer.
        self._is_view = self.kind != resource.kind or resource.virtual
        # Handlers see documents under the preferred apiVersion, whatever the path was.
        self._rewrites_items = mount != resource.mounts[0]

    def document(self, result: Any) -> bytes:
        """One object, or a subresource that is one."""
        if isinstance(result, JsonText):
            return self._head + escaped(result.text[1:].encode()) + b"\n"
        if is_object(result):
            return json_line({**result, **self._stated})
        if self._is_view:
            return json_line({**self._written(result), **self._stated})
        if any(getattr(result, attribute) != value for attribute, value in self._typed):
            result = copy(result)
            for attribute, value in self._typed:
                setattr(result, attribute, value)
        return json_line(result)

    def _written(self, result: Any) -> dict[str, Any]:
        """A model as a document in the form in which servers write it."""
        document: dict[str, Any] = msgspec.to_builtins(result)
        self.served.rules.writing.put(document, self.kind)
        return document

    def listing(self, result: Any) -> bytes:
        """A list; `metadata` and `items` are always there. A Status may stand for it."""
        fields = {"kind": self.list_kind, "apiVersion": self.mount.api_version}
        if is_object(result):
            if result.get("kind") == "Status":
                return json_line({"apiVersion": "v1", **result})
            items = list(map(self._item, items_of(result)))
            return json_line({"metadata": {}, **result, "items": items, **fields})
        items = list(map(self._item, items_of(result)))
        return json_line({**fields, "metadata": result.metadata or {}, "items": items})

    def element(self, item: Any) -> bytes:
        """An object as it stands in a list."""
        if isinstance(item, JsonText):
            return escaped(item.text.encode())
        return json_line(self._item(item))[:-1]

    def row(self, item: Any, include: str | None) -> bytes:
        """An object as it stands in a table."""
        made = row_of(self.served, self._read(item), include, self.mount.api_version)
        return json_line(made)[:-1]

    def table(
        self, result: Any, items: Iterable[Any], include: str | None, has_columns: bool = True
    ) -> dict[str, Any]:
        """Objects as a Table; its metadata is that of the result, the list or the only object."""
        items = [self._read(item) for item in items]
        result = self._read(result)
        found = result.get("metadata") if is_object(result) else getattr(result, "metadata", None)
        version = self.mount.api_version
        return table(self.served, items, found or None, include, version, has_columns)

    def _read(self, item: Any) -> Any:
        """The model of a text, and everything else as it is."""
        if isinstance(item, JsonText):
            return msgspec.json.decode(item.text, type=self._model)
        return item

    def _item(self, item: Any) -> Any:
        """An element under the path's version, where it states one."""
        if not self._rewrites_items:
            return item
        attribute = self.served.fields.get("apiVersion")
        if is_object(item):
            version = self.mount.api_version
            return {**item, "apiVersion": version} if "apiVersion" in item else item
        if attribute is None or not getattr(item, attribute):
            return item
        item = copy(item)
        setattr(item, attribute, self.mount.api_version)
        return item
