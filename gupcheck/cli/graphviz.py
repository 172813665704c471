"""Pictures through graphviz, where it is installed."""

from __future__ import annotations

import shutil
import subprocess

from gupcheck.engine.errors import RunError

_SECONDS = 60


def svg_of(dot: str) -> str:
    """Return the SVG that graphviz draws of a digraph. Raises RunError where it is missing or fails."""
    program = shutil.which("dot")
    if program is None:
        raise RunError("SVG needs graphviz, whose program 'dot' is not installed; --format mermaid does not.")
    try:
        done = subprocess.run(
            [program, "-Tsvg"], input=dot, capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise RunError(
            f"graphviz took more than {_SECONDS} s to draw this: ask for fewer functions."
        ) from None
    if done.returncode != 0:
        reason = " ".join(done.stderr.split())[:200]
        raise RunError(f"graphviz could not draw this: {reason}.")
    return done.stdout
