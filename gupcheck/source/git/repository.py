"""A git repository: where it is, what its revisions mean."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from gupcheck.source.git.command import Git
from gupcheck.source.git.listing import decoded
from gupcheck.source.version import VersionError

_SUFFIX = re.compile(r"[~^@:].*")
_DEEPEN = "`git fetch --unshallow` brings the rest"


@dataclass(frozen=True, slots=True)
class Repository:
    """One repository as seen from a folder in it.

    `top` is the absolute path of its working tree, "" where it is bare; `prefix` the folder's path in it,
    with `/` at its end or "". `hash_name` names the algorithm of its objects for `hashlib`.
    """

    git: Git
    top: str
    prefix: str
    shallow: bool
    hash_name: str

    def tree_of(self, revision: str) -> str:
        """Return the name of the commit, or else the tree, that a revision means. Raises VersionError."""
        if revision.startswith("-"):
            raise VersionError(f"'{revision}' is no revision: none begins with '-'.")
        return (
            self._verified(revision, "commit") or self._verified(revision, "tree") or self._unknown(revision)
        )

    def merge_base(self, one: str, other: str) -> str:
        """Return the name of the best common ancestor of two revisions. Raises VersionError."""
        found = self.git.succeeds("merge-base", self.tree_of(one), self.tree_of(other))
        if found:
            return found.split()[0].decode()
        hint = f"this clone is shallow: {_DEEPEN}" if self.shallow else f"compare them with {one}..{other}"
        raise VersionError(f"{one} and {other} have no common ancestor here; {hint}.")

    def has_revision(self, text: str) -> bool:
        """Return whether a revision has this name."""
        return not text.startswith("-") and bool(
            self._verified(text, "commit") or self._verified(text, "tree")
        )

    def inside(self, path: str) -> str:
        """Return a path of the command line relative to the top. Raises VersionError where it leads out."""
        if os.path.isabs(path):
            whole = os.path.realpath(path)
            shown = os.path.relpath(whole, self.top) if self.top else ".."
        else:
            shown = os.path.normpath(self.prefix + path)
        if shown == ".." or shown.startswith("../"):
            raise VersionError(f"{path} is not in the repository.")
        return "" if shown == "." else shown

    def _verified(self, revision: str, kind: str) -> str:
        found = self.git.succeeds(
            "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{{kind}}}"
        )
        return found.decode().strip() if found else ""

    def _unknown(self, revision: str) -> str:
        base = _SUFFIX.sub("", revision)
        if base and base != revision and self._verified(base, "commit"):
            reason = f"the clone is shallow: {_DEEPEN}" if self.shallow else f"'{base}' has no such ancestor"
            raise VersionError(f"There is no revision '{revision}': {reason}.")
        near = get_close_matches(base or revision, self._names(), n=2, cutoff=0.6)
        hint = (
            f" Did you mean {' or '.join(near)}?" if near else " `git tag` and `git log` list what there is."
        )
        raise VersionError(f"There is no revision '{revision}'.{hint}")

    def _names(self) -> list[str]:
        found = self.git.run("for-each-ref", "--format=%(refname:short)")
        return [decoded(name) for name in found.split(b"\n") if name] + ["HEAD"]


def open_repository(folder: str, environment: Mapping[str, str]) -> Repository:
    """Return the repository that a folder lies in. Raises VersionError."""
    git = Git(folder, environment)
    known = git.attempt(
        "rev-parse", "--is-shallow-repository", "--show-object-format", "--is-inside-work-tree"
    )
    if known.returncode:
        if b"not a git repository" in known.stderr:
            hint = "change to one, or give two folders, or --patch with --base"
            raise VersionError(f"{folder} is not in a git repository: {hint}.")
        git.run("rev-parse", "--git-dir")
    shallow, hash_name, inside = known.stdout.decode().split()
    top = prefix = ""
    if inside == "true":
        top = _line(git.run("rev-parse", "--show-toplevel"))
        prefix = _line(git.run("rev-parse", "--show-prefix"))
    at_top = Git(top, environment) if top else git
    return Repository(at_top, top, prefix, shallow == "true", hash_name)


def _line(output: bytes) -> str:
    return decoded(output.removesuffix(b"\n"))


@dataclass(frozen=True, slots=True)
class Range:
    """The two sides that revisions on a command line mean: names of revisions, None for the working tree.

    With `from_merge_base` the old side is the common ancestor of both.
    """

    old: str
    new: str | None
    from_merge_base: bool = False


def range_of(revisions: Sequence[str]) -> Range:
    """Return what no, one or two revisions mean, as git's own diff does. Raises VersionError for more."""
    if len(revisions) > 2 or (len(revisions) == 2 and any(".." in one for one in revisions)):
        raise VersionError(
            f"Two versions can be compared, not {' '.join(revisions)}: write them as OLD..NEW."
        )
    if len(revisions) == 2:
        return Range(revisions[0], revisions[1])
    if not revisions:
        return Range("HEAD", None)
    for separator in ("...", ".."):
        old, found, new = revisions[0].partition(separator)
        if found:
            return Range(old or "HEAD", new or "HEAD", from_merge_base=separator == "...")
    return Range(revisions[0], None)
