"""Running git so that a hostile repository can make it run nothing, fetch nothing and write nothing."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence

from gupcheck.source.version import VersionError

_FIXED = {
    "GIT_OPTIONAL_LOCKS": "0",  # the index is not refreshed on disk
    "GIT_NO_LAZY_FETCH": "1",  # a partial clone's missing objects stay missing (from git 2.44 on)
    "GIT_ALLOW_PROTOCOL": "none",  # what would fetch them before git 2.44 finds no transport
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_PAGER": "cat",
    "LC_ALL": "C",
}
_DROPPED = ("GIT_EXTERNAL_DIFF", "GIT_DIFF_OPTS", "GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS")
_SETTINGS = (
    "core.fsmonitor=false",  # may be the path of a program
    "core.hooksPath=/dev/null",
    "core.pager=cat",
    "core.sshCommand=false",
    "diff.external=",
    "submodule.recurse=false",
    "gc.auto=0",
)
_SECONDS = 120
"""How long one command may take: listing a kernel takes less than one."""


class Git:
    """Runs git in one folder. `environment` is that of the process, of which what is harmless is kept."""

    def __init__(self, folder: str, environment: Mapping[str, str]) -> None:
        self._folder = folder
        kept = {name: value for name, value in environment.items() if name not in _DROPPED}
        self._environment = {**kept, **_FIXED}

    def run(self, *arguments: str) -> bytes:
        """Return what a git command prints. Raises VersionError where it fails."""
        found = self.attempt(*arguments)
        if found.returncode:
            raise VersionError(_complaint(found.stderr, arguments[0]))
        return found.stdout

    def succeeds(self, *arguments: str) -> bytes | None:
        """Return what a git command prints, None where it fails. Raises VersionError where git can't run."""
        found = self.attempt(*arguments)
        return found.stdout if found.returncode == 0 else None

    def attempt(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        """Return a finished git command. Raises VersionError where it can't run, or takes too long."""
        try:
            return subprocess.run(
                self._line(arguments),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                env=self._environment,
                timeout=_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            reason = f"git {arguments[0]} took more than {_SECONDS} seconds and was stopped"
            raise VersionError(f"{self._folder}: {reason}.") from None
        except OSError as error:
            raise _absent(error) from None

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Return a git command that runs on, with pipes to it. Raises VersionError where git can't run."""
        try:
            return subprocess.Popen(
                self._line(arguments),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=self._environment,
            )
        except OSError as error:
            raise _absent(error) from None

    def _line(self, arguments: Sequence[str]) -> list[str]:
        settings = [part for setting in _SETTINGS for part in ("-c", setting)]
        return ["git", "--no-pager", "-C", self._folder, *settings, *arguments]


def _absent(error: OSError) -> VersionError:
    return VersionError(f"git can't be run: {error.strerror}. Install it, or give two folders.")


def _complaint(stderr: bytes, command: str) -> str:
    """Return what git said, as one line."""
    lines = stderr.decode(errors="replace").split("\n")
    said = " ".join(line.removeprefix("fatal: ").strip() for line in lines if line.strip())
    return f"git {command}: {said or 'it failed without a word'}"
