"""What `short_circuit` takes apart: conditions, values that may be left out, statement expressions."""

from __future__ import annotations

import pytest

from gupcheck.flow import Kind
from tests.flow.show import PASSED, edges, graph, listed, name, text

HEADS = (Kind.IF, Kind.WHILE)

CASES: dict[str, tuple[str, str]] = {
    "and": (
        "if (a && b) c(); d();",
        """
        entry -> a?
        a? -true-> b?
        a? -false-> d()
        b? -true-> c()
        b? -false-> d()
        c() -> d()
        d() -> exit
        """,
    ),
    "or": (
        "while (a || b) c();",
        """
        entry -> a?
        a? -true-> c()
        a? -false-> b?
        b? -true-> c()
        b? -false-> exit
        c() -> a?
        """,
    ),
    "not turns the outcome round": (
        "if (!(a && !b)) c(); else d();",
        """
        entry -> a?
        a? -true-> b?
        a? -false-> c()
        b? -true-> c()
        b? -false-> d()
        c() -> exit
        d() -> exit
        """,
    ),
    "not not": (
        "if (!!a) c(); else d();",
        """
        entry -> a?
        a? -true-> c()
        a? -false-> d()
        c() -> exit
        d() -> exit
        """,
    ),
    "likely and unlikely are seen through": (
        "if (unlikely(!a || likely(b))) c();",
        """
        entry -> a?
        a? -true-> b?
        a? -false-> c()
        b? -true-> c()
        b? -false-> exit
        c() -> exit
        """,
    ),
    "a condition that chooses": (
        "if (a ? b : c) d();",
        """
        entry -> a?
        a? -true-> b?
        a? -false-> c?
        b? -true-> d()
        b? -false-> exit
        c? -true-> d()
        c? -false-> exit
        d() -> exit
        """,
    ),
    "a condition x ?: y is an or": (
        "if (a ?: b) c();",
        """
        entry -> a?
        a? -true-> c()
        a? -false-> b?
        b? -true-> c()
        b? -false-> exit
        c() -> exit
        """,
    ),
    "a comma is evaluated in order": (
        "if (a = f(), a && b) c();",
        """
        entry -> a = f()
        a = f() -> a?
        a? -true-> b?
        a? -false-> exit
        b? -true-> c()
        b? -false-> exit
        c() -> exit
        """,
    ),
    "an assignment in a condition is one test": (
        "if ((a = f()) < 0 && b) c();",
        """
        entry -> (a = f()) < 0?
        (a = f()) < 0? -true-> b?
        (a = f()) < 0? -false-> exit
        b? -true-> c()
        b? -false-> exit
        c() -> exit
        """,
    ),
    "a value that chooses": (
        "x = a ? b : c;",
        """
        entry -> a?
        a? -true-> b
        a? -false-> c
        b -> x = a ? b : c
        c -> x = a ? b : c
        x = a ? b : c -> exit
        """,
    ),
    "a returned x ?: y": (
        "return a ?: b;",
        """
        entry -> a?
        a? -true-> a
        a? -false-> b
        a -> return a ?: b
        b -> return a ?: b
        return a ?: b -jump-> exit
        """,
    ),
    "a logical value is one or zero": (
        "f(a || !b);",
        """
        entry -> a?
        a? -true-> one of a || !b
        a? -false-> b?
        b? -true-> zero of a || !b
        b? -false-> one of a || !b
        one of a || !b -> f(a || !b)
        zero of a || !b -> f(a || !b)
        f(a || !b) -> exit
        """,
    ),
    "a choice within a test": (
        "if (f(a ? b : c) && d) e();",
        """
        entry -> a?
        a? -true-> b
        a? -false-> c
        b -> f(a ? b : c)?
        c -> f(a ? b : c)?
        f(a ? b : c)? -true-> d?
        f(a ? b : c)? -false-> exit
        d? -true-> e()
        d? -false-> exit
        e() -> exit
        """,
    ),
    "each variable of a declaration": (
        "int x = f(), y, z = x ? 1 : 2; int w;",
        """
        entry -> x = f()
        x = f() -> x?
        x? -true-> 1
        x? -false-> 2
        1 -> z = x ? 1 : 2
        2 -> z = x ? 1 : 2
        z = x ? 1 : 2 -> int w
        int w -> exit
        """,
    ),
    "the statements of a statement expression": (
        "if (({ int t = a(); if (t) return 1; t; })) b();",
        """
        entry -> t = a()
        t = a() -> t?
        t? -true-> return 1
        t? -false-> t
        return 1 -jump-> exit
        t -> ({ int t = a(); if (t) return 1; t; })?
        ({ int t = a(); if (t) return 1; t; })? -true-> b()
        ({ int t = a(); if (t) return 1; t; })? -false-> exit
        b() -> exit
        """,
    ),
    "a jump out of a statement expression": (
        "while (a) { x = ({ if (b) break; if (c) continue; d(); }); }",
        """
        entry -> a?
        a? -true-> b?
        a? -false-> exit
        b? -true-> break
        b? -false-> c?
        break -jump-> exit
        c? -true-> continue
        c? -false-> d()
        continue -jump-> a?
        d() -> x = ({ if (b) break; if (c) continue; d(); })
        x = ({ if (b) break; if (c) continue; d(); }) -> a?
        """,
    ),
    "the tests of do and for": (
        "do a(); while (b && c); for (; d && e; i++, j++) f();",
        """
        entry -> do
        do -> a()
        a() -> while of do
        while of do -> b?
        b? -true-> c?
        b? -false-> for
        c? -true-> do
        c? -false-> for
        for -> d?
        d? -true-> e?
        d? -false-> exit
        e? -true-> f()
        e? -false-> exit
        f() -> i++
        i++ -> j++
        j++ -> i++, j++
        i++, j++ -> for
        """,
    ),
    "a bare case in a loop whose update holds statements": (
        "switch (x) { for (; ; a(({ b(); }))) case 1: c(); d(); }",
        """
        entry -> switch (x)
        switch (x) -case-> case 1
        switch (x) -no-case-> exit
        for -true-> case 1
        case 1 -> c()
        c() -> b()
        b() -> a(({ b(); }))
        a(({ b(); })) -> for
        d() -> exit
        """,
    ),
    "what is not evaluated is left alone": (
        "x = sizeof(a ? b : c) + __builtin_constant_p(a && b); typeof(a || b) y = z;",
        """
        entry -> x = sizeof(a ? b : c) + __builtin_constant_p(a && b)
        x = sizeof(a ? b : c) + __builtin_constant_p(a && b) -> y = z
        y = z -> exit
        """,
    ),
    "the value of a switch, the arguments of an iterator": (
        "switch (a && b) { default: c(); } for_each_x(d ? e : f) g();",
        """
        entry -> a?
        a? -true-> b?
        a? -false-> zero of a && b
        b? -true-> one of a && b
        b? -false-> zero of a && b
        one of a && b -> switch (a && b)
        zero of a && b -> switch (a && b)
        switch (a && b) -default-> default
        default -> c()
        c() -> d?
        d? -true-> e
        d? -false-> f
        e -> for_each_x(d ? e : f)
        f -> for_each_x(d ? e : f)
        for_each_x(d ? e : f) -true-> g()
        for_each_x(d ? e : f) -false-> exit
        g() -> for_each_x(d ? e : f)
        """,
    ),
}


@pytest.mark.parametrize(("code", "expected"), CASES.values(), ids=CASES.keys())
def test_the_edges_of(code: str, expected: str) -> None:
    assert edges(code, passed=PASSED + HEADS, short_circuit=True) == listed(expected)


def test_a_head_evaluates_nothing_and_its_tests_carry_what_they_decide() -> None:
    cfg, source = graph("if (a && !b) c(); while (d) e();", short_circuit=True)
    assert {node.kind for node in cfg.nodes if node.own is None} >= {Kind.IF, Kind.WHILE}
    tests = [node for node in cfg.nodes if node.kind is Kind.TEST]
    assert [text(node.own, source) for node in tests if node.own] == ["a", "b", "d"]
    for node in tests:
        assert [edge.condition for edge in cfg.successors[node.index]] == [node.own, node.own]


@pytest.mark.parametrize(
    ("code", "givers"),
    [
        ("x = a ? b : c;", [("b", "a ? b : c"), ("c", "a ? b : c")]),
        ("x = a ?: c;", [("a", "a ?: c"), ("c", "a ?: c")]),
        ("x = a && b;", [("one of a && b", "a && b"), ("zero of a && b", "a && b")]),
        ("x = (a, b);", [("b", "a, b")]),
        ("x = ({ a(); b; });", [("b", "{ a(); b; }")]),
        ("x = ({ a(); out: b; });", [("b", "{ a(); out: b; }")]),
        ("x = ({ a(); if (b) c; });", []),
        ("x = ({ });", []),
        ("x = a ? (b ? c : d) : e;", [("c", "b ? c : d"), ("d", "b ? c : d")]),
    ],
)
def test_the_nodes_that_give_an_operator_its_value(code: str, givers: list[tuple[str, str]]) -> None:
    cfg, source = graph(code, short_circuit=True)
    found = [(name(node, source), text(node.gives, source)) for node in cfg.nodes if node.gives]
    assert [pair for pair in found if pair[1] == givers[0][1]] == givers if givers else found == []
