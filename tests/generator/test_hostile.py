"""Text of a schema stays text, wherever it stands: it is generated from, imported and read back.

Each package is imported in a child process with a tripwire; see `tests/support/hostile.py`.
"""

from __future__ import annotations

import ast
import compileall
import html.parser
import json
import os
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kindgen.pipeline import generate, read, validator_source
from kindgen.python.source import docstring, literal
from kindgen.schema.problems import SchemaError
from tests.support.generator import (
    TEXT,
    Schema,
    command,
    kindgen,
    make,
    problems_of,
    record,
    ref,
    run_python,
    schema_of,
    write_schema,
)
from tests.support.hostile import IMPORT_ALL, LONG_TEXTS, TEXTS, bare, run_guarded

ALL = [*TEXTS.values(), *LONG_TEXTS.values()]
NUMBERED = list(enumerate(ALL))
# What neither msgspec nor a JSON pointer in a message minds, and what can be a key on the wire.
_UNFIT_NAME = re.compile(r'["\\\x00-\x1f]')


def _each(prefix: str, make_one: Any, texts: list[tuple[int, str]] = NUMBERED) -> dict[str, Schema]:
    return {f"{prefix}{index}": make_one(text) for index, text in texts}


@cache
def _expression(text: str) -> str:
    """The text itself where it is a pattern that may be used, else one that matches it."""
    try:
        validator_source({"pattern": text})
    except SchemaError:
        return "^" + re.escape(text).replace("\\-", "-") + "$"
    return text


SHORT = [(index, text) for index, text in NUMBERED if len(text) < 2000]


# ----------------------------------------------------------------------- text into pieces of source


@pytest.mark.parametrize("text", ALL, ids=[*TEXTS, *LONG_TEXTS])
def test_a_literal_is_the_text_again(text: str) -> None:
    source = literal(text)
    assert ast.literal_eval(source) == text
    assert source.isprintable()
    assert ast.literal_eval(literal({text: [text, (text,)]})) == {text: [text, (text,)]}


@pytest.mark.parametrize("text", ALL, ids=[*TEXTS, *LONG_TEXTS])
def test_a_docstring_is_the_text_again(text: str) -> None:
    source = docstring(text)
    assert bare(ast.literal_eval(source)) == bare(text)
    assert source.replace("\n", "").isprintable()


# ---------------------------------------------------------------------------- one package of it all


def _fields() -> dict[str, Schema]:
    return {
        **_each("doc", lambda text: {**TEXT, "description": text}),
        **_each("title", lambda text: {**TEXT, "title": text, "$comment": text}),
        **_each("default", lambda text: {**TEXT, "default": text}),
        **_each(
            "inside", lambda text: {"default": {"a": [text]}, "examples": [text, {text[:99]: 1}]}
        ),
        **_each("enum", lambda text: {**TEXT, "enum": [text, "other"]}),
        **_each("any", lambda text: {"enum": [text, 1, {"a": text}]}),
        **_each("const", lambda text: {"const": text}),
        **_each("known", lambda text: {**TEXT, "x-known-values": [text]}),
        **_each("since", lambda text: {**TEXT, "x-availability": {"since": text}}),
        **_each("until", lambda text: {**TEXT, "x-availability": {"until": text}}),
        **_each("replaces", lambda text: {**TEXT, "default": "d", "x-default-replaces": [text]}),
        **_each("pattern", lambda text: {**TEXT, "pattern": _expression(text)}, SHORT),
        **_each("needs", lambda text: {"required": [text]}, NUMBERED),
        **_each("beside", lambda text: {"dependentRequired": {text: [text + "2"]}}, SHORT),
        **_each("given", lambda text: {"dependentSchemas": {text: {"required": ["q"]}}}, SHORT),
        **_each("keyed", lambda text: {"patternProperties": {_expression(text): False}}, SHORT),
        **_each("keys", lambda text: {"propertyNames": {"enum": [text]}}),
    }


def _rules() -> Iterator[Schema]:
    """One rule for each text in each place of a rule; all of them are broken by an empty object."""
    for index, text in NUMBERED:
        words = text.replace("{", "{{").replace("}", "}}")
        given = {"field": "a", "check": "required"}
        yield {**given, "id": text, "$comment": text, "detail": f"detail{index} {words}"}
        yield {**given, "shown": words, "detail": f"shown{index}", "reason": "FieldValueInvalid"}
        yield {**given, "report-at": words, "detail": f"place{index}"}
        yield {**given, "when": {"b": {"not-in": [text]}}, "detail": f"when{index}"}
        yield {"field": "a", "check": "enum", "values": [text], "shown": f"values{index}"}
        yield {"field": "list", "check": "not-together", "values": [text, text + "2"]}
        fold = {"field": text, "reason": "FieldValueInvalid", "detail": f"fold{index} {words}"}
        yield {"fold": fold, "rules": [given]}
        if len(text) < 2000:
            yield {"field": "c", "check": "pattern", "pattern": _expression(text)}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    ruled = {
        **record(a=TEXT, b=TEXT, c=TEXT, list={"type": "array", "items": TEXT}),
        "x-rules": list(_rules()),
    }
    names = {f"D{index}x{text}": text for index, text in SHORT}
    definitions = {
        "Ruled": ruled,
        **{name: {**record(a=TEXT), "description": text} for name, text in names.items()},
    }
    uses = {f"use{index}": _use(name) for index, name in enumerate(names)}
    fields = {**_fields(), **uses, "ruled": ref("Ruled")}
    schema = schema_of(fields, definitions, **{"$comment": "\n".join(ALL)})
    folder = make(tmp_path_factory.mktemp("hostile"), schema).folder
    compileall.compile_dir(folder, quiet=1)  # or each child would compile all of it
    return folder


def _use(name: str) -> Schema:
    from kindgen.schema import pointers

    return {"$ref": pointers.to_fragment(pointers.join("/$defs", name))}


def _asked(package: Path, code: str, given: dict[str, Any]) -> Any:
    return run_guarded(package, IMPORT_ALL + code, {"package": package.name, **given})


def test_nothing_runs_when_every_module_is_imported_and_used(package: Path) -> None:
    names = _asked(package, "answer = sorted(modules)", {})
    assert {"__init__", "models", "validators", "defaults"} <= set(names)


def _attribute_docs(package: Path) -> dict[str, str]:
    """The texts below the fields of the root class, by field."""
    tree = ast.parse((package / "models.py").read_text("utf-8"))
    (root,) = (node for node in tree.body if isinstance(node, ast.ClassDef) if node.name == "Thing")
    found: dict[str, str] = {}
    for field, text in zip(root.body, root.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(text, ast.Expr):
            assert isinstance(field.target, ast.Name)
            assert isinstance(text.value, ast.Constant)
            found[field.target.id] = str(text.value.value)
    return found


@pytest.mark.parametrize(
    ("prefix", "words"),
    [
        ("doc", "{}"),
        ("default", "Default: {}."),
        ("enum", "One of: {}, other."),
        ("known", "Known values: {}."),
        ("since", "Since {}."),
        ("until", "Until {}."),
    ],
)
def test_a_text_is_read_back_from_the_docstring_of_its_field(
    prefix: str, words: str, package: Path
) -> None:
    docs = _attribute_docs(package)
    for index, text in NUMBERED:
        doc = docs.get(f"{prefix}{index}", "")
        shown = json.dumps(text, ensure_ascii=False) if prefix == "default" else text
        assert bare(doc) == bare(words.format(shown)), text


def test_a_text_is_read_back_from_the_docstring_of_its_class(package: Path) -> None:
    docs = _asked(
        package,
        "answer = [(c.__name__, c.__doc__) for c in vars(models).values() if isinstance(c, type)]",
        {},
    )
    by_number = {
        int(match[1]): doc for name, doc in docs if (match := re.match(r"D(\d+)x", name)) and doc
    }
    for index, text in SHORT:
        assert bare(by_number.get(index, "")) == bare(text), text


def test_a_default_is_filled_in_as_it_is(package: Path) -> None:
    filled = _asked(package, "answer = defaults.apply({})", {})
    for index, text in NUMBERED:
        assert filled[f"default{index}"] == text
        assert filled[f"inside{index}"] == {"a": [text]}
    replaced = {f"replaces{index}": text for index, text in NUMBERED}
    filled = _asked(package, 'answer = defaults.apply(given["document"])', {"document": replaced})
    assert {filled[name] for name in replaced} == {"d"}


_VALIDATE = """
answer = [
    [[cause.field, cause.message, cause.pointer] for cause in validators.validate(document, kind)]
    for kind, document in given["documents"]
]
"""


def _causes(package: Path, *documents: Any, kind: str = "Thing") -> list[list[list[str]]]:
    asked = [[kind, document] for document in documents]
    answers: list[list[list[str]]] = _asked(package, _VALIDATE, {"documents": asked})
    return answers


@pytest.mark.parametrize("prefix", ["enum", "any", "const", "known", "pattern"])
def test_a_value_of_the_schema_is_accepted(prefix: str, package: Path) -> None:
    texts = SHORT if prefix == "pattern" else NUMBERED
    if prefix == "pattern":
        texts = [(index, text) for index, text in texts if _expression(text) != text]
    (causes,) = _causes(package, {f"{prefix}{index}": text for index, text in texts})
    assert causes == []


@pytest.mark.parametrize("prefix", ["enum", "any", "const"])
def test_a_value_of_the_schema_is_told_in_the_message(prefix: str, package: Path) -> None:
    (causes,) = _causes(package, {f"{prefix}{index}": "?" for index, _ in NUMBERED})
    messages = {field: message for field, message, _ in causes}
    for index, text in NUMBERED:
        assert json.dumps(text, ensure_ascii=False)[:190] in messages[f"{prefix}{index}"]


def test_a_required_name_is_told_as_it_is(package: Path) -> None:
    document = {
        **{f"needs{index}": {} for index, _ in NUMBERED},
        **{f"beside{index}": {text: 1} for index, text in SHORT},
    }
    (causes,) = _causes(package, document)
    pointers = {pointer for _, _, pointer in causes}
    for index, text in NUMBERED:
        assert f"/needs{index}/" + text.replace("~", "~0").replace("/", "~1") in pointers
    for index, text in SHORT:
        assert f"/beside{index}/" + text.replace("~", "~0").replace("/", "~1") + "2" in pointers


def test_keys_are_compared_with_the_texts(package: Path) -> None:
    document = {
        **{f"given{index}": {text: 1} for index, text in SHORT},
        **{f"keys{index}": {text: 1} for index, text in SHORT},
    }
    (causes,) = _causes(package, document)
    assert {field.partition(".")[0].rstrip("q") for field, _, _ in causes} == {
        f"given{index}" for index, _ in SHORT
    }


def test_keys_match_patterns_as_they_are(package: Path) -> None:
    escaped = [(index, text) for index, text in SHORT if _expression(text) != text]
    (causes,) = _causes(package, {f"keyed{index}": {text: 1} for index, text in escaped})
    assert len(causes) == len(escaped)


def test_unknown_fields_are_told_as_they_are(package: Path) -> None:
    unknown = _asked(
        package,
        'answer = [validators.unknown_fields({text: 1}) for text in given["texts"]]',
        {"texts": ALL},
    )
    assert unknown == [[text] for text in ALL]


def test_rules_report_their_texts(package: Path) -> None:
    broken = {"a": "", "c": "\ue000", "list": [part for text in ALL for part in (text, text + "2")]}
    (causes,) = _causes(package, broken, kind="Ruled")
    told = {message for _, message, _ in causes}
    together = [message for field, message, _ in causes if field == "list"]
    fields = [field for field, _, _ in causes]
    for index, text in NUMBERED:
        assert f"Required value: detail{index} {text}" in told
        assert f'Invalid value: "": fold{index} {text}' in told
        assert f"Invalid value: {text}: shown{index}" in told
        assert any(it.endswith(f": {text} and {text}2 exclude each other") for it in together)
        assert fields.count(text) >= 2  # of "report-at" and of "fold"


def test_every_definition_is_a_kind_by_its_own_name(package: Path) -> None:
    kinds = [f"D{index}x{text}" for index, text in SHORT]
    valid = _asked(
        package,
        'answer = [validators.is_valid({"a": "x"}, kind) for kind in given["kinds"]]'
        ' + [defaults.apply({}, kind) == {} for kind in given["kinds"]]',
        {"kinds": kinds},
    )
    assert valid == [True] * 2 * len(kinds)


def test_a_round_trip_keeps_the_texts(package: Path) -> None:
    document = {f"doc{index}": text for index, text in NUMBERED}
    back = _asked(
        package,
        'answer = json.loads(models.encode(models.decode(json.dumps(given["document"]))))',
        {"document": document},
    )
    assert back == document


def test_the_expanded_schema_holds_the_texts(package: Path) -> None:
    expanded = json.loads((package / "schema.json").read_text("utf-8"))["properties"]
    for index, text in NUMBERED:
        assert expanded[f"doc{index}"]["description"] == text
        assert expanded[f"known{index}"]["examples"] == [text]
        assert expanded[f"default{index}"]["default"] == text


# ------------------------------------------------------------------------ the root, and other files


class _Tags(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, tuple[str, ...]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, tuple(sorted(name for name, _ in attrs))))


def _tags(page: str) -> list[tuple[str, tuple[str, ...]]]:
    tags = _Tags()
    tags.feed(page)
    return tags.seen


def _rooted(text: str) -> Schema:
    return schema_of({"a": {**TEXT, "description": text}}, title=text or "T", description=text)


# Each of these is a package of its own: those that end, or begin, what a text can stand in.
NASTIEST = [
    "end of a docstring",
    "begins with quotes",
    "ends with a quote",
    "ends with a backslash",
    "backslash and quotes",
    "jinja expression",
    "null",
    "end of a script",
    "end of a table",
    "other planes",
    "line separators",
    "a keyword",
]


@pytest.mark.parametrize("name", NASTIEST)
def test_title_and_description_of_the_root_stay_text(name: str, tmp_path: Path) -> None:
    text = TEXTS[name]
    made = make(tmp_path, _rooted(text))
    told = run_guarded(
        made.folder,
        IMPORT_ALL + 'answer = [modules["__init__"].__doc__, validators.__doc__, models.__doc__, '
        'modules["__init__"].__version__, validators.is_valid({"a": ""}, given["kind"])]',
        {"package": "thing", "kind": text},
    )
    assert bare(told[0]).startswith(bare(f"{text}:{text}"))
    assert bare(text) in bare(told[1])
    assert bare(text) in bare(told[2])
    assert told[3:] == ["0.1.0", True]
    project = tomllib.loads((made.parent / "pyproject.toml").read_text("utf-8"))
    assert bare(project["project"]["description"]) == bare(text)
    assert set(project) == {"build-system", "project", "tool"}


def test_a_page_has_no_more_tags_for_hostile_texts(tmp_path: Path) -> None:
    wanted = generate(write_schema(tmp_path / "tame", _rooted("tame")))
    pages = [path for path in wanted if path.suffix == ".html"]
    for name in ("end of a script", "end of a comment", "entities", "double quote"):
        files = generate(write_schema(tmp_path / name.replace(" ", "-"), _rooted(TEXTS[name])))
        for path in pages:
            assert _tags(files[path]) == _tags(wanted[path])


# ----------------------------------------------------------------------------------- property names


def _read(folder: Path, schema: Schema) -> list[str]:
    """What reading says of a schema; generating, which would say no more, takes longer."""
    try:
        read(write_schema(folder, schema))
    except SchemaError as error:
        return [str(problem) for problem in error.problems]
    return []


def test_a_property_name_becomes_a_field_or_is_refused(tmp_path: Path) -> None:
    accepted: dict[str, Schema] = {}
    for index, text in SHORT:
        # The text alone, and behind letters that tell its Python name from the others'.
        for name in (text, f"n{index} {text}"):
            said = _read(tmp_path, schema_of({name: {**TEXT, "default": text}}))
            assert not said
            if name != text and not _UNFIT_NAME.search(name):
                accepted[name] = {**TEXT, "default": text}
    assert len(accepted) > 20
    made = make(tmp_path / "package", schema_of(accepted))
    document = dict.fromkeys(accepted, "x")
    told = run_guarded(
        made.folder,
        IMPORT_ALL + 'read = models.decode(json.dumps(given["document"]))\n'
        "answer = [json.loads(models.encode(read)), defaults.apply({}), "
        'validators.is_valid(given["document"]), validators.unknown_fields(given["document"]), '
        'sum(1 for cause in validators.validate(dict.fromkeys(given["document"], 1)))]',
        {"package": "thing", "document": document},
    )
    filled = {name: child["default"] for name, child in accepted.items()}
    assert told == [document, filled, True, [], len(accepted)]


def test_any_property_name_is_fine_for_a_validator_alone() -> None:
    """Only models need names that msgspec can have."""
    schema = {"properties": {text: {"type": "integer"} for text in ALL if len(text) < 2000}}
    namespace: dict[str, Any] = {}
    exec(validator_source({**schema, "required": list(schema["properties"])}), namespace)
    causes = namespace["validate"](dict.fromkeys(schema["properties"], "x"))
    assert len(causes) == len(schema["properties"])
    assert len(namespace["validate"]({})) == len(schema["properties"])


# --------------------------------------------------------------------------------- refused for good


_NO_IDENTIFIERS = ["", "a b", "a\n", "a;b", "a.b", "1a", "é", "a-b", "a\0", 'a"', "x: int = 1\ny"]


@pytest.mark.parametrize("name", [*_NO_IDENTIFIERS, "class", "None", "__init__"])
def test_a_python_name_that_is_no_identifier_is_refused(name: str, tmp_path: Path) -> None:
    said = problems_of(tmp_path, schema_of({"a": {**TEXT, "x-python-name": name}}))
    assert [problem for problem in said if "#/properties/a" in problem]
    definitions = {"B": {**record(c=TEXT), "x-python-name": name}}
    if name != "__init__":
        said = problems_of(tmp_path, schema_of({"a": ref("B")}, definitions))
        assert [problem for problem in said if "#/$defs/B" in problem]


_NO_PACKAGES = [
    "", "..", ".", "../evil", "a/../../evil", "/tmp/evil", "a/b", "a\\b", "C:\\evil", "C:evil",
    "//host/share", "a.b", ".a", "a\n", "a\0", "A", "é", "1a", "-rf", "~", "$HOME", "*", "[a]",
    "a b", "class", "import", "x" * 101,
]  # fmt: skip


@pytest.mark.parametrize("name", _NO_PACKAGES)
def test_a_package_name_that_is_not_plain_is_refused(name: str, tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, schema_of({"a": TEXT}, **{"x-package": name}))
    assert "#/x-package: " in problem


def test_a_package_name_leads_the_command_nowhere(tmp_path: Path) -> None:
    """Not even to look for what a killed run left behind: that is deleted."""
    out = tmp_path / "out"
    for name in ("../victim", "/../../victim/a", "*", "victim\0", "../" * 20 + "etc"):
        folders = [
            tmp_path / "victim", out / ".victim.kindgen-x", tmp_path / ".victim.kindgen-x",
            tmp_path / "victim" / "a.kindgen-x",
        ]  # fmt: skip
        for folder in folders:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "mine").write_text("mine")
        schema = write_schema(tmp_path, schema_of({"a": TEXT}, **{"x-package": name}))
        for verb in ("generate", "check", "diff"):
            done = command(verb, "--schema", schema, "--out", out)
            assert (done.returncode, done.stdout) == (1, "")
            assert "#/x-package: " in done.stderr
        assert all((folder / "mine").read_text() == "mine" for folder in folders)


@pytest.mark.parametrize(
    "version", ["1.0", "1.0.0\n", '1.0.0"', "1.0.0; import os", "\u0661.0.0", ""]
)
def test_a_version_that_is_none_is_refused(version: str, tmp_path: Path) -> None:
    said = problems_of(tmp_path, schema_of({"a": TEXT}, **{"x-version": version}))
    assert ["#/x-version: " in problem for problem in said] == [True]


@pytest.mark.parametrize("keyword", ["format", "part", "into", "field"])
def test_a_source_of_defaults_is_no_code(keyword: str, tmp_path: Path) -> None:
    source = {"field": "name", "format": "image-reference", "part": "tag", "into": "tag"}
    for text in SHORT:
        to = {**record(tag=TEXT), "x-default-from": {**source, keyword: text[1]}}
        said = problems_of(tmp_path, schema_of({"name": TEXT, "to": to}))
        assert said, text
        assert all("#/properties/to/x-default-from" in problem for problem in said)


@pytest.mark.parametrize("place", ["detail", "shown", "report-at", "fold"])
@pytest.mark.parametrize(
    "text", ["{", "}", "{a", "a}", "{a!z}", "{a:{a}}", "{a!}", "{{}", "{nosuch}", "{a[0]}", "{a.b}"]
)
def test_a_text_of_a_rule_with_broken_braces_is_told(place: str, text: str, tmp_path: Path) -> None:
    rule: Schema = {"check": "required", "field": "a", place: text}
    if place == "fold":
        fold = {"field": "a", "reason": "FieldValueInvalid", "detail": text}
        rule = {"fold": fold, "rules": [{"check": "required", "field": "a"}]}
    problem, *_ = problems_of(tmp_path, schema_of({"a": TEXT}, **{"x-rules": [rule]})) or [""]
    assert problem.startswith("schema/thing.schema.json#/x-rules/0")


def test_names_in_rules_are_fields_or_refused(tmp_path: Path) -> None:
    for _, text in SHORT:
        for rule in (
            {"check": "required", "field": text},
            {"check": "required", "field": "a", "when": {text: {"present": True}}},
            {"check": "max-bytes", "field": "a", "fields": ["a", text], "limit": 1},
            {"check": "format", "field": "a", "format": text},
            {"check": "lacks", "field": "a", "format": "image-reference", "parts": [text]},
            {"each": text, "rules": [{"check": "required"}]},
            {"apply": text},
            {"check": "unique", "field": "list", "keys": [text]},
            {"check": "required", "field": "a", "reports-missing": [text]},
        ):
            fields = {"a": TEXT, "list": {"type": "array", "items": record(k=TEXT)}}
            said = _read(tmp_path, schema_of(fields, **{"x-rules": [rule]}))
            assert said, rule
            assert all("#/x-rules/0" in problem for problem in said), said


def _places_of_half_a_surrogate() -> Iterator[str]:
    half = r"\ud800"
    yield f'{{"title": "{half}", "x-package": "thing"}}'
    yield f'{{"title": "T", "x-package": "thing", "properties": {{"{half}": true}}}}'
    yield f'{{"title": "T", "x-package": "thing", "$defs": {{"{half}": true}}}}'
    yield f'{{"title": "T", "x-package": "thing", "default": [{{"a": "{half}"}}]}}'
    yield f'{{"title": "T", "x-package": "thing", "{half}": 1, "{half}": 2}}'


@pytest.mark.parametrize("text", list(_places_of_half_a_surrogate()))
def test_half_a_character_is_refused(text: str, tmp_path: Path) -> None:
    assert any("half of a surrogate pair" in problem for problem in problems_of(tmp_path, text))


@pytest.mark.parametrize("number", ["1e400", "-1e400", "1" + "0" * 400, "1" * 5000, "NaN"])
def test_a_number_that_nothing_can_hold_is_refused(number: str, tmp_path: Path) -> None:
    text = f'{{"title": "T", "x-package": "thing", "properties": {{"a": {{"minimum": {number}}}}}}}'
    (problem,) = problems_of(tmp_path, text)
    assert "#: not JSON: " in problem
    assert len(problem) < 300


# ---------------------------------------------------------------------------- resources, file names


def test_names_of_resources_stay_text(tmp_path: Path) -> None:
    """Each resource is the root's, and has one text in every word of it."""
    resources = [
        {
            "kind": "Thing", "plural": f"p{index}{text}", "singular": text, "shortNames": [text],
            "categories": [text], "scope": "Cluster", "group": text, "versions": [text],
            "verbs": ["get", "list", "create", "watch"], "subresources": [text],
        }
        for index, text in enumerate(TEXTS.values())
    ]  # fmt: skip
    schema = schema_of({"kind": TEXT, "a": TEXT}, **{"x-kubernetes-resources": resources})
    made = make(tmp_path, schema)
    assert run_guarded(made.folder, IMPORT_ALL + "answer = 1", {"package": "thing"}) == 1
    tame = schema_of({"kind": TEXT, "a": TEXT}, **{"x-kubernetes-resources": resources[:1]})
    page = (made.folder / "reference.html").read_text("utf-8")
    files = generate(write_schema(tmp_path / "tame", tame))
    tame_page = next(text for path, text in files.items() if path.name == "reference.html")
    assert set(_tags(page)) == set(_tags(tame_page))  # there are more requests to list


def test_a_served_kind_may_have_any_name_of_a_definition(tmp_path: Path) -> None:
    names = [f"K{index}{text}" for index, text in SHORT]
    resources = [
        {"kind": name, "plural": f"things{index}", "scope": "Cluster", "group": "g",
         "versions": ["v1"], "verbs": ["get", "list"]}
        for index, name in enumerate(names)
    ]  # fmt: skip
    schema = schema_of(
        {"kind": TEXT},
        {name: record(kind=TEXT, a=TEXT) for name in names},
        **{"x-kubernetes-resources": resources},
    )
    made = make(tmp_path, schema)
    expanded = json.loads((made.folder / "schema.json").read_text("utf-8"))
    assert set(names) <= set(expanded["$defs"])
    assert run_guarded(made.folder, IMPORT_ALL + "answer = 1", {"package": "thing"}) == 1


_FILES = [
    "\"\"\"'''.json", "{{ x }}{% y %}.json", "a\nb.json", "\u202e\x1b[2J.json", "$(id).json",
    "-rf.json", "....json", "x" * 240 + ".json", os.fsdecode(b"\xff\xfe.json"), "[a-z]*?.json",
]  # fmt: skip


@pytest.mark.parametrize("name", _FILES)
def test_a_file_name_is_only_a_name(name: str, tmp_path: Path) -> None:
    folder = write_schema(tmp_path, schema_of({"a": TEXT}))
    (folder / "thing.schema.json").rename(folder / name)
    assert read(folder).name == f"schema/{name}"
    (folder / name).write_text(json.dumps({**schema_of({"a": TEXT}), "nullable": 1}))
    with pytest.raises(SchemaError) as raised:
        read(folder)
    assert str(raised.value).replace("\n", "").isprintable()


def test_a_package_of_a_file_with_a_hostile_name_is_published(tmp_path: Path) -> None:
    name = '"""\n\u202e{{ x }}' + os.fsdecode(b"\xff") + ".json"
    folder = write_schema(tmp_path, schema_of({"a": TEXT}))
    (folder / "thing.schema.json").rename(folder / name)
    for _ in range(2):
        done = kindgen("generate", "--schema", folder, "--out", tmp_path / "out", cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, "") or "advice" in done.stderr
    manifest = json.loads((tmp_path / "out/thing/MANIFEST.json").read_text("utf-8"))
    assert f"schema/{name}" in manifest["inputs"]
    assert run_guarded(tmp_path / "out/thing", IMPORT_ALL + "answer = 1", {"package": "thing"}) == 1


def test_the_tree_and_an_explanation_send_no_orders_to_the_terminal(tmp_path: Path) -> None:
    hostile = "\x1b[2J\u202e\x07\x9b"
    fields = {
        "a": {**TEXT, "description": hostile, "x-availability": {"since": hostile}},
        "b": ref("D"),
        hostile[4:5] + "c": {**TEXT, "enum": [hostile], "default": hostile},
    }
    schema = write_schema(tmp_path, schema_of(fields, {"D": {**TEXT, "format": "byte"}}))
    for arguments in (["tree", "--all"], ["explain", "a"], ["explain", "b"]):
        done = command(*arguments, "--schema", schema)
        assert done.returncode == 0, done.stderr
        assert re.sub(r"[\n\t]", "", done.stdout).isprintable(), done.stdout


def test_a_script_may_be_run_on_the_validators_of_a_hostile_schema(tmp_path: Path) -> None:
    """The validator alone stands on the standard library: nothing else is imported."""
    schema = {"$defs": {text: {"const": text} for _, text in SHORT}, "enum": ALL}
    (tmp_path / "alone.py").write_text(validator_source(schema), "utf-8")
    assert run_python("import alone\nprint(alone.is_valid('?'))", tmp_path) == "False\n"
