"""Servers that are killed: started in a process of their own, and the images that they import."""

from __future__ import annotations

import multiprocessing
import os
import re
import time
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from pathlib import Path

from tests.support.registries.images import Manifest, config, digest_of, docker
from tests.support.registries.scripted import Asked, Said


def quick_processes() -> ForkServerContext:
    """Children of a process that has the modules loaded already, which start quickly."""
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["streamport.cli.serve.start", "streamport.store.sqlite"])
    return processes


def serve(state: str, out: str, *flags: str) -> None:
    """The process: `streamport serve` with its output in a file."""
    file = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(file, 1)
    os.dup2(file, 2)
    from streamport.cli.main import main

    main(["serve", "--state-dir", state, "--secure-port", "0", *flags])


def started(process: BaseProcess, out: Path) -> str:
    """The address that the server prints when it is ready."""
    for _ in range(3000):
        text = out.read_text() if out.exists() else ""
        if text.count("\n") > 8 and (found := re.search(r"https://\S+", text)):
            return found[0]
        assert process.is_alive(), text
        time.sleep(0.01)
    raise AssertionError("the server did not start")


def image_of(tag: str) -> Manifest:
    """Another one for each tag, so that each import brings an image of its own."""
    return docker((), config(author=tag))


class Images:
    """The script of a registry that has every tag."""

    def __init__(self) -> None:
        self._configs: dict[str, bytes] = {}

    def __call__(self, asked: Asked) -> Said | None:
        kind, _, name = asked.path.removeprefix("/v2/app/").partition("/")
        if kind == "manifests":
            image = image_of(name)
            self._configs[digest_of(image.blobs[0])] = image.blobs[0]
            return Said(200, image.body, {"Content-Type": image.media_type})
        if kind == "blobs":
            return Said(200, self._configs[name])
        return None
