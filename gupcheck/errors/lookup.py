"""Which definitions a name means in a file: its own, those of headers that it may include, the tree's
global ones."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from gupcheck.errors.index import Index
from gupcheck.errors.resolved import Definition

HEADER_FOLDERS = ("include",)
COMMON_FOLDERS = (
    "kernel", "lib", "mm", "fs", "block", "security", "ipc", "crypto", "init", "io_uring", "virt", "net",
    "drivers/base",
)  # fmt: skip
"""Where definitions are looked for: headers at once, the rest of the core where a name is found nowhere
else."""

_APART = ("tools/", "scripts/", "samples/", "Documentation/", "usr/")
"""Folders whose code is not part of the kernel."""


class Lookup:
    """Finds definitions in an index for one architecture."""

    def __init__(self, index: Index, arch: str) -> None:
        self._index = index
        self._arch = f"arch/{arch}/"
        self._headers = (*HEADER_FOLDERS, f"arch/{arch}/include")
        self._common = (*COMMON_FOLDERS, f"arch/{arch}")
        self._known: dict[tuple[str, str], tuple[Definition, ...]] = {}

    def meant(self, name: str, file: str) -> tuple[Definition, ...]:
        """Return what `name` may mean in `file`: several definitions where configurations differ."""
        own = tuple(found for found in self._index.definitions(name) if found.file == file)
        if own and any(found.is_static or found.kind != "function" for found in own):
            return own
        key = (name, posixpath.dirname(file))
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._visible(name, file)
        return known

    def look_through(self) -> None:
        """Look through all folders where definitions are looked for.

        A header may have a stub of what a source file defines for another configuration: headers alone
        never do.
        """
        self._index.add((*self._headers, *self._common))

    def _visible(self, name: str, file: str) -> tuple[Definition, ...]:
        self.look_through()
        return tuple(self._among(self._index.definitions(name), file))

    def _among(self, candidates: Iterable[Definition], file: str) -> list[Definition]:
        seen = [candidate for candidate in candidates if self._is_visible(candidate, file)]
        if any(candidate.file.startswith(self._arch) for candidate in seen):
            seen = [candidate for candidate in seen if not candidate.file.startswith("include/asm-generic/")]
        return seen

    def _is_visible(self, candidate: Definition, file: str) -> bool:
        path = candidate.file
        if path.startswith(_APART) and not file.startswith(path.split("/", 1)[0] + "/"):
            return False
        if path.startswith("arch/") and not path.startswith(self._arch) and not file.startswith("arch/"):
            return False
        if path.endswith(".h"):
            folder = posixpath.dirname(path)
            return "include" in path.split("/") or f"{posixpath.dirname(file)}/".startswith(f"{folder}/")
        return candidate.kind == "function" and not candidate.is_static
