"""The registries that tests import from, started when a test first asks for one.

    plain         HTTP, open to everybody
    basic         HTTP with basic authentication, reader / readerpass
    token         HTTP with bearer tokens, see tokenserver.py; its server is `token-realm`
    tls           HTTPS, a certificate that nobody trusts
    tls-trusted   HTTPS, a certificate signed by `Registries.authority`
    faulty        a registry that misbehaves, see faulty.py
    notregistry   a web server that is no registry
    closed        a port that refuses connections

All real ones serve the catalogue from one storage.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from .faulty import FaultyRegistry, NotRegistry
from .filling import Storage, retag
from .keys import Pair, signer
from .loopback import Server, serving
from .program import Process
from .tokenserver import ISSUER, SERVICE, TokenServer

VARIANTS = ("plain", "basic", "token", "tls", "tls-trusted", "faulty", "notregistry", "closed")
HTPASSWD = "reader:$2b$05$ABCDEFGHIJKLMNOPQRSTUuuvcUKyON.glduOvvqEp.FogL4peTD4e\n"


class Registries:
    """The running registries; `host` gives the `address:port` of one."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._folder, self._stack = folder, stack
        self._hosts: dict[str, str] = {}
        self.servers: dict[str, Server] = {}
        self._storage: Path | None = None
        self._authority: Pair | None = None

    def host(self, variant: str) -> str:
        """Where the variant answers."""
        if variant not in self._hosts:
            self._hosts[variant] = self._start(variant)
        return self._hosts[variant]

    @property
    def hosts(self) -> dict[str, str]:
        """All variants by name, and `token-realm`: what the placeholders of cases stand for."""
        for variant in VARIANTS:
            self.host(variant)
        return dict(self._hosts)

    @property
    def authority(self) -> Path:
        """The PEM file of the authority that signed the certificate of `tls-trusted`."""
        path = self._folder / "ca.pem"
        if self._authority is None:
            self._authority = Pair("fixture authority", authority=True)
            path.write_bytes(self._authority.certificate_pem)
        return path

    def retag(self, repository: str, tag: str, source: str) -> None:
        """Move a tag, as somebody does who pushes."""
        retag(self.host("plain"), repository, tag, source)

    def _start(self, variant: str) -> str:
        match variant:
            case "faulty":
                return self._serve(variant, FaultyRegistry)
            case "notregistry":
                return self._serve(variant, NotRegistry)
            case "closed":
                closed = self._stack.enter_context(socket.socket())
                closed.bind(("127.0.0.1", 0))  # bound, never listening
                return f"127.0.0.1:{closed.getsockname()[1]}"
        settings = self._settings(variant)
        process = Process(self._folder, variant, self._filled_storage(), settings)
        self._stack.callback(process.stop)
        return process.host

    def _settings(self, variant: str) -> dict[str, Any]:
        match variant:
            case "plain":
                return {}
            case "basic":
                passwords = self._folder / "htpasswd"
                passwords.write_text(HTPASSWD)
                return {"auth": {"htpasswd": {"realm": "fixtures", "path": str(passwords)}}}
            case "token":
                return {"auth": {"token": self._token_settings()}}
            case "tls":
                return self._tls(Pair("untrusted"), variant)
            case "tls-trusted":
                assert self.authority
                return self._tls(Pair("localhost", self._authority), variant)
        raise ValueError(f"no such registry: {variant}; there are {', '.join(VARIANTS)}")

    def _tls(self, pair: Pair, name: str) -> dict[str, Any]:
        certificate, key = pair.write(self._folder, name)
        return {"http": {"tls": {"certificate": str(certificate), "key": str(key)}}}

    def _token_settings(self) -> dict[str, str]:
        bundle = self._folder / "signer.pem"
        bundle.write_bytes(signer().certificate_pem)
        host = self._serve("token-realm", TokenServer)
        self._hosts["token-realm"] = host
        return {
            "realm": f"http://{host}/token",
            "service": SERVICE,
            "issuer": ISSUER,
            "rootcertbundle": str(bundle),
        }

    def _serve(self, name: str, handler: Any) -> str:
        self.servers[name] = self._stack.enter_context(serving(handler))
        return self.servers[name].host

    def _filled_storage(self) -> Path:
        if self._storage is None:
            self._storage = self._folder / "storage"
            Storage(self._storage).write_catalogue()
        return self._storage


@contextmanager
def registries_in(folder: Path) -> Iterator[Registries]:
    """Registries that are stopped when the context ends."""
    with ExitStack() as stack:
        yield Registries(folder, stack)
