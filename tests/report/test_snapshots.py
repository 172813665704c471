"""The whole output of every format over one small run: `pytest --update-snapshots` rewrites it."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from gupcheck.model import ParseProblem, Report
from gupcheck.report import FORMATS, Options, write
from gupcheck.report.doctor import doctor_json, doctor_text
from gupcheck.report.rules import rule_json, rule_text, rules_json, rules_text

Snapshot = Callable[[str, str], None]

SUFFIXES = {"text": "txt", "concise": "txt", "github": "txt", "json": "json", "sarif": "sarif.json"}


@pytest.mark.parametrize("name", FORMATS)
def test_findings(name: str, report: Report, snapshot: Snapshot) -> None:
    output = write(name, report, Options(statistics=True))
    if name == "sarif":
        output = json.dumps(json.loads(output), indent=2, ensure_ascii=False) + "\n"
    snapshot(f"findings-{name}.{SUFFIXES[name]}", output)


@pytest.mark.parametrize("name", FORMATS)
def test_a_clean_run(name: str, clean_report: Report, snapshot: Snapshot) -> None:
    snapshot(f"clean-{name}.{SUFFIXES[name]}", write(name, clean_report, Options(statistics=True)))


def test_colours(report: Report, snapshot: Snapshot) -> None:
    snapshot("findings-color.txt", write("text", report, Options(color=True)).replace("\x1b", "ESC"))


def test_a_narrow_terminal(report: Report, snapshot: Snapshot) -> None:
    snapshot("findings-narrow.txt", write("text", report, Options(width=48)))


def test_rules(report: Report, snapshot: Snapshot) -> None:
    snapshot("rules.txt", rules_text(report.rules, Options(width=80)))
    snapshot("rules.json", rules_json(report.rules))
    snapshot("rule.txt", rule_text(report.rules[0], Options()))
    snapshot("rule.json", rule_json(report.rules[0]))


def test_doctor(report: Report, problems: tuple[ParseProblem, ...], snapshot: Snapshot) -> None:
    snapshot("doctor.txt", doctor_text(report, problems, Options()))
    snapshot("doctor.json", doctor_json(report, problems))
