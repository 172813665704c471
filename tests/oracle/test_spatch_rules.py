"""The shipped rules find what spatch finds with the same files: same line, column and message."""

from __future__ import annotations

import os
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

from gupcheck.smpl import RuleFile, Target, check
from gupcheck.source.prefilter import matches, words_of
from gupcheck.source.scan import WordScanner
from gupcheck.syntax import parse_unit
from tests.rules.fixtures import FIXTURE_FILES, ROOT, dialect, rules

pytestmark = pytest.mark.kernel

Place = tuple[str, int, int, str]
"""A finding as it is compared: file, line, column (both from 1), message without its grade."""

_TREES = Path(os.environ.get("GUPCHECK_KERNELS", "~/.cache/gupcheck/kernels")).expanduser()
_FOLDERS = ("mm", "fs/proc", "include/linux")
_LINE = re.compile(
    r"(?P<file>[^:]+):(?P<line>\d+):(?P<column>\d+)-\d+: (?:(?:ERROR|WARNING|NOTE): )?(?P<message>.*)"
)
_BEYOND_SPATCH = frozenset({"GUP101/macros_that_leave.c"})
"""Fixtures with macros that return or jump, whose bodies spatch 1.1.1 does not search."""


_RULES = {rule_id: rule for rule_id, rule in rules().items() if isinstance(rule, RuleFile)}
"""Rules on error summaries are no Coccinelle rules: spatch has no word on them."""


def _spatch(rule: RuleFile, where: Path) -> set[Place]:
    """Return what spatch reports for a rule on a file or folder, files as the command line names them."""
    command = [
        "spatch", "--very-quiet", "-D", "report", "--no-includes", "--include-headers",
        "--cocci-file", str(ROOT / rule.info.path), str(where),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=True)
    return {
        (found["file"], int(found["line"]), int(found["column"]) + 1, found["message"])
        for line in done.stdout.splitlines()
        if (found := _LINE.fullmatch(line))
    }


@cache
def _sources(folder: Path) -> tuple[tuple[str, bytes], ...]:
    return tuple(
        (str(path), path.read_bytes())
        for path in sorted(folder.rglob("*.[ch]"))
        if path.is_file() and not path.is_symlink()
    )


@cache
def _target(path: str, data: bytes) -> Target:
    return Target(parse_unit(data, path, dialect()))


def _ours(rule: RuleFile, sources: tuple[tuple[str, bytes], ...]) -> set[Place]:
    scanner = WordScanner(words_of(rule.words))
    return {
        (path, finding.location.line, finding.location.column, finding.message)
        for path, data in sources
        if matches(rule.words, scanner.present(data))
        for finding in check(rule, _target(path, data)).findings
    }


@pytest.mark.parametrize(
    "path",
    [
        path
        for path in FIXTURE_FILES
        if path.parent.name in _RULES and f"{path.parent.name}/{path.name}" not in _BEYOND_SPATCH
    ],
    ids=lambda path: f"{path.parent.name}-{path.stem}",
)
def test_fixtures(path: Path) -> None:
    rule = _RULES[path.parent.name]
    assert _ours(rule, ((str(path), path.read_bytes()),)) == _spatch(rule, path)


@pytest.mark.parametrize("rule_id", sorted(_RULES))
@pytest.mark.parametrize("folder", _FOLDERS)
@pytest.mark.parametrize("tree", ["linux-6.1", "linux-6.12"])
def test_kernels(tree: str, folder: str, rule_id: str) -> None:
    where = _TREES / tree / folder
    rule = _RULES[rule_id]
    assert _ours(rule, _sources(where)) == _spatch(rule, where)


def test_the_comparison_sees_findings() -> None:
    """An empty set on both sides would say nothing."""
    where = _TREES / "linux-6.1" / "mm"
    counts = {rule_id: len(_ours(rule, _sources(where))) for rule_id, rule in _RULES.items()}
    assert counts["GUP101"] == 23
    assert counts["GUP102"] == 2
    assert counts["GUP103"] > 50
