"""The hook of `.pre-commit-hooks.yaml`: its manifest, and pre-commit itself in a small repository."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

REPOSITORY = Path(__file__).parents[2]
MANIFEST = REPOSITORY / ".pre-commit-hooks.yaml"

CLEAN = "int walk(pmd_t *pmd)\n{\n\treturn pmd_none(*pmd);\n}\n"
HAZARD = "int walk(pmd_t *pmd)\n{\n\treturn pmd_trans_unstable(pmd);\n}\n"


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=600)


def pre_commit(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(folder, sys.executable, "-m", "pre_commit", *arguments)


def try_hook(folder: Path, files: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Make `folder` a repository of `files` and let pre-commit install and run the hook in it."""
    run(folder, "git", "init", "--quiet")
    for name, text in files.items():
        folder.joinpath(name).parent.mkdir(parents=True, exist_ok=True)
        folder.joinpath(name).write_text(text)
    run(folder, "git", "add", "--all")
    done = pre_commit(folder, "try-repo", str(REPOSITORY), "gupcheck", "--all-files", "--color", "never")
    if "CalledProcessError" in done.stdout and "pip" in done.stdout:
        pytest.skip("pre-commit could not install the hook here: it needs a package index")
    return done


def test_the_manifest_is_valid() -> None:
    done = pre_commit(REPOSITORY, "validate-manifest", str(MANIFEST))
    assert done.returncode == 0, done.stdout


def test_the_hook_takes_c_files_and_leaves_the_parallel_work_to_gupcheck() -> None:
    [hook] = yaml.safe_load(MANIFEST.read_text())
    assert hook["id"] == "gupcheck"
    assert hook["types_or"] == ["c"]
    assert hook["require_serial"] is True


@pytest.mark.slow
@pytest.mark.kernel  # not for a kernel tree's sake: the hook's packages come from an index
class TestTryRepo:
    def test_a_clean_file_passes(self, tmp_path: Path) -> None:
        done = try_hook(tmp_path, {"mm/walk.c": CLEAN})
        assert done.returncode == 0, done.stdout
        assert done.stdout.splitlines()[-1].endswith("Passed")

    def test_a_finding_fails_and_is_shown(self, tmp_path: Path) -> None:
        done = try_hook(tmp_path, {"mm/walk.c": HAZARD, "mm/other.c": CLEAN})
        assert done.returncode == 1
        assert "Failed" in done.stdout
        assert "mm/walk.c:3:9" in done.stdout
        assert "GUP101" in done.stdout

    def test_an_excluded_file_is_not_checked(self, tmp_path: Path) -> None:
        configuration = 'exclude = ["mm/walk.c"]\n'
        done = try_hook(tmp_path, {"mm/walk.c": HAZARD, "gupcheck.toml": configuration})
        assert done.returncode == 0, done.stdout
        assert done.stdout.splitlines()[-1].endswith("Passed")
