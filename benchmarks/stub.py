"""Requests per second of a POST with one image into handlers that do nothing, beside others.

Each application runs in one uvicorn worker of its own (uvloop, httptools, pinned to one core). What
is counted are the worker's processor seconds: a saturated worker on a machine of its own answers as
many requests a second as it answers in a second of processor time.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from documents import request
from models import PYDANTIC_FLAGS
from schemas import GENERATED, for_pydantic
from timing import NotMeasured, Table, at_least, interleaved

HERE = Path(__file__).parent
PATH = "/apis/image.openshift.io/v1/namespaces/team-project/imagestreamimports"
CONNECTIONS = 8
REQUESTS = 400  # in one measurement
NAMES = {
    "ours": "the server stub",
    "starlette": "bare Starlette route, msgspec",
    "fastapi": "FastAPI, pydantic models",
    "generated": "datamodel-code-generator --generate-server fastapi",
}
GOALS = {"starlette": at_least(0.7), "fastapi": at_least(2.3), "generated": at_least(4)}
_PEER = [
    *("--input-file-type", "openapi", "--output-model-type", "pydantic_v2.BaseModel"),
    *("--generate-server", "fastapi", "--server-package", "peer.server"),
    *("--server-model-package", "peer.models", "--server-handler-mode", "async"),
    *("--server-layout", "single", "--disable-timestamp"),
]


def measure(quick: bool) -> Iterator[Table]:
    """One table."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        make_peers(Path(folder))
        workers = {name: stack.enter_context(Worker(name, Path(folder))) for name in NAMES}
        for worker in workers.values():
            worker.check()
            worker.measure()  # warm up
        times = interleaved(
            {name: worker.measure for name, worker in workers.items()}, 7 if quick else 25
        )
    table = Table("serving: POST with one image", "requests/s", "we are")
    for name, label in NAMES.items():
        ratio = None if name == "ours" else times.speed("ours", name)
        table.add(label, f"{1 / times.median(name):,.0f}", ratio, GOALS.get(name))
    yield table


def make_peers(folder: Path) -> None:
    """What datamodel-code-generator makes of our documents."""
    schema = folder / "schema.json"
    schema.write_text(json.dumps(for_pydantic()), "utf-8")
    models = ["--input", schema, "--input-file-type", "jsonschema", *PYDANTIC_FLAGS]
    _generate(*models, "--output", folder / "pydantic_models.py")
    peer = folder / "peer"
    peer.mkdir()
    (peer / "__init__.py").touch()
    document = GENERATED / "imagestreamimport" / "openapi.json"
    places = ["--output", peer / "models.py", "--server-output", peer / "server"]
    _generate("--input", document, *_PEER, *places, cwd=folder)


def _generate(*arguments: Any, cwd: Path | None = None) -> None:
    command = [sys.executable, "-m", "datamodel_code_generator", *map(str, arguments)]
    made = subprocess.run(command, cwd=cwd, capture_output=True, text=True)
    if made.returncode:
        raise NotMeasured(f"datamodel-code-generator: {made.stderr.strip()[-500:]}")


class Worker:
    """One application in a process of its own, and a client that keeps it busy."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        command = [sys.executable, str(HERE / "stub_worker.py"), name, str(folder)]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        body = json.dumps(request(), separators=(",", ":")).encode()
        self.wanted = request()["spec"]
        self.data = (
            f"POST {PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: oc/4.13.0 (linux/amd64)\r\n"
            "Accept: application/json, */*\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        ).encode() + body

    def __enter__(self) -> Worker:
        line = self._output().readline()
        if not line.strip().isdigit():
            raise NotMeasured(f"the worker of {self.name} does not start")
        self.port = int(line)
        return self

    def __exit__(self, *error: object) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()

    def _output(self) -> Any:
        assert self.process.stdout is not None
        return self.process.stdout

    def processor_s(self) -> float:
        """What the worker has used so far."""
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return float(self._output().readline())

    def check(self) -> None:
        """Raises NotMeasured where an answer is not what a client needs."""
        head, _, body = asyncio.run(self._once()).partition(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 201 "):
            raise NotMeasured(f"{NAMES[self.name]} answers {head[:40]!r} {body[:300]!r}")
        (sent,), (got,) = self.wanted["images"], json.loads(body)["spec"]["images"]
        if sent["from"] != got["from"]:
            raise NotMeasured(f"{NAMES[self.name]} loses something of the document")

    def measure(self) -> float:
        """Processor seconds of one request."""
        before = self.processor_s()
        asyncio.run(self._many(REQUESTS // CONNECTIONS))
        return (self.processor_s() - before) / REQUESTS

    async def _once(self) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        answer = await self._ask(reader, writer)
        writer.close()
        return answer

    async def _many(self, each: int) -> None:
        async def connection() -> None:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            for _ in range(each):
                await self._ask(reader, writer)
            writer.close()

        await asyncio.gather(*(connection() for _ in range(CONNECTIONS)))

    async def _ask(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        writer.write(self.data)
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 30)
        fields = dict(line.split(b": ", 1) for line in head.lower().split(b"\r\n")[1:] if line)
        return head + await reader.readexactly(int(fields[b"content-length"]))
