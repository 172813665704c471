"""How expressions become nodes with `short_circuit`: what C may leave out has nodes and edges of its own."""

from __future__ import annotations

from collections.abc import Callable

from gupcheck.flow.draft import Draft, Loose, merge
from gupcheck.flow.evaluate import Steps, Whole, initialised
from gupcheck.flow.graph import Kind, Label
from gupcheck.flow.names import TRANSPARENT, UNEVALUATED
from gupcheck.syntax.ast import Node

_UNEVALUATED_KINDS = frozenset(
    (
        "alignof_expression",
        "generic_expression",
        "macro_type_specifier",
        "offsetof_expression",
        "sizeof_expression",
        "type_descriptor",
    )
)


class ShortCircuit(Whole):
    """Evaluates an expression part by part; FlowNode says what nodes that makes."""

    heads_decide = False

    def __init__(self, draft: Draft, statement: Callable[[Node], Steps | None]) -> None:
        super().__init__(draft)
        self._statement = statement

    def before(self, expression: Node | None) -> Steps | None:
        """Build the values of the outermost operators in `expression`, in source order."""
        operators = _operators(expression) if expression else []
        return self._values(operators) if operators else None

    def decide(self, head: int, condition: Node) -> Steps:
        """Build the tests of `condition`; `head` flows into the first."""
        return self._decide(condition)

    def declare(self, declaration: Node) -> Steps:
        """Build a declaration, one node for each variable that it initialises."""
        variables = initialised(declaration)
        for variable in variables:
            yield self.before(variable)
            self.draft.add(Kind.DECLARATION, declaration, variable)
        if not variables:
            self.draft.add(Kind.DECLARATION, declaration)

    def _decide(self, condition: Node) -> Steps:
        operand, flipped = _stripped(condition)
        steps = self._choice(operand)
        if steps:
            yield steps
        else:
            yield self.before(operand)
            test = self.draft.add(Kind.TEST, operand, operand)
            self.when_true = [Loose(test, Label.TRUE, operand)]
            self.when_false = [Loose(test, Label.FALSE, operand)]
        if flipped:
            self.when_true, self.when_false = self.when_false, self.when_true

    def _choice(self, node: Node) -> Steps | None:
        """Return the steps that decide an operator of several operands, None for any other expression."""
        operands = _operands(node)
        if operands is None:
            return None
        first, last = operands
        if node.kind == "comma_expression":
            return self._decide_last(first, last)
        if node.kind == "conditional_expression":
            return self._decide_conditional(first, node.child("consequence"), last)
        return self._decide_logical(first, last, is_and=any(child.kind == "&&" for child in node.children))

    def _decide_last(self, left: Node, right: Node) -> Steps:
        yield self._evaluate(left, None)
        yield self._decide(right)

    def _decide_logical(self, left: Node, right: Node, *, is_and: bool) -> Steps:
        yield self._decide(left)
        if is_and:
            settled, self.draft.loose = self.when_false, self.when_true
        else:
            settled, self.draft.loose = self.when_true, self.when_false
        yield self._decide(right)
        if is_and:
            self.when_false = merge(settled, self.when_false)
        else:
            self.when_true = merge(settled, self.when_true)

    def _decide_conditional(self, condition: Node, consequence: Node | None, alternative: Node) -> Steps:
        yield self._decide(condition)
        when_true, when_false, otherwise = self.when_true, list[Loose](), self.when_false
        if consequence:
            self.draft.loose = when_true
            yield self._decide(consequence)
            when_true, when_false = self.when_true, self.when_false
        self.draft.loose = otherwise
        yield self._decide(alternative)
        self.when_true = merge(when_true, self.when_true)
        self.when_false = merge(when_false, self.when_false)

    def _values(self, operators: list[Node]) -> Steps:
        for node in operators:
            operands = _operands(node)
            if operands is None:
                yield self._statement_expression(node)
            elif node.kind == "comma_expression":
                yield self._evaluate(operands[0], None)
                yield self._evaluate(operands[1], node)
            elif node.kind == "conditional_expression":
                yield self._conditional(node, *operands)
            else:
                yield self._logical(node)

    def _evaluate(self, operand: Node, gives: Node | None) -> Steps:
        yield self.before(operand)
        self._give(self.draft.add(Kind.EXPRESSION, operand, operand), gives)

    def _give(self, index: int, gives: Node | None) -> None:
        if gives:
            self.draft.gives[index] = gives

    def _statement_expression(self, block: Node) -> Steps:
        yield self._statement(block)
        close = len(self.draft.kinds) - 1
        last = _last_statement(block)
        if last and self.draft.syntax[close - 1] is last and self.draft.kinds[close - 1] is Kind.EXPRESSION:
            self._give(close - 1, block)

    def _conditional(self, node: Node, condition: Node, alternative: Node) -> Steps:
        yield self._decide(condition)
        otherwise, self.draft.loose = self.when_false, self.when_true
        consequence = node.child("consequence")
        if consequence:
            yield self._evaluate(consequence, node)
        else:
            self._give(self.draft.add(Kind.EXPRESSION, condition, condition), node)
        ends, self.draft.loose = self.draft.loose, otherwise
        yield self._evaluate(alternative, node)
        self.draft.loose = merge(ends, self.draft.loose)

    def _logical(self, node: Node) -> Steps:
        yield self._decide(node)
        otherwise, self.draft.loose = self.when_false, self.when_true
        self._give(self.draft.add(Kind.ONE, node), node)
        ends, self.draft.loose = self.draft.loose, otherwise
        self._give(self.draft.add(Kind.ZERO, node), node)
        self.draft.loose = merge(ends, self.draft.loose)


def _operands(node: Node) -> tuple[Node, Node] | None:
    """Return the first and last operand of an operator that has nodes of its own, None for other nodes."""
    kind = node.kind
    if kind == "conditional_expression":
        first, last = node.child("condition"), node.child("alternative")
    elif kind == "comma_expression" or (
        kind == "binary_expression" and any(child.kind in ("&&", "||") for child in node.children)
    ):
        first, last = node.child("left"), node.child("right")
    else:
        return None
    return (first, last) if first and last else None


def _operators(expression: Node) -> list[Node]:
    """Return the outermost operators in `expression` that have nodes of their own, in source order."""
    found: list[Node] = []
    pending = [expression]
    while pending:
        node = pending.pop()
        if node.kind == "compound_statement" or _operands(node):
            found.append(node)
        elif node.children and node.kind not in _UNEVALUATED_KINDS and not _calls(node, UNEVALUATED):
            pending.extend(reversed(node.children))
    return found


def _stripped(condition: Node) -> tuple[Node, bool]:
    """Return what is tested in the end, and whether its truth is the opposite of the condition's."""
    node, flipped = condition, False
    while True:
        inner: Node | None = None
        if node.kind == "unary_expression" and node.children[0].kind == "!":
            inner, flipped = node.child("argument"), not flipped
        elif node.kind == "parenthesized_expression" or _calls(node, TRANSPARENT):
            holder = node if node.kind == "parenthesized_expression" else node.child("arguments")
            named = holder.named_children if holder else ()
            inner = named[0] if len(named) == 1 and named[0].kind != "compound_statement" else None
        if inner is None:
            return node, flipped
        node = inner


def _calls(node: Node, names: frozenset[str]) -> bool:
    if node.kind != "call_expression":
        return False
    function = node.child("function")
    return function is not None and function.text in names


def _last_statement(block: Node) -> Node | None:
    """Return the statement whose value a statement expression has, its labels taken off."""
    node: Node | None = block
    while node is not None and node.kind in ("compound_statement", "labeled_statement"):
        if node is not block and node.kind == "compound_statement":
            return None
        inner = [child for child in node.children if child.named and not child.field]
        node = inner[-1] if inner else None
    return node
