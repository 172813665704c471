"""The cache on disk: it saves work, and nothing that is wrong with it changes a result."""

from __future__ import annotations

import os
import sqlite3
import threading
from pathlib import Path

import pytest

from gupcheck.errors import Program, ResolvedSummary
from gupcheck.errors.index import open_index
from gupcheck.syntax import load_dialect

SOURCE = (
    "static int g(int a)\n{ return a ? -EIO : 0; }\nstatic const struct ops o = { .run = g };\n"
    "int f(const struct ops *o, int a)\n{ return o->run(a); }\n"
)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    root = tmp_path / "tree"
    (root / "mm").mkdir(parents=True)
    (root / "mm/a.c").write_text(SOURCE)
    return root


def opened(tree: Path, cache: Path) -> Program:
    return Program(tree, [tree / "mm"], load_dialect(), index=open_index(tree, load_dialect(), cache))


def run(tree: Path, cache: Path) -> tuple[ResolvedSummary, list[str]]:
    made = opened(tree, cache)
    found = made.resolved(made.find("f")[0])
    made.save()
    notes = list(made.index.notes)
    made.index.store.close()
    return found, notes


def test_a_second_run_reads_no_source(tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, notes = run(tree, tmp_path / "cache")
    monkeypatch.setattr("gupcheck.errors.program.parse_unit", None)
    monkeypatch.setattr("gupcheck.errors.index.symbols_of", None)
    assert run(tree, tmp_path / "cache") == (first, [])
    assert notes == []


def test_a_changed_file_is_analysed_again(tree: Path, tmp_path: Path) -> None:
    assert run(tree, tmp_path / "cache")[0].errnos == ("EIO",)
    (tree / "mm/a.c").write_text(SOURCE.replace("EIO", "EPERM"))
    assert run(tree, tmp_path / "cache")[0].errnos == ("EPERM",)


def test_a_new_definition_elsewhere_is_seen(tree: Path, tmp_path: Path) -> None:
    (tree / "mm/a.c").write_text("int f(int a)\n{ return far(a); }\n")
    assert not run(tree, tmp_path / "cache")[0].exact
    (tree / "kernel").mkdir()
    (tree / "kernel/b.c").write_text("int far(int a)\n{ return -EINTR; }\n")
    assert run(tree, tmp_path / "cache")[0].errnos == ("EINTR",)


@pytest.mark.parametrize("content", [b"", b"not a database at all, but long enough to be taken for one" * 50])
def test_a_damaged_cache_is_made_anew_and_said(tree: Path, tmp_path: Path, content: bytes) -> None:
    expected, _ = run(tree, tmp_path / "cache")
    (database,) = (tmp_path / "cache").glob("*.sqlite")
    database.write_bytes(content)
    found, notes = run(tree, tmp_path / "cache")
    assert found == expected
    assert [note for note in notes if "damaged" in note] == notes[: bool(content)]
    assert run(tree, tmp_path / "cache") == (expected, [])


def test_damaged_rows_are_made_anew(tree: Path, tmp_path: Path) -> None:
    expected, _ = run(tree, tmp_path / "cache")
    (path,) = (tmp_path / "cache").glob("*.sqlite")
    for broken in ("{", '{"48": [1]}', "[[[]]]", '{"48": {"a": 1}}'):
        with sqlite3.connect(path) as database:
            database.execute("UPDATE results SET data = ?", (broken,))
        database.close()
        assert run(tree, tmp_path / "cache")[0] == expected


@pytest.mark.parametrize("broken", ["NULL", "7", "x'00ff'"])
def test_damaged_rows_of_files_are_made_anew_and_said(tree: Path, tmp_path: Path, broken: str) -> None:
    expected, _ = run(tree, tmp_path / "cache")
    (path,) = (tmp_path / "cache").glob("*.sqlite")
    with sqlite3.connect(path) as database:
        database.execute(f"UPDATE files SET names = CAST({broken} AS BLOB)")
        database.execute(f"UPDATE results SET data = CAST({broken} AS BLOB)")
    database.close()
    found, notes = run(tree, tmp_path / "cache")
    assert found == expected
    assert notes == ["A part of the cache was damaged and is made anew."]


def test_an_older_cache_is_made_anew_and_said(tree: Path, tmp_path: Path) -> None:
    expected, _ = run(tree, tmp_path / "cache")
    (path,) = (tmp_path / "cache").glob("*.sqlite")
    with sqlite3.connect(path) as database:
        database.execute("UPDATE about SET value = 'older'")
    database.close()
    assert run(tree, tmp_path / "cache") == (expected, ["The cache was of another version and is made anew."])


def test_a_folder_that_cannot_be_written_costs_time_only(tree: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    found, (note,) = run(tree, tmp_path / "file" / "cache")
    assert found.errnos == ("EIO",)
    assert note.endswith("this run goes on without it.")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_tree_is_no_obstacle(tree: Path, tmp_path: Path) -> None:
    tree.chmod(0o555)
    assert run(tree, tmp_path / "cache")[0].errnos == ("EIO",)


def test_runs_at_once_agree(tree: Path, tmp_path: Path) -> None:
    found: list[tuple[ResolvedSummary, list[str]]] = []
    threads = [threading.Thread(target=lambda: found.append(run(tree, tmp_path / "cache"))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 6
    assert {one[0] for one in found} == {found[0][0]}
    assert [note for _, notes in found for note in notes] == []
