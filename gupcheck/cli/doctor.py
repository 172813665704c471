"""`gupcheck doctor`: what did not parse."""

from __future__ import annotations

import os

import click

from gupcheck.cli.common import (
    COLOR_OPTION,
    JOBS_OPTION,
    LAYOUT_OPTION,
    NO_PROGRESS_OPTION,
    config_options,
    read_config,
    worker_count,
)
from gupcheck.cli.outputs import STANDARD_OUTPUT, write_output
from gupcheck.cli.progress import ProgressBar
from gupcheck.cli.shown_paths import ShownPaths
from gupcheck.cli.terminal import use_color, width
from gupcheck.cli.verdict import NEVER, exit_status
from gupcheck.engine.doctor import Diagnosis, diagnose
from gupcheck.engine.request import RunRequest
from gupcheck.report import Options
from gupcheck.report.doctor import doctor_json, doctor_text


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path())
@LAYOUT_OPTION
@click.option("--exclude", multiple=True, metavar="PATTERN", help="Leave these paths out, as in .gitignore.")
@JOBS_OPTION
@config_options
@COLOR_OPTION
@NO_PROGRESS_OPTION
def command(
    paths: tuple[str, ...],
    layout: str,
    exclude: tuple[str, ...],
    jobs: int | None,
    config_file: str | None,
    no_config: bool,
    color: str,
    no_progress: bool,
) -> int:
    """Parse everything below PATH and show what did not parse, most frequent first.

    The exit code is 0 also where something did not parse.
    """
    config = read_config(config_file, no_config, paths[0])
    request = RunRequest(paths, os.getcwd(), config=config, exclude=exclude, jobs=worker_count(jobs))
    with ProgressBar(wanted=not no_progress) as progress:
        diagnosis = diagnose(request, progress)
    text = doctor_json(diagnosis.report, diagnosis.problems) if layout == "json" else _text(diagnosis, color)
    write_output(STANDARD_OUTPUT, text)
    return exit_status(diagnosis.report, NEVER, exit_zero=True)


def _text(diagnosis: Diagnosis, color: str) -> str:
    shown = ShownPaths(diagnosis.report.root, os.getcwd())
    problems = map(shown.problem, diagnosis.problems)
    return doctor_text(shown.report(diagnosis.report), problems, Options(use_color(color), width()))
