"""A version that is another one with some files replaced: what a patch makes of its base."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence

from gupcheck.source.scan import WordScanner
from gupcheck.source.share import PathsWork, Result, Work
from gupcheck.source.version import Version, in_scope


class OverlayVersion:
    """`base` with the files of `contents` in place of its own; None stands for a file that is gone."""

    def __init__(self, base: Version, contents: Mapping[str, bytes | None], label: str) -> None:
        self.label = label
        self.problems = base.problems
        self.base = base
        self.contents = contents

    def below(self, folder: str) -> list[str]:
        """Return the C files below a folder, or the file itself, sorted."""
        scope = ["" if folder == "." else folder]
        here = {path for path in self.contents if in_scope(path, scope)}
        return sorted(self._present(here) | (set(self.base.below(folder)) - here))

    def stamp(self, path: str) -> str:
        """Return a text that changes when the file does, "" where there is no such file."""
        if path not in self.contents:
            return self.base.stamp(path)
        data = self.contents[path]
        return "" if data is None else f"sha256:{hashlib.sha256(data).hexdigest()}"

    def read(self, path: str) -> bytes:
        """Return the file's bytes, b"" where it can't be read."""
        return (self.contents[path] or b"") if path in self.contents else self.base.read(path)

    def holding(self, words: Collection[str], folders: Sequence[str] = ("",)) -> dict[str, frozenset[str]]:
        """Return the files below `folders` that hold some of the identifiers `words`, each with these."""
        scanner = WordScanner(word.encode() for word in words)
        found = self.base.holding(words, folders)
        for path, data in self.contents.items():
            found.pop(path, None)
            present = scanner.present(data) if data is not None and in_scope(path, folders) else None
            if present:
                found[path] = frozenset(word.decode() for word in present)
        return dict(sorted(found.items()))

    def hold(self, folders: Sequence[str]) -> bool:
        """Keep the texts below `folders` in memory, if the base can: they will be searched many times."""
        return self.base.hold(folders)

    def shared(
        self, work: PathsWork[Result], paths: Sequence[str], *, heavy: bool = False
    ) -> Iterator[Result]:
        """Yield what `work`, which reads files of this version, makes of each part of `paths`, as a Share."""
        return self.base.shared(work, paths, heavy=heavy)

    def beside(self, work: Work[Result]) -> Work[Result]:
        """Return what waits for the result of `work`, which reads files of this version, as a Share."""
        return self.base.beside(work)

    def close(self) -> None:
        """End the processes that reading began; they begin anew where somebody reads again."""
        self.base.close()

    def _present(self, paths: set[str]) -> set[str]:
        return {path for path in paths if self.contents[path] is not None}
