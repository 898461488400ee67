"""Which request `streamport import-image` makes of a stream and flags, and when it refuses."""

from __future__ import annotations

from typing import Any

import pytest

from streamport.cli.import_image.request import request_for
from streamport.cli.import_image.requested_image import Refused, RequestedImage, read_target
from streamport.cli.import_image.results import Result, exit_code, left_out, results

Document = dict[str, Any]
IMAGE = "registry.example/team/app:1.2"


def requested(target: str = "app", **flags: Any) -> RequestedImage:
    name, tag = read_target(target, all_tags=flags.get("all_tags", False))
    return RequestedImage(target=target, name=name, tag=tag, namespace="team", **flags)


def stream(*tags: Document, repository: str = "", **metadata: Any) -> Document:
    spec: Document = {"tags": list(tags)}
    if repository:
        spec["dockerImageRepository"] = repository
    return {"metadata": {"name": "app", "namespace": "team", "resourceVersion": "7"} | metadata} | {
        "spec": spec
    }


def tag(name: str, source: str = IMAGE, **more: Any) -> Document:
    return {"name": name, "from": {"kind": "DockerImage", "name": source}, **more}


def tracking(name: str, to: str, **more: str) -> Document:
    return {"name": name, "from": {"kind": "ImageStreamTag", "name": to, **more}}


def entries(request: Document) -> list[tuple[str, str]]:
    return [(item["to"]["name"], item["from"]["name"]) for item in request["spec"]["images"]]


def refusal(stream: Document | None, wanted: RequestedImage) -> Refused:
    with pytest.raises(Refused) as caught:
        request_for(stream, wanted)
    return caught.value


# -------------------------------------------------------------------------------- the target


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("app", ("app", "latest")),
        ("app:1.2", ("app", "1.2")),
        ("app.web:1.2", ("app.web", "1.2")),
        (IMAGE, ("app", "1.2")),
        ("registry.example:5000/app", ("app", "latest")),
        ("registry.example/a/b/c:x", ("c", "x")),
    ],
)
def test_the_target_names_stream_and_tag(target: str, expected: tuple[str, str]) -> None:
    assert read_target(target, all_tags=False) == expected


@pytest.mark.parametrize(
    ("target", "all_tags", "told"),
    [
        ("App", False, "repository name must be lowercase"),
        ("a//b", False, "invalid reference format"),
        ("app:1", True, "names a tag, and --all means every tag"),
        (f"app@sha256:{'a' * 64}", False, "by digest"),
    ],
)
def test_a_wrong_target_is_wrong_usage(target: str, all_tags: bool, told: str) -> None:
    with pytest.raises(Refused, match=told) as caught:
        read_target(target, all_tags=all_tags)
    assert caught.value.is_usage


# ------------------------------------------------------------------------------- a new stream


def test_a_new_stream_needs_confirm_and_the_remedy_says_so() -> None:
    refused = refusal(None, requested("app:1", source=IMAGE))
    assert str(refused) == 'no image stream named "app" exists, pass --confirm to create and import'
    assert refused.remedy == (
        f"streamport import-image app:1 --from={IMAGE} --namespace=team --confirm"
    )


def test_a_new_stream_gets_the_tag_from_the_image() -> None:
    request = request_for(None, requested("app:stable", source=IMAGE, confirm=True))
    assert request == {
        "kind": "ImageStreamImport",
        "apiVersion": "image.openshift.io/v1",
        "metadata": {"name": "app", "namespace": "team"},
        "spec": {
            "import": True,
            "images": [
                {
                    "from": {"kind": "DockerImage", "name": IMAGE},
                    "to": {"name": "stable"},
                    "importPolicy": {},
                    "referencePolicy": {"type": "Source"},
                }
            ],
        },
    }


def test_without_from_the_target_is_the_image() -> None:
    assert entries(request_for(None, requested(IMAGE, confirm=True))) == [("1.2", IMAGE)]


def test_all_of_a_new_stream_is_a_repository() -> None:
    request = request_for(
        None, requested(source="registry.example/app", confirm=True, all_tags=True)
    )
    assert request["spec"]["repository"]["from"]["name"] == "registry.example/app"
    assert "images" not in request["spec"]


def test_flags_become_policies() -> None:
    flags = {"insecure": True, "scheduled": True, "reference_policy": "Local"}
    request = request_for(
        None, requested(source=IMAGE, confirm=True, import_mode="PreserveOriginal", **flags)
    )
    (image,) = request["spec"]["images"]
    assert image["importPolicy"] == {
        "insecure": True,
        "scheduled": True,
        "importMode": "PreserveOriginal",
    }
    assert image["referencePolicy"] == {"type": "Local"}


def test_a_dry_run_stores_nothing_on_any_server() -> None:
    """Servers of other makes ignore ?dryRun=All."""
    request = request_for(None, requested(source=IMAGE, confirm=True, dry_run=True))
    assert request["spec"]["import"] is False


# -------------------------------------------------------------------------- an existing stream


def test_a_tag_is_imported_again_from_where_it_came() -> None:
    request = request_for(stream(tag("latest"), tag("old", "other/app:0")), requested())
    assert entries(request) == [("latest", IMAGE)]
    assert request["metadata"]["resourceVersion"] == "7"


def test_what_a_tag_was_told_before_holds() -> None:
    policy = {"insecure": True, "scheduled": True, "importMode": "PreserveOriginal"}
    existing = tag("latest", importPolicy=policy, referencePolicy={"type": "Local"})
    (image,) = request_for(stream(existing), requested())["spec"]["images"]
    assert (image["importPolicy"], image["referencePolicy"]) == (policy, {"type": "Local"})


@pytest.mark.parametrize(("flag", "expected"), [(None, True), (False, False), (True, True)])
def test_the_flag_decides_before_the_annotation(flag: bool | None, expected: bool) -> None:
    marked = stream(tag("latest"), annotations={"openshift.io/image.insecureRepository": "true"})
    (image,) = request_for(marked, requested(insecure=flag))["spec"]["images"]
    assert image["importPolicy"].get("insecure", False) is expected


def test_another_source_for_an_existing_tag_is_refused() -> None:
    refused = refusal(stream(tag("latest")), requested(source="other.example/app:2"))
    assert str(refused) == f'the tag "latest" points to "{IMAGE}", not to "other.example/app:2"'
    assert refused.remedy == "oc tag --source=docker other.example/app:2 app:latest -n team"


def test_a_new_tag_of_an_existing_stream_needs_from() -> None:
    existing = stream(tag("latest"))
    assert entries(request_for(existing, requested("app:2", source="x.example/app:2"))) == [
        ("2", "x.example/app:2")
    ]
    refused = refusal(existing, requested("app:2"))
    assert 'the tag "2" does not exist' in str(refused)


def test_latest_may_come_from_the_streams_repository() -> None:
    existing = stream(repository="registry.example/app")
    assert entries(request_for(existing, requested())) == [("latest", "registry.example/app")]


@pytest.mark.parametrize("to", ["1.2", "app:1.2"])
def test_a_tag_that_tracks_another_stands_for_it(to: str) -> None:
    request = request_for(stream(tracking("latest", to), tag("1.2")), requested())
    assert entries(request) == [("1.2", IMAGE)]


@pytest.mark.parametrize(
    ("tags", "told"),
    [
        ([tracking("latest", "latest")], "is a reference to same tag"),
        ([tracking("latest", "a"), tracking("a", "latest")], "is a reference to same tag"),
        ([tracking("latest", "other:1")], "from another ImageStream"),
        ([tracking("latest", "app:1", namespace="x")], "from another ImageStream"),
        ([tracking("latest", "app:")], "points to an invalid imagestreamtag"),
        ([{"name": "latest"}], "already exists without a source"),
        (
            [{"name": "latest", "from": {"kind": "ImageStreamImage", "name": "app@sha256:1"}}],
            'points to existing ImageStreamImage "app@sha256:1", it cannot be re-imported',
        ),
    ],
)
def test_a_tag_that_comes_from_elsewhere_is_refused(tags: list[Document], told: str) -> None:
    assert told in str(refusal(stream(*tags), requested()))


# ---------------------------------------------------------------------------------- all of it


def test_all_without_a_repository_is_every_external_tag() -> None:
    existing = stream(tag("a"), tracking("b", "a"), tag("c", "other.example/app:c"))
    request = request_for(existing, requested(all_tags=True))
    assert entries(request) == [("a", IMAGE), ("c", "other.example/app:c")]


def test_include_chooses_among_the_tags() -> None:
    existing = stream(tag("v1"), tag("v2"), tag("v2-rc"))
    chosen = requested(all_tags=True, rules={"streamport/include": "v[0-9]+"})
    assert [name for name, _ in entries(request_for(existing, chosen))] == ["v1", "v2"]
    refused = refusal(
        existing,
        requested(all_tags=True, rules={"streamport/include": "w.*", "streamport/exclude": "v2"}),
    )
    assert str(refused) == (
        "the rules leave out all 3 tags: v1 does not match include 'w.*'; "
        "v2 does not match include 'w.*'; v2-rc does not match include 'w.*'"
    )


def test_all_with_a_repository_is_the_repository() -> None:
    request = request_for(stream(tag("a"), repository="r.example/app"), requested(all_tags=True))
    assert request["spec"]["repository"]["from"]["name"] == "r.example/app"


@pytest.mark.parametrize(
    ("existing", "told"),
    [
        (stream(repository="r.example/app"), 'has a different import spec "r.example/app"'),
        (stream(tag("a")), "does not currently import an entire container image repository"),
    ],
)
def test_another_repository_needs_confirm(existing: Document, told: str) -> None:
    refused = refusal(existing, requested(all_tags=True, source="x.example/app"))
    assert told in str(refused)
    assert refused.remedy is not None
    assert refused.remedy.endswith("--confirm")
    confirmed = requested(all_tags=True, source="x.example/app", confirm=True)
    request = request_for(existing, confirmed)
    assert request["spec"]["repository"]["from"]["name"] == "x.example/app"


def test_all_of_a_stream_without_external_tags_is_refused() -> None:
    refused = refusal(stream(tracking("b", "other:1")), requested(all_tags=True))
    assert "does not have tags pointing to external container images" in str(refused)


# ------------------------------------------------------------------------------------ results


def image(digest: str) -> Document:
    return {"status": {"status": "Success"}, "image": {"metadata": {"name": digest}}}


FAILURE: Document = {"status": {"status": "Failure", "message": "not found", "reason": "NotFound"}}


def answered(*items: tuple[str, Document]) -> Document:
    images = [{"from": {"name": f"r.example/app:{to}"}, "to": {"name": to}} for to, _ in items]
    return {"spec": {"images": images}, "status": {"images": [item for _, item in items]}}


def test_each_tag_is_new_moved_the_same_or_left_out() -> None:
    before = stream()
    before["status"] = {
        "tags": [
            {"tag": "same", "items": [{"image": "sha256:1"}]},
            {"tag": "moved", "items": [{"image": "sha256:1"}, {"image": "sha256:2"}]},
            {"tag": "failed-before", "items": None},
        ]
    }
    answer = answered(
        ("new", image("sha256:2")),
        ("same", image("sha256:1")),
        ("moved", image("sha256:2")),
        ("failed-before", image("sha256:2")),
        ("gone", FAILURE),
    )
    found = results(answer, before)
    assert [(item.sign, item.tag) for item in found] == [
        ("+", "new"),
        ("=", "same"),
        ("~", "moved"),
        ("+", "failed-before"),
        ("-", "gone"),
    ]
    assert (found[2].before, found[2].digest) == ("sha256:1", "sha256:2")
    assert exit_code(found) == 3


def test_tags_of_a_repository_are_results_and_those_over_the_limit_are_left_out() -> None:
    spec = {"repository": {"from": {"name": "r.example/app"}}}
    repository = {
        "status": {"status": "Success"},
        "images": [{"tag": "a", **image("sha256:1")}],
        "additionalTags": ["b"],
    }
    found = results({"spec": spec, "status": {"repository": repository}}, None)
    assert [(item.sign, item.tag, item.source) for item in found] == [
        ("+", "a", "r.example/app:a"),
        ("-", "b", "r.example/app:b"),
    ]
    assert exit_code(found) == 0


def test_a_repository_that_cannot_be_listed_is_a_failure() -> None:
    spec = {"repository": {"from": {"name": "r.example/app"}}}
    found = results({"spec": spec, "status": {"repository": FAILURE}}, None)
    assert [(item.tag, item.why) for item in found] == [("*", "not found")]
    assert exit_code(found) == 1


@pytest.mark.parametrize(
    ("items", "code"),
    [
        ([image("sha256:1")], 0),
        ([FAILURE], 1),
        ([image("sha256:1"), FAILURE], 3),
        ([], 0),
    ],
)
def test_the_exit_code_tells_all_none_or_some(items: list[Document], code: int) -> None:
    found: list[Result] = results(answered(*((str(n), item) for n, item in enumerate(items))), None)
    assert exit_code([*found, *left_out([("x", "why")], "r.example/app")]) == code
