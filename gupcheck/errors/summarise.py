"""Makes the body summary of one function."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from gupcheck.errors.body import BodyAnalysis, graph_of, solve_body
from gupcheck.errors.carriers import CODE, VOID, carrier_among, carrier_of, settle
from gupcheck.errors.effects import kept_addresses
from gupcheck.errors.expansion import expanded
from gupcheck.errors.expressions import Evaluator
from gupcheck.errors.side_stores import may_store, stored_keys
from gupcheck.errors.summary import BodySummary, Outcome
from gupcheck.errors.tokens import Check, State, Token
from gupcheck.errors.tracking import tracked_in
from gupcheck.errors.values import FIELD, Value, unknown
from gupcheck.errors.variables import variables_of
from gupcheck.flow.graph import EXIT, Cfg, Kind, Label
from gupcheck.flow.solver import Solution
from gupcheck.syntax import Function, Macro, Unit
from gupcheck.syntax.ast import Node

_VOID_HEAD = re.compile(rb"\bvoid(?:\s+\w+)*\s*$")

_TRUTH_HEAD = re.compile(rb"\b(?:bool|_Bool)(?:\s+\w+)*\s*$")

_DEFINER = re.compile(rb"(?:(?:NOTRACE_)?BPF_CALL_|\w*SYSCALL\w*_DEFINE)\w*\s*\(")
"""include/linux/syscalls.h: `asmlinkage long`; include/linux/filter.h: `u64`."""

_CODE_GIVEN = rb"(?:-E[A-Z]|(?:ERR_PTR|PTR_ERR)\(|(?:ret|rc|err|error|result|retval|res)\s*;)"
"""What is assigned to a variable that may hold codes."""

BUDGET = 40_000
MAX_CAUSES = 4


def summarise(function: Function, unit: Unit, errnos: frozenset[str]) -> BodySummary:
    """Return the body summary of `function`: the outcomes of all its variants, united."""
    line = unit.position(function.name_start)[0]
    if _yields_nothing(function, unit):
        return BodySummary(function.name, unit.path, line, "void", function.is_static)
    trees = function.trees()
    return_type = return_type_of(trees[0], unit) if trees else ""
    base = BodySummary(function.name, unit.path, line, return_type, function.is_static)
    if not trees:
        return _given_up(base, "its nesting is too deep")
    base = replace(base, parameters=parameters_of(trees[0]))
    with Token.apart():
        return _summarised(base, trees, unit, errnos)


def yields_no_code(function: Function, unit: Unit) -> bool:
    """Return whether the text shows that what the function returns is never a code: it is nothing, or a bool.

    It may still store codes.
    """
    return _head_ends(_VOID_HEAD, function, unit) or _head_ends(_TRUTH_HEAD, function, unit)


def _yields_nothing(function: Function, unit: Unit) -> bool:
    """Return whether the text shows that the function returns nothing and stores no code."""
    plain = _head_ends(_VOID_HEAD, function, unit)
    return plain and not may_store(unit.data, function.name_end, function.end)


def _head_ends(pattern: re.Pattern[bytes], function: Function, unit: Unit) -> bool:
    head = unit.data[function.start : function.name_start]
    return b"(" not in head and pattern.search(head) is not None


def summarise_macro(macro: Macro, unit: Unit, errnos: frozenset[str]) -> BodySummary:
    """Return the summary of what a macro is worth where it is used as an expression."""
    base = BodySummary(macro.name, unit.path, unit.position(macro.start)[0], "", True)
    base = replace(base, parameters=macro.params or ())
    trees = tuple(function for tree in macro.trees() if (function := as_function(tree)) is not None)
    with Token.apart():
        return _summarised(base, trees, unit, errnos)


def as_function(body: Node) -> Node | None:
    """Return a macro's body as one that returns its last expression, None where it ends in no expression."""
    block = body.child("body") or next((c for c in body.children if c.kind == "compound_statement"), None)
    if block is None:
        return None
    statements = [child for child in block.children if child.named and child.kind != ";"]
    while statements and statements[-1].end - statements[-1].start <= 1:
        statements.pop()
    if not statements or statements[-1].kind != "expression_statement" or not statements[-1].children:
        return None
    last = statements[-1]
    returned = Node("return_statement", last.start, last.end, last.children)
    children = (block.children[0], *statements[:-1], returned, block.children[-1])
    again = Node("compound_statement", block.start, block.end, children, block.field)
    others = tuple(again if child is block else child for child in body.children)
    return Node(body.kind, body.start, body.end, others, body.field)


def _summarised(
    base: BodySummary, trees: tuple[Node, ...], unit: Unit, errnos: frozenset[str]
) -> BodySummary:
    keys = stored_keys(trees, base.parameters)
    if carrier_of(base.return_type) == VOID and not keys:
        return base
    outcomes: set[Outcome] = set()
    stores: dict[str, set[Outcome]] = {}
    for tree in trees:
        declared = variables_of(tree, unit)
        local = declared.names.union(base.parameters)
        cfg = graph_of(expanded(tree, unit, local), unit.data)
        evaluator = Evaluator(errnos, _no_macro, local, declared.arrays)
        tracked = tracked_in(cfg, keys)
        kept = kept_addresses(tree, unit.data, tracked)
        analysis = BodyAnalysis(
            cfg, evaluator, tracked, frozenset(base.parameters), kept, counts=declared.counts
        )
        solution = solve_body(cfg, analysis, BUDGET)
        if solution is None:
            return _given_up(base, f"the analysis took more than {BUDGET} steps")
        place = _Place(cfg, unit, solution, local)
        outcomes.update(place.returned(analysis))
        for key in keys:
            stores.setdefault(key, set()).update(place.stored(key, tree))
    found = tuple((key, _ordered(stores[key])) for key in keys if stores[key])
    carrier = carrier_among(carrier_of(base.return_type), (outcome.value for outcome in outcomes))
    given = outcomes if carrier != VOID else ()
    settled = {_settled(outcome, carrier) for outcome in given}
    return replace(base, outcomes=_ordered(settled), stores=found)


@dataclass(frozen=True, slots=True)
class _Place:
    """What is known behind each node of the graph of one tree."""

    cfg: Cfg
    unit: Unit
    solution: Solution[State]
    local: frozenset[str]

    def returned(self, analysis: BodyAnalysis) -> Iterator[Outcome]:
        """Yield the outcomes of all returns, whatever carries them."""
        for node in self.cfg.nodes:
            state = self.solution.after[node.index]
            if state is not None and node.kind is Kind.RETURN and node.own is not None:
                found = analysis.returned(node, state)
                for token in {token.with_checks(token.checks[-1:]) for token in found}:
                    value = self._global(token.value)
                    yield _outcome(token, value, node.syntax or node.own, self.cfg, self.unit)

    def _global(self, value: Value) -> Value:
        """Return `value`; an unknown one for a variable of the file that a code is assigned to."""
        if value.kind != FIELD or value.name in self.local or not value.name.isidentifier():
            return value
        set_elsewhere = _is_set_global(self.unit, value.name)
        return unknown(f"'{value.name}' is set elsewhere") if set_elsewhere else value

    def stored(self, key: str, tree: Node) -> Iterator[Outcome]:
        """Yield what `key` may hold in the end."""
        state = self.solution.after[EXIT]
        for token in (state.get(key) if state else None) or ():
            yield _outcome(token, settle(token.value, CODE), tree, self.cfg, self.unit)


def _settled(outcome: Outcome, carrier: str) -> Outcome:
    """Return an outcome as it is once its value has been returned as `carrier`."""
    value = settle(outcome.value, carrier)
    return outcome if value is outcome.value else replace(outcome, value=value)


@lru_cache(maxsize=8)
def _is_set_global(unit: Unit, variable: str) -> bool:
    """Return whether a name is that of a variable of the file that a code is assigned to."""
    name = variable.encode()
    is_set = re.search(rb"(?<![.>\w])%b\s*=\s*%b" % (name, _CODE_GIVEN), unit.data)
    declared = rb"(?m)^[A-Za-z_][^;(){}=\n]*\b%b\s*[=;,\[]" % name
    return is_set is not None and re.search(declared, unit.data) is not None


def _no_macro(name: str) -> None:
    """Leave every macro a symbol: a body summary depends on its own file alone."""
    return


def _given_up(base: BodySummary, why: str) -> BodySummary:
    return replace(base, gave_up=why)


def _ordered(outcomes: set[Outcome]) -> tuple[Outcome, ...]:
    """Return the outcomes in source order; one value with many causes keeps none of them.

    A value that lives through a loop leaves by each of the loop's exits; that is no news about where it
    came from.
    """
    by_value: dict[Outcome, list[Outcome]] = {}
    for outcome in outcomes:
        by_value.setdefault(replace(outcome, cause="", cause_line=0), []).append(outcome)
    kept: list[Outcome] = []
    for bare, with_causes in by_value.items():
        kept.extend(with_causes if len(with_causes) <= MAX_CAUSES else [bare])
    return tuple(sorted(kept, key=lambda outcome: (outcome.line, outcome.origin, outcome)))


def _outcome(token: Token, value: Value, place: Node, cfg: Cfg, unit: Unit) -> Outcome:
    check = token.checks[-1] if token.checks else None
    cause, cause_line = _cause(check, cfg, unit) if check else ("", 0)
    return Outcome(value, cause, unit.position(token.origin)[0], unit.position(place.start)[0], cause_line)


def _cause(check: Check, cfg: Cfg, unit: Unit) -> tuple[str, int]:
    node = cfg.nodes[check.node]
    if node.syntax is None:
        return "", 0
    line = unit.position(node.syntax.start)[0]
    if node.kind is Kind.IFDEF:
        return unit.text(node.syntax).split("\n")[0], line
    text = " ".join(unit.text(node.own or node.syntax).split())
    if node.kind is Kind.ITERATOR and node.own is not None:
        text = " ".join(unit.data[node.syntax.start : node.own.end].decode("utf-8", "replace").split())
    if check.label in (Label.CASE.value, Label.DEFAULT.value, Label.NO_CASE.value):
        case = cfg.nodes[check.case].own if check.case >= 0 else None
        return f"{text} is {unit.text(case) if case else check.label}", line
    return f"{text} is {check.label}", line


def return_type_of(function: Node, unit: Unit) -> str:
    """Return the type that a function's syntax names before its name, or that a macro gives it."""
    base, declarator = function.child("type"), function.child("declarator")
    definer = _DEFINER.match(unit.data, base.start) if base else None
    if definer:
        return "u64" if b"BPF" in definer[0] else "long"
    stars = 0
    while declarator is not None and declarator.kind == "pointer_declarator":
        stars += 1
        declarator = declarator.child("declarator")
    text = " ".join(unit.text(base).split()) if base else ""
    return text + (" " + "*" * stars if stars else "")


def parameters_of(function: Node) -> tuple[str, ...]:
    """Return the names of the parameters in order, "" for one without a name."""
    names: list[str] = []
    for node in function.walk():
        if node.kind == "parameter_list":
            for part in node.children:
                if part.kind == "parameter_declaration":
                    declarator = part.child("declarator")
                    inner = (
                        [n.text for n in declarator.walk() if n.kind == "identifier"] if declarator else []
                    )
                    names.append(inner[0] if inner else "")
            return tuple(names)
    return ()
