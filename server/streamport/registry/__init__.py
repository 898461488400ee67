"""Container registries: the Distribution API, credentials, and what an administrator allows.

    Pool ── session(keyring, deadline) ──► Session ── repository(reference, insecure) ──► Repository
                                                        manifest · config · blob_size · tags

Nothing here knows of image streams. Source of the rules: import semantics, sections 7, 8.5 to 8.8
and 10 to 13.
"""

from __future__ import annotations

from .cache import Content, ContentCache
from .config import BrokenConfig, RegistryConfig
from .keyring import Keyring
from .pool import Pool
from .repository import Manifest, Repository
from .session import Session

__all__ = [
    "BrokenConfig",
    "Content",
    "ContentCache",
    "Keyring",
    "Manifest",
    "Pool",
    "RegistryConfig",
    "Repository",
    "Session",
]
