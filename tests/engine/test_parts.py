"""Files shared out among processes: the results, their order, the death of a process."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from gupcheck.engine.parts import Parts
from gupcheck.source.folder import FolderVersion
from gupcheck.source.share import undivided

PATHS = [f"f{number}.c" for number in range(2_000)]


@pytest.mark.parametrize("jobs", [1, 3])
def test_every_path_is_worked_on_once_and_in_order(jobs: int) -> None:
    parts = list(Parts(jobs)(lambda paths: list(paths), PATHS))
    assert [path for part in parts for path in part] == PATHS
    assert (len(parts) > 1) == (jobs > 1)


def test_many_paths_are_worked_on_elsewhere_and_few_here() -> None:
    assert os.getpid() not in set(Parts(2)(lambda paths: os.getpid(), PATHS))
    assert list(Parts(2)(lambda paths: os.getpid(), PATHS[:10])) == [os.getpid()]


def test_nothing_is_worked_on_where_there_are_no_paths() -> None:
    assert list(Parts(2)(len, [])) == list(undivided(len, [])) == []


def test_the_part_of_a_process_that_dies_is_done_here() -> None:
    parent = os.getpid()

    def work(paths: Sequence[str]) -> list[str]:
        if PATHS[700] in paths and os.getpid() != parent:
            os.abort()
        return list(paths)

    assert [path for part in Parts(2)(work, PATHS) for path in part] == PATHS


def test_a_shared_search_finds_the_same_and_keeps_its_problems(tmp_path: Path) -> None:
    for number in range(1_500):
        (tmp_path / f"f{number}.c").write_text("int wanted;\n" if number % 7 == 0 else "int other;\n")
    (tmp_path / "f3.c").unlink()
    shared, alone = FolderVersion(tmp_path, share=Parts(2)), FolderVersion(tmp_path)
    for version in (shared, alone):
        version.below("")
    (tmp_path / "f8.c").unlink()
    found = shared.holding(["wanted"])
    assert list(found) == list(alone.holding(["wanted"]))
    assert len(found) == 215
    assert shared.problems == alone.problems
    assert set(shared.problems) == {"f8.c"}


def test_work_beside_is_done_in_another_process_which_shares_out_nothing() -> None:
    parts = Parts(2)
    waited = parts.beside(lambda: (os.getpid(), list(parts(lambda paths: os.getpid(), PATHS))))
    process, within = waited()
    assert process != os.getpid()
    assert within == [process]
    assert parts.jobs == 2
    assert Parts(1).beside(os.getpid)() == os.getpid()


def test_work_beside_in_a_process_that_dies_is_done_here() -> None:
    parent = os.getpid()
    waited = Parts(2).beside(lambda: os.getpid() if os.getpid() == parent else os.abort())
    assert waited() == parent


def test_a_search_beside_keeps_its_problems(tmp_path: Path) -> None:
    (tmp_path / "f1.c").write_text("int wanted;\n")
    (tmp_path / "f2.c").write_text("int wanted;\n")
    version = FolderVersion(tmp_path, share=Parts(2))
    version.below("")
    (tmp_path / "f2.c").unlink()
    waited = version.beside(lambda: version.holding(["wanted"]))
    assert waited() == {"f1.c": {"wanted"}}
    assert set(version.problems) == {"f2.c"}
