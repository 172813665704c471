"""What the versions that are read through git have in common: one process reads, and holds no texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gupcheck.source.git.objects import Blobs
from gupcheck.source.share import PathsWork, Result, Work, undivided


class ReadByGit:
    """A version whose contents come out of `blobs`."""

    def __init__(self, blobs: Blobs) -> None:
        self._blobs = blobs

    def hold(self, folders: Sequence[str]) -> bool:
        """Return that texts are not held in memory."""
        return False

    def shared(
        self, work: PathsWork[Result], paths: Sequence[str], *, heavy: bool = False
    ) -> Iterator[Result]:
        """Yield what `work`, which reads files of this version, makes of `paths`, in this process."""
        return undivided(work, paths, heavy=heavy)

    def beside(self, work: Work[Result]) -> Work[Result]:
        """Return what does the work, in this process, when its result is wanted."""
        return undivided.beside(work)

    def close(self) -> None:
        """End the processes that reading began; they begin anew where somebody reads again."""
        self._blobs.close()
