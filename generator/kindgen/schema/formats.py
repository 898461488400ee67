"""The formats that generated validators know, by name.

The code of each is in templates/package/_base/formats.py and standard_formats.py.
"""

from __future__ import annotations

# Integers of these formats have to be written as integers: 1.0 is refused, as servers do.
INTEGER_FORMATS = frozenset({"int32", "int64"})
# Formats of strings that JSON Schema defines: annotations, unless the schema is in our dialect.
STANDARD_FORMATS = frozenset(
    [
        "date", "date-time", "duration", "email", "hostname", "idn-email", "idn-hostname", "ipv4",
        "ipv6", "iri", "iri-reference", "json-pointer", "regex", "relative-json-pointer", "time",
        "uri", "uri-reference", "uri-template", "uuid",
    ]
)  # fmt: skip
# Those that a server of Kubernetes reads as JSON Schema has them; it has an opinion of its own of
# others, or none.
KUBERNETES_FORMATS = frozenset({"date", "date-time", "ipv4", "ipv6"})
# What the time stamps of other schemas are checked by: `date-time` is what Go takes.
RFC3339_TIME = "rfc3339-date-time"
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
# What packages for Kubernetes check, or need not check.
OF_KUBERNETES = INTEGER_FORMATS | KUBERNETES_FORMATS | OWN_FORMATS | REMARKS
