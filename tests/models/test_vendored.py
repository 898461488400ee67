"""The package under another name in another place, in parts, and in strict surroundings."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.generator import PACKAGE, run_python

MODULES = sorted(path.stem for path in PACKAGE.glob("*.py") if path.stem != "__init__")
# What the modules of a user who has nothing but Python may not need.
_BLOCK = """
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("msgspec", "imagestreamimport", "streamport", "kindgen"):
            raise ModuleNotFoundError(f"{name} is not here", name=name)

sys.meta_path.insert(0, Blocked())
"""


@pytest.fixture(scope="module")
def vendored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder above `ours/kept/openshift`, where a copy of the package lies."""
    folder = tmp_path_factory.mktemp("vendored")
    for parent in (folder / "ours", folder / "ours" / "kept"):
        parent.mkdir()
        (parent / "__init__.py").touch()
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(PACKAGE, folder / "ours" / "kept" / "openshift", ignore=ignored)
    return folder


def test_a_copy_two_folders_deep_works_under_its_new_name(vendored: Path) -> None:
    code = _BLOCK.replace('"msgspec", ', "")
    printed = run_python(
        f"""{code}
from ours.kept.openshift import defaults, models, references, validators
request = models.decode('{{"metadata": {{"name": "a"}}, "spec": {{"images": []}}}}')
print(type(request).__module__, request.metadata)
print(len(validators.validate(models.msgspec.to_builtins(request))))
print(defaults.apply({{"spec": {{}}}}), references.parse("a/b:c").tag)
""",
        vendored,
    )
    assert printed.splitlines() == [
        "ours.kept.openshift.models ObjectMeta(name='a')",
        "1",
        "{'spec': {'import': False}} c",
    ]


@pytest.mark.parametrize(
    "module", ["validators", "defaults", "references", "causes", "_base.formats"]
)
def test_a_module_works_where_there_is_nothing_but_python(module: str, vendored: Path) -> None:
    code = f"{_BLOCK}\nimport ours.kept.openshift.{module}\nprint('msgspec' in sys.modules)"
    assert run_python(code, vendored) == "False\n"


def test_a_copy_without_its_models_still_validates(vendored: Path, tmp_path: Path) -> None:
    copied = tmp_path / "small"
    ignored = shutil.ignore_patterns(
        "__pycache__", "models.py", "model.py", "client.py", "server.py"
    )
    shutil.copytree(vendored / "ours" / "kept" / "openshift", copied, ignore=ignored)
    code = f"{_BLOCK}\nfrom small import validators\nprint(validators.is_valid({{}}))"
    assert run_python(code, tmp_path) == "False\n"


# The names of the libraries that a part needs; all others are not there when it is tried.
_PARTS = {
    "models": ["msgspec"],
    "errors": [],
    "resources": ["msgspec"],
    "client": ["msgspec", "httpx2"],
    "server": ["msgspec", "starlette"],
    "fake": ["msgspec", "httpx2", "starlette"],
}
_LIBRARIES = ["httpx2", "msgspec", "starlette", "yaml", "jinja2", "jsonschema", "aiohttp"]
_USES = {
    "client": """
client = part.Client("https://api.example", "token", namespace="ns")
print(type(client.imagestreams).__name__)
client.close()
""",
    "server": """
from ours.kept.openshift._server.openapi import whole_document
app = part.create_app(imagestreams=object())
print(len(app.routes) > 10, b'"openapi": "3.1.0"' in whole_document())
from ours.kept.openshift import errors
from ours.kept.openshift._server import body
try:
    body.decode_body(b"a: 1", body.YAML, "ImageStream")
except errors.UnsupportedMediaType as error:  # PyYAML is not here
    print(error)
""",
    "fake": """
from ours.kept.openshift.client import Client
with Client("http://fake", namespace="ns", transport=part.FakeServer()) as client:
    print(client.imagestreams.create({"metadata": {"name": "a"}}).metadata.name)
""",
}


def _blocking(*names: str) -> str:
    own = ("imagestreamimport", "streamport", "kindgen")
    return _BLOCK.replace(
        '("msgspec", "imagestreamimport", "streamport", "kindgen")', f"{(*own, *names)!r}"
    )


@pytest.mark.parametrize("name", _PARTS)
def test_a_part_of_a_copy_needs_its_own_libraries_alone(name: str, vendored: Path) -> None:
    others = [library for library in _LIBRARIES if library not in _PARTS[name]]
    importing = f"from ours.kept.openshift import {name} as part"
    code = "\n".join([_blocking(*others), importing, _USES.get(name, ""), "print('done')"])
    printed = run_python(code, vendored)
    assert printed.splitlines()[-1] == "done"
    assert "False" not in printed


@pytest.mark.parametrize(
    ("name", "library", "extra"),
    [
        ("client", "httpx2", "client"),
        ("server", "starlette", "server"),
        ("fake", "httpx2", "client"),
        ("fake", "starlette", "server"),
    ],
)
def test_a_part_without_its_library_says_what_to_install(
    name: str, library: str, extra: str, vendored: Path
) -> None:
    code = f"""{_blocking(library)}
try:
    from ours.kept.openshift import {name}
except ModuleNotFoundError as error:
    print(error.name, error)
"""
    said = (
        f"{library} {library} is missing: pip install {library} (the extra [{extra}] brings it)\n"
    )
    assert run_python(code, vendored) == said


def test_importing_the_package_alone_loads_nothing() -> None:
    printed = run_python(
        "before = set(sys.modules)\nimport imagestreamimport\nprint(*set(sys.modules) - before)",
        PACKAGE.parent,
    )
    assert printed == "imagestreamimport\n"


@pytest.mark.parametrize("module", MODULES)
def test_a_module_is_imported_without_a_warning(module: str) -> None:
    command = [sys.executable, "-W", "error", "-c", f"import imagestreamimport.{module}"]
    done = subprocess.run(command, cwd=PACKAGE.parent, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_package_works_with_optimised_bytecode() -> None:
    """-OO takes docstrings and assertions away."""
    code = """
from imagestreamimport import defaults, models, validators
assert False, "not reached"
read = models.decode(b'{"apiVersion": "a"}')
print(read.api_version, len(validators.validate({})), defaults.apply({}))
"""
    done = subprocess.run(
        [sys.executable, "-OO", "-c", code],
        cwd=PACKAGE.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "a 2 {}\n", done.stderr
