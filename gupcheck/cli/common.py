"""Options that several commands share, and what they mean."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import click

from gupcheck.engine.config import DEFAULT, Config, find_config, load_config
from gupcheck.engine.errors import RunError
from gupcheck.engine.request import StandardInput
from gupcheck.source.read import LARGEST

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

COLOR_OPTION = click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colours; auto honours NO_COLOR and FORCE_COLOR.",
)
LAYOUT_OPTION = click.option(
    "-f",
    "--format",
    "layout",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to report.",
)
MOST_JOBS = 256
"""More processes than this only fill the memory, and their pipes the table of open files."""

JOBS_OPTION = click.option(
    "-j",
    "--jobs",
    type=click.IntRange(1, MOST_JOBS),
    help="Processes that work at once.  [default: all cores]",
)
NO_PROGRESS_OPTION = click.option("--no-progress", is_flag=True, help="Show no progress bar.")
QUIET_OPTION = click.option("-q", "--quiet", is_flag=True, help="Print nothing where nothing is wrong.")


def config_options(command: Decorated) -> Decorated:
    """Add --config and --no-config to a command."""
    command = click.option("--no-config", is_flag=True, help="Read no configuration file.")(command)
    return click.option(
        "--config",
        "config_file",
        metavar="FILE",
        type=click.Path(),
        help="The configuration file.  [default: the nearest gupcheck.toml or pyproject.toml]",
    )(command)


def output_options(formats: Sequence[str]) -> Callable[[Decorated], Decorated]:
    """Return what adds --format, one of `formats`, and --output to a command; both are repeatable."""

    def add(command: Decorated) -> Decorated:
        command = click.option(
            "-o",
            "--output",
            "files",
            multiple=True,
            metavar="FILE",
            type=click.Path(),
            help="Where the --format before it goes; both are repeatable, in pairs.",
        )(command)
        return click.option(
            "-f",
            "--format",
            "formats",
            multiple=True,
            type=click.Choice(formats),
            help="How to report; text by default.",
        )(command)

    return add


def read_config(file: str | None, no_config: bool, start: str) -> Config:
    """Return the configuration that a command works with.

    Without a file it is looked for from the path `start` upwards. Raises RunError.
    """
    if file and no_config:
        raise RunError("--config and --no-config contradict each other: give one of them.")
    if no_config:
        return DEFAULT
    return load_config(file) if file else find_config(os.path.realpath(start))


def parted(values: Iterable[str]) -> tuple[str, ...]:
    """Return the words of options that take several, separated by commas, and may be repeated."""
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip())


def worker_count(jobs: int | None) -> int:
    """Return how many processes work at once: what was asked for, or one for each core we may use."""
    if jobs:
        return jobs
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return min(cores, MOST_JOBS)


def read_standard_input(name: str) -> StandardInput:
    """Return what standard input holds, as the file `name`. Raises RunError."""
    data = sys.stdin.buffer.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise RunError(f"Standard input has more than {LARGEST / 1e6:.0f} MB, which is too much to analyse.")
    return StandardInput(os.path.realpath(name), data)
