"""Schemas that other people have published: those of a folder that a variable names.

    KINDGEN_SCHEMAS=DIR pytest tests/generator/test_public_schemas.py -s

JSON Schema of any draft (*.json, *.yaml, found in sub-folders too), custom resources (a
CustomResourceDefinition), and cases of the official suite (lists of `schema` with `tests`; those of
a folder `format` without `$schema`, which makes formats remarks). Each is
imported, generated, imported as a package in a child process, and tried on a document: one beside
it in `NAME.samples/`, else one that is made up. A table at the end says what was taken, what was
refused and why. `KINDGEN_SCHEMAS_TAKEN=0.9` asks for at least that part of them, and
`KINDGEN_SCHEMAS_WRONG=5` forgives so many that are judged wrongly.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kindgen import SchemaError, generate, validator_source
from kindgen.importers.crd import import_crd
from kindgen.importers.json_schema import import_schema
from kindgen.importers.reading import read_documents
from tests.support.generator import write_schema

FOLDER = os.environ.get("KINDGEN_SCHEMAS", "")
WANTED = float(os.environ.get("KINDGEN_SCHEMAS_TAKEN", "0"))
FORGIVEN = int(os.environ.get("KINDGEN_SCHEMAS_WRONG", "0"))
_CHILD_S = 120
_TRY = """
import json, sys
sys.path.insert(0, sys.argv[1])
from importlib import import_module
models, validators, defaults = (
    import_module(f"{sys.argv[2]}.{name}") for name in ("models", "validators", "defaults")
)
is_exact = hasattr(models, "UNSET")

def folded(value):
    if isinstance(value, dict):
        fields = {name: folded(item) for name, item in value.items()}
        return {name: item for name, item in fields.items() if item not in (None, [], {})}
    return [folded(item) for item in value] if isinstance(value, list) else value

fold = (lambda value: value) if is_exact else folded
for document in json.load(sys.stdin):
    if not is_exact and not isinstance(document, dict):
        continue  # a kind of Kubernetes is an object
    causes = validators.validate(document)
    assert validators.is_valid(document) is (not causes), "is_valid and validate differ"
    unknown = validators.unknown_fields(document)
    defaults.apply(document)
    if not causes:
        made = json.loads(models.encode(models.decode(json.dumps(document))))
        assert unknown or fold(made) == fold(document), f"came back as {json.dumps(made)[:300]}"
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one schema."""

    name: str
    what: str  # "taken", "refused" or "wrong"
    why: str = ""


def suite_outcomes(path: Path, groups: list[dict[str, Any]]) -> list[Outcome]:
    """What becomes of a file of the official suite: an outcome for each of its tests."""
    found: list[Outcome] = []
    for group in groups:
        name = f"{path.name}: {group['description']}"
        try:
            schema, names = group["schema"], dict[str, Any]()
            if path.parent.name == "format" and isinstance(schema, dict):
                schema = {key: value for key, value in schema.items() if key != "$schema"}
            exec(compile(validator_source(schema), name, "exec"), names)
        except SchemaError as error:
            found += [Outcome(name, "refused", error.problems[0].message)] * len(group["tests"])
            continue
        for test in group["tests"]:
            answers = {names["is_valid"](test["data"]), not names["validate"](test["data"])}
            is_right = answers == {test["valid"]}
            found.append(Outcome(name, "taken" if is_right else "wrong", test["description"]))
    return found


def outcome(path: Path, content: Any, folder: Path) -> Outcome:
    """What becomes of a schema or of a custom resource."""
    try:
        if isinstance(content, dict) and content.get("kind") == "CustomResourceDefinition":
            schema, _ = import_crd(path.read_bytes(), path.name, "public")
        else:
            schema, _ = import_schema(path, "public")
        files = generate(write_schema(folder, schema))
    except SchemaError as error:
        return Outcome(path.name, "refused", str(error.problems[0])[:200])
    for place, text in files.items():
        target = folder / "out" / "public" / place
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", _TRY, folder / "out", "public"],
        input=json.dumps(_documents(path, schema)),
        capture_output=True, text=True, timeout=_CHILD_S, check=False,
    )  # fmt: skip
    if done.returncode:
        return Outcome(path.name, "wrong", done.stderr.strip().splitlines()[-1][:200])
    return Outcome(path.name, "taken")


def _documents(path: Path, schema: dict[str, Any]) -> list[Any]:
    folder = path.with_suffix(".samples")
    samples = sorted(folder.iterdir()) if folder.is_dir() else []
    found = [one for it in samples for one in read_documents(it.read_bytes(), it.name)]
    return found or [made_up(schema, schema, 0), {}, []]


def made_up(schema: Any, root: dict[str, Any], depth: int) -> Any:
    """A document that a schema is likely to accept: a value for each of its fields."""
    if not isinstance(schema, dict) or depth > 6:
        return {}
    for key in ("const", "default"):
        if key in schema:
            return schema[key]
    if schema.get("enum") or schema.get("examples"):
        return (schema.get("enum") or schema["examples"])[0]
    if str(schema.get("$ref", "")).startswith("#/$defs/"):
        name = schema["$ref"].removeprefix("#/$defs/").replace("~1", "/").replace("~0", "~")
        return made_up(root["$defs"].get(name), root, depth + 1)
    for key in ("allOf", "oneOf", "anyOf"):
        if key in schema and "properties" not in schema:
            return made_up(schema[key][0], root, depth + 1)
    kind = schema.get("type", "object" if "properties" in schema else "string")
    kind = kind[0] if isinstance(kind, list) else kind
    if kind == "object":
        fields = schema.get("properties", {})
        return {name: made_up(inner, root, depth + 1) for name, inner in fields.items()}
    if kind == "array":
        return [made_up(schema["items"], root, depth + 1)] if "items" in schema else []
    return {"string": "a", "integer": 1, "number": 1.5, "boolean": True}.get(str(kind))


def files_of(folder: Path) -> list[tuple[Path, Any]]:
    """Each file that holds a schema, with its content."""
    found: list[tuple[Path, Any]] = []
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".json", ".yaml", ".yml") and ".samples" not in str(path.parent):
            try:
                documents = read_documents(path.read_bytes(), path.name)
            except SchemaError:
                if path.suffix != ".json":
                    continue  # such as a template
                documents = [json.loads(path.read_bytes())]  # a list, as the suite has them
            found += [(path, documents[0])] if len(documents) == 1 else []
    return found


if FOLDER:  # such schemas are not ours to bring along

    def test_public_schemas_are_taken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        outcomes: list[Outcome] = []
        for index, (path, content) in enumerate(files_of(Path(FOLDER))):
            if isinstance(content, list):
                outcomes += suite_outcomes(path, content)
            elif isinstance(content, dict):
                outcomes.append(outcome(path, content, tmp_path / str(index)))
        with capsys.disabled():
            print("\n" + table(outcomes))
        counts = Counter(item.what for item in outcomes)
        assert outcomes, f"no schema in {FOLDER}"
        assert len([item for item in outcomes if item.what == "wrong"]) <= FORGIVEN
        assert counts["taken"] >= WANTED * len(outcomes)


def table(outcomes: list[Outcome]) -> str:
    """What was taken and what not, and why."""
    counts = Counter(item.what for item in outcomes)
    lines = [f"{counts[what]:6} {what}" for what in ("taken", "refused", "wrong")]
    why = Counter((item.what, item.name, item.why) for item in outcomes if item.what != "taken")
    for (what, name, reason), count in why.most_common():
        told = textwrap.shorten(f"{name}: {reason}", 150)
        lines.append(f"  {what:8} {count:3}  {told}")
    return "\n".join(lines)


# ------------------------------------------------------------------------- schemas of our own

DRAFT_4 = {
    "$schema": "http://json-schema.org/draft-04/schema#",
    "id": "https://schemas.test/box.json",
    "definitions": {"side": {"type": "number", "minimum": 0, "exclusiveMinimum": True}},
    "type": "object",
    "properties": {"width": {"$ref": "#/definitions/side"}, "tags": {"items": [{}, {}]}},
    "dependencies": {"height": ["width"]},
}
RESOURCE = {
    "apiVersion": "apiextensions.k8s.io/v1",
    "kind": "CustomResourceDefinition",
    "metadata": {"name": "boxes.example.com"},
    "spec": {
        "group": "example.com",
        "scope": "Namespaced",
        "names": {"kind": "Box", "plural": "boxes"},
        "versions": [
            {"name": "v1", "served": True, "storage": True,
             "schema": {"openAPIV3Schema": {"type": "object"}}}
        ],
    },
}  # fmt: skip
SUITE = [
    {
        "description": "a type",
        "schema": {"type": "string"},
        "tests": [{"description": "text", "data": "a", "valid": True}],
    },
    {
        "description": "elsewhere",
        "schema": {"$ref": "https://schemas.test/other"},
        "tests": [{"description": "text", "data": "a", "valid": True}],
    },
]


def test_what_is_not_taken_is_told_with_the_reason(tmp_path: Path) -> None:
    for name, content in (("box.json", DRAFT_4), ("boxes.yaml", RESOURCE), ("suite.json", SUITE)):
        (tmp_path / name).write_text(json.dumps(content), "utf-8")
    outcomes: list[Outcome] = []
    for path, content in files_of(tmp_path):
        if isinstance(content, list):
            outcomes += suite_outcomes(path, content)
        else:
            outcomes.append(outcome(path, content, tmp_path / f"{path.name}.made"))
    told = table(outcomes)
    assert told.splitlines()[:3] == ["     3 taken", "     1 refused", "     0 wrong"]
    assert "suite.json: elsewhere" in told
