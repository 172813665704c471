"""A header's macro that stands for another code changes what functions of unchanged files give."""

from __future__ import annotations

import pytest

from gupcheck.change import ChangeRequest, compare, macro_users
from gupcheck.model.change import ChangesReport
from tests.change.two_versions import rules, versions_of

_TEXT = """/* --- both: include/uapi/asm-generic/errno-base.h --- */
#define ENOMEM 12
#define EBUSY 16
/* --- old: mm/own.h --- */
#define NOT_NOW (-EBUSY)
#define SIZE 4
/* --- new: mm/own.h --- */
#define NOT_NOW (-ENOMEM)
#define SIZE 5
/* --- both: mm/a.c --- */
static void *get(int a)
{
	int err = 0;

	if (a)
		err = NOT_NOW;
	if (err)
		return ERR_PTR(err);
	return &buffer;
}
int size(int a) { if (a > SIZE) return -EBUSY; return 0; }
/* --- both: mm/b.c --- */
int put(int a) { if (a) return NOT_NOW; return 0; }
"""


def _report() -> ChangesReport:
    return compare(versions_of(_TEXT), ChangeRequest(rules()))


def test_users_of_a_macro_in_unchanged_files_are_compared() -> None:
    changes = [one for one in _report().changes if one.rule == "GUP301"]
    assert [(one.file, one.function, one.lost, one.gained) for one in changes] == [
        ("mm/a.c", "get", ("EBUSY",), ("ENOMEM",)),
        ("mm/b.c", "put", ("EBUSY",), ("ENOMEM",)),
    ]
    assert {one.causes[0].note for one in changes} == {"The macro 'NOT_NOW' stands for something else."}


def test_it_is_said_where_not_all_users_were_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(macro_users, "MOST_USERS", 1)
    report = _report()
    assert [one.function for one in report.changes] == ["get"]
    assert any("2 functions use macros" in note and "(NOT_NOW)" in note for note in report.notes)
