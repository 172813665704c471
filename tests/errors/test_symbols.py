"""The symbol pass sees what the parser sees, without parsing."""

from __future__ import annotations

import pytest

from gupcheck.errors.errnos import HEADERS, errnos_of, read_errnos, shipped_errnos
from gupcheck.errors.symbols import names_in, symbols_of
from gupcheck.syntax import load_dialect, parse_unit

SOURCES = [
    "int f(void)\n{\n}\n",
    "static int\ng(int a,\n  int b)\n{\n}\n",
    "static inline struct page *h(void) { return NULL; }\n",
    "SYSCALL_DEFINE2(walk, int, a, int, b)\n{\n\treturn 0;\n}\n",
    "static __printf(3, 0) int v(struct kobject *k)\n{\n}\n",
    "#ifdef A\nint x(void)\n#else\nint x(int b)\n#endif\n{\n}\n",
    "int declared(int a);\nstruct s { int a; };\nint arr[] = { f(1) };\n"
    "static DEFINE_PER_CPU(int, n) = {\n1 };\n",
    "DECLARE(a, b)\n\nint after(void)\n{\n}\n",
    "#ifdef A\nsubsys_initcall(init)\n#else\nint other(void)\n{\n}\n#endif\n",
    "int held(void)\n\t__acquires(x)\n{\n}\nint held2(void)\n__acquires(x)\n{\n}\n",
    "void odd(int a)\n\n{\n}\n",
]


@pytest.mark.parametrize("source", SOURCES)
def test_functions_are_those_of_the_parser(source: str) -> None:
    data, dialect = source.encode(), load_dialect()
    unit = parse_unit(data, "a.c", dialect)
    expected = {(one.name, one.name_start, one.is_static) for one in unit.functions}
    symbols = symbols_of(data, dialect)
    assert {(one.name, one.start, one.is_static) for one in symbols if one.kind == "function"} == expected
    assert {one.name for one in symbols} <= set(names_in(data, dialect).split())


def test_macros_with_and_without_arguments() -> None:
    found = symbols_of(
        b"#define add(a, b) ((a) + (b))\n#define CODE (-EIO)\n#define SIZE 12\nvoid f(struct s *s)\n{\n}\n",
        load_dialect(),
    )
    assert [(one.name, one.kind, one.line) for one in found] == [
        ("add", "macro", 1),
        ("CODE", "constant", 2),
        ("f", "function", 4),
    ]


def test_codes_are_read_from_headers_or_from_the_table() -> None:
    assert read_errnos([b"#define EA 1\n # define\tEB\tEA /* x */\n#define EC EZ\n#define _EH 3\n"]) == {
        "EA": 1,
        "EB": 1,
    }
    assert len(HEADERS) == 3
    shipped = shipped_errnos()
    assert (shipped.number("ENOMEM"), shipped.number("ERESTARTSYS"), shipped.word("EWOULDBLOCK")) == (
        12,
        512,
        "EAGAIN",
    )
    assert errnos_of([b""]) is shipped
