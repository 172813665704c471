"""Which definitions a name means in a file: its own, those of headers that it may include, the tree's
global ones."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable

from gupcheck.errors.index import Index
from gupcheck.errors.resolved import Definition

HEADER_FOLDERS = ("include",)
COMMON_FOLDERS = (
    "kernel", "lib", "mm", "fs", "block", "security", "ipc", "crypto", "init", "io_uring", "virt", "net",
    "drivers/base", "scripts/dtc/libfdt",
)  # fmt: skip
"""Where definitions are looked for: headers at once, the rest of the core where a name is found nowhere
else."""

_APART = ("tools/", "scripts/", "samples/", "Documentation/", "usr/")
"""Folders whose code is not part of the kernel."""

_SHARED = ("scripts/dtc/libfdt/",)
"""What is part of it all the same: lib/fdt*.c and the boot code include these sources."""


_MODULE_DEPTH = 4
"""Parts of a folder's path from which on it is of one module with what lies in it: drivers/net/ethernet/x."""


_FAR = ("drivers/", "sound/")
"""Folders that are too large to be looked through: a module's own files and exported functions count."""


class Lookup:
    """Finds definitions in an index for one architecture; `headers` are the folders that all files see.

    With `everywhere`, what only a header defines is also looked for among the functions that drivers export:
    the header's may be the stub of another configuration.
    """

    def __init__(self, index: Index, arch: str, *, everywhere: bool = False) -> None:
        self._index = index
        self._everywhere = everywhere
        self._arch = f"arch/{arch}/"
        self.headers = (*HEADER_FOLDERS, f"arch/{arch}/include")
        self._common = (*COMMON_FOLDERS, f"arch/{arch}")
        self._known: dict[tuple[str, str], tuple[Definition, ...]] = {}

    def meant(self, name: str, file: str) -> tuple[Definition, ...]:
        """Return what `name` may mean in `file`: several definitions where configurations differ."""
        own = tuple(found for found in self._index.definitions(name) if found.file == file)
        if own and any(_hides_others(found) for found in own):
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
        self._index.add((*self.headers, *self._common))
        if self._everywhere:
            self._index.exporting("", _FAR)

    def _visible(self, name: str, file: str) -> tuple[Definition, ...]:
        self.look_through()
        self._index.add(_own_arch(file))
        found = self._among(self._index.definitions(name), file)
        if not found and file.startswith(_FAR):
            self._index.add(_module_of(file))
        if (not found and file.startswith(_FAR)) or self._are_stubs(found):
            self._index.add(self._index.exporting(name, _FAR))
            found = self._among(self._index.definitions(name), file)
        return tuple(found)

    def _are_stubs(self, found: Iterable[Definition]) -> bool:
        """Return whether the definitions may stand in for a function of a source file, as headers have them.

        Their headers also declare that function then, for another configuration.
        """
        functions = [one for one in found if one.kind == "function"]
        if not functions or any(not one.file.endswith(".h") for one in functions):
            return False
        return self._everywhere or any(self.is_declared(one.name, one.file) for one in functions)

    def is_declared(self, name: str, header: str) -> bool:
        """Return whether a header declares the function `name`, without its body."""
        declared = rb"\n\w[\w \t*]*\b%b[ \t]*\([^;{}]*\)[\w\s]*;" % re.escape(name.encode())
        return re.search(declared, self._index.files.read(header)) is not None

    def _among(self, candidates: Iterable[Definition], file: str) -> list[Definition]:
        seen = [candidate for candidate in candidates if self._is_visible(candidate, file)]
        if any(candidate.file.startswith(self._arch) for candidate in seen):
            seen = [candidate for candidate in seen if not candidate.file.startswith("include/asm-generic/")]
        return seen

    def _is_visible(self, candidate: Definition, file: str) -> bool:
        path = candidate.file
        is_apart = path.startswith(_APART) and not path.startswith(_SHARED)
        if is_apart and not file.startswith(path.split("/", 1)[0] + "/"):
            return False
        if path.startswith("arch/") and not path.startswith(self._arch) and not file.startswith("arch/"):
            return False
        if path.endswith(".h"):
            folder = posixpath.dirname(path)
            return "include" in path.split("/") or f"{posixpath.dirname(file)}/".startswith(f"{folder}/")
        return candidate.kind == "function" and not candidate.is_static


def _hides_others(own: Definition) -> bool:
    """Return whether a definition is what its name means in its file, whatever others there are."""
    if own.kind != "function":
        return True
    return own.is_static and not own.file.endswith(".h")


def _own_arch(file: str) -> tuple[str, ...]:
    """Return the folder of the architecture that a file belongs to, () for none."""
    parts = file.split("/")
    return ("/".join(parts[:2]),) if parts[0] == "arch" and len(parts) > 2 else ()


def _module_of(file: str) -> tuple[str, ...]:
    """Return the folders whose files may be linked into one module with a driver's file."""
    folder = posixpath.dirname(file)
    parent = posixpath.dirname(folder)
    return (parent,) if parent.count("/") + 1 >= _MODULE_DEPTH else (folder,)
