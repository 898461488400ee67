"""The schedule of a stream as people read it: what is due, what was, and what went wrong. Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from imagestreamimport.models import ImageStream
from streamport.importing.fields import metadata_of
from streamport.importing.times import rfc3339
from streamport.store.work import Work

from .engine import Tried
from .schedule import (
    REPOSITORY,
    Problem,
    Run,
    TagState,
    brought_in_step,
    plan_of,
    read_state,
)

API_VERSION = "streamport/v1"
Show = Callable[[int], float]  # from an instant of the table to seconds since 1970


def schedule_document(
    stream: ImageStream,
    work: Work | None,
    interval_ms: int,
    now: int,
    show: Show,
    *,
    may_name: Callable[[str], bool],
) -> dict[str, Any]:
    """Write the schedule. may_name: whether the reader may know of a secret."""
    metadata = metadata_of(stream)
    state = read_state(work.state if work else "")
    state = brought_in_step(state, stream, plan_of(stream, interval_ms), now)
    report = _Report(show, may_name)
    sources = {
        tag.name or "": (tag.from_.name or "") if tag.from_ else ""
        for tag in (stream.spec.tags if stream.spec else [])
    }
    if stream.spec:
        sources[REPOSITORY] = stream.spec.docker_image_repository or ""
    document: dict[str, Any] = {
        "kind": "Schedule",
        "apiVersion": API_VERSION,
        "metadata": {"namespace": metadata.namespace, "name": metadata.name},
        "importing": bool(work and work.is_claimed),
        "pending": bool(work and work.is_urgent),
    }
    failing = _failing(stream)
    for tag, known in state.tags.items():
        if tag != REPOSITORY and tag not in failing:
            known.problem = None  # a user's import has brought it since
    tags = sorted(
        (tag, known) for tag, known in state.tags.items() if tag != REPOSITORY and known.is_kept
    )
    document["tags"] = [report.tag(tag, sources.get(tag, ""), known) for tag, known in tags]
    if REPOSITORY in state.tags:
        shown = report.tag("", sources[REPOSITORY], state.tags[REPOSITORY])
        document["repository"] = shown
    document["trail"] = [report.run(run) for run in state.trail]
    return document


def _failing(stream: ImageStream) -> set[str]:
    """Name the tags whose last import has failed."""
    histories = stream.status.tags if stream.status else []
    return {
        history.tag or ""
        for history in histories
        if any(
            entry.type == "ImportSuccess" and entry.status == "False"
            for entry in history.conditions
        )
    }


class _Report:
    """Instants and problems as they are shown."""

    def __init__(self, show: Show, may_name: Callable[[str], bool]) -> None:
        self._show, self._may_name = show, may_name

    def tag(self, tag: str, source: str, known: TagState) -> dict[str, Any]:
        return _given(
            tag=tag,
            **{"from": source},
            everySeconds=known.every / 1000 if known.every else None,
            nextRun=self._time(known.due_at),
            lastRun=self._time(known.last_at),
            failures=known.failures,
            lastProblem=self._problem(known.problem) if known.problem else None,
        )

    def run(self, run: Run) -> dict[str, Any]:
        return _given(
            time=self._time(run.at),
            why=run.why,
            tags=run.tags,
            moreTags=run.more,
            milliseconds=run.took_ms,
            imported=run.imported,
            failed=run.failed,
            changed=run.changed,
            times=run.times,
            problems=[self._problem(problem) for problem in run.problems],
            error=run.error,
        )

    def _problem(self, problem: Problem) -> dict[str, Any]:
        return _given(
            tag=problem.tag,
            time=self._time(problem.at),
            reason=problem.reason,
            message=problem.message,
            tried=[self._tried(tried) for tried in problem.tried],
        )

    def _tried(self, tried: Tried) -> str:
        if tried.secret and not self._may_name(tried.secret):
            return tried.hidden
        return tried.text

    def _time(self, instant: int) -> str | None:
        if not instant:
            return None
        return rfc3339(datetime.fromtimestamp(self._show(instant), UTC))


def _given(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, "", 0, [], False)}
