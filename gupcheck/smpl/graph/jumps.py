"""The jumps of the graph: each leads over copies of the closing braces that it passes."""

from __future__ import annotations

from gupcheck.smpl.graph.draft import Closer, Draft, Scope
from gupcheck.smpl.graph.points import At
from gupcheck.syntax.ast import Node


def add_return(draft: Draft, start: int | None, scope: Scope, node: Node, end: int, error_end: int) -> None:
    """Add a return; under an `if` without `else` it leads to the exit for errors."""
    own = next((child for child in node.children if child.named), None)
    index = draft.add(At.RETURN, scope.labels, node, own)
    draft.arc(start, index)
    last = _close(index, scope.closers, "return")
    draft.arc(last, error_end if scope.under_if else end)


def add_jump(draft: Draft, targets: dict[str, int], start: int | None, scope: Scope, node: Node) -> None:
    """Add a goto, break or continue; `targets` are the labels that are known; missing ones are made."""
    if node.kind == "goto_statement":
        _goto(draft, targets, start, scope, node)
        return
    is_break = node.kind == "break_statement"
    index = draft.add(At.BREAK if is_break else At.CONTINUE, scope.labels, node)
    draft.arc(start, index)
    around = _around(scope) if is_break else scope.loop()
    if around is None:
        return
    draft.points[index].jump_labels = around.jump_labels
    passed = scope.closers[: max(0, len(scope.closers) - around.depth)]
    last = _close(index, passed, "break" if is_break else "continue")
    draft.arc(last, around.end if is_break else around.start)


def _around(scope: Scope) -> Scope | None:
    around: Scope | None = scope
    while around is not None and not around.jump:
        around = around.outer
    return around


def _goto(draft: Draft, targets: dict[str, int], start: int | None, scope: Scope, node: Node) -> None:
    index = draft.add(At.GOTO, scope.labels, node)
    draft.arc(start, index)
    label = node.child("label")
    name = label.text if label else ""
    if name not in targets:
        targets[name] = draft.add(At.LABEL)
    last = _close(index, scope.closers[:-1], "goto")
    draft.arc(last, targets[name])


def _close(index: int, closers: tuple[Closer, ...], kind: str) -> int:
    for closer in closers:
        index = closer(index, kind)
    return index
