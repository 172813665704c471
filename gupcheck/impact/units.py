"""Parsed files of a tree, a few at a time: a search goes through thousands of them."""

from __future__ import annotations

from functools import lru_cache

from gupcheck.errors.program import Program
from gupcheck.errors.resolved import Definition
from gupcheck.syntax import Function, Unit, parse_unit

KEPT = 24
"""Files that are kept parsed: with all of its functions' trees one may take some megabytes."""


class Units:
    """Parses the files of a program's tree; a program itself would keep every one."""

    def __init__(self, program: Program) -> None:
        self._files = program.index.files
        self._dialect = program.dialect
        self.of = lru_cache(KEPT)(self._parsed)

    def function(self, definition: Definition) -> Function | None:
        """Return the function of a definition, None where it is a macro or not in its file."""
        # By span and name, not by place: one function has several heads where #if arms give it these.
        for function in self.of(definition.file).functions:
            if function.start <= definition.start < function.end and function.name == definition.name:
                return function
        return None

    def _parsed(self, path: str) -> Unit:
        return parse_unit(self._files.read(path), path, self._dialect)
