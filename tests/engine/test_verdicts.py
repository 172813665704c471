"""Findings say what their functions come to, behind the rule's own message."""

from __future__ import annotations

from gupcheck.engine.verdicts import with_verdicts
from gupcheck.model import Confidence, Finding, Location, Severity
from gupcheck.syntax import load_dialect, parse_unit

SOURCE = b"""\
int other(int a)
{
	return a;
}

int walk(pmd_t *pmd)
{
	if (pmd_trans_unstable(pmd))
		return -EBUSY;
	return map(pmd);
}
"""


def finding(rule: str, line: int, column: int) -> Finding:
    place = Location("mm/walk.c", line, column, line, column + 10)
    return Finding(rule, "a-rule", Severity.WARNING, Confidence.HIGH, "It is gone.", place)


def test_a_function_with_very_many_findings_gets_no_sentences() -> None:
    calls = "\tif (pmd_trans_unstable(pmd))\n\t\treturn -EBUSY;\n"
    unit = parse_unit(
        f"int walk(pmd_t *pmd)\n{{\n{calls * 41}\treturn 0;\n}}\n".encode(), "a.c", load_dialect()
    )
    findings = [finding("GUP101", 3 + 2 * number, 6) for number in range(41)]
    assert with_verdicts(findings, ("GUP101",), unit) == findings
    assert with_verdicts(findings[:40], ("GUP101",), unit) != findings[:40]


def test_the_sentence_stands_behind_the_message_of_the_chosen_rules_alone() -> None:
    unit = parse_unit(SOURCE, "mm/walk.c", load_dialect())
    findings = [
        finding("GUP101", 8, 6),
        finding("TST001", 8, 6),
        finding("GUP101", 3, 9),
        finding("GUP101", 5, 1),
    ]
    told = with_verdicts(findings, ("GUP101",), unit)
    assert [one.message for one in told] == [
        "It is gone. When it is true, walk() returns -EBUSY.",
        "It is gone.",
        "It is gone.",
        "It is gone.",
    ]
    assert [one.location for one in told] == [one.location for one in findings]
