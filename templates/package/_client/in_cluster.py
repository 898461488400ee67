"""Access from inside a cluster: the service account that every pod is given."""

from __future__ import annotations

import os
from pathlib import Path

from ..errors import AccessError
from .access import Access, Tls, TokenFile

SERVICE_ACCOUNT = Path("/var/run/secrets/kubernetes.io/serviceaccount")


def is_in_cluster() -> bool:
    """Whether this is a pod that knows its server."""
    return "KUBERNETES_SERVICE_HOST" in os.environ and (SERVICE_ACCOUNT / "token").exists()


def in_cluster_access() -> Access:
    """Access with the service account of the pod. Raises AccessError outside of one.

    The token is read again whenever its file changes, which it does about hourly.
    """
    folder, given = SERVICE_ACCOUNT, os.environ.get
    host = given("KUBERNETES_SERVICE_HOST", "")
    port = given("KUBERNETES_SERVICE_PORT_HTTPS") or given("KUBERNETES_SERVICE_PORT", "")
    if not (host and port):
        raise AccessError(
            "this is no pod of a cluster: KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT"
            " are not set"
        )
    if ":" in host:
        host = f"[{host}]"
    try:
        authorities = (folder / "ca.crt").read_bytes()
    except FileNotFoundError:
        authorities = None  # then the certificate has to be one that the system trusts
    except OSError as problem:
        raise AccessError(f"{folder / 'ca.crt'}: cannot be read: {problem.strerror}") from None
    try:
        namespace = (folder / "namespace").read_text("utf-8").strip() or None
    except (OSError, UnicodeDecodeError):
        namespace = None
    credentials = TokenFile(folder / "token")
    credentials.headers()  # so that a token that is missing is told now
    return Access(f"https://{host}:{port}", namespace, credentials, Tls(authorities))
