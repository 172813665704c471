"""Every rule of our corpus finds exactly what the C beside it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.smpl.corpus import EXPECT, RULES, checked, code_of, expected_lines, name_of, target_of


@pytest.mark.parametrize("rule", RULES, ids=name_of)
def test_a_rule_finds_what_the_code_says(rule: Path) -> None:
    result = checked(rule)
    assert {finding.location.line for finding in result.findings} == expected_lines(rule)
    assert result.notifications == ()


@pytest.mark.parametrize("code", sorted({code_of(rule) for rule in RULES}), ids=lambda code: code.parent.name)
def test_code_names_rules_that_there_are_and_parses(code: Path) -> None:
    named = {name for names in EXPECT.findall(code.read_text()) for name in names.split()}
    assert named <= {rule.stem for rule in RULES if rule.parent == code.parent}
    unit = target_of(code).unit
    assert [function for function in unit.functions if function.had_error] == []


def test_most_rules_find_something() -> None:
    silent = [name_of(rule) for rule in RULES if not expected_lines(rule)]
    assert len(silent) < len(RULES) / 10
