"""Connections to registries, cut where a server says more than it was asked.

What a server sends is read as it comes, and each interim answer (`100 Continue`, `103 Early Hints`)
is an answer to read past. Without a limit a flood of them, a few bytes each, keeps the event loop
and with it every other request from running.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from aiohttp import TCPConnector
from aiohttp.client_proto import ResponseHandler
from aiohttp.http import HttpProcessingError

_MOST_IN_A_ROW = 8


class Connector(TCPConnector):
    """aiohttp's connector, with connections of ours."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        # aiohttp has no public way to name the class of connections.
        self._factory = partial(_Connection, loop=self._loop)


class _Connection(ResponseHandler):
    """Hangs up on interim answers without an end, and on final ones that were not asked for."""

    _interim = 0
    _is_over = False

    def feed_data(self, data: Any, size: int = 0) -> None:
        """Take the answers whose heads have been read."""
        if self._is_over:
            return
        self._interim = self._interim + 1 if data[0].code < 200 else 0
        if max(self._interim, len(self)) < _MOST_IN_A_ROW:
            super().feed_data(data, size)
            return
        self._is_over = True
        if self.transport is not None:
            self.transport.close()
        self.set_exception(HttpProcessingError(message="answers without an end"))
