"""The syntax tree that the layers above see: plain Python nodes, made once per function from tree-sitter's.

Tree-sitter's own nodes cost a call into C for every attribute; these do not, and they can be hashed by
identity, pickled and kept.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator


class Node:
    """One node of a function's, a macro's or a declaration's syntax tree.

    `kind` is tree-sitter-c's node type (`if_statement`, `call_expression`, `+`, `{` ...) or one of ours,
    which the
    dialect makes where kernel C has more than C:

    - `iterator_statement` (fields `name`, `arguments`, `body`): `for_each_x(...) body`, and with it
      `scoped_guard(...) body`: look at the name;
    - `range_expression` (fields `left`, `right`): `2 ... 4` in a case label;
    - `ERROR` and `MISSING`, as tree-sitter has them.

    `field` is the field name under which the parent holds the node, or "". `start` and `end` are byte offsets
    into the *original* file, end exclusive. `children` holds named and anonymous nodes (tokens such as `+`,
    `(`), never comments. `text` is the original source of a leaf (a node without children), "" for the
    others:
    use `Unit.text(node)` for those.
    """

    __slots__ = ("children", "end", "field", "kind", "named", "start", "text")

    def __init__(
        self,
        kind: str,
        start: int,
        end: int,
        children: tuple[Node, ...] = (),
        field: str = "",
        text: str = "",
        named: bool = True,
    ) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.children = children
        self.field = field
        self.text = text
        self.named = named

    def __repr__(self) -> str:
        return f"Node({self.kind!r}, {self.start}, {self.end}{', ' + repr(self.text) if self.text else ''})"

    def child(self, field: str) -> Node | None:
        """Return the first child under `field`, or None."""
        for child in self.children:
            if child.field == field:
                return child
        return None

    @property
    def named_children(self) -> tuple[Node, ...]:
        """Return the children that are not mere tokens."""
        return tuple(child for child in self.children if child.named)

    def walk(self) -> Iterator[Node]:
        """Yield this node and all below it, parents first, in source order, at any depth."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            if node.children:
                stack += node.children[::-1]

    def of_kinds(self, kinds: Collection[str]) -> list[Node]:
        """Return those of `walk` that are of some kinds, in its order; takes half the time."""
        found: list[Node] = []
        stack = [self]
        while stack:
            node = stack.pop()
            if node.kind in kinds:
                found.append(node)
            if node.children:
                stack += node.children[::-1]
        return found
