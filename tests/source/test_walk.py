"""Walking a folder: every C file once, no loop, nothing outside."""

import os
from pathlib import Path

import pytest

from gupcheck.source.walk import WalkProblem, walk


def names(folder: Path, skip=None) -> list[str]:
    """Return what the walk yields, relative to the folder; the walk must not have had a problem."""
    problems: list[WalkProblem] = []
    found = [os.path.relpath(path, folder) for path in walk(str(folder), skip, problems)]
    assert problems == []
    assert len(found) == len(set(found))
    return sorted(found)


def make(folder: Path, *files: str) -> Path:
    for file in files:
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("int i;\n")
    return folder


def test_c_and_h_files_at_any_depth(tmp_path):
    make(tmp_path, "mm/gup.c", "include/linux/mm.h", "README", "mm/gup.o", "a.c")
    assert names(tmp_path) == ["a.c", "include/linux/mm.h", "mm/gup.c"]


def test_hidden_files_and_folders_are_left_out(tmp_path):
    make(tmp_path, ".git/x.c", ".tmp.c", "mm/gup.c")
    assert names(tmp_path) == ["mm/gup.c"]


def test_a_folder_with_the_name_of_a_c_file_is_walked(tmp_path):
    make(tmp_path, "x.c/inner.c")
    assert names(tmp_path) == ["x.c/inner.c"]


def test_a_link_to_its_own_parent_is_survived(tmp_path):
    make(tmp_path, "mm/gup.c")
    (tmp_path / "mm" / "up").symlink_to("..")
    (tmp_path / "mm" / "self.c").symlink_to("self.c")
    assert names(tmp_path) == ["mm/gup.c"]


def test_a_link_to_a_file_that_is_walked_anyway_adds_nothing(tmp_path):
    make(tmp_path, "mm/gup.c")
    (tmp_path / "mm" / "alias.c").symlink_to("gup.c")
    assert names(tmp_path) == ["mm/gup.c"]


def test_links_to_a_file_of_another_name_stand_for_it_once(tmp_path):
    make(tmp_path, "mm/gup.inc", "mm/.hidden.c")
    (tmp_path / "mm" / "one.c").symlink_to("gup.inc")
    (tmp_path / "mm" / "two.c").symlink_to("gup.inc")
    (tmp_path / "mm" / "shown.c").symlink_to(".hidden.c")
    assert names(tmp_path) == ["mm/.hidden.c", "mm/gup.inc"]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    make(tmp_path, "outside/secret.c", "outside-too.c", "tree/a.c")
    (tmp_path / "tree" / "file.c").symlink_to("../outside/secret.c")
    (tmp_path / "tree" / "more.c").symlink_to("../outside-too.c")
    (tmp_path / "tree" / "folder").symlink_to("../outside")
    assert names(tmp_path / "tree") == ["a.c"]


def test_a_dangling_link_and_a_fifo_are_left_out(tmp_path):
    make(tmp_path, "a.c")
    (tmp_path / "gone.c").symlink_to("nowhere.c")
    os.mkfifo(tmp_path / "pipe.c")
    assert names(tmp_path) == ["a.c"]


def test_skipped_folders_are_not_entered(tmp_path):
    make(tmp_path, "mm/gup.c", "drivers/staging/x.c", "drivers/y.c", "drivers/z.h")
    skip = lambda path: path.endswith(("/staging/", "z.h"))  # noqa: E731
    assert names(tmp_path, skip) == ["drivers/y.c", "mm/gup.c"]


def test_a_folder_that_cannot_be_listed_is_told_and_the_rest_is_walked(tmp_path, monkeypatch):
    make(tmp_path, "closed/a.c", "open/b.c")
    scandir = os.scandir

    def fake(path):
        if path.endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", fake)
    problems: list[WalkProblem] = []
    found = list(walk(str(tmp_path), None, problems))
    assert found == [str(tmp_path / "open" / "b.c")]
    assert problems == [WalkProblem(str(tmp_path / "closed"), "Permission denied")]


@pytest.mark.parametrize("name", ["caf\udce9.c", "with blank.c", "new\nline.c"])
def test_odd_names_are_yielded_as_they_are(tmp_path, name):
    make(tmp_path, name)
    assert names(tmp_path) == [name]
