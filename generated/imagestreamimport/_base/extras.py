"""What the parts of this package need that not everybody has installed."""

from __future__ import annotations

from importlib.util import find_spec


def need(library: str, extra: str) -> None:
    """Make sure that a library is there before a part of the package is loaded that needs it.

    Raises ModuleNotFoundError, which says what to install.
    """
    try:
        found = find_spec(library)
    except ImportError:  # a finder refuses it
        found = None
    if found is None:
        message = f"{library} is missing: pip install {library} (the extra [{extra}] brings it)"
        raise ModuleNotFoundError(message, name=library)
