"""The whole of a comparison, without printing: two versions in, a report out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial

from gupcheck import __version__
from gupcheck.change.deepen import Deepening
from gupcheck.change.file_changes import FileChanges, FileComparison
from gupcheck.change.grade import graded
from gupcheck.change.kept import KeptReports, question_of, state_of
from gupcheck.change.request import MOST_FOR_FULL, ChangeRequest, How, Spread, one_after_another
from gupcheck.errors.errnos import HEADERS, errnos_of
from gupcheck.model.change import ChangesReport
from gupcheck.source.version import Versions

_OF_THE_VERSIONS = frozenset({"parse-errors", "patch", "unrelated-versions"})
"""The kinds of notifications on what the versions themselves leave undone."""

_FEW = 3
"""So many pairs of files are compared before the cache is asked."""


def compare(versions: Versions, request: ChangeRequest, spread: Spread = one_after_another) -> ChangesReport:
    """Return what changed between two versions, graded by the rules of the request.

    The same versions and request give the same report, however `spread` shares out the files. One that
    another run could not make more whole is kept in the cache of the request, and taken from there as long as
    no file of either version changes. To see that none did takes longer than to compare a few files, so that
    these are compared first.
    """
    few = len(versions.changed) <= _FEW
    files = _compared(versions, request, spread) if few or request.cache is None else ()
    if request.cache is None or (few and not any(file.changes or file.using for file in files)):
        return _report(versions, request, files)
    kept, question = KeptReports(request.cache), question_of(versions, request)
    known, look = kept.knows(question), cache(partial(state_of, versions))
    # The look at each file of a tree takes a second: where no report can be there it is done meanwhile.
    state = look if known else versions.new.beside(look)
    report = kept.get(question, state()) if known else None
    if report is None:
        report = _report(versions, request, files if few else _compared(versions, request, spread))
        if _lasts(report):
            kept.put(question, state(), report)
    return report


def _lasts(report: ChangesReport) -> bool:
    """Return whether another run could not do more: what is missing lies in the versions themselves."""
    return all(one.kind in _OF_THE_VERSIONS for one in report.notifications if one.incomplete)


def _compared(versions: Versions, request: ChangeRequest, spread: Spread) -> tuple[FileChanges, ...]:
    """Return what differs in each pair of files, in the order of their paths."""
    errnos = errnos_of(versions.new.read(header) for header in HEADERS).names
    errnos |= errnos_of(versions.old.read(header) for header in HEADERS).names
    comparison = FileComparison(versions.old, versions.new, request.dialect, errnos)
    found = spread(comparison.of, versions.changed)
    return tuple(sorted(found, key=lambda one: (one.pair.new or "", one.pair.old or "")))


def _report(versions: Versions, request: ChangeRequest, files: Sequence[FileChanges]) -> ChangesReport:
    """Return what there is to say of files that were compared."""
    compared = sum(file.compared for file in files)
    deepening = Deepening(versions, request, _reach(request, compared))
    differences = tuple(deepening.of(files))
    changed = {(one.file, one.function) for one in differences if not one.about}
    notifications = [*versions.problems, *(one for file in files for one in file.notifications)]
    return ChangesReport(
        version=__version__,
        old_label=versions.old.label,
        new_label=versions.new.label,
        changes=graded(differences, request.rules),
        compared=compared,
        unchanged=max(compared - len(changed), 0),
        rules=tuple(rule.info for rule in request.rules),
        notifications=tuple(sorted(notifications, key=lambda one: one.sort_key)),
        notes=(*_moved_notes(files), *deepening.notes),
    )


def _reach(request: ChangeRequest, compared: int) -> How:
    return request.impact or ("full" if compared <= MOST_FOR_FULL else "callers")


def _moved_notes(files: Iterable[FileChanges]) -> Iterator[str]:
    for file in files:
        for change in file.moved:
            yield (
                f"{file.pair.new}:{change.line}: codes of '{change.function}()' moved into or out of a helper"
                " of the file; the set that its callers get is the same."
            )
