"""What is written is there, under the preconditions of each write, or nothing is."""

from __future__ import annotations

import json
from typing import Any

import pytest

from imagestreamimport.models import ImageStream, ImageStreamSpec, ObjectMeta
from streamport.store.errors import AlreadyStored, Changed, Missing
from streamport.store.protocol import Create, CreateIfAbsent, Delete, Store, Stored, Update
from tests.support.stores import stream

pytestmark = pytest.mark.anyio


async def create(store: Store, document: Any, resource: str = "imagestreams") -> str:
    [stored] = await store.write([Create(resource, document)])
    return stored.resource_version


async def test_what_was_created_is_there_with_its_version(store: Store) -> None:
    [created] = await store.write([Create("imagestreams", stream("app", tags=["a", None]))])
    found = await store.get("imagestreams", "team", "app")
    assert found is not None
    assert found.document == created.document
    assert found.document["spec"] == {"tags": ["a", None]}
    assert found.document["metadata"]["resourceVersion"] == created.resource_version


async def test_models_are_stored_and_come_back(store: Store) -> None:
    metadata = ObjectMeta(name="app", namespace="team", labels={"a": "b"})
    await create(store, ImageStream(metadata=metadata, spec=ImageStreamSpec(tags=[])))
    found = await store.get("imagestreams", "team", "app")
    assert found is not None
    model = found.model(ImageStream)
    assert isinstance(model.metadata, ObjectMeta)
    assert model.metadata.resource_version == found.resource_version
    assert model.spec == ImageStreamSpec(tags=[])


async def test_the_version_within_a_document_is_never_believed(store: Store) -> None:
    document = stream("app")
    document["metadata"]["resourceVersion"] = "999"
    version = await create(store, document)
    found = await store.get("imagestreams", "team", "app")
    assert found is not None
    assert found.document["metadata"]["resourceVersion"] == version != "999"


@pytest.mark.parametrize(
    ("resource", "namespace", "name"),
    [("images", "team", "app"), ("imagestreams", "other", "app"), ("imagestreams", "team", "ap")],
)
async def test_resource_namespace_and_name_tell_objects_apart(
    store: Store, resource: str, namespace: str, name: str
) -> None:
    await create(store, stream("app"))
    assert await store.get(resource, namespace, name) is None
    await create(store, stream(name, namespace), resource)


async def test_what_belongs_to_the_cluster_has_no_namespace(store: Store) -> None:
    await create(store, stream("sha256:1", None), "images")
    found = await store.get("images", None, "sha256:1")
    assert found is not None
    assert "namespace" not in found.document["metadata"]


async def test_creating_twice_is_refused(store: Store) -> None:
    version = await create(store, stream("app", tags=1))
    with pytest.raises(AlreadyStored, match="imagestreams team/app already exists"):
        await create(store, stream("app", tags=2))
    found = await store.get("imagestreams", "team", "app")
    assert found is not None
    assert (found.resource_version, found.document["spec"]) == (version, {"tags": 1})


async def test_an_update_needs_the_version_that_is_there(store: Store) -> None:
    first = await create(store, stream("app"))
    [second] = await store.write([Update("imagestreams", stream("app", a=1), expected=first)])
    with pytest.raises(Changed) as changed:
        await store.write([Update("imagestreams", stream("app", a=2), expected=first)])
    assert changed.value.what == "resourceVersion"
    assert (changed.value.expected, changed.value.current) == (first, second.resource_version)
    found = await store.get("imagestreams", "team", "app")
    assert found is not None
    assert found.document["spec"] == {"a": 1}


@pytest.mark.parametrize("expected", ["", "x", "02", " 2", "-1", str(2**70)])
async def test_a_version_that_was_never_given_is_refused(store: Store, expected: str) -> None:
    await create(store, stream("app"))
    with pytest.raises(Changed):
        await store.write([Update("imagestreams", stream("app"), expected=expected)])


async def test_an_update_that_expects_nothing_takes_what_is_there(store: Store) -> None:
    await create(store, stream("app"))
    await store.write([Update("imagestreams", stream("app", a=1), expected=None)])
    with pytest.raises(Missing):
        await store.write([Update("imagestreams", stream("app2"), expected=None)])


async def test_a_deletion_gives_what_was_there_and_leaves_nothing(store: Store) -> None:
    version = await create(store, stream("app", a=1))
    [deleted] = await store.write([Delete("imagestreams", "team", "app")])
    assert deleted.document["spec"] == {"a": 1}
    assert int(deleted.resource_version) > int(version)
    assert await store.get("imagestreams", "team", "app") is None
    with pytest.raises(Missing):
        await store.write([Delete("imagestreams", "team", "app")])
    await create(store, stream("app", a=2))


async def test_a_deletion_keeps_to_its_preconditions(store: Store) -> None:
    version = await create(store, stream("app", uid="one"))
    for precondition in ({"uid": "two"}, {"expected": "1"}, {"uid": "one", "expected": "1"}):
        with pytest.raises(Changed):
            await store.write([Delete("imagestreams", "team", "app", **precondition)])
    await store.write([Delete("imagestreams", "team", "app", expected=version, uid="one")])


async def test_an_image_that_is_there_is_left_as_it_is(store: Store) -> None:
    image = stream("sha256:1", None, uid="first")
    [first] = await store.write([CreateIfAbsent("images", image)])
    [again] = await store.write([CreateIfAbsent("images", stream("sha256:1", None, uid="other"))])
    assert (first.written, again.written) == (True, False)
    assert again.resource_version == first.resource_version == store.current_version()
    assert again.document["metadata"]["uid"] == "first"


async def test_an_import_is_stored_as_a_whole_or_not_at_all(store: Store) -> None:
    images = [CreateIfAbsent("images", stream(f"sha256:{n}", None)) for n in range(3)]
    await create(store, stream("app"))
    before = store.current_version()
    with pytest.raises(Changed):
        await store.write([*images, Update("imagestreams", stream("app", a=1), expected="1")])
    assert (await store.list("images")).items == []
    assert store.current_version() == before
    written = await store.write([*images, Update("imagestreams", stream("app", a=1), before)])
    assert [int(each.resource_version) for each in written] == [
        int(before) + step for step in (1, 2, 3, 4)
    ]
    assert len((await store.list("images")).items) == 3


async def test_a_dry_run_checks_all_and_stores_nothing(store: Store) -> None:
    version = await create(store, stream("app"))
    writes = [
        Create("imagestreams", stream("new")),
        Update("imagestreams", stream("app", a=1), version),
        CreateIfAbsent("imagestreams", stream("new")),
    ]
    made, updated, found = await store.write(writes, dry_run=True)
    assert "resourceVersion" not in made.document["metadata"]
    assert (updated.resource_version, updated.document["spec"]) == (version, {"a": 1})
    assert found.written is False
    with pytest.raises(Changed):
        await store.write([Update("imagestreams", stream("app"), "1")], dry_run=True)
    assert store.current_version() == version
    assert await store.get("imagestreams", "team", "new") is None
    assert await create(store, stream("new")) == str(int(version) + 1)


async def test_later_writes_of_a_transaction_see_the_earlier_ones(store: Store) -> None:
    with pytest.raises(AlreadyStored):
        await store.write(
            [Create("images", stream("a", None)), Create("images", stream("a", None))]
        )
    assert await store.get("images", None, "a") is None
    await store.write([Create("images", stream("a", None)), Delete("images", None, "a")])
    assert await store.get("images", None, "a") is None


@pytest.mark.parametrize(
    "document",
    [{}, {"metadata": {}}, {"metadata": {"name": 1}}, {"metadata": {"name": "a", "labels": ["b"]}}],
)
async def test_a_document_without_a_usable_name_or_labels_is_no_object(
    store: Store, document: Any
) -> None:
    with pytest.raises(ValueError, match="cannot be stored"):
        await create(store, document)


async def test_a_resource_that_is_not_served_is_a_mistake_of_the_caller(store: Store) -> None:
    with pytest.raises(ValueError, match="there is no resource 'pods'"):
        await create(store, stream("app"), "pods")


@pytest.mark.parametrize("text", ["", "\x00", "é\u2028😀", "x" * 3_000_000, '"\\'])
async def test_any_text_survives(store: Store, text: str) -> None:
    await create(store, stream("app", text=text))
    found = await store.get("imagestreams", "team", "app")
    assert found is not None
    assert found.document["spec"]["text"] == text


async def test_an_object_is_sent_as_it_is_stored_with_its_version(store: Store) -> None:
    """Only the version is put in; kind and apiVersion are those of the path."""
    sent = {"kind": "ImageStream", "apiVersion": "v1", **stream("x", a="<")}
    sent["metadata"]["resourceVersion"] = "7"
    [stored] = await store.write([Create("imagestreams", sent)])
    text = stored.answer
    assert text.startswith(f'{{"metadata":{{"resourceVersion":"{stored.resource_version}",')
    assert json.loads(text) == stored.document
    assert "kind" not in stored.document


def test_what_an_older_version_stored_is_sent_too() -> None:
    old = Stored('{"kind":"Image","metadata":{"name":"x","resourceVersion":"3"},"a":1}', "9")
    assert json.loads(old.answer) == {"metadata": {"name": "x", "resourceVersion": "9"}, "a": 1}
    dry = Stored('{"metadata":{"name":"x"},"a":1}', "")
    assert json.loads(dry.answer) == {"metadata": {"name": "x"}, "a": 1}
