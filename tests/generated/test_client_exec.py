"""Exec plugins: real commands that print credentials."""

from __future__ import annotations

import json
import os
import sys
import textwrap
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from imagestreamimport.errors import AccessError, Unauthorized

from tests.support.clients import COLOURS, open_client
from tests.support.loopback import Loopback, answer, failure, loopback

V1 = "client.authentication.k8s.io/v1"
V1BETA1 = "client.authentication.k8s.io/v1beta1"
OK = answer(200, {"metadata": {"name": "app"}})

Plugin = Callable[..., Path]


@pytest.fixture
def plugin(tmp_path: Path) -> Plugin:
    """Writes a plugin that counts its runs, and a kubeconfig beside it that uses it."""

    def write(server: str, body: str, **said: Any) -> Path:
        script = tmp_path / "bin" / "plugin"
        script.parent.mkdir(exist_ok=True)
        head = f"""\
            #!{sys.executable} -I
            import json, os, sys
            from pathlib import Path
            runs = Path(__file__).with_name("runs")
            number = len(runs.read_text()) + 1 if runs.exists() else 1
            runs.write_text("x" * number)
            told = json.loads(os.environ["KUBERNETES_EXEC_INFO"])
            def give(**status):
                print(json.dumps({{"kind": "ExecCredential", "apiVersion": told["apiVersion"],
                                  "status": status}}))
            """
        script.write_text(textwrap.dedent(head) + textwrap.dedent(body))
        script.chmod(0o755)
        told = {"apiVersion": V1, "interactiveMode": "Never", "command": "./bin/plugin", **said}
        cluster = {
            "server": server,
            "tls-server-name": "api.test",
            "extensions": [{"name": "client.authentication.k8s.io/exec", "extension": {"a": 1}}],
        }
        document = {
            "current-context": "c",
            "clusters": [{"name": "k", "cluster": cluster}],
            "users": [{"name": "u", "user": {"exec": told}}],
            "contexts": [{"name": "c", "context": {"cluster": "k", "user": "u"}}],
        }
        path = tmp_path / "config"
        path.write_text(yaml.safe_dump(document))
        return path

    return write


def get(path: Path, colour: str = "threads", times: int = 1) -> None:
    """Ask for an object, a number of times."""
    with open_client(colour, lambda kind: kind.from_kubeconfig(path)) as client:
        for _ in range(times):
            client.imagestreams.get("app")


def tokens(server: Loopback) -> list[str]:
    return [request.headers.get("authorization", "") for request in server.received]


@pytest.mark.parametrize("colour", COLOURS)
@pytest.mark.parametrize("version", [V1, V1BETA1])
def test_a_token_is_kept_until_it_is_refused(plugin: Plugin, version: str, colour: str) -> None:
    refused = failure(401, "Unauthorized")
    with loopback(OK, OK, refused, OK) as server:
        path = plugin(server.url, 'give(token=f"t{number}")', apiVersion=version)
        with open_client(colour, lambda kind: kind.from_kubeconfig(path)) as client:
            client.imagestreams.get("app")
            client.imagestreams.get("app")
            with pytest.raises(Unauthorized):
                client.imagestreams.get("app")
            client.imagestreams.get("app")
    assert tokens(server) == ["Bearer t1", "Bearer t1", "Bearer t1", "Bearer t2"]


@pytest.mark.parametrize("colour", COLOURS)
def test_a_token_is_kept_as_long_as_it_says(plugin: Plugin, colour: str) -> None:
    soon = (datetime.now(UTC) + timedelta(seconds=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    late = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    body = f'give(token=f"t{{number}}", expirationTimestamp="{soon}" if number == 1 else "{late}")'
    with loopback(OK) as server:
        get(plugin(server.url, body), colour, times=3)
    assert tokens(server) == ["Bearer t1", "Bearer t2", "Bearer t2"]


def test_the_plugin_gets_arguments_environment_and_the_cluster(
    plugin: Plugin, tmp_path: Path
) -> None:
    body = """
        seen = {"arguments": sys.argv[1:], "MINE": os.environ["MINE"], "PATH": "PATH" in os.environ,
                "told": told, "stdin": sys.stdin.read()}
        Path(__file__).with_name("seen").write_text(json.dumps(seen))
        give(token="t")
        """
    with loopback(OK) as server:
        path = plugin(
            server.url,
            body,
            args=["--one", "two words"],
            env=[{"name": "MINE", "value": "yes"}],
            provideClusterInfo=True,
        )
        get(path)
    seen = json.loads((tmp_path / "bin" / "seen").read_text())
    assert seen == {
        "arguments": ["--one", "two words"],
        "MINE": "yes",
        "PATH": True,
        "stdin": "",
        "told": {
            "kind": "ExecCredential",
            "apiVersion": V1,
            "spec": {
                "interactive": False,
                "cluster": {
                    "server": server.url,
                    "tls-server-name": "api.test",
                    "config": {"a": 1},
                },
            },
        },
    }


def test_the_cluster_is_not_told_unasked(plugin: Plugin) -> None:
    with loopback(OK) as server:
        get(plugin(server.url, 'give(token="t" + "-".join(told["spec"]))'))
    assert tokens(server) == ["Bearer tinteractive"]


def test_a_command_without_a_folder_is_looked_for_in_the_path(
    plugin: Plugin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=os.pathsep)
    with loopback(OK) as server:
        get(plugin(server.url, 'give(token="t")', command="plugin"))
    assert tokens(server) == ["Bearer t"]


FAILURES: dict[str, tuple[str, dict[str, Any], str]] = {
    "ends badly": ('print("planted"); sys.exit(3)', {}, r"ended with 3; its own words are on std"),
    "no JSON": ('print("planted")', {}, "did not print an ExecCredential as JSON"),
    "another kind": ('print(\'{"kind": "planted"}\')', {}, "another kind than ExecCredential"),
    "another version": (
        'told["apiVersion"] = "planted"; give(token="planted")',
        {},
        f"did not answer in {V1}",
    ),
    "no status": (
        f'print(json.dumps({{"kind": "ExecCredential", "apiVersion": "{V1}"}}))',
        {},
        "printed no status",
    ),
    "nothing in it": ("give()", {}, "neither a token nor a certificate"),
    "a token that is none": ('give(token="planted\\nplanted: x")', {}, "characters that no token"),
    "a number for a token": ("give(token=5)", {}, "status.token that is no text"),
    "a certificate alone": ('give(clientCertificateData="x")', {}, "clientKeyData together"),
    "a certificate that is none": (
        'give(clientCertificateData="planted", clientKeyData="planted")',
        {},
        "no PEM pair",
    ),
    "a time that is none": (
        'give(token="planted", expirationTimestamp="planted")',
        {},
        "no RFC 3339 time",
    ),
    "nobody to ask": ('give(token="x")', {"interactiveMode": "Always"}, "standard input is no ter"),
    "no such command": (
        "",
        {"command": "no-such-plugin", "installHint": "Get it at https://get.test"},
        "no-such-plugin was not found\nGet it at https://get.test",
    ),
    "no command at all": ("", {"command": "./bin"}, "cannot be run: Permission denied"),
}


@pytest.mark.parametrize("colour", COLOURS)
@pytest.mark.parametrize("name", FAILURES)
def test_a_failure_tells_which_plugin_and_nothing_that_it_printed(
    name: str, colour: str, plugin: Plugin, monkeypatch: pytest.MonkeyPatch
) -> None:
    body, said, words = FAILURES[name]
    monkeypatch.setattr("sys.stdin", None)
    with loopback(OK) as server:
        path = plugin(server.url, body, **said)
        with pytest.raises(AccessError) as raised:
            get(path, colour)
    assert words in str(raised.value)
    assert "planted" not in str(raised.value)
    if "PEM" not in words:
        assert str(raised.value).startswith(f"{path}: users[u].user.exec")
    assert server.received == []
