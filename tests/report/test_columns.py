"""Byte columns become characters and UTF-16 units."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gupcheck.report.columns import character_index, utf16_column

LINE = "/* \N{LATIN SMALL LETTER E WITH ACUTE}\N{MUSICAL SYMBOL G CLEF} */\tpte_alloc(mm, pmd);"
prefixes = st.text(st.characters(codec="utf-8", exclude_characters="\ufffd"), max_size=20)


def test_one_line_with_all_sizes_of_characters() -> None:
    byte_column = LINE.encode().index(b"pte_alloc") + 1
    assert byte_column == 14
    assert character_index(LINE, byte_column) == LINE.index("pte_alloc") == 9
    assert utf16_column(LINE, byte_column) == 11


@given(prefixes)
def test_what_stands_before_is_counted_as_python_encodes_it(prefix: str) -> None:
    text, column = prefix + "f(x)", len(prefix.encode()) + 1
    assert character_index(text, column) == len(prefix)
    assert utf16_column(text, column) == len(prefix.encode("utf-16-le")) // 2 + 1


def test_bytes_that_are_not_utf8_count_one_each() -> None:
    text = b"/* \xe9t\xe9 */ f();".decode("utf-8", errors="replace")
    assert text[character_index(text, 11)] == "f"


@pytest.mark.parametrize(("column", "index"), [(1, 0), (4, 3), (5, 3), (99, 3)])
def test_columns_past_the_end_stop_there(column: int, index: int) -> None:
    assert character_index("abc", column) == index
    assert character_index("ab\N{LATIN SMALL LETTER E WITH ACUTE}", column + (column > 3)) == index


def test_the_middle_of_a_character_is_that_character() -> None:
    assert character_index("\N{MUSICAL SYMBOL G CLEF}x", 3) == 0


def test_without_the_line_a_column_stays() -> None:
    assert utf16_column("", 31) == 31
