"""The table of bounds in SECURITY.md has the numbers of the code."""

from __future__ import annotations

import pytest

from imagestreamimport._base import json_patch
from imagestreamimport._server import body, query
from kindgen.schema.limits import MAX_BYTES, MAX_NESTING, MAX_SCHEMAS, MAX_VALUES
from streamport.registry.aiohttp_transport import MAX_HEADER_BYTES, MAX_HEADERS
from streamport.registry.answer_heads import MAX_HEAD_BYTES
from streamport.registry.limits import Limits
from streamport.store.transaction import History
from tests.support.generator import ROOT

_LIMITS = Limits()
_HISTORY = History()
BOUNDS = {
    "nesting of a body": f"{body.MAX_DEPTH} levels",
    "a JSON Patch": (
        f"{json_patch.MAX_OPERATIONS:,} operations, {json_patch.MAX_COPIED >> 20} MiB copied"
    ),
    "time for an answer": f"{query.DEFAULT_TIMEOUT_S:.0f} s",
    "calls at a time: one registry, all": f"{_LIMITS.per_host}, {_LIMITS.total}",
    "connection with handshake; time without a byte": (
        f"{_LIMITS.connect_timeout_s} s, {_LIMITS.read_timeout_s} s"
    ),
    "redirects": f"{_LIMITS.redirects}",
    "manifest, configuration, token": ", ".join(
        f"{size >> 20} MiB"
        for size in (_LIMITS.manifest_bytes, _LIMITS.config_bytes, _LIMITS.token_bytes)
    ),
    "a page of tags, all pages": (
        f"{_LIMITS.tags_page_bytes >> 20} MiB, {_LIMITS.tags_bytes >> 20} MiB"
        f" in {_LIMITS.tags_pages:,} pages"
    ),
    "head of an answer": (
        f"{MAX_HEAD_BYTES >> 10} KiB, {MAX_HEADERS:,} lines of {MAX_HEADER_BYTES >> 10} KiB"
    ),
    "log of changes, for watches": (
        f"{_HISTORY.max_changes:,} changes, {_HISTORY.max_bytes >> 20} MiB, "
        f"{_HISTORY.max_age_s // 3600} h"
    ),
    "a schema file": (
        f"{MAX_BYTES >> 20} MiB, {MAX_VALUES:,} values, {MAX_NESTING} levels, "
        f"{MAX_SCHEMAS:,} schemas"
    ),
}


@pytest.mark.parametrize("what", BOUNDS)
def test_the_table_of_bounds_says_what_the_code_does(what: str) -> None:
    assert f"| {what} | {BOUNDS[what]} |" in (ROOT / "SECURITY.md").read_text("utf-8")
