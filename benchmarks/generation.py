"""What a run of the generator costs, beside the runs of others on the same API."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from schemas import ROOT, openapi
from timing import Ended, Measure, NotMeasured, Table, Times, at_most, interleaved, run, shown_s

FRESH, BLACK, REST = "kindgen generate", "  of it black", "  of it all else"
CHANGED = "kindgen generate, one description changed"
SAME, CHECK, FULL = "kindgen generate, nothing changed", "kindgen check", "kindgen check --full"
CLIENT = "datamodel-code-generator, models and client"
SERVER = "datamodel-code-generator, models and server"
BOTH = "datamodel-code-generator, both of them"
KINDGEN = [sys.executable, "-m", "kindgen"]
CODEGEN = [
    *(sys.executable, "-m", "datamodel_code_generator", "--input-file-type", "openapi"),
    *("--output-model-type", "pydantic_v2.BaseModel", "--disable-timestamp"),
]
Command = list[str | Path]


def measure(quick: bool) -> Iterator[Table]:
    """Tables of our own commands, and one of the others."""
    rounds = 3 if quick else 5
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = _environment(folder / "bytecode")
        ours = _Kindgen(folder, environment)
        candidates: dict[str, Measure] = {
            FRESH: ours.generate,
            CHANGED: ours.generate_changed,
            SAME: ours.generate_same,
            CHECK: ours.check,
            FULL: ours.check_full,
        }
        peers, absent = _peers(folder, environment)
        for warm_up in candidates.values():
            warm_up()
        ours.steps.clear()
        times = interleaved(candidates | peers, rounds)
        yield _own(ours.with_steps(times))
        yield _checks(times)
        if CLIENT in peers and SERVER in peers:
            yield _beside_both(times)
        yield _others(times, list(peers), absent)


def _environment(bytecode: Path) -> dict[str, str]:
    """The caller's, but bytecode is written, to a place of its own, and tools find each other."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(bytecode)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment.get('PATH', '')}"
    return environment


class _Kindgen:
    """Our own commands; each measurement is one process."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.steps: list[tuple[float, float]] = []  # seconds of a fresh run, and of its step black
        self._fresh, self._same = folder / "fresh", folder / "same"
        self._changed, self._schema = folder / "changed", folder / "schema"
        shutil.copytree(ROOT / "schema", self._schema)
        self._edits = 0
        self._environment = environment

    def generate(self) -> float:
        shutil.rmtree(self._fresh, ignore_errors=True)
        ended = self._run("generate", self._fresh)
        found = re.search(r"\bformat (\d+\.\d+) s", ended.output)
        if found is None:
            told = ended.output[-200:]
            raise NotMeasured(f"kindgen generate does not tell its step format: {told}")
        self.steps.append((ended.wall_s, float(found[1])))
        return ended.wall_s

    def generate_changed(self) -> float:
        """The package is there, and one description of the schema is another one."""
        place = self._schema / "imagestreamimport.schema.json"
        self._edits += 1
        schema = json.loads(place.read_text("utf-8"))
        schema["$defs"]["TagReference"]["description"] = f"The edit number {self._edits}."
        place.write_text(json.dumps(schema, indent=2), "utf-8")
        ended = self._run("generate", self._changed, "--schema", self._schema)
        models = self._changed / "imagestreamimport" / "models.py"
        if f"The edit number {self._edits}." not in models.read_text("utf-8"):
            raise NotMeasured("kindgen generate does not see that a description changed")
        return ended.wall_s

    def generate_same(self) -> float:
        for _ in range(2):  # twice where somebody has just edited a source
            ended = self._run("generate", self._same)
            if "up to date" in ended.output:
                return ended.wall_s
        raise NotMeasured("kindgen generate never finds that nothing changed")

    def check(self) -> float:
        self.generate_same()
        return self._run("check", self._same).wall_s

    def check_full(self) -> float:
        self.generate_same()
        return self._run("check", self._same, "--full").wall_s

    def with_steps(self, times: Times) -> Times:
        black = [black for _, black in self.steps]
        rest = [seconds - black for seconds, black in self.steps]
        return Times({**times.seconds, BLACK: black, REST: rest})

    def _run(self, command: str, out: Path, *more: str) -> Ended:
        return run([*KINDGEN, command, "--out", out, *more], self._environment)


def _peers(
    folder: Path, environment: Mapping[str, str]
) -> tuple[dict[str, Measure], dict[str, str]]:
    """Those that are installed and work, and why each of the others is not measured."""
    document = folder / "openapi.json"
    document.write_text(json.dumps(openapi()), "utf-8")
    peers: dict[str, Measure] = {}
    absent: dict[str, str] = {}
    for name, command in _commands(document).items():
        if not command:
            absent[name] = "not installed"
            continue
        peer = _in_fresh_folder(folder / "peer", command, environment)
        try:
            peer()
            peers[name] = peer
        except NotMeasured as problem:
            absent[name] = "does not work"
            print(f"{name}: {problem}", file=sys.stderr)
    return peers, absent


def _in_fresh_folder(
    folder: Path, command: Command, environment: Mapping[str, str]
) -> Callable[[], float]:
    def seconds() -> float:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        return run(command, environment, folder).wall_s

    return seconds


def _commands(document: Path) -> dict[str, Command]:
    """The commands of our peers, to be run in an empty folder; an empty one where there is none."""
    parsing = _tool("OPENAPI_PYTHON_CLIENT", "openapi-python-client")
    java = _tool("OPENAPI_GENERATOR", "openapi-generator-cli", "openapi-generator")
    read: Command = ["--input", document, "--output", "pkg/models.py"]
    models = "pkg.models"
    client: Command = ["--generate-client", "httpx2", "--client-output", "pkg/client"]
    client += ["--client-package", "pkg.client", "--client-model-package", models]
    server: Command = ["--generate-server", "fastapi", "--server-output", "pkg/server"]
    server += ["--server-package", "pkg.server", "--server-model-package", models]
    return {
        CLIENT: [*CODEGEN, *read, *client],
        SERVER: [*CODEGEN, *read, *server],
        "openapi-python-client, models and client": parsing
        and [*parsing, "generate", "--path", document, "--output-path", "out"],
        "openapi-generator -g python, models and client": java
        and [*java, "generate", "-g", "python", "-i", document, "-o", "out"],
        "openapi-generator -g python-fastapi, models and server": java
        and [*java, "generate", "-g", "python-fastapi", "-i", document, "-o", "out"],
    }


def _tool(variable: str, *names: str) -> Command:
    """The tool that the environment variable names, or that is on the PATH; nothing else."""
    for name in (os.environ.get(variable, ""), *names):
        found = name and shutil.which(name)
        if found:
            return [Path(found).absolute()]
    return []


def _own(times: Times) -> Table:
    table = Table("generation: fresh processes", "of the first", "median", " s")
    goals = {FRESH: at_most(3), REST: at_most(1.2), SAME: at_most(0.6)}
    for name in (FRESH, BLACK, REST, SAME):
        share = "" if name == FRESH else f"{times.cost(name, FRESH):.2f}x"
        table.add(name, share, times.median(name), goals.get(name))
    return table


def _beside_both(times: Times) -> Table:
    """Our whole package beside what the peer needs for a client and for a server together."""
    pairs = zip(times.seconds[CLIENT], times.seconds[SERVER], strict=True)
    times = Times({**times.seconds, BOTH: [client + server for client, server in pairs]})
    table = Table("generation: the package beside a client and a server", "median", "takes")
    table.add(BOTH, shown_s(times.median(BOTH)))
    table.add(FRESH, shown_s(times.median(FRESH)), times.cost(FRESH, BOTH), at_most(0.5))
    table.add(CHANGED, shown_s(times.median(CHANGED)), times.cost(CHANGED, BOTH), at_most(0.25))
    return table


def _checks(times: Times) -> Table:
    table = Table("generation: check beside generate, fresh processes", "median", "takes")
    table.add(FRESH, shown_s(times.median(FRESH)))
    for name in (CHECK, FULL):
        table.add(name, shown_s(times.median(name)), times.cost(name, FRESH), at_most(1))
    return table


def _others(times: Times, peers: list[str], absent: Mapping[str, str]) -> Table:
    table = Table("generation: others on the same API, fresh processes", "median", "we are")
    table.add(f"{FRESH}, models and validators", shown_s(times.median(FRESH)))
    for name in peers:
        table.add(name, shown_s(times.median(name)), times.speed(FRESH, name))
    for name, why in absent.items():
        table.add(name, why)
    return table
