"""History of tags: how an event joins it, and how tags follow other tags.

Source: import semantics, sections 14.5 and 14.6.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping, Sequence

from imagestreamimport.models import NamedTagEventList, TagEvent

from .draft import Draft


def newest_event(draft: Draft, tag: str) -> TagEvent | None:
    """Return the newest event of a status tag, if it has any."""
    history = draft.status_tags.get(tag)
    items = history.items if history else []
    return items[0] if items else None


def add_event(draft: Draft, tag: str, event: TagEvent) -> bool:
    """Put an event on top of a tag's history, or let the newest one take it in.

    The newest event takes it in, and stays as old as it was, where reference or image are the
    same. Conditions go unless nothing changes. True if something changed.
    """
    newest = newest_event(draft, tag)
    if newest is None:
        draft.status_tags[tag] = NamedTagEventList(tag=tag, items=[_copy(event)])
        return True
    history = draft.status_tags[tag]
    same_reference = newest.docker_image_reference == event.docker_image_reference
    same_image = newest.image == event.image
    if same_reference and same_image and newest.generation == event.generation:
        return False
    if same_reference or same_image:
        newest.docker_image_reference = event.docker_image_reference
        newest.image = event.image
        newest.generation = event.generation
    else:
        history.items = [_copy(event), *history.items]
    history.conditions = []
    return True


def follow_tags(draft: Draft, old: Draft | None) -> None:
    """Give the events that are new to tags which follow other tags of the same stream.

    old: the stream before, None for a new one. A tag that follows a follower gets them as well.
    """
    followers = followers_in(draft)
    waiting = deque(tag for tag in sorted(draft.status_tags) if _has_news(draft, old, tag))
    passed_on: set[str] = set()  # two tags may follow each other
    while waiting:
        tag = waiting.popleft()
        event = newest_event(draft, tag)
        if event is None or tag in passed_on:
            continue
        passed_on.add(tag)
        for follower in followers.get(tag, ()):
            if add_event(draft, follower, event):
                waiting.append(follower)


def _has_news(draft: Draft, old: Draft | None, tag: str) -> bool:
    newest = newest_event(draft, tag)
    return newest is not None and (old is None or newest != newest_event(old, tag))


def followers_in(draft: Draft) -> Mapping[str, Sequence[str]]:
    """Return the spec tags that follow another tag of the same stream, sorted, by that tag."""
    followers: defaultdict[str, list[str]] = defaultdict(list)
    for follower in sorted(draft.spec_tags):
        tag = _followed_tag(draft, follower)
        if tag is not None:
            followers[tag].append(follower)
    return followers


def _followed_tag(draft: Draft, follower: str) -> str | None:
    """Return the tag of the same stream that a spec tag follows, if it follows one."""
    source = draft.spec_tags[follower].from_
    if not source or source.kind != "ImageStreamTag":
        return None
    if (source.namespace or "") not in ("", draft.namespace):
        return None
    name = source.name or ""
    stream, colon, tag = name.partition(":")
    if not colon:
        return name
    return tag if stream == draft.name and ":" not in tag else None


def _copy(event: TagEvent) -> TagEvent:
    return TagEvent(
        created=event.created,
        docker_image_reference=event.docker_image_reference,
        generation=event.generation,
        image=event.image,
    )
