"""Calls inside of `({ ... })` are found as spatch 1.1.1 finds them: everywhere but in an argument."""

from __future__ import annotations

import pytest

from gupcheck.smpl import Target, check, load_rule
from gupcheck.syntax import load_dialect, parse_unit

_RULE = """
@r@
position p;
@@
 f@p(...)

@script:python@
p << r.p;
@@
print(p[0].column)
"""


@pytest.mark.parametrize(
    ("source", "columns"),
    [
        ("void a(void) { x = ({ f(1); 1; }); }", ["22"]),
        ("void a(void) { int x = ({ int y = f(1); y; }); }", ["34"]),
        ("void a(void) { return ({ if (f(1)) g(); f(2); }); }", ["29", "40"]),
        ("void a(void) { if (({ f(1); 1; })) g(); }", ["22"]),
        ("#define A(x) ({ if (unlikely(x)) { if (f(1)) e = 1; } e; })\n", ["39"]),
        ("void a(void) { k(({ y = f(1); y; })); }", []),
    ],
)
def test_calls_in_statement_expressions(source: str, columns: list[str]) -> None:
    unit = parse_unit(source.encode(), "f.c", load_dialect())
    found = check(load_rule(_RULE, "r.cocci"), Target(unit)).findings
    assert sorted(finding.message for finding in found) == columns
