"""`streamport validate`: what is printed for which manifest, where, and the exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from yaml import Node

from streamport.cli.validate.json_nodes import json_documents
from streamport.cli.validate.values import Reader
from streamport.cli.validate.yaml_nodes import yaml_documents
from tests.support.manifests import (
    IMPORT,
    OTHER,
    STREAM,
    Workplace,
    child_environment,
    stream,
    streamport_command,
)


@pytest.fixture
def here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Workplace:
    monkeypatch.chdir(tmp_path)
    return Workplace(tmp_path, capsys)


_ONE_LINE = "{kind: ImageStream, metadata: {name: app}}\n"

# ------------------------------------------------------------------------------ what is checked


@pytest.mark.parametrize("manifest", [IMPORT, STREAM])
def test_a_valid_manifest_prints_nothing_and_exits_0(here: Workplace, manifest: str) -> None:
    done = here.validate(manifest)
    assert (done.code, done.out) == (0, "")
    assert done.summary == "1 document, 0 invalid, 0 other kinds skipped"


@pytest.mark.parametrize("version", ["v1", "image.openshift.io/v1"])
def test_both_api_versions_are_accepted(here: Workplace, version: str) -> None:
    assert here.validate(STREAM.replace("image.openshift.io/v1", version)).code == 0


def test_an_unknown_api_version_of_a_known_kind_is_an_error(here: Workplace) -> None:
    done = here.validate(STREAM.replace("image.openshift.io/v1", "image.openshift.io/v2"))
    assert done.code == 1
    assert done.out.startswith(
        'a.yaml:1:13: apiVersion: Unsupported value: "image.openshift.io/v2"'
    )


def test_an_error_names_file_line_column_field_message_and_reason(here: Workplace) -> None:
    done = here.validate(IMPORT.replace("team/app", "team/App"))
    assert done.code == 1
    assert done.lines == [
        "a.yaml:9:13: spec.images[0].from.name: "
        'Invalid value: "registry.example/team/App:1.2": repository name must be lowercase '
        "(FieldValueInvalid)"
    ]


def test_rules_for_tags_that_say_nothing_are_told_at_their_place(here: Workplace) -> None:
    done = here.validate(
        "kind: ImageStream\n"
        "metadata:\n"
        "  name: app\n"
        "  annotations:\n"
        "    streamport/include: v.*\n"
        "    streamport/semver: newest\n"
        "    other/include: (\n"
    )
    assert done.code == 1
    (line,) = done.out.splitlines()
    assert ":6:24: metadata.annotations[streamport/semver]: Invalid value" in line
    assert '"newest" is no version to compare with' in line


def test_null_in_lists_and_maps_is_read_as_servers_read_it(here: Workplace) -> None:
    here.write(
        "stream.yaml",
        """\
        apiVersion: image.openshift.io/v1
        kind: ImageStream
        metadata: {name: a, annotations: {openshift.io/display-name: }, labels: {app: }}
        spec:
          tags:
          - {name: "1", annotations: {description: }, from: {kind: DockerImage, name: a}}
          - null
        """,
    )
    assert here.run("validate", "stream.yaml").code == 0
    here.write(
        "import.yaml",
        """\
        apiVersion: image.openshift.io/v1
        kind: ImageStreamImport
        metadata: {name: a, finalizers: [null]}
        spec: {images: [null]}
        """,
    )
    done = here.run("validate", "import.yaml")
    place = "import.yaml:4:17: spec.images[0].from.kind"
    assert f'{place}: Invalid value: "": only DockerImage is supported' in done.out
    assert "import.yaml:3:34: metadata.finalizers" in done.out
    assert "must be of type" not in done.out


def test_every_error_of_every_document_of_every_file_is_reported(here: Workplace) -> None:
    here.write("a.yaml", "kind: ImageStream\n---\nkind: ImageStream\nmetadata: {name: 1, uid: 2}\n")
    here.write("b.json", '{"kind": "ImageStreamImport"}')
    done = here.run("validate", "a.yaml", "b.json")
    places = [line.split(": ")[0:2] for line in done.lines]
    assert places == [
        ["a.yaml:1:1", "metadata.name"],
        ["a.yaml:4:18", "metadata.name"],
        ["a.yaml:4:26", "metadata.uid"],
        ["b.json:1:1", "spec.images"],
        ["b.json:1:1", "metadata.name"],
    ]
    assert done.summary == "3 documents, 3 invalid, 0 other kinds skipped"


def test_other_kinds_are_skipped_and_counted(here: Workplace) -> None:
    texts = [STREAM, OTHER, "- a list\n", "just text\n", "no: kind\n", "# nothing\n"]
    done = here.validate("---\n".join(texts))
    assert done.code == 0
    assert done.summary == "1 document, 0 invalid, 1 other kind skipped (1 ConfigMap)"


def test_what_is_wrong_in_other_kinds_is_not_ours_to_tell(here: Workplace) -> None:
    done = here.validate("kind: Pod\na: 1\na: 2\nb: !!binary aGk=\nc: .inf\n? [x]\n: !Ref y\n")
    assert (done.code, done.out) == (0, "")
    done = here.validate("kind: List\nitems:\n- {kind: Pod, a: 1, a: 2}\n- " + _ONE_LINE)
    assert (done.code, done.out) == (0, "")


def test_a_kind_that_only_looks_alike_is_another_kind(here: Workplace) -> None:
    assert here.validate("kind: ImageStreamer\n").out == ""


def test_a_kind_in_another_case_is_not_passed_over_in_silence(here: Workplace) -> None:
    done = here.validate(STREAM.replace("kind: ImageStream\n", "kind: Imagestream\n"))
    expected = 'unknown kind "Imagestream", did you mean "ImageStream"?'
    assert done.lines == [f"a.yaml:2:7: warning: {expected}"]
    assert done.code == 0
    done = here.run("validate", "--strict", "a.yaml")
    assert done.lines == [f"a.yaml:2:7: kind: {expected} (KindUnknown)"]
    assert done.code == 1


@pytest.mark.parametrize("kind", ["List", "ImageStreamList"])
def test_the_items_of_a_list_are_checked_each(here: Workplace, kind: str) -> None:
    done = here.validate(f"""\
        kind: {kind}
        items:
        - kind: ImageStream
          metadata: {{name: a b}}
        - {{kind: Pod}}
        - kind: List
          items:
          - kind: ImageStream
            metadata: {{name: ok, uid: 1}}
        """)
    assert [line.split(" ")[0] for line in done.lines] == ["a.yaml:4:20:", "a.yaml:9:31:"]
    assert done.summary == "2 documents, 2 invalid, 1 other kind skipped (1 Pod)"


def test_items_without_a_kind_have_that_of_their_list(here: Workplace) -> None:
    done = here.validate("kind: ImageStreamList\nitems:\n- metadata: {name: 1}\n")
    assert done.out.startswith("a.yaml:3:20: metadata.name: ")


def test_a_key_that_is_twice_in_a_list_is_an_error(here: Workplace) -> None:
    done = here.validate("kind: List\nitems: [{kind: ImageStream}]\nitems: []\n")
    assert done.lines == [
        'a.yaml:3:1: items: Duplicate value: "items": the key is already on line 2 '
        "(FieldValueDuplicate)"
    ]
    assert done.code == 1


# ------------------------------------------------------------------------------------- positions


@pytest.mark.parametrize(
    ("manifest", "place"),
    [
        # Missing: the nearest parent there is.
        ("kind: ImageStream\n", "1:1: metadata.name"),
        ("kind: ImageStream\nmetadata:\n", "2:10: metadata.name"),
        ("kind: ImageStream\nmetadata:\n  labels: {}\n", "3:3: metadata.name"),
        ("kind: ImageStreamImport\nmetadata: {name: a}\nspec:\n  images:\n  - to: {}\n", "5:5: "),
        # There: where the value begins.
        ("kind: ImageStream\nmetadata: {name:    7}\n", "2:21: metadata.name"),
        ("kind: ImageStream\nmetadata:\n  name: >\n    a b\n", "3:9: metadata.name"),
        ('# é\r\n\r\nkind: ImageStream\r\nmetadata: {"n\\x61me": 7}\r\n', "4:23: metadata.name"),
        # By an alias or a merge key: where it is written.
        ("x: &n 7\nkind: ImageStream\nmetadata: {name: *n}\n", "1:4: metadata.name"),
        ("kind: ImageStream\nx: &m {name: 7}\nmetadata:\n  <<: *m\n", "2:14: metadata.name"),
    ],
)
def test_where_an_error_stands(here: Workplace, manifest: str, place: str) -> None:
    done = here.validate(manifest)
    errors = [line for line in done.lines if "warning" not in line]
    assert errors[0].startswith(f"a.yaml:{place}")


def test_columns_count_characters_not_bytes(here: Workplace) -> None:
    done = here.validate("kind: ImageStream\nmetadata: {labels: {a: 'éé𝄞'}, name: 7}\n")
    assert [line.split(" ")[0] for line in done.lines][-1] == "a.yaml:2:38:"


def test_errors_come_in_the_order_of_the_text(here: Workplace) -> None:
    done = here.validate("kind: ImageStream\nspec: {tags: 1, x: 2}\nmetadata: {name: 7, y: 8}\n")
    places = [line.split(": ")[0] for line in done.lines]
    assert places == ["a.yaml:2:14", "a.yaml:2:17", "a.yaml:3:18", "a.yaml:3:21"]


def test_a_key_with_slash_tilde_and_dot_leads_to_its_place(here: Workplace) -> None:
    manifest = stream("  x.y~/[z]: 1").replace("name: app", "name: app\n  labels: {a.b/c~d: 7}")
    done = here.validate(manifest)
    assert done.lines[0].startswith("a.yaml:5:21: metadata.labels")
    assert done.lines[-1] == 'a.yaml:12:3: warning: unknown field "spec.x.y~/[z]"'


# -------------------------------------------------------------------------------- unknown fields


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("From: {}", ', did you mean "from"?'),
        ("form: {}", ', did you mean "from"?'),
        ("importpolicy: {}", ', did you mean "importPolicy"?'),
        ("referencePolcy: {}", ', did you mean "referencePolicy"?'),
        ("Foo: {}", ""),
        ("to: {}", ""),
        ("x" * 500 + ": {}", ""),
    ],
)
def test_unknown_fields_are_warnings_with_a_really_near_name(
    here: Workplace, written: str, hint: str
) -> None:
    done = here.validate(STREAM.replace("name: latest", f"name: latest\n    {written}"))
    name = written.split(":")[0]
    assert done.lines == [f'a.yaml:8:5: warning: unknown field "spec.tags[0].{name}"{hint}']
    assert done.code == 0
    assert done.summary == "1 document, 0 invalid, 0 other kinds skipped, 1 warning"


def test_unknown_fields_are_errors_with_strict(here: Workplace) -> None:
    done = here.validate(stream("  Tags: []"), "--strict")
    assert done.lines == [
        'a.yaml:11:3: spec.Tags: unknown field, did you mean "tags"? (FieldUnknown)'
    ]
    assert (done.code, done.summary) == (1, "1 document, 1 invalid, 0 other kinds skipped")


# ------------------------------------------------------------------------------------------ YAML


def test_a_key_that_is_there_twice_is_an_error_and_the_last_one_counts(here: Workplace) -> None:
    done = here.validate("kind: ImageStream\nmetadata:\n  name: ok\n  name: 7\n")
    assert done.lines == [
        'a.yaml:4:3: metadata.name: Duplicate value: "name": the key is already on line 3 '
        "(FieldValueDuplicate)",
        'a.yaml:4:9: metadata.name: Invalid value: "integer": must be of type string '
        "(FieldValueTypeInvalid)",
    ]


def test_keys_that_become_the_same_text_are_twice_there(here: Workplace) -> None:
    done = here.validate(
        "kind: ImageStream\nmetadata: {name: a, labels: {yes: a, 'true': b, 1: c, '1': d}}\n"
    )
    assert [line.split(": ")[1] for line in done.lines] == [
        "metadata.labels.true",
        "metadata.labels.1",
    ]


def test_own_keys_win_over_merged_ones_and_earlier_over_later(here: Workplace) -> None:
    merged = """\
        kind: ImageStream
        metadata:
          <<: [{name: one, uid: 1}, {name: 2, uid: two, namespace: 3}]
          namespace: own
        """
    done = here.validate(merged)
    assert [line.split(": ")[:2] for line in done.lines] == [["a.yaml:3:25", "metadata.uid"]]


def test_a_quoted_merge_key_is_a_key(here: Workplace) -> None:
    done = here.validate('kind: ImageStream\nmetadata: {name: a, "<<": {uid: 1}}\n')
    assert done.lines == ['a.yaml:2:21: warning: unknown field "metadata.<<"']


@pytest.mark.parametrize("merged", ["text", "[a]", "null", "[[{}]]"])
def test_only_mappings_can_be_merged(here: Workplace, merged: str) -> None:
    done = here.validate(f"kind: ImageStream\nmetadata: {{name: a, <<: {merged}}}\n")
    assert "metadata: only a mapping, or a list of mappings, can be merged" in done.out
    assert done.code == 1


@pytest.mark.parametrize(
    ("written", "type_name"),
    [
        ("y", "boolean"), ("N", "boolean"), ("yes", "boolean"), ("Off", "boolean"),
        ("TRUE", "boolean"), ("12", "integer"), ("0o14", "integer"), ("014", "integer"),
        ("0x1F", "integer"), ("0b11", "integer"), ("+1_000", "integer"), ("1.10", "number"),
        (".5", "number"), ("1e3", "integer"), ("1.0", "integer"), ("!!int '5'", "integer"),
        ("!!float 1.5", "number"), ("!!bool on", "boolean"), ("! 5", "integer"),
    ],
)  # fmt: skip
def test_what_kubernetes_does_not_read_as_text(
    here: Workplace, written: str, type_name: str
) -> None:
    done = here.validate(f"kind: ImageStream\nmetadata: {{name: {written}}}\n")
    assert f'metadata.name: Invalid value: "{type_name}": must be of type string' in done.out


@pytest.mark.parametrize(
    "written",
    [
        "'yes'", '"12"', "yEs", "oN", "2024-01-01", "2024-01-01T00:00:00Z", "1:30", "0x", "08a",
        "1.2.3", "!!str 12", "!mine 12", "1__", "1e999", "9" * 5000 + "x", "-a", ".",
        "!!timestamp 2024-01-01",
    ],
)  # fmt: skip
def test_what_kubernetes_reads_as_text(here: Workplace, written: str) -> None:
    manifest = f"kind: ImageStream\nmetadata:\n  name: a\n  annotations:\n    a: {written}\n"
    expected = 1 if written == "1__" else 0  # underscores do not count: the number 1
    assert here.validate(manifest).code == expected


@pytest.mark.parametrize("written", ["", "~", "null", "Null", "!!null ''"])
def test_what_is_null(here: Workplace, written: str) -> None:
    done = here.validate(f"kind: ImageStream\nmetadata:\n  name: {written}\n")
    assert "metadata.name: Required value" in done.out


def test_a_whole_float_is_an_integer_in_yaml_and_none_in_json(here: Workplace) -> None:
    assert here.validate(stream("    generation: 1.0")).code == 0
    text = '{"kind": "ImageStream", "metadata": {"name": "a", "generation": 1.0}}'
    done = here.validate(text, name="a.json")
    assert done.out.startswith("a.json:1:65: metadata.generation: ")
    assert done.out.endswith("(FieldValueTypeInvalid)\n")


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("!!binary a", '"a" is not base64, as !!binary has to be'),
        (".inf", ".inf is no number that JSON can write"),
        ("-.Inf", "-.Inf is no number that JSON can write"),
        (".NaN", ".NaN is no number that JSON can write"),
        ("!!int abc", '"abc" cannot be read as !!int'),
        ("!!bool 1", '"1" cannot be read as !!bool'),
    ],
)
def test_what_json_has_no_value_for(here: Workplace, written: str, message: str) -> None:
    done = here.validate(f"kind: ImageStream\nmetadata: {{name: a, uid: {written}}}\n")
    assert done.lines == [f"a.yaml:2:26: metadata.uid: {message} (ValueNotJSON)"]


@pytest.mark.parametrize(
    ("key", "is_text"),
    [("1", True), ("1.5", True), ("yes", True), ("2024-01-01", True), ("~", False),
     ("? [a]", False), ("? {a: b}", False)],
)  # fmt: skip
def test_keys_become_text_or_are_errors(here: Workplace, key: str, is_text: bool) -> None:
    done = here.validate(
        f"kind: ImageStream\nmetadata:\n  name: a\n  annotations:\n    {key}\n    : text\n"
        if key.startswith("?")
        else f"kind: ImageStream\nmetadata:\n  name: a\n  annotations:\n    {key}: text\n"
    )
    assert done.code == (0 if is_text else 1)
    assert is_text or "metadata.annotations: a key has to be text, not" in done.out


def test_float_keys_are_written_as_kubernetes_writes_them(here: Workplace) -> None:
    keys = {"1.10": "1.1", "1.5e10": "1.5e+10", "0.00001": "1e-05", "123456.5": "123456.5"}
    fields = "".join(f"{written}: 1\n" for written in keys)
    done = here.validate(f"kind: ImageStream\nmetadata: {{name: a}}\n{fields}")
    names = [line.split('"')[1] for line in done.lines]
    assert names == list(keys.values())


# ------------------------------------------------------------------------------------------ JSON


def test_json_that_yaml_does_not_read(here: Workplace) -> None:
    # libyaml refuses halves of surrogate pairs and long keys.
    annotations = {"a": '\U0001d11e "\\/', "k" * 2000: "tab\tand\nline", "é": ""}
    manifest = {"kind": "ImageStream", "metadata": {"name": "a", "annotations": annotations}}
    done = here.validate(json.dumps(manifest), name="a.json")
    assert "not valid" not in done.out
    assert json.dumps(manifest) not in done.out
    assert {line.split(": ")[1] for line in done.lines} == {"metadata.annotations"}
    assert "\\ud834\\udd1e" in json.dumps(manifest)


def test_several_json_values_in_one_file(here: Workplace) -> None:
    one = '{"kind": "ImageStream",\n "metadata": {"name": "a"}}\n'
    done = here.validate(one + one.replace('"a"', "7"), name="a.json")
    assert [line.split(": ")[0] for line in done.lines] == ["a.json:4:23"]
    assert done.summary.startswith("2 documents, 1 invalid")


def test_json_keys_that_are_there_twice(here: Workplace) -> None:
    done = here.validate(
        '{"kind": "ImageStream", "metadata": {"name": "a"}, "kind": "ImageStream"}'
    )
    assert done.out.startswith('a.yaml:1:52: kind: Duplicate value: "kind"')


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"kind": "ImageStream",}', "1:24"),
        ('{"kind": \n  ImageStream}', "2:3"),
        ('{"kind": "Image', "1:10"),
        ('{"a": NaN}', "1:1"),
        ('{"a": 1} x', "1:10"),
    ],
)
def test_broken_json_is_reported_with_its_place(here: Workplace, text: str, place: str) -> None:
    done = here.validate(text, name="a.json")
    assert done.lines[-1].startswith(f"a.json:{place}: not valid JSON: ")
    assert done.code == 1


def test_flow_style_yaml_is_no_json(here: Workplace) -> None:
    assert here.validate("{kind: ImageStream, metadata: {name: a}}\n").code == 0


def test_long_numbers_are_no_traceback(here: Workplace) -> None:
    number = "1" * 5000
    for name in ("a.json", "a.yaml"):
        text = '{"kind": "ImageStream", "metadata": {"name": "a", "uid": ' + number + "}}"
        assert "metadata.uid: " in here.validate(text, name=name).out
        text = f"kind: ImageStream\nmetadata: {{name: a, uid: {number}}}\n"
        assert here.validate(text, name="b.yaml").code in (0, 1)


_JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.text() | st.floats(-1e6, 1e6),
    lambda inside: st.lists(inside) | st.dictionaries(st.text(), inside),
)


@pytest.mark.long
@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.text(), _JSON_VALUES, min_size=1))
def test_any_json_value_is_read_as_it_was_written(value: dict[str, Any]) -> None:
    (from_json,) = json_documents(json.dumps(value))
    assert isinstance(from_json, Node)
    assert Reader(from_json).value(from_json) == value
    (from_yaml,) = yaml_documents(yaml.safe_dump(value, default_style='"', allow_unicode=True))
    assert isinstance(from_yaml, Node)
    assert Reader(from_yaml).value(from_yaml) == value


# --------------------------------------------------------------------------------- broken files


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"a: [\n", "2:1: not valid YAML: "),
        (b"kind: x\n\tb: c\n", "2:1: not valid YAML: "),
        (b"a: *nobody\n", "1:4: not valid YAML: found undefined alias"),
        (b"a: b\nc: \xff\n", "2:4: not UTF-8 text: byte 0xff (SyntaxInvalid)"),
        (b"\x7fELF\x00", "1:1: not a text file: it holds the control character U+007F"),
        (b"a: b\n  c\x00", "2:4: not a text file: it holds the control character U+0000"),
        (b"\xff\xfea\x00b", "1:2: not UTF-16 text: byte 0x62"),
    ],
)
def test_a_broken_file_is_reported_with_its_place_and_stops_nothing(
    here: Workplace, content: bytes, line: str
) -> None:
    here.write("broken.yaml", content)
    here.write("good.yaml", STREAM)
    done = here.run("validate", "broken.yaml", "good.yaml")
    assert done.code == 1
    assert len(done.lines) == 1
    assert done.out.startswith(f"broken.yaml:{line}")
    assert done.summary == "1 document, 0 invalid, 0 other kinds skipped, 1 broken file"


def test_documents_before_and_behind_a_broken_one_are_checked(here: Workplace) -> None:
    bad = "kind: ImageStream\nmetadata: {name: 7}\n"
    done = here.validate("---\n".join([bad, "a: {\n", bad, "'\n", bad, "x: }\n", bad]))
    places = [line.split(": ")[0] for line in done.lines if "metadata.name" in line]
    assert places == ["a.yaml:2:18", "a.yaml:7:18", "a.yaml:12:18", "a.yaml:17:18"]
    assert len(done.lines) == 7
    assert done.summary == "4 documents, 4 invalid, 0 other kinds skipped, 1 broken file"


def test_a_document_that_is_broken_where_it_begins_is_told_once(here: Workplace) -> None:
    done = here.validate("a: b\n--- }\n---\nkind: ImageStream\n")
    assert [line.split(": ")[0] for line in done.lines] == ["a.yaml:2:5", "a.yaml:4:1"]


def test_reading_a_file_of_broken_documents_ends(here: Workplace) -> None:
    done = here.validate("---\n{\n" * 1000)
    assert len(done.lines) == 101
    assert "100 documents are broken; the rest of the file is not looked at" in done.lines[-1]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be"])
def test_marks_and_encodings_of_windows_are_read(here: Workplace, encoding: str) -> None:
    text = "kind: ImageStream\r\nmetadata: {name: 7}\r\n"
    data = ("\ufeff" if encoding == "utf-16-be" else "") + text
    done = here.validate(data.encode(encoding))
    assert done.out.startswith("a.yaml:2:18: metadata.name: ")


def test_files_that_cannot_be_read(here: Workplace) -> None:
    (here.folder / "loop.yaml").symlink_to("loop.yaml")
    (here.folder / "lost.yaml").symlink_to("nowhere")
    here.write("good.yaml", STREAM)
    done = here.run("validate", ".", "missing.yaml")
    assert done.lines == [
        "loop.yaml:1:1: cannot be read: Too many levels of symbolic links (FileUnreadable)",
        "lost.yaml:1:1: cannot be read: No such file or directory (FileUnreadable)",
        "missing.yaml:1:1: cannot be read: No such file or directory (FileUnreadable)",
    ]
    assert done.code == 1
    assert done.summary == "1 document, 0 invalid, 0 other kinds skipped, 3 broken files"


def test_a_file_that_is_too_large_is_not_read(here: Workplace) -> None:
    here.write("a.yaml", STREAM.encode() + b"#" * 2**20)
    assert here.run("validate", "a.yaml").code == 0
    done = here.run("validate", "a.yaml", "--max-size", "1")
    expected = "a.yaml:1:1: larger than 1 MiB; --max-size allows more (FileUnreadable)"
    assert done.lines == [expected]
    assert here.run("validate", "/dev/zero", "--max-size", "1").code == 1


# -------------------------------------------------------------------------------------- attacks


def _bomb(levels: int) -> str:
    lines = [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, levels)]
    return "\n".join(["kind: ImageStream", "a0: &a0 [x]", *lines]) + "\n"


def test_exponential_aliases_are_refused(here: Workplace) -> None:
    """Built in full, this document would have 2 to the power of 60 values."""
    done = here.validate(_bomb(60))
    assert "aliases and merge keys add more than 1,000,000 values (DocumentTooLarge)" in done.out
    assert done.code == 1


def test_the_same_alias_in_many_items_is_refused_as_well(here: Workplace) -> None:
    big = "".join(f"      k{n}: v\n" for n in range(10_000))
    first = f"- kind: ImageStream\n  metadata: &big\n    name: a\n    annotations:\n{big}"
    items = "- {kind: ImageStream, metadata: *big}\n" * 200
    done = here.validate(f"kind: List\nitems:\n{first}{items}")
    assert done.summary.startswith("201 documents, 101 invalid")
    assert "add more than 1,000,000 values" in done.out


def test_merge_keys_are_counted_as_well(here: Workplace) -> None:
    mapping = "".join(f"  k{n}: v\n" for n in range(1000))
    aliases = ", ".join(["*a"] * 1500)
    done = here.validate(f"kind: ImageStream\nx: &a\n{mapping}metadata: {{<<: [{aliases}]}}\n")
    assert "metadata: aliases and merge keys add more than 1,000,000 values" in done.out


def test_aliases_within_reason_are_fine(here: Workplace) -> None:
    assert "DocumentTooLarge" not in here.validate(_bomb(12)).out


@pytest.mark.parametrize(
    "manifest",
    [
        "kind: ImageStream\nmetadata: &a {labels: *a}\n",
        "kind: ImageStream\nspec: {tags: &a [*a]}\n",
        "kind: ImageStream\nmetadata: &a {<<: *a}\n",
        "&a\nkind: ImageStream\n<<: *a\n",
    ],
)
def test_what_holds_itself_is_refused(here: Workplace, manifest: str) -> None:
    done = here.validate(manifest)
    assert done.code == 1
    assert "(DocumentTooLarge)" in done.out


def test_a_list_that_holds_itself_ends(here: Workplace) -> None:
    assert here.validate("&a\nkind: List\nitems: [*a]\n", "--allow-empty").code == 0


@pytest.mark.parametrize(
    ("name", "manifest"),
    [
        ("a.yaml", "kind: ImageStream\na: " + "[" * 10_000 + "]" * 10_000),
        ("a.yaml", "kind: ImageStream\na: " + "{a: " * 100_000),
        ("a.yaml", "kind: ImageStream\na:\n  " + "- " * 100_000 + "x\n"),
        ("a.json", '{"kind": "ImageStream", "a": ' + "[" * 100_000 + "]" * 100_000 + "}"),
        (
            "a.yaml",
            "kind: ImageStream\na0: &a0 x\n"
            + "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 10_000)),
        ),
        (
            "a.yaml",
            "kind: ImageStream\nx:\n- &a0 {k: v}\n"
            + "".join(f"- {{<<: {{k: &a{n} {{<<: *a{n - 1}}}}}, k: 1}}\n" for n in range(1, 5000))
            + "- <<: *a4999\n",
        ),
        (
            "a.yaml",
            "x:\n- &a0 {k: v}\n"
            + "".join(f"- {{<<: {{k: &a{n} {{<<: *a{n - 1}}}}}, k: 1}}\n" for n in range(1, 5000))
            + "<<: *a4999\nkind: ImageStream\n",
        ),
    ],
    ids=["brackets", "braces", "dashes", "json", "aliases", "merges", "merged into the top"],
)
def test_deep_nesting_is_an_error_and_no_traceback(
    here: Workplace, name: str, manifest: str
) -> None:
    here.write(name, manifest)
    done = streamport_command("validate", name, cwd=here.folder)  # a crash would end this process
    assert done.code == 1
    assert "nested more than 200 levels deep (DocumentTooLarge)" in done.out
    assert "Traceback" not in done.err


def test_where_json_is_too_deep(here: Workplace) -> None:
    done = here.validate('{"a":\n' + "[" * 300 + "]" * 300 + "}", name="a.json")
    assert done.lines == ["a.json:2:200: nested more than 200 levels deep (DocumentTooLarge)"]


def test_what_could_command_a_terminal_is_escaped(here: Workplace) -> None:
    text = 'kind: ImageStream\n"\\e[31m\\u202E\\n": 1\nmetadata: {name: "\\e]0;x\\a"}\n'
    here.validate(text, name="a\x1b[2J\n.yaml")
    here.write("\udcff.yaml", STREAM.replace("name: app", "name: a b"))
    done = here.run("validate", "a\x1b[2J\n.yaml", "\udcff.yaml")
    assert done.code == 1
    assert all(line.isprintable() for line in done.lines)
    assert done.lines[0].startswith(
        'a\\x1b[2J\\n.yaml:2:1: warning: unknown field "\\x1b[31m\\u202e'
    )
    assert done.lines[2].startswith("\\udcff.yaml:4:9: ")


# --------------------------------------------------------------------------------- which files


def test_a_folder_stands_for_the_manifests_below_it_sorted(here: Workplace) -> None:
    bad = "kind: ImageStream\n"
    for name in ("b.yml", "a/z.json", "a/b/c.YAML", "c.yaml/d.yaml", "a.yaml"):
        here.write(f"top/{name}", bad)
    for name in (".git/a.yaml", ".hidden.yaml", "notes.txt", "a/.cache/b.yaml"):
        here.write(f"top/{name}", "broken: [")
    os.mkfifo(here.folder / "top" / "pipe.yaml")
    (here.folder / "top/a/up.yaml").symlink_to("..")
    (here.folder / "top/link").symlink_to(".")
    (here.folder / "top/other.yaml").symlink_to("a.yaml")
    done = here.run("validate", "top")
    assert [line.split(":")[0] for line in done.lines] == [
        "top/a/b/c.YAML",
        "top/a/z.json",
        "top/a.yaml",
        "top/b.yml",
        "top/c.yaml/d.yaml",
        "top/other.yaml",
    ]


def test_no_file_is_checked_twice(here: Workplace) -> None:
    here.write("d/a.yaml", "kind: ImageStream\n")
    done = here.run("validate", "d/a.yaml", "d", "d/", "d/a.yaml")
    assert len(done.lines) == 1


def test_a_file_that_is_named_needs_no_ending(here: Workplace) -> None:
    assert here.validate("kind: ImageStream\n", name="manifest").code == 1


def test_standard_input(tmp_path: Path) -> None:
    done = streamport_command("validate", "-", stdin="kind: ImageStream\n", cwd=tmp_path)
    assert done.out.startswith("<stdin>:1:1: metadata.name: Required value")
    assert done.code == 1


@pytest.mark.parametrize("content", ["", "# nothing\n", "hello\n", "- a\n", "no: kind\n"])
def test_no_manifest_at_all_is_an_error(content: str, here: Workplace) -> None:
    done = here.validate(content)
    assert (done.code, done.out) == (1, "")
    assert done.err == (
        "0 documents, 0 invalid, 0 other kinds skipped\n"
        "streamport: no manifest in a.yaml; --allow-empty accepts that\n"
    )
    assert here.validate(content, "--allow-empty").code == 0
    assert here.validate(content, "-q").err == done.err.splitlines(keepends=True)[1]


def test_an_empty_folder_is_an_error(here: Workplace) -> None:
    done = here.run("validate", ".")
    assert done.code == 1
    assert done.summary == "streamport: no manifest in .; --allow-empty accepts that"
    assert here.run("validate", ".", "--allow-empty").code == 0


@pytest.mark.parametrize("content", [OTHER, "kind: List\nitems: []\n"])
def test_what_is_of_another_kind_is_a_manifest(content: str, here: Workplace) -> None:
    assert here.validate(content).code == 0


def test_other_kinds_are_told_by_name(here: Workplace) -> None:
    kinds = ["Service", "Deployment", "Service", *(f"Kind{n}" for n in range(8))]
    done = here.validate("---\n".join(f"kind: {kind}\n" for kind in kinds))
    assert done.summary.endswith(
        "11 other kinds skipped (2 Service, 1 Deployment, 1 Kind0, 1 Kind1, 1 Kind2, 1 Kind3, "
        "1 Kind4, 1 Kind5, 2 more kinds)"
    )


# -------------------------------------------------------------------------------- unknown kinds


@pytest.mark.parametrize(
    ("version", "kind", "hint"),
    [
        ("image.openshift.io/v1", "ImageStreams", ', did you mean "ImageStream"?'),
        ("image.openshift.io/v1", "ImageStreamimport", ', did you mean "ImageStreamImport"?'),
        ("image.openshift.io/v1", "Nonsense", ""),
        ("v1", "ImageStreams", ', did you mean "ImageStream"?'),
    ],
)
def test_an_unknown_kind_of_our_group_is_a_warning(
    version: str, kind: str, hint: str, here: Workplace
) -> None:
    manifest = f"apiVersion: {version}\nkind: {kind}\n"
    done = here.validate(manifest)
    assert (done.code, done.lines) == (0, [f'a.yaml:2:7: warning: unknown kind "{kind}"{hint}'])
    assert here.validate(manifest, "--strict").code == 1


@pytest.mark.parametrize("version", ["v1", "apps/v1", "example.com/v1"])
def test_kinds_of_others_are_no_slips(version: str, here: Workplace) -> None:
    for kind in ("Service", "ImageStreamer", "Imagine"):
        assert here.validate(f"apiVersion: {version}\nkind: {kind}\n").out == ""


# ------------------------------------------------------------------------- templates of OpenShift

_TEMPLATE = """\
apiVersion: template.openshift.io/v1
kind: Template
parameters: [{name: TAG}]
objects:
- apiVersion: image.openshift.io/v1
  kind: ImageStream
  metadata: {name: "${NAME}"}
  spec:
    tags:
    - name: "${TAG}"
      generation: "${{GENERATION}}"
      from: {kind: DockerImage, name: "registry.example/team/app:${TAG}"}
    - name: latest
      from: {kind: DockerImage, name: registry.example/team/App}
- kind: Deployment
  apiVersion: apps/v1
"""


def test_what_is_in_a_template_is_checked_and_parameters_are_left_alone(here: Workplace) -> None:
    done = here.validate(_TEMPLATE)
    assert done.lines == [
        "a.yaml:14:39: spec.tags[latest].from.name: "
        'Invalid value: "registry.example/team/App": repository name must be lowercase '
        "(FieldValueInvalid)"
    ]
    assert done.summary == "1 document, 1 invalid, 1 other kind skipped (1 Deployment)"


def test_outside_of_a_template_a_parameter_is_a_fault(here: Workplace) -> None:
    assert here.validate("kind: ImageStream\nmetadata: {name: '${NAME}'}\n").code == 1


def test_a_list_in_a_template_is_opened(here: Workplace) -> None:
    inside = "{kind: List, items: [{kind: ImageStream, metadata: {name: '${A}'}}, {kind: Pod}]}"
    done = here.validate(f"kind: Template\nobjects: [{inside}]\n")
    assert (done.code, done.out) == (0, "")
    assert done.summary == "1 document, 0 invalid, 1 other kind skipped (1 Pod)"


# ----------------------------------------------------------------------------- templates of Helm


@pytest.mark.parametrize(
    ("manifest", "place"),
    [
        ("{{- if .Values.on }}\nkind: ImageStream\n{{- end }}\n", "1:1"),
        ("kind: ImageStream\nmetadata:\n  name: {{ .Release.Name }}\n", "3:9"),
        ('kind: ImageStream\nmetadata:\n  labels:\n    {{- include "x" . }}\n', "4:5"),
        ("kind: ImageStream\nmetadata: {name: '{{ .Release.Name }}'}\n", "2:19"),
    ],
)
def test_a_template_of_helm_is_told_from_broken_yaml(
    manifest: str, place: str, here: Workplace
) -> None:
    done = here.validate(manifest)
    assert done.code == 1
    assert done.lines == [
        f"a.yaml:{place}: looks like a template of Helm: render it first (helm template … | "
        "streamport validate -), or leave it out with --exclude (HelmTemplate)"
    ]


def test_braces_in_a_valid_manifest_are_text(here: Workplace) -> None:
    text = _ONE_LINE.replace("name: app", "name: app, annotations: {a: '{{ .Values.x }}'}")
    assert here.validate(text).code == 0
    broken = text.replace("name: app", "name: a%b")
    assert "may not contain" in here.validate(broken).out


# ------------------------------------------------------------------------------- what is left out


def test_exclude_and_gitignore_leave_files_out(here: Workplace) -> None:
    bad = "kind: ImageStream\nmetadata: {name: 'a%'}\n"
    for name in (
        "good.yaml", "chart/templates/a.yaml", "chart/values.yaml", "build/a.yaml",
        "app/generated.yaml", "app/kept.yaml", "app/deep/generated.yaml",
    ):  # fmt: skip
        here.write(name, STREAM if "good" in name else bad)
    here.write(".gitignore", "/build/\ngenerated.yaml\n")
    here.write("app/.gitignore", "!/generated.yaml\n")

    def told(*arguments: str) -> list[str]:
        done = here.run("validate", *arguments)
        return [line.split(":")[0] for line in done.lines]

    everything = ["app/generated.yaml", "app/kept.yaml", "chart/templates/a.yaml"]
    assert told(".") == [*everything, "chart/values.yaml"]
    assert told(".", "--exclude", "chart/") == everything[:2]
    assert told(".", "--exclude", "templates", "--exclude=app/*.yaml") == ["chart/values.yaml"]
    # A file that is named is read, whatever is said of it.
    assert told("build/a.yaml", "--exclude", "*.yaml") == ["build/a.yaml"]
    # Below the top of a repository what stands further up counts too.
    assert told("app/deep", "--allow-empty") == ["app/deep/generated.yaml"]
    (here.folder / ".git").mkdir()
    assert told("app/deep", "--allow-empty") == []


# ---------------------------------------------------------------------------------------- forms

_BAD = "kind: ImageStream\nmetadata: {name: 'a:b,c%', nam: x}\n"


def test_json_is_one_document_with_results_and_summary(here: Workplace) -> None:
    done = here.validate(_BAD, "-o", "json")
    report = json.loads(done.out)
    assert report["results"][0] == {
        "file": "a.yaml",
        "line": 2,
        "column": 18,
        "severity": "error",
        "field": "metadata.name",
        "reason": "FieldValueInvalid",
        "message": "Invalid value: \"a:b,c%\": may not contain '%'",
        "kind": "ImageStream",
        "name": "a:b,c%",
    }
    assert report["results"][1]["severity"] == "warning"
    assert report["summary"] == {
        "files": 1, "broken_files": 0, "documents": 1, "invalid": 1, "skipped": 0, "warnings": 1,
        "other_kinds": {},
    }  # fmt: skip
    assert done.code == 1


def test_json_without_findings_is_still_a_document(here: Workplace) -> None:
    assert json.loads(here.validate(STREAM, "-o", "json").out)["results"] == []


def test_sarif_is_what_code_scanning_reads(here: Workplace) -> None:
    done = here.validate(_BAD, "-o", "sarif", name="my files/é#.yaml")
    log = json.loads(done.out)
    run = log["runs"][0]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert (log["version"], run["columnKind"]) == ("2.1.0", "unicodeCodePoints")
    assert run["tool"]["driver"]["name"] == "streamport"
    assert [(result["ruleId"], result["level"]) for result in run["results"]] == [
        ("FieldValueInvalid", "error"),
        ("FieldUnknown", "warning"),
    ]
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["message"]["text"]
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == "my%20files/%C3%A9%23.yaml"
        assert place["region"]["startLine"] == 2
    assert run["results"][0]["locations"][0]["physicalLocation"]["region"]["startColumn"] == 18


def test_github_annotations_are_escaped(here: Workplace) -> None:
    done = here.validate(_BAD, "-o", "github", name="a,b:c%.yaml")
    assert done.lines == [
        "::error file=a%2Cb%3Ac%25.yaml,line=2,col=18,title=FieldValueInvalid::"
        "metadata.name: Invalid value: \"a:b,c%25\": may not contain '%25'",
        "::warning file=a%2Cb%3Ac%25.yaml,line=2,col=28,title=FieldUnknown::"
        'unknown field "metadata.nam", did you mean "name"?',
    ]
    assert done.code == 1


def test_a_file_name_cannot_add_a_workflow_command(here: Workplace) -> None:
    done = here.validate("kind: ImageStream\n", "-o", "github", name="a\n::error::x.yaml")
    assert len(done.lines) == 1


# --------------------------------------------------------------------------- the command itself


def test_results_on_stdout_talk_on_stderr_and_quiet_without_talk(here: Workplace) -> None:
    done = here.validate(STREAM, "--quiet")
    assert (done.out, done.err) == ("", "")
    done = here.validate(_BAD)
    assert "document" not in done.out
    assert done.err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [["validate"], ["validate", "-o", "xml", "a"], ["validate", "--max-size", "x", "a"],
     ["validate", "--max-size", "0", "a"], ["validate", "--nonsense"], [], ["nonsense"]],
)  # fmt: skip
def test_wrong_usage_exits_2(here: Workplace, arguments: list[str]) -> None:
    done = here.run(*arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("usage: streamport")


def test_help_shows_examples_first_and_the_exit_codes(here: Workplace) -> None:
    for arguments in (["--help"], ["validate", "--help"]):
        done = here.run(*arguments)
        assert done.code == 0
        assert done.out.index("examples:") < done.out.index("options:")
        assert done.out.index("options:") < done.out.index("exit codes: 0 ")


def test_version(here: Workplace) -> None:
    done = here.run("--version")
    assert done.code == 0
    assert done.out.startswith("streamport ")


def test_a_closed_pipe_is_silent(here: Workplace) -> None:
    here.write("a.yaml", "---\n".join(["kind: ImageStream\n"] * 5000))
    command = f"{sys.executable} -m streamport validate a.yaml -q | head -n 1"
    done = subprocess.run(
        command,
        shell=True,
        cwd=here.folder,
        capture_output=True,
        text=True,
        check=False,
        env=child_environment(),
    )
    assert done.stdout.startswith("a.yaml:1:1: ")
    assert done.stderr == ""


def test_a_terminal_that_lacks_characters_gets_escapes(here: Workplace) -> None:
    here.write("é.yaml", "kind: ImageStream\n")
    done = streamport_command("validate", "é.yaml", cwd=here.folder, PYTHONIOENCODING="ascii")
    assert done.out.startswith("\\xe9.yaml:1:1: ")


def test_without_pyyaml_the_cure_is_told(here: Workplace) -> None:
    here.write("yaml.py", "raise ModuleNotFoundError('No module named yaml', name='yaml')\n")
    here.write("a.yaml", STREAM)
    done = streamport_command("validate", "a.yaml", cwd=here.folder)
    assert done.code == 1
    assert done.err == "streamport: this needs PyYAML: pip install 'streamport[cli]'\n"


def test_help_imports_neither_yaml_nor_the_schema(here: Workplace) -> None:
    code = (
        "import sys; from streamport.cli.main import main; main(['--help']);"
        "sys.exit(bool({'yaml', 'imagestreamimport'} & set(sys.modules)))"
    )
    env = child_environment()
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=False)
    assert done.returncode == 0
