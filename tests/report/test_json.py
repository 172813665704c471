"""JSON documents follow the schemas that are shipped with the package."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from gupcheck.model import ParseProblem, Report
from gupcheck.report import Options, write
from gupcheck.report.doctor import doctor_json
from gupcheck.report.rules import rule_json, rules_json

NAMES = ("report", "doctor", "rules")
SCHEMAS = {
    name: json.loads((files("gupcheck.report") / f"gupcheck-{name}-v1.schema.json").read_text())
    for name in NAMES
}
REGISTRY: Registry[Any] = Registry().with_resources(
    (schema["$id"], Resource.from_contents(schema)) for schema in SCHEMAS.values()
)


def errors(name: str, document: str) -> list[str]:
    validator = Draft202012Validator(SCHEMAS[name], registry=REGISTRY)
    return [error.message for error in validator.iter_errors(json.loads(document))]


@pytest.mark.parametrize("name", NAMES)
def test_the_schemas_are_schemas(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])
    assert SCHEMAS[name]["description"]


def test_every_property_is_described() -> None:
    def undescribed(schema: Any, path: str) -> list[str]:
        if not isinstance(schema, dict):
            return []
        found = []
        for name, property_schema in schema.get("properties", {}).items():
            target = property_schema.get("$ref", "").removeprefix("#/$defs/")
            described = property_schema.get("description") or SCHEMAS["report"]["$defs"].get(target, {}).get(
                "description"
            )
            found += [] if described or target.startswith("urn:") else [f"{path}/{name}"]
        for name, child in schema.items():
            found += undescribed(child, f"{path}/{name}") if isinstance(child, dict) else []
        return found

    assert [path for name in NAMES for path in undescribed(SCHEMAS[name], name)] == []


def test_reports_follow_the_schema(
    report: Report, clean_report: Report, many: Callable[[int], Report]
) -> None:
    for one in (report, clean_report, many(40)):
        assert errors("report", write("json", one, Options())) == []


def test_the_schema_would_catch_a_wrong_document(report: Report) -> None:
    document = json.loads(write("json", report, Options()))
    document["findings"][0]["column"] = 0
    del document["findings"][1]["steps"][0]["kind"]
    assert len(errors("report", json.dumps(document))) == 2


def test_nothing_is_written_that_the_schema_does_not_know(report: Report) -> None:
    document = json.loads(write("json", report, Options()))
    definitions = SCHEMAS["report"]["$defs"]
    place = set(definitions["place"]["properties"])
    finding = definitions["finding"]["properties"]
    assert set(document) == set(SCHEMAS["report"]["properties"])
    assert set(document["summary"]) == set(definitions["summary"]["properties"])
    assert set(document["findings"][1]) == place | set(finding)
    assert set(document["findings"][1]["steps"][0]) == place | set(finding["steps"]["items"]["properties"])
    assert set(document["notifications"][0]) == set(definitions["notification"]["properties"])


def test_values_are_the_models(report: Report) -> None:
    document = json.loads(write("json", report, Options()))
    assert document["schema_version"] == 1
    assert document["tool"] == {"name": "gupcheck", "version": "0.1.0"}
    assert document["summary"]["functions_with_errors"] == 3
    assert document["incomplete"] is True
    finding = document["findings"][1]
    assert (finding["file"], finding["line"], finding["column"], finding["end_column"]) == (
        "mm/walk.c",
        8,
        31,
        49,
    )
    assert [step["kind"] for step in finding["steps"]] == ["start", "branch", "end"]
    assert [one["message"] for one in document["suppressed"]] == ["Silenced."]


def test_each_finding_has_a_line_of_its_own(many: Callable[[int], Report]) -> None:
    lines = write("json", many(30), Options()).splitlines()
    assert sum(json.loads(line.rstrip(","))["rule"] == "GUP103" for line in lines if '"rule"' in line) == 30


def test_rules_and_doctor_follow_their_schemas(report: Report, problems: tuple[ParseProblem, ...]) -> None:
    assert errors("rules", rules_json(report.rules)) == []
    assert errors("rules", rule_json(report.rules[1])) == []
    assert errors("doctor", doctor_json(report, problems)) == []
    assert errors("rules", '{"schema_version": 1}') != []
