"""The command `gupcheck`: its subcommands, imported when they are used, and the guard around them."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from importlib import import_module

import click

from gupcheck import __version__
from gupcheck.cli import status
from gupcheck.cli.errors import OutputError, PipeClosedError
from gupcheck.engine.errors import RunError

_COMMANDS = {
    "check": "gupcheck.cli.check",
    "completion": "gupcheck.cli.completion",
    "diff": "gupcheck.cli.diff_command",
    "doctor": "gupcheck.cli.doctor",
    "errors": "gupcheck.cli.errors_command",
    "index": "gupcheck.cli.index_command",
    "rules": "gupcheck.cli.rules",
}
_DEFAULT_COMMAND = "check"
_OWN_OPTIONS = ("--help", "-h", "--version")
_DEBUG = "GUPCHECK_DEBUG"
_GARBAGE = 100_000
"""New objects between two searches for garbage; syntax trees are many and hold no cycles: it saves 7 %."""


class Commands(click.Group):
    """A group that imports a command when it is used and takes arguments without a command for `check`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name, None if there is none."""
        if cmd_name not in _COMMANDS:
            return None
        command = import_module(_COMMANDS[cmd_name]).command
        assert isinstance(command, click.Command)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments; the default command is put in where they do not begin with one."""
        if args and args[0] not in _COMMANDS and args[0] not in _OWN_OPTIONS:
            args = [_DEFAULT_COMMAND, *args]
        return super().parse_args(ctx, args)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]}, epilog=status.EPILOG)
@click.version_option(__version__, prog_name="gupcheck", message="%(prog)s %(version)s")
def commands() -> None:
    """Find page-table walk hazards in Linux kernel C.

    `gupcheck PATH...` is the same as `gupcheck check PATH...`; a folder that has the name of a command is
    written `./rules`.
    """


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; what goes wrong is told on standard error."""
    gc.set_threshold(_GARBAGE)
    try:
        code = commands.main(arguments, prog_name="gupcheck", standalone_mode=False)
    except click.Abort:
        return _fail("interrupted.", status.INTERRUPTED)
    except click.ClickException as error:
        error.show()
        return status.USAGE
    except PipeClosedError:
        return status.PIPE_CLOSED
    except RunError as error:
        return _fail(f"error: {error.message}", status.USAGE, error.excerpt)
    except OutputError as error:
        return _fail(f"error: {error}", status.USAGE)
    except Exception as error:
        if os.environ.get(_DEBUG):
            raise
        return _fail(_bug(error), status.INCOMPLETE)
    return code if isinstance(code, int) else status.CLEAN


def _fail(message: str, code: int, excerpt: Iterable[str] = ()) -> int:
    """Say what went wrong, as well as a closed standard error lets us, and return the exit code."""
    lines = [f"gupcheck: {message}", *(f"    {line}" for line in excerpt)]
    with suppress(OSError):
        click.echo("\n".join(lines), err=True)
    return code


def _bug(error: Exception) -> str:
    what = " ".join(f"{type(error).__name__}: {error}".split())
    report = f"please report it, with what gupcheck prints when {_DEBUG}=1 is set"
    return f"internal error: {what}. This is a bug: {report}."
