"""Who may import whom. Everything that is not allowed here is an error."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.generator import PACKAGE, ROOT, run_python

KINDGEN = ROOT / "generator" / "kindgen"
STREAMPORT = ROOT / "server" / "streamport"

# The generator: these libraries, and never what it makes.
GENERATOR_LIBRARIES = {"jinja2", "jsonschema", "datamodel_code_generator", "black"}
# YAML only where YAML is read.
GENERATOR_EXTRAS = {"importreading.py": {"yaml"}}
# Module of the generated package -> what it may import besides Python and itself.
PACKAGE_LIBRARIES = {
    "models": {"msgspec"},
    "base": {"msgspec"},
    "resources": {"msgspec"},
    "watching": {"msgspec"},
    "client": {"httpx2", "msgspec"},
    "server": {"starlette", "msgspec"},
    "fake": {"httpx2", "starlette", "msgspec"},
}
# The same for all modules whose names begin like this; YAML only where YAML is read.
PARTS_OF_THE_PACKAGE = {
    # anyio is what Starlette itself runs on.
    "serving_": {"starlette", "msgspec", "anyio"},
    "serving_yaml": {"yaml"},
    "client_": {"httpx2", "msgspec"},
    "client_kubeconfig": {"yaml"},
    "fake_": {"httpx2", "starlette", "msgspec"},
}
# Modules of the generated package that users take without its libraries.
STANDING_ALONE = ("__init__", "validators", "defaults", "references", "causes", "formats")
# Modules by which users enter the HTTP half -> libraries that none they lean on may need.
ENTRANCES = {
    "client": {"starlette"},
    "server": {"httpx2"},
    "errors": {"starlette", "httpx2", "msgspec", "yaml"},
}
_VALUES = {"imagestreamimport.models", "imagestreamimport.references"}
_RULES = {
    "imagestreamimport.validators",
    "imagestreamimport.defaults",
    "imagestreamimport.causes",  # what the validators speak in
}
# Part of the server -> what it may import of our own, besides itself.
SERVER_PARTS = {
    "registry": _VALUES,
    "store": {*_VALUES, "imagestreamimport.selectors"},
    "importing": {*_VALUES, *_RULES, "streamport.registry", "streamport.store.protocol"},
    "api": {
        "imagestreamimport",
        "streamport.registry",
        "streamport.store",
        "streamport.importing",
    },
    "cli": {"imagestreamimport", "streamport"},
}
# The one module of the command line that may reach the API: `streamport serve` loads it.
SERVES = "start.py"
OWN = ("kindgen", "imagestreamimport", "streamport")


@dataclass(frozen=True)
class Edge:
    """One import: the file, the line, and the module, with leading dots for a relative one."""

    file: Path
    line: int
    module: str

    @property
    def top(self) -> str:
        return self.module.partition(".")[0]

    def __str__(self) -> str:
        return f"{self.file.relative_to(ROOT)}:{self.line} imports {self.module}"


def edges_of(file: Path, source: str | None = None) -> Iterator[Edge]:
    """Every import in a file, inside functions and behind TYPE_CHECKING too."""
    for node in ast.walk(ast.parse(source if source is not None else file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Edge(file, node.lineno, alias.name)
        elif isinstance(node, ast.ImportFrom):
            dots = "." * node.level
            if node.module is None:
                for alias in node.names:  # `from . import a`: each name is a module
                    yield Edge(file, node.lineno, f"{dots}{alias.name}")
            elif node.module in OWN:
                for alias in node.names:
                    yield Edge(file, node.lineno, f"{node.module}.{alias.name}")
            else:
                yield Edge(file, node.lineno, dots + node.module)
        elif isinstance(node, ast.Call) and _is_dynamic_import(node):
            yield Edge(file, node.lineno, _text_of(node.args[0]))


def _text_of(name: ast.expr) -> str:
    """The name that is imported, or as much of it as stands in the code."""
    if isinstance(name, ast.JoinedStr):
        return _text_of(name.values[0]) + "?"
    return str(name.value) if isinstance(name, ast.Constant) else "?"


def _is_dynamic_import(call: ast.Call) -> bool:
    name = ast.unparse(call.func)
    return name in ("__import__", "import_module", "importlib.import_module") and bool(call.args)


def _is_python(edge: Edge) -> bool:
    return edge.top in sys.stdlib_module_names


def _edges_below(folder: Path) -> list[Edge]:
    files = [path for path in sorted(folder.rglob("*.py")) if "__pycache__" not in path.parts]
    return [edge for file in files for edge in edges_of(file)]


def test_the_walk_sees_every_way_to_import() -> None:
    source = """
import a, b.c
from d.e import f
from . import g
from .h import i
from ..j import k
def function():
    import l
    __import__("m")
    import importlib
    importlib.import_module("n")
if TYPE_CHECKING:
    from o import p
from imagestreamimport import models
"""
    found = {edge.module for edge in edges_of(ROOT / "x.py", source)}
    assert found >= {"a", "b.c", "d.e", ".g", ".h", "..j", "l", "m", "n", "o"}
    assert "imagestreamimport.models" in found


# -------------------------------------------------------------------------------------- generator


def test_the_generator_imports_its_four_libraries_and_itself() -> None:
    wrong = [
        edge
        for edge in _edges_below(KINDGEN)
        if not edge.module.startswith(".")
        and not _is_python(edge)
        and edge.top not in GENERATOR_LIBRARIES | GENERATOR_EXTRAS.get(edge.file.name, set())
    ]
    assert list(map(str, wrong)) == []


def test_one_module_alone_calls_datamodel_code_generator() -> None:
    files = {
        edge.file.name for edge in _edges_below(KINDGEN) if edge.top == "datamodel_code_generator"
    }
    assert files == {"datamodel.py"}


def test_the_generator_knows_no_network() -> None:
    network = {"socket", "http", "ssl", "ftplib", "asyncio", "socketserver", "smtplib"}
    wrong = [
        edge
        for edge in _edges_below(KINDGEN)
        if edge.top in network or edge.module == "urllib.request"
    ]
    assert list(map(str, wrong)) == []


# -------------------------------------------------------------------------------------- the package


@pytest.mark.parametrize("path", sorted(PACKAGE.glob("*.py")), ids=lambda path: path.stem)
def test_a_module_of_the_package_imports_what_it_may(path: Path) -> None:
    libraries = PACKAGE_LIBRARIES.get(path.stem, set())
    for prefix, more in PARTS_OF_THE_PACKAGE.items():
        libraries = libraries | (more if path.stem.startswith(prefix) else set())
    wrong = [
        edge
        for edge in edges_of(path)
        if not edge.module.startswith(".") and not _is_python(edge) and edge.top not in libraries
    ]
    assert list(map(str, wrong)) == []


def test_the_package_never_says_its_own_name() -> None:
    wrong = [edge for edge in _edges_below(PACKAGE) if edge.top in OWN]
    assert list(map(str, wrong)) == []


def test_relative_imports_do_not_leave_the_package() -> None:
    wrong = [edge for edge in _edges_below(PACKAGE) if edge.module.startswith("..")]
    assert list(map(str, wrong)) == []


def _is_there(name: str) -> bool:
    return (PACKAGE / f"{name}.py").exists()


def _reached_from(name: str) -> set[str]:
    """The modules of the package that one of them loads, itself included."""
    reached: set[str] = set()
    waiting = [name]
    while waiting:
        module = waiting.pop()
        if module not in reached and (PACKAGE / f"{module}.py").exists():
            reached.add(module)
            waiting += [
                edge.module.lstrip(".").partition(".")[0]
                for edge in edges_of(PACKAGE / f"{module}.py")
                if edge.module.startswith(".")
            ]
    return reached


@pytest.mark.parametrize("name", sorted(name for name in ENTRANCES if _is_there(name)))
def test_an_entrance_leans_on_nothing_that_needs_the_other_sides_library(name: str) -> None:
    wrong = [
        edge
        for module in sorted(_reached_from(name))
        for edge in edges_of(PACKAGE / f"{module}.py")
        if edge.top in ENTRANCES[name]
    ]
    assert list(map(str, wrong)) == []


@pytest.mark.parametrize("name", STANDING_ALONE)
def test_a_module_that_stands_alone_leans_on_none_that_needs_a_library(name: str) -> None:
    assert _reached_from(name) & PACKAGE_LIBRARIES.keys() == set()


def test_the_package_itself_imports_nothing() -> None:
    edges = [edge for edge in edges_of(PACKAGE / "__init__.py") if edge.module != "__future__"]
    assert edges == []


@pytest.mark.parametrize("name", ["validators", "defaults", "references", "causes"])
def test_importing_it_loads_nothing_but_python(name: str) -> None:
    printed = run_python(
        "before = set(sys.modules)\n"
        f"import imagestreamimport.{name}\n"
        "new = {module.partition('.')[0] for module in set(sys.modules) - before}\n"
        "print(*sorted(new - sys.stdlib_module_names))",
        PACKAGE.parent,
    )
    assert printed == "imagestreamimport\n"


def test_importing_the_validators_loads_none_of_the_models() -> None:
    printed = run_python(
        "import imagestreamimport.validators\n"
        "print(*sorted(m for m in sys.modules if m in ('msgspec', 'imagestreamimport.models')))",
        PACKAGE.parent,
    )
    assert printed == "\n"


# -------------------------------------------------------------------------------------- the server


def _server_parts() -> list[str]:
    return sorted(name for name in SERVER_PARTS if (STREAMPORT / name).is_dir())


@pytest.mark.parametrize("part", _server_parts())
def test_a_part_of_the_server_imports_what_it_may(part: str) -> None:
    folder = STREAMPORT / part
    wrong = [
        edge
        for edge in _edges_below(folder)
        if edge.top in OWN
        and not any(
            edge.module == allowed or edge.module.startswith(allowed + ".")
            for allowed in SERVER_PARTS[part] | {f"streamport.{part}"}
        )
    ]
    # Relative imports stay inside the part; a way out of it is written in full.
    depth = {path: len(path.relative_to(folder).parts) for path in folder.rglob("*.py")}
    wrong += [
        edge
        for edge in _edges_below(folder)
        if len(edge.module) - len(edge.module.lstrip(".")) > depth[edge.file]
    ]
    assert list(map(str, wrong)) == []


def test_only_serve_reaches_the_api() -> None:
    files = {
        edge.file.name
        for edge in _edges_below(STREAMPORT / "cli")
        if f"{edge.module}.".startswith(("streamport.api.", "imagestreamimport.server."))
    }
    assert files <= {SERVES}
    loading = {
        edge.file.name
        for edge in _edges_below(STREAMPORT / "cli")
        if edge.module in (f".{SERVES.removesuffix('.py')}", "streamport.cli.start")
    }
    assert loading <= {"serve.py"}
    printed = run_python(
        "import streamport.cli.main, streamport.cli.serve\n"
        "print([name for name in sys.modules if name.startswith(('streamport.api', 'starlette'))])"
    )
    assert printed == "[]\n"


def test_the_registry_has_one_http_library() -> None:
    libraries = {"aiohttp", "httpx", "httpx2", "requests", "urllib3", "http"}
    found = {edge.top for edge in _edges_below(STREAMPORT / "registry")} & libraries
    assert found - {"http"} <= {"aiohttp"}


def test_nothing_that_users_get_imports_the_generator() -> None:
    wrong = [
        edge
        for folder in (PACKAGE, STREAMPORT)
        for edge in _edges_below(folder)
        if edge.top == "kindgen"
    ]
    assert list(map(str, wrong)) == []


def test_every_part_of_the_server_has_its_rule() -> None:
    parts = {path.name for path in STREAMPORT.glob("*/") if list(path.glob("*.py"))}
    assert parts - {"web"} <= SERVER_PARTS.keys()
