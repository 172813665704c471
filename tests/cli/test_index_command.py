"""`gupcheck index`, and the cache that it fills: kept, damaged, of another version, not to be written."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from gupcheck.cli.main import main

SOURCE = "int walk(int a)\n{\n\tif (a < 0)\n\t\treturn -EINVAL;\n\treturn 0;\n}\n"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def linux(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a kernel-like tree, in which we are; its cache is in the folder `cache` beside it."""
    folder = tmp_path / "linux"
    (folder / "mm").mkdir(parents=True)
    (folder / "Makefile").write_text("VERSION = 6\nPATCHLEVEL = 1\n")
    (folder / "mm" / "gup.c").write_text(SOURCE)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    def command(*arguments: str) -> tuple[int, str, str]:
        status = main(arguments)
        captured = capfd.readouterr()
        return status, captured.out, captured.err

    return command


def the_cache(tree: Path) -> Path:
    [file] = (tree.parent / "cache" / "gupcheck").glob("errors-*.sqlite")
    return file


def test_it_says_what_it_did_and_errors_answers_from_it(linux: Path, run: Run) -> None:
    status, out, err = run("index", "mm")
    assert (status, err) == (0, "")
    assert out == f"Indexed 1 file with 1 function in {linux.parent / 'cache' / 'gupcheck'}.\n"
    before = run("errors", "walk")[1]
    database = sqlite3.connect(the_cache(linux))
    kept = {path for (path,) in database.execute("SELECT path FROM results")}
    database.close()
    assert "mm/gup.c" in kept
    assert run("errors", "walk")[1] == before
    assert "-EINVAL" in before


def test_a_file_that_changed_is_analysed_again(linux: Path, run: Run) -> None:
    run("index", "mm")
    assert "-EINVAL" in run("errors", "walk")[1]
    (linux / "mm" / "gup.c").write_text(SOURCE.replace("EINVAL", "ENOMEM"))
    changed = run("errors", "walk")[1]
    assert "-ENOMEM" in changed
    assert "-EINVAL" not in changed


def test_a_damaged_cache_is_made_anew_and_said(linux: Path, run: Run) -> None:
    run("index", "mm")
    the_cache(linux).write_bytes(b"this is no database" * 100)
    status, out, err = run("errors", "walk")
    assert (status, err) == (0, "")
    assert "-EINVAL" in out
    assert "damaged and is made anew" in out
    assert "damaged" not in run("errors", "walk")[1]


def test_a_cache_of_another_version_is_made_anew_and_said(linux: Path, run: Run) -> None:
    run("index", "mm")
    database = sqlite3.connect(the_cache(linux))
    with database:
        database.execute("UPDATE about SET value = 'older' WHERE key = 'version'")
    database.close()
    status, out, _ = run("errors", "walk")
    assert status == 0
    assert "another version and is made anew" in out
    assert "another version" not in run("errors", "walk")[1]


def test_a_cache_that_cannot_be_written_costs_time_alone(linux: Path, run: Run) -> None:
    (linux.parent / "cache").write_text("a file stands where the folder would be")
    status, out, err = run("errors", "walk")
    assert (status, err) == (0, "")
    assert "-EINVAL" in out
    assert "can't be used" in out
    status, out, _ = run("index", "mm")
    assert status == 0
    assert "can't be used" in out


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser writes everywhere")
def test_a_read_only_tree_is_no_obstacle(linux: Path, run: Run) -> None:
    (linux / "mm").chmod(0o555)
    linux.chmod(0o555)
    try:
        assert "-EINVAL" in run("errors", "walk")[1]
    finally:
        linux.chmod(0o755)
        (linux / "mm").chmod(0o755)


def test_nothing_is_written_into_the_tree(linux: Path, run: Run) -> None:
    before = sorted(linux.rglob("*"))
    run("index", ".")
    run("errors", "walk", "--callers", "--to-syscalls")
    assert sorted(linux.rglob("*")) == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("none",), "none: it does not exist."),
        (("/etc", "--tree", "."), "/etc: it is not in the tree."),
        (("mm", "--tree", "none"), "--tree: none is not a folder."),
    ],
)
def test_a_wrong_folder_is_told_in_one_line(
    linux: Path, run: Run, arguments: tuple[str, ...], message: str
) -> None:
    status, out, err = run("index", *arguments)
    assert (status, out) == (2, "")
    assert message in err
    assert err.count("\n") == 1


def test_several_processes_keep_what_one_does(linux: Path, run: Run) -> None:
    for number in range(20):
        (linux / "mm" / f"a{number}.c").write_text(SOURCE.replace("walk", f"walk{number}"))

    def kept() -> list[tuple[str, str, str]]:
        database = sqlite3.connect(the_cache(linux))
        rows = database.execute("SELECT kind, path, data FROM results ORDER BY kind, path").fetchall()
        database.close()
        the_cache(linux).unlink()
        return rows

    said = run("index", "mm", "--jobs", "1")
    alone = kept()
    assert run("index", "mm", "--jobs", "3") == said
    assert kept() == alone
    assert len([path for kind, path, _ in alone if kind == "bodies"]) == 21
