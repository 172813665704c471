"""The rules on error summaries on files of real kernels: findings that were read and judged, by version."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gupcheck.engine.request import RunRequest
from gupcheck.engine.run import run
from gupcheck.model import Confidence, Report

pytestmark = [pytest.mark.kernel, pytest.mark.slow]
KERNELS = Path(os.environ.get("GUPCHECK_KERNELS", Path.home() / ".cache" / "gupcheck" / "kernels"))

JUDGED = {
    "linux-6.12 6.12.117-1~deb12u1": {
        ("GUP202", "fs/ext4/fast_commit.c", "ext4_fc_replay_link_internal"),
        ("GUP202", "fs/ext4/fast_commit.c", "ext4_fc_replay_create"),
        ("GUP204", "mm/migrate.c", "do_pages_move"),
    }
}
"""What is found at high confidence, in these two files, in exactly these versions."""

FILES = ("fs/ext4/fast_commit.c", "mm/migrate.c")


def _report(cache: Path) -> Report:
    select = ("GUP202", "GUP203", "GUP204", "GUP206")
    return run(RunRequest(FILES, str(KERNELS / "linux-6.12"), select=select, cache=cache, jobs=2))


def test_what_is_found_is_what_was_judged_and_stays_so_from_the_cache(tmp_path: Path) -> None:
    first, again = _report(tmp_path), _report(tmp_path)
    assert not first.incomplete
    assert first.findings == again.findings
    assert first.notifications == again.notifications
    versions = (KERNELS / "versions").read_text().splitlines()
    for version in versions:
        sure = [one for one in first.findings if one.confidence is Confidence.HIGH]
        if version in JUDGED:
            assert {(one.rule, one.location.file, one.function) for one in sure} == JUDGED[version]
