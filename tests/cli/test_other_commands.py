"""`gupcheck rules`, `gupcheck doctor`, `gupcheck completion`."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest


def test_rules_are_listed(gupcheck):
    lines = gupcheck("rules").out.splitlines()
    assert lines[0].startswith("ID")
    assert [line.split()[0] for line in lines[1:]] == sorted(line.split()[0] for line in lines[1:])
    assert {"GUP001", "GUP101"} <= {line.split()[0] for line in lines}


@pytest.mark.parametrize("name", ["GUP101", "pmd-trans-unstable"])
def test_a_rule_is_explained_by_id_or_name(gupcheck, name):
    outcome = gupcheck("rules", name)
    assert outcome.out.startswith("GUP101 pmd-trans-unstable\n")
    assert "Why it matters" in outcome.out


def test_rules_as_json(gupcheck):
    document = gupcheck("rules", "--format", "json").json
    assert "GUP101" in [rule["id"] for rule in document["rules"]]
    assert gupcheck("rules", "GUP101", "--format", "json").json["name"] == "pmd-trans-unstable"


def test_a_beginning_lists_the_rules_that_have_it(gupcheck):
    document = gupcheck("rules", "GUP00", "--format", "json").json
    assert [rule["id"] for rule in document["rules"]] == ["GUP001", "GUP002"]


def test_an_unknown_rule_is_told(gupcheck):
    outcome = gupcheck("rules", "GUP1O1")
    assert outcome.status == 2
    assert outcome.err == "gupcheck: error: There is no rule 'GUP1O1'. Did you mean 'GUP101'?\n"


def test_a_projects_own_rules_are_listed(gupcheck, tree):
    (tree / "own").mkdir()
    (tree / "own" / "x.cocci").write_text("// Id: OWN001\n// Name: own\n@@ @@\n* f(...)\n")
    (tree / "gupcheck.toml").write_text('rule-folders = ["own"]\n')
    assert "OWN001" in gupcheck("rules").out


def test_doctor_shows_what_did_not_parse(gupcheck, tree):
    (tree / "mm" / "broken.c").write_text("int f(void)\n{\n\tif (((\n}\n")
    outcome = gupcheck("doctor", "mm")
    assert outcome.status == 0
    assert "mm/broken.c:" in outcome.out
    document = gupcheck("doctor", "mm", "--format", "json", "--jobs", "1").json
    assert document["summary"]["files"] == document["summary"]["parsed"] == 3
    assert document["summary"]["functions"] == 3
    assert document["summary"]["functions_with_errors"] == 1
    assert document["problems"][0]["example"]["file"] == "mm/broken.c"


def test_doctor_says_so_where_everything_parsed(gupcheck):
    assert gupcheck("doctor", "mm").out.startswith("Everything parsed; checked 2 files")


def test_doctor_refuses_a_file_that_is_too_large(gupcheck, tree):
    (tree / "huge.c").write_bytes(b"int pad;\n" * 4_000_000)
    outcome = gupcheck("doctor", "mm", "huge.c")
    assert outcome.status == 3


def test_doctor_on_nothing_gives_2(gupcheck):
    assert gupcheck("doctor", "gone").status == 2


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(gupcheck, shell):
    script = gupcheck("completion", shell).out
    assert "_GUPCHECK_COMPLETE" in script
    assert gupcheck("completion", "tcsh").status == 2


def test_bash_gets_options_and_commands_completed():
    words = {"doc": "plain,doctor", "check --sel": "plain,--select"}
    for typed, expected in words.items():
        environment = {
            **os.environ,
            "_GUPCHECK_COMPLETE": "bash_complete",
            "COMP_WORDS": f"gupcheck {typed}",
            "COMP_CWORD": str(len(typed.split())),
        }
        done = subprocess.run(
            [sys.executable, "-m", "gupcheck"], env=environment, capture_output=True, text=True, timeout=60
        )
        assert expected in done.stdout.splitlines()
