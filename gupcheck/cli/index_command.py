"""`gupcheck index`: fills the cache that `gupcheck errors` answers from."""

from __future__ import annotations

import os
from pathlib import Path

import click

from gupcheck.cli import status
from gupcheck.cli.caches import cache_folder
from gupcheck.cli.common import JOBS_OPTION, NO_PROGRESS_OPTION, config_options, read_config, worker_count
from gupcheck.cli.outputs import STANDARD_OUTPUT, write_output
from gupcheck.cli.progress import ProgressBar
from gupcheck.cli.trees import dialect_of, inside, require_arch, tree_of
from gupcheck.engine.parts import Parts
from gupcheck.engine.request import Progress
from gupcheck.impact.fill import fill
from gupcheck.report.index_text import index_text


@click.command()
@click.argument("folders", nargs=-1, required=True, metavar="DIR...", type=click.Path())
@click.option(
    "--tree", metavar="DIR", type=click.Path(), help="The kernel tree.  [default: the one that DIR is in]"
)
@click.option("--arch", default="x86", show_default=True, metavar="NAME", help="Whose headers count.")
@JOBS_OPTION
@config_options
@NO_PROGRESS_OPTION
def command(
    folders: tuple[str, ...],
    tree: str | None,
    arch: str,
    jobs: int | None,
    config_file: str | None,
    no_config: bool,
    no_progress: bool,
) -> int:
    """Analyse all functions below DIR once, so that `gupcheck errors` answers at once.

    Only what changed since is analysed again. The exit code is 3 where a function took too long.
    """
    current = os.getcwd()
    root = tree_of(tree, folders, current)
    require_arch(root, arch)
    below = [inside(folder, root, current) for folder in folders]
    dialect = dialect_of(read_config(config_file, no_config, root))
    cache = cache_folder()
    with ProgressBar(wanted=not no_progress) as progress:
        filled = fill(
            Path(root),
            below,
            dialect,
            arch,
            cache,
            lambda done, known: progress(Progress(done, known, True)),
            Parts(worker_count(jobs)),
        )
    write_output(STANDARD_OUTPUT, index_text(filled, str(cache)))
    return status.INCOMPLETE if filled.given_up else status.CLEAN
