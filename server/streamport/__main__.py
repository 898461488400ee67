"""`python -m streamport`: the command, where it is not installed."""

from __future__ import annotations

import sys

from .cli.main import main

sys.exit(main())
