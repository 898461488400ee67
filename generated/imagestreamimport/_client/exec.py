"""Credentials from an exec plugin: a command that prints an ExecCredential.

Source: Kubernetes, "client-go credential plugins", client.authentication.k8s.io v1 and v1beta1.
What the command prints holds a secret: no part of it goes into any error.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from .._base.kinds import is_object
from ..errors import AccessError
from .access import BearerToken, Certificate, Credentials

_GROUP = "client.authentication.k8s.io"
VERSIONS = (f"{_GROUP}/v1", f"{_GROUP}/v1beta1")
_PATIENCE_S = 60.0  # for a plugin that can ask nobody
_SPARE = timedelta(seconds=10)  # a credential that ends this soon is fetched anew


@dataclass(frozen=True, slots=True)
class ExecPlugin:
    """A command and what it is told, as the user of a kubeconfig states it."""

    place: str  # for errors: file and user
    command: str
    api_version: str
    arguments: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    interactive_mode: str = "IfAvailable"  # or Never, Always
    cluster: Mapping[str, Any] | None = None  # what the plugin is told of the cluster
    install_hint: str = ""


@dataclass(frozen=True, slots=True)
class _Credential:
    token: BearerToken | None
    certificate: Certificate | None
    ends_at: datetime | None  # None: when the server refuses it


class ExecCredentials(Credentials):
    """What the plugin gave, kept until it ends or is refused. For many threads."""

    def __init__(self, plugin: ExecPlugin) -> None:
        self._plugin = plugin
        self._kept: _Credential | None = None
        self._last: BearerToken | None = None  # also when it was refused: an answer may repeat it
        self._lock = threading.Lock()

    def is_ready(self) -> bool:
        kept = self._kept
        return kept is not None and (
            kept.ends_at is None or datetime.now(UTC) < kept.ends_at - _SPARE
        )

    def headers(self) -> Mapping[str, str]:
        kept = self._fetched()
        return {} if kept.token is None else kept.token.headers()

    def certificate(self) -> Certificate | None:
        kept = self._kept
        return None if kept is None else kept.certificate

    def refused(self) -> None:
        with self._lock:
            self._kept = None

    def secrets(self) -> tuple[str, ...]:
        return () if self._last is None else self._last.secrets()

    def _fetched(self) -> _Credential:
        with self._lock:
            kept = self._kept
            if kept is None or not self.is_ready():
                kept = self._kept = _read(_run(self._plugin), self._plugin)
                self._last = kept.token
            return kept


def _run(plugin: ExecPlugin) -> bytes:
    """What the plugin prints. Its words on stderr go where ours go."""
    interactive = plugin.interactive_mode != "Never" and _is_terminal()
    if plugin.interactive_mode == "Always" and not interactive:
        raise AccessError(
            f"{plugin.place}: the exec plugin {plugin.command} wants to ask somebody, and standard"
            " input is no terminal"
        )
    spec: dict[str, Any] = {"interactive": interactive}
    if plugin.cluster is not None:
        spec["cluster"] = dict(plugin.cluster)
    told = {"kind": "ExecCredential", "apiVersion": plugin.api_version, "spec": spec}
    environment = {
        **os.environ,
        **plugin.environment,
        "KUBERNETES_EXEC_INFO": json.dumps(told, separators=(",", ":")),
    }
    try:
        ended = subprocess.run(
            [plugin.command, *plugin.arguments],
            env=environment,
            stdin=None if interactive else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            timeout=None if interactive else _PATIENCE_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _failed(plugin, f"was not done after {_PATIENCE_S:.0f} s") from None
    except FileNotFoundError:
        hint = f"\n{plugin.install_hint}" if plugin.install_hint else ""
        raise _failed(plugin, f"was not found{hint}") from None
    except OSError as problem:
        raise _failed(plugin, f"cannot be run: {problem.strerror}") from None
    if ended.returncode:
        raise _failed(plugin, f"ended with {ended.returncode}; its own words are on stderr")
    return ended.stdout


def _is_terminal() -> bool:
    try:
        return sys.stdin is not None and sys.stdin.isatty()
    except ValueError:  # closed
        return False


def _failed(plugin: ExecPlugin, how: str) -> AccessError:
    return AccessError(f"{plugin.place}: the exec plugin {plugin.command} {how}")


def _read(printed: bytes, plugin: ExecPlugin) -> _Credential:
    try:
        document = json.loads(printed)
    except ValueError:
        # Not `from`: the decoder's error carries all that was printed.
        document = None
    if not is_object(document):
        raise _failed(plugin, "did not print an ExecCredential as JSON")
    if document.get("kind") != "ExecCredential":
        raise _failed(plugin, "printed another kind than ExecCredential")
    if document.get("apiVersion") != plugin.api_version:
        raise _failed(plugin, f"did not answer in {plugin.api_version}, which it was asked for")
    status = document.get("status")
    if not is_object(status):
        raise _failed(plugin, "printed no status")
    token = _text(status, "token", plugin)
    chain = _text(status, "clientCertificateData", plugin)
    key = _text(status, "clientKeyData", plugin)
    if (chain is None) != (key is None):
        raise _failed(plugin, "must print clientCertificateData and clientKeyData together")
    if token is None and chain is None:
        raise _failed(plugin, "printed neither a token nor a certificate")
    return _Credential(
        token=None if token is None else BearerToken(token, f"{plugin.place}: the plugin's token"),
        certificate=(
            None if chain is None or key is None else Certificate(chain.encode(), key.encode())
        ),
        ends_at=_time(_text(status, "expirationTimestamp", plugin), plugin),
    )


def _text(status: Mapping[str, Any], name: str, plugin: ExecPlugin) -> str | None:
    value = status.get(name)
    if value is not None and not isinstance(value, str):
        raise _failed(plugin, f"printed a status.{name} that is no text")
    return value or None


def _time(text: str | None, plugin: ExecPlugin) -> datetime | None:
    if text is None:
        return None
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        raise _failed(plugin, "printed an expirationTimestamp that is no RFC 3339 time") from None
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def cluster_told(
    server: str,
    tls_server_name: str | None,
    verify: bool,
    authorities: bytes | None,
    proxy: str | None,
    config: Any,
) -> dict[str, Any]:
    """What a plugin that wants it is told of the cluster (`provideClusterInfo`)."""
    told: dict[str, Any] = {"server": server}
    if tls_server_name:
        told["tls-server-name"] = tls_server_name
    if not verify:
        told["insecure-skip-tls-verify"] = True
    if authorities is not None:
        told["certificate-authority-data"] = base64.b64encode(authorities).decode("ascii")
    if proxy:
        told["proxy-url"] = proxy
    told["config"] = config
    return told


def decoded(data: str) -> bytes | None:
    """The bytes of a base64 text, None for what is none."""
    try:
        return base64.b64decode("".join(data.split()), validate=True)
    except (binascii.Error, ValueError):
        return None
