"""Suppressions: what they cover, what makes them count, what is said of those that do not."""

from __future__ import annotations

import pytest

from gupcheck.engine.config import Config
from gupcheck.engine.request import RunRequest
from gupcheck.engine.run import run
from gupcheck.engine.suppression import read_suppressions
from gupcheck.model import Report

from .conftest import places, rule_text

CALL = "int f(void)\n{{\n{}\n}}\n"


@pytest.fixture
def judged(tree, tmp_path):
    """Return a function that runs two rules over the body of a function, as a project's own rules."""
    folder = tmp_path / "project-rules"
    folder.mkdir()
    (folder / "bad.cocci").write_text(rule_text())
    (folder / "worse.cocci").write_text(rule_text("TST102", "worse-call", "worse_call"))

    def make_report(body: str, **changes: object) -> Report:
        (tree / "x.c").write_text(CALL.format(body))
        config = Config(rule_folders=(str(folder),))
        return run(RunRequest(("x.c",), str(tree), config, **changes))  # type: ignore[arg-type]

    return make_report


@pytest.mark.parametrize(
    "body",
    [
        "bad_call(); /* gupcheck: ignore[TST101] it is known */",
        "bad_call(); // gupcheck: ignore[TST101] it is known",
        "/* gupcheck: ignore[TST101] it is known */ bad_call();",
        "/* gupcheck: ignore[TST101] it is known */\nbad_call();",
        "// gupcheck: ignore[TST101] it is known\nbad_call();",
        "/*\n * gupcheck: ignore[TST101] it is known,\n * and long to tell\n */\nbad_call();",
        "bad_call(1, /* gupcheck: ignore[TST101] it is known */\n 2);",
        "bad_call(); /* gupcheck: ignore[TST102, TST101] two at once */ worse_call();",
        "bad_call(); /* gupcheck: ignore[bad-call] by its name */",
        "bad_call(); /* gupcheck: ignore[TST1] by a prefix */",
    ],
)
def test_a_finding_is_suppressed(judged, body):
    report = judged(body)
    assert places(report) == []
    assert "TST101" in {finding.rule for finding in report.suppressed}
    assert all(finding.fingerprint for finding in report.suppressed)


def test_two_comments_above_each_other_cover_the_same_line(judged):
    body = "/* gupcheck: ignore[TST101] one */\n/* gupcheck: ignore[TST102] two */\nbad_call(); worse_call();"
    assert places(judged(body)) == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("bad_call(); /* gupcheck: ignore[TST101] here */\nbad_call();", ["x.c:4 TST101"]),
        ("/* gupcheck: ignore[TST101] far */\n\nbad_call();", ["x.c:3 GUP001", "x.c:5 TST101"]),
        ("/* gupcheck: ignore[TST102] wrong one */\nbad_call();", ["x.c:3 GUP001", "x.c:4 TST101"]),
        ('print("/* gupcheck: ignore[TST101] a string */"); bad_call();', ["x.c:3 TST101"]),
    ],
)
def test_other_findings_stay(judged, body, expected):
    assert places(judged(body)) == expected


@pytest.mark.parametrize(
    ("comment", "words"),
    [
        ("gupcheck: ignore[TST101]", "gives no reason"),
        ("gupcheck: ignore[TST101] --", "gives no reason"),
        ("gupcheck: ignore[] why", "names no rule"),
        ("gupcheck: ignore TST101 why", "is no suppression"),
        ("gupcheck: off", "is no suppression"),
    ],
)
def test_a_suppression_that_does_not_count_is_reported_and_suppresses_nothing(judged, comment, words):
    report = judged(f"bad_call(); /* {comment} */")
    assert places(report) == ["x.c:3 TST101", "x.c:3 GUP002"]
    assert words in report.findings[1].message


def test_an_unused_suppression_is_reported_where_nothing_else_is_found(judged):
    report = judged("/* gupcheck: ignore[TST101] of old */\nfine();")
    [finding] = report.findings
    assert (finding.rule, finding.location.line, finding.location.column) == ("GUP001", 3, 4)
    assert finding.location.text == "/* gupcheck: ignore[TST101] of old */"
    assert finding.message == "The suppression of 'TST101' silences nothing. Remove it."
    assert report.summary.parsed == 0


def test_each_unused_name_of_a_suppression_is_reported(judged):
    report = judged("bad_call(); /* gupcheck: ignore[TST101, TST102] half of it */")
    assert places(report) == ["x.c:3 GUP001"]
    assert "'TST102'" in report.findings[0].message


def test_a_suppression_of_no_rule_at_all_is_reported(judged):
    report = judged("/* gupcheck: ignore[TST999] typing error */\nfine();")
    message = report.findings[0].message
    assert message == "The suppression of 'TST999' silences nothing: there is no such rule."


@pytest.mark.parametrize(
    "changes", [{"ignore": ("TST101",)}, {"select": ("GUP001",)}, {"ignore": ("GUP001",)}]
)
def test_a_suppression_of_a_rule_that_did_not_run_is_left_alone(judged, changes):
    assert places(judged("/* gupcheck: ignore[TST101] of old */\nfine();", **changes)) == []


def test_with_a_rule_file_suppressions_count_and_nothing_is_said_of_them(check, tree):
    (tree / "x.c").write_text(
        CALL.format("bad_call(); /* gupcheck: ignore[TST101] ok */\nwait(); /* gupcheck: ignore[GUP101] */")
    )
    report = check("x.c")
    assert places(report) == []
    assert len(report.suppressed) == 1


def test_suppressions_know_their_span_and_their_reason():
    data = b"int a; /* gupcheck: ignore[GUP101,GUP102]: because\r\n\t* of this */\r\n"
    [one] = read_suppressions(data)
    assert (one.location.line, one.location.column) == (1, 11)
    assert (one.location.end_line, one.location.end_column) == (2, 11)
    assert one.selectors == ("GUP101", "GUP102")
    assert one.reason == "because of this"
    assert one.fault == ""
    assert list(one.lines) == [1, 2]


def test_a_comment_without_an_end_is_read_to_the_files_end():
    [one] = read_suppressions(b"int a;\n/* gupcheck: ignore[GUP101] open")
    assert one.reason == "open"
