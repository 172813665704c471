"""The C files below a folder."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass

SUFFIXES = (".c", ".h")

Skip = Callable[[str], bool]
"""Whether a path (absolute; a folder's ends in `/`) is left out."""


@dataclass(frozen=True, slots=True)
class WalkProblem:
    """A folder that could not be listed."""

    path: str
    reason: str


def walk(folder: str, skip: Skip | None, problems: list[WalkProblem]) -> Iterator[str]:
    """Yield the absolute path of every `.c` and `.h` file below `folder`, each once, in no particular order.

    `folder` must be absolute and without links. Links to folders are not followed, so that no loop can be
    entered; a link to a file stands for the file, if that is below `folder`. What begins with a dot, FIFOs
    and the like are left out. Folders that can't be listed are added to `problems`.
    """
    yielded_through_links: set[str] = set()
    pending = [folder]
    while pending:
        current = pending.pop()
        try:
            entries = os.scandir(current)
        except OSError as error:
            problems.append(WalkProblem(current, error.strerror or str(error)))
            continue
        with entries:
            for entry in entries:
                name = entry.name
                if name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    if skip is None or not skip(f"{entry.path}/"):
                        pending.append(entry.path)
                elif name.endswith(SUFFIXES):
                    path = entry.path
                    if not entry.is_file(follow_symlinks=False):
                        path = _behind_link(path, folder, skip) if entry.is_symlink() else ""
                        if not path or path in yielded_through_links:
                            continue
                        yielded_through_links.add(path)
                    if skip is None or not skip(path):
                        yield path


def _behind_link(link: str, folder: str, skip: Skip | None) -> str:
    """Return the file that `link` leads to, "" if it is not below `folder` or the walk meets it anyway."""
    path = os.path.realpath(link)
    if not path.startswith(f"{folder.rstrip('/')}/") or not os.path.isfile(path):
        return ""
    return "" if _is_met(path, folder, skip) else path


def _is_met(path: str, folder: str, skip: Skip | None) -> bool:
    """Return whether the walk meets a regular file below `folder` under its own name."""
    parts = path[len(folder.rstrip("/")) + 1 :].split("/")
    if any(part.startswith(".") for part in parts) or not path.endswith(SUFFIXES):
        return False
    return skip is None or not skip(path)
