"""Validators of ImageStreamImport and every definition of its schema; standard library only.

`is_valid` answers quickly, `validate` gives every cause at once: first what has the wrong type, in
the order of the document, then what breaks a rule, in the order of the schema.
"""

from __future__ import annotations

import re

from ._base.checks import (
    NOTHING,
    complain,
    has_part,
    is_int32,
    is_int64,
    is_number,
    is_string_list,
    is_string_map,
    last_of_each,
    map_size,
    not_strings,
    opened,
    text_size,
    wrong_type,
)
from ._base.documents import document_of
from ._base.fields import (
    expect_booleans,
    expect_format,
    expect_one_of,
    expect_string_lists,
    expect_string_maps,
    expect_strings,
    expect_whole,
    wrong_elements,
)
from ._base.formats import (
    byte,
    date_time,
    dns_label,
    dns_subdomain,
    image_reference,
    image_reference_parts,
    is_date_time,
    is_dns_label,
    is_label_value,
    is_path_segment,
    is_qualified_name,
    label_value,
    lowered,
    path_segment,
    path_segment_prefix,
    printable,
    qualified_name,
)
from ._base.nulls import with_empty_values
from ._base.unknown import find_unknown
from .causes import (
    FORBIDDEN,
    INTERNAL,
    INVALID,
    MOST_CAUSES,
    REQUIRED,
    TOO_LONG,
    TYPE_INVALID,
    Cause,
    Findings,
    ReportedAt,
    add,
    add_words,
    causes_of,
    element_step,
    entry,
    field_of,
    plain,
    pointer_shown,
    put_in_document_order,
    quoted,
    summary,
)
from .references import is_reference

__all__ = ["Cause", "is_valid", "unknown_fields", "validate"]


def __dir__() -> list[str]:
    return __all__


TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeAlias

    from .causes import At, Finding
    from ._base.unknown import KnownFields

    _Checks: TypeAlias = tuple[
        Callable[[Any], bool],
        Callable[[Any, At, list[Finding]], None],
        Callable[[Any, At, list[Finding]], None] | None,  # of definitions that have rules
    ]

# Untyped on purpose: the functions below ask for the class of nearly every value.
STRING: Any = str
OBJECT: Any = dict
LIST: Any = list
INTEGER: Any = int
BOOLEAN: Any = bool
STRING_OR_NULL: Any = (str, type(None))
BOOLEAN_OR_NULL: Any = (bool, type(None))

_PATTERN_1 = re.compile("^(?:[a-z0-9]+(?:[._-][a-z0-9]+)*|[^/%]*[/%][\\s\\S]*)\\Z", re.ASCII).search
_PATTERN_2 = re.compile(
    "^(?:[a-z0-9]+(?:[._-][a-z0-9]+)*|\\.\\.?|[^/%]*[/%][\\s\\S]*)\\Z", re.ASCII
).search
_PATTERN_3 = re.compile("^(?:[^/]*/)?[^/]+\\Z", re.ASCII).search
_PATTERN_4 = re.compile("/|^(?:kubernetes|orphan|foregroundDeletion)\\Z", re.ASCII).search
_PATTERN_5 = re.compile("[A-Za-z][A-Za-z0-9]*:[0-9A-Fa-f]{32}", re.ASCII).search
_PATTERN_6 = re.compile(
    "^ *[A-Za-z0-9][A-Za-z0-9!#$&^_-]{0,126}/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126} *\\Z", re.ASCII
).search
_PATTERN_7 = re.compile("^[^@]+@[^@]+\\Z", re.ASCII).search
_PATTERN_8 = re.compile("^[^:]*(?::[^:]*)?\\Z", re.ASCII).search
_PATTERN_9 = re.compile("^[^@]*(?:@[^@]*)?\\Z", re.ASCII).search

# ------------------------------------------------------- does a value have the types of the schema?


def _is_image_stream_import(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and (
            "apiVersion" not in value
            or value["apiVersion"] in ("", "v1", "image.openshift.io/v1", None)
        )
        and ("kind" not in value or value["kind"] in ("", "ImageStreamImport", None))
        and (
            (item := value.get("metadata")) is None
            or not item
            and item.__class__ is OBJECT
            or _is_object_meta(item)
        )
        and (
            (item := value.get("spec")) is None
            or not item
            and item.__class__ is OBJECT
            or _is_image_stream_import_spec(item)
        )
        and (
            (item := value.get("status")) is None
            or not item
            and item.__class__ is OBJECT
            or _is_image_stream_import_status(item)
        )
    )


def _is_object_meta(value: Any) -> bool:
    if value.__class__ is not OBJECT and not isinstance(value, OBJECT):
        return False
    if "ownerReferences" in value and (items := value["ownerReferences"]) is not None:
        if not isinstance(items, LIST):
            return False
        for item in items:
            try:
                if (
                    item["apiVersion"].__class__ is STRING
                    and item["kind"].__class__ is STRING
                    and item["name"].__class__ is STRING
                    and item["uid"].__class__ is STRING
                    and "blockOwnerDeletion" not in item
                    and "controller" not in item
                ):
                    continue
            except (KeyError, TypeError):
                pass
            if not _is_owner_reference(item):
                return False
    return (
        (
            "annotations" not in value
            or (item := value["annotations"]) is None
            or is_string_map(item)
        )
        and ("clusterName" not in value or isinstance(value["clusterName"], STRING_OR_NULL))
        and ((item := value.get("creationTimestamp")) is None or is_date_time(item))
        and ((item := value.get("deletionGracePeriodSeconds")) is None or is_int64(item))
        and ((item := value.get("deletionTimestamp")) is None or is_date_time(item))
        and (
            "finalizers" not in value
            or (item := value["finalizers"]) is None
            or is_string_list(item)
        )
        and ("generateName" not in value or isinstance(value["generateName"], STRING_OR_NULL))
        and ("generation" not in value or (item := value["generation"]) is None or is_int64(item))
        and (
            (item := value.get("initializers")) is None
            or not item
            and item.__class__ is OBJECT
            or _is_initializers(item)
        )
        and ("labels" not in value or (item := value["labels"]) is None or is_string_map(item))
        and (
            (item := value.get("managedFields")) is None
            or isinstance(item, LIST)
            and all(map(_is_managed_fields_entry, item))
        )
        and ("name" not in value or isinstance(value["name"], STRING_OR_NULL))
        and ("namespace" not in value or isinstance(value["namespace"], STRING_OR_NULL))
        and ("resourceVersion" not in value or isinstance(value["resourceVersion"], STRING_OR_NULL))
        and ("selfLink" not in value or isinstance(value["selfLink"], STRING_OR_NULL))
        and ("uid" not in value or isinstance(value["uid"], STRING_OR_NULL))
    )


def _is_initializers(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and (
            (item := value.get("pending")) is None
            or isinstance(item, LIST)
            and all(map(_is_initializer, item))
        )
        and (
            (item := value.get("result")) is None
            or not item
            and item.__class__ is OBJECT
            or _is_status(item)
        )
    )


def _is_initializer(value: Any) -> bool:
    return (value.__class__ is OBJECT or isinstance(value, OBJECT)) and (
        "name" not in value or isinstance(value["name"], STRING_OR_NULL)
    )


def _is_status(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and ("apiVersion" not in value or isinstance(value["apiVersion"], STRING_OR_NULL))
        and ("code" not in value or (item := value["code"]) is None or is_int32(item))
        and (
            (item := value.get("details")) is None
            or not item
            and item.__class__ is OBJECT
            or _is_status_details(item)
        )
        and ("kind" not in value or isinstance(value["kind"], STRING_OR_NULL))
        and ("message" not in value or isinstance(value["message"], STRING_OR_NULL))
        and (
            (item := value.get("metadata")) is None
            or not item
            and item.__class__ is OBJECT
            or _is_list_meta(item)
        )
        and ("reason" not in value or isinstance(value["reason"], STRING_OR_NULL))
        and ("status" not in value or isinstance(value["status"], STRING_OR_NULL))
    )


def _is_status_details(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and (
            (item := value.get("causes")) is None
            or isinstance(item, LIST)
            and all(map(_is_status_cause, item))
        )
        and ("group" not in value or isinstance(value["group"], STRING_OR_NULL))
        and ("kind" not in value or isinstance(value["kind"], STRING_OR_NULL))
        and ("name" not in value or isinstance(value["name"], STRING_OR_NULL))
        and ((item := value.get("retryAfterSeconds")) is None or is_int32(item))
        and ("uid" not in value or isinstance(value["uid"], STRING_OR_NULL))
    )


def _is_status_cause(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and ("field" not in value or isinstance(value["field"], STRING_OR_NULL))
        and ("message" not in value or isinstance(value["message"], STRING_OR_NULL))
        and ("reason" not in value or isinstance(value["reason"], STRING_OR_NULL))
    )


def _is_list_meta(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and ("continue" not in value or isinstance(value["continue"], STRING_OR_NULL))
        and ((item := value.get("remainingItemCount")) is None or is_int64(item))
        and ("resourceVersion" not in value or isinstance(value["resourceVersion"], STRING_OR_NULL))
        and ("selfLink" not in value or isinstance(value["selfLink"], STRING_OR_NULL))
        and (
            (item := value.get("shardInfo")) is None
            or (item.__class__ is OBJECT or isinstance(item, OBJECT))
            and ("selector" not in item or isinstance(item["selector"], STRING_OR_NULL))
        )
    )


def _is_shard_info(value: Any) -> bool:
    return (value.__class__ is OBJECT or isinstance(value, OBJECT)) and (
        "selector" not in value or isinstance(value["selector"], STRING_OR_NULL)
    )


def _is_managed_fields_entry(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and ("apiVersion" not in value or isinstance(value["apiVersion"], STRING_OR_NULL))
        and ("fieldsType" not in value or isinstance(value["fieldsType"], STRING_OR_NULL))
        and ((item := value.get("fieldsV1")) is None or _is_fields_v1(item))
        and ("manager" not in value or isinstance(value["manager"], STRING_OR_NULL))
        and ("operation" not in value or isinstance(value["operation"], STRING_OR_NULL))
        and ("subresource" not in value or isinstance(value["subresource"], STRING_OR_NULL))
        and ("time" not in value or (item := value["time"]) is None or is_date_time(item))
    )


def _is_fields_v1(value: Any) -> bool:
    return value.__class__ is OBJECT or isinstance(value, OBJECT)


def _is_owner_reference(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and ("apiVersion" not in value or isinstance(value["apiVersion"], STRING_OR_NULL))
        and (
            "blockOwnerDeletion" not in value
            or isinstance(value["blockOwnerDeletion"], BOOLEAN_OR_NULL)
        )
        and ("controller" not in value or isinstance(value["controller"], BOOLEAN_OR_NULL))
        and ("kind" not in value or isinstance(value["kind"], STRING_OR_NULL))
        and ("name" not in value or isinstance(value["name"], STRING_OR_NULL))
        and ("uid" not in value or isinstance(value["uid"], STRING_OR_NULL))
    )


def _is_image_stream_import_spec(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and (
            (item := value.get("images")) is None
            or isinstance(item, LIST)
            and all(map(_is_image_import_spec, item))
        )
        and ("import" not in value or isinstance(value["import"], BOOLEAN_OR_NULL))
        and ((item := value.get("repository")) is None or _is_repository_import_spec(item))
    )


def _is_image_import_spec(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and (
            (item := value.get("from")) is None
            or (item.__class__ is OBJECT or isinstance(item, OBJECT))
            and ("apiVersion" not in item or isinstance(item["apiVersion"], STRING_OR_NULL))
            and ("fieldPath" not in item or isinstance(item["fieldPath"], STRING_OR_NULL))
            and ("kind" not in item or isinstance(item["kind"], STRING_OR_NULL))
            and ("name" not in item or isinstance(item["name"], STRING_OR_NULL))
            and ("namespace" not in item or isinstance(item["namespace"], STRING_OR_NULL))
            and (
                "resourceVersion" not in item or isinstance(item["resourceVersion"], STRING_OR_NULL)
            )
            and ("uid" not in item or isinstance(item["uid"], STRING_OR_NULL))
        )
        and (
            (item := value.get("importPolicy")) is None
            or (item.__class__ is OBJECT or isinstance(item, OBJECT))
            and ("importMode" not in item or isinstance(item["importMode"], STRING_OR_NULL))
            and ("insecure" not in item or isinstance(item["insecure"], BOOLEAN_OR_NULL))
            and ("scheduled" not in item or isinstance(item["scheduled"], BOOLEAN_OR_NULL))
        )
        and (
            "includeManifest" not in value or isinstance(value["includeManifest"], BOOLEAN_OR_NULL)
        )
        and (
            (item := value.get("referencePolicy")) is None
            or (item.__class__ is OBJECT or isinstance(item, OBJECT))
            and ("type" not in item or isinstance(item["type"], STRING_OR_NULL))
        )
        and (
            (item := value.get("to")) is None
            or (item.__class__ is OBJECT or isinstance(item, OBJECT))
            and ("name" not in item or isinstance(item["name"], STRING_OR_NULL))
        )
    )


def _is_object_reference(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and ("apiVersion" not in value or isinstance(value["apiVersion"], STRING_OR_NULL))
        and ("fieldPath" not in value or isinstance(value["fieldPath"], STRING_OR_NULL))
        and ("kind" not in value or isinstance(value["kind"], STRING_OR_NULL))
        and ("name" not in value or isinstance(value["name"], STRING_OR_NULL))
        and ("namespace" not in value or isinstance(value["namespace"], STRING_OR_NULL))
        and ("resourceVersion" not in value or isinstance(value["resourceVersion"], STRING_OR_NULL))
        and ("uid" not in value or isinstance(value["uid"], STRING_OR_NULL))
    )


def _is_tag_import_policy(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and ("importMode" not in value or isinstance(value["importMode"], STRING_OR_NULL))
        and ("insecure" not in value or isinstance(value["insecure"], BOOLEAN_OR_NULL))
        and ("scheduled" not in value or isinstance(value["scheduled"], BOOLEAN_OR_NULL))
    )


def _is_tag_reference_policy(value: Any) -> bool:
    return (value.__class__ is OBJECT or isinstance(value, OBJECT)) and (
        "type" not in value or isinstance(value["type"], STRING_OR_NULL)
    )


def _is_local_object_reference(value: Any) -> bool:
    return (value.__class__ is OBJECT or isinstance(value, OBJECT)) and (
        "name" not in value or isinstance(value["name"], STRING_OR_NULL)
    )


def _is_repository_import_spec(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and (
            (item := value.get("from")) is None
            or (item.__class__ is OBJECT or isinstance(item, OBJECT))
            and ("apiVersion" not in item or isinstance(item["apiVersion"], STRING_OR_NULL))
            and ("fieldPath" not in item or isinstance(item["fieldPath"], STRING_OR_NULL))
            and ("kind" not in item or isinstance(item["kind"], STRING_OR_NULL))
            and ("name" not in item or isinstance(item["name"], STRING_OR_NULL))
            and ("namespace" not in item or isinstance(item["namespace"], STRING_OR_NULL))
            and (
                "resourceVersion" not in item or isinstance(item["resourceVersion"], STRING_OR_NULL)
            )
            and ("uid" not in item or isinstance(item["uid"], STRING_OR_NULL))
        )
        and (
            (item := value.get("importPolicy")) is None
            or (item.__class__ is OBJECT or isinstance(item, OBJECT))
            and ("importMode" not in item or isinstance(item["importMode"], STRING_OR_NULL))
            and ("insecure" not in item or isinstance(item["insecure"], BOOLEAN_OR_NULL))
            and ("scheduled" not in item or isinstance(item["scheduled"], BOOLEAN_OR_NULL))
        )
        and (
            "includeManifest" not in value or isinstance(value["includeManifest"], BOOLEAN_OR_NULL)
        )
        and (
            (item := value.get("referencePolicy")) is None
            or (item.__class__ is OBJECT or isinstance(item, OBJECT))
            and ("type" not in item or isinstance(item["type"], STRING_OR_NULL))
        )
    )


def _is_image_stream_import_status(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and (
            (item := value.get("images")) is None
            or isinstance(item, LIST)
            and all(map(_is_image_import_status, item))
        )
        and (
            (item := value.get("import")) is None
            or not item
            and item.__class__ is OBJECT
            or _is_image_stream(item)
        )
        and (
            (item := value.get("repository")) is None
            or not item
            and item.__class__ is OBJECT
            or _is_repository_import_status(item)
        )
    )


def _is_image_import_status(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and (
            (item := value.get("image")) is None
            or not item
            and item.__class__ is OBJECT
            or _is_image(item)
        )
        and (
            (item := value.get("manifests")) is None
            or isinstance(item, LIST)
            and all(map(_is_image, item))
        )
        and (
            (item := value.get("status")) is None
            or not item
            and item.__class__ is OBJECT
            or _is_status(item)
        )
        and ("tag" not in value or isinstance(value["tag"], STRING_OR_NULL))
    )


def _is_image(value: Any) -> bool:
    if value.__class__ is not OBJECT and not isinstance(value, OBJECT):
        return False
    if "dockerImageLayers" in value and (items := value["dockerImageLayers"]) is not None:
        if not isinstance(items, LIST):
            return False
        for item in items:
            try:
                if (
                    item["mediaType"].__class__ is STRING
                    and item["name"].__class__ is STRING
                    and (inner := item["size"]).__class__ is INTEGER
                    and 0 <= inner <= 1073741823
                ):
                    continue
            except (KeyError, TypeError):
                pass
            if not _is_image_layer(item):
                return False
    if "dockerImageManifests" in value and (items := value["dockerImageManifests"]) is not None:
        if not isinstance(items, LIST):
            return False
        for item in items:
            try:
                if (
                    item["architecture"].__class__ is STRING
                    and item["digest"].__class__ is STRING
                    and (inner := item["manifestSize"]).__class__ is INTEGER
                    and 0 <= inner <= 1073741823
                    and item["mediaType"].__class__ is STRING
                    and item["os"].__class__ is STRING
                    and "variant" not in item
                ):
                    continue
            except (KeyError, TypeError):
                pass
            if not _is_image_manifest(item):
                return False
    return (
        ("apiVersion" not in value or isinstance(value["apiVersion"], STRING_OR_NULL))
        and (
            "dockerImageConfig" not in value
            or isinstance(value["dockerImageConfig"], STRING_OR_NULL)
        )
        and (
            "dockerImageManifest" not in value
            or isinstance(value["dockerImageManifest"], STRING_OR_NULL)
        )
        and (
            "dockerImageManifestMediaType" not in value
            or isinstance(value["dockerImageManifestMediaType"], STRING_OR_NULL)
        )
        and (
            (item := value.get("dockerImageMetadata")) is None
            or (item.__class__ is OBJECT or isinstance(item, OBJECT))
            and (
                "Raw" not in item
                or (inner := item["Raw"]) is None
                or isinstance(inner, STRING)
                and not byte(inner)
            )
        )
        and (
            "dockerImageMetadataVersion" not in value
            or isinstance(value["dockerImageMetadataVersion"], STRING_OR_NULL)
        )
        and (
            "dockerImageReference" not in value
            or isinstance(value["dockerImageReference"], STRING_OR_NULL)
        )
        and (
            (item := value.get("dockerImageSignatures")) is None
            or isinstance(item, LIST)
            and all(map(_is_image_docker_image_signatures_item, item))
        )
        and ("kind" not in value or isinstance(value["kind"], STRING_OR_NULL))
        and (
            (item := value.get("metadata")) is None
            or not item
            and item.__class__ is OBJECT
            or _is_object_meta(item)
        )
        and (
            (item := value.get("signatures")) is None
            or isinstance(item, LIST)
            and all(map(_is_image_signature, item))
        )
    )


def _is_image_layer(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and ("mediaType" not in value or isinstance(value["mediaType"], STRING_OR_NULL))
        and ("name" not in value or isinstance(value["name"], STRING_OR_NULL))
        and ("size" not in value or (item := value["size"]) is None or is_int64(item))
    )


def _is_image_manifest(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and ("architecture" not in value or isinstance(value["architecture"], STRING_OR_NULL))
        and ("digest" not in value or isinstance(value["digest"], STRING_OR_NULL))
        and (
            "manifestSize" not in value or (item := value["manifestSize"]) is None or is_int64(item)
        )
        and ("mediaType" not in value or isinstance(value["mediaType"], STRING_OR_NULL))
        and ("os" not in value or isinstance(value["os"], STRING_OR_NULL))
        and ("variant" not in value or isinstance(value["variant"], STRING_OR_NULL))
    )


def _is_raw_extension(value: Any) -> bool:
    return (value.__class__ is OBJECT or isinstance(value, OBJECT)) and (
        "Raw" not in value
        or (item := value["Raw"]) is None
        or isinstance(item, STRING)
        and not byte(item)
    )


def _is_image_signature(value: Any) -> bool:
    if value.__class__ is not OBJECT and not isinstance(value, OBJECT):
        return False
    if "conditions" in value and (items := value["conditions"]) is not None:
        if not isinstance(items, LIST):
            return False
        for item in items:
            try:
                if (
                    item["status"].__class__ is STRING
                    and item["type"].__class__ is STRING
                    and "lastProbeTime" not in item
                    and "lastTransitionTime" not in item
                    and "message" not in item
                    and "reason" not in item
                ):
                    continue
            except (KeyError, TypeError):
                pass
            if not _is_signature_condition(item):
                return False
    return (
        ("apiVersion" not in value or isinstance(value["apiVersion"], STRING_OR_NULL))
        and (
            "content" not in value
            or (item := value["content"]) is None
            or isinstance(item, STRING)
            and not byte(item)
        )
        and ("created" not in value or (item := value["created"]) is None or is_date_time(item))
        and ("imageIdentity" not in value or isinstance(value["imageIdentity"], STRING_OR_NULL))
        and (
            (item := value.get("issuedBy")) is None
            or (item.__class__ is OBJECT or isinstance(item, OBJECT))
            and ("commonName" not in item or isinstance(item["commonName"], STRING_OR_NULL))
            and ("organization" not in item or isinstance(item["organization"], STRING_OR_NULL))
        )
        and (
            (item := value.get("issuedTo")) is None
            or (item.__class__ is OBJECT or isinstance(item, OBJECT))
            and ("commonName" not in item or isinstance(item["commonName"], STRING_OR_NULL))
            and ("organization" not in item or isinstance(item["organization"], STRING_OR_NULL))
            and ("publicKeyID" not in item or isinstance(item["publicKeyID"], STRING_OR_NULL))
        )
        and ("kind" not in value or isinstance(value["kind"], STRING_OR_NULL))
        and (
            (item := value.get("metadata")) is None
            or not item
            and item.__class__ is OBJECT
            or _is_object_meta(item)
        )
        and (
            "signedClaims" not in value
            or (item := value["signedClaims"]) is None
            or is_string_map(item)
        )
        and ("type" not in value or isinstance(value["type"], STRING_OR_NULL))
    )


def _is_signature_condition(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and (
            "lastProbeTime" not in value
            or (item := value["lastProbeTime"]) is None
            or is_date_time(item)
        )
        and ((item := value.get("lastTransitionTime")) is None or is_date_time(item))
        and ("message" not in value or isinstance(value["message"], STRING_OR_NULL))
        and ("reason" not in value or isinstance(value["reason"], STRING_OR_NULL))
        and ("status" not in value or isinstance(value["status"], STRING_OR_NULL))
        and ("type" not in value or isinstance(value["type"], STRING_OR_NULL))
    )


def _is_signature_issuer(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and ("commonName" not in value or isinstance(value["commonName"], STRING_OR_NULL))
        and ("organization" not in value or isinstance(value["organization"], STRING_OR_NULL))
    )


def _is_signature_subject(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and ("commonName" not in value or isinstance(value["commonName"], STRING_OR_NULL))
        and ("organization" not in value or isinstance(value["organization"], STRING_OR_NULL))
        and ("publicKeyID" not in value or isinstance(value["publicKeyID"], STRING_OR_NULL))
    )


def _is_image_stream(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and (
            "apiVersion" not in value
            or value["apiVersion"] in ("", "v1", "image.openshift.io/v1", None)
        )
        and ("kind" not in value or value["kind"] in ("", "ImageStream", None))
        and (
            (item := value.get("metadata")) is None
            or not item
            and item.__class__ is OBJECT
            or _is_object_meta(item)
        )
        and (
            (item := value.get("spec")) is None
            or not item
            and item.__class__ is OBJECT
            or _is_image_stream_spec(item)
        )
        and (
            (item := value.get("status")) is None
            or not item
            and item.__class__ is OBJECT
            or _is_image_stream_status(item)
        )
    )


def _is_image_stream_spec(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and (
            "dockerImageRepository" not in value
            or isinstance(value["dockerImageRepository"], STRING_OR_NULL)
        )
        and (
            (item := value.get("lookupPolicy")) is None
            or (item.__class__ is OBJECT or isinstance(item, OBJECT))
            and ("local" not in item or isinstance(item["local"], BOOLEAN_OR_NULL))
        )
        and (
            (item := value.get("tags")) is None
            or isinstance(item, LIST)
            and all(map(_is_tag_reference, item))
        )
    )


def _is_image_lookup_policy(value: Any) -> bool:
    return (value.__class__ is OBJECT or isinstance(value, OBJECT)) and (
        "local" not in value or isinstance(value["local"], BOOLEAN_OR_NULL)
    )


def _is_tag_reference(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and (
            "annotations" not in value
            or (item := value["annotations"]) is None
            or is_string_map(item)
        )
        and (
            (item := value.get("from")) is None
            or (item.__class__ is OBJECT or isinstance(item, OBJECT))
            and ("apiVersion" not in item or isinstance(item["apiVersion"], STRING_OR_NULL))
            and ("fieldPath" not in item or isinstance(item["fieldPath"], STRING_OR_NULL))
            and ("kind" not in item or isinstance(item["kind"], STRING_OR_NULL))
            and ("name" not in item or isinstance(item["name"], STRING_OR_NULL))
            and ("namespace" not in item or isinstance(item["namespace"], STRING_OR_NULL))
            and (
                "resourceVersion" not in item or isinstance(item["resourceVersion"], STRING_OR_NULL)
            )
            and ("uid" not in item or isinstance(item["uid"], STRING_OR_NULL))
        )
        and ("generation" not in value or (item := value["generation"]) is None or is_int64(item))
        and (
            (item := value.get("importPolicy")) is None
            or (item.__class__ is OBJECT or isinstance(item, OBJECT))
            and ("importMode" not in item or isinstance(item["importMode"], STRING_OR_NULL))
            and ("insecure" not in item or isinstance(item["insecure"], BOOLEAN_OR_NULL))
            and ("scheduled" not in item or isinstance(item["scheduled"], BOOLEAN_OR_NULL))
        )
        and ("name" not in value or isinstance(value["name"], STRING_OR_NULL))
        and ("reference" not in value or isinstance(value["reference"], BOOLEAN_OR_NULL))
        and (
            (item := value.get("referencePolicy")) is None
            or (item.__class__ is OBJECT or isinstance(item, OBJECT))
            and ("type" not in item or isinstance(item["type"], STRING_OR_NULL))
        )
    )


def _is_image_stream_status(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and (
            "dockerImageRepository" not in value
            or isinstance(value["dockerImageRepository"], STRING_OR_NULL)
        )
        and (
            "publicDockerImageRepository" not in value
            or isinstance(value["publicDockerImageRepository"], STRING_OR_NULL)
        )
        and (
            (item := value.get("tags")) is None
            or isinstance(item, LIST)
            and all(map(_is_named_tag_event_list, item))
        )
    )


def _is_named_tag_event_list(value: Any) -> bool:
    if value.__class__ is not OBJECT and not isinstance(value, OBJECT):
        return False
    if "conditions" in value and (items := value["conditions"]) is not None:
        if not isinstance(items, LIST):
            return False
        for item in items:
            try:
                if (
                    (inner := item["generation"]).__class__ is INTEGER
                    and 0 <= inner <= 1073741823
                    and is_date_time(item["lastTransitionTime"])
                    and item["status"].__class__ is STRING
                    and item["type"].__class__ is STRING
                    and "message" not in item
                    and "reason" not in item
                ):
                    continue
            except (KeyError, TypeError):
                pass
            if not _is_tag_event_condition(item):
                return False
    if "items" in value and (items := value["items"]) is not None:
        if not isinstance(items, LIST):
            return False
        for item in items:
            try:
                if (
                    is_date_time(item["created"])
                    and item["dockerImageReference"].__class__ is STRING
                    and (inner := item["generation"]).__class__ is INTEGER
                    and 0 <= inner <= 1073741823
                    and item["image"].__class__ is STRING
                ):
                    continue
            except (KeyError, TypeError):
                pass
            if not _is_tag_event(item):
                return False
    return "tag" not in value or isinstance(value["tag"], STRING_OR_NULL)


def _is_tag_event_condition(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and ("generation" not in value or (item := value["generation"]) is None or is_int64(item))
        and ((item := value.get("lastTransitionTime")) is None or is_date_time(item))
        and ("message" not in value or isinstance(value["message"], STRING_OR_NULL))
        and ("reason" not in value or isinstance(value["reason"], STRING_OR_NULL))
        and ("status" not in value or isinstance(value["status"], STRING_OR_NULL))
        and ("type" not in value or isinstance(value["type"], STRING_OR_NULL))
    )


def _is_tag_event(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and ("created" not in value or (item := value["created"]) is None or is_date_time(item))
        and (
            "dockerImageReference" not in value
            or isinstance(value["dockerImageReference"], STRING_OR_NULL)
        )
        and ("generation" not in value or (item := value["generation"]) is None or is_int64(item))
        and ("image" not in value or isinstance(value["image"], STRING_OR_NULL))
    )


def _is_repository_import_status(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and (
            "additionalTags" not in value
            or (item := value["additionalTags"]) is None
            or is_string_list(item)
        )
        and (
            (item := value.get("images")) is None
            or isinstance(item, LIST)
            and all(map(_is_image_import_status, item))
        )
        and (
            (item := value.get("status")) is None
            or not item
            and item.__class__ is OBJECT
            or _is_status(item)
        )
    )


def _is_image_stream_tag(value: Any) -> bool:
    if value.__class__ is not OBJECT and not isinstance(value, OBJECT):
        return False
    if "conditions" in value and (items := value["conditions"]) is not None:
        if not isinstance(items, LIST):
            return False
        for item in items:
            try:
                if (
                    (inner := item["generation"]).__class__ is INTEGER
                    and 0 <= inner <= 1073741823
                    and is_date_time(item["lastTransitionTime"])
                    and item["status"].__class__ is STRING
                    and item["type"].__class__ is STRING
                    and "message" not in item
                    and "reason" not in item
                ):
                    continue
            except (KeyError, TypeError):
                pass
            if not _is_tag_event_condition(item):
                return False
    return (
        (
            "apiVersion" not in value
            or value["apiVersion"] in ("", "v1", "image.openshift.io/v1", None)
        )
        and ("generation" not in value or (item := value["generation"]) is None or is_int64(item))
        and (
            (item := value.get("image")) is None
            or not item
            and item.__class__ is OBJECT
            or _is_image(item)
        )
        and ("kind" not in value or value["kind"] in ("", "ImageStreamTag", None))
        and (
            (item := value.get("lookupPolicy")) is None
            or (item.__class__ is OBJECT or isinstance(item, OBJECT))
            and ("local" not in item or isinstance(item["local"], BOOLEAN_OR_NULL))
        )
        and (
            (item := value.get("metadata")) is None
            or not item
            and item.__class__ is OBJECT
            or _is_object_meta(item)
        )
        and (
            (item := value.get("tag")) is None
            or not item
            and item.__class__ is OBJECT
            or _is_tag_reference(item)
        )
    )


def _is_image_stream_image(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and (
            "apiVersion" not in value
            or value["apiVersion"] in ("", "v1", "image.openshift.io/v1", None)
        )
        and (
            (item := value.get("image")) is None
            or not item
            and item.__class__ is OBJECT
            or _is_image(item)
        )
        and ("kind" not in value or value["kind"] in ("", "ImageStreamImage", None))
        and (
            (item := value.get("metadata")) is None
            or not item
            and item.__class__ is OBJECT
            or _is_object_meta(item)
        )
    )


def _is_image_tag(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and (
            "apiVersion" not in value or value["apiVersion"] in ("", "image.openshift.io/v1", None)
        )
        and (
            (item := value.get("image")) is None
            or not item
            and item.__class__ is OBJECT
            or _is_image(item)
        )
        and ("kind" not in value or value["kind"] in ("", "ImageTag", None))
        and (
            (item := value.get("metadata")) is None
            or not item
            and item.__class__ is OBJECT
            or _is_object_meta(item)
        )
        and (
            (item := value.get("spec")) is None
            or not item
            and item.__class__ is OBJECT
            or _is_tag_reference(item)
        )
        and (
            (item := value.get("status")) is None
            or not item
            and item.__class__ is OBJECT
            or _is_named_tag_event_list(item)
        )
    )


def _is_image_stream_mapping(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and (
            "apiVersion" not in value
            or value["apiVersion"] in ("", "v1", "image.openshift.io/v1", None)
        )
        and (
            (item := value.get("image")) is None
            or not item
            and item.__class__ is OBJECT
            or _is_image(item)
        )
        and ("kind" not in value or value["kind"] in ("", "ImageStreamMapping", None))
        and (
            (item := value.get("metadata")) is None
            or not item
            and item.__class__ is OBJECT
            or _is_object_meta(item)
        )
        and ("tag" not in value or isinstance(value["tag"], STRING_OR_NULL))
    )


def _is_image_stream_layers(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and (
            "apiVersion" not in value
            or value["apiVersion"] in ("", "v1", "image.openshift.io/v1", None)
        )
        and ((item := value.get("blobs")) is None or _is_image_stream_layers_blobs(item))
        and ((item := value.get("images")) is None or _is_image_stream_layers_images(item))
        and ("kind" not in value or value["kind"] in ("", "ImageStreamLayers", None))
        and (
            (item := value.get("metadata")) is None
            or not item
            and item.__class__ is OBJECT
            or _is_object_meta(item)
        )
    )


def _is_image_layer_data(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and ("mediaType" not in value or isinstance(value["mediaType"], STRING_OR_NULL))
        and ("size" not in value or (item := value["size"]) is None or is_int64(item))
    )


def _is_image_blob_references(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and ("config" not in value or isinstance(value["config"], STRING_OR_NULL))
        and ("imageMissing" not in value or isinstance(value["imageMissing"], BOOLEAN_OR_NULL))
        and ("layers" not in value or (item := value["layers"]) is None or is_string_list(item))
        and (
            "manifests" not in value or (item := value["manifests"]) is None or is_string_list(item)
        )
    )


def _is_secret(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and ("apiVersion" not in value or value["apiVersion"] in ("", "v1", None))
        and ((item := value.get("data")) is None or _is_secret_data(item))
        and ("immutable" not in value or isinstance(value["immutable"], BOOLEAN_OR_NULL))
        and ("kind" not in value or value["kind"] in ("", "Secret", None))
        and (
            (item := value.get("metadata")) is None
            or not item
            and item.__class__ is OBJECT
            or _is_object_meta(item)
        )
        and (
            "stringData" not in value
            or (item := value["stringData"]) is None
            or is_string_map(item)
        )
        and ("type" not in value or isinstance(value["type"], STRING_OR_NULL))
    )


def _is_namespace(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and ("apiVersion" not in value or value["apiVersion"] in ("", "v1", None))
        and ("kind" not in value or value["kind"] in ("", "Namespace", None))
        and (
            (item := value.get("metadata")) is None
            or not item
            and item.__class__ is OBJECT
            or _is_object_meta(item)
        )
        and (
            (item := value.get("spec")) is None
            or not item
            and item.__class__ is OBJECT
            or _is_namespace_spec(item)
        )
        and (
            (item := value.get("status")) is None
            or (item.__class__ is OBJECT or isinstance(item, OBJECT))
            and ("phase" not in item or isinstance(item["phase"], STRING_OR_NULL))
        )
    )


def _is_namespace_spec(value: Any) -> bool:
    return (value.__class__ is OBJECT or isinstance(value, OBJECT)) and (
        "finalizers" not in value or (item := value["finalizers"]) is None or is_string_list(item)
    )


def _is_self_subject_access_review(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and (
            "apiVersion" not in value
            or value["apiVersion"] in ("", "authorization.k8s.io/v1", None)
        )
        and ("kind" not in value or value["kind"] in ("", "SelfSubjectAccessReview", None))
        and (
            (item := value.get("metadata")) is None
            or not item
            and item.__class__ is OBJECT
            or _is_object_meta(item)
        )
        and (
            (item := value.get("spec")) is None
            or not item
            and item.__class__ is OBJECT
            or _is_self_subject_access_review_spec(item)
        )
        and (
            (item := value.get("status")) is None
            or (item.__class__ is OBJECT or isinstance(item, OBJECT))
            and ("allowed" not in item or isinstance(item["allowed"], BOOLEAN_OR_NULL))
            and ("denied" not in item or isinstance(item["denied"], BOOLEAN_OR_NULL))
            and (
                "evaluationError" not in item or isinstance(item["evaluationError"], STRING_OR_NULL)
            )
            and ("reason" not in item or isinstance(item["reason"], STRING_OR_NULL))
        )
    )


def _is_self_subject_access_review_spec(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and (
            (item := value.get("nonResourceAttributes")) is None
            or (item.__class__ is OBJECT or isinstance(item, OBJECT))
            and ("path" not in item or isinstance(item["path"], STRING_OR_NULL))
            and ("verb" not in item or isinstance(item["verb"], STRING_OR_NULL))
        )
        and (
            (item := value.get("resourceAttributes")) is None
            or (item.__class__ is OBJECT or isinstance(item, OBJECT))
            and ("group" not in item or isinstance(item["group"], STRING_OR_NULL))
            and ("name" not in item or isinstance(item["name"], STRING_OR_NULL))
            and ("namespace" not in item or isinstance(item["namespace"], STRING_OR_NULL))
            and ("resource" not in item or isinstance(item["resource"], STRING_OR_NULL))
            and ("subresource" not in item or isinstance(item["subresource"], STRING_OR_NULL))
            and ("verb" not in item or isinstance(item["verb"], STRING_OR_NULL))
            and ("version" not in item or isinstance(item["version"], STRING_OR_NULL))
        )
    )


def _is_subject_access_review(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and (
            "apiVersion" not in value
            or value["apiVersion"] in ("", "authorization.k8s.io/v1", None)
        )
        and ("kind" not in value or value["kind"] in ("", "SubjectAccessReview", None))
        and (
            (item := value.get("metadata")) is None
            or not item
            and item.__class__ is OBJECT
            or _is_object_meta(item)
        )
        and (
            (item := value.get("spec")) is None
            or not item
            and item.__class__ is OBJECT
            or _is_subject_access_review_spec(item)
        )
        and (
            (item := value.get("status")) is None
            or (item.__class__ is OBJECT or isinstance(item, OBJECT))
            and ("allowed" not in item or isinstance(item["allowed"], BOOLEAN_OR_NULL))
            and ("denied" not in item or isinstance(item["denied"], BOOLEAN_OR_NULL))
            and (
                "evaluationError" not in item or isinstance(item["evaluationError"], STRING_OR_NULL)
            )
            and ("reason" not in item or isinstance(item["reason"], STRING_OR_NULL))
        )
    )


def _is_local_subject_access_review(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and (
            "apiVersion" not in value
            or value["apiVersion"] in ("", "authorization.k8s.io/v1", None)
        )
        and ("kind" not in value or value["kind"] in ("", "LocalSubjectAccessReview", None))
        and (
            (item := value.get("metadata")) is None
            or not item
            and item.__class__ is OBJECT
            or _is_object_meta(item)
        )
        and (
            (item := value.get("spec")) is None
            or not item
            and item.__class__ is OBJECT
            or _is_subject_access_review_spec(item)
        )
        and (
            (item := value.get("status")) is None
            or (item.__class__ is OBJECT or isinstance(item, OBJECT))
            and ("allowed" not in item or isinstance(item["allowed"], BOOLEAN_OR_NULL))
            and ("denied" not in item or isinstance(item["denied"], BOOLEAN_OR_NULL))
            and (
                "evaluationError" not in item or isinstance(item["evaluationError"], STRING_OR_NULL)
            )
            and ("reason" not in item or isinstance(item["reason"], STRING_OR_NULL))
        )
    )


def _is_subject_access_review_spec(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and ((item := value.get("extra")) is None or _is_subject_access_review_spec_extra(item))
        and ("groups" not in value or (item := value["groups"]) is None or is_string_list(item))
        and (
            (item := value.get("nonResourceAttributes")) is None
            or (item.__class__ is OBJECT or isinstance(item, OBJECT))
            and ("path" not in item or isinstance(item["path"], STRING_OR_NULL))
            and ("verb" not in item or isinstance(item["verb"], STRING_OR_NULL))
        )
        and (
            (item := value.get("resourceAttributes")) is None
            or (item.__class__ is OBJECT or isinstance(item, OBJECT))
            and ("group" not in item or isinstance(item["group"], STRING_OR_NULL))
            and ("name" not in item or isinstance(item["name"], STRING_OR_NULL))
            and ("namespace" not in item or isinstance(item["namespace"], STRING_OR_NULL))
            and ("resource" not in item or isinstance(item["resource"], STRING_OR_NULL))
            and ("subresource" not in item or isinstance(item["subresource"], STRING_OR_NULL))
            and ("verb" not in item or isinstance(item["verb"], STRING_OR_NULL))
            and ("version" not in item or isinstance(item["version"], STRING_OR_NULL))
        )
        and ("uid" not in value or isinstance(value["uid"], STRING_OR_NULL))
        and ("user" not in value or isinstance(value["user"], STRING_OR_NULL))
    )


def _is_resource_attributes(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and ("group" not in value or isinstance(value["group"], STRING_OR_NULL))
        and ("name" not in value or isinstance(value["name"], STRING_OR_NULL))
        and ("namespace" not in value or isinstance(value["namespace"], STRING_OR_NULL))
        and ("resource" not in value or isinstance(value["resource"], STRING_OR_NULL))
        and ("subresource" not in value or isinstance(value["subresource"], STRING_OR_NULL))
        and ("verb" not in value or isinstance(value["verb"], STRING_OR_NULL))
        and ("version" not in value or isinstance(value["version"], STRING_OR_NULL))
    )


def _is_non_resource_attributes(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and ("path" not in value or isinstance(value["path"], STRING_OR_NULL))
        and ("verb" not in value or isinstance(value["verb"], STRING_OR_NULL))
    )


def _is_subject_access_review_status(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and ("allowed" not in value or isinstance(value["allowed"], BOOLEAN_OR_NULL))
        and ("denied" not in value or isinstance(value["denied"], BOOLEAN_OR_NULL))
        and ("evaluationError" not in value or isinstance(value["evaluationError"], STRING_OR_NULL))
        and ("reason" not in value or isinstance(value["reason"], STRING_OR_NULL))
    )


def _is_self_subject_rules_review(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and (
            "apiVersion" not in value
            or value["apiVersion"] in ("", "authorization.k8s.io/v1", None)
        )
        and ("kind" not in value or value["kind"] in ("", "SelfSubjectRulesReview", None))
        and (
            (item := value.get("metadata")) is None
            or not item
            and item.__class__ is OBJECT
            or _is_object_meta(item)
        )
        and (
            (item := value.get("spec")) is None
            or (item.__class__ is OBJECT or isinstance(item, OBJECT))
            and ("namespace" not in item or isinstance(item["namespace"], STRING_OR_NULL))
        )
        and (
            (item := value.get("status")) is None
            or not item
            and item.__class__ is OBJECT
            or _is_subject_rules_review_status(item)
        )
    )


def _is_self_subject_rules_review_spec(value: Any) -> bool:
    return (value.__class__ is OBJECT or isinstance(value, OBJECT)) and (
        "namespace" not in value or isinstance(value["namespace"], STRING_OR_NULL)
    )


def _is_subject_rules_review_status(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and ("evaluationError" not in value or isinstance(value["evaluationError"], STRING_OR_NULL))
        and ("incomplete" not in value or isinstance(value["incomplete"], BOOLEAN_OR_NULL))
        and (
            (item := value.get("nonResourceRules")) is None
            or isinstance(item, LIST)
            and all(map(_is_non_resource_rule, item))
        )
        and (
            (item := value.get("resourceRules")) is None
            or isinstance(item, LIST)
            and all(map(_is_resource_rule, item))
        )
    )


def _is_resource_rule(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and (
            "apiGroups" not in value or (item := value["apiGroups"]) is None or is_string_list(item)
        )
        and (
            "resourceNames" not in value
            or (item := value["resourceNames"]) is None
            or is_string_list(item)
        )
        and (
            "resources" not in value or (item := value["resources"]) is None or is_string_list(item)
        )
        and ("verbs" not in value or (item := value["verbs"]) is None or is_string_list(item))
    )


def _is_non_resource_rule(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and (
            "nonResourceURLs" not in value
            or (item := value["nonResourceURLs"]) is None
            or is_string_list(item)
        )
        and ("verbs" not in value or (item := value["verbs"]) is None or is_string_list(item))
    )


def _is_self_subject_review(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and (
            "apiVersion" not in value
            or value["apiVersion"] in ("", "authentication.k8s.io/v1", None)
        )
        and ("kind" not in value or value["kind"] in ("", "SelfSubjectReview", None))
        and (
            (item := value.get("metadata")) is None
            or not item
            and item.__class__ is OBJECT
            or _is_object_meta(item)
        )
        and (
            (item := value.get("status")) is None
            or not item
            and item.__class__ is OBJECT
            or _is_self_subject_review_status(item)
        )
    )


def _is_self_subject_review_status(value: Any) -> bool:
    return (value.__class__ is OBJECT or isinstance(value, OBJECT)) and (
        (item := value.get("userInfo")) is None
        or not item
        and item.__class__ is OBJECT
        or _is_user_info(item)
    )


def _is_user_info(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and ((item := value.get("extra")) is None or _is_user_info_extra(item))
        and ("groups" not in value or (item := value["groups"]) is None or is_string_list(item))
        and ("uid" not in value or isinstance(value["uid"], STRING_OR_NULL))
        and ("username" not in value or isinstance(value["username"], STRING_OR_NULL))
    )


def _is_resource_access_review(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and (
            "apiVersion" not in value
            or value["apiVersion"] in ("", "authorization.openshift.io/v1", None)
        )
        and ((item := value.get("content")) is None or _is_resource_access_review_content(item))
        and (
            "isNonResourceURL" not in value
            or isinstance(value["isNonResourceURL"], BOOLEAN_OR_NULL)
        )
        and ("kind" not in value or value["kind"] in ("", "ResourceAccessReview", None))
        and ("namespace" not in value or isinstance(value["namespace"], STRING_OR_NULL))
        and ("path" not in value or isinstance(value["path"], STRING_OR_NULL))
        and ("resource" not in value or isinstance(value["resource"], STRING_OR_NULL))
        and (
            "resourceAPIGroup" not in value or isinstance(value["resourceAPIGroup"], STRING_OR_NULL)
        )
        and (
            "resourceAPIVersion" not in value
            or isinstance(value["resourceAPIVersion"], STRING_OR_NULL)
        )
        and ("resourceName" not in value or isinstance(value["resourceName"], STRING_OR_NULL))
        and ("verb" not in value or isinstance(value["verb"], STRING_OR_NULL))
    )


def _is_local_resource_access_review(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and (
            "apiVersion" not in value
            or value["apiVersion"] in ("", "authorization.openshift.io/v1", None)
        )
        and (
            (item := value.get("content")) is None or _is_local_resource_access_review_content(item)
        )
        and (
            "isNonResourceURL" not in value
            or isinstance(value["isNonResourceURL"], BOOLEAN_OR_NULL)
        )
        and ("kind" not in value or value["kind"] in ("", "LocalResourceAccessReview", None))
        and ("namespace" not in value or isinstance(value["namespace"], STRING_OR_NULL))
        and ("path" not in value or isinstance(value["path"], STRING_OR_NULL))
        and ("resource" not in value or isinstance(value["resource"], STRING_OR_NULL))
        and (
            "resourceAPIGroup" not in value or isinstance(value["resourceAPIGroup"], STRING_OR_NULL)
        )
        and (
            "resourceAPIVersion" not in value
            or isinstance(value["resourceAPIVersion"], STRING_OR_NULL)
        )
        and ("resourceName" not in value or isinstance(value["resourceName"], STRING_OR_NULL))
        and ("verb" not in value or isinstance(value["verb"], STRING_OR_NULL))
    )


def _is_resource_access_review_response(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and (
            "apiVersion" not in value
            or value["apiVersion"] in ("", "authorization.openshift.io/v1", None)
        )
        and ("evalutionError" not in value or isinstance(value["evalutionError"], STRING_OR_NULL))
        and ("groups" not in value or (item := value["groups"]) is None or is_string_list(item))
        and ("kind" not in value or value["kind"] in ("", "ResourceAccessReviewResponse", None))
        and ("namespace" not in value or isinstance(value["namespace"], STRING_OR_NULL))
        and ("users" not in value or (item := value["users"]) is None or is_string_list(item))
    )


def _is_project(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and (
            "apiVersion" not in value
            or value["apiVersion"] in ("", "project.openshift.io/v1", None)
        )
        and ("kind" not in value or value["kind"] in ("", "Project", None))
        and (
            (item := value.get("metadata")) is None
            or not item
            and item.__class__ is OBJECT
            or _is_object_meta(item)
        )
        and (
            (item := value.get("spec")) is None
            or not item
            and item.__class__ is OBJECT
            or _is_namespace_spec(item)
        )
        and (
            (item := value.get("status")) is None
            or (item.__class__ is OBJECT or isinstance(item, OBJECT))
            and ("phase" not in item or isinstance(item["phase"], STRING_OR_NULL))
        )
    )


def _is_project_request(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and (
            "apiVersion" not in value
            or value["apiVersion"] in ("", "project.openshift.io/v1", None)
        )
        and ("description" not in value or isinstance(value["description"], STRING_OR_NULL))
        and ("displayName" not in value or isinstance(value["displayName"], STRING_OR_NULL))
        and ("kind" not in value or value["kind"] in ("", "ProjectRequest", None))
        and (
            (item := value.get("metadata")) is None
            or not item
            and item.__class__ is OBJECT
            or _is_object_meta(item)
        )
    )


def _is_user(value: Any) -> bool:
    return (
        (value.__class__ is OBJECT or isinstance(value, OBJECT))
        and ("apiVersion" not in value or value["apiVersion"] in ("", "user.openshift.io/v1", None))
        and ("fullName" not in value or isinstance(value["fullName"], STRING_OR_NULL))
        and ("groups" not in value or (item := value["groups"]) is None or is_string_list(item))
        and (
            "identities" not in value
            or (item := value["identities"]) is None
            or is_string_list(item)
        )
        and ("kind" not in value or value["kind"] in ("", "User", None))
        and (
            (item := value.get("metadata")) is None
            or not item
            and item.__class__ is OBJECT
            or _is_object_meta(item)
        )
    )


def _is_namespace_status(value: Any) -> bool:
    return (value.__class__ is OBJECT or isinstance(value, OBJECT)) and (
        "phase" not in value or isinstance(value["phase"], STRING_OR_NULL)
    )


def _is_image_docker_image_signatures_item(value: Any) -> bool:
    """#/$defs/Image/properties/dockerImageSignatures/items"""
    return isinstance(value, STRING) and not byte(value)


def _is_image_stream_layers_blobs(value: Any) -> bool:
    """#/$defs/ImageStreamLayers/properties/blobs"""
    return (value.__class__ is OBJECT or isinstance(value, OBJECT)) and all(
        map(_is_image_layer_data, value.values())
    )


def _is_image_stream_layers_images(value: Any) -> bool:
    """#/$defs/ImageStreamLayers/properties/images"""
    return (value.__class__ is OBJECT or isinstance(value, OBJECT)) and all(
        map(_is_image_blob_references, value.values())
    )


def _is_secret_data(value: Any) -> bool:
    """#/$defs/Secret/properties/data"""
    return (value.__class__ is OBJECT or isinstance(value, OBJECT)) and all(
        map(_is_secret_data_entry, value.values())
    )


def _is_subject_access_review_spec_extra(value: Any) -> bool:
    """#/$defs/SubjectAccessReviewSpec/properties/extra"""
    return (value.__class__ is OBJECT or isinstance(value, OBJECT)) and all(
        map(_is_subject_access_review_spec_extra_entry, value.values())
    )


def _is_user_info_extra(value: Any) -> bool:
    """#/$defs/UserInfo/properties/extra"""
    return (value.__class__ is OBJECT or isinstance(value, OBJECT)) and all(
        map(_is_user_info_extra_entry, value.values())
    )


def _is_resource_access_review_content(value: Any) -> bool:
    """#/$defs/ResourceAccessReview/properties/content"""
    return value.__class__ is OBJECT or isinstance(value, OBJECT)


def _is_local_resource_access_review_content(value: Any) -> bool:
    """#/$defs/LocalResourceAccessReview/properties/content"""
    return value.__class__ is OBJECT or isinstance(value, OBJECT)


def _is_secret_data_entry(value: Any) -> bool:
    """#/$defs/Secret/properties/data/additionalProperties"""
    return isinstance(value, STRING) and not byte(value)


def _is_subject_access_review_spec_extra_entry(value: Any) -> bool:
    """#/$defs/SubjectAccessReviewSpec/properties/extra/additionalProperties"""
    return is_string_list(value)


def _is_user_info_extra_entry(value: Any) -> bool:
    """#/$defs/UserInfo/properties/extra/additionalProperties"""
    return is_string_list(value)


# ---------------------------------------------------------------------- if not, what is the matter?


def _find_in_image_stream_import(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    expect_one_of(found, at, value, ("", "v1", "image.openshift.io/v1"), ("apiVersion",))
    expect_one_of(found, at, value, ("", "ImageStreamImport"), ("kind",))
    if (item := value.get("metadata")) is not None and not _is_object_meta(item):
        _find_in_object_meta(item, (at, "metadata"), found)
    if (item := value.get("spec")) is not None:
        _find_in_image_stream_import_spec(item, (at, "spec"), found)
    if (item := value.get("status")) is not None:
        _find_in_image_stream_import_status(item, (at, "status"), found)


def _find_in_object_meta(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    expect_string_maps(found, at, value, ("annotations", "labels"))
    names = [
        "clusterName",
        "generateName",
        "name",
        "namespace",
        "resourceVersion",
        "selfLink",
        "uid",
    ]
    expect_strings(found, at, value, names)
    names = ["creationTimestamp", "deletionTimestamp"]
    expect_format(found, at, value, TYPE_INVALID, date_time, names)
    names = ["deletionGracePeriodSeconds", "generation"]
    expect_whole(found, at, value, is_int64, "int64", names)
    expect_string_lists(found, at, value, ("finalizers",))
    if (item := value.get("initializers")) is not None:
        _find_in_initializers(item, (at, "initializers"), found)
    for item, place in wrong_elements(found, at, value, "managedFields", _is_managed_fields_entry):
        _find_in_managed_fields_entry(item, place, found)
    for item, place in wrong_elements(found, at, value, "ownerReferences", _is_owner_reference):
        _find_in_owner_reference(item, place, found)


def _find_in_initializers(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    for item, place in wrong_elements(found, at, value, "pending", _is_initializer):
        _find_in_initializer(item, place, found)
    if (item := value.get("result")) is not None and not _is_status(item):
        _find_in_status(item, (at, "result"), found)


def _find_in_initializer(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    if (item := value.get("name")) is not None and not isinstance(item, STRING):
        wrong_type(found, (at, "name"), "string", item)


def _find_in_status(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    expect_strings(found, at, value, ("apiVersion", "kind", "message", "reason", "status"))
    expect_whole(found, at, value, is_int32, "int32", ("code",))
    if (item := value.get("details")) is not None and not _is_status_details(item):
        _find_in_status_details(item, (at, "details"), found)
    if (item := value.get("metadata")) is not None and not _is_list_meta(item):
        _find_in_list_meta(item, (at, "metadata"), found)


def _find_in_status_details(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    expect_strings(found, at, value, ("group", "kind", "name", "uid"))
    expect_whole(found, at, value, is_int32, "int32", ("retryAfterSeconds",))
    for item, place in wrong_elements(found, at, value, "causes", _is_status_cause):
        _find_in_status_cause(item, place, found)


def _find_in_status_cause(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    expect_strings(found, at, value, ("field", "message", "reason"))


def _find_in_list_meta(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    expect_strings(found, at, value, ("continue", "resourceVersion", "selfLink"))
    expect_whole(found, at, value, is_int64, "int64", ("remainingItemCount",))
    if (item := value.get("shardInfo")) is not None and not _is_shard_info(item):
        _find_in_shard_info(item, (at, "shardInfo"), found)


def _find_in_shard_info(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    if (item := value.get("selector")) is not None and not isinstance(item, STRING):
        wrong_type(found, (at, "selector"), "string", item)


def _find_in_managed_fields_entry(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    names = ["apiVersion", "fieldsType", "manager", "operation", "subresource"]
    expect_strings(found, at, value, names)
    expect_format(found, at, value, TYPE_INVALID, date_time, ("time",))
    if (item := value.get("fieldsV1")) is not None and not _is_fields_v1(item):
        _find_in_fields_v1(item, (at, "fieldsV1"), found)


def _find_in_fields_v1(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        wrong_type(found, at, "object", value)


def _find_in_owner_reference(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    expect_strings(found, at, value, ("apiVersion", "kind", "name", "uid"))
    expect_booleans(found, at, value, ("blockOwnerDeletion", "controller"))


def _find_in_image_stream_import_spec(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    for item, place in wrong_elements(found, at, value, "images", _is_image_import_spec):
        _find_in_image_import_spec(item, place, found)
    if (item := value.get("repository")) is not None and not _is_repository_import_spec(item):
        _find_in_repository_import_spec(item, (at, "repository"), found)
    if (item := value.get("import")) is not None and not isinstance(item, BOOLEAN):
        wrong_type(found, (at, "import"), "boolean", item)


def _find_in_image_import_spec(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    if (item := value.get("from")) is not None and not _is_object_reference(item):
        _find_in_object_reference(item, (at, "from"), found)
    if (item := value.get("importPolicy")) is not None and not _is_tag_import_policy(item):
        _find_in_tag_import_policy(item, (at, "importPolicy"), found)
    if (item := value.get("referencePolicy")) is not None and not _is_tag_reference_policy(item):
        _find_in_tag_reference_policy(item, (at, "referencePolicy"), found)
    if (item := value.get("to")) is not None and not _is_local_object_reference(item):
        _find_in_local_object_reference(item, (at, "to"), found)
    if (item := value.get("includeManifest")) is not None and not isinstance(item, BOOLEAN):
        wrong_type(found, (at, "includeManifest"), "boolean", item)


def _find_in_object_reference(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    names = ["apiVersion", "fieldPath", "kind", "name", "namespace", "resourceVersion", "uid"]
    expect_strings(found, at, value, names)


def _find_in_tag_import_policy(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    expect_booleans(found, at, value, ("insecure", "scheduled"))
    if (item := value.get("importMode")) is not None and not isinstance(item, STRING):
        wrong_type(found, (at, "importMode"), "string", item)


def _find_in_tag_reference_policy(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    if (item := value.get("type")) is not None and not isinstance(item, STRING):
        wrong_type(found, (at, "type"), "string", item)


def _find_in_local_object_reference(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    if (item := value.get("name")) is not None and not isinstance(item, STRING):
        wrong_type(found, (at, "name"), "string", item)


def _find_in_repository_import_spec(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    if (item := value.get("from")) is not None and not _is_object_reference(item):
        _find_in_object_reference(item, (at, "from"), found)
    if (item := value.get("importPolicy")) is not None and not _is_tag_import_policy(item):
        _find_in_tag_import_policy(item, (at, "importPolicy"), found)
    if (item := value.get("referencePolicy")) is not None and not _is_tag_reference_policy(item):
        _find_in_tag_reference_policy(item, (at, "referencePolicy"), found)
    if (item := value.get("includeManifest")) is not None and not isinstance(item, BOOLEAN):
        wrong_type(found, (at, "includeManifest"), "boolean", item)


def _find_in_image_stream_import_status(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    for item, place in wrong_elements(found, at, value, "images", _is_image_import_status):
        _find_in_image_import_status(item, place, found)
    if (item := value.get("import")) is not None:
        _find_in_image_stream(item, (at, "import"), found)
    if (item := value.get("repository")) is not None:
        _find_in_repository_import_status(item, (at, "repository"), found)


def _find_in_image_import_status(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    if (item := value.get("image")) is not None:
        _find_in_image(item, (at, "image"), found)
    for item, place in wrong_elements(found, at, value, "manifests", _is_image):
        _find_in_image(item, place, found)
    if (item := value.get("status")) is not None and not _is_status(item):
        _find_in_status(item, (at, "status"), found)
    if (item := value.get("tag")) is not None and not isinstance(item, STRING):
        wrong_type(found, (at, "tag"), "string", item)


def _find_in_image(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    names = [
        "apiVersion",
        "dockerImageConfig",
        "dockerImageManifest",
        "dockerImageManifestMediaType",
        "dockerImageMetadataVersion",
        "dockerImageReference",
        "kind",
    ]
    expect_strings(found, at, value, names)
    for item, place in wrong_elements(found, at, value, "dockerImageLayers", _is_image_layer):
        _find_in_image_layer(item, place, found)
    for item, place in wrong_elements(found, at, value, "dockerImageManifests", _is_image_manifest):
        _find_in_image_manifest(item, place, found)
    if (item := value.get("dockerImageMetadata")) is not None and not _is_raw_extension(item):
        _find_in_raw_extension(item, (at, "dockerImageMetadata"), found)
    for item, place in wrong_elements(
        found, at, value, "dockerImageSignatures", _is_image_docker_image_signatures_item
    ):
        _find_in_image_docker_image_signatures_item(item, place, found)
    if (item := value.get("metadata")) is not None and not _is_object_meta(item):
        _find_in_object_meta(item, (at, "metadata"), found)
    for item, place in wrong_elements(found, at, value, "signatures", _is_image_signature):
        _find_in_image_signature(item, place, found)


def _find_in_image_layer(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    expect_strings(found, at, value, ("mediaType", "name"))
    expect_whole(found, at, value, is_int64, "int64", ("size",))


def _find_in_image_manifest(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    expect_strings(found, at, value, ("architecture", "digest", "mediaType", "os", "variant"))
    expect_whole(found, at, value, is_int64, "int64", ("manifestSize",))


def _find_in_raw_extension(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    expect_format(found, at, value, TYPE_INVALID, byte, ("Raw",))


def _find_in_image_signature(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    expect_strings(found, at, value, ("apiVersion", "imageIdentity", "kind", "type"))
    expect_format(found, at, value, TYPE_INVALID, byte, ("content",))
    expect_format(found, at, value, TYPE_INVALID, date_time, ("created",))
    expect_string_maps(found, at, value, ("signedClaims",))
    for item, place in wrong_elements(found, at, value, "conditions", _is_signature_condition):
        _find_in_signature_condition(item, place, found)
    if (item := value.get("issuedBy")) is not None and not _is_signature_issuer(item):
        _find_in_signature_issuer(item, (at, "issuedBy"), found)
    if (item := value.get("issuedTo")) is not None and not _is_signature_subject(item):
        _find_in_signature_subject(item, (at, "issuedTo"), found)
    if (item := value.get("metadata")) is not None and not _is_object_meta(item):
        _find_in_object_meta(item, (at, "metadata"), found)


def _find_in_signature_condition(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    names = ["lastProbeTime", "lastTransitionTime"]
    expect_format(found, at, value, TYPE_INVALID, date_time, names)
    expect_strings(found, at, value, ("message", "reason", "status", "type"))


def _find_in_signature_issuer(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    expect_strings(found, at, value, ("commonName", "organization"))


def _find_in_signature_subject(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    expect_strings(found, at, value, ("commonName", "organization", "publicKeyID"))


def _find_in_image_stream(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    expect_one_of(found, at, value, ("", "v1", "image.openshift.io/v1"), ("apiVersion",))
    expect_one_of(found, at, value, ("", "ImageStream"), ("kind",))
    if (item := value.get("metadata")) is not None and not _is_object_meta(item):
        _find_in_object_meta(item, (at, "metadata"), found)
    if (item := value.get("spec")) is not None:
        _find_in_image_stream_spec(item, (at, "spec"), found)
    if (item := value.get("status")) is not None:
        _find_in_image_stream_status(item, (at, "status"), found)


def _find_in_image_stream_spec(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    if (item := value.get("dockerImageRepository")) is not None and not isinstance(item, STRING):
        wrong_type(found, (at, "dockerImageRepository"), "string", item)
    if (item := value.get("lookupPolicy")) is not None and not _is_image_lookup_policy(item):
        _find_in_image_lookup_policy(item, (at, "lookupPolicy"), found)
    for item, place in wrong_elements(found, at, value, "tags", _is_tag_reference, "name"):
        _find_in_tag_reference(item, place, found)


def _find_in_image_lookup_policy(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    if (item := value.get("local")) is not None and not isinstance(item, BOOLEAN):
        wrong_type(found, (at, "local"), "boolean", item)


def _find_in_tag_reference(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    expect_string_maps(found, at, value, ("annotations",))
    expect_whole(found, at, value, is_int64, "int64", ("generation",))
    if (item := value.get("from")) is not None and not _is_object_reference(item):
        _find_in_object_reference(item, (at, "from"), found)
    if (item := value.get("importPolicy")) is not None and not _is_tag_import_policy(item):
        _find_in_tag_import_policy(item, (at, "importPolicy"), found)
    if (item := value.get("referencePolicy")) is not None and not _is_tag_reference_policy(item):
        _find_in_tag_reference_policy(item, (at, "referencePolicy"), found)
    if (item := value.get("name")) is not None and not isinstance(item, STRING):
        wrong_type(found, (at, "name"), "string", item)
    if (item := value.get("reference")) is not None and not isinstance(item, BOOLEAN):
        wrong_type(found, (at, "reference"), "boolean", item)


def _find_in_image_stream_status(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    expect_strings(found, at, value, ("dockerImageRepository", "publicDockerImageRepository"))
    for item, place in wrong_elements(found, at, value, "tags", _is_named_tag_event_list, "tag"):
        _find_in_named_tag_event_list(item, place, found)


def _find_in_named_tag_event_list(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    for item, place in wrong_elements(found, at, value, "conditions", _is_tag_event_condition):
        _find_in_tag_event_condition(item, place, found)
    for item, place in wrong_elements(found, at, value, "items", _is_tag_event):
        _find_in_tag_event(item, place, found)
    if (item := value.get("tag")) is not None and not isinstance(item, STRING):
        wrong_type(found, (at, "tag"), "string", item)


def _find_in_tag_event_condition(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    expect_whole(found, at, value, is_int64, "int64", ("generation",))
    expect_format(found, at, value, TYPE_INVALID, date_time, ("lastTransitionTime",))
    expect_strings(found, at, value, ("message", "reason", "status", "type"))


def _find_in_tag_event(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    expect_format(found, at, value, TYPE_INVALID, date_time, ("created",))
    expect_strings(found, at, value, ("dockerImageReference", "image"))
    expect_whole(found, at, value, is_int64, "int64", ("generation",))


def _find_in_repository_import_status(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    expect_string_lists(found, at, value, ("additionalTags",))
    for item, place in wrong_elements(found, at, value, "images", _is_image_import_status):
        _find_in_image_import_status(item, place, found)
    if (item := value.get("status")) is not None and not _is_status(item):
        _find_in_status(item, (at, "status"), found)


def _find_in_image_stream_tag(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    expect_one_of(found, at, value, ("", "v1", "image.openshift.io/v1"), ("apiVersion",))
    expect_whole(found, at, value, is_int64, "int64", ("generation",))
    expect_one_of(found, at, value, ("", "ImageStreamTag"), ("kind",))
    for item, place in wrong_elements(found, at, value, "conditions", _is_tag_event_condition):
        _find_in_tag_event_condition(item, place, found)
    if (item := value.get("image")) is not None:
        _find_in_image(item, (at, "image"), found)
    if (item := value.get("lookupPolicy")) is not None and not _is_image_lookup_policy(item):
        _find_in_image_lookup_policy(item, (at, "lookupPolicy"), found)
    if (item := value.get("metadata")) is not None and not _is_object_meta(item):
        _find_in_object_meta(item, (at, "metadata"), found)
    if (item := value.get("tag")) is not None and not _is_tag_reference(item):
        _find_in_tag_reference(item, (at, "tag"), found)


def _find_in_image_stream_image(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    expect_one_of(found, at, value, ("", "v1", "image.openshift.io/v1"), ("apiVersion",))
    expect_one_of(found, at, value, ("", "ImageStreamImage"), ("kind",))
    if (item := value.get("image")) is not None:
        _find_in_image(item, (at, "image"), found)
    if (item := value.get("metadata")) is not None and not _is_object_meta(item):
        _find_in_object_meta(item, (at, "metadata"), found)


def _find_in_image_tag(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    expect_one_of(found, at, value, ("", "image.openshift.io/v1"), ("apiVersion",))
    expect_one_of(found, at, value, ("", "ImageTag"), ("kind",))
    if (item := value.get("image")) is not None:
        _find_in_image(item, (at, "image"), found)
    if (item := value.get("metadata")) is not None and not _is_object_meta(item):
        _find_in_object_meta(item, (at, "metadata"), found)
    if (item := value.get("spec")) is not None and not _is_tag_reference(item):
        _find_in_tag_reference(item, (at, "spec"), found)
    if (item := value.get("status")) is not None:
        _find_in_named_tag_event_list(item, (at, "status"), found)


def _find_in_image_stream_mapping(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    expect_one_of(found, at, value, ("", "v1", "image.openshift.io/v1"), ("apiVersion",))
    expect_one_of(found, at, value, ("", "ImageStreamMapping"), ("kind",))
    if (item := value.get("image")) is not None:
        _find_in_image(item, (at, "image"), found)
    if (item := value.get("metadata")) is not None and not _is_object_meta(item):
        _find_in_object_meta(item, (at, "metadata"), found)
    if (item := value.get("tag")) is not None and not isinstance(item, STRING):
        wrong_type(found, (at, "tag"), "string", item)


def _find_in_image_stream_layers(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    expect_one_of(found, at, value, ("", "v1", "image.openshift.io/v1"), ("apiVersion",))
    expect_one_of(found, at, value, ("", "ImageStreamLayers"), ("kind",))
    if (item := value.get("blobs")) is not None:
        _find_in_image_stream_layers_blobs(item, (at, "blobs"), found)
    if (item := value.get("images")) is not None:
        _find_in_image_stream_layers_images(item, (at, "images"), found)
    if (item := value.get("metadata")) is not None and not _is_object_meta(item):
        _find_in_object_meta(item, (at, "metadata"), found)


def _find_in_image_layer_data(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    expect_whole(found, at, value, is_int64, "int64", ("size",))
    if (item := value.get("mediaType")) is not None and not isinstance(item, STRING):
        wrong_type(found, (at, "mediaType"), "string", item)


def _find_in_image_blob_references(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    expect_string_lists(found, at, value, ("layers", "manifests"))
    if (item := value.get("config")) is not None and not isinstance(item, STRING):
        wrong_type(found, (at, "config"), "string", item)
    if (item := value.get("imageMissing")) is not None and not isinstance(item, BOOLEAN):
        wrong_type(found, (at, "imageMissing"), "boolean", item)


def _find_in_secret(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    expect_one_of(found, at, value, ("", "v1"), ("apiVersion",))
    expect_one_of(found, at, value, ("", "Secret"), ("kind",))
    expect_string_maps(found, at, value, ("stringData",))
    if (item := value.get("data")) is not None:
        _find_in_secret_data(item, (at, "data"), found)
    if (item := value.get("metadata")) is not None and not _is_object_meta(item):
        _find_in_object_meta(item, (at, "metadata"), found)
    if (item := value.get("immutable")) is not None and not isinstance(item, BOOLEAN):
        wrong_type(found, (at, "immutable"), "boolean", item)
    if (item := value.get("type")) is not None and not isinstance(item, STRING):
        wrong_type(found, (at, "type"), "string", item)


def _find_in_namespace(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    expect_one_of(found, at, value, ("", "v1"), ("apiVersion",))
    expect_one_of(found, at, value, ("", "Namespace"), ("kind",))
    if (item := value.get("metadata")) is not None and not _is_object_meta(item):
        _find_in_object_meta(item, (at, "metadata"), found)
    if (item := value.get("spec")) is not None and not _is_namespace_spec(item):
        _find_in_namespace_spec(item, (at, "spec"), found)
    if (item := value.get("status")) is not None and not _is_namespace_status(item):
        _find_in_namespace_status(item, (at, "status"), found)


def _find_in_namespace_spec(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    expect_string_lists(found, at, value, ("finalizers",))


def _find_in_self_subject_access_review(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    expect_one_of(found, at, value, ("", "authorization.k8s.io/v1"), ("apiVersion",))
    expect_one_of(found, at, value, ("", "SelfSubjectAccessReview"), ("kind",))
    if (item := value.get("metadata")) is not None and not _is_object_meta(item):
        _find_in_object_meta(item, (at, "metadata"), found)
    if (item := value.get("spec")) is not None and not _is_self_subject_access_review_spec(item):
        _find_in_self_subject_access_review_spec(item, (at, "spec"), found)
    if (item := value.get("status")) is not None and not _is_subject_access_review_status(item):
        _find_in_subject_access_review_status(item, (at, "status"), found)


def _find_in_self_subject_access_review_spec(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    if (item := value.get("nonResourceAttributes")) is not None and not _is_non_resource_attributes(
        item
    ):
        _find_in_non_resource_attributes(item, (at, "nonResourceAttributes"), found)
    if (item := value.get("resourceAttributes")) is not None and not _is_resource_attributes(item):
        _find_in_resource_attributes(item, (at, "resourceAttributes"), found)


def _find_in_subject_access_review(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    expect_one_of(found, at, value, ("", "authorization.k8s.io/v1"), ("apiVersion",))
    expect_one_of(found, at, value, ("", "SubjectAccessReview"), ("kind",))
    if (item := value.get("metadata")) is not None and not _is_object_meta(item):
        _find_in_object_meta(item, (at, "metadata"), found)
    if (item := value.get("spec")) is not None and not _is_subject_access_review_spec(item):
        _find_in_subject_access_review_spec(item, (at, "spec"), found)
    if (item := value.get("status")) is not None and not _is_subject_access_review_status(item):
        _find_in_subject_access_review_status(item, (at, "status"), found)


def _find_in_local_subject_access_review(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    expect_one_of(found, at, value, ("", "authorization.k8s.io/v1"), ("apiVersion",))
    expect_one_of(found, at, value, ("", "LocalSubjectAccessReview"), ("kind",))
    if (item := value.get("metadata")) is not None and not _is_object_meta(item):
        _find_in_object_meta(item, (at, "metadata"), found)
    if (item := value.get("spec")) is not None and not _is_subject_access_review_spec(item):
        _find_in_subject_access_review_spec(item, (at, "spec"), found)
    if (item := value.get("status")) is not None and not _is_subject_access_review_status(item):
        _find_in_subject_access_review_status(item, (at, "status"), found)


def _find_in_subject_access_review_spec(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    expect_string_lists(found, at, value, ("groups",))
    expect_strings(found, at, value, ("uid", "user"))
    if (item := value.get("extra")) is not None:
        _find_in_subject_access_review_spec_extra(item, (at, "extra"), found)
    if (item := value.get("nonResourceAttributes")) is not None and not _is_non_resource_attributes(
        item
    ):
        _find_in_non_resource_attributes(item, (at, "nonResourceAttributes"), found)
    if (item := value.get("resourceAttributes")) is not None and not _is_resource_attributes(item):
        _find_in_resource_attributes(item, (at, "resourceAttributes"), found)


def _find_in_resource_attributes(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    names = ["group", "name", "namespace", "resource", "subresource", "verb", "version"]
    expect_strings(found, at, value, names)


def _find_in_non_resource_attributes(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    expect_strings(found, at, value, ("path", "verb"))


def _find_in_subject_access_review_status(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    expect_booleans(found, at, value, ("allowed", "denied"))
    expect_strings(found, at, value, ("evaluationError", "reason"))


def _find_in_self_subject_rules_review(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    expect_one_of(found, at, value, ("", "authorization.k8s.io/v1"), ("apiVersion",))
    expect_one_of(found, at, value, ("", "SelfSubjectRulesReview"), ("kind",))
    if (item := value.get("metadata")) is not None and not _is_object_meta(item):
        _find_in_object_meta(item, (at, "metadata"), found)
    if (item := value.get("spec")) is not None and not _is_self_subject_rules_review_spec(item):
        _find_in_self_subject_rules_review_spec(item, (at, "spec"), found)
    if (item := value.get("status")) is not None:
        _find_in_subject_rules_review_status(item, (at, "status"), found)


def _find_in_self_subject_rules_review_spec(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    if (item := value.get("namespace")) is not None and not isinstance(item, STRING):
        wrong_type(found, (at, "namespace"), "string", item)


def _find_in_subject_rules_review_status(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    if (item := value.get("evaluationError")) is not None and not isinstance(item, STRING):
        wrong_type(found, (at, "evaluationError"), "string", item)
    if (item := value.get("incomplete")) is not None and not isinstance(item, BOOLEAN):
        wrong_type(found, (at, "incomplete"), "boolean", item)
    for item, place in wrong_elements(found, at, value, "nonResourceRules", _is_non_resource_rule):
        _find_in_non_resource_rule(item, place, found)
    for item, place in wrong_elements(found, at, value, "resourceRules", _is_resource_rule):
        _find_in_resource_rule(item, place, found)


def _find_in_resource_rule(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    expect_string_lists(found, at, value, ("apiGroups", "resourceNames", "resources", "verbs"))


def _find_in_non_resource_rule(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    expect_string_lists(found, at, value, ("nonResourceURLs", "verbs"))


def _find_in_self_subject_review(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    expect_one_of(found, at, value, ("", "authentication.k8s.io/v1"), ("apiVersion",))
    expect_one_of(found, at, value, ("", "SelfSubjectReview"), ("kind",))
    if (item := value.get("metadata")) is not None and not _is_object_meta(item):
        _find_in_object_meta(item, (at, "metadata"), found)
    if (item := value.get("status")) is not None:
        _find_in_self_subject_review_status(item, (at, "status"), found)


def _find_in_self_subject_review_status(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    if (item := value.get("userInfo")) is not None and not _is_user_info(item):
        _find_in_user_info(item, (at, "userInfo"), found)


def _find_in_user_info(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    expect_string_lists(found, at, value, ("groups",))
    expect_strings(found, at, value, ("uid", "username"))
    if (item := value.get("extra")) is not None:
        _find_in_user_info_extra(item, (at, "extra"), found)


def _find_in_resource_access_review(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    expect_one_of(found, at, value, ("", "authorization.openshift.io/v1"), ("apiVersion",))
    expect_one_of(found, at, value, ("", "ResourceAccessReview"), ("kind",))
    names = [
        "namespace",
        "path",
        "resource",
        "resourceAPIGroup",
        "resourceAPIVersion",
        "resourceName",
        "verb",
    ]
    expect_strings(found, at, value, names)
    if (item := value.get("content")) is not None:
        _find_in_resource_access_review_content(item, (at, "content"), found)
    if (item := value.get("isNonResourceURL")) is not None and not isinstance(item, BOOLEAN):
        wrong_type(found, (at, "isNonResourceURL"), "boolean", item)


def _find_in_local_resource_access_review(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    expect_one_of(found, at, value, ("", "authorization.openshift.io/v1"), ("apiVersion",))
    expect_one_of(found, at, value, ("", "LocalResourceAccessReview"), ("kind",))
    names = [
        "namespace",
        "path",
        "resource",
        "resourceAPIGroup",
        "resourceAPIVersion",
        "resourceName",
        "verb",
    ]
    expect_strings(found, at, value, names)
    if (item := value.get("content")) is not None:
        _find_in_local_resource_access_review_content(item, (at, "content"), found)
    if (item := value.get("isNonResourceURL")) is not None and not isinstance(item, BOOLEAN):
        wrong_type(found, (at, "isNonResourceURL"), "boolean", item)


def _find_in_resource_access_review_response(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    expect_one_of(found, at, value, ("", "authorization.openshift.io/v1"), ("apiVersion",))
    expect_strings(found, at, value, ("evalutionError", "namespace"))
    expect_string_lists(found, at, value, ("groups", "users"))
    expect_one_of(found, at, value, ("", "ResourceAccessReviewResponse"), ("kind",))


def _find_in_project(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    expect_one_of(found, at, value, ("", "project.openshift.io/v1"), ("apiVersion",))
    expect_one_of(found, at, value, ("", "Project"), ("kind",))
    if (item := value.get("metadata")) is not None and not _is_object_meta(item):
        _find_in_object_meta(item, (at, "metadata"), found)
    if (item := value.get("spec")) is not None and not _is_namespace_spec(item):
        _find_in_namespace_spec(item, (at, "spec"), found)
    if (item := value.get("status")) is not None and not _is_namespace_status(item):
        _find_in_namespace_status(item, (at, "status"), found)


def _find_in_project_request(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    expect_one_of(found, at, value, ("", "project.openshift.io/v1"), ("apiVersion",))
    expect_strings(found, at, value, ("description", "displayName"))
    expect_one_of(found, at, value, ("", "ProjectRequest"), ("kind",))
    if (item := value.get("metadata")) is not None and not _is_object_meta(item):
        _find_in_object_meta(item, (at, "metadata"), found)


def _find_in_user(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    expect_one_of(found, at, value, ("", "user.openshift.io/v1"), ("apiVersion",))
    expect_string_lists(found, at, value, ("groups", "identities"))
    expect_one_of(found, at, value, ("", "User"), ("kind",))
    if (item := value.get("fullName")) is not None and not isinstance(item, STRING):
        wrong_type(found, (at, "fullName"), "string", item)
    if (item := value.get("metadata")) is not None and not _is_object_meta(item):
        _find_in_object_meta(item, (at, "metadata"), found)


def _find_in_namespace_status(value: Any, at: At, found: list[Finding]) -> None:
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    if (item := value.get("phase")) is not None and not isinstance(item, STRING):
        wrong_type(found, (at, "phase"), "string", item)


def _find_in_image_docker_image_signatures_item(value: Any, at: At, found: list[Finding]) -> None:
    """#/$defs/Image/properties/dockerImageSignatures/items"""
    if not isinstance(value, STRING):
        return wrong_type(found, at, "string", value)
    complain(found, at, TYPE_INVALID, value, byte)


def _find_in_image_stream_layers_blobs(value: Any, at: At, found: list[Finding]) -> None:
    """#/$defs/ImageStreamLayers/properties/blobs"""
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    for key, item in value.items():
        _find_in_image_layer_data(item, (at, entry(key)), found)


def _find_in_image_stream_layers_images(value: Any, at: At, found: list[Finding]) -> None:
    """#/$defs/ImageStreamLayers/properties/images"""
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    for key, item in value.items():
        _find_in_image_blob_references(item, (at, entry(key)), found)


def _find_in_secret_data(value: Any, at: At, found: list[Finding]) -> None:
    """#/$defs/Secret/properties/data"""
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    for key, item in value.items():
        place = (at, entry(key))
        if not isinstance(item, STRING):
            wrong_type(found, place, "string", item)
        else:
            complain(found, place, TYPE_INVALID, item, byte)


def _find_in_subject_access_review_spec_extra(value: Any, at: At, found: list[Finding]) -> None:
    """#/$defs/SubjectAccessReviewSpec/properties/extra"""
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    for key, item in value.items():
        if not is_string_list(item):
            not_strings(found, (at, entry(key)), item)


def _find_in_user_info_extra(value: Any, at: At, found: list[Finding]) -> None:
    """#/$defs/UserInfo/properties/extra"""
    if not isinstance(value, OBJECT):
        return wrong_type(found, at, "object", value)
    for key, item in value.items():
        if not is_string_list(item):
            not_strings(found, (at, entry(key)), item)


def _find_in_resource_access_review_content(value: Any, at: At, found: list[Finding]) -> None:
    """#/$defs/ResourceAccessReview/properties/content"""
    if not isinstance(value, OBJECT):
        wrong_type(found, at, "object", value)


def _find_in_local_resource_access_review_content(value: Any, at: At, found: list[Finding]) -> None:
    """#/$defs/LocalResourceAccessReview/properties/content"""
    if not isinstance(value, OBJECT):
        wrong_type(found, at, "object", value)


# ----------------------------------------------------------------- rules beyond the types of values


def _rules_of_image_stream_import(value: Any, at: At, found: list[Finding]) -> None:
    spec = value.get("spec")
    metadata = value.get("metadata")
    if spec is None or isinstance(spec, OBJECT):
        _rules_of_image_stream_import_spec(spec or NOTHING, (at, "spec"), found)
    if metadata is None or isinstance(metadata, OBJECT):
        _rules_of_object_meta(metadata or NOTHING, (at, "metadata"), found)


def _rules_of_object_meta(
    value: Any, at: At, found: list[Finding], skip: tuple[str, ...] = ()
) -> None:
    generate_name = value.get("generateName")
    name = value.get("name")
    finalizers = value.get("finalizers")
    if generate_name:
        if (
            "generate-name-segment" not in skip
            and isinstance(generate_name, STRING)
            and path_segment_prefix(generate_name)
        ):
            complain(found, (at, "generateName"), INVALID, generate_name, path_segment_prefix)
        if (
            "generate-name-form" not in skip
            and isinstance(generate_name, STRING)
            and _PATTERN_1(generate_name) is None
        ):
            detail = 'must match "[a-z0-9]+(?:[._-][a-z0-9]+)*"'
            add(found, (at, "generateName"), INVALID, generate_name, detail)
    if (generate_name is None or generate_name == "") and (name is None or name == ""):
        add(found, (at, "name"), REQUIRED, "", "name or generateName is required")
    if name:
        if "name-segment" not in skip and isinstance(name, STRING) and not is_path_segment(name):
            complain(found, (at, "name"), INVALID, name, path_segment)
        if "name-form" not in skip and isinstance(name, STRING) and _PATTERN_2(name) is None:
            add(found, (at, "name"), INVALID, name, 'must match "[a-z0-9]+(?:[._-][a-z0-9]+)*"')
    if (
        "namespace" in value
        and (namespace := value["namespace"])
        and "namespace" not in skip
        and isinstance(namespace, STRING)
        and not is_dns_label(namespace)
    ):
        complain(found, (at, "namespace"), INVALID, namespace, dns_label)
    if (
        "generation" in value
        and (generation := value["generation"]) is not None
        and "generation" not in skip
        and is_number(generation)
        and generation < 0
    ):
        add(found, (at, "generation"), INVALID, generation, "must be greater than or equal to 0")
    if "labels" in value and (labels := value["labels"]) and isinstance(labels, OBJECT):
        place = (at, "labels")
        for key, item in labels.items():
            if isinstance(key, STRING) and not is_qualified_name(key):
                complain(found, (place, (key, "")), INVALID, key, qualified_name)
            if isinstance(item, STRING) and not is_label_value(item):
                complain(found, (place, (key, "")), INVALID, item, label_value)
    if (
        "annotations" in value
        and (annotations := value["annotations"])
        and isinstance(annotations, OBJECT)
    ):
        place = (at, "annotations")
        for key in annotations:
            if isinstance(key, STRING) and not is_qualified_name(lowered(key)):
                complain(found, (place, (key, "")), INVALID, key, qualified_name, lowered(key))
        if map_size(annotations) > 262144:
            add(found, (at, "annotations"), TOO_LONG, annotations, "must have at most 262144 bytes")
    if (
        "ownerReferences" in value
        and (owner_references := value["ownerReferences"])
        and isinstance(owner_references, LIST)
    ):
        first: Any = None
        place = (at, "ownerReferences")
        for index, item in enumerate(owner_references):
            if item.__class__ is OBJECT or isinstance(item, OBJECT):
                _rules_of_object_meta_owner_references(item, (place, (index, "")), found)
                if item.get("controller") is True:
                    if first is not None:
                        add_words(
                            found,
                            place,
                            INVALID,
                            "[]v1.OwnerReference{"
                            + ", ".join(
                                _owner_reference_in_words(each)
                                for each in owner_references
                                if isinstance(each, OBJECT)
                            )
                            + "}",
                            "Only one reference can have Controller set to true. Found "
                            + '"true" in references for '
                            + plain(first.get("name"))
                            + " and "
                            + plain(item.get("name")),
                        )
                    else:
                        first = item
    if finalizers and isinstance(finalizers, LIST):
        place = (at, "finalizers")
        for index, item in enumerate(finalizers):
            if isinstance(item, STRING) and not is_qualified_name(item):
                complain(found, (place, (index, "")), INVALID, item, qualified_name)
        if "orphan" in finalizers and "foregroundDeletion" in finalizers:
            detail = "finalizer orphan and foregroundDeletion cannot be both set"
            add(found, (at, "finalizers"), INVALID, finalizers, detail)
    if (
        "managedFields" in value
        and (managed_fields := value["managedFields"])
        and isinstance(managed_fields, LIST)
    ):
        place = (at, "managedFields")
        for index, item in enumerate(managed_fields):
            if item.__class__ is OBJECT or isinstance(item, OBJECT):
                _rules_of_managed_fields_entry(item, (place, index), found)
    if finalizers and isinstance(finalizers, LIST):
        place = (at, "finalizers")
        for index, item in enumerate(finalizers):
            if (item is None or isinstance(item, STRING)) and _PATTERN_4(item or "") is None:
                detail = "name is neither a standard finalizer name nor is it fully qualified"
                add(found, (place, index), INVALID, item or "", detail)


def _rules_of_object_meta_owner_references(value: Any, at: At, found: list[Finding]) -> None:
    """Each of ownerReferences in ObjectMeta"""
    api_version = value.get("apiVersion")
    kind = value.get("kind")
    name = value.get("name")
    uid = value.get("uid")
    if (api_version is None or isinstance(api_version, STRING)) and _PATTERN_3(
        api_version or ""
    ) is None:
        add(found, (at, "apiVersion"), INVALID, api_version or "", "version must not be empty")
    if kind is None or kind == "":
        add(found, (at, "kind"), INVALID, "", "kind must not be empty")
    if name is None or name == "":
        add(found, (at, "name"), INVALID, "", "name must not be empty")
    if uid is None or uid == "":
        add(found, (at, "uid"), INVALID, "", "uid must not be empty")
    if api_version in ("v1", "/v1") and kind == "Event":
        detail = "/v1, Kind=Event is disallowed from being an owner"
        add_words(found, at, INVALID, _owner_reference_in_words(value), detail)


def _rules_of_managed_fields_entry(value: Any, at: At, found: list[Finding]) -> None:
    operation = value.get("operation")
    fields_type = value.get("fieldsType")
    if operation not in ("Apply", "Update") and (
        operation is None or isinstance(operation, STRING)
    ):
        add(found, (at, "operation"), INVALID, operation or "", "must be `Apply` or `Update`")
    if isinstance(fields_type, STRING) and fields_type not in ("", "FieldsV1"):
        add(found, (at, "fieldsType"), INVALID, fields_type, "must be `FieldsV1`")
    if "manager" in value and (manager := value["manager"]) and isinstance(manager, STRING):
        if text_size(manager) > 128:
            add(found, (at, "manager"), TOO_LONG, manager, "must have at most 128 bytes")
        if printable(manager):
            complain(found, (at, "manager"), INVALID, manager, printable)
    if (
        "subresource" in value
        and (subresource := value["subresource"])
        and isinstance(subresource, STRING)
        and text_size(subresource) > 256
    ):
        add(found, (at, "subresource"), TOO_LONG, subresource, "must have at most 256 bytes")


def _rules_of_image_stream_import_spec(value: Any, at: At, found: list[Finding]) -> None:
    images = value.get("images")
    repository = value.get("repository")
    if images and isinstance(images, LIST):
        place = (at, "images")
        for index, item in enumerate(images):
            if item.__class__ is OBJECT or isinstance(item, OBJECT):
                _rules_of_image_import_spec(item, (place, index), found)
    if isinstance(repository, OBJECT):
        _rules_of_repository_import_spec(repository, (at, "repository"), found)
    if (images is None or images == []) and repository is None:
        detail = "you must specify at least one image or a repository import"
        add_words(found, (at, "images"), INVALID, '"null"', detail)


def _rules_of_image_import_spec(value: Any, at: At, found: list[Finding]) -> None:
    in_from = item if (item := value.get("from")).__class__ is OBJECT else opened(item)
    kind = in_from.get("kind")
    to = value.get("to")
    in_to = to if to.__class__ is OBJECT else opened(to)
    to_name = in_to.get("name")
    from_name = in_from.get("name")
    in_import_policy = (
        item if (item := value.get("importPolicy")).__class__ is OBJECT else opened(item)
    )
    import_mode = in_import_policy.get("importMode")
    at_from = (at, "from")
    if kind != "DockerImage" and (kind is None or isinstance(kind, STRING)):
        add(found, (at_from, "kind"), INVALID, kind or "", "only DockerImage is supported")
    if kind == "DockerImage":
        if to is not None and (to_name is None or to_name == ""):
            detail = "the name of the target tag must be specified"
            add(found, ((at, "to"), "name"), INVALID, "", detail)
        if from_name is None or from_name == "":
            add(found, (at_from, "name"), REQUIRED, "")
        if (
            from_name
            and isinstance(from_name, STRING)
            and not is_reference(from_name)
            and from_name != "*"
        ):
            complain(found, (at_from, "name"), INVALID, from_name, image_reference)
    if (
        (kind != "DockerImage" or from_name != "*")
        and isinstance(import_mode, STRING)
        and import_mode not in ("", "Legacy", "PreserveOriginal")
    ):
        detail = "invalid import mode, valid modes are '', 'Legacy', 'PreserveOriginal'"
        add(found, ((at, "importPolicy"), "importMode"), INVALID, import_mode, detail)


def _rules_of_repository_import_spec(value: Any, at: At, found: list[Finding]) -> None:
    in_from = item if (item := value.get("from")).__class__ is OBJECT else opened(item)
    kind = in_from.get("kind")
    name = in_from.get("name")
    in_import_policy = (
        item if (item := value.get("importPolicy")).__class__ is OBJECT else opened(item)
    )
    import_mode = in_import_policy.get("importMode")
    at_from = (at, "from")
    if kind != "DockerImage" and (kind is None or isinstance(kind, STRING)):
        add(found, (at_from, "kind"), INVALID, kind or "", "only DockerImage is supported")
    if kind == "DockerImage":
        if name is None or name == "":
            add(found, (at_from, "name"), REQUIRED, "", "container image references require a name")
        if name and isinstance(name, STRING):
            if not is_reference(name):
                complain(found, (at_from, "name"), INVALID, name, image_reference)
            elif has_part(image_reference_parts(name), ("tag", "digest")):
                detail = "you must specify an image repository, not a tag or ID"
                add(found, (at_from, "name"), INVALID, name, detail)
    if isinstance(import_mode, STRING) and import_mode not in ("", "Legacy", "PreserveOriginal"):
        detail = "invalid import mode, valid modes are '', 'Legacy', 'PreserveOriginal'"
        add(found, ((at, "importPolicy"), "importMode"), INVALID, import_mode, detail)


def _rules_of_image(value: Any, at: At, found: list[Finding]) -> None:
    metadata = value.get("metadata")
    in_metadata = metadata if metadata.__class__ is OBJECT else opened(metadata)
    namespace = in_metadata.get("namespace")
    docker_image_reference = value.get("dockerImageReference")
    docker_image_manifests = value.get("dockerImageManifests")
    docker_image_layers = value.get("dockerImageLayers")
    if metadata is None or isinstance(metadata, OBJECT):
        _rules_of_object_meta(
            metadata or NOTHING,
            (at, "metadata"),
            found,
            ("generate-name-form", "name-form", "namespace"),
        )
    if (
        namespace is not None
        and namespace != ""
        and (namespace is None or isinstance(namespace, STRING))
    ):
        add(
            found,
            ((at, "metadata"), "namespace"),
            FORBIDDEN,
            namespace or "",
            "not allowed on this type",
        )
    if docker_image_reference is None or docker_image_reference == "":
        add(found, (at, "dockerImageReference"), REQUIRED, "")
    if (
        docker_image_reference
        and isinstance(docker_image_reference, STRING)
        and not is_reference(docker_image_reference)
    ):
        complain(
            found, (at, "dockerImageReference"), INVALID, docker_image_reference, image_reference
        )
    if (
        "signatures" in value
        and (signatures := value["signatures"])
        and isinstance(signatures, LIST)
    ):
        place = (at, "signatures")
        for index, item in enumerate(signatures):
            if item.__class__ is OBJECT or isinstance(item, OBJECT):
                _rules_of_image_signature(item, (place, index), found)
    if docker_image_manifests and isinstance(docker_image_manifests, LIST):
        place = (at, "dockerImageManifests")
        for index, item in enumerate(docker_image_manifests):
            if item.__class__ is OBJECT or isinstance(item, OBJECT):
                _rules_of_image_manifest(item, (place, index), found)
    if (
        docker_image_manifests is not None
        and docker_image_manifests != []
        and docker_image_layers is not None
        and docker_image_layers != []
    ):
        detail = "dockerImageLayers should not be set when dockerImageManifests is set"
        add_words(found, (at, "dockerImageLayers"), INVALID, '"layers"', detail)


def _rules_of_image_manifest(value: Any, at: At, found: list[Finding]) -> None:
    digest = value.get("digest")
    media_type = value.get("mediaType")
    architecture = value.get("architecture")
    os = value.get("os")
    if (digest is None or isinstance(digest, STRING)) and _PATTERN_5(digest or "") is None:
        detail = "digest does not conform with OCI image specification"
        add(found, (at, "digest"), INVALID, digest or "", detail)
    if (media_type is None or isinstance(media_type, STRING)) and _PATTERN_6(
        media_type or ""
    ) is None:
        detail = "media type does not conform to RFC6838"
        add(found, (at, "mediaType"), INVALID, media_type or "", detail)
    if architecture is None or architecture == "":
        add(found, (at, "architecture"), REQUIRED, "")
    if os is None or os == "":
        add(found, (at, "os"), REQUIRED, "")
    if (
        "manifestSize" in value
        and (manifest_size := value["manifestSize"]) is not None
        and is_number(manifest_size)
        and manifest_size < 0
    ):
        detail = "manifest size cannot be negative"
        add(
            found,
            ReportedAt(field_of(at) + ".size", (at, "manifestSize")),
            INVALID,
            manifest_size,
            detail,
        )


def _rules_of_image_signature(value: Any, at: At, found: list[Finding]) -> None:
    metadata = value.get("metadata")
    in_metadata = metadata if metadata.__class__ is OBJECT else opened(metadata)
    labels = in_metadata.get("labels")
    annotations = in_metadata.get("annotations")
    name = in_metadata.get("name")
    type_ = value.get("type")
    content = value.get("content")
    at_metadata = (at, "metadata")
    if metadata is None or isinstance(metadata, OBJECT):
        _rules_of_object_meta(
            metadata or NOTHING,
            (at, "metadata"),
            found,
            ("generate-name-form", "name-form", "namespace"),
        )
    if labels is not None and labels != NOTHING:
        add(found, (at_metadata, "labels"), FORBIDDEN, labels, "signature labels cannot be set")
    if annotations is not None and annotations != NOTHING:
        detail = "signature annotations cannot be set"
        add(found, (at_metadata, "annotations"), FORBIDDEN, annotations, detail)
    if (name is None or isinstance(name, STRING)) and _PATTERN_7(name or "") is None:
        detail = "name must be of format <imageName>@<signatureName>"
        add(found, (at_metadata, "name"), INVALID, name or "", detail)
    if type_ is None or type_ == "":
        add(found, (at, "type"), REQUIRED, "")
    if content is None or content == "":
        add(found, (at, "content"), REQUIRED, "")


def _rules_of_image_stream(value: Any, at: At, found: list[Finding]) -> None:
    spec = value.get("spec")
    in_spec = spec if spec.__class__ is OBJECT else opened(spec)
    tags = in_spec.get("tags")
    metadata = value.get("metadata")
    in_metadata = metadata if metadata.__class__ is OBJECT else opened(metadata)
    name = in_metadata.get("name")
    at_spec = (at, "spec")
    folded = Findings(MOST_CAUSES)
    if tags and isinstance(tags, LIST):
        place = (at_spec, "tags")
        for index, item in last_of_each(tags, "name"):
            if item.__class__ is OBJECT or isinstance(item, OBJECT):
                _rules_of_image_stream_spec_tags(
                    item, (place, element_step(index, item, "name")), folded
                )
    if folded:
        add(
            found,
            ReportedAt("[]", at),
            INTERNAL,
            "",
            "imagestreams " + quoted(plain(name)) + " is invalid: " + summary(folded),
        )
    if metadata is None or isinstance(metadata, OBJECT):
        _rules_of_object_meta(metadata or NOTHING, (at, "metadata"), found, ("generation",))
    if (
        name
        and isinstance(name, STRING)
        and text_size(in_metadata.get("namespace")) + text_size(name) + 1 > 255
    ):
        detail = "'namespace/name' cannot be longer than 255 characters"
        add(found, ((at, "metadata"), "name"), INVALID, name, detail)
    if isinstance(spec, OBJECT):
        _rules_of_image_stream_spec(spec, (at, "spec"), found)
    if tags and isinstance(tags, LIST):
        place = (at_spec, "tags")
        for index, item in last_of_each(tags, "name"):
            if item.__class__ is OBJECT or isinstance(item, OBJECT):
                _rules_of_image_stream_spec_tags_2(
                    item, (place, element_step(index, item, "name")), found
                )


def _rules_of_image_stream_spec_tags(value: Any, at: At, found: list[Finding]) -> None:
    """Each of spec.tags in ImageStream"""
    from_ = value.get("from")
    in_from = from_ if from_.__class__ is OBJECT else opened(from_)
    kind = in_from.get("kind")
    name = in_from.get("name")
    at_from = (at, "from")
    if (
        from_ is not None
        and (
            kind is None
            or isinstance(kind, STRING)
            and kind not in ("DockerImage", "ImageStreamTag", "ImageStreamImage")
        )
        and (name is None or isinstance(name, STRING))
    ):
        detail = "must be of the form <tag>, <repo>:<tag>, <id>, or <repo>@<id>"
        add(found, (at_from, "name"), INVALID, name or "", detail)
    if (
        kind == "DockerImage"
        and (name is None or name == "")
        and (name is None or isinstance(name, STRING))
    ):
        detail = "must be of the form <tag>, <repo>:<tag>, <id>, or <repo>@<id>"
        add(found, (at_from, "name"), INVALID, name or "", detail)
    if kind == "ImageStreamTag" and name and isinstance(name, STRING) and _PATTERN_8(name) is None:
        detail = "must be of the form <tag>, <repo>:<tag>, <id>, or <repo>@<id>"
        add(found, (at_from, "name"), INVALID, name, detail)
    if (
        kind == "ImageStreamImage"
        and name
        and isinstance(name, STRING)
        and _PATTERN_9(name) is None
    ):
        detail = "must be of the form <tag>, <repo>:<tag>, <id>, or <repo>@<id>"
        add(found, (at_from, "name"), INVALID, name, detail)


def _rules_of_image_stream_spec_tags_2(value: Any, at: At, found: list[Finding]) -> None:
    """Each of spec.tags in ImageStream"""
    in_from = item if (item := value.get("from")).__class__ is OBJECT else opened(item)
    from_name = in_from.get("name")
    if (
        in_from.get("kind") == "DockerImage"
        and value.get("reference") is True
        and from_name
        and isinstance(from_name, STRING)
        and not is_reference(from_name)
    ):
        complain(
            found,
            ReportedAt(
                "status.tags[" + plain(value.get("name")) + "].items[0].dockerImageReference",
                ((at, "from"), "name"),
            ),
            INVALID,
            from_name,
            image_reference,
        )


def _rules_of_image_stream_spec(value: Any, at: At, found: list[Finding]) -> None:
    if (
        "dockerImageRepository" in value
        and (docker_image_repository := value["dockerImageRepository"])
        and isinstance(docker_image_repository, STRING)
    ):
        if not is_reference(docker_image_repository):
            complain(
                found,
                (at, "dockerImageRepository"),
                INVALID,
                docker_image_repository,
                image_reference,
            )
        if has_part(image_reference_parts(docker_image_repository), ("tag",)):
            detail = "the repository name may not contain a tag"
            add(found, (at, "dockerImageRepository"), INVALID, docker_image_repository, detail)
        if has_part(image_reference_parts(docker_image_repository), ("digest",)):
            detail = "the repository name may not contain an ID"
            add(found, (at, "dockerImageRepository"), INVALID, docker_image_repository, detail)
    if "tags" in value and (tags := value["tags"]) and isinstance(tags, LIST):
        place = (at, "tags")
        for index, item in last_of_each(tags, "name"):
            if item.__class__ is OBJECT or isinstance(item, OBJECT):
                _rules_of_tag_reference(item, (place, element_step(index, item, "name")), found)


def _rules_of_tag_reference(value: Any, at: At, found: list[Finding]) -> None:
    from_ = value.get("from")
    in_from = from_ if from_.__class__ is OBJECT else opened(from_)
    name = in_from.get("name")
    kind = in_from.get("kind")
    in_import_policy = (
        item if (item := value.get("importPolicy")).__class__ is OBJECT else opened(item)
    )
    scheduled = in_import_policy.get("scheduled")
    in_reference_policy = (
        item if (item := value.get("referencePolicy")).__class__ is OBJECT else opened(item)
    )
    reference_policy_type = in_reference_policy.get("type")
    import_mode = in_import_policy.get("importMode")
    at_import_policy = (at, "importPolicy")
    at_from = (at, "from")
    if from_ is not None and (name is None or name == ""):
        add(found, (at_from, "name"), REQUIRED, "")
    if kind == "DockerImage" and name and isinstance(name, STRING) and not is_reference(name):
        complain(found, (at_from, "name"), INVALID, name, image_reference)
    if kind in ("ImageStreamTag", "ImageStreamImage") and scheduled is True:
        detail = "only tags pointing to Docker repositories may be scheduled for background import"
        add(found, (at_import_policy, "scheduled"), INVALID, scheduled, detail)
    if (
        from_ is not None
        and kind not in ("DockerImage", "ImageStreamImage", "ImageStreamTag")
        and (kind is None or isinstance(kind, STRING))
    ):
        detail = "valid values are 'DockerImage', 'ImageStreamImage', 'ImageStreamTag'"
        add(found, (at_from, "kind"), REQUIRED, kind or "", detail)
    if isinstance(reference_policy_type, STRING) and reference_policy_type not in (
        "",
        "Source",
        "Local",
    ):
        detail = 'valid values are "Source", "Local"'
        add(found, ((at, "referencePolicy"), "type"), INVALID, reference_policy_type, detail)
    if isinstance(import_mode, STRING) and import_mode not in ("", "Legacy", "PreserveOriginal"):
        detail = "invalid import mode, valid modes are '', 'Legacy', 'PreserveOriginal'"
        add(found, (at_import_policy, "importMode"), INVALID, import_mode, detail)


def _rules_of_image_stream_tag(value: Any, at: At, found: list[Finding]) -> None:
    metadata = value.get("metadata")
    tag = value.get("tag")
    if metadata is None or isinstance(metadata, OBJECT):
        _rules_of_object_meta(
            metadata or NOTHING, (at, "metadata"), found, ("generate-name-form", "name-form")
        )
    if isinstance(tag, OBJECT):
        _rules_of_tag_reference(tag, (at, "tag"), found)


def _rules_of_image_tag(value: Any, at: At, found: list[Finding]) -> None:
    metadata = value.get("metadata")
    spec = value.get("spec")
    if metadata is None or isinstance(metadata, OBJECT):
        _rules_of_object_meta(
            metadata or NOTHING, (at, "metadata"), found, ("generate-name-form", "name-form")
        )
    if isinstance(spec, OBJECT):
        _rules_of_tag_reference(spec, (at, "spec"), found)


def _rules_of_image_stream_mapping(value: Any, at: At, found: list[Finding]) -> None:
    metadata = value.get("metadata")
    in_metadata = metadata if metadata.__class__ is OBJECT else opened(metadata)
    name = in_metadata.get("name")
    tag = value.get("tag")
    image = value.get("image")
    at_metadata = (at, "metadata")
    if metadata is None or isinstance(metadata, OBJECT):
        _rules_of_object_meta(
            metadata or NOTHING, (at, "metadata"), found, ("generate-name-form", "name-form")
        )
    if name is None or name == "":
        add(found, ReportedAt("name", (at_metadata, "name")), REQUIRED, "")
        add(found, ReportedAt("dockerImageRepository", (at_metadata, "name")), REQUIRED, "")
    if tag is None or tag == "":
        add(found, (at, "tag"), REQUIRED, "")
    if image is None or isinstance(image, OBJECT):
        _rules_of_image(image or NOTHING, (at, "image"), found)


def _rules_of_secret(value: Any, at: At, found: list[Finding]) -> None:
    metadata = value.get("metadata")
    in_metadata = metadata if metadata.__class__ is OBJECT else opened(metadata)
    name = in_metadata.get("name")
    if metadata is None or isinstance(metadata, OBJECT):
        _rules_of_object_meta(
            metadata or NOTHING,
            (at, "metadata"),
            found,
            ("generate-name-form", "generate-name-segment", "name-form", "name-segment"),
        )
    if name and isinstance(name, STRING) and dns_subdomain(name):
        complain(found, ((at, "metadata"), "name"), INVALID, name, dns_subdomain)


def _rules_of_namespace(value: Any, at: At, found: list[Finding]) -> None:
    metadata = value.get("metadata")
    in_metadata = metadata if metadata.__class__ is OBJECT else opened(metadata)
    name = in_metadata.get("name")
    if metadata is None or isinstance(metadata, OBJECT):
        _rules_of_object_meta(
            metadata or NOTHING,
            (at, "metadata"),
            found,
            ("generate-name-form", "generate-name-segment", "name-form", "name-segment"),
        )
    if name and isinstance(name, STRING) and not is_dns_label(name):
        complain(found, ((at, "metadata"), "name"), INVALID, name, dns_label)


def _owner_reference_in_words(value: Any) -> str:
    return (
        "v1.OwnerReference{APIVersion:"
        + quoted(plain(value.get("apiVersion")))
        + ", Kind:"
        + quoted(plain(value.get("kind")))
        + ", Name:"
        + quoted(plain(value.get("name")))
        + ", UID:"
        + quoted(plain(value.get("uid")))
        + ", Controller:"
        + pointer_shown(value.get("controller"))
        + ", BlockOwnerDeletion:"
        + pointer_shown(value.get("blockOwnerDeletion"))
        + "}"
    )


# --------------------------------------------------------------------------------------- what it is

_ROOT = "ImageStreamImport"
# Those whose documents may be something else than an object.
_OPEN_KINDS: tuple[str, ...] = ()

_KINDS: dict[str, _Checks] = {
    "ImageStreamImport": (
        _is_image_stream_import,
        _find_in_image_stream_import,
        _rules_of_image_stream_import,
    ),
    "ObjectMeta": (_is_object_meta, _find_in_object_meta, _rules_of_object_meta),
    "Initializers": (_is_initializers, _find_in_initializers, None),
    "Initializer": (_is_initializer, _find_in_initializer, None),
    "Status": (_is_status, _find_in_status, None),
    "StatusDetails": (_is_status_details, _find_in_status_details, None),
    "StatusCause": (_is_status_cause, _find_in_status_cause, None),
    "ListMeta": (_is_list_meta, _find_in_list_meta, None),
    "ShardInfo": (_is_shard_info, _find_in_shard_info, None),
    "ManagedFieldsEntry": (
        _is_managed_fields_entry,
        _find_in_managed_fields_entry,
        _rules_of_managed_fields_entry,
    ),
    "FieldsV1": (_is_fields_v1, _find_in_fields_v1, None),
    "OwnerReference": (_is_owner_reference, _find_in_owner_reference, None),
    "ImageStreamImportSpec": (
        _is_image_stream_import_spec,
        _find_in_image_stream_import_spec,
        _rules_of_image_stream_import_spec,
    ),
    "ImageImportSpec": (
        _is_image_import_spec,
        _find_in_image_import_spec,
        _rules_of_image_import_spec,
    ),
    "ObjectReference": (_is_object_reference, _find_in_object_reference, None),
    "TagImportPolicy": (_is_tag_import_policy, _find_in_tag_import_policy, None),
    "TagReferencePolicy": (_is_tag_reference_policy, _find_in_tag_reference_policy, None),
    "LocalObjectReference": (_is_local_object_reference, _find_in_local_object_reference, None),
    "RepositoryImportSpec": (
        _is_repository_import_spec,
        _find_in_repository_import_spec,
        _rules_of_repository_import_spec,
    ),
    "ImageStreamImportStatus": (
        _is_image_stream_import_status,
        _find_in_image_stream_import_status,
        None,
    ),
    "ImageImportStatus": (_is_image_import_status, _find_in_image_import_status, None),
    "Image": (_is_image, _find_in_image, _rules_of_image),
    "ImageLayer": (_is_image_layer, _find_in_image_layer, None),
    "ImageManifest": (_is_image_manifest, _find_in_image_manifest, _rules_of_image_manifest),
    "RawExtension": (_is_raw_extension, _find_in_raw_extension, None),
    "ImageSignature": (_is_image_signature, _find_in_image_signature, _rules_of_image_signature),
    "SignatureCondition": (_is_signature_condition, _find_in_signature_condition, None),
    "SignatureIssuer": (_is_signature_issuer, _find_in_signature_issuer, None),
    "SignatureSubject": (_is_signature_subject, _find_in_signature_subject, None),
    "ImageStream": (_is_image_stream, _find_in_image_stream, _rules_of_image_stream),
    "ImageStreamSpec": (
        _is_image_stream_spec,
        _find_in_image_stream_spec,
        _rules_of_image_stream_spec,
    ),
    "ImageLookupPolicy": (_is_image_lookup_policy, _find_in_image_lookup_policy, None),
    "TagReference": (_is_tag_reference, _find_in_tag_reference, _rules_of_tag_reference),
    "ImageStreamStatus": (_is_image_stream_status, _find_in_image_stream_status, None),
    "NamedTagEventList": (_is_named_tag_event_list, _find_in_named_tag_event_list, None),
    "TagEventCondition": (_is_tag_event_condition, _find_in_tag_event_condition, None),
    "TagEvent": (_is_tag_event, _find_in_tag_event, None),
    "RepositoryImportStatus": (
        _is_repository_import_status,
        _find_in_repository_import_status,
        None,
    ),
    "ImageStreamTag": (_is_image_stream_tag, _find_in_image_stream_tag, _rules_of_image_stream_tag),
    "ImageStreamImage": (_is_image_stream_image, _find_in_image_stream_image, None),
    "ImageTag": (_is_image_tag, _find_in_image_tag, _rules_of_image_tag),
    "ImageStreamMapping": (
        _is_image_stream_mapping,
        _find_in_image_stream_mapping,
        _rules_of_image_stream_mapping,
    ),
    "ImageStreamLayers": (_is_image_stream_layers, _find_in_image_stream_layers, None),
    "ImageLayerData": (_is_image_layer_data, _find_in_image_layer_data, None),
    "ImageBlobReferences": (_is_image_blob_references, _find_in_image_blob_references, None),
    "Secret": (_is_secret, _find_in_secret, _rules_of_secret),
    "Namespace": (_is_namespace, _find_in_namespace, _rules_of_namespace),
    "NamespaceSpec": (_is_namespace_spec, _find_in_namespace_spec, None),
    "SelfSubjectAccessReview": (
        _is_self_subject_access_review,
        _find_in_self_subject_access_review,
        None,
    ),
    "SelfSubjectAccessReviewSpec": (
        _is_self_subject_access_review_spec,
        _find_in_self_subject_access_review_spec,
        None,
    ),
    "SubjectAccessReview": (_is_subject_access_review, _find_in_subject_access_review, None),
    "LocalSubjectAccessReview": (
        _is_local_subject_access_review,
        _find_in_local_subject_access_review,
        None,
    ),
    "SubjectAccessReviewSpec": (
        _is_subject_access_review_spec,
        _find_in_subject_access_review_spec,
        None,
    ),
    "ResourceAttributes": (_is_resource_attributes, _find_in_resource_attributes, None),
    "NonResourceAttributes": (_is_non_resource_attributes, _find_in_non_resource_attributes, None),
    "SubjectAccessReviewStatus": (
        _is_subject_access_review_status,
        _find_in_subject_access_review_status,
        None,
    ),
    "SelfSubjectRulesReview": (
        _is_self_subject_rules_review,
        _find_in_self_subject_rules_review,
        None,
    ),
    "SelfSubjectRulesReviewSpec": (
        _is_self_subject_rules_review_spec,
        _find_in_self_subject_rules_review_spec,
        None,
    ),
    "SubjectRulesReviewStatus": (
        _is_subject_rules_review_status,
        _find_in_subject_rules_review_status,
        None,
    ),
    "ResourceRule": (_is_resource_rule, _find_in_resource_rule, None),
    "NonResourceRule": (_is_non_resource_rule, _find_in_non_resource_rule, None),
    "SelfSubjectReview": (_is_self_subject_review, _find_in_self_subject_review, None),
    "SelfSubjectReviewStatus": (
        _is_self_subject_review_status,
        _find_in_self_subject_review_status,
        None,
    ),
    "UserInfo": (_is_user_info, _find_in_user_info, None),
    "ResourceAccessReview": (_is_resource_access_review, _find_in_resource_access_review, None),
    "LocalResourceAccessReview": (
        _is_local_resource_access_review,
        _find_in_local_resource_access_review,
        None,
    ),
    "ResourceAccessReviewResponse": (
        _is_resource_access_review_response,
        _find_in_resource_access_review_response,
        None,
    ),
    "Project": (_is_project, _find_in_project, _rules_of_namespace),
    "ProjectRequest": (_is_project_request, _find_in_project_request, _rules_of_namespace),
    "User": (_is_user, _find_in_user, None),
    "NamespaceStatus": (_is_namespace_status, _find_in_namespace_status, None),
}

# fmt: off
_KNOWN_FIELDS: KnownFields = {
    "ImageStreamImport": {
        "apiVersion": None, "kind": None, "metadata": "ObjectMeta", "spec": "ImageStreamImportSpec",
        "status": "ImageStreamImportStatus",
    },
    "ObjectMeta": {
        "annotations": None, "clusterName": None, "creationTimestamp": None,
        "deletionGracePeriodSeconds": None, "deletionTimestamp": None, "finalizers": None,
        "generateName": None, "generation": None, "initializers": "Initializers", "labels": None,
        "managedFields": ("[]", "ManagedFieldsEntry"), "name": None, "namespace": None,
        "ownerReferences": ("[]", "OwnerReference"), "resourceVersion": None, "selfLink": None,
        "uid": None,
    },
    "Initializers": {"pending": ("[]", "Initializer"), "result": "Status"},
    "Initializer": {"name": None},
    "Status": {
        "apiVersion": None, "code": None, "details": "StatusDetails", "kind": None, "message": None,
        "metadata": "ListMeta", "reason": None, "status": None,
    },
    "StatusDetails": {
        "causes": ("[]", "StatusCause"), "group": None, "kind": None, "name": None,
        "retryAfterSeconds": None, "uid": None,
    },
    "StatusCause": {"field": None, "message": None, "reason": None},
    "ListMeta": {
        "continue": None, "remainingItemCount": None, "resourceVersion": None, "selfLink": None,
        "shardInfo": "ShardInfo",
    },
    "ShardInfo": {"selector": None},
    "ManagedFieldsEntry": {
        "apiVersion": None, "fieldsType": None, "fieldsV1": None, "manager": None,
        "operation": None, "subresource": None, "time": None,
    },
    "OwnerReference": {
        "apiVersion": None, "blockOwnerDeletion": None, "controller": None, "kind": None,
        "name": None, "uid": None,
    },
    "ImageStreamImportSpec": {
        "images": ("[]", "ImageImportSpec"), "import": None, "repository": "RepositoryImportSpec",
    },
    "ImageImportSpec": {
        "from": "ObjectReference", "importPolicy": "TagImportPolicy", "includeManifest": None,
        "referencePolicy": "TagReferencePolicy", "to": "LocalObjectReference",
    },
    "ObjectReference": {
        "apiVersion": None, "fieldPath": None, "kind": None, "name": None, "namespace": None,
        "resourceVersion": None, "uid": None,
    },
    "TagImportPolicy": {"importMode": None, "insecure": None, "scheduled": None},
    "TagReferencePolicy": {"type": None},
    "LocalObjectReference": {"name": None},
    "RepositoryImportSpec": {
        "from": "ObjectReference", "importPolicy": "TagImportPolicy", "includeManifest": None,
        "referencePolicy": "TagReferencePolicy",
    },
    "ImageStreamImportStatus": {
        "images": ("[]", "ImageImportStatus"), "import": "ImageStream",
        "repository": "RepositoryImportStatus",
    },
    "ImageImportStatus": {
        "image": "Image", "manifests": ("[]", "Image"), "status": "Status", "tag": None,
    },
    "Image": {
        "apiVersion": None, "dockerImageConfig": None, "dockerImageLayers": ("[]", "ImageLayer"),
        "dockerImageManifest": None, "dockerImageManifestMediaType": None,
        "dockerImageManifests": ("[]", "ImageManifest"), "dockerImageMetadata": None,
        "dockerImageMetadataVersion": None, "dockerImageReference": None,
        "dockerImageSignatures": None, "kind": None, "metadata": "ObjectMeta",
        "signatures": ("[]", "ImageSignature"),
    },
    "ImageLayer": {"mediaType": None, "name": None, "size": None},
    "ImageManifest": {
        "architecture": None, "digest": None, "manifestSize": None, "mediaType": None, "os": None,
        "variant": None,
    },
    "ImageSignature": {
        "apiVersion": None, "conditions": ("[]", "SignatureCondition"), "content": None,
        "created": None, "imageIdentity": None, "issuedBy": "SignatureIssuer",
        "issuedTo": "SignatureSubject", "kind": None, "metadata": "ObjectMeta",
        "signedClaims": None, "type": None,
    },
    "SignatureCondition": {
        "lastProbeTime": None, "lastTransitionTime": None, "message": None, "reason": None,
        "status": None, "type": None,
    },
    "SignatureIssuer": {"commonName": None, "organization": None},
    "SignatureSubject": {"commonName": None, "organization": None, "publicKeyID": None},
    "ImageStream": {
        "apiVersion": None, "kind": None, "metadata": "ObjectMeta", "spec": "ImageStreamSpec",
        "status": "ImageStreamStatus",
    },
    "ImageStreamSpec": {
        "dockerImageRepository": None, "lookupPolicy": "ImageLookupPolicy",
        "tags": ("[]", "TagReference"),
    },
    "ImageLookupPolicy": {"local": None},
    "TagReference": {
        "annotations": None, "from": "ObjectReference", "generation": None,
        "importPolicy": "TagImportPolicy", "name": None, "reference": None,
        "referencePolicy": "TagReferencePolicy",
    },
    "ImageStreamStatus": {
        "dockerImageRepository": None, "publicDockerImageRepository": None,
        "tags": ("[]", "NamedTagEventList"),
    },
    "NamedTagEventList": {
        "conditions": ("[]", "TagEventCondition"), "items": ("[]", "TagEvent"), "tag": None,
    },
    "TagEventCondition": {
        "generation": None, "lastTransitionTime": None, "message": None, "reason": None,
        "status": None, "type": None,
    },
    "TagEvent": {"created": None, "dockerImageReference": None, "generation": None, "image": None},
    "RepositoryImportStatus": {
        "additionalTags": None, "images": ("[]", "ImageImportStatus"), "status": "Status",
    },
    "ImageStreamTag": {
        "apiVersion": None, "conditions": ("[]", "TagEventCondition"), "generation": None,
        "image": "Image", "kind": None, "lookupPolicy": "ImageLookupPolicy",
        "metadata": "ObjectMeta", "tag": "TagReference",
    },
    "ImageStreamImage": {
        "apiVersion": None, "image": "Image", "kind": None, "metadata": "ObjectMeta",
    },
    "ImageTag": {
        "apiVersion": None, "image": "Image", "kind": None, "metadata": "ObjectMeta",
        "spec": "TagReference", "status": "NamedTagEventList",
    },
    "ImageStreamMapping": {
        "apiVersion": None, "image": "Image", "kind": None, "metadata": "ObjectMeta", "tag": None,
    },
    "ImageStreamLayers": {
        "apiVersion": None, "blobs": ("{}", "ImageLayerData"),
        "images": ("{}", "ImageBlobReferences"), "kind": None, "metadata": "ObjectMeta",
    },
    "ImageLayerData": {"mediaType": None, "size": None},
    "ImageBlobReferences": {
        "config": None, "imageMissing": None, "layers": None, "manifests": None,
    },
    "Secret": {
        "apiVersion": None, "data": None, "immutable": None, "kind": None, "metadata": "ObjectMeta",
        "stringData": None, "type": None,
    },
    "Namespace": {
        "apiVersion": None, "kind": None, "metadata": "ObjectMeta", "spec": "NamespaceSpec",
        "status": "NamespaceStatus",
    },
    "NamespaceSpec": {"finalizers": None},
    "SelfSubjectAccessReview": {
        "apiVersion": None, "kind": None, "metadata": "ObjectMeta",
        "spec": "SelfSubjectAccessReviewSpec", "status": "SubjectAccessReviewStatus",
    },
    "SelfSubjectAccessReviewSpec": {
        "nonResourceAttributes": "NonResourceAttributes",
        "resourceAttributes": "ResourceAttributes",
    },
    "SubjectAccessReview": {
        "apiVersion": None, "kind": None, "metadata": "ObjectMeta",
        "spec": "SubjectAccessReviewSpec", "status": "SubjectAccessReviewStatus",
    },
    "LocalSubjectAccessReview": {
        "apiVersion": None, "kind": None, "metadata": "ObjectMeta",
        "spec": "SubjectAccessReviewSpec", "status": "SubjectAccessReviewStatus",
    },
    "SubjectAccessReviewSpec": {
        "extra": None, "groups": None, "nonResourceAttributes": "NonResourceAttributes",
        "resourceAttributes": "ResourceAttributes", "uid": None, "user": None,
    },
    "ResourceAttributes": {
        "group": None, "name": None, "namespace": None, "resource": None, "subresource": None,
        "verb": None, "version": None,
    },
    "NonResourceAttributes": {"path": None, "verb": None},
    "SubjectAccessReviewStatus": {
        "allowed": None, "denied": None, "evaluationError": None, "reason": None,
    },
    "SelfSubjectRulesReview": {
        "apiVersion": None, "kind": None, "metadata": "ObjectMeta",
        "spec": "SelfSubjectRulesReviewSpec", "status": "SubjectRulesReviewStatus",
    },
    "SelfSubjectRulesReviewSpec": {"namespace": None},
    "SubjectRulesReviewStatus": {
        "evaluationError": None, "incomplete": None, "nonResourceRules": ("[]", "NonResourceRule"),
        "resourceRules": ("[]", "ResourceRule"),
    },
    "ResourceRule": {"apiGroups": None, "resourceNames": None, "resources": None, "verbs": None},
    "NonResourceRule": {"nonResourceURLs": None, "verbs": None},
    "SelfSubjectReview": {
        "apiVersion": None, "kind": None, "metadata": "ObjectMeta",
        "status": "SelfSubjectReviewStatus",
    },
    "SelfSubjectReviewStatus": {"userInfo": "UserInfo"},
    "UserInfo": {"extra": None, "groups": None, "uid": None, "username": None},
    "ResourceAccessReview": {
        "apiVersion": None, "content": None, "isNonResourceURL": None, "kind": None,
        "namespace": None, "path": None, "resource": None, "resourceAPIGroup": None,
        "resourceAPIVersion": None, "resourceName": None, "verb": None,
    },
    "LocalResourceAccessReview": {
        "apiVersion": None, "content": None, "isNonResourceURL": None, "kind": None,
        "namespace": None, "path": None, "resource": None, "resourceAPIGroup": None,
        "resourceAPIVersion": None, "resourceName": None, "verb": None,
    },
    "ResourceAccessReviewResponse": {
        "apiVersion": None, "evalutionError": None, "groups": None, "kind": None, "namespace": None,
        "users": None,
    },
    "Project": {
        "apiVersion": None, "kind": None, "metadata": "ObjectMeta", "spec": "NamespaceSpec",
        "status": "NamespaceStatus",
    },
    "ProjectRequest": {
        "apiVersion": None, "description": None, "displayName": None, "kind": None,
        "metadata": "ObjectMeta",
    },
    "User": {
        "apiVersion": None, "fullName": None, "groups": None, "identities": None, "kind": None,
        "metadata": "ObjectMeta",
    },
    "NamespaceStatus": {"phase": None},
}
# fmt: on


def validate(document: Any, kind: str = _ROOT) -> list[Cause]:
    """Everything that is wrong with a document; an empty list for a valid one.

    It is given JSON as a dict, or a model, whose kind is its own; where a definition allows another
    JSON value, that too. Anything else raises TypeError.
    `kind` is the name of any definition of the schema; another one raises ValueError.
    """
    return checked(document, kind)[1]


def checked(document: Any, kind: str = _ROOT, most: int | None = None) -> tuple[Any, list[Cause]]:
    """The document as it was read, and everything that is wrong with it.

    Of more than `most` causes the last only says how many more there are.

    As for Go, nulls in lists and maps are empty values of the type that belongs there. The document
    that was read has these in a copy; without such nulls it is the one that was given.
    """
    is_right_type, find, rules = _KINDS.get(kind) or _checks_of(kind)
    found = Findings(most)
    if document.__class__ is not dict:
        document, own = document_of(document, kind, _ROOT, kind not in _OPEN_KINDS)
        is_right_type, find, rules = _checks_of(own)
    try:
        if not is_right_type(document):
            document, found = with_empty_values(document, find, most)
            put_in_document_order(document, found)
        if rules is not None and isinstance(document, OBJECT):
            rules(document, (), found)
        return document, causes_of(found)
    except RecursionError:
        nested = Cause("", "FieldValueInvalid", "Invalid value: nested too deeply", "")
        return document, [nested]


def is_valid(document: Any, kind: str = _ROOT) -> bool:
    """Whether `validate` would find nothing."""
    is_right_type, _, rules = _KINDS.get(kind) or _checks_of(kind)
    if document.__class__ is not dict:
        return not validate(document, kind)
    try:
        if not is_right_type(document):
            return not validate(document, kind)
        if rules is None:
            return True
        found: list[Finding] = []
        rules(document, (), found)
        return not found
    except RecursionError:
        return False


def unknown_fields(document: Any, kind: str = _ROOT) -> list[str]:
    """The fields that the schema does not know, in document order: `spec.images[0].Foo`.

    It is given what `validate` is given.
    """
    _checks_of(kind)
    if document.__class__ is not dict:
        document, kind = document_of(document, kind, _ROOT, kind not in _OPEN_KINDS)
    return find_unknown(document, kind if kind in _KNOWN_FIELDS else None, _KNOWN_FIELDS)


def _checks_of(kind: str) -> _Checks:
    try:
        return _KINDS[kind]
    except KeyError:
        raise ValueError(f"no such kind: {kind!r}; known are {', '.join(_KINDS)}") from None
