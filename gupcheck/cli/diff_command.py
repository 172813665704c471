"""The options of `gupcheck diff`; what they do is in `gupcheck.cli.diffing`."""

from __future__ import annotations

import os
from typing import Any

import click

from gupcheck.cli.common import (
    COLOR_OPTION,
    JOBS_OPTION,
    NO_PROGRESS_OPTION,
    QUIET_OPTION,
    config_options,
    output_options,
)
from gupcheck.cli.diffing import DiffOptions, diff
from gupcheck.cli.ordered import OrderedCommand
from gupcheck.engine.config import FAIL_ON
from gupcheck.report import CHANGE_FORMATS

_EPILOG = """\b
Exit codes:
  0  no change of error-code semantics
  1  changes of the severity of --fail-on or above
  2  a revision, path, option, the configuration or a rule is wrong, or output could not be written
  3  part of the comparison was not done: a hunk that does not apply, an unreadable file, a limit
130  interrupted by Ctrl-C;  141  the reader of the output closed its pipe"""


class _DiffCommand(OrderedCommand):
    """A command that knows which arguments stood after `--`, which click forgets."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        place = args.index("--") if "--" in args else len(args)
        rest = super().parse_args(ctx, args[:place])
        ctx.params["paths"] = tuple(args[place + 1 :]) if place < len(args) else None
        return rest


@click.command(cls=_DiffCommand, epilog=_EPILOG)
@click.argument("versions", nargs=-1, metavar="[OLD_DIR NEW_DIR | REVISIONS] [--] [PATH]...")
@click.option("--staged", is_flag=True, help="Compare HEAD, or a revision, with git's index.")
@click.option(
    "--patch",
    "patches",
    multiple=True,
    metavar="FILE",
    type=click.Path(allow_dash=True),
    help="Compare --base with what a patch, a mail or a series makes of it; - is standard input; repeatable.",
)
@click.option(
    "--base", metavar="DIR|REV", help="What --patch applies to.  [default: the kernel tree that we are in]"
)
@click.option(
    "--impact",
    type=click.Choice(["none", "callers", "full"]),
    help="How far to look for who notices.  [default: full, callers where over 200 functions changed]",
)
@click.option("--arch", default="x86", show_default=True, metavar="NAME", help="Whose headers count.")
@click.option("--select", multiple=True, metavar="IDS", help="Run just these change rules: ids, names, ALL.")
@click.option("--ignore", multiple=True, metavar="IDS", help="Do not run these rules.")
@output_options(CHANGE_FORMATS)
@click.option("--fail-on", type=click.Choice(FAIL_ON), help="What makes the exit code 1.  [default: note]")
@click.option("--exit-zero", is_flag=True, help="Return 0 also where there are changes.")
@click.option("--category", default="", metavar="NAME", help="What code scanning tells this upload by.")
@JOBS_OPTION
@config_options
@COLOR_OPTION
@NO_PROGRESS_OPTION
@QUIET_OPTION
def command(**options: Any) -> int:
    """Compare the error codes of two versions: which changed, by which check, and who will notice.

    The versions are two folders, or what git's own diff takes: OLD..NEW, OLD...NEW (from the merge base), one
    revision (against the working tree) or none (HEAD against the working tree). PATHs limit what is compared.
    """
    return diff(DiffOptions(**options), os.getcwd(), os.environ)
