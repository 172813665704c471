"""The rules on error summaries, carried out beside the SmPL rules."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gupcheck.checks.callees import Callees
from gupcheck.checks.rulefile import CheckRule
from gupcheck.checks.run import Memory, findings_in, open_program
from gupcheck.engine.targets import Targets
from gupcheck.errors import Program
from gupcheck.model import Finding
from gupcheck.source.tree import makefile_version
from gupcheck.syntax import Dialect, Function, Unit


@dataclass(frozen=True, slots=True)
class Summaries:
    """The program that the checked files are part of; `root` is its absolute folder."""

    root: str
    program: Program
    memory: Memory = field(default_factory=Memory)

    def findings(
        self, path: str, unit: Unit, rules: Sequence[CheckRule]
    ) -> Iterator[tuple[Function, list[Finding] | Exception]]:
        """Yield each function of the file at the absolute `path` with its findings, or with the exception
        that its analysis raised."""
        file = os.path.relpath(path, self.root)
        self.program.index.add([file])
        callees = Callees(self.program, file)
        for function in unit.functions:
            found: list[Finding] | Exception
            try:
                found = findings_in(function, unit, rules, callees, self.program.errnos.names)
            except MemoryError:
                self.program.forget()
                raise
            except Exception as error:
                found = error
            yield function, found
            self.memory.tidy(self.program)


def open_summaries(targets: Targets, dialect: Dialect, cache: Path | None) -> Summaries:
    """Return the summaries of the tree that the files of a run stand in.

    Function pointers are looked for in the folders that are checked; for single files of a kernel in their
    folders, elsewhere in these files alone.
    """
    files = [*targets.files, *targets.special]
    if makefile_version(targets.root):
        files = [os.path.dirname(path) for path in files]
    places = [place for place in (*targets.folders, *files) if place != targets.root]
    scope = [Path(place) for place in dict.fromkeys(places)]
    return Summaries(targets.root, open_program(Path(targets.root), scope, dialect, cache))
