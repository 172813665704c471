"""Texts that a folder's version holds in memory are found and read as those on disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from gupcheck.source import held
from gupcheck.source.folder import FolderVersion

_TEXTS = {
    "mm/a.c": "int f(void) { return g(); }",
    "mm/b.c": "int ff;\nint g(void);\n",
    "mm/empty.c": "",
    "net/c.c": "void h(void) { f(); g(); }\n",
}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for path, text in _TEXTS.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    return tmp_path


@pytest.mark.parametrize("folders", [("",), ("mm",), ("mm/a.c", "net")])
@pytest.mark.parametrize("held_folders", [("",), ("mm",)])
def test_search_finds_the_same(tree: Path, folders: tuple[str, ...], held_folders: tuple[str, ...]) -> None:
    on_disk, in_memory = FolderVersion(tree), FolderVersion(tree)
    assert in_memory.hold(held_folders)
    assert in_memory.holding(["f", "g", "h"], folders) == on_disk.holding(["f", "g", "h"], folders)


def test_texts_are_those_on_disk(tree: Path) -> None:
    version = FolderVersion(tree)
    version.hold(("",))
    assert {path: version.read(path).decode() for path in version.below("")} == _TEXTS


def test_file_that_does_not_fit_is_read_from_disk(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held, "MOST_HELD", 30)
    version = FolderVersion(tree)
    version.hold(("",))
    assert version.holding(["g"]) == {path: frozenset(["g"]) for path in ("mm/a.c", "mm/b.c", "net/c.c")}
    assert version.read("net/c.c").decode() == _TEXTS["net/c.c"]


def test_word_does_not_run_from_one_text_into_the_next(tmp_path: Path) -> None:
    (tmp_path / "a.c").write_text("int fo")
    (tmp_path / "b.c").write_text("o;")
    version = FolderVersion(tmp_path)
    version.hold(("",))
    assert version.holding(["foo", "fo"]) == {"a.c": frozenset(["fo"])}
