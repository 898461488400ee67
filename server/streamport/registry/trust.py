"""The certificates that are trusted: the system's, and those of `certs.d` for one registry.

    /etc/docker/certs.d/registry.example:5000/ca.crt          more authorities for this registry
    /etc/docker/certs.d/registry.example:5000/client.cert     what we show it, with client.key

SSL_CERT_FILE and SSL_CERT_DIR name more authorities. Files are read as Go, Docker and Podman read
them: of several folders for a registry the first counts, whatever a file is called its certificates
do, and what is broken in it is passed over.
"""

from __future__ import annotations

import os
import re
import ssl
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from time import monotonic

from .recent import Recent

_REMEMBERED = 256
_LOOKED_FOR_S = 5.0
_BLOCK = re.compile(rb"-----BEGIN CERTIFICATE-----\s[^-]*-----END CERTIFICATE-----")
_Files = tuple[tuple[Path, int], ...]  # with the time each was changed


class Trust:
    """TLS settings per host, made once and anew when the files of the host change."""

    def __init__(self, directories: Sequence[Path] = ()) -> None:
        """Raises BrokenCertificate for a file of SSL_CERT_FILE that cannot be used."""
        self._authorities = _named_authorities(os.environ)
        self._directories = tuple(filter(os.path.isdir, directories))
        self._contexts: Recent[tuple[_Files, bool], ssl.SSLContext] = Recent(_REMEMBERED)
        self._seen: Recent[str, tuple[_Files, float]] = Recent(_REMEMBERED)

    def context(self, host: str, insecure: bool = False, registry: str = "") -> ssl.SSLContext:
        """Return the TLS settings for `host[:port]`; insecure ones check no certificate.

        `registry` is the one whose calls lead there: its authorities vouch for its token server
        and for where it redirects, as for Docker and Podman. Our certificate is shown to the host
        alone that it is for.

        Raises BrokenCertificate for a file of certs.d that cannot be used.
        """
        files = self._files_lately(host)
        if registry not in ("", host):
            files += tuple(each for each in self._files_lately(registry) if _is_authority(each[0]))
        key = (files, insecure)
        context = self._contexts.get(key)
        if context is None:
            context = _make_context(self._authorities, *key)
            self._contexts.put(key, context)
        return context

    def _files_lately(self, host: str) -> _Files:
        """Return the files of the host, looked for again after some seconds."""
        seen = self._seen.get(host)
        if seen and seen[1] >= monotonic():
            return seen[0]
        files = self._files(host)
        self._seen.put(host, (files, monotonic() + _LOOKED_FOR_S))
        return files

    def _files(self, host: str) -> _Files:
        if "/" in host or host.startswith("."):
            return ()
        folders = (directory / host for directory in self._directories)
        folder = next(filter(os.path.isdir, folders), None)
        found = sorted(folder.glob("*")) if folder else ()
        suffixes = (".crt", ".cert", ".key")
        return tuple(
            (path, path.stat().st_mtime_ns)
            for path in found
            if path.suffix in suffixes and path.exists()
        )


class BrokenCertificate(ValueError):
    """A file that cannot be used; the message says which and why."""


def certificates_in(data: bytes) -> Iterator[bytes]:
    """Yield the certificates of a PEM file that can be used, in DER; others are passed over."""
    scratch = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    for block in _BLOCK.findall(data):
        try:
            certificate = ssl.PEM_cert_to_DER_cert(block.decode("ascii"))
            scratch.load_verify_locations(cadata=certificate)
        except (ValueError, ssl.SSLError):
            continue
        yield certificate


def _named_authorities(variables: Mapping[str, str]) -> bytes:
    """Read the certificates that SSL_CERT_FILE and SSL_CERT_DIR name, one after the other."""
    file, folders = variables.get("SSL_CERT_FILE", ""), variables.get("SSL_CERT_DIR", "")
    found = list(_of_named_file(Path(file))) if file else []
    for folder in filter(None, folders.split(":")):
        for path in sorted(Path(folder).glob("*")):
            try:
                found += certificates_in(path.read_bytes())
            except OSError:
                continue
    return b"".join(dict.fromkeys(found))


def _of_named_file(path: Path) -> list[bytes]:
    """Read the file, or say that it is of no use: without it no registry would be trusted."""
    try:
        found = list(certificates_in(path.read_bytes()))
        why = "no certificate in it"
    except OSError as error:
        found, why = [], str(error.strerror)
    if not found:
        cure = "name a PEM file with the certificates to trust, or unset the variable"
        raise BrokenCertificate(f"SSL_CERT_FILE: {path}: {why}; {cure}")
    return found


def _is_authority(path: Path) -> bool:
    return path.suffix == ".crt"


def _make_context(authorities: bytes, files: _Files, insecure: bool) -> ssl.SSLContext:
    context = ssl.create_default_context()
    # Certificates of registries in companies seldom have all that the strict reading asks for, and
    # for Go whatever stands among the authorities is one.
    context.verify_flags &= ~getattr(ssl, "VERIFY_X509_STRICT", 0)
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    if insecure:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    if authorities:
        context.load_verify_locations(cadata=authorities)
    for path, _ in files:
        try:
            if _is_authority(path):
                _add_authorities(context, path)
            elif path.suffix == ".cert":
                context.load_cert_chain(path, path.with_suffix(".key"))
        except (OSError, ssl.SSLError) as error:
            why = getattr(error, "reason", None) or getattr(error, "strerror", None) or "unreadable"
            raise BrokenCertificate(f"{path}: {why}") from None
    return context


def _add_authorities(context: ssl.SSLContext, path: Path) -> None:
    found = b"".join(certificates_in(path.read_bytes()))
    if not found:
        raise BrokenCertificate(f"{path}: no certificate in it can be used")
    context.load_verify_locations(cadata=found)
