"""A version that is another one with some files replaced: what a patch makes of its base."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from gupcheck.source.scan import WordScanner
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

    def holding(self, word: str) -> list[str]:
        """Return the files of the whole tree that hold the identifier `word`, sorted."""
        scanner = WordScanner([word.encode()])
        here = {path for path, data in self.contents.items() if data is not None and scanner.present(data)}
        return sorted(here | (set(self.base.holding(word)) - set(self.contents)))

    def _present(self, paths: set[str]) -> set[str]:
        return {path for path in paths if self.contents[path] is not None}
