"""Changes that mean nothing to C move findings, and change nothing else about them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.rules.fixtures import FIXTURE_FILES, differences, findings_of, rules, unit_of

_LOCAL = re.compile(r"(?<![\w.>])(pte|start_pte|pmd|old_pmd|src_pmd|vma|mm|addr|ptl|vmf|heat|zone|ret)(?!\w)")
_BLOCK_START = re.compile(r"\n\n(?!\s|\w+:\n)")


def _between_lines(text: str, inserted: str) -> str:
    """Return `text` with a line inserted after each one that no backslash continues."""
    lines = text.splitlines(keepends=True)
    return "".join(line if line.endswith("\\\n") else line + inserted for line in lines)


def _blank_lines(text: str) -> str:
    return _between_lines(text, "\n")


def _comments(text: str) -> str:
    return _between_lines(text, "\t/* if (!pte) return pte_alloc(mm, pmd); */ // pmd_trans_unstable(pmd);\n")


def _carriage_returns(text: str) -> str:
    return text.replace("\n", "\r\n")


def _renamed_locals(text: str) -> str:
    return _LOCAL.sub(r"another_\1", text)


def _reordered(text: str) -> str:
    head, *blocks = _BLOCK_START.split(text.rstrip("\n"))
    return "\n\n".join([head, *reversed(blocks)]) + "\n"


_CHANGES = (_blank_lines, _comments, _carriage_returns, _renamed_locals, _reordered)


def _verdicts(rule_id: str, text: str) -> Counter[tuple[str, str, str]]:
    """Return the findings without their places: function, severity, and message without line numbers."""
    found = findings_of(rules()[rule_id], unit_of(text.encode(), "fixture.c"))
    return Counter(
        (finding.function, finding.severity.value, _without_places(finding.message)) for finding in found
    )


def _without_places(message: str) -> str:
    """Return a message without line numbers, with locals as they are called in the original."""
    return re.sub(r"\d+", "N", message).replace("another_", "")


@pytest.mark.parametrize("change", _CHANGES, ids=lambda change: change.__name__.strip("_"))
@pytest.mark.parametrize("path", FIXTURE_FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_change_without_meaning_only_moves_findings(path: Path, change: Callable[[str], str]) -> None:
    original = path.read_text()
    changed = change(original)
    rule_id = path.parent.name
    assert changed != original
    assert _verdicts(rule_id, changed) == _verdicts(rule_id, original)
    unit = unit_of(changed.encode(), path.name)
    assert differences(changed, findings_of(rules()[rule_id], unit)) == []
