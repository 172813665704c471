"""A comparison that was made before is taken from the cache, as long as nothing that it needs changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gupcheck.change import ChangeRequest, compare
from gupcheck.change.file_changes import FileChanges
from gupcheck.change.kept import question_of, state_of
from gupcheck.change.request import Work
from gupcheck.model.change import ChangesReport
from gupcheck.model.plain import from_plain, to_plain
from gupcheck.source.overlay import OverlayVersion
from gupcheck.source.version import FilePair, Versions
from tests.change.two_versions import TESTDATA, TextVersion, rules, versions_between, versions_of

TEXT = (TESTDATA / "ten_functions.c").read_text()


def refused(work: Work, pairs: Iterable[FilePair]) -> Iterator[FileChanges]:
    raise AssertionError("Nothing is to be compared again.")


def many_files(text: str) -> Versions:
    """Return the versions of a fixture with some more files that differ, in no function."""
    more = "".join(
        f"/* --- {side}: mm/{number}.c --- */\nint {side};\n"
        for number in range(4)
        for side in ("old", "new")
    )
    return versions_of(text + more)


def test_a_second_run_compares_nothing_and_says_the_same(tmp_path: Path) -> None:
    request = ChangeRequest(rules(), cache=tmp_path)
    first = compare(many_files(TEXT), request)
    assert first.changes
    assert compare(many_files(TEXT), request, refused) == first


def test_a_second_run_of_a_few_files_resolves_nothing_and_says_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = ChangeRequest(rules(), cache=tmp_path)
    first = compare(versions_of(TEXT), request)
    assert first.changes
    monkeypatch.delattr("gupcheck.change.deepen.Deepening.of")
    assert compare(versions_of(TEXT), request) == first


def test_a_few_files_without_a_change_ask_no_cache(tmp_path: Path) -> None:
    text = "int f(int {0})\n{{\n\tif ({0})\n\t\treturn -EIO;\n\treturn 0;\n}}\n"
    old, new = text.format("a").encode(), text.format("b").encode()
    report = compare(
        versions_between({"mm/a.c": old}, {"mm/a.c": new}), ChangeRequest(rules(), cache=tmp_path)
    )
    assert report.compared == 1
    assert not report.changes
    assert not list(tmp_path.iterdir())


def test_a_damaged_report_is_made_anew(tmp_path: Path) -> None:
    request = ChangeRequest(rules(), cache=tmp_path)
    first = compare(versions_of(TEXT), request)
    [kept] = tmp_path.glob("diff-*.json")
    for damage in (b"", b"[]", b'{"changes": 1}', b"\xff", kept.read_bytes()[:-9]):
        kept.write_bytes(damage)
        assert compare(versions_of(TEXT), request) == first


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    report = compare(versions_of(TEXT), ChangeRequest(rules(), cache=blocked))
    assert report == compare(versions_of(TEXT), ChangeRequest(rules()))


def key_of(versions: Versions, request: ChangeRequest) -> tuple[str, str]:
    return question_of(versions, request), state_of(versions)


def test_the_key_changes_with_files_rules_and_request() -> None:
    versions, request = versions_of(TEXT), ChangeRequest(rules())
    keys = {
        key_of(versions, request),
        key_of(versions_of(TEXT.replace("-ENOMEM", "-EIO")), request),
        key_of(versions, replace(request, rules=rules()[1:])),
        key_of(versions, replace(request, impact="none")),
        key_of(versions, replace(request, arch="arm64")),
    }
    assert len(keys) == 5
    assert key_of(versions_of(TEXT), ChangeRequest(rules())) in keys


def test_the_key_of_a_patched_version_changes_with_the_patch_and_with_its_base() -> None:
    keys = set()
    for base, patched in (("-EIO", "-EBUSY"), ("-EIO", "-ENOMEM"), ("-ENXIO", "-ENOMEM")):
        old = TextVersion("old", {"mm/a.c": b"", "mm/b.c": base.encode()})
        new = OverlayVersion(old, {"mm/a.c": patched.encode()}, "new")
        keys.add(key_of(Versions(old, new, (FilePair("mm/a.c", "mm/a.c"),)), ChangeRequest(rules())))
    assert len(keys) == 3


def test_a_report_survives_the_way_through_plain_data() -> None:
    report = compare(versions_of(TEXT), ChangeRequest(rules()))
    assert from_plain(ChangesReport, to_plain(report)) == report
