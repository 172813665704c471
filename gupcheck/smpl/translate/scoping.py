"""Which metavariables occur in a part of a rule, and which parts share them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gupcheck.smpl import pattern as p
from gupcheck.smpl.pattern.metavar import Metavar


class FreeNames:
    """Tells the names of a pattern's metavariables and positions, those of earlier rules left out."""

    def __init__(self, metavars: Mapping[str, Metavar]) -> None:
        self._metavars = metavars
        self._found: dict[int, tuple[p.Pattern, frozenset[str]]] = {}

    def __call__(self, pattern: p.Pattern | None) -> frozenset[str]:
        """Return the names in `pattern`."""
        if pattern is None:
            return frozenset()
        known = self._found.get(id(pattern))
        if known is None:
            names = {name for var in p.metas_of(pattern) for name in self._of(var)}
            names.update(name for name in p.positions_of(pattern) if self._is_free(name))
            known = self._found[id(pattern)] = (pattern, frozenset(names))
        return known[1]

    def _is_free(self, name: str) -> bool:
        var = self._metavars.get(name)
        return var is None or var.inherited is None

    def _of(self, var: Metavar) -> list[str]:
        names = [var.name, *(spec.name for spec in var.types if spec.meta)]
        if var.length.isidentifier():
            names.append(var.length)
        return [name for name in names if self._is_free(name)]


def shares(names: Sequence[frozenset[str]]) -> frozenset[str]:
    """Return the names that are in two of `names`."""
    found: set[str] = set()
    seen: set[str] = set()
    for some in names:
        found |= some & seen
        seen |= some
    return frozenset(found)
