"""The settings of `streamport serve`, checked and complete."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from streamport.control.settings import ControlSettings
from streamport.store.protocol import MAX_DOCUMENT_BYTES


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerSettings:
    """`token_file` holds the token of the administrator, `database` is an SQLAlchemy URL.

    platform: os/architecture[/variant], what the import mode Legacy picks from a list.
    max_images_per_repository: -1 for all. max_object_bytes: of one stored object.
    """

    database: str
    token_file: Path
    token_auth_file: Path | None = None
    authorization_policy_file: Path | None = None
    anonymous_auth: bool = False
    create_namespaces: bool = True
    config: Path | None = None
    deny_private: bool = False
    max_images_per_repository: int = 50
    max_object_bytes: int = MAX_DOCUMENT_BYTES
    platform: str = "linux/amd64"
    integrated_registry: str | None = None
    hooks: Path | None = None
    control: ControlSettings | None = None
    """How tags import themselves; None: only requests import."""
