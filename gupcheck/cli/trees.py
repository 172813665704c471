"""Which kernel tree a command is about, and what of it."""

from __future__ import annotations

import os
from collections.abc import Sequence

from gupcheck.engine.config import Config
from gupcheck.engine.errors import RunError
from gupcheck.source.tree import first_upwards, is_below, makefile_version
from gupcheck.syntax import Dialect, load_dialect


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


def inside(path: str, root: str, current: str) -> str:
    """Return a path relative to the tree's root, "" for the root itself.

    It is read as relative to the folder `current`, or to the root where `current` has no such path. Raises
    RunError for one that is not there or not in the tree.
    """
    for start in (current, root):
        whole = os.path.realpath(os.path.join(start, path))
        if os.path.exists(whole) and is_below(whole, root):
            shown = os.path.relpath(whole, root)
            return "" if shown == "." else shown
    reason = "it is not in the tree" if os.path.exists(os.path.join(current, path)) else "it does not exist"
    raise RunError(f"{path}: {reason}. The tree is {root}.")


def require_arch(root: str, arch: str) -> None:
    """Raise RunError where a tree with architectures has none of this name."""
    if os.path.isdir(os.path.join(root, "arch")) and not os.path.isdir(os.path.join(root, "arch", arch)):
        raise RunError(f"--arch: the tree {root} has no architecture '{arch}'.")


def dialect_of(config: Config) -> Dialect:
    """Return the kernel's dialect with what the configuration adds. Raises RunError."""
    try:
        return load_dialect(config.dialect)
    except ValueError as error:
        raise RunError(f"{config.path}: {error}") from None
