"""The tree that checked files stand in, as the checks ask about it."""

from __future__ import annotations

from dataclasses import dataclass

from gupcheck.checks.habits import Habits
from gupcheck.checks.macro_effects import MacroEffects
from gupcheck.errors import Program


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """The program of a tree, what callers in its folders do, what its macros set."""

    program: Program
    habits: Habits
    macros: MacroEffects


def tree_of(program: Program) -> Tree:
    """Return the tree of a program."""
    files = program.index.files
    return Tree(program, Habits(files), MacroEffects(files))
