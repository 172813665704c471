"""Which macros of a file stand for something else in its other version."""

from __future__ import annotations

from gupcheck.syntax import Unit


def changed_macros(old: Unit | None, new: Unit | None) -> tuple[str, ...]:
    """Return the names of macros that both versions define and that differ in more than form, sorted."""
    if old is None or new is None:
        return ()
    before, after = _bodies(old), _bodies(new)
    return tuple(sorted(name for name in before.keys() & after.keys() if before[name] != after[name]))


def _bodies(unit: Unit) -> dict[str, tuple[bytes, ...]]:
    """Return what each macro stands for, all definitions of one name together, blanks and comments apart."""
    found: dict[str, tuple[bytes, ...]] = {}
    for macro in unit.macros:
        text = unit.source.uncommented[macro.name_start : macro.end].replace(b"\\", b" ")
        found[macro.name] = (*found.get(macro.name, ()), b" ".join(text.split()))
    return found
