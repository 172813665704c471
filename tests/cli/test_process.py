"""The command as a process of its own: pipes that close, Ctrl-C, full disks, terminals, hash seeds."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .conftest import HAZARD

GUPCHECK = (sys.executable, "-m", "gupcheck")


@pytest.fixture
def large(tree: Path) -> Path:
    """Return a tree whose findings fill more than a pipe."""
    (tree / "mm" / "many.c").write_text("".join(HAZARD.replace("walk", f"walk{n}") for n in range(2000)))
    return tree


def start(tree: Path, *arguments: str, **more: object) -> subprocess.Popen[bytes]:
    command = (*GUPCHECK, *arguments)
    return subprocess.Popen(command, cwd=tree, **more)  # type: ignore[call-overload,no-any-return]


def test_a_closed_pipe_ends_it_silently(large):
    process = start(large, "mm", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout
    assert process.stderr
    assert process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(60) == 141


def test_a_full_disk_behind_standard_output_is_told(tree):
    with open("/dev/full", "wb") as full:
        process = start(tree, "mm", stdout=full, stderr=subprocess.PIPE)
        _, errors = process.communicate(timeout=60)
    assert errors == b"gupcheck: error: Standard output can't be written: No space left on device.\n"
    assert process.returncode == 2


def test_ctrl_c_ends_it_and_all_its_workers(tree):
    (tree / "slow.cocci").write_text("@@ @@\n* pad(...)\n")
    (tree / "slow.c").write_text("void f(void)\n{\n" + "\tpad(pad);\n" * 60_000 + "}\n")
    arguments = ("slow.c", "--rule", "slow.cocci", "--jobs", "2")
    process = start(tree, *arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    workers = wait_for_children(process.pid)
    os.killpg(process.pid, signal.SIGINT)
    out, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert out == b""
    assert errors.strip() == b"gupcheck: interrupted."
    assert not any(Path(f"/proc/{worker}").exists() for worker in workers)


def wait_for_children(pid: int) -> list[str]:
    """Return the processes that a process has forked, once there are any."""
    for _ in range(500):
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        if children:
            return children
        time.sleep(0.02)
    raise AssertionError("no worker was started")


def test_workers_end_when_their_parent_is_killed(tree):
    (tree / "slow.cocci").write_text("@@ @@\n* pad(...)\n")
    (tree / "slow.c").write_text("void f(void)\n{\n" + "\tpad(pad);\n" * 2000 + "}\n")
    process = start(tree, "slow.c", "--rule", "slow.cocci", stdout=subprocess.DEVNULL)
    [worker] = wait_for_children(process.pid)
    process.kill()
    process.wait(30)
    deadline = time.monotonic() + 60
    while Path(f"/proc/{worker}").exists():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.parametrize("format_name", ["text", "json", "sarif"])
def test_seeds_and_workers_change_no_byte(large, format_name):
    outputs = set()
    for seed, jobs in (("0", "1"), ("1", "2"), ("77", "4")):
        done = subprocess.run(
            (*GUPCHECK, "mm", "--format", format_name, "--jobs", jobs),
            cwd=large,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            timeout=300,
        )
        outputs.add(re.sub(rb'"seconds": [0-9.]+', b"", done.stdout))
    assert len(outputs) == 1


def test_a_terminal_gets_colours(tree):
    main, side = pty.openpty()
    process = start(tree, "mm", stdout=side, stderr=side)
    os.close(side)
    shown = b""
    while select.select([main], [], [], 60)[0]:
        try:
            piece = os.read(main, 65536)
        except OSError:  # Linux says so at the end of a terminal
            break
        shown += piece
    os.close(main)
    assert process.wait(60) == 1
    assert b"\x1b[" in shown


def test_the_version_needs_no_heavy_import():
    code = "import sys; from gupcheck.cli.main import main; main(['--version']); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    modules = set(done.stdout.split())
    assert "gupcheck.cli.main" in modules
    assert not modules & {"tree_sitter", "rich", "gupcheck.smpl", "gupcheck.syntax", "gupcheck.engine.run"}


def test_a_check_imports_only_what_it_needs(tree):
    code = "import sys; from gupcheck.cli.main import main; main(['check', 'mm', '-q']); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, cwd=tree)
    modules = {name for name in done.stdout.split() if name.startswith(("gupcheck.", "rich", "pathspec"))}
    assert "gupcheck.engine.run" in modules
    unneeded = (
        "gupcheck.errors",
        "gupcheck.impact",
        "gupcheck.change",
        "gupcheck.source.git",
        "rich",
        "pathspec",
    )
    assert not [name for name in modules if name.startswith(unneeded)]
