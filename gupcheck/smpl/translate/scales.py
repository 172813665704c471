"""How large a pattern is, and the bound on what isomorphisms may make of one."""

from __future__ import annotations

from gupcheck.smpl import pattern as p
from gupcheck.smpl.errors import SmplError

MAX_WEIGHT = 30_000
"""The most parts that a statement may have with all that it stands for; in the kernel's own rules they are
fewer than 600."""


class Scales:
    """Weighs the patterns of one rule, which begins on `line` of its file."""

    def __init__(self, line: int) -> None:
        self.line = line
        self._known: dict[int, tuple[p.Pattern, int]] = {}

    def weigh(self, pattern: p.Pattern) -> None:
        """Raise SmplError where `pattern` has more than MAX_WEIGHT parts."""
        if self._weight(pattern) > MAX_WEIGHT:
            raise SmplError(
                "The rule stands for too many forms of code by its isomorphisms.",
                line=self.line,
                column=1,
                hint="Split it, or switch some of them off in its header: 'disable neg_if, plus_comm'.",
            )

    def _weight(self, pattern: p.Pattern) -> int:
        """Return the number of parts; what stands in several places counts in each, but is counted once."""
        known = self._known.get(id(pattern))
        if known is None:
            weight = 1 + sum(self._weight(part) for part in pattern.parts())
            known = self._known[id(pattern)] = (pattern, weight)
        return known[1]
