"""What an import makes of a stream. Source: import semantics, sections 9.2 to 9.6."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from imagestreamimport.models import (
    Image,
    ImageImportStatus,
    ImageManifest,
    ImageStream,
    ObjectMeta,
    RepositoryImportStatus,
    TagEventCondition,
)
from streamport.importing.errors import InvalidObject
from streamport.importing.resolving import StreamContext
from tests.support.streams import (
    LATER,
    NOW,
    ONE,
    THREE,
    TWO,
    applied,
    done,
    entry,
    failed,
    plain,
    request,
    stream,
)

CHECKED = "openshift.io/image.dockerRepositoryCheck"


def event(image: str, generation: int, created: str = NOW) -> dict[str, Any]:
    reference = f"r.test/a@{image}"
    return {
        "created": created,
        "dockerImageReference": reference,
        "image": image,
        "generation": generation,
    }


def existing(**metadata: Any) -> ImageStream:
    """Stream `s` of generation 3, whose tag v1 was imported at that generation."""
    return stream(
        metadata={"generation": 3, "annotations": {CHECKED: NOW}, "resourceVersion": "7"}
        | metadata,
        spec={
            "tags": [
                {
                    "name": "v1",
                    "from": {"kind": "DockerImage", "name": "r.test/a:v1"},
                    "generation": 3,
                }
            ]
        },
        status={"tags": [{"tag": "v1", "items": [event(ONE, 3)]}]},
    )


def tag_of(found: ImageStream, name: str = "v1") -> tuple[Any, Any]:
    """The spec tag and the status tag of that name."""
    document = plain(found)
    spec = {tag["name"]: tag for tag in document["spec"].get("tags", [])}
    status = {tag["tag"]: tag for tag in document["status"].get("tags", [])}
    return spec.get(name), status.get(name)


def test_the_worked_example() -> None:
    """Section 9.6, row by row: generations of stream, spec tag, newest item, condition."""
    rows: list[tuple[int, int, int, int | None, bool]] = []
    current = existing()
    missing, found = entry("r.test/a:missing", "v1"), entry("r.test/a:v1", "v1")
    whole = entry("r.test/a:v1", "v1", importPolicy={"importMode": "PreserveOriginal"})
    for sent, result in (
        (missing, failed("not there")),
        (missing, failed("not there")),
        (missing, failed("another message")),
        (found, done(ONE)),
        (whole, done(ONE)),
        (whole, done(TWO)),
    ):
        outcome = applied(current, request(sent), result, now=LATER)
        current = outcome.stream
        spec, status = tag_of(current)
        condition = status.get("conditions", [{}])[0].get("generation")
        item = status["items"][0]["generation"]
        generation = plain(current)["metadata"]["generation"]
        rows.append((generation, spec["generation"], item, condition, outcome.changed))
        assert spec["from"]["name"] == "r.test/a:v1"
    assert rows == [
        (4, 4, 3, 4, True),
        (4, 4, 3, 4, False),
        (5, 5, 3, 5, True),
        (6, 6, 6, None, True),
        (7, 7, 6, None, True),
        (8, 8, 8, None, True),
    ]
    _, status = tag_of(current)
    assert [item["image"] for item in status["items"]] == [TWO, ONE]
    assert status["items"][1]["created"] == NOW  # what was taken in stays as old as it was


def test_a_new_stream_has_generation_1_everywhere() -> None:
    sent = request(entry("r.test/a:v1"), entry("r.test/a:v2"))
    outcome = applied(None, sent, done(ONE), failed(tag="v2"))
    assert (outcome.created, outcome.changed) == (True, True)
    metadata = plain(outcome.stream)["metadata"]
    assert metadata["annotations"] == {CHECKED: NOW}
    assert metadata["generation"] == 1
    assert metadata["creationTimestamp"] == NOW
    assert plain(outcome.stream)["spec"] == {
        "lookupPolicy": {"local": False},
        "tags": [
            {
                "name": name,
                "from": {"kind": "DockerImage", "name": f"r.test/a:{name}"},
                "generation": 1,
                "importPolicy": {"importMode": "Legacy"},
                "referencePolicy": {"type": "Source"},
            }
            for name in ("v1", "v2")
        ],
    }
    assert plain(outcome.stream)["status"] == {
        "dockerImageRepository": "",
        "tags": [
            {"tag": "v1", "items": [event(ONE, 1)]},
            {
                "tag": "v2",
                "conditions": [
                    {
                        "type": "ImportSuccess",
                        "status": "False",
                        "lastTransitionTime": NOW,
                        "reason": "NotFound",
                        "message": "gone",
                        "generation": 1,
                    }
                ],
            },
        ],
    }


def test_a_stream_is_made_even_if_nothing_was_imported() -> None:
    outcome = applied(None, request(entry("r.test/a")), failed())
    assert outcome.created
    assert plain(outcome.stream)["status"] == {"dockerImageRepository": ""}


def test_an_entry_without_target_leaves_no_trace() -> None:
    outcome = applied(existing(), request(entry("r.test/a")), done(TWO, "latest"))
    assert not outcome.changed
    assert outcome.images == []


def test_what_did_not_change_is_not_written_and_keeps_its_version() -> None:
    outcome = applied(existing(), request(entry("r.test/a:v1")), done(ONE), now=LATER)
    assert not outcome.changed
    metadata = plain(outcome.stream)["metadata"]
    assert metadata["annotations"] == {CHECKED: NOW}
    assert metadata["resourceVersion"] == "7"


def test_a_stream_that_was_never_imported_into_is_written_all_the_same() -> None:
    outcome = applied(
        existing(annotations={"other": "kept"}), request(entry("r.test/a:v1")), done(ONE)
    )
    assert outcome.changed
    metadata = plain(outcome.stream)["metadata"]
    assert metadata["annotations"] == {"other": "kept", CHECKED: NOW}
    assert metadata["generation"] == 3


def test_a_failure_keeps_history_source_and_policies() -> None:
    sent = request(entry("r.test/b:x", "v1", importPolicy={"insecure": True}))
    spec, status = tag_of(applied(existing(), sent, failed()).stream)
    assert spec["from"]["name"] == "r.test/a:v1"
    assert "insecure" not in spec["importPolicy"]
    assert status["items"] == [event(ONE, 3)]


def test_a_failure_without_message_gets_one() -> None:
    _, status = tag_of(applied(existing(), request(entry("r.test/a:v1")), failed("")).stream)
    assert status["conditions"][0]["message"] == "unknown error prevented import"


def test_a_success_replaces_source_and_import_policy_and_keeps_the_rest() -> None:
    before = existing()
    before.spec.tags[0].annotations = {"note": "mine"}  # type: ignore[union-attr,index]
    sent = entry(
        "r.test/b:x", "v1", importPolicy={"scheduled": True}, referencePolicy={"type": "Local"}
    )
    spec, status = tag_of(applied(before, request(sent), done(TWO, "x", "r.test/b")).stream)
    assert spec == {
        "name": "v1",
        "annotations": {"note": "mine"},
        "from": {"kind": "DockerImage", "name": "r.test/b:x"},
        "generation": 4,
        "importPolicy": {"importMode": "Legacy", "scheduled": True},
        "referencePolicy": {"type": "Source"},
    }
    assert [item["image"] for item in status["items"]] == [TWO, ONE]


def test_a_success_ends_a_failure_even_where_nothing_else_changes() -> None:
    before = existing()
    condition = {"type": "ImportSuccess", "status": "False", "generation": 3, "message": "gone"}
    before.status.tags[0].conditions = [msgspec.convert(condition, TagEventCondition)]  # type: ignore[union-attr,index]
    outcome = applied(before, request(entry("r.test/a:v1")), done(ONE))
    assert outcome.changed
    _, status = tag_of(outcome.stream)
    assert status == {"tag": "v1", "items": [event(ONE, 3)]}


def test_the_same_image_from_another_repository_is_taken_into_the_newest_item() -> None:
    sent = request(entry("other.test/a:v1", "v1"))
    spec, status = tag_of(applied(existing(), sent, done(ONE, repository="other.test/a")).stream)
    assert spec["from"]["name"] == "other.test/a:v1"
    assert status["items"] == [
        event(ONE, 4) | {"dockerImageReference": f"other.test/a@{ONE}"},
    ]


def test_two_entries_for_one_tag_are_applied_in_order() -> None:
    sent = request(entry("r.test/a:x", "v1"), entry("r.test/a:y", "v1"))
    spec, status = tag_of(applied(None, sent, done(ONE, "x"), done(TWO, "y")).stream)
    assert spec["from"]["name"] == "r.test/a:y"
    assert [item["image"] for item in status["items"]] == [TWO, ONE]


def test_a_repository_comes_before_the_images() -> None:
    sent = request(entry("r.test/a:y", "v1"), repository=entry("r.test/a"))
    tags = RepositoryImportStatus(images=[done(ONE, "v1"), failed(tag="gone")])
    found = applied(None, sent, done(TWO, "y"), repository=tags).stream
    spec, status = tag_of(found)
    assert spec["from"]["name"] == "r.test/a:y"
    assert [item["image"] for item in status["items"]] == [TWO, ONE]
    spec, status = tag_of(found, "gone")
    assert spec is None  # a tag of a repository that fails gets no spec tag
    assert status["conditions"][0]["generation"] == 1


def test_a_failed_tag_of_a_repository_is_one_generation_ahead() -> None:
    sent = request(repository=entry("r.test/a"))
    tags = RepositoryImportStatus(images=[failed(tag="gone")])
    found = applied(existing(), sent, repository=tags).stream
    assert plain(found)["metadata"]["generation"] == 3
    assert tag_of(found, "gone")[1]["conditions"][0]["generation"] == 4


def test_tags_that_follow_get_the_new_image() -> None:
    before = stream(
        metadata={"generation": 1},
        spec={
            "tags": [
                {"name": "b", "from": {"kind": "ImageStreamTag", "name": "s:a"}, "generation": 1},
                {"name": "a", "from": {"kind": "ImageStreamTag", "name": "v1"}, "generation": 1},
            ]
        },
    )
    found = applied(before, request(entry("r.test/a:v1")), done(ONE)).stream
    for name in ("a", "b"):
        spec, status = tag_of(found, name)
        assert status["items"] == [event(ONE, 2)]
        assert spec["generation"] == 1


# ------------------------------------------------------------------------------------------ images


def test_images_are_stored_once_and_without_their_raw_manifest() -> None:
    sent = request(entry("r.test/a:v1"), entry("r.test/b:v2"), entry("r.test/a:v3"))
    results = (done(ONE), done(ONE, "v2", "r.test/b"), done(TWO, "v3"))
    outcome = applied(None, sent, *results)
    assert [image.metadata.name for image in outcome.images] == [ONE, TWO]  # type: ignore[union-attr]
    first, second, _ = outcome.status.images or []
    assert plain(first.image) == {
        "metadata": {
            "name": ONE,
            "uid": plain(first.image)["metadata"]["uid"],
            "creationTimestamp": NOW,
        },
        "dockerImageReference": f"r.test/a@{ONE}",
    }
    assert second.image is first.image  # of several with one name the first was stored
    # The history has each item's own reference.
    _, status = tag_of(outcome.stream, "v2")
    assert status["items"][0]["dockerImageReference"] == f"r.test/b@{ONE}"
    assert plain(results[0].image)["dockerImageManifest"] == "{}"  # results stay as they were


def test_children_are_stored_before_their_list() -> None:
    result = done(ONE)
    result.manifests = [done(TWO).image, done(THREE).image]  # type: ignore[list-item]
    outcome = applied(None, request(entry("r.test/a:v1")), result)
    assert [image.metadata.name for image in outcome.images] == [TWO, THREE, ONE]  # type: ignore[union-attr]
    answered = (outcome.status.images or [])[0]
    assert [
        plain(child)["metadata"]["creationTimestamp"] for child in answered.manifests or []
    ] == [
        NOW,
        NOW,
    ]


@pytest.mark.parametrize(
    ("child", "expected"),
    [
        ({"architecture": ""}, "dockerImageManifests[0].architecture: Required value"),
        (
            {"architecture": "", "os": ""},
            "[dockerImageManifests[0].architecture: Required value, "
            "dockerImageManifests[0].os: Required value]",
        ),
        (
            {"media_type": "list"},
            'dockerImageManifests[0].mediaType: Invalid value: "list": '
            "media type does not conform to RFC6838",
        ),
        (
            {"digest": "latest"},
            'dockerImageManifests[0].digest: Invalid value: "latest": '
            "digest does not conform with OCI image specification",
        ),
        (
            {"manifest_size": -2},
            "dockerImageManifests[0].size: Invalid value: -2: manifest size cannot be negative",
        ),
    ],
)
def test_an_invalid_image_ends_the_request(child: dict[str, Any], expected: str) -> None:
    right: dict[str, Any] = {
        "digest": TWO,
        "media_type": "application/vnd.oci.image.manifest.v1+json",
        "manifest_size": 1,
        "architecture": "amd64",
        "os": "linux",
    }
    result = ImageImportStatus(
        image=Image(
            metadata=ObjectMeta(name=ONE),
            docker_image_reference=f"r.test/a@{ONE}",
            docker_image_manifests=[ImageManifest(**(right | child))],
        )
    )
    with pytest.raises(InvalidObject) as error:
        applied(None, request(entry("r.test/a:v1")), result)
    assert str(error.value) == f'Image.image.openshift.io "{ONE}" is invalid: {expected}'


def test_a_stream_that_would_be_invalid_is_refused_under_its_own_kind() -> None:
    with pytest.raises(InvalidObject) as error:
        applied(None, request(entry("*", "x")), failed(tag="latest"))
    assert str(error.value) == (
        'ImageStream.image.openshift.io "s" is invalid: spec.tags[x].from.name: '
        'Invalid value: "*": invalid reference format'
    )


def test_registries_that_are_not_allowed_show_when_the_stream_is_stored() -> None:
    context = StreamContext(
        now=NOW, refuse_registry=lambda reference, _: f"no {reference.registry}"
    )
    with pytest.raises(InvalidObject) as error:
        applied(None, request(entry("r.test/a:v1")), done(ONE), context=context)
    assert str(error.value) == (
        'ImageStream.image.openshift.io "s" is invalid: '
        "[spec.tags[v1].from.name: Forbidden: no r.test, "
        "status.tags[v1].items[0].dockerImageReference: Forbidden: no r.test]"
    )
    # What the stream referred to before stays allowed.
    assert applied(existing(), request(entry("r.test/a:v1")), done(TWO), context=context).changed
