"""tools/kernels.sh, with stand-ins for apt and dpkg that serve a tree of one file."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "tools" / "kernels.sh"
TREES = ["linux-6.1", "linux-6.1-old", "linux-6.12", "linux-6.12-old"]
SYSTEM_TOOLS = ["awk", "basename", "bash", "cat", "cp", "env", "flock", "grep", "head", "mkdir"]
SYSTEM_TOOLS += ["mv", "rm", "sed", "sort", "tail", "tar", "touch", "xz"]

STAND_INS = {
    "apt-cache": """#!/bin/bash
for version in 9.2 9.10 9.1; do echo " $2 | $version | somewhere"; done
""",
    "apt-get": """#!/bin/bash
echo "$*" >>"$CALLS"
[[ $1 == download ]] || exit 0
wanted="${@: -1}"
echo "${wanted#*=}" >"${wanted%=*}.deb"
""",
    "dpkg-deb": """#!/bin/bash
set -e
[[ -z ${BROKEN-} ]] || exit 1
package=$(basename "$2" .deb)
mkdir -p "$3/usr/src" "$3/linux/mm"
cp "$2" "$3/linux/mm/version.c"
tar cJf "$3/usr/src/$package.tar.xz" -C "$3" linux
""",
    "sudo": '#!/bin/bash\nexec "$@"\n',
}


class Machine:
    """A PATH of stand-ins, and a folder for the trees."""

    def __init__(self, home: Path) -> None:
        self.bin = home / "bin"
        self.bin.mkdir()
        self.folder = home / "kernels"
        self.calls = home / "calls"
        for tool in SYSTEM_TOOLS:
            self.bin.joinpath(tool).symlink_to(shutil.which(tool) or f"/bin/{tool}")

    def add(self, name: str, text: str) -> None:
        """Put a stand-in on the PATH."""
        self.bin.joinpath(name).write_text(text)
        self.bin.joinpath(name).chmod(0o755)

    def run(self, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run the script with the stand-ins and nothing else on the PATH."""
        variables = {"PATH": str(self.bin), "HOME": "/nowhere", "CALLS": str(self.calls)}
        variables |= {"GUPCHECK_KERNELS": str(self.folder)} | environment
        return subprocess.run(
            [str(self.bin / "bash"), str(SCRIPT)], env=variables, capture_output=True, text=True, timeout=60
        )

    def content(self, tree: str) -> str:
        """Return what the served tree holds: its version."""
        return (self.folder / tree / "mm" / "version.c").read_text().strip()


@pytest.fixture
def bare(tmp_path: Path) -> Machine:
    """A machine without apt."""
    return Machine(tmp_path)


@pytest.fixture
def machine(bare: Machine) -> Machine:
    """A machine whose apt serves versions 9.1, 9.2 and 9.10 of both packages."""
    for name, text in STAND_INS.items():
        bare.add(name, text)
    return bare


def test_brings_the_newest_and_the_oldest_version(machine: Machine) -> None:
    done = machine.run()
    assert done.returncode == 0, done.stderr
    assert [machine.content(tree) for tree in TREES] == ["9.10", "9.1", "9.10", "9.1"]
    assert done.stdout.splitlines() == [
        "linux-6.1 9.10",
        "linux-6.1-old 9.1",
        "linux-6.12 9.10",
        "linux-6.12-old 9.1",
    ]
    assert sorted(os.listdir(machine.folder)) == [".lock", *TREES, "versions"]


def test_a_second_run_asks_apt_for_nothing(machine: Machine) -> None:
    first = machine.run()
    machine.calls.unlink()
    second = machine.run()
    assert second.returncode == 0
    assert second.stdout == first.stdout
    assert not machine.calls.exists()


def test_a_tree_without_a_line_in_versions_is_not_taken_for_complete(machine: Machine) -> None:
    half = machine.folder / "linux-6.12"
    (half / "mm").mkdir(parents=True)
    (half / "mm" / "half.c").touch()
    machine.run()
    assert machine.content("linux-6.12") == "9.10"
    assert not (half / "mm" / "half.c").exists()


def test_an_unpack_that_breaks_off_leaves_no_tree_and_is_made_good(machine: Machine) -> None:
    broken = machine.run(BROKEN="1")
    assert broken.returncode != 0
    assert not (machine.folder / "linux-6.1").exists()
    assert (machine.folder / "versions").read_text() == ""
    assert machine.run().returncode == 0
    assert machine.content("linux-6.1") == "9.10"


def test_without_apt_it_says_what_to_do_in_one_line(bare: Machine) -> None:
    done = bare.run()
    assert done.returncode == 1
    [line] = done.stderr.splitlines()
    assert "there is no apt-get here" in line
    assert all(tree in line for tree in TREES)


def test_a_package_that_apt_does_not_know_is_named(machine: Machine) -> None:
    machine.add("apt-cache", "#!/bin/bash\n")
    done = machine.run()
    assert done.returncode == 1
    assert "linux-source-6.1" in done.stderr.splitlines()[-1]
