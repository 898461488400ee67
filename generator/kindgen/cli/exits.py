"""The exit codes of `kindgen`."""

from __future__ import annotations

DONE, FAILED, WRONG_USAGE = 0, 1, 2

EXIT_CODES = "exit codes: 0 done, 1 failed or different, 2 wrong usage"
