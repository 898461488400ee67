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
            raise ImportError(f"{name} is not here")

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


@pytest.mark.parametrize("module", ["validators", "defaults", "references", "causes", "formats"])
def test_a_module_works_where_there_is_nothing_but_python(module: str, vendored: Path) -> None:
    code = f"{_BLOCK}\nimport ours.kept.openshift.{module}\nprint('msgspec' in sys.modules)"
    assert run_python(code, vendored) == "False\n"


def test_a_copy_without_its_models_still_validates(vendored: Path, tmp_path: Path) -> None:
    copied = tmp_path / "small"
    ignored = shutil.ignore_patterns(
        "__pycache__", "models.py", "base.py", "client.py", "server.py"
    )
    shutil.copytree(vendored / "ours" / "kept" / "openshift", copied, ignore=ignored)
    code = f"{_BLOCK}\nfrom small import validators\nprint(validators.is_valid({{}}))"
    assert run_python(code, tmp_path) == "False\n"


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
print(models.decode(b'{"kind": "a"}').kind, len(validators.validate({})), defaults.apply({}))
"""
    done = subprocess.run(
        [sys.executable, "-OO", "-c", code],
        cwd=PACKAGE.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "a 2 {}\n", done.stderr
