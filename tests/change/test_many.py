"""Where very many functions changed, direct callers are told, and nothing that callees would have to tell."""

from __future__ import annotations

import pytest

from gupcheck.change import ChangeRequest, compare, deepen
from gupcheck.change.impact import wide
from gupcheck.model.change import ChangesReport
from tests.change.two_versions import rules, versions_of

_ERRNOS = """/* --- both: include/uapi/asm-generic/errno-base.h --- */
#define EIO 5
#define ENOMEM 12
#define EBUSY 16
#define EAGAIN 11
"""

_LEAF = (
    _ERRNOS
    + """/* --- old: mm/leaf.c --- */
int leaf(int a) { if (a) return -EBUSY; return 0; }
/* --- new: mm/leaf.c --- */
int leaf(int a) { if (a) return -ENOMEM; return 0; }
/* --- both: mm/caller.c --- */
int caller(int a)
{
	int ret = leaf(a);

	if (ret == -EBUSY)
		return -EAGAIN;
	return ret;
}
static int leaf_user(int a) { leaf(a); return 0; }
/* --- both: fs/other.c --- */
int other(int a) { return leaf(a); }
"""
)

_HANDED_ON = (
    _ERRNOS
    + """/* --- old: mm/part.c --- */
int part(int a) { if (a) return -EBUSY; return more(a); }
/* --- new: mm/part.c --- */
int part(int a) { if (a) return -EIO; return more(a); }
/* --- both: mm/caller.c --- */
int more(int a) { if (a > 4) return -EBUSY; return 0; }
int caller(int a)
{
	int ret = part(a);

	if (ret == -EBUSY)
		return 0;
	return ret;
}
"""
)


@pytest.fixture(autouse=True)
def _many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deepen, "MOST_FOR_FULL", 0)


def _report(text: str) -> ChangesReport:
    return compare(versions_of(text), ChangeRequest(rules()))


def test_what_direct_callers_do_is_told() -> None:
    change = next(one for one in _report(_LEAF).changes if one.function == "leaf")
    callers = {one.function: one.uses for one in change.impact if one.kind == "caller"}
    assert {name: [(use.code, use.action, use.gained) for use in uses] for name, uses in callers.items()} == {
        "caller": [("-EBUSY", "maps", False), ("-EBUSY", "tests", False), ("-ENOMEM", "returns", True)],
        "leaf_user": [("-EBUSY", "drops", False), ("-ENOMEM", "drops", True)],
        "other": [("-EBUSY", "returns", False), ("-ENOMEM", "returns", True)],
    }


def test_a_test_for_a_code_that_is_gone_is_dead() -> None:
    dead = [one for one in _report(_LEAF).changes if one.rule == "GUP308"]
    assert [(one.function, one.line) for one in dead] == [("caller", 5)]


def test_no_test_is_called_dead_where_a_callee_may_give_the_code() -> None:
    report = _report(_HANDED_ON)
    assert not [one for one in report.changes if one.rule in ("GUP308", "GUP309")]
    assert any(one.function == "caller" for change in report.changes for one in change.impact)


def test_what_is_not_done_is_said() -> None:
    [note] = _report(_LEAF).notes
    assert "Neither callees are filled in nor who calls the callers" in note


def test_a_function_that_too_many_files_call_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wide, "MOST_FILES", 1)
    report = _report(_LEAF)
    assert any("leaf()" in note for note in report.notes)
    assert not any(change.impact for change in report.changes)
