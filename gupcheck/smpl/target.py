"""What rules are laid on: the places of one parsed file, with graphs and types that are made once for all
rules."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property

from gupcheck.flow import build_cfg
from gupcheck.flow.graph import Cfg
from gupcheck.model import Location
from gupcheck.smpl.graph.build import declaration_graph, function_graph, macro_graph
from gupcheck.smpl.graph.points import Graph
from gupcheck.smpl.match.scope import CType, Scope, collect, declared, function_scope, type_words
from gupcheck.source.holding import Spans
from gupcheck.source.prefilter import Formula
from gupcheck.syntax import Declaration, Function, Macro, Unit
from gupcheck.syntax.ast import Node

TOP_LEVEL = "something_else"
"""What spatch calls the current element outside of functions."""


class Place:
    """One function (in one variant of its `#if` arms), macro body or declaration."""

    def __init__(self, target: Target, name: str, node: Node, *, graph: bool, macro: bool = False) -> None:
        self.target = target
        self.name = name
        self.node = node
        self.has_graph = graph
        self.is_macro = macro

    @cached_property
    def cfg(self) -> Cfg:
        """Return the statement-level graph of the place, which must have one."""
        return build_cfg(self.node, self.target.unit.data, no_return=False)

    @cached_property
    def graph(self) -> Graph:
        """Return the graph that patterns are laid on."""
        if not self.has_graph:
            return declaration_graph(self.node)
        if self.is_macro:
            return macro_graph(self.node, self.target.unit.data)
        return function_graph(self.node)

    @cached_property
    def _scope(self) -> tuple[Scope, frozenset[str]]:
        if self.has_graph and not self.is_macro:
            return function_scope(self.target.scope, self.node)
        return self.target.scope, frozenset()

    @property
    def scope(self) -> Scope:
        """Return the names that are visible in the place, with their types."""
        return self._scope[0]

    @property
    def local(self) -> frozenset[str]:
        """Return the names of the parameters and variables of the function."""
        return self._scope[1]


class Target:
    """A parsed file as the rules see it; hand the same one to every rule, since it keeps what they share."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self._functions: dict[int, tuple[Place, ...]] = {}
        self._macros: dict[int, tuple[Place, ...]] = {}
        self._function_spans = _spans(unit, unit.functions)
        self._macro_spans = _spans(unit, unit.macros)
        self._declaration_spans = _spans(unit, unit.declarations)

    def places(self, words: Formula) -> Iterator[Place]:
        """Yield the functions and macro bodies that hold `words`, in source order."""
        for number in self._function_spans.holding(words):
            if number not in self._functions:
                self._functions[number] = self._function_places(self.unit.functions[number])
            yield from self._functions[number]
        for number in self._macro_spans.holding(words):
            if number not in self._macros:
                self._macros[number] = self._macro_places(self.unit.macros[number])
            yield from self._macros[number]

    def declarations(self, words: Formula) -> Iterator[Place]:
        """Yield what stands at file level outside of functions and holds `words`, in source order."""
        for number in self._declaration_spans.holding(words):
            for node in self.unit.declarations[number].nodes:
                yield Place(self, TOP_LEVEL, node, graph=False)

    def initialised_at(self, offset: int) -> str:
        """Return the name of the file-level variable whose initialiser is around byte `offset`, or ""."""
        around = [one for one in self.unit.declarations if one.start <= offset < one.end]
        for node in (node for declaration in around for node in declaration.nodes):
            if node.start <= offset < node.end and node.kind == "declaration":
                names = declared(node)
                return (
                    names[0][0] if names and any(c.kind == "init_declarator" for c in node.children) else ""
                )
        return ""

    def _function_places(self, function: Function) -> tuple[Place, ...]:
        return tuple(Place(self, function.name, tree, graph=True) for tree in function.trees())

    def _macro_places(self, macro: Macro) -> tuple[Place, ...]:
        return tuple(Place(self, macro.name, tree, graph=True, macro=True) for tree in macro.trees())

    @cached_property
    def scope(self) -> Scope:
        """Return what the declarations of the file say about types."""
        scope = Scope()
        collect(scope, self.unit.top_level)
        for function in self.unit.functions:
            for tree in function.trees()[:1]:
                base, declarator = tree.child("type"), tree.child("declarator")
                if base is not None and declarator is not None:
                    stars = sum(part.kind == "pointer_declarator" for part in _before_parameters(declarator))
                    scope.functions[function.name] = CType(type_words(base), stars)
        return scope

    @cached_property
    def _starts(self) -> list[int]:
        return [function.start for function in self.unit.functions]

    def element_at(self, offset: int) -> str:
        """Return the name of the function around byte `offset`, "" outside of functions."""
        index = bisect_right(self._starts, offset) - 1
        if index >= 0 and offset < self.unit.functions[index].end:
            return self.unit.functions[index].name
        return ""

    def location(self, start: int, end: int) -> Location:
        """Return the span of bytes `start` to `end` as a location of the file."""
        line, column = self.unit.position(start)
        end_line, end_column = self.unit.position(max(end, start))
        text = self.unit.line_text(line)
        end_text = text if end_line == line else self.unit.line_text(end_line)
        return Location(self.unit.path, line, column + 1, end_line, end_column + 1, text, end_text)


def _spans(unit: Unit, parts: Iterable[Function | Macro | Declaration]) -> Spans:
    return Spans(unit.data, ((part.start, part.end) for part in parts))


def _before_parameters(declarator: Node) -> Iterator[Node]:
    """Yield the declarators around a function's name, its parameters' not included."""
    node: Node | None = declarator
    while node is not None:
        yield node
        node = node.child("declarator")
