"""The types of expressions as far as one file tells them: declarations, parameters, prototypes, struct
fields."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from gupcheck.smpl.keywords import normal_type
from gupcheck.smpl.match.render import render, strip
from gupcheck.syntax.ast import Node


@dataclass(frozen=True, slots=True)
class CType:
    """A type: its normal words (`struct foo`, `unsigned int`) and how many stars or brackets it has."""

    words: str
    pointers: int = 0


_TYPE_NAME = re.compile(r"(?:__)?(?:[us]|le|be)(?:8|16|32|64)$|\w+_t$|bool$")
INT = CType("int")
_SPECIFIERS = frozenset(
    (
        "struct_specifier",
        "union_specifier",
        "enum_specifier",
        "primitive_type",
        "sized_type_specifier",
        "type_identifier",
    )
)
_COMPARISONS = frozenset(("==", "!=", "<", ">", "<=", ">=", "&&", "||"))


@dataclass(slots=True)
class Scope:
    """Names that are visible in one place, and their types."""

    variables: dict[str, CType] = field(default_factory=dict)
    functions: dict[str, CType] = field(default_factory=dict)
    typedefs: dict[str, CType] = field(default_factory=dict)
    fields: dict[tuple[str, str], CType] = field(default_factory=dict)

    def is_type_name(self, word: str) -> bool:
        """Return whether an identifier names a type: by a typedef of the file, or by the looks of it."""
        return word in self.typedefs or _TYPE_NAME.match(word) is not None

    def inner(self) -> Scope:
        """Return a scope within this one: its variables hide the outer ones."""
        return Scope(dict(self.variables), self.functions, self.typedefs, self.fields)

    def resolve(self, ctype: CType) -> CType:
        """Return `ctype` with its typedefs replaced by what they stand for."""
        for _ in range(10):
            target = self.typedefs.get(ctype.words)
            if target is None:
                break
            ctype = CType(target.words, target.pointers + ctype.pointers)
        return ctype


def type_words(node: Node) -> str:
    """Return the normal words of a type specifier."""
    if node.kind in ("struct_specifier", "union_specifier", "enum_specifier"):
        name = node.child("name")
        keyword = node.kind.split("_")[0]
        return f"{keyword} {name.text if name else ''}".strip()
    return normal_type(render(node))


def declared(node: Node) -> list[tuple[str, CType, bool]]:
    """Return (name, type, is it a function) for each name that a declaration, parameter or field declares."""
    base = node.child("type")
    if base is None or base.kind not in _SPECIFIERS:
        return []
    words = type_words(base)
    found = []
    for child in node.children:
        if child.field == "declarator":
            name, pointers, function = _declarator(child)
            if name:
                found.append((name, CType(words, pointers), function))
    return found


def _declarator(node: Node) -> tuple[str, int, bool]:
    pointers, function = 0, False
    while True:
        if node.kind in ("pointer_declarator", "array_declarator", "abstract_pointer_declarator"):
            pointers += 1
        elif node.kind in ("function_declarator", "abstract_function_declarator"):
            function = True
        elif node.kind in ("identifier", "field_identifier", "type_identifier"):
            return node.text, pointers, function
        inner = node.child("declarator")
        if inner is None:
            inner = next(
                (child for child in node.children if child.named and "declarator" in child.kind), None
            )
        if inner is None:
            inner = next(
                (child for child in node.children if child.kind in ("identifier", "field_identifier")), None
            )
        if inner is None:
            return "", pointers, function
        node = inner


def collect(scope: Scope, nodes: tuple[Node, ...]) -> None:
    """Add to `scope` what the file-level declarations and records in `nodes` say."""
    for top in nodes:
        for node in top.walk():
            if node.kind == "type_definition":
                for name, ctype, _ in declared(node):
                    scope.typedefs[name] = ctype
            elif node.kind in ("struct_specifier", "union_specifier") and node.child("body"):
                _collect_record(scope, node)
            elif node.kind == "declaration":
                for name, ctype, function in declared(node):
                    (scope.functions if function else scope.variables)[name] = ctype


def _collect_record(scope: Scope, record: Node) -> None:
    owner = type_words(record)
    body = record.child("body")
    for member in body.children if body else ():
        if member.kind == "field_declaration":
            for name, ctype, _ in declared(member):
                scope.fields[owner, name] = ctype


def function_scope(outer: Scope, function: Node) -> tuple[Scope, frozenset[str]]:
    """Return the scope inside of `function`, and the names that are local to it (parameters too)."""
    scope = outer.inner()
    local: set[str] = set()
    for node in function.walk():
        if node.kind in ("declaration", "parameter_declaration"):
            for name, ctype, is_function in declared(node):
                if not is_function or node.kind == "parameter_declaration":
                    scope.variables[name] = ctype
                    local.add(name)
    return scope, frozenset(local)


def type_of(scope: Scope, node: Node) -> CType | None:
    """Return the type of the expression `node`, or None where the file does not tell.

    It does not for a string, which is an array to spatch: no pointer type fits it.
    """
    node = strip(node)
    reader = _READERS.get(node.kind)
    return reader(scope, node) if reader else None


def _identifier(scope: Scope, node: Node) -> CType | None:
    return scope.variables.get(node.text)


def _number(scope: Scope, node: Node) -> CType | None:
    return CType("double") if "." in node.text else INT


def _call(scope: Scope, node: Node) -> CType | None:
    function = node.child("function")
    return scope.functions.get(function.text) if function and function.kind == "identifier" else None


def _field(scope: Scope, node: Node) -> CType | None:
    base, name = node.child("argument"), node.child("field")
    owner = type_of(scope, base) if base else None
    if owner is None or name is None:
        return None
    return scope.fields.get((scope.resolve(owner).words, name.text))


def _dereferenced(scope: Scope, node: Node) -> CType | None:
    argument, operator = node.child("argument"), node.child("operator")
    inner = type_of(scope, argument) if argument else None
    if inner is None:
        return None
    if operator and operator.text == "&":
        return CType(inner.words, inner.pointers + 1)
    inner = inner if inner.pointers else scope.resolve(inner)
    return CType(inner.words, inner.pointers - 1) if inner.pointers else None


def _cast(scope: Scope, node: Node) -> CType | None:
    descriptor = node.child("type")
    base = descriptor.child("type") if descriptor else None
    if descriptor is None or base is None:
        return None
    stars = sum(part.kind == "abstract_pointer_declarator" for part in descriptor.walk())
    return CType(type_words(base), stars)


def _unary(scope: Scope, node: Node) -> CType | None:
    operator, argument = node.child("operator"), node.child("argument")
    return INT if operator and operator.text == "!" else type_of(scope, argument) if argument else None


def _binary(scope: Scope, node: Node) -> CType | None:
    operator, left, right = node.child("operator"), node.child("left"), node.child("right")
    if operator and operator.text in _COMPARISONS:
        return INT
    first = type_of(scope, left) if left else None
    second = type_of(scope, right) if right else None
    if first and (first.pointers or second is None):
        return first
    if second and second.pointers:
        return second
    return first if first == second else first or second


def _left(scope: Scope, node: Node) -> CType | None:
    left = node.child("left") or node.child("argument")
    return type_of(scope, left) if left else None


def _chosen(scope: Scope, node: Node) -> CType | None:
    branch = node.child("consequence") or node.child("alternative")
    return type_of(scope, branch) if branch else None


def _size(scope: Scope, node: Node) -> CType | None:
    return CType("unsigned long")


_READERS = {
    "identifier": _identifier,
    "number_literal": _number,
    "char_literal": _number,
    "call_expression": _call,
    "field_expression": _field,
    "subscript_expression": _dereferenced,
    "pointer_expression": _dereferenced,
    "cast_expression": _cast,
    "unary_expression": _unary,
    "binary_expression": _binary,
    "assignment_expression": _left,
    "update_expression": _left,
    "conditional_expression": _chosen,
    "sizeof_expression": _size,
}
