"""Printing of results: a table, a picture of each image, or the document itself."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ..terminal_text import count, printable
from ..version_order import newest_first
from .requested_image import JsonObject
from .results import LEFT_OUT, MOVED, NEW, SAME, Result

_COLOURS = {NEW: "32", MOVED: "33", SAME: "0", LEFT_OUT: "31"}
_SHORT = len("sha256:") + 12


def print_results(
    output: str | None, answers: Sequence[JsonObject], found: Sequence[Result], name: str
) -> None:
    """Print in the form that was asked for, on stdout."""
    if output in ("json", "yaml"):
        print(_document(output, answers))
    elif output == "name":
        print(f"imagestream.image.openshift.io/{name}")
    else:
        print_table(found)


def _document(output: str, answers: Sequence[JsonObject]) -> str:
    document: Any = answers[0]
    if len(answers) > 1:
        document = {"kind": "List", "apiVersion": "v1", "metadata": {}, "items": list(answers)}
    if output == "json":
        return json.dumps(document, indent=4, ensure_ascii=False)
    import yaml

    return str(yaml.safe_dump(document, sort_keys=False, allow_unicode=True)).rstrip("\n")


# -------------------------------------------------------------------------------------- the table


def print_table(found: Sequence[Result]) -> None:
    """Print a line for each tag: change, tag, digest, platform, size, and source or reason."""
    if not found:
        return
    rows = [_row(result) for result in in_order(found)]
    head = ("", "TAG", "IMAGE", "PLATFORM", "SIZE", "FROM")
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    coloured = has_colours()
    for cells in (head, *rows):
        line = "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
        colour = _COLOURS.get(cells[0], "1") if coloured else ""
        print(f"\x1b[{colour}m{line.rstrip()}\x1b[0m" if colour else line.rstrip())


def in_order(found: Sequence[Result]) -> list[Result]:
    """Sort results as people read tags, those that were skipped at the end."""
    order = {tag: number for number, tag in enumerate(newest_first({each.tag for each in found}))}
    return sorted(found, key=lambda result: (result.is_skipped, order[result.tag]))


def _row(result: Result) -> tuple[str, ...]:
    if result.image is None:
        return (result.sign, printable(result.tag) or "-", "-", "-", "-", printable(result.why))
    digest = result.digest[:_SHORT]
    if result.sign == MOVED:
        digest = f"{result.before[:_SHORT]} -> {digest}"
    source = printable(result.source)
    tag = printable(result.tag) or "-"
    return (result.sign, tag, digest, platform(result), _size(result), source)


def has_colours() -> bool:
    """Whether stdout may be coloured. Source: https://no-color.org"""
    is_terminal = sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    return is_terminal and not os.environ.get("NO_COLOR")


def platform(result: Result) -> str:
    """Return `linux/amd64`, or the number of platforms of a preserved list."""
    image = result.image or {}
    children = image.get("dockerImageManifests") or []
    if children:
        return count(len(children), "platform", "platforms")
    metadata = image.get("dockerImageMetadata") or {}
    return _platform_of(metadata.get("Os") or "linux", metadata.get("Architecture"))


def _platform_of(system: Any, architecture: Any, variant: Any = None) -> str:
    return printable("/".join(str(part) for part in (system, architecture, variant) if part))


def _size(result: Result) -> str:
    image = result.image or {}
    layers = image.get("dockerImageLayers") or []
    size = _sum_of(layers) or (image.get("dockerImageMetadata") or {}).get("Size")
    return human_size(size) if isinstance(size, int) and size else "-"


def _sum_of(layers: Iterable[JsonObject]) -> int:
    return sum(layer.get("size") or 0 for layer in layers)


def human_size(size_bytes: int) -> str:
    """Write a size: `512 B`, `1.5 MiB`."""
    size, unit = float(size_bytes), 0
    while size >= 1024 and unit < 4:
        size, unit = size / 1024, unit + 1
    name = ("B", "KiB", "MiB", "GiB", "TiB")[unit]
    return f"{size:.1f} {name}" if unit else f"{size_bytes} B"


# ------------------------------------------------------------------------------------ the picture


def print_pictures(found: Iterable[Result]) -> None:
    """Print what is in each image, for people; what it lacks gets no line."""
    for number, result in enumerate(found):
        if number:
            print()
        print(printable(result.source))
        if result.image is None:
            print(f"  {printable(result.why)}")
            continue
        lines = list(_picture(result))
        width = max(len(title) for title, _ in lines)
        for title, text in lines:
            print(f"  {title.ljust(width)}  {printable(text)}".rstrip())


def _picture(result: Result) -> Iterator[tuple[str, str]]:
    image = result.image or {}
    metadata = image.get("dockerImageMetadata") or {}
    yield "digest", result.digest
    yield from _if("media type", image.get("dockerImageManifestMediaType"))
    children = image.get("dockerImageManifests") or []
    if not children:
        yield "platform", platform(result)
    for title, child in _titled("platforms", children):
        named = _platform_of(child.get("os"), child.get("architecture"), child.get("variant"))
        yield title, f"{named}  {child.get('digest')}"
    if not children:  # a list was made at no time; servers say when they looked
        yield from _if("created", metadata.get("Created"))
    layers = image.get("dockerImageLayers") or []
    if layers:
        size = human_size(_sum_of(layers))
        yield "size", f"{size} in {count(len(layers), 'layer', 'layers')}"
    yield from _config(metadata.get("Config") or {})
    for title, layer in _titled("layers", layers):
        yield title, f"{layer.get('name')}  {human_size(layer.get('size') or 0)}"


def _config(config: JsonObject) -> Iterator[tuple[str, str]]:
    for title, key in (("user", "User"), ("directory", "WorkingDir")):
        yield from _if(title, config.get(key))
    for title, key in (("entrypoint", "Entrypoint"), ("command", "Cmd")):
        if config.get(key):
            yield title, json.dumps(config[key], ensure_ascii=False)
    for title, key in (("ports", "ExposedPorts"), ("volumes", "Volumes")):
        yield from _if(title, ", ".join(config.get(key) or {}))
    yield from _titled("environment", [str(text) for text in config.get("Env") or []])
    labels = config.get("Labels") or {}
    yield from _titled("labels", [f"{key}={value}" for key, value in labels.items()])


def _if(title: str, value: Any) -> Iterator[tuple[str, str]]:
    if value:
        yield title, str(value)


def _titled(title: str, values: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    """Yield the values, the title before the first alone."""
    for number, value in enumerate(values):
        yield ("" if number else title), value
