"""The hooks of `.pre-commit-hooks.yaml`: the manifest, and pre-commit itself in a small repository."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

REPOSITORY = Path(__file__).parents[2]
MANIFEST = REPOSITORY / ".pre-commit-hooks.yaml"
DIFF = "gupcheck-diff"

BUSY = "int wait(int x)\n{\n\tif (x)\n\t\treturn -EBUSY;\n\treturn 0;\n}\n"
CLEAN = "int walk(pmd_t *pmd)\n{\n\treturn pmd_none(*pmd);\n}\n"
HAZARD = "int walk(pmd_t *pmd)\n{\n\treturn pmd_trans_unstable(pmd);\n}\n"


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=600)


def pre_commit(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(folder, sys.executable, "-m", "pre_commit", *arguments)


def stage(folder: Path, files: dict[str, str]) -> None:
    """Make `folder` a repository, if it is none, and stage files in it."""
    run(folder, "git", "init", "--quiet")
    for name, text in files.items():
        folder.joinpath(name).parent.mkdir(parents=True, exist_ok=True)
        folder.joinpath(name).write_text(text)
    run(folder, "git", "add", "--all")


def try_hook(folder: Path, files: dict[str, str], hook: str = "gupcheck") -> subprocess.CompletedProcess[str]:
    """Stage `files` in the repository `folder` and let pre-commit install and run a hook in it."""
    stage(folder, files)
    done = pre_commit(folder, "try-repo", str(REPOSITORY), hook, "--all-files", "--color", "never")
    if "CalledProcessError" in done.stdout and "pip" in done.stdout:
        pytest.skip("pre-commit could not install the hook here: it needs a package index")
    return done


def test_the_manifest_is_valid() -> None:
    done = pre_commit(REPOSITORY, "validate-manifest", str(MANIFEST))
    assert done.returncode == 0, done.stdout


def test_the_hooks_take_c_files_and_leave_the_parallel_work_to_gupcheck() -> None:
    hooks = yaml.safe_load(MANIFEST.read_text())
    assert [hook["id"] for hook in hooks] == ["gupcheck", "gupcheck-diff"]
    for hook in hooks:
        assert hook["types_or"] == ["c"]
        assert hook["require_serial"] is True


def test_the_comparison_is_of_the_whole_commit_however_many_files_it_has() -> None:
    [hook] = [hook for hook in yaml.safe_load(MANIFEST.read_text()) if hook["id"] == "gupcheck-diff"]
    assert hook["pass_filenames"] is False
    assert hook["entry"].split()[:3] == ["gupcheck", "diff", "--staged"]


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

    def test_a_staged_change_of_error_codes_fails_and_is_shown(self, tmp_path: Path) -> None:
        stage(tmp_path, {"mm/wait.c": BUSY, "mm/walk.c": CLEAN})
        run(tmp_path, "git", "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "first")
        same = try_hook(
            tmp_path, {"mm/wait.c": BUSY.replace("int x", "int busy").replace("(x)", "(busy)")}, DIFF
        )
        assert same.returncode == 0, same.stdout
        assert same.stdout.splitlines()[-1].endswith("Passed")
        done = try_hook(tmp_path, {"mm/wait.c": BUSY.replace("EBUSY", "EAGAIN")}, DIFF)
        assert done.returncode == 1, done.stdout
        assert "mm/wait.c:3: wait()" in done.stdout
        assert "'-EAGAIN'" in done.stdout
