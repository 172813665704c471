"""The rules on error summaries, carried out beside the SmPL rules."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gupcheck.checks.callees import Callees
from gupcheck.checks.kept import Kept, KeptFindings, state_of
from gupcheck.checks.rulefile import CheckRule
from gupcheck.checks.run import Keeping, findings_in, open_program
from gupcheck.checks.tree import Tree, tree_of
from gupcheck.engine.targets import Targets
from gupcheck.model import Finding
from gupcheck.source.tree import makefile_version
from gupcheck.syntax import Dialect, Function, Unit


@dataclass(frozen=True, slots=True)
class Summaries:
    """The tree that the checked files are part of, and what earlier runs found in it; `root` is its absolute
    folder."""

    root: str
    tree: Tree
    kept: KeptFindings
    keeping: Keeping

    def findings(
        self, path: str, unit: Unit, rules: Sequence[CheckRule]
    ) -> Iterator[tuple[Function, list[Finding] | Exception]]:
        """Yield each function of the file at the absolute `path` with its findings, or with the exception
        that its analysis raised."""
        self.keeping.begin()
        file = os.path.relpath(path, self.root)
        kept = self.kept.get(file, unit, rules)
        if kept is not None:
            yield from _found_before(kept, unit)
            return
        found: dict[int, tuple[Finding, ...]] = {}
        failed = False
        for place, (function, result) in enumerate(self._analysed(file, unit, rules)):
            failed |= isinstance(result, Exception)
            if not isinstance(result, Exception) and result:
                found[place] = tuple(result)
            yield function, result
        if not failed:
            spoiled = [place for place, one in enumerate(unit.functions) if one.had_error or one.was_too_deep]
            self.kept.put(file, unit, rules, Kept(found, tuple(spoiled)))

    def let_go(self) -> None:
        """Let go of what can be made again, where memory is short."""
        self.tree.program.forget()
        gc.collect()

    def _analysed(
        self, file: str, unit: Unit, rules: Sequence[CheckRule]
    ) -> Iterator[tuple[Function, list[Finding] | Exception]]:
        program = self.tree.program
        program.index.add([file])
        program.take(file, unit)
        callees = Callees(self.tree, file)
        for function in unit.functions:
            found: list[Finding] | Exception
            try:
                found = findings_in(function, unit, rules, callees, program.errnos.names)
            except MemoryError:
                self.let_go()
                raise
            except Exception as error:
                found = error
            yield function, found
            self.keeping.tidy()


def _found_before(kept: Kept, unit: Unit) -> Iterator[tuple[Function, list[Finding] | Exception]]:
    """Yield what was kept; the functions that did not parse are parsed, so that they are counted again."""
    for place in kept.spoiled:
        unit.functions[place].trees()
    for place, function in enumerate(unit.functions):
        yield function, list(kept.findings.get(place, ()))


def open_summaries(targets: Targets, dialect: Dialect, cache: Path | None) -> Summaries:
    """Return the summaries of the tree that the files of a run stand in.

    Function pointers are looked for in the folders that are checked; for single files of a kernel in their
    folders, elsewhere in these files alone. Findings are kept for a kernel alone: elsewhere it is not known
    which files they depend on, and trees are small.
    """
    files = [*targets.files, *targets.special]
    is_kernel = bool(makefile_version(targets.root))
    if is_kernel:
        files = [os.path.dirname(path) for path in files]
    places = [place for place in (*targets.folders, *files) if place != targets.root]
    scope = [Path(place) for place in dict.fromkeys(places)]
    program = open_program(Path(targets.root), scope, dialect, cache)
    state = state_of(program.index, program.scope) if is_kernel and cache else ""
    return Summaries(targets.root, tree_of(program), KeptFindings(program.index, state), Keeping(program))
