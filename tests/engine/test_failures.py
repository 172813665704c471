"""What goes wrong in one file costs that file, is told, and leaves the others' findings alone."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from gupcheck.engine.analysis import Analyst, Check
from gupcheck.engine.crew import Crew
from gupcheck.engine.errors import RunError
from gupcheck.engine.limits import MEMORY
from gupcheck.engine.plan import Plan
from gupcheck.engine.request import RunRequest
from gupcheck.engine.run import run
from gupcheck.engine.tasks import Backlog, Died, Done, Task
from gupcheck.model import Report
from gupcheck.smpl import CheckResult, RuleFile, Target
from gupcheck.smpl import check as real_check

from .conftest import BAD, kinds, places


def misbehaving(on: str, act: Callable[[], object]) -> Check:
    """Return a check that does something else than its work in one file."""

    def check(rule: RuleFile, target: Target, virtuals: frozenset[str]) -> CheckResult:
        if target.unit.path == on:
            act()
        return real_check(rule, target, virtuals)

    return check


@pytest.fixture
def run_with(tree: Path, rule: str) -> Callable[..., Report]:
    """Return a function that runs the rule over the tree with another check and time limit."""

    def make_report(check: Check, *, seconds: int = 30, jobs: int = 2) -> Report:
        def analyst(plan: Plan) -> Analyst:
            return Analyst(plan, check, seconds)

        return run(RunRequest((".",), str(tree), rule_files=(rule,), jobs=jobs), make_analyst=analyst)

    return make_report


def test_a_crash_is_told_with_its_reason(run_with):
    report = run_with(misbehaving("mm/b.c", lambda: 1 // 0))
    assert places(report) == ["a.c:3 TST101"]
    [told] = report.notifications
    assert (told.kind, told.file, told.incomplete) == ("rule-crash", "mm/b.c", True)
    assert told.message == (
        "The rule TST101 failed on this file (ZeroDivisionError: integer division or modulo by zero). "
        "This is a bug in gupcheck: please report it."
    )


def test_endless_recursion_is_a_crash(run_with):
    def recurse() -> None:
        recurse()

    report = run_with(misbehaving("a.c", recurse))
    assert places(report) == ["mm/b.c:7 TST101"]
    assert kinds(report) == ["a.c rule-crash"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_worker_that_is_killed_costs_one_file(run_with, jobs):
    report = run_with(misbehaving("a.c", lambda: os.kill(os.getpid(), signal.SIGKILL)), jobs=jobs)
    assert places(report) == ["mm/b.c:7 TST101"]
    [told] = report.notifications
    assert (told.kind, told.file, told.incomplete) == ("worker-died", "a.c", True)
    assert "SIGKILL" in told.message


def test_a_worker_that_is_killed_at_every_file_ends_the_run_all_the_same(run_with, tree):
    for number in range(20):
        (tree / f"x{number}.c").write_text(BAD.format("f"))

    def check(rule: RuleFile, target: Target, virtuals: frozenset[str]) -> CheckResult:
        os.kill(os.getpid(), signal.SIGKILL)
        return CheckResult()

    report = run_with(check)
    assert len(report.notifications) == 22
    assert {told.kind for told in report.notifications} == {"worker-died"}


def test_too_much_time_is_ended(run_with):
    def spin() -> None:
        while True:
            pass

    started = time.process_time()
    report = run_with(misbehaving("a.c", spin), seconds=1)
    assert places(report) == ["mm/b.c:7 TST101"]
    assert kinds(report) == ["a.c budget"]
    assert report.incomplete
    assert "more than 1 s" in report.notifications[0].message
    assert time.process_time() - started < 1


def test_a_handler_of_exceptions_does_not_outlast_the_time_limit(run_with):
    def stubborn() -> None:
        while True:
            try:
                while True:
                    pass
            except Exception:
                continue

    assert kinds(run_with(misbehaving("a.c", stubborn), seconds=1)) == ["a.c budget"]


def test_too_much_memory_is_refused_and_the_worker_goes_on(run_with):
    report = run_with(misbehaving("a.c", lambda: bytearray(MEMORY)), jobs=1)
    assert places(report) == ["mm/b.c:7 TST101"]
    assert kinds(report) == ["a.c budget"]
    assert "280 MB" in report.notifications[0].message


def test_an_unreadable_file_is_told(run_with, monkeypatch):
    real_open = os.open

    def fake(path, *rest, **more):
        if path.endswith("c.c"):
            raise PermissionError(13, "Permission denied")
        return real_open(path, *rest, **more)

    monkeypatch.setattr(os, "open", fake)
    report = run_with(real_check)
    assert places(report) == ["a.c:3 TST101", "mm/b.c:7 TST101"]
    [told] = report.notifications
    assert (told.kind, told.file, told.incomplete) == ("unreadable-file", "mm/c.c", True)
    assert told.message == "The file can't be read: Permission denied."


def children() -> set[str]:
    return set(Path(f"/proc/self/task/{os.getpid()}/children").read_text().split())


def test_no_process_is_left_when_a_run_is_broken_off():
    before = children()

    def sleep(task: Task) -> object:
        time.sleep(60)
        return None

    backlog = Backlog(iter([Task("sleep", ("a",)), Task("sleep", ("b",))]))
    signal.signal(signal.SIGALRM, lambda *_: signal.raise_signal(signal.SIGINT))
    signal.setitimer(signal.ITIMER_REAL, 0.2)
    with pytest.raises(KeyboardInterrupt), Crew(sleep, 2) as crew:
        list(crew.answers(backlog))
    assert children() <= before


def test_a_death_is_answered_and_what_waited_behind_it_is_done_by_another():
    def work(task: Task) -> object:
        if task.paths == ("bad",):
            os.kill(os.getpid(), signal.SIGTERM)
        return task.paths[0].upper()

    tasks = [Task("x", (name,)) for name in ("a", "bad", "b", "c")]
    with Crew(work, 1) as crew:
        answers = list(crew.answers(Backlog(iter(tasks))))
    assert Died(tasks[1], "SIGTERM") in answers
    assert {one.result for one in answers if isinstance(one, Done)} == {"A", "B", "C"}


def test_results_larger_than_a_pipe_come_through():
    with Crew(lambda task: b"x" * 5_000_000, 2) as crew:
        answers = list(crew.answers(Backlog(Task("x", (str(number),)) for number in range(6))))
    assert [len(one.result) for one in answers if isinstance(one, Done)] == [5_000_000] * 6


def test_tasks_and_results_larger_than_a_pipe_do_not_wait_for_each_other():
    def work(task: Task) -> object:
        return task.paths[0] * 3

    tasks = [Task("x", (letter * 1_000_000,)) for letter in "abcdef"]
    with Crew(work, 2) as crew:
        answers = list(crew.answers(Backlog(iter(tasks))))
    results = sorted(
        one.result[0] for one in answers if isinstance(one, Done) and isinstance(one.result, str)
    )
    assert results == list("abcdef")


def test_a_worker_that_dies_over_a_half_given_task_is_replaced():
    def work(task: Task) -> object:
        if task.paths[0] == "bad":
            time.sleep(0.1)
            os.kill(os.getpid(), signal.SIGKILL)
        return len(task.paths[0])

    tasks = [Task("x", ("bad",)), Task("x", ("y" * 1_000_000,))]
    with Crew(work, 1) as crew:
        answers = list(crew.answers(Backlog(iter(tasks))))
    assert answers == [Died(tasks[0], "SIGKILL"), Done(tasks[1], 1_000_000)]


def test_fewer_processes_than_wanted_do_all_the_work(monkeypatch):
    real_fork, born = os.fork, []

    def fork() -> int:
        if born:
            raise BlockingIOError(11, "Resource temporarily unavailable")
        born.append(real_fork())
        return born[-1]

    monkeypatch.setattr(os, "fork", fork)
    tasks = [Task("x", (name,)) for name in "abcdef"]
    with Crew(lambda task: task.paths[0], 4) as crew:
        answers = list(crew.answers(Backlog(iter(tasks))))
    assert sorted(one.task.paths[0] for one in answers if isinstance(one, Done)) == list("abcdef")


def test_no_process_at_all_is_an_error(run_with, monkeypatch):
    def fork() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", fork)
    with pytest.raises(RunError, match="No process could be started to work in: Resource temporarily"):
        run_with(real_check)


def test_the_heaviest_tasks_come_first_and_light_ones_last():
    backlog = Backlog(iter([Task("light", ("l",))]))
    for heavy in (2, 9, 5):
        backlog.add(Task("heavy", (str(heavy),), heavy))
    taken = [backlog.take() for _ in range(5)]
    assert [task and task.paths[0] for task in taken] == ["9", "5", "2", "l", None]
