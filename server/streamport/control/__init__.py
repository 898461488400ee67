"""What keeps streams alive: tags are imported by themselves, on time, and again when they failed.

    Controller(store, engine, settings)
        observing    every change of a stream: does it want an import, has its schedule changed?
        claiming     what is due is taken from the store's table of work, in fair turns
        working      state + stream + time -> one import, and when something is due again

`rules` and `schedule` are pure. Nothing here knows of HTTP servers or users: whoever builds the
controller gives it an engine that imports. Source: the reference's import controllers.
"""

from __future__ import annotations

from .controller import Controller
from .engine import Engine, Imported, Item, Lost, NotDone, Tried
from .settings import ControlSettings

__all__ = [
    "ControlSettings",
    "Controller",
    "Engine",
    "Imported",
    "Item",
    "Lost",
    "NotDone",
    "Tried",
]
