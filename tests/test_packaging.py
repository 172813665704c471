"""The wheel holds everything that the program reads at run time, and runs where it alone is installed."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

import gupcheck

REPOSITORY = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel with the environment's own hatchling, so that this needs no network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--wheel-dir", folder, REPOSITORY], check=True, timeout=120)
    [built] = folder.glob("*.whl")
    return built


def shipped(folder: str, pattern: str) -> set[str]:
    """Return the files of the repository that match, as paths from its root."""
    return {path.relative_to(REPOSITORY).as_posix() for path in (REPOSITORY / folder).rglob(pattern)}


def test_the_wheel_holds_rules_tables_and_schema(wheel: Path) -> None:
    names = set(ZipFile(wheel).namelist())
    rules = {f"gupcheck/{path}" for path in shipped("rules", "*.cocci")}
    data = {*shipped("gupcheck", "*.toml"), *shipped("gupcheck", "*.json")}
    assert rules
    assert any(path.endswith(".toml") for path in data)
    assert any(path.endswith(".json") for path in data)
    assert rules | data | shipped("gupcheck", "*.py") <= names


def test_the_wheel_holds_nothing_of_the_tests(wheel: Path) -> None:
    folders = {name.split("/")[0] for name in ZipFile(wheel).namelist()}
    assert folders == {"gupcheck", f"gupcheck-{gupcheck.__version__}.dist-info"}


@pytest.mark.slow
def test_a_fresh_install_runs(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "env", with_pip=True)
    binaries = tmp_path / "env" / "bin"
    subprocess.run([binaries / "pip", "install", "--quiet", wheel], check=True, timeout=300)

    version = subprocess.run([binaries / "gupcheck", "--version"], capture_output=True, text=True, timeout=60)
    assert version.returncode == 0, version.stderr
    assert gupcheck.__version__ in version.stdout

    rules = subprocess.run([binaries / "gupcheck", "rules"], capture_output=True, text=True, timeout=60)
    assert "GUP101" in rules.stdout

    source = tmp_path / "walk.c"
    source.write_text("int walk(pmd_t *pmd)\n{\n\treturn pmd_trans_unstable(pmd);\n}\n")
    check = subprocess.run([binaries / "gupcheck", source], capture_output=True, text=True, timeout=60)
    assert check.returncode == 1, check.stderr
    assert "GUP101" in check.stdout
