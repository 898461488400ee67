"""`streamport import-image` against a scripted server: what is sent, printed, and the exit code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.loopback import Behaviour, Loopback, answer, failure, loopback, refusing_url
from tests.support.manifests import Done, Workplace

Document = dict[str, Any]
GROUP = "/apis/image.openshift.io/v1/namespaces/team"
STREAM = f"{GROUP}/imagestreams/app"
IMPORTS = f"{GROUP}/imagestreamimports"
TOKEN = "s3cret-bearer-token"
IMAGE = "registry.example/team/app:1.2"
OLD, NEW = f"sha256:{'1' * 64}", f"sha256:{'2' * 64}"


@pytest.fixture
def here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Workplace:
    """A folder that is the home of somebody without a kubeconfig."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("KUBECONFIG", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    return Workplace(tmp_path, capsys)


def run(here: Workplace, server: Loopback, *arguments: str) -> Done:
    access = ("--server", server.url, "--token", TOKEN, "-n", "team")
    return here.run("import-image", *arguments, *access)


def missing() -> Behaviour:
    return failure(404, "NotFound", 'imagestreams.image.openshift.io "app" not found')


def stream(*tags: tuple[str, str, str], **spec: Any) -> Behaviour:
    """Each tag with what it comes from and its digest."""
    return answer(
        200,
        {
            "kind": "ImageStream",
            "apiVersion": "image.openshift.io/v1",
            "metadata": {"name": "app", "namespace": "team", "resourceVersion": "7"},
            "spec": {
                "tags": [
                    {"name": name, "from": {"kind": "DockerImage", "name": source}}
                    for name, source, _ in tags
                ],
                **spec,
            },
            "status": {
                "tags": [
                    {"tag": name, "items": [{"image": digest, "created": None}]}
                    for name, _, digest in tags
                ]
            },
        },
    )


def image(digest: str = NEW) -> Document:
    metadata = {"Architecture": "amd64", "Os": "linux", "Size": 2_100_000}
    return {
        "status": {"metadata": {}, "status": "Success"},
        "image": {"metadata": {"name": digest}, "dockerImageMetadata": metadata},
    }


def failed(reason: str = "NotFound", message: str = "it is not there") -> Document:
    return {"status": {"status": "Failure", "reason": reason, "message": message}}


def imported(*items: tuple[str, Document], version: str = "8", **status: Any) -> Behaviour:
    """An answered import of images, each to a tag."""
    spec = [
        {
            "from": {"kind": "DockerImage", "name": f"registry.example/team/app:{to}"},
            "to": {"name": to},
        }
        for to, _ in items
    ]
    body = {
        "kind": "ImageStreamImport",
        "apiVersion": "image.openshift.io/v1",
        "metadata": {"name": "app", "namespace": "team"},
        "spec": {"import": True, "images": spec},
        "status": {
            "images": [item for _, item in items],
            "import": {"metadata": {"name": "app", "resourceVersion": version}},
            **status,
        },
    }
    return answer(201, body)


def listed(*tags: str, more: tuple[str, ...] = ()) -> Behaviour:
    """An answered import of a repository that stored nothing."""
    repository = {
        "status": {"status": "Success"},
        "images": [{"tag": tag, **image()} for tag in tags],
        "additionalTags": list(more),
    }
    source = {"from": {"kind": "DockerImage", "name": "registry.example/team/app"}}
    body = {
        "kind": "ImageStreamImport",
        "metadata": {"name": "app"},
        "spec": {"import": False, "repository": source},
        "status": {"repository": repository},
    }
    return answer(201, body)


# --------------------------------------------------------------------------------- what is sent


def test_a_new_stream_is_created_with_confirm(here: Workplace) -> None:
    with loopback(missing(), imported(("1.2", image()))) as server:
        done = run(here, server, "app:1.2", "--from", IMAGE, "--confirm")
    got, posted = server.received
    assert (got.method, got.path) == ("GET", STREAM)
    assert (posted.method, posted.path, posted.query) == ("POST", IMPORTS, "")
    assert posted.headers["authorization"] == f"Bearer {TOKEN}"
    assert posted.json()["spec"] == {
        "import": True,
        "images": [
            {
                "from": {"kind": "DockerImage", "name": IMAGE},
                "to": {"name": "1.2"},
                "importPolicy": {},
                "referencePolicy": {"type": "Source"},
            }
        ],
    }
    assert done.code == 0
    assert done.lines == [
        "   TAG  IMAGE                PLATFORM     SIZE     FROM",
        f"+  1.2  sha256:{'2' * 12}  linux/amd64  2.0 MiB  {IMAGE}",
    ]


def test_without_confirm_nothing_is_posted(here: Workplace) -> None:
    with loopback(missing()) as server:
        done = run(here, server, "app:1.2", "--from", IMAGE)
    assert server.methods == ["GET"]
    assert (done.code, done.out) == (1, "")
    assert done.err == (
        'error: no image stream named "app" exists, pass --confirm to create and import\n'
        f"  try: streamport import-image app:1.2 --from={IMAGE} --namespace=team --confirm\n"
    )


def test_an_existing_stream_is_imported_again_at_its_version(here: Workplace) -> None:
    with loopback(stream(("latest", IMAGE, OLD)), imported(("latest", image()))) as server:
        done = run(here, server, "app")
    assert server.received[1].json()["metadata"]["resourceVersion"] == "7"
    assert done.lines[1].split()[:5] == ["~", "latest", OLD[:19], "->", NEW[:19]]


def test_the_time_that_is_given_goes_to_the_server(here: Workplace) -> None:
    with loopback(stream(("latest", IMAGE, OLD)), imported(("latest", image()))) as server:
        run(here, server, "app", "--request-timeout", "5m")
    assert server.received[1].query in ("timeout=300s", "timeout=5m0s")


def test_a_dry_run_prints_the_plan_and_stores_nothing(here: Workplace) -> None:
    tags = [("moved", IMAGE, OLD), ("same", IMAGE, NEW), ("gone", IMAGE, OLD)]
    results = [("moved", image()), ("same", image()), ("gone", failed())]
    with loopback(stream(*tags), imported(*results)) as server:
        done = run(here, server, "app", "--all", "--dry-run")
    assert server.received[1].json()["spec"]["import"] is False
    assert [line.split()[:2] for line in done.lines[1:]] == [["~", "moved"], ["=", "same"]]
    assert done.code == 3
    assert done.err.splitlines()[1].startswith("error: tag gone failed: ")
    assert done.err.splitlines()[-1] == (
        "0 new, 1 moved, 1 same, 1 failed (dry run, nothing was stored)"
    )


def test_a_plan_that_changes_nothing_says_so(here: Workplace) -> None:
    tags = [(f"v{number}", IMAGE, NEW) for number in range(7)]
    with loopback(stream(*tags), imported(*((name, image()) for name, _, _ in tags))) as server:
        done = run(here, server, "app", "--all", "--dry-run")
    assert done.code == 0
    assert done.err.endswith("\n0 new, 0 moved, 7 same (dry run, nothing was stored)\n")


# --------------------------------------------------------------------------- some of a repository


def test_include_asks_for_the_tags_and_imports_some(here: Workplace) -> None:
    with loopback(
        missing(),
        listed("latest", "v1", more=("v2", "beta")),
        imported(("v1", image()), ("v2", image())),
    ) as server:
        done = run(
            here, server, "app", "--from=registry.example/team/app", "--all", "--confirm",
            "--include", "v[0-9]+",
        )  # fmt: skip
    _, looked, posted = (request for request in server.received)
    assert looked.json()["spec"]["import"] is False
    assert [entry["to"]["name"] for entry in posted.json()["spec"]["images"]] == ["v1", "v2"]
    assert posted.json()["spec"]["import"] is True
    signs = {line.split()[1]: line.split()[0] for line in done.lines[1:]}
    assert signs == {"v1": "+", "v2": "+"}
    assert done.err.endswith("\n2 new, 0 moved, 0 same, 2 skipped (-v lists them)\n")
    assert done.code == 0


def test_a_server_without_rules_cannot_choose_by_creation(here: Workplace) -> None:
    with loopback(missing(), listed("latest", "v1")) as server:
        done = run(
            here, server, "app", "--from=registry.example/team/app", "--all", "--confirm",
            "--newest-created", "2",
        )  # fmt: skip
    assert done.code == 1
    assert "--newest-created needs a server that looks at the images" in done.err
    assert server.received[-1].json()["spec"]["import"] is False


def test_what_is_skipped_is_listed_where_more_is_wanted(here: Workplace) -> None:
    with loopback(missing(), listed("latest", "v1"), imported(("v1", image()))) as server:
        done = run(
            here, server, "app", "--from=registry.example/team/app", "--all", "--confirm",
            "--include", "v[0-9]+", "-v",
        )  # fmt: skip
    signs = {line.split()[1]: line.split()[0] for line in done.lines[1:]}
    assert signs == {"v1": "+", "latest": "-"}
    assert done.lines[-1].endswith("skipped: does not match include 'v[0-9]+'")
    assert done.err.endswith("\n1 new, 0 moved, 0 same, 1 skipped\n")


def test_many_tags_go_in_several_requests_one_version_after_the_other(here: Workplace) -> None:
    tags = [f"v{number}" for number in range(120)]
    behaviours = [missing(), listed(*tags[:50], more=tuple(tags[50:]))]
    for start in (0, 50, 100):
        part = [(tag, image()) for tag in tags[start : start + 50]]
        behaviours.append(imported(*part, version=str(start + 1)))
    with loopback(*behaviours) as server:
        done = run(
            here, server, "app", "--from=registry.example/team/app", "--all", "--confirm",
            "--include", "v.*", "-o", "json",
        )  # fmt: skip
    posted = [request.json() for request in server.received[2:]]
    assert [len(body["spec"]["images"]) for body in posted] == [50, 50, 20]
    assert [body["metadata"].get("resourceVersion") for body in posted] == [None, "1", "51"]
    assert [item["kind"] for item in json.loads(done.out)["items"]] == ["ImageStreamImport"] * 3


def test_tags_over_the_limit_are_counted(here: Workplace) -> None:
    with loopback(missing(), listed("a", more=("b", "c"))) as server:
        done = run(here, server, "app", "--from=registry.example/team/app", "--all", "--confirm")
    assert done.code == 0
    assert done.err.endswith("\n1 new, 0 moved, 0 same, 2 skipped (-v lists them)\n")


# --------------------------------------------------------------------------------- what is printed


@pytest.mark.parametrize("output", ["json", "yaml"])
def test_the_document_is_the_servers_answer_and_nothing_else(here: Workplace, output: str) -> None:
    with loopback(missing(), imported(("1.2", image()), surprise={"kept": False})) as server:
        done = run(here, server, "app:1.2", f"--from={IMAGE}", "--confirm", "-o", output)
    document = json.loads(done.out) if output == "json" else yaml.safe_load(done.out)
    assert document["kind"] == "ImageStreamImport"
    assert document["status"]["images"][0]["image"]["metadata"]["name"] == NEW


def test_the_name_alone(here: Workplace) -> None:
    with loopback(missing(), imported(("1.2", image()))) as server:
        done = run(here, server, "app:1.2", f"--from={IMAGE}", "--confirm", "-o", "name")
    assert done.out == "imagestream.image.openshift.io/app\n"


def test_success_ends_with_its_sum(here: Workplace) -> None:
    with loopback(missing(), imported(("1.2", image()))) as server:
        done = run(here, server, "app:1.2", f"--from={IMAGE}", "--confirm")
    assert done.err == f"importing {IMAGE}\n1 new, 0 moved, 0 same\n"


@pytest.mark.parametrize(
    ("items", "code"),
    [([image()], 0), ([failed()], 1), ([image(), failed()], 3)],
)
def test_the_exit_code_tells_all_none_or_some(
    here: Workplace, items: list[Document], code: int
) -> None:
    tags = [(str(number), IMAGE, OLD) for number, _ in enumerate(items)]
    answered = [(str(number), item) for number, item in enumerate(items)]
    with loopback(stream(*tags), imported(*answered)) as server:
        done = run(here, server, "app", "--all")
    assert done.code == code
    assert ("error: tag" in done.err) == (code != 0)


def test_what_a_registry_says_cannot_steer_the_terminal(here: Workplace) -> None:
    hostile = failed(message="no\x1b]0;owned\x07\u202e")
    with loopback(missing(), imported(("1.2", hostile))) as server:
        done = run(here, server, "app:1.2", f"--from={IMAGE}", "--confirm")
    assert "\x1b" not in done.out + done.err
    assert "\u202e" not in done.out + done.err


def test_a_missing_pull_secret_is_told_as_a_command(here: Workplace) -> None:
    denied = failed("Unauthorized", "you may not have access to the container image")
    with loopback(missing(), imported(("1.2", denied))) as server:
        done = run(here, server, "app:1.2", f"--from={IMAGE}", "--confirm")
    remedy = next(line for line in done.err.splitlines() if line.startswith("  try: "))
    assert remedy == (
        "  try: kubectl create secret docker-registry pull-secret -n team "
        "--docker-server=registry.example --docker-username=USER --docker-password=PASSWORD"
    )


# ------------------------------------------------------------------------------------- failures


@pytest.mark.parametrize(
    ("behaviours", "told", "remedy"),
    [
        ([failure(401, "Unauthorized", "Unauthorized")], "does not know who you are", "oc login"),
        ([failure(403, "Forbidden", "you may not")], "you may not", None),
        (
            [stream(("latest", IMAGE, OLD)), failure(409, "Conflict", "it has changed")],
            "it has changed",
            "streamport import-image app --namespace=team",
        ),
        (
            [stream(("latest", IMAGE, OLD)), failure(504, "Timeout", "Timeout: too slow")],
            "too slow",
            "--request-timeout=5m",
        ),
        ([failure(500, "InternalError", "it broke")], "it broke", None),
        ([answer(200, body=b"<html>")], "", None),
    ],
)
def test_a_failure_is_told_with_its_remedy_and_no_trace(
    here: Workplace, behaviours: list[Behaviour], told: str, remedy: str | None
) -> None:
    with loopback(*behaviours) as server:
        done = run(here, server, "app")
    assert (done.code, done.out) == (1, "")
    assert told in done.err
    assert (remedy or "error: ") in done.err
    assert "Traceback" not in done.err
    assert TOKEN not in done.err


def test_a_server_that_is_not_there(here: Workplace) -> None:
    done = here.run("import-image", "app", "--server", refusing_url(), "--token", TOKEN)
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("error: http://127.0.0.1:")
    assert TOKEN not in done.err


def test_without_any_kubeconfig_the_remedy_needs_no_server(here: Workplace) -> None:
    done = here.run("import-image", "app", "--from", IMAGE)
    assert done.code == 1
    assert done.err.splitlines()[-1] == f"  try: streamport import-image {IMAGE} --local"


# ------------------------------------------------------------------------------------- the server


def kubeconfig(url: str, namespace: str = "team") -> str:
    return yaml.safe_dump(
        {
            "apiVersion": "v1",
            "kind": "Config",
            "clusters": [{"name": "c", "cluster": {"server": url}}],
            "users": [{"name": "u", "user": {"token": TOKEN}}],
            "contexts": [
                {"name": "x", "context": {"cluster": "c", "user": "u", "namespace": namespace}}
            ],
            "current-context": "x",
        }
    )


@pytest.mark.parametrize("place", [".kube/config", "named", ".local/state/streamport/kubeconfig"])
def test_the_server_of_a_kubeconfig_is_asked(here: Workplace, place: str) -> None:
    """The user's, a named one, or that of the server on this machine."""
    with loopback(stream(("latest", IMAGE, OLD)), imported(("latest", image()))) as server:
        path = here.write(place, kubeconfig(server.url))
        flags = ("--kubeconfig", str(path)) if place == "named" else ()
        done = here.run("import-image", "app", *flags)
    assert done.code == 0
    assert server.received[0].path == STREAM
    assert server.received[0].headers["authorization"] == f"Bearer {TOKEN}"


def test_flags_go_before_the_kubeconfig(here: Workplace) -> None:
    with loopback(stream(("latest", IMAGE, OLD)), imported(("latest", image()))) as server:
        here.write(".kube/config", kubeconfig(server.url, namespace="other"))
        here.run("import-image", "app", "-n", "team", "--token", "another")
    assert server.received[0].path == STREAM
    assert server.received[0].headers["authorization"] == "Bearer another"


def test_a_warning_of_the_server_is_shown(here: Workplace) -> None:
    warned = answer(404, {"kind": "Status", "reason": "NotFound", "code": 404, "message": "no"},
        headers=[("Warning", '299 - "old API"')],
    )  # fmt: skip
    with loopback(warned) as server:
        done = run(here, server, "app")
    assert "Warning: old API" in done.err
