"""A watch that goes on: over ends of streams, broken connections and versions that are too old.

It begins with a list, whose objects are told as ADDED, and follows from the list's version. Every
event and every bookmark moves that version on; after the end of a stream or a broken connection
the next stream begins there, so that nothing is missed and nothing told twice. When the server no
longer knows the version (410) everything is listed again, and what differs from what was told is
told: ADDED, MODIFIED, and DELETED with the object as it was last seen. Changes in between that
undid each other are not seen.

A watch that begins with a version of the caller's does not list; after a 410 it tells as ADDED
whatever it has not seen yet, and cannot know what was deleted before.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from typing import Any, Generic, TypeAlias, TypeVar

import httpx2
import msgspec

from ..errors import ApiError, Gone, NetworkError, StatusError, WrongAnswer, from_status
from ..watching import Event
from .calls import Call
from .pages import Tokens
from .sending import Close, Read, Retry, Send, Step, Wait, exchange, network_error

_Object = TypeVar("_Object")

# How long one stream is asked to last: by chance, so that not all end at once.
_STREAM_S = (240.0, 300.0)
_FIRST_WAIT_S, _LONGEST_WAIT_S = 0.5, 30.0
_SHORTEST_S = 1.0  # a stream that ends sooner is not followed by the next at once
_MAY_PASS = frozenset({408, 429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class WatchPlan(Generic[_Object]):
    """What is watched, and how the answers are read."""

    list_call: Callable[[str | None], Call]  # of a continue token
    watch_call: Callable[[str, float], Call]  # of a resourceVersion and seconds
    read: Callable[[bytes], _Object]  # a document as an object, kind and apiVersion filled in
    error_of: Callable[[httpx2.Response], StatusError]
    version: str | None = None
    timeout_s: float | None = None  # of the whole watch
    patience_s: float = 300.0  # how long no attempt may succeed before the last error is raised
    retry: Retry = field(default_factory=Retry)
    clock: Callable[[], float] = time.monotonic


@dataclass(frozen=True, slots=True)
class Emit:
    """An event for the caller."""

    event: Event[Any]


class _Meta(msgspec.Struct, rename="camel"):
    name: str | None = None
    namespace: str | None = None
    resource_version: str | None = None
    continue_: str | None = msgspec.field(default=None, name="continue")


class _Head(msgspec.Struct):
    metadata: _Meta | None = None


class _Page(msgspec.Struct):
    metadata: _Meta | None = None
    items: list[msgspec.Raw] | None = None


class _Line(msgspec.Struct):
    type: str
    object: msgspec.Raw


_head = msgspec.json.Decoder(_Head)
_page = msgspec.json.Decoder(_Page)
_line = msgspec.json.Decoder(_Line)
_status = msgspec.json.Decoder(dict[str, Any])

_Key: TypeAlias = tuple[str, str]


class _TooOld(Exception):
    """The server no longer knows the version."""


@dataclass(slots=True)
class _Watch(Generic[_Object]):
    """One watch as it goes on."""

    plan: WatchPlan[_Object]
    version: str | None
    ends_at: float | None
    known: dict[_Key, tuple[str, _Object]]  # what was told: version and object
    moved: bool = False  # the stream at hand told something

    def left_s(self) -> float:
        """Seconds that the whole watch still has."""
        return float("inf") if self.ends_at is None else self.ends_at - self.plan.clock()


def watching(plan: WatchPlan[_Object]) -> Generator[Step | Emit, Any, None]:
    """The steps of a watch, and its events. Raises ApiError where going on makes no sense."""
    clock = plan.clock
    ends_at = None if plan.timeout_s is None else clock() + plan.timeout_s
    watch = _Watch(plan, plan.version, ends_at, {})
    if watch.version is None:
        yield from _list(watch, plan.retry)
    good_at, failures = clock(), 0
    while watch.left_s() > 0:
        began, watch.moved = clock(), False
        error: ApiError | None = None
        try:
            if watch.version is None:
                yield from _list(watch, Retry(attempts=1))
            yield from _follow(watch)
        except _TooOld:
            watch.version = None
        except (NetworkError, WrongAnswer) as raised:
            error = raised
        except StatusError as raised:
            if raised.code not in _MAY_PASS:
                raise
            error = raised
        if clock() - began >= _SHORTEST_S and (watch.moved or error is None):
            good_at, failures = clock(), 0
            continue
        if watch.moved:
            good_at = clock()
        elif error is not None and clock() - good_at > plan.patience_s:
            raise error
        yield Wait(min(_wait_s(failures, error), max(watch.left_s(), 0.0)))
        failures += 1


def _wait_s(failures: int, error: ApiError | None) -> float:
    """Seconds until the next attempt: doubled each time up to a bound, and scattered."""
    doubled: float = _FIRST_WAIT_S * 2 ** min(failures, 10)
    wait = min(doubled, _LONGEST_WAIT_S) * random.uniform(0.8, 1.2)
    wanted = error.retry_after_s if isinstance(error, StatusError) else None
    return max(wait, wanted or 0.0)


# ------------------------------------------------------------------------------------- the list


def _list(watch: _Watch[_Object], retry: Retry) -> Generator[Step | Emit, Any, None]:
    """Everything there is, told as what differs from what was told before."""
    plan = watch.plan
    found: dict[_Key, tuple[str, _Object]] = {}
    tokens = Tokens()
    version = ""
    while True:
        response = yield from exchange(plan.list_call(tokens.last), retry, plan.clock)
        if not response.is_success:
            raise plan.error_of(response)
        page = _decoded(response.content, _page)
        for raw in page.items or []:
            head = _decoded(raw, _head).metadata or _Meta()
            found[_key(head)] = head.resource_version or "", plan.read(bytes(raw))
        metadata = page.metadata or _Meta()
        version = metadata.resource_version or version
        tokens.take(metadata.continue_ or None)
        if tokens.last is None:
            break
    for key, (_, item) in list(watch.known.items()):
        if key not in found:
            del watch.known[key]
            yield Emit(Event(type="DELETED", object=item))
    for key, (seen, item) in found.items():
        before = watch.known.get(key)
        if before is None or before[0] != seen:
            watch.known[key] = seen, item
            yield Emit(Event(type="MODIFIED" if before else "ADDED", object=item))
    watch.version = version


def _key(head: _Meta) -> _Key:
    return head.namespace or "", head.name or ""


# ------------------------------------------------------------------------------------ the stream


def _follow(watch: _Watch[_Object]) -> Generator[Step | Emit, Any, None]:
    """One stream, to its end. Raises _TooOld, NetworkError, StatusError, WrongAnswer."""
    plan = watch.plan
    seconds = max(1.0, min(random.uniform(*_STREAM_S), watch.left_s()))
    try:
        response: httpx2.Response = yield Send(plan.watch_call(watch.version or "", seconds))
    except httpx2.RequestError as fault:
        raise network_error(fault) from fault
    if not response.is_success:
        _raise(plan.error_of(response))
    rest = b""
    while watch.left_s() > 0:
        try:
            piece: bytes = yield Read()
        except httpx2.ReadTimeout as fault:
            if watch.left_s() <= 0:
                break
            raise network_error(fault) from fault
        except httpx2.RequestError as fault:
            raise network_error(fault) from fault
        if not piece:
            break  # what is left is half an event: it comes again
        *lines, rest = (rest + piece).split(b"\n")
        for line in filter(bytes.strip, lines):
            yield from _tell(watch, line)
    yield Close()


def _raise(error: StatusError) -> None:
    if isinstance(error, Gone):
        raise _TooOld
    raise error


def _tell(watch: _Watch[_Object], line: bytes) -> Generator[Step | Emit, Any, None]:
    """What one line says."""
    event = _decoded(line, _line)
    if event.type == "ERROR":
        status = _decoded(event.object, _status)
        _raise(from_status(status))
    head = _decoded(event.object, _head).metadata or _Meta()
    version = head.resource_version
    watch.moved = True
    if event.type != "BOOKMARK":
        item = watch.plan.read(bytes(event.object))
        if event.type == "DELETED":
            watch.known.pop(_key(head), None)
        else:
            watch.known[_key(head)] = version or "", item
        yield Emit(Event(type=event.type, object=item))
    # Only now: what the caller has not taken yet counts as not told.
    watch.version = version or watch.version


_Type = TypeVar("_Type")


def _decoded(data: Any, decoder: msgspec.json.Decoder[_Type]) -> _Type:
    try:
        return decoder.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as problem:
        raise WrongAnswer(f"the answer is not what it should be: {problem}") from None
