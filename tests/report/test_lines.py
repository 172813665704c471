"""The formats with one line a finding: gcc's style and GitHub's workflow commands."""

from __future__ import annotations

import re
from dataclasses import replace

from gupcheck.model import Confidence, Finding, Location, Notification, Report, Severity
from gupcheck.report import Options, write

GCC = re.compile(
    r"(?P<file>[^:]+):(?P<line>\d+):(?P<column>\d+): (?P<severity>error|warning|note): (?P<message>.+)"
)
COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def unescaped(text: str) -> str:
    """Undo the escapes as GitHub's runner does, the per cent sign last."""
    for escape, character in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(escape, character)
    return text


def properties(line: str) -> dict[str, str]:
    found = COMMAND.fullmatch(line)
    assert found
    return {name: unescaped(value) for name, value in (pair.split("=", 1) for pair in found[2].split(","))}


def test_gcc_style_is_what_editors_parse(report: Report) -> None:
    lines = write("concise", report, Options()).splitlines()
    found = [GCC.fullmatch(line) for line in lines[:3]]
    assert [
        match and (match["file"], match["line"], match["column"], match["severity"]) for match in found
    ] == [
        ("mm/odd name, 100%.c", "3", "2", "note"),
        ("mm/walk.c", "8", "31", "warning"),
        ("mm/walk.c", "11", "9", "warning"),
    ]
    assert lines[2].endswith("may fail instead: 100% of it. [GUP101]")


def test_only_notifications_that_matter_take_a_line(report: Report) -> None:
    for name in ("concise", "github"):
        text = write(name, report, Options())
        assert "did not parse" not in text
        assert "The run gave up on one function." in text
        assert "there is no such file" in text


def test_a_clean_run_is_silent(clean_report: Report) -> None:
    assert write("concise", clean_report, Options()) == write("github", clean_report, Options()) == ""


def test_annotations_survive_odd_names_and_texts(report: Report) -> None:
    odd, after_split, unstable = write("github", report, Options()).splitlines()[:3]
    assert properties(odd) == {
        "file": "mm/odd name, 100%.c",
        "line": "3",
        "endLine": "4",
        "title": "GUP104 pte-alloc-unchecked",
    }
    assert odd.startswith("::notice ")
    assert properties(after_split)["col"] == "24"
    assert properties(after_split)["endColumn"] == "42"
    message = unescaped(unstable.split("::")[2])
    assert message.splitlines()[1] == "'pte_offset_map()' may fail instead: 100% of it."


def test_a_message_cannot_start_a_command_of_its_own() -> None:
    location = Location("a,b:c\n::error::x.c", 1, 1, 1, 2)
    hostile = Finding("GUP101", "n", Severity.NOTE, Confidence.LOW, "x\n::add-mask::y\r\nz", location)
    output = write("github", Report("1", "/", (hostile,)), Options())
    assert output.count("\n") == 1
    assert unescaped(output.split("::")[-1]) == "y\nz\n"
    assert properties(output[:-1].replace("::add-mask::", ""))["file"].startswith("a,b:c")


def test_the_path_is_told_as_numbered_lines(report: Report) -> None:
    line = write("github", report, Options()).splitlines()[1]
    message = unescaped(line.split("::")[2]).splitlines()
    assert message[2] == "1. mm/walk.c:7: 'split_huge_pmd()' splits the pmd."
    assert len(message) == 5


def test_levels_have_githubs_words(report: Report) -> None:
    error = replace(report.findings[0], severity=Severity.ERROR)
    told = Notification("worker-died", Severity.NOTE, "A worker died.", incomplete=True)
    output = write("github", Report("1", "/", (error,), notifications=(told,)), Options())
    assert output.startswith("::error file=")
    assert "\n::notice title=gupcheck%3A worker-died::A worker died.\n" in output
