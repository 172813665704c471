"""The branches and loops of C at statement level, an example each."""

from __future__ import annotations

import pytest

from gupcheck.flow import EXIT, Kind, Label
from tests.flow.show import edges, graph, listed, name, text

CASES: dict[str, tuple[str, str]] = {
    "a sequence": (
        "a(); int x = 1; ; b();",
        """
        entry -> a()
        a() -> int x = 1
        int x = 1 -> ;
        ; -> b()
        b() -> exit
        """,
    ),
    "if": (
        "if (a) b(); c();",
        """
        entry -> if (a)
        if (a) -true-> b()
        if (a) -false-> c()
        b() -> c()
        c() -> exit
        """,
    ),
    "else if": (
        "if (a) b(); else if (c) d(); else { e(); }",
        """
        entry -> if (a)
        if (a) -true-> b()
        if (a) -false-> if (c)
        b() -> exit
        if (c) -true-> d()
        if (c) -false-> e()
        d() -> exit
        e() -> exit
        """,
    ),
    "while with continue and break": (
        "while (a) { b(); if (c) continue; break; d(); }",
        """
        entry -> while (a)
        while (a) -true-> b()
        while (a) -false-> exit
        b() -> if (c)
        if (c) -true-> continue
        if (c) -false-> break
        continue -jump-> while (a)
        break -jump-> exit
        d() -> while (a)
        """,
    ),
    "do: continue leads to the test": (
        "do { b(); if (c) continue; d(); } while (a); e();",
        """
        entry -> do
        do -> b()
        b() -> if (c)
        if (c) -true-> continue
        if (c) -false-> d()
        continue -jump-> while (a) of do
        d() -> while (a) of do
        while (a) of do -true-> do
        while (a) of do -false-> e()
        e() -> exit
        """,
    ),
    "for: continue leads to the update": (
        "for (i = 0; i < n; i++) { if (c) continue; d(); } e();",
        """
        entry -> i = 0
        i = 0 -> for (i < n)
        for (i < n) -true-> if (c)
        for (i < n) -false-> e()
        if (c) -true-> continue
        if (c) -false-> d()
        continue -jump-> i++
        d() -> i++
        i++ -> for (i < n)
        e() -> exit
        """,
    ),
    "for that declares": (
        "for (int i = 0; ; ) a();",
        """
        entry -> int i = 0
        int i = 0 -> for
        for -true-> a()
        a() -> for
        """,
    ),
    "for without a condition is left by break only": (
        "for (;;) { if (c) break; } e();",
        """
        entry -> for
        for -true-> if (c)
        if (c) -true-> break
        if (c) -false-> for
        break -jump-> e()
        e() -> exit
        """,
    ),
    "a loop with an empty body": (
        "while (a) ; b();",
        """
        entry -> while (a)
        while (a) -true-> ;
        while (a) -false-> b()
        ; -> while (a)
        b() -> exit
        """,
    ),
    "switch with fall-through, ranges and default": (
        "switch (a) { case 1: b(); case 2 ... 4: c(); break; default: d(); } e();",
        """
        entry -> switch (a)
        switch (a) -case-> case 1
        switch (a) -case-> case 2 ... 4
        switch (a) -default-> default
        case 1 -> b()
        b() -> case 2 ... 4
        case 2 ... 4 -> c()
        c() -> break
        break -jump-> e()
        default -> d()
        d() -> e()
        e() -> exit
        """,
    ),
    "switch without default, continue of the loop around it": (
        "while (a) { switch (b) { case 1: continue; case 2: break; } c(); }",
        """
        entry -> while (a)
        while (a) -true-> switch (b)
        while (a) -false-> exit
        switch (b) -case-> case 1
        switch (b) -case-> case 2
        switch (b) -no-case-> c()
        case 1 -> continue
        continue -jump-> while (a)
        case 2 -> break
        break -jump-> c()
        c() -> while (a)
        """,
    ),
    "what stands before the first case is not reached": (
        "switch (a) { b(); case 1: c(); }",
        """
        entry -> switch (a)
        switch (a) -case-> case 1
        switch (a) -no-case-> exit
        b() -> case 1
        case 1 -> c()
        c() -> exit
        """,
    ),
    "Duff's device": (
        "switch (n % 2) { case 0: do { a(); case 1: b(); } while (--n); }",
        """
        entry -> switch (n % 2)
        switch (n % 2) -case-> case 0
        switch (n % 2) -case-> case 1
        switch (n % 2) -no-case-> exit
        case 0 -> do
        do -> a()
        a() -> case 1
        case 1 -> b()
        b() -> while (--n) of do
        while (--n) of do -true-> do
        while (--n) of do -false-> exit
        """,
    ),
    "a case without braces governs one statement": (
        "switch (x) { case 1: if (a) case 5: b(); c(); if (d) if (e) default: f(); g(); }",
        """
        entry -> switch (x)
        switch (x) -case-> case 1
        switch (x) -case-> case 5
        switch (x) -default-> default
        case 1 -> if (a)
        if (a) -true-> case 5
        if (a) -false-> c()
        case 5 -> b()
        b() -> c()
        c() -> if (d)
        if (d) -true-> if (e)
        if (d) -false-> g()
        if (e) -true-> default
        if (e) -false-> g()
        default -> f()
        f() -> g()
        g() -> exit
        """,
    ),
    "nested cases belong to the inner switch": (
        "switch (a) { case 1: switch (b) { case 2: c(); } default: d(); }",
        """
        entry -> switch (a)
        switch (a) -case-> case 1
        switch (a) -default-> default
        case 1 -> switch (b)
        switch (b) -case-> case 2
        switch (b) -no-case-> default
        case 2 -> c()
        c() -> default
        default -> d()
        d() -> exit
        """,
    ),
}


@pytest.mark.parametrize(("code", "expected"), CASES.values(), ids=CASES.keys())
def test_the_edges_of(code: str, expected: str) -> None:
    assert edges(code) == listed(expected)


def test_blocks_open_and_close_and_statements_end_in_a_join() -> None:
    assert edges("if (a) { b(); }", passed=()) == listed(
        """
        entry -> {
        { -> if (a)
        if (a) -true-> {
        if (a) -false-> join
        { -> b()
        b() -> }
        } -> join
        join -> }
        } -> exit
        """
    )


def test_mates_and_ends_are_linked() -> None:
    cfg, source = graph("do { a(); } while (b); switch (c) { case 1: d(); } for (;;) { }")
    kinds = {node.kind: node for node in cfg.nodes}
    assert cfg.nodes[kinds[Kind.DO].mate or 0] is kinds[Kind.DO_TEST]
    assert cfg.nodes[kinds[Kind.DO_TEST].mate or 0] is kinds[Kind.DO]
    for opening in (node for node in cfg.nodes if node.kind is Kind.OPEN):
        closing = cfg.nodes[opening.mate or 0]
        assert (closing.kind, closing.mate, closing.syntax) == (Kind.CLOSE, opening.index, opening.syntax)
    for kind in (Kind.DO, Kind.SWITCH, Kind.FOR):
        assert cfg.nodes[kinds[kind].after or 0].kind is Kind.JOIN, name(kinds[kind], source)
    assert kinds[Kind.CASE].after is None


def test_edges_carry_the_condition_and_the_case() -> None:
    cfg, source = graph(
        "if (a == b) c(); switch (d) { case 1: default: ; } for_each_x(e) f();\n#if G\n#endif\n"
    )
    carried = [
        (edge.label, text(edge.condition, source) if edge.condition else None)
        for edges_ in cfg.successors
        for edge in edges_
        if edge.label is not Label.NEXT
    ]
    assert carried == [
        (Label.TRUE, "a == b"),
        (Label.FALSE, "a == b"),
        (Label.CASE, "1"),
        (Label.DEFAULT, None),
        (Label.TRUE, None),
        (Label.FALSE, None),
        (Label.TRUE, None),
        (Label.FALSE, None),
    ]


def test_what_is_evaluated_in_a_node() -> None:
    cfg, source = graph("int a, b = 1; int c; if ((d)) return (e); out: for_each_x(f, g) { }")
    own = {text(node.own, source) for node in cfg.nodes if node.own}
    assert own == {"int a, b = 1;", "(d)", "(e)", "(f, g)"}


def test_break_and_continue_outside_of_loops_leave_the_function() -> None:
    cfg, _ = graph("if (a) break; else continue; b();")
    jumps = [node.index for node in cfg.nodes if node.kind in (Kind.BREAK, Kind.CONTINUE)]
    assert [cfg.successors[index][0].target for index in jumps] == [EXIT, EXIT]
