"""Lays compound statements of a pattern (if, loops, switch, blocks) on the graph: head, branches, and
where to go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gupcheck.flow.graph import FlowNode, Kind, Label
from gupcheck.smpl import pattern as p
from gupcheck.smpl.env import Env, Value, unique
from gupcheck.smpl.match_list import match_arguments
from gupcheck.smpl.render import canonical, render
from gupcheck.syntax.ast import Node

if TYPE_CHECKING:
    from gupcheck.smpl.match_path import PathMatcher

_LOOPS = {"while": Kind.WHILE, "do": Kind.DO, "for": Kind.FOR}


def match_compound(paths: PathMatcher, pattern: p.Pattern, node: FlowNode, env: Env) -> list[Env]:
    """Return the environments in which the compound statement `pattern` begins at `node`, branches
    included."""
    if isinstance(pattern, p.If):
        return _if(paths, pattern, node, env)
    if isinstance(pattern, p.Loop):
        return _loop(paths, pattern, node, env)
    if isinstance(pattern, p.IteratorLoop):
        return _iterator(paths, pattern, node, env)
    if isinstance(pattern, p.Switch):
        return _switch(paths, pattern, node, env)
    if isinstance(pattern, p.Block):
        return _block(paths, pattern, node, env)
    return []


def bind_statement(paths: PathMatcher, pattern: p.Meta, syntax: Node | None, env: Env) -> list[Env]:
    """Return `env` with a statement metavariable bound to the statement `syntax`."""
    if syntax is None:
        return []
    value = Value("statement", canonical(syntax), syntax, syntax.start, syntax.end, render(syntax))
    bound = env.bind(pattern.var.name, value)
    return paths.binder.at(pattern.positions, syntax, bound) if bound else []


def _keyword(paths: PathMatcher, positions: tuple[str, ...], syntax: Node, word: str, env: Env) -> list[Env]:
    bound = paths.binder.positions(positions, syntax.start, syntax.start + len(word), env)
    return [bound] if bound else []


def _entry(paths: PathMatcher, node: FlowNode, label: Label) -> FlowNode | None:
    """Return the node that the edge labelled `label` leads to."""
    for edge in paths.cfg.successors[node.index]:
        if edge.label is label:
            return paths.cfg.nodes[edge.target]
    return None


def _if(paths: PathMatcher, pattern: p.If, node: FlowNode, env: Env) -> list[Env]:
    if node.kind is not Kind.IF or node.syntax is None or node.own is None:
        return []
    found = _if_as_written(paths, pattern, node, env)
    if pattern.otherwise is not None and "neg_if" not in paths.binder.disabled:
        turned = p.If(_negated(pattern.test), pattern.otherwise, pattern.then, pattern.positions)
        if not isinstance(pattern.test, p.Dots | p.Meta):
            found = [*found, *_if_as_written(paths, turned, node, env)]
    return unique(found)


def _negated(test: p.Pattern) -> p.Pattern:
    if isinstance(test, p.Binary) and test.op in ("==", "!="):
        return p.Binary("!=" if test.op == "==" else "==", test.left, test.right, test.positions)
    if isinstance(test, p.Unary) and test.op == "!":
        return test.argument
    return p.Unary("!", test)


def _if_as_written(paths: PathMatcher, pattern: p.If, node: FlowNode, env: Env) -> list[Env]:
    syntax = node.syntax
    if syntax is None or node.own is None:
        return []
    alternative = syntax.child("alternative")
    drop = _may_drop_else(paths, pattern)
    if (alternative is None) != (pattern.otherwise is None) and not (alternative is None and drop):
        return []
    envs = _keyword(paths, pattern.positions, syntax, "if", env)
    envs = [found for bound in envs for found in paths.test(pattern.test, node.own, bound)]
    then = syntax.child("consequence")
    envs = [
        found
        for bound in envs
        for found in branch(paths, pattern.then, _entry(paths, node, Label.TRUE), then, bound)
    ]
    if pattern.otherwise is None or alternative is None:
        return unique(envs)
    otherwise = next((child for child in alternative.children if child.named), None)
    entry = _entry(paths, node, Label.FALSE)
    return unique(
        [found for bound in envs for found in branch(paths, pattern.otherwise, entry, otherwise, bound)]
    )


def _may_drop_else(paths: PathMatcher, pattern: p.If) -> bool:
    """Return whether an `else S` of the pattern also stands for no else: S is a metavariable that occurs
    just here."""
    other = pattern.otherwise
    return (
        isinstance(other, p.Meta)
        and not other.positions
        and "drop_else" not in paths.binder.disabled
        and paths.occurrences(other.var.name) == 1
    )


def branch(
    paths: PathMatcher, pattern: p.Pattern, entry: FlowNode | None, syntax: Node | None, env: Env
) -> list[Env]:
    """Return the environments in which `pattern` is the branch `syntax`, whose first node is `entry`."""
    if syntax is None or entry is None:
        return []
    if isinstance(pattern, p.Meta):
        return bind_statement(paths, pattern, syntax, env)
    if isinstance(pattern, p.Disj | p.Conj):
        return _group(paths, pattern, entry, syntax, env)
    if isinstance(pattern, p.Sequence):
        return branch(paths, pattern.elements[0], entry, syntax, env) if len(pattern.elements) == 1 else []
    if not isinstance(pattern, p.Block):
        return unique([found for found, _ in paths.element(pattern, entry.index, env)])
    if syntax.kind == "compound_statement":
        return _block(paths, pattern, entry, env)
    return _unbraced(paths, pattern, entry, syntax, env)


def _group(
    paths: PathMatcher, pattern: p.Disj | p.Conj, entry: FlowNode, syntax: Node, env: Env
) -> list[Env]:
    if isinstance(pattern, p.Conj):
        envs = [env]
        for part in pattern.alternatives:
            envs = [found for bound in envs for found in branch(paths, part, entry, syntax, bound)]
        return unique(envs)
    found: list[Env] = []
    for part in pattern.alternatives:
        new = branch(paths, part, entry, syntax, env)
        found += [candidate for candidate in new if not any(old.agrees(candidate) for old in found)]
    return found


def _unbraced(paths: PathMatcher, pattern: p.Block, entry: FlowNode, syntax: Node, env: Env) -> list[Env]:
    """Match `{ ... S ... }` on a branch without braces, as the isomorphisms braces0 to braces4 have it."""
    inner = [part for part in pattern.body.elements if not isinstance(part, p.Dots)]
    if not inner:
        return [env] if pattern.body.elements else []
    if syntax.kind == "goto_statement":
        return paths.rest(
            pattern.body.elements, (entry.index,), env, frozenset((paths.cfg.exit.index,)), None
        )
    return branch(paths, inner[0], entry, syntax, env) if len(inner) == 1 else []


def _block(paths: PathMatcher, pattern: p.Block, node: FlowNode, env: Env) -> list[Env]:
    if node.kind is not Kind.OPEN or node.mate is None:
        return []
    return paths.rest(pattern.body.elements, paths.next_of(node.index), env, frozenset({node.mate}), None)


def _loop(paths: PathMatcher, pattern: p.Loop, node: FlowNode, env: Env) -> list[Env]:
    if node.kind is not _LOOPS[pattern.kind] or node.syntax is None:
        return []
    envs = _keyword(paths, pattern.positions, node.syntax, pattern.kind, env)
    if pattern.kind == "for":
        for part, field in (
            (pattern.init, "initializer"),
            (pattern.test, "condition"),
            (pattern.update, "update"),
        ):
            envs = [
                found for bound in envs for found in _for_part(paths, part, node.syntax.child(field), bound)
            ]
    else:
        test = node.syntax.child("condition")
        envs = [found for bound in envs for found in paths.test(pattern.test, test, bound)] if test else []
    body = node.syntax.child("body")
    entry = _entry(paths, node, Label.TRUE) if pattern.kind != "do" else _entry(paths, node, Label.NEXT)
    return unique([found for bound in envs for found in branch(paths, pattern.body, entry, body, bound)])


def _for_part(paths: PathMatcher, pattern: p.Pattern | None, node: Node | None, env: Env) -> list[Env]:
    if isinstance(pattern, p.Dots):
        return [env]
    if pattern is None or node is None:
        return [env] if pattern is None and node is None else []
    return paths.expressions.match(pattern, node, env)


def _iterator(paths: PathMatcher, pattern: p.IteratorLoop, node: FlowNode, env: Env) -> list[Env]:
    if node.kind is not Kind.ITERATOR or node.syntax is None:
        return []
    name, arguments = node.syntax.child("name"), node.syntax.child("arguments")
    if name is None or arguments is None:
        return []
    envs = paths.expressions.match(pattern.name, name, env)
    nodes = arguments.named_children
    envs = [
        found
        for bound in envs
        for found in match_arguments(paths.expressions, pattern.arguments, nodes, bound)
    ]
    entry, body = _entry(paths, node, Label.TRUE), node.syntax.child("body")
    return unique([found for bound in envs for found in branch(paths, pattern.body, entry, body, bound)])


def _switch(paths: PathMatcher, pattern: p.Switch, node: FlowNode, env: Env) -> list[Env]:
    """Match a switch; a body that begins with a case label begins at any such label of this switch."""
    if node.kind is not Kind.SWITCH or node.syntax is None or node.own is None:
        return []
    envs = _keyword(paths, pattern.positions, node.syntax, "switch", env)
    envs = [found for bound in envs for found in paths.test(pattern.value, node.own, bound)]
    body = node.syntax.child("body")
    opening = next((n for n in paths.cfg.nodes if n.kind is Kind.OPEN and n.syntax is body), None)
    if isinstance(pattern.body, p.Meta):
        return [found for bound in envs for found in bind_statement(paths, pattern.body, body, bound)]
    if not isinstance(pattern.body, p.Block) or opening is None or opening.mate is None:
        return []
    starts = tuple(
        edge.target for edge in paths.cfg.successors[node.index] if edge.label in (Label.CASE, Label.DEFAULT)
    )
    elements, ends = pattern.body.body.elements, frozenset({opening.mate})
    return unique(
        [e for bound in envs for start in starts for e in paths.rest(elements, (start,), bound, ends, None)]
    )
