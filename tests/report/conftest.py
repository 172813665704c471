"""One small run whose report every format is tested with, and ways to make others."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from gupcheck.model import (
    Confidence,
    Finding,
    Location,
    Notification,
    ParseProblem,
    Related,
    Report,
    RuleInfo,
    Severity,
    Step,
    Summary,
)
from gupcheck.source.fingerprint import primary_location_line_hash

CORPUS = Path(__file__).parent / "data" / "corpus"
"""Our own C; one of its files has a name that formats must escape."""

RULES = (
    RuleInfo(
        "GUP101",
        "pmd-trans-unstable",
        "A call of a function that was removed in 6.5",
        "rules/mm/pmd-trans-unstable.cocci",
        Severity.WARNING,
        Confidence.HIGH,
        ("mm", "page-table"),
        {
            "What it does": "Reports calls of `pmd_trans_unstable()`.",
            "Why it matters": "Since 6.5 `pte_offset_map()` may return NULL instead.",
            "Example": "    if (pmd_trans_unstable(pmd))\n            return 0;",
        },
        until=(6, 5),
    ),
    RuleInfo(
        "GUP102",
        "pte-alloc-after-split",
        "A page table is allocated for a pmd that was just split",
        "rules/mm/pte-alloc-after-split.cocci",
        Severity.WARNING,
        Confidence.MEDIUM,
        ("mm", "page-table", "external/cwe/cwe-754"),
        {"What it does": "Follows a split of a huge pmd to `pte_alloc()`.", "Limits": "One function only."},
        security_severity="4.0",
    ),
    RuleInfo("GUP104", "pte-alloc-unchecked", "A dropped result", "rules/mm/unchecked.cocci", Severity.NOTE),
)


def place(file: str, start: str, end: str = "") -> Location:
    """Return the span of a file of CORPUS from the first `start` to the end of the first `end` after it."""
    data = (CORPUS / file).read_bytes()
    begin = data.index(start.encode())
    stop = data.index(end.encode(), begin) + len(end.encode()) if end else begin + len(start.encode())
    lines = data.decode().splitlines()
    line, end_line = data.count(b"\n", 0, begin) + 1, data.count(b"\n", 0, stop) + 1
    column, end_column = begin - data.rfind(b"\n", 0, begin), stop - data.rfind(b"\n", 0, stop)
    return Location(file, line, column, end_line, end_column, lines[line - 1], lines[end_line - 1])


def found(rule: RuleInfo, message: str, location: Location, **more: object) -> Finding:
    """Return a finding as the engine makes it, with its surrounding lines and its fingerprint."""
    data = (CORPUS / location.file).read_bytes()
    lines = data.decode().splitlines()
    finding = Finding(
        rule.id,
        rule.name,
        rule.severity,
        rule.confidence,
        message,
        location,
        fingerprint=primary_location_line_hash(data, location.line),
        before=tuple(lines[max(location.line - 2, 0) : location.line - 1]),
        after=tuple(lines[location.end_line : location.end_line + 1]),
    )
    return replace(finding, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def report() -> Report:
    """Return a report with something of everything in it."""
    walk, odd = "mm/walk.c", "mm/odd name, 100%.c"
    split, alloc = place(walk, "split_huge_pmd(", ";"), place(walk, "pte_alloc(mm, pmd)")
    after_split = found(
        RULES[1],
        "'pte_alloc()' follows 'split_huge_pmd()' of the same pmd.",
        alloc,
        function="touch_huge",
        related=(Related(split, "The pmd [1] is split here."),),
        steps=(
            Step(split, "'split_huge_pmd()' splits the pmd.", "start"),
            Step(place(walk, "pmd_trans_huge(*pmd)"), "'pmd_trans_huge(*pmd)' is true."),
            Step(alloc, "'pte_alloc()' allocates a table.", "end"),
        ),
    )
    unstable = place(walk, "pmd_trans_unstable(pmd)")
    message = "'pmd_trans_unstable()' is gone since 6.5.\n'pte_offset_map()' may fail instead: 100% of it."
    dropped = found(RULES[2], "The result of 'pte_alloc()' is dropped", place(odd, "pte_alloc(", ");"))
    unreadable = "mm/gone.c can't be read: there is no such file."
    return Report(
        version="0.1.0",
        root="/src/linux",
        findings=(
            replace(dropped, function="set_all"),
            after_split,
            found(RULES[0], message, unstable, function="touch_huge"),
        ),
        rules=RULES,
        notifications=(
            Notification("unreadable-file", Severity.ERROR, unreadable, "mm/gone.c", incomplete=True),
            Notification("parse-errors", Severity.NOTE, "One place did not parse.", walk, "touch_huge", 3),
            Notification("budget", Severity.WARNING, "The run gave up on one function."),
        ),
        summary=Summary(187, 12, 1204, 3, 0.5),
        category="mm",
        suppressed=(found(RULES[0], "Silenced.", unstable, function="touch_huge"),),
    )


@pytest.fixture(scope="session")
def clean_report() -> Report:
    """Return the report of a run that found nothing."""
    return Report("0.1.0", "/src/linux", rules=RULES, summary=Summary(1, 1, 1, 0, 0.01))


@pytest.fixture(scope="session")
def many() -> Callable[[int], Report]:
    """Return a function that makes a report of that many findings of all severities, each with two steps."""

    def make(number: int) -> Report:
        text = "\tpte = pte_offset_map_lock(vma->vm_mm, pmd, address, &ptl);"
        severities = (Severity.NOTE, Severity.WARNING, Severity.NOTE, Severity.ERROR)
        findings = []
        for index in range(number):
            file = f"drivers/gpu/drm/d{index // 50:04}/memory_{index // 10}.c"
            location = Location(file, index + 1, 8, index + 1, 52, text, text)
            hashed = hashlib.sha256(b"%d" % index).hexdigest()
            findings.append(
                Finding(
                    "GUP103",
                    "pte-map-unchecked",
                    severities[index % 4],
                    Confidence.MEDIUM,
                    f"'pte_{hashed}' is not tested for NULL.",
                    location,
                    f"function_{index}",
                    steps=(Step(location, "Mapped here.", "start"), Step(location, "Used here.", "end")),
                    fingerprint=f"{hashed[:16]}:1",
                    before=(text, "{"),
                    after=("", "}"),
                )
            )
        return Report("0.1.0", "/src/linux", tuple(findings), summary=Summary(55000, 900, 90000, 400, 60.0))

    return make


@pytest.fixture(scope="session")
def problems() -> tuple[ParseProblem, ...]:
    """Return places that did not parse, of two shapes."""
    return (
        ParseProblem("mm/b.c", 7, 2, "", "NAME(NAME) NAME", "STRANGE(x) y"),
        ParseProblem("mm/b.c", 3, 9, "f", "#else NAME", "#else\tx"),
        ParseProblem("mm/a.c", 90, 1, "g", "NAME(NAME) NAME", "ODD(z) u"),
    )
