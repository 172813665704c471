"""unchecked-error: nobody looks at the failure of a callee which its other callers check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gupcheck.checks.hit import Hit
from gupcheck.checks.subject import Subject
from gupcheck.errors.expressions import assigned_key, callee_name, key_of, without_wrapping
from gupcheck.errors.values import CALL, ERRNO, NULL, Value
from gupcheck.flow.graph import FlowNode, Kind
from gupcheck.model import Confidence
from gupcheck.syntax.ast import Node

_MANY = 4
_FEW = 2
_ONE_IN = 10
_MOST_SHOWN = 2


def find(subject: Subject, parameters: Mapping[str, object]) -> Iterator[Hit]:
    """Yield calls whose result is dropped or lost, and pointers that are used before anybody asked whether
    they are any."""
    for node in subject.cfg.nodes:
        if subject.solution.before[node.index] is not None:
            yield from _dropped(subject, node)
            yield from _lost(subject, node)
            yield from _used(subject, node)


def _dropped(subject: Subject, node: FlowNode) -> Iterator[Hit]:
    """Yield a call that is a statement of its own."""
    if node.kind is not Kind.EXPRESSION or node.own is None or node.own.kind != "call_expression":
        return
    if node.syntax is None or node.syntax.kind != "expression_statement" or node.gives is not None:
        return
    name = callee_name(node.own)
    confidence = _confidence(subject, name)
    if confidence is None or subject.callees.yields_nothing(name):
        return
    failing = _failures(subject, name)
    if failing:
        told = f"The result of {name}() is dropped, which can be {_shown(failing)}{_others(subject, name)}."
        yield Hit(node.own, told, confidence)


def _lost(subject: Subject, node: FlowNode) -> Iterator[Hit]:
    """Yield a call whose result is put into a variable that nobody reads before it is set again."""
    own = node.own
    if own is None or own.kind not in ("assignment_expression", "init_declarator"):
        return
    key, right = assigned_key(own), own.child("right") or own.child("value")
    operator = own.child("operator")
    if key not in subject.values.tracked or (operator is not None and operator.text != "="):
        return
    if not _is_local(subject, key):
        return
    name = callee_name(without_wrapping(right)) if right is not None else ""
    confidence = _confidence(subject, name) if name and not _is_read(subject, node, key) else None
    failing = _failures(subject, name) if confidence is not None else []
    if failing and confidence is not None:
        told = (
            f"'{key}' takes the result of {name}(), which can be {_shown(failing)}, and nobody reads it"
            f"{_others(subject, name)}."
        )
        yield Hit(own, told, confidence)


def _is_local(subject: Subject, key: str) -> bool:
    """Return whether the function declares a variable of this name."""
    return any(
        (assigned_key(child) if child.kind == "init_declarator" else key_of(child)) == key
        for node in subject.tree.walk()
        if node.kind == "declaration"
        for child in node.children
        if child.field == "declarator" or child.kind == "init_declarator"
    )


def _is_read(subject: Subject, node: FlowNode, key: str) -> bool:
    """Return whether any way from `node` reads the variable before it sets it again."""
    seen: set[int] = set()
    work = [edge.target for edge in subject.cfg.successors[node.index]]
    while work:
        index = work.pop()
        if index in seen:
            continue
        seen.add(index)
        own = subject.cfg.nodes[index].own
        sets, reads = _access(own, key) if own is not None else (False, False)
        if reads:
            return True
        if not sets:
            work.extend(edge.target for edge in subject.cfg.successors[index])
    return False


def _access(own: Node, key: str) -> tuple[bool, bool]:
    """Return whether an expression sets a variable, and whether it reads it."""
    named = sum(part.kind == "identifier" and part.text == key for part in own.walk())
    sets = sum(
        part.kind in ("assignment_expression", "init_declarator")
        and assigned_key(part) == key
        and ((operator := part.child("operator")) is None or operator.text == "=")
        for part in own.walk()
    )
    return sets > 0, named > sets


def _used(subject: Subject, node: FlowNode) -> Iterator[Hit]:
    """Yield what is dereferenced while it may be NULL for want of memory, or an error pointer."""
    state = subject.solution.before[node.index]
    for part in node.own.walk() if node.own is not None and state is not None else ():
        base, operator = part.child("argument"), part.child("operator")
        if part.kind != "field_expression" or base is None or operator is None or state is None:
            continue
        key = key_of(without_wrapping(base))
        tokens = state.get(key) or ()
        values = {token.value for token in tokens}
        if operator.text != "->" or len(values) != 1:
            continue
        value = min(values, key=Value.text)
        if value.kind != CALL or value.tests or value.decoded or value.name.startswith("*"):
            continue
        confidence = _confidence(subject, value.name)
        if confidence is None:
            continue
        failing = [one for one in _failures(subject, value.name) if one.kind == NULL or one.pointer]
        if failing:
            told = f"'{key}' comes from {value.name}() and was not tested: it can be {_shown(failing)}."
            yield Hit(base, told, confidence)


def _failures(subject: Subject, name: str) -> list[Value]:
    """Return what a callee gives when it fails: error codes, error pointers, NULL for want of memory."""
    if not name:
        return []
    results = subject.callees.results(Value(CALL, name))
    memory = any(one.kind == NULL for one in results) and subject.callees.allocates(name)
    return [one for one in results if one.kind == ERRNO or (one.kind == NULL and memory)]


def _confidence(subject: Subject, name: str) -> Confidence | None:
    """Return how sure it is that the result should be looked at, by what the calls nearby do; None where
    most of them do not look either."""
    habit = subject.callees.habit(name)
    if habit.looked >= _MANY and (habit.dropped - 1) * _ONE_IN <= habit.looked:
        return Confidence.HIGH
    if habit.looked >= _FEW and habit.looked > habit.dropped:
        return Confidence.MEDIUM
    return Confidence.LOW if habit.looked >= habit.dropped - 1 else None


def _others(subject: Subject, name: str) -> str:
    """Return what to say of the other callers, with how many there are nearby."""
    looked = subject.callees.habit(name).looked
    return f"; {looked} other calls in this folder look at it" if looked > 1 else ""


def _shown(failing: list[Value]) -> str:
    texts = sorted({one.text() for one in failing})
    return " or ".join(texts[:_MOST_SHOWN]) + (" ..." if len(texts) > _MOST_SHOWN else "")
