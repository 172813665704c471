"""Applying hunks: as GNU patch does it, and what is told where they do not fit."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gupcheck.source.patch import apply
from gupcheck.source.patch.apply import Applied, apply_hunks
from gupcheck.source.patch.reading import read_patch

needs_patch = pytest.mark.skipif(
    not (shutil.which("patch") and shutil.which("diff")), reason="patch and diff are not installed"
)

LINES = st.lists(st.sampled_from([b"a\n", b"b\n", b"c\n", b"{\n", b"}\n", b"\n"]), max_size=14)
EDITS = st.lists(st.tuples(st.integers(0, 14), st.sampled_from("+-"), st.sampled_from("abx{")), max_size=4)


def edited(lines: Sequence[bytes], edits: Sequence[tuple[int, str, str]]) -> list[bytes]:
    """Return the lines with some added and some removed."""
    result = list(lines)
    for place, kind, letter in edits:
        at = min(place, len(result))
        if kind == "+":
            result.insert(at, f"{letter}\n".encode())
        else:
            del result[at : at + 1]
    return result


def diff(old: bytes, new: bytes, folder: Path, context: int = 3) -> bytes:
    """Return the unified diff of two texts."""
    (folder / "old").write_bytes(old)
    (folder / "new").write_bytes(new)
    line = ["diff", f"-U{context}", "--label", "a/x.c", "--label", "b/x.c", "old", "new"]
    return subprocess.run(line, cwd=folder, capture_output=True, check=False).stdout


def by_patch(target: bytes, patch: bytes, folder: Path) -> tuple[bytes, bool]:
    """Return what GNU patch makes of a file, and whether all hunks fit."""
    (folder / "target").write_bytes(target)
    (folder / "out").unlink(missing_ok=True)
    line = ["patch", "-s", "-f", "--no-backup-if-mismatch", "-r", "-", "-o", "out", "target"]
    found = subprocess.run(line, cwd=folder, input=patch, capture_output=True, check=False)
    assert found.returncode in (0, 1), found.stderr
    return (folder / "out").read_bytes(), found.returncode == 0


def ours(target: bytes, patch: bytes) -> Applied:
    read = read_patch(patch)
    assert read.bad == ()
    return apply_hunks(target, [hunk for file in read.files for hunk in file.hunks])


@needs_patch
@settings(max_examples=300)
@given(LINES, EDITS, EDITS, st.integers(0, 3), st.integers(0, 3))
def test_random_edits_are_patched_as_gnu_patch_does(
    tmp_path_factory, old, change, drift, context, shift
) -> None:
    folder = tmp_path_factory.getbasetemp()
    patch = diff(b"".join(old), b"".join(edited(old, change)), folder, context)
    target = b"x\n" * shift + b"".join(edited(old, drift))
    applied = ours(target, patch)
    if patch:
        assert (applied.data, not applied.misfits) == by_patch(target, patch, folder)


def misfit_of(target: bytes, patch: bytes):
    [misfit] = ours(target, patch).misfits
    return misfit


HUNK = b"--- a/x.c\n+++ b/x.c\n@@ -1,3 +1,3 @@\n one\n-two\n+2\n three\n"


def test_an_offset_is_found_and_kept_for_the_next_hunk() -> None:
    patch = HUNK + b"@@ -5,2 +5,2 @@\n five\n-six\n+6\n"
    target = b"zero\n" * 40 + b"one\ntwo\nthree\nfour\nfive\nsix\n"
    assert ours(target, patch).data == b"zero\n" * 40 + b"one\n2\nthree\nfour\nfive\n6\n"


def test_what_was_expected_and_what_is_there_is_told() -> None:
    misfit = misfit_of(b"zero\none\nTWO\nthree\n", HUNK)
    assert (misfit.line, misfit.expected, misfit.found, misfit.applied) == (3, b"two\n", b"TWO\n", False)


def test_the_end_of_the_file_is_told() -> None:
    misfit = misfit_of(b"one\n", HUNK)
    assert (misfit.line, misfit.expected, misfit.found) == (2, b"two\n", None)


def test_a_patch_that_is_applied_already_is_known() -> None:
    assert misfit_of(b"one\n2\nthree\n", HUNK).applied


def test_the_other_hunks_are_applied() -> None:
    patch = HUNK + b"@@ -5,2 +5,2 @@\n five\n-six\n+6\n"
    applied = ours(b"one\nTWO\nthree\nfour\nfive\nsix\n", patch)
    assert applied.data == b"one\nTWO\nthree\nfour\nfive\n6\n"
    assert [misfit.hunk.number for misfit in applied.misfits] == [1]


def test_a_patch_without_carriage_returns_fits_a_file_with_them() -> None:
    assert ours(b"one\r\ntwo\r\nthree\r\n", HUNK).data == b"one\r\n2\r\nthree\r\n"


def test_a_file_of_equal_lines_ends_the_search(monkeypatch) -> None:
    monkeypatch.setattr(apply, "_BUDGET", 10_000)
    patch = b"--- a/x.c\n+++ b/x.c\n@@ -1,101 +1,101 @@\n" + b" a\n" * 100 + b"-a\n+b\n"
    target = (b"a\n" * 100 + b"c\n") * 300
    assert len(ours(target, patch).misfits) == 1
