"""Two versions out of a repository: commits, the index, the working tree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gupcheck.model import Notification, Severity
from gupcheck.source.git.listing import NOTHING, Listing, list_index, list_tree
from gupcheck.source.git.objects import Blobs
from gupcheck.source.git.repository import Range, Repository
from gupcheck.source.git.tree import GitVersion
from gupcheck.source.git.worktree import WorktreeVersion
from gupcheck.source.renames import pair_renamed
from gupcheck.source.two_folders import failures, in_order, related
from gupcheck.source.version import FilePair, Version, VersionError, Versions, in_scope

SUBMODULE = "submodule-changed"
CONFLICT = "unmerged-file"
INDEX = "the index"


@dataclass(frozen=True, slots=True)
class _Side:
    version: Version
    listing: Listing


def between_revisions(repository: Repository, span: Range, scope: Sequence[str] = ()) -> Versions:
    """Return the two sides of a range and the C files in which they differ.

    `scope` are paths relative to the repository's top that limit the files. Raises VersionError.
    """
    blobs = Blobs(repository.git)
    commit = repository.tree_of(span.old)
    if span.new is None:
        new = _worktree(repository, blobs)
    else:
        new = _commit(repository, blobs, span.new, repository.tree_of(span.new))
    label = span.old
    if span.from_merge_base:
        commit = repository.merge_base(span.old, span.new or "HEAD")
        label = f"the merge base of {span.old} and {span.new}"
    return _between(_commit(repository, blobs, label, commit), new, scope)


def staged(repository: Repository, revision: str = "HEAD", scope: Sequence[str] = ()) -> Versions:
    """Return a revision and the index as versions. Raises VersionError."""
    blobs = Blobs(repository.git)
    listing = list_index(repository.git)
    new = _Side(GitVersion(repository.git, blobs, INDEX, listing.files, "--cached"), listing)
    if revision == "HEAD" and not repository.has_revision("HEAD"):
        nothing = GitVersion(repository.git, blobs, "the empty tree", NOTHING.files, "")
        return _between(_Side(nothing, NOTHING), new, scope)
    return _between(_commit(repository, blobs, revision, repository.tree_of(revision)), new, scope)


def revision_version(repository: Repository, revision: str) -> Version:
    """Return what one revision holds. Raises VersionError."""
    return _commit(repository, Blobs(repository.git), revision, repository.tree_of(revision)).version


def _commit(repository: Repository, blobs: Blobs, label: str, commit: str) -> _Side:
    listing = list_tree(repository.git, commit)
    return _Side(GitVersion(repository.git, blobs, label, listing.files, commit), listing)


def _worktree(repository: Repository, blobs: Blobs) -> _Side:
    if not repository.top:
        raise VersionError("A bare repository has no working tree: give two revisions, as OLD..NEW.")
    version = WorktreeVersion(repository, blobs)
    index = list_index(repository.git)
    return _Side(version, Listing(version.files, index.submodules, index.conflicts))


def _between(old: _Side, new: _Side, scope: Sequence[str]) -> Versions:
    tops = list(scope) or [""]
    for top in tops:
        if scope and not (old.version.below(top) or new.version.below(top)):
            where = top or "."
            raise VersionError(
                f"{where}: neither {old.version.label} nor {new.version.label} has C files there."
            )
    before, after = ({path for path in side.listing.files if in_scope(path, tops)} for side in (old, new))
    both = before & after
    pairs = [FilePair(path, path) for path in both if old.listing.files[path] != new.listing.files[path]]
    conflicts = set(new.listing.conflicts)
    gone = sorted(before - both - conflicts)
    pairs += pair_renamed(gone, sorted(after - both), old.version.read, new.version.read)
    problems = (
        *related(old.version, new.version, before, after),
        *_unmerged(path for path in new.listing.conflicts if in_scope(path, tops)),
        *_submodules(old.listing, new.listing, tops),
        *failures(old.version),
        *failures(new.version),
    )
    return Versions(old.version, new.version, in_order(pairs), problems)


def _unmerged(paths: Iterator[str]) -> Iterator[Notification]:
    message = "The file has merge conflicts in the index and was not compared: resolve them and `git add` it."
    for path in paths:
        yield Notification(CONFLICT, Severity.WARNING, message, path, incomplete=True)


def _submodules(old: Listing, new: Listing, scope: Sequence[str]) -> Iterator[Notification]:
    for path in sorted(old.submodules.keys() | new.submodules.keys()):
        if old.submodules.get(path) != new.submodules.get(path) and in_scope(path, scope):
            message = "The submodule changed; what it holds was not compared: run gupcheck diff in it."
            yield Notification(SUBMODULE, Severity.NOTE, message, path)
