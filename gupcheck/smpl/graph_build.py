"""Builds the graph of a function, a macro's body or a declaration, node by node as spatch does.

The facts are spatch's (1.1.1): `spatch --control-flow-to-file` draws its graphs. What C does not have and
these graphs have: a `for` without a condition may end; an `if` with only one arm of `#if` has no way past an
`#elif`; a return under an `if` without `else` leads to an exit of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gupcheck.smpl.graph import At, Graph
from gupcheck.smpl.graph_draft import Draft, Scope
from gupcheck.smpl.graph_jump import add_jump, add_return
from gupcheck.syntax.ast import Node

_LOOPS = {"while_statement": At.WHILE, "for_statement": At.FOR, "iterator_statement": At.ITERATOR}
_NOTHING = frozenset(
    ("preproc_call", "preproc_def", "preproc_function_def", "preproc_include", "MISSING", "comment")
)
_DECLARATIONS = frozenset(
    ("declaration", "type_definition", "struct_specifier", "union_specifier", "enum_specifier")
)
_CONDITIONALS = frozenset(("preproc_if", "preproc_ifdef"))


def function_graph(function: Node) -> Graph:
    """Return the graph of a `function_definition`."""
    builder = _Builder()
    header = builder.draft.add(At.HEADER, (1,), function)
    builder.draft.arc(builder.draft.top, header)
    body = function.child("body")
    if body is not None:
        last = builder.block(header, Scope(labels=(1,)), body, "function")
        builder.draft.arc(last, builder.exit)
    return builder.draft.finish((builder.exit, builder.error_exit))


def macro_graph(macro: Node, data: bytes) -> Graph:
    """Return the graph of a macro's body; `data` is the file, in which an expression has no `;` behind it.

    A body that is neither an expression nor one statement has no graph in spatch: only TOP is in it then.
    """
    builder = _Builder()
    header = builder.draft.add(At.OTHER, (), macro)
    builder.draft.arc(builder.draft.top, header)
    body = macro.child("body")
    items = [child for child in body.children if child.named] if body else []
    items = [child for child in items if not _is_added(child, data)]
    if len(items) == 1:
        last = builder.macro_body(header, items[0], data)
        builder.draft.arc(last, builder.exit)
    return builder.draft.finish((builder.exit, builder.error_exit))


def declaration_graph(node: Node) -> Graph:
    """Return the graph of something at file level: one node.

    Of a declarer's call only the arguments are expressions to patterns.
    """
    draft = Draft()
    own = node
    if node.kind == "expression_statement":
        call = next((child for child in node.children if child.kind == "call_expression"), None)
        own = (call.child("arguments") if call else None) or node
    index = draft.add(At.DECLARATION, (), node, own)
    draft.arc(draft.top, index)
    draft.arc(index, end := draft.add(At.OTHER))
    return draft.finish((end,))


def _is_added(node: Node, data: bytes) -> bool:
    """Return whether `node` is the empty statement that the parser puts behind a macro's body."""
    return (
        node.kind == "expression_statement"
        and len(node.children) == 1
        and data[node.start : node.end] != b";"
    )


def _test(node: Node) -> Node | None:
    condition = node.child("condition")
    if condition is not None and condition.kind == "parenthesized_expression":
        inner = [child for child in condition.children if child.named]
        if len(inner) == 1 and inner[0].kind not in ("compound_statement", "ERROR", "MISSING"):
            return inner[0]
    return condition


class _Builder:
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
            return self.if_(start, scope.within(labels), node)
        if node.kind in _LOOPS:
            return self.loop(start, scope.within(labels), node)
        if node.kind == "do_statement":
            return self.do(start, scope.within(labels), node)
        if node.kind == "switch_statement":
            return self.switch(start, scope.within(labels), node)
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
                pending.extend(reversed(_all_arms(node)))
            elif node.kind in _CONDITIONALS:
                start = self.conditional(start, scope, node)
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
            pending.extend(reversed(_all_arms(pending.pop())))
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

    def if_(self, start: int | None, scope: Scope, node: Node) -> int | None:
        """Build an `if`."""
        draft, labels = self.draft, scope.labels
        head = draft.add(At.IF, labels, node, _test(node))
        draft.arc(start, head)
        true = draft.add(At.TRUE, labels)
        draft.arc(head, true)
        alternative = node.child("alternative")
        if alternative is None:
            fall, end, past = (draft.add(at, labels) for at in (At.FALL, At.END, At.AFTER))
            for source, target in ((head, fall), (fall, end), (head, past), (past, end)):
                draft.arc(source, target)
            last = self.statement(true, replace(scope, under_if=True), node.child("consequence"))
            draft.points[true].escapes = last is None
            draft.arc(last, end)
            return end
        return self._if_else(head, true, scope, node, alternative)

    def _if_else(self, head: int, true: int, scope: Scope, node: Node, alternative: Node) -> int | None:
        draft, labels = self.draft, scope.labels
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
        last = self.statement(true, inner, node.child("consequence"))
        draft.points[true].escapes = last is None
        other = self.statement(word, inner, otherwise)
        if last is None and other is None:
            return None
        end = draft.add(At.END, labels)
        for index in afters:
            draft.drop(index)
        after(end, "normal")
        draft.arc(last, end)
        draft.arc(other, end)
        return end

    def loop(self, start: int | None, scope: Scope, node: Node) -> int | None:
        """Build a while, a for or an iterator macro: none or more rounds."""
        draft, labels = self.draft, scope.labels
        at = _LOOPS[node.kind]
        own = _test(node) if at is At.WHILE else node.child("arguments") if at is At.ITERATOR else None
        head = draft.add(at, labels, node, own)
        draft.arc(start, head)
        entry, past, end = (draft.add(kind, labels) for kind in (At.IN_LOOP, At.LOOP_FALL, At.END))
        for source, target in ((head, entry), (past, end), (head, past)):
            draft.arc(source, target)
        last = self.statement(entry, self._looped(scope, head, end), node.child("body"))
        draft.arc(last, head)
        return end

    @staticmethod
    def _looped(scope: Scope, start: int, end: int) -> Scope:
        depth = len(scope.closers)
        return replace(
            scope, jump="loop", start=start, end=end, depth=depth, jump_labels=scope.labels, outer=scope
        )

    def do(self, start: int | None, scope: Scope, node: Node) -> int | None:
        """Build a do-while loop; `while (0)` does not lead back."""
        draft, labels = self.draft, scope.labels
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
        last = self.statement(head, self._looped(scope, tail, end), node.child("body"))
        draft.arc(last, tail)
        return end

    def switch(self, start: int | None, scope: Scope, node: Node) -> int | None:
        """Build a switch; the cases are entered from its opening brace."""
        draft, labels = self.draft, scope.labels
        head = draft.add(At.SWITCH, labels, node, _test(node))
        end = draft.add(At.END, labels)
        draft.arc(start, head)
        body = node.child("body")
        if body is None or body.kind != "compound_statement":
            return self.statement(head, scope, body)
        if not _has_default(body):
            past = draft.add(At.FALL, labels)
            draft.arc(head, past)
            draft.arc(past, end)
        last = self.block(head, replace(scope, end=end), body, "switch")
        draft.arc(last, end)
        if last is None and not any(end in arcs for arcs in draft.arcs):
            draft.drop(end)
            return None
        after = draft.add(At.AFTER, labels)
        draft.arc(head, after)
        draft.arc(after, end)
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
            inner[:1] = _all_arms(inner[0])
        return self.items(index, scope, inner)

    def conditional(self, start: int | None, scope: Scope, node: Node) -> int | None:
        """Build an `#if` with all its arms."""
        draft, labels = self.draft, scope.labels
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
            ends.append(self.items(entry, inner, part.children))
        for last in ends:
            draft.arc(last, end)
        return end


def _all_arms(node: Node) -> list[Node]:
    """Return the statements in all arms of an `#if`, one after the other: so spatch has them behind a label
    and in a switch."""
    found: list[Node] = []
    arm: Node | None = node
    while arm is not None:
        found.extend(child for child in arm.children if child.named and not child.field)
        arm = arm.child("alternative")
    return found


def _has_default(body: Node) -> bool:
    return any(child.kind == "case_statement" and child.child("value") is None for child in body.children)
