"""Finds the functions that a user names, anywhere in a tree, without an index of it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from itertools import islice

from gupcheck.errors.program import Program
from gupcheck.errors.resolved import Definition
from gupcheck.source.scan import WordScanner

_SYSTEM_CALL = re.compile(r"^(?:__)?(?:compat_|ia32_|x32_|x64_)?sys_(\w+)$")
_BEGINNING = re.compile(rb"(?:[A-Za-z_][\w \t*,()]*[ \t*(])?|[ \t]*#[ \t]*define[ \t]+")
_APART = ("tools/", "scripts/", "samples/", "Documentation/", "usr/")
"""Folders whose code is not part of the kernel."""
_DRIVERS = ("drivers/", "sound/")

_MOST_ALIKE = 500
"""Files that are looked through for a name like one that does not exist."""


class LookupFailedError(Exception):
    """A name or path that the tree does not have; the text is one sentence that says what and what to do."""


def locate(program: Program, names: Iterable[str]) -> list[Definition]:
    """Return the functions and macros that `names` mean, in their order, all definitions of each.

    A name is a function's or `FILE:NAME`, where FILE is a path below the tree's root. Definitions in drivers
    count where the kernel's core has none, those of other architectures, and of programs that come with the
    kernel, where there are no others. Raises LookupFailedError for the first name that is not in the tree.
    """
    wanted = [_parted(name) for name in names]
    _look_for(program, {name for file, name in wanted if not file})
    found: list[Definition] = []
    for file, name in wanted:
        definitions = _in_file(program, file, name) if file else _found(program, name)
        if not definitions:
            raise LookupFailedError(f"{program.root}: no function is called '{name}'.{_alike(program, name)}")
        found += definitions
    return list(dict.fromkeys(found))


def _look_for(program: Program, names: Iterable[str]) -> None:
    """Look through more and more of the tree, until all names are found or all of it was seen."""
    missing = {name for name in names if not _found(program, name)}
    for paths in _rings(program) if missing else ():
        program.index.add(_files_defining(program, paths, missing))
        missing = {name for name in missing if not _found(program, name)}


def _rings(program: Program) -> tuple[list[str], ...]:
    """Return the files that were not seen yet: of the core, of drivers, of other architectures and tools."""
    core, drivers, foreign = list[str](), list[str](), list[str]()
    for path in program.index.files.below(""):
        other = path.startswith("arch/") and not path.startswith(f"arch/{program.arch}/")
        if not program.index.has_seen(path):
            ring = foreign if other or path.startswith(_APART) else core
            (drivers if path.startswith(_DRIVERS) else ring).append(path)
    return core, drivers, foreign


def _found(program: Program, name: str) -> list[Definition]:
    return [one for one in program.find_near(name) if one.kind != "constant"]


def _parted(name: str) -> tuple[str, str]:
    file, _, rest = name.rpartition(":")
    return file, rest


def _in_file(program: Program, file: str, name: str) -> list[Definition]:
    if not os.path.isfile(os.path.join(program.root, file)):
        raise LookupFailedError(f"{program.root}: there is no file '{file}' in it.")
    program.index.add([os.path.normpath(file)])
    here = [one for one in program.index.in_file(os.path.normpath(file)) if one.kind != "constant"]
    found = [one for one in here if one.name == name]
    if not found:
        hint = _closest(name, [one.name for one in here])
        raise LookupFailedError(f"{file}: no function is called '{name}' there.{hint}")
    return found


def _alike(program: Program, name: str) -> str:
    """Return " Did you mean ...?" for names that begin as `name` does, or are known and like it."""
    known = program.suggest(name)
    if known:
        return f" Did you mean '{known[0]}'?"
    program.index.add(islice(_files_with_beginning(program, name[: max(len(name) // 2, 2)]), _MOST_ALIKE))
    return _closest(name, program.index.names())


def _closest(name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches  # slow to import, and needed for a mistake alone

    close = get_close_matches(name, sorted(known), n=1, cutoff=0.75)
    return f" Did you mean '{close[0]}'?" if close else ""


def _files_defining(program: Program, paths: Iterable[str], names: set[str]) -> Iterator[str]:
    """Yield the files of `paths` where a line looks like the definition of one of `names`."""
    scanner = WordScanner({word.encode() for name in names for word in _written(name)})
    for path in paths if names else ():
        try:
            present, _ = scanner.present_in_file(os.path.join(program.root, path))
        except OSError:
            continue
        if present and _defines(program.index.files.read(path), present, rb"\b"):
            yield path


def _files_with_beginning(program: Program, beginning: str) -> Iterator[str]:
    """Yield the C files where a line looks like the definition of a function whose name begins so."""
    word = beginning.encode()
    for path in program.index.files.below(""):
        if path.endswith(".c") and _defines(program.index.files.read(path), (word,), rb"\w*"):
            yield path


def _defines(data: bytes, words: Iterable[bytes], rest: bytes) -> bool:
    """Return whether one of `words`, and what matches `rest`, stands where definitions have their names."""
    return any(
        _may_define(data, match.start())
        for word in words
        for match in re.finditer(re.escape(word) + rest + rb"[ \t]*[(,)]", data)
    )


def _may_define(data: bytes, offset: int) -> bool:
    """Return whether the line of a name begins as that of a definition does."""
    begin = data.rfind(b"\n", 0, offset) + 1
    return bool(_BEGINNING.fullmatch(data, begin, offset))


def _written(name: str) -> Iterator[str]:
    """Yield how the source may write a function's name: that of a system call stands in a macro."""
    yield name
    system_call = _SYSTEM_CALL.match(name)
    if system_call:
        yield system_call[1]
