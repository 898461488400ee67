"""Rules of image streams on create, update and status update.

Source: import semantics, section 14.
"""

from __future__ import annotations

from typing import Any

import pytest

from imagestreamimport.models import ImageStream
from streamport.importing.draft import written
from streamport.importing.resolving import StreamContext, references
from streamport.importing.streams import (
    Prepared,
    decorate,
    prepare_create,
    prepare_status_update,
    prepare_update,
)
from tests.support.cases import validation_cases
from tests.support.streams import LATER, NOW, ONE, TWO, plain, stream

AROUND = StreamContext(now=NOW)
OTHER = stream(
    "other",
    status={
        "tags": [
            {
                "tag": tag,
                "items": [
                    {
                        "created": LATER,
                        "dockerImageReference": f"r.test/other@{image}",
                        "image": image,
                        "generation": 9,
                    }
                ],
            }
            for tag, image in (("latest", ONE), ("x", TWO))
        ]
    },
)


def knowing(*streams: ImageStream, **more: Any) -> StreamContext:
    known = {(s.metadata.namespace, s.metadata.name): s for s in streams}  # type: ignore[union-attr]
    return StreamContext(now=NOW, find_stream=lambda *key: known.get(key), **more)


def tag(name: str, kind: str = "", source: str = "", **more: Any) -> dict[str, Any]:
    return {"name": name, **({"from": {"kind": kind, "name": source}} if kind else {}), **more}


def spec(*tags: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"tags": list(tags), **more}


def create(*tags: dict[str, Any], context: StreamContext = AROUND) -> Prepared:
    return prepare_create(stream(spec=spec(*tags)), context)


def tags_of(found: ImageStream) -> dict[str, Any]:
    return {tag["name"]: tag for tag in plain(found)["spec"].get("tags", [])}


def items_of(found: ImageStream, name: str) -> Any:
    tags = {tag["tag"]: tag for tag in plain(found)["status"].get("tags", [])}
    return tags.get(name, {}).get("items")


# ------------------------------------------------------------------------------------------- shape


def test_streams_are_written_in_their_usual_form() -> None:
    sent = stream(
        metadata={"labels": {}, "creationTimestamp": None},
        spec=spec(
            tag("b", "DockerImage", "old"),
            tag("a", annotations={}, reference=False, importPolicy={"insecure": False}),
            tag("b", "DockerImage", "new", importPolicy={"scheduled": True, "importMode": ""}),
            {"from": {"kind": "DockerImage", "name": "x", "namespace": ""}},
            dockerImageRepository="",
        ),
        status={"tags": [{"tag": "z", "items": []}, {"tag": "y", "items": None, "conditions": []}]},
    )
    policies = {"importPolicy": {"importMode": "Legacy"}, "referencePolicy": {"type": "Source"}}
    scheduled = {"importMode": "Legacy", "scheduled": True}
    assert plain(written(sent)) == {
        "metadata": {"name": "s", "namespace": "ns"},
        "spec": {
            "lookupPolicy": {"local": False},
            "tags": [
                {"name": "", "from": {"kind": "DockerImage", "name": "x"}} | policies,
                {"name": "a"} | policies,
                {"name": "b", "from": {"kind": "DockerImage", "name": "new"}}
                | policies
                | {"importPolicy": scheduled},
            ],
        },
        "status": {"dockerImageRepository": "", "tags": [{"tag": "y"}, {"tag": "z"}]},
    }


def test_addresses_in_the_registries_are_computed_on_every_read() -> None:
    found = stream(
        spec={"dockerImageRepository": "r.test/a"}, status={"dockerImageRepository": "x"}
    )
    assert plain(decorate(found, AROUND))["status"] == {"dockerImageRepository": "r.test/a"}
    context = StreamContext(now=NOW, integrated_registry="in.test", external_registry="out.test")
    assert plain(decorate(found, context))["status"] == {
        "dockerImageRepository": "in.test/ns/s",
        "publicDockerImageRepository": "out.test/ns/s",
    }


# ------------------------------------------------------------------------------------------ create


def test_a_new_stream_starts_at_generation_1_without_status() -> None:
    sent = stream(
        metadata={"generation": 7},
        spec=spec(tag("v1", "DockerImage", "r.test/a", generation=5)),
        status={"tags": [{"tag": "v1", "items": [{"image": ONE}]}]},
    )
    found = prepare_create(sent, AROUND)
    assert found.causes == []
    assert plain(found.stream)["metadata"]["generation"] == 1
    assert tags_of(found.stream)["v1"]["generation"] == 1
    assert plain(found.stream)["status"] == {"dockerImageRepository": ""}


def test_a_reference_tag_is_written_into_the_history() -> None:
    found = create(tag("v1", "DockerImage", "r.test/a:v1", reference=True)).stream
    assert items_of(found, "v1") == [
        {"created": NOW, "dockerImageReference": "r.test/a:v1", "image": "", "generation": 1}
    ]


@pytest.mark.parametrize(
    ("kind", "source", "image", "created"),
    [
        ("ImageStreamTag", "other:x", TWO, LATER),
        ("ImageStreamTag", "other:", ONE, LATER),  # no tag means latest
        ("ImageStreamImage", f"other@{TWO}", TWO, NOW),
        ("ImageStreamImage", "other@sha256:2", TWO, NOW),
        ("ImageStreamImage", "other@22", TWO, NOW),
    ],
)
def test_a_tag_gets_the_image_of_another_stream(
    kind: str, source: str, image: str, created: str
) -> None:
    found = create(tag("v1", kind, source), context=knowing(OTHER))
    assert found.all_causes() == []
    assert items_of(found.stream, "v1") == [
        {
            "created": created,
            "dockerImageReference": f"r.test/other@{image}",
            "image": image,
            "generation": 1,
        }
    ]


def test_a_missing_tag_of_a_known_stream_is_no_error() -> None:
    found = create(tag("v1", "ImageStreamTag", "other:gone"), context=knowing(OTHER))
    assert found.all_causes() == []
    assert items_of(found.stream, "v1") is None


FORM = "must be of the form <tag>, <repo>:<tag>, <id>, or <repo>@<id>"


@pytest.mark.parametrize(
    ("kind", "source", "expected"),
    [
        ("ImageStreamTag", "gone:x", 'Not found: "gone:x"'),
        ("ImageStreamTag", "a:b:c", f'Invalid value: "a:b:c": {FORM}'),
        ("ImageStreamImage", "a@b@c", f'Invalid value: "a@b@c": {FORM}'),
        ("Pod", "x", f'Invalid value: "x": {FORM}'),
        (
            "ImageStreamImage",
            "other@9",
            'Invalid value: "other@9": error generating tag event: '
            'imagestreamimage.image.openshift.io "9" not found',
        ),
        (
            "ImageStreamImage",
            "other@sha256:",
            'Invalid value: "other@sha256:": error generating tag event: Operation cannot be '
            'fulfilled on imagestreamimage.image.openshift.io "sha256:": multiple images match '
            f'the prefix "sha256:": {ONE}, {TWO}',
        ),
    ],
)
def test_what_is_wrong_with_tags_becomes_one_cause(kind: str, source: str, expected: str) -> None:
    causes = create(tag("v1", kind, source), context=knowing(OTHER)).all_causes()
    first = causes[0]
    assert (first.field, first.reason) == ("[]", "InternalError")
    assert first.message == (
        f'Internal error: imagestreams "s" is invalid: spec.tags[v1].from.name: {expected}'
    )


def test_what_the_validators_tell_is_not_told_twice() -> None:
    found = create(tag("v1", "ImageStreamTag", "a:b:c"))
    assert found.causes == []  # the validators have it
    assert len(found.all_causes()) == 1


def test_another_namespace_needs_the_right_to_pull_there() -> None:
    foreign = tag("v1", "ImageStreamTag", "other:x")
    foreign["from"]["namespace"] = "theirs"
    asked: list[tuple[str, str]] = []

    def find(*key: str) -> ImageStream:
        asked.append(key)  # type: ignore[arg-type]
        return OTHER

    context = StreamContext(
        now=NOW, find_stream=find, refuse_pull=lambda *_: '"no right to pull" ""'
    )
    (cause,) = create(foreign, context=context).causes
    assert cause.message == (
        'Internal error: imagestreams "s" is invalid: spec.tags[v1].from: '
        'Forbidden: theirs/other: "no right to pull" ""'
    )
    assert asked == []  # whether the stream exists is not told either
    allowed = StreamContext(now=NOW, find_stream=find)
    assert items_of(create(foreign, context=allowed).stream, "v1")[0]["image"] == TWO
    assert asked == [("theirs", "other")]


def test_the_streams_that_will_be_asked_for_are_known_before() -> None:
    foreign = tag("a", "ImageStreamImage", "there@1")
    foreign["from"]["namespace"] = "theirs"
    sent = stream(
        spec=spec(
            foreign,
            tag("b", "ImageStreamTag", "other:x"),
            tag("c", "ImageStreamTag", "own"),
            tag("d", "ImageStreamTag", "s:own"),
            tag("e", "DockerImage", "r.test/a"),
            tag("f", "ImageStreamTag", "a:b:c"),
        )
    )
    assert references(sent) == {("theirs", "there"), ("ns", "other")}
    assert references(sent, sent) == set()  # nothing changed, nothing is asked


def test_an_image_of_the_integrated_registry_is_led_through_this_stream() -> None:
    inside = stream(
        "other",
        status={
            "tags": [
                {
                    "tag": "x",
                    "items": [{"dockerImageReference": f"in.test/ns/other@{ONE}", "image": ONE}],
                }
            ]
        },
    )
    context = knowing(inside, integrated_registry="in.test")
    for is_reference, expected in (
        (False, f"in.test/ns/s@{ONE}"),
        (True, f"in.test/ns/other@{ONE}"),
    ):
        found = create(
            tag("v1", "ImageStreamTag", "other:x", reference=is_reference), context=context
        )
        assert items_of(found.stream, "v1")[0]["dockerImageReference"] == expected


def test_registries_have_to_be_allowed() -> None:
    def refuse(reference: Any, insecure: bool) -> str | None:
        return None if insecure else f'registry "{reference.registry}" not allowed'

    context = StreamContext(now=NOW, refuse_registry=refuse)
    sent = stream(
        spec=spec(
            tag("a", "DockerImage", "r.test/a"),
            tag("b", "DockerImage", "r.test/b", importPolicy={"insecure": True}),
            dockerImageRepository="d.test/a",
        )
    )
    found = [(cause.field, cause.message) for cause in prepare_create(sent, context).causes]
    assert found == [
        ("spec.dockerImageRepository", 'Forbidden: registry "d.test" not allowed'),
        ("spec.tags[a].from.name", 'Forbidden: registry "r.test" not allowed'),
    ]
    sent.metadata.annotations = {"openshift.io/image.insecureRepository": "true"}  # type: ignore[union-attr]
    assert prepare_create(sent, context).causes == []


@pytest.mark.parametrize(
    "case",
    [case for case in validation_cases() if case.kind == "ImageStream"],
    ids=lambda case: case.id,
)
def test_streams_have_the_causes_that_a_server_gave(case: Any) -> None:
    import msgspec

    document = {**case.document, "metadata": {"namespace": "ns", **case.document["metadata"]}}
    try:
        sent = msgspec.convert(document, ImageStream)
    except msgspec.ValidationError:
        pytest.skip("refused before, for its types")
    found = prepare_create(sent, AROUND).all_causes()
    assert {(c.reason, c.field, c.message) for c in found} == set(case.causes)


# ------------------------------------------------------------------------------------------ update


def stored() -> ImageStream:
    return prepare_create(
        stream(
            spec=spec(
                tag("v1", "DockerImage", "r.test/a:v1"), tag("v2", "DockerImage", "r.test/a:v2")
            )
        ),
        AROUND,
    ).stream


def changed(**changes: Any) -> dict[str, Any]:
    """The generations of the stream and of tag v1 after an update of that tag."""
    document = plain(stored())
    document["spec"]["tags"][0] |= changes
    import msgspec

    found = prepare_update(msgspec.convert(document, ImageStream), stored(), AROUND).stream
    return {
        "stream": plain(found)["metadata"]["generation"],
        "tag": tags_of(found)["v1"]["generation"],
    }


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, (1, 1)),
        ({"generation": 5}, (1, 1)),
        ({"generation": None}, (1, 1)),
        ({"generation": 0}, (2, 2)),
        ({"from": {"kind": "DockerImage", "name": "r.test/a:other"}}, (2, 2)),
        ({"from": {"kind": "DockerImage", "name": "r.test/a:v1", "namespace": "ns"}}, (2, 1)),
        ({"reference": True}, (2, 2)),
        ({"importPolicy": {"importMode": "PreserveOriginal"}}, (2, 2)),
        ({"importPolicy": {"insecure": True}}, (2, 1)),
        ({"importPolicy": {"scheduled": True}}, (2, 1)),
        ({"referencePolicy": {"type": "Local"}}, (2, 1)),
        ({"annotations": {"a": "b"}}, (2, 1)),
        ({"from": None}, (2, 1)),
    ],
)
def test_updates_count_generations(changes: dict[str, Any], expected: tuple[int, int]) -> None:
    found = changed(**changes)
    assert (found["stream"], found["tag"]) == expected


def test_an_update_without_change_is_equal_to_what_is_stored() -> None:
    assert prepare_update(stored(), stored(), AROUND).stream == written(stored())


def test_a_new_tag_gets_the_new_generation_and_a_removed_one_keeps_its_history() -> None:
    before = create(tag("v1", "DockerImage", "r.test/a:v1", reference=True)).stream
    found = prepare_update(stream(spec=spec(tag("v9", generation=1))), before, AROUND).stream
    assert tags_of(found)["v9"]["generation"] == 2
    assert items_of(found, "v1")[0]["dockerImageReference"] == "r.test/a:v1"


def test_a_user_cannot_change_the_status() -> None:
    sent = stream(
        spec=plain(stored())["spec"], status={"tags": [{"tag": "v1", "items": [{"image": ONE}]}]}
    )
    assert items_of(prepare_update(sent, stored(), AROUND).stream, "v1") is None


def test_followers_get_what_changed() -> None:
    before = create(tag("a", "ImageStreamTag", "v1")).stream
    sent = stream(
        spec=spec(tag("a", "ImageStreamTag", "v1"), tag("v1", "ImageStreamTag", "other:x"))
    )
    found = prepare_update(sent, before, knowing(OTHER)).stream
    assert items_of(found, "a") == items_of(found, "v1")


# ------------------------------------------------------------------------------------------ status


def with_status(image: str, generation: int = 0, reference: str = "r.test/a") -> ImageStream:
    event = {
        "image": image,
        "dockerImageReference": f"{reference}@{image}",
        "generation": generation,
    }
    return stream(
        metadata={"labels": {"new": "label"}, "generation": 9},
        spec=spec(tag("unknown")),
        status={
            "dockerImageRepository": "as sent",
            "tags": [{"tag": "v1", "items": [event]}],
        },
    )


def test_a_status_update_takes_labels_and_status_only() -> None:
    found = prepare_status_update(with_status(ONE), stored(), AROUND)
    document = plain(found.stream)
    assert document["metadata"]["labels"] == {"new": "label"}
    assert document["metadata"]["generation"] == 1
    assert list(tags_of(found.stream)) == ["v1", "v2"]
    assert document["status"]["dockerImageRepository"] == "as sent"
    assert items_of(found.stream, "v1")[0]["generation"] == 1


def test_a_changed_event_gets_the_generation_of_its_spec_tag() -> None:
    first = prepare_status_update(with_status(ONE), stored(), AROUND).stream
    first.metadata.generation = 5  # type: ignore[union-attr]
    for image, expected in ((TWO, 1), (ONE, 1)):
        found = prepare_status_update(with_status(image), first, AROUND).stream
        assert items_of(found, "v1")[0]["generation"] == expected


def test_references_that_were_there_before_are_not_looked_at_again() -> None:
    before = with_status(ONE, 1, reference="BAD REF")
    assert (
        prepare_status_update(with_status(ONE, 2, reference="BAD REF"), before, AROUND).causes == []
    )
    sent = stream(spec=spec(tag("new")))
    assert prepare_update(sent, before, AROUND).causes == []


def test_new_references_of_a_status_must_be_readable() -> None:
    sent = with_status(ONE, reference="BAD REF")
    (cause,) = prepare_status_update(sent, stored(), AROUND).causes
    assert (cause.field, cause.reason) == (
        "status.tags[v1].items[0].dockerImageReference",
        "FieldValueInvalid",
    )
    assert cause.message == f'Invalid value: "BAD REF@{ONE}": invalid reference format'


def test_an_image_of_a_registry_lies_in_no_namespace() -> None:
    source = {"kind": "DockerImage", "name": "registry.test/app:1", "namespace": "other"}
    tag = {"name": "v1", "from": source}
    prepared = prepare_create(stream(spec={"tags": [tag]}), StreamContext(now=NOW))
    (cause,) = prepared.causes
    assert cause.field == "[]"
    assert 'spec.tags[v1].from.name: Invalid value: "registry.test/app:1": must be' in cause.message
    own = {**tag, "from": {**source, "namespace": "ns"}}
    assert prepare_create(stream(spec={"tags": [own]}), StreamContext(now=NOW)).causes == []
