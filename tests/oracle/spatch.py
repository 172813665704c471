"""Runs spatch on a rule and a file: what it reports, line by line."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

Report = tuple[int, int, str]
"""Line and column, both from 1, and message; the column is 0 and the message "" for a marked line."""

_REPORT = re.compile(r"[^:\n]+:(?P<line>\d+):(?P<column>\d+)-\d+: (?P<message>.*)")
_HUNK = re.compile(r"@@ -(?P<line>\d+)")


def reports(rule: Path, code: Path, *options: str) -> set[Report]:
    """Return what spatch says of `code`: its scripts' reports, and the lines that `*` or `-` marks.

    Raises CalledProcessError where spatch refuses the rule.
    """
    command = ["spatch", "--very-quiet", "--no-includes", *options, "--cocci-file", str(rule), str(code)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    found: set[Report] = set()
    number = 0
    for line in done.stdout.splitlines():
        if said := _REPORT.fullmatch(line):
            found.add((int(said["line"]), int(said["column"]) + 1, said["message"]))
        elif hunk := _HUNK.match(line):
            number = int(hunk["line"])
        elif line.startswith("-") and not line.startswith("---"):
            found.add((number, 0, ""))
            number += 1
        elif line.startswith(" "):
            number += 1
    return found
