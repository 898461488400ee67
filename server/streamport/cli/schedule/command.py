"""The schedule of a stream: asked of the server, printed as a table or as it came."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

from imagestreamimport._client.calls import Call
from imagestreamimport._client.objects import json_decoder
from imagestreamimport.errors import AccessError, ApiError

from ..exits import DONE, FAILED
from ..import_image.requested_image import Refused
from ..import_image.served import client_of
from ..terminal_text import count, printable

_HEAD = ("TAG", "EVERY", "NEXT RUN", "LAST RUN", "PROBLEM")
_UNITS = (("d", 86_400), ("h", 3_600), ("m", 60))


def show_schedule(options: argparse.Namespace) -> int:
    """Ask and print. Returns the exit code."""
    try:
        with client_of(options) as client:
            namespace = options.namespace or client.namespace or "default"
            names = quote(namespace, safe=""), quote(options.stream, safe="")
            path = "/streamport/v1/namespaces/{}/imagestreams/{}/schedule".format(*names)
            document = client.connection.read(Call("GET", path), json_decoder)
    except (Refused, AccessError, ApiError) as error:
        print(f"error: {printable(str(error))}", file=sys.stderr)
        return FAILED
    print(_text(document, options.output))
    return DONE


def _text(document: dict[str, Any], output: str) -> str:
    if output == "json":
        return json.dumps(document, indent=4, ensure_ascii=False)
    if output == "yaml":
        import yaml

        return str(yaml.safe_dump(document, sort_keys=False, allow_unicode=True)).rstrip("\n")
    return "\n".join(_lines(document))


def _lines(document: dict[str, Any]) -> Iterator[str]:
    tags: list[dict[str, Any]] = list(document.get("tags") or ())
    if repository := document.get("repository"):
        tags.append({**repository, "tag": "(repository)"})
    if document.get("importing"):
        yield "importing now"
    elif document.get("pending"):
        yield "to be imported now"
    if tags:
        yield from _table([_HEAD, *map(_row, tags)])
    else:
        yield "no tag is scheduled, and none waits to be tried again"
    for run in document.get("trail") or ():
        yield ""
        yield _run_line(run)
        for problem in run.get("problems") or ():
            yield printable(f"  {problem.get('tag') or 'repository'}: {problem.get('message', '')}")
            yield from (printable(f"    {tried}") for tried in problem.get("tried") or ())
        if error := run.get("error"):
            yield f"  {printable(error)}"


def _row(tag: dict[str, Any]) -> tuple[str, ...]:
    problem = tag.get("lastProblem") or {}
    cells = (
        tag.get("tag", ""),
        _span(tag.get("everySeconds")),
        tag.get("nextRun", ""),
        tag.get("lastRun", ""),
        problem.get("message", ""),
    )
    return tuple(printable(str(cell)) for cell in cells)


def _span(seconds: float | None) -> str:
    if not seconds:
        return ""
    for unit, size in _UNITS:
        if seconds >= size and seconds % size == 0:
            return f"{seconds / size:g}{unit}"
    return f"{seconds:g}s"


def _run_line(run: dict[str, Any]) -> str:
    tags = [*run.get("tags", ())]
    more = f" and {run['moreTags']} more" if run.get("moreTags") else ""
    counts = [
        text
        for number, text in (
            (run.get("imported", 0), f"{run.get('imported', 0)} imported"),
            (run.get("failed", 0), f"{run.get('failed', 0)} failed"),
        )
        if number
    ]
    counted = count(len(tags), "tag", "tags") if len(tags) > 3 else ", ".join(tags)
    what = printable((counted or "repository") + more)
    said = ", ".join(counts) or "no result"
    again = f" ({run['times']} times)" if run.get("times") else ""
    return f"{run.get('time', '')}  {run.get('why', '')}  {what}: {said}{again}"


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for cells in rows:
        padded = [cell.ljust(width) for cell, width in zip(cells, widths, strict=True)]
        yield "  ".join(padded).rstrip()
