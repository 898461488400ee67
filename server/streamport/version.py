"""The version of this distribution."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed_version


def version() -> str:
    """Return the installed version, `unknown` where the code runs without being installed."""
    try:
        return installed_version("streamport")
    except PackageNotFoundError:
        return "unknown"
