"""Builds the branches of the graph: `if`, loops, `switch`, and `#if` with its arms."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gupcheck.smpl.graph.draft import Scope
from gupcheck.smpl.graph.points import At
from gupcheck.syntax.ast import Node

if TYPE_CHECKING:
    from gupcheck.smpl.graph.statements import Builder

LOOPS = {"while_statement": At.WHILE, "for_statement": At.FOR, "iterator_statement": At.ITERATOR}


def add_if(b: Builder, start: int | None, scope: Scope, node: Node) -> int | None:
    """Build an `if`."""
    draft, labels = b.draft, scope.labels
    head = draft.add(At.IF, labels, node, _test(node))
    draft.arc(start, head)
    true = draft.add(At.TRUE, labels)
    draft.arc(head, true)
    alternative = node.child("alternative")
    if alternative is None:
        fall, end, past = (draft.add(at, labels) for at in (At.FALL, At.END, At.AFTER))
        for source, target in ((head, fall), (fall, end), (head, past), (past, end)):
            draft.arc(source, target)
        last = b.statement(true, replace(scope, under_if=True), node.child("consequence"))
        draft.points[true].escapes = last is None
        draft.arc(last, end)
        return end
    return _if_else(b, head, true, scope, node, alternative)


def _if_else(b: Builder, head: int, true: int, scope: Scope, node: Node, alternative: Node) -> int | None:
    draft, labels = b.draft, scope.labels
    false = draft.add(At.FALSE, labels)
    word = draft.add(At.ELSE, labels, alternative)
    draft.arc(head, false)
    draft.arc(false, word)
    afters: list[int] = []

    def after(end: int, kind: str) -> None:
        index = draft.add(At.AFTER, labels)
        draft.points[index].goto_after = kind == "goto"
        draft.arc(head, index)
        draft.arc(index, end)
        afters.append(index)

    def closer(before: int, kind: str) -> int:
        copy = draft.add(At.END, labels)
        after(copy, kind)
        draft.arc(before, copy)
        return copy

    inner = replace(scope, closers=(closer, *scope.closers))
    otherwise = next((child for child in alternative.children if child.named), None)
    last = b.statement(true, inner, node.child("consequence"))
    draft.points[true].escapes = last is None
    other = b.statement(word, inner, otherwise)
    if last is None and other is None:
        return None
    end = draft.add(At.END, labels)
    for index in afters:
        draft.drop(index)
    after(end, "normal")
    draft.arc(last, end)
    draft.arc(other, end)
    return end


def add_loop(b: Builder, start: int | None, scope: Scope, node: Node) -> int | None:
    """Build a while, a for or an iterator macro: none or more rounds."""
    draft, labels = b.draft, scope.labels
    at = LOOPS[node.kind]
    own = _test(node) if at is At.WHILE else node.child("arguments") if at is At.ITERATOR else None
    head = draft.add(at, labels, node, own)
    draft.arc(start, head)
    entry, past, end = (draft.add(kind, labels) for kind in (At.IN_LOOP, At.LOOP_FALL, At.END))
    for source, target in ((head, entry), (past, end), (head, past)):
        draft.arc(source, target)
    last = b.statement(entry, _looped(scope, head, end), node.child("body"))
    draft.arc(last, head)
    return end


def _looped(scope: Scope, start: int, end: int) -> Scope:
    depth = len(scope.closers)
    return replace(
        scope, jump="loop", start=start, end=end, depth=depth, jump_labels=scope.labels, outer=scope
    )


def add_do(b: Builder, start: int | None, scope: Scope, node: Node) -> int | None:
    """Build a do-while loop; `while (0)` does not lead back."""
    draft, labels = b.draft, scope.labels
    head = draft.add(At.DO, labels, node)
    draft.arc(start, head)
    test = _test(node)
    tail = draft.add(At.DO_TEST, labels, node, test)
    fall, end, past = (draft.add(at, labels) for at in (At.FALL, At.END, At.AFTER))
    if test is None or test.text != "0":
        again = draft.add(At.IN_LOOP, labels)
        draft.arc(tail, again)
        draft.arc(again, head)
    for source, target in ((head, past), (past, end), (fall, end), (tail, fall)):
        draft.arc(source, target)
    last = b.statement(head, _looped(scope, tail, end), node.child("body"))
    draft.arc(last, tail)
    return end


def add_switch(b: Builder, start: int | None, scope: Scope, node: Node) -> int | None:
    """Build a switch; the cases are entered from its opening brace."""
    draft, labels = b.draft, scope.labels
    head = draft.add(At.SWITCH, labels, node, _test(node))
    end = draft.add(At.END, labels)
    draft.arc(start, head)
    body = node.child("body")
    if body is None or body.kind != "compound_statement":
        return b.statement(head, scope, body)
    if not _has_default(body):
        past = draft.add(At.FALL, labels)
        draft.arc(head, past)
        draft.arc(past, end)
    last = b.block(head, replace(scope, end=end), body, "switch")
    draft.arc(last, end)
    if last is None and not any(end in arcs for arcs in draft.arcs):
        draft.drop(end)
        return None
    after = draft.add(At.AFTER, labels)
    draft.arc(head, after)
    draft.arc(after, end)
    return end


def _has_default(body: Node) -> bool:
    return any(child.kind == "case_statement" and child.child("value") is None for child in body.children)


def _test(node: Node) -> Node | None:
    condition = node.child("condition")
    if condition is not None and condition.kind == "parenthesized_expression":
        inner = [child for child in condition.children if child.named]
        if len(inner) == 1 and inner[0].kind not in ("compound_statement", "ERROR", "MISSING"):
            return inner[0]
    return condition


def add_conditional(b: Builder, start: int | None, scope: Scope, node: Node) -> int | None:
    """Build an `#if` with all its arms."""
    draft, labels = b.draft, scope.labels
    head = draft.add(At.DIRECTIVE, labels)
    end = draft.add(At.DIRECTIVE, labels)
    draft.arc(start, head)

    def closer(before: int, kind: str) -> int:
        copy = draft.add(At.DIRECTIVE, labels, fake=True)
        draft.arc(before, copy)
        return copy

    inner = replace(scope, closers=(closer, *scope.closers))
    arm: Node | None = node
    entry, ends = head, []
    arms: list[tuple[int, Node]] = []
    while arm is not None:
        arms.append((entry, arm))
        arm = arm.child("alternative")
        if arm is not None:
            entry = draft.add(At.DIRECTIVE, labels)
            draft.arc(head, entry)
    if len(arms) == 1:
        fall = draft.add(At.FALL, labels)
        draft.arc(head, fall)
        draft.arc(fall, end)
    for entry, part in arms:
        ends.append(b.items(entry, inner, part.children))
    for last in ends:
        draft.arc(last, end)
    return end


def all_arms(node: Node) -> list[Node]:
    """Return the statements in all arms of an `#if`, one after the other: so spatch has them behind a label
    and in a switch."""
    found: list[Node] = []
    arm: Node | None = node
    while arm is not None:
        found.extend(child for child in arm.children if child.named and not child.field)
        arm = arm.child("alternative")
    return found
