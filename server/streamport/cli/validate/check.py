"""From a manifest to its findings, in the order of the text."""

from __future__ import annotations

import re

from yaml import Node, ScalarNode

from imagestreamimport.causes import Cause
from imagestreamimport.validators import unknown_fields, validate

from .. import package_schema
from ..schemes import leave_out
from ..suggestions import did_you_mean
from .documents import BrokenList, ManifestDocument, OtherKind
from .findings import UNKNOWN_FIELD, UNKNOWN_KIND, Finding, Position, Severity
from .tag_rules import rule_causes
from .values import Problem, Reader, Unusable, fields_of, key_at, node_at, position
from .yaml_nodes import Broken


def check(document: ManifestDocument, file: str, *, strict: bool = False) -> list[Finding]:
    """Find everything that is wrong with a document. With `strict`, warnings are errors."""
    lenient: Severity = "error" if strict else "warning"
    if isinstance(document, Broken):
        found = [Finding(file, document.position, "error", "", document.reason, document.message)]
    elif isinstance(document, OtherKind):
        found = _unknown_kind(document, file, lenient)
    elif isinstance(document, BrokenList):
        found = _Check(document.reader, document.node, file).problems(document.problems)
    else:
        found = _Check(document.reader, document.node, file, document.kind).everything(lenient)
        if document.has_parameters:
            found = [finding for finding in found if not _PARAMETER.search(finding.value)]
    return sorted(found, key=lambda finding: finding.position)


def _unknown_kind(document: OtherKind, file: str, severity: Severity) -> list[Finding]:
    if document.meant is None and not document.is_ours:
        return []
    hint = f', did you mean "{document.meant}"?' if document.meant else ""
    message = f'unknown kind "{document.kind}"{hint}'
    field = "kind"
    return [Finding(file, document.position, severity, field, UNKNOWN_KIND, message, document.kind)]


# What `oc process` puts in: text for ${NAME}, any JSON for ${{NAME}}.
_PARAMETER = re.compile(r"\$\{\{?\w+\}")


class _Check:
    """One document under examination."""

    def __init__(self, reader: Reader, node: Node, file: str, kind: str = "") -> None:
        self._reader = reader
        self._node = node
        self._file = file
        self._kind = kind
        self._name = ""

    def everything(self, lenient: Severity) -> list[Finding]:
        try:
            self._name = self._name_of()
            value = self._reader.value(self._node)
        except Unusable as error:
            return self.problems([*self._reader.take_problems(), error.problem])
        found = self.problems(self._reader.take_problems())
        causes = [*validate(value, self._kind), *rule_causes(value, self._kind)]
        found += [self._of_cause(cause) for cause in causes]
        found += [self._of_unknown(field, lenient) for field in unknown_fields(value, self._kind)]
        return found

    def problems(self, problems: list[Problem]) -> list[Finding]:
        if not problems:
            return []
        fields = fields_of(self._reader, self._node, problems)
        return [
            self._finding(position(problem.node), "error", field, problem.reason, problem.message)
            for problem, field in zip(problems, fields, strict=True)
        ]

    def _of_cause(self, cause: Cause) -> Finding:
        node = node_at(self._reader, self._node, cause.pointer)
        at = position(node)
        # Beyond what a server says; no other text begins like that and is wrong for something else.
        value = node.value if isinstance(node, ScalarNode) else ""
        message = cause.message + leave_out(value)
        return self._finding(at, "error", cause.field, cause.reason, message, value)

    def _of_unknown(self, field: str, severity: Severity) -> Finding:
        steps, key = key_at(self._reader, self._node, field)
        owner = package_schema.at(self._kind, steps)
        hint = did_you_mean(key.value, package_schema.fields(owner)) if owner else ""
        # A warning has no field before it.
        named = f'unknown field "{field}"' if severity == "warning" else "unknown field"
        return self._finding(position(key), severity, field, UNKNOWN_FIELD, named + hint)

    def _finding(
        self,
        at: Position,
        severity: Severity,
        field: str,
        reason: str,
        message: str,
        value: str = "",
    ) -> Finding:
        return Finding(
            self._file, at, severity, field, reason, message, self._kind, self._name, value
        )

    def _name_of(self) -> str:
        name = node_at(self._reader, self._node, "/metadata/name")
        return name.value if isinstance(name, ScalarNode) else ""
