"""The line hash is exactly GitHub's: against published values and a plain hash of the whole file."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gupcheck.source.fingerprint import primary_location_line_hash, primary_location_line_hashes

GREETINGS = [
    "e9496ae3ebfced30:1",
    "fb7c023a8b9ccb3f:1",
    "ce8ba1a563dcdaca:1",
    "e20e36e16fcb0cc8:1",
    "b3edc88f2938467e:1",
    "c8e28b0b4002a3a0:1",
    "c129715d7a2bc9a3:1",
]
PUBLISHED = [
    (b"", ["c129715d7a2bc9a3:1"]),
    (
        b" a\nb\n  \t\tc\n d",
        ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"],
    ),
    (b" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n", GREETINGS),
    (b" hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r", GREETINGS),
    (b" hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n", GREETINGS),
    (b" hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n", GREETINGS),
    (
        b"Lorem ipsum dolor sit amet.\n" * 10,
        [
            *(f"a7f2ff13bc495cf2:{occurrence}" for occurrence in range(1, 7)),
            "a7f2ff1481e87703:1",
            "a9cf91f7bbf1862b:1",
            "55ec222b86bcae53:1",
            "cc97dc7b1d7d8f7b:1",
            "c129715d7a2bc9a3:1",
        ],
    ),
]
"""Values that the tests of GitHub's codeql-action state."""

NOT_ASCII = "\t/* \N{LATIN SMALL LETTER E WITH ACUTE}\N{MUSICAL SYMBOL G CLEF} */".encode()
LINES_OF_C = st.sampled_from(
    [b"\tpte_unmap(pte);", b"}", b"", b"\treturn -EBUSY;", b"af", b"bA", b"a f", NOT_ASCII]
)
LINE_ENDS = st.sampled_from([b"\n", b"\n", b"\r\n", b"\r", b"\r \n"])


def whole_file_hashes(data: bytes) -> list[str]:
    """Return the hash of every line, by a rolling hash over the whole file as the algorithm is described."""
    encoded = data.decode("utf-8", errors="replace").encode("utf-16-le")
    units = [int.from_bytes(encoded[at : at + 2], "little") for at in range(0, len(encoded), 2)]
    kept: list[int] = []
    after_cr = False
    for unit in units:
        skipped = unit in (0x20, 0x09) or (after_cr and unit == 0x0A)
        after_cr = unit == 0x0D
        if not skipped:
            kept.append(0x0A if after_cr else unit)
    kept.append(0xFFFF)
    starts = [0] + [at + 1 for at, unit in enumerate(kept) if unit == 0x0A]
    rolling, at_end_of_window = 0, {}
    padded = kept + [0] * 100
    for at, unit in enumerate(padded):
        leaving = padded[at - 100] if at >= 100 else 0
        rolling = (37 * rolling + unit - pow(37, 100) * leaving) % 2**64
        at_end_of_window[at] = rolling
    hashes = [at_end_of_window[start + 99] for start in starts]
    return [f"{value:x}:{hashes[: place + 1].count(value)}" for place, value in enumerate(hashes)]


@pytest.mark.parametrize(("data", "expected"), PUBLISHED)
def test_published_values(data: bytes, expected: list[str]) -> None:
    assert [primary_location_line_hash(data, line + 1) for line in range(len(expected))] == expected
    assert whole_file_hashes(data) == expected


@given(st.lists(st.tuples(LINES_OF_C, LINE_ENDS).map(b"".join), max_size=40).map(b"".join))
def test_equals_the_whole_file_hash_on_c_like_text(data: bytes) -> None:
    expected = whole_file_hashes(data)
    lines = range(1, len(expected) + 1)
    assert primary_location_line_hashes(data, lines) == dict(zip(lines, expected, strict=True))


@given(st.binary(max_size=400))
def test_equals_the_whole_file_hash_on_any_bytes(data: bytes) -> None:
    expected = whole_file_hashes(data)
    assert primary_location_line_hash(data, len(expected)) == expected[-1]
    assert primary_location_line_hash(data, 1) == expected[0]


def test_different_lines_with_one_hash_are_numbered() -> None:
    tail = b"x" * 100
    first = primary_location_line_hash(b"af" + tail + b"\nbA" + tail, 1)
    second = primary_location_line_hash(b"af" + tail + b"\nbA" + tail, 2)
    assert first.endswith(":1")
    assert second == first[:-1] + "2"


def test_a_line_added_above_changes_no_hash() -> None:
    data = b"".join(b"\tif (pmd_none(pmd[%d]))\n\t\treturn;\n" % number for number in range(200))
    above = b"#include <linux/mm.h>\n" + data
    lines = range(1, 401)
    before = primary_location_line_hashes(data, lines)
    after = primary_location_line_hashes(above, [line + 1 for line in lines])
    assert [after[line + 1] for line in lines] == [before[line] for line in lines]


@pytest.mark.parametrize("line", [0, -1, 4])
def test_a_line_that_is_not_there_is_an_error(line: int) -> None:
    with pytest.raises(ValueError, match=f"There is no line {line}: the file has 3 lines"):
        primary_location_line_hash(b"a\nb\n", line)


def test_no_lines_no_work() -> None:
    assert primary_location_line_hashes(b"a\n", ()) == {}


def test_one_line_of_a_huge_file_is_quick() -> None:
    data = b"".join(b"\tset_pte_at(mm, addr + %d, pte, entry);\n" % number for number in range(100_000))
    begin = time.process_time()
    assert primary_location_line_hash(data, 100_000).endswith(":1")
    assert time.process_time() - begin < 5
