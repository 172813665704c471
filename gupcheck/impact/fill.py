"""Fills the cache of a tree ahead of questions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from gupcheck.errors.index import open_index
from gupcheck.errors.program import Program
from gupcheck.model.errors import Filled
from gupcheck.syntax import Dialect

SAVE_EACH = 200
"""Files between two times that results are written: what an interrupted run leaves is kept."""

OnFile = Callable[[int, int], None]
"""Is told how many files of how many are done."""


def fill(
    root: Path,
    folders: Iterable[str],
    dialect: Dialect,
    arch: str,
    cache: Path,
    on_file: OnFile | None = None,
) -> Filled:
    """Find the symbols and body summaries of all functions below `folders` and keep them in `cache`.

    `folders` are relative to `root`. Callees outside of them are not looked at: a question does that, and
    keeps it. Returns what was done.
    """
    index = open_index(root, dialect, cache)
    try:
        program = Program(root, [root / folder for folder in folders], dialect, arch=arch, index=index)
        paths = sorted({path for folder in program.scope for path in index.files.below(folder)})
        functions = given_up = 0
        for number, path in enumerate(paths, start=1):
            for definition in index.in_file(path):
                if definition.kind == "function":
                    functions += 1
                    given_up += bool(program.body(definition).gave_up)
            if number % SAVE_EACH == 0 or number == len(paths):
                program.save()
            if on_file:
                on_file(number, len(paths))
        return Filled(len(paths), functions, given_up, tuple(index.notes))
    finally:
        index.store.close()
