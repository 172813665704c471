"""The change that the project was made for: one error code is lost, another one reaches a case that it did
not reach before, and what failed goes on."""

from __future__ import annotations

from tests.change.two_versions import TESTDATA, compared

TEXT = (TESTDATA / "split_and_alloc.c").read_text()


def test_the_lost_code_is_told_with_its_cause_and_nothing_is_gained() -> None:
    [change] = compared(TEXT).changes
    assert (change.function, change.lost, change.gained) == ("walk_pmd", ("EBUSY",), ())
    [cause] = change.causes
    assert cause.cause == "pmd_trans_unstable(pmd) is true"
    assert cause.before == ("ERR_PTR(-EBUSY)",)


def test_what_the_case_does_now_is_told() -> None:
    [change] = compared(TEXT).changes
    [cause] = change.causes
    assert set(cause.after) == {"ERR_PTR(-ENOMEM)", "<callee walk_pte>"}
    assert "through 'pte_alloc(mm, pmd)' to" in cause.note
    assert "what walk_pte() returns" in cause.note


def test_the_kept_code_is_told_to_be_possible_in_one_more_case() -> None:
    [change] = compared(TEXT).changes
    assert (
        "ERR_PTR(-ENOMEM) came only where is_huge_zero_page(page) is false; now it can come in this case too."
        in change.causes[0].note
    )
