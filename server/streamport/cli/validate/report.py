"""Findings in the four forms: for people, for programs, for code scanning, for GitHub's log."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from streamport.version import version

from ..terminal_text import printable
from .findings import REASONS, Finding, Summary

_SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"


def text_line(finding: Finding) -> str:
    """Write a finding as `file:line:column: field: message (reason)`."""
    line, column = finding.position
    place = f"{finding.file}:{line}:{column}"
    if finding.severity == "warning":
        return printable(f"{place}: warning: {finding.text}")
    return printable(f"{place}: {finding.text} ({finding.reason})")


def github_line(finding: Finding) -> str:
    """Return a workflow command that annotates the line in a pull request."""
    line, column = finding.position
    file = _github_property(finding.file)
    title = _github_property(finding.reason)
    place = f"file={file},line={line},col={column},title={title}"
    return f"::{finding.severity} {place}::{_github_text(printable(finding.text))}"


def _github_text(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _github_property(text: str) -> str:
    return _github_text(text).replace(":", "%3A").replace(",", "%2C")


def json_report(findings: Sequence[Finding], summary: Summary) -> str:
    """Return one JSON document: every finding, and the numbers."""
    results = [_flat(finding) for finding in findings]
    numbers = {**asdict(summary), "skipped": summary.skipped}
    return json.dumps({"results": results, "summary": numbers}, indent=2)


def _flat(finding: Finding) -> dict[str, Any]:
    values = asdict(finding)
    line, column = finding.position
    place = {"file": values.pop("file"), "line": line, "column": column}
    del values["position"], values["value"]
    return place | values


def sarif_report(findings: Sequence[Finding], summary: Summary) -> str:
    """Return one SARIF 2.1.0 log with one run."""
    rules = list(dict.fromkeys(finding.reason for finding in findings))
    driver = {"name": "streamport", "version": version(), "rules": [_rule(id) for id in rules]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True, "exitCode": int(summary.failed)}],
        "results": [_sarif_result(finding, rules.index(finding.reason)) for finding in findings],
    }
    return json.dumps({"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _rule(reason: str) -> dict[str, Any]:
    return {"id": reason, "shortDescription": {"text": REASONS.get(reason, reason)}}


def _sarif_result(finding: Finding, rule: int) -> dict[str, Any]:
    line, column = finding.position
    location: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(finding.file)},
            "region": {"startLine": line, "startColumn": column},
        }
    }
    if finding.field:
        location["logicalLocations"] = [{"fullyQualifiedName": finding.field}]
    return {
        "ruleId": finding.reason,
        "ruleIndex": rule,
        "level": finding.severity,
        "message": {"text": finding.text},
        "locations": [location],
    }


def _uri(file: str) -> str:
    path = PurePath(file)
    raw = quote(file.encode("utf-8", "surrogateescape"))
    return f"file://{raw}" if path.is_absolute() else raw
