"""Which two versions the arguments of `gupcheck diff` mean."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from gupcheck.cli.trees import tree_of
from gupcheck.engine.errors import RunError
from gupcheck.source.folder import FolderVersion
from gupcheck.source.git.between import between_revisions, revision_version, staged
from gupcheck.source.git.repository import Repository, open_repository, range_of
from gupcheck.source.patch.mail import read_series
from gupcheck.source.patch.series import PatchStep, patched
from gupcheck.source.read import SourceError, read_source
from gupcheck.source.share import Share, undivided
from gupcheck.source.two_folders import between_folders
from gupcheck.source.version import Version, VersionError, Versions

MOST_OF_A_PATCH = 200_000_000
"""Bytes of the largest patch that is read."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is compared: two versions, each patch of a series, and the folder that the new version lies in.

    `root` is "" where it lies in none.
    """

    versions: Versions
    root: str
    steps: tuple[PatchStep, ...] = ()


@dataclass(frozen=True, slots=True)
class VersionOptions:
    """The arguments as the command line gave them; `paths` is None where no `--` parted them."""

    versions: tuple[str, ...]
    paths: tuple[str, ...] | None
    staged: bool
    patches: tuple[str, ...]
    base: str | None


def asked_of(
    options: VersionOptions, current: str, environment: Mapping[str, str], share: Share = undivided
) -> Asked:
    """Return what the arguments mean in the folder `current`. Raises RunError, click.UsageError.

    Where many files of a folder are read, `share` shares them out.
    """
    if options.base and not options.patches:
        raise click.UsageError("--base goes with --patch: two versions are given as OLD..NEW.")
    if options.staged and options.patches:
        raise click.UsageError("--staged and --patch contradict each other: give one of them.")
    try:
        if options.patches:
            return _patched(options, current, environment, share)
        folders = None if options.staged else _folders(options.versions, current)
        if folders:
            versions = between_folders(*folders, _rest(options, 2), share)
            return Asked(versions, os.path.realpath(folders[1]))
        return _revisions(options, current, environment)
    except VersionError as error:
        raise RunError(str(error)) from None


def _rest(options: VersionOptions, used: int) -> tuple[str, ...]:
    """Return the arguments that are paths, after the first `used`."""
    return (*options.versions[used:], *(options.paths or ()))


def _folders(arguments: Sequence[str], current: str) -> tuple[str, str] | None:
    """Return the first two arguments if they are folders."""
    if len(arguments) < 2 or not all(os.path.isdir(os.path.join(current, one)) for one in arguments[:2]):
        return None
    return arguments[0], arguments[1]


def _revisions(options: VersionOptions, current: str, environment: Mapping[str, str]) -> Asked:
    repository = open_repository(current, environment)
    if options.paths is None:
        count = _count_revisions(repository, options.versions, current)
    else:
        count = len(options.versions)
    revisions = options.versions[:count]
    scope = [repository.inside(path) for path in _rest(options, count)]
    if not options.staged:
        versions = between_revisions(repository, range_of(revisions), scope)
    elif len(revisions) > 1:
        raise VersionError("--staged compares one revision with the index: give at most one.")
    else:
        versions = staged(repository, revisions[0] if revisions else "HEAD", scope)
    return Asked(versions, repository.top)


def _count_revisions(repository: Repository, arguments: Sequence[str], current: str) -> int:
    """Return how many of the arguments are revisions: the first ones, up to the first path."""
    for place, argument in enumerate(arguments):
        is_path = os.path.lexists(os.path.join(current, argument))
        is_revision = ".." in argument if not is_path else repository.has_revision(argument)
        if is_path and is_revision:
            hint = "write -- after the revisions and before the paths"
            raise VersionError(f"'{argument}' is both a revision and a path: {hint}.")
        if is_path:
            return place
        if not is_revision:
            repository.tree_of(argument)
    return len(arguments)


def _patched(options: VersionOptions, current: str, environment: Mapping[str, str], share: Share) -> Asked:
    base, root, repository = _base(options.base, current, environment, share)
    patches = read_series([_patch_text(file) for file in options.patches])
    if not patches:
        names = ", ".join(options.patches)
        raise VersionError(f"{names}: there is no unified diff in it, as `git diff` or `diff -u` write it.")
    scope = _rest(options, 0)
    inside = [repository.inside(path) if repository else os.path.normpath(path) for path in scope]
    label = os.path.basename(options.patches[0]) if options.patches != ("-",) else "the patch"
    if len(patches) > 1:
        label = f"{len(patches)} patches"
    versions, steps = patched(base, patches, label, ["" if path == "." else path for path in inside])
    return Asked(versions, root, steps if len(steps) > 1 else ())


def _base(
    base: str | None, current: str, environment: Mapping[str, str], share: Share
) -> tuple[Version, str, Repository | None]:
    """Return what patches apply to, the folder that it lies in, and the repository of a revision."""
    if base is None:
        folder = tree_of(None, (), current)
        return FolderVersion(Path(folder), os.path.basename(folder), share), folder, None
    folder = os.path.join(current, base)
    if os.path.isdir(folder):
        version = FolderVersion(Path(folder), base.rstrip("/") or base, share)
        return version, os.path.realpath(folder), None
    if os.path.exists(folder):
        raise VersionError(f"--base: {base} is not a folder.")
    repository = open_repository(current, environment)
    return revision_version(repository, base), repository.top, repository


def _patch_text(file: str) -> tuple[str, bytes]:
    """Return the name and the bytes of a patch. Raises RunError."""
    if file == "-":
        data = sys.stdin.buffer.read(MOST_OF_A_PATCH + 1)
        if len(data) > MOST_OF_A_PATCH:
            raise RunError(
                f"Standard input has more than {MOST_OF_A_PATCH // 1_000_000} MB: too large a patch."
            )
        return "the patch", data
    try:
        return os.path.basename(file), read_source(file, MOST_OF_A_PATCH)
    except SourceError as error:
        raise RunError(f"{file}: {error.message}") from None
