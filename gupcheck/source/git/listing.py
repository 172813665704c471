"""Which C files a commit or the index holds, by path, with the names of their blobs."""

from __future__ import annotations

from dataclasses import dataclass

from gupcheck.source.git.command import Git
from gupcheck.source.walk import SUFFIXES

_REGULAR = (b"100644", b"100755", b"100664")
_SUBMODULE = b"160000"
_NO_CONFLICT = b"0"


@dataclass(frozen=True, slots=True)
class Listing:
    """The C files of one version, path to blob, its submodules, path to commit, and its unmerged paths."""

    files: dict[str, str]
    submodules: dict[str, str]
    conflicts: tuple[str, ...] = ()


NOTHING = Listing({}, {})
"""What a repository without a commit holds."""


def list_tree(git: Git, commit: str) -> Listing:
    """Return what a commit or tree, given by its object's name, holds. Raises VersionError."""
    files: dict[str, str] = {}
    submodules: dict[str, str] = {}
    for entry in git.run("ls-tree", "-r", "-z", "--full-tree", commit).split(b"\0"):
        head, _, name = entry.partition(b"\t")
        if name.endswith((b".c", b".h")) and head.startswith(_REGULAR):
            path = decoded(name)
            if is_ours(path):
                files[path] = head.rsplit(b" ", 1)[1].decode()
        elif head.startswith(_SUBMODULE):
            submodules[decoded(name)] = head.rsplit(b" ", 1)[1].decode()
    return Listing(files, submodules)


def list_index(git: Git) -> Listing:
    """Return what the index holds. Raises VersionError."""
    files: dict[str, str] = {}
    submodules: dict[str, str] = {}
    conflicts: set[str] = set()
    for entry in git.run("ls-files", "-s", "-z", "--full-name", ":/").split(b"\0"):
        head, _, name = entry.partition(b"\t")
        path = decoded(name)
        if head.startswith(_SUBMODULE):
            submodules[path] = head.split(b" ")[1].decode()
        elif is_ours(path) and head.startswith(_REGULAR):
            _, blob, stage = head.split(b" ")
            if stage == _NO_CONFLICT:
                files[path] = blob.decode()
            else:
                conflicts.add(path)
    return Listing(files, submodules, tuple(sorted(conflicts)))


def decoded(name: bytes) -> str:
    """Return a path as the operating system's calls take it."""
    return name.decode(errors="surrogateescape")


def is_ours(path: str) -> bool:
    """Return whether a walk of the tree would meet the path: a C file below no folder with a dot before."""
    return path.endswith(SUFFIXES) and not any(part.startswith(".") for part in path.split("/"))
