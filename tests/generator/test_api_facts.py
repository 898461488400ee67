"""The facts about an API that build makes: methods of Protocols, names, shapes, lists."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kindgen.build.resources import attribute, protocol_name
from kindgen.ir.api import Api
from kindgen.ir.resources import Operation
from kindgen.ir.shapes import Part, Shape
from kindgen.ir.verbs import VERBS
from kindgen.pipeline import represent
from tests.support.generator import (
    TEXT,
    Schema,
    array,
    mapping,
    record,
    ref,
    schema_of,
    write_schema,
)

META = record(name=TEXT, labels=mapping(TEXT))


def api_of(folder: Path, definitions: dict[str, Schema], **changes: Any) -> Api:
    """The API of a schema that serves books."""
    book: dict[str, Any] = {
        "kind": "Book", "plural": "books", "scope": "Namespaced", "group": "a.example",
        "versions": ["v1"], "verbs": list(VERBS), **changes,
    }  # fmt: skip
    properties = {name.lower(): ref(name) for name in definitions}
    schema = schema_of(properties, definitions, **{"x-kubernetes-resources": [book]})
    return represent(write_schema(folder, schema)).api


def operations_of(folder: Path, **changes: Any) -> dict[str, Operation]:
    definitions = {"Book": record(metadata=META), "Page": record(text=TEXT)}
    (resource,) = api_of(folder, definitions, **changes).resources
    return {operation.method: operation for operation in resource.operations}


# ------------------------------------------------------------------------------------- operations


def test_each_verb_is_a_method(tmp_path: Path) -> None:
    assert list(operations_of(tmp_path)) == [
        "create", "get", "list", "watch", "update", "patch", "delete", "delete_collection",
    ]  # fmt: skip
    assert list(operations_of(tmp_path, verbs=["watch", "get"])) == ["get", "watch"]


@pytest.mark.parametrize(
    ("method", "arguments", "returns"),
    [
        (
            "create",
            "namespace: str, body: models.Book, options: options_.CreateOptions",
            "models.Book",
        ),
        ("get", "namespace: str, name: str, options: options_.GetOptions", "models.Book"),
        ("list", "namespace: str | None, options: options_.ListOptions", "lists.BookList"),
        (
            "watch",
            "namespace: str | None, options: options_.WatchOptions",
            "AsyncIterator[lists.Event[models.Book]]",
        ),
        (
            "update",
            "namespace: str, name: str, body: models.Book, options: options_.UpdateOptions",
            "models.Book",
        ),
        (
            "patch",
            "namespace: str, name: str, patch: Patch[models.Book], options: options_.PatchOptions",
            "models.Book",
        ),
        (
            "delete",
            "namespace: str, name: str, options: options_.DeleteOptions",
            "models.Book | dict[str, Any] | None",
        ),
        (
            "delete_collection",
            "namespace: str, selection: options_.ListOptions, options: options_.DeleteOptions",
            "lists.BookList | dict[str, Any] | None",
        ),
    ],
)  # fmt: skip
def test_a_method_takes_what_its_verb_needs(
    method: str, arguments: str, returns: str, tmp_path: Path
) -> None:
    operation = operations_of(tmp_path)[method]
    assert ", ".join(f"{name}: {kind}" for name, kind in operation.arguments) == arguments
    # A handler that only reads may give texts that are sent as they are.
    assert operation.returns.replace(" | JsonText", "").replace(" | JsonList", "") == returns
    assert operation.doc
    assert operation.is_watch is (method == "watch")


def test_without_a_list_a_deletion_of_many_answers_none(tmp_path: Path) -> None:
    operation = operations_of(tmp_path, verbs=["deletecollection"])["delete_collection"]
    assert operation.returns == "dict[str, Any] | None"


def test_a_resource_of_the_cluster_asks_for_no_namespace(tmp_path: Path) -> None:
    for operation in operations_of(tmp_path, scope="Cluster").values():
        assert "namespace" not in dict(operation.arguments)


def test_a_subresource_has_methods_of_its_own(tmp_path: Path) -> None:
    parts = ["status", {"name": "page-list", "kind": "Page", "list": True, "verbs": ["get"]}]
    made = operations_of(tmp_path, verbs=[], subresources=parts)
    assert list(made) == ["get_status", "update_status", "patch_status", "get_page_list"]
    assert dict(made["update_status"].arguments)["body"] == "models.Book"
    assert made["get_page_list"].returns == "lists.PageList"
    assert made["get_page_list"].subresource == "page-list"


# ------------------------------------------------------------------------------------------ names


@pytest.mark.parametrize(
    ("kind", "plural", "name"),
    [
        ("Shelf", "shelves", "Shelves"),
        ("ImageStream", "imagestreams", "ImageStreams"),
        ("Sheep", "sheep", "Sheep"),
        ("Person", "people", "People"),
        ("Mouse", "xyz", "Xyz"),
    ],
)
def test_a_protocol_is_named_after_its_plural(kind: str, plural: str, name: str) -> None:
    assert protocol_name(kind, plural) == name


def test_a_kind_whose_plural_is_itself_gets_a_handler(tmp_path: Path) -> None:
    (resource,) = api_of(tmp_path, {"Book": record(a=TEXT)}, plural="book").resources
    assert (resource.protocol_name, resource.attribute) == ("BookHandler", "book")


@pytest.mark.parametrize(
    ("plural", "name"),
    [("books", "books"), ("import", "import_"), ("models", "models_"), ("a-b", "a_b")],
)
def test_an_attribute_hides_no_name_that_clients_and_servers_use(plural: str, name: str) -> None:
    assert attribute(plural) == name


def test_a_list_is_made_where_the_schema_has_none(tmp_path: Path) -> None:
    made = api_of(tmp_path, {"Book": record(a=TEXT)}, verbs=["list"])
    assert [(item.name, item.kind, item.item_kind) for item in made.lists] == [
        ("BookList", "BookList", "Book")
    ]
    own = api_of(
        tmp_path,
        {"Book": record(a=TEXT), "BookList": record(items=array(ref("Book")))},
        verbs=["list"],
    )
    assert own.lists == ()
    assert own.resources[0].list_type == "models.BookList"
    assert api_of(tmp_path, {"Book": record(a=TEXT)}, verbs=["get"]).lists == ()


def test_lists_have_the_metadata_of_the_schema_where_that_tells_enough(tmp_path: Path) -> None:
    book = {"Book": record(a=TEXT)}
    assert api_of(tmp_path, book).list_meta == "ListMetadata"
    enough = record(**{"continue": TEXT, "resourceVersion": TEXT})
    assert api_of(tmp_path, {**book, "ListMeta": enough}).list_meta == "models.ListMeta"
    assert api_of(tmp_path, {**book, "ListMeta": record(a=TEXT)}).list_meta == "ListMetadata"


def test_short_names_categories_and_defaults_are_told(tmp_path: Path) -> None:
    (resource,) = api_of(
        tmp_path, {"Book": record(a=TEXT)}, shortNames=["b"], categories=["all"]
    ).resources
    assert (resource.short_names, resource.categories) == (("b",), ("all",))
    assert (resource.singular, resource.qualified) == ("book", "books.a.example")
    assert (resource.generates_names, resource.legacy) == (True, False)


# ----------------------------------------------------------------------------------------- shapes


def shapes_of(folder: Path, book: Schema, **definitions: Schema) -> dict[str, Shape]:
    """The shapes of books and of what they consist of."""
    made = api_of(folder, {"Book": book, **definitions}).shapes
    return {shape.name: shape for shape in made}


def part_of(folder: Path, field: Schema, **definitions: Schema) -> Part:
    """The one part of a book."""
    page = record(name={**TEXT, "default": "front"}, text=TEXT)
    (part,) = shapes_of(folder, record(field=field), Page=page, **definitions)["Book"].parts
    return part


def test_fields_without_parts_are_left_out(tmp_path: Path) -> None:
    shapes = shapes_of(tmp_path, record(a=TEXT, b={"type": "object"}, c={}, d=True))
    assert shapes == {"Book": Shape("Book", False, (), {}, (), False)}


@pytest.mark.parametrize(
    ("field", "part"),
    [
        (array(TEXT), Part("field", "[]", None, (), False, False, {})),
        (mapping(TEXT), Part("field", "{}", None, (), False, False, {})),
        (ref("Page"), Part("field", "", "Page", (), False, False, {})),
        (array(ref("Page")), Part("field", "[]", "Page", (), False, False, {})),
        (mapping(ref("Page")), Part("field", "{}", "Page", (), False, False, {})),
        (
            {**array(TEXT), "x-kubernetes-list-type": "set"},
            Part("field", "[]", None, (), False, True, {}),
        ),
        (
            {**array(ref("Page")), "x-kubernetes-list-map-keys": ["name", "text"]},
            Part("field", "[]", "Page", ("name", "text"), False, False, {"name": "front"}),
        ),
        (
            {**array(ref("Page")), "x-kubernetes-patch-merge-key": "text"},
            Part("field", "[]", "Page", ("text",), True, False, {}),
        ),
        (
            {**array(ref("Page")), "x-kubernetes-patch-merge-key": "name",
             "x-kubernetes-list-map-keys": ["text"]},
            Part("field", "[]", "Page", ("text",), True, False, {}),
        ),
    ],
    ids=lambda value: str(value)[:60],
)  # fmt: skip
def test_a_list_or_a_map_or_an_object_is_a_part(field: Schema, part: Part, tmp_path: Path) -> None:
    assert part_of(tmp_path, field) == part


def test_an_object_in_place_is_named_by_its_pointer(tmp_path: Path) -> None:
    shapes = shapes_of(tmp_path, record(spec=record(parts=array(TEXT))))
    assert list(shapes) == ["Book", "/$defs/Book/properties/spec"]
    assert shapes["Book"].parts[0].shape == "/$defs/Book/properties/spec"


def test_an_atomic_object_says_so(tmp_path: Path) -> None:
    page = {**record(a=array(TEXT)), "x-kubernetes-map-type": "atomic"}
    shapes = shapes_of(tmp_path, record(page=ref("Page")), Page=page)
    assert (shapes["Book"].is_atomic, shapes["Page"].is_atomic) == (False, True)


def test_an_object_that_holds_itself_has_one_shape(tmp_path: Path) -> None:
    shapes = shapes_of(tmp_path, record(next=ref("Book"), many=array(ref("Book"))))
    assert list(shapes) == ["Book"]
    assert [part.shape for part in shapes["Book"].parts] == ["Book", "Book"]


def test_references_are_followed_to_their_end(tmp_path: Path) -> None:
    shapes = shapes_of(tmp_path, record(page=ref("Alias")), Alias=ref("Page"), Page=record(a=TEXT))
    assert shapes["Book"].parts[0].shape == "Page"
