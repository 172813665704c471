"""What GitHub would reject is cut, the most severe is kept, and the reader is told how much is missing."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from typing import Any

import pytest

from gupcheck.model import Report
from gupcheck.report import Options, sarif_limits, write
from gupcheck.report.sarif_limits import left_out, limited, most_severe, number_that_fits


def run_of(text: str) -> dict[str, Any]:
    run: dict[str, Any] = json.loads(text)["runs"][0]
    return run


def messages(run: dict[str, Any]) -> list[str]:
    return [one["message"]["text"] for one in run["invocations"][0]["toolExecutionNotifications"]]


def test_the_most_severe_are_kept_in_their_order(many: Callable[[int], Report]) -> None:
    findings = many(8).findings
    assert [finding.severity.value for finding in findings] == ["note", "warning", "note", "error"] * 2
    assert most_severe(findings, 3) == [1, 3, 7]
    assert most_severe(findings, 5) == [0, 1, 3, 5, 7]
    assert most_severe(findings, 9) == list(range(8))


def test_more_results_than_github_takes(
    many: Callable[[int], Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sarif_limits.MAX_RESULTS == 25_000
    monkeypatch.setattr("gupcheck.report.sarif_limits.MAX_RESULTS", 250)
    run = run_of(write("sarif", many(260), Options()))
    assert len(run["results"]) == 250
    assert sum(result["level"] != "note" for result in run["results"]) == 130
    assert messages(run) == [
        "10 findings, the least severe, left out of this file: code scanning takes at most 250 results."
    ]


def test_a_file_that_is_too_big_is_cut_until_it_fits(
    many: Callable[[int], Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    report = many(1000)
    whole = len(gzip.compress(write("sarif", report, Options()).encode(), mtime=0))
    assert sarif_limits.MAX_COMPRESSED_BYTES == 10_000_000
    limit = whole * 2 // 3
    monkeypatch.setattr("gupcheck.report.sarif_limits.MAX_COMPRESSED_BYTES", limit)
    text = write("sarif", report, Options())
    run = run_of(text)
    assert limit // 2 < len(gzip.compress(text.encode(), mtime=0)) <= limit
    assert sum(result["level"] != "note" for result in run["results"]) == 500
    assert 500 < len(run["results"]) < 700
    assert messages(run)[0].startswith(f"{1000 - len(run['results'])} findings, the least severe, left out")


def test_even_no_result_is_an_answer(many: Callable[[int], Report], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gupcheck.report.sarif_limits.MAX_COMPRESSED_BYTES", 10)
    run = run_of(write("sarif", many(20), Options()))
    assert run["results"] == []
    assert len(messages(run)) == 1


def test_a_small_file_is_not_even_compressed() -> None:
    assert number_that_fits("x" * 1000, 7) == 7


def test_both_reasons_are_told() -> None:
    both = left_out(1, 2)
    assert [one.message.split(",")[0] for one in both] == ["1 finding", "2 findings"]
    assert both[1].message.endswith("code scanning takes at most 10 MB, compressed.")
    assert not any(one.incomplete for one in both)
    assert left_out(0, 0) == []


def test_texts_are_cut_and_cleaned() -> None:
    assert limited("  a\x00b\r\nc\t ", 10) == "a\u2400b\nc"
    assert limited("abcdefghijk", 10) == "abcdefg..."
    assert limited("abcdefghij", 10) == "abcdefghij"
