"""What surrounds a statement while its rule is translated."""

from __future__ import annotations

from dataclasses import dataclass, replace

from gupcheck.smpl.logic import formula as c


@dataclass(frozen=True, slots=True)
class After:
    """What comes after a statement: `formula` ("after", or "guard" for what dots must only not pass), the end
    of a branch ("tail"), no matter what ("end"), or the end of the rule ("very-end")."""

    kind: str
    formula: c.Formula = c.TRUE


NOTHING_AFTER = After("tail")


@dataclass(frozen=True, slots=True)
class Where:
    """The surroundings of a statement.

    `bound` are the metavariables that formulas around it bind, `minus` those of them that the rule itself
    needs in two places. `label` is the control variable of the region that dots stay in, `loop` and `switch`
    those of the loop and switch that break and continue belong to. In a `guard` nothing is kept for the
    result. `at_top` tells that the rule's own sequence is meant, `branch` that the statement is a
    whole branch.
    """

    bound: frozenset[str] = frozenset()
    minus: frozenset[str] = frozenset()
    label: str = ""
    loop: str = ""
    switch: str = ""
    guard: bool = False
    at_top: bool = False
    branch: bool = False

    def binding(self, names: frozenset[str]) -> Where:
        """Return these surroundings with `names` bound."""
        return replace(self, bound=self.bound | names, minus=self.minus | names)

    def unlabelled(self) -> Where:
        """Return these surroundings for a statement that dots do not lead to."""
        return replace(self, label="")

    def outside(self) -> Where:
        """Return the surroundings behind a goto, which leads out of every region."""
        return replace(self, label="", loop="", switch="")

    def below(self) -> Where:
        """Return these surroundings for what is not the rule's first statement."""
        return replace(self, at_top=False, branch=False)

    def as_branch(self) -> Where:
        """Return these surroundings for what is a branch of a statement."""
        return replace(self, branch=True)

    def guarded(self) -> Where:
        """Return these surroundings for what only must not occur."""
        return replace(self, guard=True, at_top=False)

    def in_region(self, label: str) -> Where:
        """Return these surroundings with another region."""
        return replace(self, label=label, at_top=False, branch=False)
