"""Both distributions, built and installed into empty environments. No package index is asked."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import venv
from dataclasses import dataclass
from email.parser import HeaderParser
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.support.generator import ROOT, TEXT, schema_of, write_schema

SITE = Path(sysconfig.get_paths()["purelib"])
WRONG = {
    "kind": "ImageStream",
    "apiVersion": "image.openshift.io/v1",
    "metadata": {"name": "app"},
    "spec": {"tags": [{"name": "1", "from": {"kind": "DockerImage", "name": "host/App"}}]},
}
TOLD = 'spec.tags[1].from.name: Invalid value: "host/App": repository name must be lowercase'


@dataclass(frozen=True)
class Environment:
    """A virtual environment that has what was put into it."""

    folder: Path

    def run(self, command: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.folder / "bin" / command, *arguments],
            capture_output=True,
            text=True,
            check=False,
            cwd=self.folder,
        )

    def pip(self, *arguments: str | Path) -> None:
        _pip("--python", self.folder / "bin" / "python", *arguments)

    def python(self, code: str) -> str:
        done = self.run("python", "-c", code)
        assert done.returncode == 0, done.stderr
        return done.stdout


def _pip(*arguments: str | Path) -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that holds both wheels."""
    folder = tmp_path_factory.mktemp("dist")
    _pip("wheel", "--no-deps", "--no-build-isolation", "-w", folder, ROOT, ROOT / "generated")
    return folder


def _environment(folder: Path, wheels: Path, *distributions: str) -> Environment:
    """With distributions of ours, and with msgspec, which is linked into it."""
    made = Environment(folder / "venv")
    venv.create(made.folder, with_pip=False, symlinks=True)
    made.pip("install", "--no-deps", "--no-index", "--find-links", wheels, *distributions)
    _link(made, "msgspec")
    return made


def _link(made: Environment, *libraries: str) -> None:
    (packages,) = made.folder.glob("lib/python*/site-packages")
    for library in libraries:
        (packages / library).symlink_to(SITE / library)


def _link_everything(made: Environment) -> None:
    (packages,) = made.folder.glob("lib/python*/site-packages")
    (packages / "everything.pth").write_text(f"{SITE}\n")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, wheels: Path) -> Environment:
    return _environment(tmp_path_factory.mktemp("small"), wheels, "imagestreamimport")


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory, wheels: Path) -> Environment:
    return _environment(tmp_path_factory.mktemp("bare"), wheels, "streamport")


def _manifest(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_text(json.dumps(WRONG))
    return path


def test_the_small_distribution_is_the_package_and_nothing_else(
    small: Environment, wheels: Path
) -> None:
    (wheel,) = wheels.glob("imagestreamimport-*.whl")
    roots = {name.partition("/")[0] for name in ZipFile(wheel).namelist()}
    assert {root for root in roots if not root.endswith(".dist-info")} == {"imagestreamimport"}
    printed = small.python(f"""
import importlib.metadata, imagestreamimport
from imagestreamimport import defaults, models, validators
print(*validators.validate({WRONG!r}, kind="ImageStream"), sep="\\n")
stream = models.decode(b'{{"spec": {{}}}}', type=models.ImageStream)
print(models.encode(stream).decode(), defaults.apply({{"spec": {{}}}}))
print(imagestreamimport.__version__ == importlib.metadata.version("imagestreamimport"))
""")
    assert printed.splitlines() == [TOLD, "{\"spec\":{}} {'spec': {'import': False}}", "True"]


def test_validators_of_the_wheel_stand_alone(small: Environment) -> None:
    code = (
        "import sys; sys.modules['msgspec'] = None\nfrom imagestreamimport import validators as v"
    )
    assert small.python(f"{code}\nprint(v.is_valid({WRONG!r}))") == "False\n"


def test_the_bare_distribution_brings_the_package(bare: Environment) -> None:
    code = "from imagestreamimport import validators as v"
    assert bare.python(f"{code}\nprint(*v.validate({WRONG!r}, 'ImageStream'))") == f"{TOLD}\n"
    done = bare.run("streamport", "--version")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("streamport ")


def test_a_missing_extra_is_named_with_the_command_that_brings_it(bare: Environment) -> None:
    done = bare.run("streamport", "validate", _manifest(bare.folder, "a.yaml"))
    assert (done.returncode, done.stdout) == (1, "")
    assert "pip install 'streamport[cli]'" in done.stderr
    assert "Traceback" not in done.stderr
    done = bare.run("kindgen", "generate", "--out", bare.folder / "out")
    assert (done.returncode, done.stdout) == (1, "")
    assert "pip install 'streamport[generator]'" in done.stderr
    assert "Traceback" not in done.stderr


def test_every_extra_that_a_message_names_exists(wheels: Path) -> None:
    (wheel,) = wheels.glob("streamport-*.whl")
    with ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith("/METADATA"))
        metadata = HeaderParser().parsestr(archive.read(name).decode())
    extras = metadata.get_all("Provides-Extra") or []
    assert {"cli", "client", "generator", "server"} <= set(extras)
    needs = metadata.get_all("Requires-Dist") or []
    assert [need for need in needs if "extra ==" not in need] == ["msgspec>=0.20"]


def test_with_its_extras_everything_works_from_the_wheel(tmp_path: Path, wheels: Path) -> None:
    """Templates and schema travel with the generator."""
    made = _environment(tmp_path, wheels, "streamport")
    _link_everything(made)
    done = made.run("streamport", "validate", _manifest(made.folder, "a.yaml"))
    assert done.returncode == 1
    assert f"{TOLD} (FieldValueInvalid)" in done.stdout
    place = made.python("import kindgen; print(kindgen.__file__)")
    assert place.startswith(str(made.folder))
    done = made.run("kindgen", "tree")
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 522
    schema = write_schema(made.folder, schema_of({"a": TEXT}))
    done = made.run("kindgen", "generate", "--schema", schema, "--out", made.folder / "out")
    assert done.returncode == 0, done.stderr
    code = "import sys; sys.path.insert(0, 'out'); from thing import models; print(models.Thing())"
    assert made.python(code) == "Thing()\n"


def test_both_distributions_at_once_are_noticed_and_said(tmp_path: Path, wheels: Path) -> None:
    made = _environment(tmp_path, wheels, "imagestreamimport", "streamport")
    _link(made, "yaml")
    manifest = _manifest(made.folder, "a.yaml")
    for arguments in (("--version",), ("validate", manifest), ("explain", "imagestream.spec")):
        done = made.run("streamport", *arguments)
        assert "streamport and imagestreamimport are both installed" in done.stderr
        assert "pip uninstall" in done.stderr
        assert "both installed" not in done.stdout
    made.pip("uninstall", "--yes", "imagestreamimport")
    options = ("--force-reinstall", "--no-deps", "--no-index", "--find-links", wheels)
    made.pip("install", *options, "streamport")
    done = made.run("streamport", "validate", "--quiet", manifest)
    assert (done.returncode, done.stderr) == (1, "")
    assert TOLD in done.stdout
