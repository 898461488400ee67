"""When tags are due again: their span, retries, and registries that are left alone."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from imagestreamimport.models import ImageStream
from streamport.control.engine import Item
from streamport.control.pace import Pace
from streamport.control.retries import Pauses, error_delay_ms
from streamport.control.schedule import (
    REPOSITORY,
    Run,
    State,
    brought_in_step,
    due_tags,
    is_in_step,
    next_due,
    noted,
    plan_of,
    read_state,
    with_run,
    written,
)
from streamport.control.turns import Turns
from streamport.store.work import Lane

MINUTE, HOUR = 60_000, 3_600_000
EVERY = "streamport/import-every"


def scheduled(name: str = "a", host: str = "reg.test", **annotations: str) -> dict[str, Any]:
    return {
        "name": name,
        "from": {"kind": "DockerImage", "name": f"{host}/app:{name}"},
        "importPolicy": {"scheduled": True},
        "annotations": {EVERY: annotations["every"]} if annotations else None,
    }


def stream(*tags: Any, every: str = "", repository: str = "", uid: str = "u") -> ImageStream:
    annotations = {EVERY: every} if every else None
    return msgspec.convert(
        {
            "metadata": {"name": "app", "namespace": "t", "uid": uid, "annotations": annotations},
            "spec": {"tags": list(tags), "dockerImageRepository": repository},
        },
        ImageStream,
    )


def stepped(found: ImageStream, state: State | None = None, now: int = 0) -> State:
    return brought_in_step(state or State(), found, plan_of(found, 15 * MINUTE), now)


def never(_: str) -> int:
    return 0


def test_a_tag_is_due_after_its_own_span_that_of_the_stream_or_that_of_the_server() -> None:
    found = stream(scheduled("a", every="1h30m"), scheduled("b"), every="2d")
    assert {tag: known.every for tag, known in plan_of(found, MINUTE).items()} == {
        "a": 90 * MINUTE,
        "b": 48 * HOUR,
    }
    assert plan_of(stream(scheduled("c")), MINUTE)["c"].every == MINUTE
    assert plan_of(stream(scheduled("c"), every="soon"), MINUTE)["c"].every == MINUTE


def test_a_repository_is_read_again_where_the_stream_says_how_often() -> None:
    assert plan_of(stream(repository="reg.test/app"), MINUTE) == {}
    planned = plan_of(stream(repository="reg.test/app", every="1h"), MINUTE)
    assert (planned[REPOSITORY].every, planned[REPOSITORY].registry) == (HOUR, "reg.test")


def test_an_edit_does_not_put_a_round_off() -> None:
    state = stepped(stream(scheduled("a")))
    again = stepped(stream(scheduled("a"), scheduled("b")), state, now=5 * MINUTE)
    assert again.tags["a"].next_at == 15 * MINUTE
    assert again.tags["b"].next_at == 20 * MINUTE
    shorter = stepped(stream(scheduled("a", every="1m")), state, now=5 * MINUTE)
    assert shorter.tags["a"].next_at == 6 * MINUTE
    assert stepped(stream(), state).tags == {}
    anew = stepped(stream(scheduled("a"), uid="another"), state, now=5 * MINUTE)
    assert anew.tags["a"].next_at == 20 * MINUTE


def test_an_instant_that_is_too_far_away_is_brought_back() -> None:
    found = stream(scheduled("a"))
    state = stepped(found, now=100 * HOUR)  # the clock was set back since
    assert not is_in_step(state, found, plan_of(found, 15 * MINUTE), now=0)
    assert stepped(found, state, now=0).tags["a"].next_at == 15 * MINUTE


def test_a_round_is_due_again_a_span_after_it_began_and_another_import_is_no_round() -> None:
    state = stepped(stream(scheduled("a")))
    early = noted(state, [Item("a")], {"a": "reg.test"}, began=MINUTE, now=MINUTE)
    assert early.tags["a"].next_at == 15 * MINUTE
    late = noted(state, [Item("a")], {"a": "reg.test"}, began=16 * MINUTE, now=17 * MINUTE)
    assert late.tags["a"].next_at == 31 * MINUTE


def test_what_may_pass_is_tried_again_later_each_time_and_other_failures_are_not() -> None:
    state, now, waits = State("u"), 0, []
    for _ in range(6):
        state = noted(state, [Item("a", True, may_pass=True)], {"a": "reg.test"}, now, now)
        waits.append(state.tags["a"].retry_at - now)
        now = state.tags["a"].retry_at
        assert list(due_tags(state, now, never)) == ["a"]
    assert waits == [30_000, 2 * MINUTE, 10 * MINUTE, HOUR, HOUR, HOUR]
    state = noted(state, [Item("a", True, "NotFound")], {}, now, now)
    assert (next_due(state, never), state.tags["a"].problem is not None) == ((None, ""), True)
    assert noted(state, [Item("a")], {}, now, now).tags == {}


def test_a_registry_that_fails_is_left_alone_and_the_others_are_not() -> None:
    found = stream(scheduled("a"), scheduled("b", host="other.test"))
    state = stepped(found)
    pauses = Pauses(15 * MINUTE)
    lane = Lane("t", "reg.test")
    now = 15 * MINUTE
    pauses.note(lane, failed=True, now=now)
    pauses.note(lane, failed=True, now=now + 1)  # at the same time: it counts once

    def until(registry: str) -> int:
        return pauses.until(Lane("t", registry))

    assert list(due_tags(state, now, until)) == ["b"]
    assert next_due(state, until) == (now, "other.test")
    assert list(due_tags(state, now + 30_000, until)) == ["a", "b"]
    assert pauses.until(Lane("another", "reg.test")) == 0
    for expected in (2 * MINUTE, 10 * MINUTE, 15 * MINUTE, 15 * MINUTE):
        now = pauses.until(lane)
        pauses.note(lane, failed=True, now=now)
        assert pauses.until(lane) - now == expected
    pauses.note(lane, failed=False, now=now)
    assert pauses.until(lane) == 0


def test_an_import_without_a_result_is_tried_again_at_once_and_then_later() -> None:
    assert [error_delay_ms(errors) for errors in (1, 2, 3, 10, 60)] == [1, 2, 4, 512, 1_000_000]


def test_the_trail_holds_what_was_done_and_failures_that_are_alike_once() -> None:
    state = State("u")
    state = with_run(state, Run(1, "schedule", ["a"], imported=1))
    assert state.trail == []
    for at in (2, 3, 4):
        state = with_run(state, Run(at, "schedule", ["a"], failed=1))
    assert [(run.at, run.times) for run in state.trail] == [(4, 3)]
    for at in range(20):
        state = with_run(state, Run(at, "edit", ["a"], imported=1, changed=True))
    assert len(state.trail) == 10
    assert read_state(written(state)) == state
    assert read_state("broken") == State()
    assert written(State("u")) == ""


# --------------------------------------------------------------------------------- turns and pace


def test_namespaces_take_turns_whatever_one_has_waiting() -> None:
    turns = Turns(10)
    many = [Lane("greedy", f"r{number}") for number in range(50)]
    chosen = turns.choose([*many, Lane("small", "r0")], 4)
    assert [lane.namespace for lane in chosen].count("small") == 2
    for lane in chosen:
        turns.take(lane)
    assert turns.free == 6


def test_one_namespace_and_one_registry_never_hold_all_places() -> None:
    turns = Turns(8)
    for lane in turns.choose([Lane("one", "slow")], 100):
        turns.take(lane)
    assert turns.free == 4
    assert turns.choose([Lane("two", "slow")], 100) == []
    chosen = turns.choose([Lane("one", "quick"), Lane("two", "quick")], 100)
    assert {lane.namespace for lane in chosen} == {"two"}
    turns.give_back(Lane("one", "slow"))
    assert turns.choose([Lane("two", "slow")], 1) == [Lane("two", "slow")]


def test_who_was_served_last_comes_last() -> None:
    turns = Turns(8)
    first, second = Lane("a", "r"), Lane("b", "r")
    turns.take(first)
    assert turns.choose([first, second], 1) == [second]


@pytest.mark.parametrize("most", [0, -1])
def test_no_limit(most: int) -> None:
    pace = Pace(most)
    pace.begin(0, 10_000)
    assert pace.left(0) > 10_000


def test_in_no_minute_are_more_rounds_than_the_limit() -> None:
    pace = Pace(3)
    pace.begin(0, 2)
    pace.begin(30_000, 1)
    assert (pace.left(59_999), pace.next_at()) == (0, 60_000)
    assert pace.left(60_000) == 2
    pace.begin(60_000, 2)
    pace.give_back()
    assert pace.left(60_000) == 1
