"""The report of `gupcheck errors` as JSON; `gupcheck-errors-v1.schema.json` beside this file describes it."""

from __future__ import annotations

from typing import Any

from gupcheck.model.errors import Caller, EntryPoint, ErrorOutcome, ErrorsReport, FunctionErrors
from gupcheck.report.json_layout import dumps

SCHEMA_VERSION = 1
"""Grows when a property changes its meaning or goes away, not when one is added."""


def errors_json(report: ErrorsReport) -> str:
    """Return the whole report as JSON, one function a line."""
    document = {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "gupcheck", "version": report.version},
        "root": report.root,
        "resolved": report.resolved,
        "functions": [_function(function) for function in report.functions],
        "notes": list(report.notes),
    }
    return dumps(document, 2)


def _function(function: FunctionErrors) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "file": function.file,
        "function": function.name,
        "line": function.line,
        "return_type": function.return_type,
        "exact": function.exact,
        "scope": function.scope,
        "errnos": list(function.errnos),
        "values": list(function.values),
        "outcomes": [_outcome(outcome) for outcome in function.outcomes],
        "stores": [
            {"target": stored.target, "outcomes": [_outcome(outcome) for outcome in stored.outcomes]}
            for stored in function.stores
        ],
        "notes": list(function.notes),
    }
    if function.callers is not None:
        fields["callers"] = [_caller(caller) for caller in function.callers]
    if function.entry_points is not None:
        fields["syscalls"] = [_entry_point(entry) for entry in function.entry_points]
    return fields


def _outcome(outcome: ErrorOutcome) -> dict[str, Any]:
    return {
        "value": outcome.value,
        "cause": outcome.cause,
        "cause_line": outcome.cause_line,
        "origin": {
            "file": outcome.origin.file,
            "line": outcome.origin.line,
            "through": list(outcome.origin.through),
        },
        "line": outcome.line,
        "may": outcome.may,
    }


def _caller(caller: Caller) -> dict[str, Any]:
    return {
        "file": caller.file,
        "function": caller.function,
        "line": caller.line,
        "may": caller.may,
        "uses": [
            {"code": use.code, "action": use.action, "becomes": use.becomes, "line": use.line}
            for use in caller.uses
        ],
    }


def _entry_point(entry: EntryPoint) -> dict[str, Any]:
    return {
        "name": entry.name,
        "kind": entry.kind,
        "code": entry.code,
        "shown": entry.shown,
        "listed": entry.listed,
        "may": entry.may,
        "needs": list(entry.needs),
        "chain": [{"function": link.function, "file": link.file, "line": link.line} for link in entry.chain],
    }
