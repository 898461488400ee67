"""managedFields: which fields of an object each writer has set, in the format FieldsV1.

A writer that changes a field takes it from the others. One that applies is refused a field that
another holds, unless it forces it, and gives up what it no longer sends.
Source: sigs.k8s.io/structured-merge-diff, k8s.io/apiserver fieldmanager (version 1.26), and the
answers of a real server.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from .._base.field_sets import (
    Difference,
    Place,
    compared,
    place_text,
    places_of,
    read_places,
    without_places,
    written_places,
)
from .._base.kinds import is_list, is_object
from .._base.patching import Part, Shape, whole
from .._base.strategic_patch import apply_merge
from ..causes import MOST_CAUSES, TOO_MANY, quoted
from ..errors import Conflict
from .query import LONGEST_MANAGER

# Metadata that is the server's own.
_UNOWNED = frozenset({
    "name", "namespace", "uid", "resourceVersion", "generation", "creationTimestamp", "selfLink",
    "managedFields",
})  # fmt: skip
_MOST_UPDATERS = 10
_ANCIENT = "ancient-changes"
_BEFORE_APPLY = "before-first-apply"
_LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration"
_KUBECTL = "kubectl"


def manager_of(field_manager: str | None, user_agent: bytes | None) -> str:
    """Who writes: the parameter, else the User-Agent up to its first slash."""
    if field_manager:
        return field_manager
    text = (user_agent or b"").partition(b"/")[0][:LONGEST_MANAGER].decode(errors="replace")
    if not text.isprintable():
        text = "".join(char for char in text if char.isprintable())
    return text or "unknown"


class Owner(NamedTuple):
    """Who holds fields: the same manager is another owner where it writes in another way."""

    operation: str
    manager: str
    api_version: str
    subresource: str = ""


@dataclass(slots=True)
class _Holding:
    places: set[Place]
    time: str | None = None


_Holdings = dict[Owner, _Holding]


@dataclass(frozen=True, slots=True)
class Writer:
    """The one who writes an object now.

    resets: whether the client takes managedFields away.
    empty: what an object in which nothing is set is written as.
    """

    manager: str
    api_version: str
    subresource: str
    kind: str
    shapes: dict[str, Shape]
    now: str
    resets: bool = False
    empty: dict[str, Any] = field(default_factory=dict[str, Any])

    def created(self, document: dict[str, Any]) -> list[Any]:
        """managedFields of a new object."""
        difference = self._difference(self.empty, document)
        return _written(self._taking({}, difference))

    def updated(self, before: dict[str, Any], after: dict[str, Any]) -> list[Any]:
        """managedFields of an object that was replaced or changed; of one without any, none."""
        old, sent = _listed(before), _listed(after)
        if self.resets:
            return []
        holdings = ({} if self.subresource else _read(sent)) or _read(old)
        if not holdings:
            return []
        return _written(self._taking(holdings, self._difference(before, after)))

    def _taking(self, holdings: _Holdings, difference: Difference) -> _Holdings:
        """The holdings after a change that is refused by nobody."""
        me = Owner("Update", self.manager, self.api_version, self.subresource)
        mine = difference.added | difference.modified
        held = holdings.get(me)
        own = held.places - difference.removed if held else set[Place]()
        _take(holdings, mine | difference.removed)
        if own or mine:
            time = self.now if mine else held.time if held else None
            holdings[me] = _Holding(own | mine, time)
        return _capped(holdings)

    def applied(
        self, before: dict[str, Any] | None, config: dict[str, Any], *, force: bool
    ) -> dict[str, Any]:
        """The object after server-side apply, managedFields too. Raises Conflict."""
        live = before or {}
        holdings = _read(_listed(live))
        if before and not holdings:
            first = Owner("Update", _BEFORE_APPLY, self.api_version)
            places = self._difference(self.empty, before)
            holdings[first] = _Holding(places.added | places.modified, self.now)
        me = Owner("Apply", self.manager, self.api_version, self.subresource)
        last = holdings.pop(me, None)
        mine = places_of(self._owned(config), self.kind, self.shapes)
        merged: dict[str, Any] = apply_merge(live, config, self.kind, self.shapes)
        if last is not None:
            kept = mine.union(*(holding.places for holding in holdings.values()))
            gone = _unheld(last.places - mine, kept)
            merged = without_places(merged, gone, self.kind, self.shapes)
        difference = self._difference(live, merged)
        taken = difference.added | difference.modified
        conflicts = {} if force else _conflicts(holdings, taken)
        if conflicts and self.manager == _KUBECTL:
            conflicts = self._not_applied_before(live, conflicts)
        if conflicts:
            raise _conflict(conflicts)
        _take(holdings, taken | difference.removed)
        if mine:
            unchanged = last.time if last else None
            holdings[me] = _Holding(mine, unchanged if difference.is_none else self.now)
        metadata: dict[str, Any] = {**(merged.get("metadata") or {})}
        merged["metadata"] = metadata
        metadata.pop("managedFields", None)
        if listed := _written(holdings):
            metadata["managedFields"] = listed
        return merged

    def _not_applied_before(
        self, live: dict[str, Any], conflicts: dict[Owner, set[Place]]
    ) -> dict[Owner, set[Place]]:
        """The conflicts about fields that kubectl has not applied itself, before servers could."""
        metadata: dict[str, Any] = live.get("metadata") or {}
        annotations: dict[str, Any] = metadata.get("annotations") or {}
        try:
            applied = json.loads(annotations.get(_LAST_APPLIED) or "null")
        except (ValueError, RecursionError):
            applied = None
        if not is_object(applied):
            return conflicts
        own = places_of(self._owned(applied), self.kind, self.shapes)
        left = {owner: places - own for owner, places in conflicts.items()}
        return {owner: places for owner, places in left.items() if places}

    def _difference(self, before: dict[str, Any], after: dict[str, Any]) -> Difference:
        old, new = self._owned(before), self._owned(after)
        if not self.empty:  # then nobody knows which of its fields every object has
            heads: dict[str, Any] = {
                key: {} for key, value in new.items() if is_object(value) and value
            }
            old = {**heads, **old}
        old.setdefault("metadata", {})
        new.setdefault("metadata", {})
        return compared(old, new, self.kind, self.shapes)

    def _owned(self, document: dict[str, Any]) -> dict[str, Any]:
        """The part of a document whose fields have owners."""
        aside = {"kind", "apiVersion", "spec" if self.subresource else "status"}
        owned = {key: value for key, value in document.items() if key not in aside}
        metadata = owned.pop("metadata", None)
        if is_object(metadata):
            metadata = {key: value for key, value in metadata.items() if key not in _UNOWNED}
            if metadata:
                owned["metadata"] = metadata
        if self.empty:
            return owned
        filled: dict[str, Any] = _with_values(owned, whole(self.kind), self.shapes)
        return filled


def _with_values(value: Any, part: Part | None, shapes: dict[str, Shape]) -> Any:
    """The object without fields that say nothing: null, false, 0, "", nothing in them."""
    if not is_object(value) or part is None or part.container or part.shape not in shapes:
        return value
    parts = shapes[part.shape or ""].parts
    filled = {key: _with_values(item, parts.get(key), shapes) for key, item in value.items()}
    return {key: item for key, item in filled.items() if item}


def without_times(listed: Any) -> Any:
    """managedFields without the times: two that differ in nothing else say the same."""
    if not is_list(listed):
        return listed
    return [
        {key: value for key, value in item.items() if key != "time"} if is_object(item) else item
        for item in listed
    ]


def _listed(document: dict[str, Any]) -> list[Any]:
    metadata = document.get("metadata")
    listed = metadata.get("managedFields") if is_object(metadata) else None
    return listed if is_list(listed) else []


def _read(listed: list[Any]) -> _Holdings:
    found: _Holdings = {}
    for item in listed:
        if is_object(item) and is_object(item.get("fieldsV1")):
            words = [item.get(key) or "" for key in ("operation", "manager", "apiVersion")]
            operation, manager, version = map(str, words)
            owner = Owner(operation, manager, version, str(item.get("subresource") or ""))
            found[owner] = _Holding(read_places(item["fieldsV1"]), item.get("time"))
    return found


def _written(holdings: _Holdings) -> list[Any]:
    """The entries: who applies first, then by time."""
    entries: list[Any] = []
    in_order = sorted(
        holdings.items(),
        key=lambda item: (item[0].operation, item[1].time or "", *item[0][1:]),
    )
    for owner, holding in in_order:
        entry: dict[str, Any] = {
            "manager": owner.manager,
            "operation": owner.operation,
            "apiVersion": owner.api_version,
        }
        entry |= {"time": holding.time} if holding.time else {}
        entry |= {"fieldsType": "FieldsV1", "fieldsV1": written_places(holding.places)}
        entry |= {"subresource": owner.subresource} if owner.subresource else {}
        entries.append(entry)
    return entries


def _take(holdings: _Holdings, places: set[Place]) -> None:
    """Take places from everybody; who is left with none is no owner any more."""
    for owner, holding in list(holdings.items()):
        holding.places -= holding.places & places  # as many steps as the smaller set has
        if not holding.places:
            del holdings[owner]


def _capped(holdings: _Holdings) -> _Holdings:
    """At most ten who update: the oldest become one."""
    updaters = [owner for owner in holdings if owner.operation == "Update"]
    extra = len(updaters) - _MOST_UPDATERS
    if extra <= 0:
        return holdings
    updaters.sort(key=lambda owner: (owner.manager != _ANCIENT, holdings[owner].time or ""))
    for owner in updaters[: extra + 1]:
        holding = holdings.pop(owner)
        ancient = Owner("Update", _ANCIENT, owner.api_version)
        into = holdings.setdefault(ancient, _Holding(set(), holding.time))
        into.places |= holding.places
        into.time = max(into.time or "", holding.time or "") or None
    return holdings


def _unheld(places: set[Place], held: set[Place]) -> set[Place]:
    """The places that nobody holds, nor anything in them."""
    inside: set[Place] = set()
    for place in held:
        inside.update(place[:length] for length in range(1, len(place) + 1))
    return places - inside


def _conflicts(holdings: _Holdings, places: set[Place]) -> dict[Owner, set[Place]]:
    found = {owner: holding.places & places for owner, holding in holdings.items()}
    return {owner: both for owner, both in found.items() if both}


def _conflict(conflicts: dict[Owner, set[Place]]) -> Conflict:
    by_name: dict[str, list[str]] = {}
    left, number = MOST_CAUSES, sum(map(len, conflicts.values()))
    for owner, places in sorted(conflicts.items(), key=lambda item: _name(item[0])):
        some = _in_order(places)[:left]
        by_name.setdefault(_name(owner), []).extend(map(place_text, some))
        left -= len(some)
    causes = [
        {"reason": "FieldManagerConflict", "message": f"conflict with {name}", "field": text}
        for name, texts in by_name.items()
        for text in texts
    ]
    if number == 1:
        [only] = causes
        told = f"Apply failed with 1 conflict: {only['message']}: {only['field']}"
    else:
        lines: list[str] = []
        for name, texts in by_name.items():
            lines += [f"conflicts with {name}:", *(f"- {text}" for text in texts)]
        if number > len(causes):
            more = f"and {number - len(causes)} more"
            lines.append(more)
            causes.append({"reason": TOO_MANY, "message": more})
        told = f"Apply failed with {number} conflicts: " + "\n".join(lines)
    return Conflict(told, details={"causes": causes})


def _in_order(places: Iterable[Place]) -> list[Place]:
    """Of each object its own fields before what is in them."""
    return sorted(places, key=lambda place: [*((1, step) for step in place[:-1]), (0, place[-1])])


def _name(owner: Owner) -> str:
    """An owner as messages name it."""
    text = quoted(owner.manager)
    if owner.subresource:
        text += f" with subresource {quoted(owner.subresource)}"
    return f"{text} using {owner.api_version}" if owner.operation == "Update" else text
