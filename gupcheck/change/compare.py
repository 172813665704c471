"""The whole of a comparison, without printing: two versions in, a report out."""

from __future__ import annotations

from collections.abc import Iterator

from gupcheck import __version__
from gupcheck.change.difference import Difference
from gupcheck.change.file_changes import FileChanges, FileComparison
from gupcheck.change.grade import graded
from gupcheck.change.request import ChangeRequest, Spread, one_after_another
from gupcheck.errors.errnos import HEADERS, errnos_of
from gupcheck.model.change import ChangesReport
from gupcheck.source.version import Versions


def compare(versions: Versions, request: ChangeRequest, spread: Spread = one_after_another) -> ChangesReport:
    """Return what changed between two versions, graded by the rules of the request.

    The same versions and request give the same report, however `spread` shares out the files.
    """
    names = errnos_of(versions.new.read(header) for header in HEADERS).names
    names |= errnos_of(versions.old.read(header) for header in HEADERS).names
    comparison = FileComparison(versions.old, versions.new, request.dialect, names)
    files = sorted(
        spread(comparison.of, versions.changed), key=lambda one: (one.pair.new or "", one.pair.old or "")
    )
    differences = [difference for file in files for difference in _differences(file)]
    compared = sum(file.compared for file in files)
    notifications = [*versions.problems, *(one for file in files for one in file.notifications)]
    return ChangesReport(
        version=__version__,
        old_label=versions.old.label,
        new_label=versions.new.label,
        changes=graded(differences, request.rules),
        compared=compared,
        unchanged=compared - len(differences),
        rules=tuple(rule.info for rule in request.rules),
        notifications=tuple(sorted(notifications, key=lambda one: one.sort_key)),
    )


def _differences(file: FileChanges) -> Iterator[Difference]:
    """Yield what differs in the functions of one file, in its order."""
    for change in file.changes:
        yield Difference(
            file=file.pair.new or "",
            function=change.function,
            line=change.line,
            old_file=file.pair.old or "",
            old_function=change.old_function,
            old_line=change.old_line,
            gained=change.gained,
            lost=change.lost,
            causes=change.causes,
        )
