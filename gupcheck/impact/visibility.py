"""In which files and folders a function may be called."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from gupcheck.errors.program import Program
from gupcheck.errors.resolved import Definition
from gupcheck.source.version import Version

Where = Callable[[Definition, Program], tuple[str, ...]]
"""Gives the files and folders that a function may be called in, () for everywhere."""


@dataclass(frozen=True, slots=True)
class Visibility:
    """Where calls are looked for: those that name a function, those through fields that it is stored in.

    `far` is where calls by name are looked for at last, () where there is nothing more to look through.
    """

    names: Where
    fields: Where
    far: Where


_APART = ("drivers", "sound", "tools", "scripts", "samples", "Documentation", "usr", "arch")
"""Folders at the top of a tree that are not the kernel's core: modules, programs, architectures."""

_BUILT_IN = tuple(
    f"drivers/{name}"
    for name in ("acpi", "base", "char", "clk", "firmware", "iommu", "irqchip", "of", "pci", "tty", "virtio")
)
"""Drivers that are part of the kernel itself, so that they call functions that are not exported."""

_MODULE_DEPTH = 4
"""Folders of a path below which a driver keeps to itself: drivers/gpu/drm/nouveau."""


def is_local(definition: Definition) -> bool:
    """Return whether a function or macro is known to its own file alone."""
    return definition.is_static and not definition.file.endswith(".h")


def where_visible(definition: Definition, program: Program) -> tuple[str, ...]:
    """Return the file of a local function, () for any other: it may be called everywhere."""
    return (definition.file,) if is_local(definition) else ()


def where_likely(definition: Definition, program: Program) -> tuple[str, ...]:
    """Return where a function is called in practice: modules call no function that is not exported to them.

    A function of the core is called in the core, the drivers that are always built in and its own
    architecture; one of a driver in the driver's folder; `where_exported` has the rest. This saves the
    reading of drivers, which are two thirds of a kernel.
    """
    path = definition.file
    if is_local(definition):
        return (path,)
    top = path.partition("/")[0]
    if path.endswith(".h") and "include" not in path.split("/"):
        return (posixpath.dirname(path),)
    if top in ("drivers", "sound") and not path.startswith(tuple(f"{one}/" for one in _BUILT_IN)):
        return ("/".join(posixpath.dirname(path).split("/")[:_MODULE_DEPTH]),)
    arch = "/".join(path.split("/")[:2]) if top == "arch" else f"arch/{program.arch}"
    return tuple(sorted({*_core(program), arch}))


def likely_folders(files: Version, arch: str) -> tuple[str, ...]:
    """Return the folders of the core of a kernel and its architecture `arch`, where most callers are."""
    return (*_core_of(files), f"arch/{arch}")


def where_exported(definition: Definition, program: Program) -> tuple[str, ...]:
    """Return the folders of modules for a function that they may call, () for another one."""
    in_header = definition.file.startswith("include/")
    return ("drivers", "sound") if in_header or is_exported(definition, program) else ()


def folder_of(definition: Definition, program: Program) -> tuple[str, ...]:
    """Return the folder of a function: elsewhere a field of the same name is likely one of another struct."""
    return (posixpath.dirname(definition.file),)


def _everywhere(definition: Definition, program: Program) -> tuple[str, ...]:
    return ()


_nowhere_else = _everywhere


ALL = Visibility(where_visible, _everywhere, _nowhere_else)
"""Every call that may be one of the function."""

LIKELY = Visibility(where_likely, folder_of, where_exported)
"""The calls of functions in practice, found at a fraction of the cost."""


def is_exported(definition: Definition, program: Program) -> bool:
    """Return whether a function's own file exports it to modules."""
    # A pattern that begins with a text is fast, one that begins with \b is not.
    export = rb"EXPORT(?<!\wEXPORT)\w*_SYMBOL\w*\(\s*" + re.escape(definition.name.encode()) + rb"\b"
    text = program.index.files.read(definition.file)
    return b"EXPORT" in text and re.search(export, text) is not None


@lru_cache(maxsize=2)
def _core(program: Program) -> tuple[str, ...]:
    return _core_of(program.index.files)


def _core_of(files: Version) -> tuple[str, ...]:
    tops = {path.partition("/")[0] for path in files.below("")}
    return tuple(sorted({*(top for top in tops if top not in _APART), *_BUILT_IN}))
