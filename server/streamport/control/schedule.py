"""What is known of a stream's imports, and when the next ones are due. Pure.

The state lies in the stream's row of the table of work. Instants are milliseconds since 1970.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import msgspec
from msgspec import Struct, field

from imagestreamimport.models import ImageStream
from streamport.importing.fields import metadata_of
from streamport.importing.spans import EVERY_ANNOTATION, span_s

from .engine import Item, Tried
from .retries import delay_ms
from .rules import reference_of, registry_of, repository_of, scheduled_tags

MOST_RUNS = 10  # that are remembered
MOST_PROBLEMS = 10  # of a run
LONGEST_TEXT = 500
REPOSITORY = ""  # stands for the repository among the tags, none of which is called so


class Problem(Struct, omit_defaults=True):
    """The reason why a tag was not imported."""

    tag: str
    reason: str = ""
    message: str = ""
    at: int = 0
    tried: list[Tried] = field(default_factory=list[Tried])  # which places were asked, and how


class TagState(Struct, omit_defaults=True):
    """One tag: `every` is 0 for one that is not scheduled, `retry_at` where nothing is to retry."""

    registry: str = ""
    every: int = 0
    next_at: int = 0
    last_at: int = 0
    failures: int = 0
    retry_at: int = 0
    problem: Problem | None = None

    @property
    def due_at(self) -> int:
        """When it is due, 0 for never."""
        return min(filter(None, (self.next_at, self.retry_at)), default=0)

    @property
    def is_kept(self) -> bool:
        """Whether there is something to know of it."""
        return bool(self.every or self.retry_at or self.problem)


class Run(Struct, omit_defaults=True):
    """One import. why: edit, schedule, retry, or asked."""

    at: int
    why: str
    tags: list[str] = field(default_factory=list[str])
    more: int = 0  # tags beyond those
    took_ms: int = 0
    imported: int = 0
    failed: int = 0
    changed: bool = False
    times: int = 0  # that it went just so, where it was more than once
    problems: list[Problem] = field(default_factory=list[Problem])
    error: str = ""


class State(Struct, omit_defaults=True):
    """All that is known of a stream. errors: imports in a row that had no result."""

    uid: str = ""
    tags: dict[str, TagState] = field(default_factory=dict[str, TagState])
    errors: int = 0
    trail: list[Run] = field(default_factory=list[Run])  # newest first


@dataclass(frozen=True, slots=True)
class Planned:
    """How often a tag is imported, and from which registry."""

    every: int
    registry: str


def read_state(text: str) -> State:
    """Read a state; one that cannot be read is none."""
    try:
        return msgspec.json.decode(text, type=State) if text else State()
    except msgspec.DecodeError:
        return State()


def written(state: State) -> str:
    """Write a state; "" for one that says nothing."""
    if not state.tags and not state.trail and not state.errors:
        return ""
    return msgspec.json.encode(state).decode()


def plan_of(stream: ImageStream, interval_ms: int) -> Mapping[str, Planned]:
    """Tell which tags of a stream are scheduled."""
    of_stream = _span_ms(metadata_of(stream).annotations)
    planned = {
        tag.name
        or "": Planned(
            _span_ms(tag.annotations) or of_stream or interval_ms, registry_of(reference_of(tag))
        )
        for tag in scheduled_tags(stream)
    }
    repository = (stream.spec.docker_image_repository or "") if stream.spec else ""
    if repository and of_stream and (named := repository_of(repository)):
        planned[REPOSITORY] = Planned(of_stream, registry_of(named))
    return planned


def _span_ms(annotations: Mapping[str, str]) -> int:
    return int((span_s(annotations.get(EVERY_ANNOTATION, "")) or 0) * 1000)


def is_in_step(state: State, stream: ImageStream, plan: Mapping[str, Planned], now: int) -> bool:
    """Whether the state has the schedule of the stream, and no instant that is too far away."""
    if state.uid != (metadata_of(stream).uid or ""):
        return not plan and not state.tags
    scheduled = {
        tag: Planned(known.every, known.registry)
        for tag, known in state.tags.items()
        if known.every
    }
    return scheduled == plan and all(
        known.next_at <= now + known.every for known in state.tags.values() if known.every
    )


def brought_in_step(
    state: State, stream: ImageStream, plan: Mapping[str, Planned], now: int
) -> State:
    """Return the state with the schedule of the stream.

    A new tag is due after its span; others keep their time, whatever else was changed.
    """
    uid = metadata_of(stream).uid or ""
    known = state.tags if state.uid == uid else {}
    there = {tag.name or "" for tag in stream.spec.tags} if stream.spec else set[str]()
    tags = {
        tag: _in_step(known.get(tag) or TagState(), plan.get(tag), now)
        for tag in (*known, *plan)
        if tag in there or tag == REPOSITORY
    }
    kept = {tag: tag_state for tag, tag_state in tags.items() if tag_state.is_kept}
    if state.uid == uid:
        return msgspec.structs.replace(state, tags=kept)
    return State(uid, kept)


def _in_step(known: TagState, planned: Planned | None, now: int) -> TagState:
    replace = msgspec.structs.replace
    retry_at = min(known.retry_at, now + delay_ms(known.failures)) if known.retry_at else 0
    if planned is None:
        return replace(known, every=0, next_at=0, retry_at=retry_at)
    next_at = now + planned.every
    if known.next_at:
        next_at = min(known.next_at, next_at)
    return replace(
        known,
        every=planned.every,
        registry=planned.registry,
        next_at=next_at,
        retry_at=retry_at,
    )


def due_tags(state: State, now: int, paused_until: Callable[[str], int]) -> Iterator[str]:
    """Yield the tags whose time has come, but for those of a registry that is left alone."""
    for tag, known in state.tags.items():
        if known.due_at and known.due_at <= now and paused_until(known.registry) <= now:
            yield tag


def next_due(state: State, paused_until: Callable[[str], int]) -> tuple[int | None, str]:
    """Return when something is due next and at which registry; None for never."""
    dues = [
        (max(known.due_at, paused_until(known.registry)), known.registry)
        for known in state.tags.values()
        if known.due_at
    ]
    return min(dues, default=(None, ""))


def noted(
    state: State, items: list[Item], registries: Mapping[str, str], began: int, now: int
) -> State:
    """Return the state after an import: what failed, and when it is tried again."""
    tags = dict(state.tags)
    for item in items:
        after = _noted(tags.get(item.tag) or TagState(), item, began, now)
        after.registry = registries.get(item.tag, after.registry)
        if after.is_kept:
            tags[item.tag] = after
        else:
            tags.pop(item.tag, None)
    return msgspec.structs.replace(state, tags=tags, errors=0)


def _noted(known: TagState, item: Item, began: int, now: int) -> TagState:
    failures = known.failures + 1 if item.failed and item.may_pass else 0
    next_at = known.next_at
    if known.every and next_at <= began:  # a round; what is imported for another reason is none
        next_at = began + known.every
    return TagState(
        registry=known.registry,
        every=known.every,
        next_at=next_at,
        last_at=began,
        failures=failures,
        retry_at=now + delay_ms(failures) if failures else 0,
        problem=problem_of(item, began) if item.failed else None,
    )


def problem_of(item: Item, at: int) -> Problem:
    """Write down why a tag failed."""
    return Problem(item.tag, item.reason, item.message[:LONGEST_TEXT], at, list(item.tried))


def with_run(state: State, run: Run) -> State:
    """Return the state with a run in its trail. A round that changed nothing leaves no trace."""
    if not (run.changed or run.failed or run.error) and run.why != "edit":
        return state
    if state.trail and not run.changed and _went_alike(run, state.trail[0]):
        again = msgspec.structs.replace(run, times=max(1, state.trail[0].times) + 1)
        return msgspec.structs.replace(state, trail=[again, *state.trail[1:]])
    return msgspec.structs.replace(state, trail=[run, *state.trail][:MOST_RUNS])


def _went_alike(run: Run, before: Run) -> bool:
    """Whether a run failed as the one before it did."""

    def told(run: Run) -> object:
        problems = [(problem.tag, problem.reason, problem.message) for problem in run.problems]
        return run.failed, run.error, problems

    return told(run) == told(before)
