"""Fills the cache of a tree ahead of questions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from gupcheck.errors.index import open_index
from gupcheck.errors.program import Program
from gupcheck.model.errors import Filled
from gupcheck.source.share import Share, undivided
from gupcheck.syntax import Dialect

A_ROUND = 600
"""Files that are shared out at once; after each round it is said how many are done."""

OnFile = Callable[[int, int], None]
"""Is told how many files of how many are done."""


def fill(
    root: Path,
    folders: Iterable[str],
    dialect: Dialect,
    arch: str,
    cache: Path,
    on_file: OnFile | None = None,
    share: Share = undivided,
) -> Filled:
    """Find the symbols and body summaries of all functions below `folders` and keep them in `cache`.

    `folders` are relative to `root`. Callees outside of them are not looked at: a question does that, and
    keeps it. What an interrupted run did is kept. Returns what was done, the same however `share` shares out
    the files.
    """
    index = open_index(root, dialect, cache, share)
    program = Program(root, [root / folder for folder in folders], dialect, arch=arch, index=index)
    program.save()
    index.store.close()
    notes = tuple(index.notes)
    paths = sorted({path for folder in program.scope for path in index.files.below(folder)})
    functions = given_up = 0
    for start in range(0, len(paths), A_ROUND):
        some = paths[start : start + A_ROUND]
        for found, failed in index.files.shared(lambda part: _filled(program, part), some, heavy=True):
            functions += found
            given_up += failed
        if on_file:
            on_file(min(start + A_ROUND, len(paths)), len(paths))
    return Filled(len(paths), functions, given_up, tuple(dict.fromkeys((*notes, *index.notes))))


def _filled(program: Program, paths: Sequence[str]) -> tuple[int, int]:
    """Keep the summaries of some files, perhaps in a process of its own, which has to open the cache itself.

    Returns how many functions they have, and how many of them took too long.
    """
    program.index.store = program.index.store.reopened()
    bodies = [
        program.body(definition)
        for path in paths
        for definition in program.index.in_file(path)
        if definition.kind == "function"
    ]
    program.save()
    program.index.store.close()
    program.forget()
    return len(bodies), sum(bool(body.gave_up) for body in bodies)
