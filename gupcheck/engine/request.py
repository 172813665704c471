"""What a run is asked to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from gupcheck.engine.config import DEFAULT, Config
from gupcheck.source.tree import KernelVersion


@dataclass(frozen=True, slots=True)
class StandardInput:
    """A file whose text came through standard input; `path` is where it stands or would stand, absolute."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class RunRequest:
    """Everything that a run depends on, besides the files themselves.

    `paths` are as the user gave them, `current` is the absolute folder that they are relative to. With
    `rule_files` just these rules run. `select`, where it is not empty, stands in place of the configuration's
    `select` and `ignore`; `ignore` adds to it. `define` are SmPL's virtual names besides `report`. Without
    `fingerprints` the findings get none, which spares some time where no report shows them. `cache` is the
    folder that the index of a tree is kept in between runs, None for none.
    """

    paths: tuple[str, ...]
    current: str
    config: Config = DEFAULT
    standard_input: StandardInput | None = None
    rule_files: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    define: tuple[str, ...] = ()
    kernel_version: KernelVersion | None = None
    jobs: int = 1
    category: str = ""
    fingerprints: bool = True
    cache: Path | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: files done, of how many known so far; `complete` once no more can become known."""

    done: int
    known: int
    complete: bool


OnProgress = Callable[[Progress], None]
