"""What `gupcheck diff` does: options to two versions, their comparison to its outputs, an exit code."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from gupcheck.change import ChangeRequest, ChangeRule, compare
from gupcheck.cli import status
from gupcheck.cli.caches import cache_folder
from gupcheck.cli.common import parted, read_config, worker_count
from gupcheck.cli.diff_versions import Asked, VersionOptions, asked_of
from gupcheck.cli.outputs import STANDARD_OUTPUT, Output, pair_outputs, write_output
from gupcheck.cli.progress import ProgressBar
from gupcheck.cli.terminal import use_color, width
from gupcheck.cli.trees import dialect_of
from gupcheck.cli.verdict import NEVER
from gupcheck.engine.config import Config
from gupcheck.engine.errors import RunError
from gupcheck.engine.exclusion import PathIgnores, PathPatterns
from gupcheck.engine.parts import Parts
from gupcheck.engine.rule_tables import load_change_catalogue
from gupcheck.engine.selection import meant, selected_ids
from gupcheck.engine.spread import Processes
from gupcheck.model import Severity
from gupcheck.model.change import ChangesReport
from gupcheck.model.comparison import Comparison
from gupcheck.report import Options, write_changes
from gupcheck.source.quoting import quotes_of
from gupcheck.source.two_folders import failures
from gupcheck.source.version import FilePair, VersionError, Versions


@dataclass(frozen=True, slots=True)
class DiffOptions:
    """The options as the command line gave them; `order` tells how `formats` and `files` were interleaved."""

    versions: tuple[str, ...]
    paths: tuple[str, ...] | None
    staged: bool
    patches: tuple[str, ...]
    base: str | None
    impact: Literal["none", "callers", "full"] | None
    arch: str
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    formats: tuple[str, ...]
    files: tuple[str, ...]
    order: tuple[str, ...]
    fail_on: str | None
    exit_zero: bool
    category: str
    jobs: int | None
    config_file: str | None
    no_config: bool
    color: str
    no_progress: bool
    quiet: bool


def diff(options: DiffOptions, current: str, environment: Mapping[str, str]) -> int:
    """Compare, write the outputs and return the exit code. Raises RunError, OutputError, PipeClosedError."""
    outputs = pair_outputs(options.order, options.formats, options.files)
    given = VersionOptions(options.versions, options.paths, options.staged, options.patches, options.base)
    jobs = worker_count(options.jobs)
    asked = asked_of(given, current, environment, Parts(jobs))
    config = read_config(options.config_file, options.no_config, asked.root or current)
    request = _request(options, config, asked)
    formats = {output.format for output in outputs}
    with ProgressBar(wanted=not (options.no_progress or options.quiet)) as progress:
        spread = Processes(jobs, progress)

        def compared(versions: Versions) -> Comparison:
            return _compared(versions, request, spread, _Kept(config, asked.root, request.rules), formats)

        try:
            whole = compared(asked.versions)
            steps = [_titled(compared(step.versions), step.title) for step in asked.steps]
        except VersionError as error:
            raise RunError(str(error)) from None
        finally:
            for version in (asked.versions.old, asked.versions.new):
                version.close()
    comparison = replace(whole, patches=tuple(steps), root=asked.root, category=options.category.strip("/"))
    code = _exit_status(comparison.report, options.fail_on or config.fail_on, exit_zero=options.exit_zero)
    for output in sorted(outputs, key=lambda output: output.path != STANDARD_OUTPUT):
        _write(output, comparison, code, options)
    return code


class _Kept:
    """What `exclude` and `per-path-ignores` of the configuration leave of a comparison."""

    def __init__(self, config: Config, root: str, rules: tuple[ChangeRule, ...]) -> None:
        self._root = root
        self._excluded = PathPatterns(config.exclude, config.folder or root)
        infos = [rule.info for rule in rules]
        self._ignored = PathIgnores(config.per_path_ignores, config.folder or root, infos)

    def files(self, pairs: tuple[FilePair, ...]) -> tuple[FilePair, ...]:
        """Return the pairs that are not excluded."""
        return tuple(
            pair for pair in pairs if not self._excluded.match(self._whole(pair.new or pair.old or ""))
        )

    def changes(self, report: ChangesReport) -> ChangesReport:
        """Return the report without the changes whose rule does not run on their file."""
        kept = tuple(
            change
            for change in report.changes
            if change.rule not in self._ignored(self._whole(change.file or change.old_file))
        )
        return replace(report, changes=kept)

    def _whole(self, path: str) -> str:
        return os.path.join(self._root, path)


def _request(options: DiffOptions, config: Config, asked: Asked) -> ChangeRequest:
    new = asked.versions.new
    if options.arch != "x86" and not new.below(f"arch/{options.arch}"):
        raise RunError(f"--arch: {new.label} has no architecture '{options.arch}'.")
    return ChangeRequest(
        rules=_rules(options, config),
        impact=options.impact or ("full" if options.patches else None),
        arch=options.arch,
        dialect=dialect_of(config),
        cache=cache_folder(),
    )


def _rules(options: DiffOptions, config: Config) -> tuple[ChangeRule, ...]:
    """Return the change rules that run; of the configuration's selectors, those that mean one count."""
    rules = load_change_catalogue(config.rule_folders)
    infos = [rule.info for rule in rules]
    select = parted(options.select) or meant(config.select, infos)
    ignore = (*parted(options.ignore), *meant(config.ignore, infos))
    ids = selected_ids(infos, select, ignore, None)
    return tuple(rule for rule in rules if rule.info.id in ids)


def _compared(
    versions: Versions, request: ChangeRequest, spread: Processes, kept: _Kept, formats: set[str]
) -> Comparison:
    versions = replace(versions, changed=kept.files(versions.changed))
    report = kept.changes(compare(versions, request, spread))
    late = {*failures(versions.old), *failures(versions.new)} - set(report.notifications)
    notifications = sorted((*report.notifications, *late), key=lambda one: one.sort_key)
    report = replace(report, notifications=tuple(notifications))
    if formats == {"json"}:
        return Comparison(report)
    fingerprints = "sarif" in formats
    quotes = quotes_of(report.changes, versions, hunks="markdown" in formats, fingerprints=fingerprints)
    return Comparison(report, quotes)


def _titled(comparison: Comparison, title: str) -> Comparison:
    return replace(comparison, report=replace(comparison.report, new_label=title))


def _exit_status(report: ChangesReport, fail_on: str, *, exit_zero: bool) -> int:
    """Return the exit code: an incomplete comparison counts before changes."""
    if report.incomplete:
        return status.INCOMPLETE
    if exit_zero or fail_on == NEVER:
        return status.CLEAN
    least = Severity(fail_on).rank
    return status.FINDINGS if any(one.severity.rank >= least for one in report.changes) else status.CLEAN


def _write(output: Output, comparison: Comparison, code: int, options: DiffOptions) -> None:
    to_terminal = output.path == STANDARD_OUTPUT
    report = comparison.report
    if options.quiet and to_terminal and not report.changes and not report.incomplete:
        return
    layout = Options(color=to_terminal and use_color(options.color), width=width(), exit_code=code)
    write_output(output.path, write_changes(output.format, comparison, layout))
