"""No credential is seen anywhere: planted ones are looked for in everything that can be read."""

from __future__ import annotations

import base64
import logging
import pickle
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from imagestreamimport import errors
from imagestreamimport.client import Client, Retry
from imagestreamimport._client.access import Tls, access_to

from tests.support.clients import COLOURS, open_client
from tests.support.loopback import answer, failure, hang_up, loopback, refusing_url

PLANTED = "planted-c2VjcmV0"
ENCODED = base64.b64encode(f"me:{PLANTED}".encode()).decode()
ONCE = Retry(attempts=1)

Make = Callable[[type[Any]], Any]


def kubeconfig(folder: Path, url: str, user: dict[str, Any], **cluster: Any) -> Path:
    document = {
        "current-context": "c",
        "clusters": [{"name": "k", "cluster": {"server": url, **cluster}}],
        "users": [{"name": "u", "user": user}],
        "contexts": [{"name": "c", "context": {"cluster": "k", "user": "u"}}],
    }
    path = folder / "config"
    path.write_text(yaml.safe_dump(document))
    return path


def by_plugin(folder: Path, url: str) -> Make:
    script = folder / "plugin"
    script.write_text(
        f"#!{sys.executable} -I\n"
        'print(\'{"kind": "ExecCredential", "apiVersion": "client.authentication.k8s.io/v1beta1",\'\n'
        f'      \'"status": {{"token": "{PLANTED}"}}}}\')\n'
    )
    script.chmod(0o755)
    told = {"apiVersion": "client.authentication.k8s.io/v1beta1", "command": "./plugin"}
    path = kubeconfig(folder, url, {"exec": {**told, "env": [{"name": "X", "value": PLANTED}]}})
    return lambda kind: kind.from_kubeconfig(path, retry=ONCE)


def by_user(user: dict[str, Any]) -> Callable[[Path, str], Make]:
    def make(folder: Path, url: str) -> Make:
        (folder / "token").write_text(PLANTED)
        path = kubeconfig(folder, url, user)
        return lambda kind: kind.from_kubeconfig(path, retry=ONCE)

    return make


WAYS: dict[str, Callable[[Path, str], Make]] = {
    "an argument": lambda _, url: lambda kind: kind(url, PLANTED, namespace="ns", retry=ONCE),
    "the URL": lambda _, url: lambda kind: kind(
        url.replace("//", f"//me:{PLANTED}@"), namespace="ns", retry=ONCE
    ),
    "a token": by_user({"token": PLANTED}),
    "a token file": by_user({"tokenFile": "token"}),
    "a password": by_user({"username": "me", "password": PLANTED}),
    "a plugin": by_plugin,
}


def everything(error: BaseException) -> str:
    """All that is told of an error and its causes, with what our own frames hold."""
    parts = [str(error), repr(error), repr(vars(error)), *traceback.format_exception(error)]
    waiting: list[BaseException | None] = [error]
    while waiting:
        found = waiting.pop()
        if found is not None:
            waiting += [found.__cause__, found.__context__]
            for frame, _ in traceback.walk_tb(found.__traceback__):
                if frame.f_globals["__name__"].startswith("imagestreamimport."):
                    parts.append(repr(frame.f_locals))
    assert len(parts) > 5
    return "\n".join(parts)


def check(text: str) -> None:
    assert PLANTED not in text
    assert ENCODED not in text


@pytest.mark.parametrize("colour", COLOURS)
@pytest.mark.parametrize("way", WAYS)
def test_a_credential_is_in_the_request_and_nowhere_else(
    way: str, colour: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Even where the server, or a proxy before it, repeats what it was sent."""
    sent = f"Basic {ENCODED}" if way in ("the URL", "a password") else f"Bearer {PLANTED}"
    echo = f"you sent {sent}, which means {PLANTED}"
    status = {"kind": "Status", "code": 403, "reason": "Forbidden", "message": echo}
    status["details"] = {"causes": [{"message": echo, PLANTED: [echo]}]}
    bad = [answer(403, status), answer(502, body=echo.encode()), hang_up, answer(401, status)]
    caplog.set_level(logging.DEBUG)
    with loopback(answer(200, {}), *bad) as server:
        with open_client(colour, WAYS[way](tmp_path, server.url)) as client:
            client.imagestreams.get("app", "ns")
            for _ in bad:
                with pytest.raises(errors.ApiError) as raised:
                    client.imagestreams.create({}, "ns")
                check(everything(raised.value))
                assert raised.value.url is not None
                check(raised.value.url)
                if isinstance(raised.value, errors.StatusError):
                    check(repr(raised.value.status))
            for shown in (client, client._target if colour != "threads" else client):
                check(repr(shown) + str(shown.url) + repr(vars(shown)))
    assert server.received[0].headers["authorization"] == sent
    assert caplog.records
    check(caplog.text)


def test_without_a_server_nothing_is_told_either(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    url = refusing_url().replace("//", f"//me:{PLANTED}@")
    with Client(url, namespace="ns", retry=ONCE) as client:
        with pytest.raises(errors.ConnectionFailed) as raised:
            client.imagestreams.get("app")
    check(everything(raised.value))
    check(caplog.text)


@pytest.mark.parametrize(
    "url", ["ftp://me:{}@x.test", "//me:{}@x.test", "https://me:{}@x.test:port", "https://x?{}"]
)
def test_an_address_that_is_none_is_not_shown(url: str) -> None:
    with pytest.raises(errors.AccessError) as raised:
        Client(url.format(PLANTED))
    check(str(raised.value))


@pytest.mark.parametrize("token", [f"{PLANTED}\n{PLANTED}", f"{PLANTED} x", f"{PLANTED}é", " "])
def test_a_token_that_cannot_be_sent_is_not_shown(token: str) -> None:
    with pytest.raises(errors.AccessError) as raised:
        Client("https://x.test", token)
    check(str(raised.value))


def test_the_password_of_a_proxy_is_not_shown(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    refused = failure(407, "Unauthorized")
    with loopback(refused) as proxy:
        address = proxy.url.replace("//", f"//me:{PLANTED}@")
        with Client("http://api.test", namespace="ns", proxy=address, retry=ONCE) as client:
            with pytest.raises(errors.ApiError) as raised:
                client.imagestreams.get("app")
            check(repr(vars(client)))
    assert proxy.received[0].headers["proxy-authorization"] == f"Basic {ENCODED}"
    check(everything(raised.value))
    check(caplog.text)
    with pytest.raises(errors.AccessError) as other:
        Client("http://api.test", proxy=f"gopher://me:{PLANTED}@x").imagestreams.get("a", "ns")
    check(everything(other.value))


def test_an_access_shows_none() -> None:
    access = access_to(f"https://me:{PLANTED}@x.test", None, None, Tls())
    check(repr(access))
    check(repr(vars(access.credentials)))


def test_an_error_can_be_pickled_without_it() -> None:
    with loopback(failure(403, "Forbidden")) as server, Client(server.url, PLANTED) as client:
        with pytest.raises(errors.Forbidden) as raised:
            client.imagestreams.get("app", "ns")
    check(pickle.dumps(raised.value).decode("latin-1"))
