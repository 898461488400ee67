"""`streamport explain`: what is printed for which path, and the exit code."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.manifests import ROOT, Done, Workplace, streamport_command


@pytest.fixture
def here(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Workplace:
    return Workplace(tmp_path, capsys)


def _kind(done: Done) -> str:
    return done.lines[1].removeprefix("KIND:       ")


def test_the_layout_is_that_of_kubectl(here: Workplace) -> None:
    done = here.run("explain", "imagestream.spec.lookupPolicy")
    assert done.code == 0
    assert done.out == (
        "GROUP:      image.openshift.io\n"
        "KIND:       ImageStream\n"
        "VERSION:    v1\n"
        "\n"
        "FIELD: lookupPolicy <Object>\n"
        "\n"
        "DESCRIPTION:\n" + _section(done, "DESCRIPTION:") + "\n"
        "FIELDS:\n"
        "  local\t<boolean>" + _required(done) + "\n" + _section(done, "  local\t<boolean>") + "\n"
    )
    assert done.err == ""


def _section(done: Done, heading: str) -> str:
    """The indented text below a heading, which belongs to the schema and not to us."""
    begin = next(number for number, line in enumerate(done.lines) if line.startswith(heading))
    texts: list[str] = []
    for line in done.lines[begin + 1 :]:
        if not line.startswith("    "):
            break
        texts.append(f"{line}\n")
    assert texts
    return "".join(texts)


def _required(done: Done) -> str:
    line = next(line for line in done.lines if line.startswith("  local"))
    return " -required-" if line.endswith("-required-") else ""


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("spec.images.from.name", "name <string>"),
        ("spec.images", "images <[]Object>"),
        ("spec.import", "import <boolean>"),
        ("metadata.labels", "labels <map[string]string>"),
        ("metadata.finalizers", "finalizers <[]string>"),
        ("metadata.generation", "generation <integer>"),
        ("is.status.tags.items.created", "created <string>"),
        ("metadata.clusterName", "clusterName <string> -deprecated-"),
    ],
)
def test_types_are_written_as_kubectl_writes_them(here: Workplace, path: str, field: str) -> None:
    assert here.run("explain", path).lines[4] == f"FIELD: {field}"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("spec", "ImageStreamImport"),
        ("imagestreamimport", "ImageStreamImport"),
        ("imagestreamimports.spec", "ImageStreamImport"),
        ("ImageStreamImport.spec", "ImageStreamImport"),
        ("imagestream.spec.tags", "ImageStream"),
        ("imagestreams", "ImageStream"),
        ("ImageStream", "ImageStream"),
        ("IMAGESTREAM", "ImageStream"),
        ("ImageStreamIMPORTS.spec", "ImageStreamImport"),
        ("is.spec", "ImageStream"),
        ("TagReference.from", "TagReference"),
    ],
)
def test_the_first_word_may_be_a_kind_or_a_resource(here: Workplace, path: str, kind: str) -> None:
    done = here.run("explain", path)
    assert (done.code, _kind(done)) == (0, kind)


def test_a_kind_alone_shows_its_fields_and_which_are_required(here: Workplace) -> None:
    done = here.run("explain", "imagestreamimport")
    fields = [line for line in done.lines if line.startswith("  ") and line[2] != " "]
    assert fields == [
        "  apiVersion\t<string>",
        "  kind\t<string>",
        "  metadata\t<Object> -required-",
        "  spec\t<Object> -required-",
        "  status\t<Object>",
    ]
    assert not any(line.startswith("FIELD:") for line in done.lines)


def test_what_a_stream_needs_is_not_what_an_import_needs(here: Workplace) -> None:
    assert "  spec\t<Object>" in here.run("explain", "imagestream").lines


def test_indexes_as_in_errors_are_left_out(here: Workplace) -> None:
    plain = here.run("explain", "is.spec.tags.from.name")
    assert here.run("explain", "is.spec.tags[latest].from.name") == plain
    assert here.run("explain", "is.spec.tags[0].from.name") == plain
    assert here.run("explain", "is.spec.tags[].from.name") == plain


def test_known_values_and_defaults_are_shown(here: Workplace) -> None:
    lines = here.run("explain", "spec.images.importPolicy.importMode").lines
    begin = lines.index("KNOWN VALUES:")
    assert lines[begin + 1 : begin + 4] == [
        "    Legacy",
        "    PreserveOriginal",
        "DEFAULT: Legacy",
    ]


@pytest.mark.parametrize("kind", ["ImageStream", "ImageStreamImport"])
def test_closed_sets_are_those_of_the_kind(here: Workplace, kind: str) -> None:
    lines = here.run("explain", f"{kind}.kind").lines
    assert lines[lines.index("ENUM:") + 1 : lines.index("DESCRIPTION:") - 1] == [
        '    ""',
        f"    {kind}",
    ]


def test_recursive_prints_the_tree_with_types_only(here: Workplace) -> None:
    lines = here.run("explain", "is.spec", "--recursive").lines
    tree = lines[lines.index("FIELDS:") + 1 :]
    assert tree[:9] == [
        "  dockerImageRepository\t<string>",
        "  lookupPolicy\t<Object>",
        "    local\t<boolean>" + (" -required-" if tree[2].endswith("-required-") else ""),
        "  tags\t<[]Object>",
        "    annotations\t<map[string]string>",
        "    from\t<Object>",
        "      apiVersion\t<string>",
        "      fieldPath\t<string>",
        "      kind\t<string>",
    ]
    assert all(line.endswith((">", "-required-", "-deprecated-")) for line in tree)


def test_the_tree_of_the_import_has_every_field(here: Workplace) -> None:
    lines = here.run("explain", "imagestreamimport", "--recursive").lines
    expected = (ROOT / "tests/golden/field-hierarchy-all.txt").read_text("utf-8")
    names = {line.strip().split("\t")[0] for line in lines[lines.index("FIELDS:") + 1 :]}
    for name in ("importMode", "dockerImageManifests", "additionalTags", "managedFields"):
        assert name in expected
        assert name in names


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("spec.imges", 'ImageStreamImport.spec has no field "imges", did you mean "images"?'),
        ("spec.images.From", 'ImageStreamImport.spec.images has no field "From", did you mean '
         '"from"?'),
        ("is.spec.zzz", 'ImageStream.spec has no field "zzz"'),
        ("metadata.labels.app", 'ImageStreamImport.metadata.labels has no field "app"'),
        ("imagestreem.spec", '"imagestreem" is no kind and no field of ImageStreamImport, did '
         'you mean "ImageStream"?'),
        ("", '"" is no kind and no field of ImageStreamImport'),
        ("\x1b[31m", '"\\x1b[31m" is no kind and no field of ImageStreamImport'),
    ],
)  # fmt: skip
def test_an_unknown_field_is_an_error_with_the_nearest_name(
    here: Workplace, path: str, message: str
) -> None:
    done = here.run("explain", path)
    assert (done.code, done.out, done.err) == (1, "", f"streamport: {message}\n")


def test_without_a_path_the_usage_is_wrong(here: Workplace) -> None:
    done = here.run("explain")
    assert done.code == 2
    assert done.err.startswith("usage: streamport explain")


def test_help_shows_examples_first_and_the_exit_codes(here: Workplace) -> None:
    out = here.run("explain", "--help").out
    assert out.index("examples:") < out.index("options:") < out.index("exit codes: 0 ")


def test_it_works_without_yaml(tmp_path: Path) -> None:
    (tmp_path / "yaml.py").write_text("raise ModuleNotFoundError(name='yaml')\n")
    done = streamport_command("explain", "spec", cwd=tmp_path)
    assert (done.code, done.err) == (0, "")
