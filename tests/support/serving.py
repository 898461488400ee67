"""`streamport serve` as a child process on free ports, and a client that trusts its certificate."""

from __future__ import annotations

import json
import os
import resource
import signal
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2

_TOO_LONG_S = 60


@dataclass
class Serving:
    """A running server. `printed` is what stood on stdout when it was ready."""

    process: subprocess.Popen[bytes]
    state: Path
    log: Path
    printed: str
    urls: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return self.urls[0]

    @property
    def plain_url(self) -> str:
        return self.urls[1]

    @property
    def token(self) -> str:
        return (self.state / "token").read_text().strip()

    def client(self, token: str | None = "", url: str = "") -> httpx2.Client:
        """With the administrator's token, another one, or (None) without any."""
        used = self.token if token == "" else token
        headers = {"authorization": f"Bearer {used}"} if used else {}
        return httpx2.Client(base_url=url or self.url, headers=headers, verify=self.trust())

    def trust(self) -> ssl.SSLContext:
        """As strict as Python can be, and trusting nothing but the server's certificate."""
        context = ssl.create_default_context(cafile=self.state / "tls.crt")
        context.verify_flags |= ssl.VERIFY_X509_STRICT
        return context

    def logged(self, part: str) -> dict[str, Any]:
        """The first line of the log that has the part: it is written after the answer is sent."""
        end = time.monotonic() + _TOO_LONG_S
        while time.monotonic() < end:
            for line in self.log.read_text().splitlines():
                if part in line:
                    found: dict[str, Any] = json.loads(line)
                    return found
            time.sleep(0.02)
        raise AssertionError(f"nothing was logged with {part}:\n{self.log.read_text()}")

    def stop(self) -> int:
        """Ask it to stop; the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(_TOO_LONG_S)


@contextmanager
def serving(
    state: Path,
    *flags: str,
    environment: Mapping[str, str] | None = None,
    resources: Mapping[int, int] | None = None,
) -> Iterator[Serving]:
    """A server whose state lies in the folder, stopped at the end whatever happens.

    resources: limits of the process, as `resource.RLIMIT_NOFILE: 256`.
    """

    def restrict() -> None:
        for which, most in (resources or {}).items():
            resource.setrlimit(which, (most, most))

    log = state.parent / f"{state.name}.log"
    command = [sys.executable, "-m", "streamport", "serve", "--state-dir", str(state)]
    if "--secure-port" not in flags:
        command += ["--secure-port", "0"]
    told = log.with_suffix(".out")
    with log.open("a") as errors, told.open("w") as out:
        environ = {**os.environ, **(environment or {})}
        process = subprocess.Popen(
            [*command, *flags],
            stdout=out,
            stderr=errors,
            env=environ,
            preexec_fn=restrict if resources else None,
        )
    try:
        printed = _until_ready(process, told, log)
        urls = [line.split()[-1] for line in printed.splitlines()[:2] if "://" in line]
        yield Serving(process, state, log, printed, urls)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()


def _until_ready(process: subprocess.Popen[bytes], told: Path, log: Path) -> str:
    """What is printed at the start, up to its last line."""
    end = time.monotonic() + _TOO_LONG_S
    while not (printed := told.read_text()).endswith("/imagestreamimports\n"):
        if process.poll() is not None or time.monotonic() > end:
            raise AssertionError(f"the server did not start:\n{printed}{log.read_text()}")
        time.sleep(0.02)
    return printed
