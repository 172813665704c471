"""What `gupcheck index` says it did."""

from __future__ import annotations

from gupcheck.model.errors import Filled
from gupcheck.report.display import one_line
from gupcheck.report.wording import count


def index_text(filled: Filled, cache: str) -> str:
    """Return a line on what the cache, a folder, now has, after lines on what was wrong with it."""
    lines = [f"Note: {one_line(note)}" for note in filled.notes]
    line = f"Indexed {count(filled.files, 'file')} with {count(filled.functions, 'function')} in {cache}."
    if filled.given_up:
        line += f" {count(filled.given_up, 'function')} could not be analysed."
    return "".join(f"{one_line(text)}\n" for text in [*lines, line])
