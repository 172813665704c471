"""Lays `struct name { members };` on a definition of a struct or union."""

from __future__ import annotations

from gupcheck.smpl import pattern as p
from gupcheck.smpl.match.env import Env, unique
from gupcheck.smpl.match.expression import ExpressionMatcher
from gupcheck.smpl.match.type import declared, match_declared
from gupcheck.syntax.ast import Node


def match_record(pattern: p.Record, expressions: ExpressionMatcher, top: Node, env: Env) -> list[Env]:
    """Return the environments in which `pattern` is a record that `top` or something in it defines."""
    found: list[Env] = []
    for node in top.walk():
        name, body = node.child("name"), node.child("body")
        if node.kind == f"{pattern.keyword}_specifier" and name is not None and body is not None:
            members = tuple(child for child in body.children if child.kind == "field_declaration")
            for bound in expressions.match(pattern.name, name, env):
                found.extend(_match_members(pattern.members, members, expressions, bound))
    return unique(found)


def _match_members(
    patterns: tuple[p.Pattern, ...], members: tuple[Node, ...], expressions: ExpressionMatcher, env: Env
) -> list[Env]:
    if not patterns:
        return [] if members else [env]
    first, rest = patterns[0], patterns[1:]
    if isinstance(first, p.Dots):
        cuts = range(len(members) + 1)
        return unique(
            [found for cut in cuts for found in _match_members(rest, members[cut:], expressions, env)]
        )
    if not members or not isinstance(first, p.Declaration):
        return []
    envs = _match_member(first, members[0], expressions, env)
    return unique(
        [found for bound in envs for found in _match_members(rest, members[1:], expressions, bound)]
    )


def _match_member(
    pattern: p.Declaration, member: Node, expressions: ExpressionMatcher, env: Env
) -> list[Env]:
    if not isinstance(pattern.type, p.TypePattern):
        return []
    found: list[Env] = []
    for child in member.children:
        if child.field == "declarator":
            type_of = declared(member, child)
            inner = type_of.inner if type_of else None
            if type_of and inner and inner.kind == "field_identifier" and not type_of.arrays:
                for bound in match_declared(expressions.binder, pattern.type, type_of, env):
                    found.extend(expressions.match(pattern.name, inner, bound))
    return unique(found)
