"""Packages that several tests use, each made once in a whole run, whichever worker asks first."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Callable
from functools import cache

import pytest

from tests.support.generator import Made, Schema, make


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Schema], Made]:
    """The package of a schema, for tests that only read it.

    The schema lies in the folder `schema` beside the parent folder of the package.
    """
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent  # of the folders of all workers

    @cache
    def make_or_find(text: str) -> Made:
        schema = json.loads(text)
        folder = shared / f"made-{hashlib.sha256(text.encode()).hexdigest()[:20]}"
        folder.mkdir(exist_ok=True)
        with (folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (folder / "done").exists():
                make(folder, schema)
                (folder / "done").touch()
        return Made(folder / "out", schema["x-package"])

    return lambda schema: make_or_find(json.dumps(schema))
