"""What README.md says of options, exit codes, rules and configuration is what the program does."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from gupcheck.cli.check import command as check_command
from gupcheck.cli.status import EPILOG
from gupcheck.engine.builtin import BUILTIN_RULES
from gupcheck.engine.catalogue import load_catalogue
from gupcheck.engine.config import Config, load_config
from gupcheck.engine.rule_tables import load_check_catalogue

REPOSITORY = Path(__file__).parents[1]
README = (REPOSITORY / "README.md").read_text()

LEAK = """\
static int peek(struct mm_struct *mm, unsigned long addr)
{
	mmap_read_lock(mm);
	if (!find_vma(mm, addr))
		return -EFAULT;
	mmap_read_unlock(mm);
	return 0;
}
"""


def section(heading: str) -> str:
    """Return the text under a heading of the second level."""
    [found] = re.findall(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", README, re.DOTALL | re.MULTILINE)
    return found


def block(text: str) -> str:
    """Return the contents of the first fenced block."""
    found = re.search(r"^```\w*\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    assert found
    return found[1]


def gupcheck(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run gupcheck in a process of its own."""
    command = [sys.executable, "-m", "gupcheck", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def test_it_names_every_option_of_check_and_no_other() -> None:
    documented = set(
        re.findall(r"`(--[a-z-]+)", "\n".join(re.findall(r"^\| `-.*", section("Usage"), re.MULTILINE)))
    )
    real = {name for parameter in check_command.params for name in parameter.opts if name.startswith("--")}
    assert documented == real


def test_it_names_every_command() -> None:
    documented = set(
        re.findall(r"^\| `gupcheck (?:PATH.*?gupcheck )?([a-z]+)", section("Usage"), re.MULTILINE)
    )
    help_text = gupcheck("--help").stdout
    assert documented == set(
        re.findall(r"^  ([a-z]+)  +[A-Z]", help_text.split("Commands:")[1], re.MULTILINE)
    )


def test_it_names_every_exit_code() -> None:
    rows = re.findall(r"^\| ([\d, ]+) \|", section("Usage"), re.MULTILINE)
    documented = {number for row in rows for number in row.split(", ")}
    assert documented == set(re.findall(r"\b(\d+)  ", EPILOG))


def test_it_names_every_rule() -> None:
    documented = re.findall(r"^\| (GUP\d+) \| `([a-z-]+)` \|", section("The rules"), re.MULTILINE)
    rules = [
        *(rule.info for rule in load_catalogue()),
        *(rule.info for rule in load_check_catalogue()),
        *BUILTIN_RULES,
    ]
    assert sorted(documented) == sorted((info.id, info.name) for info in rules)


def test_the_configuration_is_one_and_names_every_key(tmp_path: Path) -> None:
    text = block(section("Configuration"))
    (tmp_path / "gupcheck.toml").write_text(text)
    load_config(str(tmp_path / "gupcheck.toml"))
    keys = {field.name.replace("_", "-") for field in fields(Config)} - {"path", "folder"}
    assert tomllib.loads(text).keys() == keys


def test_the_suppression_suppresses(tmp_path: Path) -> None:
    (tmp_path / "walk.c").write_text(
        f"void walk(pmd_t *pmd)\n{{\n{block(section('Suppression'))}\t\treturn;\n}}\n"
    )
    done = gupcheck("check", tmp_path / "walk.c")
    assert done.returncode == 0, done.stdout
    assert "1 finding" in done.stdout


def test_the_rule_that_it_shows_finds_what_it_says(tmp_path: Path) -> None:
    (tmp_path / "leak.cocci").write_text(block(section("Writing a rule")))
    (tmp_path / "peek.c").write_text(LEAK)
    done = gupcheck("check", "--format", "concise", "--rule", tmp_path / "leak.cocci", tmp_path / "peek.c")
    assert done.returncode == 1, done.stdout
    [line] = done.stdout.splitlines()
    assert "peek.c:5:3: warning: mmap_read_lock() of line 3 is still held here." in line


@pytest.mark.parametrize("command", re.findall(r"^\| `make ([a-z-]+)`", README, re.MULTILINE))
def test_the_targets_that_it_names_exist(command: str) -> None:
    makefile = (REPOSITORY / "Makefile").read_text()
    assert re.search(rf"^{command}:", makefile, re.MULTILINE)


@pytest.mark.parametrize("path", re.findall(r"\]\(([\w./-]+)\)", README))
def test_the_files_that_it_links_to_exist(path: str) -> None:
    assert (REPOSITORY / path).exists()
