"""Hooks: registries tell that a tag was pushed, and what follows that tag is imported.

    POST /hooks/registry            who can send a signature or a header
    POST /hooks/registry/SECRET     who cannot: the path is never logged

    settings    the file of --hooks: who may send, and which namespaces that wakes
    senders     bodies -> pushes: pure, one shape for each kind of sender
    callers     whose secret it is, in a time that tells nothing
    bounds      how often, and the same body not twice
    waking      pushes -> tags that follow them -> the controller

No address of a body is ever contacted, nor does a body say which registry it is about.
"""

from __future__ import annotations

from .endpoint import Hooks
from .waking import Waker

__all__ = ["Hooks", "Waker"]
