"""Lays a type pattern on a type of C: a type name, or the specifier and declarator of a declaration."""

from __future__ import annotations

from dataclasses import dataclass

from gupcheck.smpl import pattern as p
from gupcheck.smpl.keywords import QUALIFIERS, TYPE_KEYWORDS, normal_type
from gupcheck.smpl.match.bind import Binder
from gupcheck.smpl.match.env import Env, Value
from gupcheck.smpl.match.render import render
from gupcheck.smpl.match.scope import type_words
from gupcheck.syntax.ast import Node

_TYPE_LIKE = frozenset(
    ("identifier", "primitive_type", "type_identifier", "sized_type_specifier", "type_descriptor")
)
_POINTERS = frozenset(("pointer_declarator", "abstract_pointer_declarator"))


@dataclass(frozen=True, slots=True)
class Declared:
    """The type that a declaration gives to one name.

    `base` is the type specifier, `qualifiers` are those beside it, `shown` is its text with them, `stars` are
    the pointers around the name,
    outermost last, with theirs. `arrays` counts the brackets, `inner` is what stands inside of them all.
    """

    base: Node
    qualifiers: frozenset[str]
    shown: str
    stars: tuple[str, ...]
    arrays: int
    inner: Node | None


def declared(holder: Node, declarator: Node | None) -> Declared | None:
    """Return the type that `holder` (a declaration, a parameter, a type name, a function) gives through
    `declarator`, None where it names no type."""
    base = holder.child("type")
    if base is None:
        return None
    words = [render(child) for child in holder.children if child is base or child.kind == "type_qualifier"]
    beside = frozenset(render(child) for child in holder.children if child.kind == "type_qualifier")
    stars: list[str] = []
    arrays = 0
    while declarator is not None and (declarator.kind in _POINTERS or declarator.kind == "array_declarator"):
        if declarator.kind == "array_declarator":
            arrays += 1
        else:
            qualifiers = [render(child) for child in declarator.children if child.kind == "type_qualifier"]
            stars.append(" ".join(["*", *qualifiers]))
        declarator = declarator.child("declarator")
    return Declared(base, beside, " ".join(words), tuple(stars), arrays, declarator)


def match_type(binder: Binder, pattern: p.Pattern, node: Node, env: Env) -> list[Env]:
    """Return the environments in which `pattern` is the type that `node` (a type name or a macro's
    argument) spells."""
    if not isinstance(pattern, p.TypePattern):
        return []
    if node.kind == "type_descriptor" and node.children:
        found = declared(node, node.child("declarator"))
        return match_declared(binder, pattern, found, env) if found else []
    if node.kind not in _TYPE_LIKE or not _spells_type(binder, node.text):
        return []
    shown = render(node)
    words = [word for word in shown.split() if word not in QUALIFIERS]
    stars = words.count("*")
    shown = shown if not pattern.pointers else " ".join(shown.split()[: -pattern.pointers])
    return _match_words(
        binder, pattern, normal_type(" ".join(words).replace("*", "")), stars, shown, node, env
    )


def _spells_type(binder: Binder, text: str) -> bool:
    """Return whether an identifier is a type: made of a type's words by the dialect, or the name of one."""
    return " " in text or "*" in text or text in TYPE_KEYWORDS or binder.scope.is_type_name(text)


def match_declared(binder: Binder, pattern: p.TypePattern, found: Declared, env: Env) -> list[Env]:
    """Return the environments in which `pattern` is the type `found`."""
    if not pattern.qualifiers <= found.qualifiers:
        return []
    if pattern.tag is not None:
        return _match_tag(binder, pattern, found, env)
    kept = found.stars[: max(0, len(found.stars) - pattern.pointers)]
    shown = " ".join([found.shown, *kept])
    return _match_words(binder, pattern, type_words(found.base), len(found.stars), shown, found.base, env)


def match_whole_type(
    binder: Binder, pattern: p.TypePattern, found: Declared, declarator: Node, name: Node, env: Env
) -> list[Env]:
    """Return the environments in which a type metavariable is all that stands around `name` in a
    declaration, brackets and parameters too."""
    around = [token for leaf in _leaves(declarator) if leaf is not name for token in (render(leaf),) if token]
    words = " ".join([type_words(found.base), *(word for word in around if word not in QUALIFIERS)])
    if not pattern.qualifiers <= found.qualifiers:
        return []
    return _match_words(binder, pattern, words, 0, " ".join([found.shown, *around]), found.base, env)


def _leaves(node: Node) -> list[Node]:
    return [part for part in node.walk() if not part.children]


def _match_words(
    binder: Binder, pattern: p.TypePattern, words: str, pointers: int, shown: str, node: Node, env: Env
) -> list[Env]:
    if pattern.base is None:
        return [env] if (pattern.words, pattern.pointers) == (words, pointers) else []
    if pointers < pattern.pointers:
        return []
    key = words + " *" * (pointers - pattern.pointers)
    value = Value("type", key, node, node.start, node.end, shown)
    if not binder.allowed(pattern.base.var, value, env):
        return []
    bound = env.bind(pattern.base.var.name, value)
    return binder.at(pattern.base.positions, node, bound) if bound else []


def _match_tag(binder: Binder, pattern: p.TypePattern, found: Declared, env: Env) -> list[Env]:
    name = found.base.child("name")
    if name is None or len(found.stars) != pattern.pointers:
        return []
    if found.base.kind != f"{pattern.words}_specifier" or not isinstance(pattern.tag, p.Meta):
        return []
    return binder.bind(pattern.tag, name, "identifier", env)
