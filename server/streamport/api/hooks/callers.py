"""Whose secret a request has. Every hook is looked at, and each comparison takes the same time."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable, Sequence
from hashlib import sha256

from starlette.datastructures import Headers

from .senders import KINDS, Proof
from .settings import Hook

_SIGNATURE = "x-hub-signature-256"
# Secrets are compared by keyed hashes: so their lengths make no difference either.
_KEY = secrets.token_bytes(32)


def hooks_by_text(hooks: Iterable[Hook], headers: Headers, in_path: str) -> list[Hook]:
    """Return the hooks whose secret the header or the path has: one, or none."""
    text = in_path or _without_scheme(headers.get("authorization", ""))
    proof = Proof.PATH if in_path else Proof.HEADER
    wanted = _hash(text)
    found = [hook for hook in hooks if hmac.compare_digest(_hash(hook.secret), wanted)]
    return [hook for hook in found if text and proof in KINDS[hook.kind].proofs]


def hooks_by_signature(hooks: Iterable[Hook], headers: Headers, body: bytes) -> list[Hook]:
    """Return the hooks whose secret has signed the body: one, or none."""
    sent = headers.get(_SIGNATURE, "").strip().encode("utf-8", "replace")
    signers = [hook for hook in hooks if Proof.SIGNATURE in KINDS[hook.kind].proofs]
    return [hook for hook in signers if hmac.compare_digest(_signature(hook, body), sent)]


def may_be_signed(hooks: Sequence[Hook], headers: Headers) -> bool:
    """Whether it is worth reading the body, to see who signed it."""
    return _SIGNATURE in headers and any(
        Proof.SIGNATURE in KINDS[hook.kind].proofs for hook in hooks
    )


def _signature(hook: Hook, body: bytes) -> bytes:
    return b"sha256=" + hmac.new(hook.secret.encode(), body, sha256).hexdigest().encode()


def _without_scheme(value: str) -> str:
    scheme, _, rest = value.strip().partition(" ")
    return rest.strip() if scheme.lower() == "bearer" else value.strip()


def _hash(text: str) -> bytes:
    return hmac.digest(_KEY, text.encode("utf-8", "surrogateescape"), "sha256")
