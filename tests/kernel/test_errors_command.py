"""`gupcheck errors` on a real kernel: the codes, callers and system calls of get_user_pages' helpers."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from gupcheck.cli.main import main

pytestmark = [pytest.mark.kernel, pytest.mark.slow]
KERNELS = Path(os.environ.get("GUPCHECK_KERNELS", Path.home() / ".cache" / "gupcheck" / "kernels"))
TREE = KERNELS / "linux-6.1"


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    def command(*arguments: str) -> Any:
        output = tmp_path / "out.json"
        status = main(["errors", *arguments, "--tree", str(TREE), "--format", "json", "-o", str(output)])
        assert status == 0
        return json.loads(output.read_text())["functions"]

    return command


def test_both_codes_of_the_split_have_their_causes(ask: Any) -> None:
    [found] = ask("follow_pmd_mask")
    causes = {(one["value"], one["cause"]) for one in found["outcomes"]}
    assert ("ERR_PTR(-EBUSY)", "pmd_trans_unstable(pmd) is true") in causes
    assert ("ERR_PTR(-ENOMEM)", "pte_alloc(mm, pmd) is true") in causes


def test_one_code_with_two_meanings_is_seen_at_its_caller(ask: Any) -> None:
    [found] = ask("faultin_page", "--callers", "--scope", "mm")
    [caller] = found["callers"]
    done = {(use["code"], use["action"], use["becomes"]) for use in caller["uses"]}
    assert caller["function"] == "__get_user_pages"
    assert {("-EBUSY", "drops", "becomes 0"), ("-EFAULT", "returns", "")} <= done


def test_system_calls_show_codes_as_their_callers_map_them(ask: Any) -> None:
    [found] = ask("follow_pmd_mask", "--to-syscalls", "--scope", "mm")
    shown = {(one["name"], one["code"], one["shown"], one["listed"]) for one in found["syscalls"]}
    assert ("madvise", "ERR_PTR(-EBUSY)", "-EBUSY", True) in shown
    assert ("process_vm_readv", "ERR_PTR(-EBUSY)", "-EFAULT", True) in shown
