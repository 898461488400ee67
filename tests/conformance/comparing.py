"""Whether an answer is the recorded one; README.md has the rules."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

# What stands in a record for any text of its kind.
_KINDS = {
    "{{time}}": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ",
    "{{uid}}": r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    "{{version}}": r"[^\s\"]+",
    "{{suffix}}": r"[a-z0-9]{5}",
    "{{continue}}": r"\S+",
    "{{ago}}": r"(?:Less than a second|About a minute|About an hour|\d+ [a-z]+) ago",
    "{{age}}": r"\d+[smh](?:\d+s)?|<unknown>|<invalid>",
    "{{text}}": r".*",
    "{{number}}": r"\d+",
    "{{registry}}": r"[^/\s\"]+",
}
# Kinds of lists in which the reference has the tags of one stream in any order.
_ANY_ORDER = ("ImageStreamTagList", "ImageTagList")
_PLACEHOLDER = re.compile(r"(\{\{\w+\}\})")
# From here on a message is in the words of a library, which are not ours to repeat.
_LIBRARY = re.compile(
    r'(?:Get|Head) \\?"https?://|json: |json parse error: |invalid character '
    r'|missing signature key|unexpected end of JSON input|parsing time | in scheme "|converting \('
    r"|\*manifestlist\."
)


def fill(value: Any, places: Mapping[str, str]) -> Any:
    """The value with each {{name}} in its texts, keys too, replaced by what it stands for."""
    if isinstance(value, str):
        for name, text in places.items():
            value = value.replace(f"{{{{{name}}}}}", text)
        return value
    if isinstance(value, list):
        return [fill(item, places) for item in value]
    if isinstance(value, dict):
        return {fill(key, places): fill(item, places) for key, item in value.items()}
    return value


def differences(
    recorded: Any, answered: Any, *, with_managers: bool = False, is_unordered: bool = False
) -> list[str]:
    """A line for each place where the answer is not what was recorded."""
    sides = [_compared(side, with_managers) for side in (recorded, answered)]
    if is_unordered:
        sides = [_sorted(side) for side in sides]
    return list(_differences(*sides, "$", ""))


def _compared(value: Any, with_managers: bool, parent: str = "") -> Any:
    """The part of a value that is compared."""
    if isinstance(value, list):
        return [_compared(item, with_managers, parent) for item in value]
    if not isinstance(value, dict):
        return value
    left_out = {"managedFields"} if parent == "metadata" and not with_managers else set[str]()
    kept = {
        key: _compared(item, with_managers, key)
        for key, item in value.items()
        if item is not None and key not in left_out
    }
    if parent in ("image", "manifests"):
        kept.get("metadata", {}).pop("resourceVersion", None)
    if value.get("kind") == "ImageStreamLayers":
        # The reference gives every layer the size of the last one.
        for blob in kept.get("blobs", {}).values():
            blob["size"] = "a number" if isinstance(blob.get("size"), int) else None
    if value.get("kind") in _ANY_ORDER:
        kept["items"] = sorted(kept.get("items", []), key=_name)
    if value.get("kind") == "Table":
        kept["rows"] = sorted(kept.get("rows", []), key=lambda row: json.dumps(row["cells"][:1]))
    if isinstance(kept.get("events"), list):
        kept["events"] = list(_one_bookmark(kept["events"]))
    return kept


def _sorted(value: Any) -> Any:
    """A list, or an answer with one, in the order of names."""
    if isinstance(value, list):
        return sorted(value, key=_name)
    if not isinstance(value, dict):
        return value
    lists = ("items", "rows", "events")
    return {key: _sorted(item) if key in lists else item for key, item in value.items()}


def _name(item: Any) -> str:
    """Namespace and name of an object, of a row, or of that of an event."""
    found = item.get("object", item) if isinstance(item, dict) else {}
    metadata = found.get("metadata") or {}
    return f"{metadata.get('namespace')}/{metadata.get('name')}"


def _one_bookmark(events: list[Any]) -> Iterator[Any]:
    """The events; of several bookmarks in a row the first."""
    before = ""
    for event in events:
        if not event.get("type") == before == "BOOKMARK":
            yield event
        before = event.get("type")


def _differences(recorded: Any, answered: Any, path: str, key: str) -> Iterator[str]:
    if isinstance(recorded, dict) and isinstance(answered, dict):
        for name in recorded | answered:
            if name not in answered:
                yield f"{path}.{name}: is missing, recorded was {_shown(recorded[name])}"
            elif name not in recorded:
                yield f"{path}.{name}: was not recorded: {_shown(answered[name])}"
            else:
                yield from _differences(recorded[name], answered[name], f"{path}.{name}", name)
    elif isinstance(recorded, list) and isinstance(answered, list):
        if key == "causes":
            recorded, answered = (sorted(side, key=_cause) for side in (recorded, answered))
        if len(recorded) != len(answered):
            yield f"{path}: {len(answered)} items, recorded were {len(recorded)}"
        for at, (ours, theirs) in enumerate(zip(recorded, answered, strict=False)):
            yield from _differences(ours, theirs, f"{path}[{at}]", key)
    elif not _same(recorded, answered, key):
        yield f"{path}: {_shown(answered)}, recorded was {_shown(recorded)}"


def _cause(cause: dict[str, Any]) -> tuple[str, ...]:
    """What causes are sorted by: placeholders stand in messages alone."""
    return tuple(str(cause.get(key)) for key in ("field", "reason", "message"))


def _same(recorded: Any, answered: Any, key: str) -> bool:
    if not (isinstance(recorded, str) and isinstance(answered, str)):
        return type(recorded) is type(answered) and bool(recorded == answered)
    if key == "message" and (library := _LIBRARY.search(recorded)):
        ours = _pattern(recorded[: library.start()])
        return re.fullmatch(f"{ours}.+", answered, re.DOTALL) is not None
    if key == "dockerImageManifest" and '"signatures"' in recorded:
        return _without_signatures(recorded) == _without_signatures(answered)
    return re.fullmatch(_pattern(recorded), answered, re.DOTALL) is not None


def _pattern(text: str) -> str:
    return "".join(
        f"(?:{_KINDS[part]})" if part in _KINDS else re.escape(part)
        for part in _PLACEHOLDER.split(text)
    )


def _without_signatures(manifest: str) -> dict[str, Any]:
    return {key: item for key, item in json.loads(manifest).items() if key != "signatures"}


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 300 else f"{text[:300]}…"
