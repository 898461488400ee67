"""A request before it is sent anywhere: what the server would refuse is told here."""

from __future__ import annotations

from imagestreamimport import validators

from .wishes import Document, Refused


def check(request: Document) -> None:
    """Nothing, if it is valid. Raises Refused with every cause."""
    causes = validators.validate(request)
    if causes:
        raise Refused("\n".join(map(str, causes)), is_usage=True)
