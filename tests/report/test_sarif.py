"""SARIF is valid by the final schema, and what GitHub needs beyond the schema is there."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from jsonschema.validators import validator_for

from gupcheck.model import Confidence, Finding, Location, Report, RuleInfo, Severity, Step
from gupcheck.report import Options, write

SCHEMA = json.loads((Path(__file__).parent / "data" / "sarif-schema-2.1.0.json").read_text())
VALIDATOR = validator_for(SCHEMA)(SCHEMA)
LINK = re.compile(r"(?<!\\)\]\((\d+)\)")


def sarif(report: Report, **options: Any) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(write("sarif", report, Options(**options)))
    return log


def run_of(report: Report, **options: Any) -> dict[str, Any]:
    run: dict[str, Any] = sarif(report, **options)["runs"][0]
    return run


def one(report: Report, **change: Any) -> dict[str, Any]:
    """Return the result of the report's finding with the path, changed."""
    result: dict[str, Any] = run_of(replace(report, findings=(replace(report.findings[1], **change),)))[
        "results"
    ][0]
    return result


def check_rule(rule: dict[str, Any]) -> None:
    properties = rule["properties"]
    for text in (rule["shortDescription"]["text"], rule["fullDescription"]["text"], rule["help"]["text"]):
        assert 0 < len(text) <= 1024
    assert 0 < len(rule["name"]) <= 255
    assert rule["help"]["markdown"]
    assert len(properties["tags"]) <= 10
    assert properties["precision"] in ("very-high", "high", "medium", "low")
    assert properties["problem.severity"] in ("error", "warning", "recommendation")
    assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
    if "security-severity" in properties:
        assert isinstance(properties["security-severity"], str)
        assert 0.1 <= float(properties["security-severity"]) <= 10.0


def check_place(location: dict[str, Any]) -> None:
    physical = location["physicalLocation"]
    uri = physical["artifactLocation"]["uri"]
    assert re.fullmatch(r"[A-Za-z0-9._~/%-]+", uri)
    assert not uri.startswith("/")
    assert ".." not in uri.split("/")
    assert physical["artifactLocation"]["uriBaseId"] in ("%SRCROOT%", "%OLDROOT%")
    region = physical["region"]
    start, end = (region["startLine"], region["startColumn"]), (region["endLine"], region["endColumn"])
    assert min(*start, *end) >= 1
    assert start <= end


def check_result(result: dict[str, Any], rules: list[dict[str, Any]]) -> None:
    assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert 0 < len(result["message"]["text"]) <= 1024
    (primary,) = result["locations"]
    assert primary["physicalLocation"]["artifactLocation"]["uriBaseId"] == "%SRCROOT%"
    related = result.get("relatedLocations", [])
    ids = [location["id"] for location in related]
    assert len(set(ids)) == len(ids)
    assert set(map(int, LINK.findall(result["message"]["text"]))) <= set(ids)
    for flow in result.get("codeFlows", []):
        (thread,) = flow["threadFlows"]
        assert 0 < len(thread["locations"]) <= 1000
        for step in thread["locations"]:
            check_place(step["location"])
    for location in (primary, *related):
        check_place(location)
    for fingerprint in result["partialFingerprints"].values():
        assert re.fullmatch(r"[0-9a-f]{1,16}:[1-9]\d*", fingerprint)


def check(log: dict[str, Any]) -> None:
    """Assert all that code scanning asks for and the schema does not."""
    assert [error.message for error in VALIDATOR.iter_errors(log)] == []
    assert log["$schema"].endswith("/sarif-2.1.0.json")
    (run,) = log["runs"]
    assert run["columnKind"] == "utf16CodeUnits"
    assert run["automationDetails"]["id"].endswith("/")
    assert list(run["originalUriBaseIds"]["%SRCROOT%"]) == ["description"]
    assert len(run["results"]) <= 25_000
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for rule in rules:
        check_rule(rule)
    for result in run["results"]:
        check_result(result, rules)


@pytest.mark.parametrize("options", [{}, {"sarif_suppressed": True}, {"exit_code": 1}])
def test_everything_that_code_scanning_asks_for(report: Report, options: dict[str, Any]) -> None:
    check(sarif(report, **options))


def test_a_clean_run_closes_old_alerts(clean_report: Report) -> None:
    log = sarif(clean_report)
    check(log)
    assert log["runs"][0]["results"] == []


def test_the_check_would_catch_wrong_logs(report: Report) -> None:
    log = sarif(report)
    log["runs"][0]["results"][0]["level"] = "high"
    assert [*VALIDATOR.iter_errors(log)] != []
    log = sarif(report)
    log["runs"][0]["results"][1]["message"]["text"] += " [x](7)"
    with pytest.raises(AssertionError):
        check(log)


def test_columns_are_utf16_units_and_names_are_encoded(report: Report) -> None:
    odd, after_split, _ = run_of(report)["results"]
    region = after_split["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 8, "startColumn": 24, "endLine": 8, "endColumn": 42}
    uri = odd["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "mm/odd%20name%2C%20100%25.c"
    assert unquote(uri) == report.findings[0].location.file


def test_a_file_elsewhere_has_an_absolute_uri(report: Report) -> None:
    elsewhere = one(report, location=replace(report.findings[1].location, file="/tmp/a b.c"))
    artifact = elsewhere["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact == {"uri": "file:///tmp/a%20b.c"}


def test_bytes_of_a_name_that_is_not_utf8_are_kept(report: Report) -> None:
    name = b"mm/caf\xe9.c".decode(errors="surrogateescape")
    artifact = one(report, location=replace(report.findings[1].location, file=name))["locations"][0]
    assert artifact["physicalLocation"]["artifactLocation"]["uri"] == "mm/caf%E9.c"


def test_the_path_becomes_a_code_flow(report: Report) -> None:
    steps = one(report)["codeFlows"][0]["threadFlows"][0]["locations"]
    assert [step["executionOrder"] for step in steps] == [1, 2, 3]
    assert [step.get("importance", "important") for step in steps] == ["essential", "important", "essential"]
    lines = [step["location"]["physicalLocation"]["region"]["startLine"] for step in steps]
    assert lines == [7, 5, 8]
    assert steps[0]["location"]["message"]["text"] == "'split_huge_pmd()' splits the pmd."


def test_related_places_are_linked_from_the_message(report: Report) -> None:
    result = one(report)
    assert result["message"]["text"].endswith(r" See [The pmd \[1\] is split here](1).")
    assert result["relatedLocations"][0]["message"]["text"] == "The pmd [1] is split here."


def test_code_that_looks_like_a_link_is_none(report: Report) -> None:
    text = one(report, message="'ops[i](2)' is called.", related=())["message"]["text"]
    assert LINK.findall(text) == []
    assert "ops[i" in text


def test_a_long_message_leaves_out_links_and_an_end(report: Report) -> None:
    related = tuple(replace(report.findings[1].related[0], message=f"{n} " + "r" * 150) for n in range(20))
    long = one(report, message="m" * 500, related=related)
    check(sarif(replace(report, findings=(replace(report.findings[1], message="m" * 500, related=related),))))
    assert 1 < len(LINK.findall(long["message"]["text"])) < 20
    assert len(long["relatedLocations"]) == 20
    longer = one(report, message="m" * 5000)["message"]["text"]
    assert longer == "m" * 1021 + "..."


def test_both_fingerprints(report: Report) -> None:
    fingerprints = one(report)["partialFingerprints"]
    assert fingerprints["primaryLocationLineHash"] == report.findings[1].fingerprint
    moved = replace(report.findings[1].location, line=80, end_line=80, column=40, end_column=58)
    own = "gupcheckFingerprint/v1"
    assert one(report, location=moved)["partialFingerprints"][own] == fingerprints[own]
    assert one(report, function="other")["partialFingerprints"][own] != fingerprints[own]
    assert list(one(report, fingerprint="")["partialFingerprints"]) == [own]


def test_equal_lines_are_numbered(report: Report) -> None:
    twice = (report.findings[1], replace(report.findings[1], message="Another."))
    ids = [
        result["partialFingerprints"]["gupcheckFingerprint/v1"]
        for result in run_of(replace(report, findings=twice))["results"]
    ]
    assert ids[0][:-1] == ids[1][:-1]
    assert [one_id[-2:] for one_id in ids] == [":1", ":2"]


def test_levels_are_always_written(report: Report) -> None:
    error = replace(report.findings[1], severity=Severity.WARNING)
    assert one(report, severity=Severity.WARNING)["level"] == "warning"
    rules = tuple(replace(rule, severity=Severity.ERROR) for rule in report.rules)
    run = run_of(replace(report, findings=(error,), rules=rules))
    assert run["results"][0]["level"] == "warning"
    assert run["tool"]["driver"]["rules"][0]["defaultConfiguration"]["level"] == "error"


def test_suppressed_findings_are_left_out_unless_asked_for(report: Report) -> None:
    assert len(run_of(report)["results"]) == 3
    results = run_of(report, sarif_suppressed=True)["results"]
    suppressed = [result for result in results if "suppressions" in result]
    assert [result["message"]["text"] for result in suppressed] == ["Silenced."]
    assert suppressed[0]["suppressions"] == [{"kind": "inSource", "status": "accepted"}]
    assert len(results) == 4


def test_what_went_wrong_is_in_the_invocation(report: Report, clean_report: Report) -> None:
    (invocation,) = run_of(report, exit_code=3)["invocations"]
    assert invocation["executionSuccessful"] is False
    assert invocation["exitCode"] == 3
    told = {one["descriptor"]["id"]: one for one in invocation["toolExecutionNotifications"]}
    assert sorted(told) == ["budget", "parse-errors", "unreadable-file"]
    place = told["parse-errors"]["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 3}
    assert run_of(clean_report)["invocations"][0]["executionSuccessful"] is True


def test_nothing_tells_when_or_where_it_ran(report: Report) -> None:
    elsewhere = replace(report, root="/tmp/other", summary=replace(report.summary, seconds=9.0))
    text = write("sarif", elsewhere, Options())
    assert text == write("sarif", report, Options())
    assert "/tmp" not in text


def test_a_rule_is_described_in_full(report: Report) -> None:
    rules = {rule["id"]: rule for rule in run_of(report)["tool"]["driver"]["rules"]}
    assert "## Why it matters\n\nSince 6.5" in rules["GUP101"]["help"]["markdown"]
    assert rules["GUP101"]["fullDescription"]["text"] == "Reports calls of `pmd_trans_unstable()`."
    assert rules["GUP102"]["properties"]["security-severity"] == "4.0"
    assert rules["GUP101"]["properties"]["precision"] == "high"
    assert rules["GUP104"]["properties"]["problem.severity"] == "recommendation"


def test_the_full_description_is_one_paragraph_without_line_breaks(report: Report) -> None:
    rule = replace(report.rules[0], sections={"What it does": "\nReports\ncalls.\n\nMore."})
    described = run_of(replace(report, rules=(rule,)))["tool"]["driver"]["rules"][0]
    assert described["fullDescription"]["text"] == "Reports calls."


def test_a_rule_that_says_too_much_is_cut_and_its_help_kept(report: Report) -> None:
    wordy = RuleInfo(
        "GUP101",
        "n" * 300,
        "s" * 2000,
        "p",
        tags=tuple("abcdefghijklmno"),
        sections={"What it does": "w" * 2000},
    )
    log = sarif(replace(report, rules=(wordy,)))
    check(log)
    assert "w" * 2000 in log["runs"][0]["tool"]["driver"]["rules"][0]["help"]["markdown"]


def test_a_finding_of_a_rule_that_is_not_listed_gets_one(report: Report) -> None:
    log = sarif(replace(report, rules=()))
    check(log)
    assert [rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]] == [
        "GUP101",
        "GUP102",
        "GUP104",
    ]


@pytest.mark.parametrize(
    ("category", "written"), [("", "gupcheck/"), ("mm", "gupcheck/mm/"), ("a/b", "gupcheck/a/b/")]
)
def test_the_category_ends_with_a_slash(report: Report, category: str, written: str) -> None:
    assert run_of(replace(report, category=category))["automationDetails"]["id"] == written


@pytest.mark.parametrize(
    ("version", "semantic"), [("0.1.0", True), ("1.2.3-rc.1", True), ("0.1.dev0", False)]
)
def test_the_version_is_semantic_where_it_is(report: Report, version: str, semantic: bool) -> None:
    driver = run_of(replace(report, version=version))["tool"]["driver"]
    assert driver["version"] == version
    assert ("semanticVersion" in driver) == semantic


def test_a_long_path_keeps_its_ends(report: Report) -> None:
    place = report.findings[1].location
    steps = tuple(Step(replace(place, line=n, end_line=n), f"Step {n}.") for n in range(1, 1502))
    log = sarif(replace(report, findings=(replace(report.findings[1], steps=steps),)))
    check(log)
    flow = log["runs"][0]["results"][0]["codeFlows"][0]
    written = flow["threadFlows"][0]["locations"]
    assert len(written) == 1000
    assert written[-1]["location"]["message"]["text"] == "Step 1501."
    assert "1,501 steps" in flow["message"]["text"]


def test_sizes_without_a_source_line(report: Report) -> None:
    bare = Finding("GUP101", "n", Severity.NOTE, Confidence.LOW, "M.", Location("a.c", 4, 7, 4, 3))
    check(sarif(replace(report, findings=(bare,))))


def test_many_results_are_valid(many: Callable[[int], Report]) -> None:
    check(sarif(many(60)))
