"""Real differences: what `diff` writes of two kernels makes the second of the first, also with drift."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from gupcheck.source.folder import FolderVersion
from gupcheck.source.overlay import OverlayVersion
from gupcheck.source.patch.mail import read_series
from gupcheck.source.patch.series import patched
from gupcheck.source.two_folders import between_folders

KERNELS = Path(os.environ.get("GUPCHECK_KERNELS") or Path.home() / ".cache/gupcheck/kernels")
FOLDERS = ["mm", "kernel", "net/core"]

pytestmark = pytest.mark.kernel


def difference(old: str, new: str) -> bytes:
    """Return what GNU diff writes of the FOLDERS of two kernels."""
    line = ["diff", "-ruN", "--exclude=.*"]
    parts = [
        subprocess.run(
            [*line, f"{old}/{folder}", f"{new}/{folder}"], cwd=KERNELS, capture_output=True, check=False
        )
        for folder in FOLDERS
    ]
    return b"".join(part.stdout for part in parts)


@pytest.mark.parametrize(("old", "new"), [("linux-6.1-old", "linux-6.1"), ("linux-6.1", "linux-6.12")])
def test_a_patch_of_two_kernels_makes_the_new_one(old: str, new: str) -> None:
    base, target = FolderVersion(KERNELS / old), FolderVersion(KERNELS / new)
    versions, _ = patched(base, read_series([("p", difference(old, new))]), "patched")
    assert versions.problems == ()
    for folder in FOLDERS:
        assert versions.new.below(folder) == target.below(folder)
        for path in target.below(folder):
            assert versions.new.read(path) == target.read(path), path
    assert versions.changed == between_folders(base.root, target.root, FOLDERS).changed


def test_a_patch_applies_where_all_lines_have_moved() -> None:
    old, new = FolderVersion(KERNELS / "linux-6.1-old"), FolderVersion(KERNELS / "linux-6.1")
    moved: dict[str, bytes | None] = {path: b"\n" * 100 + old.read(path) for path in old.below("mm")}
    series = read_series([("p", difference("linux-6.1-old", "linux-6.1"))])
    versions, _ = patched(OverlayVersion(old, moved, "moved"), series, "patched", ["mm"])
    assert [problem for problem in versions.problems if problem.file.startswith("mm/")] == []
    for pair in versions.changed:
        if pair.old and pair.new:
            assert versions.new.read(pair.new) == b"\n" * 100 + new.read(pair.new), pair
