"""Kubeconfig files, read and merged as kubectl does it."""

from __future__ import annotations

import base64
import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from imagestreamimport.client import AsyncClient, Client
from imagestreamimport._client.access import Access
from imagestreamimport._client.entries import Entry, Exec, User
from imagestreamimport._client.kubeconfig import kubeconfig_access
from imagestreamimport.errors import AccessError

from tests.support.loopback import answer, loopback


def config(**sections: Any) -> dict[str, Any]:
    """A kubeconfig; entries are given by name."""
    keys = {"clusters": "cluster", "users": "user", "contexts": "context"}
    document: dict[str, Any] = {"apiVersion": "v1", "kind": "Config"}
    for section, value in sections.items():
        if section in keys and isinstance(value, dict):
            value = [{"name": name, keys[section]: entry} for name, entry in value.items()]
        document[section.replace("_", "-")] = value
    return document


def one(user: Any = None, cluster: Any = None, context: Any = None) -> dict[str, Any]:
    """A kubeconfig with one context."""
    return config(
        current_context="c",
        clusters={"k": {"server": "https://one.test:6443", **(cluster or {})}},
        users={"u": user or {}},
        contexts={"c": {"cluster": "k", "user": "u", **(context or {})}},
    )


def write(path: Path, document: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(document))
    return path


def authorization(access: Access) -> str | None:
    return access.credentials.headers().get("Authorization")


# ------------------------------------------------------------------------------------------- merge

FIRST = config(
    clusters={"k": {"server": "https://first.test"}},
    users={"u": {"token": "first"}},
    contexts={"c": {"cluster": "k", "user": "u"}},
)
SECOND = config(
    current_context="d",
    clusters={
        "k": {"server": "https://second.test", "tls-server-name": "second.test"},
        "l": {"server": "https://third.test"},
    },
    users={"u": {"username": "me", "password": "second"}, "v": {"token": "other"}},
    contexts={
        "c": {"cluster": "l", "user": "v", "namespace": "second"},
        "d": {"cluster": "l", "user": "u", "namespace": "team"},
        "e": {"cluster": "k", "user": "v"},
    },
)
THIRD = config(current_context="c", contexts={"e": {"cluster": "l", "user": "u"}})

# Files, context; server, namespace, token.
MERGES: dict[str, tuple[list[Any], str | None, tuple[str, str, str]]] = {
    "one file": ([SECOND], None, ("https://third.test", "team", "Basic bWU6c2Vjb25k")),
    "the first that says current-context sets it": (
        [FIRST, SECOND, THIRD],
        None,
        ("https://third.test", "team", "Bearer first"),
    ),
    "the first file's entry counts whole": (
        [FIRST, SECOND],
        "c",
        ("https://first.test", "default", "Bearer first"),
    ),
    "in the other order": (
        [SECOND, FIRST],
        "c",
        ("https://third.test", "second", "Bearer other"),
    ),
    "entries of several files in one context": (
        [FIRST, SECOND, THIRD],
        "e",
        ("https://first.test", "default", "Bearer other"),
    ),
    "a file that is not there": (
        [None, FIRST, SECOND],
        "c",
        ("https://first.test", "default", "Bearer first"),
    ),
    "an empty file": ([{}, SECOND], "d", ("https://third.test", "team", "Basic bWU6c2Vjb25k")),
}


@pytest.fixture
def merged(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[str | None, tuple[str, str, str]]:
    """The context that is asked for and what it gives, with KUBECONFIG naming the files."""
    files, context, expected = MERGES[request.param]
    paths = [tmp_path / str(index) / "config" for index in range(len(files))]
    for path, document in zip(paths, files, strict=True):
        if document is not None:
            write(path, document)
    monkeypatch.setenv("KUBECONFIG", os.pathsep.join(["", *map(str, paths)]))
    return context, expected


@pytest.mark.parametrize("merged", MERGES, indirect=True)
def test_files_are_merged(merged: tuple[str | None, tuple[str, str, str]]) -> None:
    context, expected = merged
    access = kubeconfig_access(context=context)
    assert (access.url, access.namespace, authorization(access)) == expected


@pytest.mark.parametrize("merged", MERGES, indirect=True)
def test_kubectl_merges_the_same(
    merged: tuple[str | None, tuple[str, str, str]], kubectl: str
) -> None:
    context, _ = merged
    command = [kubectl, "config", "view", "--minify", "--raw", "-o", "json"]
    command += [f"--context={context}"] if context else []
    seen = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    access = kubeconfig_access(context=context)
    user, place = seen["users"][0]["user"], seen["contexts"][0]["context"]
    assert access.url == seen["clusters"][0]["cluster"]["server"]
    assert access.namespace == place.get("namespace", "default")
    if "token" in user:
        assert authorization(access) == f"Bearer {user['token']}"
    else:
        pair = f"{user['username']}:{user['password']}".encode()
        assert authorization(access) == f"Basic {base64.b64encode(pair).decode()}"


def test_without_kubeconfig_it_is_the_file_at_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KUBECONFIG", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    with pytest.raises(AccessError, match=r"there is no kubeconfig; looked for .*\.kube"):
        kubeconfig_access()
    write(tmp_path / ".kube" / "config", SECOND)
    assert kubeconfig_access().url == "https://third.test"


def test_a_path_goes_before_kubeconfig(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUBECONFIG", str(write(tmp_path / "a", SECOND)))
    assert kubeconfig_access(write(tmp_path / "b", FIRST), "c").url == "https://first.test"


# ------------------------------------------------------------------------------------------- users


def test_a_token_file_is_read_when_it_changes(tmp_path: Path) -> None:
    token = tmp_path / "secrets" / "token"
    token.parent.mkdir()
    token.write_text("one\n")
    user = {"tokenFile": "secrets/token", "token": "spare"}
    access = kubeconfig_access(write(tmp_path / "config", one(user)))
    assert authorization(access) == "Bearer one"
    token.write_text("another\n")
    assert authorization(access) == "Bearer another"
    token.unlink()
    assert authorization(access) == "Bearer another"


def test_a_token_stands_in_for_a_file_that_is_not_there_yet(tmp_path: Path) -> None:
    user = {"tokenFile": "token", "token": "spare"}
    access = kubeconfig_access(write(tmp_path / "config", one(user)))
    assert authorization(access) == "Bearer spare"
    (tmp_path / "token").write_text("one")
    assert authorization(access) == "Bearer one"


def test_certificates_are_taken_from_data_or_from_files(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_bytes(b"CA")
    (tmp_path / "cert.pem").write_bytes(b"CERT")
    encoded = {name: base64.b64encode(name.encode()).decode() for name in ("ca", "cert", "key")}
    user = {
        "client-certificate": "cert.pem",
        "client-key": "no-such-file",
        "client-key-data": encoded["key"],
    }
    cluster = {"certificate-authority": "ca.pem"}
    tls = kubeconfig_access(write(tmp_path / "config", one(user, cluster))).tls
    assert tls.authorities == b"CA"
    assert tls.certificate is not None
    assert (tls.certificate.chain, tls.certificate.key) == (b"CERT", b"key")
    cluster["certificate-authority-data"] = encoded["ca"]
    assert (
        kubeconfig_access(write(tmp_path / "config", one(user, cluster))).tls.authorities == b"ca"
    )


def test_what_a_cluster_says_of_the_way_there(tmp_path: Path) -> None:
    cluster = {
        "server": "https://10.0.0.1:6443/k8s/",
        "tls-server-name": "api.test",
        "proxy-url": "http://me:secret@proxy.test:3128",
        "insecure-skip-tls-verify": True,
    }
    access = kubeconfig_access(write(tmp_path / "config", one(cluster=cluster)))
    assert access.url == "https://10.0.0.1:6443/k8s"
    assert (access.tls.server_name, access.tls.verify) == ("api.test", False)
    assert access.proxy == "http://me:secret@proxy.test:3128"
    assert authorization(access) is None


def test_who_acts_for_somebody_else_says_so(tmp_path: Path) -> None:
    with loopback(answer(200, {})) as server:
        user = {
            "token": "t",
            "as": "boss",
            "as-uid": "7",
            "as-groups": ["a", "b"],
            "as-user-extra": {"example.org/why not": ["x"]},
        }
        path = write(tmp_path / "config", one(user, {"server": server.url}))
        with Client.from_kubeconfig(path) as client:
            client.imagestreams.get("app")
        wire = server.received[0].headers
    assert wire["impersonate-user"] == "boss"
    assert wire["impersonate-uid"] == "7"
    assert wire["impersonate-group"] == "b"  # the last of two lines, as this server reads them
    assert wire["impersonate-extra-example.org%2fwhy%20not"] == "x"
    assert server.received[0].path.endswith("/namespaces/default/imagestreams/app")


# ------------------------------------------------------------------------------------------ errors

EXEC = {"apiVersion": "client.authentication.k8s.io/v1", "command": "x"}
ERRORS: dict[str, tuple[Any, str | None, str]] = {
    "no current context": (FIRST, None, r"no current-context is set; name one of c, or run"),
    "no such context": (FIRST, "x", r"contexts has no 'x'; it has c$"),
    "no such cluster": (THIRD, "e", r"clusters has no 'l'; it has none$"),
    "no such user": (one(context={"user": "x"}), None, r"users has no 'x'; it has u$"),
    "no cluster": (one(context={"cluster": None}), None, r"contexts\[c\]\.context\.cluster is mis"),
    "no server": (one(cluster={"server": ""}), None, r"clusters\[k\]\.cluster\.server is missing"),
    "no URL": (one(cluster={"server": "one.test"}), None, r"cluster\.server: the address of the s"),
    "a number": (one({"token": 12345}), None, r"users\[u\]\.user\.token must be a text; quote it"),
    "a text for a switch": (
        one(cluster={"insecure-skip-tls-verify": "yes"}),
        None,
        r"insecure-skip-tls-verify must be true or false",
    ),
    "no base64": (
        one(cluster={"certificate-authority-data": "§"}),
        None,
        r"certificate-authority-data is not base64",
    ),
    "no file": (
        one(cluster={"certificate-authority": "none.pem"}),
        None,
        r"certificate-authority: .*none\.pem cannot be read: No such file",
    ),
    "an authority that is not asked": (
        one(cluster={"certificate-authority-data": "QQ==", "insecure-skip-tls-verify": True}),
        None,
        r"exclude each other",
    ),
    "half a certificate": (
        one({"client-certificate-data": "QQ=="}),
        None,
        r"client-certificate and client-key must come together",
    ),
    "two ways": (one({"token": "t", "username": "u"}), None, r"username and token exclude"),
    "a way of the past": (one({"auth-provider": {"name": "gcp"}}), None, r"use `exec`"),
    "a list": (["x"], None, r"a kubeconfig must be an object"),
    "entries that are no list": (config(clusters=5), None, r"clusters must be a list"),
    "an entry without a name": (config(users=[{"user": {}}]), None, r"users\[0\]\.name must be"),
    "an entry that is no object": (config(users={"u": [1]}), None, r"users\[u\]\.user must be an"),
    "no mode": (one({"exec": EXEC}), None, r"interactiveMode is missing: one of Never, IfAvail"),
    "a wrong mode": (one({"exec": {**EXEC, "interactiveMode": "x"}}), None, r"must be one of Nev"),
    "an old version": (
        one({"exec": {**EXEC, "apiVersion": "client.authentication.k8s.io/v1alpha1"}}),
        None,
        r"user\.exec\.apiVersion must be one of",
    ),
    "no command": (one({"exec": {**EXEC, "command": ""}}), None, r"exec\.command is missing"),
    "no variables": (
        one({"exec": {**EXEC, "interactiveMode": "Never", "env": {"A": "b"}}}),
        None,
        r"env must be a list of name and value",
    ),
    "no arguments": (
        one({"exec": {**EXEC, "interactiveMode": "Never", "args": "-x"}}),
        None,
        r"args must be a list of texts",
    ),
}


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_names_the_file_and_the_entry(name: str, tmp_path: Path) -> None:
    document, context, words = ERRORS[name]
    path = write(tmp_path / "config", document)
    with pytest.raises(AccessError, match=words) as raised:
        kubeconfig_access(path, context)
    assert str(raised.value).startswith(str(path))


def test_a_file_that_is_no_yaml_is_told_without_its_text(tmp_path: Path) -> None:
    path = tmp_path / "config"
    path.write_text("users:\n- {name: u, user: {token: planted-secret: x}}\n")
    with pytest.raises(AccessError, match=r"this is not YAML \(line 2, column") as raised:
        kubeconfig_access(path)
    assert "planted" not in str(raised.value)
    with pytest.raises(AccessError, match="cannot be read: No such file"):
        kubeconfig_access(tmp_path / "none")


def test_what_was_read_shows_no_values() -> None:
    """Debuggers and logs of tracebacks show what is in the variables of a frame."""
    values = {"token": "planted", "exec": {"env": [{"name": "A", "value": "planted"}]}}
    entry = Entry("config: users[u].user", Path(), values)
    user = entry.read(User)
    assert user.token == "planted"
    program = Entry("config: users[u].user.exec", Path(), user.exec or {}).read(Exec)
    assert program.env[0].value == "planted"
    assert "planted" not in repr((entry, user, program, program.env))


def test_scalars_are_read_as_kubectl_reads_them(tmp_path: Path) -> None:
    """A token that looks like a day is text; one that looks like a number is none."""
    text = write(tmp_path / "config", one(user={"token": "TOKEN"})).read_text()
    path = tmp_path / "other"
    path.write_text(text.replace("TOKEN", "2001-01-01"))
    assert authorization(kubeconfig_access(path)) == "Bearer 2001-01-01"
    path.write_text(text.replace("TOKEN", "0o17"))
    with pytest.raises(AccessError, match=r"token must be a text; quote it"):
        kubeconfig_access(path)


@pytest.mark.parametrize("value", ["[" * 200 + "]" * 200, ".inf", "!!int planted"])
def test_a_file_that_has_no_json_value_is_told_without_its_text(tmp_path: Path, value: str) -> None:
    path = tmp_path / "config"
    path.write_text(f"users:\n- {{name: planted, user: {value}}}\n")
    with pytest.raises(AccessError, match=r"this is not YAML") as raised:
        kubeconfig_access(path)
    assert "planted" not in str(raised.value)


# ------------------------------------------------------------------------------------- other ways


@pytest.fixture
def pod(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The files and the environment of a pod, without a kubeconfig."""
    monkeypatch.setenv("KUBECONFIG", str(tmp_path / "none"))
    monkeypatch.setenv("KUBERNETES_SERVICE_HOST", "fd00::1")
    monkeypatch.setenv("KUBERNETES_SERVICE_PORT", "443")
    monkeypatch.delenv("KUBERNETES_SERVICE_PORT_HTTPS", raising=False)
    (tmp_path / "token").write_text("pod-token")
    (tmp_path / "namespace").write_text("team\n")
    monkeypatch.setattr("imagestreamimport._client.in_cluster.SERVICE_ACCOUNT", tmp_path)
    return tmp_path


@pytest.mark.parametrize("kind", [Client, AsyncClient])
def test_a_pod_finds_its_server(kind: Any, pod: Path) -> None:
    client = kind.in_cluster()
    assert (client.url, client.namespace) == ("https://[fd00::1]:443", "team")
    assert kind.auto().url == client.url
    assert kind.auto(namespace="mine").namespace == "mine"


@pytest.mark.parametrize("kind", [Client, AsyncClient])
def test_a_kubeconfig_goes_before_the_pod(
    kind: Any, pod: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KUBECONFIG", str(write(pod / "config", SECOND)))
    assert kind.auto().url == "https://third.test"


def test_outside_of_everything_the_ways_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KUBECONFIG", str(tmp_path / "none"))
    monkeypatch.delenv("KUBERNETES_SERVICE_HOST", raising=False)
    with pytest.raises(AccessError, match="neither a kubeconfig"):
        Client.auto()
    with pytest.raises(AccessError, match="this is no pod"):
        Client.in_cluster()


def test_a_pod_without_its_token_is_told_at_once(pod: Path) -> None:
    (pod / "token").unlink()
    with pytest.raises(AccessError, match="the token cannot be read: No such file"):
        Client.in_cluster()
