"""Our own corpus of SmPL: in each folder of testdata/smpl small rules, and C that says what they find.

`/* expect: forall star */` at the end of a line of `code.c` says that the rules `forall.cocci` and
`star.cocci` beside it each report something on that line, and no other rule does.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from gupcheck.smpl import DEFAULT_VIRTUALS, CheckResult, Target, check, load_rule
from gupcheck.syntax import load_dialect, parse_unit

FOLDER = Path(__file__).parents[2] / "testdata" / "smpl"
RULES = tuple(sorted(FOLDER.rglob("*.cocci")))

EXPECT = re.compile(r"/\* expect: (?P<rules>[\w ]+) \*/")


def name_of(rule: Path) -> str:
    """Return what a rule is called in the names of tests: its folder and its name."""
    return f"{rule.parent.name}-{rule.stem}"


def code_of(rule: Path) -> Path:
    """Return the file of C that a rule of the corpus is laid on."""
    return rule.parent / "code.c"


def expected_lines(rule: Path) -> set[int]:
    """Return the lines, from 1, on which the corpus expects the rule to report something."""
    return {
        number
        for number, line in enumerate(code_of(rule).read_text().splitlines(), start=1)
        if (found := EXPECT.search(line)) and rule.stem in found["rules"].split()
    }


@cache
def target_of(code: Path) -> Target:
    """Return a file of C as the rules see it."""
    return Target(parse_unit(code.read_bytes(), str(code), load_dialect()))


def checked(rule: Path, virtuals: frozenset[str] = DEFAULT_VIRTUALS) -> CheckResult:
    """Return what a rule of the corpus finds in its code."""
    return check(load_rule(rule.read_text(), str(rule)), target_of(code_of(rule)), virtuals)
