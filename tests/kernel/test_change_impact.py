"""Who notices a change of a real kernel: the case that gupcheck was made for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gupcheck.change import ChangeRequest, compare
from gupcheck.engine.rule_tables import load_change_catalogue
from gupcheck.model.change import ChangesReport, Impact
from gupcheck.source.folder import FolderVersion
from gupcheck.source.overlay import OverlayVersion
from gupcheck.source.version import FilePair, Versions
from tests.kernel.test_change import ONE_ARM, SPLIT

pytestmark = [pytest.mark.kernel, pytest.mark.slow]
KERNELS = Path(os.environ.get("GUPCHECK_KERNELS", Path.home() / ".cache" / "gupcheck" / "kernels"))


@pytest.fixture(scope="module")
def report() -> ChangesReport:
    """Return the comparison where both arms of follow_pmd_mask()'s split are made one."""
    old = FolderVersion(KERNELS / "linux-6.1")
    text, count = SPLIT.subn(ONE_ARM, old.read("mm/gup.c").decode())
    assert count == 1
    new = OverlayVersion(old, {"mm/gup.c": text.encode()}, "one arm")
    versions = Versions(old, new, (FilePair("mm/gup.c", "mm/gup.c"),))
    return compare(versions, ChangeRequest(load_change_catalogue(), impact="full"))


@pytest.fixture(scope="module")
def noticed(report: ChangesReport) -> list[Impact]:
    [change] = (one for one in report.changes if one.rule == "GUP302")
    return list(change.impact)


def test_no_caller_is_told_that_a_test_is_dead_or_a_code_unknown(report: ChangesReport) -> None:
    """The -EBUSY that __get_user_pages() tests for comes from faultin_page()."""
    assert not {"GUP308", "GUP309", "GUP310"} & {one.rule for one in report.changes}


def test_the_setters_of_the_flag_are_the_two_that_the_kernel_has(noticed: list[Impact]) -> None:
    setters = {one.function: one for one in noticed if one.kind == "setter"}
    assert setters.keys() == {"uprobe_write_opcode", "make_device_exclusive_range"}
    for one in setters.values():
        assert one.text == "FOLL_SPLIT_PMD"
        assert {(use.code, use.action) for use in one.uses} == {("-EBUSY", "returns")}
        assert [link.function for link in one.chain[-4:]] == [
            "follow_page_mask", "follow_p4d_mask", "follow_pud_mask", "follow_pmd_mask",
        ]  # fmt: skip


def test_the_error_pointer_goes_straight_out_of_get_user_pages(noticed: list[Impact]) -> None:
    [caller] = (one for one in noticed if one.kind == "caller" and one.function == "__get_user_pages")
    assert caller.chain[1].function == "follow_page_mask"
    assert {(use.code, use.action) for use in caller.uses} == {("ERR_PTR(-EBUSY)", "returns")}


def test_system_calls_are_reached_through_the_setters_alone(noticed: list[Impact]) -> None:
    calls = {one.function: one for one in noticed if one.kind == "system call"}
    assert "perf_event_open" in calls
    setters = {"uprobe_write_opcode", "make_device_exclusive_range"}
    for one in noticed:
        if one.kind in ("system call", "ioctl", "file operation", "exported"):
            assert setters & {link.function for link in one.chain}


def test_callers_of_the_setters_in_drivers_and_writes_to_tracefs_are_told(noticed: list[Impact]) -> None:
    [driver] = (one for one in noticed if one.function == "nouveau_atomic_range_fault")
    assert {(use.action, use.becomes) for use in driver.uses} == {("maps", "-EINVAL")}
    [write] = (one for one in noticed if one.function == "event_enable_write")
    assert write.kind == "file operation"
    assert write.may


def test_a_case_of_a_switch_that_a_caller_does_not_ask_for_is_not_told(noticed: list[Impact]) -> None:
    """trace_uprobe_register() opens for TRACE_REG_PERF_OPEN, and for TRACE_REG_PERF_ADD returns 0."""
    assert not {"perf_trace_add", "perf_trace_del"} & {one.function for one in noticed}
