"""What a terminal is given: no control characters, tabs to their stops, cells counted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from gupcheck.report.display import cell_width, cells, expand_tabs, one_line, shorten, visible

WIDE = "\N{CJK UNIFIED IDEOGRAPH-9801}"
ACUTE = "\N{COMBINING ACUTE ACCENT}"
LETTERS = ["a", " ", WIDE, "e" + ACUTE, "\N{LATIN SMALL LETTER O WITH STROKE}"]
texts = st.lists(st.sampled_from(LETTERS), max_size=30).map("".join)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("\x1b[31mred", "\u241b[31mred"),
        ("a\x00b\x7f", "a\u2400b\u2421"),
        ("\x9b2J \u202eevil\ud800", "\ufffd2J \ufffdevil\ufffd"),
        ("tab\tstays", "tab\tstays"),
    ],
)
def test_control_characters_become_visible(text: str, seen: str) -> None:
    assert visible(text) == seen


def test_one_line_joins_lines_and_blanks() -> None:
    assert one_line(" a\r\n\tb  c\n") == "a b c"


@given(texts)
def test_cells_are_counted_as_rich_counts_them(text: str) -> None:
    assert cell_width(text) == cell_len(text)


@given(texts, texts)
def test_a_tab_goes_to_the_next_stop(before: str, after: str) -> None:
    expanded = expand_tabs(f"{before}\t{after}")
    stop = (cell_len(before) // 8 + 1) * 8
    assert expanded.startswith(before)
    assert expanded.endswith(after)
    assert cell_len(expanded) == stop + cell_len(after)


@given(texts, st.integers(0, 20), st.integers(1, 20))
def test_a_window_is_never_wider_than_asked(text: str, left: int, width: int) -> None:
    seen = cells(text, left, width)
    assert cell_len(seen) == max(0, min(width, cell_len(text) - left))


def test_a_wide_character_on_the_edge_is_a_blank_and_marks_stay() -> None:
    assert cells(f"a{WIDE}b", 0, 2) == "a "
    assert cells(f"a{WIDE}b", 2, 2) == " b"
    assert cells(f"xe{ACUTE}y", 1, 1) == f"e{ACUTE}"


def test_shorten() -> None:
    assert shorten("pte_unmap", 9) == "pte_unmap"
    assert shorten("pte_unmap", 8) == "pte_u..."
