"""Differences as text, JSON or Markdown."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..terminal_text import count, printable
from .differences import (
    Difference,
    ImageFacts,
    Layer,
    LayerChange,
    bytes_of,
    layer_change,
    map_change,
)
from .printing import human_size
from .requested_image import JsonObject

FORMS = ("text", "json", "markdown")
_NOTHING = ImageFacts()


def difference_text(form: str, stream: str, found: Sequence[Difference]) -> str:
    """Write differences in a form."""
    if form == "json":
        document = {"stream": stream, "tags": [_document(each) for each in found]}
        return json.dumps(document, indent=4, ensure_ascii=False)
    write = _markdown if form == "markdown" else _plain
    return "\n\n".join("\n".join(write(stream, each)) for each in found)


# --------------------------------------------------------------------------------------- for people


@dataclass(frozen=True, slots=True)
class _Row:
    """A line: what it is about, what stands there, and below it what came, went and changed."""

    title: str
    text: str
    below: tuple[str, ...] = ()


def _rows(difference: Difference) -> Iterator[_Row]:
    """Yield what differs; of a tag that is new, what it gets."""
    before, after = difference.before or _NOTHING, difference.after or _NOTHING
    for title, old, new in _values(before, after):
        if new != old and old:
            yield _Row(title, f"{old} -> {new or 'none'}")
        elif new != old or (new and title in ("digest", "platform", "created")):
            yield _Row(title, new)
    for title, was, now in _maps(before, after):
        change = map_change(was, now)
        if change:
            lines = [f"+ {_pair(title, key, value)}" for key, value in change.added.items()]
            lines += [f"- {_pair(title, key, value)}" for key, value in change.removed.items()]
            lines += [f"~ {key}: {old} -> {new}" for key, (old, new) in change.changed.items()]
            yield _Row(title, "", tuple(lines))
    yield from _layers(layer_change(before.layers, after.layers))


def _values(before: ImageFacts, after: ImageFacts) -> Iterator[tuple[str, str, str]]:
    yield "digest", before.digest, after.digest
    yield "platform", before.platform, after.platform
    yield "created", before.created, after.created
    yield "size", _size(before), _size(after)
    yield "user", before.user, after.user
    yield "directory", before.directory, after.directory
    yield "entrypoint", _words(before.entrypoint), _words(after.entrypoint)
    yield "command", _words(before.command), _words(after.command)


def _maps(
    before: ImageFacts, after: ImageFacts
) -> Iterator[tuple[str, Mapping[str, str], Mapping[str, str]]]:
    yield "platforms", before.platforms, after.platforms
    yield "environment", before.env, after.env
    yield "labels", before.labels, after.labels
    yield "ports", dict.fromkeys(before.ports, ""), dict.fromkeys(after.ports, "")


def _layers(change: LayerChange) -> Iterator[_Row]:
    if not (change.new or change.gone):
        return
    parts = (
        [f"{len(change.kept)} kept ({human_size(bytes_of(change.kept))})"] if change.kept else []
    )
    parts += [f"{len(change.new)} new ({human_size(bytes_of(change.new))})"]
    parts += [f"{len(change.gone)} gone"] if change.gone else []
    lines = [
        f"{sign} {layer.digest}  {human_size(layer.size_bytes)}" for sign, layer in _signed(change)
    ]
    yield _Row("layers", ", ".join(parts), tuple(lines))


def _signed(change: LayerChange) -> Iterator[tuple[str, Layer]]:
    yield from (("+", layer) for layer in change.new)
    yield from (("-", layer) for layer in change.gone)


def _pair(title: str, key: str, value: str) -> str:
    if title == "ports":
        return key
    return f"{key}  {value}" if title == "platforms" else f"{key}={value}"


def _size(facts: ImageFacts) -> str:
    if not facts.layers:
        return ""
    return f"{human_size(facts.size_bytes)} in {count(len(facts.layers), 'layer', 'layers')}"


def _words(words: Sequence[str]) -> str:
    return json.dumps(words, ensure_ascii=False) if words else ""


def _name(stream: str, difference: Difference) -> str:
    return f"{stream}:{difference.tag or '*'}"


def _heading(difference: Difference) -> str:
    if difference.after is None or difference.change == "same":
        return difference.change
    return f"{difference.change}, from {difference.source}"


def _plain(stream: str, difference: Difference) -> Iterator[str]:
    yield printable(f"{_name(stream, difference)}  {_heading(difference)}")
    if difference.why:
        yield f"  {printable(difference.why)}"
    rows = [] if difference.change == "same" else list(_rows(difference))
    width = max((len(row.title) for row in rows), default=0)
    for row in rows:
        yield f"  {row.title.ljust(width)}  {printable(row.text)}".rstrip()
        yield from (f"  {'':{width}}  {printable(line)}" for line in row.below)


def _markdown(stream: str, difference: Difference) -> Iterator[str]:
    yield f"### {_code(_name(stream, difference))} {difference.change}"
    yield ""
    if difference.after is not None and difference.change != "same":
        yield f"From {_code(difference.source)}."
    if difference.why:
        yield _code(difference.why)
    rows = [] if difference.change == "same" else list(_rows(difference))
    if not rows:
        return
    yield from ("", "| | |", "| --- | --- |")
    for row in rows:
        old, arrow, new = row.text.partition(" -> ")
        text = f"{_code(old)} → {_code(new)}" if arrow else _code(row.text)
        cells = [text, *(_code(line) for line in row.below)]
        yield f"| {row.title} | {'<br>'.join(filter(None, cells))} |"


def _code(text: str) -> str:
    """Write a text so that Markdown shows it as it is, in a cell of a table too."""
    if not text:
        return ""
    text = printable(text).replace("|", "\\|")
    longest = max((len(run) for run in _runs_of(text)), default=0)
    fence = "`" * (longest + 1)
    space = " " if "`" in text else ""
    return f"{fence}{space}{text}{space}{fence}"


def _runs_of(text: str) -> Iterator[str]:
    run = ""
    for char in text:
        run = run + char if char == "`" else ""
        if run:
            yield run


# ------------------------------------------------------------------------------------- for programs


def _document(difference: Difference) -> JsonObject:
    found: JsonObject = {
        "tag": difference.tag,
        "source": difference.source,
        "change": difference.change,
    }
    if difference.why:
        found["message"] = difference.why
    if difference.after is None:
        return found
    before, after = difference.before or _NOTHING, difference.after
    for key, old, new in _single(before, after):
        found[key] = {"before": old or None, "after": new or None}
    for key, was, now in _keyed(before, after):
        change = map_change(was, now)
        changed = {
            name: {"before": old, "after": new} for name, (old, new) in change.changed.items()
        }
        found[key] = {
            "added": dict(change.added),
            "removed": dict(change.removed),
            "changed": changed,
        }
    was_open, is_open = set(before.ports), set(after.ports)
    found["exposedPorts"] = {
        "added": sorted(is_open - was_open),
        "removed": sorted(was_open - is_open),
    }
    layers = layer_change(before.layers, after.layers)
    found["layers"] = {
        "kept": [_layer(layer) for layer in layers.kept],
        "new": [_layer(layer) for layer in layers.new],
        "gone": [_layer(layer) for layer in layers.gone],
    }
    return found


def _single(before: ImageFacts, after: ImageFacts) -> Iterator[tuple[str, Any, Any]]:
    yield "digest", before.digest, after.digest
    yield "platform", before.platform, after.platform
    yield "created", before.created, after.created
    yield "sizeBytes", before.size_bytes, after.size_bytes
    yield "user", before.user, after.user
    yield "workingDirectory", before.directory, after.directory
    yield "entrypoint", before.entrypoint, after.entrypoint
    yield "command", before.command, after.command


def _keyed(
    before: ImageFacts, after: ImageFacts
) -> Iterator[tuple[str, Mapping[str, str], Mapping[str, str]]]:
    yield "platforms", before.platforms, after.platforms
    yield "env", before.env, after.env
    yield "labels", before.labels, after.labels


def _layer(layer: Layer) -> JsonObject:
    return {"digest": layer.digest, "sizeBytes": layer.size_bytes}
