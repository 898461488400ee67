"""What kubectl prints: how long ago, and which tags."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from imagestreamimport.models import (
    ImageStream,
    ImageStreamSpec,
    ImageStreamStatus,
    NamedTagEventList,
    ObjectMeta,
    TagEvent,
    TagReference,
)
from streamport.api.tables import span, stream_row

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ago", "shown"),
    [
        ({"seconds": 0}, "Less than a second"),
        ({"seconds": 1}, "1 second"),
        ({"seconds": 59}, "59 seconds"),
        ({"seconds": 60}, "About a minute"),
        ({"minutes": 45}, "45 minutes"),
        ({"minutes": 70}, "About an hour"),
        ({"hours": 47}, "47 hours"),
        ({"hours": 48}, "2 days"),
        ({"days": 13}, "13 days"),
        ({"days": 15}, "2 weeks"),
        ({"days": 62}, "8 weeks"),
        ({"days": 70}, "2 months"),
        ({"days": 800}, "2 years"),
        ({"days": -1}, "Less than a second"),
    ],
)
def test_spans_read_as_those_of_oc(ago: dict[str, int], shown: str) -> None:
    moment = (NOW - timedelta(**ago)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert span(moment, NOW) == shown


def test_a_stream_shows_the_tags_that_it_has_and_its_newest_image() -> None:
    stream = ImageStream(
        metadata=ObjectMeta(name="app"),
        spec=ImageStreamSpec(tags=[TagReference(name=name) for name in ("v2", "v1", "a", "b")]),
        status=ImageStreamStatus(
            docker_image_repository="reg/team/app",
            tags=[
                NamedTagEventList(tag="v1", items=[TagEvent(created="2026-03-01T11:58:00Z")]),
                NamedTagEventList(tag="c", items=[TagEvent(created="2026-01-01T00:00:00Z")]),
                NamedTagEventList(tag="d", items=None),
            ],
        ),
    )
    assert stream_row(stream, NOW) == [
        "app",
        "reg/team/app",
        "v1,c,d",
        "2 minutes ago",
    ]


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (["x" * 60, "y"], f"{'x' * 60} + 1 more..."),
        (["a" * 18, "b" * 18, "c"], f"{'a' * 18},{'b' * 18},c"),
        (["a" * 18, "b" * 18, "c" * 30], f"{'a' * 18},{'b' * 18} + 1 more..."),
        (["a" * 18, "b" * 25], f"{'a' * 18},{'b' * 25}"),
    ],
)
def test_as_many_tags_are_shown_as_there_is_room_for(names: list[str], shown: str) -> None:
    tags = [NamedTagEventList(tag=name, items=None) for name in names]
    stream = ImageStream(metadata=ObjectMeta(name="app"), status=ImageStreamStatus(tags=tags))
    assert stream_row(stream, NOW)[2] == shown
