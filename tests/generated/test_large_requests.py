"""What a request of a few MiB may cost: neither memory nor time grow faster than the request."""

from __future__ import annotations

import asyncio
import gc
import json
import threading
import weakref
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pytest

from imagestreamimport._base.json_patch import MAX_COPIED, json_patch
from imagestreamimport._base.noted_paths import MAX_CHARACTERS
from imagestreamimport._base.patching import LargePatch
from imagestreamimport._base.shapes import SHAPES
from imagestreamimport._base.strategic_patch import apply_merge, strategic_merge
from imagestreamimport._server import aside as aside_module
from imagestreamimport._server.answers import MOST_WARNINGS, warning_headers
from imagestreamimport._server.aside import (
    HUGE_BYTES,
    LARGE_BYTES,
    MOST_OF_ONE,
    MOST_WAITING,
    Turn,
    aside,
    bytes_about,
)
from imagestreamimport._server.body import MAX_DEPTH, decode_body
from imagestreamimport._server.context import Warnings
from imagestreamimport._server.documents import _is_below
from imagestreamimport._server.patch import Patch
from imagestreamimport._server.managed import Writer
from imagestreamimport.causes import MOST_CAUSES
from imagestreamimport.errors import BadRequest, Conflict, Invalid, TooManyRequests
from imagestreamimport.selectors import (
    MAX_TERMS,
    MAX_VALUES,
    SelectorError,
    parse_fields,
    parse_labels,
)
from imagestreamimport.validators import checked, validate


class Text(str):
    """A text that counts what it is compared with."""

    compared = 0
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        Text.compared += 1
        return str.__eq__(self, other)


def test_each_warning_is_told_once_without_a_look_at_all_others() -> None:
    warnings = Warnings()
    for _ in range(2):
        for number in range(5_000):
            warnings.add(Text(f'unknown field "{number}"'))
    assert len(warnings) == 5_000
    assert warnings[-1] == 'unknown field "4999"'
    assert Text.compared < 50_000


def test_keys_that_stand_twice_are_told_in_order_and_once() -> None:
    keys = [f"k{number}" for number in range(2_000)] * 3
    body = "{" + ",".join(f'"{key}":1' for key in keys) + "}"
    value, duplicates = decode_body(body.encode(), b"application/json", "ImageStream")
    assert len(value) == 2_000
    assert duplicates == keys[:2_000]


def copies(number: int, source: str = "/spec") -> list[dict[str, Any]]:
    return [{"op": "copy", "from": source, "path": f"/spec/{n}"} for n in range(number)]


def test_copies_of_copies_are_refused_before_they_fill_the_memory() -> None:
    document = {"spec": {"text": "x" * 1000}}
    with pytest.raises(LargePatch, match=f"exceeding the limit {MAX_COPIED}"):
        json_patch(document, copies(64))
    assert len(json.dumps(json_patch(document, copies(8)))) > 256_000


def test_copies_are_counted_together() -> None:
    document = {"text": "x" * 1000, "spec": {}}
    with pytest.raises(LargePatch):
        json_patch(document, copies(4_000, "/text"))
    assert len(json_patch(document, copies(1_000, "/text"))["spec"]) == 1_000


def test_elements_of_long_lists_are_looked_up() -> None:
    """The names are compared when they are found, not with all others."""
    number = 2_000
    held = [{"name": Text(f"t{n}"), "from": {"name": "a"}} for n in range(number)]
    names = [Text(f"t{n}") for n in reversed(range(number))]
    patch: dict[str, Any] = {"tags": [{"name": name, "from": {"name": "b"}} for name in names]}
    patch["tags"] += [{"name": Text("t7"), "$patch": "delete"}, {"name": Text("new")}]
    patch["$setElementOrder/tags"] = [{"name": name} for name in names]
    Text.compared = 0
    merged = strategic_merge({"spec": {"tags": held}}, {"spec": patch}, "ImageStream", SHAPES)
    tags = merged["spec"]["tags"]
    assert [tag["name"] for tag in tags[:3]] == ["t1999", "new", "t1998"]
    assert len(tags) == number
    assert "t7" not in [str(tag["name"]) for tag in tags]
    assert Text.compared < 50 * number


# ------------------------------------------------------------------------- paths of repeated keys


def below_long_keys(inside: str) -> bytes:
    """An object in 90 levels of keys of 1,000 characters, as JSON, which is YAML too."""
    chain = "".join('{"%s": ' % ("k" * 1_000) for _ in range(90))
    return (chain + inside + "}" * 90).encode()


@pytest.mark.parametrize("media_type", [b"application/json", b"application/yaml"])
def test_paths_of_repeated_keys_are_cut_and_bounded_together(media_type: bytes) -> None:
    keys = ",".join(f'"{number}": 1,"{number}": 2' for number in range(2_000))
    value, duplicates = decode_body(below_long_keys("{" + keys + "}"), media_type, "X")
    assert isinstance(value, dict)
    assert duplicates and all(len(path) <= 1_025 for path in duplicates)
    assert sum(map(len, duplicates)) <= MAX_CHARACTERS + 1_025


@pytest.mark.parametrize("media_type", [b"application/json", b"application/yaml"])
def test_a_place_of_a_repeated_key_is_told_with_its_indexes(media_type: bytes) -> None:
    body = b'{"a": [{"b": 1},{"b": 1,"b": 2,"c": {"d": 1,"d": 2}}],"a": 1}'
    _, duplicates = decode_body(body, media_type, "X")
    assert sorted(duplicates) == ["a", "a[1].b", "a[1].c.d"]


# ----------------------------------------------------------------------------- sets and lists


def values(letter: str) -> list[Text]:
    return [Text(f"a/{letter}{number}") for number in range(2_000)]


def merged_sets(held: list[Text], more: list[Text]) -> None:
    strategic_merge({"finalizers": held}, {"finalizers": more}, "ObjectMeta", SHAPES)


def applied_sets(held: list[Text], more: list[Text]) -> None:
    apply_merge({"finalizers": held}, {"finalizers": more}, "ObjectMeta", SHAPES)


def deleted_values(held: list[Text], more: list[Text]) -> None:
    change = {"$deleteFromPrimitiveList/finalizers": more}
    strategic_merge({"finalizers": held}, change, "ObjectMeta", SHAPES)


def retained_keys(held: list[Text], more: list[Text]) -> None:
    strategic_merge(dict.fromkeys(held, 1), {"$retainKeys": more}, "ObjectMeta", SHAPES)


@pytest.mark.parametrize("change", [merged_sets, applied_sets, deleted_values, retained_keys])
def test_values_of_a_set_are_looked_up(change: Callable[[list[Text], list[Text]], None]) -> None:
    Text.compared = 0
    change(values("b"), values("c") + values("b"))
    assert Text.compared < 40_000


def test_values_of_a_set_are_told_apart_as_json_has_them() -> None:
    held = [1, True, "1", {"a": 1, "b": [2]}]
    patch = {"finalizers": [1.0, False, "1", {"b": [2], "a": 1}, {"a": True, "b": [2]}]}
    merged = strategic_merge({"finalizers": held}, patch, "ObjectMeta", SHAPES)
    assert repr(merged["finalizers"]) == repr([*held, False, {"a": True, "b": [2]}])


# ---------------------------------------------------------------------- depth, warnings, selectors


def nested(levels: int) -> dict[str, Any]:
    value: dict[str, Any] = {}
    for _ in range(levels - 1):
        value = {"a": value}
    return value


async def no_finish(before: Any, after: Any) -> Any:
    return after


@pytest.mark.parametrize("kind", ["json", "merge", "strategic", "apply"])
def test_a_patch_nests_no_deeper_than_a_body(kind: str) -> None:
    def patched(levels: int) -> Any:
        inside = nested(levels)
        change: Any = {"x": inside}
        if kind == "json":
            change = [{"op": "add", "path": "/x", "value": inside}]
        return Patch[Any](kind, change, "ObjectMeta", SHAPES, no_finish).apply({})

    assert patched(MAX_DEPTH - 1)
    with pytest.raises(BadRequest, match="max depth of 100 levels"):
        patched(MAX_DEPTH)


def test_moves_cannot_nest_deeper_than_a_body() -> None:
    step = [
        {"op": "add", "path": "/w", "value": {}},
        {"op": "move", "from": "/spec", "path": "/w/a"},
        {"op": "move", "from": "/w", "path": "/spec"},
    ]
    patch = Patch[Any]("json", step * 980, "ImageStream", SHAPES, no_finish)
    with pytest.raises(BadRequest, match="max depth"):
        patch.apply({"spec": {}})


def test_so_many_warnings_are_told_as_clients_read_and_the_last_says_how_many_more() -> None:
    few = warning_headers([f"remark {number}" for number in range(MOST_WARNINGS)])
    assert len(few) == MOST_WARNINGS
    assert few[-1][1] == b'299 - "remark 49"'
    many = warning_headers([f"remark {number}" for number in range(150)])
    assert len(many) == MOST_WARNINGS
    assert many[-1][1] == b'299 - "101 more warnings"'
    long = warning_headers([f"{number}" + "x" * 1_000 for number in range(10)])
    assert sum(len(value) for _, value in long) <= 4_096
    assert long[-1][1] == b'299 - "6 more warnings"'


@pytest.mark.parametrize(
    ("parse", "form", "most"),
    [
        (parse_labels, "a,", MAX_TERMS),
        (parse_fields, "a=b,", MAX_TERMS),
        (lambda values: parse_labels(f"a in ({values})"), "b,", MAX_VALUES),
    ],
    ids=["terms of labels", "terms of fields", "values"],
)
def test_a_selector_has_a_bounded_number_of_terms(
    parse: Callable[[str], object], form: str, most: int
) -> None:
    assert parse((form * most)[:-1])
    with pytest.raises(SelectorError, match=f"at most {most}"):
        parse((form * (most + 1))[:-1])


# --------------------------------------------------------------------------- beside the event loop


def test_large_work_is_done_in_a_thread_and_small_work_at_once() -> None:
    async def run() -> None:
        here = threading.get_ident()
        assert await aside(LARGE_BYTES - 1, threading.get_ident) == here
        assert await aside(LARGE_BYTES, threading.get_ident) != here

    asyncio.run(run())


def test_the_event_loop_goes_on_while_a_large_document_is_checked() -> None:
    def work() -> int:
        return sum(1 for _ in range(5_000_000))

    async def run() -> int:
        turns = 0
        tasks = [asyncio.create_task(aside(LARGE_BYTES, work)) for _ in range(4)]
        while not all(task.done() for task in tasks):
            await asyncio.sleep(0.001)
            turns += 1
        return turns

    assert asyncio.run(run()) >= 10


class Large:
    """Something that weak references can tell of."""


def test_what_a_thread_fails_at_is_let_go_with_its_error() -> None:
    def failing(held: list[Large]) -> None:
        large = held.pop()
        raise BadRequest(f"it is no {type(large).__name__}")

    async def run() -> bool:
        held = [Large()]
        known = weakref.ref(held[0])
        with suppress(BadRequest):
            await aside(LARGE_BYTES, lambda: failing(held))
        await asyncio.sleep(0)
        return known() is None

    gc.disable()
    try:
        assert asyncio.run(run())
    finally:
        gc.enable()


@pytest.mark.parametrize(
    ("value", "is_large"),
    [
        ("x" * LARGE_BYTES, True),
        ([0] * LARGE_BYTES, True),
        ({"a": {str(number): None for number in range(10_000)}}, True),
        ({"a": ["b", {"c": 1}]}, False),
    ],
)
def test_what_is_large_is_told_without_writing_it(value: Any, is_large: bool) -> None:
    assert (bytes_about(value) >= LARGE_BYTES) is is_large


def test_repeated_keys_below_unknown_fields_are_not_told_twice() -> None:
    body = b'{"spec": {"x": {"a": 1, "a": 2}, "y": 1, "y": 2, "tags": [], "tags": []}}'
    document, twice = decode_body(body, b"application/json", "ImageStream")
    unknown = frozenset({"spec.x", "spec.y"})
    assert [path for path in twice if not _is_below(path, unknown)] == ["spec.tags"]
    assert document["spec"]["y"] == 2


async def stand(turn: Turn, order: list[str], name: str) -> None:
    """Wait for the turn, note that it came, and end it."""
    await turn.begin(HUGE_BYTES)
    await turn.begin(HUGE_BYTES)  # by the patch, when the object is known
    order.append(name)
    await asyncio.sleep(0)
    assert order[-1] == name, "nobody else had a turn meanwhile"
    turn.end()


async def started(order: list[str], *names: str) -> list[asyncio.Task[None]]:
    """Requests of users, in this order, all of which wait."""
    tasks = [asyncio.create_task(stand(Turn(name), order, name)) for name in names]
    await asyncio.sleep(0)
    return tasks


@dataclass
class User:
    name: str


def test_users_take_turns_with_their_huge_requests() -> None:
    async def run() -> list[str]:
        order: list[str] = []
        first, small = Turn(User("eve")), Turn("eve")
        await first.begin(HUGE_BYTES)
        tasks = await started(order, "eve", "eve", "eve", "ada", "bob", "ada")
        await asyncio.wait_for(small.begin(HUGE_BYTES - 1), 30)  # waits for nobody
        first.end()
        await asyncio.wait_for(asyncio.gather(*tasks), 30)
        return order

    assert asyncio.run(run()) == ["eve", "ada", "bob", "eve", "ada", "eve"]


def test_one_user_has_a_bounded_number_of_requests_that_wait() -> None:
    async def run() -> None:
        first = Turn("eve")
        await first.begin(HUGE_BYTES)
        tasks = await started([], *["eve"] * MOST_OF_ONE)
        with pytest.raises(TooManyRequests) as raised:
            await Turn("eve").begin(HUGE_BYTES)
        assert raised.value.retry_after_s
        tasks += await started([], "ada")
        tasks.pop(0).cancel()
        tasks += await started([], "eve")
        first.end()
        await asyncio.wait_for(asyncio.gather(*tasks), 30)

    asyncio.run(run())


def test_where_too_many_wait_those_with_most_of_them_give_way() -> None:
    async def run() -> None:
        first, order = Turn("eve"), list[str]()
        await first.begin(HUGE_BYTES)
        crowd = [f"u{number}" for number in range(MOST_WAITING - MOST_OF_ONE)]
        many = await started(order, *["eve"] * MOST_OF_ONE)
        others = await started(order, *crowd, "ada")
        with pytest.raises(TooManyRequests):
            await many.pop()
        first.end()
        await asyncio.wait_for(asyncio.gather(*many, *others), 30)
        assert sorted(order) == sorted([*["eve"] * (MOST_OF_ONE - 1), *crowd, "ada"])

    asyncio.run(run())


def test_a_turn_that_does_not_come_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aside_module, "LONGEST_WAIT_S", 0.01)

    async def run() -> None:
        first, second = Turn("eve"), Turn("ada")
        await first.begin(HUGE_BYTES)
        with pytest.raises(TooManyRequests):
            await second.begin(HUGE_BYTES)
        first.end()
        await asyncio.wait_for(second.begin(HUGE_BYTES), 30)
        second.end()

    asyncio.run(run())


# ------------------------------------------------------------------------------ causes and nulls


def invalid(kind: str, document: dict[str, Any]) -> Invalid:
    """The answer to a document as a server makes it."""
    return Invalid.of(kind, "", "x", checked(document, kind, MOST_CAUSES)[1])


def test_an_answer_lists_so_many_causes_and_says_how_many_more_there_are() -> None:
    images = [{"from": {"kind": "DockerImage", "name": "a//b"}}] * (MOST_CAUSES + 7)
    document = {"metadata": {"name": "x"}, "spec": {"import": False, "images": images}}
    assert len(validate(document)) == MOST_CAUSES + 7
    error = invalid("ImageStreamImport", document)
    assert len(error.causes) == MOST_CAUSES + 1
    assert error.causes[-1].message == "and 7 more"
    assert error.message.endswith(", and 7 more]")
    images[MOST_CAUSES:] = []
    assert not invalid("ImageStreamImport", document).message.endswith("more]")


def test_causes_that_become_one_are_bounded_too() -> None:
    tags = [{"name": f"t{n}", "from": {"kind": "Other"}} for n in range(MOST_CAUSES + 7)]
    document = {"metadata": {"name": "x"}, "spec": {"tags": tags}}
    folded = checked(document, "ImageStream", MOST_CAUSES)[1][0]
    assert folded.message.count("spec.tags[") == MOST_CAUSES
    assert folded.message.endswith(", and 7 more]")


def test_of_values_of_the_wrong_type_no_more_are_kept_than_are_told() -> None:
    tags = [{"name": number} for number in range(MOST_CAUSES + 7)]
    document = {"metadata": {"name": "x"}, "spec": {"tags": tags}}
    _, causes = checked(document, "ImageStream", MOST_CAUSES)
    assert len(causes) == MOST_CAUSES + 1
    assert causes[0].field == "spec.tags[0].name"
    assert causes[-1].message == "and 7 more"


def test_nulls_are_filled_however_many_there_are() -> None:
    number = MOST_CAUSES + 7
    document = {
        "metadata": {"name": "x", "finalizers": [None] * number, "labels": {"a": None}},
        "spec": {"tags": [None, {"name": 1}]},
    }
    read, causes = checked(document, "ImageStream", 2)
    assert read["metadata"] == {"name": "x", "finalizers": [""] * number, "labels": {"a": ""}}
    assert read["spec"]["tags"] == [{}, {"name": 1}]
    assert document["metadata"]["finalizers"] == [None] * number
    assert causes[0].message == 'Invalid value: "integer": must be of type string'
    assert causes[-1].message.startswith("and ")


def test_conflicts_of_an_apply_are_told_up_to_a_number() -> None:
    def writer(manager: str) -> Writer:
        return Writer(manager, "image.openshift.io/v1", "", "ImageStream", SHAPES, "now")

    def config(value: str) -> dict[str, Any]:
        labels = {f"l{number}": value for number in range(MOST_CAUSES + 7)}
        return {"metadata": {"name": "x", "annotations": labels}}

    live = writer("a").applied(None, config("1"), force=False)
    with pytest.raises(Conflict) as raised:
        writer("b").applied(live, config("2"), force=False)
    assert raised.value.message.startswith(f"Apply failed with {MOST_CAUSES + 7} conflicts: ")
    assert raised.value.message.endswith("\nand 7 more")
    assert len(raised.value.causes) == MOST_CAUSES + 1
