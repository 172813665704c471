"""How expressions become nodes at statement level: they stay whole, inside the node that holds them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from gupcheck.flow.draft import Draft, Loose
from gupcheck.flow.graph import Kind, Label
from gupcheck.syntax.ast import Node

Steps: TypeAlias = "Iterator[Steps | None]"
"""Work that is done when it is iterated; what it yields must be done before it goes on, None is nothing to
do.

This is how the builders call each other, so that no nesting in the source uses up Python's stack."""


class Whole:
    """Evaluates an expression as a whole.

    After `decide`, `when_true` and `when_false` are the loose ends of its outcomes.
    """

    heads_decide = True

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.when_true: list[Loose] = []
        self.when_false: list[Loose] = []

    def before(self, expression: Node | None) -> Steps | None:
        """Build what is evaluated before the node that holds `expression`; nothing is, at this level."""
        return None

    def decide(self, head: int, condition: Node) -> Steps | None:
        """Build the decision of `condition`, behind or in the node `head`."""
        self.when_true = [Loose(head, Label.TRUE, condition)]
        self.when_false = [Loose(head, Label.FALSE, condition)]
        return None

    def declare(self, declaration: Node) -> Steps | None:
        """Build a declaration."""
        own = declaration if initialised(declaration) else None
        self.draft.add(Kind.DECLARATION, declaration, own)
        return None


def initialised(declaration: Node) -> list[Node]:
    """Return the init_declarators of a declaration."""
    return [child for child in declaration.children if child.kind == "init_declarator"]
