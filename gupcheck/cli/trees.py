"""Which kernel tree a command is about."""

from __future__ import annotations

import os
from collections.abc import Sequence

from gupcheck.engine.errors import RunError
from gupcheck.source.tree import first_upwards, makefile_version


def tree_of(folder: str | None, paths: Sequence[str], current: str) -> str:
    """Return the absolute path of a tree: `folder` if it is given, else the kernel tree around us.

    That is the one that the first of `paths`, or else the folder `current`, lies in. Raises RunError.
    """
    if folder is not None:
        whole = os.path.realpath(os.path.join(current, folder))
        if not os.path.isdir(whole):
            raise RunError(f"--tree: {folder} is not a folder.")
        return whole
    for start in (*paths[:1], "."):
        for makefile in first_upwards(os.path.realpath(os.path.join(current, start)), ("Makefile",)):
            if makefile_version(os.path.dirname(makefile)):
                return os.path.dirname(makefile)
    raise RunError("No kernel tree is here: change to one, or give it with --tree DIR.")
