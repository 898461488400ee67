"""The command `kindgen`: what it prints, where, and how it ends."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.support.generator import (
    ROOT,
    TEXT,
    Done,
    array,
    command,
    kindgen,
    record,
    ref,
    schema_of,
    snapshot,
    write_schema,
)

COMMANDS = ("generate", "check", "diff", "tree", "explain", "vendor", "templates", "validator")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder with a small schema, which is the current one."""
    schema = schema_of(
        {"name": {**TEXT, "description": "Its name."}, "parts": array(ref("Part"))},
        {"Part": record(id=TEXT, size={"type": "integer", "description": "In bytes."})},
    )
    write_schema(tmp_path, schema)
    here = Path.cwd()
    os.chdir(tmp_path)
    yield tmp_path
    os.chdir(here)


def _generate() -> Done:
    return command("generate", "--schema", "schema", "--out", "out")


# --------------------------------------------------------------------------------------- generate


def test_generate_tells_each_file_its_length_and_the_time(folder: Path) -> None:
    done = _generate()
    assert done.returncode == 0
    *files, total = done.stdout.splitlines()
    told = {line.split("  ")[0]: int(line.split("  ")[1].split()[0]) for line in files}
    written = snapshot(folder / "out")
    assert told == {f"out/{name}": data.count(b"\n") for name, data in written.items()}
    assert re.match(rf"{len(told)} files, {sum(told.values())} lines in \d+\.\d\d s \(.*\)$", total)


def test_the_steps_add_up_to_the_time_that_is_told(folder: Path) -> None:
    total = _generate().stdout.splitlines()[-1]
    whole, *steps = map(float, re.findall(r"(\d+\.\d+) s", total))
    assert len(steps) >= 5
    assert sum(steps) <= whole + 0.01 * len(steps)


def test_generate_advises_what_a_reader_will_miss(folder: Path) -> None:
    places = ("/properties/parts", "/$defs/Part", "/$defs/Part/properties/id")
    assert sorted(_generate().stderr.splitlines()) == sorted(
        f"advice: schema/thing.schema.json#{place}: has no description" for place in places
    )


def test_a_second_run_has_nothing_to_do(folder: Path) -> None:
    _generate()
    before = {path: path.stat().st_mtime_ns for path in (folder / "out").rglob("*")}
    done = _generate()
    assert (done.returncode, done.stderr) == (0, "")
    assert re.match(r"out/thing is up to date \(\d+\.\d\d s\)\n$", done.stdout)
    assert {path: path.stat().st_mtime_ns for path in (folder / "out").rglob("*")} == before


@pytest.mark.parametrize("name", ["schema/thing.schema.json", "out/thing/models.py"])
def test_a_change_of_the_schema_or_of_the_package_makes_it_run(name: str, folder: Path) -> None:
    _generate()
    with (folder / name).open("a") as file:
        file.write("\n")
    assert "up to date" not in _generate().stdout
    assert "up to date" in _generate().stdout


def test_a_run_with_nothing_to_do_loads_none_of_the_generator(folder: Path) -> None:
    _generate()
    code = (
        "from kindgen.cli import main; main(['generate', '--schema', 'schema', '--out', 'out']); "
        "import sys; print(sorted({'black', 'jinja2', 'jsonschema', 'datamodel_code_generator'} "
        "& sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.stdout.startswith("out/thing is up to date")
    assert done.stdout.splitlines()[-1] == "[]"


def test_problems_go_to_stderr_and_nothing_is_written(folder: Path) -> None:
    _generate()
    before = snapshot(folder)
    schema = schema_of({"name": {"type": "string", "nullable": True, "default": 1}})
    write_schema(folder, schema)
    for name in ("generate", "check", "diff"):
        done = command(name, "--schema", "schema", "--out", "out")
        assert (done.returncode, done.stdout) == (1, "")
        *told, last = done.stderr.splitlines()
        assert [line for line in told if line.startswith("schema/thing.schema.json#/")]
        assert last == "2 problems; nothing was written"
    after = snapshot(folder)
    assert {name: data for name, data in after.items() if name.startswith("out/")} == {
        name: data for name, data in before.items() if name.startswith("out/")
    }


def test_one_problem_is_told_in_the_singular(folder: Path) -> None:
    write_schema(folder, "[")
    assert _generate().stderr.splitlines()[-1] == "1 problem; nothing was written"


# ------------------------------------------------------------------------------------------- tree


def test_tree_prints_one_line_a_field(folder: Path) -> None:
    done = command("tree", "--schema", "schema")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "name\tstring\nparts[]\tarray<Part>\n  id\tstring\n  size\tinteger\n"


@pytest.mark.parametrize("command_line", [["tree"], ["explain", "name"]], ids=" ".join)
def test_what_needs_the_representation_alone_loads_no_step_after_it(
    command_line: list[str], folder: Path
) -> None:
    code = (
        f"from kindgen.cli import main; main({[*command_line, '--schema', 'schema']}); import sys; "
        "rooms = ('kindgen.render.render', 'kindgen.publish', 'kindgen.validators', 'jinja2'); "
        "print([name for name in sys.modules if name.startswith(rooms)])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_tree_ends_where_a_definition_refers_to_itself(folder: Path) -> None:
    node = record(next=ref("Node"), many=array(ref("Node")))
    write_schema(folder, schema_of({"first": ref("Node")}, {"Node": node}))
    done = command("tree", "--schema", "schema")
    assert done.stdout.splitlines()[0] == "first\tNode"
    assert 3 < len(done.stdout.splitlines()) < 12


def test_tree_keeps_a_hostile_name_on_one_line(folder: Path) -> None:
    write_schema(folder, schema_of({"a\x7f[2J\u202e": TEXT}))
    (line,) = command("tree", "--schema", "schema").stdout.splitlines()
    assert line == "a\\x7f[2J\\u202e\tstring"


# ---------------------------------------------------------------------------------------- explain


def _explain(path: str) -> str:
    done = command("explain", path)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.parametrize(
    "path",
    [
        "spec.images[].from.name",
        "spec.images.from.name",
        "spec.images[0].from.name",
        "/spec/images/0/from/name",
        "/spec/images/17/from/name",
    ],
)
def test_a_field_is_found_by_its_path_in_any_spelling(path: str) -> None:
    said = _explain(path)
    assert said.startswith("spec.images[].from.name  string\n")
    assert "DockerImage the pull specification" in said
    assert "#/$defs/ObjectReference/properties/name" in said


def test_the_rules_of_a_field_are_told_with_their_conditions() -> None:
    said = _explain("spec.images[].from.name")
    assert "must have the format image-reference" in said
    assert 'when from.kind is "DockerImage"' in said


def test_a_field_of_another_kind_of_place_has_its_own_rules() -> None:
    assert "image repository, not a tag or ID" in _explain("spec.repository.from.name")
    assert "image repository, not a tag or ID" not in _explain("spec.images[].from.name")


@pytest.mark.parametrize("path", ["#/$defs/TagReference", "/$defs/TagReference"])
def test_a_definition_is_found_by_its_pointer_into_the_schema(path: str) -> None:
    said = _explain(path)
    assert "importPolicy  TagImportPolicy" in said
    assert "fields" in said


def test_type_default_values_and_releases_are_told() -> None:
    said = _explain("spec.images[].importPolicy.importMode")
    assert "since 4.12" in said
    assert '"Legacy"' in said
    assert "Legacy, PreserveOriginal" in said
    assert "integer:int32" in _explain("status.images[].status.code")
    assert "in a request" in _explain("spec.images[].from")


def test_the_document_itself_can_be_explained() -> None:
    for path in ("", "#"):
        assert "metadata  ObjectMeta" in _explain(path), path


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("spec.imges", 'Did you mean "images"?'),
        ("spec.images[].form", 'Did you mean "from"?'),
        ("spec.images.form", 'Did you mean "from"?'),
        ("/spec/images/0/frm", 'Did you mean "from"?'),
        ("metadata.nmae", 'Did you mean "name"?'),
        ("#/$defs/TagReferenc", 'Did you mean "#/$defs/TagReference"?'),
        ("metadata.name.first", "first"),
    ],
)
def test_an_unknown_field_brings_the_nearest_one(path: str, hint: str) -> None:
    done = command("explain", path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("kindgen: ")
    assert hint in done.stderr


@pytest.mark.parametrize(
    "path", ["metadata.labels.app", "metadata.labels[app]", "/metadata/labels/a"]
)
def test_an_entry_of_a_map_is_found(path: str) -> None:
    assert _explain(path).startswith("metadata.labels{}  string\n")


def test_every_line_of_the_tree_can_be_explained() -> None:
    """Both go through the same schema: a path of one is a path of the other."""
    stack: list[str] = []
    paths: list[str] = []
    for line in (ROOT / "tests" / "golden" / "field-hierarchy.txt").read_text().splitlines():
        name = line.split("\t")[0]
        depth = (len(name) - len(name.lstrip())) // 2
        stack[depth:] = [name.strip()]
        if not name.strip().startswith("["):
            paths.append(".".join(stack))
    code = (
        "import json, sys\nfrom kindgen.pipeline import represent\n"
        "from kindgen.docs.explain import explain\n"
        "from kindgen.schema.locations import schema_folder\npackage = represent(schema_folder())\n"
        "[explain(package, path) for path in json.load(sys.stdin)]"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=json.dumps(paths),
        text=True,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert len(paths) > 400


# ----------------------------------------------------------------------------------------- vendor


def test_vendor_puts_a_copy_into_another_tree(folder: Path) -> None:
    done = command("vendor", "theirs", "--name", "kept", "--schema", "schema", "--out", "out")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("theirs/kept  thing ")
    code = 'from kept.models import decode; print(decode(\'{"name": "a"}\'))'
    printed = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder / "theirs",
        capture_output=True,
        text=True,
        check=False,
    )
    assert printed.stdout == "Thing(name='a')\n"
    assert not (folder / "theirs" / "pyproject.toml").exists()


def _vendor(*options: str) -> Done:
    return command("vendor", "theirs", *options, "--schema", "schema", "--out", "out")


def test_a_copy_edited_by_hand_is_not_replaced_unless_forced(folder: Path) -> None:
    _vendor()
    models = folder / "theirs" / "thing" / "models.py"
    models.write_text("edited")
    done = _vendor()
    assert done.returncode == 1
    assert "models.py" in done.stderr
    assert "--force" in done.stderr
    assert models.read_text() == "edited"
    assert _vendor("--force").returncode == 0
    assert models.read_text() != "edited"


def test_vendor_check_tells_edited_and_outdated_copies(folder: Path) -> None:
    _vendor()
    assert _vendor("--check").returncode == 0
    write_schema(folder, schema_of({"name": TEXT, "more": TEXT}))
    done = _vendor("--check")
    assert done.returncode == 1
    assert "thing/models.py: is outdated" in done.stdout.splitlines()
    assert _vendor().returncode == 0
    assert _vendor("--check").returncode == 0
    assert "more" in (folder / "theirs" / "thing" / "models.py").read_text()


def test_vendor_refuses_a_folder_of_somebody_elses(folder: Path) -> None:
    theirs = folder / "theirs" / "thing"
    theirs.mkdir(parents=True)
    (theirs / "main.py").write_text("mine")
    assert _vendor("--force").returncode == 1
    assert snapshot(theirs) == {"main.py": b"mine"}


@pytest.mark.parametrize("name", ["a-b", "class", "1st", "../up", ""])
def test_vendor_refuses_a_name_that_python_cannot_import(name: str, folder: Path) -> None:
    done = _vendor("--name", name)
    assert done.returncode == 2 if name else done.returncode == 0
    if name:
        assert sorted(path.name for path in folder.iterdir()) == ["schema"]


# ---------------------------------------------------------------------------------- how it behaves


def test_help_lists_the_commands_the_exit_codes_and_examples() -> None:
    done = kindgen("--help")
    assert (done.returncode, done.stderr) == (0, "")
    for word in (*COMMANDS, "exit codes: 0 done, 1 failed", "2 wrong usage", "examples:"):
        assert word in done.stdout


def test_the_version_is_that_of_the_distribution() -> None:
    done = kindgen("--version")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"kindgen {version('streamport')}\n"


def test_without_a_command_the_help_comes() -> None:
    assert kindgen().stderr == kindgen("--help").stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_help(name: str) -> None:
    done = command(name, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"usage: kindgen {name}")


@pytest.mark.parametrize(
    "arguments",
    [(), ("nosuch",), ("tree", "--nosuch"), ("explain",), ("generate", "extra")],
    ids=" ".join,
)
def test_wrong_usage_ends_with_two_and_says_so_on_stderr(arguments: tuple[str, ...]) -> None:
    done = kindgen(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "usage: kindgen" in done.stderr


@pytest.mark.parametrize("name", ["generate", "check", "diff", "tree"])
def test_a_folder_that_is_not_there_is_told_without_a_traceback(name: str, tmp_path: Path) -> None:
    done = command(name, "--schema", tmp_path / "nowhere")
    assert (done.returncode, done.stdout) == (1, "")
    assert "nowhere" in done.stderr


def test_a_place_where_nothing_can_be_written_is_told(folder: Path) -> None:
    (folder / "file").touch()
    done = command("generate", "--schema", "schema", "--out", "file/out")
    assert done.returncode == 1
    assert done.stderr.startswith("kindgen: ") or "\nkindgen: " in done.stderr


def test_the_command_is_installed_under_its_name() -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "kindgen", "tree"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 522


def test_results_come_from_any_folder(tmp_path: Path) -> None:
    assert kindgen("check", cwd=tmp_path).returncode == 0


def test_own_templates_take_the_place_of_ours_one_by_one(folder: Path) -> None:
    own = folder / "own"
    (own / "package").mkdir(parents=True)
    (own / "package" / "__init__.py.jinja").write_text('"""Ours, of {{ package.name }}."""\n')
    (own / "package" / "more.txt.jinja").write_text("{{ package.version }}\n")
    done = command("generate", "--schema", "schema", "--out", "out", "--templates", "own")
    assert done.returncode == 0, done.stderr
    package = folder / "out" / "thing"
    assert (package / "__init__.py").read_text() == '"""Ours, of thing."""\n'
    assert (package / "more.txt").exists()
    assert (package / "models.py").exists()


@pytest.mark.parametrize("name", ["own", "nowhere"])
def test_a_folder_without_templates_where_we_look_for_them_is_told(folder: Path, name: str) -> None:
    (folder / "own").mkdir()
    (folder / "own" / "models.py.jinja").write_text("")
    done = command("generate", "--schema", "schema", "--out", "out", "--templates", name)
    assert done.returncode == 1
    assert f"{name}#: has neither a folder package nor a folder models" in done.stderr
    assert not (folder / "out").exists()


# -------------------------------------------------------------------------------------- validator


def test_a_validator_is_written_and_told_when_it_is_out_of_date(folder: Path) -> None:
    schema, module = folder / "any.json", folder / "any_validator.py"
    schema.write_text('{"type": "object", "required": ["name"]}')
    arguments = ("validator", schema, "--out", module)
    assert command(*arguments, "--check").stdout == "changed: any_validator.py\n"
    assert command(*arguments).stdout == "any_validator.py\n"
    assert "def validate(" in module.read_text()
    done = command(*arguments, "--check")
    assert (done.returncode, done.stdout) == (0, "")
    schema.write_text('{"type": "array"}')
    assert command(*arguments, "--check").returncode == 1
    assert command("validator", schema).stdout != module.read_text()
    assert command("validator", schema, "--check").returncode == 2


def test_a_validator_of_what_is_no_schema(folder: Path) -> None:
    schema = folder / "any.json"
    for text in ("{", '{"type": "objekt"}'):
        schema.write_text(text)
        done = command("validator", schema)
        assert done.returncode == 1
        assert "1 problem" in done.stderr
