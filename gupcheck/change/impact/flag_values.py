"""How a flag goes through one function: which variables may have it, to which callees it is passed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from gupcheck.errors.expressions import arguments_of, callee_name, key_of, without_wrapping
from gupcheck.syntax.ast import Node

_JOINING = frozenset(("|", "+", "^"))
_SETTING = frozenset(("=", "|=", "^=", "+="))


@dataclass(frozen=True, slots=True, order=True)
class PassedFlag:
    """A call that gets a flag: the callee, the place of the argument (from 0), the call's byte offset."""

    callee: str
    place: int
    start: int


class FlagValues:
    """What may hold one of `names`, constants, in a function's tree, where its `parameters` hold it too."""

    def __init__(self, tree: Node, names: Collection[str], parameters: Collection[str] = ()) -> None:
        self._tree = tree
        self._names = frozenset(names)
        self._holders = set(parameters)
        while self._grow():
            pass

    @property
    def holders(self) -> frozenset[str]:
        """Return the variables and fields that may have the flag."""
        return frozenset(self._holders)

    def passed(self) -> Iterator[PassedFlag]:
        """Yield the calls that name their callee and get the flag as an argument."""
        for node in self._tree.walk():
            name = callee_name(node) if node.kind == "call_expression" else ""
            for place, argument in enumerate(arguments_of(node)) if name else ():
                if self._may_have(argument):
                    yield PassedFlag(name, place, node.start)

    def _grow(self) -> bool:
        """Add what is assigned from something that may have the flag; tell whether there was any."""
        size = len(self._holders)
        for node in self._tree.walk():
            if node.kind in ("assignment_expression", "init_declarator"):
                left, right = node.child("left") or node.child("declarator"), _right(node)
                operator = node.child("operator")
                sets = operator is None or operator.text in _SETTING
                key = key_of(left) if left and sets and right and self._may_have(right) else ""
                if key:
                    self._holders.add(key)
        return len(self._holders) > size

    def _may_have(self, node: Node) -> bool:
        node = without_wrapping(node)
        if node.kind == "identifier":
            return node.text in self._names or node.text in self._holders
        if node.kind == "field_expression":
            return key_of(node) in self._holders
        if node.kind == "conditional_expression":
            parts = (node.child("consequence"), node.child("alternative"))
            return any(part is not None and self._may_have(part) for part in parts)
        if node.kind == "assignment_expression":
            right = _right(node)
            return right is not None and self._may_have(right)
        return node.kind == "binary_expression" and self._joined(node)

    def _joined(self, node: Node) -> bool:
        operator, left, right = node.child("operator"), node.child("left"), node.child("right")
        if operator is None or left is None or right is None:
            return False
        if operator.text in _JOINING:
            return self._may_have(left) or self._may_have(right)
        return operator.text == "&" and (self._let_through(left, right) or self._let_through(right, left))

    def _let_through(self, value: Node, mask: Node) -> bool:
        """Return whether a variable that may have the flag keeps it under a mask: `flags & ~OTHER`."""
        constants = {part.text for part in mask.walk() if part.kind == "identifier" and part.text.isupper()}
        inverted = without_wrapping(mask).kind == "unary_expression"
        holds = key_of(value) in self._holders
        named = bool(constants & self._names)
        return holds and (not named if inverted else named or not constants)


def _right(node: Node) -> Node | None:
    return node.child("right") or node.child("value")
