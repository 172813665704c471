"""Where results are kept between runs."""

from __future__ import annotations

import os
from pathlib import Path


def cache_folder() -> Path:
    """Return gupcheck's folder among the user's caches (XDG_CACHE_HOME, else ~/.cache); it need not exist."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    return Path(base if os.path.isabs(base) else os.path.expanduser("~/.cache")) / "gupcheck"
