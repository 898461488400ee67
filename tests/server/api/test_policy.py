"""The policy file: who may do what, and how a refusal reads."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from imagestreamimport.errors import Forbidden
from streamport.api.faults import BadFile
from streamport.api.policy import Authorizer, parse_policies
from streamport.api.users import ANONYMOUS, AUTHENTICATED, MASTERS, User

KIM = User("kim", groups=frozenset(("devs", AUTHENTICATED)))
GROUP = "image.openshift.io"


@dataclass(frozen=True)
class Asked:
    """A request for streams in the namespace team, unless said otherwise."""

    verb: str = "get"
    group: str = GROUP
    resource: str = "imagestreams"
    subresource: str = ""
    namespace: str | None = "team"
    name: str | None = None
    path: str = "/somewhere"


def path(path: str, verb: str = "get") -> Asked:
    return Asked(verb, "", "", "", None, None, path)


def line(**spec: Any) -> str:
    return json.dumps(
        {"apiVersion": "abac.authorization.kubernetes.io/v1beta1", "kind": "Policy", "spec": spec}
    )


def may(user: User, asked: Asked, tmp_path: Path, *lines: str) -> bool:
    file = tmp_path / "policy.jsonl"
    file.write_text("\n".join(lines))
    return Authorizer(file).allows(user, asked)


EVERYTHING = {"namespace": "*", "resource": "*", "apiGroup": "*"}


@pytest.mark.parametrize(
    ("spec", "asked", "allowed"),
    [
        ({"user": "kim", **EVERYTHING}, Asked(), True),
        ({"user": "lee", **EVERYTHING}, Asked(), False),
        ({"user": "*", **EVERYTHING}, Asked(), True),
        ({"group": "devs", **EVERYTHING}, Asked(), True),
        ({"group": "ops", **EVERYTHING}, Asked(), False),
        ({"group": "*", **EVERYTHING}, Asked(), True),
        ({"user": "kim", "group": "ops", **EVERYTHING}, Asked(), False),
        ({"user": "lee", "group": "devs", **EVERYTHING}, Asked(), False),
        ({"user": "kim", "group": "devs", **EVERYTHING}, Asked(), True),
        ({"user": "kim", **EVERYTHING, "namespace": "team"}, Asked(), True),
        ({"user": "kim", **EVERYTHING, "namespace": "team"}, Asked(namespace="other"), False),
        ({"user": "kim", **EVERYTHING, "namespace": "team"}, Asked(namespace=None), False),
        ({"user": "kim", **EVERYTHING, "namespace": "tea*"}, Asked(), False),
        ({"user": "kim", "resource": "*", "apiGroup": "*"}, Asked(), False),
        ({"user": "kim", "resource": "*", "apiGroup": "*"}, Asked(namespace=None), True),
        ({"user": "kim", **EVERYTHING, "resource": "secrets"}, Asked(), False),
        ({"user": "kim", **EVERYTHING, "apiGroup": GROUP}, Asked(), True),
        ({"user": "kim", "namespace": "*", "resource": "*"}, Asked(), False),
        ({"user": "kim", "namespace": "*", "resource": "*"}, Asked(group=""), True),
        ({"user": "kim", **EVERYTHING, "readonly": True}, Asked("list"), True),
        ({"user": "kim", **EVERYTHING, "readonly": True}, Asked("watch"), True),
        ({"user": "kim", **EVERYTHING, "readonly": True}, Asked("create"), False),
        ({"user": "kim", **EVERYTHING}, path("/metrics"), False),
        ({"user": "kim", "nonResourcePath": "/metrics"}, path("/metrics"), True),
        ({"user": "kim", "nonResourcePath": "/metrics"}, path("/metrics/x"), False),
        ({"user": "kim", "nonResourcePath": "/metrics*"}, path("/metrics/x"), True),
        ({"user": "kim", "nonResourcePath": "*"}, path("/x"), True),
        ({"user": "kim", "nonResourcePath": "*"}, Asked(), False),
        ({"user": "kim", "nonResourcePath": "*", "readonly": True}, path("/x", "post"), False),
    ],
)
def test_a_line_allows_what_it_matches(
    spec: dict[str, Any], asked: Asked, allowed: bool, tmp_path: Path
) -> None:
    assert may(KIM, asked, tmp_path, line(**spec)) is allowed


def test_one_line_that_matches_is_enough(tmp_path: Path) -> None:
    lines = (line(user="lee", **EVERYTHING), "# devs", "", line(group="devs", **EVERYTHING))
    assert may(KIM, Asked(), tmp_path, *lines)


def test_masters_may_do_everything(tmp_path: Path) -> None:
    assert may(User("root", groups=frozenset((MASTERS,))), Asked("delete"), tmp_path)
    assert may(User("root", groups=frozenset((MASTERS,))), path("/metrics", "post"), tmp_path)


def test_an_empty_file_lets_nobody_do_anything(tmp_path: Path) -> None:
    assert not may(KIM, Asked(), tmp_path)


def test_without_a_file_everybody_may_do_everything() -> None:
    assert Authorizer(None).allows(KIM, Asked("delete"))


def test_a_namespace_lies_in_itself(tmp_path: Path) -> None:
    """Source: k8s.io/apiserver, pkg/endpoints/request: the namespace of namespaces/team is team."""
    confined = line(user="kim", namespace="team", resource="*", apiGroup="*")
    asked = Asked(group="", resource="namespaces", namespace=None, name="team")
    assert may(KIM, asked, tmp_path, confined)
    other = Asked(group="", resource="namespaces", namespace=None, name="other")
    assert not may(KIM, other, tmp_path, confined)
    assert not may(KIM, Asked("list", "", "namespaces", namespace=None), tmp_path, confined)


def test_pull_secrets_of_a_stream_need_the_right_to_read_secrets(tmp_path: Path) -> None:
    asked = Asked(subresource="secrets", name="app")
    streams = line(user="kim", namespace="team", resource="imagestreams", apiGroup="*")
    secrets = line(user="kim", namespace="team", resource="secrets", readonly=True)
    elsewhere = line(user="kim", namespace="other", resource="secrets")
    assert not may(KIM, asked, tmp_path, streams)
    assert not may(KIM, asked, tmp_path, secrets)
    assert not may(KIM, asked, tmp_path, streams, elsewhere)
    assert may(KIM, asked, tmp_path, streams, secrets)


@pytest.mark.parametrize(
    "where", ["/api", "/apis/", "/apis/x/v1", "/openapi/v2", "/oapi", "/version"]
)
def test_who_is_known_may_look_around(where: str, tmp_path: Path) -> None:
    assert may(KIM, path(where), tmp_path)


def test_who_is_not_known_may_see_that_the_server_is_well_and_no_more(tmp_path: Path) -> None:
    assert may(ANONYMOUS, path("/healthz"), tmp_path)
    assert not may(ANONYMOUS, path("/apis"), tmp_path)
    assert not may(KIM, path("/metrics"), tmp_path)
    assert not may(KIM, path("/apis", "post"), tmp_path)
    assert not may(KIM, path("/apisecret"), tmp_path)


# ------------------------------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (
            Asked(name="x"),
            'imagestreams.image.openshift.io "x" is forbidden: User "kim" cannot get resource '
            '"imagestreams" in API group "image.openshift.io" in the namespace "team"',
        ),
        (
            Asked("list", namespace=None),
            'imagestreams.image.openshift.io is forbidden: User "kim" cannot list resource '
            '"imagestreams" in API group "image.openshift.io" at the cluster scope',
        ),
        (
            Asked("get", "", "secrets", name="s"),
            'secrets "s" is forbidden: User "kim" cannot get resource "secrets" in API group "" '
            'in the namespace "team"',
        ),
        (
            Asked("update", subresource="status", name="x"),
            'imagestreams.image.openshift.io "x" is forbidden: User "kim" cannot update resource '
            '"imagestreams/status" in API group "image.openshift.io" in the namespace "team"',
        ),
        (path("/metrics"), 'forbidden: User "kim" cannot get path "/metrics"'),
    ],
)
def test_a_refusal_reads_as_from_kubernetes(asked: Asked, message: str, tmp_path: Path) -> None:
    file = tmp_path / "policy.jsonl"
    file.write_text("")
    with pytest.raises(Forbidden) as caught:
        Authorizer(file).authorize(KIM, asked)
    assert (caught.value.code, caught.value.message) == (403, message)


# ---------------------------------------------------------------------------------------- the file


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "malformed|truncated"),
        ('{"user": "kim"}', "unknown field `user`"),
        ("[]", "Expected `object`"),
        (line(user="kim", resource="*", namepace="team"), r"unknown field `namepace`.*\$\.spec"),
        (line(user=1, resource="*"), r"Expected `str`.*\$\.spec\.user"),
        (line(resource="*"), 'neither "user" nor "group"'),
        (line(user="kim", namespace="*"), 'neither "resource" nor "nonResourcePath"'),
        ('{"kind": "Policy", "spec": {"user": "a", "resource": "*"}}', 'needs "apiVersion"'),
    ],
)
def test_a_wrong_line_is_told_with_its_number(text: str, told: str) -> None:
    good = line(user="kim", **EVERYTHING)
    with pytest.raises(BadFile, match=f"^policy.jsonl:3: .*(?:{told})") as caught:
        parse_policies(f"# who may do what\n{good}\n{text}\n".encode(), "policy.jsonl")
    assert len(caught.value.problems) == 1


def test_all_wrong_lines_are_told() -> None:
    with pytest.raises(BadFile) as caught:
        parse_policies(b"{\n\n}\n\xff\n", "policy.jsonl")
    assert [number for number, _ in caught.value.problems] == [1, 3, 4]
