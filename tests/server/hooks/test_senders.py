"""The documented body of each kind of sender, and what is read of it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streamport.api.hooks.senders import KINDS, BadBody, Push, pushes_in

# Bodies as the senders' documentation has them, shortened where nothing is read.
DISTRIBUTION = {
    "events": [
        {
            "id": "320678d8-ca14-430f-8bb6-4ca139cd83f7",
            "timestamp": "2016-03-09T14:44:26.402973972-08:00",
            "action": "push",
            "target": {
                "mediaType": "application/vnd.docker.distribution.manifest.v2+json",
                "size": 708,
                "digest": "sha256:fea8895f450959fa676bcc1df0611ea93823a735a01205fd8622846041d0c7cf",
                "repository": "team/app",
                "url": "http://192.168.100.227:5000/v2/team/app/manifests/sha256:fea8895f",
                "tag": "latest",
            },
            "request": {"host": "192.168.100.227:5000", "method": "PUT"},
            "actor": {},
            "source": {"addr": "xtal.local:5000"},
        }
    ]
}
HUB = {
    "callback_url": "https://registry.hub.docker.com/u/svendowideit/testhook/hook/2141b5bi5i5b02/",
    "push_data": {"pushed_at": 1417566161, "pusher": "trustedbuilder", "tag": "latest"},
    "repository": {
        "comment_count": 0,
        "name": "testhook",
        "namespace": "svendowideit",
        "owner": "svendowideit",
        "repo_name": "svendowideit/testhook",
        "repo_url": "https://registry.hub.docker.com/u/svendowideit/testhook/",
        "status": "Active",
    },
}
QUAY = {
    "name": "repository",
    "repository": "dgangaia/test",
    "namespace": "dgangaia",
    "docker_url": "quay.io/dgangaia/test",
    "homepage": "https://quay.io/repository/dgangaia/repository",
    "updated_tags": ["latest", "v2"],
}
OLD_QUAY = QUAY | {"updated_tags": {"latest": "b750fe79269d2ec9a3c593ef05b4332b1d1a02a62b4accb2c"}}
HARBOR = {
    "type": "PUSH_ARTIFACT",
    "occur_at": 1586922308,
    "operator": "admin",
    "event_data": {
        "resources": [
            {
                "digest": "sha256:8a9e9863dbb6e10edb5adfe917c00da84e1700fa76e7ed02476aa6e6fb8ee0d8",
                "tag": "latest",
                "resource_url": "hub.harbor.com/test-webhook/debian:latest",
            }
        ],
        "repository": {
            "date_created": 1586922308,
            "name": "debian",
            "namespace": "test-webhook",
            "repo_full_name": "test-webhook/debian",
            "repo_type": "private",
        },
    },
}
HARBOR_CLOUD_EVENT = {
    "specversion": "1.0",
    "id": "5f4b6f5b-2d8e-4a9b-8b0e-6d1a7c3b2f10",
    "source": "/projects/2/webhook/policies/15",
    "type": "harbor.artifact.pushed",
    "datacontenttype": "application/json",
    "time": "2023-04-03T06:16:43Z",
    "data": HARBOR["event_data"],
    "operator": "robot$library+scanner",
}
PACKAGE = {
    "id": 10696,
    "name": "Hello-World",
    "namespace": "Codertocat",
    "ecosystem": "CONTAINER",
    "package_type": "CONTAINER",
    "owner": {"login": "Codertocat", "type": "User"},
    "package_version": {
        "version": "sha256:b5",
        "container_metadata": {
            "tag": {"name": "v1", "digest": "sha256:b5"},
            "labels": {},
            "manifest": {},
        },
        "package_url": "ghcr.io/codertocat/hello-world:v1",
    },
    "registry": {"url": "https://ghcr.io", "vendor": "GitHub Inc"},
}
GITHUB = {"action": "published", "package": PACKAGE, "repository": {"id": 1}}
GITHUB_REGISTRY = {"action": "updated", "registry_package": PACKAGE, "sender": {"id": 1}}


def pushes(kind: str, document: Any) -> list[Push]:
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    return pushes_in(kind, body)


@pytest.mark.parametrize(
    ("kind", "document", "expected"),
    [
        ("distribution", DISTRIBUTION, [Push("team/app", "latest")]),
        ("dockerhub", HUB, [Push("svendowideit/testhook", "latest")]),
        ("quay", QUAY, [Push("dgangaia/test", "latest"), Push("dgangaia/test", "v2")]),
        ("quay", OLD_QUAY, [Push("dgangaia/test", "latest")]),
        ("harbor", HARBOR, [Push("test-webhook/debian", "latest")]),
        ("harbor", HARBOR_CLOUD_EVENT, [Push("test-webhook/debian", "latest")]),
        ("github", GITHUB, [Push("codertocat/hello-world", "v1")]),
        ("github", GITHUB_REGISTRY, [Push("codertocat/hello-world", "v1")]),
        ("plain", {"repository": "team/app", "tag": "1"}, [Push("team/app", "1")]),
    ],
)
def test_a_documented_body_names_its_tags(kind: str, document: Any, expected: list[Push]) -> None:
    assert pushes(kind, document) == expected


def event(action: str, **target: Any) -> Any:
    return {"events": [{"action": action, "target": {"repository": "a"} | target}]}


@pytest.mark.parametrize(
    ("kind", "document"),
    [
        ("distribution", {"events": []}),
        ("distribution", event("pull", tag="v1")),
        ("distribution", event("delete", tag="v1")),
        ("distribution", event("push", digest="sha256:1")),  # a layer, or a manifest by digest
        ("distribution", {"events": [{"action": "push", "target": None}]}),
        ("dockerhub", {"push_data": {"tag": None}, "repository": {"repo_name": "a/b"}}),
        ("quay", {"repository": "a/b", "build_id": "1", "docker_tags": ["x"]}),
        ("quay", {"repository": "a/b", "updated_tags": None}),
        ("harbor", HARBOR | {"type": "PULL_ARTIFACT"}),
        ("harbor", HARBOR | {"type": "DELETE_ARTIFACT"}),
        ("harbor", {"type": "PUSH_ARTIFACT"}),
        ("github", {"zen": "Keep it logically awesome.", "hook_id": 1}),  # a ping
        ("github", GITHUB | {"package": PACKAGE | {"package_type": "npm"}}),
        ("github", GITHUB | {"package": PACKAGE | {"package_version": None}}),
        ("github", GITHUB | {"action": "deleted"}),
    ],
)
def test_what_is_no_push_of_a_tag_is_nothing(kind: str, document: Any) -> None:
    assert pushes(kind, document) == []


@pytest.mark.parametrize(
    ("kind", "document"),
    [
        ("distribution", []),
        ("distribution", {"events": {}}),
        ("distribution", {}),
        ("distribution", event("push", tag=1)),
        ("dockerhub", {"push_data": {}}),
        ("dockerhub", QUAY),
        ("quay", {"updated_tags": ["x"]}),
        ("quay", {"repository": "a/b", "updated_tags": "x"}),
        ("quay", {"repository": "a/b", "updated_tags": [1]}),
        ("harbor", {"event_data": {}}),
        ("plain", {"repository": "a"}),
        ("plain", {"repository": "a", "tag": "1", "url": "http://x"}),
        ("plain", b"\xff"),
        ("plain", b""),
        ("plain", b'{"repository": "a", "tag": "\xff"}'),
        ("github", b"payload=%7B%7D"),
        ("github", b"[" * 100_000),
    ],
)
def test_another_body_is_refused(kind: str, document: Any) -> None:
    with pytest.raises(BadBody):
        pushes(kind, document)


def test_tags_are_told_once_and_there_are_not_too_many() -> None:
    body = QUAY | {"updated_tags": ["a", "b", "a"]}
    assert len(pushes("quay", body)) == 2
    with pytest.raises(BadBody, match="more than 100 tags"):
        pushes("quay", QUAY | {"updated_tags": [str(number) for number in range(101)]})


# fmt: off
_WORDS = [
    "events", "action", "target", "repository", "tag", "push_data", "repo_name", "updated_tags",
    "type", "event_data", "data", "resources", "repo_full_name", "package", "name", "owner",
    "login", "package_type", "package_version", "container_metadata", "push", "published",
    "PUSH_ARTIFACT", "container",
]
# fmt: on
_ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(_WORDS),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(_WORDS), inner, max_size=5),
    max_leaves=25,
)


@given(st.sampled_from(sorted(KINDS)), _ANY)
def test_whatever_is_sent_it_is_read_or_refused(kind: str, document: Any) -> None:
    try:
        found = pushes(kind, document)
    except BadBody:
        return
    assert all(push.tag for push in found)
