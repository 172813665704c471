"""The whole of `gupcheck doctor`, without printing: every file is parsed, what did not parse is kept."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from gupcheck import __version__
from gupcheck.engine.limits import OutOfTimeError, renew_hard_limit, time_limit
from gupcheck.engine.plan import make_dialect
from gupcheck.engine.request import OnProgress, RunRequest
from gupcheck.engine.targets import Targets, find_targets
from gupcheck.engine.tasks import Backlog, Task
from gupcheck.engine.work import Counter, carry_out, chunks
from gupcheck.model import Notification, ParseProblem, Report, Severity, Summary
from gupcheck.source.read import SourceError, read_source
from gupcheck.syntax import Dialect, parse_unit

_FILES_A_TASK = 8
_SECONDS_A_FILE = 60


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A report without findings, and every place that did not parse, ordered by file and line."""

    report: Report
    problems: tuple[ParseProblem, ...]


@dataclass(frozen=True, slots=True)
class _Parsed:
    """What parsing some files told."""

    problems: tuple[ParseProblem, ...]
    notifications: tuple[Notification, ...]
    files: int
    functions: int
    functions_with_errors: int


def diagnose(request: RunRequest, on_progress: OnProgress | None = None) -> Diagnosis:
    """Parse every file of a request. Raises RunError where there is nothing to parse."""
    started = time.monotonic()
    targets = find_targets(request)
    session = _Session(targets, make_dialect(request), Counter(on_progress))
    files = session.counter.counted((*targets.special, *targets.regular_files()))
    backlog = Backlog(chunks("diagnose", files, most=_FILES_A_TASK))
    carry_out(session.work, request.jobs, backlog, targets, session.on_result)
    targets.require_files(session.counter.known)
    return session.diagnosis(time.monotonic() - started)


@dataclass(slots=True)
class _Session:
    """What one run has gathered so far."""

    targets: Targets
    dialect: Dialect
    counter: Counter
    parsed: list[_Parsed] = field(default_factory=list)

    def work(self, task: Task) -> object:
        """Parse the files of a task; this is what runs in the workers."""
        problems: list[ParseProblem] = []
        notifications: list[Notification] = []
        parsed = functions = with_errors = 0
        for path in task.paths:
            renew_hard_limit(_SECONDS_A_FILE)
            shown = self.targets.shown(path)
            try:
                with time_limit(_SECONDS_A_FILE):
                    unit = parse_unit(read_source(path), shown, self.dialect)
                    problems += unit.problems
                    with_errors += sum(function.has_error for function in unit.functions)
                parsed += 1
                functions += len(unit.functions)
            except SourceError as error:
                notifications.append(_failure(error.kind, error.message, shown))
            except OutOfTimeError:
                message = f"Parsing this file took more than {_SECONDS_A_FILE} s and was ended."
                notifications.append(_failure("budget", message, shown))
        return _Parsed(tuple(problems), tuple(notifications), parsed, functions, with_errors)

    def on_result(self, task: Task, result: object) -> Iterable[Task]:
        """Keep what a task told."""
        assert isinstance(result, _Parsed)
        self.parsed.append(result)
        self.counter.done(len(task.paths))
        return ()

    def diagnosis(self, seconds: float) -> Diagnosis:
        """Return all that was gathered, in order."""
        told = [one for part in self.parsed for one in part.notifications]
        problems = [problem for part in self.parsed for problem in part.problems]
        notifications = [*self.targets.notifications, *told]
        report = Report(
            version=__version__,
            root=self.targets.root,
            notifications=tuple(sorted(notifications, key=lambda notification: notification.sort_key)),
            summary=Summary(
                files=self.counter.known,
                parsed=sum(part.files for part in self.parsed),
                functions=sum(part.functions for part in self.parsed),
                functions_with_errors=sum(part.functions_with_errors for part in self.parsed),
                seconds=seconds,
            ),
        )
        in_order = sorted(problems, key=lambda problem: (problem.file, problem.line, problem.column))
        return Diagnosis(report, tuple(in_order))


def _failure(kind: str, message: str, shown: str) -> Notification:
    return Notification(kind, Severity.ERROR, message, shown, incomplete=True)
