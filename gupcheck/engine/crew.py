"""Worker processes: forked, fed through pipes, replaced when they die.

A worker inherits what it needs from its parent's memory; only tasks and results go through the pipes. The
parent always knows which task a worker is at, so that the death of a worker costs one task, not the run.
"""

from __future__ import annotations

import faulthandler
import gc
import os
import select
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import cast

from gupcheck.engine.errors import RunError
from gupcheck.engine.limits import limit_this_process
from gupcheck.engine.pipes import Inbox, Outbox, send
from gupcheck.engine.tasks import Answer, Backlog, Died, Done, Task

Work = Callable[[Task], object]

_AHEAD = 2
"""Light tasks that a worker holds, so that it need not wait for the parent between two of them."""

_CRASHED = 70
"""The exit code of a worker that met an error in gupcheck itself."""


class _Worker:
    """A worker process as its parent sees it."""

    def __init__(self, work: Work, others: list[_Worker]) -> None:
        tasks_out, tasks_in = os.pipe()
        self.answers, answers_in = os.pipe()
        self.tasks = Outbox(tasks_in)
        self._inbox = Inbox(self.answers)
        self.in_flight: deque[Task] = deque()
        try:
            self.pid = os.fork()
        except OSError:
            for end in (tasks_out, answers_in, *self.ends):
                os.close(end)
            raise
        if self.pid == 0:
            # A worker that kept another's pipe open would keep that one from seeing the parent's end.
            not_its_own = [end for other in others for end in other.ends]
            _serve(work, tasks_out, answers_in, [tasks_in, self.answers, *not_its_own])
        os.close(tasks_out)
        os.close(answers_in)

    @property
    def ends(self) -> tuple[int, int]:
        """Return the parent's ends of the pipes."""
        return self.tasks.descriptor, self.answers

    def wants_more(self) -> bool:
        """Return whether the worker may be given another task."""
        return len(self.in_flight) < _AHEAD and not any(task.heavy for task in self.in_flight)

    def give(self, task: Task) -> None:
        """Hand the worker a task; that it died meanwhile is seen when its answers are read."""
        self.in_flight.append(task)
        with suppress(BrokenPipeError):
            self.tasks.put(task)

    def give_rest(self) -> None:
        """Go on to hand over what the worker's pipe did not take so far."""
        with suppress(BrokenPipeError):
            self.tasks.flush()

    def receive(self) -> list[Done] | None:
        """Return the answers that have come in, None if the worker is dead."""
        results = self._inbox.receive()
        if results is None:
            return None
        return [Done(self.in_flight.popleft(), result) for result in results]

    def bury(self) -> str:
        """Close what is left of a worker, which ends now if it has not, and return how it ended."""
        for end in self.ends:
            os.close(end)
        os.kill(self.pid, signal.SIGKILL)
        _, status = os.waitpid(self.pid, 0)
        code = os.waitstatus_to_exitcode(status)
        return signal.Signals(-code).name if code < 0 else f"exit code {code}"


class Crew:
    """At most `size` workers that answer tasks by `work`; use it as a context, at whose end all are gone."""

    def __init__(self, work: Work, size: int) -> None:
        self._work = work
        self._size = size
        self._workers: list[_Worker] = []

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *exception: object) -> None:
        while self._workers:
            self._workers.pop().bury()

    def begin(self, backlog: Backlog) -> None:
        """Give out what can be given of `backlog`; `answers` goes on with it. Raises RunError."""
        self._feed(backlog)

    def answers(self, backlog: Backlog) -> Iterator[Answer]:
        """Yield an answer for every task of `backlog`, also for those that are added to it meanwhile."""
        while True:
            self._feed(backlog)
            busy = [worker for worker in self._workers if worker.in_flight]
            if not busy:
                return
            waited_for = [worker.tasks.descriptor for worker in busy if worker.tasks]
            ready, takes_more, _ = select.select([worker.answers for worker in busy], waited_for, ())
            for worker in busy:
                if worker.tasks.descriptor in takes_more:
                    worker.give_rest()
                if worker.answers in ready:
                    yield from self._answers_of(worker, backlog)

    def _feed(self, backlog: Backlog) -> None:
        for worker in self._workers:
            while worker.wants_more() and (task := backlog.take()):
                worker.give(task)
        while len(self._workers) < self._size and (task := backlog.take()):
            hired = self._hire()
            if hired is None:
                backlog.add(task)
                return
            hired.give(task)

    def _hire(self) -> _Worker | None:
        """Return one more worker; None where the system gives no more, and the others have to do."""
        with _interrupts_held():
            try:
                worker = _Worker(self._work, self._workers)
            except OSError as error:
                if not self._workers:
                    raise RunError(f"No process could be started to work in: {error.strerror}.") from None
                self._size = len(self._workers)
                return None
            self._workers.append(worker)
            return worker

    def _answers_of(self, worker: _Worker, backlog: Backlog) -> Iterator[Answer]:
        answers = worker.receive()
        if answers is not None:
            yield from answers
            return
        self._workers.remove(worker)
        cause = worker.bury()
        yield Died(worker.in_flight.popleft(), cause)
        for task in worker.in_flight:
            backlog.add(task)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Let Ctrl-C wait until the block is over, so that no worker is forked and not known.

    A worker is born in it and holds interrupts for ever: Ctrl-C reaches all processes of a terminal, and it
    is the parent that ends its workers.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _ignored(raised: object) -> None:
    """Say nothing of an exception that a destructor raised."""


def _serve(work: Work, tasks: int, answers: int, not_its_own: list[int]) -> None:
    """Answer tasks until the parent closes its end or is gone; never return."""
    status = _CRASHED
    try:
        for end in not_its_own:
            os.close(end)
        faulthandler.disable()  # a death is told in the report, and so is want of memory
        sys.unraisablehook = _ignored
        gc.freeze()
        limit_this_process()
        inbox = Inbox(tasks)
        while (given := inbox.receive()) is not None:
            for task in given:
                send(answers, work(cast(Task, task)))
        status = 0
    except BrokenPipeError:
        status = 0
    finally:
        os._exit(status)
