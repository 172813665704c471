"""Scores the rules GUP2xx against real fixes: the old function is to be flagged, the fixed one silent.

The data is a file of JSON lines with `id`, `class`, `pair` (such as "6.1.170..6.1.192"), `file`,
`function`, `old_line` and `new_line`; the kernels are folders linux-6.1-old, linux-6.1, linux-6.12-old and
linux-6.12. The files are checked as a user would check them, with `gupcheck FILE... --select GUP2`.

A function counts as flagged where a rule of the fix's class reports something in it not far from the line
that the data points at; the finding stands at a check, the line often at the return behind it.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

RULES = {
    "missing-error-code": ("GUP202",),
    "err-ptr-null": ("GUP203",),
    "dead-test": ("GUP204",),
    "wrong-code": ("GUP205", "GUP206"),
    "unchecked": ("GUP207",),
}
SIDES = ("old", "new")
NEAR = 12
"""Lines between a finding and the line of the data at most."""

_Finding = dict[str, Any]


def findings_of(tree: Path, files: list[str]) -> list[_Finding]:
    """Return what gupcheck reports on files of a tree; exits where the run went wrong."""
    options = ["--select", "GUP2", "--format", "json", "--no-progress"]
    command = [sys.executable, "-m", "gupcheck", *files, *options]
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1, 3):
        sys.exit(f"gupcheck failed on {tree}: {done.stderr.strip()}")
    report = json.loads(done.stdout)
    for told in report["notifications"]:
        if told["incomplete"]:
            print(f"{told['file']}: {told['message']}", file=sys.stderr)
    found: list[_Finding] = report["findings"]
    return found


def tree_of(kernels: Path, pair: str, side: str) -> Path:
    """Return the folder of one side of a pair of kernels."""
    version = ".".join(pair.split("..")[0].split(".")[:2])
    return kernels / (f"linux-{version}-old" if side == "old" else f"linux-{version}")


def flags(fix: dict[str, Any], found: list[_Finding], line: int) -> list[_Finding]:
    """Return the findings of the fix's class in its function, not far from `line`."""
    wanted = RULES[fix["class"]]
    return [
        one
        for one in found
        if one["rule"] in wanted
        and (one["file"], one["function"]) == (fix["file"], fix["function"])
        and abs(one["line"] - line) <= NEAR
    ]


def main() -> None:
    """Print what is flagged of each class, and what still is after its fix."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("data", type=Path, help="the fixes, a file of JSON lines")
    parser.add_argument("--kernels", type=Path, default=os.environ.get("GUPCHECK_KERNELS"), required=False)
    parser.add_argument("--classes", default=",".join(RULES), help="the classes to score, with commas")
    arguments = parser.parse_args()
    if arguments.kernels is None:
        parser.error("name the folder of the kernels with --kernels or in GUPCHECK_KERNELS")
    fixes = [json.loads(line) for line in arguments.data.read_text().splitlines() if line.strip()]
    wanted = [fix for fix in fixes if fix["class"] in arguments.classes.split(",")]
    kernels = Path(arguments.kernels)
    places = {(tree_of(kernels, fix["pair"], side), fix["file"]) for fix in wanted for side in SIDES}
    trees = sorted({tree for tree, _ in places})
    reports = {tree: findings_of(tree, sorted(file for one, file in places if one == tree)) for tree in trees}
    by_class: dict[str, list[tuple[dict[str, Any], bool, bool]]] = defaultdict(list)
    for fix in wanted:
        found = [
            bool(flags(fix, reports[tree_of(kernels, fix["pair"], side)], fix[f"{side}_line"]))
            for side in SIDES
        ]
        by_class[fix["class"]].append((fix, found[0], found[1]))
    for name, scored in by_class.items():
        tell(name, scored)


def tell(name: str, scored: list[tuple[dict[str, Any], bool, bool]]) -> None:
    """Print the score of one class."""
    flagged = [fix["id"] for fix, old, _ in scored if old]
    still = [fix["id"] for fix, old, new in scored if old and new]
    share = 100 * len(flagged) // len(scored)
    after = f"{len(still)} of these still after the fix{': ' if still else ''}{' '.join(still)}"
    print(f"{name}: {len(flagged)} of {len(scored)} flagged ({share} %), {after}")
    for fix, old, _ in scored:
        if not old:
            print(f"  missed {fix['id']} {fix['file']}:{fix['old_line']} {fix['function']}")


if __name__ == "__main__":
    main()
