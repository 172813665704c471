"""Which places a constraint excludes, and which bindings tell paths apart, as in spatch 1.1.1."""

from __future__ import annotations

import pytest

from gupcheck.smpl import Target, check, load_rule
from gupcheck.syntax import load_dialect, parse_unit

_REPORT = """
@script:python@
p << {rule}.p;
{more}@@
print(p[0].line)
"""


def _lines(rule: str, source: str) -> list[int]:
    unit = parse_unit(source.encode(), "f.c", load_dialect())
    findings = check(load_rule(rule, "r.cocci"), Target(unit)).findings
    return sorted(finding.location.line for finding in findings)


def test_a_position_constraint_excludes_every_place_of_the_earlier_rule() -> None:
    rule = """
@known@
position p;
@@
 old@p(...)

@new@
position p != known.p;
@@
 \\(old@p\\|late@p\\)(...)
""" + _REPORT.format(rule="new", more="")
    source = "void f(void)\n{\n\told(1);\n\told(2);\n\tlate(3);\n}\nvoid g(void)\n{\n\told(4);\n}\n"
    assert _lines(rule, source) == [5]


def test_a_position_constraint_goes_with_the_other_inherited_bindings() -> None:
    rule = """
@known@
expression E;
position p;
@@
 old@p(E)

@new@
expression known.E;
position p != known.p;
@@
 \\(old@p\\|late@p\\)(E)
""" + _REPORT.format(rule="new", more="")
    source = "void f(void)\n{\n\told(a);\n\told(b);\n\tlate(a);\n\tlate(c);\n\told(a);\n}\n"
    assert _lines(rule, source) == [5]


@pytest.mark.parametrize(
    ("more", "lines"),
    [pytest.param("", [4], id="forgotten"), pytest.param("g << r.g;\n", [4, 5], id="inherited")],
)
def test_only_a_name_that_lasts_tells_ends_of_a_path_apart(more: str, lines: list[int]) -> None:
    rule = """
@r exists@
expression E;
identifier g;
position p;
@@
 start(E);
 ...
 g@p(E);
""" + _REPORT.format(rule="r", more=more)
    source = "void f(void)\n{\n\tstart(x);\n\tone(x);\n\ttwo(x);\n\tthree(y);\n}\n"
    assert _lines(rule, source) == lines


@pytest.mark.parametrize(
    ("more", "lines"),
    [pytest.param("", [4], id="forgotten"), pytest.param("n << r.n;\n", [3, 4], id="inherited")],
)
def test_only_a_name_that_lasts_tells_starts_of_a_path_apart(more: str, lines: list[int]) -> None:
    rule = """
@r exists@
expression E, n;
position p;
@@
 start@p(E, n);
 ...
 stop(E);
""" + _REPORT.format(rule="r", more=more)
    source = "void f(void)\n{\n\tstart(x, 1);\n\tstart(x, 2);\n\tstop(x);\n}\n"
    assert _lines(rule, source) == lines
