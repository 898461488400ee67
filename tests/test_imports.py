"""Who may import whom. Everything that is not allowed here is an error."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from kindgen.schema.graphs import components
from tests.support.generator import PACKAGE, ROOT, run_python

KINDGEN = ROOT / "generator" / "kindgen"
STREAMPORT = ROOT / "server" / "streamport"

# The generator: these libraries, and never what it makes.
GENERATOR_LIBRARIES = {"jinja2", "jsonschema", "datamodel_code_generator", "black"}
# YAML only where YAML is read.
GENERATOR_EXTRAS = {"importers/reading.py": {"yaml"}}
# The rooms of the generator, from the top floor down: each imports from the floors below it.
FLOORS = (
    ("cli",),
    ("",),  # pipeline
    ("publish",),
    ("checks", "render"),
    ("docs", "importers", "openapi", "validators"),
    ("build",),
    ("ir",),
    ("python",),
    ("schema",),
)
# Module or folder of the generated package -> what it may import besides Python and itself.
PACKAGE_LIBRARIES = {
    "models": {"msgspec"},
    "resources": {"msgspec"},
    "watching": {"msgspec"},
    "client": {"httpx2", "msgspec"},
    "server": {"starlette", "msgspec"},
    "fake": {"httpx2", "starlette", "msgspec"},
    "_base/model": {"msgspec"},
    "_base/decoding": {"msgspec"},
    "_base/status": {"msgspec"},
    # anyio is what Starlette itself runs on.
    "_server": {"starlette", "msgspec", "anyio"},
    # Protobuf only where it is read.
    "_server/protobuf": {"google", "msgspec"},
    "_server/protobuf_classes": {"google"},
    "_client": {"httpx2", "msgspec"},
    "_fake": {"httpx2", "starlette", "msgspec"},
    # YAML only where YAML is read.
    "_base/yaml_reading": {"yaml"},
}
# The public names: all that stands on top of the package.
PUBLIC = {
    "__init__", "causes", "client", "defaults", "errors", "fake", "imports", "models", "options",
    "references", "resources", "selectors", "server", "validators", "watching",
}  # fmt: skip
# Modules of the generated package that users take without its libraries.
STANDING_ALONE = ("__init__", "validators", "defaults", "references", "causes", "_base/formats")
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
    "registry": {*_VALUES, "streamport.version"},
    "store": {*_VALUES, "imagestreamimport.selectors"},
    "choosing": {"imagestreamimport.causes"},
    # What a name in a path may be has no public name.
    "importing": {
        *_VALUES,
        *_RULES,
        "imagestreamimport._base.formats",
        "streamport.choosing",
        "streamport.registry",
        "streamport.store.protocol",
    },
    "control": {
        *_VALUES,
        "streamport.importing",
        "streamport.store.errors",
        "streamport.store.protocol",
        "streamport.store.work",
    },
    "api": {
        "imagestreamimport",
        "streamport.choosing",
        "streamport.registry",
        "streamport.store",
        "streamport.importing",
        "streamport.control",
    },
    "cli": {"imagestreamimport", "streamport"},
}
# The one module of the command line that may reach the API: `streamport serve` loads it.
SERVES = STREAMPORT / "cli" / "serve" / "start.py"
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


@cache
def edges_of(file: Path, source: str | None = None) -> tuple[Edge, ...]:
    """Every import in a file, inside functions and behind TYPE_CHECKING too."""
    tree = ast.parse(source if source is not None else file.read_text("utf-8"))
    return tuple(_edges_of(file, ast.walk(tree)))


@cache
def loading_edges_of(file: Path) -> tuple[Edge, ...]:
    """Every import that is carried out when the file is: not those inside functions."""
    return tuple(_edges_of(file, _outside_functions(ast.parse(file.read_text("utf-8")))))


def _outside_functions(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) and not _is_typing(child):
            yield from _outside_functions(child)


def _is_typing(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def _edges_of(file: Path, nodes: Iterable[ast.AST]) -> Iterator[Edge]:
    for node in nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Edge(file, node.lineno, alias.name)
        elif isinstance(node, ast.ImportFrom):
            dots = "." * node.level
            if node.module is None:
                for alias in node.names:  # `from . import a`: each name is a module
                    yield Edge(file, node.lineno, f"{dots}{alias.name}")
            elif node.level or node.module in OWN:  # a name may be a module
                for alias in node.names:
                    yield Edge(file, node.lineno, f"{dots}{node.module}.{alias.name}")
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
    assert found >= {"a", "b.c", "d.e", ".g", ".h.i", "..j.k", "l", "m", "n", "o"}
    assert "imagestreamimport.models" in found


# -------------------------------------------------------------------------------------- generator


def test_the_generator_imports_its_four_libraries_and_itself() -> None:
    wrong = [
        edge
        for edge in _edges_below(KINDGEN)
        if not edge.module.startswith(".")
        and not _is_python(edge)
        and edge.top
        not in GENERATOR_LIBRARIES
        | GENERATOR_EXTRAS.get(edge.file.relative_to(KINDGEN).as_posix(), set())
    ]
    assert list(map(str, wrong)) == []


def _place(path: Path) -> str:
    return path.relative_to(KINDGEN).as_posix()


def test_one_module_alone_calls_datamodel_code_generator() -> None:
    files = {edge.file for edge in _edges_below(KINDGEN) if edge.top == "datamodel_code_generator"}
    assert files == {KINDGEN / "render" / "classes.py"}


def _room(path: Path) -> str:
    """The room that a module of the generator is in; empty for those on top."""
    place = path.relative_to(KINDGEN)
    if place.name == "__main__.py":
        return "cli"
    return place.parts[0] if len(place.parts) > 1 else ""


def _inside(edge: Edge, root: Path) -> Path | None:
    """The file that a relative import leads to, or None for one that leads nowhere below root."""
    dots = len(edge.module) - len(edge.module.lstrip("."))
    parts = edge.module.lstrip(".").split(".")
    folder = edge.file.parents[dots - 1] if dots else root.parent
    for place in (folder.joinpath(*parts), folder.joinpath(*parts[:-1])):
        for file in (place.with_suffix(".py"), place / "__init__.py"):
            if file.is_file() and file.is_relative_to(root):
                return file
    return None


def test_a_room_of_the_generator_imports_from_the_floors_below_it() -> None:
    floor = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
    assert floor.keys() == {_room(path) for path in KINDGEN.rglob("*.py")}
    wrong = [
        edge
        for edge in _edges_below(KINDGEN)
        if edge.module.startswith(".")
        and (target := _inside(edge, KINDGEN))
        and _room(target) != _room(edge.file)
        and floor[_room(target)] <= floor[_room(edge.file)]
    ]
    assert list(map(str, wrong)) == []


# Rooms that work from the representation alone: what a schema says reaches them as facts.
_AFTER_BUILD = ("validators", "openapi", "docs", "render", "publish", "cli")
_RAW = tuple(f"schema/{name}.py" for name in ("document", "keywords", "resolve", "rules"))


def test_no_room_after_build_reads_the_raw_schema() -> None:
    reading = [
        str(edge)
        for edge in _edges_below(KINDGEN)
        if _room(edge.file) in _AFTER_BUILD
        and (target := _inside(edge, KINDGEN))
        and _place(target) in _RAW
    ]
    assert reading == []


def _circles(root: Path) -> list[list[str]]:
    """Modules below a folder that import each other in a circle, inside functions too."""
    graph: dict[Path, set[Path]] = {}
    for edge in _edges_below(root):
        target = _inside(edge, root) if edge.module.startswith(".") else _own_module(edge, root)
        if target is not None and target != edge.file:
            graph.setdefault(edge.file, set()).add(target)
    found = [group for group in components(graph, lambda file: graph.get(file, ())) if group[1:]]
    return [sorted(str(file.relative_to(root)) for file in group) for group in found]


def _own_module(edge: Edge, root: Path) -> Path | None:
    """The file of an absolute import that names the package itself."""
    top, _, rest = edge.module.partition(".")
    return _inside(Edge(root / "_", 0, f".{rest}"), root) if top == root.name and rest else None


@pytest.mark.parametrize(
    "root",
    [
        KINDGEN,
        PACKAGE,
        STREAMPORT,
        ROOT / "templates" / "package",
    ],
    ids=lambda root: root.name,
)
def test_no_modules_import_each_other_in_a_circle(root: Path) -> None:
    assert _circles(root) == []


def test_a_circle_is_seen(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "__init__.py").write_text("")
    (tmp_path / "a" / "one.py").write_text("if TYPE_CHECKING:\n    from ..two import b\n")
    (tmp_path / "two.py").write_text("def f():\n    from .a import one\n")
    assert _circles(tmp_path) == [["a/one.py", "two.py"]]


def test_the_generator_knows_no_network() -> None:
    network = {"socket", "http", "ssl", "ftplib", "asyncio", "socketserver", "smtplib"}
    wrong = [
        edge
        for edge in _edges_below(KINDGEN)
        if edge.top in network or edge.module == "urllib.request"
    ]
    assert list(map(str, wrong)) == []


# -------------------------------------------------------------------------------------- the package


def _modules() -> list[str]:
    """The modules of the package by their paths in it: `models`, `_base/checks`."""
    return sorted(
        path.relative_to(PACKAGE).with_suffix("").as_posix() for path in PACKAGE.rglob("*.py")
    )


def _libraries_of(module: str) -> set[str]:
    """The libraries that a module may import, itself or as part of its folder."""
    return PACKAGE_LIBRARIES.get(module, set()) | PACKAGE_LIBRARIES.get(
        module.rpartition("/")[0], set()
    )


def test_only_public_names_stand_on_top_of_the_package() -> None:
    assert {module for module in _modules() if "/" not in module} == PUBLIC


@pytest.mark.parametrize("module", _modules())
def test_a_module_of_the_package_imports_what_it_may(module: str) -> None:
    wrong = [
        edge
        for edge in edges_of(PACKAGE / f"{module}.py")
        if not edge.module.startswith(".")
        and not _is_python(edge)
        and edge.top not in _libraries_of(module)
    ]
    assert list(map(str, wrong)) == []


def test_the_package_never_says_its_own_name() -> None:
    wrong = [edge for edge in _edges_below(PACKAGE) if edge.top in OWN]
    assert list(map(str, wrong)) == []


def test_relative_imports_do_not_leave_the_package() -> None:
    wrong = [
        edge
        for edge in _edges_below(PACKAGE)
        if edge.module.startswith(".") and _inside(edge, PACKAGE) is None
    ]
    assert list(map(str, wrong)) == []


def _reached_from(module: str) -> set[str]:
    """The modules of the package that are loaded with one of them, itself included."""
    reached: set[Path] = set()
    waiting = [PACKAGE / f"{module}.py"]
    while waiting:
        file = waiting.pop()
        if file not in reached:
            reached.add(file)
            edges = loading_edges_of(file)
            targets = [_inside(edge, PACKAGE) for edge in edges if edge.module[0] == "."]
            waiting += [target for target in targets if target is not None]
    return {file.relative_to(PACKAGE).with_suffix("").as_posix() for file in reached}


@pytest.mark.parametrize("name", sorted(ENTRANCES))
def test_an_entrance_leans_on_nothing_that_needs_the_other_sides_library(name: str) -> None:
    wrong = [
        edge
        for module in sorted(_reached_from(name))
        for edge in loading_edges_of(PACKAGE / f"{module}.py")
        if edge.top in ENTRANCES[name]
    ]
    assert list(map(str, wrong)) == []


@pytest.mark.parametrize("name", STANDING_ALONE)
def test_a_module_that_stands_alone_leans_on_none_that_needs_a_library(name: str) -> None:
    assert [module for module in _reached_from(name) if _libraries_of(module)] == []


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
    edges = _edges_below(STREAMPORT / "cli")
    reaching = {
        edge.file
        for edge in edges
        if f"{edge.module}.".startswith(("streamport.api.", "imagestreamimport.server."))
    }
    assert reaching == {SERVES}
    loading = {
        edge.file
        for edge in edges
        if SERVES in (_inside(edge, STREAMPORT), _own_module(edge, STREAMPORT))
    }
    assert loading == {SERVES.with_name("__init__.py")}
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
