"""The text of a piece of C as spatch prints it: its tokens with one space between them, comments gone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gupcheck.syntax.ast import Node

_WORD = re.compile(r"\w+|[^\w\s]")
_ENDED = frozenset(
    (
        "if_statement", "while_statement", "for_statement", "do_statement", "switch_statement",
        "iterator_statement",
    )
)  # fmt: skip
"""Statements behind which spatch has one more token, which is empty."""


def _tokens(node: Node, *, shown: bool) -> Iterator[str]:
    """Yield the tokens of `node` in order; with `shown` also those that only spatch's printer has."""
    stack: list[Node | str] = [node]
    while stack:
        current = stack.pop()
        if isinstance(current, str):
            yield current
        elif current.children:
            if shown and current.kind in _ENDED:
                stack.append("")
            children = current.children
            if (
                shown
                and current.kind == "initializer_list"
                and len(children) > 2
                and children[-2].kind != ","
            ):
                stack.append(children[-1])
                stack.append(",")
                children = children[:-1]
            stack.extend(reversed(children))
        elif current.kind == "number_literal" and current.text[:1] in ("-", "+"):
            yield current.text[0]
            yield current.text[1:].lstrip()
        elif current.kind == "type_descriptor":
            yield from _WORD.findall(current.text)
        elif current.text:
            yield current.text


def render(node: Node) -> str:
    """Return the text that a script sees for `node`."""
    return " ".join(_tokens(node, shown=True))


def canonical(node: Node) -> str:
    """Return a key that two pieces of C share exactly when they have the same tokens."""
    return " ".join(_tokens(node, shown=False))


def strip(node: Node) -> Node:
    """Return the expression inside of any parentheses around `node`."""
    while node.kind == "parenthesized_expression":
        inner = [child for child in node.children if child.named]
        if len(inner) != 1 or inner[0].kind == "compound_statement":
            break
        node = inner[0]
    return node
