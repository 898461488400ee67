"""What `streamport import-image` does on a terminal, and how it is told not to."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

from tests.cli.test_streamport_import_image import IMAGE, image, imported, missing
from tests.support.loopback import loopback
from tests.support.manifests import child_environment


def on_a_terminal(tmp_path: Path, **environment: str) -> str:
    """All that an import prints on a terminal."""
    with loopback(missing(), imported(("1.2", image()))) as server:
        flags = ("app:1.2", "--from", IMAGE, "--confirm", "--server", server.url)
        ours, theirs = pty.openpty()
        process = subprocess.Popen(
            [sys.executable, "-m", "streamport", "import-image", *flags],
            stdin=subprocess.DEVNULL,
            stdout=theirs,
            stderr=theirs,
            env={**child_environment(), "HOME": str(tmp_path), "COLUMNS": "200"} | environment,
        )
        os.close(theirs)
        printed = b""
        try:
            while piece := os.read(ours, 65536):
                printed += piece
        except OSError:  # Linux ends a terminal whose other side is closed with an error
            pass
        os.close(ours)
        assert process.wait(60) == 0, printed
    return printed.decode()


def test_a_terminal_shows_what_goes_on_and_colours_the_result(tmp_path: Path) -> None:
    printed = on_a_terminal(tmp_path, TERM="xterm-256color", NO_COLOR="")
    assert f"importing {IMAGE}" in printed
    assert "\x1b[?25l" in printed  # the cursor is hidden while the line moves
    assert "\x1b[?25h" in printed  # and comes back
    assert "\x1b[32m+  1.2" in printed


def test_no_color_is_honoured(tmp_path: Path) -> None:
    printed = on_a_terminal(tmp_path, TERM="xterm-256color", NO_COLOR="1")
    assert "\x1b[3" not in printed
    assert "+  1.2" in printed


def test_a_dumb_terminal_gets_plain_lines(tmp_path: Path) -> None:
    printed = on_a_terminal(tmp_path, TERM="dumb")
    assert "\x1b" not in printed
    assert printed.splitlines()[0] == f"importing {IMAGE}"
