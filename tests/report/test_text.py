"""The text report's sentences, table and notifications."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from gupcheck.model import Notification, Report, Severity, Summary
from gupcheck.report import Options, write
from gupcheck.report.wording import closing_lines, count, percent


def last_line(report: Report) -> str:
    return write("text", report, Options()).splitlines()[-1]


def test_a_clean_run_is_one_line(clean_report: Report) -> None:
    text = write("text", clean_report, Options(statistics=True))
    assert text == "No findings; checked 1 file, parsed 1, 1 function.\n"


@pytest.mark.parametrize(
    ("summary", "line"),
    [
        (
            Summary(187, 12, 1204, 3),
            "checked 187 files, parsed 12, 1,204 functions, 3 of them hold code that did",
        ),
        (
            Summary(1, 1, 2, 1),
            "checked 1 file, parsed 1, 2 functions, 1 of them holds code that did not parse.",
        ),
        (Summary(0, 0, 0, 0), "checked 0 files, parsed 0, 0 functions."),
    ],
)
def test_counts_are_singular_and_plural(summary: Summary, line: str) -> None:
    assert line in last_line(Report("1", "/", summary=summary))


def test_findings_are_counted_by_severity_and_file(many: Callable[[int], Report]) -> None:
    assert closing_lines(many(1))[0].startswith("Found 1 finding (1 note) in 1 file;")
    assert closing_lines(many(44))[0].startswith(
        "Found 44 findings (11 errors, 11 warnings, 22 notes) in 5 files;"
    )


def test_suppressed_and_incomplete_have_lines_of_their_own(report: Report) -> None:
    lines = write("text", report, Options()).splitlines()[-2:]
    assert lines == [
        "Suppressed in the source: 1 finding.",
        "Part of the analysis was not done: see the messages above.",
    ]


def test_statistics_begin_with_the_most_frequent_rule(report: Report) -> None:
    twice = replace(report, findings=(*report.findings, replace(report.findings[0], message="Again.")))
    table = write("text", twice, Options(statistics=True)).split("\n\n")[-2].splitlines()
    assert [line.split()[:2] for line in table] == [["2", "GUP104"], ["1", "GUP101"], ["1", "GUP102"]]
    assert "1  GUP101" not in write("text", twice, Options())


def test_notifications_of_one_kind_are_folded_after_ten() -> None:
    told = tuple(
        Notification("parse-errors", Severity.NOTE, f"Place {n}.", "mm/a.c", line=n) for n in range(1, 13)
    )
    text = write("text", Report("1", "/", notifications=told), Options())
    assert "mm/a.c:10: note[parse-errors] Place 10." in text
    assert "Place 11." not in text
    assert "2 messages more of the kind 'parse-errors'" in text


def test_steps_are_numbered_in_their_order(report: Report) -> None:
    text = write("text", report, Options())
    places = [text.index(f"step {number}: mm/walk.c:") for number in (1, 2, 3)]
    assert places == sorted(places)
    assert "step 4" not in text


def test_numbers() -> None:
    assert count(1, "file") == "1 file"
    assert count(2000, "file") == "2,000 files"
    assert percent(3, 1204) == 0.25
    assert percent(0, 0) == 0.0
