"""Lays a type pattern on a type of C: a type name, or the specifier and declarator of a declaration."""

from __future__ import annotations

from gupcheck.smpl import pattern as p
from gupcheck.smpl.bind import Binder
from gupcheck.smpl.env import Env, Value
from gupcheck.smpl.render import leaves
from gupcheck.smpl.types import type_words
from gupcheck.syntax.ast import Node


def match_type(binder: Binder, pattern: p.Pattern, node: Node, env: Env) -> list[Env]:
    """Return the environments in which `pattern` is the type that `node` (a type name or a macro's
    argument) spells."""
    if not isinstance(pattern, p.TypePattern):
        return []
    if node.kind == "type_descriptor":
        base = node.child("type")
        stars = sum(part.kind == "abstract_pointer_declarator" for part in node.walk())
        return match_declared(binder, pattern, base, stars, env) if base else []
    text = "".join(leaf.text + " " for leaf, _ in leaves(node)).replace("const ", "").strip()
    stars = text.count("*")
    return _match_words(binder, pattern, text.replace("*", "").strip(), stars, node, env)


def match_declared(binder: Binder, pattern: p.TypePattern, base: Node, pointers: int, env: Env) -> list[Env]:
    """Return the environments in which `pattern` is the type made of the specifier `base` and `pointers`
    stars."""
    if pattern.tag is not None:
        return _match_tag(binder, pattern, base, pointers, env)
    return _match_words(binder, pattern, type_words(base), pointers, base, env)


def _match_words(
    binder: Binder, pattern: p.TypePattern, words: str, pointers: int, node: Node, env: Env
) -> list[Env]:
    if pattern.base is None:
        return [env] if (pattern.words, pattern.pointers) == (words, pointers) else []
    if pointers < pattern.pointers:
        return []
    key = words + " *" * (pointers - pattern.pointers)
    if not binder.allowed(pattern.base.var, key, env):
        return []
    bound = env.bind(pattern.base.var.name, Value("type", key, node, node.start, node.end, key))
    return binder.at(pattern.base.positions, node, bound) if bound else []


def _match_tag(binder: Binder, pattern: p.TypePattern, base: Node, pointers: int, env: Env) -> list[Env]:
    name = base.child("name")
    if name is None or pointers != pattern.pointers or base.kind != f"{pattern.words}_specifier":
        return []
    return binder.bind(pattern.tag, name, "identifier", env) if isinstance(pattern.tag, p.Meta) else []
