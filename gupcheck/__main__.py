"""The entry point of the command `gupcheck` and of `python -m gupcheck`."""

from __future__ import annotations

import sys

from gupcheck.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
