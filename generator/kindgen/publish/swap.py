"""Step 6: put a package in its place, whole or not at all. The only module that writes to disk.

The new package is written beside the old one, imported once in a child process, and the two
folders change places in one step where the system has one (Linux, macOS). Elsewhere there is a
moment without a package; whoever is killed in it leaves a folder that the next run puts back.
"""

from __future__ import annotations

import ctypes
import fcntl
import glob
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from .manifest import MARK, OUTSIDE, extra_files, recorded_outputs
from .trial import Trial

_OLD = "replaced"
# Reads the files that a package folder consists of from its record; None for a folder without one.
Record = Callable[[Path], Mapping[str, str] | None]


class PublishError(Exception):
    """The package could not be put in its place; the message says why and what to do."""


def publish(
    files: Mapping[PurePosixPath, str],
    out: Path,
    name: str,
    record: Record = recorded_outputs,
    trial: Trial | None = None,
) -> None:
    """Write the files as the package `out/name`, in the place of an older one.

    Files that the record of the older one does not list are carried over. A trial may have been
    begun before, to be quicker. Raises PublishError, and leaves what there was.
    """
    target = out / name
    out.mkdir(parents=True, exist_ok=True)
    with _alone_in(out):
        _repair(out, name)
        _refuse_foreign(target, record)
        stage = Path(tempfile.mkdtemp(prefix=_prefix(name), dir=out))
        try:
            _write(files, stage / name)
            _refuse_broken(stage, name, trial)
            _carry_over(target, stage / name, record)
            _exchange(stage / name, target, stage / _OLD)
            _write_outside(files, target, stage)
        finally:
            shutil.rmtree(stage, ignore_errors=True)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Wait until no other run writes to the folder; the lock is on it and leaves no file."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def repair(out: Path, name: str) -> None:
    """Undo what a killed run left: put back a package that was moved away, clean up."""
    if name and out.is_dir() and _stages(out, name):
        with _alone_in(out):
            _repair(out, name)


def _repair(out: Path, name: str) -> None:
    for stage in _stages(out, name):
        old = stage / _OLD
        if old.is_dir() and not old.is_symlink() and not os.path.lexists(out / name):
            old.rename(out / name)
        shutil.rmtree(stage, ignore_errors=True)


def _stages(out: Path, name: str) -> list[Path]:
    """List the folders of killed runs; a link was not made by us, and is not followed."""
    found = sorted(out.glob(glob.escape(_prefix(name)) + "*"))
    return [stage for stage in found if stage.is_dir() and not stage.is_symlink()]


def _prefix(name: str) -> str:
    return f".{name}.kindgen-"


def _refuse_foreign(target: Path, record: Record) -> None:
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise PublishError(f"{target} is no folder: move it away, or choose another folder")
    if target.is_dir() and record(target) is None and any(target.iterdir()):
        raise PublishError(
            f"{target} was not made by this command (it has no record of it): "
            "move it away, or choose another folder"
        )


def _write(files: Mapping[PurePosixPath, str], folder: Path) -> None:
    for path, text in files.items():
        if path == OUTSIDE:
            continue
        if path.is_absolute() or ".." in path.parts:
            raise PublishError(f"{path} would lie outside of the package")
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode())


def _refuse_broken(stage: Path, name: str, trial: Trial | None) -> None:
    with trial or Trial() as child:
        complaint = child.complaint(stage, name)
    if complaint is not None:
        raise PublishError(f"the new package cannot be imported, the old one stays: {complaint}")


def _carry_over(old: Path, new: Path, record: Record) -> None:
    """Bring along what users put into the folder: only what the old manifest lists goes away."""
    known = record(old)
    if known is None:
        return
    for difference in extra_files(old, known):
        place = new / difference.path
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            try:
                shutil.copy2(old / difference.path, place, follow_symlinks=False)
            except shutil.SpecialFileError:
                message = f"{old / difference.path} is neither a file nor a link: move it away"
                raise PublishError(message) from None


def _exchange(new: Path, target: Path, old: Path) -> None:
    if not target.exists():
        new.rename(target)
    elif not _exchange_in_one_step(new, target):
        target.rename(old)
        try:
            new.rename(target)
        except BaseException:
            old.rename(target)
            raise


def _exchange_in_one_step(one: Path, other: Path) -> bool:
    """Let two folders change places; False where the system or the file system cannot."""
    library = ctypes.CDLL(None, use_errno=True)
    first, second = os.fsencode(one), os.fsencode(other)
    if sys.platform == "linux" and hasattr(library, "renameat2"):
        here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE: renameat2(2)
        return bool(library.renameat2(here, first, here, second, exchange) == 0)
    if sys.platform == "darwin" and hasattr(library, "renamex_np"):
        return bool(library.renamex_np(first, second, 2) == 0)  # RENAME_SWAP: renamex_np(2)
    return False


def _write_outside(files: Mapping[PurePosixPath, str], target: Path, stage: Path) -> None:
    """Write what lies beside the package, unless a user's own file is there."""
    place = target / OUTSIDE
    text = files.get(OUTSIDE)
    if text is None or not is_ours(place, target.name):
        return
    part = stage / place.name
    part.write_bytes(text.encode())
    part.replace(target.parent / place.name)


def is_ours(place: Path, name: str) -> bool:
    """Whether a file beside a package may be replaced: it is not there, or we wrote it for it."""
    if place.is_symlink() or (place.exists() and not place.is_file()):
        return False  # we write files only
    try:
        text = place.read_text("utf-8", errors="replace")
    except FileNotFoundError:
        return True
    return text.startswith(MARK) and f'\nname = "{name}"\n' in text
