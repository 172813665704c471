"""Loops: while, do, for and the iterator macros."""

from __future__ import annotations

from gupcheck.flow.builder import Builder
from gupcheck.flow.draft import Loose, merge
from gupcheck.flow.evaluate import Steps
from gupcheck.flow.graph import Kind, Label
from gupcheck.flow.jumps import Targets
from gupcheck.flow.names import SINGLE_ROUND
from gupcheck.syntax.ast import Node


def build_while(builder: Builder, node: Node) -> Steps:
    """Build a while loop."""
    head, steps = builder.head(Kind.WHILE, node)
    yield steps
    when_false, builder.draft.loose = builder.evaluate.when_false, builder.evaluate.when_true
    outer, inner = builder.enter()
    yield builder.body(node.child("body"))
    builder.targets = outer
    _repeat(builder, head, inner)
    _leave(builder, head, when_false, inner)


def build_do(builder: Builder, node: Node) -> Steps:
    """Build a do-while loop: a `continue` leads to its test."""
    draft = builder.draft
    head = draft.add(Kind.DO, node)
    outer, inner = builder.enter()
    yield builder.body(node.child("body"))
    builder.targets = outer
    draft.loose = merge(draft.loose, inner.continues)
    test, steps = builder.head(Kind.DO_TEST, node)
    yield steps
    draft.pair(head, test)
    when_false, draft.loose = builder.evaluate.when_false, builder.evaluate.when_true
    draft.tie_loose(head)
    _leave(builder, head, when_false, inner)


def build_for(builder: Builder, node: Node) -> Steps:
    """Build a for loop: a `continue` leads to its update."""
    draft = builder.draft
    yield _part(builder, node.child("initializer"))
    head, steps = builder.head(Kind.FOR, node)
    yield steps
    when_false, draft.loose = builder.evaluate.when_false, builder.evaluate.when_true
    outer, inner = builder.enter()
    yield builder.body(node.child("body"))
    builder.targets = outer
    draft.loose = merge(draft.loose, inner.continues)
    yield _part(builder, node.child("update"))
    draft.tie_loose(head)
    _leave(builder, head, when_false, inner)


def build_iterator(builder: Builder, node: Node) -> Steps:
    """Build a loop that a macro makes: zero or more rounds, unless SINGLE_ROUND has its name."""
    draft = builder.draft
    arguments = node.child("arguments")
    yield builder.evaluate.before(arguments)
    head = draft.add(Kind.ITERATOR, node, arguments)
    name = node.child("name")
    skippable = SINGLE_ROUND.get(name.text) if name else None
    draft.loose = [Loose(head, Label.TRUE)]
    outer, inner = builder.enter()
    yield builder.body(node.child("body"))
    builder.targets = outer
    ends = [] if skippable is False else [Loose(head, Label.FALSE)]
    if skippable is None:
        _repeat(builder, head, inner)
    else:
        ends = merge(ends, merge(draft.loose, inner.continues))
    _leave(builder, head, ends, inner)


def _part(builder: Builder, part: Node | None) -> Steps | None:
    return builder.statement(part) if part else None


def _repeat(builder: Builder, head: int, inner: Targets) -> None:
    builder.draft.loose = merge(builder.draft.loose, inner.continues)
    builder.draft.tie_loose(head)


def _leave(builder: Builder, head: int, ends: list[Loose], inner: Targets) -> None:
    builder.draft.loose = merge(ends, inner.breaks)
    builder.join(head)
