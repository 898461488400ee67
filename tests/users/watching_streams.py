"""Watch streams until something has happened, or until it is told to stop."""

import threading
from collections.abc import Callable

from imagestreamimport.client import Client
from imagestreamimport.models import ImageStream


def wait_for_tag(client: Client, name: str, tag: str, timeout_s: float) -> str | None:
    """The image of a tag as soon as it has one; None where the time is over before."""
    with client.imagestreams.watch(name=name, timeout=timeout_s) as events:
        for event in events:
            if event.type == "DELETED":
                return None
            for history in event.object.status.tags:
                if history.tag == tag and history.items:
                    return history.items[0].image
    return None


def tell_changes(
    client: Client, tell: Callable[[str, ImageStream], None], stop: threading.Event
) -> None:
    """Tell of each change, until `stop` is set."""
    with client.imagestreams.watch(timeout=3600) as events:
        for event in events:
            tell(event.type, event.object)
            if stop.is_set():
                return
