"""A command that keeps the order in which --format and --output were given, which click forgets."""

from __future__ import annotations

import click

_ORDERED = {"--format": "format", "-f": "format", "--output": "output", "-o": "output"}


class OrderedCommand(click.Command):
    """Passes "format" and "output", as they were interleaved, to the command as its parameter `order`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments and add the order."""
        options = args[: args.index("--")] if "--" in args else args
        named = [_ORDERED.get(option.partition("=")[0]) for option in options]
        rest = super().parse_args(ctx, args)
        ctx.params["order"] = tuple(name for name in named if name)
        return rest
