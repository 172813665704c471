"""The files of a tree as the summaries need them: listed, stamped, read. All reading of sources is here."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Protocol

from gupcheck.source.read import SourceError, read_source
from gupcheck.source.walk import WalkProblem, walk


class Files(Protocol):
    """The files of one tree; paths are relative to its root, `/` between their parts."""

    def below(self, folder: str) -> list[str]:
        """Return the C files below a folder, or the file itself, sorted."""
        ...

    def stamp(self, path: str) -> str:
        """Return a text that changes when the file does, "" where there is no such file."""
        ...

    def read(self, path: str) -> bytes:
        """Return the file's bytes, b"" where it can't be read."""
        ...


class TreeFiles:
    """The files below a folder on disk. `problems` are sentences on what could not be read."""

    def __init__(self, root: Path) -> None:
        self.root = os.path.realpath(root)
        self.problems: dict[str, str] = {}

    def below(self, folder: str) -> list[str]:
        """Return the C files below a folder, or the file itself, sorted."""
        top = os.path.normpath(os.path.join(self.root, folder))
        if os.path.isfile(top):
            return [os.path.relpath(top, self.root)]
        found: list[WalkProblem] = []
        cut = len(self.root) + 1
        paths = sorted(path[cut:] for path in walk(top, None, found)) if os.path.isdir(top) else []
        for problem in found:
            self.problems[problem.path] = problem.reason
        return paths

    def stamp(self, path: str) -> str:
        """Return the file's size and time of change, "" where there is no such file."""
        try:
            status = os.stat(os.path.join(self.root, path))
        except OSError:
            return ""
        return f"{status.st_size}:{status.st_mtime_ns}:{status.st_ino}"

    def read(self, path: str) -> bytes:
        """Return the file's bytes, b"" where it can't be read."""
        try:
            return read_source(os.path.join(self.root, path))
        except SourceError as error:
            self.problems[path] = error.message
            return b""
