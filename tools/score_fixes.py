"""Scores the rules GUP2xx against real fixes: the old function is to be flagged, the fixed one silent.

The data is a file of JSON lines with `id`, `class`, `pair` (such as "6.1.170..6.1.192"), `file`,
`function`, `old_line` and `new_line`; the kernels are folders linux-6.1-old, linux-6.1, linux-6.12-old and
linux-6.12. Each file is checked as a user would check it, with `gupcheck FILE --select GUP2 --format json`.

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
NEAR = 12
"""Lines between a finding and the line of the data at most."""

_Finding = dict[str, Any]


def findings_of(tree: Path, file: str) -> list[_Finding]:
    """Return what gupcheck reports on a file; exits where the run went wrong."""
    options = ["--select", "GUP2", "--format", "json", "--no-progress"]
    command = [sys.executable, "-m", "gupcheck", file, *options]
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1, 3):
        sys.exit(f"gupcheck failed on {file}: {done.stderr.strip()}")
    found: list[_Finding] = json.loads(done.stdout)["findings"]
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
        and one["function"] == fix["function"]
        and abs(one["location"]["line"] - line) <= NEAR
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
    reports: dict[tuple[Path, str], list[_Finding]] = {}
    by_class: dict[str, list[tuple[dict[str, Any], bool, bool]]] = defaultdict(list)
    for fix in wanted:
        sides = []
        for side in ("old", "new"):
            tree = tree_of(Path(arguments.kernels), fix["pair"], side)
            key = (tree, fix["file"])
            if key not in reports:
                reports[key] = findings_of(*key)
            sides.append(bool(flags(fix, reports[key], fix[f"{side}_line"])))
        by_class[fix["class"]].append((fix, sides[0], sides[1]))
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
