"""docker-registry, the real one (Debian's package, or another build), with images in it."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from fast_registry import LAYER, REPOSITORY, digest_of, make_image
from timing import NotMeasured

_MANIFEST = "application/vnd.oci.image.manifest.v1+json"


@contextmanager
def docker_registry(images: int) -> Iterator[str]:
    """The `host:port` of one that has the tags v0, v1, … in the repository `bench/app`."""
    program = shutil.which("docker-registry") or shutil.which("registry")
    if program is None:
        raise NotMeasured("there is no docker-registry; on Debian: apt-get install docker-registry")
    with tempfile.TemporaryDirectory() as folder:
        port = _free_port()
        path = Path(folder) / "config.yml"
        path.write_text(json.dumps(_settings(port, folder)))  # JSON is YAML
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        environment = os.environ | {"OTEL_TRACES_EXPORTER": "none"}
        with subprocess.Popen([program, "serve", str(path)], env=environment, **quiet) as process:
            try:
                _fill(_connected(port), images)
                yield f"127.0.0.1:{port}"
            finally:
                process.terminate()


def _settings(port: int, folder: str) -> dict[str, object]:
    return {
        "version": 0.1,
        "log": {"level": "error", "accesslog": {"disabled": True}},
        "storage": {"filesystem": {"rootdirectory": f"{folder}/storage"}},
        "http": {"addr": f"127.0.0.1:{port}", "secret": "bench"},
    }


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def _connected(port: int) -> http.client.HTTPConnection:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    for _ in range(500):
        try:
            connection.connect()
            return connection
        except ConnectionRefusedError:
            time.sleep(0.02)
    raise NotMeasured("docker-registry did not start")


def _fill(connection: http.client.HTTPConnection, images: int) -> None:
    _push_blob(connection, LAYER)
    for number in range(images):
        image = make_image(number)
        _push_blob(connection, image.config)
        path = f"/v2/{REPOSITORY}/manifests/v{number}"
        _send(connection, "PUT", path, image.manifest, _MANIFEST)


def _push_blob(connection: http.client.HTTPConnection, blob: bytes) -> None:
    place = _send(connection, "POST", f"/v2/{REPOSITORY}/blobs/uploads/", b"")
    where = urlsplit(place)
    path = f"{where.path}?{where.query}&digest={digest_of(blob)}"
    _send(connection, "PUT", path, blob)


def _send(
    connection: http.client.HTTPConnection,
    method: str,
    path: str,
    body: bytes,
    kind: str = "application/octet-stream",
) -> str:
    connection.request(method, path, body, {"Content-Type": kind})
    answer = connection.getresponse()
    told = answer.read()
    if answer.status not in (201, 202):
        raise NotMeasured(f"{method} {path}: {answer.status} {told[:200]!r}")
    return answer.getheader("Location") or ""
