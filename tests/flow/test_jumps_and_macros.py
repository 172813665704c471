"""Jumps, macros and directives at statement level, an example each."""

from __future__ import annotations

from typing import Any

import pytest

from tests.flow.show import edges, listed

CASES: dict[str, tuple[str, str]] = {
    "goto forward and back, into a loop": (
        "if (a) goto in; again: b(); while (c) { in: d(); } goto again;",
        """
        entry -> if (a)
        if (a) -true-> goto in
        if (a) -false-> again:
        goto in -jump-> in:
        again: -> b()
        b() -> while (c)
        while (c) -true-> in:
        while (c) -false-> goto again
        in: -> d()
        d() -> while (c)
        goto again -jump-> again:
        """,
    ),
    "a label at the end of the block, a label before a declaration": (
        "if (a) goto out; now: int x = 1; out:",
        """
        entry -> if (a)
        if (a) -true-> goto out
        if (a) -false-> now:
        goto out -jump-> out:
        now: -> int x = 1
        int x = 1 -> out:
        out: -> exit
        """,
    ),
    "an undefined label leads to exit": (
        "if (a) goto nowhere; b();",
        """
        entry -> if (a)
        if (a) -true-> goto nowhere
        if (a) -false-> b()
        goto nowhere -jump-> exit
        b() -> exit
        """,
    ),
    "computed goto: the labels whose address is taken": (
        "static void *t[] = { &&x, &&z }; goto *t[i]; x: a(); y: b(); z: c();",
        """
        entry -> static void *t[] = { &&x, &&z }
        static void *t[] = { &&x, &&z } -> goto *t[i]
        goto *t[i] -jump-> x:
        goto *t[i] -jump-> z:
        x: -> a()
        a() -> y:
        y: -> b()
        b() -> z:
        z: -> c()
        c() -> exit
        """,
    ),
    "computed goto: all labels where none is taken": (
        "x: goto *p; y: a();",
        """
        entry -> x:
        x: -> goto *p
        goto *p -jump-> x:
        goto *p -jump-> y:
        y: -> a()
        a() -> exit
        """,
    ),
    "asm goto": (
        'asm goto("x" : : : : bad); a(); return; bad: b();',
        """
        entry -> asm goto("x" : : : : bad)
        asm goto("x" : : : : bad) -> a()
        asm goto("x" : : : : bad) -jump-> bad:
        a() -> return
        return -jump-> exit
        bad: -> b()
        b() -> exit
        """,
    ),
    "return": (
        "if (a) return b; else return; c();",
        """
        entry -> if (a)
        if (a) -true-> return b
        if (a) -false-> return
        return b -jump-> exit
        return -jump-> exit
        c() -> exit
        """,
    ),
    "an iterator macro": (
        "list_for_each_entry(p, h, l) { a(); if (b) break; if (c) continue; d(); } e();",
        """
        entry -> list_for_each_entry(p, h, l)
        list_for_each_entry(p, h, l) -true-> a()
        list_for_each_entry(p, h, l) -false-> e()
        a() -> if (b)
        if (b) -true-> break
        if (b) -false-> if (c)
        break -jump-> e()
        if (c) -true-> continue
        if (c) -false-> d()
        continue -jump-> list_for_each_entry(p, h, l)
        d() -> list_for_each_entry(p, h, l)
        e() -> exit
        """,
    ),
    "scoped_guard: one round, which break and continue leave": (
        "scoped_guard(mutex, &l) { if (b) break; if (c) continue; d(); } e();",
        """
        entry -> scoped_guard(mutex, &l)
        scoped_guard(mutex, &l) -true-> if (b)
        if (b) -true-> break
        if (b) -false-> if (c)
        break -jump-> e()
        if (c) -true-> continue
        if (c) -false-> d()
        continue -jump-> e()
        d() -> e()
        e() -> exit
        """,
    ),
    "scoped_cond_guard: the round may be skipped": (
        "scoped_cond_guard(mutex_intr, err(), &l) a(); b();",
        """
        entry -> scoped_cond_guard(mutex_intr, err(), &l)
        scoped_cond_guard(mutex_intr, err(), &l) -true-> a()
        scoped_cond_guard(mutex_intr, err(), &l) -false-> b()
        a() -> b()
        b() -> exit
        """,
    ),
    "#if, #elif, #else": (
        "a();\n#ifdef X\nb();\n#elif defined(Y)\nc();\n#else\nd();\n#endif\ne();",
        """
        entry -> a()
        a() -> #if
        #if -true-> b()
        #if -false-> c()
        #if -false-> d()
        b() -> e()
        c() -> e()
        d() -> e()
        e() -> exit
        """,
    ),
    "#if without #else": (
        "a();\n#if X > 1\nb();\n#endif\ne();",
        """
        entry -> a()
        a() -> #if
        #if -true-> b()
        #if -false-> e()
        b() -> e()
        e() -> exit
        """,
    ),
    "#ifdef around a case": (
        "switch (a) {\ncase 1: b();\n#ifdef X\ncase 2: c(); break;\n#endif\ndefault: d();\n}",
        """
        entry -> switch (a)
        switch (a) -case-> case 1
        switch (a) -case-> case 2
        switch (a) -default-> default
        case 1 -> b()
        b() -> #if
        #if -true-> case 2
        #if -false-> default
        case 2 -> c()
        c() -> break
        break -jump-> exit
        default -> d()
        d() -> exit
        """,
    ),
    "a label in both arms of an #if": (
        "goto out;\n#ifdef X\nout: a();\n#else\nout: b();\n#endif\n",
        """
        entry -> goto out
        goto out -jump-> out:
        goto out -jump-> out:
        #if -true-> out:
        #if -false-> out:
        out: -> a()
        a() -> exit
        out: -> b()
        b() -> exit
        """,
    ),
    "directives and types do nothing": (
        "a();\n#define X 1\nstruct s { int m; };\ntypedef int t;\n#undef X\nb();",
        """
        entry -> a()
        a() -> struct s { int m; }
        struct s { int m; } -> typedef int t
        typedef int t -> b()
        b() -> exit
        """,
    ),
    "a call that does not return": (
        "if (a) BUG(); b(); panic(c); d();",
        """
        entry -> if (a)
        if (a) -true-> BUG()
        if (a) -false-> b()
        BUG() -no-return-> exit
        b() -> panic(c)
        panic(c) -no-return-> exit
        d() -> exit
        """,
    ),
    "only as a whole statement does a call not return": (
        "x = BUG(); BUILD_BUG(); ops.panic(); a();",
        """
        entry -> x = BUG()
        x = BUG() -> BUILD_BUG()
        BUILD_BUG() -> ops.panic()
        ops.panic() -> a()
        a() -> exit
        """,
    ),
    "a statement expression stays inside its node": (
        "x = ({ if (a) return; b(); }); c();",
        """
        entry -> x = ({ if (a) return; b(); })
        x = ({ if (a) return; b(); }) -> c()
        c() -> exit
        """,
    ),
}


@pytest.mark.parametrize(("code", "expected"), CASES.values(), ids=CASES.keys())
def test_the_edges_of(code: str, expected: str) -> None:
    assert edges(code) == listed(expected)


@pytest.mark.parametrize(
    ("code", "options", "added"),
    [
        ("for (;;) a(); b();", {"spatch_paths": True}, ["for -false-> b()"]),
        ("switch (x) { a(); case 1: b(); }", {"spatch_paths": True}, ["switch (x) -> a()"]),
        ("BUG(); a();", {"no_return": False}, ["BUG() -> a()"]),
    ],
)
def test_paths_that_spatch_has(code: str, options: dict[str, Any], added: list[str]) -> None:
    assert [line for line in edges(code, **options) if line not in edges(code)] == added
