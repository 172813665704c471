"""Times gupcheck against spatch and ripgrep, and prints each figure beside the bar that it should meet.

The contestants take turns, so that a slow minute of the machine falls on all of them; one round goes first
unmeasured, which leaves the tree in the page cache. A ratio is taken within one round. What takes long, the
analysis of error codes, is run once with an empty cache of ours and once with what that left behind. A bar
that is not met is said, and fails nothing; neither does a command that fails, whose figures are missing then.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from gupcheck.engine.catalogue import load_catalogue
from gupcheck.engine.rule_files import shipped_folder
from gupcheck.engine.selection import selected_ids
from gupcheck.smpl import RuleFile
from gupcheck.source.prefilter import any_of, words_of

WORKERS = "2"
SPATCH_RULES = ("GUP101", "GUP102")

BARS = {"gupcheck linux-6.1/mm": 1.0, "gupcheck --version": 0.15}
"""The most seconds that a command may take."""

RIVALS = {"spatch": 1 / 8, "rg": 3.0}
"""The most that gupcheck may take on linux-6.1, as a multiple of the rival's time."""

WHOLE_DIFF = "gupcheck diff linux-6.1-old linux-6.1"
SLOW_BARS = {f"{WHOLE_DIFF}, cold": 150.0, f"{WHOLE_DIFF}, cold, biggest process": 1500.0}
"""The most seconds and megabytes that a slow command may take."""

TREES = ("gupcheck linux-6.1", "gupcheck linux-6.12")
WORKER_MEGABYTES = 300.0
"""The most that a process may hold when gupcheck runs over one of TREES."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one command took: wall time, CPU time of all its processes, peak memory of the biggest one."""

    seconds: float
    cpu: float
    megabytes: float


class CommandError(Exception):
    """A command failed outright; the text says which, and what it wrote."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the result: what was measured, a value a round, and the most that is allowed, if any."""

    name: str
    unit: str
    values: tuple[float, ...]
    bar: float | None

    def __str__(self) -> str:
        middle = median(self.values)
        spread = f"({min(self.values):.3g} to {max(self.values):.3g})"
        line = f"{self.name:<58} {middle:>7.3g} {self.unit:<2} {spread:<18}"
        if self.bar is None:
            return line.rstrip()
        return f"{line} bar {self.bar:>5.3g}  {'met' if middle <= self.bar else 'NOT MET'}"


def measure(command: list[str], folder: Path, may_end: tuple[int, ...] = (0, 1)) -> Cost:
    """Run `command` in `folder` without output and return its cost. Raises CommandError where it fails.

    CPU time and peak are the kernel's own account of the process and of all its children that it waited for.
    """
    start = time.perf_counter()
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in may_end:
            errors.seek(0)
            told = errors.read().decode("utf-8", "replace").strip()[-500:]
            raise CommandError(f"{' '.join(command)} failed ({process.returncode}): {told}")
    return Cost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def default_rules(kernel: tuple[int, int]) -> dict[str, RuleFile]:
    """Return the shipped rules that are on by default for that kernel, by their ids."""
    rules = load_catalogue()
    selected = selected_ids([rule.info for rule in rules], (), (), kernel)
    return {rule.info.id: rule for rule in rules if rule.info.id in selected}


def gupcheck(*arguments: str | Path) -> list[str]:
    """Return the command line of this environment's gupcheck."""
    return [str(Path(sys.executable).with_name("gupcheck")), *map(str, arguments)]


def spatch(rule: RuleFile, tree: Path) -> list[str]:
    """Return the command line that runs a shipped rule in spatch over all of `tree`, its headers too."""
    file = shipped_folder().parent / rule.info.path
    options = ["--very-quiet", "--no-includes", "--include-headers", "-D", "report", "-j", WORKERS]
    return ["spatch", *options, "--cocci-file", str(file), "--dir", str(tree)]


def ripgrep(words: set[str], tree: Path) -> list[str]:
    """Return the command line that lists the C files of `tree` that hold one of `words`."""
    options = ["--files-with-matches", "--word-regexp", "-j", WORKERS, "-g", "*.[ch]"]
    patterns = [argument for word in sorted(words) for argument in ("-e", word)]
    return ["rg", *options, *patterns, str(tree)]


def tell(progress: str) -> None:
    """Replace the line of progress, where somebody watches."""
    if sys.stderr.isatty():
        print(f"\r\033[K{progress}", end="", file=sys.stderr, flush=True)


def contest(contestants: dict[str, list[list[str]]], rounds: int) -> dict[str, tuple[Cost, ...]]:
    """Return each contestant's cost a round; one that needs several commands pays for all of them.

    One that fails is told and takes no further part.
    """
    costs: dict[str, list[Cost]] = {name: [] for name in contestants}
    with tempfile.TemporaryDirectory() as folder:  # spatch writes into the folder that it runs in
        for number in range(rounds + 1):
            for name in list(costs):
                tell(f"round {number} of {rounds}: {name}")
                try:
                    costs[name].append(added([measure(one, Path(folder)) for one in contestants[name]]))
                except CommandError as error:
                    del costs[name]
                    print(f"bench.py: {error}", file=sys.stderr)
    tell("")
    return {name: tuple(rows[1:]) for name, rows in costs.items()}


def added(parts: list[Cost]) -> Cost:
    """Return the cost of commands that run one after the other."""
    times = sum(part.seconds for part in parts), sum(part.cpu for part in parts)
    return Cost(*times, max(part.megabytes for part in parts))


def contestants(old: Path, new: Path) -> dict[str, list[list[str]]]:
    """Return the commands that take turns, by name, on the trees `old` (linux-6.1) and `new` (linux-6.12)."""
    rules = default_rules((6, 1))
    words = {word.decode() for word in words_of(any_of(rule.words for rule in rules.values()))}
    return {
        "gupcheck linux-6.1": [gupcheck("check", "--jobs", WORKERS, old)],
        "rg": [ripgrep(words, old)],
        "spatch": [spatch(rules[rule], old) for rule in SPATCH_RULES],
        "gupcheck linux-6.1/mm": [gupcheck("check", "--jobs", WORKERS, old / "mm")],
        "gupcheck linux-6.12": [gupcheck("check", "--jobs", WORKERS, new)],
        "gupcheck --version": [gupcheck("--version")],
    }


def figures(costs: dict[str, tuple[Cost, ...]]) -> list[Figure]:
    """Return what the costs say, the bars of the project beside them."""
    seconds = {name: tuple(cost.seconds for cost in rows) for name, rows in costs.items()}
    result = [Figure(name, "s", values, BARS.get(name)) for name, values in seconds.items()]
    for rival, bar in RIVALS.items():
        pairs = zip(seconds.get("gupcheck linux-6.1", ()), seconds.get(rival, ()), strict=False)
        ratios = tuple(ours / theirs for ours, theirs in pairs)
        if ratios:
            result.append(Figure(f"gupcheck linux-6.1 / {rival}", "x", ratios, bar))
    for name, rows in costs.items():
        result.append(Figure(f"{name}, CPU time", "s", tuple(cost.cpu for cost in rows), None))
        if name in TREES:
            peaks = tuple(cost.megabytes for cost in rows)
            result.append(Figure(f"{name}, biggest process", "MB", peaks, WORKER_MEGABYTES))
    return result


def slow_commands(kernels: Path, *, index: bool, diff: bool) -> dict[str, list[str]]:
    """Return the commands of the analysis of error codes by name; of whole trees, where they are wanted."""
    tree = kernels / "linux-6.1"
    commands = {
        "gupcheck errors --path mm": gupcheck("errors", "--tree", tree, "--path", tree / "mm"),
        "gupcheck diff linux-6.1-old linux-6.1 mm": gupcheck("diff", f"{tree}-old", tree, "mm"),
    }
    if index:
        commands["gupcheck index linux-6.1"] = gupcheck("index", tree)
    if diff:
        commands[WHOLE_DIFF] = gupcheck("diff", "--jobs", WORKERS, f"{tree}-old", tree)
    return commands


def slow_figures(commands: dict[str, list[str]]) -> Iterator[Figure]:
    """Run each command with an empty cache of ours, then again, and yield what it took both times."""
    for name, command in commands.items():
        with tempfile.TemporaryDirectory() as cache, environment("XDG_CACHE_HOME", cache):
            for state in ("cold", "warm"):
                tell(f"{name}, {state}")
                try:
                    cost = measure(command, Path(cache), may_end=(0, 1, 3))
                except CommandError as error:
                    tell("")
                    print(f"bench.py: {error}", file=sys.stderr)
                    break
                tell("")
                for what, unit, value in (
                    ("", "s", cost.seconds),
                    (", CPU time", "s", cost.cpu),
                    (", biggest process", "MB", cost.megabytes),
                ):
                    told = f"{name}, {state}{what}"
                    yield Figure(told, unit, (value,), SLOW_BARS.get(told))


@contextmanager
def environment(name: str, value: str) -> Iterator[None]:
    """Let an environment variable have another value in the block."""
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


def main() -> None:
    """Run the benchmark and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5, help="measured rounds (default: 5)")
    parser.add_argument("--index", action="store_true", help="also index a whole tree, which takes long")
    parser.add_argument(
        "--diff", action="store_true", help="also compare two whole trees, which takes minutes"
    )
    options = parser.parse_args()
    kernels = Path(os.environ.get("GUPCHECK_KERNELS") or Path.home() / ".cache/gupcheck/kernels")
    if not (kernels / "versions").is_file():
        sys.exit(f"bench.py: there are no kernel trees in {kernels}: run `make kernels` first.")
    everyone = contestants(kernels / "linux-6.1", kernels / "linux-6.12")
    present = {name: commands for name, commands in everyone.items() if shutil.which(commands[0][0])}
    for name in everyone.keys() - present.keys():
        print(f"{name} is not installed: its figures are missing.")
    print((kernels / "versions").read_text().strip())
    print(f"{WORKERS} workers, {options.rounds} rounds, page cache warm; median (least to most)", flush=True)
    for figure in figures(contest(present, options.rounds)):
        print(figure, flush=True)
    for figure in slow_figures(slow_commands(kernels, index=options.index, diff=options.diff)):
        print(figure, flush=True)


if __name__ == "__main__":
    main()
