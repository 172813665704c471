"""Calls whose constant arguments shut a changed code out: it needs `prog`, and the call passes NULL."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gupcheck.change.checks import Decision
from gupcheck.change.impact.request import ChangedCode, ChangedCodes
from gupcheck.errors.body import graph_of
from gupcheck.errors.conditions import constant_of, subject_of
from gupcheck.errors.expressions import arguments_of, without_wrapping
from gupcheck.errors.program import Program
from gupcheck.errors.resolved import Definition
from gupcheck.errors.summarise import parameters_of
from gupcheck.flow.graph import ENTRY, Cfg, Edge, Label
from gupcheck.impact.call_sites import Site
from gupcheck.impact.units import Units
from gupcheck.impact.uses import sites_of_call
from gupcheck.syntax.ast import Node

_TRUTH = re.compile(r"(!*)\s*(\w+)")
_EQUAL = re.compile(r"(\w+) (==|!=) ([A-Z][A-Z0-9_]+|\d+)")
_CONSTANT = re.compile(r"[A-Z][A-Z0-9_]+|\d+|true|false")
_CHANGED = rb"(?:&|\+\+|--)\s*%b\b|\b%b\s*(?:\+\+|--|(?:<<|>>|[-+*/%%|&^])?=(?!=))"
_FALSE = frozenset(("NULL", "0", "false"))


class ConstantArguments:
    """Tells which changed codes the arguments of a call allow; `old` and `new` are both versions."""

    def __init__(self, old: Program, new: Program, units: Units) -> None:
        self._old = old
        self._new = new
        self._units = units

    def allowed(self, changed: ChangedCodes, site: Site) -> tuple[ChangedCode, ...]:
        """Return those of the changed codes that a call of the changed function can yield."""
        if site.field or not any(code.ways for code in changed.codes):
            return changed.codes
        arguments = self._arguments(site)
        return tuple(code for code in changed.codes if self._can_come(code, changed, arguments))

    def reaches(self, site: Site, called: Definition, inner: Site) -> bool:
        """Return whether a call at `site` of a function `called` may come to the call `inner` in that."""
        function = self._units.function(called)
        unit = self._units.of(called.file)
        text = unit.source.uncommented[function.start : function.end] if function else b""
        if function is None or b"switch" not in text:
            return True
        found: list[bool] = []
        arguments = self._arguments(site)
        for tree in function.trees():
            given = _given(parameters_of(tree), arguments, text)
            if not given:
                return True
            cfg = graph_of(tree, unit.data)
            nodes = {index for index, _ in sites_of_call(cfg, inner.start)}
            if nodes:
                found.append(not nodes.isdisjoint(_reached(cfg, given)))
        return not found or any(found)

    def _can_come(self, code: ChangedCode, changed: ChangedCodes, arguments: Sequence[Node]) -> bool:
        program, definition = (self._new, changed.new) if code.gained else (self._old, changed.old)
        if not code.ways or definition is None:
            return True
        function = program.function_of(definition)
        if function is None:
            return True
        text = program.unit_of(definition).source.uncommented[function.start : function.end]
        given = _given(program.body(definition).parameters, arguments, text)
        return not given or any(all(_agrees(decision, given) for decision in way) for way in code.ways)

    def _arguments(self, site: Site) -> Sequence[Node]:
        function = self._units.function(site.caller)
        for tree in function.trees() if function else ():
            for node in tree.walk():
                if node.kind == "call_expression" and node.start == site.start:
                    return arguments_of(node)
        return ()


def _given(parameters: Sequence[str], arguments: Sequence[Node], text: bytes) -> dict[str, str]:
    """Return the parameters that get a constant, each with that, and that the function's `text` leaves."""
    constants = zip(parameters, map(_constant, arguments), strict=False)
    return {
        name: constant
        for name, constant in constants
        if _CONSTANT.fullmatch(constant) and not _is_changed(text, name)
    }


def _reached(cfg: Cfg, given: dict[str, str]) -> frozenset[int]:
    """Return the nodes that are reached where some parameters are constants."""
    reached, waiting = {ENTRY}, [ENTRY]
    while waiting:
        source = waiting.pop()
        for edge in cfg.successors[source]:
            if edge.target not in reached and _is_taken(cfg, edge, given):
                reached.add(edge.target)
                waiting.append(edge.target)
    return frozenset(reached)


def _is_taken(cfg: Cfg, edge: Edge, given: dict[str, str]) -> bool:
    """Return whether an edge of a switch may be taken; two constants of other names are told apart."""
    own = cfg.nodes[edge.source].own
    constant = given.get(subject_of(own) if own else "")
    if constant is None or edge.label not in (Label.CASE, Label.DEFAULT, Label.NO_CASE):
        return True
    cases = {constant_of(one.condition) for one in cfg.successors[edge.source] if one.condition}
    if edge.label is Label.CASE:
        return edge.condition is None or constant_of(edge.condition) in ("", constant)
    return constant not in cases


def _constant(argument: Node) -> str:
    """Return the text of a constant argument, "" for any other."""
    inner = without_wrapping(argument)
    return inner.text if inner.kind in ("true", "false") else constant_of(inner)


def _agrees(decision: Decision, given: dict[str, str]) -> bool:
    """Return whether a decision may be taken so where some parameters are constants."""
    wanted = {"true": True, "false": False}.get(decision.label)
    if wanted is None:
        return True
    text = decision.text.strip()
    truth = _TRUTH.fullmatch(text)
    if truth is not None and truth[2] in given:
        constant = given[truth[2]]
        if constant in _FALSE:
            return wanted == (len(truth[1]) % 2 == 1)
        return not (constant == "true" or constant.isdigit()) or wanted == (len(truth[1]) % 2 == 0)
    equal = _EQUAL.fullmatch(text)
    if equal is not None and equal[1] in given:
        return (given[equal[1]] == equal[3]) == (wanted == (equal[2] == "=="))
    return True


def _is_changed(text: bytes, parameter: str) -> bool:
    """Return whether a function's text may set one of its parameters."""
    name = re.escape(parameter.encode())
    return re.search(_CHANGED % (name, name), text) is not None
