"""Microsoft's SARIF Multitool finds no error in what gupcheck writes, by its rules for SARIF and for GitHub.

Its exit code says nothing, and one bad value of an enumeration switches it off in silence: so its verdict is
read, test_sarif.py validates against the schema first, and a bad copy must be reported each time.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gupcheck.model import Report
from gupcheck.report import Options, write, write_changes
from tests.report.changes import COMPARISON

FOLDER = Path(
    os.environ.get("GUPCHECK_MULTITOOL")
    or Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "gupcheck" / "multitool"
)
MULTITOOL = FOLDER / "node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool"
OFF_BY_DEFAULT = ("GH1001", "GH1002", "GH1003", "GH1005", "GH1006", "GH1007")
"""GitHub's rules that must be switched on; GH1004 counts by limits that are long gone, see test_sarif.py."""

pytestmark = pytest.mark.skipif(
    not MULTITOOL.exists(),
    reason="The SARIF Multitool is not installed: tests/report/install_multitool.sh does that.",
)

Verdict = set[tuple[str, str]]
"""Level and rule of each complaint about one log."""


@pytest.fixture(scope="module")
def verdicts(
    tmp_path_factory: pytest.TempPathFactory,
    report: Report,
    clean_report: Report,
    many: Callable[[int], Report],
) -> dict[str, Verdict]:
    """Return what the Multitool says of several logs and of a bad copy of each, "bad-" before its name."""
    folder = tmp_path_factory.mktemp("multitool")
    logs = {
        "everything": sarif(report, Options()),
        "suppressed": sarif(report, Options(sarif_suppressed=True, exit_code=1)),
        "clean": sarif(clean_report, Options()),
        "many": sarif(many(100), Options()),
        "changes": json.loads(write_changes("sarif", COMPARISON, Options())),
    }
    logs |= {f"bad-{name}": spoiled(log) for name, log in logs.items()}
    for name, log in logs.items():
        (folder / f"{name}.sarif").write_text(json.dumps(log), encoding="utf-8")
    config = strict_config(folder)
    arguments = ["--rule-kind", "Sarif;Ghas", "-c", str(config), "-o", "verdict", "--log", "ForceOverwrite"]
    run(["validate", *(f"{name}.sarif" for name in logs), *arguments], folder)
    complaints: dict[str, Verdict] = {name: set() for name in logs}
    for result in json.loads((folder / "verdict").read_text(encoding="utf-8-sig"))["runs"][0]["results"]:
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        complaints[Path(uri).stem].add((result.get("level", "warning"), result["ruleId"]))
    return complaints


def strict_config(folder: Path) -> Path:
    """Return the Multitool's own configuration with the rules of OFF_BY_DEFAULT switched on."""
    config = folder / "config.xml"
    run(["export-validation-config", str(config)], folder)
    text = config.read_text(encoding="utf-8-sig")
    for rule in OFF_BY_DEFAULT:
        disabled = rf'(Key="{rule}\..*?Value=")Default"'
        text, switched = re.subn(disabled, r'\1Error"', text, count=1, flags=re.DOTALL)
        assert switched == 1
    config.write_text(text, encoding="utf-8")
    return config


def spoiled(log: dict[str, Any]) -> dict[str, Any]:
    """Return a copy without rules and without regions, which a Multitool that is awake reports."""
    copy: dict[str, Any] = json.loads(json.dumps(log))
    run = copy["runs"][0]
    run["tool"]["driver"].pop("rules", None)
    for result in run["results"]:
        del result["locations"][0]["physicalLocation"]["region"]
    return copy


def run(arguments: list[str], folder: Path) -> None:
    subprocess.run([MULTITOOL, *arguments], cwd=folder, check=True, capture_output=True, timeout=120)


def sarif(report: Report, options: Options) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(write("sarif", report, options))
    return log


@pytest.mark.parametrize("name", ["everything", "suppressed", "clean", "many", "changes"])
def test_no_error_and_an_error_in_the_bad_copy(verdicts: dict[str, Verdict], name: str) -> None:
    errors = {rule for level, rule in verdicts[f"bad-{name}"] if level == "error"}
    assert errors >= {"GH1018"} | (set() if name == "clean" else {"GH1003"})
    assert verdicts[name] <= {("warning", "SARIF2005")}
