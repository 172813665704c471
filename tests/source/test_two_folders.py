"""Two folders as versions: what differs, what was renamed, what can't be read."""

import os
from pathlib import Path

import pytest

from gupcheck.source import equal
from gupcheck.source.equal import FileComparer
from gupcheck.source.two_folders import between_folders
from gupcheck.source.version import FilePair, VersionError, Versions

LONG = "".join(f"int x{number};\n" for number in range(50))


def tree(folder: Path, **files: str) -> str:
    (folder / "mm").mkdir(parents=True)
    for name, text in files.items():
        (folder / f"mm/{name}.c").write_text(text)
    return str(folder)


def compared(tmp_path: Path, old: dict[str, str], new: dict[str, str]) -> Versions:
    return between_folders(tree(tmp_path / "old", **old), tree(tmp_path / "new", **new))


def test_what_differs(tmp_path) -> None:
    versions = compared(
        tmp_path,
        {"same": "a", "size": "a", "bytes": "a", "gone": "int a;\n", "long": LONG},
        {"same": "a", "size": "aa", "bytes": "b", "come": "int b;\n", "moved": LONG + "int y;\n"},
    )
    assert versions.changed == (
        FilePair("mm/gone.c", None),
        FilePair("mm/bytes.c", "mm/bytes.c"),
        FilePair(None, "mm/come.c"),
        FilePair("mm/long.c", "mm/moved.c"),
        FilePair("mm/size.c", "mm/size.c"),
    )
    assert versions.problems == ()
    assert versions.old.label == str(tmp_path / "old")


def test_other_files_and_times_do_not_count(tmp_path) -> None:
    versions = compared(tmp_path, {"a": "a"}, {"a": "a"})
    Path(versions.old.root, "Makefile").write_text("x")
    os.utime(tmp_path / "old/mm/a.c", (1, 1))
    assert between_folders(str(tmp_path / "old"), str(tmp_path / "new")).changed == ()


def test_paths_limit_what_counts_as_changed(tmp_path) -> None:
    compared(tmp_path, {"a": "a", "b": "a"}, {"a": "b", "b": "b"})
    old, new = str(tmp_path / "old"), str(tmp_path / "new")
    assert between_folders(old, new, ["mm/a.c"]).changed == (FilePair("mm/a.c", "mm/a.c"),)
    assert len(between_folders(old, new, ["mm/"]).changed) == 2
    with pytest.raises(VersionError, match=f"^fs: neither {old} nor {new} has it.$"):
        between_folders(old, new, ["fs"])
    with pytest.raises(VersionError, match="leads out of the trees"):
        between_folders(old, new, ["../old"])


def test_two_unrelated_trees_are_told(tmp_path) -> None:
    [problem] = compared(tmp_path, {"a": "a"}, {"b": "b"}).problems
    assert problem.kind == "unrelated-versions"
    assert "no C file in common" in problem.message


def test_a_file_that_can_not_be_read_is_told(tmp_path, monkeypatch) -> None:
    def same(self: FileComparer, one: str, other: str) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(FileComparer, "same", same)
    [problem] = compared(tmp_path, {"a": "a"}, {"a": "a"}).problems
    assert (problem.file, problem.incomplete) == ("mm/a.c", True)


def test_files_larger_than_the_buffer(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(equal, "_BUFFER", 8)
    comparer = FileComparer()
    one, other = tmp_path / "one", tmp_path / "other"
    for text, second, expected in (
        (b"x" * 20, b"x" * 20, True),
        (b"x" * 16, b"x" * 16, True),
        (b"x" * 20, b"x" * 19 + b"y", False),
        (b"x" * 16, b"x" * 20, False),
        (b"", b"", True),
    ):
        one.write_bytes(text)
        other.write_bytes(second)
        assert comparer.same(str(one), str(other)) is expected
