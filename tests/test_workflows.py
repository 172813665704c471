"""The project's own workflow, and those that the pages of docs/ offer to others."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from gupcheck.cli.diff_command import command as diff_command

REPOSITORY = Path(__file__).parents[1]


def documented_workflow(name: str) -> str:
    """Return the one YAML block of a page of docs/."""
    page = (REPOSITORY / "docs" / name).read_text()
    [block] = re.findall(r"^```yaml\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    return block


WORKFLOWS = {
    "ci.yml": (REPOSITORY / ".github" / "workflows" / "ci.yml").read_text(),
    "code-scanning.md": documented_workflow("code-scanning.md"),
    "diff.md": documented_workflow("diff.md"),
}


def load(name: str) -> dict[str, Any]:
    """Return a workflow; YAML 1.1 reads its key `on` as true, which is put right here."""
    workflow = yaml.safe_load(WORKFLOWS[name])
    workflow["on"] = workflow.pop(True)
    return workflow


def commands(job: dict[str, Any]) -> list[str]:
    return [step["run"] for step in job["steps"] if "run" in step]


@pytest.mark.parametrize("name", WORKFLOWS)
def test_it_has_the_parts_of_a_workflow(name: str) -> None:
    workflow = load(name)
    assert workflow["on"].keys() == ({"pull_request"} if name == "diff.md" else {"push", "pull_request"})
    for job in workflow["jobs"].values():
        assert job["runs-on"] == "ubuntu-latest"
        assert all(("run" in step) != ("uses" in step) for step in job["steps"])


@pytest.mark.parametrize("name", WORKFLOWS)
def test_every_action_has_a_version(name: str) -> None:
    uses = [step["uses"] for job in load(name)["jobs"].values() for step in job["steps"] if "uses" in step]
    assert uses
    assert all(re.fullmatch(r"[\w-]+/[\w/-]+@v\d+", use) for use in uses)


@pytest.mark.parametrize("name", WORKFLOWS)
def test_it_has_no_right_that_it_does_not_need(name: str) -> None:
    written = {right for right, level in load(name)["permissions"].items() if level != "read"}
    assert written == ({"security-events"} if name == "code-scanning.md" else set())


def test_ci_runs_what_a_contributor_runs() -> None:
    jobs = load("ci.yml")["jobs"]
    said = {command for job in jobs.values() for command in commands(job) if command.startswith("make ")}
    targets = set(re.findall(r"^([a-z-]+):", (REPOSITORY / "Makefile").read_text(), re.MULTILINE))
    assert {command.removeprefix("make ") for command in said} <= targets
    assert {"make lint", "make test", "make kernels", "make test-kernel"} <= said
    assert jobs["test"]["strategy"]["matrix"]["python-version"] == ["3.11", "3.12", "3.13"]


def test_findings_are_uploaded_and_do_not_fail_the_step() -> None:
    [job] = load("code-scanning.md")["jobs"].values()
    [check] = [command for command in commands(job) if command.startswith("gupcheck ")]
    assert "--exit-zero" in check
    assert "--format sarif" in check
    upload = job["steps"][-1]
    assert upload["uses"].startswith("github/codeql-action/upload-sarif@")
    assert upload["with"]["category"] == "gupcheck"
    assert f"--output {upload['with']['sarif_file']}" in check


def test_a_pull_request_is_compared_with_its_merge_base() -> None:
    [job] = load("diff.md")["jobs"].values()
    checkout, *_, compare = job["steps"]
    assert checkout["with"] == {"fetch-depth": 0}
    assert compare["env"] == {"BASE": "${{ github.event.pull_request.base.sha }}"}
    words = shlex.split(compare["run"])
    assert words[:3] == ["gupcheck", "diff", "$BASE...HEAD"]
    known = {name for parameter in diff_command.params for name in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= known
    assert words[-4:] == ["--format", "markdown", "--output", "$GITHUB_STEP_SUMMARY"]
