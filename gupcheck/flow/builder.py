"""What all builders of statements share: the draft, the jumps, and how they call each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from gupcheck.flow.draft import Draft, Loose
from gupcheck.flow.evaluate import Steps, Whole
from gupcheck.flow.graph import Cfg, Kind, Label
from gupcheck.flow.jumps import Jumps, SwitchHead, Targets
from gupcheck.flow.short_circuit import ShortCircuit
from gupcheck.syntax.ast import Node

Handler: TypeAlias = "Callable[[Builder, Node], Steps | None]"


@dataclass(frozen=True, slots=True)
class Options:
    """The options of `build_cfg`."""

    short_circuit: bool = False
    no_return: bool = True
    spatch_paths: bool = False


class Builder:
    """The graph of one function while it grows.

    `handlers` build a statement each, by its kind: what the node stands for is added to the draft, entered
    through the draft's loose ends, and the ways in which it ends normally are left as loose ends.
    """

    def __init__(self, source: bytes, options: Options, handlers: Mapping[str, Handler]) -> None:
        self.source = source
        self.options = options
        self.handlers = handlers
        self.draft = Draft()
        self.evaluate = (
            ShortCircuit(self.draft, self.statement) if options.short_circuit else Whole(self.draft)
        )
        self.jumps = Jumps()
        self.targets = Targets()
        self._displaced: list[Node] = []

    def statement(self, node: Node) -> Steps | None:
        """Build a statement, or an expression that is evaluated by itself: in a `for`, as the body of a
        macro."""
        handler = self.handlers.get(node.kind)
        return handler(self, node) if handler else self._expression(node)

    def _expression(self, node: Node) -> Steps:
        yield self.evaluate.before(node)
        self.draft.add(Kind.EXPRESSION, node, node)

    def items(self, nodes: Iterable[Node]) -> Steps:
        """Build those of the nodes that are statements of a list: named, and under no field."""
        outer, self._displaced = self._displaced, []
        for node in nodes:
            if node.named and not node.field:
                yield self.statement(node)
                if self._displaced:
                    displaced, self._displaced = self._displaced, []
                    yield self.items(displaced)
        self._displaced = outer

    def body(self, node: Node | None) -> Steps | None:
        """Build the statement that another statement governs; None governs nothing.

        Tree-sitter gives a case all statements up to the next one, but without braces C gives it only the
        first: the others then come after the whole statement of the list that this one is part of.
        """
        if node is None:
            return None
        return self._bare_case(node) if node.kind == "case_statement" else self.statement(node)

    def _bare_case(self, node: Node) -> Steps:
        """Build a case that another statement governs.

        Of two such cases in a row, `if (a) case 1: case 2: b();`, tree-sitter gives the second to the list,
        and so does this.
        """
        self.case(node)
        statements = [child for child in node.children if child.named and not child.field]
        if statements:
            yield self.body(statements[0])
            self._displaced += statements[1:]

    def case(self, node: Node) -> None:
        """Add a case or a default without the statements that it governs, and tie it to its switch."""
        value = node.child("value")
        index = self.draft.add(Kind.CASE, node, value)
        switch = self.targets.switch
        if switch:
            switch.has_default |= value is None
            label = Label.CASE if value else Label.DEFAULT
            self.draft.tie([Loose(switch.index, label, value)], index)

    def head(self, kind: Kind, node: Node) -> tuple[int, Steps | None]:
        """Add the head of a statement; return it and the steps after which `evaluate` knows its outcomes."""
        condition = without_parentheses(node.child("condition"))
        head = self.draft.add(kind, node, condition if self.evaluate.heads_decide else None)
        if condition is not None:
            return head, self.evaluate.decide(head, condition)
        endless = kind is Kind.FOR and not self.options.spatch_paths
        self.evaluate.when_true = [Loose(head, Label.TRUE)]
        self.evaluate.when_false = [] if endless else [Loose(head, Label.FALSE)]
        return head, None

    def enter(self, switch: SwitchHead | None = None) -> tuple[Targets, Targets]:
        """Make a loop or `switch` what jumps leave; return the targets outside of it and those inside."""
        outer = self.targets
        if switch:
            self.targets = Targets(continues=outer.continues, switch=switch)
        else:
            self.targets = Targets(switch=outer.switch)
        return outer, self.targets

    def finish(self, function: Node) -> Cfg:
        """Return the graph; nothing more can be built."""
        del self.evaluate  # holds this builder: else the two wait for the garbage collector
        return self.draft.finish(function)

    def join(self, head: int) -> None:
        """Let the loose ends meet where the statement of `head` ends."""
        self.draft.after[head] = self.draft.add(Kind.JOIN)


def first_named(node: Node | None) -> Node | None:
    """Return the first child that is not a mere token, or None."""
    if node is not None:
        for child in node.children:
            if child.named:
                return child
    return None


def without_parentheses(node: Node | None) -> Node | None:
    """Return what stands between the parentheses of an `if`, or `node` itself where that is no expression."""
    if node is not None and node.kind == "parenthesized_expression":
        inner = [child for child in node.children if child.named]
        if len(inner) == 1 and inner[0].kind not in ("compound_statement", "ERROR", "MISSING"):
            return inner[0]
    return node
