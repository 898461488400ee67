"""What the client of one schema does besides, for event loops: nothing where it has no such module.

`synchronous_extension` is the same for threads.
"""

from __future__ import annotations

from .asynchronous import BaseAsyncClient


class AsyncExtension(BaseAsyncClient):
    """The client as it is for every schema."""
