"""What the user of a desk has: the auth files of Docker and Podman, and credential helpers."""

from __future__ import annotations

from .keyring import Keyring


def desk_keyring() -> Keyring:
    return Keyring()
