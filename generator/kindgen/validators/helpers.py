"""Names that a validator module calls, and the module of the package each comes from."""

from __future__ import annotations

HELPERS: dict[str, tuple[str, ...]] = {
    "causes": (
        "DUPLICATE", "FORBIDDEN", "INTERNAL", "INVALID", "MOST_CAUSES", "NOT_SUPPORTED", "REQUIRED",
        "TOO_LONG", "TOO_MANY", "TYPE_INVALID", "Findings", "ReportedAt", "add", "add_words",
        "element_step", "entry", "field_of", "plain", "pointer_shown", "quoted", "summary",
    ),
    "_base.checks": (
        "NOTHING", "complain", "duplicate_in", "has_part", "is_int32", "is_int64", "is_integer",
        "is_multiple", "is_null", "is_number", "is_string_list", "is_string_map", "last_of_each",
        "map_size", "not_string_values", "not_strings", "not_whole", "one_of", "opened",
        "repeated_keys", "text_size", "wrong_type",
    ),
    "_base.fields": (
        "expect", "expect_booleans", "expect_format", "expect_one_of", "expect_string_lists",
        "expect_string_maps", "expect_strings", "expect_whole", "wrong_elements",
    ),
    "_base.formats": (
        "byte", "date_time", "dns_label", "dns_subdomain", "image_reference",
        "image_reference_parts", "is_date_time", "is_dns_label", "is_label_value",
        "is_path_segment", "is_qualified_name", "label_value", "lowered", "path_segment",
        "path_segment_prefix", "printable", "qualified_name",
    ),
    "_base.standard_formats": (
        "date", "duration", "email", "hostname", "idn_email", "idn_hostname", "ipv4", "ipv6", "iri",
        "iri_reference", "json_pointer", "regex", "relative_json_pointer", "rfc3339_date_time",
        "time", "uri", "uri_reference", "uri_template", "uuid",
    ),
    "_base.unevaluated": (
        "Evaluated", "unevaluated_fields", "unevaluated_items", "unevaluated_parts",
    ),
    "references": ("is_reference",),
}  # fmt: skip
