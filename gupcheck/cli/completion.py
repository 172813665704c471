"""`gupcheck completion`: scripts that make a shell complete gupcheck's commands and options."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from gupcheck.cli.outputs import STANDARD_OUTPUT, write_output

_VARIABLE = "_GUPCHECK_COMPLETE"


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> int:
    """Print a completion script.

    \b
    bash:  gupcheck completion bash > ~/.local/share/bash-completion/completions/gupcheck
    zsh:   gupcheck completion zsh > a file _gupcheck in a folder of $fpath
    fish:  gupcheck completion fish > ~/.config/fish/completions/gupcheck.fish
    """
    completion_class = get_completion_class(shell)
    assert completion_class is not None
    completion = completion_class(ctx.find_root().command, {}, "gupcheck", _VARIABLE)
    write_output(STANDARD_OUTPUT, completion.source_template % completion.source_vars() + "\n")
    return 0
