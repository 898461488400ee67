"""One table of YAML scalars, and all who read them: kubectl, the server, the command, kindgen.

A new scalar: a row with `"scalar"` alone, and `pytest --update-golden tests/test_yaml_scalars.py`,
which asks kubectl.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from imagestreamimport._base.yaml_reading import YamlError, read_yaml
from kindgen.importers.reading import read_documents
from kindgen.schema.problems import SchemaError
from streamport.cli.validate.values import Reader
from streamport.cli.validate.yaml_nodes import Broken, yaml_documents
from tests.support.manifests import Workplace
from tests.support.memory_server import STREAMS, client
from tests.support.yaml_scalars import (
    REFUSED,
    TABLE,
    Row,
    kubectl_rows,
    outcome,
    table,
    table_text,
)

# libyaml, as PyYAML asks it, does not tell the command of a tag that is a `!` alone.
UNTOLD = ("! 010", "! true")


def of_the_server(text: str) -> Any:
    try:
        return read_yaml(text.encode(), 100)[0]
    except YamlError:
        return REFUSED


def of_the_command(text: str) -> Any:
    (node,) = yaml_documents(text)
    if isinstance(node, Broken):
        return REFUSED
    reader = Reader(node)
    value = reader.value(node)
    return REFUSED if reader.take_problems() else value


def of_kindgen(text: str) -> Any:
    try:
        return read_documents(text.encode(), "x.yaml")[0]
    except SchemaError:
        return REFUSED


Read = Callable[[str], Any]
THE_SERVER = pytest.param(of_the_server, id="the server")
THE_COMMAND = pytest.param(of_the_command, id="the command")
KINDGEN = pytest.param(of_kindgen, id="kindgen")


def told(rows: Iterable[Row], read: Read) -> list[Row]:
    """The rows whose scalars it can be told."""
    return [row for row in rows if read is not of_the_command or row.scalar not in UNTOLD]


def test_the_table_is_long_enough() -> None:
    scalars = [row.scalar for row in table()]
    assert len(set(scalars)) == len(scalars) >= 80


def test_the_table_is_what_kubectl_says(
    kubectl: str, golden: Callable[[str, Path], None], tmp_path: Path
) -> None:
    scalars = [row["scalar"] for row in json.loads(TABLE.read_text("utf-8"))]
    golden(table_text(kubectl_rows(kubectl, scalars, tmp_path)), TABLE)


@pytest.mark.parametrize("read", [THE_SERVER, THE_COMMAND, KINDGEN])
def test_values_are_read_as_kubectl_reads_them(read: Read) -> None:
    rows = told(table(), read)
    found = {row.scalar: _value_in(read(f"spec:\n  value: {row.scalar}\n")) for row in rows}
    assert found == {row.scalar: row.value for row in rows}


def _value_in(document: Any) -> str:
    return REFUSED if document == REFUSED else outcome(document["spec"]["value"])


@pytest.mark.parametrize("read", [THE_SERVER, THE_COMMAND])
def test_keys_are_read_as_kubectl_reads_them(read: Read) -> None:
    rows = told(table(), read)
    found = {row.scalar: _key_in(read(f"spec:\n  ? {row.scalar}\n  : 1\n")) for row in rows}
    assert found == {row.scalar: row.key for row in rows}


def _key_in(document: Any) -> str:
    return REFUSED if document == REFUSED else outcome(*document["spec"])


@pytest.mark.parametrize("read", [THE_SERVER, THE_COMMAND])
def test_an_alias_is_read_anew_where_it_is_a_key(read: Read) -> None:
    text = 'a: &a "010"\n*a : b\n? &n 1e20\n: c\nd: *n\n"<<": e\n<<: {f: g}\n'
    assert outcome(read(text)) == outcome(
        {"a": "010", "010": "b", "1e+20": "c", "d": 10**20, "<<": "e", "f": "g"}
    )


def test_kindgen_takes_keys_as_they_are_written() -> None:
    """In OpenAPI `200:` and `on:` are names, as that says itself."""
    document = of_kindgen("200: a\non: b\n010: c\n1.0: d\n~: e\n")
    assert list(document) == ["200", "on", "010", "1.0", "~"]


@pytest.mark.parametrize(("field", "kind"), [("selfLink", "string"), ("generation", "integer")])
def test_the_server_takes_what_kubectl_takes(field: str, kind: str) -> None:
    asked = client()
    kinds = "apiVersion: image.openshift.io/v1\nkind: ImageStream\n"

    def is_taken(number: int, scalar: str) -> bool:
        body = f"{kinds}metadata:\n  name: n{number}\n  {field}: {scalar}\n"
        headers = {"Content-Type": "application/yaml"}
        answer = asked.post(STREAMS, content=body.encode(), headers=headers)
        assert answer.status_code in (201, 400, 422), answer.text
        return answer.status_code != 400

    taken = {row.scalar: is_taken(number, row.scalar) for number, row in enumerate(table())}
    assert taken == {row.scalar: kind in row.fits for row in table()}


@pytest.mark.parametrize(("field", "kind"), [("selfLink", "string"), ("generation", "integer")])
def test_the_command_takes_what_kubectl_takes(
    field: str, kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here = Workplace(tmp_path, capsys)
    rows = told(table(), of_the_command)
    documents = [
        f"kind: ImageStream\nmetadata:\n  name: a\n  {field}: {row.scalar}\n" for row in rows
    ]
    for number, document in enumerate(documents):
        here.write(f"{number}.yaml", document)
    done = here.run("validate", "-o", "json", str(tmp_path))
    refused = {
        int(Path(found["file"]).stem)
        for found in json.loads(done.out)["results"]
        if found["reason"] in ("FieldValueTypeInvalid", "ValueNotJSON")
    }
    taken = {row.scalar: number not in refused for number, row in enumerate(rows)}
    assert taken == {row.scalar: kind in row.fits for row in rows}
