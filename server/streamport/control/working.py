"""One piece of work: a stream whose time has come, imported once, and when it is due again."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from imagestreamimport.models import ImageStream
from streamport.store.protocol import Store
from streamport.store.work import Lane, Settled, Work

from .clock import SteadyClock
from .engine import Engine, Imported, Lost, NotDone
from .observing import read_stream
from .retries import Pauses, error_delay_ms
from .rules import Wanted, reference_of, registry_of, repository_of, request_for, wanted
from .schedule import (
    LONGEST_TEXT,
    MOST_PROBLEMS,
    REPOSITORY,
    Run,
    State,
    brought_in_step,
    due_tags,
    next_due,
    noted,
    plan_of,
    problem_of,
    read_state,
    with_run,
    written,
)
from .settings import ControlSettings

_log = logging.getLogger(__name__)
_MOST_TAGS = 20  # of a run that are named


@dataclass(frozen=True, slots=True)
class Done:
    """How the row stays, and the import that was made, if one was."""

    settled: Settled
    run: Run | None = None


class Worker:
    """Does the work of rows that this server has claimed."""

    def __init__(
        self, store: Store, engine: Engine, clock: SteadyClock, settings: ControlSettings
    ) -> None:
        self._store, self._engine, self._clock = store, engine, clock
        self._interval_ms = int(settings.interval_s * 1000)
        self._pauses = Pauses(self._interval_ms)

    async def do(self, work: Work) -> Done:
        """Import what is due of a stream. Raises StorageFault."""
        stored = await self._store.get("imagestreams", work.place.namespace, work.place.name)
        if stored is None:
            return Done(Settled(work))
        stream = await read_stream(stored)
        now = self._clock.now()
        state = brought_in_step(
            read_state(work.state), stream, plan_of(stream, self._interval_ms), now
        )
        due = set(due_tags(state, now, lambda registry: self._paused_until(work, registry)))
        wishes = None
        if work.is_urgent or due:
            ahead = due.union(work.tags)
            wishes = wanted(stream, ahead, repository=REPOSITORY in ahead)
        state = _without_vain_retries(state, due, wishes)
        if wishes is None:
            return Done(self._settled(work, state))
        return await self._import(work, stream, stored.resource_version, wishes, state, due)

    async def _import(
        self,
        work: Work,
        stream: ImageStream,
        version: str,
        wishes: Wanted,
        state: State,
        due: set[str],
    ) -> Done:
        began = self._clock.now()
        names = [tag.name or "" for tag in wishes.tags]
        run = Run(began, _why(work, state, names, due), names[:_MOST_TAGS])
        run.more = len(names) - len(run.tags)
        request = request_for(stream, wishes, version)
        try:
            known = _known_tags(stream, due)
            imported = await self._engine(work.place.namespace, request, run.why, known)
        except Lost:
            return self._failed(work, state)
        except NotDone as error:
            run.error, run.took_ms = str(error)[:LONGEST_TEXT], self._clock.now() - began
            _log.warning("%s/%s was not imported: %s", *work.place, run.error)
            done = self._failed(work, with_run(state, run) if not state.errors else state)
            return Done(done.settled, run)
        run.took_ms = self._clock.now() - began
        _tell(run, imported, began)
        registries = _registries_of(wishes)
        self._note_registries(work, imported, registries)
        state = noted(state, imported.items, registries, began, self._clock.now())
        return Done(self._settled(work, with_run(state, run)), run)

    def _failed(self, work: Work, state: State) -> Done:
        """There was no result: it is tried again, later each time."""
        state = msgspec.structs.replace(state, errors=state.errors + 1)
        due_at = self._clock.now() + error_delay_ms(state.errors)
        return Done(Settled(work, work.registry, due_at, written(state), again=True))

    def _settled(self, work: Work, state: State) -> Settled:
        due_at, registry = next_due(state, lambda name: self._paused_until(work, name))
        return Settled(work, registry, due_at, written(state))

    def _paused_until(self, work: Work, registry: str) -> int:
        return self._pauses.until(Lane(work.place.namespace, registry))

    def _note_registries(
        self, work: Work, imported: Imported, registries: Mapping[str, str]
    ) -> None:
        """Learn which registries answer."""
        failed: dict[str, bool] = {}
        for item in imported.items:
            registry = registries.get(item.tag, "")
            failed[registry] = failed.get(registry, False) or (item.failed and item.may_pass)
        for registry, has_failed in failed.items():
            lane = Lane(work.place.namespace, registry)
            self._pauses.note(lane, failed=has_failed, now=self._clock.now())


def _without_vain_retries(state: State, due: set[str], wishes: Wanted | None) -> State:
    """Forget to retry what is not imported any more, as a tag that is a reference now."""
    requested = {tag.name or "" for tag in wishes.tags} if wishes else set[str]()
    if wishes and wishes.repository:
        requested.add(REPOSITORY)
    vain = due - requested
    if not vain:
        return state
    tags = {
        tag: (
            msgspec.structs.replace(known, retry_at=0, next_at=0, every=0) if tag in vain else known
        )
        for tag, known in state.tags.items()
    }
    return msgspec.structs.replace(state, tags=tags)


def _known_tags(stream: ImageStream, due: set[str]) -> frozenset[str]:
    """Name the tags that reading a repository again passes over: what is new is wanted.

    Those that move are imported by their own schedule, as tags.
    """
    if REPOSITORY not in due or not stream.spec:
        return frozenset()
    return frozenset(tag.name or "" for tag in stream.spec.tags)


def _why(work: Work, state: State, names: list[str], due: set[str]) -> str:
    if work.tags:
        return "asked"
    if work.is_urgent and not due.issuperset(names):
        return "edit"
    now_due = [state.tags[tag] for tag in due if tag in state.tags]
    is_round = any(known.next_at and known.next_at == known.due_at for known in now_due)
    return "schedule" if is_round or not now_due else "retry"


def _tell(run: Run, imported: Imported, began: int) -> None:
    failed = [item for item in imported.items if item.failed]
    run.failed, run.imported = len(failed), len(imported.items) - len(failed)
    run.changed = imported.changed
    run.problems = [problem_of(item, began) for item in failed[:MOST_PROBLEMS]]


def _registries_of(wishes: Wanted) -> dict[str, str]:
    registries = {tag.name or "": registry_of(reference_of(tag)) for tag in wishes.tags}
    if wishes.repository:
        registries[REPOSITORY] = registry_of(repository_of(wishes.repository))
    return registries
