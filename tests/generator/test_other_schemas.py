"""Schemas that have nothing to do with images: packages of them, made and used.

A child process imports each package; what it is asked is asked of `jsonschema` as well.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema_rs import Draft202012Validator

from kindgen.importers.crd import import_crd
from tests.support.folding import folded
from tests.support.generator import Made, Schema, make

CASES = Path(__file__).parent / "cases" / "other"
NAMES = ["widgets", "tree", "lists", "names"]

TREE = {
    "name": "root",
    "weight": 1.5,
    "left": {"name": "l", "left": {"name": "ll", "right": None}},
    "children": [{"name": "a", "children": []}, {"name": "b", "named": {"x": {"name": "bx"}}}],
    "rows": [[{"name": "r"}], [], [{"name": "s"}, {"name": "t"}]],
    "leaf": {"color": "red", "twin": {"tree": {"name": "deep"}}},
    "shape": [[], [[], [[]]]],
}
GRID = {"a": [[[{"x": [{"n": 1}, {}]}, {"y": []}], []]], "": [], "é": [[]]}
WIDGET = {
    "apiVersion": "example.com/v1",
    "kind": "Widget",
    "metadata": {
        "name": "w",
        "creationTimestamp": None,
        "labels": {"app": "w"},
        "managedFields": [{"manager": "m", "fieldsV1": {"f:spec": {}}}],
    },
    "spec": {
        "size": 3,
        "ratio": 0.25,
        "color": None,
        "operator": "=",
        "since": "2024-01-02T03:04:05Z",
        "id": "a_b-1",
        "target": "10%",
        "limit": 5,
        "ports": [{"port": 1, "protocol": "TCP"}, {"port": 1, "protocol": "UDP"}],
        "parts": [{"name": "a"}, {"name": "a", "side": "right"}],
        "tags": ["a", "b"],
        "labels": {"x": "y"},
        "rooms": {"hall": {"doors": [{"name": "front"}]}},
        "config": {"deep": [{"x": None}], "n": 1.0},
        "half": {"known": 1, "unknown": [1]},
        "anything": [1, {"a": None}],
        "template": {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p"}, "spec": {}},
        "source": {"git": "g"},
        "affinity": {
            "requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms": [{"key": "k"}]}
        },
        "fooBar": "1",
        "foo_bar": {"x": "2"},
        "on": True,
        "12:30": "noon",
    },
    "status": {"conditions": [{"type": "Ready", "status": "True", "lastTransitionTime": None}]},
}
THING = {
    "apiVersion": "names.example.com/v1",
    "kind": "Thing",
    "spec": {
        "length": "abc",
        "name": "Ada",
        "card": "1",
        "mode": "fast",
        "speed": 0.5,
        "count": 0,
        "big": -1,
        "when": "2024-01-02T03:04:05.678+01:00",
        "bytes": "QUJD",
        "secret": "s",
        "image": "registry.example/a/b:v1",
        "port": 80,
        "free": {"a": [None]},
        "anything": {"x": 1},
        "labels": {"a": "b"},
        "byPattern": {"n1": 1, "s1": "x"},
        "closed": {"a": "x"},
        "pair": ["a", 1],
        "some": [1, 7],
        "named": [{"name": "a", "value": "1"}],
        "either": 5,
        "one": "ab",
        "all": "abc",
        "single": {"name": "s"},
        "old": "o",
        "again": {"length": "a"},
        "inline": {"x": {"y": "z"}},
    },
    "words": {
        "False": "1", "None": "2", "class": "3", "def": "4", "from": "5", "import": "6",
        "lambda": "7", "match": "a", "async": "9", "print": "10", "id": "yes", "type": "12",
        "list": ["a"], "dict": {"a": "b"}, "str": "13", "int": 14, "bool": True, "object": {"a": 1},
        "float": 1.5, "self": "15", "__init__": "16", "__class__": "17", "__dict__": {"a": 1},
        "__struct_fields__": ["x"], "_private": "18", "1st": "19", "": "20", "a-b": "21",
        "a b": "22", "ünï": "23", "a'b": "24", "a/b~c": "25", "{x}": "26", "$ref": "27",
        "a.b": "28",
    },
    "helpers": {
        "validate": "1", "is_valid": "2", "found": "3", "value": "need", "at": "abc", "S": "s",
        "D": "d", "L": [{"D": "x"}, {"D": "y"}], "I": 1, "add": "4", "opened": {"found": "5"},
        "field": "6", "UNSET": "7", "Model": "8", "decode": "9", "encode": "10",
        "element": [["abc"], []], "index": "11", "item": {"a": 0}, "key": "k", "text": "host/image",
        "place": "12", "first": "13", "NOTHING": "14", "matching": [1], "twice": ["a", 1, True],
    },
    "classes": {
        "validate": {"validate": "1"}, "Model": {"model": {}}, "decode": ["a"], "S": "s",
        "s": {"s": "x"}, "value": {"value": "v"}, "none": {"none": None},
        "klass": {"class": {"class": {}}}, "first": 1, "dotted": {"c": "1"}, "slash": {"c": "2"},
        "any": {"any": [1]}, "field": {"Field-x": "1"}, "msgspec": {"Struct": "s"},
        "cause": {"field": "f", "reason": "r"},
    },
}  # fmt: skip
GOOD: dict[str, Any] = {"widgets": WIDGET, "tree": TREE, "lists": GRID, "names": THING}


@cache
def schema(name: str) -> Schema:
    """The schema of a case; that of the widgets comes from their definition."""
    if name == "widgets":
        text = (CASES / "widgets.crd.yaml").read_bytes()
        return import_crd(text, "widgets.crd.yaml", "widgets", None)[0]
    loaded: Schema = json.loads((CASES / f"{name}.schema.json").read_text("utf-8"))
    return loaded


@pytest.fixture(scope="module", params=["msgspec", "pydantic"])
def packages(
    made_once: Callable[[Schema], Made], request: pytest.FixtureRequest
) -> dict[str, Made]:
    """A package of each schema, with models of either library."""
    models = {} if request.param == "msgspec" else {"x-models": request.param}
    return {name: made_once({**schema(name), **models}) for name in NAMES}


def ask(package: Made, code: str, given: Any) -> Any:
    """What a script in a child process answers about a value, both as JSON."""
    head = (
        "import json, sys\n"
        f"from {package.name} import defaults, models, validators\n"
        "given = json.load(sys.stdin)\n"
    )
    return json.loads(
        package.run(f"{head}{code}\nprint(json.dumps(answer))", stdin=json.dumps(given))
    )


# ---------------------------------------------------------------------------------- good documents


@pytest.mark.parametrize("name", NAMES)
def test_a_document_stays_what_it_is_on_a_round_trip(name: str, packages: dict[str, Made]) -> None:
    code = """
    model = models.decode(json.dumps(given))
    answer = [json.loads(models.encode(model)), models.decode(models.encode(model)) == model]
    """
    written, is_equal = ask(packages[name], _plain(code), GOOD[name])
    assert is_equal
    fold = folded if schema(name).get("x-absence") == "kubernetes" else copy.copy
    assert fold(written) == fold(GOOD[name])


@pytest.mark.parametrize("name", NAMES)
def test_a_good_document_is_valid_and_every_field_known(
    name: str, packages: dict[str, Made]
) -> None:
    code = """
    answer = [
        list(map(str, validators.validate(given))),
        validators.is_valid(given),
        validators.unknown_fields(given),
    ]
    """
    assert ask(packages[name], _plain(code), GOOD[name]) == [[], True, []]


@pytest.mark.parametrize("name", NAMES)
def test_no_mutant_passes_that_jsonschema_refuses(name: str, packages: dict[str, Made]) -> None:
    """Rules and formats are ours alone, so the other way holds only where there are none."""
    mutants = list(_mutants(GOOD[name]))
    code = """
    answer = []
    for mutant in given:
        causes = validators.validate(mutant)
        assert validators.is_valid(mutant) is not causes
        assert validators.is_valid(mutant) == (not causes)
        validators.unknown_fields(mutant)
        if isinstance(mutant, dict):
            defaults.apply(mutant)
        read, _ = validators.checked(mutant)  # nulls in lists and maps may be empty values
        answer.append([not causes, read])
    """
    ours, mutants = zip(*ask(packages[name], _plain(code), mutants), strict=True)
    standard = Draft202012Validator(json.loads((packages[name].folder / "schema.json").read_text()))
    theirs = [standard.is_valid(mutant) for mutant in mutants]
    wrong = [
        mutant
        for mutant, our, their in zip(mutants, ours, theirs, strict=True)
        if (our != their if name in ("tree", "lists") else our and not their)
    ]
    assert wrong == []
    assert 0 < sum(ours) < len(ours)


def _plain(code: str) -> str:
    lines = code.strip("\n").splitlines()
    indent = len(lines[0]) - len(lines[0].lstrip())
    return "\n".join(line[indent:] for line in lines)


def _mutants(document: Any) -> Iterator[Any]:
    """The document with one place of it changed, for every place and some odd values."""
    yield document
    for path in _places(document):
        for odd in (None, True, 7, 0.3, "", "a", [], ["a"], {}, {"a": 1}):
            changed = copy.deepcopy(document)
            holder = changed
            for step in path[:-1]:
                holder = holder[step]
            holder[path[-1]] = odd
            yield changed


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    if isinstance(value, dict | list):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _places(item, (*path, key))


# ----------------------------------------------------------------------------------- bad documents


def _without(document: Any, *path: str) -> Any:
    changed = copy.deepcopy(document)
    holder = changed
    for step in path[:-1]:
        holder = holder[step]
    del holder[path[-1]]
    return changed


def _with(document: Any, value: Any, *path: Any) -> Any:
    changed = copy.deepcopy(document)
    holder = changed
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = value
    return changed


BAD: list[tuple[str, Any, list[str]]] = [
    (
        "widgets",
        _without(WIDGET, "metadata", "name"),
        ["metadata.name: Required value: name or generateName is required"],
    ),
    ("widgets", _without(WIDGET, "spec"), ["spec: Required value"]),
    (
        "widgets",
        _with(WIDGET, [{"name": "a"}, {"name": "b"}, {"name": "a"}], "spec", "parts"),
        ['spec.parts[2]: Duplicate value: "a,"'],
    ),
    (
        "widgets",
        _with(WIDGET, [{"name": "x"}, {"name": "x"}], "spec", "rooms", "hall", "doors"),
        ['spec.rooms[hall].doors[1]: Duplicate value: "x"'],
    ),
    (
        "widgets",
        _with(WIDGET, ["a", "a"], "spec", "tags"),
        ['spec.tags[1]: Duplicate value: "a"'],
    ),
    (
        "widgets",
        _with(WIDGET, 0, "spec", "size"),
        ["spec.size: Invalid value: 0: must be greater than 0"],
    ),
    (
        "widgets",
        _with(WIDGET, "ten", "spec", "target"),
        ['spec.target: Invalid value: "ten": must match the pattern "^[0-9]+%?$"'],
    ),
    (
        "widgets",
        _with(WIDGET, {}, "spec", "source"),
        ['spec.source: Invalid value: "object": must match exactly one of 2 descriptions'],
    ),
    (
        "widgets",
        _with(WIDGET, {"spec": {}}, "spec", "template"),
        [
            "spec.template.apiVersion: Required value",
            "spec.template.kind: Required value",
        ],
    ),
    (
        "widgets",
        _with(WIDGET, "v2", "apiVersion"),
        ['apiVersion: Unsupported value: "v2": supported values: "example.com/v1"'],
    ),
    ("tree", _without(TREE, "left", "left", "name"), ["left.left.name: Required value"]),
    (
        "tree",
        _with(TREE, 1, "rows", 2, 1, "name"),
        ['rows[2][1].name: Invalid value: "integer": must be of type string'],
    ),
    (
        "tree",
        _with(TREE, [[], [], []], "shape", 1),
        ["shape[1]: Too many: 3: must have at most 2 items"],
    ),
    ("lists", {"a": {}}, ['[a]: Invalid value: "object": must be of type array']),
    (
        "lists",
        {"a": [[[{"x": [{"n": "1"}]}]]]},
        ['[a][0][0][0][x][0][n]: Invalid value: "string": must be of type integer'],
    ),
    (
        "lists",
        {"a": [[[{}]], [], [], []]},
        [
            "[a]: Too many: 4: must have at most 3 items",
            "[a][0][0][0]: Invalid value: 0: must have at least 1 field",
        ],
    ),
]


@pytest.mark.parametrize(("name", "document", "causes"), BAD)
def test_what_is_wrong_is_told_with_its_place(
    name: str, document: Any, causes: list[str], packages: dict[str, Made]
) -> None:
    code = "answer = list(map(str, validators.validate(given)))"
    assert ask(packages[name], code, document) == causes


def test_rules_hold_for_fields_of_any_name(packages: dict[str, Made]) -> None:
    document = {
        "spec": {"length": "a", "old": "o", "new": "n", "labels": {"key": "12345"}, "nothing": 1},
        "words": {"self": "no", "id": "11", "match": "c", "dict": {"abcde": "fghi"}},
        "helpers": {
            "value": "need", "at": "b", "S": "-", "L": [{"D": "x"}, {"D": "x"}], "I": 0,
            "text": "a:b", "key": "z", "twice": ["a", "b", "a"],
        },
        "classes": {"S": "s", "Model": {}, "value": {}, "dict": {}},
    }  # fmt: skip
    code = "answer = [f'{cause.field} {cause.reason}' for cause in validators.validate(given)]"
    assert ask(packages["names"], code, document) == [
        "spec.nothing FieldValueForbidden",
        "helpers.twice[2] FieldValueDuplicate",
        "spec.old FieldValueForbidden",
        "spec.labels[key] FieldValueTooLong",
        "words.class FieldValueRequired",
        "words.__class__ FieldValueForbidden",
        "words.match FieldValueNotSupported",
        "words.dict FieldValueTooLong",
        "helpers.found FieldValueRequired",
        "helpers.at FieldValueInvalid",
        "helpers.S FieldValueInvalid",
        "helpers.twice FieldValueInvalid",
        "helpers.I FieldValueInvalid",
        "helpers.text FieldValueInvalid",
        "folded FieldValueInvalid",
        "helpers.L[1] FieldValueDuplicate",
        "helpers.L FieldValueInvalid",
        "classes FieldValueForbidden",
    ]


# ------------------------------------------------------------------- unknown fields and defaults


@pytest.mark.parametrize(
    ("name", "document", "unknown"),
    [
        (
            "widgets",
            {
                "x": 1,
                "metadata": {"y": 1, "labels": {"free": "1"}},
                "spec": {
                    "half": {"kept": 1},
                    "config": {"kept": 1},
                    "ports": [{"z": 1}],
                    "rooms": {"hall": {"size": 1}},
                    "foo_bar": {"y": 1},
                },
            },
            [
                "x",
                "metadata.y",
                "spec.ports[0].z",
                "spec.rooms[hall].size",
                "spec.foo_bar.y",
            ],
        ),
        (
            "tree",
            {"rows": [[{"a": 1}]], "named": {"k": {"left": {"b": 1}}}, "shape": [{"c": 1}]},
            ["rows[0][0].a", "named[k].left.b"],
        ),
        ("lists", {"a": [[[{"b": [{"c": 1}]}]]]}, []),
        ("names", {"words": {"class_": "1"}, "classes": {"S": {"x": 1}}}, ["words.class_"]),
    ],
)
def test_unknown_fields_are_listed(
    name: str, document: Any, unknown: list[str], packages: dict[str, Made]
) -> None:
    assert ask(packages[name], "answer = validators.unknown_fields(given)", document) == unknown


@pytest.mark.parametrize(
    ("name", "document", "filled"),
    [
        (
            "widgets",
            {"spec": {"color": None, "ports": [{"port": 1}, {"protocol": "UDP"}]}},
            {
                "spec": {
                    "color": "red",
                    "ports": [{"port": 1, "protocol": "TCP"}, {"protocol": "UDP"}],
                    "replicas": 1,
                    "since": "2024-01-02T03:04:05Z",
                }
            },
        ),
        (
            "tree",
            {"left": {"weight": 2, "leaf": {"twin": {}}}, "children": [{}], "named": {"a": {}}},
            {
                "left": {"weight": 2, "leaf": {"twin": {"color": "green"}, "color": "green"}},
                "children": [{"weight": 1}],
                "named": {"a": {"weight": 1}},
                "weight": 1,
            },
        ),
        ("lists", {"a": [[]]}, {"a": [[]]}),
        (
            "names",
            {"spec": {"big": -1, "image": "host/a:v1"}, "helpers": {"opened": {}}},
            {
                "spec": {"big": 0, "image": "host/a:v1", "count": 3, "tag": {"name": "v1"}},
                "helpers": {"opened": {"found": "at"}, "add": "value"},
            },
        ),
    ],
)
def test_defaults_are_filled_in_and_the_document_stays(
    name: str, document: Any, filled: Any, packages: dict[str, Made]
) -> None:
    code = "copy = json.dumps(given); answer = [defaults.apply(given), json.dumps(given) == copy]"
    assert ask(packages[name], code, document) == [filled, True]


def test_defaults_are_filled_in_inside_lists_of_lists(packages: dict[str, Made]) -> None:
    document = {"rows": [[{}], [{"weight": 2}], None, {}, [7]]}
    filled = ask(packages["tree"], "answer = defaults.apply(given)", document)
    rows = [[{"weight": 1}], [{"weight": 2}], None, {}, [7]]
    assert filled == {"rows": rows, "weight": 1}


def test_a_field_may_be_named_like_a_list(tmp_path: Path) -> None:
    field = {"type": "object", "properties": {"b": {"type": "string", "default": "x"}}}
    head = {"title": "Thing", "description": "A thing.", "x-package": "thing", "type": "object"}
    made = make(tmp_path, {**head, "properties": {"a[]": field}})
    assert ask(made, "answer = defaults.apply(given)", {"a[]": {}}) == {"a[]": {"b": "x"}}


# ----------------------------------------------------------------------------------- the models


def test_fields_have_the_names_that_the_schema_leads_to(packages: dict[str, Made]) -> None:
    code = """
    words, helpers = given
    model = models.decode(json.dumps({"spec": {"length": "a"}, "words": words, "helpers": helpers}))
    answer = [
        model.words.from_, model.words.klass, model.words.nameless, model.words.init,
        model.words.field_1st, model.words.a_dot_b, model.words.none, model.words.ref,
        model.helpers.unset, model.helpers.l[0].d, model.helpers.model,
        type(model.spec).__name__, model.spec.name is getattr(models, "UNSET", None),
    ]
    """
    answer = ask(packages["names"], _plain(code), [THING["words"], THING["helpers"]])
    assert answer == ["5", "3", "20", "16", "19", "28", "2", "27", "7", "x", "8", "Keywords", True]


def test_objects_of_a_custom_resource_are_classes(packages: dict[str, Made]) -> None:
    code = """
    widget = models.decode(json.dumps(given))
    term = widget.spec.affinity.required_during_scheduling_ignored_during_execution
    answer = [
        type(widget.spec).__name__, widget.spec.foo_bar, widget.spec.foo_bar_2.x,
        widget.spec.ports[1].protocol, widget.spec.rooms["hall"].doors[0].name,
        widget.metadata.name, widget.spec.target, widget.spec.limit, type(term).__name__,
        term.node_selector_terms[0].key,
    ]
    """
    assert ask(packages["widgets"], _plain(code), WIDGET) == [
        "WidgetSpec", "1", "2", "UDP", "front", "w", "10%", 5,
        "RequiredDuringSchedulingIgnoredDuringExecution", "k",
    ]  # fmt: skip


def test_null_may_stand_among_elements_where_the_schema_says_so(packages: dict[str, Made]) -> None:
    document = _with(WIDGET, ["a", None], "spec", "hints")
    code = """
    answer = [
        validators.is_valid(given),
        json.loads(models.encode(models.decode(json.dumps(given))))["spec"]["hints"],
    ]
    """
    assert ask(packages["widgets"], _plain(code), document) == [True, ["a", None]]


@pytest.mark.parametrize("depth", [100, 100_000])
def test_a_document_of_any_depth_gets_an_answer(depth: int, packages: dict[str, Made]) -> None:
    code = """
    document = {"name": "x"}
    for _ in range(given):
        document = {"name": "x", "left": document}
    answer = [validators.is_valid(document), len(validators.validate(document))]
    while document:
        document = document.pop("left", None)
    """
    expected = [True, 0] if depth == 100 else [False, 1]
    assert ask(packages["tree"], _plain(code), depth) == expected


@pytest.mark.parametrize("name", NAMES)
def test_any_definition_may_be_asked_for(name: str, packages: dict[str, Made]) -> None:
    kinds = [schema(name)["title"], *schema(name).get("$defs", {})]
    code = """
    answer = []
    for kind in given:
        validators.validate({}, kind=kind)
        validators.is_valid({"x": []}, kind=kind)
        validators.unknown_fields({"x": 1}, kind=kind)
        defaults.apply({}, kind=kind)
        answer.append(kind)
    """
    assert ask(packages[name], _plain(code), kinds) == kinds
