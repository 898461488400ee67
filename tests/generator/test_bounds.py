"""Any schema ends with a package or with clear words, soon; and no path or link leads elsewhere."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from types import FrameType
from typing import Any

import pytest

from kindgen.build.package import build
from kindgen.pipeline import generate, read, represent, validator_source
from kindgen.publish.manifest import MANIFEST, recorded_outputs, sha256
from kindgen.publish.swap import PublishError, publish
from kindgen.schema.limits import (
    MAX_BYTES,
    MAX_NAME,
    MAX_NESTING,
    MAX_SCHEMAS,
    MAX_VALUES,
)
from kindgen.schema.problems import MAX_PROBLEMS, SchemaError
from tests.support.generator import TEXT, Schema, command, record, ref, schema_of, write_schema

# ---------------------------------------------------------------------------------- schemas by size


def _chain(count: int) -> Schema:
    definitions: dict[str, Any] = {f"D{i}": ref(f"D{i + 1}") for i in range(count)}
    return schema_of({"a": ref("D0")}, {**definitions, f"D{count}": TEXT})


def _objects(count: int) -> Schema:
    """A chain of objects, each of which has a default."""
    definitions: dict[str, Any] = {
        f"D{i}": record(next=ref(f"D{i + 1}"), a={**TEXT, "default": "b"}) for i in range(count)
    }
    return schema_of({"a": ref("D0")}, {**definitions, f"D{count}": record(a=TEXT)})


def _diamonds(count: int) -> Schema:
    """Two ways from each object to the next: two to the power of `count` ways to the last."""
    definitions = {
        f"D{i}": record(a=ref(f"D{min(i + 1, count)}"), b=ref(f"D{min(i + 1, count)}"))
        for i in range(count + 1)
    }
    return schema_of({"a": ref("D0")}, definitions)


def _wide(count: int) -> Schema:
    return schema_of({f"f{i}": {**TEXT, "maxLength": i, "default": ""} for i in range(count)})


def _lists_of_one_another(count: int) -> Schema:
    fields: dict[str, Any] = {
        f"a{i}": {"type": "array", "items": {"$ref": f"#/properties/a{i + 1}"}}
        for i in range(count)
    }
    return schema_of({**fields, f"a{count}": TEXT})


def _values(count: int) -> Schema:
    return schema_of({"a": {**TEXT, "enum": [f"value {i}" for i in range(count)]}})


def _calls(folder: Path, schema: Schema) -> int:
    """How many functions are called from the file to the representation; no clock is asked."""
    place = write_schema(folder, schema)
    count = 0

    def counted(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        build(read(place))
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize(
    "make_one", [_chain, _objects, _diamonds, _wide, _lists_of_one_another, _values]
)
def test_twice_as_much_takes_twice_as_many_steps(
    make_one: Callable[[int], Schema], tmp_path: Path
) -> None:
    """Roughly: what takes steps in the square would take four times as many."""
    _calls(tmp_path, make_one(10))  # what is done once only
    once = _calls(tmp_path, make_one(150))
    assert _calls(tmp_path, make_one(300)) < 3 * once


# ---------------------------------------------------------------------------------- what is too big


def _refused(folder: Path, schema: object) -> str:
    started = time.process_time()
    with pytest.raises(SchemaError) as raised:
        read(write_schema(folder, schema))
    assert time.process_time() - started < 20
    (problem,) = raised.value.problems
    return str(problem)


def test_fifty_thousand_definitions_are_refused_with_their_number(tmp_path: Path) -> None:
    definitions = {f"D{i}": record(a=TEXT) for i in range(50_000)}
    said = _refused(tmp_path, schema_of({"a": ref("D0")}, definitions))
    assert f"at most {MAX_SCHEMAS:,} schemas" in said
    assert "50,000 definitions" in said
    assert "make several packages" in said


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
    resource.setrlimit(resource.RLIMIT_AS, (2 * 2**30, 2 * 2**30))


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS does not keep to RLIMIT_AS")
@pytest.mark.parametrize(
    ("schema", "said"),
    [
        (schema_of({}, {f"D{i}": record(a=TEXT) for i in range(50_000)}), "too big"),
        ('{"items":' * 2000 + "1" + "}" * 2000, "nested too deeply"),
    ],
    ids=["definitions", "nesting"],
)
def test_a_run_ends_within_a_minute_and_two_gigabytes(
    schema: object, said: str, tmp_path: Path
) -> None:
    folder = write_schema(tmp_path, schema)
    done = subprocess.run(
        [sys.executable, "-m", "kindgen", "generate", "--schema", folder, "--out", tmp_path],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=_limit,
    )
    assert (done.returncode, done.stdout) == (1, ""), done.stderr[-2000:]
    assert "Traceback" not in done.stderr
    assert said in done.stderr


@pytest.mark.parametrize("value", [True, {}, {"type": "string"}])
def test_more_fields_than_can_be_are_refused(value: Any, tmp_path: Path) -> None:
    fields = {f"f{i}": value for i in range(MAX_SCHEMAS)}
    assert f"at most {MAX_SCHEMAS:,} schemas" in _refused(tmp_path, schema_of(fields))


def test_a_file_that_is_too_big_is_not_even_read(tmp_path: Path) -> None:
    folder = write_schema(tmp_path, "{}")
    with (folder / "thing.schema.json").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(SchemaError, match="the file is too big, at most 16 MiB"):
        read(folder)
    done = command("generate", "--schema", folder, "--out", tmp_path / "out")
    assert (done.returncode, done.stdout) == (1, "")
    assert "too big" in done.stderr


def test_more_values_than_can_be_are_refused(tmp_path: Path) -> None:
    said = _refused(tmp_path, schema_of({"a": {"enum": [0] * MAX_VALUES}}))
    assert f"at most {MAX_VALUES:,} values" in said


def test_a_name_that_is_too_long_is_refused_and_cut(tmp_path: Path) -> None:
    said = _refused(tmp_path, schema_of({"x" * (MAX_NAME + 1): TEXT}))
    assert f"at most {MAX_NAME:,} characters" in said
    assert len(said) < 500
    read(write_schema(tmp_path, schema_of({"x" * MAX_NAME: TEXT})))


def test_long_names_below_one_another_are_refused(tmp_path: Path) -> None:
    inner = {f"{i}{'y' * 1000}": TEXT for i in range(2000)}
    said = _refused(tmp_path, schema_of({"x" * 2000: record(**inner)}))
    assert "names that are not too long" in said


@pytest.mark.parametrize("depth", [MAX_NESTING + 1, 2000, 50_000])
@pytest.mark.parametrize("text", ['{"not":', '{"items":', '{"default":[', '[{"a":'])
def test_what_is_nested_too_deeply_is_refused(text: str, depth: int, tmp_path: Path) -> None:
    closing = {"{": "}", "[": "]"}
    end = "".join(closing[char] for char in reversed(text) if char in closing)
    said = _refused(tmp_path, text * depth + "1" + end * depth)
    assert "nested too deeply" in said


def test_references_that_lead_on_too_far_are_refused(tmp_path: Path) -> None:
    """Each step is one call deeper, for jsonschema and for the functions that are generated."""
    definitions: dict[str, Any] = {f"D{i}": {"allOf": [ref(f"D{i + 1}")]} for i in range(1500)}
    schema = schema_of({"a": ref("D0")}, {**definitions, "D1500": TEXT})
    with pytest.raises(SchemaError, match="nested too deeply"):
        generate(write_schema(tmp_path, {**schema, "default": {"a": "x"}}))


def test_a_validator_of_what_is_no_json_is_refused() -> None:
    loop: dict[str, Any] = {}
    loop["not"] = loop
    deep: dict[str, Any] = {}
    for _ in range(100_000):
        deep = {"not": deep}
    for schema in (loop, deep, {"const": {1, 2}}, {"const": float("nan")}, {"const": "\ud800"}):
        with pytest.raises(SchemaError):
            validator_source(schema)


@pytest.mark.long
@pytest.mark.parametrize(
    "schema",
    [
        schema_of({f"f{i}": {"type": "strin", "minLenght": 3} for i in range(5000)}),
        schema_of({f"f{i}": ref(f"Nosuch{i}") for i in range(9000)}, {"D": TEXT}),
        schema_of({"a": TEXT}, **{"required": [[i] for i in range(20_000)]}),
        schema_of({"a": TEXT}, **{"x-required-on-read": [f"z{i}" for i in range(100_000)]}),
        schema_of(
            {f"a{i}": TEXT for i in range(300)},
            **{"x-rules": [{"check": "required", "field": f"b{i}"} for i in range(3000)]},
        ),
    ],
    ids=["values", "references", "names", "on read", "rules"],
)
def test_thousands_of_problems_are_told_soon(schema: Schema, tmp_path: Path) -> None:
    started = time.process_time()
    with pytest.raises(SchemaError) as raised:
        read(write_schema(tmp_path, schema))
    assert time.process_time() - started < 40
    assert 100 < len(raised.value.problems) < 6 * MAX_PROBLEMS


@pytest.mark.long
@pytest.mark.parametrize(
    "schema",
    [
        {**schema_of({}), **{f"unknown{i}": 1 for i in range(20_000)}},
        schema_of({f"f{i}": {**TEXT, "format": f"date-tim{i}"} for i in range(5000)}),
        schema_of({f"a{'-' * i}": TEXT for i in range(1500)}),
        schema_of({chr(0x4E00 + i): TEXT for i in range(9000)}),
    ],
    ids=["keywords", "formats", "clashes", "names without letters"],
)
def test_much_advice_is_given_soon(schema: Schema, tmp_path: Path) -> None:
    started = time.process_time()
    assert len(represent(write_schema(tmp_path, schema)).advice) > 1000
    assert time.process_time() - started < 40


@pytest.mark.long
def test_defaults_are_tried_in_bounded_time(tmp_path: Path) -> None:
    choices = {"anyOf": [{"const": i} for i in range(3000)]}
    fields: dict[str, Any] = {f"f{i}": {**ref("Choice"), "default": 2999} for i in range(3000)}
    fields["list"] = {"type": "array", "items": {}, "uniqueItems": True}
    fields["list"]["default"] = [{"a": i} for i in range(20_000)]
    fields["text"] = {**TEXT, "pattern": "a+b$", "default": "a" * 200_000}
    started = time.process_time()
    read(write_schema(tmp_path, schema_of(fields, {"Choice": choices})))
    assert time.process_time() - started < 40


@pytest.mark.parametrize(
    "rule",
    [
        {"check": "required", "field": "a", "detail": "{a}" * 5000},
        {"check": "max-bytes", "field": "a", "fields": ["a"] * 5000, "limit": 1},
        {"first": [{"check": "required", "field": "a"}] * 5000},
        {"check": "required", "field": ".".join(["next"] * 5000)},
        {"check": "required", "field": "a", "when": {".".join(["next"] * 300): {"empty": True}}},
    ],
    ids=["detail", "fields", "first", "path", "condition"],
)
def test_a_rule_that_is_too_long_for_python_is_refused(rule: Schema, tmp_path: Path) -> None:
    definitions = {"Node": record(a=TEXT, next=ref("Node"))}
    fields = {"a": TEXT, "next": ref("Node")}
    with pytest.raises(SchemaError, match="too many"):
        read(write_schema(tmp_path, schema_of(fields, definitions, **{"x-rules": [rule]})))


# ------------------------------------------------------------------------------------ strange files


def test_a_pipe_in_the_schema_folder_is_not_waited_for(tmp_path: Path) -> None:
    folder = write_schema(tmp_path, schema_of({"a": TEXT}))
    os.mkfifo(folder / "pipe.json")
    (folder / "folder.json").mkdir()
    (folder / "gone.json").symlink_to("nowhere")
    done = command("generate", "--schema", folder, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr


def test_a_pipe_in_the_package_is_not_waited_for(tmp_path: Path) -> None:
    folder = write_schema(tmp_path, schema_of({"a": TEXT}))
    assert command("generate", "--schema", folder, "--out", tmp_path / "out").returncode == 0
    os.mkfifo(tmp_path / "out" / "thing" / "pipe")
    write_schema(tmp_path, schema_of({"b": TEXT}))
    done = command("generate", "--schema", folder, "--out", tmp_path / "out")
    assert done.returncode == 1
    assert "neither a file nor a link" in done.stderr
    assert "a: str" in (tmp_path / "out" / "thing" / "models.py").read_text()


# ---------------------------------------------------------------------------------- paths and links


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """An output folder with a package in it; beside it lies what is nobody else's business."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "secret").write_text("secret")
    out = tmp_path / "out"
    _publish(out, "one")
    return out


def _publish(out: Path, content: str, **more: str) -> None:
    files = {PurePosixPath("__init__.py"): f"x = {content!r}\n"}
    files |= {PurePosixPath(name): text for name, text in more.items()}
    recorded = {str(path): sha256(text.encode()) for path, text in files.items()}
    manifest = json.dumps({"tools": {}, "inputs": {}, "outputs": recorded})
    publish({**files, PurePosixPath(MANIFEST): manifest}, out, "thing")


def _is_untouched(out: Path) -> bool:
    elsewhere = out.parent / "elsewhere"
    return [path.name for path in elsewhere.iterdir()] == ["secret"] and (
        elsewhere / "secret"
    ).read_text() == "secret"


def test_a_package_folder_that_is_a_link_is_refused(out: Path) -> None:
    (out / "thing").rename(out / "moved")
    (out / "thing").symlink_to(out.parent / "elsewhere")
    with pytest.raises(PublishError, match="is no folder"):
        _publish(out, "two")
    assert _is_untouched(out)


def test_links_of_users_are_carried_over_as_links(out: Path) -> None:
    (out / "thing" / "file").symlink_to(out.parent / "elsewhere" / "secret")
    (out / "thing" / "folder").symlink_to(out.parent / "elsewhere")
    (out / "thing" / "loop").symlink_to(out / "thing")
    (out / "thing" / "gone").symlink_to("nowhere")
    _publish(out, "two")
    assert {
        name: str((out / "thing" / name).readlink()) for name in ("file", "folder", "gone")
    } == {
        "file": str(out.parent / "elsewhere" / "secret"),
        "folder": str(out.parent / "elsewhere"),
        "gone": "nowhere",
    }
    assert (out / "thing" / "loop").is_symlink()
    assert _is_untouched(out)


def test_a_link_in_the_place_of_a_file_is_replaced_and_not_written_through(out: Path) -> None:
    (out / "thing" / "__init__.py").unlink()
    (out / "thing" / "__init__.py").symlink_to(out.parent / "elsewhere" / "secret")
    _publish(out, "two")
    assert not (out / "thing" / "__init__.py").is_symlink()
    assert _is_untouched(out)


def test_a_link_in_the_place_of_a_folder_is_not_written_through(out: Path) -> None:
    (out / "thing" / "inner").symlink_to(out.parent / "elsewhere")
    _publish(out, "two", **{"inner/file.txt": "x"})
    assert not (out / "thing" / "inner").is_symlink()
    assert _is_untouched(out)


def test_a_link_beside_the_package_is_neither_followed_nor_replaced(out: Path) -> None:
    ours = '# Generated by kindgen\n[project]\nname = "thing"\n'
    target = out.parent / "elsewhere" / "secret"
    target.write_text(ours)
    (out / "pyproject.toml").symlink_to(target)
    _publish(out, "two", **{"../pyproject.toml": ours + "# newer\n"})
    assert (out / "pyproject.toml").is_symlink()
    assert target.read_text() == ours


@pytest.mark.parametrize("path", ["../evil", "inner/../../evil", "/tmp/evil-of-kindgen", "../../x"])
def test_a_file_outside_of_the_package_is_not_written(path: str, out: Path) -> None:
    with pytest.raises(PublishError, match="outside of the package"):
        _publish(out, "two", **{path: "evil"})
    assert (out / "thing" / "__init__.py").read_text() == "x = 'one'\n"
    assert sorted(item.name for item in out.iterdir()) == ["thing"]
    assert not Path("/tmp/evil-of-kindgen").exists()


def test_what_killed_runs_left_is_taken_from_folders_of_ours_only(out: Path) -> None:
    (out.parent / "elsewhere" / "replaced").mkdir()
    (out / ".thing.kindgen-link").symlink_to(out.parent / "elsewhere")
    (out / ".other.kindgen-x").mkdir()
    (out / ".thing.kindgen-old").mkdir()
    _publish(out, "two")
    assert (out / ".thing.kindgen-link").is_symlink()
    assert (out / ".other.kindgen-x").is_dir()
    assert not (out / ".thing.kindgen-old").exists()
    assert (out.parent / "elsewhere" / "replaced").is_dir()


def test_a_staging_folder_is_nobody_elses(out: Path) -> None:
    """Its name cannot be guessed, and only its owner may look into it."""
    seen: list[tuple[str, int]] = []

    def look(package: Path) -> Any:
        for stage in package.parent.glob(".thing.kindgen-*"):
            seen.append((stage.name, stage.stat().st_mode & 0o777))
        return recorded_outputs(package)

    for _ in range(2):
        publish({PurePosixPath("__init__.py"): ""}, out, "thing", record=look)
        (out / "thing" / MANIFEST).write_text('{"tools": {}, "inputs": {}, "outputs": {}}')
    assert {mode for _, mode in seen} == {0o700}
    assert len({name for name, _ in seen}) == 2


@pytest.mark.parametrize(
    "name", ["/etc/passwd", "../elsewhere/secret", "../../x", "a/../../b", "\0"]
)
def test_a_manifest_that_lists_files_elsewhere_is_not_believed(name: str, out: Path) -> None:
    content = {"tools": {}, "inputs": {}, "outputs": {name: "0" * 64}}
    (out / "thing" / MANIFEST).write_text(json.dumps(content))
    assert recorded_outputs(out / "thing") is None
    with pytest.raises(PublishError, match="was not made by this command"):
        _publish(out, "two")
    assert _is_untouched(out)


def test_a_manifest_nested_without_end_is_not_believed(out: Path) -> None:
    (out / "thing" / MANIFEST).write_text("[" * 100_000)
    assert recorded_outputs(out / "thing") is None
