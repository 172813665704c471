"""What callers do with each changed code."""

from __future__ import annotations

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
