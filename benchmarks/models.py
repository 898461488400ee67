"""Bytes to a model whose types are checked, and back; and the memory that a model takes."""

from __future__ import annotations

import gc
import importlib.util
import json
import statistics
import subprocess
import sys
import tempfile
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import jsonschema_rs
import orjson
from documents import request, response
from schemas import expanded, for_pydantic
from timing import NotMeasured, Table, at_least, at_most, interleaved, per_call, shown_s

from imagestreamimport.models import decode, encode

# Made on purpose as fast and as exact as it can be: performance study, section B.
PYDANTIC_FLAGS = [
    *("--output-model-type", "pydantic_v2.BaseModel", "--preset", "practical-py311-20261027"),
    *("--enum-field-as-literal", "all", "--strict-types", "str", "bytes", "int", "float", "bool"),
    *("--type-mappings", "date-time=string", "byte=string", "--collapse-root-models"),
    *("--use-missing-sentinel", "--target-pydantic-version", "2.14", "--disable-timestamp"),
    *("--formatters", "builtin"),
]


def measure(quick: bool) -> Iterator[Table]:
    """One table of speeds and one of memory for each document."""
    rounds = 7 if quick else 25
    is_valid = jsonschema_rs.Draft202012Validator(expanded()).is_valid
    with tempfile.TemporaryDirectory() as folder:
        pydantic = _pydantic_models(Path(folder)).ImageStreamImport
    for title, document in (("one image", request()), ("50 images", response())):
        data = orjson.dumps(document)
        if _folded(orjson.loads(encode(decode(data)))) != _folded(document) or not is_valid(
            document
        ):
            raise NotMeasured(f"{title}: the models lose something of the document")
        theirs = pydantic.model_validate_json(data)
        for options in ({"exclude_unset": True}, {}):
            if orjson.loads(theirs.model_dump_json(by_alias=True, **options)) != document:
                raise NotMeasured(f"{title}: the pydantic models lose something of the document")
        size = f"{title}, {len(data):,} bytes"
        yield _reading(size, data, is_valid, pydantic, rounds)
        yield _writing(size, data, theirs, rounds)
        yield _memory(size, data, pydantic)


def _folded(value: Any) -> Any:
    """Leave out what is absent for Kubernetes: null, empty lists and empty maps."""
    if isinstance(value, dict):
        inner = {key: _folded(item) for key, item in value.items()}
        return {key: item for key, item in inner.items() if item not in (None, [], {})}
    return [_folded(item) for item in value] if isinstance(value, list) else value


def _pydantic_models(folder: Path) -> ModuleType:
    """The module that datamodel-code-generator makes of our schema."""
    schema, module = folder / "schema.json", folder / "pydantic_models.py"
    schema.write_text(json.dumps(for_pydantic()), "utf-8")
    files = ["--input", schema, "--input-file-type", "jsonschema", "--output", module]
    command = [sys.executable, "-m", "datamodel_code_generator", *files, *PYDANTIC_FLAGS]
    made = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if made.returncode:
        raise NotMeasured(f"datamodel-code-generator: {made.stderr.strip()[-500:]}")
    spec = importlib.util.spec_from_file_location("pydantic_models", module)
    assert spec is not None
    assert spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = loaded  # pydantic looks types up there
    spec.loader.exec_module(loaded)
    return loaded


def _reading(
    title: str, data: bytes, is_valid: Callable[[Any], bool], pydantic: Any, rounds: int
) -> Table:
    ours = "models.decode"
    validated = "orjson.loads, jsonschema-rs is_valid"
    from_bytes = "pydantic model_validate_json"
    from_dict = "orjson.loads, pydantic model_validate"
    calls: dict[str, Callable[[], object]] = {
        ours: lambda: decode(data),
        validated: lambda: is_valid(orjson.loads(data)),
        from_bytes: lambda: pydantic.model_validate_json(data),
        from_dict: lambda: pydantic.model_validate(orjson.loads(data)),
        "orjson.loads": lambda: orjson.loads(data),
        "json.loads": lambda: json.loads(data),
    }
    goals = {validated: at_least(1.25), from_bytes: at_least(3.3), from_dict: at_least(3.3)}
    times = interleaved({name: per_call(call) for name, call in calls.items()}, rounds)
    table = Table(f"models: read {title}", "median", "we are")
    for name in calls:
        ratio = None if name == ours else times.speed(ours, name)
        table.add(name, shown_s(times.median(name)), ratio, goals.get(name))
    return table


def _writing(title: str, data: bytes, theirs: Any, rounds: int) -> Table:
    model, document = decode(data), orjson.loads(data)
    ours, unset = "models.encode", "pydantic model_dump_json(by_alias, exclude_unset)"
    calls: dict[str, Callable[[], object]] = {
        ours: lambda: encode(model),
        unset: lambda: theirs.model_dump_json(by_alias=True, exclude_unset=True),
        "pydantic model_dump_json(by_alias)": lambda: theirs.model_dump_json(by_alias=True),
        "orjson.dumps of a dict": lambda: orjson.dumps(document),
        "json.dumps of a dict": lambda: json.dumps(document),
    }
    times = interleaved({name: per_call(call) for name, call in calls.items()}, rounds)
    table = Table(f"models: write {title}", "median", "we are")
    for name in calls:
        ratio = None if name == ours else times.speed(ours, name)
        table.add(name, shown_s(times.median(name)), ratio, at_least(4) if name == unset else None)
    return table


def _memory(title: str, data: bytes, pydantic: Any) -> Table:
    kinds: dict[str, Callable[[], object]] = {
        "models.decode": lambda: decode(data),
        "orjson.loads": lambda: orjson.loads(data),
        "json.loads": lambda: json.loads(data),
        "pydantic model_validate_json": lambda: pydantic.model_validate_json(data),
    }
    sizes = {name: _size_of(make) for name, make in kinds.items()}
    ours = sizes["models.decode"]
    table = Table(f"models: memory of {title}", "KiB", "we take")
    for name, size in sizes.items():
        goal = at_most(1) if name in ("orjson.loads", "json.loads") else None
        table.add(name, f"{size / 1024:.1f}", None if size is ours else ours / size, goal)
    return table


def _size_of(make: Callable[[], object]) -> float:
    """Bytes that Python holds for the value, and for nothing that making it needed."""
    make()  # once before, for what stays whatever is made: interned keys, a decoder
    sizes: list[int] = []
    for _ in range(5):
        gc.collect()
        tracemalloc.start()
        held = [make()]
        gc.collect()
        sizes.append(tracemalloc.get_traced_memory()[0])
        tracemalloc.stop()
        held.clear()
    return statistics.median(sizes)
