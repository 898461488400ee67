"""`python -m kindgen`."""

import sys

from .cli import main

sys.exit(main())
