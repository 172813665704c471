"""Colours and width of the terminal."""

from __future__ import annotations

import os
import shutil
import sys

_WIDTH_ELSEWHERE = 100


def use_color(choice: str) -> bool:
    """Return whether standard output gets colours.

    `choice` is "always", "never" or "auto": then NO_COLOR (https://no-color.org) decides, then FORCE_COLOR,
    then whether it is a terminal.
    """
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return os.environ["FORCE_COLOR"] != "0"
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def width() -> int:
    """Return how many cells a line of standard output has."""
    if not sys.stdout.isatty():
        return _WIDTH_ELSEWHERE
    return shutil.get_terminal_size((_WIDTH_ELSEWHERE, 24)).columns
