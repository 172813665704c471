"""Renamed files are known by what they hold."""

from gupcheck.source import renames
from gupcheck.source.renames import pair_renamed
from gupcheck.source.version import FilePair


def lines(first: int, last: int) -> bytes:
    return b"".join(b"int x%d;\n" % number for number in range(first, last))


def paired(old: dict[str, bytes], new: dict[str, bytes]) -> set[FilePair]:
    return set(pair_renamed(sorted(old), sorted(new), old.__getitem__, new.__getitem__))


def test_the_likest_is_chosen() -> None:
    old = {"a.c": lines(0, 100), "b.c": lines(40, 140)}
    new = {"y.c": lines(0, 90), "z.c": lines(45, 140)}
    assert paired(old, new) == {FilePair("a.c", "y.c"), FilePair("b.c", "z.c")}


def test_half_of_the_bytes_is_enough_and_less_is_not() -> None:
    assert paired({"a.c": lines(100, 200)}, {"z.c": lines(150, 250)}) == {FilePair("a.c", "z.c")}
    assert paired({"a.c": lines(100, 200)}, {"z.c": lines(151, 251)}) == {
        FilePair("a.c", None),
        FilePair(None, "z.c"),
    }


def test_of_equal_files_the_one_of_the_same_name_is_chosen() -> None:
    old = {"mm/a.c": lines(0, 9), "mm/b.c": lines(0, 9)}
    new = {"fs/a.c": lines(0, 9), "fs/b.c": lines(0, 9)}
    assert paired(old, new) == {FilePair("mm/a.c", "fs/a.c"), FilePair("mm/b.c", "fs/b.c")}


def test_empty_files_and_common_lines_are_no_likeness() -> None:
    assert paired({"a.c": b""}, {"z.c": b""}) == {FilePair("a.c", None), FilePair(None, "z.c")}


def test_where_it_is_too_much_to_read_names_must_do(monkeypatch) -> None:
    monkeypatch.setattr(renames, "_MOST_BYTES", 10)
    old = {"mm/a.c": lines(0, 9), "mm/b.c": lines(0, 9), "x/b.c": lines(0, 9)}
    new = {"fs/a.c": lines(50, 60), "fs/b.c": lines(0, 9)}
    assert FilePair("mm/a.c", "fs/a.c") in paired(old, new)
    assert FilePair(None, "fs/b.c") in paired(old, new)
