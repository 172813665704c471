"""The rules on error summaries in a run: beside the others, with suppressions, in trees of any kind."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import gupcheck.checks.run
import gupcheck.engine.summaries
from gupcheck.engine.request import RunRequest
from gupcheck.engine.run import run
from gupcheck.model import Report

CODE = """
static int heat_map(struct heat *heat)
{
	return heat->dev ? 0 : -ENODEV;
}

int heat_start(struct heat *heat)
{
	int ret = heat_map(heat);

	if (ret)
		goto out;
	heat->zones = kzalloc(8, GFP_KERNEL);
	if (!heat->zones)%s
		goto out;
	ret = heat_map(heat->next);
out:
	return ret;
}
"""


def _report(folder: Path, *paths: str, select: tuple[str, ...] = ("GUP2",), **more: object) -> Report:
    request = RunRequest(paths or (".",), str(folder), select=select, cache=folder / "cache", **more)  # type: ignore[arg-type]
    return run(request)


def test_it_finds_in_a_folder_and_in_a_single_file(tmp_path: Path) -> None:
    (tmp_path / "heat.c").write_text(CODE % "")
    for paths in ((".",), ("heat.c",)):
        report = _report(tmp_path, *paths)
        assert [(one.rule, one.location.line, one.function) for one in report.findings] == [
            ("GUP202", 14, "heat_start")
        ]
        assert not report.incomplete


def test_a_second_run_from_the_cache_and_one_without_say_the_same(tmp_path: Path) -> None:
    (tmp_path / "heat.c").write_text(CODE % "")
    first, second = _report(tmp_path).findings, _report(tmp_path).findings
    assert first
    assert first == second
    (tmp_path / "cache").chmod(0o500)
    assert _report(tmp_path).findings == first


def test_a_suppression_silences_it(tmp_path: Path) -> None:
    (tmp_path / "heat.c").write_text(CODE % " /* gupcheck: ignore[GUP202] zones are optional */")
    report = _report(tmp_path, select=("GUP2", "GUP0"))
    assert report.findings == ()
    assert [one.rule for one in report.suppressed] == ["GUP202"]


def test_by_default_none_of_them_runs_nor_reads_the_tree(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*arguments: object) -> None:
        raise AssertionError("the tree is read")

    monkeypatch.setattr(gupcheck.checks.run, "open_program", refuse)
    (tmp_path / "heat.c").write_text(CODE % "")
    assert _report(tmp_path, select=()).findings == ()
    assert not (tmp_path / "cache").exists()


def test_a_crash_costs_one_function(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: object) -> None:
        if arguments[0].name == "heat_map":  # type: ignore[attr-defined]
            raise ValueError("broken")
        return found(*arguments)  # type: ignore[arg-type, return-value]

    found = gupcheck.engine.summaries.findings_in
    monkeypatch.setattr(gupcheck.engine.summaries, "findings_in", broken)
    (tmp_path / "heat.c").write_text(CODE % "")
    report = _report(tmp_path)
    assert [one.rule for one in report.findings] == ["GUP202"]
    assert [(one.kind, one.function) for one in report.notifications] == [("rule-crash", "heat_map")]
    assert report.incomplete


def test_a_file_name_that_is_no_text_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "heat.c").write_text(CODE % "")
    with open(os.fsencode(tmp_path / "caf") + b"\xe9.c", "w") as file:
        file.write("int f(void)\n{\n\treturn -5;\n}\n")
    assert len(_report(tmp_path).findings) == 1


def _kernel(folder: Path, files: dict[str, str]) -> None:
    """Write a tree that looks like a kernel's: its findings are kept from one run to the next."""
    (folder / "Makefile").write_text("VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 0\n")
    for name, text in {"Kbuild": "", "Kconfig": "", **files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def test_findings_that_were_kept_are_not_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _kernel(tmp_path, {"mm/heat.c": CODE % "" + "\nint broken(void)\n{\n\treturn (;\n}\n"})
    first = _report(tmp_path, "mm")
    assert [one.rule for one in first.findings] == ["GUP202"]

    def refuse(*of: object) -> None:
        raise AssertionError("this was analysed before")

    monkeypatch.setattr(gupcheck.engine.summaries, "findings_in", refuse)
    again = _report(tmp_path, "mm")
    assert (again.findings, again.notifications) == (first.findings, first.notifications)
    assert again.summary.functions_with_errors == first.summary.functions_with_errors == 1


def test_findings_are_made_again_where_a_callee_in_another_file_changed(tmp_path: Path) -> None:
    header = "static inline int heat_read(struct heat *heat)\n{\n\treturn heat->dev ? 0 : -EIO;\n}\n"
    test = "\tif (heat_read(heat) == -ENOMEM)\n\t\treturn 1;\n"
    code = "int heat_get(struct heat *heat)\n{\n" + test + "\treturn 0;\n}\n"
    _kernel(tmp_path, {"mm/heat.c": code, "include/heat.h": header})
    before = [one.rule for one in _report(tmp_path, "mm").findings]
    (tmp_path / "include/heat.h").write_text(header.replace("EIO", "ENOMEM"))
    after = [one.rule for one in _report(tmp_path, "mm").findings]
    assert (before, after) == (["GUP204"], [])
