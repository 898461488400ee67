"""The certificates that are trusted: the system's, and those of `certs.d` for one registry.

    /etc/docker/certs.d/registry.example:5000/ca.crt          more authorities for this registry
    /etc/docker/certs.d/registry.example:5000/client.cert     what we show it, with client.key

SSL_CERT_FILE and SSL_CERT_DIR name other authorities than the system's.
"""

from __future__ import annotations

import os
import ssl
from collections.abc import Sequence
from pathlib import Path
from time import monotonic

from .recent import Recent

_REMEMBERED = 256
_LOOKED_FOR_S = 5.0
_Files = tuple[tuple[Path, int], ...]  # with the time each was changed


class Trust:
    """TLS settings per host, made once and anew when the files of the host change."""

    def __init__(self, directories: Sequence[Path] = ()) -> None:
        """Raises BrokenCertificate for a file of SSL_CERT_FILE that cannot be used."""
        _check_named(os.environ.get("SSL_CERT_FILE", ""))
        self._directories = tuple(path for path in directories if path.is_dir())
        self._contexts: Recent[tuple[_Files, bool], ssl.SSLContext] = Recent(_REMEMBERED)
        self._seen: Recent[str, tuple[_Files, float]] = Recent(_REMEMBERED)

    def context(self, host: str, insecure: bool = False) -> ssl.SSLContext:
        """Return the TLS settings for `host[:port]`; insecure ones check no certificate.

        Raises BrokenCertificate for a file of certs.d that cannot be used.
        """
        key = (self._files_lately(host), insecure)
        context = self._contexts.get(key)
        if context is None:
            context = _make_context(*key)
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
        if not self._directories or "/" in host or host.startswith("."):
            return ()
        found = [
            path
            for directory in self._directories
            for path in sorted((directory / host).glob("*"))
            if path.suffix in (".crt", ".cert", ".key")
        ]
        return tuple((path, path.stat().st_mtime_ns) for path in found)


class BrokenCertificate(ValueError):
    """A file that cannot be used; the message says which and why."""


def _check_named(path: str) -> None:
    """Raise BrokenCertificate for a file that OpenSSL would pass over, trusting no registry."""
    if not path:
        return
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(path)
    except (OSError, ssl.SSLError) as error:
        why = "no certificate in it" if isinstance(error, ssl.SSLError) else error.strerror
        cure = "name a PEM file with the certificates to trust, or unset the variable"
        raise BrokenCertificate(f"SSL_CERT_FILE: {path}: {why}; {cure}") from None


def _make_context(files: _Files, insecure: bool) -> ssl.SSLContext:
    context = ssl.create_default_context()
    # Certificates of registries in companies seldom have all that the strict reading asks for.
    context.verify_flags &= ~getattr(ssl, "VERIFY_X509_STRICT", 0)
    if insecure:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    for path, _ in files:
        try:
            if path.suffix == ".crt":
                context.load_verify_locations(path)
            elif path.suffix == ".cert":
                context.load_cert_chain(path, path.with_suffix(".key"))
        except (OSError, ssl.SSLError) as error:
            why = getattr(error, "reason", None) or getattr(error, "strerror", None) or "unreadable"
            raise BrokenCertificate(f"{path}: {why}") from None
    return context
