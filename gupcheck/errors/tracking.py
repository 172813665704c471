"""Which variables and fields of a function the analysis has to follow: those that come to be returned."""

from __future__ import annotations

from collections.abc import Iterable

from gupcheck.errors.carriers import is_code_name
from gupcheck.errors.expressions import arguments_of, assigned_key, callee_name, key_of, without_wrapping
from gupcheck.flow.graph import Cfg, Kind
from gupcheck.syntax.ast import Node

_THROUGH = frozenset(
    (
        "ERR_PTR", "PTR_ERR", "ERR_CAST", "PTR_ERR_OR_ZERO", "dev_err_probe", "dev_warn_probe", "min", "max",
        "min_t", "max_t", "clamp", "clamp_t", "clamp_val", "umin", "umax",
    )
)  # fmt: skip

_ASSIGNING = ("assignment_expression", "init_declarator")


def tracked_in(cfg: Cfg, extra: Iterable[str] = ()) -> frozenset[str]:
    """Return the lvalues whose content may come to be returned, and what comes into those of `extra`."""
    sources: dict[str, list[Node]] = {}
    found: set[str] = set(extra)
    queue: list[Node] = []
    for node in cfg.nodes:
        if node.own is None:
            continue
        if node.kind is Kind.RETURN:
            queue.append(node.own)
        for part in node.own.of_kinds(_ASSIGNING):
            key = assigned_key(part)
            right = part.child("right") or part.child("value")
            if key and right is not None:
                sources.setdefault(key, []).append(right)
    for key in sorted(found):
        queue.extend(sources.get(key, ()))
    while queue:
        for key in _keys_in(queue.pop()):
            if key not in found:
                found.add(key)
                queue.extend(sources.get(key, ()))
    return frozenset(found)


def _keys_in(expression: Node) -> Iterable[str]:
    """Return the lvalues that an expression's value may come from; of the arguments of calls only those that
    are named as codes are, since a callee may map one code to another. A callee may be a variable itself."""
    stack = [expression]
    while stack:
        node = without_wrapping(stack.pop())
        key = key_of(node)
        if key:
            yield key
        elif node.kind == "call_expression":
            handed_on = callee_name(node) in _THROUGH
            yield callee_name(node)
            stack.extend(part for part in arguments_of(node) if handed_on or is_code_name(part.text))
        elif node.kind == "assignment_expression":
            stack.extend(part for part in (node.child("left"), node.child("right")) if part)
        elif node.kind not in ("field_expression", "subscript_expression"):
            stack.extend(child for child in node.children if child.named)
