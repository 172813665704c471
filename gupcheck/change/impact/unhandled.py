"""Callers that know some failures of a function and take a code that is new to them for a success."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from gupcheck.errors.values import ERRNO, NULL, SUCCESS_VALUE, ZERO_VALUE, Value, errno
from gupcheck.impact.call_sites import Site
from gupcheck.impact.call_use import Action
from gupcheck.impact.fate import CallPlace, Fate
from gupcheck.impact.uses import place_of_call
from gupcheck.model.change import Impact
from gupcheck.syntax import Function, Unit
from gupcheck.syntax.ast import Node

MOST_KNOWN = 8
"""Codes that one caller is asked for whether it tells them from a success."""

_CODE = re.compile(rb"(?<!\w)E[A-Z0-9]+\b")


def unhandled_codes(
    unit: Unit,
    function: Function,
    site: Site,
    gained: Iterable[Value],
    lost: Iterable[Value],
    errnos: frozenset[str],
) -> Iterator[Impact]:
    """Yield what a caller does not know of the codes that the function called at `site` gained.

    It has to tell some other failure of that function from a success, one that its text names or one that
    was lost, and to go exactly the way with the new code that it goes with a success.
    """
    new = [code for code in gained if code.kind in (ERRNO, NULL)]
    named = {word.decode() for word in _CODE.findall(unit.data, function.start, function.end)} & errnos
    for tree in function.trees() if new else ():
        place = place_of_call(unit, tree, site.start, errnos)
        if place is not None:
            for code in new:
                known = [*lost, *_carried_alike(sorted(named)[:MOST_KNOWN], code)]
                yield from _taken_for_success(place, site, code, known)
            return


def _carried_alike(names: Iterable[str], code: Value) -> list[Value]:
    pointer = code.pointer or code.kind == NULL
    return [replace(errno(name), pointer=pointer) for name in names]


def _taken_for_success(place: CallPlace, site: Site, code: Value, known: Iterable[Value]) -> Iterator[Impact]:
    usual = place.run(SUCCESS_VALUE if code.pointer or code.kind == NULL else ZERO_VALUE)
    fate = place.run(code)
    if usual is None or fate is None or _parting(fate, usual) or _is_handed_on(fate, usual):
        return
    for other in known:
        other_fate = place.run(other) if other != code else None
        test = _parting(other_fate, usual) if other_fate else None
        if test is not None:
            caller, line = site.caller, place.line(test)
            text = place.unit.line_text(line).strip()
            yield Impact("unhandled", caller.name, caller.file, line, text, code.text(), may=bool(site.field))
            return


def _parting(fate: Fate, usual: Fate) -> Node | None:
    """Return the first condition whose outcomes differ for two values of a call, None where none does."""
    cfg = fate.analysis.cfg
    for node in cfg.nodes:
        for edge in cfg.successors[node.index]:
            if edge.condition is not None and _goes(fate, edge.source, edge.target) != _goes(
                usual, edge.source, edge.target
            ):
                return edge.condition
    return None


def _goes(fate: Fate, source: int, target: int) -> bool:
    """Return whether a value leads along some edge between two nodes."""
    state = fate.solution.after[source]
    return state is not None and any(
        edge.target == target and fate.analysis.along_edge(edge, state) is not None
        for edge in fate.analysis.cfg.successors[source]
    )


def _is_handed_on(fate: Fate, usual: Fate) -> bool:
    """Return whether the code itself is handed back or stored: then others have to know it."""
    return any(use.action in (Action.RETURNS, Action.STORES) for use in fate.uses_beside(usual))
