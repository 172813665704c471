"""Two versions out of a repository: commits, the index, the working tree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

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


class _Source:
    """What the sides of one comparison share: the process that reads blobs, and the working tree."""

    def __init__(self, repository: Repository) -> None:
        self.repository = repository
        self.blobs = Blobs(repository.git)

    @cached_property
    def disk(self) -> WorktreeVersion | None:
        """Return the working tree, None in a bare repository."""
        return WorktreeVersion(self.repository, self.blobs) if self.repository.top else None

    def commit(self, label: str, name: str) -> _Side:
        """Return what a commit or tree holds."""
        return self.side(label, list_tree(self.repository.git, name), name)

    def side(self, label: str, listing: Listing, place: str) -> _Side:
        """Return what a listing holds, which git's own search finds at `place`."""
        version = GitVersion(self.repository.git, self.blobs, label, listing.files, place, lambda: self.disk)
        return _Side(version, listing)

    def worktree(self) -> _Side:
        """Return the working tree. Raises VersionError in a bare repository."""
        if self.disk is None:
            raise VersionError("A bare repository has no working tree: give two revisions, as OLD..NEW.")
        index = list_index(self.repository.git)
        return _Side(self.disk, Listing(self.disk.files, index.submodules, index.conflicts))


def between_revisions(repository: Repository, span: Range, scope: Sequence[str] = ()) -> Versions:
    """Return the two sides of a range and the C files in which they differ.

    `scope` are paths relative to the repository's top that limit the files. Raises VersionError.
    """
    source = _Source(repository)
    commit = repository.tree_of(span.old)
    new = source.commit(span.new, repository.tree_of(span.new)) if span.new else source.worktree()
    label = span.old
    if span.from_merge_base:
        commit = repository.merge_base(span.old, span.new or "HEAD")
        label = f"the merge base of {span.old} and {span.new}"
    return _between(source.commit(label, commit), new, scope)


def staged(repository: Repository, revision: str = "HEAD", scope: Sequence[str] = ()) -> Versions:
    """Return a revision and the index as versions. Raises VersionError."""
    source = _Source(repository)
    new = source.side(INDEX, list_index(repository.git), "--cached")
    if revision == "HEAD" and not repository.has_revision("HEAD"):
        return _between(source.side("the empty tree", NOTHING, ""), new, scope)
    return _between(source.commit(revision, repository.tree_of(revision)), new, scope)


def revision_version(repository: Repository, revision: str) -> Version:
    """Return what one revision holds. Raises VersionError."""
    return _Source(repository).commit(revision, repository.tree_of(revision)).version


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
