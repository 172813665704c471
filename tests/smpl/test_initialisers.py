"""In a rule `X = Y` also stands for a declaration that initialises X, `X = Y;` does not, as in spatch."""

from __future__ import annotations

import pytest

from gupcheck.smpl import Target, check, load_rule
from gupcheck.syntax import load_dialect, parse_unit

_RULE = """
@r@
expression E;
position p;
@@
 {pattern}

@script:python@
p << r.p;
@@
print("%s:%s" % (p[0].line, p[0].column))
"""
_SOURCE = """\
void assigned(void) { x = get(1); }
void plain(void) { int x = get(1); }
void pointer(void) { struct thing *x = get(1); }
void second(void) { int y, x = get(1); }
void array(void) { int x[2] = get(1); }
void function(void) { int (*x)(void) = get(1); }
void deeper(void) { int x = 1 + get(1); }
int global = get(1);
"""


def _places(pattern: str) -> list[str]:
    unit = parse_unit(_SOURCE.encode(), "f.c", load_dialect())
    found = check(load_rule(_RULE.format(pattern=pattern), "r.cocci"), Target(unit)).findings
    return sorted(finding.message for finding in found)


@pytest.mark.parametrize(
    ("pattern", "places"),
    [
        ("E = get@p(...)", ["1:26", "2:27", "3:39", "4:31", "5:30", "6:39", "8:13"]),
        ("E@p = get(...)", ["1:22", "2:23", "3:35", "4:27", "5:23", "6:28", "8:4"]),
        ("E =@p get(...)", ["1:24", "2:25", "3:37", "4:29", "5:28", "6:37", "8:11"]),
        ("E = get@p(...);", ["1:26"]),
    ],
)
def test_an_assignment_is_found_in_declarations(pattern: str, places: list[str]) -> None:
    assert _places(pattern) == places
