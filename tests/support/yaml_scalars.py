"""The table of YAML scalars: what kubectl makes of each, by the place it stands in."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TABLE = Path(__file__).with_name("yaml_scalars.json")
REFUSED = "refused"  # what stands in an outcome where there is no value; no JSON text is that


@dataclass(frozen=True)
class Row:
    """A scalar, and what becomes of it. `value` and `key` are JSON text, or REFUSED."""

    scalar: str  # as it stands behind `value: `
    value: str  # in a field that takes any value
    key: str  # as a key of an object
    fits: tuple[str, ...]  # "string", "integer": fields of a type that take it


def outcome(value: Any) -> str:
    """A value as JSON text, in which an integer beyond 64 bits is a float, as kubectl prints it."""
    is_long = type(value) is int and not -(2**63) <= value < 2**63
    return json.dumps(float(value) if is_long else value, ensure_ascii=False)


def table() -> list[Row]:
    """The rows of the table."""
    return [_row(entry) for entry in json.loads(TABLE.read_text("utf-8"))]


def _row(entry: dict[str, Any]) -> Row:
    return Row(
        entry["scalar"],
        outcome(entry["value"]) if "value" in entry else REFUSED,
        outcome(entry["key"]) if "key" in entry else REFUSED,
        tuple(entry["fits"]),
    )


def table_text(rows: Iterable[dict[str, Any]]) -> str:
    """Rows as the file of the table has them, one on a line."""
    return "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]\n"


# ---------------------------------------------------------------------------------------- kubectl

_TYPED = {"string": "nodeName", "integer": "terminationGracePeriodSeconds"}


def kubectl_rows(kubectl: str, scalars: list[str], folder: Path) -> list[dict[str, Any]]:
    """The table as this kubectl would have it, which needs no server for that."""

    def local(verb: list[str], head: str, ends: dict[int, str]) -> tuple[dict[int, Any], set[int]]:
        """The objects that a command prints, and the numbers of the files that it refuses."""
        for old in folder.glob("*.yaml"):
            old.unlink()
        for number, end in ends.items():
            text = f"{head}\nmetadata: {{name: n{number}}}\nspec:\n{end}\n"
            (folder / f"{number}.yaml").write_text(text, "utf-8")
        command = [kubectl, *verb, "--local", "-f", str(folder), "-o", "json"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        refused = {int(number) for number in re.findall(r"\b(\d+)\.yaml", done.stderr)}
        # Where kubectl knows the type it prints nothing at all if it refuses one.
        printed = {int(one["metadata"]["name"][1:]): one for one in _values(done.stdout)}
        return printed, refused

    numbered = dict(enumerate(scalars))
    rows: list[dict[str, Any]] = [{"scalar": scalar} for scalar in scalars]
    any_kind = "apiVersion: example.org/v1\nkind: Thing"
    annotate = ["annotate", "a=b"]
    printed, _ = local(annotate, any_kind, {n: f"  value: {text}" for n, text in numbered.items()})
    for number, thing in printed.items():
        rows[number]["value"] = thing["spec"]["value"]
    keys = {n: f"  ? {text}\n  : 1" for n, text in numbered.items()}
    printed, _ = local(annotate, any_kind, keys)
    for number, thing in printed.items():
        (rows[number]["key"],) = thing["spec"]
    pod = "apiVersion: v1\nkind: Pod"
    image = "  containers: [{name: c, image: i}]"
    for row in rows:
        row["fits"] = []
    for name, field in _TYPED.items():
        ends = {number: f"{image}\n  {field}: {text}" for number, text in numbered.items()}
        _, refused = local(["set", "image", "c=j"], pod, ends)
        for number in numbered.keys() - refused:
            rows[number]["fits"].append(name)
    return rows


def _values(text: str) -> Iterable[Any]:
    """The JSON values in a text, one after the other."""
    decoder, place = json.JSONDecoder(), 0
    while place < len(text):
        value, end = decoder.raw_decode(text, place)
        yield value
        place = end + len(text[end:]) - len(text[end:].lstrip())
