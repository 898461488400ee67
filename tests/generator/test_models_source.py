"""The models of small schemas: everything that datamodel-code-generator alone would get wrong.

Each test is a script of a user's, run in a process of its own against a package made of SCHEMAS.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.checkers import Mypy, Pyright
from tests.support.generator import (
    TEXT,
    Made,
    Schema,
    array,
    make,
    mapping,
    record,
    ref,
    schema_of,
)

_INT32 = {"type": "integer", "format": "int32"}
_INT64 = {"type": "integer", "format": "int64"}
_BYTE = {"type": "string", "format": "byte"}
_NUMBER = {"type": "number"}

SCHEMAS: dict[str, Schema] = {
    "keywords": schema_of({"from": TEXT, "import": TEXT, "continue": TEXT, "class": TEXT}),
    "capitals": schema_of({"Raw": TEXT, "publicKeyID": TEXT, "podIP": TEXT, "URL": TEXT}),
    "plain": schema_of({"name": TEXT, "size": {"type": "integer"}, "owner": record(name=TEXT)}),
    "enums": schema_of(
        {
            "kind": {"type": "string", "enum": ["Cat", "Dog"]},
            "toy": record(kind={"type": "string", "enum": ["Ball", "Bone"]}),
            "colors": array({"type": "string", "enum": ["red"]}),
            "exact": {"type": "string", "const": "one"},
            "mixed": {"enum": [1, "a", None]},
        }
    ),
    "integers": schema_of(
        {
            "small": _INT32,
            "large": _INT64,
            "whole": {"type": "integer"},
            "list": array(_INT32),
            "map": mapping(_INT64),
        }
    ),
    "numbers": schema_of({"first": _NUMBER, "second": _NUMBER, "rest": array(_NUMBER)}),
    "choices": schema_of(
        {
            "port": {"x-kubernetes-int-or-string": True},
            "flag": {"type": ["boolean", "string", "null"]},
            "either": {"type": ["array", "object"]},
            "owner": {"anyOf": [record(name=TEXT), TEXT]},
            "anything": True,
            "nothing": {"type": "null"},
        }
    ),
    "free": schema_of(
        {
            "bare": {"type": "object"},
            "kept": {"type": "object", "x-kubernetes-preserve-unknown-fields": True},
            "listed": {
                "type": "object",
                "properties": {"name": TEXT},
                "x-kubernetes-preserve-unknown-fields": True,
            },
            "open": {**record(name=TEXT), "additionalProperties": True},
            "matched": {"type": "object", "patternProperties": {"^x-": TEXT}},
            "definition": ref("Free"),
        },
        {"Free": {"type": "object", "x-kubernetes-preserve-unknown-fields": True}},
    ),
    "maps": schema_of(
        {
            "labels": mapping(TEXT),
            "maybe": {"type": ["object", "null"], "additionalProperties": TEXT},
            "lists": mapping(array(record(id=TEXT))),
        }
    ),
    "defaults": schema_of(
        {
            "name": {"type": "string", "default": "main"},
            "count": {"type": "integer", "default": 3},
            "owner": {**ref("Person"), "default": {}},
            "words": {**array(TEXT), "default": []},
        },
        {"Person": record(name={"type": "string", "default": "nobody"})},
    ),
    "signatures": schema_of(
        {"content": _BYTE, "parts": array(_BYTE), "at": {"type": "string", "format": "date-time"}}
    ),
    "nested": schema_of(
        {
            "table": array(array(TEXT)),
            "cube": array(array(array(_INT32))),
            "records": array(array(record(id=TEXT))),
            "maps": array(mapping(TEXT)),
            "untyped": {"type": "array"},
            "pair": {"type": "array", "prefixItems": [TEXT, {"type": "integer"}]},
        }
    ),
    "recursive": schema_of(
        {"tree": ref("Node"), "self": {"$ref": "#"}},
        {"Node": record(next=ref("Node"), children=array(ref("Node")), named=mapping(ref("Node")))},
    ),
    "aliases": schema_of(
        {
            "names": ref("Names"),
            "labels": ref("Labels"),
            "count": ref("Count"),
            "word": ref("Word"),
            "again": ref("Again"),
            "people": ref("People"),
            "tree": ref("Tree"),
            "anything": ref("Anything"),
        },
        {
            "Again": ref("Names"),
            "Names": array(TEXT),
            "Labels": mapping(TEXT),
            "Count": _INT32,
            "Word": TEXT,
            "People": array(ref("Person")),
            "Person": record(name=TEXT, friends=ref("People")),
            "Tree": array(ref("Tree")),
            "Anything": {},
        },
    ),
    "combined": schema_of(
        {
            "owner": {"allOf": [ref("Person")]},
            "keeper": {"$ref": "#/properties/lender"},
            "lender": record(name=TEXT),
        },
        {"Person": record(name=TEXT)},
    ),
    # A field of the name `field` must not hide the function that other fields are made with.
    "field_and_others": schema_of({"field": TEXT, "publicKeyID": TEXT, "msgspec": TEXT}),
    "anchors": schema_of(
        {"owner": {"$ref": "#person"}, "keeper": {"$ref": "inner#/$defs/Keeper"}},
        {
            "Person": {"$anchor": "person", **record(name=TEXT)},
            "Inner": {"$id": "inner", "$defs": {"Keeper": record(name=TEXT)}},
        },
    ),
    "root_list": {"title": "Names", "x-package": "root_list", **array(TEXT)},
    "root_reference": {
        "title": "Thing",
        "x-package": "root_reference",
        "$ref": "#/$defs/Person",
        "$defs": {"Person": record(name=TEXT)},
    },
}

# What Python itself calls by these names is what the annotations of the fields need.
BUILT_IN_FIELDS: dict[str, tuple[Schema, Any]] = {
    "str": (TEXT, "a"),
    "int": ({"type": "integer"}, 1),
    "bool": ({"type": "boolean"}, True),
    "float": (_NUMBER, 1.5),
    "list": (array(TEXT), ["a"]),
    "dict": (mapping(TEXT), {"a": "b"}),
    "type": (ref("type"), {}),
    "bytes": (ref("bytes"), {}),
}
SCHEMAS |= {
    f"field_{name}": schema_of(
        {name: kind, "other": kind},
        {name: record(inner=TEXT)} if "$ref" in kind else None,
    )
    for name, (kind, _) in BUILT_IN_FIELDS.items()
}

DEFINITION_NAMES = (
    "Int32", "Int64", "Model", "JsonObject", "Any", "list", "dict", "str", "type", "bytes", "UNSET",
    "UnsetType", "field", "decode", "encode", "msgspec", "overload", "TypeVar", "TypeAlias",
    "class", "None", "person", "snake_case", "kebab-case", "dotted.name", "1st", "größe",
)  # fmt: skip
SCHEMAS |= {
    f"definition_{index}": schema_of(
        {"it": ref(name), "many": array(ref(name)), "count": _INT32, "free": {"type": "object"}},
        {name: record(inner=TEXT)},
    )
    for index, name in enumerate(DEFINITION_NAMES)
}

FIELD_NAMES = (
    "from_", "None", "self", "cls", "type", "format", "__init__", "__class__", "__struct_fields__",
    "größe", "1st", "", "~", "$ref", "$id", "a-b", "a.b", "a b", "a/b", "UNSET", "Any", "match",
    "JsonObject", "properties", "items", "title", "description", "default", "enum", "copy", "aB",
    "a_b", "a'b", "'''{{ a }}", "{% a %}", "#", "\u202e",
)  # fmt: skip

for _name, _schema in SCHEMAS.items():
    _schema["x-package"] = f"small_{_name}"  # `numbers` alone would hide a module of Python's


@pytest.fixture(scope="module")
def package(made_once: Callable[[Schema], Made]) -> Callable[[str], Made]:
    """The package of one of SCHEMAS."""
    return lambda name: made_once(SCHEMAS[name])


Package = Callable[[str], Made]


# -------------------------------------------------------------------------------------- field names


def test_a_keyword_gets_an_underscore_and_keeps_its_wire_name(package: Package) -> None:
    package("keywords").run("""
        thing = decode('{"from": "a", "import": "b", "continue": "c", "class": "d"}')
        assert (thing.from_, thing.import_, thing.continue_, thing.class_) == ("a", "b", "c", "d")
        assert encode(thing) == b'{"from":"a","import":"b","continue":"c","class":"d"}'
        assert encode(Thing(from_="x")) == b'{"from":"x"}'
    """)


def test_capitals_of_a_wire_name_are_kept(package: Package) -> None:
    package("capitals").run("""
        text = b'{"Raw":"a","publicKeyID":"b","podIP":"c","URL":"d"}'
        thing = decode(text)
        assert (thing.raw, thing.public_key_id, thing.pod_ip, thing.url) == ("a", "b", "c", "d")
        assert encode(thing) == text
        assert decode('{"raw": "a", "publicKeyId": "b"}') == Thing()
    """)


@pytest.mark.parametrize("name", BUILT_IN_FIELDS)
def test_a_field_may_have_the_name_of_a_type_that_others_use(name: str, package: Package) -> None:
    value = BUILT_IN_FIELDS[name][1]
    text = json.dumps({name: value, "other": value}, separators=(",", ":"))
    package(f"field_{name}").run(f"assert encode(decode({text!r})) == {text.encode()!r}")


def test_a_field_named_field_leaves_the_others_alone(package: Package) -> None:
    package("field_and_others").run("""
        text = b'{"field":"a","publicKeyID":"b","msgspec":"c"}'
        assert encode(decode(text)) == text
    """)


def test_any_text_may_be_the_name_of_a_field(tmp_path: Path) -> None:
    """One object for each name: several of them would become the same Python name."""
    objects = {f"o{index}": record(**{name: TEXT}) for index, name in enumerate(FIELD_NAMES)}
    documents = [{f"o{index}": {name: "kept"}} for index, name in enumerate(FIELD_NAMES)]
    make(tmp_path, schema_of(objects)).run(f"""
        for document in {documents!r}:
            thing = decode(msgspec.json.encode(document))
            assert msgspec.json.decode(encode(thing)) == document, document
            (value,) = [v for v in (getattr(thing, n) for n in thing.__struct_fields__) if v]
            (attribute,) = value.__struct_fields__
            assert attribute.isidentifier() and getattr(value, attribute) == "kept", document
            assert repr(value).endswith(attribute + "='kept')"), document
    """)


# --------------------------------------------------------------------------------- definition names


@pytest.mark.parametrize("name", DEFINITION_NAMES)
def test_any_text_may_be_the_name_of_a_definition(name: str, package: Package) -> None:
    package(f"definition_{DEFINITION_NAMES.index(name)}").run("""
        text = b'{"it":{"inner":"a"},"many":[{"inner":"b"},{}],"count":7,"free":{"x":1}}'
        thing = decode(text)
        assert thing.it.inner == "a" and thing.free == {"x": 1}
        assert encode(thing) == text
    """)


def test_an_object_in_place_is_named_after_its_field(package: Package) -> None:
    package("plain").run("""
        assert decode('{"owner": {"name": "x"}}') == Thing(owner=ThingOwner(name="x"))
    """)


# --------------------------------------------------------------------------- absent, null and value


def test_null_is_kept_apart_from_absent(package: Package) -> None:
    package("plain").run("""
        for text in (b'{}', b'{"name":null}', b'{"name":""}', b'{"owner":null}', b'{"owner":{}}'):
            assert encode(decode(text)) == text
        assert decode('{}').name is UNSET and decode('{"name": null}').name is None
        assert decode('{}') != decode('{"name": null}')
    """)


def test_a_default_of_the_schema_is_no_default_of_the_model(package: Package) -> None:
    package("defaults").run("""
        assert encode(decode('{}')) == b'{}' and encode(Thing()) == b'{}'
        assert encode(decode('{"owner": {}}')) == b'{"owner":{}}'
        assert Thing().count is UNSET and Thing().words is UNSET
    """)


# ------------------------------------------------------------------------------------------- values


def test_closed_sets_are_plain_text_and_take_unknown_values(package: Package) -> None:
    package("enums").run("""
        text = b'{"kind":"Bird","toy":{"kind":"Bell"},"colors":["blue"],"exact":"two","mixed":[7]}'
        thing = decode(text)
        assert type(thing.kind) is str and type(thing.toy.kind) is str
        assert type(thing.colors[0]) is str
        assert encode(thing) == text
        assert [name for name in globals() if name.startswith(("Kind", "Color", "Enum"))] == []
    """)


@pytest.mark.parametrize(
    ("field", "lowest", "highest"),
    [("small", -(2**31), 2**31 - 1), ("large", -(2**63), 2**63 - 1)],
)
def test_sized_integers_have_their_bounds(
    field: str, lowest: int, highest: int, package: Package
) -> None:
    package("integers").run(f"""
        for value in ({lowest}, 0, {highest}):
            assert decode('{{"{field}": %d}}' % value).{field} == value
        for value in ("{lowest - 1}", "{highest + 1}", "1.0", "1e2", "true", '"1"'):
            try:
                decode('{{"{field}": %s}}' % value)
            except msgspec.ValidationError as error:
                assert "$.{field}" in str(error), error
            else:
                raise AssertionError(value)
    """)


def test_bounds_hold_inside_lists_and_maps(package: Package) -> None:
    package("integers").run("""
        for text in ('{"list": [1, 2147483648]}', '{"map": {"a": 9223372036854775808}}'):
            try:
                decode(text)
            except msgspec.ValidationError:
                continue
            raise AssertionError(text)
    """)


def test_an_integer_without_a_size_has_no_bound(package: Package) -> None:
    package("integers").run("""
        text = b'{"whole":123456789012345678901234567890}'
        assert encode(decode(text)) == text
    """)


def test_a_whole_number_stays_whole(package: Package) -> None:
    package("numbers").run("""
        text = b'{"first":1,"second":1.5,"rest":[2,2.0,9007199254740993]}'
        thing = decode(text)
        assert [type(value) for value in (thing.first, thing.second)] == [int, float]
        assert encode(thing) == text
    """)


def test_a_value_of_several_types_is_kept_whatever_it_is(package: Package) -> None:
    package("choices").run("""
        for text in (
            b'{"port":80,"flag":true,"either":[1],"owner":{"name":"a"},"anything":[{}]}',
            b'{"port":"80%","flag":"yes","either":{"a":1},"owner":"a","anything":null}',
            b'{"flag":null,"nothing":null}',
        ):
            assert encode(decode(text)) == text
    """)


def test_free_form_objects_keep_their_content(package: Package) -> None:
    content = '{"deep":{"list":[1,null,{"x":"y"}]},"name":"a","x-1":"b"}'
    fields = ("bare", "kept", "listed", "open", "matched", "definition")
    text = "{" + ",".join(f'"{name}":{content}' for name in fields) + "}"
    package("free").run(f"""
        thing = decode({text!r})
        assert encode(thing) == {text.encode()!r}
        for name in {fields!r}:
            assert getattr(thing, name)["deep"] == {{"list": [1, None, {{"x": "y"}}]}}
    """)


def test_a_map_of_texts_is_a_dict_of_texts_also_where_null_is_allowed(package: Package) -> None:
    package("maps").run("""
        text = b'{"labels":{"a":"b"},"maybe":{"c":"d"},"lists":{"e":[{"id":"f"}]}}'
        thing = decode(text)
        assert thing.labels == {"a": "b"} and thing.maybe == {"c": "d"}
        assert thing.lists["e"][0].id == "f"
        assert encode(thing) == text
        assert encode(decode('{"labels": null, "maybe": null}')) == b'{"labels":null,"maybe":null}'
        for field in ("labels", "maybe"):
            try:
                decode('{"%s": {"a": 1}}' % field)
            except msgspec.ValidationError:
                continue
            raise AssertionError(field)
    """)


def test_bytes_and_times_stay_as_they_were_written(package: Package) -> None:
    package("signatures").run("""
        text = b'{"content":"/+8=","parts":["AA==","","not base64"],"at":"2015-10-21T07:28:00.50Z"}'
        thing = decode(text)
        assert thing.content == "/+8=" and type(thing.at) is str
        assert encode(thing) == text
    """)


def test_lists_of_lists_keep_their_element_type(package: Package) -> None:
    package("nested").run("""
        text = (
            b'{"table":[["a"],[]],"cube":[[[1]],[[]]],"records":[[{"id":"b"}]],"maps":[{"c":"d"}],'
            b'"untyped":[1,null,{"x":[]}],"pair":["e",1]}'
        )
        thing = decode(text)
        assert thing.records[0][0].id == "b"
        assert encode(thing) == text
        for wrong in ('{"table": [[1]]}', '{"cube": [[["a"]]]}', '{"table": ["a"]}'):
            try:
                decode(wrong)
            except msgspec.ValidationError:
                continue
            raise AssertionError(wrong)
    """)


# --------------------------------------------------------------------------------------- references


def test_a_definition_may_refer_to_itself(package: Package) -> None:
    package("recursive").run("""
        text = (
            b'{"tree":{"next":{"next":null},"children":[{},{"children":[]}],"named":{"a":{}}},'
            b'"self":{"self":{"tree":{}}}}'
        )
        thing = decode(text)
        assert type(thing.tree.named["a"]) is Node and type(thing.self.self) is Thing
        assert encode(thing) == text
    """)


def test_a_definition_may_be_another_type_by_its_own_name(package: Package) -> None:
    package("aliases").run("""
        text = (
            b'{"names":["a"],"labels":{"b":"c"},"count":1,"word":"d","again":["e"],'
            b'"people":[{"name":"f","friends":[{}]}],"tree":[[],[[]]],"anything":{"x":[1]}}'
        )
        thing = decode(text)
        assert type(thing.people[0].friends[0]) is Person
        assert encode(thing) == text
        assert decode('["x"]', Names) == ["x"] and decode('{"y": "z"}', Labels) == {"y": "z"}
        for wrong in ('{"names": [1]}', '{"count": 2147483648}', '{"again": "a"}', '{"word": 1}'):
            try:
                decode(wrong)
            except msgspec.ValidationError:
                continue
            raise AssertionError(wrong)
    """)


def test_a_reference_to_a_place_without_a_name_keeps_its_content(package: Package) -> None:
    package("combined").run("""
        text = b'{"owner":{"name":"a"},"keeper":{"name":"b"},"lender":{"name":"c"}}'
        thing = decode(text)
        assert type(thing.owner) is Person
        assert encode(thing) == text
    """)


def test_a_reference_may_go_by_an_anchor_or_an_id_inside_the_document(package: Package) -> None:
    package("anchors").run("""
        text = b'{"owner":{"name":"a"},"keeper":{"name":"b"}}'
        thing = decode(text)
        assert type(thing.owner) is Person
        assert encode(thing) == text
    """)


def test_the_root_may_be_a_list_or_a_reference(package: Package) -> None:
    package("root_list").run("""
        assert decode('["a"]') == ["a"] and encode(["a"]) == b'["a"]'
    """)
    package("root_reference").run("""
        assert decode('{"name": "a"}') == Person(name="a")
    """)


# ---------------------------------------------------------------------------------- hostile schemas


# A model's field may hold neither a quotation mark nor a backslash nor a line end: msgspec's limit.
_HOSTILE_NAME = "'''{{ 7 * 7 }}{% raise %}{# \u202e #"
_HOSTILE = '"""\nraise SystemExit("ran")\n\'\'\'{{ 7 * 7 }}{% raise %}{# \\" \\N{DASH} \u202e\\'


def test_text_of_a_schema_never_becomes_code(tmp_path: Path) -> None:
    """Wherever the schema says something, it may say anything."""
    name, text = _HOSTILE_NAME, _HOSTILE
    message = '"""\n\\'
    rules = [
        {"check": "enum", "field": name, "values": [text, "", text + "2"], "detail": message},
        {
            "check": "required",
            "field": name,
            "reason": "FieldValueInvalid",
            "shown": message,
            "report-at": message,
        },
        {"check": "unique", "field": "list", "keys": [name]},
    ]
    schema = schema_of(
        {
            name: {
                "type": "string",
                "description": text,
                "enum": [text, text + "2"],
                "default": text,
                "examples": [text],
                "x-availability": {"since": text, "until": text},
            },
            "known": {"type": "string", "x-known-values": [text]},
            "pattern": {"type": "string", "pattern": "\"\"\"\n'''\\\\"},
            "it": {"$ref": "#/$defs/A%0A%22%22%22%5C"},
            "list": {**array(record(**{name: TEXT})), "x-kubernetes-list-map-keys": [name]},
            "free": {"type": "object", "default": {text: [text]}, "const": {text: [text]}},
        },
        {'A\n"""\\': {**record(x=TEXT), "description": text}},
        title='Thing """\nraise SystemExit("ran")\n\\',
        description=text,
        **{"x-rules": rules, "$comment": text},
    )
    made = make(tmp_path, schema)
    made.run(f"""
        import thing, thing.validators as validators, thing.defaults as defaults
        name, text, message = {name!r}, {text!r}, {message!r}
        document = {{name: text, "free": {{text: [text]}}}}
        assert msgspec.json.decode(encode(decode(encode(document)))) == document
        assert validators.validate(document) == []
        assert defaults.apply({{}}) == document
        (cause,) = validators.validate({{}})
        assert cause.field == message and message in cause.message
        assert "7 * 7" in type(decode("{{}}")).__doc__ and "7 * 7" in thing.__doc__
    """)


@pytest.mark.parametrize("text", ["emoji \U0001f600", "del \x7f", 'quo"te \\ and\nline', "größe"])
def test_a_description_reaches_the_project_file_as_it_is(text: str, tmp_path: Path) -> None:
    made = make(tmp_path, schema_of({"name": TEXT}, description=text))
    project = tomllib.loads((made.parent / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["description"] == text


# -------------------------------------------------------------------------------------- type checks


@pytest.fixture(scope="module")
def all_packages(tmp_path_factory: pytest.TempPathFactory, package: Package) -> Path:
    """Every package, side by side."""
    folder = tmp_path_factory.mktemp("all")
    for name in SCHEMAS:
        made = package(name)
        (folder / made.name).symlink_to(made.folder)
    return folder


def test_every_small_package_passes_mypy_strict(all_packages: Path, mypy: Mypy) -> None:
    done = mypy(all_packages, ["."])
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_small_package_passes_pyright_strict(all_packages: Path, pyright: Pyright) -> None:
    # The runtime modules are the same in each: they are checked with the canonical package.
    names = ("models.py", "validators.py", "defaults.py")
    made = [str(p.relative_to(all_packages)) for n in names for p in all_packages.glob(f"*/{n}")]
    report = pyright(all_packages, made)
    assert report.files >= len(made) > 100
    assert report.complaints == []
