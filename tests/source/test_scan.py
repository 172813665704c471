"""The word scanner: exactly the whole identifiers, however many words, however the text is held."""

import mmap
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gupcheck.source import scan
from gupcheck.source.scan import WordScanner

NAMES = (b"pte_alloc", b"pte_alloc_map", b"__pte_alloc", b"alloc", b"_", b"a", b"pte")
PIECES = (*NAMES, b" ", b"(", b"\n", b"1", b"\xff", b"\xf8\xf9\xfa\xfb", "é".encode())


def identifiers(text: bytes) -> set[bytes]:
    """Return every identifier of a text, told by a regular expression."""
    return set(re.findall(rb"(?<![A-Za-z0-9_])[A-Za-z_][A-Za-z0-9_]*", text))


@given(st.sets(st.sampled_from(NAMES)), st.lists(st.sampled_from(PIECES)).map(b"".join))
def test_the_scanner_finds_the_words_that_a_regular_expression_finds(words, text):
    assert WordScanner(words).present(text) == words & identifiers(text)


@given(st.lists(st.sampled_from(PIECES)).map(b"".join))
def test_more_words_than_the_fast_search_takes_are_found_too(text):
    many = {b"%s_%d" % (name, number) for name in NAMES for number in range(40)} | set(NAMES)
    assert WordScanner(many).present(text) == many & identifiers(text)


def test_words_are_cut_to_stems_that_all_words_begin_with():
    words = sorted(b"word_%d_%d" % (number % 7, number) for number in range(500))
    stems = scan._stems(words)
    assert len(stems) <= 60
    assert all(any(word.startswith(stem) for stem in stems) for word in words)


def test_a_file_is_read_and_its_size_told(tmp_path):
    file = tmp_path / "a.c"
    file.write_bytes(b"x = pte_alloc(mm, pmd);")
    scanner = WordScanner(NAMES)
    assert scanner.present_in_file(str(file)) == ({b"pte_alloc"}, 23)


def test_a_shorter_file_does_not_see_what_the_buffer_held_before(tmp_path):
    (tmp_path / "long.c").write_bytes(b"int i; /* pte_alloc */")
    (tmp_path / "short.c").write_bytes(b"int i;")
    scanner = WordScanner(NAMES)
    scanner.present_in_file(str(tmp_path / "long.c"))
    assert scanner.present_in_file(str(tmp_path / "short.c")) == (frozenset(), 6)


def test_a_file_larger_than_the_buffer_is_searched_to_its_end(tmp_path):
    file = tmp_path / "large.h"
    file.write_bytes(b"#define X 1\n" * 500_000 + b"pte_alloc")
    assert WordScanner(NAMES).present_in_file(str(file)) == ({b"pte_alloc"}, 6_000_009)


def test_a_file_of_exactly_the_buffers_size(tmp_path):
    file = tmp_path / "full.h"
    file.write_bytes(b" " * (scan._BUFFER - 3) + b"pte")
    assert WordScanner(NAMES).present_in_file(str(file)) == ({b"pte"}, scan._BUFFER)


def test_an_empty_file_holds_nothing(tmp_path):
    (tmp_path / "empty.c").touch()
    assert WordScanner(NAMES).present_in_file(str(tmp_path / "empty.c")) == (frozenset(), 0)


def test_no_words_are_in_no_file(tmp_path):
    assert WordScanner([]).present(b"anything") == frozenset()


def test_a_missing_file_raises(tmp_path):
    with pytest.raises(FileNotFoundError):
        WordScanner(NAMES).present_in_file(str(tmp_path / "gone.c"))


def test_mapped_text_is_searched_as_bytes_are(tmp_path):
    file = tmp_path / "a.c"
    file.write_bytes(b"\0pte\0")
    with open(file, "rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as text:
        assert WordScanner(NAMES).present(text) == {b"pte"}
