"""Imports from start to end, from a registry in memory. Source: import semantics, section 8."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from imagestreamimport.models import ImageStream, RepositoryImportStatus, encode
from streamport.importing import Importer, ImportSettings, Outcome, Platform, answer_of
from streamport.importing.plan import PREFERRED_ARCHITECTURE, PREFERRED_OS
from streamport.registry import Pool, RegistryConfig
from tests.support.clock import run_in_jumping_time
from tests.support.memory_registry import MemoryRegistry
from tests.support.registries.catalogue import Repository, many, platform, repositories, simple
from tests.support.streams import NOW, entry, plain, request, stream

CATALOGUE = repositories()


def digest(repository: str, tag: str) -> str:
    return CATALOGUE[repository].tags[tag].digest


def run(
    *images: dict[str, Any],
    registry: MemoryRegistry | None = None,
    config: dict[str, Any] | None = None,
    settings: ImportSettings | None = None,
    into: ImageStream | None = None,
    within_s: float | None = None,
    times: int = 1,
    **more: Any,
) -> Any:
    """The answer to an import, as JSON without what is null; of several the last."""

    async def play() -> Outcome:
        pool_config = RegistryConfig.from_document(config or {})
        async with Pool(pool_config, registry) as pool:
            importer = Importer(pool, settings)
            started = time.monotonic()
            for _ in range(times):
                deadline = None if within_s is None else time.monotonic() + within_s
                outcome = await importer.run(sent, into, None, now=NOW, deadline=deadline)
            registry.last_answer_after_s = time.monotonic() - started
            return outcome

    registry = registry or MemoryRegistry()
    sent = request(*images, **more)
    return plain(answer_of(sent, run_in_jumping_time(play())))


def messages(answer: Any) -> list[str | None]:
    return [item["status"].get("message") for item in answer["images"]]


def names(items: list[Any]) -> list[str]:
    return [item["image"]["metadata"]["name"] for item in items]


# ------------------------------------------------------------------------------------ spec.images


def test_results_are_in_the_order_of_the_request() -> None:
    wanted = [
        ("app/simple", "v1"),
        ("app/other", "stable"),
        ("app/simple", "2.0"),
        ("toplevel", "latest"),
    ]
    answer = run(
        *(entry(f"r{number % 2}.test/{name}:{tag}") for number, (name, tag) in enumerate(wanted))
    )
    assert names(answer["images"]) == [digest(*what) for what in wanted]
    assert [item["tag"] for item in answer["images"]] == [tag for _, tag in wanted]
    assert answer["images"][1]["image"]["dockerImageReference"] == (
        f"r1.test/app/other@{digest('app/other', 'stable')}"
    )


def test_a_digest_wins_over_a_tag_and_leaves_none_in_the_answer() -> None:
    name = digest("app/simple", "v1")
    answer = run(entry(f"r.test/app/simple:2.0@{name}"))
    assert names(answer["images"]) == [name]
    assert "tag" not in answer["images"][0]


def test_what_several_entries_need_is_fetched_once() -> None:
    registry = MemoryRegistry()
    name = digest("app/simple", "v1")
    answer = run(
        entry("r.test/app/simple:v1", "a"),
        entry("r.test/app/simple:v1", "b"),
        entry("r.test/app/simple:1.0.0", "c"),
        entry(f"r.test/app/simple@{name}", "d"),
        registry=registry,
    )
    assert names(answer["images"]) == [name] * 4
    assert len(registry.asked("/v2/app/simple/manifests/v1")) == 1
    assert len(registry.asked("/blobs/")) == 1
    assert len(registry.asked("manifests")) == 3


def test_the_spelling_and_insecurity_of_the_first_entry_hold_for_its_repository() -> None:
    more = {"library/app": Repository({"a": simple("a"), "b": simple("b")})}
    answer = run(entry("app:a"), entry("docker.io/library/app:b"), registry=MemoryRegistry(more))
    references = [item["image"]["dockerImageReference"] for item in answer["images"]]
    assert [reference.partition("@")[0] for reference in references] == ["app", "app"]


def test_content_by_digest_is_remembered_over_requests() -> None:
    registry = MemoryRegistry()
    for name, expected in (("app/simple:v1", 3 + 1), ("multi/docker:latest", 3 + 1 + 1)):
        registry.calls.clear()
        run(entry(f"r.test/{name}"), registry=registry, times=3)
        # A tag is asked for each time; its child and its configuration once.
        assert len([call for call in registry.asked() if not call.endswith("/v2/")]) == expected


def test_everything_that_is_independent_is_asked_for_at_once() -> None:
    registry = MemoryRegistry()
    config = {"connections": {"perHost": 50, "total": 100}}
    run(*(entry(f"r.test/tags/fifty:1.{n}") for n in range(50)), registry=registry, config=config)
    assert registry.most_at_once >= 40


def test_each_import_mode_gets_its_own_result() -> None:
    registry = MemoryRegistry()
    whole = {"importMode": "PreserveOriginal"}
    answer = run(
        entry("r.test/multi/docker:latest", "a"),
        entry("r.test/multi/docker:latest", "b", importPolicy=whole),
        registry=registry,
    )
    listed = CATALOGUE["multi/docker"].tags["latest"]
    assert names(answer["images"]) == [listed.children[0].digest, listed.digest]
    assert [child["metadata"]["name"] for child in answer["images"][1]["manifests"]] == [
        child.digest for child in listed.children
    ]
    assert len(registry.asked("/manifests/latest")) == 1


def test_the_platform_of_the_server_is_what_a_list_stands_for() -> None:
    children = CATALOGUE["multi/docker"].tags["latest"].children
    answer = run(
        entry("r.test/multi/docker:latest"),
        settings=ImportSettings(platform=Platform("linux", "arm64")),
    )
    assert names(answer["images"]) == [children[1].digest]


def test_a_tag_may_prefer_another_platform() -> None:
    annotations = {PREFERRED_ARCHITECTURE: "amd64", PREFERRED_OS: "windows"}
    into = stream(spec={"tags": [{"name": "w", "annotations": annotations}]})
    listed = CATALOGUE["multi/docker"].tags["wide"]
    windows, linux = listed.children[-1].digest, listed.children[-2].digest
    answer = run(
        entry("r.test/multi/docker:wide", "w"),
        entry("r.test/multi/docker:wide", "x"),
        entry(f"r.test/multi/docker@{listed.digest}", "w"),  # digests have no preference
        into=into,
    )
    assert names(answer["images"]) == [windows, linux, linux]


def test_children_of_a_kept_list_keep_their_manifests() -> None:
    whole = entry("r.test/multi/oci:latest", importPolicy={"importMode": "PreserveOriginal"})
    item = run(whole)["images"][0]
    assert "dockerImageManifest" not in item["image"]
    assert all("dockerImageManifest" in child for child in item["manifests"])


def test_a_list_in_a_kept_list_is_reduced_and_named_by_both_digests() -> None:
    whole = entry("r.test/multi/oci:nested", importPolicy={"importMode": "PreserveOriginal"})
    inner = CATALOGUE["multi/oci"].tags["nested"].children[0]
    child = run(whole)["images"][0]["manifests"][0]
    assert child["metadata"]["name"] == inner.children[0].digest
    assert child["dockerImageReference"] == f"r.test/multi/oci@{inner.digest}"


@pytest.mark.parametrize("asked", [True, False])
def test_raw_manifests_come_where_they_are_asked_for(asked: bool) -> None:
    first = entry("r.test/app/simple:v1", "a", includeManifest=asked)
    items = run(first, entry("r.test/app/simple:v1", "b"))["images"]
    assert [("dockerImageManifest" in item["image"]) for item in items] == [asked, False]
    assert [("dockerImageConfig" in item["image"]) for item in items] == [asked, False]


def test_a_repository_asks_for_raw_manifests_apart_from_the_images() -> None:
    answer = run(
        entry("r.test/app/simple:v1"), repository=entry("r.test/app/simple", includeManifest=True)
    )
    assert "dockerImageManifest" not in answer["images"][0]["image"]
    assert all("dockerImageManifest" in item["image"] for item in answer["repository"]["images"])


def test_schema_1_by_digest_is_the_digest_of_its_payload() -> None:
    name = digest("legacy/app", "latest")
    registry = MemoryRegistry()
    answer = run(entry(f"r.test/legacy/app@{name}"), registry=registry, times=2)
    assert names(answer["images"]) == [name]
    assert len(registry.asked("HEAD ")) == 3  # sizes are remembered


# --------------------------------------------------------------------------------------- failures


UNPARSABLE = "Internal error occurred: unable to parse docker reference"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("r.test/app/simple:gone",
         'dockerimage.image.openshift.io "r.test/app/simple:gone" not found'),
        ("r.test/nothing:x", "Internal error occurred: r.test/nothing:x: name unknown"),
        ("*", f"{UNPARSABLE} *:latest: invalid reference format"),
        ("localhost:5000", f"{UNPARSABLE} : invalid reference format"),
        ("FOO/bar", f"{UNPARSABLE} FOO/bar:latest: invalid reference format: "
         "repository name must be lowercase"),
        ("r.test/app/simple@sha256:" + "A" * 64,
         "Internal error occurred: invalid checksum digest format"),
        ("r.test/multi/docker:empty",
         "Internal error occurred: r.test/multi/docker:empty: no manifests in manifest list"),
        ("r.test/multi/oci:nested", "Internal error occurred: unsupported image manifest type: "
         "*manifestlist.DeserializedManifestList"),
        ("r.test/app/shapes:empty-config",
         "Internal error occurred: unexpected end of JSON input"),
    ],
)  # fmt: skip
def test_a_failure_is_the_status_of_its_item(name: str, message: str) -> None:
    answer = run(entry(name, "x"), entry("r.test/app/simple:v1"))
    assert messages(answer) == [message, None]


def test_a_digest_of_another_algorithm_fails_after_it_was_read() -> None:
    import hashlib

    manifest = simple("odd")
    odd = f"sha512:{hashlib.sha512(manifest.body).hexdigest()}"
    registry = MemoryRegistry({"odd": Repository(tags={odd: manifest})})
    assert messages(run(entry(f"r.test/odd@{odd}"), registry=registry)) == [
        f"Internal error occurred: content integrity error: the manifest retrieved (media type: "
        f"{manifest.media_type}) with digest {odd} does not match the digest calculated from the "
        f"content {manifest.digest}"
    ]


def test_a_failing_child_fails_its_list_and_its_siblings_go_on() -> None:
    registry = MemoryRegistry()
    children = CATALOGUE["multi/docker"].tags["latest"].children
    registry.gone = lambda asked: children[0].digest in asked
    answer = run(
        entry("r.test/multi/docker:latest", importPolicy={"importMode": "PreserveOriginal"}),
        entry("r.test/multi/docker:single"),
        entry("r.test/multi/docker:image"),
        registry=registry,
    )
    shown = f"r.test/multi/docker@{children[0].digest}"
    assert messages(answer) == [f'dockerimage.image.openshift.io "{shown}" not found', None, None]


def test_a_child_that_a_list_stands_for_is_told_under_the_name_of_the_list() -> None:
    registry = MemoryRegistry()
    registry.gone = lambda asked: "manifests/sha256" in asked
    answer = run(entry("r.test/multi/docker:latest"), registry=registry)
    assert messages(answer) == [
        'dockerimage.image.openshift.io "r.test/multi/docker:latest" not found'
    ]


def test_blocked_registries_are_not_asked() -> None:
    registry = MemoryRegistry()
    config = {"registrySources": {"blockedRegistries": ["r.test", "docker.io"]}}
    answer = run(
        entry("r.test/app/simple:v1"), entry("busybox:1"), entry("s.test/app/simple:v1"),
        registry=registry, config=config, repository=entry("r.test/app/simple"),
    )  # fmt: skip
    assert messages(answer) == [
        "forbidden: registry r.test blocked", "forbidden: registry  blocked", None
    ]  # fmt: skip
    blocked = answer["images"][0]
    assert "tag" not in blocked
    assert (blocked["status"]["reason"], blocked["status"]["details"]) == ("Forbidden", {})
    assert answer["repository"] == {"status": blocked["status"]}
    assert not registry.asked("r.test/")


def test_mirrors_are_asked_for_digests_and_named_when_all_fail() -> None:
    registry = MemoryRegistry()
    registry.gone = lambda asked: "v1" not in asked
    mirrors = [{"source": "r.test/app", "mirrors": ["m.test/x", "closed.test/app"]}]
    name = digest("app/simple", "v1")
    answer = run(
        entry(f"r.test/app/simple@{name}"), entry("r.test/app/simple:v1"),
        registry=registry, config={"repositoryDigestMirrors": mirrors},
    )  # fmt: skip
    assert messages(answer) == [
        f"Internal error occurred: [m.test/x/simple@{name}: name unknown, "
        f'closed.test/app/simple@{name}: Get "https://closed.test/v2/": '
        "connect: connection refused, "
        f'dockerimage.image.openshift.io "r.test/app/simple@{name}" not found]',
        None,
    ]


def test_what_a_mirror_has_keeps_the_name_of_its_source() -> None:
    registry = MemoryRegistry()
    name = digest("app/simple", "v1")
    config = {"repositoryDigestMirrors": [{"source": "r.test", "mirrors": ["m.test"]}]}
    item = run(entry(f"r.test/app/simple@{name}"), registry=registry, config=config)["images"][0]
    assert item["image"]["dockerImageReference"] == f"r.test/app/simple@{name}"
    assert not registry.asked("r.test/")


# --------------------------------------------------------------------------------- spec.repository


def test_the_first_tags_are_imported_and_the_rest_is_named() -> None:
    answer = run(
        repository=entry("r.test/tags/versions"),
        settings=ImportSettings(max_images_per_repository=3),
    )["repository"]
    assert answer["status"] == {"metadata": {}, "status": "Success"}
    assert [item["tag"] for item in answer["images"]] == ["latest", "3.10", "3.2"]
    assert answer["additionalTags"] == ["v3.2", "3.1", "3.2.1", "beta"]


@pytest.mark.parametrize(("limit", "expected"), [(-1, 7), (0, 0), (-2, 0), (50, 7)])
def test_the_limit_of_tags(limit: int, expected: int) -> None:
    registry = MemoryRegistry()
    answer = run(
        repository=entry("r.test/tags/versions"),
        registry=registry,
        settings=ImportSettings(max_images_per_repository=limit),
    )["repository"]
    assert len(answer.get("images", [])) == expected
    assert "additionalTags" not in answer
    assert bool(registry.calls) == bool(expected)


def test_a_tag_beyond_the_limit_joins_if_it_was_fetched_anyway() -> None:
    answer = run(
        entry("r.test/tags/versions:beta"),
        entry("r.test/tags/versions:3.1"),
        repository=entry("r.test/tags/versions"),
        settings=ImportSettings(max_images_per_repository=1),
    )["repository"]
    assert [item["tag"] for item in answer["images"]] == ["latest", "3.1", "beta"]
    assert answer["additionalTags"] == ["3.10", "3.2", "v3.2", "3.2.1"]


@pytest.mark.parametrize(
    ("gone", "subject"),
    [("/manifests/3.1", "one"), ("/manifests/3.", "4")],
)
def test_failed_tags_are_counted(gone: str, subject: str) -> None:
    registry = MemoryRegistry()
    registry.gone = lambda asked: asked.endswith(gone) if subject == "one" else gone in asked
    answer = run(repository=entry("r.test/tags/versions"), registry=registry)["repository"]
    assert answer["status"] == {
        "metadata": {},
        "status": "Failure",
        "message": f"{subject} of the images from this repository failed to import",
        "reason": "ImportFailed",
    }


@pytest.mark.parametrize(
    ("name", "reason", "message"),
    [
        ("r.test/nothing", "NotFound", 'dockerimage.image.openshift.io "r.test/nothing" not found'),
        ("FOO/bar", "InternalError",
         "Internal error occurred: FOO/bar: repository name must be lowercase"),
        ("closed.test/a", "InternalError",
         'Internal error occurred: Get "https://closed.test/v2/": connect: connection refused'),
        ("localhost:5000", "Invalid", '.image.openshift.io "repository" is invalid: from.name: '
         'Invalid value: "": the provided repository name is not valid'),
    ],
)  # fmt: skip
def test_a_repository_that_cannot_be_listed(name: str, reason: str, message: str) -> None:
    answer = run(repository=entry(name))["repository"]
    assert answer.keys() == {"status"}
    assert (answer["status"]["reason"], answer["status"]["message"]) == (reason, message)


def test_a_registry_may_send_what_is_no_text() -> None:
    half = "x\ud800y"
    more = {"odd": Repository(tags={half: simple("odd"), "ok": simple("ok")})}
    answer = run(repository=entry("r.test/odd"), registry=MemoryRegistry(more))["repository"]
    assert [item["tag"] for item in answer["images"]] == ["ok", "x\ufffdy"]
    assert encode(msgspec.convert(answer, RepositoryImportStatus))  # it can be written


def test_a_list_of_very_many_children_is_read_a_few_at_a_time() -> None:
    children = [(simple(f"child-{n}"), platform("amd64")) for n in range(200)]
    registry = MemoryRegistry({"large": Repository(tags={"latest": many(children)})})
    whole = entry("r.test/large", importPolicy={"importMode": "PreserveOriginal"})
    assert len(run(whole, registry=registry)["images"][0]["manifests"]) == 200
    assert 20 <= registry.most_at_once <= 40


def test_a_fault_of_ours_costs_one_item(monkeypatch: pytest.MonkeyPatch) -> None:
    def build(data: bytes, *_: Any) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr("streamport.importing.fetch.image_of_schema1", build)
    answer = run(entry("r.test/legacy/app:latest"), entry("r.test/app/simple:v1"))
    assert messages(answer) == [
        "Internal error occurred: the import failed, see the log of the server", None
    ]  # fmt: skip


# --------------------------------------------------------------------------------------- deadline

Silent = Callable[[str], bool]


def test_what_is_not_there_in_time_fails_alone() -> None:
    registry = MemoryRegistry()
    registry.silent = lambda asked: "slow.test" in asked or "/manifests/3.1" in asked
    answer = run(
        *(entry(f"slow.test/app/simple:{n}") for n in range(100)),
        entry("r.test/app/simple:v1"),
        repository=entry("r.test/tags/versions"),
        registry=registry,
        within_s=34,
    )
    assert names(answer["images"][100:]) == [digest("app/simple", "v1")]
    assert all("context deadline exceeded" in (text or "") for text in messages(answer)[:100])
    failed = [item["tag"] for item in answer["repository"]["images"] if "image" not in item]
    assert failed == ["3.10", "3.1"]


@pytest.mark.parametrize(("within_s", "took_s"), [(34, 32), (60, 58), (4, 3), (0.4, 0.3)])
def test_the_answer_is_ready_two_seconds_early_or_a_quarter(within_s: float, took_s: float) -> None:
    registry = MemoryRegistry()
    registry.silent = lambda asked: "manifests" in asked
    answer = run(entry("r.test/a:b"), registry=registry, within_s=within_s)
    assert "context deadline exceeded" in answer["images"][0]["status"]["message"]
    assert registry.last_answer_after_s == pytest.approx(took_s, abs=0.05)


def test_a_list_of_tags_that_does_not_come_in_time() -> None:
    registry = MemoryRegistry()
    registry.silent = lambda asked: "tags/list" in asked
    answer = run(
        entry("r.test/app/simple:v1"),
        repository=entry("r.test/tags/versions"),
        registry=registry,
        within_s=34,
    )
    assert messages(answer) == [None]
    assert "context deadline exceeded" in answer["repository"]["status"]["message"]
