"""Lists and pages of rules, and what did not parse."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from gupcheck.model import ParseProblem, Report, Summary
from gupcheck.report import Options
from gupcheck.report.doctor import SHOWN_SHAPES, doctor_json, doctor_text
from gupcheck.report.rules import rule_json, rule_markdown, rule_text, rules_json, rules_text


def test_the_list_is_ordered_and_fits_the_terminal(report: Report) -> None:
    lines = rules_text(report.rules[::-1], Options(width=90)).splitlines()
    assert [line.split()[0] for line in lines] == ["ID", "GUP101", "GUP102", "GUP104"]
    assert max(map(len, lines)) <= 90
    assert lines[2].endswith("...")


@pytest.mark.parametrize(
    ("change", "default"),
    [
        ({"until": None}, "yes"),
        ({}, "before 6.5"),
        ({"since": (6, 5), "until": None}, "since 6.5"),
        ({"since": (5, 10)}, "5.10 to before 6.5"),
        ({"default_on": False}, "no"),
    ],
)
def test_for_which_kernels_a_rule_is_on(report: Report, change: dict[str, object], default: str) -> None:
    rule = replace(report.rules[0], **change)  # type: ignore[arg-type]
    assert f"on by default: {default}\n" in rule_text(rule, Options())
    assert f"  {default}  " in rules_text([rule], Options())


def test_a_page_keeps_the_documentation_and_its_code(report: Report) -> None:
    rule = report.rules[0]
    assert "\nExample\n        if (pmd_trans_unstable(pmd))\n                return 0;\n" in rule_text(
        rule, Options()
    )
    assert "## Example\n\n    if (pmd_trans_unstable(pmd))\n            return 0;\n" in rule_markdown(rule)
    assert json.loads(rule_json(rule))["sections"] == rule.sections
    assert [one["id"] for one in json.loads(rules_json(report.rules))["rules"]] == [
        "GUP101",
        "GUP102",
        "GUP104",
    ]


def test_colour_changes_no_page(report: Report, problems: tuple[ParseProblem, ...]) -> None:
    color = Options(color=True)
    for colored, plain in (
        (rules_text(report.rules, color), rules_text(report.rules, Options())),
        (rule_text(report.rules[0], color), rule_text(report.rules[0], Options())),
        (doctor_text(report, problems, color), doctor_text(report, problems, Options())),
    ):
        assert colored != plain
        assert colored.replace("\x1b[0m", "").replace("\x1b[1m", "").replace("\x1b[2m", "") == plain


def test_the_most_frequent_shape_comes_first_with_its_first_place(
    report: Report, problems: tuple[ParseProblem, ...]
) -> None:
    lines = doctor_text(report, problems, Options()).splitlines()
    assert lines[1].split() == ["2", "mm/a.c:90:1", "NAME(NAME)", "NAME"]
    assert lines[2].split() == ["1", "mm/b.c:3:9", "#else", "NAME"]
    assert lines[-1].startswith("3 places did not parse; checked 187 files")
    assert lines[-1].endswith("That is 0.25 % of the functions.")
    assert doctor_text(report, problems[::-1], Options()).splitlines() == lines


def test_many_shapes_are_cut_in_text_alone(report: Report) -> None:
    many = [ParseProblem("a.c", 1, 1, "f", f"shape {number}", "x") for number in range(SHOWN_SHAPES + 2)]
    assert "\n2 shapes more: the JSON report has them all.\n" in doctor_text(report, many, Options())
    assert len(json.loads(doctor_json(report, many))["problems"]) == SHOWN_SHAPES + 2


def test_doctor_without_problems() -> None:
    report = Report("1", "/", summary=Summary(2, 2, 5))
    text = doctor_text(report, (), Options())
    assert text == "Everything parsed; checked 2 files, parsed 2, 5 functions.\n"
    assert json.loads(doctor_json(report, ()))["functions_with_errors_percent"] == 0
    assert json.loads(doctor_json(report, ()))["summary"]["functions"] == 5
