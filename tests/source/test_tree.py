"""Kernel versions and the roots of reports."""

from pathlib import Path

import pytest

from gupcheck.source.tree import first_upwards, is_below, kernel_version, report_root

MAKEFILE = "# SPDX-License-Identifier: GPL-2.0\nVERSION = {}\nPATCHLEVEL = {}\nSUBLEVEL = 7\nEXTRAVERSION =\n"


@pytest.fixture
def linux(tmp_path: Path) -> Path:
    tree = tmp_path / "linux"
    (tree / "mm").mkdir(parents=True)
    (tree / "mm" / "gup.c").touch()
    (tree / "mm" / "Makefile").write_text("obj-y := gup.o\n")
    (tree / "Makefile").write_text(MAKEFILE.format(6, 1))
    return tree


def test_the_version_is_found_from_files_and_folders_of_the_tree(linux):
    assert kernel_version(str(linux)) == (6, 1)
    assert kernel_version(str(linux / "mm")) == (6, 1)
    assert kernel_version(str(linux / "mm" / "gup.c")) == (6, 1)


def test_outside_of_a_kernel_there_is_no_version(tmp_path):
    (tmp_path / "Makefile").write_text("VERSION = 3\nall:\n")
    assert kernel_version(str(tmp_path)) is None


def test_a_report_on_a_kernel_is_relative_to_its_top(linux, tmp_path):
    assert report_root([str(linux / "mm")], str(tmp_path)) == str(linux)
    assert report_root([str(linux / "mm"), str(linux / "mm" / "gup.c")], str(linux / "mm")) == str(linux)


def test_a_report_on_a_git_repository_is_relative_to_its_top(tmp_path):
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    (tmp_path / "repository" / "src").mkdir()
    assert report_root([str(tmp_path / "repository" / "src")], "/") == str(tmp_path / "repository")


def test_the_nearer_top_counts(linux, tmp_path):
    (tmp_path / ".git").mkdir()
    assert report_root([str(linux / "mm")], str(tmp_path)) == str(linux)


def test_a_report_on_two_trees_is_relative_to_the_current_folder_or_what_they_share(linux, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "Makefile").write_text(MAKEFILE.format(6, 12))
    assert report_root([str(linux), str(other)], str(tmp_path)) == str(tmp_path)
    assert report_root([str(linux), str(other)], "/somewhere") == str(tmp_path)


def test_a_report_on_a_lone_file_is_relative_to_its_folder(tmp_path):
    (tmp_path / "a.c").touch()
    assert report_root([str(tmp_path / "a.c")], "/somewhere") == str(tmp_path)


def test_is_below():
    assert is_below("/a/b", "/a")
    assert is_below("/a", "/a")
    assert is_below("/a", "/")
    assert not is_below("/ab", "/a")


def test_the_nearest_file_upwards_comes_first(linux):
    (linux / "gupcheck.toml").touch()
    (linux / "mm" / "pyproject.toml").touch()
    found = first_upwards(str(linux / "mm" / "gup.c"), ["gupcheck.toml", "pyproject.toml"])
    assert list(found)[:2] == [str(linux / "mm" / "pyproject.toml"), str(linux / "gupcheck.toml")]
