"""The version of a tree that lies in a repository's working tree: the files that git tracks, as they are.

Whether a file is as the index has it is told from its time and size, as git does it itself; only where these
differ the file is read. git's own comparison would run the clean filters of a hostile repository.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Collection, Sequence
from pathlib import Path

from gupcheck.source.folder import FolderVersion
from gupcheck.source.git.listing import decoded, is_ours
from gupcheck.source.git.objects import Blobs
from gupcheck.source.git.reading import ReadByGit
from gupcheck.source.git.repository import Repository
from gupcheck.source.git.tree import below
from gupcheck.source.scan import WordScanner

_ENTRY = re.compile(
    rb"100\d\d\d ([0-9a-f]+) 0\t([^\0]*)\0"
    rb"  ctime: \d+:\d+\n  mtime: (\d+):(\d+)\n  dev: \d+\tino: (\d+)\n  uid: \d+\tgid: \d+\n"
    rb"  size: (\d+)\tflags: ([0-9a-f]+)\n"
)
_LEFT_OUT = 0x40000000
"""The flag of a file that a sparse checkout does not put on disk."""

_INODE = 0xFFFFFFFF
"""The bits of an inode's number that the index keeps."""

LABEL = "the working tree"


class WorktreeVersion(ReadByGit):
    """The tracked C files of a working tree. Raises VersionError where git can't list them."""

    def __init__(self, repository: Repository, blobs: Blobs) -> None:
        self.label = LABEL
        super().__init__(blobs)
        self._folder = FolderVersion(Path(repository.top), LABEL)
        self.problems = self._folder.problems
        self._hash_name = repository.hash_name
        self._only_in_git: dict[str, str] = {}
        self.files = self._listing(repository)
        self._paths = sorted(self.files)

    def below(self, folder: str) -> list[str]:
        """Return the C files below a folder, or the file itself, sorted."""
        return below(self._paths, folder)

    def stamp(self, path: str) -> str:
        """Return the name that git gives to the file's content, "" where there is no such file."""
        return self.files.get(path, "")

    def read(self, path: str) -> bytes:
        """Return the file's bytes, b"" where it can't be read."""
        blob = self._only_in_git.get(path)
        if blob is None:
            return self._folder.read(path)
        return self._blobs.read_or_note(blob, path, self.problems)

    def holding(self, words: Collection[str], folders: Sequence[str] = ("",)) -> dict[str, frozenset[str]]:
        """Return the files below `folders` that hold some of the identifiers `words`, each with these."""
        scanner = WordScanner(word.encode() for word in words)
        found: dict[str, frozenset[str]] = {}
        for path in sorted({path for folder in folders for path in self.below(folder)}) if words else ():
            try:
                if path in self._only_in_git:
                    present = scanner.present(self.read(path))
                else:
                    present, _ = scanner.present_in_file(f"{self._folder.root}/{path}")
            except OSError:
                present = scanner.present(self.read(path))
            if present:
                found[path] = frozenset(word.decode() for word in present)
        return found

    def _listing(self, repository: Repository) -> dict[str, str]:
        git = repository.git
        index = os.path.join(repository.top, decoded(git.run("rev-parse", "--git-path", "index")).strip())
        written = os.stat(index).st_mtime_ns if os.path.exists(index) else 0
        found: dict[str, str] = {}
        for entry in _ENTRY.finditer(git.run("ls-files", "-s", "-z", "--debug", "--full-name", ":/")):
            path = decoded(entry[2])
            if is_ours(path):
                name = self._name_of(path, entry, written)
                if name:
                    found[path] = name
        return found

    def _name_of(self, path: str, entry: re.Match[bytes], written: int) -> str:
        """Return the name of the content of a file of the index, "" where it is no file any more."""
        blob = entry[1].decode()
        if int(entry[7], 16) & _LEFT_OUT:
            self._only_in_git[path] = blob
            return blob
        try:
            status = os.lstat(f"{self._folder.root}/{path}")
            if not stat.S_ISREG(status.st_mode):
                return ""
            self._folder.inside(path)
        except OSError:
            return ""
        then = int(entry[3]) * 1_000_000_000 + int(entry[4])
        known = (then, int(entry[6]), int(entry[5]))
        if then < written and known == (status.st_mtime_ns, status.st_size, status.st_ino & _INODE):
            return blob
        return self._hashed(path)

    def _hashed(self, path: str) -> str:
        data = self._folder.read(path)
        head = f"blob {len(data)}\0".encode()
        return hashlib.new(self._hash_name, head + data, usedforsecurity=False).hexdigest()
