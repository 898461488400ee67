"""TLS over real sockets: who is trusted, by which name, and who we are."""

from __future__ import annotations

import base64
import ssl
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from imagestreamimport import errors
from imagestreamimport.client import Retry

from tests.support.certificates import Authority, Pair
from tests.support.clients import COLOURS, client_of, open_client
from tests.support.uvicorns import served

ONCE = Retry(attempts=1)


async def app(scope: Any, receive: Any, send: Any) -> None:
    """Answers with a stream that is named by what the client sent for its authorization."""
    name = dict(scope["headers"]).get(b"authorization", b"nobody").decode()
    body = b'{"metadata": {"name": "%s"}}' % name.encode()
    start = {"type": "http.response.start", "status": 200, "headers": []}
    await send(start)
    await send({"type": "http.response.body", "body": body})


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture(scope="module")
def https(authority: Authority, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server whose certificate is for 127.0.0.1 and api.test."""
    pair = authority.sign("server", "127.0.0.1", "api.test")
    with served(app, tmp_path_factory.mktemp("https"), pair) as url:
        yield url


@pytest.fixture(scope="module")
def named(authority: Authority, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server whose certificate is for api.test alone."""
    pair = authority.sign("server", "api.test")
    with served(app, tmp_path_factory.mktemp("named"), pair) as url:
        yield url


@pytest.fixture(scope="module")
def mutual(authority: Authority, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server that wants a certificate of its clients."""
    pair = authority.sign("server", "127.0.0.1")
    with served(app, tmp_path_factory.mktemp("mutual"), pair, authority.pem) as url:
        yield url


def kubeconfig(folder: Path, cluster: dict[str, Any], user: dict[str, Any]) -> Path:
    document = {
        "current-context": "c",
        "clusters": [{"name": "k", "cluster": cluster}],
        "users": [{"name": "u", "user": user}],
        "contexts": [{"name": "c", "context": {"cluster": "k", "user": "u"}}],
    }
    path = folder / "config"
    path.write_text(yaml.safe_dump(document))
    return path


def encoded(pem: bytes) -> str:
    return base64.b64encode(pem).decode()


def seen_by(path: Path, colour: str) -> str:
    """Who the server saw."""
    with open_client(colour, lambda kind: kind.from_kubeconfig(path, retry=ONCE)) as client:
        return str(client.imagestreams.get("app").metadata.name)


@pytest.mark.parametrize("colour", COLOURS)
def test_the_authority_that_is_given_is_trusted(
    colour: str, https: str, authority: Authority, tmp_path: Path
) -> None:
    (tmp_path / "ca.pem").write_bytes(authority.pem)
    with client_of(colour, https, "the-token", ca=tmp_path / "ca.pem") as client:
        assert client.imagestreams.get("app").metadata.name == "Bearer the-token"


@pytest.mark.parametrize("colour", COLOURS)
def test_no_other_authority_is_trusted(
    colour: str, https: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And nothing is tried again: a wrong certificate stays wrong."""

    def fail(_: float) -> None:
        pytest.fail("it is going to be tried again")

    monkeypatch.setattr("imagestreamimport._client.synchronous.sleep", fail)
    monkeypatch.setattr("imagestreamimport._client.asynchronous.async_sleep", fail)
    with client_of(colour, https, "the-token") as client:
        with pytest.raises(errors.ConnectionFailed, match="certificate verify failed"):
            client.imagestreams.get("app")


@pytest.mark.parametrize("colour", COLOURS)
def test_whoever_wants_no_check_gets_none(colour: str, https: str, tmp_path: Path) -> None:
    with client_of(colour, https, verify=False) as client:
        assert client.imagestreams.get("app").metadata.name == "nobody"
    cluster = {"server": https, "insecure-skip-tls-verify": True}
    assert seen_by(kubeconfig(tmp_path, cluster, {}), colour) == "nobody"


def test_a_context_of_ones_own_is_used(https: str, authority: Authority) -> None:
    context = ssl.create_default_context(cadata=authority.pem.decode())
    with client_of("threads", https, verify=context) as client:
        assert client.imagestreams.get("app")


@pytest.mark.parametrize("colour", COLOURS)
def test_the_certificate_may_be_for_another_name(
    colour: str, named: str, authority: Authority, tmp_path: Path
) -> None:
    cluster = {"server": named, "certificate-authority-data": encoded(authority.pem)}
    with pytest.raises(errors.ConnectionFailed, match="not valid for '127.0.0.1'"):
        seen_by(kubeconfig(tmp_path, cluster, {}), colour)
    cluster["tls-server-name"] = "api.test"
    assert seen_by(kubeconfig(tmp_path, cluster, {}), colour) == "nobody"
    cluster["tls-server-name"] = "other.test"
    with pytest.raises(errors.ConnectionFailed, match=r"not valid for 'other\.test'"):
        seen_by(kubeconfig(tmp_path, cluster, {}), colour)


@pytest.mark.parametrize("colour", COLOURS)
@pytest.mark.parametrize("where", ["data", "files"])
def test_we_show_our_certificate(
    where: str, colour: str, mutual: str, authority: Authority, tmp_path: Path
) -> None:
    pair = authority.sign("me")
    cluster = {"server": mutual, "certificate-authority-data": encoded(authority.pem)}
    with pytest.raises(errors.NetworkError):
        seen_by(kubeconfig(tmp_path, cluster, {}), colour)
    (tmp_path / "me.pem").write_bytes(pair.chain)
    (tmp_path / "me.key").write_bytes(pair.key)
    user = {"client-certificate": "me.pem", "client-key": "me.key"}
    if where == "data":
        user = {
            "client-certificate-data": encoded(pair.chain),
            "client-key-data": encoded(pair.key),
        }
    assert seen_by(kubeconfig(tmp_path, cluster, user), colour) == "nobody"


@pytest.mark.parametrize("colour", COLOURS)
def test_a_plugin_gives_certificates_and_new_ones(
    colour: str, mutual: str, authority: Authority, tmp_path: Path
) -> None:
    pairs = [authority.sign("one"), Authority().sign("stranger"), authority.sign("three")]
    for number, pair in enumerate(pairs, 1):
        (tmp_path / f"{number}.pem").write_bytes(pair.chain)
        (tmp_path / f"{number}.key").write_bytes(pair.key)
    script = tmp_path / "plugin"
    script.write_text(
        f"#!{sys.executable} -I\n"
        "import json\n"
        "from pathlib import Path\n"
        "here = Path(__file__).parent\n"
        "runs = here / 'runs'\n"
        "number = len(runs.read_text()) + 1 if runs.exists() else 1\n"
        "runs.write_text('x' * number)\n"
        "status = {'clientCertificateData': (here / f'{number}.pem').read_text(),\n"
        "          'clientKeyData': (here / f'{number}.key').read_text(),\n"
        "          'expirationTimestamp': '2020-01-01T00:00:00Z'}\n"
        "print(json.dumps({'kind': 'ExecCredential', 'status': status,\n"
        "                  'apiVersion': 'client.authentication.k8s.io/v1'}))\n"
    )
    script.chmod(0o755)
    told = {
        "apiVersion": "client.authentication.k8s.io/v1",
        "interactiveMode": "Never",
        "command": "./plugin",
    }
    cluster = {"server": mutual, "certificate-authority-data": encoded(authority.pem)}
    path = kubeconfig(tmp_path, cluster, {"exec": told})
    with open_client(colour, lambda kind: kind.from_kubeconfig(path, retry=ONCE)) as client:
        client.imagestreams.get("app")
        with pytest.raises(errors.NetworkError):
            client.imagestreams.get("app")  # the second certificate is a stranger's
        client.imagestreams.get("app")


BAD: dict[str, Any] = {
    "an authority": ({"certificate-authority-data": encoded(b"x")}, {}, "authority is no PEM"),
    "a certificate": (
        {},
        {"client-certificate-data": encoded(b"x"), "client-key-data": encoded(b"x")},
        "no PEM pair",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_certificate_is_told(name: str, tmp_path: Path) -> None:
    cluster, user, words = BAD[name]
    path = kubeconfig(tmp_path, {"server": "https://127.0.0.1:1", **cluster}, user)
    with pytest.raises(errors.AccessError, match=words):
        seen_by(path, "threads")


def test_a_key_of_another_certificate_is_told(authority: Authority, tmp_path: Path) -> None:
    one, other = authority.sign("one"), authority.sign("other")
    pair = Pair(one.chain, other.key)
    user = {"client-certificate-data": encoded(pair.chain), "client-key-data": encoded(pair.key)}
    path = kubeconfig(tmp_path, {"server": "https://127.0.0.1:1"}, user)
    with pytest.raises(errors.AccessError, match="belongs together"):
        seen_by(path, "threads")
