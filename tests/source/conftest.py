"""A git repository to compare versions in."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest


class Work:
    """A repository in a folder, apart from the user's own settings."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "HOME": str(folder.parent),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "A",
            "GIT_AUTHOR_EMAIL": "a@example.org",
            "GIT_COMMITTER_NAME": "A",
            "GIT_COMMITTER_EMAIL": "a@example.org",
        }

    def git(self, *arguments: str, folder: Path | None = None) -> str:
        """Run git and return what it prints."""
        line = ["git", *arguments]
        where = folder or self.folder
        return subprocess.run(
            line, cwd=where, env=self.environment, check=True, capture_output=True, text=True
        ).stdout

    def write(self, **files: str) -> None:
        """Write files of mm/, given by their names without the suffix."""
        for name, text in files.items():
            (self.folder / "mm").mkdir(exist_ok=True)
            (self.folder / f"mm/{name}.c").write_text(text)

    def commit(self, message: str) -> None:
        """Commit all that is there."""
        self.git("add", "-A")
        self.git("commit", "-q", "--no-verify", "-m", message)


@pytest.fixture
def work(tmp_path: Path) -> Work:
    """Return a repository with two commits: the second changes mm/a.c and renames mm/long.c to mm/moved.c."""
    folder = tmp_path / "work"
    folder.mkdir()
    work = Work(folder)
    work.git("init", "-q", "-b", "main")
    long = "".join(f"int x{number};\n" for number in range(50))
    work.write(a="int a;\n", b="int b;\n", long=long)
    work.commit("first")
    work.git("tag", "v6.4")
    work.git("mv", "mm/long.c", "mm/moved.c")
    work.write(a="int A;\n", moved=long + "int y;\n")
    work.commit("second")
    return work
