"""What `gupcheck check` does: options to a request, a report to its outputs, an exit code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gupcheck.cli.caches import cache_folder
from gupcheck.cli.common import parted, read_config, read_standard_input, worker_count
from gupcheck.cli.outputs import STANDARD_OUTPUT, Output, pair_outputs, write_output
from gupcheck.cli.progress import ProgressBar
from gupcheck.cli.shown_paths import ShownPaths
from gupcheck.cli.terminal import use_color, width
from gupcheck.cli.verdict import exit_status
from gupcheck.engine.config import Config, parse_version
from gupcheck.engine.errors import RunError
from gupcheck.engine.request import RunRequest
from gupcheck.engine.run import run
from gupcheck.model import Report
from gupcheck.report import Options, write
from gupcheck.source.tree import KernelVersion

_FOR_PEOPLE = ("text", "concise")
_WITH_FINGERPRINTS = ("sarif",)
_STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """The options as the command line gave them; `order` tells how `formats` and `files` were interleaved."""

    paths: tuple[str, ...]
    rule_files: tuple[str, ...]
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    exclude: tuple[str, ...]
    formats: tuple[str, ...]
    files: tuple[str, ...]
    order: tuple[str, ...]
    fail_on: str | None
    exit_zero: bool
    statistics: bool
    kernel_version: str | None
    define: tuple[str, ...]
    category: str
    sarif_suppressed: bool
    stdin_filename: str | None
    jobs: int | None
    config_file: str | None
    no_config: bool
    color: str
    no_progress: bool
    quiet: bool


def check(options: CheckOptions, current: str) -> int:
    """Run a check, write its outputs and return the exit code.

    Raises RunError, OutputError, PipeClosedError.
    """
    outputs = pair_outputs(options.order, options.formats, options.files)
    config = _config(options)
    request = _request(options, config, current, outputs)
    with ProgressBar(wanted=not (options.no_progress or options.quiet)) as progress:
        report = run(request, progress)
    status = exit_status(report, options.fail_on or config.fail_on, exit_zero=options.exit_zero)
    for output in sorted(outputs, key=lambda output: output.path != STANDARD_OUTPUT):
        _write(output, report, status, options, current)
    return status


def _config(options: CheckOptions) -> Config:
    first = next((path for path in options.paths if path != _STANDARD_INPUT), None)
    start = first or options.stdin_filename or "."
    return read_config(options.config_file, options.no_config, start)


def _request(options: CheckOptions, config: Config, current: str, outputs: Iterable[Output]) -> RunRequest:
    paths = tuple(path for path in options.paths if path != _STANDARD_INPUT)
    reads_input = len(paths) < len(options.paths)
    return RunRequest(
        paths=paths,
        current=current,
        config=config,
        standard_input=read_standard_input(options.stdin_filename or "stdin.c") if reads_input else None,
        rule_files=options.rule_files,
        select=parted(options.select),
        ignore=parted(options.ignore),
        exclude=options.exclude,
        define=options.define,
        kernel_version=_kernel_version(options.kernel_version),
        jobs=worker_count(options.jobs),
        category=options.category.strip("/"),
        fingerprints=any(output.format in _WITH_FINGERPRINTS for output in outputs),
        cache=cache_folder(),
    )


def _kernel_version(text: str | None) -> KernelVersion | None:
    if text is None:
        return None
    version = parse_version(text)
    if version is None:
        raise RunError(f"--kernel-version: '{text}' is no kernel version: write it as 6.1.")
    return version


def _write(output: Output, report: Report, status: int, options: CheckOptions, current: str) -> None:
    to_terminal = output.path == STANDARD_OUTPUT
    if options.quiet and to_terminal and not report.findings and not report.incomplete:
        return
    layout = Options(
        color=to_terminal and use_color(options.color),
        width=width(),
        statistics=options.statistics,
        sarif_suppressed=options.sarif_suppressed,
        exit_code=status,
    )
    if output.format in _FOR_PEOPLE:
        report = ShownPaths(report.root, current).report(report)
    write_output(output.path, write(output.format, report, layout))
