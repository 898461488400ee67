"""The exit codes of `streamport`."""

from __future__ import annotations

DONE, FAILED, WRONG_USAGE, PARTLY, INTERRUPTED = 0, 1, 2, 3, 130

EXIT_CODES = "exit codes: 0 done, 1 failed, 2 wrong usage, 3 partly imported"
