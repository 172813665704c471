"""Whole runs over a real kernel: the same bytes from any number of workers, and how much memory they take."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.kernel

KERNELS = Path(os.environ.get("GUPCHECK_KERNELS", "~/.cache/gupcheck/kernels")).expanduser()
TREE = KERNELS / "linux-6.1"
MOST_MEGABYTES = 300

# A process of its own, since a child counts with the memory of whoever forked it: here that of all other
# tests.
MEASURED = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:]).returncode
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
sys.exit(code)
"""


def measured(*arguments: str) -> tuple[dict[str, Any], float]:
    """Return the JSON report of a check without the time that it took, and its largest process in MB."""
    check = (sys.executable, "-m", "gupcheck", "check", "--no-config", "--format", "json", *arguments)
    command = (sys.executable, "-c", MEASURED, *check)
    done = subprocess.run(command, capture_output=True, cwd=KERNELS, timeout=900)
    assert done.returncode in (0, 1), done.stderr.decode()
    report: dict[str, Any] = json.loads(done.stdout)
    del report["summary"]["seconds"]
    return report, int(done.stderr.split()[-1]) / 1024


def run(*arguments: str) -> dict[str, Any]:
    """Return the JSON report of a check, without the time that it took."""
    return measured(*arguments)[0]


def test_the_number_of_workers_changes_nothing():
    assert run("linux-6.1/mm", "--jobs", "1") == run("linux-6.1/mm", "--jobs", "3")


def test_files_are_named_relative_to_the_tree_wherever_it_is_checked_from():
    report = run("linux-6.1/mm/gup.c", "--select", "GUP101")
    assert report["root"] == str(TREE.resolve())
    assert {finding["file"] for finding in report["findings"]} == {"mm/gup.c"}


def test_the_whole_tree_is_seen_within_the_memory_of_a_worker():
    report, megabytes = measured(str(TREE), "--select", "GUP101", "--jobs", "2")
    files = sum(path.suffix in (".c", ".h") and not path.is_symlink() for path in TREE.rglob("*"))
    assert report["summary"]["files"] == files
    assert not report["incomplete"]
    assert 10 < megabytes < MOST_MEGABYTES


def test_a_part_of_the_tree_has_the_findings_that_the_whole_has_there():
    def found(*paths: str) -> set[tuple[str, int, str]]:
        report = run(*paths, "--select", "GUP101,GUP102")
        return {(one["file"], one["line"], one["rule"]) for one in report["findings"]}

    whole = found("linux-6.1")
    assert found("linux-6.1/fs") == {place for place in whole if place[0].startswith("fs/")}
    assert found("linux-6.1/mm", "linux-6.1/include") <= whole
