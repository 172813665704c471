"""The whole of `gupcheck check`, without printing: a request in, a report out."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from gupcheck import __version__
from gupcheck.engine.analysis import Analyst, FileResult, Survivors
from gupcheck.engine.limits import limit_memory, renew_hard_limit
from gupcheck.engine.plan import Plan, make_plan
from gupcheck.engine.request import OnProgress, RunRequest
from gupcheck.engine.targets import Targets, find_targets
from gupcheck.engine.tasks import Backlog, Task
from gupcheck.engine.work import Counter, carry_out, chunks
from gupcheck.model import Finding, Notification, Report, Severity, Summary

_SCAN = "scan"
_ANALYSE = "analyse"
_STANDARD_INPUT = "standard input"

MakeAnalyst = Callable[[Plan], Analyst]


def run(
    request: RunRequest, on_progress: OnProgress | None = None, make_analyst: MakeAnalyst = Analyst
) -> Report:
    """Return everything that the rules find in the files of a request.

    The same files and rules give the same report, but for `summary.seconds`. Raises RunError where nothing
    can be checked: no such path, no C file in it, a wrong rule or selector.
    """
    started = time.monotonic()
    targets = find_targets(request)
    plan = make_plan(request, targets)
    session = _Session(request, targets, make_analyst(plan), Counter(on_progress))
    carry_out(session.work, request.jobs, session.backlog(), targets, session.on_result)
    targets.require_files(session.counter.known)
    return _report(session, plan, time.monotonic() - started)


@dataclass(slots=True)
class _Session:
    """What one run has gathered so far."""

    request: RunRequest
    targets: Targets
    analyst: Analyst
    counter: Counter
    findings: list[Finding] = field(default_factory=list)
    suppressed: list[Finding] = field(default_factory=list)
    notifications: list[Notification] = field(default_factory=list)
    parsed: int = 0
    functions: int = 0
    functions_with_errors: int = 0

    def backlog(self) -> Backlog:
        """Return the tasks that the run begins with."""
        backlog = Backlog(chunks(_SCAN, self.counter.counted(self.targets.regular_files())))
        for path in self.targets.special:
            self.counter.known += 1
            backlog.add(Task(_ANALYSE, (path,)))
        if self.request.standard_input and not self.targets.exclusion(self.request.standard_input.path):
            self.counter.known += 1
            backlog.add(Task(_STANDARD_INPUT, (self.request.standard_input.path,)))
        return backlog

    def work(self, task: Task) -> object:
        """Do a task; this is what runs in the workers."""
        renew_hard_limit(self.analyst.seconds)
        limit_memory(self.analyst.memory)
        if task.kind == _SCAN:
            return self.analyst.scan(task.paths)
        if task.kind == _STANDARD_INPUT and self.request.standard_input:
            return self.analyst.analyse(task.paths[0], self.request.standard_input.data)
        return self.analyst.analyse(task.paths[0])

    def on_result(self, task: Task, result: object) -> Iterable[Task]:
        """Keep what a task yielded; a scan's survivors are to be analysed."""
        if isinstance(result, Survivors):
            self.notifications += result.notifications
            self.counter.done(len(task.paths) - len(result.files))
            return [Task(_ANALYSE, (path,), heavy=size + 1) for path, size in result.files]
        assert isinstance(result, FileResult)
        self.counter.done(1)
        self.findings += result.findings
        self.suppressed += result.suppressed
        self.notifications += result.notifications
        self.parsed += result.parsed
        self.functions += result.functions
        self.functions_with_errors += result.functions_with_errors
        return ()


def _report(session: _Session, plan: Plan, seconds: float) -> Report:
    notifications = [*session.targets.notifications, *session.notifications]
    if session.functions_with_errors:
        notifications.append(_parse_errors(session))
    return Report(
        version=__version__,
        root=session.targets.root,
        findings=tuple(sorted(session.findings, key=lambda finding: finding.sort_key)),
        rules=plan.active_rules,
        notifications=tuple(sorted(notifications, key=lambda notification: notification.sort_key)),
        summary=Summary(
            files=session.counter.known,
            parsed=session.parsed,
            functions=session.functions,
            functions_with_errors=session.functions_with_errors,
            seconds=seconds,
        ),
        category=session.request.category,
        suppressed=tuple(sorted(session.suppressed, key=lambda finding: finding.sort_key)),
    )


def _parse_errors(session: _Session) -> Notification:
    counts = f"{session.functions_with_errors} of {session.functions} functions"
    message = f"{counts} hold code that did not parse, and were analysed. 'gupcheck doctor' shows the places."
    return Notification("parse-errors", Severity.NOTE, message)
