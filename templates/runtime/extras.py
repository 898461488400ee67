"""What the parts of this package need that not everybody has installed."""

from __future__ import annotations

from importlib.util import find_spec


def need(library: str, extra: str) -> None:
    """Make sure that a library is there before a part of the package is loaded that needs it.

    Raises ModuleNotFoundError, which says what to install.
    """
    if find_spec(library) is None:
        message = (
            f"{library} is missing: pip install {library} (the extra [{extra}] brings it along)"
        )
        raise ModuleNotFoundError(message, name=library)
