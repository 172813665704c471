"""Compares two versions of one file: which of its functions differ, in the bodies' own terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from gupcheck.change.body import BodyChange, compare_bodies
from gupcheck.change.functions import FunctionPair, pairs_of, words_of
from gupcheck.change.macros import changed_macros
from gupcheck.change.moved import LocalCodes, only_moved
from gupcheck.model import Notification, Severity
from gupcheck.source.version import FilePair, Version
from gupcheck.syntax import Dialect, Function, Unit, parse_unit


@dataclass(frozen=True, slots=True)
class FileChanges:
    """What differs between two versions of a file.

    `compared` functions have other text; of these `changes` are those that yield other codes or yield them
    from other checks, and `moved` those that do so only because code went into, or came out of, a helper of
    the same file. `added` and `removed` are the names of functions that one version alone has, `macros` those
    of macros that stand for something else, and `using` the functions that use one of these.
    """

    pair: FilePair
    compared: int = 0
    changes: tuple[BodyChange, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    moved: tuple[BodyChange, ...] = ()
    macros: tuple[str, ...] = ()
    using: tuple[str, ...] = ()
    notifications: tuple[Notification, ...] = ()


class FileComparison:
    """Compares files of two versions; `errnos` are the names of all error codes."""

    def __init__(self, old: Version, new: Version, dialect: Dialect, errnos: frozenset[str]) -> None:
        self._old = old
        self._new = new
        self._dialect = dialect
        self._errnos = errnos

    def of(self, pair: FilePair) -> FileChanges:
        """Return what differs in a pair of files; what went wrong in one function costs that one alone."""
        old, new = self._unit(self._old, pair.old), self._unit(self._new, pair.new)
        macros = changed_macros(old, new)
        found = FileChanges(pair, macros=macros, using=_using(old, new, macros))
        if old is None or new is None:
            return replace(found, added=_names(new), removed=_names(old))
        changes: list[BodyChange] = []
        moved: list[BodyChange] = []
        before, after = LocalCodes(old, self._errnos), LocalCodes(new, self._errnos)
        notifications: list[Notification] = []
        pairs = pairs_of(old, new)
        both = [one for one in pairs if one.old and one.new]
        for one in both:
            try:
                change = compare_bodies(old, new, one, self._errnos)
            except Exception as error:  # a fault in one function must not lose the others
                notifications.append(_crashed(new.path, one, error))
                continue
            if change.gave_up:
                notifications.append(_gave_up(new.path, change))
            elif change:
                (moved if only_moved(change, before, after) else changes).append(change)
            notifications += _unparsed(old, new, one)
        return replace(
            found,
            compared=len(both),
            changes=tuple(changes),
            moved=tuple(moved),
            added=tuple(one.new.name for one in pairs if one.new and not one.old),
            removed=tuple(one.old.name for one in pairs if one.old and not one.new),
            notifications=tuple(notifications),
        )

    def _unit(self, version: Version, path: str | None) -> Unit | None:
        return parse_unit(version.read(path), path, self._dialect) if path is not None else None


def _names(unit: Unit | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(function.name for function in unit.functions)) if unit else ()


def _using(old: Unit | None, new: Unit | None, macros: Iterable[str]) -> tuple[str, ...]:
    """Return the names of the functions of both versions that use one of the macros."""
    words = frozenset(name.encode() for name in macros)
    if old is None or new is None or not words:
        return ()
    before = {one.name for one in old.functions if words & words_of(old, one)}
    return tuple(
        dict.fromkeys(one.name for one in new.functions if one.name in before and words & words_of(new, one))
    )


def _crashed(path: str, pair: FunctionPair, error: Exception) -> Notification:
    function = pair.new or pair.old
    name = function.name if function else ""
    message = f"The comparison of '{name}()' failed: {type(error).__name__}: {error}."
    return Notification("compare-crash", Severity.ERROR, message, path, name, incomplete=True)


def _gave_up(path: str, change: BodyChange) -> Notification:
    message = f"'{change.function}()' was not compared: {change.gave_up}."
    return Notification(
        "budget", Severity.WARNING, message, path, change.function, change.line, incomplete=True
    )


def _unparsed(old: Unit, new: Unit, pair: FunctionPair) -> Iterator[Notification]:
    """Yield a warning where a place of a compared function did not parse, in either version."""
    sides: tuple[tuple[Unit, Function | None, str], ...] = ((old, pair.old, "old"), (new, pair.new, "new"))
    for unit, function, side in sides:
        if function is not None and function.has_error:
            line = unit.position(function.name_start)[0]
            message = f"'{function.name}()' of the {side} version was compared, but did not parse everywhere."
            yield Notification(
                "parse-errors", Severity.WARNING, message, unit.path, function.name, line, incomplete=True
            )
