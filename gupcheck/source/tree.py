"""What a path belongs to: a kernel tree and its version, a git repository, the root of a report."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence

KernelVersion = tuple[int, int]

_VERSION_LINES = re.compile(rb"^VERSION = (\d+)\nPATCHLEVEL = (\d+)$", re.MULTILINE)
_MAKEFILE_HEAD = 4096
"""Bytes of a Makefile that are looked at: a kernel's begins with its version."""


def kernel_version(path: str) -> KernelVersion | None:
    """Return the version, such as (6, 1), of the kernel tree that an absolute path lies in, or None."""
    for folder in _upwards(path):
        version = makefile_version(folder)
        if version:
            return version
    return None


def makefile_version(folder: str) -> KernelVersion | None:
    """Return the version that the kernel Makefile in `folder` states, None if there is none."""
    try:
        with open(os.path.join(folder, "Makefile"), "rb") as makefile:
            found = _VERSION_LINES.search(makefile.read(_MAKEFILE_HEAD))
    except OSError:
        return None
    return (int(found[1]), int(found[2])) if found else None


def report_root(paths: Sequence[str], current: str) -> str:
    """Return the folder that a report on the absolute `paths` is relative to; every path is in it.

    Where all paths lie in one kernel tree or git repository it is its top (the nearer one's); else `current`
    if they are all below that; else the deepest folder that they share.
    """
    folders = sorted({_folder_of(path) for path in paths})
    tops = {_top(folder) for folder in folders}
    top = tops.pop() if len(tops) == 1 else None
    if top:
        return top
    if all(is_below(path, current) for path in paths):
        return current
    return os.path.commonpath(folders)


def is_below(path: str, folder: str) -> bool:
    """Return whether an absolute path is `folder` or in it."""
    return path == folder or path.startswith(f"{folder.rstrip('/')}/")


def first_upwards(path: str, names: Iterable[str]) -> Iterator[str]:
    """Yield the files of these names in the path's folder and all folders above it, the nearest first."""
    wanted = tuple(names)
    for folder in _upwards(path):
        for name in wanted:
            candidate = os.path.join(folder, name)
            if os.path.isfile(candidate):
                yield candidate


def _top(start: str) -> str | None:
    for folder in _upwards(start):
        if makefile_version(folder) or os.path.exists(os.path.join(folder, ".git")):
            return folder
    return None


def _upwards(path: str) -> Iterator[str]:
    folder = _folder_of(path)
    while True:
        yield folder
        parent = os.path.dirname(folder)
        if parent == folder:
            return
        folder = parent


def _folder_of(path: str) -> str:
    return path if os.path.isdir(path) else os.path.dirname(path)
