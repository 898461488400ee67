"""The OpenAPI documents of this package, as an app serves them.

They lie beside this module as JSON and are read when the first app is made. Knows nothing of what
they describe.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from .answers import json_line

_PACKAGE = __name__.rsplit(".", 2)[0]  # whatever a copy of it is called


class Form(NamedTuple):
    """A document of another media type than plain JSON."""

    media_type: str
    data: bytes


@cache
def whole_document() -> bytes:
    """OpenAPI 3.1 of everything that can be served."""
    return files(_PACKAGE).joinpath("openapi.json").read_bytes()


@cache
def group_documents() -> dict[str, bytes]:
    """OpenAPI 3.0 of each group version, by the path below /openapi/v3."""
    text = files(_PACKAGE).joinpath("openapi_v3.json").read_bytes()
    return {
        path: json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
        for path, document in json.loads(text).items()
    }


def openapi_pages(prefixes: Iterable[str]) -> dict[str, bytes]:
    """Every document by its path; of the group versions only those with one of the prefixes."""
    found = _found(prefixes)
    index = {
        name: {"serverRelativeURL": f"/openapi/v3/{name}?hash={_hash(data)}"}
        for name, data in found.items()
    }
    return {
        "/openapi/v3": json_line({"paths": index}),
        **{f"/openapi/v3/{name}": data for name, data in found.items()},
        "/openapi.json": whole_document(),
    }


def openapi_v2_forms(prefixes: Iterable[str]) -> tuple[bytes, dict[str, Form]]:
    """The OpenAPI 2 document as JSON, and in other forms by the names that clients ask by.

    Where nobody installed protobuf it is empty, which kubectl takes for nothing: it reads whatever
    comes as protobuf.
    """
    try:
        from .openapi_v2 import OLD_PROTOBUF_TYPE, PROTOBUF_TYPE, as_protobuf, openapi_v2

        document = openapi_v2(json.loads(data) for data in _found(prefixes).values())
        form = Form(PROTOBUF_TYPE, as_protobuf(document))
    except ModuleNotFoundError:
        return b"", {}
    return json_line(document), {PROTOBUF_TYPE: form, OLD_PROTOBUF_TYPE: form}


def _found(prefixes: Iterable[str]) -> dict[str, bytes]:
    wanted = {prefix.strip("/") for prefix in prefixes}
    return {name: data for name, data in group_documents().items() if name in wanted}


def _hash(data: bytes) -> str:
    """What changes with the document: kubectl keeps a document by it."""
    return hashlib.sha256(data).hexdigest()[:32].upper()
