"""What GitHub's code scanning takes, and how a report is cut down to it.

The figures are from "SARIF support for code scanning" in GitHub's documentation.
"""

from __future__ import annotations

import gzip
from collections.abc import Sequence

from gupcheck.model import Confidence, Finding, Notification, Severity
from gupcheck.report.display import visible
from gupcheck.report.wording import count

MAX_RESULTS = 25_000
MAX_COMPRESSED_BYTES = 10_000_000
MAX_STEPS = 1_000
MAX_TAGS = 10
MAX_TEXT = 1_024
MAX_NAME = 255

_SURENESS = {Confidence.HIGH: 2, Confidence.MEDIUM: 1, Confidence.LOW: 0}


def clean(text: str) -> str:
    """Return the text without control characters but its line ends; databases choke on NUL, for one."""
    if text.isascii() and text.isprintable():
        return text
    return "\n".join(map(visible, text.splitlines()))


def limited(text: str, length: int = MAX_TEXT) -> str:
    """Return the text without control characters, cut to `length` characters with "..." at its end."""
    text = clean(text.strip())
    return text if len(text) <= length else text[: length - 3].rstrip() + "..."


def most_severe(findings: Sequence[Finding], number: int | None = None) -> list[int]:
    """Return the indices, in order, of the `number` most severe findings; the surer first among equals.

    Without a number it is as many as an upload may hold.
    """
    number = MAX_RESULTS if number is None else number
    if len(findings) <= number:
        return list(range(len(findings)))

    def weight(index: int) -> tuple[int, int]:
        return findings[index].severity.rank, _SURENESS[findings[index].confidence]

    return sorted(sorted(range(len(findings)), key=weight, reverse=True)[:number])


def left_out(for_number: int, for_size: int) -> list[Notification]:
    """Return what to tell of results that were left out for their number or for the file's size."""
    reasons = {
        f"code scanning takes at most {MAX_RESULTS:,} results": for_number,
        f"code scanning takes at most {MAX_COMPRESSED_BYTES // 1_000_000} MB, compressed": for_size,
    }
    return [
        Notification(
            "results-left-out",
            Severity.WARNING,
            f"{count(number, 'finding')}, the least severe, left out of this file: {reason}.",
        )
        for reason, number in reasons.items()
        if number
    ]


def number_that_fits(text: str, number: int) -> int:
    """Return how many of the `number` results in `text` to keep for the upload's limit: all if it fits."""
    data = text.encode("utf-8")
    if len(data) <= MAX_COMPRESSED_BYTES:
        return number
    size = len(gzip.compress(data, compresslevel=6, mtime=0))
    if size <= MAX_COMPRESSED_BYTES:
        return number
    return max(0, min(number - 1, number * MAX_COMPRESSED_BYTES * 95 // (size * 100)))
