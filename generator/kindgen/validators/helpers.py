"""Names that a validator module calls, and the module of the package each comes from."""

from __future__ import annotations

HELPERS: dict[str, tuple[str, ...]] = {
    "causes": (
        "DUPLICATE", "FORBIDDEN", "INTERNAL", "INVALID", "NOT_SUPPORTED", "REQUIRED", "TOO_LONG",
        "TOO_MANY", "TYPE_INVALID", "ReportedAt", "add", "add_words", "element_step", "entry",
        "plain", "pointer_shown", "quoted", "summary", "under",
    ),
    "_base.checks": (
        "NOTHING", "complain", "duplicate_in", "has_part", "is_integer", "is_multiple", "is_null",
        "is_number", "is_string_list", "is_string_map", "is_whole", "last_of_each",
        "not_string_values", "not_strings", "not_whole", "one_of", "opened", "map_size",
        "repeated_keys", "text_size", "wrong_type",
    ),
    "_base.formats": (
        "byte", "date_time", "dns_label", "dns_subdomain", "image_reference",
        "image_reference_parts", "is_date_time", "is_dns_label", "is_label_value",
        "is_path_segment", "is_qualified_name", "label_value", "lowered", "path_segment",
        "path_segment_prefix", "printable", "qualified_name",
    ),
    "references": ("is_reference",),
}  # fmt: skip
