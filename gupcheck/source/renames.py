"""Files that were renamed: of those that only one version has, the ones whose text is alike.

Every way to give two versions uses this, so that the same change has the same pairs, however it was given.
Like git's `-M`, a file counts as renamed where half of its bytes are still there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

from gupcheck.source.version import FilePair

LEAST_ALIKE = 0.5
"""The share of the bigger file's bytes, counted in whole lines, that both must have."""

_COMMON = 20
"""A line that more files hold than this tells nothing: a brace, an include."""

_MOST_BYTES = 64_000_000
"""Bytes of all files together up to which they are compared; above, equal names must do."""

Read = Callable[[str], bytes]
Lines = Counter[bytes]


def pair_renamed(gone: Sequence[str], come: Sequence[str], old: Read, new: Read) -> list[FilePair]:
    """Return `gone` (files of the old version alone) and `come` as pairs, those without a likeness alone."""
    renamed = _renamed(gone, come, old, new) if gone and come else {}
    alone = set(gone) - set(renamed)
    taken = set(renamed.values())
    return [
        *(FilePair(before, after) for before, after in renamed.items()),
        *(FilePair(path, None) for path in gone if path in alone),
        *(FilePair(None, path) for path in come if path not in taken),
    ]


def _renamed(gone: Sequence[str], come: Sequence[str], old: Read, new: Read) -> dict[str, str]:
    before = _contents(gone, old)
    after = _contents(come, new)
    if len(before) < len(gone) or len(after) < len(come):
        return _same_name(gone, come)
    scored = sorted(
        (-likeness, not _same_base(one, other), one, other)
        for one, other, likeness in _alike(before, after)
        if likeness >= LEAST_ALIKE
    )
    found: dict[str, str] = {}
    taken: set[str] = set()
    for _, _, one, other in scored:
        if one not in found and other not in taken:
            found[one] = other
            taken.add(other)
    return found


def _contents(paths: Sequence[str], read: Read) -> dict[str, Lines]:
    """Return the lines of the files, as long as they are not too much together."""
    found: dict[str, Lines] = {}
    total = 0
    for path in paths:
        data = read(path)
        total += len(data)
        if total > _MOST_BYTES:
            break
        found[path] = Counter(data.splitlines(keepends=True))
    return found


def _alike(before: dict[str, Lines], after: dict[str, Lines]) -> Iterator[tuple[str, str, float]]:
    """Yield the pairs that share a rare line, with the share of bytes that both have."""
    holders: defaultdict[bytes, list[str]] = defaultdict(list)
    for path, lines in before.items():
        for line in lines:
            holders[line].append(path)
    sizes = {path: _size(lines) for path, lines in before.items()}
    for path, lines in after.items():
        size = _size(lines)
        near = {
            one for line in lines if len(holders.get(line, ())) <= _COMMON for one in holders.get(line, ())
        }
        for one in sorted(near):
            smaller, bigger = sorted((sizes[one], size))
            if bigger and smaller >= LEAST_ALIKE * bigger:
                yield one, path, _size(lines & before[one]) / bigger


def _size(lines: Lines) -> int:
    return sum(len(line) * count for line, count in lines.items())


def _same_base(one: str, other: str) -> bool:
    return one.rsplit("/", 1)[-1] == other.rsplit("/", 1)[-1]


def _same_name(gone: Sequence[str], come: Sequence[str]) -> dict[str, str]:
    """Return the files whose name, without its folder, just one file of either version has."""
    before = _by_base(gone)
    after = _by_base(come)
    return {
        paths[0]: after[base][0]
        for base, paths in before.items()
        if len(paths) == 1 and len(after.get(base, ())) == 1
    }


def _by_base(paths: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path in paths:
        found.setdefault(path.rsplit("/", 1)[-1], []).append(path)
    return found
