"""How much the images of one import may take together, in its answer and in memory."""

from __future__ import annotations

import msgspec

from .fetch import Fetched

ANSWER_BYTES = 32 << 20  # of all images of an import, as JSON
NO_ROOM = f"the images of one import take more than {ANSWER_BYTES >> 20} MiB together"


class Room:
    """What is left for images. One for each attempt at a request."""

    def __init__(self, free_bytes: int = ANSWER_BYTES) -> None:
        self._free_bytes = free_bytes

    def take(self, size_bytes: int) -> bool:
        """Take so many bytes, if there are as many."""
        fits = size_bytes <= self._free_bytes
        if fits:
            self._free_bytes -= size_bytes
        return fits


def bytes_of(fetched: Fetched) -> int:
    """Return how many bytes of JSON an image and its children are."""
    return sum(len(msgspec.json.encode(image)) for image in (fetched.image, *fetched.children))
