"""The options of `gupcheck check`; what they do is in `gupcheck.cli.checking`."""

from __future__ import annotations

import os
from typing import Any

import click

from gupcheck.cli.checking import CheckOptions, check
from gupcheck.cli.common import (
    COLOR_OPTION,
    JOBS_OPTION,
    NO_PROGRESS_OPTION,
    QUIET_OPTION,
    config_options,
    output_options,
)
from gupcheck.cli.ordered import OrderedCommand
from gupcheck.cli.status import EPILOG
from gupcheck.engine.config import FAIL_ON
from gupcheck.report import FORMATS


@click.command(cls=OrderedCommand, epilog=EPILOG)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(allow_dash=True))
@click.option(
    "--rule",
    "rule_files",
    multiple=True,
    metavar="FILE.cocci",
    type=click.Path(),
    help="Run just this rule; repeatable.",
)
@click.option("--select", multiple=True, metavar="IDS", help="Run just these rules: ids, names, or ALL.")
@click.option("--ignore", multiple=True, metavar="IDS", help="Do not run these rules.")
@click.option("--exclude", multiple=True, metavar="PATTERN", help="Leave out what matches, as in .gitignore.")
@output_options(FORMATS)
@click.option("--fail-on", type=click.Choice(FAIL_ON), help="What makes the exit code 1.  [default: note]")
@click.option("--exit-zero", is_flag=True, help="Return 0 also where there are findings.")
@click.option("--statistics", is_flag=True, help="Count the findings of each rule in the text report.")
@click.option("--kernel-version", metavar="X.Y", help="Choose rules for it.  [default: from the Makefile]")
@click.option("--define", multiple=True, metavar="NAME", help="Define a virtual name of SmPL besides report.")
@click.option("--category", default="", metavar="NAME", help="What code scanning tells this upload by.")
@click.option("--sarif-suppressed", is_flag=True, help="Put suppressed findings into SARIF.")
@click.option("--stdin-filename", metavar="FILE", help="The name of what standard input holds.")
@JOBS_OPTION
@config_options
@COLOR_OPTION
@NO_PROGRESS_OPTION
@QUIET_OPTION
def command(**options: Any) -> int:
    """Check C files, and all .c and .h files below folders.

    PATH is a file, a folder, or - for standard input.
    """
    return check(CheckOptions(**options), os.getcwd())
