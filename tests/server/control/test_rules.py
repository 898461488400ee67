"""Which tags a stream wants imported. The cases are those of the reference's controllers."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from imagestreamimport.models import ImageStream
from streamport.control.rules import request_for, scheduled_tags, wanted

CHECKED = {"openshift.io/image.dockerRepositoryCheck": "2020-01-01T00:00:00Z"}


def tag(name: str, generation: int | None = 1, **more: Any) -> dict[str, Any]:
    source = {"kind": "DockerImage", "name": f"reg.test/app:{name}"}
    return {"name": name, "from": source, "generation": generation, **more}


def seen(name: str, item: int = 0, condition: int = 0) -> dict[str, Any]:
    conditions = [{"type": "ImportSuccess", "status": "False", "generation": condition}]
    return {
        "tag": name,
        "items": [{"generation": item, "image": "sha256:a"}] if item else None,
        "conditions": conditions if condition else None,
    }


def stream(
    *tags: Any, seen: Any = (), annotations: Any = None, repository: str = ""
) -> ImageStream:
    return msgspec.convert(
        {
            "metadata": {
                "name": "app",
                "namespace": "team",
                "annotations": annotations,
                "uid": "u",
            },
            "spec": {"tags": list(tags), "dockerImageRepository": repository},
            "status": {"tags": list(seen)},
        },
        ImageStream,
    )


def names(found: ImageStream, **more: Any) -> tuple[list[str], str]:
    decided = wanted(found, **more)
    return ([each.name or "" for each in decided.tags], decided.repository) if decided else ([], "")


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (stream(tag("a"), tag("b")), ["a", "b"]),
        (stream(tag("a", 1), seen=[seen("a", 1)]), []),
        (stream(tag("a", 2), tag("b", 1), seen=[seen("a", 1), seen("b", 1)]), ["a"]),
        (stream(tag("a", 2), seen=[seen("a", 1, 2)]), []),  # it has failed, and is left alone
        (stream(tag("a", 3), seen=[seen("a", 1, 2)]), ["a"]),
        (stream(tag("a", None), seen=[seen("a", 5)], annotations=CHECKED), ["a"]),
        (stream(tag("a", reference=True)), []),
        (
            stream({"name": "a", "generation": 1, "from": {"kind": "ImageStreamTag", "name": "b"}}),
            [],
        ),
        (stream({"name": "a", "generation": 1}), []),
        (stream(tag("a", 1), seen=[seen("a", 1)], annotations=CHECKED), []),
    ],
)
def test_a_tag_is_imported_when_it_is_newer_than_what_is_known_of_it(
    found: ImageStream, expected: list[str]
) -> None:
    assert names(found) == (expected, "")


def test_a_repository_is_read_once_and_every_tag_with_it() -> None:
    known = [seen("a", 1)]
    assert names(stream(tag("a"), seen=known, repository="reg.test/app")) == (["a"], "reg.test/app")
    checked = stream(tag("a"), seen=known, repository="reg.test/app", annotations=CHECKED)
    assert names(checked) == ([], "")
    assert names(checked, repository=True) == ([], "reg.test/app")
    odd = stream(repository="reg.test/app", annotations={next(iter(CHECKED)): "x"})
    assert names(odd) == ([], "")
    empty = stream(repository="reg.test/app", annotations={next(iter(CHECKED)): ""})
    assert names(empty) == ([], "reg.test/app")


def test_a_tag_whose_time_has_come_is_imported_and_one_that_waits_goes_along() -> None:
    found = stream(
        tag("a", 1), tag("b", 1), tag("c", 4), seen=[seen("a", 1), seen("b", 1), seen("c", 1, 3)]
    )
    assert names(found, ahead={"a"}) == (["a", "c"], "")
    assert names(found, ahead={"absent"}) == (["c"], "")


def test_the_request_has_the_policies_of_the_tags_and_the_version_of_the_stream() -> None:
    policy = {"insecure": True, "scheduled": True, "importMode": "PreserveOriginal"}
    found = stream(
        tag("a", importPolicy=policy, referencePolicy={"type": "Local"}),
        repository="reg.test/app",
        annotations={"openshift.io/image.insecureRepository": "true"},
    )
    decided = wanted(found)
    assert decided is not None
    sent = msgspec.to_builtins(request_for(found, decided, "7"))
    assert sent["metadata"] == {
        "name": "app", "namespace": "team", "uid": "u", "resourceVersion": "7",
    }  # fmt: skip
    assert sent["spec"] == {
        "import": True,
        "images": [{
            "from": {"kind": "DockerImage", "name": "reg.test/app:a"},
            "to": {"name": "a"},
            "importPolicy": policy,
            "referencePolicy": {"type": "Local"},
        }],
        "repository": {
            "from": {"kind": "DockerImage", "name": "reg.test/app"},
            "importPolicy": {"insecure": True, "importMode": "Legacy"},
            "referencePolicy": {"type": "Source"},
        },
    }  # fmt: skip


def test_a_digest_is_scheduled_until_it_is_there() -> None:
    source = {"kind": "DockerImage", "name": f"reg.test/app@sha256:{'0' * 64}"}
    digest = {"name": "d", "from": source, "generation": 2, "importPolicy": {"scheduled": True}}
    for known, expected in (([], ["d"]), ([seen("d", 1, 2)], ["d"]), ([seen("d", 2)], [])):
        assert [each.name for each in scheduled_tags(stream(digest, seen=known))] == expected
    off = {"importPolicy": {"scheduled": True}, "reference": True}
    assert scheduled_tags(stream(tag("a", **off), tag("b"))) == []
