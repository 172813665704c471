"""Chains that hang on a flag, or on a function pointer of the function asked about, are only possible."""

from __future__ import annotations

from pathlib import Path

import pytest

from gupcheck.impact.survey import Question, survey
from gupcheck.model.errors import EntryPoint

SOURCE = """
static int busy_or_full(unsigned int flags, int a)
{
	if (flags & WALK_SPLIT) {
		if (a)
			return -EBUSY;
	}
	if (flags & WALK_TOUCH)
		return -ENOSPC;
	if (a > 2)
		return -ENOSPC;
	return 0;
}

SYSCALL_DEFINE1(mlock, int, a)
{
	return busy_or_full(0, a);
}

SYSCALL_DEFINE1(munlock, int, a)
{
	return busy_or_full(WALK_SPLIT, a);
}

static int walk_pte(int a)
{
	return a ? -ENOMEM : 0;
}

static const struct walk_ops ops = {
	.pte_entry = walk_pte,
};

static int walk_all(const struct walk_ops *ops, int a)
{
	return ops->pte_entry(a);
}

SYSCALL_DEFINE1(mlockall, int, a)
{
	return walk_all(&ops, a);
}
"""


@pytest.fixture
def flagged(tmp_path: Path) -> Path:
    """Return the root of a tree that holds SOURCE."""
    (tmp_path / "mm").mkdir()
    (tmp_path / "mm/walk.c").write_text(SOURCE)
    return tmp_path


def entry_points(root: Path, name: str) -> tuple[EntryPoint, ...]:
    (found,) = survey(Question(root, (name,), entry_points=True), "1.0").functions
    return found.entry_points or ()


def test_a_flag_that_nobody_on_the_chain_names_makes_it_possible_only(flagged: Path) -> None:
    found = entry_points(flagged, "busy_or_full")
    assert {(one.name, one.code, one.may, one.needs) for one in found} == {
        ("mlock", "-EBUSY", True, ("WALK_SPLIT",)),
        ("mlock", "-ENOSPC", False, ()),
        ("munlock", "-EBUSY", False, ()),
        ("munlock", "-ENOSPC", False, ()),
    }


def test_a_code_that_came_through_a_pointer_is_possible_only(flagged: Path) -> None:
    found = entry_points(flagged, "walk_all")
    assert [(one.name, one.code, one.may) for one in found] == [("mlockall", "-ENOMEM", True)]
