"""The text of a piece of C as spatch prints it: one space where its pretty-printer puts one, comments
gone."""

from __future__ import annotations

from collections.abc import Iterator

from gupcheck.syntax.ast import Node

_SPACED_PARENTS = frozenset(
    ("binary_expression", "assignment_expression", "conditional_expression", "init_declarator")
)
_WORDS = frozenset(("identifier", "field_identifier", "type_identifier", "primitive_type", "number_literal"))


def leaves(node: Node) -> Iterator[tuple[Node, str]]:
    """Yield each leaf below `node` with the kind of its parent, in source order."""
    stack: list[tuple[Node, str]] = [(node, "")]
    while stack:
        current, parent = stack.pop()
        if current.children:
            stack.extend((child, current.kind) for child in reversed(current.children))
        elif current.text:
            yield current, parent


def render(node: Node) -> str:
    """Return `node` as one line of text, re-spaced."""
    pieces: list[str] = []
    previous = ""
    for leaf, parent in leaves(node):
        text = leaf.text
        if pieces and _space_between(previous, text, leaf, parent):
            pieces.append(" ")
        operator = not leaf.named and parent in _SPACED_PARENTS
        pieces.append(f"{text} " if operator or text in (",", ";") else text)
        previous = "" if operator or text in (",", ";") else text
    return "".join(pieces).strip()


def _space_between(previous: str, text: str, leaf: Node, parent: str) -> bool:
    if not previous:
        return False
    if not leaf.named and parent in _SPACED_PARENTS:
        return True
    word_before = previous[-1].isalnum() or previous[-1] in "_\"'"
    word_here = text[0].isalnum() or text[0] in "_\"'"
    return (
        (word_before and word_here)
        or text == "{"
        or previous == "{"
        or text == "}"
        or (word_before and parent == "pointer_declarator")
    )


def canonical(node: Node) -> str:
    """Return a key that two pieces of C share exactly when they have the same tokens."""
    return " ".join(leaf.text for leaf, _ in leaves(node))


def strip(node: Node) -> Node:
    """Return the expression inside of any parentheses around `node`."""
    while node.kind == "parenthesized_expression":
        inner = [child for child in node.children if child.named]
        if len(inner) != 1 or inner[0].kind == "compound_statement":
            break
        node = inner[0]
    return node
