"""What every format owes: it loads late, ignores the order of its input, survives any text, and is quick."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gupcheck.model import Confidence, Finding, Location, Notification, Related, Report, Severity, Step
from gupcheck.report import FORMATS, Options, write

EVERYTHING = Options(statistics=True, sarif_suppressed=True)
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

hostile = st.text(
    st.one_of(
        st.sampled_from("\x00\x1b[31m\r\n\t\x9b\u202e\ud800\udce9%:,](1)\\\u2028"),
        st.characters(codec=None),
    ),
    max_size=30,
)
locations = st.builds(
    Location,
    hostile.filter(bool),
    st.integers(1, 5),
    st.integers(1, 90),
    st.integers(1, 9),
    st.integers(1, 90),
    hostile,
    hostile,
)
findings = st.builds(
    Finding,
    st.just("GUP101"),
    hostile,
    st.sampled_from(Severity),
    st.sampled_from(Confidence),
    hostile,
    locations,
    hostile,
    st.lists(st.builds(Related, locations, hostile), max_size=2).map(tuple),
    st.lists(st.builds(Step, locations, hostile), max_size=2).map(tuple),
    before=st.lists(hostile, max_size=1).map(tuple),
)
notifications = st.builds(Notification, st.just("rule-crash"), st.sampled_from(Severity), hostile, hostile)


def test_the_formats_that_are_promised() -> None:
    assert FORMATS == ("text", "concise", "json", "sarif", "github")


def test_an_unknown_format_is_an_error_that_lists_the_known(report: Report) -> None:
    with pytest.raises(
        ValueError, match="no format 'xml': the formats are text, concise, json, sarif, github"
    ):
        write("xml", report, Options())


def test_importing_the_package_imports_no_writer_and_no_library() -> None:
    program = "import sys, gupcheck.report; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout
    assert "gupcheck.report" in loaded.split()
    assert not {"sarif_om", "attr", "rich", "json", "gupcheck.report.text"} & set(loaded.split())


@pytest.mark.parametrize("name", ["text", "concise", "json", "github"])
def test_sarif_om_is_loaded_for_sarif_alone(name: str) -> None:
    program = (
        "import sys; from gupcheck.model import Report; from gupcheck.report import Options, write;"
        f"write({name!r}, Report('1', '/'), Options()); print(*sys.modules)"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout
    assert not {"sarif_om", "attr", "rich"} & set(loaded.split())


@pytest.mark.parametrize("name", FORMATS)
def test_the_order_of_the_input_makes_no_difference(name: str, report: Report) -> None:
    shuffled = replace(
        report,
        findings=report.findings[::-1],
        rules=report.rules[::-1],
        notifications=report.notifications[::-1],
    )
    assert write(name, shuffled, EVERYTHING) == write(name, report, EVERYTHING)


@given(st.lists(findings, max_size=3), st.lists(notifications, max_size=2), st.integers(0, 120))
def test_no_text_breaks_a_format(found: list[Finding], told: list[Notification], width: int) -> None:
    report = Report("0.1.0", "/", tuple(found), notifications=tuple(told), suppressed=tuple(found[:1]))
    options = replace(EVERYTHING, width=width)
    outputs = {name: write(name, report, options) for name in FORMATS}
    for name, output in outputs.items():
        assert output.encode("utf-8").decode() == output
        assert not output or output.endswith("\n")
        assert name == "json" or not CONTROL.search(output)
    assert len(json.loads(outputs["json"])["findings"]) == len(found)
    assert len(json.loads(outputs["sarif"])["runs"][0]["results"]) == len(found) + len(found[:1])
    noted = sum(one.level != Severity.NOTE for one in told)
    assert outputs["concise"].count("\n") == outputs["github"].count("\n") == len(found) + noted


@given(st.lists(findings, min_size=1, max_size=2))
@settings(max_examples=50)
def test_colour_never_changes_the_text(found: list[Finding]) -> None:
    report = Report("0.1.0", "/", tuple(found))
    colored = write("text", report, Options(color=True, statistics=True))
    assert "\x1b[" in colored
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == write("text", report, Options(statistics=True))


@pytest.mark.parametrize("name", FORMATS)
def test_a_big_report_is_written_in_seconds(name: str, many: Callable[[int], Report]) -> None:
    report = many(5_000)
    begin = time.process_time()
    assert write(name, report, Options()).count("pte_") >= 5_000
    assert time.process_time() - begin < 5
