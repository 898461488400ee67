"""schema.json as a stranger uses it: with `check-jsonschema`, on files, as they are."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.cases import answers, refusals, validation_cases
from tests.support.documents import EXPANDED, SCHEMA, an_import, own_files, read

STREAM = {"kind": "ImageStream", "metadata": {"name": "app"}, "spec": {"tags": [{"name": "a"}]}}


def check(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run check-jsonschema; one process for many files, for it is slow to start."""
    command = [sys.executable, "-m", "check_jsonschema", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def faults(folder: Path, documents: dict[str, Any]) -> dict[str, set[str]]:
    """For each document by its name: the places that check-jsonschema finds fault with."""
    paths = {}
    for index, (name, document) in enumerate(documents.items()):
        paths[name] = folder / f"{index}.json"
        paths[name].write_text(json.dumps(document), "utf-8")
    done = check("--schemafile", EXPANDED, "--output-format", "json", *paths.values())
    found: dict[str, set[str]] = {name: set() for name in documents}
    names = {str(path): name for name, path in paths.items()}
    report = json.loads(done.stdout)
    errors = report.get("errors", [])
    for error in errors:
        # Null beside an object is a choice of two, whose best match tells what is wrong inside.
        told = error.get("best_deep_match", error)
        found[names[error["filename"]]].add(told["path"])
    assert (report["status"], done.returncode) == (("fail", 1) if errors else ("ok", 0))
    return found


def test_it_is_a_schema_itself() -> None:
    done = check("--check-metaschema", EXPANDED)
    assert done.returncode == 0, done.stdout


def test_real_looking_files_are_accepted_in_json_and_in_yaml() -> None:
    assert {path.suffix for path in own_files()} == {".json", ".yaml"}
    assert {read(path)["kind"] for path in own_files()} == {"ImageStreamImport", "ImageStream"}
    done = check("--schemafile", EXPANDED, *own_files())
    assert done.returncode == 0, done.stdout


def test_every_answer_of_the_server_is_accepted(tmp_path: Path) -> None:
    documents = {answer.id: answer.response for answer in answers()}
    documents |= {f"{answer.id} (request)": answer.request for answer in answers()}
    assert {name for name, places in faults(tmp_path, documents).items() if places} == set()


def test_what_only_breaks_a_rule_is_accepted(tmp_path: Path) -> None:
    # A missing source or specification is told by a rule, and by the schema as well.
    missing = {"isi-repo-empty-object-still-counts", "invalid-no-spec"}
    cases = {
        case.id: {**case.document, "kind": case.kind}
        for case in [*validation_cases(), *refusals()]
        if case.id not in missing
    }
    assert {name for name, places in faults(tmp_path, cases).items() if places} == set()


MISTAKES: dict[str, tuple[Any, str]] = {
    "no object": ([], "$"),
    "no metadata": ({"spec": {"images": []}}, "$"),
    "no specification": ({"metadata": {"name": "app"}}, "$"),
    "no source": ({**an_import(), "spec": {"images": [{}]}}, "$.spec.images[0]"),
    "no source of a repository": ({**an_import(), "spec": {"repository": {}}}, "$.spec.repository"),
    "another kind": ({**an_import(), "kind": "Pod"}, "$.kind"),
    "another version": ({**an_import(), "apiVersion": "apps/v1"}, "$.apiVersion"),
    "a number for a name": (an_import(name=5), "$.metadata.name"),
    "a number for a label": (an_import(labels={"a": 1}), "$.metadata.labels.a"),
    "a list for an object": ({**an_import(), "status": []}, "$.status"),
    "deep inside": (
        {**an_import(), "status": {"images": [{"image": {"dockerImageLayers": [{"size": "1"}]}}]}},
        "$.status.images[0].image.dockerImageLayers[0].size",
    ),
    "null among images": ({**an_import(), "spec": {"images": [None]}}, "$.spec.images[0]"),
    "deep inside the stream of an answer": (
        {**an_import(), "status": {"import": {"status": {"tags": [{"items": [{"created": 1}]}]}}}},
        "$.status.import.status.tags[0].items[0].created",
    ),
    "a text for a truth value": (
        {**STREAM, "spec": {"lookupPolicy": {"local": "true"}}},
        "$.spec.lookupPolicy.local",
    ),
    "a number for a tag": ({**STREAM, "spec": {"tags": [{"name": 1.4}]}}, "$.spec.tags[0].name"),
}


@pytest.fixture(scope="module")
def mistakes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    documents = {name: document for name, (document, _) in MISTAKES.items()}
    return faults(tmp_path_factory.mktemp("mistakes"), documents)


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_found_where_it_is(name: str, mistakes: dict[str, set[str]]) -> None:
    assert mistakes[name] == {MISTAKES[name][1]}


def test_a_stream_is_judged_as_a_stream(tmp_path: Path) -> None:
    documents = {
        "without anything": {"kind": "ImageStream"},
        "metadata is null": {**STREAM, "metadata": None},
        "specification is null": {**STREAM, "spec": None},
        "status is null": {**STREAM, "status": None},
    }
    found = faults(tmp_path, documents)
    assert {name: places for name, places in found.items() if places} == {}


def test_unknown_fields_are_accepted_everywhere(tmp_path: Path) -> None:
    document = an_import(bogus=1)
    document["spec"]["images"][0]["bogus"] = []
    assert faults(tmp_path, {"": {**document, "bogus": {}}}) == {"": set()}


def test_it_says_all_that_the_canonical_schema_says_of_types() -> None:
    canonical, expanded = (json.loads(path.read_text("utf-8")) for path in (SCHEMA, EXPANDED))
    assert list(expanded["$defs"]) == list(canonical["$defs"])
    for name, definition in canonical["$defs"].items():
        fields = expanded["$defs"][name].get("properties", {})
        assert list(fields) == list(definition.get("properties", {})), name
        assert all(field["description"] for field in fields.values()), name
    own = {"x-rules", "x-availability", "x-required-on-read", "x-known-values", "x-package"}
    assert not any(f'"{key}"' in EXPANDED.read_text("utf-8") for key in own)
