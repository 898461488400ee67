"""The drafts of JSON Schema, from draft-04 to 2020-12: how each writes what the last one says.

`modern` rewrites one schema, without what lies inside it. People mix drafts, so a keyword of
another draft is read as it was meant, but for what the draft itself says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..schema import pointers
from ..schema.keywords import ONE_SCHEMA, SCHEMA_LISTS, SCHEMA_MAPS

# Where schemas lie in a schema of any draft. `items` may be a list as well.
_ONE = (*ONE_SCHEMA, "additionalItems", "contentSchema")
_MAPS = (*SCHEMA_MAPS, "definitions", "dependencies")
_BESIDE_REFERENCES = frozenset(
    {
        "$ref", "$comment", "title", "description", "default", "deprecated", "examples", "readOnly",
        "writeOnly", "definitions", "$defs", "$schema", "id", "$id",
    }
)  # fmt: skip
# What references are followed by, and says nothing of a value.
_NAMES_AND_PLACES = (
    "definitions", "$defs", "$schema", "id", "$id", "$anchor", "$dynamicAnchor",
    "$recursiveAnchor", "$vocabulary",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Draft:
    """One draft, by its number: 4, 6, 7, 2019 or 2020."""

    number: int

    @property
    def hides_siblings(self) -> bool:
        """Whether a reference stands alone: keywords beside it say nothing."""
        return self.number < 2019

    def identifier(self, schema: dict[str, Any], is_root: bool) -> str:
        """Return the URI that a schema gives itself; empty for none."""
        if self.hides_siblings and "$ref" in schema and not is_root:
            return ""
        names = ("$id", "id") if self.number <= 4 or is_root else ("$id",)
        texts = (schema.get(name) for name in names)
        return next((text for text in texts if isinstance(text, str)), "")


LATEST = Draft(2020)
_BY_WORD = (
    ("draft-03", Draft(4)),
    ("draft-04", Draft(4)),
    ("draft-05", Draft(4)),
    ("draft-06", Draft(6)),
    ("draft-07", Draft(7)),
    ("2019-09", Draft(2019)),
    ("2020-12", LATEST),
)


def draft_of(root: Any, otherwise: Draft | None = None) -> Draft:
    """Return the draft that a document is written in: the one it names, else the likely one."""
    said = root.get("$schema") if isinstance(root, dict) else None
    for word, draft in _BY_WORD:
        if isinstance(said, str) and word in said:
            return draft
    if otherwise is not None:
        return otherwise
    is_old = isinstance(root, dict) and "definitions" in root and "$defs" not in root
    return Draft(7) if is_old else LATEST


def parts(schema: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield what lies in a schema of any draft: the pointer from it, and the schema."""
    for key in _ONE:
        if isinstance(schema.get(key), (dict, bool)):
            yield pointers.join("", key), schema[key]
    for key in (*SCHEMA_LISTS, "items"):
        listed = schema.get(key)
        for index, item in enumerate(listed if isinstance(listed, list) else ()):
            yield pointers.join("", key, index), item
    for key in _MAPS:
        members = schema.get(key)
        for name, item in members.items() if isinstance(members, dict) else ():
            if isinstance(item, (dict, bool)):
                yield pointers.join("", key, name), item


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A schema in the words of the last draft, and what of it says nothing there."""

    schema: dict[str, Any]
    ignored: tuple[str, ...] = ()  # keywords beside a reference that stands alone


def modern(schema: dict[str, Any], draft: Draft, source: dict[str, Any]) -> Rewritten:
    """Rewrite one schema, whose inner schemas are rewritten already; `source` is how it was."""
    ours = dict(schema)
    ignored: tuple[str, ...] = ()
    if draft.hides_siblings and isinstance(ours.get("$ref"), str):
        ignored = tuple(
            key for key in ours if key not in _BESIDE_REFERENCES and not key.startswith("x-")
        )
        ours = {key: value for key, value in ours.items() if key not in ignored}
    _items(ours)
    _dependencies(ours)
    _bounds(ours)
    for key in _NAMES_AND_PLACES:
        ours.pop(key, None)
    if isinstance(ours.get("required"), bool):
        ours.pop("required")  # of draft-03, where it stands at the field; read by `properties`
    _required_fields(ours, source)
    return Rewritten(ours, ignored)


def _items(ours: dict[str, Any]) -> None:
    rest = ours.pop("additionalItems", None)
    if isinstance(ours.get("items"), list):
        first = ours.pop("items")
        if first:
            ours["prefixItems"] = first
        if rest is not None:
            ours["items"] = rest


def _dependencies(ours: dict[str, Any]) -> None:
    said = ours.pop("dependencies", None)
    for name, needs in said.items() if isinstance(said, dict) else ():
        if isinstance(needs, str):
            needs = [needs]
        if isinstance(needs, list):
            own = ours.get("dependentRequired", {}).get(name, [])
            needed = list(dict.fromkeys([*own, *needs]))
            ours["dependentRequired"] = {**ours.get("dependentRequired", {}), name: needed}
        elif isinstance(needs, (dict, bool)):
            own = ours.get("dependentSchemas", {})
            both = {"allOf": [own[name], needs]} if name in own else needs
            ours["dependentSchemas"] = {**own, name: both}


def _bounds(ours: dict[str, Any]) -> None:
    """Write the bounds of draft-04, where "exclusive" is a remark on the bound beside it."""
    for key, bound in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        is_exclusive = ours.get(key)
        if isinstance(is_exclusive, bool):
            del ours[key]
            if is_exclusive and bound in ours:
                ours[key] = ours.pop(bound)


def _required_fields(ours: dict[str, Any], source: dict[str, Any]) -> None:
    """Write what fields say of themselves in draft-03 at the object that has them."""
    fields = source.get("properties")
    if not isinstance(fields, dict):
        return
    needed = [
        name
        for name, field in fields.items()
        if isinstance(field, dict) and field.get("required") is True
    ]
    if needed and isinstance(ours.get("required", []), list):
        ours["required"] = list(dict.fromkeys([*ours.get("required", ()), *needed]))
