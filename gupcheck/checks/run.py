"""Runs rules on one function, with the summaries of the tree that it stands in."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import cast

from gupcheck.checks.callees import Callees
from gupcheck.checks.hit import Analysis, finding_of
from gupcheck.checks.rulefile import CheckRule
from gupcheck.checks.subject import subjects_of
from gupcheck.errors import Program
from gupcheck.errors.index import open_index
from gupcheck.model import Finding
from gupcheck.syntax import Dialect, Function, Unit

_PAGE = os.sysconf("SC_PAGE_SIZE")
_MUCH = 260 << 20
"""Bytes in use from which on all that can be made again is let go."""

_MORE = 20 << 20
_GARBAGE = (20_000, 20, 20)
"""When garbage is searched for: little of an analysis goes in circles, and to search all that is held takes
a quarter of the time."""

_SECONDS_UNSAVED = 3.0
_MOST_FILES = 24
"""Parsed files that are held at once; their summaries, which are smaller, stay."""


def open_program(root: Path, scope: Sequence[Path], dialect: Dialect, cache: Path | None) -> Program:
    """Return the program of the tree at `root`, in which every function that `scope` calls can be found.

    The index is taken from the folder `cache` and kept there. The cache is then closed, so that the program
    can be shared with forked processes, each of which opens it anew.
    """
    index = open_index(root, dialect, cache)
    program = Program(root, scope, dialect, index=index, everywhere=True, most_files=_MOST_FILES)
    program.look_through()
    index.store.close()
    return program


def findings_in(
    function: Function, unit: Unit, rules: Iterable[CheckRule], callees: Callees, errnos: frozenset[str]
) -> list[Finding]:
    """Return what rules find in a function, each place and message once."""
    wanted = [(rule, analysis_of(rule.analysis)) for rule in rules]
    found: dict[tuple[str, int, int, str], Finding] = {}
    for subject in subjects_of(function, unit, callees, errnos):
        for rule, analysis in wanted:
            for hit in analysis(subject, rule.parameters):
                finding = finding_of(hit, rule.info, subject)
                place = finding.location
                found.setdefault((finding.rule, place.line, place.column, finding.message), finding)
    return list(found.values())


class Keeping:
    """Keeps what a program learns: on disk for other processes and runs, in memory as much as is fair.

    What is let go of is used again before the process grows, so that the mark is then set higher.
    """

    def __init__(self, program: Program) -> None:
        self._program = program
        self._begun = False
        self._saved = 0.0
        self._most = _MUCH

    def begin(self) -> None:
        """Open the cache in this process, if it was not opened yet."""
        if not self._begun:
            self._begun = True
            gc.set_threshold(*_GARBAGE)
            self._program.index.store = self._program.index.store.reopened()
            self._saved = time.process_time()

    def tidy(self) -> None:
        """Write what is new from time to time, and let go of summaries and files where the process holds more
        than the mark."""
        if time.process_time() - self._saved > _SECONDS_UNSAVED:
            self._save()
        if _bytes_held() > self._most:
            self._save()
            self._program.forget()
            gc.collect()
            self._most = max(_MUCH, _bytes_held() + _MORE)

    def _save(self) -> None:
        if self._program.index.store.lasts:
            self._program.save()
        self._saved = time.process_time()


def _bytes_held() -> int:
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * _PAGE


def analysis_of(name: str) -> Analysis:
    """Return the analysis of a name, one of `rulefile.ANALYSES`."""
    module = import_module(f"gupcheck.checks.{name.replace('-', '_')}")
    return cast(Analysis, module.find)
