"""Errors of an import, apart from those of the registry room.

ImportFault
├── BadContent      a manifest or a configuration that cannot be used: fails one item
│   └── BadJson     the same, said by the JSON reader
└── InvalidObject   an object that must not be stored: fails the request
"""

from __future__ import annotations

from imagestreamimport.causes import Cause, quoted
from streamport.registry.errors import joined


class ImportFault(Exception):
    """Root of the errors of this package."""


class BadContent(ImportFault):
    """Content of a registry that we cannot use; the text is the cause shown to the user.

    Source of the texts: import semantics, sections 8.5 to 8.7.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class BadJson(BadContent):
    """JSON that is broken, or has a value of the wrong type."""


class InvalidObject(ImportFault):
    """An Image or ImageStream that breaks the rules of its kind: answered with 422.

    kind: `Image` or `ImageStream`; name: the object's; causes: all that is wrong, in order.
    """

    def __init__(self, kind: str, name: str, causes: list[Cause]) -> None:
        summary = joined(map(str, causes))
        self.message = f"{kind}.image.openshift.io {quoted(name)} is invalid: {summary}"
        super().__init__(self.message)
        self.kind = kind
        self.name = name
        self.causes = causes
