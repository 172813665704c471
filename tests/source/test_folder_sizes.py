"""A file is read whole, whatever its size: how many calls that takes is not to be seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from gupcheck.source.folder import _FIRST, _SECOND, FolderVersion


@pytest.mark.parametrize(
    "size", [0, _FIRST - 1, _FIRST, _FIRST + 1, _FIRST + _SECOND - 1, _FIRST + _SECOND, _FIRST + _SECOND + 1]
)
def test_a_file_is_read_whole(tmp_path: Path, size: int) -> None:
    data = (b"int a;\n" * (size // 7 + 1))[:size]
    (tmp_path / "a.c").write_bytes(data)
    version = FolderVersion(tmp_path)
    assert version.read("a.c") == data
    assert version.problems == {}
