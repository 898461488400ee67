"""Continue tokens: the place where a list goes on, and the moment that it shows."""

from __future__ import annotations

import base64
import binascii

import msgspec

from .errors import BadContinue


class Place(msgspec.Struct, frozen=True, array_like=True):
    """The last object of a part, and the moment of the whole list."""

    version: int
    namespace: str
    name: str

    def token(self) -> str:
        return base64.urlsafe_b64encode(msgspec.json.encode(self)).decode().rstrip("=")


def place_of(token: str) -> Place:
    """Raise BadContinue."""
    try:
        text = base64.b64decode(token + "=" * (-len(token) % 4), altchars="-_", validate=True)
        return msgspec.json.decode(text, type=Place)
    except (binascii.Error, ValueError) as error:
        raise BadContinue("continue key is not valid") from error
