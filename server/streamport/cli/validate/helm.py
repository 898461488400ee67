"""Templates of Helm among manifests: they are no YAML before they are rendered."""

from __future__ import annotations

import re

from .findings import NO_JSON, SYNTAX, Finding, Position
from .yaml_nodes import position_of

SAID_OF_HELM = (
    "looks like a template of Helm: render it first (helm template … | streamport validate -), "
    "or leave it out with --exclude"
)
# {{ .Values.x }}, {{- if …, {{ include "x" . }}, {{ $name }}, {{/* a remark */}}
_ACTION = re.compile(r"""\{\{-?[ \t]*(?:[.$"(]|/\*|[a-z]\w*[ \t])""")


def first_of_helm(text: str) -> Position | None:
    """Return where a text has its first action of a template; None where it has none."""
    found = _ACTION.search(text)
    return position_of(text, found.start()) if found else None


def may_be_of_helm(finding: Finding) -> bool:
    """Whether a finding is what comes of reading an action of a template as YAML."""
    return finding.reason in (SYNTAX, NO_JSON) or "{{" in finding.value
