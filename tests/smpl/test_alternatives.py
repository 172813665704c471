"""The first alternative that matches at a node wins there, with all the places where it does."""

from __future__ import annotations

from gupcheck.smpl import Target, check, load_rule
from gupcheck.syntax import load_dialect, parse_unit

_RULE = """
@r exists@
expression E, e;
statement S1, S2;
position p;
@@
 start(E)
 ...
(
 if (E) S1 else S2
|
 !E
|
 *E@p
)

@script:python@
p << r.p;
@@
print(p[0].column)
"""


def _columns(body: str) -> list[int]:
    unit = parse_unit(f"void f(void)\n{{\n\tstart(x);\n{body}}}\n".encode(), "f.c", load_dialect())
    found = check(load_rule(_RULE, "r.cocci"), Target(unit)).findings
    return sorted(int(finding.message) for finding in found)


def test_every_place_of_the_winning_alternative_is_told() -> None:
    assert _columns("\tif (a(*x) && b(*x))\n\t\tc(*x);\n") == [8, 17]


def test_a_node_that_an_earlier_alternative_takes_is_silent() -> None:
    assert _columns("\tif (!x || a(*x))\n\t\treturn;\n\tb(*x);\n") == []
