"""`gupcheck check`: its options, its exit codes, what it prints where."""

from __future__ import annotations

import io
import json
import os
import sys
from types import SimpleNamespace

import pytest

from gupcheck import __version__

from .conftest import CLEAN, HAZARD, NOTE_RULE


def test_check_is_the_default_command(gupcheck):
    named, default = gupcheck("check", "mm", "-f", "concise"), gupcheck("mm", "-f", "concise")
    assert named == default
    assert default.status == 1
    assert default.out.startswith("mm/gup.c:3:9: warning: 'pmd_trans_unstable()' is gone")
    assert default.err == ""


def test_options_may_come_first(gupcheck):
    assert gupcheck("--format", "concise", "--jobs", "1", "mm").status == 1


def test_a_clean_file_gives_0(gupcheck):
    outcome = gupcheck("mm/clean.c")
    assert outcome.status == 0
    assert outcome.out == "No findings; checked 1 file, parsed 0, 0 functions.\n"


def test_json_names_files_relative_to_the_tree_and_text_relative_to_the_current_folder(
    gupcheck, tree, monkeypatch
):
    monkeypatch.chdir(tree / "mm")
    document = gupcheck("gup.c", "--format", "json").json
    assert [finding["file"] for finding in document["findings"]] == ["mm/gup.c"]
    assert document["root"] == str(tree)
    assert document["summary"]["files"] == 1
    assert gupcheck("gup.c", "--format", "concise").out.startswith("gup.c:3:9: ")
    (tree.parent / "elsewhere").mkdir()
    monkeypatch.chdir(tree.parent / "elsewhere")
    assert gupcheck(str(tree / "mm"), "--format", "concise").out.startswith(f"{tree}/mm/gup.c:3:9: ")


def test_the_color_of_text(gupcheck, monkeypatch):
    assert "\x1b[" not in gupcheck("mm").out
    assert "\x1b[" in gupcheck("mm", "--color", "always").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in gupcheck("mm").out
    assert "\x1b[" not in gupcheck("mm", "--color", "never").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in gupcheck("mm").out
    assert "\x1b[" in gupcheck("mm", "--color", "always").out
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("FORCE_COLOR", "0")
    assert "\x1b[" not in gupcheck("mm").out


@pytest.mark.parametrize(
    ("option", "status"),
    [("error", 0), ("warning", 1), ("note", 1), ("never", 0)],
)
def test_fail_on_decides_what_findings_make(gupcheck, option, status):
    assert gupcheck("mm", "--fail-on", option).status == status


def test_notes_fail_by_default(gupcheck, tree):
    (tree / "note.cocci").write_text(NOTE_RULE)
    assert gupcheck("mm", "--rule", "note.cocci").status == 1
    assert gupcheck("mm", "--rule", "note.cocci", "--fail-on", "warning").status == 0


def test_the_configuration_can_say_what_fails(gupcheck, tree):
    (tree / "gupcheck.toml").write_text('fail-on = "error"\n')
    assert gupcheck("mm").status == 0
    assert gupcheck("mm", "--fail-on", "note").status == 1
    assert gupcheck("mm", "--no-config").status == 1


def test_exit_zero_is_about_findings_alone(gupcheck):
    assert gupcheck("mm", "--exit-zero").status == 0
    assert gupcheck("mm", "gone.c", "--exit-zero").status == 2


def test_several_formats_to_several_files_in_pairs(gupcheck, tree):
    outcome = gupcheck(
        "mm", "--format", "json", "--output", "a.json", "-f", "sarif", "-o", "b.sarif", "--format=concise"
    )
    assert outcome.status == 1
    assert outcome.out.startswith("mm/gup.c:3:9: ")
    assert json.loads((tree / "a.json").read_text())["schema_version"] == 1
    sarif = json.loads((tree / "b.sarif").read_text())
    assert sarif["runs"][0]["invocations"][0]["exitCode"] == 1
    assert sorted(os.listdir(tree)) == ["Makefile", "a.json", "b.sarif", "mm"]


def test_an_output_without_format_goes_by_its_suffix(gupcheck, tree):
    assert gupcheck("mm", "-o", "x.sarif", "-o", "x.json", "-o", "x.txt").out == ""
    assert json.loads((tree / "x.sarif").read_text())["version"] == "2.1.0"
    assert "findings" in json.loads((tree / "x.json").read_text())
    assert (tree / "x.txt").read_text().startswith("mm/gup.c:3:9: warning[GUP101]")


def test_two_formats_for_standard_output_are_refused(gupcheck):
    outcome = gupcheck("mm", "-f", "json", "-f", "sarif")
    assert outcome.status == 2
    assert "json and sarif would go to standard output together" in outcome.err


def test_an_output_file_keeps_its_mode_by_umask_and_follows_a_link(gupcheck, tree):
    (tree / "real").mkdir()
    (tree / "link.json").symlink_to("real/out.json")
    gupcheck("mm", "-f", "json", "-o", "link.json")
    assert (tree / "link.json").is_symlink()
    written = tree / "real" / "out.json"
    umask = os.umask(0)
    os.umask(umask)
    assert written.stat().st_mode & 0o777 == 0o666 & ~umask


def test_statistics(gupcheck):
    assert "1  GUP101  pmd-trans-unstable" in gupcheck("mm", "--statistics").out


def test_quiet_prints_nothing_where_nothing_is_wrong(gupcheck):
    assert gupcheck("mm/clean.c", "-q").out == ""
    assert "GUP101" in gupcheck("mm", "-q").out


@pytest.mark.parametrize(
    "options", [("--select", "GUP104"), ("--ignore", "GUP101,GUP102"), ("--exclude", "gup.c")]
)
def test_what_is_not_selected_is_not_found(gupcheck, options):
    assert gupcheck("mm", *options).status == 0


def test_ids_can_be_given_by_commas(gupcheck):
    assert gupcheck("mm", "--select", "GUP102,GUP101").status == 1


def test_the_kernel_version_option_overrides_the_makefile(gupcheck, tree):
    (tree / "map.c").write_text(
        "int f(pmd_t *pmd)\n{\n\tpte_t *pte = pte_offset_map(pmd, 0);\n\n\treturn pte_val(*pte);\n}\n"
    )
    assert gupcheck("map.c").status == 0
    assert gupcheck("map.c", "--kernel-version", "6.12").status == 1
    assert gupcheck("map.c", "--kernel-version", "new").err == (
        "gupcheck: error: --kernel-version: 'new' is no kernel version: write it as 6.1.\n"
    )


def test_the_category_reaches_sarif(gupcheck):
    run = gupcheck("mm", "-f", "sarif", "--category", "mm/").json["runs"][0]
    assert run["automationDetails"]["id"] == "gupcheck/mm/"


def test_a_sarif_file_has_fingerprints_beside_a_text_report(gupcheck, tree):
    gupcheck("mm", "-f", "concise", "-f", "sarif", "-o", "g.sarif")
    [result] = json.loads((tree / "g.sarif").read_text())["runs"][0]["results"]
    assert result["partialFingerprints"]["primaryLocationLineHash"].endswith(":1")


def test_suppressed_findings_reach_sarif_only_when_asked_for(gupcheck, tree):
    (tree / "mm" / "gup.c").write_text(HAZARD.replace(";", "; /* gupcheck: ignore[GUP101] fine */"))
    assert gupcheck("mm", "-f", "sarif").json["runs"][0]["results"] == []
    [result] = gupcheck("mm", "-f", "sarif", "--sarif-suppressed").json["runs"][0]["results"]
    assert result["suppressions"]


def test_standard_input(gupcheck, tree, monkeypatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(HAZARD.encode())))
    document = gupcheck("-", "--stdin-filename", "mm/new.c", "-f", "json").json
    assert [finding["file"] for finding in document["findings"]] == ["mm/new.c"]


def test_standard_input_without_a_name(gupcheck, monkeypatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(CLEAN.encode())))
    assert gupcheck("-").status == 0


def test_nothing_to_check_is_told(gupcheck):
    outcome = gupcheck("check")
    assert outcome.status == 2
    assert "Missing argument 'PATH...'" in outcome.err


def test_the_version(gupcheck):
    assert gupcheck("--version").out == f"gupcheck {__version__}\n"


def test_help_names_the_exit_codes(gupcheck):
    for arguments in (("--help",), ("check", "-h")):
        assert "130  interrupted by Ctrl-C" in gupcheck(*arguments).out
