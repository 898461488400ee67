"""What the types of secrets need, and what of a secret may be changed.

Source: k8s.io/kubernetes, pkg/apis/core/validation (version 1.26).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from imagestreamimport.causes import FORBIDDEN, INVALID, REQUIRED, Cause, quoted
from imagestreamimport.models import Secret

MAX_BYTES = 1 << 20  # of all values
_KEY = re.compile(r"[-._a-zA-Z0-9]{1,253}", re.ASCII)
_NEEDED = {
    "kubernetes.io/dockercfg": (".dockercfg",),
    "kubernetes.io/dockerconfigjson": (".dockerconfigjson",),
    "kubernetes.io/ssh-auth": ("ssh-privatekey",),
    "kubernetes.io/tls": ("tls.crt", "tls.key"),
}
_BASIC = ("username", "password")


def problems_of(secret: Secret) -> Iterator[Cause]:
    """What a secret of its type must have and has not."""
    data = secret.data
    for key in data:
        if not _KEY.fullmatch(key) or key in (".", ".."):
            text = (
                f"Invalid value: {quoted(key[:300])}: a valid config key must consist of "
                "alphanumeric characters, '-', '_' or '.'"
            )
            yield Cause(f"data[{key[:300]}]", INVALID, text, "/data")
    if sum(map(_size, data.values())) > MAX_BYTES:
        text = f"Too long: must have at most {MAX_BYTES} bytes"
        yield Cause("data", "FieldValueTooLong", text, "/data")
    kind = secret.type or ""
    for key in _NEEDED.get(kind, ()):
        if key not in data:
            yield _required(key)
    if kind == "kubernetes.io/basic-auth" and not any(key in data for key in _BASIC):
        yield from map(_required, _BASIC)


def problems_of_change(secret: Secret, old: Secret) -> Iterator[Cause]:
    """What of a secret may not be changed, and is."""
    if secret.type != old.type:
        told = quoted(secret.type or "")
        yield Cause("type", INVALID, f"Invalid value: {told}: field is immutable", "/type")
    if not old.immutable:
        return
    text = "Forbidden: field is immutable when `immutable` is set"
    if not secret.immutable:
        yield Cause("immutable", FORBIDDEN, text, "/immutable")
    if secret.data != old.data:
        yield Cause("data", FORBIDDEN, text, "/data")


def _size(text: str) -> int:
    """Return how many bytes a text in base64 stands for."""
    return len(text) * 3 // 4 - text[-2:].count("=")


def _required(key: str) -> Cause:
    return Cause(f"data[{key}]", REQUIRED, "Required value", f"/data/{key}")
