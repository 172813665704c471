"""What is refused before a script ever runs: every node, name, attribute and import is looked up here."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from gupcheck.smpl.script.attributes import KNOWN
from gupcheck.smpl.script.budget import MAX_DEPTH, MAX_INT_BITS
from gupcheck.smpl.script.coccilib import IMPORTABLE
from gupcheck.smpl.script.errors import RefusalError, ScriptError
from gupcheck.smpl.script.expressions import EXPRESSIONS
from gupcheck.smpl.script.operators import BINARY
from gupcheck.smpl.script.scope import is_unsupported_builtin, unsupported_builtin
from gupcheck.smpl.script.source import Place
from gupcheck.smpl.script.statements import STATEMENTS

_PARTS = (
    ast.Module,
    ast.Expression,
    ast.expr_context,
    ast.boolop,
    ast.unaryop,
    ast.cmpop,
    ast.Slice,
    ast.Starred,
    ast.comprehension,
    ast.ExceptHandler,
    ast.arguments,
    ast.arg,
    ast.keyword,
    ast.alias,
)
_WORDS = {
    "ClassDef": "class definition",
    "Yield": "yield",
    "YieldFrom": "yield from",
    "NamedExpr": "':=' assignment",
    "With": "with statement",
    "AsyncFunctionDef": "async function",
    "Await": "await",
    "Nonlocal": "nonlocal",
    "AnnAssign": "annotated assignment",
    "Match": "match statement",
    "TryStar": "except* clause",
    "MatMult": "'@' operator",
}
_PLAIN = "Write it without, with assignments, if, for, functions and calls."


def _refuse(construct: str, hint: str = _PLAIN) -> RefusalError:
    return RefusalError(
        f"{construct[0].upper()}{construct[1:]} is not supported in rule files.", construct, hint
    )


def _nodes(tree: ast.AST) -> Iterator[tuple[ast.AST, ast.AST]]:
    """Yield every node and the nearest one at or above it that has a position; no recursion.

    Raises RefusalError below MAX_DEPTH levels.
    """
    stack: list[tuple[ast.AST, ast.AST, int]] = [(tree, tree, 0)]
    while stack:
        node, at, depth = stack.pop()
        at = node if hasattr(node, "lineno") else at
        yield node, at
        if depth > MAX_DEPTH:
            raise RefusalError(
                f"Code nests deeper than {MAX_DEPTH} levels.", "nesting limit", "Split the expression."
            )
        children = [(child, at, depth + 1) for child in ast.iter_child_nodes(node)]
        stack.extend(reversed(children))


def _check_constant(node: ast.Constant) -> None:
    if isinstance(node.value, bytes | complex) or node.value is ...:
        raise _refuse(f"a {type(node.value).__name__} constant")
    if isinstance(node.value, int) and node.value.bit_length() > MAX_INT_BITS:
        raise _refuse(f"an integer of {node.value.bit_length()} bits")


def _check_attribute(node: ast.Attribute) -> None:
    exported = isinstance(node.value, ast.Name) and node.value.id == "coccinelle"
    if node.attr.startswith("_") or (node.attr not in KNOWN and not exported):
        raise RefusalError(
            f"The attribute '.{node.attr}' is not available to rule files.",
            f"attribute {node.attr}",
            "There are the methods of strings and containers, and a position's .line, .column and the like.",
        )
    if not isinstance(node.ctx, ast.Load) and not exported:
        raise _refuse(
            f"assignment to the attribute '.{node.attr}'", "Only coccinelle.name can be assigned to."
        )


def _check_import(node: ast.Import | ast.ImportFrom) -> None:
    origin = node.module or "" if isinstance(node, ast.ImportFrom) else ""
    for alias in node.names:
        module = origin or alias.name
        if module not in IMPORTABLE or (isinstance(node, ast.ImportFrom) and node.level):
            raise _refuse(f"import of {module or '.'}", "Rule files can import re and coccilib alone.")
        if origin and alias.name != "*" and alias.name not in IMPORTABLE[module].members:
            raise _refuse(
                f"import of {origin}.{alias.name}", "It is not a part of that module that is supported."
            )


def _check_function(node: ast.FunctionDef | ast.Lambda) -> None:
    if isinstance(node, ast.FunctionDef) and node.decorator_list:
        raise _refuse("a decorator")
    if node.args.vararg or node.args.kwarg:
        raise _refuse("a parameter with * or **", "Name every parameter.")


def _check_names(node: ast.AST) -> None:
    """Refuse dunder names wherever they are bound or read."""
    name = getattr(node, "id", None) or getattr(node, "arg", None)
    if isinstance(node, ast.ExceptHandler | ast.FunctionDef):
        name = node.name
    if isinstance(name, str) and name.startswith("__"):
        raise _refuse(f"the name {name}", "Use a name without leading underscores.")


def _check_call(node: ast.Call, defined: frozenset[str]) -> None:
    """Refuse the call of a built-in function that scripts do not get.

    Such a name may well be that of a variable (`type << r.type`), so that only a call is refused this early.
    """
    if (
        isinstance(node.func, ast.Name)
        and is_unsupported_builtin(node.func.id)
        and node.func.id not in defined
    ):
        raise unsupported_builtin(node.func.id)


def _check_rest(node: ast.AST) -> None:
    if isinstance(node, ast.Starred) and not isinstance(node.ctx, ast.Load):
        raise _refuse("a starred assignment target")
    if isinstance(node, ast.keyword) and node.arg is None:
        raise _refuse("a call with **", "Name every argument.")
    if isinstance(node, ast.Dict) and None in node.keys:
        raise _refuse("a dict display with **")
    if isinstance(node, ast.comprehension) and node.is_async:
        raise _refuse("an async comprehension")


def _check_node(node: ast.AST, defined: frozenset[str]) -> None:
    kind = type(node)
    if (
        kind not in EXPRESSIONS
        and kind not in STATEMENTS
        and kind not in BINARY
        and not isinstance(node, _PARTS)
    ):
        raise _refuse(_WORDS.get(kind.__name__, f"'{kind.__name__}'"))
    _check_names(node)
    if isinstance(node, ast.Constant):
        _check_constant(node)
    elif isinstance(node, ast.Attribute):
        _check_attribute(node)
    elif isinstance(node, ast.Import | ast.ImportFrom):
        _check_import(node)
    elif isinstance(node, ast.FunctionDef | ast.Lambda):
        _check_function(node)
    elif isinstance(node, ast.Call):
        _check_call(node, defined)
    else:
        _check_rest(node)


def _misplaced(body: list[ast.stmt], *, function: bool, loop: bool) -> Iterator[ast.stmt]:
    """Yield every `return` outside of a function and every `break` and `continue` outside of a loop."""
    for node in body:
        leaves_loop = isinstance(node, ast.Break | ast.Continue)
        if (leaves_loop and not loop) or (isinstance(node, ast.Return) and not function):
            yield node
        elif isinstance(node, ast.FunctionDef):
            yield from _misplaced(node.body, function=True, loop=False)
        elif isinstance(node, ast.For | ast.While):
            yield from _misplaced(node.body, function=function, loop=True)
            yield from _misplaced(node.orelse, function=function, loop=loop)
        elif isinstance(node, ast.If | ast.Try):
            handlers = node.handlers if isinstance(node, ast.Try) else []
            finals = node.finalbody if isinstance(node, ast.Try) else []
            inner = [
                *node.body,
                *(part for handler in handlers for part in handler.body),
                *node.orelse,
                *finals,
            ]
            yield from _misplaced(inner, function=function, loop=loop)


def _defined_names(tree: ast.AST) -> frozenset[str]:
    """Return every name that the script binds anywhere: variables, functions, parameters, imports."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            names.add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.ExceptHandler) and node.name:
            names.add(node.name)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, ast.alias):
            names.add((node.asname or node.name).partition(".")[0])
    return frozenset(names)


def check(tree: ast.AST, place: Place) -> None:
    """Raise ScriptError, at the first place in the script, for anything that is not on the whitelist."""
    defined = _defined_names(tree)
    at: ast.AST = tree
    try:
        for node, at in _nodes(tree):  # noqa: B007
            _check_node(node, defined)
        if isinstance(tree, ast.Module):
            for at in _misplaced(tree.body, function=False, loop=False):
                raise _refuse(f"'{type(at).__name__.lower()}' here", "It has no function or loop around it.")
    except RefusalError as refusal:
        raise _located(refusal, at, place) from None


def _located(refusal: RefusalError, at: ast.AST, place: Place) -> ScriptError:
    line, column = getattr(at, "lineno", 1), getattr(at, "col_offset", 0)
    return place.error(refusal.message, line, column, refusal.construct, refusal.hint)
