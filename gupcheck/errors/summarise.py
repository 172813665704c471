"""Makes the body summary of one function."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from gupcheck.errors.body import BodyAnalysis, graph_of, solve_body
from gupcheck.errors.expressions import Evaluator, Names, arguments_of, callee_name, key_of, without_wrapping
from gupcheck.errors.summary import BodySummary, Outcome
from gupcheck.errors.tokens import Check, Token
from gupcheck.flow.graph import Cfg, Kind, Label
from gupcheck.syntax import Function, Unit
from gupcheck.syntax.ast import Node

BUDGET = 40_000
MAX_CAUSES = 4
_THROUGH = frozenset(("ERR_PTR", "PTR_ERR", "ERR_CAST", "PTR_ERR_OR_ZERO", "dev_err_probe", "dev_warn_probe"))


def summarise(function: Function, unit: Unit, errnos: frozenset[str], macro: Names) -> BodySummary:
    """Return the body summary of `function`: the outcomes of all its variants, united."""
    line = unit.position(function.name_start)[0]
    trees = function.trees()
    return_type = _return_type(trees[0], unit) if trees else ""
    base = BodySummary(function.name, unit.path, line, return_type, function.is_static)
    if not trees:
        return _given_up(base, "its nesting is too deep")
    if return_type == "void":
        return base
    outcomes: set[Outcome] = set()
    for tree in trees:
        cfg = graph_of(tree, unit.data)
        tracked = _tracked(cfg)
        analysis = BodyAnalysis(cfg, Evaluator(errnos, macro, tracked), tracked, _parameters(tree))
        solution = solve_body(cfg, analysis, BUDGET)
        if solution is None:
            return _given_up(base, f"the analysis took more than {BUDGET} steps")
        for node in cfg.nodes:
            state = solution.after[node.index]
            if node.kind is Kind.RETURN and node.own is not None and state is not None:
                tokens = analysis.returned(node, state)
                outcomes.update(_outcome(token, node.syntax or node.own, cfg, unit) for token in tokens)
    return replace(base, outcomes=_ordered(outcomes))


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


def _outcome(token: Token, place: Node, cfg: Cfg, unit: Unit) -> Outcome:
    check = token.checks[-1] if token.checks else None
    cause, cause_line = _cause(check, cfg, unit) if check else ("", 0)
    return Outcome(
        token.value, cause, unit.position(token.origin)[0], unit.position(place.start)[0], cause_line
    )


def _cause(check: Check, cfg: Cfg, unit: Unit) -> tuple[str, int]:
    node = cfg.nodes[check.node]
    if node.syntax is None:
        return "", 0
    line = unit.position(node.syntax.start)[0]
    if node.kind is Kind.IFDEF:
        return unit.text(node.syntax).split("\n")[0], line
    text = " ".join(unit.text(node.own or node.syntax).split())
    if check.label in (Label.CASE.value, Label.DEFAULT.value, Label.NO_CASE.value):
        case = cfg.nodes[check.case].own if check.case >= 0 else None
        return f"{text} is {unit.text(case) if case else check.label}", line
    return f"{text} is {check.label}", line


def _return_type(function: Node, unit: Unit) -> str:
    base, declarator = function.child("type"), function.child("declarator")
    stars = 0
    while declarator is not None and declarator.kind == "pointer_declarator":
        stars += 1
        declarator = declarator.child("declarator")
    text = " ".join(unit.text(base).split()) if base else ""
    return text + (" " + "*" * stars if stars else "")


def _parameters(function: Node) -> frozenset[str]:
    names: set[str] = set()
    for node in function.walk():
        if node.kind == "parameter_declaration":
            names.update(part.text for part in node.walk() if part.kind == "identifier")
        if node.kind == "compound_statement":
            break
    return frozenset(names)


def _tracked(cfg: Cfg) -> frozenset[str]:
    """Return the lvalues whose content may come to be returned."""
    sources: dict[str, list[Node]] = {}
    found: set[str] = set()
    queue: list[Node] = []
    for node in cfg.nodes:
        if node.own is None:
            continue
        if node.kind is Kind.RETURN:
            queue.append(node.own)
        for part in node.own.walk():
            if part.kind in ("assignment_expression", "init_declarator"):
                left = part.child("left") or part.child("declarator")
                right = part.child("right") or part.child("value")
                while left is not None and left.kind.endswith("_declarator"):
                    left = left.child("declarator")
                key = key_of(left) if left is not None else ""
                if key and right is not None:
                    sources.setdefault(key, []).append(right)
    while queue:
        for key in _keys_in(queue.pop()):
            if key not in found:
                found.add(key)
                queue.extend(sources.get(key, ()))
    return frozenset(found)


def _keys_in(expression: Node) -> Iterable[str]:
    """Return the lvalues that an expression's value may come from; the arguments of calls do not count."""
    stack = [expression]
    while stack:
        node = without_wrapping(stack.pop())
        key = key_of(node)
        if key:
            yield key
        elif node.kind == "call_expression":
            if callee_name(node) in _THROUGH:
                stack.extend(arguments_of(node))
        elif node.kind == "assignment_expression":
            stack.extend(part for part in (node.child("left"), node.child("right")) if part)
        elif node.kind not in ("field_expression", "subscript_expression"):
            stack.extend(child for child in node.children if child.named)
