"""Packages whose models are pydantic's: lossless, strict, and called as those of msgspec are."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import imagestreamimport.models
from imagestreamimport import models as structs
from kindgen import pipeline
from kindgen.ir.models import Library
from kindgen.render.parts import UnknownPart
from kindgen.render.render import render
from kindgen.render.templates import find_templates
from tests.support.generator import (
    ROOT,
    SCHEMA,
    TEXT,
    Made,
    Schema,
    array,
    mapping,
    record,
    ref,
    run_python,
    schema_of,
)  # fmt: skip

DATA = ROOT / "tests" / "generated" / "data"
PYDANTIC = {"x-models": "pydantic"}


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The package of our schema, with models of pydantic."""
    made = Made(tmp_path_factory.mktemp("pydantic"), "imagestreamimport")
    for path, text in pipeline.generate(SCHEMA, models="pydantic").items():
        place = made.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
    return made


def asked(package: Made, code: str, given: Any = None) -> Any:
    """What a script answers about a value, both as JSON; no warning may come up."""
    head = (
        "import json, sys, warnings\n"
        "warnings.simplefilter('error')\n"
        f"from {package.name} import defaults, models, validators\n"
        "given = json.load(sys.stdin)\n"
    )
    told = run_python(
        f"{head}{code}\nprint(json.dumps(answer))", package.parent, stdin=json.dumps(given)
    )
    return json.loads(told)


def refused(package: Made, expression: str) -> str:
    """The class and the first line of what an expression raises."""
    return asked(
        package,
        "try:\n"
        f"    answer = repr({expression})\n"
        "except Exception as error:\n"
        "    answer = f'{type(error).__name__}: {error}'",
    )


def recorded() -> list[Any]:
    """Every recorded answer, and documents of servers old and new."""
    lines = (DATA / "answers.jsonl").read_text("utf-8").splitlines()
    answers = [json.loads(line)["response"] for line in lines]
    files = sorted((DATA / "documents").glob("*.json"))
    documents = [*answers, *(json.loads(file.read_text("utf-8")) for file in files)]
    return [each for each in documents if each.get("kind") in ("ImageStream", "ImageStreamImport")]


# ------------------------------------------------------------------------------------ our schema


def test_recorded_answers_are_written_as_models_of_msgspec_write_them(ours: Made) -> None:
    documents = recorded()
    code = """
answer = []
for document in given:
    kind = getattr(models, document["kind"])
    model = models.decode(json.dumps(document), kind)
    assert models.decode(models.encode(model), kind) == model
    assert models.from_dict(document, kind) == model
    assert models.to_dict(model) == json.loads(models.encode(model))
    answer.append(json.loads(models.encode(model)))
"""
    written = asked(ours, code, documents)
    expected = [
        json.loads(structs.encode(structs.from_dict(each, getattr(structs, each["kind"]))))
        for each in documents
    ]
    assert written == expected
    assert len(written) > 150


def test_classes_and_attributes_are_called_as_those_of_msgspec(ours: Made) -> None:
    code = """
answer = {
    name: list(getattr(models, name).model_fields)
    for name in models.__all__ if hasattr(getattr(models, name), "model_fields")
}
"""
    expected = {
        name: list(model.__struct_fields__)
        for name in structs.__all__
        if hasattr(model := getattr(structs, name), "__struct_fields__")
    }
    assert asked(ours, code) == expected
    names = asked(ours, "answer = models.__all__")
    assert names == imagestreamimport.models.__all__


def test_validators_and_defaults_take_them(ours: Made) -> None:
    code = """
source = models.ObjectReference(kind="DockerImage", name="a/b")
model = models.ImageStreamImport(
    metadata=models.ObjectMeta(name="app"),
    spec=models.ImageStreamImportSpec(images=[models.ImageImportSpec(from_=source)]),
)
bad = models.ImageStreamImport(metadata=models.ObjectMeta(name="app"))
answer = [
    validators.is_valid(model), defaults.apply(model)["spec"]["images"][0]["importPolicy"],
    [cause.field for cause in validators.validate(bad)], repr(bad),
    model.status, model.metadata.labels, models.to_dict(bad),
    bad.model_dump_json(exclude_unset=True),
]
"""
    assert asked(ours, code) == [
        True,
        {"importMode": "Legacy"},
        ["spec.images"],
        "ImageStreamImport(metadata=ObjectMeta(name='app'))",
        None,
        {},
        {"metadata": {"name": "app"}},
        '{"metadata":{"name":"app"}}',
    ]


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        ("models.ObjectMeta(ame='x')", "TypeError: ObjectMeta() has no field ame"),
        (
            "models.ImageImportSpec(importPolicy=None)",
            "TypeError: ImageImportSpec() has no field importPolicy: in Python it is import_policy",
        ),
        ("models.ObjectMeta('x')", "TypeError: ObjectMeta() takes its fields by name"),
        ("models.ObjectMeta(name=1)", "ValidationError: 1 validation error for ObjectMeta\nname"),
        ("models.ObjectMeta(generation='1')", "ValidationError: 1 validation error"),
        ("models.decode('{')", "ValidationError: 1 validation error for ImageStreamImport"),
        (
            """models.decode('{"kind": "ImageStream"}')""",
            "ValueError: the document is of kind 'ImageStream', not 'ImageStreamImport': "
            "decode(data, ImageStream)",
        ),
        (
            """models.decode('{"spec": {"import": "yes"}}')""",
            "ValidationError: 1 validation error for ImageStreamImport\nspec.import",
        ),
        (
            """models.decode('{"metadata": {"generation": 1.5}}')""",
            "ValidationError: 1 validation error for ImageStreamImport\nmetadata.generation",
        ),
        ("models.from_dict([])", "TypeError: give a JSON document as a dict, not list"),
        ("validators.validate(models.ObjectMeta(), 'Status')", "ValueError: this is a model of"),
    ],
)
def test_what_is_wrong_is_refused(expression: str, told: str, ours: Made) -> None:
    assert refused(ours, expression).startswith(told)


def test_null_reads_as_go_reads_it(ours: Made) -> None:
    code = """
made = models.from_dict(given)
answer = [made.metadata.labels, made.metadata.finalizers, models.to_dict(made), made.status]
"""
    given = {
        "status": None,
        "metadata": {"labels": {"a": None}, "finalizers": None, "ownerReferences": [None]},
    }
    kept = {"metadata": {"labels": {"a": ""}, "ownerReferences": [{}]}}
    assert asked(ours, code, given) == [{"a": ""}, [], kept, None]


def test_names_in_python_are_no_names_on_the_wire(ours: Made) -> None:
    assert (
        asked(ours, "answer = models.to_dict(models.from_dict(given))", {"api_version": "v1"}) == {}
    )


def test_there_is_no_half_that_speaks_http(ours: Made) -> None:
    there = {path.name for path in ours.folder.iterdir()}
    assert {"models.py", "validators.py", "defaults.py", "references.py", "schema.json"} <= there
    assert not {"client.py", "server.py", "fake.py", "resources.py", "imports.py"} & there
    assert not {path.name for path in ours.folder.iterdir()} & {"_client", "_server", "_fake"}
    project = (ours.parent / "pyproject.toml").read_text("utf-8")
    assert 'dependencies = ["pydantic>=2.11"]' in project
    for path in ours.folder.rglob("*.py"):
        assert "import msgspec" not in path.read_text("utf-8")
    page = (ours.folder / "reference.html").read_text("utf-8")
    assert "with Client" not in page
    assert "UnsetType" not in page


@pytest.mark.parametrize("part", ["client", "server", "fake", "resources", "imports"])
def test_parts_for_models_of_msgspec_are_refused_by_name(part: str) -> None:
    package = pipeline.represent(SCHEMA)
    templates = find_templates(None, SCHEMA, Library.PYDANTIC)
    with pytest.raises(UnknownPart, match=f"'{part}' works with models of msgspec alone"):
        render(package, templates, parts=["models", part])


# ----------------------------------------------------------------------------------- other schemas

ODD = [
    "copy", "json", "dict", "schema", "validate", "construct", "fields", "modelConfig", "modelDump",
    "modelFields", "pydantic", "typing", "Field", "class", "_x", "__init__", "self", "cls", "model",
    "modelX", "tag", "document", "hidden",
]  # fmt: skip


def test_fields_that_pydantic_has_names_for_are_fields(made_once: Callable[[Schema], Made]) -> None:
    given = {name: name for name in ODD}
    package = made_once(schema_of(dict.fromkeys(ODD, TEXT), **PYDANTIC))
    code = """
made = models.from_dict(given)
answer = [
    models.to_dict(made), made.copy, made.json, made.schema, made.model_config_, made.typing,
    models.to_dict(models.Thing(copy="c", model_config_="m")),
]
"""
    called = {"copy": "c", "modelConfig": "m"}
    assert asked(package, code, given) == [
        given, "copy", "json", "schema", "modelConfig", "typing", called,
    ]  # fmt: skip


def test_classes_of_any_name_are_classes(made_once: Callable[[Schema], Made]) -> None:
    names = ["Field", "BaseModel", "Tag", "Decoder", "Model", "Literal", "pydantic", "ClassVar"]
    fields = {f"a{index}": ref(name) for index, name in enumerate(names)}
    package = made_once(schema_of(fields, {name: record(x=TEXT) for name in names}, **PYDANTIC))
    given = {name: {"x": "y"} for name in fields}
    assert asked(package, "answer = models.to_dict(models.from_dict(given))", given) == given


EXACT = schema_of(
    {
        "text": TEXT,
        "number": {"type": "number"},
        "whole": {"type": "integer"},
        "big": {"type": "integer", "format": "int64"},
        "pair": {"type": "array", "prefixItems": [TEXT, {"type": "integer"}], "items": False,
                 "minItems": 2},
        "free": {},
        "rows": array(array({"type": ["string", "null"]})),
        "map": mapping({"type": ["integer", "null"]}),
        "inner": ref("Inner"),
        "either": {"anyOf": [TEXT, {"type": "boolean"}, ref("Inner")]},
    },
    {"Inner": record(x=TEXT, again=ref("Inner"))},
    **PYDANTIC,
)  # fmt: skip


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"text": None, "rows": None, "inner": None},
        {"text": "", "rows": [], "map": {}, "inner": {}},
        {"number": 1, "whole": 1.0, "big": 2**60},
        {"number": 1.5, "whole": 10**30},
        {"pair": ["a", 1], "rows": [["a", None], []], "map": {"a": None, "b": 1}},
        {"free": {"a": [1, 1.0, None, True, "x", {}]}},
        {"inner": {"again": {"again": {"x": "é"}}}},
        {"either": "a"},
        {"either": True},
        {"either": {"x": "a"}},
    ],
    ids=json.dumps,
)
def test_an_exact_schema_keeps_absent_null_and_empty_apart(
    document: Any, made_once: Callable[[Schema], Made]
) -> None:
    code = """
first, second = models.decode(json.dumps(given)), models.from_dict(given)
answer = [models.encode(first).decode(), models.encode(second).decode(), first == second]
"""
    first, second, is_equal = asked(made_once(EXACT), code, document)
    assert is_equal
    assert json.dumps(json.loads(first)) == json.dumps(json.loads(second)) == json.dumps(document)


@pytest.mark.parametrize(
    "document",
    [{"text": 1}, {"whole": 1.5}, {"whole": "1"}, {"big": 2**63}, {"pair": ["a"]}, {"rows": [1]},
     {"inner": []}, {"map": {"a": "b"}}, {"either": 1}, {"number": "1"}, {"number": True}],
    ids=json.dumps,
)  # fmt: skip
def test_another_type_is_refused_with_its_place(
    document: Any, made_once: Callable[[Schema], Made]
) -> None:
    told = refused(made_once(EXACT), f"models.from_dict({document!r})")
    assert told.startswith("ValidationError")
    assert next(iter(document)) in told


def test_what_a_field_tells_apart_is_a_class_each(made_once: Callable[[Schema], Made]) -> None:
    def pet(kind: str, **fields: Schema) -> Schema:
        return {**record(petType={"const": kind}, **fields), "required": ["petType"]}

    definitions = {"Cat": pet("cat", meows=TEXT), "Dog": pet("dog", barks={"type": "boolean"})}
    either = {"oneOf": [ref("Cat"), ref("Dog")]}
    package = made_once(schema_of({"pet": either, "pets": array(either)}, definitions, **PYDANTIC))
    given = {"pet": {"petType": "dog", "barks": True}, "pets": [{"petType": "cat", "meows": "m"}]}
    code = """
made = models.from_dict(given)
answer = [
    models.to_dict(made), type(made.pet).__name__, type(made.pets[0]).__name__, made.pet.pet_type,
    models.to_dict(models.Dog(barks=True)),
]
"""
    written, dog, cat, kind, new = asked(package, code, given)
    assert written == given
    assert (dog, cat, kind) == ("Dog", "Cat", "dog")
    assert new == {"petType": "dog", "barks": True}
    told = refused(package, "models.from_dict({'pet': {'petType': 'bird'}})")
    assert told.startswith("ValidationError")


def test_the_package_and_a_program_pass_the_strictest_checker(ours: Made, tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        "from imagestreamimport import models\n\n"
        "made = models.decode(b'{}')\n"
        "name: str | None = made.metadata.name\n"
        "images: list[models.ImageImportSpec] = made.spec.images\n"
        "meta = models.ObjectMeta(name='a', labels={'a': 'b'})\n"
        "spec = models.ImageStreamImportSpec(import_=True)\n"
        "stream: models.ImageStream = models.decode(b'{}', models.ImageStream)\n"
    )
    config = {
        "include": [str(program), str(ours.folder)],
        "extraPaths": [str(ours.parent)],
        "typeCheckingMode": "strict",
    }
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(config))
    command = ["-m", "pyright", "-p", str(tmp_path), "--pythonpath", sys.executable]
    done = subprocess.run([sys.executable, *command], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    command = ["-m", "mypy", "--strict", "--cache-dir", str(tmp_path), str(program)]
    done = subprocess.run(
        [sys.executable, *command], cwd=ours.parent, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_they_are_models_of_pydantic_for_whoever_reads_with_it(ours: Made) -> None:
    code = """
import copy, pickle
import pydantic

class Wrapped(pydantic.BaseModel):
    stream: models.ImageStream

wrapped = Wrapped.model_validate(given)
stream = wrapped.stream
assert copy.deepcopy(stream) == stream == pickle.loads(pickle.dumps(stream))
stream.metadata.labels["a"] = "b"
answer = [
    wrapped.model_dump(exclude_defaults=True),
    Wrapped.model_json_schema()["$defs"]["TagReference"]["properties"]["importPolicy"] is not None,
]
"""
    given = {"stream": {"metadata": {"name": "app"}, "spec": {"tags": [{"name": "1"}, None]}}}
    stream = {
        "metadata": {"name": "app", "labels": {"a": "b"}},
        "spec": {"tags": [{"name": "1"}, {}]},
    }
    assert asked(ours, code, given) == [{"stream": stream}, True]


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    parts: list[tuple[Any, Any]] = []
    if isinstance(value, dict | list):
        parts = list(value.items() if isinstance(value, dict) else enumerate(value))
    inside = [place for key, part in parts for place in _places(part, (*path, key))]
    return [*([path] if path else []), *inside]


def test_what_models_of_msgspec_refuse_is_refused_and_nothing_else(ours: Made) -> None:
    document = json.loads((DATA / "documents" / "import-answer-4.14.json").read_text("utf-8"))
    odd = (None, True, 7, 0.3, 2.0, 2**70, "", [], ["a"], [None], {}, {"a": 1}, {"a": None})
    mutants: list[Any] = []
    for place in _places(document)[::5]:
        for value in odd:
            changed = copy.deepcopy(document)
            holder = changed
            for step in place[:-1]:
                holder = holder[step]
            holder[place[-1]] = value
            mutants.append(changed)
    code = """
def read(document):
    try:
        return json.loads(models.encode(models.decode(json.dumps(document))))
    except ValueError:
        return "refused"
answer = [read(document) for document in given]
"""

    def by_structs(mutant: Any) -> Any:
        try:
            return json.loads(structs.encode(structs.decode(json.dumps(mutant))))
        except ValueError:
            return "refused"

    expected = list(map(by_structs, mutants))
    assert asked(ours, code, mutants) == expected
    assert 0 < expected.count("refused") < len(expected)
