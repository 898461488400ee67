"""The formats that generated validators know, by name.

The code of each is in templates/package/_base/formats.py.
"""

from __future__ import annotations

# Integers of these formats have to be written as integers: 1.0 is refused, as servers do.
INTEGER_FORMATS = frozenset({"int32", "int64"})
# Formats of strings that JSON Schema defines: annotations, unless the schema is in our dialect.
STANDARD_FORMATS = frozenset({"date-time"})
# Formats of strings that Kubernetes and we define: always checked.
OWN_FORMATS = frozenset(
    [
        "byte",
        "dns-label",
        "dns-subdomain",
        "image-reference",
        "label-value",
        "path-segment",
        "path-segment-prefix",
        "printable",
        "qualified-name",
    ]
)
# Formats that restrict nothing which JSON could tell.
REMARKS = frozenset({"float", "double", "password"})
# The parts that a rule may ask a format for.
PARTS = {"image-reference": frozenset({"registry", "namespace", "name", "tag", "digest"})}
# Functions that answer yes or no faster than the list of complaints does.
QUICK_TESTS = {
    "date-time": "is_date_time",
    "dns-label": "is_dns_label",
    "image-reference": "is_reference",
    "label-value": "is_label_value",
    "path-segment": "is_path_segment",
    "qualified-name": "is_qualified_name",
}

ALL = INTEGER_FORMATS | STANDARD_FORMATS | OWN_FORMATS | REMARKS
