"""One file: which rules concern it, what they find, what its comments suppress."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass, field, replace
from itertools import chain, islice

from gupcheck.checks.rulefile import CheckRule
from gupcheck.engine.judge import Rules, judge
from gupcheck.engine.limits import MEMORY, MEMORY_FOR_CALLEES, OutOfTimeError, time_limit
from gupcheck.engine.plan import Plan
from gupcheck.engine.suppression import MARKER_WORD, read_suppressions
from gupcheck.model import Finding, Location, Notification, Severity
from gupcheck.smpl import CheckResult, RuleFile, Target, check
from gupcheck.source.fingerprint import primary_location_line_hashes
from gupcheck.source.prefilter import Formula, any_of, matches, word, words_of
from gupcheck.source.read import SourceError, read_source, unreadable
from gupcheck.source.scan import WordScanner
from gupcheck.syntax import Unit, parse_unit

SECONDS_FOR_CALLEES = 110
"""CPU seconds more where error summaries are asked: the first file needs those of much of the kernel."""

SECONDS_A_FILE = 10
SECONDS_A_RULE = 1
"""CPU seconds that a file may take, and how many more for each rule; a kernel's slowest takes one or two."""

RULES_WITH_VERDICTS = frozenset(("GUP101", "GUP102", "GUP104"))
"""The rules whose findings stand at a call that is a check: true, or failed, it decides what is returned."""

_FRAME = 2
"""Lines of code that are kept before and after a finding."""

Check = Callable[[RuleFile, Target, frozenset[str]], CheckResult]


@dataclass(frozen=True, slots=True)
class FileResult:
    """What one file adds to a report."""

    findings: tuple[Finding, ...] = ()
    suppressed: tuple[Finding, ...] = ()
    notifications: tuple[Notification, ...] = ()
    parsed: bool = False
    functions: int = 0
    functions_with_errors: int = 0


@dataclass(frozen=True, slots=True)
class Survivors:
    """The files of a scan that are worth parsing, with their sizes in bytes, and what could not be read."""

    files: tuple[tuple[str, int], ...]
    notifications: tuple[Notification, ...] = ()


class Analyst:
    """Analyses files by a plan; keeps the scanner's buffer from one file to the next."""

    def __init__(self, plan: Plan, check: Check = check, seconds: int | None = None) -> None:
        self.plan = plan
        self.check = check
        for_callees = SECONDS_FOR_CALLEES if plan.checks else 0
        self.seconds = seconds or SECONDS_A_FILE + SECONDS_A_RULE * len(plan.rules) + for_callees
        self.memory = MEMORY_FOR_CALLEES if plan.checks else MEMORY
        self.worth = worth_parsing(plan)
        self.scanner = WordScanner(words_of(self.worth))

    def scan(self, paths: Iterable[str]) -> Survivors:
        """Return which of the regular files at `paths` some rule, or a suppression, concerns."""
        survivors: list[tuple[str, int]] = []
        notifications: list[Notification] = []
        verdicts: dict[frozenset[bytes], bool] = {}
        for path in paths:
            try:
                present, size = self.scanner.present_in_file(path)
            except OSError as error:
                told = unreadable(error)
                notifications.append(_incomplete(told.kind, told.message, self.plan.shown(path)))
                continue
            verdict = verdicts.get(present)
            if verdict is None:
                verdict = verdicts[present] = matches(self.worth, present)
            if verdict:
                survivors.append((path, size))
        return Survivors(tuple(survivors), tuple(notifications))

    def analyse(self, path: str, data: bytes | None = None) -> FileResult:
        """Return what the rules find in a file, or in `data` in its stead; never raises."""
        shown = self.plan.shown(path)
        try:
            text = read_source(path) if data is None else data
            present = self.scanner.present(text)
            if not matches(self.worth, present):
                return FileResult()
            return _FileRun(self, path, shown, text, present).result()
        except SourceError as error:
            return FileResult(notifications=(_incomplete(error.kind, error.message, shown),))
        except MemoryError:
            if self.plan.summaries is not None:
                self.plan.summaries.let_go()
            return FileResult(notifications=(_out_of_memory(shown, self.memory),))
        except Exception as error:
            return FileResult(notifications=(_crash("The analysis", error, shown),))


def worth_parsing(plan: Plan) -> Formula:
    """Return what a file must hold so that some rule, or a suppression, can concern it."""
    wanted = [*(rule.words for rule in plan.rules), *(rule.words for rule in plan.checks)]
    return any_of([*wanted, word(MARKER_WORD)])


@dataclass(slots=True)
class _FileRun:
    """All rules on one file."""

    analyst: Analyst
    path: str
    shown: str
    text: bytes
    present: frozenset[bytes]
    doing: str = "The parser"
    parsed: bool = False
    functions: int = 0
    functions_with_errors: int = 0
    finished: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    notifications: list[Notification] = field(default_factory=list)

    def result(self) -> FileResult:
        """Run the rules that concern the file and put together what they yield."""
        plan = self.analyst.plan
        active = plan.active - plan.ignored(self.path)
        rules = [rule for rule in plan.rules if rule.info.id in active and self._concerns(rule)]
        checks = [rule for rule in plan.checks if rule.info.id in active and self._concerns(rule)]
        if rules or checks:
            self._run_within_limits(rules, checks)
        suppressions = read_suppressions(self.text) if MARKER_WORD in self.present else ()
        begun = {rule.info.id for rule in rules} | {rule.info.id for rule in checks}
        ran = active - (begun - self.finished)
        judged = judge(self.findings, suppressions, self.shown, Rules(plan.known, ran))
        return FileResult(
            findings=_completed(judged.kept, self.text, fingerprints=plan.fingerprints),
            suppressed=_completed(judged.suppressed, self.text, fingerprints=plan.fingerprints),
            notifications=tuple(self.notifications),
            parsed=self.parsed,
            functions=self.functions,
            functions_with_errors=self.functions_with_errors,
        )

    def _concerns(self, rule: RuleFile | CheckRule) -> bool:
        return matches(rule.words, self.present)

    def _run_within_limits(self, rules: list[RuleFile], checks: list[CheckRule]) -> None:
        """Run the rules; where they take too much time or memory, what they found until then is kept."""
        excess = ""
        try:
            with time_limit(self.analyst.seconds):
                self._run(rules, checks)
        except OutOfTimeError:
            excess = f"{self.analyst.seconds} s"
        except MemoryError:
            excess = f"{self.analyst.memory >> 20} MB"
        if excess:
            # Only here, past the exception, is what it held free to go; and it is large and full of cycles.
            gc.collect()
            message = f"{self.doing} took more than {excess} on this file; that and the rest was left undone."
            self.notifications.append(_incomplete("budget", message, self.shown))

    def _run(self, rules: list[RuleFile], checks: list[CheckRule]) -> None:
        """Parse once and run the rules; one that fails is told, and the others run."""
        unit = parse_unit(self.text, self.shown, self.analyst.plan.dialect)
        self.parsed = True
        self.functions = len(unit.functions)
        target = Target(unit)
        for rule in rules:
            self._check(rule, target)
        self._tell_verdicts(unit)
        if checks:
            self._ask_summaries(unit, checks)
        self.functions_with_errors = sum(function.had_error for function in unit.functions)
        self._name_too_deep(unit)

    def _check(self, rule: RuleFile, target: Target) -> None:
        self.doing = f"The rule {rule.info.id}"
        try:
            result = self.analyst.check(rule, target, self.analyst.plan.virtuals)
        except MemoryError:
            raise
        except Exception as error:
            self.notifications.append(_crash(self.doing, error, self.shown))
            return
        self.finished.add(rule.info.id)
        self.findings += result.findings
        self.notifications += result.notifications

    def _ask_summaries(self, unit: Unit, checks: list[CheckRule]) -> None:
        """Run the rules on error summaries, function by function; one that fails is told."""
        summaries = self.analyst.plan.summaries
        assert summaries is not None
        self.doing = "The rules on error summaries"
        for function, found in summaries.findings(self.path, unit, checks):
            if isinstance(found, Exception):
                crash = _crash(self.doing, found, self.shown)
                line = unit.position(function.name_start)[0]
                self.notifications.append(replace(crash, function=function.name, line=line))
            else:
                self.findings += found
        self.finished.update(rule.info.id for rule in checks)

    def _tell_verdicts(self, unit: Unit) -> None:
        """Add to findings what their functions come to; where that fails they stay as they are."""
        if not any(finding.rule in RULES_WITH_VERDICTS for finding in self.findings):
            return
        # Slow to import, and most runs have no such finding.
        from gupcheck.engine.verdicts import with_verdicts

        self.doing = "Telling what the findings' functions return"
        try:
            self.findings = with_verdicts(self.findings, RULES_WITH_VERDICTS, unit)
        except MemoryError:
            raise
        except Exception as error:
            self.notifications.append(_crash(self.doing, error, self.shown))

    def _name_too_deep(self, unit: Unit) -> None:
        """Tell of the functions that a rule wanted to look at and could not."""
        for function in unit.functions:
            if function.was_too_deep:
                line = unit.position(function.name_start)[0]
                message = f"{function.name}() is nested too deeply to be analysed: no rule looked at it."
                notification = _incomplete("too-deep", message, self.shown)
                self.notifications.append(replace(notification, function=function.name, line=line))


def _crash(what: str, error: Exception, shown: str) -> Notification:
    reason = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    message = f"{what} failed on this file ({reason}). This is a bug in gupcheck: please report it."
    return _incomplete("rule-crash", message, shown)


def _out_of_memory(shown: str, memory: int) -> Notification:
    message = f"The analysis took more than {memory >> 20} MB on this file; its findings are missing."
    return _incomplete("budget", message, shown)


def _incomplete(kind: str, message: str, shown: str) -> Notification:
    return Notification(kind, Severity.ERROR, message, shown, incomplete=True)


def _completed(findings: tuple[Finding, ...], text: bytes, *, fingerprints: bool) -> tuple[Finding, ...]:
    """Return the findings with the lines around them, and with fingerprints if they are wanted."""
    if not findings:
        return ()
    marked = {finding.location.line for finding in findings} if fingerprints else ()
    hashes = primary_location_line_hashes(text, marked)
    places = [finding.location for finding in findings]
    wanted = {line for place in places for line in (*_before(place), *_after(place))}
    lines = _texts_of_lines(text, wanted)
    return tuple(
        replace(
            finding,
            fingerprint=hashes.get(finding.location.line, ""),
            before=tuple(lines[line] for line in _before(finding.location) if line in lines),
            after=tuple(lines[line] for line in _after(finding.location) if line in lines),
        )
        for finding in findings
    )


def _before(place: Location) -> range:
    return range(place.line - _FRAME, place.line)


def _after(place: Location) -> range:
    return range(place.end_line + 1, place.end_line + 1 + _FRAME)


def _texts_of_lines(text: bytes, wanted: Set[int]) -> dict[int, str]:
    """Return the lines of these numbers (from 1), those that there are; the file may be too big for all."""
    found: dict[int, str] = {}
    start = 0
    ends = chain((match.start() for match in re.finditer(b"\n", text)), (len(text),))
    for number, end in enumerate(islice(ends, max(wanted)), start=1):
        if number in wanted:
            found[number] = text[start:end].removesuffix(b"\r").decode("utf-8", "replace")
        start = end + 1
    return found
