"""The version of a tree that git holds: a commit's, or the index."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence

from gupcheck.source.git.command import Git
from gupcheck.source.git.listing import decoded
from gupcheck.source.git.objects import Blobs
from gupcheck.source.read import SourceError
from gupcheck.source.scan import WordScanner

_NOTHING_FOUND = 1


class GitVersion:
    """The files of a listing. `place` says where git's own search looks: a commit's name, or "--cached"."""

    def __init__(self, git: Git, blobs: Blobs, label: str, files: Mapping[str, str], place: str) -> None:
        self.label = label
        self.problems: dict[str, str] = {}
        self._git = git
        self._blobs = blobs
        self._files = files
        self._paths = sorted(files)
        self._place = place

    def below(self, folder: str) -> list[str]:
        """Return the C files below a folder, or the file itself, sorted."""
        return below(self._paths, folder)

    def stamp(self, path: str) -> str:
        """Return the name of the file's blob, "" where there is no such file."""
        return self._files.get(path, "")

    def read(self, path: str) -> bytes:
        """Return the file's bytes, b"" where it can't be read."""
        blob = self._files.get(path)
        if blob is None:
            return b""
        try:
            return self._blobs.read(blob)
        except SourceError as error:
            self.problems[path] = error.message
            return b""

    def holding(self, words: Collection[str], folders: Sequence[str] = ("",)) -> dict[str, frozenset[str]]:
        """Return the files below `folders` that hold some of the identifiers `words`, each with these."""
        if not self._paths or not words:
            return {}
        options = ("-l", "-z", "-w", "-F", "-a", "--no-recurse-submodules", "--full-name", "--no-color")
        wanted = [part for word in sorted(words) for part in ("-e", word)]
        everywhere = (":(top)*.c", ":(top)*.h")
        places = everywhere if "" in folders else [f":(top,literal){folder}" for folder in folders]
        answers = (0, _NOTHING_FOUND)
        found = self._git.run("grep", *options, *wanted, self._place, "--", *places, answers=answers)
        prefix = "" if self._place.startswith("--") else f"{self._place}:"
        names = (decoded(name).removeprefix(prefix) for name in found.split(b"\0") if name)
        scanner = WordScanner(word.encode() for word in words)
        held = {name: scanner.present(self.read(name)) for name in sorted(names) if name in self._files}
        return {name: frozenset(word.decode() for word in held[name]) for name in held if held[name]}


def below(paths: list[str], folder: str) -> list[str]:
    """Return those of the sorted `paths` that are below a folder, or the folder's path itself."""
    if folder in ("", "."):
        return list(paths)
    at = bisect_left(paths, folder)
    if at < len(paths) and paths[at] == folder:
        return [folder]
    return paths[bisect_left(paths, f"{folder}/") : bisect_right(paths, f"{folder}/\U0010ffff")]
