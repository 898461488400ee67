"""Files and folders that only their user may read."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path


class NotPrivate(Exception):
    """A folder that others may write to: they could put files of theirs in the place of ours."""


def private_folder(path: Path) -> None:
    """Make the folder, readable by the user alone. One that exists is left as it is.

    Raises NotPrivate, OSError.
    """
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    found = path.stat()
    if found.st_mode & 0o022 or found.st_uid not in (0, os.geteuid()):
        raise NotPrivate(str(path))


def write_private(path: Path, content: bytes) -> None:
    """Put the content there, whole or not at all, readable by the user alone. Raises OSError."""
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # mode 0600
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink()
            raise
    except OSError as error:
        # That a full disk is told of this file, and not of none.
        raise OSError(error.errno, error.strerror, str(path)) from error


def remove_leftovers(path: Path) -> None:
    """Remove what a start that was killed has left of writing the file."""
    for left in path.parent.glob(f".{path.name}.????????"):
        with suppress(OSError):
            left.unlink()
