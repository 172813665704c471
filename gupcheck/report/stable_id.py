"""gupcheck's own identity of a finding: the same as long as its line and its function are."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

from gupcheck.model import Finding


def stable_ids(findings: Iterable[Finding]) -> list[str]:
    """Return an id for each finding: 16 hex digits, and the number among those that are alike.

    It depends on the rule, the file, the function and the text of the line without its white space, not on
    the line's number or its neighbours. The number counts in the order of the findings.
    """
    seen: Counter[str] = Counter()
    ids = []
    for finding in findings:
        line = "".join(finding.location.text.split())
        parts = (finding.rule, finding.location.file, finding.function, line)
        key = hashlib.sha256("\0".join(parts).encode("utf-8", errors="replace")).hexdigest()[:16]
        seen[key] += 1
        ids.append(f"{key}:{seen[key]}")
    return ids
