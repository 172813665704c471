"""An index that searches for names answers as one that reads them all out."""

from __future__ import annotations

from pathlib import Path

import pytest

from gupcheck.errors import searched
from gupcheck.errors.index import Index
from gupcheck.errors.searched import SearchedIndex
from gupcheck.errors.store import Store
from gupcheck.source.folder import FolderVersion
from gupcheck.syntax import load_dialect

_SOURCE = """
#define once(x) ((x) + 1)
#define ALIAS other
#define NUMBER 12
static int
alone(void)
{
	return once(1) + ALIAS;
}
int other(int x);
__printf(1, 2) int shown(const char *format, ...) { return 0; }
SYSCALL_DEFINE2(fetch, int, fd, long, size)
{
	return other(fd);
}
static const struct operations ops = { .fetch = alone, .count = NUMBER };
void fail(struct thing *t) { t->err = -EIO; }
"""
_NAMES = ("once", "ALIAS", "NUMBER", "alone", "other", "shown", "sys_fetch", "fetch", "ops", "nothing")


def _indexes(root: Path) -> tuple[Index, SearchedIndex]:
    (root / "a.c").write_text(_SOURCE)
    (root / "b.c").write_text("int other(int x) { return x; }\n")
    dialect = load_dialect()
    plain = Index(FolderVersion(root), dialect, Store(None, ""))
    return plain, SearchedIndex(FolderVersion(root), dialect, ("",))


@pytest.mark.parametrize("most", [0, 100])
def test_definitions_are_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(searched, "MOST_SEARCHES", most)
    plain, one = _indexes(tmp_path)
    for folder in ("a.c", ""):
        plain.add([folder])
        one.add([folder])
        one.expect(["once", "other"])
        assert {name: one.definitions(name) for name in _NAMES} == {
            name: plain.definitions(name) for name in _NAMES
        }
    assert [found.file for found in one.definitions("other")] == ["b.c"]


@pytest.mark.parametrize("most", [0, 100])
def test_stores_are_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(searched, "MOST_FIELDS", most)
    plain, one = _indexes(tmp_path)
    for index in (plain, one):
        index.add_stores([""])
    for field in ("fetch", "count", "err", "other"):
        assert one.targets(field) == plain.targets(field)
        assert one.holds_codes(field) == plain.holds_codes(field)
    assert one.targets("fetch") == [("a.c", "alone")]
    assert one.holds_codes("err")
