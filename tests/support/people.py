"""Users of a server under test: their tokens, and what the policy lets each of them do."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2

from tests.support.serving import Serving, serving

# ann and ben may do everything in a namespace of their own, rita may read ann's image streams, and
# the root may do everything. Nobody let nat do anything.
POLICIES: tuple[dict[str, Any], ...] = (
    {"user": "ann", "namespace": "a", "resource": "*", "apiGroup": "*"},
    {"user": "ben", "namespace": "b", "resource": "*", "apiGroup": "*"},
    {
        "user": "rita",
        "namespace": "a",
        "resource": "imagestreams",
        "apiGroup": "image.openshift.io",
        "readonly": True,
    },
)
GROUPS = {"root": "system:masters", "ann": "", "ben": "", "rita": "", "nat": ""}


def token_of(name: str) -> str:
    return f"token-of-{name}-0123456789"


class Town:
    """A running server and a client for each of its users."""

    def __init__(self, server: Serving) -> None:
        self.server = server
        self._clients: dict[str, httpx2.Client] = {}

    def client(self, name: str) -> httpx2.Client:
        if name not in self._clients:
            self._clients[name] = self.server.client(token_of(name))
        return self._clients[name]

    def close(self) -> None:
        for client in self._clients.values():
            client.close()


@contextmanager
def town(
    folder: Path, *flags: str, policies: Sequence[dict[str, Any]] = POLICIES
) -> Iterator[Town]:
    """A server whose state lies below the folder."""
    tokens, policy = folder / "tokens.csv", folder / "policy.jsonl"
    tokens.write_text(
        "".join(f'{token_of(name)},{name},{name},"{group}"\n' for name, group in GROUPS.items())
    )
    version = "abac.authorization.kubernetes.io/v1beta1"
    lines = [{"apiVersion": version, "kind": "Policy", "spec": spec} for spec in policies]
    policy.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    files = ("--token-auth-file", str(tokens), "--authorization-policy-file", str(policy))
    # What these tests look at are answers to requests, and nothing comes between them.
    own = ("--background-imports=false", *flags)
    with serving(folder / "state", *files, *own) as server:
        opened = Town(server)
        try:
            yield opened
        finally:
            opened.close()
