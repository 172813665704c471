"""The report for people: findings with their code, related places and steps, then one closing line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from textwrap import wrap

from gupcheck.model import Finding, Location, Notification, Report
from gupcheck.report.display import one_line, visible
from gupcheck.report.frame import MIN_WIDTH, code_frame, excerpt
from gupcheck.report.options import Options
from gupcheck.report.paint import Paint, painter
from gupcheck.report.wording import closing_lines, count

SHOWN_OF_A_KIND = 10
"""How many notifications of one kind are written out before the rest is only counted."""


def write(report: Report, options: Options) -> str:
    """Return the findings, what else there is to know of the run, the statistics if asked for, a summary."""
    paint = painter(options.color)
    lines: list[str] = []
    for finding in report.findings:
        lines += [*_finding(finding, options.width, paint), ""]
    notifications = list(notification_lines(report.notifications, paint))
    if notifications:
        lines += [*notifications, ""]
    if options.statistics and report.findings:
        lines += [*_statistics(report, paint), ""]
    lines += closing_lines(report)
    return "".join(f"{line}\n" for line in lines)


def _finding(finding: Finding, width: int, paint: Paint) -> Iterator[str]:
    grade = paint(finding.severity.value, f"{finding.severity.value}[{one_line(finding.rule)}]")
    first, *rest = finding.message.strip().splitlines() or [""]
    yield f"{paint('strong', _place(finding.location) + ':')} {grade} {paint('strong', visible(first))}"
    yield from (f"  {visible(line)}" for line in rest)
    yield from code_frame(finding, width, paint)
    where = f"in {one_line(finding.function)}(), " if finding.function else ""
    about = f"  = {where}{one_line(finding.name)}, confidence {finding.confidence.value}"
    yield paint("quiet", about)
    for related in finding.related:
        yield from _place_with_code("related:", related.location, related.message, width, paint)
    for number, step in enumerate(finding.steps, start=1):
        yield from _place_with_code(f"step {number}:", step.location, step.message, width, paint)


def _place_with_code(label: str, location: Location, message: str, width: int, paint: Paint) -> Iterator[str]:
    yield f"  {paint('gutter', label)} {_place(location)}: {one_line(message)}"
    code = excerpt(location, width - len("    | "))
    if code:
        yield f"    {paint('gutter', '|')} {code}"


def _place(location: Location) -> str:
    return f"{visible(location.file)}:{location.line}:{location.column}"


def notification_lines(notifications: tuple[Notification, ...], paint: Paint) -> Iterator[str]:
    """Yield a line for each notification; of many of one kind, the first and how many more there are."""
    shown: Counter[str] = Counter()
    for notification in notifications:
        shown[notification.kind] += 1
        if shown[notification.kind] <= SHOWN_OF_A_KIND:
            yield _notification(notification, paint)
    for kind, number in sorted(shown.items()):
        if number > SHOWN_OF_A_KIND:
            more = count(number - SHOWN_OF_A_KIND, "message")
            yield f"{more} more of the kind '{kind}': the JSON report has them all."


def wrapped(text: str, indent: int, width: int) -> list[str]:
    """Return a sentence as lines that fit `width` if its words allow, all but the first further in."""
    return wrap(
        one_line(text),
        max(width, indent + MIN_WIDTH),
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + 2),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _notification(notification: Notification, paint: Paint) -> str:
    level = paint(notification.level.value, f"{notification.level.value}[{notification.kind}]")
    if not notification.file:
        return f"{level} {one_line(notification.message)}"
    line = f":{notification.line}" if notification.line else ""
    where = paint("strong", f"{visible(notification.file)}{line}:")
    return f"{where} {level} {one_line(notification.message)}"


def _statistics(report: Report, paint: Paint) -> Iterator[str]:
    """Yield a line for each rule that found something, the most frequent first."""
    found = Counter((one_line(finding.rule), one_line(finding.name)) for finding in report.findings)
    digits = max(len(f"{number:,}") for number in found.values())
    widest = max(len(rule) for rule, _ in found)
    for (rule, name), number in sorted(found.items(), key=lambda item: (-item[1], item[0])):
        yield f"{number:>{digits},}  {paint('strong', f'{rule:<{widest}}')}  {name}"
