"""Statements that hold no choice: blocks, expressions, declarations, labels, jumps, and what did not
parse."""

from __future__ import annotations

from gupcheck.flow.builder import Builder, first_named
from gupcheck.flow.draft import Loose, merge
from gupcheck.flow.evaluate import Steps
from gupcheck.flow.graph import EXIT, Kind, Label
from gupcheck.flow.names import NO_RETURN
from gupcheck.syntax.ast import Node

_BROKEN = frozenset(
    ("ERROR", "declaration_list", "else_clause", "function_definition", "linkage_specification")
)


def build_block(builder: Builder, node: Node) -> Steps:
    """Build a compound statement between its OPEN and its CLOSE."""
    opening = builder.draft.add(Kind.OPEN, node)
    yield builder.items(node.children)
    builder.draft.pair(opening, builder.draft.add(Kind.CLOSE, node))


def build_expression(builder: Builder, node: Node) -> Steps | None:
    """Build an expression statement or an empty one; one of no length is the parser's own and stands for
    nothing."""
    own = first_named(node)
    if own is None:
        if node.end > node.start:
            builder.draft.add(Kind.EMPTY, node)
        return None
    steps = builder.evaluate.before(own)
    if steps:
        return _after(builder, steps, node, own)
    _evaluate(builder, node, own)
    return None


def _after(builder: Builder, steps: Steps, node: Node, own: Node) -> Steps:
    yield steps
    _evaluate(builder, node, own)


def _evaluate(builder: Builder, node: Node, own: Node) -> None:
    index = builder.draft.add(Kind.EXPRESSION, node, own)
    if own.kind == "call_expression" and builder.options.no_return:
        function = own.child("function")
        if function and function.text in NO_RETURN:
            builder.draft.tie([Loose(index, Label.NO_RETURN)], EXIT)
            builder.draft.loose = []
    elif own.kind == "gnu_asm_expression":
        labels = own.child("goto_labels")
        names = labels.children if labels else ()
        builder.jumps.gotos += [(index, name.text) for name in names if name.kind == "identifier"]


def build_declaration(builder: Builder, node: Node) -> Steps | None:
    """Build a declaration of variables."""
    return builder.evaluate.declare(node)


def build_type(builder: Builder, node: Node) -> None:
    """Build a declaration that evaluates nothing: a type's."""
    builder.draft.add(Kind.DECLARATION, node)


def build_nothing(builder: Builder, node: Node) -> None:
    """Build nothing: a `#define` among statements, or a token that the parser missed, does nothing there."""


def build_label(builder: Builder, node: Node) -> Steps:
    """Build a label and its statement."""
    index = builder.draft.add(Kind.LABEL, node)
    label = node.child("label")
    builder.jumps.labels.setdefault(label.text if label else "", []).append(index)
    for child in node.children:
        if child.named and not child.field:
            yield builder.body(child)


def build_attributed(builder: Builder, node: Node) -> Steps | None:
    """Build the statement that an attribute stands before."""
    return builder.body(node.children[-1])


def build_goto(builder: Builder, node: Node) -> Steps:
    """Build a goto; the star that follows `goto` tells that it is a computed one."""
    label = node.child("label")
    if label and builder.source[node.start : node.end].removeprefix(b"goto").lstrip().startswith(b"*"):
        target = label.child("argument") if label.kind == "pointer_expression" else label
        yield builder.evaluate.before(target)
        builder.jumps.computed.append(builder.draft.add(Kind.GOTO, node, target))
    else:
        index = builder.draft.add(Kind.GOTO, node)
        builder.jumps.gotos.append((index, label.text if label else ""))
    builder.draft.loose = []


def build_break(builder: Builder, node: Node) -> None:
    """Build a break out of the innermost loop or switch."""
    builder.targets.breaks.append(_jump(builder, Kind.BREAK, node))


def build_continue(builder: Builder, node: Node) -> None:
    """Build a continue of the innermost loop."""
    builder.targets.continues.append(_jump(builder, Kind.CONTINUE, node))


def _jump(builder: Builder, kind: Kind, node: Node) -> Loose:
    index = builder.draft.add(kind, node)
    builder.draft.loose = []
    return Loose(index, Label.JUMP)


def build_return(builder: Builder, node: Node) -> Steps:
    """Build a return, with or without a value."""
    value = first_named(node)
    yield builder.evaluate.before(value)
    index = builder.draft.add(Kind.RETURN, node, value)
    builder.draft.tie([Loose(index, Label.JUMP)], EXIT)
    builder.draft.loose = []


def build_other(builder: Builder, node: Node) -> Steps:
    """Build what did not parse: the statements that can be told in it may run or not."""
    builder.draft.add(Kind.OTHER, node, node)
    recovered = _recovered(builder, node)
    if recovered:
        past = list(builder.draft.loose)
        yield builder.items(recovered)
        builder.draft.loose = merge(past, builder.draft.loose)


def _recovered(builder: Builder, node: Node) -> list[Node]:
    """Return the outermost statements below `node` with nothing between but what did not parse."""
    found: list[Node] = []
    pending = list(reversed(node.children))
    while pending:
        child = pending.pop()
        if child.kind in _BROKEN:
            pending.extend(reversed(child.children))
        elif child.kind in builder.handlers:
            found.append(child)
    return found
