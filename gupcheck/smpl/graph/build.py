"""Builds the graph of a function, a macro's body or a declaration, node by node as spatch does.

The facts are spatch's (1.1.1): `spatch --control-flow-to-file` draws its graphs. What C does not have and
these graphs have: a `for` without a condition may end; an `if` with only one arm of `#if` has no way past an
`#elif`; a return under an `if` without `else` leads to an exit of its own.
"""

from __future__ import annotations

from gupcheck.smpl.graph.draft import Draft, Scope
from gupcheck.smpl.graph.points import At, Graph
from gupcheck.smpl.graph.statements import Builder
from gupcheck.syntax.ast import Node


def function_graph(function: Node) -> Graph:
    """Return the graph of a `function_definition`."""
    builder = Builder()
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
    builder = Builder()
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
