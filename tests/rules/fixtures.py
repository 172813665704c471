"""The fixtures of the rules: C files that say themselves which findings are expected, and where.

`/* expect: GUP101 */` at the end of a line asks for one finding there, and
`/* expect: GUP101 warning, GUP101 note */` for two of these severities.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from gupcheck.checks.callees import Callees
from gupcheck.checks.rulefile import CheckRule, is_check_rule, load_check_rule
from gupcheck.checks.run import findings_in, open_program
from gupcheck.checks.tree import tree_of
from gupcheck.model import Finding
from gupcheck.smpl import RuleFile, Target, check, load_rule
from gupcheck.syntax import Dialect, Unit, load_dialect, parse_unit

ROOT = Path(__file__).parents[2]
CHECK_RULE_FILES = tuple(
    path for path in sorted((ROOT / "rules").rglob("*.toml")) if is_check_rule(path.read_text())
)
RULE_FILES = (*sorted((ROOT / "rules").rglob("*.cocci")), *CHECK_RULE_FILES)
HEADERS = ROOT / "testdata" / "rules" / "include"
FIXTURE_FILES = tuple(sorted((ROOT / "testdata" / "rules").rglob("*.c")))

_COMMENT = re.compile(r"/\* expect: (?P<wanted>[^*]*?) \*/")
_WANTED = re.compile(r"(?P<rule>GUP\d{3})(?: (?P<severity>error|warning|note))?")


@dataclass(frozen=True, slots=True, order=True)
class Expected:
    """One finding that a fixture asks for; `severity` is "" where any will do."""

    line: int
    rule: str
    severity: str = ""


def expectations(text: str) -> list[Expected]:
    """Return what the comments of a fixture ask for. Raises ValueError for a comment that can't be read."""
    found: list[Expected] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if "expect" in line and not _COMMENT.search(line):
            raise ValueError(f"line {number}: write /* expect: GUP101 */ or /* expect: GUP101 warning */")
        for comment in _COMMENT.finditer(line):
            for part in comment["wanted"].split(", "):
                wanted = _WANTED.fullmatch(part)
                if wanted is None:
                    raise ValueError(f"line {number}: '{part}' is no rule with an optional severity")
                found.append(Expected(number, wanted["rule"], wanted["severity"] or ""))
    return found


def differences(text: str, findings: list[Finding]) -> list[str]:
    """Return a line for each expectation that is not met and each finding that is not expected."""
    wanted = Counter(expectations(text))
    surplus: list[str] = []
    for finding in findings:
        line = finding.location.line
        exact = Expected(line, finding.rule, finding.severity.value)
        expected = exact if wanted[exact] else Expected(line, finding.rule)
        if wanted[expected]:
            wanted[expected] -= 1
        else:
            surplus.append(f"line {line}: unexpected {finding.rule} {finding.severity}: {finding.message}")
    missing = [f"line {one.line}: no {one.rule} {one.severity}".rstrip() for one in wanted.elements()]
    return sorted(missing + surplus)


Rule = RuleFile | CheckRule


@cache
def rules() -> dict[str, Rule]:
    """Return the shipped rules by their ids."""
    loaded = [_loaded(path) for path in RULE_FILES]
    return {rule.info.id: rule for rule in loaded}


def _loaded(path: Path) -> Rule:
    load = load_check_rule if path in CHECK_RULE_FILES else load_rule
    return load(path.read_text(), path.relative_to(ROOT).as_posix())


@cache
def dialect() -> Dialect:
    """Return the dialect that all fixtures are parsed in."""
    return load_dialect()


def unit_of(data: bytes, path: str) -> Unit:
    """Return the parsed unit of a fixture's bytes."""
    return parse_unit(data, path, dialect())


def findings_of(rule: Rule, unit: Unit) -> list[Finding]:
    """Return what a rule finds in a unit, in the order of a report; each place and message once."""
    found = {
        (finding.location.line, finding.location.column, finding.message): finding
        for finding in _found(rule, unit)
    }
    return sorted(found.values(), key=lambda finding: finding.sort_key)


def _found(rule: Rule, unit: Unit) -> Iterable[Finding]:
    if isinstance(rule, RuleFile):
        return check(rule, Target(unit)).findings
    with TemporaryDirectory() as folder:
        tree = Path(folder)
        shutil.copytree(HEADERS, tree / "include")
        (tree / unit.path).write_bytes(unit.data)
        program = open_program(tree, [tree], dialect(), None)
        callees = Callees(tree_of(program), unit.path)
        return [
            finding
            for function in unit.functions
            for finding in findings_in(function, unit, [rule], callees, program.errnos.names)
        ]
