"""The checks of one function: which of them lead to a place, and in words that survive a move of code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from gupcheck.errors.body import graph_of
from gupcheck.errors.expressions import arguments_of, callee_name, key_of, without_wrapping
from gupcheck.errors.summary import Outcome
from gupcheck.flow.dominance import DominatorTree, dominators
from gupcheck.flow.graph import Edge, FlowNode, Kind, Label
from gupcheck.syntax import Unit
from gupcheck.syntax.ast import Node

_DECIDING = frozenset((Label.TRUE, Label.FALSE, Label.CASE, Label.DEFAULT, Label.NO_CASE))


FAILING, OVER, GOING_ON = "fails", "is over", "goes on"
"""What can be said of a call and of a loop over a list, in place of true and false."""

_VERBS = frozenset((FAILING, OVER, GOING_ON))
_TELLING_CALLS = frozenset(("IS_ERR", "IS_ERR_OR_NULL", "PTR_ERR", "IS_ERR_VALUE", "PTR_ERR_OR_ZERO"))


@dataclass(frozen=True, slots=True, order=True)
class Decision:
    """A check with one of its outcomes: `text` are its words, in which a variable that was just set by a call
    is that call; `label` is "true", "false" or the case."""

    text: str
    label: str

    @property
    def shown(self) -> str:
        """Return the decision in words: `pte_alloc(mm, pmd) is true`."""
        return f"{self.text} {self.label}" if self.label in _VERBS else f"{self.text} is {self.label}"

    @property
    def outline(self) -> Decision:
        """Return the decision without the arguments of calls."""
        return Decision(without_arguments(self.text), self.label)

    def is_about(self, callee: str) -> bool:
        """Return whether the check looks at a call of `callee`."""
        return re.search(rf"(?<![\w>.]){re.escape(callee)}\s*\(", self.text) is not None


@dataclass(frozen=True, slots=True)
class Place:
    """Where an outcome is decided: at a node, by `decision`, or where that is None by one before the node."""

    node: int
    decision: Decision | None = None


class Checks:
    """The checks of one variant of a function, found on its graph."""

    def __init__(self, unit: Unit, tree: Node) -> None:
        self.unit = unit
        self.cfg = graph_of(tree, unit.data)

    @cached_property
    def _dominators(self) -> DominatorTree:
        return dominators(self.cfg)

    @cached_property
    def decisions(self) -> frozenset[Decision]:
        """Return every decision that the function can take."""
        edges = (edge for edges in self.cfg.successors if len(edges) > 1 for edge in edges)
        return frozenset(decision for edge in edges if (decision := self._decision(edge)) is not None)

    @cached_property
    def texts(self) -> frozenset[str]:
        """Return the words of every check."""
        return frozenset(decision.text for decision in self.decisions)

    def place_of(self, outcome: Outcome) -> Place | None:
        """Return where `outcome` is decided, None where that is not in this variant."""
        if outcome.cause_line:
            for edge in self._edges_at.get(outcome.cause_line, ()):
                if outcome.cause in (self._raw(edge), self._ifdef(edge)):
                    return Place(edge.source, self._decision(edge))
        node = self._entering(outcome)
        return Place(node.index) if node is not None else None

    def decisions_at(self, place: Place) -> tuple[Decision, ...]:
        """Return the decisions without which the outcome of a place cannot come, the outermost first."""
        own = [place.decision] if place.decision else []
        return tuple(reversed([*own, *self._above(place.node)]))

    def cause_at(self, place: Place) -> Decision | None:
        """Return the last one of `decisions_at`, None where there is none."""
        return place.decision or next(self._above(place.node), None)

    def goes_back(self, decision: Decision) -> bool:
        """Return whether every way on from the decision leads to the check again, and none to a return."""
        for edges in self.cfg.successors:
            for edge in edges:
                if len(edges) > 1 and self._decision(edge) == decision:
                    return self._only_back(edge)
        return False

    def _only_back(self, edge: Edge) -> bool:
        above = set(self._dominators.chain(edge.source)) - {0}
        seen, stack, back = set[int](), [edge.target], False
        while stack:
            index = stack.pop()
            if index in above:
                back = True
                continue
            if index in seen:
                continue
            seen.add(index)
            if self.cfg.nodes[index].kind in (Kind.RETURN, Kind.EXIT):
                return False
            stack.extend(one.target for one in self.cfg.successors[index])
        return back

    def _above(self, index: int) -> Iterator[Decision]:
        """Yield the decisions that every path to a node takes, the last one first."""
        for below, above in pairwise(self._dominators.chain(index)):
            edges = self.cfg.successors[above]
            into = [edge for edge in edges if edge.target == below]
            if len(edges) > 1 and len(into) == 1 and self._entered_once(below, above):
                decision = self._decision(into[0])
                if decision is not None:
                    yield decision

    def _entered_once(self, below: int, above: int) -> bool:
        """Return whether `below` is entered from `above` and, but for loops back to it, from nowhere else."""
        return all(
            edge.source == above or self._dominators.dominates(below, edge.source)
            for edge in self.cfg.predecessors[below]
        )

    @cached_property
    def _edges_at(self) -> dict[int, list[Edge]]:
        """Return the edges of all checks by the line where the check begins, in the order of the nodes."""
        found: dict[int, list[Edge]] = {}
        for node in self.cfg.nodes:
            edges = self.cfg.successors[node.index]
            if len(edges) > 1 and node.syntax is not None:
                found.setdefault(self.unit.position(node.syntax.start)[0], []).extend(edges)
        return found

    def _raw(self, edge: Edge) -> str:
        """Return the edge's decision as outcomes name it."""
        node = self.cfg.nodes[edge.source]
        if node.syntax is None:
            return ""
        text = " ".join(self.unit.text(node.own or node.syntax).split())
        return f"{text} is {self._label(edge)}"

    def _ifdef(self, edge: Edge) -> str:
        node = self.cfg.nodes[edge.source]
        if node.kind is not Kind.IFDEF or node.syntax is None:
            return ""
        return self.unit.text(node.syntax).split("\n")[0]

    def _label(self, edge: Edge) -> str:
        if edge.label is Label.CASE:
            own = self.cfg.nodes[edge.target].own
            return self.unit.text(own) if own else edge.label.value
        return edge.label.value

    def _decision(self, edge: Edge) -> Decision | None:
        node = self.cfg.nodes[edge.source]
        if edge.label not in _DECIDING or node.kind is Kind.IFDEF:
            return None
        if node.kind is Kind.ITERATOR and node.syntax is not None:
            text = tidy(self.unit.text(node.syntax).partition("(")[0])
            return Decision(f"{text}()", GOING_ON if edge.label is Label.TRUE else OVER)
        return Decision(self._words(node.own, node.index), self._label(edge)) if node.own else None

    def _words(self, own: Node, index: int) -> str:
        """Return a check's text, with the call in place of a variable that the call has just set."""
        part = _looked_at(own)
        call = self._just_set(key_of(part), index) if part is not None else None
        if part is None or call is None:
            return tidy(self._text(own.start, own.end))
        before, after = self._text(own.start, part.start), self._text(part.end, own.end)
        return tidy(before + self._text(call.start, call.end) + after)

    def _text(self, start: int, end: int) -> str:
        return self.unit.source.uncommented[start:end].decode("utf-8", "replace")

    def _just_set(self, key: str, index: int) -> Node | None:
        """Return the call that the one way to a node last set `key` from, None where there may be others."""
        while len(self.cfg.predecessors[index]) == 1:
            index = self.cfg.predecessors[index][0].source
            node = self.cfg.nodes[index]
            for part in node.own.walk() if node.own else ():
                if part.kind in ("assignment_expression", "init_declarator"):
                    left = part.child("left") or part.child("declarator")
                    if left is None or _declared(left) != key:
                        continue
                    right = part.child("right") or part.child("value")
                    bare = without_wrapping(right) if right else None
                    return bare if bare is not None and bare.kind == "call_expression" else None
        return None

    def _entering(self, outcome: Outcome) -> FlowNode | None:
        """Return the smallest node on the line where the outcome's value entered that names the value."""
        word = outcome.value.name
        found: list[tuple[bool, int, int, FlowNode]] = []
        for node in self.cfg.nodes:
            place = node.own or node.syntax
            if place is None or not self._spans(place, outcome.origin):
                continue
            names = bool(word) and word in self.unit.text(place)
            found.append((not names, place.end - place.start, node.index, node))
        return min(found)[3] if found else None

    def _spans(self, place: Node, line: int) -> bool:
        return self.unit.position(place.start)[0] <= line <= self.unit.position(place.end)[0]


def _looked_at(own: Node) -> Node | None:
    """Return the variable that a check looks at: `ret` of `ret < 0`, `p` of `IS_ERR(p)`."""
    own = without_wrapping(own)
    if own.kind == "binary_expression":
        left = own.child("left")
        return _looked_at(left) if left else None
    if own.kind == "call_expression" and callee_name(own) in _TELLING_CALLS:
        arguments = arguments_of(own)
        return _looked_at(arguments[0]) if arguments else None
    return own if own.kind == "identifier" else None


def without_arguments(text: str) -> str:
    """Return C's text with nothing between the parentheses of its calls."""
    kept: list[str] = []
    depth = 0
    for position, sign in enumerate(text):
        if sign == ")" and depth:
            depth -= 1
        if not depth:
            kept.append(sign)
        if sign == "(" and (
            depth or (position and (text[position - 1].isalnum() or text[position - 1] == "_"))
        ):
            depth += 1
    return "".join(kept)


def tidy(text: str) -> str:
    """Return C's text on one line, with one blank where there were several."""
    return " ".join(text.split())


def _declared(node: Node) -> str:
    while node.kind in ("pointer_declarator", "array_declarator"):
        inner = node.child("declarator")
        if inner is None:
            return ""
        node = inner
    return key_of(node)


def renamed(decision: Decision, names: Mapping[str, str]) -> Decision:
    """Return a decision in whose words some identifiers have other names."""
    if not names:
        return decision
    text = re.sub(r"\b[A-Za-z_]\w*", lambda word: names.get(word[0], word[0]), decision.text)
    return Decision(text, decision.label)
