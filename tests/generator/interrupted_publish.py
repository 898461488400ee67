"""Publishes one package over another again and again, each time stopped at the next step.

    python interrupted_publish.py FOLDER kill|fail|pause one-step|two-steps

kill ends it, fail lets the step fail, pause has another run go by before it goes on.

A process of its own, run by test_publish.py: an audit hook cannot be taken out again, and only a
process without threads may fork. Prints one JSON object for each place at which it was stopped:
what was found afterwards, and what the next run made of it.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path, PurePosixPath
from typing import Any

from kindgen.publish import swap as publishing
from kindgen.publish.manifest import MANIFEST, MARK, OUTSIDE, manifest_text

NAME = "thing"
_NOT_STOPPED = 42
# How long a second run may take before it is taken to wait for the first one.
_PATIENCE_S = 0.3
# Events of Python's own audit hooks that change something on disk, or come right before it.
_EVENTS = ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.", "tempfile.", "subprocess.")


def files_of(version: str) -> dict[PurePosixPath, str]:
    """The files of a small package; each version has one that the other has not."""
    files = {
        PurePosixPath("__init__.py"): f'"""Version {version}."""\n',
        PurePosixPath("models.py"): f"VERSION = {version!r}\n" * 50,
        PurePosixPath(f"only_{version}.py"): "",
        OUTSIDE: f'{MARK}\nname = "{NAME}"\nversion = "{version}"\n',
    }
    files[PurePosixPath(MANIFEST)] = manifest_text(files, {}, {})
    return files


class _Stop:
    """Kills or stops this process, or raises OSError, when the wanted step begins."""

    def __init__(self, how: str, at: int) -> None:
        self.how = how
        self.left = at
        self.where = ""

    def __call__(self, where: str) -> None:
        self.left -= 1
        if self.left == 0:
            if self.how != "fail":
                os.kill(os.getpid(), signal.SIGKILL if self.how == "kill" else signal.SIGSTOP)
                return
            raise OSError(errno.ENOSPC, "No space left on device", where)

    def audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        writes = event == "open" and isinstance(arguments[1], str) and "w" in arguments[1]
        if writes or event.startswith(_EVENTS):
            self(f"{event} {arguments[0]}")


def _stop_at(stop: _Stop, one_step: bool) -> None:
    exchange = publishing._exchange_in_one_step
    write = Path.write_bytes

    def stopping_exchange(one: Path, other: Path) -> bool:
        stop("before the exchange")
        done = one_step and exchange(one, other)
        stop("after the exchange")
        return done

    def half_written(self: Path, data: bytes) -> int:
        write(self, data[: len(data) // 2])
        stop(f"half of {self.name}")
        return write(self, data)

    publishing._exchange_in_one_step = stopping_exchange
    Path.write_bytes = half_written  # type: ignore[method-assign, assignment]
    sys.addaudithook(stop.audit)


def _started(action: Callable[[], None]) -> int:
    """A process of its own, by its id; it ends with 1 for an exception."""
    child = os.fork()
    if child == 0:
        try:
            action()
        except BaseException:
            os._exit(1)
        os._exit(0)
    return child


def _in_child(action: Callable[[], None], other: Callable[[], None] | None = None) -> int:
    """Run in a process of its own: 0, 1 for an exception, or minus the signal that ended it.

    Where it stops itself, `other` runs in a second process, to its end or until it has to wait.
    """
    child = _started(action)
    status = os.waitpid(child, os.WUNTRACED)[1]
    if os.WIFSTOPPED(status) and other is not None:
        second = _started(other)
        deadline = time.monotonic() + _PATIENCE_S
        ended = 0
        while not ended and time.monotonic() < deadline:
            ended = os.waitpid(second, os.WNOHANG)[0]
            time.sleep(0.001)
        os.kill(child, signal.SIGCONT)
        status = os.waitpid(child, 0)[1]
        if not ended:
            os.waitpid(second, 0)
    return os.waitstatus_to_exitcode(status)


def _content(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _which(package: Path, old: dict[str, str], new: dict[str, str]) -> str:
    if not package.exists():
        return "missing"
    found = _content(package)
    return "old" if found == old else "new" if found == new else "mixed"


def main(folder: Path, how: str, steps: str) -> None:
    """One attempt for each step of a publication, until one gets through."""
    pristine, out = folder / "pristine", folder / "out"
    publishing.publish(files_of("old"), pristine, NAME)
    (pristine / NAME / "notes.txt").write_text("a user's own\n")
    old = _content(pristine / NAME)
    shutil.copytree(pristine, out)
    publishing.publish(files_of("new"), out, NAME)
    new, beside = _content(out / NAME), sorted(path.name for path in out.iterdir())
    # Each pause costs time where the second run waits: a few places tell as much.
    for number in count(1) if how != "pause" else count(3, 5):
        shutil.rmtree(out)
        shutil.copytree(pristine, out)

        def attempt(number: int = number) -> None:
            stop = _Stop(how, number)
            _stop_at(stop, steps == "one-step")
            publishing.publish(files_of("new"), out, NAME)
            os._exit(_NOT_STOPPED if stop.left > 0 else 0)

        def publish_too() -> None:
            publishing._try_import = lambda stage, name: None  # takes time, and was tried above
            publishing.publish(files_of("new"), out, NAME)

        ended = _in_child(attempt, publish_too)
        if ended == _NOT_STOPPED:
            return
        report: dict[str, Any] = {"step": number, "ended": ended}
        report["found"] = _which(out / NAME, old, new)
        report["left"] = sorted({path.name for path in out.iterdir()} - set(beside))
        # In a copy: the run after this one has to find its own way.
        shutil.rmtree(folder / "looked at", ignore_errors=True)
        looked_at = Path(shutil.copytree(out, folder / "looked at"))
        publishing.repair(looked_at, NAME)
        report["repaired"] = _which(looked_at / NAME, old, new)
        _in_child(publish_too)
        report["next run"] = _which(out / NAME, old, new)
        report["left by next run"] = sorted({path.name for path in out.iterdir()} - set(beside))
        report["outside"] = (out / OUTSIDE.name).read_text().splitlines()[-1]
        print(json.dumps(report), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
