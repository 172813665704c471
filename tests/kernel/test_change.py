"""Comparisons of real kernels: the case that gupcheck was made for, and what holds of any two versions."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from gupcheck.change import ChangeRequest, compare
from gupcheck.engine.rule_tables import load_change_catalogue
from gupcheck.model.change import Change, ChangesReport
from gupcheck.source.folder import FolderVersion
from gupcheck.source.overlay import OverlayVersion
from gupcheck.source.two_folders import between_folders
from gupcheck.source.version import FilePair, Versions

pytestmark = [pytest.mark.kernel, pytest.mark.slow]
KERNELS = Path(os.environ.get("GUPCHECK_KERNELS", Path.home() / ".cache" / "gupcheck" / "kernels"))

SPLIT = re.compile(r"\tif \(flags & FOLL_SPLIT_PMD\) \{\n.*?\n\t\}\n", re.DOTALL)
ONE_ARM = """\
	if (flags & FOLL_SPLIT_PMD) {
		spin_unlock(ptl);
		split_huge_pmd(vma, pmd, address);
		return pte_alloc(mm, pmd) ? ERR_PTR(-ENOMEM) :
			follow_page_pte(vma, address, pmd, flags, &ctx->pgmap);
	}
"""


@pytest.fixture(scope="module")
def split() -> Change:
    """Return the change of follow_pmd_mask() where both arms of the split are made one."""
    old = FolderVersion(KERNELS / "linux-6.1")
    text, count = SPLIT.subn(ONE_ARM, old.read("mm/gup.c").decode())
    assert count == 1
    new = OverlayVersion(old, {"mm/gup.c": text.encode()}, "one arm")
    versions = Versions(old, new, (FilePair("mm/gup.c", "mm/gup.c"),))
    request = ChangeRequest(load_change_catalogue(), impact="callers", caller_folders=("mm",))
    [change] = (one for one in compare(versions, request).changes if one.rule == "GUP302")
    return change


def test_the_split_loses_one_code_and_gains_none(split: Change) -> None:
    assert (split.function, split.lost, split.gained) == ("follow_pmd_mask", ("EBUSY",), ())
    assert (split.resolved_lost, split.resolved_gained) == (("EBUSY",), ())


def test_the_split_is_explained_by_its_cause(split: Change) -> None:
    [cause] = split.causes
    assert (cause.cause, cause.before) == ("pmd_trans_unstable(pmd) is true", ("ERR_PTR(-EBUSY)",))
    assert set(cause.after) == {"ERR_PTR(-ENOMEM)", "<callee follow_page_pte>"}
    assert "ERR_PTR(-ENOMEM) came only where is_huge_zero_page(page) is false" in cause.note


def test_the_caller_of_the_split_hands_the_lost_code_on(split: Change) -> None:
    [caller] = (one for one in split.impact if one.kind == "caller")
    assert caller.function == "follow_pud_mask"
    assert [(use.code, use.action, use.gained) for use in caller.uses] == [
        ("ERR_PTR(-EBUSY)", "returns", False)
    ]


def _compared(old: str, new: str, folder: str) -> ChangesReport:
    versions = between_folders(str(KERNELS / old), str(KERNELS / new), (folder,))
    return compare(versions, ChangeRequest(load_change_catalogue(), impact="none"))


def _sets(report: ChangesReport, *, by_old: bool = False) -> dict[tuple[str, str], tuple[set[str], set[str]]]:
    """Return what each function gained and lost, by its file and name in one of the versions."""
    found: dict[tuple[str, str], tuple[set[str], set[str]]] = {}
    for change in report.changes:
        key = (change.old_file, change.old_function) if by_old else (change.file, change.function)
        gained, lost = found.setdefault(key, (set(), set()))
        gained.update(change.gained)
        lost.update(change.lost)
    return {key: sets for key, sets in found.items() if any(sets)}


@pytest.mark.parametrize("folder", ["net/core", "mm"])
def test_both_directions_swap_what_was_gained_and_lost(folder: str) -> None:
    there = _sets(_compared("linux-6.1-old", "linux-6.1", folder))
    back = _sets(_compared("linux-6.1", "linux-6.1-old", folder), by_old=True)
    assert there
    assert back == {key: (lost, gained) for key, (gained, lost) in there.items()}


def test_a_version_does_not_differ_from_itself() -> None:
    versions = between_folders(str(KERNELS / "linux-6.1"), str(KERNELS / "linux-6.1"), ("net/core",))
    assert versions.changed == ()
    every = tuple(FilePair(path, path) for path in versions.new.below("net/core"))
    report = compare(replace(versions, changed=every), ChangeRequest(load_change_catalogue()))
    assert (report.changes, report.notifications) == ((), ())
