"""What a caller does with each code that a call of it gives: returns it, maps it, retries, drops it ..."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from gupcheck.errors.body import graph_of
from gupcheck.errors.expressions import Evaluator
from gupcheck.errors.tokens import Token
from gupcheck.errors.values import ERRNO, NULL, SUCCESS, Value
from gupcheck.flow.graph import Cfg
from gupcheck.impact.after_call import ValuesOnly, carriers, part_from, solve_values
from gupcheck.impact.call_use import Action, CallUse
from gupcheck.impact.fate import CallPlace, Fate
from gupcheck.syntax import Function, Unit
from gupcheck.syntax.ast import Node


def uses_of_call(
    function: Function, unit: Unit, start: int, codes: Iterable[Value], errnos: frozenset[str]
) -> tuple[CallUse, ...]:
    """Return what `function` does with each of `codes` of the call that begins at the byte offset `start`.

    `errnos` are the names of all error codes. A code that the caller's text does not name fares as any other
    such code: one of them is followed.
    """
    found: set[CallUse] = set()
    wanted = tuple(codes)
    for tree in function.trees():
        place = place_of_call(unit, tree, start, errnos)
        if place is not None:
            found.update(_uses(place, wanted, _names_in(unit, tree)))
    return tuple(sorted(found, key=lambda use: (use.code, use.line, use.action, use.becomes)))


def place_of_call(unit: Unit, tree: Node, start: int, errnos: frozenset[str]) -> CallPlace | None:
    """Return where the call at the byte offset `start` stands in a function's tree, None where none does."""
    Token.forget_many()
    cfg = graph_of(tree, unit.data)
    tracked = carriers(cfg)
    evaluator = caller_evaluator(errnos)
    whole = ValuesOnly(cfg, evaluator, tracked)
    for site, call in sites_of_call(cfg, start):
        solution = solve_values(whole)
        before = solution.before[site] if solution else None
        return CallPlace(unit, part_from(cfg, site, call), evaluator, tracked, before or whole.start())
    return None


def caller_evaluator(errnos: frozenset[str]) -> Evaluator:
    """Return what evaluates a caller's expressions: constants that are macros stay their names."""
    return Evaluator(errnos, _no_macro, frozenset())


def _no_macro(name: str) -> Node | None:
    """Return that a name is no macro: constants that are macros stay their names."""
    return None


def sites_of_call(cfg: Cfg, start: int) -> Iterator[tuple[int, Node]]:
    """Yield the nodes that evaluate the call at `start`, those first that no other node stands before."""
    for node in cfg.nodes:
        for part in node.own.walk() if node.own else ():
            if part.start == start and part.kind == "call_expression":
                yield node.index, part
                break


def _names_in(unit: Unit, tree: Node) -> frozenset[str]:
    return frozenset(node.text for node in tree.walk() if node.kind == "identifier" and node.text.isupper())


def _uses(place: CallPlace, codes: tuple[Value, ...], named: frozenset[str]) -> Iterator[CallUse]:
    usual = _usual(place, codes)
    alike: dict[tuple[str, bool], list[Value]] = {}
    for code in codes:
        own = code.name if code.kind != ERRNO or code.name in named else ""
        alike.setdefault((f"{code.kind} {own}", code.pointer), []).append(code)
    for group in alike.values():
        fate = place.run(group[0])
        if fate is None or usual is None:
            yield from (CallUse(code, Action.UNKNOWN, "", place.line()) for code in group)
            continue
        for use in fate.uses_beside(usual):
            yield from (_for_code(use, code) for code in group)


def _for_code(use: CallUse, code: Value) -> CallUse:
    """Return the use of one code as that of another, which fares alike."""
    gives = use.gives
    if use.action == Action.RETURNS and gives is not None:
        gives = replace(gives, name=code.name)
    return replace(use, code=code, gives=gives)


def _usual(place: CallPlace, codes: tuple[Value, ...]) -> Fate | None:
    """Return what is reached when the call succeeds: what an error is compared with."""
    pointers = any(code.pointer or code.kind == NULL for code in codes)
    return place.run(Value(SUCCESS) if pointers else Value("zero"))
