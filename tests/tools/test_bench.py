"""The arithmetic of tools/bench.py: what a bar is held against, and what one command is charged for."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[2] / "tools" / "bench.py"


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    """The script as a module."""
    spec = importlib.util.spec_from_file_location("bench", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["bench"] = module  # dataclasses look their module up by its name
    spec.loader.exec_module(module)
    return module


def test_a_bar_is_held_against_the_median(bench: ModuleType) -> None:
    met = str(bench.Figure("a", "s", (0.1, 0.2, 9.0), 0.2))
    missed = str(bench.Figure("a", "s", (0.1, 0.3, 0.3), 0.2))
    assert met.endswith("bar   0.2  met")
    assert missed.endswith("bar   0.2  NOT MET")
    assert "(0.1 to 9)" in met


def test_a_ratio_is_taken_within_one_round(bench: ModuleType) -> None:
    ours = (bench.Cost(1.0, 2.0, 50.0), bench.Cost(4.0, 5.0, 80.0))
    theirs = (bench.Cost(10.0, 9.0, 1.0), bench.Cost(20.0, 9.0, 1.0))
    costs = {"gupcheck linux-6.1": ours, "gupcheck linux-6.12": ours, "spatch": theirs}
    by_name = {figure.name: figure for figure in bench.figures(costs)}
    assert by_name["gupcheck linux-6.1 / spatch"].values == (0.1, 0.2)
    assert by_name["gupcheck linux-6.1, biggest process"].values == (50.0, 80.0)
    assert by_name["gupcheck linux-6.1, CPU time"].values == (2.0, 5.0)
    assert "gupcheck linux-6.1 / rg" not in by_name


def test_the_first_round_is_not_counted_and_commands_add_up(bench: ModuleType, tmp_path: Path) -> None:
    command = [sys.executable, "-c", "import time; time.sleep(0.05)"]
    costs = bench.contest({"twice": [command, command]}, rounds=1)
    [cost] = costs["twice"]
    assert cost.seconds >= 0.1
    assert 1 < cost.megabytes < 1000


def failing(text: str) -> list[str]:
    """Return a command that fails and says `text`."""
    return [sys.executable, "-c", f"import sys; print({text!r}, file=sys.stderr); sys.exit(2)"]


def test_a_contestant_that_fails_is_told_and_the_others_go_on(
    bench: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    costs = bench.contest({"bad": [failing("boom")], "good": [[sys.executable, "-c", ""]]}, rounds=1)
    assert list(costs) == ["good"]
    told = capsys.readouterr().err
    assert told.count("failed (2): boom") == 1
    assert all("bad" not in figure.name for figure in bench.figures(costs))


def test_a_slow_command_runs_with_an_empty_cache_and_then_with_what_it_left(bench: ModuleType) -> None:
    code = "import os, time; p = os.environ['XDG_CACHE_HOME'] + '/x'; q = os.path.exists(p)"
    code += "; open(p, 'w'); time.sleep(0 if q else 0.5)"
    cold, warm = (
        figure
        for figure in bench.slow_figures({"one": [sys.executable, "-c", code]})
        if figure.name[-1] in "dm"
    )
    assert (cold.name, warm.name) == ("one, cold", "one, warm")
    assert cold.values[0] > 0.5


def test_a_slow_command_that_fails_is_told(bench: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert list(bench.slow_figures({"bad": failing("boom")})) == []
    assert "boom" in capsys.readouterr().err


def test_whole_trees_are_compared_where_that_is_asked_for_and_held_against_a_bar(
    bench: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert bench.WHOLE_DIFF not in bench.slow_commands(Path("k"), index=True, diff=False)
    assert "k/linux-6.1-old" in bench.slow_commands(Path("k"), index=False, diff=True)[bench.WHOLE_DIFF]
    monkeypatch.setattr(bench, "measure", lambda *given, **more: bench.Cost(200.0, 300.0, 400.0))
    told = [str(figure) for figure in bench.slow_figures({bench.WHOLE_DIFF: []})]
    assert [line.rpartition("bar")[2].split() for line in told if "bar" in line] == [
        ["150", "NOT", "MET"],
        ["1.5e+03", "met"],
    ]
