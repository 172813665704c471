"""The entry point of the command `gupcheck` and of `python -m gupcheck`."""

from __future__ import annotations

import gc
import sys


def main() -> int:
    """Run the command line and return its exit code."""
    try:
        from gupcheck.cli.main import main as run  # takes a while, in which Ctrl-C may come

        code = run()
        gc.freeze()  # else Python searches all that a run has left for garbage before it exits
        return code
    except KeyboardInterrupt:
        print("gupcheck: interrupted.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
