"""Each fixture gets exactly the findings that it asks for, and its functions are named by the verdict."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.fixtures import (
    FIXTURE_FILES,
    ROOT,
    differences,
    expectations,
    findings_of,
    rules,
    unit_of,
)


def _id(path: Path) -> str:
    return f"{path.parent.name}-{path.stem}"


@pytest.mark.parametrize("path", FIXTURE_FILES, ids=_id)
def test_findings_are_those_that_the_fixture_expects(path: Path) -> None:
    unit = unit_of(path.read_bytes(), path.name)
    assert differences(path.read_text(), findings_of(rules()[path.parent.name], unit)) == []


@pytest.mark.parametrize("path", FIXTURE_FILES, ids=_id)
def test_fixtures_parse_without_a_problem(path: Path) -> None:
    unit = unit_of(path.read_bytes(), path.name)
    assert unit.problems == ()
    assert unit.functions


@pytest.mark.parametrize("path", FIXTURE_FILES, ids=_id)
def test_function_names_say_the_verdict(path: Path) -> None:
    """A rule's own functions, which some fixtures define, keep their names."""
    unit = unit_of(path.read_bytes(), path.name)
    lines = {expected.line for expected in expectations(path.read_text())}
    text = (ROOT / rules()[path.parent.name].info.path).read_text()
    wrong = []
    for function in unit.functions:
        first, last = unit.position(function.start)[0], unit.position(function.end)[0]
        found = any(first <= line <= last for line in lines)
        verdicts = ("_bad",) if found else ("_ok",)
        known_wrong = function.name.startswith("FP_" if found else "FN_")
        if known_wrong:
            verdicts = ("_ok",) if found else ("_bad",)
        if not function.name.endswith(verdicts) and function.name not in text:
            wrong.append(function.name)
    assert wrong == []


def test_a_missing_and_a_surplus_finding_are_both_told() -> None:
    text = "static void f(pmd_t *pmd)\n{\n\tpmd_trans_unstable(pmd);\n\tg(); /* expect: GUP101 note */\n}\n"
    found = findings_of(rules()["GUP101"], unit_of(text.encode(), "f.c"))
    told = differences(text, found)
    assert [line.split(":")[:2] for line in told] == [
        ["line 3", " unexpected GUP101 warning"],
        ["line 4", " no GUP101 note"],
    ]


@pytest.mark.parametrize("comment", ["/* expects: GUP101 */", "/* expect: x */", "/* expect: GUP101 bad */"])
def test_a_comment_that_asks_for_nothing_known_is_refused(comment: str) -> None:
    with pytest.raises(ValueError, match="line 1: "):
        expectations(f"x(); {comment}\n")
