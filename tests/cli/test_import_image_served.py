"""`streamport import-image` into `streamport serve`, from a real registry: all of it together."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.manifests import Done, Workplace
from tests.support.registries.running import Registries
from tests.support.serving import Serving, serving


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    folder = tmp_path_factory.mktemp("served")
    tokens, policy = folder / "tokens.csv", folder / "policy.jsonl"
    tokens.write_text("kims-token,kim,1\n")
    policy.write_text(
        '{"apiVersion": "abac.authorization.kubernetes.io/v1beta1", "kind": "Policy", "spec": '
        '{"user": "kim", "namespace": "kims", "resource": "*", "apiGroup": "*"}}\n'
    )
    flags = ("--token-auth-file", str(tokens), "--authorization-policy-file", str(policy))
    with serving(folder / "state", *flags) as running:
        yield running


@pytest.fixture
def here(
    server: Serving,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Workplace:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("KUBECONFIG", str(server.state / "kubeconfig"))
    return Workplace(tmp_path, capsys)


def signs(done: Done) -> dict[str, str]:
    """What happened to each tag."""
    return {line.split()[1]: line.split()[0] for line in done.lines[1:]}


def stream(server: Serving, name: str, namespace: str = "default") -> dict[str, Any] | None:
    with server.client() as client:
        path = f"/apis/image.openshift.io/v1/namespaces/{namespace}/imagestreams/{name}"
        answer = client.get(path)
    return answer.json() if answer.status_code == 200 else None


def test_an_image_is_imported_again_and_moves(
    here: Workplace, server: Serving, registries: Registries
) -> None:
    image = f"{registries.host('plain')}/moving/app:cli"
    registries.retag("moving/app", "cli", "first")
    first = here.run("import-image", "moves:cli", "--from", image, "--confirm", "--insecure")
    assert (first.code, signs(first)) == (0, {"cli": "+"})
    again = here.run("import-image", "moves:cli")
    assert (again.code, signs(again)) == (0, {"cli": "="})
    registries.retag("moving/app", "cli", "second")
    planned = here.run("import-image", "moves:cli", "--dry-run")
    moved = here.run("import-image", "moves:cli")
    assert signs(planned) == signs(moved) == {"cli": "~"}
    stored = stream(server, "moves")
    assert stored is not None
    assert len(stored["status"]["tags"][0]["items"]) == 2
    assert stored["spec"]["tags"][0]["importPolicy"]["insecure"] is True


def test_a_dry_run_leaves_the_stream_as_it_is(
    here: Workplace, server: Serving, registries: Registries
) -> None:
    repository = f"{registries.host('plain')}/tags/versions"
    flags = ("--from", repository, "--all", "--confirm", "--insecure")
    planned = here.run("import-image", "planned", *flags, "--dry-run")
    assert planned.code == 0
    assert set(signs(planned).values()) == {"+"}
    assert stream(server, "planned") is None
    done = here.run("import-image", "planned", *flags)
    assert signs(done) == signs(planned)
    after = stream(server, "planned")
    assert {tag["tag"] for tag in (after or {})["status"]["tags"]} == set(signs(done))


def test_some_tags_of_a_repository_and_no_more(
    here: Workplace, server: Serving, registries: Registries
) -> None:
    repository = f"{registries.host('plain')}/tags/versions"
    done = here.run(
        "import-image", "some", "--from", repository, "--all", "--confirm", "--insecure",
        "--include", r"3\.\d+",
    )  # fmt: skip
    assert done.code == 0
    stored = stream(server, "some") or {}
    assert {tag["name"] for tag in stored["spec"]["tags"]} == {"3.10", "3.2", "3.1"}


def test_the_server_chooses_and_the_stream_keeps_the_rules(
    here: Workplace, server: Serving, registries: Registries
) -> None:
    repository = f"{registries.host('plain')}/tags/versions"
    done = here.run(
        "import-image", "ruled", "--from", repository, "--all", "--confirm", "--insecure",
        "--semver", ">=3 <4", "--newest", "2", "-v",
    )  # fmt: skip
    assert done.code == 0
    assert signs(done) == {
        "3.10": "+", "3.2.1": "+", "latest": "-", "3.2": "-", "v3.2": "-", "3.1": "-", "beta": "-",
    }  # fmt: skip
    assert "3.1     -" in done.out
    assert "skipped: is not among the newest 2" in done.out
    kept = (stream(server, "ruled") or {})["metadata"]["annotations"]
    assert kept["streamport/semver"] == ">=3 <4"
    # A later import of the whole repository keeps to them.
    again = here.run(
        "import-image", "ruled", "--from", repository, "--all", "--confirm", "--insecure"
    )
    assert signs(again) == {"3.10": "=", "3.2.1": "="}
    assert again.err.endswith("0 new, 0 moved, 2 same, 5 skipped (-v lists them)\n")


def test_a_plan_by_rules_keeps_nothing(
    here: Workplace, server: Serving, registries: Registries
) -> None:
    repository = f"{registries.host('plain')}/tags/versions"
    flags = ("--from", repository, "--all", "--confirm", "--insecure", "--dry-run")
    planned = here.run("import-image", "unruled", *flags, "--newest-created", "1")
    assert (planned.code, planned.err.count("6 skipped")) == (0, 1)
    assert stream(server, "unruled") is None


def test_more_tags_than_one_import_takes_come_in_several(
    here: Workplace, server: Serving, registries: Registries
) -> None:
    repository = f"{registries.host('plain')}/tags/fifty-one"
    flags = ("--from", repository, "--all", "--confirm", "--insecure", "--include", ".*")
    done = here.run("import-image", "many", *flags)
    assert done.err.endswith("\n51 new, 0 moved, 0 same\n")
    assert len((stream(server, "many") or {})["spec"]["tags"]) == 51


def test_rules_that_leave_nothing_say_so(here: Workplace, registries: Registries) -> None:
    repository = f"{registries.host('plain')}/tags/versions"
    flags = ("--from", repository, "--all", "--confirm", "--insecure", "--dry-run")
    done = here.run("import-image", "nothing", *flags, "--semver", ">9")
    assert done.code == 1
    assert "error: the rules leave out all 7 tags: latest is no version; " in done.err


def test_json_is_what_the_server_answered(here: Workplace, registries: Registries) -> None:
    image = f"{registries.host('plain')}/app/simple"
    done = here.run(
        "import-image", "as-json", "--from", image, "--confirm", "--insecure", "-o", "json"
    )
    answer = json.loads(done.out)
    assert answer["status"]["import"]["metadata"]["resourceVersion"]
    assert answer["status"]["images"][0]["image"]["metadata"]["uid"]


def test_the_remedy_for_a_private_registry_helps(
    here: Workplace, registries: Registries, kubectl: str
) -> None:
    image = f"{registries.host('basic')}/app/full:latest"
    command = (
        "import-image",
        "private",
        "--from",
        image,
        "--confirm",
        "--insecure",
        "-n",
        "locked",
    )
    refused = here.run(*command)
    assert refused.code == 1
    remedy = next(line for line in refused.err.splitlines() if line.startswith("  try: "))
    words = shlex.split(remedy.removeprefix("  try: "))
    words = [word.replace("=USER", "=reader").replace("=PASSWORD", "=readerpass") for word in words]
    assert words[0] == "kubectl"
    subprocess.run(
        [kubectl, *words[1:]], check=True, capture_output=True, timeout=60, env=dict(os.environ)
    )
    allowed = here.run(*command)
    assert (allowed.code, signs(allowed)) == (0, {"latest": "+"})


def test_who_may_not_is_told_what(here: Workplace, server: Serving, registries: Registries) -> None:
    image = f"{registries.host('plain')}/app/full:latest"
    command = ("import-image", "app", "--from", image, "--confirm", "--insecure")
    as_kim = ("--token", "kims-token")
    assert here.run(*command, *as_kim, "-n", "kims").code == 0
    refused = here.run(*command, *as_kim, "-n", "default")
    assert (refused.code, refused.out) == (1, "")
    assert 'User "kim" cannot get resource "imagestreams"' in refused.err
    assert "kims-token" not in refused.err


def test_without_a_kubeconfig_the_server_of_this_machine_is_asked(
    here: Workplace, server: Serving, registries: Registries, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KUBECONFIG")
    monkeypatch.setenv("XDG_STATE_HOME", str(here.folder))
    (here.folder / "streamport").symlink_to(server.state)
    image = f"{registries.host('plain')}/app/simple"
    done = here.run("import-image", "found", "--from", image, "--confirm", "--insecure")
    assert done.code == 0


def remedy_of(done: Done) -> list[str]:
    """The command that the last line of stderr suggests."""
    (text,) = [line for line in done.err.splitlines() if line.startswith("  try: ")]
    return shlex.split(text.removeprefix("  try: "))


def test_a_server_whose_certificate_is_not_trusted(here: Workplace, server: Serving) -> None:
    done = here.run("import-image", "app", "--server", server.url, "--token", "kims-token")
    assert (done.code, done.out) == (1, "")
    assert remedy_of(done)[-1] == "--certificate-authority=FILE"


def test_a_registry_that_the_server_cannot_use_is_looked_at_from_here(
    here: Workplace, registries: Registries
) -> None:
    image = f"{registries.host('tls')}/app/full:latest"
    done = here.run("import-image", "untrusted", "--from", image, "--confirm")
    assert done.code == 1
    assert remedy_of(done) == ["streamport", "import-image", image, "--local"]
    looked = here.run(*remedy_of(done)[1:])
    assert remedy_of(looked) == [*remedy_of(done), "--insecure"]
    assert here.run(*remedy_of(looked)[1:]).code == 0


# ------------------------------------------------------------------------------------ differences


def test_a_tag_that_would_move_is_compared_and_stays(
    here: Workplace, server: Serving, registries: Registries
) -> None:
    image = f"{registries.host('plain')}/moving/app:diff"
    registries.retag("moving/app", "diff", "first")
    here.run("import-image", "differs:1", "--from", image, "--confirm", "--insecure")
    before = stream(server, "differs")
    same = here.run("diff", "differs:1")
    assert (same.code, same.out) == (0, "differs:1  same\n")
    registries.retag("moving/app", "diff", "second")
    done = here.run("diff", "differs")
    assert done.code == 0
    assert done.lines[0] == f"differs:1  moved, from {image}"
    assert "1 kept (" in done.out
    assert "1 new (" in done.out
    assert ", 1 gone" in done.out
    assert done.err.endswith("\n0 new, 1 moved, 0 same (dry run, nothing was stored)\n")
    assert stream(server, "differs") == before
    told = json.loads(here.run("diff", "differs", "-o", "json").out)
    (tag,) = told["tags"]
    assert tag["change"] == "moved"
    assert len(tag["layers"]["new"]) == len(tag["layers"]["kept"]) == 1
    assert "### `differs:1` moved" in here.run("diff", "differs:1", "-o", "markdown").out
    imported = here.run("import-image", "differs:1", "--diff")
    assert imported.lines[0] == done.lines[0]
    assert stream(server, "differs") != before


def test_a_difference_of_what_is_not_there(here: Workplace, registries: Registries) -> None:
    gone = here.run("diff", "no-such-stream")
    assert (gone.code, gone.err) == (1, 'error: no image stream named "no-such-stream" exists\n')
    assert here.run("diff", "registry.example/app:1").code == 2
    local = here.run("import-image", "x", "--diff", "--local")
    assert (local.code, "--local has no stream" in local.err) == (2, True)
    wrong = here.run("import-image", "x", "--diff", "-o", "yaml")
    assert (wrong.code, "it is text, json or markdown" in wrong.err) == (2, True)
    wrong = here.run("import-image", "x", "-o", "markdown")
    assert (wrong.code, "it needs --diff" in wrong.err) == (2, True)
