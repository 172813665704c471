"""The source that a report of changes quotes: lines of both versions, hunks, fingerprints."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gupcheck.model import Severity
from gupcheck.model.change import CauseChange, Change, Impact, ImpactUse
from gupcheck.source import quoting
from gupcheck.source.fingerprint import primary_location_line_hash
from gupcheck.source.folder import FolderVersion
from gupcheck.source.overlay import OverlayVersion
from gupcheck.source.quoting import quotes_of
from gupcheck.source.version import Versions

OLD = b"".join(b"line %d\r\n" % number for number in range(1, 41))
NEW = OLD.replace(b"line 5\r\n", b"five\r\nand a half\r\n").replace(b"line 30\r\n", b"")


def change(**fields: object) -> Change:
    base = {"file": "a.c", "function": "f", "line": 5, "old_file": "a.c", "old_line": 5}
    return Change("GUP301", "x", Severity.NOTE, "x", **{**base, **fields})  # type: ignore[arg-type]


@pytest.fixture
def versions(tmp_path: Path) -> Versions:
    empty = FolderVersion(tmp_path)
    old = OverlayVersion(empty, {"a.c": OLD, "caller.c": b"\n\tf();\n"}, "old")
    new = OverlayVersion(empty, {"a.c": NEW, "caller.c": b"\n\tf();\n\n\ttest();\n"}, "new")
    return Versions(old, new, ())


def test_lines_of_both_versions(versions) -> None:
    impact = Impact("caller", "g", "caller.c", 2, uses=(ImpactUse("EIO", "tests", line=4),))
    causes = (CauseChange("x", ("-EIO",), (), 30, 0), CauseChange("y", (), ("-EIO",), 0, 6))
    quotes = quotes_of([change(causes=causes, impact=(impact,))], versions, hunks=False, fingerprints=False)
    assert quotes.old == {("a.c", 5): "line 5", ("a.c", 30): "line 30"}
    assert quotes.new == {
        ("a.c", 5): "five",
        ("a.c", 6): "and a half",
        ("caller.c", 2): "\tf();",
        ("caller.c", 4): "\ttest();",
    }
    assert (quotes.hunks, quotes.fingerprints) == ({}, {})


def test_hunks_are_those_of_diff(versions) -> None:
    [hunks] = quotes_of([change()], versions, hunks=True, fingerprints=False).hunks.values()
    assert [hunk.header for hunk in hunks] == ["@@ -2,7 +2,8 @@", "@@ -27,7 +28,6 @@"]
    assert hunks[0].lines[3:6] == ("-line 5", "+five", "+and a half")
    assert (hunks[1].old, hunks[1].new) == ((27, 34), (28, 34))


def test_a_fingerprint_is_that_of_the_line(versions) -> None:
    quotes = quotes_of([change(line=6)], versions, hunks=False, fingerprints=True)
    assert quotes.fingerprints == {("a.c", 6): primary_location_line_hash(NEW, 6)}


def test_what_one_version_does_not_have_is_not_quoted(versions) -> None:
    gone = change(file="", line=0, old_line=99)
    quotes = quotes_of([gone], versions, hunks=True, fingerprints=True)
    assert (dict(quotes.old), dict(quotes.new), dict(quotes.hunks), dict(quotes.fingerprints)) == (
        {},
        {},
        {},
        {},
    )


def test_a_file_that_changed_all_over_has_no_hunks(versions, monkeypatch) -> None:
    monkeypatch.setattr(quoting, "_MOST_LINES", 10)
    assert quotes_of([change()], versions, hunks=True, fingerprints=False).hunks == {("a.c", "a.c"): ()}


LINES = st.lists(st.sampled_from(["a", "b", "{", "}", ""]), max_size=30)


@given(LINES, LINES)
def test_hunks_make_the_new_file_of_the_old_one(old, new) -> None:
    base = FolderVersion(Path("nothing"))
    texts = ["".join(f"{line}\n" for line in lines).encode() for lines in (old, new)]
    sides = [OverlayVersion(base, {"a.c": text}, "") for text in texts]
    [hunks] = quotes_of([change()], Versions(*sides, ()), hunks=True, fingerprints=False).hunks.values()
    made = list(old)
    for hunk in reversed(hunks):
        start, end = (line - 1 for line in hunk.old)
        assert [line[1:] for line in hunk.lines if line[0] in " -"] == old[start:end]
        made[start:end] = [line[1:] for line in hunk.lines if line[0] in " +"]
        assert len([line for line in hunk.lines if line[0] in " +"]) == hunk.new[1] - hunk.new[0]
    assert made == new
