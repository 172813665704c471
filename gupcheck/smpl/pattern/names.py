"""Which metavariables stand in a pattern."""

from __future__ import annotations

from collections.abc import Iterator

from gupcheck.smpl.pattern.base import ATTACHED, Pattern
from gupcheck.smpl.pattern.expressions import Meta
from gupcheck.smpl.pattern.metavar import Metavar
from gupcheck.smpl.pattern.statements import Block


def metas_of(pattern: Pattern) -> Iterator[Metavar]:
    """Yield the metavariables that stand in `pattern`, positions not included; one may come twice."""
    for part in pattern.walk():
        if isinstance(part, Meta):
            yield part.var
        op = getattr(part, "op", None)
        if isinstance(op, Meta):
            yield op.var


def positions_of(pattern: Pattern) -> Iterator[str]:
    """Yield the names of the position metavariables attached in `pattern`."""
    for part in pattern.walk():
        names = (*getattr(part, "positions", ()), *getattr(part, "closing", ()))
        if isinstance(part, Block):
            names = (*part.open_positions, *part.close_positions)
        yield from (name for name in names if name != ATTACHED)
