"""Which template makes which file, and whose template it is."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import jinja2
import pytest

from kindgen.render.render import FILTERS, environment, json_string
from kindgen.render.template_table import template_table
from kindgen.render.templates import Templates, find_templates, is_http
from kindgen.schema.locations import template_folder
from kindgen.schema.problems import SchemaError


def put(folder: Path, name: str, text: str = "") -> Path:
    """A file of a template folder."""
    place = folder / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text)
    return place


@pytest.mark.parametrize(
    ("name", "http"),
    [
        ("client.py", True),
        ("_client/sending.py", True),
        ("_server/app.py", True),
        ("_fake/memory.py", True),
        ("_base/shapes.py", True),
        ("openapi.json", True),
        ("openapi_v3.json", True),
        ("models.py", False),
        ("validators.py", False),
        ("_base/checks.py", False),
        ("schema.json", False),
        ("__init__.py", False),
        ("../pyproject.toml", False),
        ("more/client.py", False),
    ],
)
def test_the_http_half_is_told_by_its_place(name: str, http: bool) -> None:
    assert is_http(PurePosixPath(name)) is http


def test_without_resources_the_http_half_is_left_out() -> None:
    ours = find_templates(None)
    for files in (ours.pages, ours.copied):
        assert any(map(is_http, files()))
        assert not any(map(is_http, files(http=False)))
        assert files(http=False).keys() < files().keys()


def test_a_template_makes_the_file_of_its_name_and_any_other_file_is_copied(
    tmp_path: Path,
) -> None:
    put(tmp_path, "b.py.jinja")
    put(tmp_path, "deep/er/a.txt.jinja")
    put(tmp_path, "c.py")
    put(tmp_path, "pyproject.toml.jinja")
    templates = Templates((tmp_path,), ())
    assert templates.pages() == {
        PurePosixPath("b.py"): "b.py.jinja",
        PurePosixPath("../pyproject.toml"): "pyproject.toml.jinja",
        PurePosixPath("deep/er/a.txt"): "deep/er/a.txt.jinja",
    }
    assert templates.copied() == {PurePosixPath("c.py"): tmp_path / "c.py"}


def test_hidden_and_compiled_files_are_no_templates(tmp_path: Path) -> None:
    for name in (".hidden", ".git/config", "__pycache__/a.pyc", "deep/.swap", "real.py"):
        put(tmp_path, name)
    assert list(Templates((tmp_path,), ()).copied()) == [PurePosixPath("real.py")]


def test_the_first_folder_that_has_a_file_gives_it(tmp_path: Path) -> None:
    own, ours = tmp_path / "own", tmp_path / "ours"
    for folder in (own, ours):
        put(folder, "both.py", folder.name)
    put(ours, "ours.py")
    put(own, "own.py")
    templates = Templates((own, ours), ())
    assert templates.file("both.py") == own / "both.py"
    assert templates.file("ours.py") == ours / "ours.py"
    assert [str(path) for path in templates.copied()] == ["both.py", "ours.py", "own.py"]
    with pytest.raises(FileNotFoundError):
        templates.file("nowhere.py")


def test_every_file_that_is_read_is_an_input_by_a_name_without_folders_of_the_machine() -> None:
    inputs = dict(find_templates(None).inputs())
    assert inputs["models/msgspec.jinja2"] == template_folder() / "models" / "msgspec.jinja2"
    assert "package/models.py.jinja" in inputs
    assert not any(str(template_folder()) in name for name in inputs)


def test_extensions_of_a_schema_stand_between_own_templates_and_ours(tmp_path: Path) -> None:
    put(tmp_path / "schema" / "extensions", "more.py")
    own = put(tmp_path / "own" / "package", "mine.py").parent.parent
    found = find_templates(own, tmp_path / "schema")
    assert found.package == (
        own / "package", tmp_path / "schema" / "extensions", template_folder() / "package",
    )  # fmt: skip
    assert PurePosixPath("more.py") in find_templates(None, tmp_path / "schema").copied()


def test_a_folder_without_templates_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match="neither a folder package nor a folder models"):
        find_templates(tmp_path)


def test_our_own_folder_given_by_name_is_taken_once() -> None:
    assert find_templates(template_folder()) == find_templates(None)


# -------------------------------------------------------------------------------------- rendering


def rendered(folder: Path, text: str, **given: object) -> str:
    """What a template makes."""
    put(folder, "a.jinja", text)
    return environment(Templates((folder,), ())).get_template("a.jinja").render(given)


def test_a_misspelt_name_fails(tmp_path: Path) -> None:
    with pytest.raises(jinja2.UndefinedError):
        rendered(tmp_path, "{{ pakcage }}")


def test_blocks_leave_no_lines_behind_and_the_last_line_keeps_its_end(tmp_path: Path) -> None:
    text = "a\n  {% for item in items %}\n  {{ item }}\n  {% endfor %}\nb\n"
    assert rendered(tmp_path, text, items=[1, 2]) == "a\n  1\n  2\nb\n"


@pytest.mark.parametrize(
    ("filter_name", "value", "text"),
    [
        ("literal", 'a"b', "'a\"b'"),
        ("literal", ["a", None, 1], '["a", None, 1]'),
        ("docstring", 'Ends with "', '"""Ends with \\""""'),
        ("plain", 'Says """', 'Says \\"\\"\\"'),
        ("plain", "", ""),
        ("json", 'a"\x7fé', '"a\\"\\u007fé"'),
    ],
)
def test_text_of_a_schema_stays_text(
    filter_name: str, value: object, text: str, tmp_path: Path
) -> None:
    assert filter_name in FILTERS
    assert rendered(tmp_path, f"{{{{ value | {filter_name} }}}}", value=value) == text


def test_a_string_of_json_is_one_of_toml() -> None:
    import tomllib

    for text in ("a", 'q"\\', "\x00\x1f\x7f\u2028", "é😀"):
        assert tomllib.loads(f"a = {json_string(text)}") == {"a": text}


def test_the_table_lists_every_template_and_every_variable() -> None:
    table = "\n".join(template_table(find_templates(None)))
    for word in (
        "package/client.py.jinja  client.py  http",
        "package/models.py.jinja  models.py",
        "package/_base/checks.py  copied unchanged",
        "models/msgspec.jinja2  one class of models.py",
        "  package: Package",
        "Resource: A kind that the API serves",
        "  routes: tuple[Route, ...]",
        "Filters: literal, docstring, plain, json",
    ):
        assert word in table
