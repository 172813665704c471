"""What callers do with each changed code."""

from __future__ import annotations

import pytest

from gupcheck.change.checks import Decision
from gupcheck.errors.values import errno
from gupcheck.model.change import ImpactUse
from tests.change.impact.conftest import Ask

FILES = {
    "mm/walk.c": """
int walk_page(int a)
{
	return a ? -ENOMEM : 0;
}

int walk_all(int a)
{
	int ret = walk_page(a);

	if (ret == -EBUSY)
		return 0;
	return ret;
}
"""
}


def test_a_caller_hands_on_the_new_code_and_makes_0_of_the_old_one(noticed: Ask) -> None:
    found = noticed(FILES, "walk_page", gained=(errno("ENOMEM"),), lost=(errno("EBUSY"),))
    (caller,) = [one for one in found if one.kind == "caller"]
    assert (caller.kind, caller.function, caller.line) == ("caller", "walk_all", 9)
    assert ImpactUse("-ENOMEM", "returns", "", 13, True) in caller.uses
    assert ImpactUse("-EBUSY", "tests", "-EBUSY", 11, False) in caller.uses


def test_nobody_is_asked_where_no_impact_is_wanted(noticed: Ask) -> None:
    assert noticed(FILES, "walk_page", lost=(errno("EBUSY"),), reach="none") == ()


@pytest.mark.parametrize(
    ("way", "callers"),
    [
        (Decision("prog", "true"), {"with_one", "with_any", "with_mode"}),
        (Decision("!prog", "true"), {"without", "with_any", "with_mode"}),
        (Decision("mode == MODE_SKB", "true"), {"with_mode", "with_any", "with_one", "without"}),
        (Decision("mode == MODE_HW", "true"), {"with_any", "with_one", "without"}),
    ],
)
def test_a_constant_argument_shuts_a_code_out(noticed: Ask, way: Decision, callers: set[str]) -> None:
    text = """
int install(void *prog, int mode) { if (prog) return -EBUSY; return 0; }
int without(int mode) { return install(NULL, mode); }
int with_any(void *p, int mode) { return install(p, mode); }
int with_one(int mode) { return install(1, mode); }
int with_mode(void *p) { return install(p, MODE_SKB); }
"""
    found = noticed({"mm/a.c": text}, "install", gained=(errno("EBUSY"),), ways=((way,),))
    assert {one.function for one in found if one.kind == "caller"} == callers


def test_a_parameter_that_the_function_sets_shuts_nothing_out(noticed: Ask) -> None:
    text = """
int install(void *prog) { prog = prog ?: other; if (prog) return -EBUSY; return 0; }
int without(void) { return install(NULL); }
"""
    ways = ((Decision("prog", "true"),),)
    found = noticed({"mm/a.c": text}, "install", gained=(errno("EBUSY"),), ways=ways)
    assert [one.function for one in found if one.kind == "caller"] == ["without"]
