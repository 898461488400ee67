"""docker-registry, the real one, on a free loopback port."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.support.programs import find_program

NAMES = ("docker-registry", "registry")  # Debian's name for it, and upstream's


class Process:
    """One docker-registry with settings of its own."""

    def __init__(self, folder: Path, name: str, storage: Path, settings: Mapping[str, Any]) -> None:
        program = find_program(*NAMES, package="docker-registry")
        port = _free_port()
        self.host = f"127.0.0.1:{port}"
        path = folder / f"{name}.yml"
        path.write_text(json.dumps(_settings(port, storage, settings)))  # JSON is YAML
        self._process = subprocess.Popen(
            [program, "serve", str(path)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"OTEL_TRACES_EXPORTER": "none"},
        )
        self._wait(port)

    def _wait(self, port: int) -> None:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and self._process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return
            time.sleep(0.02)
        self.stop()
        raise RuntimeError(f"the registry on port {port} did not start")

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(10)


def _settings(port: int, storage: Path, settings: Mapping[str, Any]) -> dict[str, Any]:
    own = dict(settings)
    http = {"addr": f"127.0.0.1:{port}", "secret": "fixtures"} | own.pop("http", {})
    return {
        "version": 0.1,
        "log": {"level": "error", "accesslog": {"disabled": True}},
        "storage": {
            "filesystem": {"rootdirectory": str(storage)},
            "delete": {"enabled": True},
            "maintenance": {"uploadpurging": {"enabled": False}},
        },
        "http": http,
        "compatibility": {"schema1": {"enabled": True}},
        "validation": {"manifests": {"urls": {"allow": [r"^https://layers\.example\.test/"]}}},
    } | own


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
