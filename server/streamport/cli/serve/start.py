"""The start of `streamport serve`: folder, ports, certificate, application; then it runs.

Everything foreseeable that goes wrong on the way is a StartFailed with the cure in its text.
"""

from __future__ import annotations

import argparse
import errno
import logging
import os
import shlex
import socket
import ssl
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from streamport.api.application import build_application
from streamport.api.faults import CannotStart
from streamport.api.logs import log_to
from streamport.api.settings import ServerSettings
from streamport.control.settings import ControlSettings

from .certificate import (
    Address,
    addresses_of_this_machine,
    ensure_certificate,
    name_for_clients,
    own_authority,
)
from .http_server import Listening, run_until_stopped
from .permissions import NotPrivate
from .state_folder import InUse, NoToken, StateFolder, default_folder

_log = logging.getLogger("streamport.server")


class StartFailed(Exception):
    """The server cannot start; the text is for the user."""


# A name that is nobody's: an example is to pull nothing from a registry that nobody asked for.
_EXAMPLE = (
    '{"kind":"ImageStreamImport","apiVersion":"v1","metadata":{"name":"app"},'
    '"spec":{"import":true,"images":[{"from":{"kind":"DockerImage",'
    '"name":"registry.example/team/app:1.2"}}]}}'
)


def serve(options: argparse.Namespace) -> int:
    """Run the server until a signal stops it. Returns the exit code. Raises StartFailed."""
    os.umask(0o077)  # the database and its companions are private too
    log_to(sys.stderr)
    folder = StateFolder((options.state_dir or default_folder()).absolute())
    with ExitStack() as stack:
        stack.callback(os.close, _open(folder))
        secure = stack.enter_context(_bound(options.bind_address, options.secure_port, "secure"))
        plain = None
        if options.insecure_port is not None:
            loopback = _loopback(options.bind_address)
            plain = stack.enter_context(_bound(loopback, options.insecure_port, "insecure"))
        with _ForeseenFailures():
            tls, authority = _tls(options, folder)
            folder.ensure_token()
            place = _place(options, folder, secure, plain)
            _write_kubeconfig(folder, place, authority)
            application = build_application(_settings(options, folder))
            listening = Listening(secure, tls, plain)
            return run_until_stopped(
                application,
                listening,
                grace_s=options.grace_period,
                started=lambda: _greet(place, folder, options),
            )


class _ForeseenFailures:
    """Turns failures that have a reason into StartFailed."""

    def __enter__(self) -> None: ...

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        if isinstance(error, CannotStart | NoToken):
            raise StartFailed(str(error)) from error
        if isinstance(error, OSError):
            raise StartFailed(f"{error.filename or ''}: {error.strerror or error}") from error


def _write_kubeconfig(folder: StateFolder, place: _Place, authority: bytes | None) -> None:
    """Write the kubeconfig. Where that fails, an older one is no reason not to serve."""
    try:
        folder.write_kubeconfig(place.url, authority, place.server_name)
    except OSError as error:
        if not folder.kubeconfig.exists():
            raise
        _log.error("%s: %s; it stays as it was", folder.kubeconfig, error.strerror)


def _open(folder: StateFolder) -> int:
    try:
        return folder.open()
    except InUse:
        cure = "stop it, or name another folder: streamport serve --state-dir DIR"
        raise StartFailed(f"another streamport serve runs on {folder.path}; {cure}") from None
    except NotPrivate:
        cure = f"chmod 700 {shlex.quote(str(folder.path))}"
        raise StartFailed(f"others may write to {folder.path}, or it is theirs: {cure}") from None
    except OSError as error:
        cure = "name another folder: streamport serve --state-dir DIR"
        raise StartFailed(f"{folder.path}: {error.strerror}; {cure}") from error


def _bound(address: Address, port: int, kind: str) -> socket.socket:
    family = socket.AF_INET6 if address.version == 6 else socket.AF_INET
    try:
        return socket.create_server((str(address), port), family=family, backlog=2048)
    except OSError as error:
        where = f"{address} port {port}"
        if error.errno == errno.EADDRINUSE:
            cure = f"let it pick a free one: streamport serve --{kind}-port 0"
            raise StartFailed(f"{where} is in use; {cure}") from None
        raise StartFailed(f"{where}: {error.strerror}") from error


def _loopback(bind: Address) -> Address:
    from ipaddress import ip_address

    return bind if bind.is_loopback else ip_address("::1" if bind.version == 6 else "127.0.0.1")


def _tls(options: argparse.Namespace, folder: StateFolder) -> tuple[ssl.SSLContext, bytes | None]:
    """Load the certificate. Returns the TLS settings, and what clients must trust."""
    certificate = options.tls_cert_file or folder.certificate
    key = options.tls_private_key_file or folder.key
    if not options.tls_cert_file:
        now = datetime.now(UTC)
        ensure_certificate(certificate, key, options.bind_address, now, options.tls_san)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        for path in (certificate, key):
            path.read_bytes()  # whose failure names the file, as that of the next line does not
        context.load_cert_chain(certificate, key, password=_no_password)
        return context, own_authority(certificate.read_bytes())
    except (ssl.SSLError, ValueError, _NoPassword) as error:
        reason = getattr(error, "reason", None) or error
        raise StartFailed(
            f"{certificate} and {key} are no certificate and its key: {reason}"
        ) from None


class _NoPassword(Exception):
    """A key that is encrypted."""


def _no_password() -> str:
    raise _NoPassword("the key is encrypted; decrypt it: openssl pkey -in KEY -out PLAIN_KEY")


def _settings(options: argparse.Namespace, folder: StateFolder) -> ServerSettings:
    return ServerSettings(
        database=options.database or folder.database_url,
        token_file=folder.token,
        token_auth_file=options.token_auth_file,
        authorization_policy_file=options.authorization_policy_file,
        anonymous_auth=options.anonymous_auth,
        create_namespaces=options.create_namespaces,
        config=options.config,
        deny_private=options.deny_private,
        max_images_per_repository=options.max_images_per_repository,
        max_object_bytes=options.max_object_size,
        platform=options.platform,
        integrated_registry=options.integrated_registry,
        hooks=options.hooks,
        control=_control(options),
    )


def _control(options: argparse.Namespace) -> ControlSettings | None:
    if not options.background_imports:
        return None
    return ControlSettings(
        options.scheduled_import_interval, options.max_scheduled_imports_per_minute
    )


# ----------------------------------------------------------------------------------- the greeting


@dataclass(frozen=True, slots=True)
class _Place:
    """The addresses of the server."""

    address: Address
    port: int
    plain_url: str | None
    server_name: str | None

    @property
    def url(self) -> str:
        return _url("https", self.address, self.port)

    @property
    def curl(self) -> str:
        """The URL as an argument of curl, by the name that the certificate is for."""
        if not self.server_name:
            return self.url
        resolved = f"--resolve {self.server_name}:{self.port}:{self.address}"
        return f"{resolved} https://{self.server_name}:{self.port}"


def _place(
    options: argparse.Namespace,
    folder: StateFolder,
    secure: socket.socket,
    plain: socket.socket | None,
) -> _Place:
    bind = options.bind_address
    host = _loopback(bind) if bind.is_unspecified else bind
    plain_url = _url("http", _loopback(bind), _port(plain)) if plain else None
    pem = (options.tls_cert_file or folder.certificate).read_bytes()
    return _Place(host, _port(secure), plain_url, name_for_clients(pem, str(host)))


def _port(bound: socket.socket) -> int:
    return int(bound.getsockname()[1])


def _url(scheme: str, address: Address, port: int) -> str:
    host = f"[{address}]" if address.version == 6 else str(address)
    return f"{scheme}://{host}:{port}"


def _greet(place: _Place, folder: StateFolder, options: argparse.Namespace) -> None:
    """Print where it is and what to type, then have it in the log."""
    path = "/oapi/v1/namespaces/default/imagestreamimports"
    lines = [f"Serving on {place.url}"]
    if place.plain_url:
        lines.append(f"       and {place.plain_url}")
    if others := _others(options, place):
        lines.append(f"       and {', '.join(others)}")
    trusted = _shell(options.tls_cert_file or folder.certificate)
    token = _shell(folder.token)
    header = f'-H "Authorization: Bearer $(cat {token})"'
    lines += [
        "",
        f"  kubeconfig   {folder.kubeconfig}",
        f"  token        {folder.token}",
        "",
        f"  export KUBECONFIG={shlex.quote(str(folder.kubeconfig))}",
        f"  oc login {place.url} --certificate-authority={trusted} --token=$(cat {token})",
        "  # registry.example stands for a registry of yours",
        f"  curl --cacert {trusted} {header} \\",
        "    -H 'Content-Type: application/json' \\",
        f"    -d '{_EXAMPLE}' \\",
        f"    {place.curl}{path}",
    ]
    print("\n".join(lines), flush=True)
    logging.getLogger("streamport").info("serving on %s", place.url)


def _others(options: argparse.Namespace, place: _Place) -> list[str]:
    """List the URLs by which others reach a server that listens on every address."""
    if not options.bind_address.is_unspecified:
        return []
    found = [item for item in addresses_of_this_machine() if not item.is_loopback]
    return [_url("https", item, place.port) for item in found] or ["on every address"]


def _shell(path: Path) -> str:
    return shlex.quote(str(path))
