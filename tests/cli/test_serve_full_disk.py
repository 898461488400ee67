"""`streamport serve` on a disk that is full: it reads, says so, lets delete, and recovers alone."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.test_streamport_serve import run
from tests.support.objects import docker_tag, path_of, stream_of
from tests.support.serving import serving

STREAMS = path_of("imagestreams", "a")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own, with a folder for the state."""
    mounted = tmp_path / "disk"
    mounted.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=9m", "tmpfs", str(mounted)]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except OSError:
        pytest.skip("there is no mount here")
    if done.returncode:
        pytest.skip("only the superuser may mount a disk")
    try:
        (mounted / "state").mkdir(mode=0o700)
        (tmp_path / "state").symlink_to(mounted / "state")  # logs lie beside the link
        yield mounted
    finally:
        subprocess.run(["umount", "-l", str(mounted)], check=True)


def fill(disk: Path) -> Path:
    """Fill what is left of it."""
    filling = disk / "filling"
    with filling.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            return filling


def test_a_full_disk_keeps_nobody_from_reading_and_deleting(tmp_path: Path, disk: Path) -> None:
    with serving(tmp_path / "state") as running, running.client() as client:
        for number in range(5):
            large = stream_of(f"s{number}", docker_tag("t", annotations={"a": "x" * 100_000}))
            assert client.post(STREAMS, json=large).status_code == 201
        fill(disk)
        refused = client.post(STREAMS, json=stream_of("more"))
        assert refused.status_code == 500
        assert "the disk of the database is full" in refused.json()["message"]
        assert client.get("/readyz").status_code == 500
        assert client.get("/livez").status_code == 200
        assert client.get(f"{STREAMS}/s1").status_code == 200
        assert client.delete(f"{STREAMS}/s0").status_code == 200
        running.process.kill()
        running.process.wait()
    filling = fill(disk)
    kubeconfig = (disk / "state" / "kubeconfig").read_bytes()
    with serving(tmp_path / "state") as running, running.client() as client:
        assert client.get(f"{STREAMS}/s0").status_code == 404
        assert client.get(f"{STREAMS}/s1").status_code == 200
        assert client.get("/readyz").status_code == 500
        assert (disk / "state" / "kubeconfig").read_bytes() == kubeconfig
        assert "kubeconfig: No space left on device" in running.log.read_text()
        filling.unlink()
        assert client.get("/readyz").status_code == 200
        assert client.post(STREAMS, json=stream_of("more")).status_code == 201
        assert "trace" not in running.log.read_text()


def test_a_first_start_on_a_full_disk_says_which_file_it_was(tmp_path: Path, disk: Path) -> None:
    fill(disk)
    done = run("--secure-port", "0", "--state-dir", str(tmp_path / "state"))
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "/state/" in done.stderr
    assert "No space left on device" in done.stderr
