"""What did not parse, told so that equal problems count together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from gupcheck.model import ParseProblem

_WORD = re.compile(r"[A-Za-z_]\w*|\d\w*")
_KEPT = frozenset(("if", "else", "for", "while", "do", "switch", "case", "default", "return", "goto"))


def fold(text: str) -> str:
    """Return `text` with names and numbers folded: `foo(a, 12)` and `bar(b, 3)` have one shape."""
    one_line = " ".join(text.split())
    return _WORD.sub(
        lambda match: match[0] if match[0] in _KEPT else "x" if not match[0][0].isdigit() else "0", one_line
    )[:80]


def problem_table(problems: Iterable[ParseProblem]) -> list[tuple[int, str, str]]:
    """Return (count, shape, example) of the problems, most frequent first; examples name their line."""
    counts: Counter[str] = Counter()
    examples: dict[str, str] = {}
    for problem in problems:
        counts[problem.shape] += 1
        examples.setdefault(problem.shape, f"{problem.file}:{problem.line}: {problem.text}")
    return [
        (count, shape, examples[shape])
        for shape, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]
