"""The options of `gupcheck errors`; what they do is in `gupcheck.cli.surveying`."""

from __future__ import annotations

import os
from typing import Any

import click

from gupcheck.cli.common import COLOR_OPTION, NO_PROGRESS_OPTION, config_options
from gupcheck.cli.surveying import FORMATS, ErrorsOptions, errors

_EPILOG = """\b
Exit codes:
  0  the functions were found and analysed
  2  a name, a path or an option is wrong, or output could not be written
  3  part of the analysis was not done: a function that took too long"""


@click.command(epilog=_EPILOG)
@click.argument("names", nargs=-1, metavar="NAME...")
@click.option(
    "--tree", metavar="DIR", type=click.Path(), help="The kernel tree.  [default: the one that we are in]"
)
@click.option(
    "--path",
    "paths",
    multiple=True,
    metavar="DIR|FILE",
    type=click.Path(),
    help="All functions of a folder or file; repeatable.",
)
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    metavar="DIR",
    type=click.Path(),
    help="Where function pointers and callers are looked for; repeatable.",
)
@click.option("--arch", default="x86", show_default=True, metavar="NAME", help="Whose headers count.")
@click.option("--resolve/--no-resolve", default=True, help="Fill in what callees return.  [default: yes]")
@click.option("--callers", is_flag=True, help="Show who calls it, and what each does with each code.")
@click.option("--to-syscalls", is_flag=True, help="Show which system calls and ioctls can show a code.")
@click.option("--graph", is_flag=True, help="Draw how the codes travel, as Mermaid text.")
@click.option(
    "-f",
    "--format",
    "layout",
    type=click.Choice(FORMATS),
    default=None,
    help="How to report; text by default. svg needs graphviz.",
)
@click.option("-o", "--output", default="-", metavar="FILE", type=click.Path(), help="Where it goes.")
@config_options
@COLOR_OPTION
@NO_PROGRESS_OPTION
def command(**options: Any) -> int:
    """Show which error codes a function can return, from which check, and where each entered.

    NAME is a function, or FILE:NAME where several have the name: a driver's counts where the kernel's core
    has none that is called so. Without callees' codes being known a set is
    not exact; the report says so.
    """
    return errors(ErrorsOptions(**options), os.getcwd())
