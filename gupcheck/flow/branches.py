"""Statements that choose: if, switch and `#if`."""

from __future__ import annotations

from gupcheck.flow.builder import Builder, first_named, without_parentheses
from gupcheck.flow.draft import Loose, merge
from gupcheck.flow.evaluate import Steps
from gupcheck.flow.graph import Kind, Label
from gupcheck.flow.jumps import SwitchHead
from gupcheck.syntax.ast import Node


def build_if(builder: Builder, node: Node) -> Steps:
    """Build an `if` with or without an `else`."""
    draft = builder.draft
    head, steps = builder.head(Kind.IF, node)
    yield steps
    when_false, draft.loose = builder.evaluate.when_false, builder.evaluate.when_true
    yield builder.body(node.child("consequence"))
    ends, draft.loose = draft.loose, when_false
    yield builder.body(first_named(node.child("alternative")))
    draft.loose = merge(ends, draft.loose)
    builder.join(head)


def build_switch(builder: Builder, node: Node) -> Steps:
    """Build a switch; its cases tie themselves to it, wherever in its body they stand."""
    draft = builder.draft
    value = without_parentheses(node.child("condition"))
    yield builder.evaluate.before(value)
    head = draft.add(Kind.SWITCH, node, value)
    if not builder.options.spatch_paths:
        draft.loose = []
    switch = SwitchHead(head)
    outer, inner = builder.enter(switch)
    yield builder.body(node.child("body"))
    builder.targets = outer
    draft.loose = merge(draft.loose, inner.breaks)
    if not switch.has_default:
        draft.loose = merge(draft.loose, [Loose(head, Label.NO_CASE)])
    builder.join(head)


def build_case(builder: Builder, node: Node) -> Steps:
    """Build a case with all that stands up to the next one."""
    builder.case(node)
    yield builder.items(node.children)


def build_ifdef(builder: Builder, node: Node) -> Steps:
    """Build an `#if` with all its arms, each of which may be the one that is compiled."""
    draft = builder.draft
    head = draft.add(Kind.IFDEF, node)
    ends: list[Loose] = []
    label, last, arm = Label.TRUE, node, node.child("alternative")
    draft.loose = [Loose(head, label)]
    yield builder.items(node.children)
    while arm:
        ends = merge(ends, draft.loose)
        draft.loose = [Loose(head, Label.FALSE)]
        yield builder.items(arm.children)
        last, arm = arm, arm.child("alternative")
    if last.kind != "preproc_else":
        ends = merge(ends, [Loose(head, Label.FALSE)])
    draft.loose = merge(ends, draft.loose)
    builder.join(head)
