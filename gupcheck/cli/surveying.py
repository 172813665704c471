"""What `gupcheck errors` does: options to a question, its answer to an output, an exit code."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from gupcheck import __version__
from gupcheck.cli import status
from gupcheck.cli.caches import cache_folder
from gupcheck.cli.common import read_config, worker_count
from gupcheck.cli.graphviz import svg_of
from gupcheck.cli.outputs import write_output
from gupcheck.cli.progress import ProgressBar
from gupcheck.cli.terminal import use_color, width
from gupcheck.cli.trees import dialect_of, inside, require_arch, tree_of
from gupcheck.engine.errors import RunError
from gupcheck.engine.parts import Parts
from gupcheck.engine.request import Progress
from gupcheck.impact.locate import LookupFailedError
from gupcheck.impact.survey import Question, survey
from gupcheck.model.errors import ErrorsReport
from gupcheck.report import Options
from gupcheck.report.errors_graph import errors_dot, errors_mermaid
from gupcheck.report.errors_json import errors_json
from gupcheck.report.errors_text import errors_text

FORMATS = ("text", "json", "mermaid", "svg")


@dataclass(frozen=True, slots=True)
class ErrorsOptions:
    """The options as the command line gave them."""

    names: tuple[str, ...]
    tree: str | None
    paths: tuple[str, ...]
    scopes: tuple[str, ...]
    arch: str
    resolve: bool
    callers: bool
    to_syscalls: bool
    graph: bool
    layout: str | None
    output: str
    config_file: str | None
    no_config: bool
    color: str
    no_progress: bool


def errors(options: ErrorsOptions, current: str) -> int:
    """Answer, write the output and return the exit code. Raises RunError, OutputError, PipeClosedError."""
    if not options.names and not options.paths:
        raise click.UsageError("Give a function's NAME, or --path for all functions of a folder.")
    layout = options.layout or ("mermaid" if options.graph else "text")
    if options.graph and layout in ("text", "json"):
        raise click.UsageError(f"--graph draws a picture: it goes with mermaid and svg, not with {layout}.")
    question = _question(options, current)
    with ProgressBar(wanted=not options.no_progress) as progress:
        try:
            report = survey(
                question,
                __version__,
                lambda done, known: progress(Progress(done, known, True)),
                Parts(worker_count(None)),
            )
        except LookupFailedError as error:
            raise RunError(str(error)) from None
    write_output(options.output, _written(report, layout, options))
    return status.INCOMPLETE if any(one.given_up for one in report.functions) else status.CLEAN


def _question(options: ErrorsOptions, current: str) -> Question:
    root = tree_of(options.tree, options.paths, current)
    require_arch(root, options.arch)
    config = read_config(options.config_file, options.no_config, root)
    scope = tuple(inside(path, root, current) for path in options.scopes)
    return Question(
        Path(root),
        names=tuple(_with_root(name, root, current) for name in options.names),
        paths=tuple(inside(path, root, current) for path in options.paths),
        scope=scope,
        arch=options.arch,
        resolve=options.resolve,
        callers=options.callers or (options.graph and not options.to_syscalls),
        entry_points=options.to_syscalls,
        caller_folders=scope or ("",),
        dialect=dialect_of(config),
        cache=cache_folder(),
    )


def _with_root(name: str, root: str, current: str) -> str:
    """Return a NAME with its FILE, if it has one, relative to the tree's root."""
    file, _, function = name.rpartition(":")
    return f"{inside(file, root, current)}:{function}" if file else name


def _written(report: ErrorsReport, layout: str, options: ErrorsOptions) -> str:
    if layout == "json":
        return errors_json(report)
    if layout == "mermaid":
        return errors_mermaid(report)
    if layout == "svg":
        return svg_of(errors_dot(report))
    color = options.output == "-" and use_color(options.color)
    return errors_text(report, Options(color=color, width=width()))
