"""Builds the statements of the graph, one by one and in rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gupcheck.smpl.graph.branches import (
    LOOPS,
    add_conditional,
    add_do,
    add_if,
    add_loop,
    add_switch,
    all_arms,
)
from gupcheck.smpl.graph.draft import Draft, Scope
from gupcheck.smpl.graph.jumps import add_jump, add_return
from gupcheck.smpl.graph.points import At
from gupcheck.syntax.ast import Node

_NOTHING = frozenset(
    ("preproc_call", "preproc_def", "preproc_function_def", "preproc_include", "MISSING", "comment")
)
_DECLARATIONS = frozenset(
    ("declaration", "type_definition", "struct_specifier", "union_specifier", "enum_specifier")
)
_CONDITIONALS = frozenset(("preproc_if", "preproc_ifdef"))


class Builder:
    """Builds statements: each method takes the node before, None where nothing leads here, and returns the
    last one, None where control does not come out."""

    def __init__(self) -> None:
        self.draft = Draft()
        self.exit = self.draft.add(At.EXIT)
        self.error_exit = self.draft.add(At.ERROR_EXIT)
        self.count = 1
        self.braces = 0
        self.targets: dict[str, int] = {}

    def number(self, scope: Scope) -> tuple[int, ...]:
        """Return the labels of the next statement in `scope`."""
        self.count += 1
        return (*scope.labels, self.count)

    def macro_body(self, header: int, node: Node, data: bytes) -> int | None:
        """Build the body of a macro; `do { } while (0)` stands for the block."""
        if node.kind == "expression_statement" and data[node.end - 1 : node.end] != b";":
            own = next((child for child in node.children if child.named), None)
            index = self.draft.add(At.OTHER, (), node, own)
            self.draft.arc(header, index)
            return index
        body = node.child("body")
        if node.kind == "do_statement" and body is not None and data[node.end - 1 : node.end] != b";":
            start = self.draft.add(At.OTHER)
            self.draft.arc(header, start)
            return self.statement(start, Scope(), body)
        return self.statement(header, Scope(), node)

    def statement(self, start: int | None, scope: Scope, node: Node | None) -> int | None:
        """Build one statement."""
        if node is None or node.kind in _NOTHING:
            return start
        if node.kind == "compound_statement":
            return self.block(start, scope, node, "statement")
        if node.kind in _CONDITIONALS or node.kind == "case_statement":
            return self.items(start, scope, (node,))
        if node.kind == "attributed_statement":
            return self.statement(start, scope, node.children[-1])
        labels = self.number(scope)
        if node.kind == "if_statement":
            return add_if(self, start, scope.within(labels), node)
        if node.kind in LOOPS:
            return add_loop(self, start, scope.within(labels), node)
        if node.kind == "do_statement":
            return add_do(self, start, scope.within(labels), node)
        if node.kind == "switch_statement":
            return add_switch(self, start, scope.within(labels), node)
        if node.kind == "labeled_statement":
            return self.label(start, scope.within(labels), node)
        if node.kind == "return_statement":
            add_return(self.draft, start, scope.within(labels), node, self.exit, self.error_exit)
            return None
        if node.kind in ("break_statement", "continue_statement", "goto_statement"):
            add_jump(self.draft, self.targets, start, scope.within(labels), node)
            return None
        return self.simple(start, labels, node)

    def simple(self, start: int | None, labels: tuple[int, ...], node: Node) -> int | None:
        """Build a declaration, an expression statement or what did not parse."""
        own: Node | None = node
        at = At.DECLARATION if node.kind in _DECLARATIONS else At.OTHER
        if node.kind == "expression_statement":
            at, own = At.EXPRESSION, next((child for child in node.children if child.named), None)
            if own is None and node.end == node.start:
                return start
        elif "expression" in node.kind:
            at = At.EXPRESSION
        index = self.draft.add(at, labels, node, own)
        self.draft.arc(start, index)
        return index

    def items(self, start: int | None, scope: Scope, nodes: Sequence[Node]) -> int | None:
        """Build statements in a row. A case governs the first statement behind it, as in C."""
        pending = [node for node in reversed(nodes) if node.named and not node.field]
        while pending:
            node = pending.pop()
            if (
                node.kind in _CONDITIONALS
                and scope.jump == "switch"
                and len(scope.closers) == scope.depth + 1
            ):
                pending.extend(reversed(all_arms(node)))
            elif node.kind in _CONDITIONALS:
                start = add_conditional(self, start, scope, node)
            elif node.kind == "case_statement":
                inner = [child for child in node.children if child.named and not child.field]
                pending.extend(reversed(inner))
                start = self.case(start, scope, node, pending)
            else:
                start = self.statement(start, scope, node)
        return start

    def case(self, start: int | None, scope: Scope, node: Node, pending: list[Node]) -> int | None:
        """Build a case label and the statement that it governs, which is taken from `pending`."""
        labels = self.number(scope)
        index = self.draft.add(At.CASE, labels, node, node.child("value"))
        switch: Scope | None = scope
        while switch is not None and switch.jump != "switch":
            switch = switch.outer
        if switch is not None:
            if start != switch.start:
                self.draft.arc(start, index)
            self.draft.arc(switch.start, index)
        while pending and pending[-1].kind in _CONDITIONALS:
            pending.extend(reversed(all_arms(pending.pop())))
        if not pending:
            return index
        following = pending.pop()
        if following.kind == "case_statement":
            inner = [child for child in following.children if child.named and not child.field]
            pending.extend(reversed(inner))
            return self.case(index, scope.within(labels), following, pending)
        return self.statement(index, scope.within(labels), following)

    def block(self, start: int | None, scope: Scope, node: Node, role: str) -> int | None:
        """Build a block; `role` tells whether it is a function's, a switch's or a statement of its own."""
        outer, labels = scope.labels, self.number(scope)
        self.braces += 1
        brace = self.braces
        own = labels if role == "statement" else outer
        opening = self.draft.add(At.OPEN, own, node, brace=brace)
        afters: list[int] = []

        def after(end: int, kind: str) -> None:
            if role == "statement":
                index = self.draft.add(At.AFTER, own)
                self.draft.points[index].goto_after = kind == "goto"
                self.draft.arc(opening, index)
                self.draft.arc(index, end)
                afters.append(index)

        def closer(before: int, kind: str) -> int:
            copy = self.draft.add(At.CLOSE, own, node, brace=brace, fake=True)
            after(copy, kind)
            self.draft.arc(before, copy)
            return copy

        inner = replace(scope, labels=labels, closers=(closer, *scope.closers))
        if role == "switch":
            inner = replace(
                inner, jump="switch", start=opening, depth=len(scope.closers), jump_labels=outer, outer=scope
            )
        self.draft.arc(start, opening)
        last = self.items(opening, inner, node.children)
        if last is None:
            return None
        end = self.draft.add(At.CLOSE, own, node, brace=brace)
        for index in afters:
            self.draft.drop(index)
        after(end, "normal")
        self.draft.arc(last, end)
        return end

    def label(self, start: int | None, scope: Scope, node: Node) -> int | None:
        """Build a label and its statement."""
        label = node.child("label")
        name = label.text if label else ""
        index = self.targets.get(name)
        if index is None:
            index = self.targets[name] = self.draft.add(At.LABEL, scope.labels, node)
        point = self.draft.points[index]
        point.labels, point.syntax = scope.labels, node
        self.draft.arc(start, index)
        inner = [child for child in node.children if child.named and not child.field]
        while inner and inner[0].kind in _CONDITIONALS:
            inner[:1] = all_arms(inner[0])
        return self.items(index, scope, inner)
