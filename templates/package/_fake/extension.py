"""What the fake server of one schema does besides: nothing, where the schema has no such module."""

from __future__ import annotations

from .server import BaseFakeServer


class Extension(BaseFakeServer):
    """The fake server as it is for every schema."""
