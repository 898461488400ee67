"""The TLS side of an access, as the standard library has it."""

from __future__ import annotations

import os
import ssl
import tempfile
from pathlib import Path

from httpx2 import create_ssl_context

from ..errors import AccessError
from .access import Certificate, Tls


def tls_context(tls: Tls, certificate: Certificate | None = None) -> ssl.SSLContext:
    """A context for the access; `certificate` goes before its own.

    Raises AccessError for certificates that are none.
    """
    if not tls.verify:
        context = create_ssl_context(verify=False)
    elif tls.authorities is None:
        context = create_ssl_context()
    else:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        try:
            context.load_verify_locations(cadata=tls.authorities.decode("ascii"))
        except (ssl.SSLError, ValueError):
            raise AccessError("the certificate authority is no PEM certificate") from None
    certificate = certificate or tls.certificate
    if certificate is not None:
        _load(context, certificate)
    return context


def _load(context: ssl.SSLContext, certificate: Certificate) -> None:
    """Give the context the certificate. The library reads files alone, so there is one, shortly."""
    # mkstemp makes a file that nobody else may read.
    descriptor, path = tempfile.mkstemp(suffix=".pem")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(certificate.chain + b"\n" + certificate.key + b"\n")
        # A key with a passphrase: no, rather than to ask for it on the terminal.
        context.load_cert_chain(path, password=lambda: "")
    except (ssl.SSLError, ValueError):
        raise AccessError(
            "the client certificate and its key are no PEM pair that belongs together, or the key"
            " has a passphrase"
        ) from None
    finally:
        Path(path).unlink()
