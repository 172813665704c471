"""Tests of callers that no value can answer any more."""

from __future__ import annotations

import pytest

from gupcheck.errors.values import NULL_VALUE, Value, errno
from gupcheck.model.change import Impact
from tests.change.impact.conftest import Ask

BUSY = {"mm/get.c": "int get_one(int a)\n{\n\treturn a ? -EBUSY : 0;\n}\n"}
NO_MEMORY = "int get_one(int a)\n{\n\treturn a ? -ENOMEM : 0;\n}\n"


def dead(noticed: Ask, caller: str, new: str = NO_MEMORY, lost: Value | None = None) -> list[tuple[str, str]]:
    """Return text and code of the tests that are dead in a caller once get_one() lost -EBUSY."""
    files = {"mm/get.c": new, "mm/use.c": caller}
    found = noticed(files, "get_one", old=BUSY, lost=(lost or errno("EBUSY"),))
    return [(one.text, one.code) for one in found if one.kind == "dead-test"]


def test_a_test_for_the_lost_code_is_dead(noticed: Ask) -> None:
    caller = (
        "int f(int a)\n{\n\tint ret = get_one(a);\n\n\tif (ret == -EBUSY)\n\t\treturn 0;\n\treturn ret;\n}\n"
    )
    assert dead(noticed, caller) == [("ret == -EBUSY", "-EBUSY")]


def test_a_call_inside_of_the_test_counts_too(noticed: Ask) -> None:
    assert dead(noticed, "int f(int a)\n{\n\treturn get_one(a) != -EBUSY;\n}\n") == []
    caller = "int f(int a)\n{\n\tif (get_one(a) == -EBUSY)\n\t\treturn 1;\n\treturn 0;\n}\n"
    assert dead(noticed, caller) == [("get_one(a) == -EBUSY", "-EBUSY")]


def test_a_case_of_a_switch_is_dead(noticed: Ask) -> None:
    caller = """int f(int a)
{
	switch (get_one(a)) {
	case -EBUSY:
		return 1;
	case -ENOMEM:
		return 2;
	default:
		return 0;
	}
}
"""
    assert dead(noticed, caller) == [("case -EBUSY", "-EBUSY")]


@pytest.mark.parametrize(
    "other",
    [
        "\tif (!ret)\n\t\tret = unknown_one(a);\n",
        "\tif (!ret)\n\t\tret = still_busy(a);\n",
        "\tif (!ret && a)\n\t\tret = -EBUSY;\n",
        "\tif (!ret)\n\t\tret = ops->get(a);\n",
        "\tret = ret ? ret : a;\n",
        "\tfill(&ret);\n",
    ],
)
def test_a_test_that_something_else_answers_stays_alive(noticed: Ask, other: str) -> None:
    caller = (
        "static int still_busy(int a)\n{\n\treturn a ? -EBUSY : 0;\n}\n\n"
        f"int f(int a)\n{{\n\tint ret = get_one(a);\n\n{other}"
        "\tif (ret == -EBUSY)\n\t\treturn 0;\n\treturn ret;\n}\n"
    )
    assert dead(noticed, caller) == []


def test_what_another_callee_cannot_give_does_not_keep_a_test_alive(noticed: Ask) -> None:
    caller = (
        "static int never_busy(int a)\n{\n\treturn a ? -EIO : 0;\n}\n\n"
        "int f(int a)\n{\n\tint ret = get_one(a);\n\n\tif (!ret)\n\t\tret = never_busy(a);\n"
        "\tif (ret == -EBUSY)\n\t\treturn 0;\n\treturn ret;\n}\n"
    )
    assert dead(noticed, caller) == [("ret == -EBUSY", "-EBUSY")]


def test_a_function_of_which_not_all_is_known_makes_no_test_dead(noticed: Ask) -> None:
    caller = (
        "int f(int a)\n{\n\tint ret = get_one(a);\n\n\tif (ret == -EBUSY)\n\t\treturn 0;\n\treturn ret;\n}\n"
    )
    assert dead(noticed, caller, "int get_one(int a)\n{\n\treturn elsewhere(a);\n}\n") == []


def test_an_error_test_of_a_function_that_cannot_fail_any_more_is_dead(noticed: Ask) -> None:
    caller = "int f(int a)\n{\n\tint ret = get_one(a);\n\n\tif (ret)\n\t\treturn -EIO;\n\treturn 0;\n}\n"
    assert dead(noticed, caller, "int get_one(int a)\n{\n\treturn 0;\n}\n") == [("ret", "-EBUSY")]


def test_a_null_test_is_dead_where_null_is_lost(noticed: Ask) -> None:
    user = "int f(int a)\n{\n\tvoid *p = get_one(a);\n\n\tif (!p)\n\t\treturn -EIO;\n\treturn use(p);\n}\n"
    files = {
        "mm/get.c": "void *get_one(int a)\n{\n\tif (a)\n\t\treturn ERR_PTR(-ENOMEM);\n\treturn &a;\n}\n",
        "mm/use.c": user,
    }
    old = {"mm/get.c": "void *get_one(int a)\n{\n\tif (a)\n\t\treturn NULL;\n\treturn &a;\n}\n"}
    gained = Value("errno", "ENOMEM", pointer=True)
    found = noticed(files, "get_one", old=old, lost=(NULL_VALUE,), gained=(gained,))
    by_kind = {one.kind: one for one in found}
    assert (by_kind["dead-test"].line, by_kind["dead-test"].code) == (5, "NULL")
    assert not by_kind["dead-test"].may
    assert by_kind["unhandled"] == Impact("unhandled", "f", "mm/use.c", 5, "if (!p)", "ERR_PTR(-ENOMEM)")


def test_a_test_above_the_direct_caller_is_dead_too(noticed: Ask) -> None:
    files = {
        "mm/a.c": """
int leaf(int a) { return a ? -ENOMEM : 0; }
static int between(int a) { return leaf(a); }
int above(int a)
{
	int ret = between(a);

	if (ret == -EBUSY)
		return 0;
	return ret;
}
static int other(int a) { int ret = leaf(a); if (a > 4) return -EBUSY; return ret; }
int alive(int a)
{
	int ret = other(a);

	if (ret == -EBUSY)
		return 0;
	return ret;
}
""",
    }
    old = {"mm/a.c": files["mm/a.c"].replace("a ? -ENOMEM", "a ? -EBUSY")}
    found = noticed(files, "leaf", old=old, lost=(errno("EBUSY"),), reach="full")
    assert [(one.function, one.line) for one in found if one.kind == "dead-test"] == [("above", 8)]
