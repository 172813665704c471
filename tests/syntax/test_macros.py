"""`#define`s: their heads and the trees of their bodies."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "name", "params"),
    [
        ("#define A 1\n", "A", None),
        ("#define A(x, y) ((x) + (y))\n", "A", ("x", "y")),
        ("#define A() g()\n", "A", ()),
        ("# define A(fmt, ...) \\\n\tprintk(fmt, ##__VA_ARGS__)\n", "A", ("fmt", "...")),
        ("#define A (x)\n", "A", None),
    ],
)
def test_head(unit, text, name, params):
    [macro] = unit(text).macros
    assert (macro.name, macro.params) == (name, params)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("#define A(x) g(x)\n", ["expression_statement"]),
        ("#define A(x) do { g(x); h(); } while (0)\n", ["do_statement"]),
        ("#define A(x) ({ int y = x; y; })\n", ["expression_statement"]),
        ("#define A(x) \\\n\tif (x) /* why\n\tnot */ \\\n\t\tg(x)\n", ["if_statement"]),
        ("#define A(x, y) x##_##y(#x)\n", ["expression_statement"]),
        ("#define A(p) for_each_x(p, all)\n", ["expression_statement"]),
    ],
)
def test_body(unit, text, kinds):
    parsed = unit(text)
    [macro] = parsed.macros
    [tree] = macro.trees()
    statements = [
        n.kind for n in tree.child("body").named_children if parsed.text(n).strip() not in ("", ";")
    ]
    assert statements == kinds
    assert not [node for node in tree.walk() if node.kind in ("ERROR", "MISSING")]


def test_body_has_the_files_offsets(unit):
    parsed = unit("int a;\n#define A(x) \\\n\tg(x)\n")
    [macro] = parsed.macros
    call = next(node for node in macro.trees()[0].walk() if node.kind == "call_expression")
    assert parsed.position(call.start) == (3, 1)
    assert parsed.text(call) == "g(x)"


def test_empty_body_has_no_tree(unit):
    [macro] = unit("#define A\n").macros
    assert macro.trees() == ()
