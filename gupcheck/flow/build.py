"""Builds the control-flow graph of a function."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from gupcheck.flow import branches, loops, simple
from gupcheck.flow.builder import Builder, Handler, Options
from gupcheck.flow.evaluate import Steps
from gupcheck.flow.graph import EXIT, Cfg
from gupcheck.syntax.ast import Node

_HANDLERS: Mapping[str, Handler] = MappingProxyType(
    {
        "ERROR": simple.build_other,
        "MISSING": simple.build_nothing,
        "attributed_statement": simple.build_attributed,
        "break_statement": simple.build_break,
        "case_statement": branches.build_case,
        "compound_statement": simple.build_block,
        "continue_statement": simple.build_continue,
        "declaration": simple.build_declaration,
        "do_statement": loops.build_do,
        "enum_specifier": simple.build_type,
        "expression_statement": simple.build_expression,
        "for_statement": loops.build_for,
        "function_definition": simple.build_other,
        "goto_statement": simple.build_goto,
        "if_statement": branches.build_if,
        "iterator_statement": loops.build_iterator,
        "labeled_statement": simple.build_label,
        "linkage_specification": simple.build_other,
        "preproc_call": simple.build_nothing,
        "preproc_def": simple.build_nothing,
        "preproc_function_def": simple.build_nothing,
        "preproc_if": branches.build_ifdef,
        "preproc_ifdef": branches.build_ifdef,
        "preproc_include": simple.build_nothing,
        "return_statement": simple.build_return,
        "struct_specifier": simple.build_type,
        "switch_statement": branches.build_switch,
        "type_definition": simple.build_type,
        "union_specifier": simple.build_type,
        "while_statement": loops.build_while,
    }
)


def build_cfg(
    function: Node,
    source: bytes,
    *,
    short_circuit: bool = False,
    no_return: bool = True,
    spatch_paths: bool = False,
) -> Cfg:
    """Return the graph of a `function_definition`, in which every statement of it stands.

    `source` is the file that the nodes' offsets count in. At statement level, the default, a simple statement
    and the head of another one are one node each, and statement expressions stay inside the node that holds
    them; `short_circuit` takes expressions apart as FlowNode says. Conditions are never computed: `while (1)`
    has both edges. With `no_return` a call of one of NO_RETURN's names, as a whole statement, leads to EXIT
    only. `spatch_paths` adds the edges that spatch has and C has not: out of a `for` without condition, and
    from a switch to the statements before its first case. A function that did not parse well enough to have a
    body becomes an OTHER node. Built in linear time, at any depth; never raises.
    """
    builder = Builder(source, Options(short_circuit, no_return, spatch_paths), _HANDLERS)
    body = function.child("body")
    _run(builder.statement(body) if body else simple.build_other(builder, function))
    builder.draft.tie_loose(EXIT)
    astray = builder.targets
    builder.draft.tie([*astray.breaks, *astray.continues], EXIT)
    builder.jumps.tie(builder.draft, function)
    return builder.finish(function)


def _run(steps: Steps | None) -> None:
    """Do the steps and all that they yield, to any depth."""
    stack = [steps] if steps else []
    while stack:
        for inner in stack[-1]:
            if inner:
                stack.append(inner)
                break
        else:
            stack.pop()
