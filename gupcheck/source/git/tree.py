"""The version of a tree that git holds: a commit's, or the index."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from gupcheck.source.git.command import Git
from gupcheck.source.git.listing import decoded
from gupcheck.source.git.objects import Blobs
from gupcheck.source.git.reading import ReadByGit
from gupcheck.source.scan import WordScanner
from gupcheck.source.version import Version

_NOTHING_FOUND = 1


_MOST_APART = 3_000
"""Files that are read one by one because the disk has them otherwise; of more, git's own search is faster."""


class GitVersion(ReadByGit):
    """The files of a listing. `place` says where git's own search looks: a commit's name, or "--cached".

    `disk` returns the version of the working tree, None without one: what is alike there is searched there,
    which is many times faster than out of git's packs.
    """

    def __init__(
        self,
        git: Git,
        blobs: Blobs,
        label: str,
        files: Mapping[str, str],
        place: str,
        disk: Callable[[], Version | None] = lambda: None,
    ) -> None:
        self.label = label
        self._disk = disk
        self.problems: dict[str, str] = {}
        self._git = git
        super().__init__(blobs)
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
        return self._blobs.read_or_note(blob, path, self.problems)

    def holding(self, words: Collection[str], folders: Sequence[str] = ("",)) -> dict[str, frozenset[str]]:
        """Return the files below `folders` that hold some of the identifiers `words`, each with these."""
        paths = {path for folder in folders for path in self.below(folder)} if words else set()
        if not paths:
            return {}
        disk = self._disk()
        alike = {path for path in paths if disk.stamp(path) == self._files[path]} if disk else set()
        if disk is None or len(paths - alike) > _MOST_APART:
            found_by_git = self._found_by_git(words, folders)
            return self._among(paths if found_by_git is None else found_by_git, words)
        found = self._among(paths - alike, words)
        found |= {path: held for path, held in disk.holding(words, folders).items() if path in alike}
        return {path: found[path] for path in sorted(found)}

    def _among(self, paths: Iterable[str], words: Collection[str]) -> dict[str, frozenset[str]]:
        """Return those of `paths` that hold some of the words, each with these, by their paths."""
        scanner = WordScanner(word.encode() for word in words)
        held = {path: scanner.present(self.read(path)) for path in sorted(paths)}
        return {path: frozenset(word.decode() for word in held[path]) for path in held if held[path]}

    def _found_by_git(self, words: Collection[str], folders: Sequence[str]) -> list[str] | None:
        """Return the files below `folders` that hold one of the words, None where an object is missing."""
        options = ("-l", "-z", "-w", "-F", "-a", "--no-recurse-submodules", "--full-name", "--no-color")
        wanted = [part for word in sorted(words) for part in ("-e", word)]
        everywhere = (":(top)*.c", ":(top)*.h")
        places = everywhere if "" in folders else [f":(top,literal){folder}" for folder in folders]
        done = self._git.attempt("grep", *options, *wanted, self._place, "--", *places)
        if done.stderr or done.returncode not in (0, _NOTHING_FOUND):
            return None
        prefix = "" if self._place.startswith("--") else f"{self._place}:"
        names = (decoded(name).removeprefix(prefix) for name in done.stdout.split(b"\0") if name)
        return [name for name in names if name in self._files]


def below(paths: list[str], folder: str) -> list[str]:
    """Return those of the sorted `paths` that are below a folder, or the folder's path itself."""
    if folder in ("", "."):
        return list(paths)
    at = bisect_left(paths, folder)
    if at < len(paths) and paths[at] == folder:
        return [folder]
    return paths[bisect_left(paths, f"{folder}/") : bisect_right(paths, f"{folder}/\U0010ffff")]
