"""The version of a tree that lies in a folder."""

from __future__ import annotations

import errno
import os
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from gupcheck.source.held import HeldTexts
from gupcheck.source.read import SourceError, read_source, unreadable
from gupcheck.source.scan import WordScanner
from gupcheck.source.share import PathsWork, Result, Share, Work, undivided
from gupcheck.source.tree import is_below
from gupcheck.source.walk import WalkProblem, walk

_FIRST, _SECOND = (1 << 17) - 64, 1 << 20
"""Bytes that the first call reads, and the one after it where the file has more.

Nearly all files of a kernel are smaller than the first, for which memory is at hand: a larger piece is asked
of the system and given back each time, which takes three times as long as to read a file.
"""

_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK


class FolderVersion:
    """The files below a folder on disk, which a report names `label`, by default as the folder.

    Where many files are read, `share` shares them out.
    """

    def __init__(self, root: Path, label: str = "", share: Share = undivided) -> None:
        self.root = os.path.realpath(root)
        self.label = label or str(root)
        self.problems: dict[str, str] = {}
        self._real_folders: dict[str, str] = {}
        self._listed: dict[str, list[str]] = {}
        self._share = share
        self._held: HeldTexts | None = None
        self._parts: dict[tuple[str, ...], tuple[frozenset[str], list[str]]] = {}

    def below(self, folder: str) -> list[str]:
        """Return the C files below a folder, or the file itself, sorted; nothing that is not in the tree.

        A folder is walked once.
        """
        known = self._listed.get(folder)
        if known is None:
            known = self._listed[folder] = self._walked(folder)
        return list(known)

    def _walked(self, folder: str) -> list[str]:
        top = os.path.realpath(os.path.join(self.root, folder))
        whole = self._listed.get("")
        hidden = any(part.startswith(".") for part in folder.split("/"))
        if whole is not None and os.path.isdir(top) and top == os.path.join(self.root, folder) and not hidden:
            # "0" is what follows "/": the paths between the two are those below the folder.
            return whole[bisect_left(whole, f"{folder}/") : bisect_left(whole, f"{folder}0")]
        if not is_below(top, self.root):
            return []
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
            status = os.stat(f"{self.root}/{path}")
        except OSError:
            return ""
        return f"{status.st_size}:{status.st_mtime_ns}:{status.st_ino}"

    def read(self, path: str) -> bytes:
        """Return the file's bytes, b"" where there is none, it can't be read or lies outside of the tree."""
        if self._held is not None and path in self._held:
            return self._held.text(path)
        full = f"{self.root}/{path}"
        try:
            descriptor = self._opened(path)
        except FileNotFoundError:
            return b""
        except OSError as error:
            self.problems[path] = unreadable(error).message
            return b""
        try:
            data = os.read(descriptor, _FIRST)
            if len(data) < _FIRST:
                return data
            data += os.read(descriptor, _SECOND)
            return data if len(data) < _FIRST + _SECOND else read_source(full)
        except (OSError, SourceError) as error:
            self.problems[path] = str(error)
            return b""
        finally:
            os.close(descriptor)

    def _opened(self, path: str) -> int:
        """Return a descriptor of a file. Raises OSError, also where a link leads out of the tree."""
        folder, _, name = path.rpartition("/")
        real = self._real_folders.get(folder)
        if real is not None and is_below(real, self.root):
            try:
                return os.open(f"{real}/{name}", _FLAGS)
            except OSError as error:
                if error.errno != errno.ELOOP:
                    raise
        return os.open(self.inside(path), _FLAGS)

    def inside(self, path: str) -> str:
        """Return where a file really is. Raises OSError where a link leads out of the tree."""
        folder, name = os.path.split(path)
        real = self._real_folders.get(folder)
        if real is None:
            real = self._real_folders[folder] = os.path.realpath(os.path.join(self.root, folder))
        whole = f"{real}/{name}"
        if os.path.islink(whole):
            whole = os.path.realpath(whole)
        if not is_below(whole, self.root):
            raise PermissionError(0, "it is not in the tree")
        return whole

    def holding(self, words: Collection[str], folders: Sequence[str] = ("",)) -> dict[str, frozenset[str]]:
        """Return the files below `folders` that hold some of the identifiers `words`, each with these."""
        if not words:
            return {}
        scanner = WordScanner(word.encode() for word in words)
        held, others = self._parted(tuple(folders))
        found = self._held.holding(scanner, held) if self._held else {}

        def of_part(paths: Sequence[str]) -> dict[str, frozenset[bytes]]:
            return dict(self._holding(scanner, paths))

        for part in self.shared(of_part, others):
            found |= part
        return {path: frozenset(word.decode() for word in found[path]) for path in sorted(found)}

    def _parted(self, folders: tuple[str, ...]) -> tuple[frozenset[str], list[str]]:
        """Return the files below `folders` whose texts are held, and the others, sorted."""
        known = self._parts.get(folders)
        if known is None:
            paths = {path for folder in folders for path in self.below(folder)}
            held = frozenset(path for path in paths if path in self._held) if self._held else frozenset[str]()
            known = self._parts[folders] = (held, sorted(paths - held))
        return known

    def hold(self, folders: Sequence[str]) -> bool:
        """Keep the texts below `folders` in memory, if none are yet: they will be searched many times."""
        if self._held is None:
            paths = sorted({path for folder in folders for path in self.below(folder)})
            self._held = HeldTexts(self.root, paths, self._share)
            self._parts.clear()
        return True

    def shared(
        self, work: PathsWork[Result], paths: Sequence[str], *, heavy: bool = False
    ) -> Iterator[Result]:
        """Yield what `work`, which reads files of this version, makes of each part of `paths`, as a Share."""

        def with_problems(part: Sequence[str]) -> tuple[Result, dict[str, str]]:
            result = work(part)
            return result, self.problems

        for result, problems in self._share(with_problems, paths, heavy=heavy):
            self.problems.update(problems)
            yield result

    def beside(self, work: Work[Result]) -> Work[Result]:
        """Return what waits for the result of `work`, which reads files of this version, as a Share."""

        def with_problems() -> tuple[Result, dict[str, str]]:
            return work(), self.problems

        begun = self._share.beside(with_problems)

        def waited() -> Result:
            result, problems = begun()
            self.problems.update(problems)
            return result

        return waited

    def close(self) -> None:
        """Do nothing: reading a folder needs no process."""

    def _holding(self, scanner: WordScanner, paths: Sequence[str]) -> Iterator[tuple[str, frozenset[bytes]]]:
        for path in paths:
            try:
                present, _ = scanner.present_in_file(f"{self.root}/{path}")
            except OSError as error:
                self.problems[path] = unreadable(error).message
                continue
            if present:
                yield path, present
