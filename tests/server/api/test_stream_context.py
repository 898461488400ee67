"""The streams that the tags of a stream follow: read with it, and bounded together."""

from __future__ import annotations

import asyncio
import json
from types import SimpleNamespace
from typing import Any

import pytest

from imagestreamimport.errors import RequestEntityTooLarge
from imagestreamimport.models import ImageStream, decode
from streamport.api import stream_context
from streamport.store.protocol import Stored


def following(*names: str) -> ImageStream:
    """A stream whose tags follow those of others."""
    tags = [
        {"name": name, "from": {"kind": "ImageStreamTag", "name": f"{name}:1"}} for name in names
    ]
    document = {"metadata": {"name": "app", "namespace": "a"}, "spec": {"tags": tags}}
    return decode(json.dumps(document), ImageStream)


def context_of(stream: ImageStream) -> Any:
    """What the rules are told, with a store in which every stream has 1 KiB."""

    async def get(resource: str, namespace: str, name: str) -> Stored:
        text = json.dumps({"metadata": {"name": name, "namespace": namespace}})
        return Stored(text[:-1] + " " * (1024 - len(text)) + "}", "1")

    settings = SimpleNamespace(integrated_registry="")
    allowed = SimpleNamespace(stream_refusal=None)
    backend: Any = SimpleNamespace(
        store=SimpleNamespace(get=get), settings=settings, allowed=allowed
    )
    return asyncio.run(stream_context.stream_context_of(backend, None, stream, None, "now"))


def test_what_is_followed_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream_context, "LARGEST_OTHERS", 2 << 10)
    found = context_of(following("one", "two")).find_stream("a", "two")
    assert found.metadata.name == "two"


def test_more_than_the_limit_together_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream_context, "LARGEST_OTHERS", 2 << 10)
    with pytest.raises(RequestEntityTooLarge, match="streams that its tags follow"):
        context_of(following("one", "two", "three"))
