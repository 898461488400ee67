"""Validators of ImageStreamImport and every definition of its schema, on the standard library alone.

`is_valid` answers quickly, `validate` gives every cause at once: first what has the wrong type, in
the order of the document, then what breaks a rule, in the order of the schema.
"""

from __future__ import annotations

import re

from ._base.checks import (
    NOTHING,
    complain,
    has_part,
    is_number,
    is_string_list,
    is_string_map,
    is_whole,
    last_of_each,
    map_size,
    not_string_values,
    not_strings,
    not_whole,
    opened,
    text_size,
    wrong_type,
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
from ._base.unknown import find_unknown
from .causes import (
    INTERNAL,
    INVALID,
    NOT_SUPPORTED,
    REQUIRED,
    TOO_LONG,
    TYPE_INVALID,
    Cause,
    ReportedAt,
    add,
    add_words,
    causes_of,
    element_step,
    entry,
    in_document_order,
    plain,
    pointer_shown,
    quoted,
    summary,
    under,
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
        Callable[[Any, At, list[Finding]], None],
    ]

# Short and untyped on purpose: the functions below ask for the class of nearly every value.
D: Any = dict
L: Any = list
S: Any = str
I: Any = int  # noqa: E741

_PATTERN_1 = re.compile("^[a-z0-9]+(?:[._-][a-z0-9]+)*\\Z", re.ASCII).search
_PATTERN_2 = re.compile("^(?:[^/]*/)?[^/]+\\Z", re.ASCII).search
_PATTERN_3 = re.compile("/|^(?:kubernetes|orphan|foregroundDeletion)\\Z", re.ASCII).search
_PATTERN_4 = re.compile("^[^:]*(?::[^:]*)?\\Z", re.ASCII).search
_PATTERN_5 = re.compile("^[^@]*(?:@[^@]*)?\\Z", re.ASCII).search

# -------------------------------------------------------- does a value have the types of the schema?


def _is_image_stream_import(value: Any) -> bool:
    """ImageStreamImport"""
    if value.__class__ is not D and not isinstance(value, D):
        return False
    if "apiVersion" in value:
        item = value["apiVersion"]
        if item is not None:
            if item.__class__ is not S and not isinstance(item, S):
                return False
            if item not in ("", "v1", "image.openshift.io/v1"):
                return False
    if "kind" in value:
        item = value["kind"]
        if item is not None:
            if item.__class__ is not S and not isinstance(item, S):
                return False
            if item not in ("", "ImageStreamImport"):
                return False
    if "metadata" in value:
        item = value["metadata"]
        if item is not None and ((item or item.__class__ is not D) and not _is_object_meta(item)):
            return False
    if "spec" in value:
        item = value["spec"]
        if item is not None and (
            (item or item.__class__ is not D) and not _is_image_stream_import_spec(item)
        ):
            return False
    if "status" in value:
        item = value["status"]
        if item is not None and (
            (item or item.__class__ is not D) and not _is_image_stream_import_status(item)
        ):
            return False
    return True


def _is_object_meta(value: Any) -> bool:
    """ObjectMeta"""
    if value.__class__ is not D and not isinstance(value, D):
        return False
    if "annotations" in value:
        item = value["annotations"]
        if item is not None and not is_string_map(item):
            return False
    if "clusterName" in value:
        item = value["clusterName"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "creationTimestamp" in value:
        item = value["creationTimestamp"]
        if item is not None:
            if item.__class__ is not S and not isinstance(item, S):
                return False
            if not is_date_time(item):
                return False
    if "deletionGracePeriodSeconds" in value:
        item = value["deletionGracePeriodSeconds"]
        if item is not None and (
            item.__class__ is not I or not -9223372036854775808 <= item <= 9223372036854775807
        ):
            if not is_whole(item, -9223372036854775808, 9223372036854775807):
                return False
    if "deletionTimestamp" in value:
        item = value["deletionTimestamp"]
        if item is not None:
            if item.__class__ is not S and not isinstance(item, S):
                return False
            if not is_date_time(item):
                return False
    if "finalizers" in value:
        item = value["finalizers"]
        if item is not None and not is_string_list(item):
            return False
    if "generateName" in value:
        item = value["generateName"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "generation" in value:
        item = value["generation"]
        if item is not None and (
            item.__class__ is not I or not -9223372036854775808 <= item <= 9223372036854775807
        ):
            if not is_whole(item, -9223372036854775808, 9223372036854775807):
                return False
    if "initializers" in value:
        item = value["initializers"]
        if item is not None and ((item or item.__class__ is not D) and not _is_initializers(item)):
            return False
    if "labels" in value:
        item = value["labels"]
        if item is not None and not is_string_map(item):
            return False
    if "managedFields" in value:
        item = value["managedFields"]
        if item is not None:
            if item.__class__ is not L and not isinstance(item, L):
                return False
            for element_1 in item:
                if (element_1 or element_1.__class__ is not D) and not _is_managed_fields_entry(
                    element_1
                ):
                    return False
    if "name" in value:
        item = value["name"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "namespace" in value:
        item = value["namespace"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "ownerReferences" in value:
        item = value["ownerReferences"]
        if item is not None:
            if item.__class__ is not L and not isinstance(item, L):
                return False
            for element_1 in item:
                try:
                    if (
                        element_1["apiVersion"].__class__ is S
                        and element_1["kind"].__class__ is S
                        and element_1["name"].__class__ is S
                        and element_1["uid"].__class__ is S
                        and "blockOwnerDeletion" not in element_1
                        and "controller" not in element_1
                    ):
                        continue
                except (KeyError, TypeError):
                    pass
                if not _is_owner_reference(element_1):
                    return False
    if "resourceVersion" in value:
        item = value["resourceVersion"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "selfLink" in value:
        item = value["selfLink"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "uid" in value:
        item = value["uid"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    return True


def _is_initializers(value: Any) -> bool:
    """Initializers"""
    if value.__class__ is not D and not isinstance(value, D):
        return False
    if "pending" in value:
        item = value["pending"]
        if item is not None:
            if item.__class__ is not L and not isinstance(item, L):
                return False
            for element_1 in item:
                if element_1.__class__ is not D and not isinstance(element_1, D):
                    return False
                if "name" in element_1:
                    item_2 = element_1["name"]
                    if (
                        item_2.__class__ is not S
                        and item_2 is not None
                        and not isinstance(item_2, S)
                    ):
                        return False
    if "result" in value:
        item = value["result"]
        if item is not None and ((item or item.__class__ is not D) and not _is_status(item)):
            return False
    return True


def _is_initializer(value: Any) -> bool:
    """Initializer"""
    if value.__class__ is not D and not isinstance(value, D):
        return False
    if "name" in value:
        item = value["name"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    return True


def _is_status(value: Any) -> bool:
    """Status"""
    if value.__class__ is not D and not isinstance(value, D):
        return False
    if "apiVersion" in value:
        item = value["apiVersion"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "code" in value:
        item = value["code"]
        if item is not None and (item.__class__ is not I or not -2147483648 <= item <= 2147483647):
            if not is_whole(item, -2147483648, 2147483647):
                return False
    if "details" in value:
        item = value["details"]
        if item is not None and (
            (item or item.__class__ is not D) and not _is_status_details(item)
        ):
            return False
    if "kind" in value:
        item = value["kind"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "message" in value:
        item = value["message"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "metadata" in value:
        item = value["metadata"]
        if item is not None and ((item or item.__class__ is not D) and not _is_list_meta(item)):
            return False
    if "reason" in value:
        item = value["reason"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "status" in value:
        item = value["status"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    return True


def _is_status_details(value: Any) -> bool:
    """StatusDetails"""
    if value.__class__ is not D and not isinstance(value, D):
        return False
    if "causes" in value:
        item = value["causes"]
        if item is not None:
            if item.__class__ is not L and not isinstance(item, L):
                return False
            for element_1 in item:
                if element_1.__class__ is not D and not isinstance(element_1, D):
                    return False
                if "field" in element_1:
                    item_2 = element_1["field"]
                    if (
                        item_2.__class__ is not S
                        and item_2 is not None
                        and not isinstance(item_2, S)
                    ):
                        return False
                if "message" in element_1:
                    item_2 = element_1["message"]
                    if (
                        item_2.__class__ is not S
                        and item_2 is not None
                        and not isinstance(item_2, S)
                    ):
                        return False
                if "reason" in element_1:
                    item_2 = element_1["reason"]
                    if (
                        item_2.__class__ is not S
                        and item_2 is not None
                        and not isinstance(item_2, S)
                    ):
                        return False
    if "group" in value:
        item = value["group"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "kind" in value:
        item = value["kind"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "name" in value:
        item = value["name"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "retryAfterSeconds" in value:
        item = value["retryAfterSeconds"]
        if item is not None and (item.__class__ is not I or not -2147483648 <= item <= 2147483647):
            if not is_whole(item, -2147483648, 2147483647):
                return False
    if "uid" in value:
        item = value["uid"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    return True


def _is_status_cause(value: Any) -> bool:
    """StatusCause"""
    if value.__class__ is not D and not isinstance(value, D):
        return False
    if "field" in value:
        item = value["field"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "message" in value:
        item = value["message"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "reason" in value:
        item = value["reason"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    return True


def _is_list_meta(value: Any) -> bool:
    """ListMeta"""
    if value.__class__ is not D and not isinstance(value, D):
        return False
    if "continue" in value:
        item = value["continue"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "remainingItemCount" in value:
        item = value["remainingItemCount"]
        if item is not None and (
            item.__class__ is not I or not -9223372036854775808 <= item <= 9223372036854775807
        ):
            if not is_whole(item, -9223372036854775808, 9223372036854775807):
                return False
    if "resourceVersion" in value:
        item = value["resourceVersion"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "selfLink" in value:
        item = value["selfLink"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "shardInfo" in value:
        item = value["shardInfo"]
        if item is not None:
            if item.__class__ is not D and not isinstance(item, D):
                return False
            if "selector" in item:
                item_1 = item["selector"]
                if item_1.__class__ is not S and item_1 is not None and not isinstance(item_1, S):
                    return False
    return True


def _is_shard_info(value: Any) -> bool:
    """ShardInfo"""
    if value.__class__ is not D and not isinstance(value, D):
        return False
    if "selector" in value:
        item = value["selector"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    return True


def _is_managed_fields_entry(value: Any) -> bool:
    """ManagedFieldsEntry"""
    if value.__class__ is not D and not isinstance(value, D):
        return False
    if "apiVersion" in value:
        item = value["apiVersion"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "fieldsType" in value:
        item = value["fieldsType"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "fieldsV1" in value:
        item = value["fieldsV1"]
        if item is not None and not _is_fields_v1(item):
            return False
    if "manager" in value:
        item = value["manager"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "operation" in value:
        item = value["operation"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "subresource" in value:
        item = value["subresource"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "time" in value:
        item = value["time"]
        if item is not None:
            if item.__class__ is not S and not isinstance(item, S):
                return False
            if not is_date_time(item):
                return False
    return True


def _is_fields_v1(value: Any) -> bool:
    """FieldsV1"""
    if value.__class__ is not D and not isinstance(value, D):
        return False
    return True


def _is_owner_reference(value: Any) -> bool:
    """OwnerReference"""
    if value.__class__ is not D and not isinstance(value, D):
        return False
    if "apiVersion" in value:
        item = value["apiVersion"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "blockOwnerDeletion" in value:
        item = value["blockOwnerDeletion"]
        if item is not None and item is not True and item is not False:
            return False
    if "controller" in value:
        item = value["controller"]
        if item is not None and item is not True and item is not False:
            return False
    if "kind" in value:
        item = value["kind"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "name" in value:
        item = value["name"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "uid" in value:
        item = value["uid"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    return True


def _is_image_stream_import_spec(value: Any) -> bool:
    """ImageStreamImportSpec"""
    if value.__class__ is not D and not isinstance(value, D):
        return False
    if "images" in value:
        item = value["images"]
        if item is not None:
            if item.__class__ is not L and not isinstance(item, L):
                return False
            for element_1 in item:
                if not _is_image_import_spec(element_1):
                    return False
    if "import" in value:
        item = value["import"]
        if item is not None and item is not True and item is not False:
            return False
    if "repository" in value:
        item = value["repository"]
        if item is not None and not _is_repository_import_spec(item):
            return False
    return True


def _is_image_import_spec(value: Any) -> bool:
    """ImageImportSpec"""
    if value.__class__ is not D and not isinstance(value, D):
        return False
    if "from" in value:
        item = value["from"]
        if item is not None:
            if item.__class__ is not D and not isinstance(item, D):
                return False
            if "apiVersion" in item:
                item_1 = item["apiVersion"]
                if item_1.__class__ is not S and item_1 is not None and not isinstance(item_1, S):
                    return False
            if "fieldPath" in item:
                item_1 = item["fieldPath"]
                if item_1.__class__ is not S and item_1 is not None and not isinstance(item_1, S):
                    return False
            if "kind" in item:
                item_1 = item["kind"]
                if item_1.__class__ is not S and item_1 is not None and not isinstance(item_1, S):
                    return False
            if "name" in item:
                item_1 = item["name"]
                if item_1.__class__ is not S and item_1 is not None and not isinstance(item_1, S):
                    return False
            if "namespace" in item:
                item_1 = item["namespace"]
                if item_1.__class__ is not S and item_1 is not None and not isinstance(item_1, S):
                    return False
            if "resourceVersion" in item:
                item_1 = item["resourceVersion"]
                if item_1.__class__ is not S and item_1 is not None and not isinstance(item_1, S):
                    return False
            if "uid" in item:
                item_1 = item["uid"]
                if item_1.__class__ is not S and item_1 is not None and not isinstance(item_1, S):
                    return False
    if "importPolicy" in value:
        item = value["importPolicy"]
        if item is not None:
            if item.__class__ is not D and not isinstance(item, D):
                return False
            if "importMode" in item:
                item_1 = item["importMode"]
                if item_1.__class__ is not S and item_1 is not None and not isinstance(item_1, S):
                    return False
            if "insecure" in item:
                item_1 = item["insecure"]
                if item_1 is not None and item_1 is not True and item_1 is not False:
                    return False
            if "scheduled" in item:
                item_1 = item["scheduled"]
                if item_1 is not None and item_1 is not True and item_1 is not False:
                    return False
    if "includeManifest" in value:
        item = value["includeManifest"]
        if item is not None and item is not True and item is not False:
            return False
    if "referencePolicy" in value:
        item = value["referencePolicy"]
        if item is not None:
            if item.__class__ is not D and not isinstance(item, D):
                return False
            if "type" in item:
                item_1 = item["type"]
                if item_1.__class__ is not S and item_1 is not None and not isinstance(item_1, S):
                    return False
    if "to" in value:
        item = value["to"]
        if item is not None:
            if item.__class__ is not D and not isinstance(item, D):
                return False
            if "name" in item:
                item_1 = item["name"]
                if item_1.__class__ is not S and item_1 is not None and not isinstance(item_1, S):
                    return False
    return True


def _is_object_reference(value: Any) -> bool:
    """ObjectReference"""
    if value.__class__ is not D and not isinstance(value, D):
        return False
    if "apiVersion" in value:
        item = value["apiVersion"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "fieldPath" in value:
        item = value["fieldPath"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "kind" in value:
        item = value["kind"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "name" in value:
        item = value["name"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "namespace" in value:
        item = value["namespace"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "resourceVersion" in value:
        item = value["resourceVersion"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "uid" in value:
        item = value["uid"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    return True


def _is_tag_import_policy(value: Any) -> bool:
    """TagImportPolicy"""
    if value.__class__ is not D and not isinstance(value, D):
        return False
    if "importMode" in value:
        item = value["importMode"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "insecure" in value:
        item = value["insecure"]
        if item is not None and item is not True and item is not False:
            return False
    if "scheduled" in value:
        item = value["scheduled"]
        if item is not None and item is not True and item is not False:
            return False
    return True


def _is_tag_reference_policy(value: Any) -> bool:
    """TagReferencePolicy"""
    if value.__class__ is not D and not isinstance(value, D):
        return False
    if "type" in value:
        item = value["type"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    return True


def _is_local_object_reference(value: Any) -> bool:
    """LocalObjectReference"""
    if value.__class__ is not D and not isinstance(value, D):
        return False
    if "name" in value:
        item = value["name"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    return True


def _is_repository_import_spec(value: Any) -> bool:
    """RepositoryImportSpec"""
    if value.__class__ is not D and not isinstance(value, D):
        return False
    if "from" in value:
        item = value["from"]
        if item is not None:
            if item.__class__ is not D and not isinstance(item, D):
                return False
            if "apiVersion" in item:
                item_1 = item["apiVersion"]
                if item_1.__class__ is not S and item_1 is not None and not isinstance(item_1, S):
                    return False
            if "fieldPath" in item:
                item_1 = item["fieldPath"]
                if item_1.__class__ is not S and item_1 is not None and not isinstance(item_1, S):
                    return False
            if "kind" in item:
                item_1 = item["kind"]
                if item_1.__class__ is not S and item_1 is not None and not isinstance(item_1, S):
                    return False
            if "name" in item:
                item_1 = item["name"]
                if item_1.__class__ is not S and item_1 is not None and not isinstance(item_1, S):
                    return False
            if "namespace" in item:
                item_1 = item["namespace"]
                if item_1.__class__ is not S and item_1 is not None and not isinstance(item_1, S):
                    return False
            if "resourceVersion" in item:
                item_1 = item["resourceVersion"]
                if item_1.__class__ is not S and item_1 is not None and not isinstance(item_1, S):
                    return False
            if "uid" in item:
                item_1 = item["uid"]
                if item_1.__class__ is not S and item_1 is not None and not isinstance(item_1, S):
                    return False
    if "importPolicy" in value:
        item = value["importPolicy"]
        if item is not None:
            if item.__class__ is not D and not isinstance(item, D):
                return False
            if "importMode" in item:
                item_1 = item["importMode"]
                if item_1.__class__ is not S and item_1 is not None and not isinstance(item_1, S):
                    return False
            if "insecure" in item:
                item_1 = item["insecure"]
                if item_1 is not None and item_1 is not True and item_1 is not False:
                    return False
            if "scheduled" in item:
                item_1 = item["scheduled"]
                if item_1 is not None and item_1 is not True and item_1 is not False:
                    return False
    if "includeManifest" in value:
        item = value["includeManifest"]
        if item is not None and item is not True and item is not False:
            return False
    if "referencePolicy" in value:
        item = value["referencePolicy"]
        if item is not None:
            if item.__class__ is not D and not isinstance(item, D):
                return False
            if "type" in item:
                item_1 = item["type"]
                if item_1.__class__ is not S and item_1 is not None and not isinstance(item_1, S):
                    return False
    return True


def _is_image_stream_import_status(value: Any) -> bool:
    """ImageStreamImportStatus"""
    if value.__class__ is not D and not isinstance(value, D):
        return False
    if "images" in value:
        item = value["images"]
        if item is not None:
            if item.__class__ is not L and not isinstance(item, L):
                return False
            for element_1 in item:
                if (element_1 or element_1.__class__ is not D) and not _is_image_import_status(
                    element_1
                ):
                    return False
    if "import" in value:
        item = value["import"]
        if item is not None and ((item or item.__class__ is not D) and not _is_image_stream(item)):
            return False
    if "repository" in value:
        item = value["repository"]
        if item is not None and (
            (item or item.__class__ is not D) and not _is_repository_import_status(item)
        ):
            return False
    return True


def _is_image_import_status(value: Any) -> bool:
    """ImageImportStatus"""
    if value.__class__ is not D and not isinstance(value, D):
        return False
    if "image" in value:
        item = value["image"]
        if item is not None and ((item or item.__class__ is not D) and not _is_image(item)):
            return False
    if "manifests" in value:
        item = value["manifests"]
        if item is not None:
            if item.__class__ is not L and not isinstance(item, L):
                return False
            for element_1 in item:
                if (element_1 or element_1.__class__ is not D) and not _is_image(element_1):
                    return False
    if "status" in value:
        item = value["status"]
        if item is not None and ((item or item.__class__ is not D) and not _is_status(item)):
            return False
    if "tag" in value:
        item = value["tag"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    return True


def _is_image(value: Any) -> bool:
    """Image"""
    if value.__class__ is not D and not isinstance(value, D):
        return False
    if "apiVersion" in value:
        item = value["apiVersion"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "dockerImageConfig" in value:
        item = value["dockerImageConfig"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "dockerImageLayers" in value:
        item = value["dockerImageLayers"]
        if item is not None:
            if item.__class__ is not L and not isinstance(item, L):
                return False
            for element_1 in item:
                try:
                    if (
                        element_1["name"].__class__ is S
                        and (item := element_1["size"]).__class__ is I
                        and item.bit_length() < 64
                        and element_1["mediaType"].__class__ is S
                    ):
                        continue
                except (KeyError, TypeError):
                    pass
                if not _is_image_layer(element_1):
                    return False
    if "dockerImageManifest" in value:
        item = value["dockerImageManifest"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "dockerImageManifestMediaType" in value:
        item = value["dockerImageManifestMediaType"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "dockerImageManifests" in value:
        item = value["dockerImageManifests"]
        if item is not None:
            if item.__class__ is not L and not isinstance(item, L):
                return False
            for element_1 in item:
                try:
                    if (
                        element_1["digest"].__class__ is S
                        and element_1["mediaType"].__class__ is S
                        and (item := element_1["manifestSize"]).__class__ is I
                        and item.bit_length() < 64
                        and element_1["architecture"].__class__ is S
                        and element_1["os"].__class__ is S
                        and "variant" not in element_1
                    ):
                        continue
                except (KeyError, TypeError):
                    pass
                if not _is_image_manifest(element_1):
                    return False
    if "dockerImageMetadata" in value:
        item = value["dockerImageMetadata"]
        if item is not None:
            if item.__class__ is not D and not isinstance(item, D):
                return False
            if "Raw" in item:
                item_1 = item["Raw"]
                if item_1 is not None:
                    if item_1.__class__ is not S and not isinstance(item_1, S):
                        return False
                    if byte(item_1):
                        return False
    if "dockerImageMetadataVersion" in value:
        item = value["dockerImageMetadataVersion"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "dockerImageReference" in value:
        item = value["dockerImageReference"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "dockerImageSignatures" in value:
        item = value["dockerImageSignatures"]
        if item is not None:
            if item.__class__ is not L and not isinstance(item, L):
                return False
            for element_1 in item:
                if element_1.__class__ is not S and not isinstance(element_1, S):
                    return False
                if byte(element_1):
                    return False
    if "kind" in value:
        item = value["kind"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "metadata" in value:
        item = value["metadata"]
        if item is not None and ((item or item.__class__ is not D) and not _is_object_meta(item)):
            return False
    if "signatures" in value:
        item = value["signatures"]
        if item is not None:
            if item.__class__ is not L and not isinstance(item, L):
                return False
            for element_1 in item:
                if (element_1 or element_1.__class__ is not D) and not _is_image_signature(
                    element_1
                ):
                    return False
    return True


def _is_image_layer(value: Any) -> bool:
    """ImageLayer"""
    if value.__class__ is not D and not isinstance(value, D):
        return False
    if "mediaType" in value:
        item = value["mediaType"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "name" in value:
        item = value["name"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "size" in value:
        item = value["size"]
        if item is not None and (
            item.__class__ is not I or not -9223372036854775808 <= item <= 9223372036854775807
        ):
            if not is_whole(item, -9223372036854775808, 9223372036854775807):
                return False
    return True


def _is_image_manifest(value: Any) -> bool:
    """ImageManifest"""
    if value.__class__ is not D and not isinstance(value, D):
        return False
    if "architecture" in value:
        item = value["architecture"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "digest" in value:
        item = value["digest"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "manifestSize" in value:
        item = value["manifestSize"]
        if item is not None and (
            item.__class__ is not I or not -9223372036854775808 <= item <= 9223372036854775807
        ):
            if not is_whole(item, -9223372036854775808, 9223372036854775807):
                return False
    if "mediaType" in value:
        item = value["mediaType"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "os" in value:
        item = value["os"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "variant" in value:
        item = value["variant"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    return True


def _is_raw_extension(value: Any) -> bool:
    """RawExtension"""
    if value.__class__ is not D and not isinstance(value, D):
        return False
    if "Raw" in value:
        item = value["Raw"]
        if item is not None:
            if item.__class__ is not S and not isinstance(item, S):
                return False
            if byte(item):
                return False
    return True


def _is_image_signature(value: Any) -> bool:
    """ImageSignature"""
    if value.__class__ is not D and not isinstance(value, D):
        return False
    if "apiVersion" in value:
        item = value["apiVersion"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "conditions" in value:
        item = value["conditions"]
        if item is not None:
            if item.__class__ is not L and not isinstance(item, L):
                return False
            for element_1 in item:
                try:
                    if (
                        element_1["type"].__class__ is S
                        and element_1["status"].__class__ is S
                        and "lastProbeTime" not in element_1
                        and "lastTransitionTime" not in element_1
                        and "message" not in element_1
                        and "reason" not in element_1
                    ):
                        continue
                except (KeyError, TypeError):
                    pass
                if not _is_signature_condition(element_1):
                    return False
    if "content" in value:
        item = value["content"]
        if item is not None:
            if item.__class__ is not S and not isinstance(item, S):
                return False
            if byte(item):
                return False
    if "created" in value:
        item = value["created"]
        if item is not None:
            if item.__class__ is not S and not isinstance(item, S):
                return False
            if not is_date_time(item):
                return False
    if "imageIdentity" in value:
        item = value["imageIdentity"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "issuedBy" in value:
        item = value["issuedBy"]
        if item is not None:
            if item.__class__ is not D and not isinstance(item, D):
                return False
            if "commonName" in item:
                item_1 = item["commonName"]
                if item_1.__class__ is not S and item_1 is not None and not isinstance(item_1, S):
                    return False
            if "organization" in item:
                item_1 = item["organization"]
                if item_1.__class__ is not S and item_1 is not None and not isinstance(item_1, S):
                    return False
    if "issuedTo" in value:
        item = value["issuedTo"]
        if item is not None:
            if item.__class__ is not D and not isinstance(item, D):
                return False
            if "commonName" in item:
                item_1 = item["commonName"]
                if item_1.__class__ is not S and item_1 is not None and not isinstance(item_1, S):
                    return False
            if "organization" in item:
                item_1 = item["organization"]
                if item_1.__class__ is not S and item_1 is not None and not isinstance(item_1, S):
                    return False
            if "publicKeyID" in item:
                item_1 = item["publicKeyID"]
                if item_1.__class__ is not S and item_1 is not None and not isinstance(item_1, S):
                    return False
    if "kind" in value:
        item = value["kind"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "metadata" in value:
        item = value["metadata"]
        if item is not None and ((item or item.__class__ is not D) and not _is_object_meta(item)):
            return False
    if "signedClaims" in value:
        item = value["signedClaims"]
        if item is not None and not is_string_map(item):
            return False
    if "type" in value:
        item = value["type"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    return True


def _is_signature_condition(value: Any) -> bool:
    """SignatureCondition"""
    if value.__class__ is not D and not isinstance(value, D):
        return False
    if "lastProbeTime" in value:
        item = value["lastProbeTime"]
        if item is not None:
            if item.__class__ is not S and not isinstance(item, S):
                return False
            if not is_date_time(item):
                return False
    if "lastTransitionTime" in value:
        item = value["lastTransitionTime"]
        if item is not None:
            if item.__class__ is not S and not isinstance(item, S):
                return False
            if not is_date_time(item):
                return False
    if "message" in value:
        item = value["message"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "reason" in value:
        item = value["reason"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "status" in value:
        item = value["status"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "type" in value:
        item = value["type"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    return True


def _is_signature_issuer(value: Any) -> bool:
    """SignatureIssuer"""
    if value.__class__ is not D and not isinstance(value, D):
        return False
    if "commonName" in value:
        item = value["commonName"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "organization" in value:
        item = value["organization"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    return True


def _is_signature_subject(value: Any) -> bool:
    """SignatureSubject"""
    if value.__class__ is not D and not isinstance(value, D):
        return False
    if "commonName" in value:
        item = value["commonName"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "organization" in value:
        item = value["organization"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "publicKeyID" in value:
        item = value["publicKeyID"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    return True


def _is_image_stream(value: Any) -> bool:
    """ImageStream"""
    if value.__class__ is not D and not isinstance(value, D):
        return False
    if "apiVersion" in value:
        item = value["apiVersion"]
        if item is not None:
            if item.__class__ is not S and not isinstance(item, S):
                return False
            if item not in ("", "v1", "image.openshift.io/v1"):
                return False
    if "kind" in value:
        item = value["kind"]
        if item is not None:
            if item.__class__ is not S and not isinstance(item, S):
                return False
            if item not in ("", "ImageStream"):
                return False
    if "metadata" in value:
        item = value["metadata"]
        if item is not None and ((item or item.__class__ is not D) and not _is_object_meta(item)):
            return False
    if "spec" in value:
        item = value["spec"]
        if item is not None and (
            (item or item.__class__ is not D) and not _is_image_stream_spec(item)
        ):
            return False
    if "status" in value:
        item = value["status"]
        if item is not None and (
            (item or item.__class__ is not D) and not _is_image_stream_status(item)
        ):
            return False
    return True


def _is_image_stream_spec(value: Any) -> bool:
    """ImageStreamSpec"""
    if value.__class__ is not D and not isinstance(value, D):
        return False
    if "dockerImageRepository" in value:
        item = value["dockerImageRepository"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "lookupPolicy" in value:
        item = value["lookupPolicy"]
        if item is not None:
            if item.__class__ is not D and not isinstance(item, D):
                return False
            if "local" in item:
                item_1 = item["local"]
                if item_1 is not None and item_1 is not True and item_1 is not False:
                    return False
    if "tags" in value:
        item = value["tags"]
        if item is not None:
            if item.__class__ is not L and not isinstance(item, L):
                return False
            for element_1 in item:
                if (element_1 or element_1.__class__ is not D) and not _is_tag_reference(element_1):
                    return False
    return True


def _is_image_lookup_policy(value: Any) -> bool:
    """ImageLookupPolicy"""
    if value.__class__ is not D and not isinstance(value, D):
        return False
    if "local" in value:
        item = value["local"]
        if item is not None and item is not True and item is not False:
            return False
    return True


def _is_tag_reference(value: Any) -> bool:
    """TagReference"""
    if value.__class__ is not D and not isinstance(value, D):
        return False
    if "annotations" in value:
        item = value["annotations"]
        if item is not None and not is_string_map(item):
            return False
    if "from" in value:
        item = value["from"]
        if item is not None:
            if item.__class__ is not D and not isinstance(item, D):
                return False
            if "apiVersion" in item:
                item_1 = item["apiVersion"]
                if item_1.__class__ is not S and item_1 is not None and not isinstance(item_1, S):
                    return False
            if "fieldPath" in item:
                item_1 = item["fieldPath"]
                if item_1.__class__ is not S and item_1 is not None and not isinstance(item_1, S):
                    return False
            if "kind" in item:
                item_1 = item["kind"]
                if item_1.__class__ is not S and item_1 is not None and not isinstance(item_1, S):
                    return False
            if "name" in item:
                item_1 = item["name"]
                if item_1.__class__ is not S and item_1 is not None and not isinstance(item_1, S):
                    return False
            if "namespace" in item:
                item_1 = item["namespace"]
                if item_1.__class__ is not S and item_1 is not None and not isinstance(item_1, S):
                    return False
            if "resourceVersion" in item:
                item_1 = item["resourceVersion"]
                if item_1.__class__ is not S and item_1 is not None and not isinstance(item_1, S):
                    return False
            if "uid" in item:
                item_1 = item["uid"]
                if item_1.__class__ is not S and item_1 is not None and not isinstance(item_1, S):
                    return False
    if "generation" in value:
        item = value["generation"]
        if item is not None and (
            item.__class__ is not I or not -9223372036854775808 <= item <= 9223372036854775807
        ):
            if not is_whole(item, -9223372036854775808, 9223372036854775807):
                return False
    if "importPolicy" in value:
        item = value["importPolicy"]
        if item is not None:
            if item.__class__ is not D and not isinstance(item, D):
                return False
            if "importMode" in item:
                item_1 = item["importMode"]
                if item_1.__class__ is not S and item_1 is not None and not isinstance(item_1, S):
                    return False
            if "insecure" in item:
                item_1 = item["insecure"]
                if item_1 is not None and item_1 is not True and item_1 is not False:
                    return False
            if "scheduled" in item:
                item_1 = item["scheduled"]
                if item_1 is not None and item_1 is not True and item_1 is not False:
                    return False
    if "name" in value:
        item = value["name"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "reference" in value:
        item = value["reference"]
        if item is not None and item is not True and item is not False:
            return False
    if "referencePolicy" in value:
        item = value["referencePolicy"]
        if item is not None:
            if item.__class__ is not D and not isinstance(item, D):
                return False
            if "type" in item:
                item_1 = item["type"]
                if item_1.__class__ is not S and item_1 is not None and not isinstance(item_1, S):
                    return False
    return True


def _is_image_stream_status(value: Any) -> bool:
    """ImageStreamStatus"""
    if value.__class__ is not D and not isinstance(value, D):
        return False
    if "dockerImageRepository" in value:
        item = value["dockerImageRepository"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "publicDockerImageRepository" in value:
        item = value["publicDockerImageRepository"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "tags" in value:
        item = value["tags"]
        if item is not None:
            if item.__class__ is not L and not isinstance(item, L):
                return False
            for element_1 in item:
                if (element_1 or element_1.__class__ is not D) and not _is_named_tag_event_list(
                    element_1
                ):
                    return False
    return True


def _is_named_tag_event_list(value: Any) -> bool:
    """NamedTagEventList"""
    if value.__class__ is not D and not isinstance(value, D):
        return False
    if "conditions" in value:
        item = value["conditions"]
        if item is not None:
            if item.__class__ is not L and not isinstance(item, L):
                return False
            for element_1 in item:
                try:
                    if (
                        element_1["type"].__class__ is S
                        and element_1["status"].__class__ is S
                        and (item := element_1["generation"]).__class__ is I
                        and item.bit_length() < 64
                        and "lastTransitionTime" not in element_1
                        and "message" not in element_1
                        and "reason" not in element_1
                    ):
                        continue
                except (KeyError, TypeError):
                    pass
                if not _is_tag_event_condition(element_1):
                    return False
    if "items" in value:
        item = value["items"]
        if item is not None:
            if item.__class__ is not L and not isinstance(item, L):
                return False
            for element_1 in item:
                try:
                    if (
                        (item := element_1["created"]).__class__ is S
                        and is_date_time(item)
                        and element_1["dockerImageReference"].__class__ is S
                        and element_1["image"].__class__ is S
                        and (item := element_1["generation"]).__class__ is I
                        and item.bit_length() < 64
                    ):
                        continue
                except (KeyError, TypeError):
                    pass
                if not _is_tag_event(element_1):
                    return False
    if "tag" in value:
        item = value["tag"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    return True


def _is_tag_event_condition(value: Any) -> bool:
    """TagEventCondition"""
    if value.__class__ is not D and not isinstance(value, D):
        return False
    if "generation" in value:
        item = value["generation"]
        if item is not None and (
            item.__class__ is not I or not -9223372036854775808 <= item <= 9223372036854775807
        ):
            if not is_whole(item, -9223372036854775808, 9223372036854775807):
                return False
    if "lastTransitionTime" in value:
        item = value["lastTransitionTime"]
        if item is not None:
            if item.__class__ is not S and not isinstance(item, S):
                return False
            if not is_date_time(item):
                return False
    if "message" in value:
        item = value["message"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "reason" in value:
        item = value["reason"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "status" in value:
        item = value["status"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "type" in value:
        item = value["type"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    return True


def _is_tag_event(value: Any) -> bool:
    """TagEvent"""
    if value.__class__ is not D and not isinstance(value, D):
        return False
    if "created" in value:
        item = value["created"]
        if item is not None:
            if item.__class__ is not S and not isinstance(item, S):
                return False
            if not is_date_time(item):
                return False
    if "dockerImageReference" in value:
        item = value["dockerImageReference"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    if "generation" in value:
        item = value["generation"]
        if item is not None and (
            item.__class__ is not I or not -9223372036854775808 <= item <= 9223372036854775807
        ):
            if not is_whole(item, -9223372036854775808, 9223372036854775807):
                return False
    if "image" in value:
        item = value["image"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    return True


def _is_repository_import_status(value: Any) -> bool:
    """RepositoryImportStatus"""
    if value.__class__ is not D and not isinstance(value, D):
        return False
    if "additionalTags" in value:
        item = value["additionalTags"]
        if item is not None and not is_string_list(item):
            return False
    if "images" in value:
        item = value["images"]
        if item is not None:
            if item.__class__ is not L and not isinstance(item, L):
                return False
            for element_1 in item:
                if (element_1 or element_1.__class__ is not D) and not _is_image_import_status(
                    element_1
                ):
                    return False
    if "status" in value:
        item = value["status"]
        if item is not None and ((item or item.__class__ is not D) and not _is_status(item)):
            return False
    return True


def _is_secret(value: Any) -> bool:
    """Secret"""
    if value.__class__ is not D and not isinstance(value, D):
        return False
    if "apiVersion" in value:
        item = value["apiVersion"]
        if item is not None:
            if item.__class__ is not S and not isinstance(item, S):
                return False
            if item not in ("", "v1"):
                return False
    if "data" in value:
        item = value["data"]
        if item is not None:
            if item.__class__ is not D and not isinstance(item, D):
                return False
            for item_1 in item.values():
                if item_1.__class__ is not S and not isinstance(item_1, S):
                    return False
                if byte(item_1):
                    return False
    if "immutable" in value:
        item = value["immutable"]
        if item is not None and item is not True and item is not False:
            return False
    if "kind" in value:
        item = value["kind"]
        if item is not None:
            if item.__class__ is not S and not isinstance(item, S):
                return False
            if item not in ("", "Secret"):
                return False
    if "metadata" in value:
        item = value["metadata"]
        if item is not None and ((item or item.__class__ is not D) and not _is_object_meta(item)):
            return False
    if "stringData" in value:
        item = value["stringData"]
        if item is not None and not is_string_map(item):
            return False
    if "type" in value:
        item = value["type"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    return True


def _is_namespace(value: Any) -> bool:
    """Namespace"""
    if value.__class__ is not D and not isinstance(value, D):
        return False
    if "apiVersion" in value:
        item = value["apiVersion"]
        if item is not None:
            if item.__class__ is not S and not isinstance(item, S):
                return False
            if item not in ("", "v1"):
                return False
    if "kind" in value:
        item = value["kind"]
        if item is not None:
            if item.__class__ is not S and not isinstance(item, S):
                return False
            if item not in ("", "Namespace"):
                return False
    if "metadata" in value:
        item = value["metadata"]
        if item is not None and ((item or item.__class__ is not D) and not _is_object_meta(item)):
            return False
    if "spec" in value:
        item = value["spec"]
        if item is not None and (
            (item or item.__class__ is not D) and not _is_namespace_spec(item)
        ):
            return False
    if "status" in value:
        item = value["status"]
        if item is not None:
            if item.__class__ is not D and not isinstance(item, D):
                return False
            if "phase" in item:
                item_1 = item["phase"]
                if item_1.__class__ is not S and item_1 is not None and not isinstance(item_1, S):
                    return False
    return True


def _is_namespace_spec(value: Any) -> bool:
    """NamespaceSpec"""
    if value.__class__ is not D and not isinstance(value, D):
        return False
    if "finalizers" in value:
        item = value["finalizers"]
        if item is not None and not is_string_list(item):
            return False
    return True


def _is_namespace_status(value: Any) -> bool:
    """NamespaceStatus"""
    if value.__class__ is not D and not isinstance(value, D):
        return False
    if "phase" in value:
        item = value["phase"]
        if item.__class__ is not S and item is not None and not isinstance(item, S):
            return False
    return True


# ------------------------------------------------------------------------ if not, what is the matter?


def _find_in_image_stream_import(value: Any, at: At, found: list[Finding]) -> None:
    """ImageStreamImport"""
    if value.__class__ is not D and not isinstance(value, D):
        wrong_type(found, at, "object", value)
    else:
        if "apiVersion" in value:
            item = value["apiVersion"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "apiVersion"), "string", item)
                if item not in ("", "v1", "image.openshift.io/v1") and isinstance(item, S):
                    add(
                        found,
                        (at, "apiVersion"),
                        NOT_SUPPORTED,
                        item,
                        'supported values: "v1", "image.openshift.io/v1"',
                    )
        if "kind" in value:
            item = value["kind"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "kind"), "string", item)
                if item not in ("", "ImageStreamImport") and isinstance(item, S):
                    add(
                        found,
                        (at, "kind"),
                        NOT_SUPPORTED,
                        item,
                        'supported values: "ImageStreamImport"',
                    )
        if "metadata" in value:
            item = value["metadata"]
            if item is not None:
                _find_in_object_meta(item, (at, "metadata"), found)
        if "spec" in value:
            item = value["spec"]
            if item is not None:
                _find_in_image_stream_import_spec(item, (at, "spec"), found)
        if "status" in value:
            item = value["status"]
            if item is not None:
                _find_in_image_stream_import_status(item, (at, "status"), found)


def _find_in_object_meta(value: Any, at: At, found: list[Finding]) -> None:
    """ObjectMeta"""
    if value.__class__ is not D and not isinstance(value, D):
        wrong_type(found, at, "object", value)
    else:
        if "annotations" in value:
            item = value["annotations"]
            if item is not None:
                if not is_string_map(item):
                    not_string_values(found, (at, "annotations"), item)
        if "clusterName" in value:
            item = value["clusterName"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "clusterName"), "string", item)
        if "creationTimestamp" in value:
            item = value["creationTimestamp"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "creationTimestamp"), "string", item)
                else:
                    complain(found, (at, "creationTimestamp"), TYPE_INVALID, item, date_time)
        if "deletionGracePeriodSeconds" in value:
            item = value["deletionGracePeriodSeconds"]
            if item is not None:
                if not is_whole(item, -9223372036854775808, 9223372036854775807):
                    not_whole(found, (at, "deletionGracePeriodSeconds"), "int64", item)
        if "deletionTimestamp" in value:
            item = value["deletionTimestamp"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "deletionTimestamp"), "string", item)
                else:
                    complain(found, (at, "deletionTimestamp"), TYPE_INVALID, item, date_time)
        if "finalizers" in value:
            item = value["finalizers"]
            if item is not None:
                if not is_string_list(item):
                    not_strings(found, (at, "finalizers"), item)
        if "generateName" in value:
            item = value["generateName"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "generateName"), "string", item)
        if "generation" in value:
            item = value["generation"]
            if item is not None:
                if not is_whole(item, -9223372036854775808, 9223372036854775807):
                    not_whole(found, (at, "generation"), "int64", item)
        if "initializers" in value:
            item = value["initializers"]
            if item is not None:
                _find_in_initializers(item, (at, "initializers"), found)
        if "labels" in value:
            item = value["labels"]
            if item is not None:
                if not is_string_map(item):
                    not_string_values(found, (at, "labels"), item)
        if "managedFields" in value:
            item = value["managedFields"]
            if item is not None:
                if item.__class__ is not L and not isinstance(item, L):
                    wrong_type(found, (at, "managedFields"), "array", item)
                else:
                    for index_1, element_1 in enumerate(item):
                        if not _is_managed_fields_entry(element_1):
                            _find_in_managed_fields_entry(
                                element_1, ((at, "managedFields"), index_1), found
                            )
        if "name" in value:
            item = value["name"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "name"), "string", item)
        if "namespace" in value:
            item = value["namespace"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "namespace"), "string", item)
        if "ownerReferences" in value:
            item = value["ownerReferences"]
            if item is not None:
                if item.__class__ is not L and not isinstance(item, L):
                    wrong_type(found, (at, "ownerReferences"), "array", item)
                else:
                    for index_1, element_1 in enumerate(item):
                        if not _is_owner_reference(element_1):
                            _find_in_owner_reference(
                                element_1, ((at, "ownerReferences"), index_1), found
                            )
        if "resourceVersion" in value:
            item = value["resourceVersion"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "resourceVersion"), "string", item)
        if "selfLink" in value:
            item = value["selfLink"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "selfLink"), "string", item)
        if "uid" in value:
            item = value["uid"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "uid"), "string", item)


def _find_in_initializers(value: Any, at: At, found: list[Finding]) -> None:
    """Initializers"""
    if value.__class__ is not D and not isinstance(value, D):
        wrong_type(found, at, "object", value)
    else:
        if "pending" in value:
            item = value["pending"]
            if item is not None:
                if item.__class__ is not L and not isinstance(item, L):
                    wrong_type(found, (at, "pending"), "array", item)
                else:
                    for index_1, element_1 in enumerate(item):
                        if not _is_initializer(element_1):
                            _find_in_initializer(element_1, ((at, "pending"), index_1), found)
        if "result" in value:
            item = value["result"]
            if item is not None:
                _find_in_status(item, (at, "result"), found)


def _find_in_initializer(value: Any, at: At, found: list[Finding]) -> None:
    """Initializer"""
    if value.__class__ is not D and not isinstance(value, D):
        wrong_type(found, at, "object", value)
    else:
        if "name" in value:
            item = value["name"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "name"), "string", item)


def _find_in_status(value: Any, at: At, found: list[Finding]) -> None:
    """Status"""
    if value.__class__ is not D and not isinstance(value, D):
        wrong_type(found, at, "object", value)
    else:
        if "apiVersion" in value:
            item = value["apiVersion"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "apiVersion"), "string", item)
        if "code" in value:
            item = value["code"]
            if item is not None:
                if not is_whole(item, -2147483648, 2147483647):
                    not_whole(found, (at, "code"), "int32", item)
        if "details" in value:
            item = value["details"]
            if item is not None:
                _find_in_status_details(item, (at, "details"), found)
        if "kind" in value:
            item = value["kind"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "kind"), "string", item)
        if "message" in value:
            item = value["message"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "message"), "string", item)
        if "metadata" in value:
            item = value["metadata"]
            if item is not None:
                _find_in_list_meta(item, (at, "metadata"), found)
        if "reason" in value:
            item = value["reason"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "reason"), "string", item)
        if "status" in value:
            item = value["status"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "status"), "string", item)


def _find_in_status_details(value: Any, at: At, found: list[Finding]) -> None:
    """StatusDetails"""
    if value.__class__ is not D and not isinstance(value, D):
        wrong_type(found, at, "object", value)
    else:
        if "causes" in value:
            item = value["causes"]
            if item is not None:
                if item.__class__ is not L and not isinstance(item, L):
                    wrong_type(found, (at, "causes"), "array", item)
                else:
                    for index_1, element_1 in enumerate(item):
                        if not _is_status_cause(element_1):
                            _find_in_status_cause(element_1, ((at, "causes"), index_1), found)
        if "group" in value:
            item = value["group"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "group"), "string", item)
        if "kind" in value:
            item = value["kind"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "kind"), "string", item)
        if "name" in value:
            item = value["name"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "name"), "string", item)
        if "retryAfterSeconds" in value:
            item = value["retryAfterSeconds"]
            if item is not None:
                if not is_whole(item, -2147483648, 2147483647):
                    not_whole(found, (at, "retryAfterSeconds"), "int32", item)
        if "uid" in value:
            item = value["uid"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "uid"), "string", item)


def _find_in_status_cause(value: Any, at: At, found: list[Finding]) -> None:
    """StatusCause"""
    if value.__class__ is not D and not isinstance(value, D):
        wrong_type(found, at, "object", value)
    else:
        if "field" in value:
            item = value["field"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "field"), "string", item)
        if "message" in value:
            item = value["message"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "message"), "string", item)
        if "reason" in value:
            item = value["reason"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "reason"), "string", item)


def _find_in_list_meta(value: Any, at: At, found: list[Finding]) -> None:
    """ListMeta"""
    if value.__class__ is not D and not isinstance(value, D):
        wrong_type(found, at, "object", value)
    else:
        if "continue" in value:
            item = value["continue"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "continue"), "string", item)
        if "remainingItemCount" in value:
            item = value["remainingItemCount"]
            if item is not None:
                if not is_whole(item, -9223372036854775808, 9223372036854775807):
                    not_whole(found, (at, "remainingItemCount"), "int64", item)
        if "resourceVersion" in value:
            item = value["resourceVersion"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "resourceVersion"), "string", item)
        if "selfLink" in value:
            item = value["selfLink"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "selfLink"), "string", item)
        if "shardInfo" in value:
            item = value["shardInfo"]
            if item is not None:
                _find_in_shard_info(item, (at, "shardInfo"), found)


def _find_in_shard_info(value: Any, at: At, found: list[Finding]) -> None:
    """ShardInfo"""
    if value.__class__ is not D and not isinstance(value, D):
        wrong_type(found, at, "object", value)
    else:
        if "selector" in value:
            item = value["selector"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "selector"), "string", item)


def _find_in_managed_fields_entry(value: Any, at: At, found: list[Finding]) -> None:
    """ManagedFieldsEntry"""
    if value.__class__ is not D and not isinstance(value, D):
        wrong_type(found, at, "object", value)
    else:
        if "apiVersion" in value:
            item = value["apiVersion"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "apiVersion"), "string", item)
        if "fieldsType" in value:
            item = value["fieldsType"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "fieldsType"), "string", item)
        if "fieldsV1" in value:
            item = value["fieldsV1"]
            if item is not None:
                _find_in_fields_v1(item, (at, "fieldsV1"), found)
        if "manager" in value:
            item = value["manager"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "manager"), "string", item)
        if "operation" in value:
            item = value["operation"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "operation"), "string", item)
        if "subresource" in value:
            item = value["subresource"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "subresource"), "string", item)
        if "time" in value:
            item = value["time"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "time"), "string", item)
                else:
                    complain(found, (at, "time"), TYPE_INVALID, item, date_time)


def _find_in_fields_v1(value: Any, at: At, found: list[Finding]) -> None:
    """FieldsV1"""
    if value.__class__ is not D and not isinstance(value, D):
        wrong_type(found, at, "object", value)


def _find_in_owner_reference(value: Any, at: At, found: list[Finding]) -> None:
    """OwnerReference"""
    if value.__class__ is not D and not isinstance(value, D):
        wrong_type(found, at, "object", value)
    else:
        if "apiVersion" in value:
            item = value["apiVersion"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "apiVersion"), "string", item)
        if "blockOwnerDeletion" in value:
            item = value["blockOwnerDeletion"]
            if item is not None:
                if item is not True and item is not False:
                    wrong_type(found, (at, "blockOwnerDeletion"), "boolean", item)
        if "controller" in value:
            item = value["controller"]
            if item is not None:
                if item is not True and item is not False:
                    wrong_type(found, (at, "controller"), "boolean", item)
        if "kind" in value:
            item = value["kind"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "kind"), "string", item)
        if "name" in value:
            item = value["name"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "name"), "string", item)
        if "uid" in value:
            item = value["uid"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "uid"), "string", item)


def _find_in_image_stream_import_spec(value: Any, at: At, found: list[Finding]) -> None:
    """ImageStreamImportSpec"""
    if value.__class__ is not D and not isinstance(value, D):
        wrong_type(found, at, "object", value)
    else:
        if "images" in value:
            item = value["images"]
            if item is not None:
                if item.__class__ is not L and not isinstance(item, L):
                    wrong_type(found, (at, "images"), "array", item)
                else:
                    for index_1, element_1 in enumerate(item):
                        if not _is_image_import_spec(element_1):
                            _find_in_image_import_spec(element_1, ((at, "images"), index_1), found)
        if "import" in value:
            item = value["import"]
            if item is not None:
                if item is not True and item is not False:
                    wrong_type(found, (at, "import"), "boolean", item)
        if "repository" in value:
            item = value["repository"]
            if item is not None:
                _find_in_repository_import_spec(item, (at, "repository"), found)


def _find_in_image_import_spec(value: Any, at: At, found: list[Finding]) -> None:
    """ImageImportSpec"""
    if value.__class__ is not D and not isinstance(value, D):
        wrong_type(found, at, "object", value)
    else:
        if "from" in value:
            item = value["from"]
            if item is not None:
                _find_in_object_reference(item, (at, "from"), found)
        if "importPolicy" in value:
            item = value["importPolicy"]
            if item is not None:
                _find_in_tag_import_policy(item, (at, "importPolicy"), found)
        if "includeManifest" in value:
            item = value["includeManifest"]
            if item is not None:
                if item is not True and item is not False:
                    wrong_type(found, (at, "includeManifest"), "boolean", item)
        if "referencePolicy" in value:
            item = value["referencePolicy"]
            if item is not None:
                _find_in_tag_reference_policy(item, (at, "referencePolicy"), found)
        if "to" in value:
            item = value["to"]
            if item is not None:
                _find_in_local_object_reference(item, (at, "to"), found)


def _find_in_object_reference(value: Any, at: At, found: list[Finding]) -> None:
    """ObjectReference"""
    if value.__class__ is not D and not isinstance(value, D):
        wrong_type(found, at, "object", value)
    else:
        if "apiVersion" in value:
            item = value["apiVersion"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "apiVersion"), "string", item)
        if "fieldPath" in value:
            item = value["fieldPath"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "fieldPath"), "string", item)
        if "kind" in value:
            item = value["kind"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "kind"), "string", item)
        if "name" in value:
            item = value["name"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "name"), "string", item)
        if "namespace" in value:
            item = value["namespace"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "namespace"), "string", item)
        if "resourceVersion" in value:
            item = value["resourceVersion"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "resourceVersion"), "string", item)
        if "uid" in value:
            item = value["uid"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "uid"), "string", item)


def _find_in_tag_import_policy(value: Any, at: At, found: list[Finding]) -> None:
    """TagImportPolicy"""
    if value.__class__ is not D and not isinstance(value, D):
        wrong_type(found, at, "object", value)
    else:
        if "importMode" in value:
            item = value["importMode"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "importMode"), "string", item)
        if "insecure" in value:
            item = value["insecure"]
            if item is not None:
                if item is not True and item is not False:
                    wrong_type(found, (at, "insecure"), "boolean", item)
        if "scheduled" in value:
            item = value["scheduled"]
            if item is not None:
                if item is not True and item is not False:
                    wrong_type(found, (at, "scheduled"), "boolean", item)


def _find_in_tag_reference_policy(value: Any, at: At, found: list[Finding]) -> None:
    """TagReferencePolicy"""
    if value.__class__ is not D and not isinstance(value, D):
        wrong_type(found, at, "object", value)
    else:
        if "type" in value:
            item = value["type"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "type"), "string", item)


def _find_in_local_object_reference(value: Any, at: At, found: list[Finding]) -> None:
    """LocalObjectReference"""
    if value.__class__ is not D and not isinstance(value, D):
        wrong_type(found, at, "object", value)
    else:
        if "name" in value:
            item = value["name"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "name"), "string", item)


def _find_in_repository_import_spec(value: Any, at: At, found: list[Finding]) -> None:
    """RepositoryImportSpec"""
    if value.__class__ is not D and not isinstance(value, D):
        wrong_type(found, at, "object", value)
    else:
        if "from" in value:
            item = value["from"]
            if item is not None:
                _find_in_object_reference(item, (at, "from"), found)
        if "importPolicy" in value:
            item = value["importPolicy"]
            if item is not None:
                _find_in_tag_import_policy(item, (at, "importPolicy"), found)
        if "includeManifest" in value:
            item = value["includeManifest"]
            if item is not None:
                if item is not True and item is not False:
                    wrong_type(found, (at, "includeManifest"), "boolean", item)
        if "referencePolicy" in value:
            item = value["referencePolicy"]
            if item is not None:
                _find_in_tag_reference_policy(item, (at, "referencePolicy"), found)


def _find_in_image_stream_import_status(value: Any, at: At, found: list[Finding]) -> None:
    """ImageStreamImportStatus"""
    if value.__class__ is not D and not isinstance(value, D):
        wrong_type(found, at, "object", value)
    else:
        if "images" in value:
            item = value["images"]
            if item is not None:
                if item.__class__ is not L and not isinstance(item, L):
                    wrong_type(found, (at, "images"), "array", item)
                else:
                    for index_1, element_1 in enumerate(item):
                        if not _is_image_import_status(element_1):
                            _find_in_image_import_status(
                                element_1, ((at, "images"), index_1), found
                            )
        if "import" in value:
            item = value["import"]
            if item is not None:
                _find_in_image_stream(item, (at, "import"), found)
        if "repository" in value:
            item = value["repository"]
            if item is not None:
                _find_in_repository_import_status(item, (at, "repository"), found)


def _find_in_image_import_status(value: Any, at: At, found: list[Finding]) -> None:
    """ImageImportStatus"""
    if value.__class__ is not D and not isinstance(value, D):
        wrong_type(found, at, "object", value)
    else:
        if "image" in value:
            item = value["image"]
            if item is not None:
                _find_in_image(item, (at, "image"), found)
        if "manifests" in value:
            item = value["manifests"]
            if item is not None:
                if item.__class__ is not L and not isinstance(item, L):
                    wrong_type(found, (at, "manifests"), "array", item)
                else:
                    for index_1, element_1 in enumerate(item):
                        if not _is_image(element_1):
                            _find_in_image(element_1, ((at, "manifests"), index_1), found)
        if "status" in value:
            item = value["status"]
            if item is not None:
                _find_in_status(item, (at, "status"), found)
        if "tag" in value:
            item = value["tag"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "tag"), "string", item)


def _find_in_image(value: Any, at: At, found: list[Finding]) -> None:
    """Image"""
    if value.__class__ is not D and not isinstance(value, D):
        wrong_type(found, at, "object", value)
    else:
        if "apiVersion" in value:
            item = value["apiVersion"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "apiVersion"), "string", item)
        if "dockerImageConfig" in value:
            item = value["dockerImageConfig"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "dockerImageConfig"), "string", item)
        if "dockerImageLayers" in value:
            item = value["dockerImageLayers"]
            if item is not None:
                if item.__class__ is not L and not isinstance(item, L):
                    wrong_type(found, (at, "dockerImageLayers"), "array", item)
                else:
                    for index_1, element_1 in enumerate(item):
                        if not _is_image_layer(element_1):
                            _find_in_image_layer(
                                element_1, ((at, "dockerImageLayers"), index_1), found
                            )
        if "dockerImageManifest" in value:
            item = value["dockerImageManifest"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "dockerImageManifest"), "string", item)
        if "dockerImageManifestMediaType" in value:
            item = value["dockerImageManifestMediaType"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "dockerImageManifestMediaType"), "string", item)
        if "dockerImageManifests" in value:
            item = value["dockerImageManifests"]
            if item is not None:
                if item.__class__ is not L and not isinstance(item, L):
                    wrong_type(found, (at, "dockerImageManifests"), "array", item)
                else:
                    for index_1, element_1 in enumerate(item):
                        if not _is_image_manifest(element_1):
                            _find_in_image_manifest(
                                element_1, ((at, "dockerImageManifests"), index_1), found
                            )
        if "dockerImageMetadata" in value:
            item = value["dockerImageMetadata"]
            if item is not None:
                _find_in_raw_extension(item, (at, "dockerImageMetadata"), found)
        if "dockerImageMetadataVersion" in value:
            item = value["dockerImageMetadataVersion"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "dockerImageMetadataVersion"), "string", item)
        if "dockerImageReference" in value:
            item = value["dockerImageReference"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "dockerImageReference"), "string", item)
        if "dockerImageSignatures" in value:
            item = value["dockerImageSignatures"]
            if item is not None:
                if item.__class__ is not L and not isinstance(item, L):
                    wrong_type(found, (at, "dockerImageSignatures"), "array", item)
                else:
                    for index_1, element_1 in enumerate(item):
                        if element_1.__class__ is not S and not isinstance(element_1, S):
                            wrong_type(
                                found, ((at, "dockerImageSignatures"), index_1), "string", element_1
                            )
                        else:
                            complain(
                                found,
                                ((at, "dockerImageSignatures"), index_1),
                                TYPE_INVALID,
                                element_1,
                                byte,
                            )
        if "kind" in value:
            item = value["kind"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "kind"), "string", item)
        if "metadata" in value:
            item = value["metadata"]
            if item is not None:
                _find_in_object_meta(item, (at, "metadata"), found)
        if "signatures" in value:
            item = value["signatures"]
            if item is not None:
                if item.__class__ is not L and not isinstance(item, L):
                    wrong_type(found, (at, "signatures"), "array", item)
                else:
                    for index_1, element_1 in enumerate(item):
                        if not _is_image_signature(element_1):
                            _find_in_image_signature(
                                element_1, ((at, "signatures"), index_1), found
                            )


def _find_in_image_layer(value: Any, at: At, found: list[Finding]) -> None:
    """ImageLayer"""
    if value.__class__ is not D and not isinstance(value, D):
        wrong_type(found, at, "object", value)
    else:
        if "mediaType" in value:
            item = value["mediaType"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "mediaType"), "string", item)
        if "name" in value:
            item = value["name"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "name"), "string", item)
        if "size" in value:
            item = value["size"]
            if item is not None:
                if not is_whole(item, -9223372036854775808, 9223372036854775807):
                    not_whole(found, (at, "size"), "int64", item)


def _find_in_image_manifest(value: Any, at: At, found: list[Finding]) -> None:
    """ImageManifest"""
    if value.__class__ is not D and not isinstance(value, D):
        wrong_type(found, at, "object", value)
    else:
        if "architecture" in value:
            item = value["architecture"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "architecture"), "string", item)
        if "digest" in value:
            item = value["digest"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "digest"), "string", item)
        if "manifestSize" in value:
            item = value["manifestSize"]
            if item is not None:
                if not is_whole(item, -9223372036854775808, 9223372036854775807):
                    not_whole(found, (at, "manifestSize"), "int64", item)
        if "mediaType" in value:
            item = value["mediaType"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "mediaType"), "string", item)
        if "os" in value:
            item = value["os"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "os"), "string", item)
        if "variant" in value:
            item = value["variant"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "variant"), "string", item)


def _find_in_raw_extension(value: Any, at: At, found: list[Finding]) -> None:
    """RawExtension"""
    if value.__class__ is not D and not isinstance(value, D):
        wrong_type(found, at, "object", value)
    else:
        if "Raw" in value:
            item = value["Raw"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "Raw"), "string", item)
                else:
                    complain(found, (at, "Raw"), TYPE_INVALID, item, byte)


def _find_in_image_signature(value: Any, at: At, found: list[Finding]) -> None:
    """ImageSignature"""
    if value.__class__ is not D and not isinstance(value, D):
        wrong_type(found, at, "object", value)
    else:
        if "apiVersion" in value:
            item = value["apiVersion"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "apiVersion"), "string", item)
        if "conditions" in value:
            item = value["conditions"]
            if item is not None:
                if item.__class__ is not L and not isinstance(item, L):
                    wrong_type(found, (at, "conditions"), "array", item)
                else:
                    for index_1, element_1 in enumerate(item):
                        if not _is_signature_condition(element_1):
                            _find_in_signature_condition(
                                element_1, ((at, "conditions"), index_1), found
                            )
        if "content" in value:
            item = value["content"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "content"), "string", item)
                else:
                    complain(found, (at, "content"), TYPE_INVALID, item, byte)
        if "created" in value:
            item = value["created"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "created"), "string", item)
                else:
                    complain(found, (at, "created"), TYPE_INVALID, item, date_time)
        if "imageIdentity" in value:
            item = value["imageIdentity"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "imageIdentity"), "string", item)
        if "issuedBy" in value:
            item = value["issuedBy"]
            if item is not None:
                _find_in_signature_issuer(item, (at, "issuedBy"), found)
        if "issuedTo" in value:
            item = value["issuedTo"]
            if item is not None:
                _find_in_signature_subject(item, (at, "issuedTo"), found)
        if "kind" in value:
            item = value["kind"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "kind"), "string", item)
        if "metadata" in value:
            item = value["metadata"]
            if item is not None:
                _find_in_object_meta(item, (at, "metadata"), found)
        if "signedClaims" in value:
            item = value["signedClaims"]
            if item is not None:
                if not is_string_map(item):
                    not_string_values(found, (at, "signedClaims"), item)
        if "type" in value:
            item = value["type"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "type"), "string", item)


def _find_in_signature_condition(value: Any, at: At, found: list[Finding]) -> None:
    """SignatureCondition"""
    if value.__class__ is not D and not isinstance(value, D):
        wrong_type(found, at, "object", value)
    else:
        if "lastProbeTime" in value:
            item = value["lastProbeTime"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "lastProbeTime"), "string", item)
                else:
                    complain(found, (at, "lastProbeTime"), TYPE_INVALID, item, date_time)
        if "lastTransitionTime" in value:
            item = value["lastTransitionTime"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "lastTransitionTime"), "string", item)
                else:
                    complain(found, (at, "lastTransitionTime"), TYPE_INVALID, item, date_time)
        if "message" in value:
            item = value["message"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "message"), "string", item)
        if "reason" in value:
            item = value["reason"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "reason"), "string", item)
        if "status" in value:
            item = value["status"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "status"), "string", item)
        if "type" in value:
            item = value["type"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "type"), "string", item)


def _find_in_signature_issuer(value: Any, at: At, found: list[Finding]) -> None:
    """SignatureIssuer"""
    if value.__class__ is not D and not isinstance(value, D):
        wrong_type(found, at, "object", value)
    else:
        if "commonName" in value:
            item = value["commonName"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "commonName"), "string", item)
        if "organization" in value:
            item = value["organization"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "organization"), "string", item)


def _find_in_signature_subject(value: Any, at: At, found: list[Finding]) -> None:
    """SignatureSubject"""
    if value.__class__ is not D and not isinstance(value, D):
        wrong_type(found, at, "object", value)
    else:
        if "commonName" in value:
            item = value["commonName"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "commonName"), "string", item)
        if "organization" in value:
            item = value["organization"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "organization"), "string", item)
        if "publicKeyID" in value:
            item = value["publicKeyID"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "publicKeyID"), "string", item)


def _find_in_image_stream(value: Any, at: At, found: list[Finding]) -> None:
    """ImageStream"""
    if value.__class__ is not D and not isinstance(value, D):
        wrong_type(found, at, "object", value)
    else:
        if "apiVersion" in value:
            item = value["apiVersion"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "apiVersion"), "string", item)
                if item not in ("", "v1", "image.openshift.io/v1") and isinstance(item, S):
                    add(
                        found,
                        (at, "apiVersion"),
                        NOT_SUPPORTED,
                        item,
                        'supported values: "v1", "image.openshift.io/v1"',
                    )
        if "kind" in value:
            item = value["kind"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "kind"), "string", item)
                if item not in ("", "ImageStream") and isinstance(item, S):
                    add(found, (at, "kind"), NOT_SUPPORTED, item, 'supported values: "ImageStream"')
        if "metadata" in value:
            item = value["metadata"]
            if item is not None:
                _find_in_object_meta(item, (at, "metadata"), found)
        if "spec" in value:
            item = value["spec"]
            if item is not None:
                _find_in_image_stream_spec(item, (at, "spec"), found)
        if "status" in value:
            item = value["status"]
            if item is not None:
                _find_in_image_stream_status(item, (at, "status"), found)


def _find_in_image_stream_spec(value: Any, at: At, found: list[Finding]) -> None:
    """ImageStreamSpec"""
    if value.__class__ is not D and not isinstance(value, D):
        wrong_type(found, at, "object", value)
    else:
        if "dockerImageRepository" in value:
            item = value["dockerImageRepository"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "dockerImageRepository"), "string", item)
        if "lookupPolicy" in value:
            item = value["lookupPolicy"]
            if item is not None:
                _find_in_image_lookup_policy(item, (at, "lookupPolicy"), found)
        if "tags" in value:
            item = value["tags"]
            if item is not None:
                if item.__class__ is not L and not isinstance(item, L):
                    wrong_type(found, (at, "tags"), "array", item)
                else:
                    for index_1, element_1 in enumerate(item):
                        if not _is_tag_reference(element_1):
                            _find_in_tag_reference(
                                element_1,
                                ((at, "tags"), element_step(index_1, element_1, "name")),
                                found,
                            )


def _find_in_image_lookup_policy(value: Any, at: At, found: list[Finding]) -> None:
    """ImageLookupPolicy"""
    if value.__class__ is not D and not isinstance(value, D):
        wrong_type(found, at, "object", value)
    else:
        if "local" in value:
            item = value["local"]
            if item is not None:
                if item is not True and item is not False:
                    wrong_type(found, (at, "local"), "boolean", item)


def _find_in_tag_reference(value: Any, at: At, found: list[Finding]) -> None:
    """TagReference"""
    if value.__class__ is not D and not isinstance(value, D):
        wrong_type(found, at, "object", value)
    else:
        if "annotations" in value:
            item = value["annotations"]
            if item is not None:
                if not is_string_map(item):
                    not_string_values(found, (at, "annotations"), item)
        if "from" in value:
            item = value["from"]
            if item is not None:
                _find_in_object_reference(item, (at, "from"), found)
        if "generation" in value:
            item = value["generation"]
            if item is not None:
                if not is_whole(item, -9223372036854775808, 9223372036854775807):
                    not_whole(found, (at, "generation"), "int64", item)
        if "importPolicy" in value:
            item = value["importPolicy"]
            if item is not None:
                _find_in_tag_import_policy(item, (at, "importPolicy"), found)
        if "name" in value:
            item = value["name"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "name"), "string", item)
        if "reference" in value:
            item = value["reference"]
            if item is not None:
                if item is not True and item is not False:
                    wrong_type(found, (at, "reference"), "boolean", item)
        if "referencePolicy" in value:
            item = value["referencePolicy"]
            if item is not None:
                _find_in_tag_reference_policy(item, (at, "referencePolicy"), found)


def _find_in_image_stream_status(value: Any, at: At, found: list[Finding]) -> None:
    """ImageStreamStatus"""
    if value.__class__ is not D and not isinstance(value, D):
        wrong_type(found, at, "object", value)
    else:
        if "dockerImageRepository" in value:
            item = value["dockerImageRepository"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "dockerImageRepository"), "string", item)
        if "publicDockerImageRepository" in value:
            item = value["publicDockerImageRepository"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "publicDockerImageRepository"), "string", item)
        if "tags" in value:
            item = value["tags"]
            if item is not None:
                if item.__class__ is not L and not isinstance(item, L):
                    wrong_type(found, (at, "tags"), "array", item)
                else:
                    for index_1, element_1 in enumerate(item):
                        if not _is_named_tag_event_list(element_1):
                            _find_in_named_tag_event_list(
                                element_1,
                                ((at, "tags"), element_step(index_1, element_1, "tag")),
                                found,
                            )


def _find_in_named_tag_event_list(value: Any, at: At, found: list[Finding]) -> None:
    """NamedTagEventList"""
    if value.__class__ is not D and not isinstance(value, D):
        wrong_type(found, at, "object", value)
    else:
        if "conditions" in value:
            item = value["conditions"]
            if item is not None:
                if item.__class__ is not L and not isinstance(item, L):
                    wrong_type(found, (at, "conditions"), "array", item)
                else:
                    for index_1, element_1 in enumerate(item):
                        if not _is_tag_event_condition(element_1):
                            _find_in_tag_event_condition(
                                element_1, ((at, "conditions"), index_1), found
                            )
        if "items" in value:
            item = value["items"]
            if item is not None:
                if item.__class__ is not L and not isinstance(item, L):
                    wrong_type(found, (at, "items"), "array", item)
                else:
                    for index_1, element_1 in enumerate(item):
                        if not _is_tag_event(element_1):
                            _find_in_tag_event(element_1, ((at, "items"), index_1), found)
        if "tag" in value:
            item = value["tag"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "tag"), "string", item)


def _find_in_tag_event_condition(value: Any, at: At, found: list[Finding]) -> None:
    """TagEventCondition"""
    if value.__class__ is not D and not isinstance(value, D):
        wrong_type(found, at, "object", value)
    else:
        if "generation" in value:
            item = value["generation"]
            if item is not None:
                if not is_whole(item, -9223372036854775808, 9223372036854775807):
                    not_whole(found, (at, "generation"), "int64", item)
        if "lastTransitionTime" in value:
            item = value["lastTransitionTime"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "lastTransitionTime"), "string", item)
                else:
                    complain(found, (at, "lastTransitionTime"), TYPE_INVALID, item, date_time)
        if "message" in value:
            item = value["message"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "message"), "string", item)
        if "reason" in value:
            item = value["reason"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "reason"), "string", item)
        if "status" in value:
            item = value["status"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "status"), "string", item)
        if "type" in value:
            item = value["type"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "type"), "string", item)


def _find_in_tag_event(value: Any, at: At, found: list[Finding]) -> None:
    """TagEvent"""
    if value.__class__ is not D and not isinstance(value, D):
        wrong_type(found, at, "object", value)
    else:
        if "created" in value:
            item = value["created"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "created"), "string", item)
                else:
                    complain(found, (at, "created"), TYPE_INVALID, item, date_time)
        if "dockerImageReference" in value:
            item = value["dockerImageReference"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "dockerImageReference"), "string", item)
        if "generation" in value:
            item = value["generation"]
            if item is not None:
                if not is_whole(item, -9223372036854775808, 9223372036854775807):
                    not_whole(found, (at, "generation"), "int64", item)
        if "image" in value:
            item = value["image"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "image"), "string", item)


def _find_in_repository_import_status(value: Any, at: At, found: list[Finding]) -> None:
    """RepositoryImportStatus"""
    if value.__class__ is not D and not isinstance(value, D):
        wrong_type(found, at, "object", value)
    else:
        if "additionalTags" in value:
            item = value["additionalTags"]
            if item is not None:
                if not is_string_list(item):
                    not_strings(found, (at, "additionalTags"), item)
        if "images" in value:
            item = value["images"]
            if item is not None:
                if item.__class__ is not L and not isinstance(item, L):
                    wrong_type(found, (at, "images"), "array", item)
                else:
                    for index_1, element_1 in enumerate(item):
                        if not _is_image_import_status(element_1):
                            _find_in_image_import_status(
                                element_1, ((at, "images"), index_1), found
                            )
        if "status" in value:
            item = value["status"]
            if item is not None:
                _find_in_status(item, (at, "status"), found)


def _find_in_secret(value: Any, at: At, found: list[Finding]) -> None:
    """Secret"""
    if value.__class__ is not D and not isinstance(value, D):
        wrong_type(found, at, "object", value)
    else:
        if "apiVersion" in value:
            item = value["apiVersion"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "apiVersion"), "string", item)
                if item not in ("", "v1") and isinstance(item, S):
                    add(found, (at, "apiVersion"), NOT_SUPPORTED, item, 'supported values: "v1"')
        if "data" in value:
            item = value["data"]
            if item is not None:
                if item.__class__ is not D and not isinstance(item, D):
                    wrong_type(found, (at, "data"), "object", item)
                else:
                    for key_1, item_1 in item.items():
                        if item_1.__class__ is not S and not isinstance(item_1, S):
                            wrong_type(found, ((at, "data"), entry(key_1)), "string", item_1)
                        else:
                            complain(
                                found, ((at, "data"), entry(key_1)), TYPE_INVALID, item_1, byte
                            )
        if "immutable" in value:
            item = value["immutable"]
            if item is not None:
                if item is not True and item is not False:
                    wrong_type(found, (at, "immutable"), "boolean", item)
        if "kind" in value:
            item = value["kind"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "kind"), "string", item)
                if item not in ("", "Secret") and isinstance(item, S):
                    add(found, (at, "kind"), NOT_SUPPORTED, item, 'supported values: "Secret"')
        if "metadata" in value:
            item = value["metadata"]
            if item is not None:
                _find_in_object_meta(item, (at, "metadata"), found)
        if "stringData" in value:
            item = value["stringData"]
            if item is not None:
                if not is_string_map(item):
                    not_string_values(found, (at, "stringData"), item)
        if "type" in value:
            item = value["type"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "type"), "string", item)


def _find_in_namespace(value: Any, at: At, found: list[Finding]) -> None:
    """Namespace"""
    if value.__class__ is not D and not isinstance(value, D):
        wrong_type(found, at, "object", value)
    else:
        if "apiVersion" in value:
            item = value["apiVersion"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "apiVersion"), "string", item)
                if item not in ("", "v1") and isinstance(item, S):
                    add(found, (at, "apiVersion"), NOT_SUPPORTED, item, 'supported values: "v1"')
        if "kind" in value:
            item = value["kind"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "kind"), "string", item)
                if item not in ("", "Namespace") and isinstance(item, S):
                    add(found, (at, "kind"), NOT_SUPPORTED, item, 'supported values: "Namespace"')
        if "metadata" in value:
            item = value["metadata"]
            if item is not None:
                _find_in_object_meta(item, (at, "metadata"), found)
        if "spec" in value:
            item = value["spec"]
            if item is not None:
                _find_in_namespace_spec(item, (at, "spec"), found)
        if "status" in value:
            item = value["status"]
            if item is not None:
                _find_in_namespace_status(item, (at, "status"), found)


def _find_in_namespace_spec(value: Any, at: At, found: list[Finding]) -> None:
    """NamespaceSpec"""
    if value.__class__ is not D and not isinstance(value, D):
        wrong_type(found, at, "object", value)
    else:
        if "finalizers" in value:
            item = value["finalizers"]
            if item is not None:
                if not is_string_list(item):
                    not_strings(found, (at, "finalizers"), item)


def _find_in_namespace_status(value: Any, at: At, found: list[Finding]) -> None:
    """NamespaceStatus"""
    if value.__class__ is not D and not isinstance(value, D):
        wrong_type(found, at, "object", value)
    else:
        if "phase" in value:
            item = value["phase"]
            if item is not None:
                if item.__class__ is not S and not isinstance(item, S):
                    wrong_type(found, (at, "phase"), "string", item)


# ------------------------------------------------------------------ rules beyond the types of values


def _rules_of_image_stream_import(value: Any, at: At, found: list[Finding]) -> None:
    """ImageStreamImport"""
    spec = value.get("spec")
    metadata = value.get("metadata")
    if spec is None or isinstance(spec, D):
        _rules_of_image_stream_import_spec(spec or NOTHING, (at, "spec"), found)
    if metadata is None or isinstance(metadata, D):
        _rules_of_object_meta(metadata or NOTHING, (at, "metadata"), found)


def _rules_of_object_meta(value: Any, at: At, found: list[Finding]) -> None:
    """ObjectMeta"""
    generate_name = value.get("generateName")
    name = value.get("name")
    namespace = value.get("namespace")
    generation = value.get("generation")
    labels = value.get("labels")
    annotations = value.get("annotations")
    owner_references = value.get("ownerReferences")
    finalizers = value.get("finalizers")
    managed_fields = value.get("managedFields")
    if generate_name and isinstance(generate_name, S) and path_segment_prefix(generate_name):
        complain(found, (at, "generateName"), INVALID, generate_name, path_segment_prefix)
    elif generate_name and isinstance(generate_name, S) and _PATTERN_1(generate_name) is None:
        add(
            found,
            (at, "generateName"),
            INVALID,
            generate_name,
            'must match "[a-z0-9]+(?:[._-][a-z0-9]+)*"',
        )
    if not (generate_name is not None and generate_name != ""):
        if name is None or name == "":
            add(found, (at, "name"), REQUIRED, "", "name or generateName is required")
    if name and isinstance(name, S) and not is_path_segment(name):
        complain(found, (at, "name"), INVALID, name, path_segment)
    elif name and isinstance(name, S) and _PATTERN_1(name) is None:
        add(found, (at, "name"), INVALID, name, 'must match "[a-z0-9]+(?:[._-][a-z0-9]+)*"')
    if namespace and isinstance(namespace, S) and not is_dns_label(namespace):
        complain(found, (at, "namespace"), INVALID, namespace, dns_label)
    if generation is not None and is_number(generation) and generation < 0:
        add(found, (at, "generation"), INVALID, generation, "must be greater than or equal to 0")
    if labels and isinstance(labels, D):
        for key, item in labels.items():
            if isinstance(key, S) and not is_qualified_name(key):
                complain(found, under((at, "labels"), (key, "")), INVALID, key, qualified_name)
            if isinstance(item, S) and not is_label_value(item):
                complain(found, under((at, "labels"), (key, "")), INVALID, item, label_value)
    if annotations and isinstance(annotations, D):
        for key, item in annotations.items():
            if isinstance(key, S) and not is_qualified_name(lowered(key)):
                complain(
                    found,
                    under((at, "annotations"), (key, "")),
                    INVALID,
                    key,
                    qualified_name,
                    lowered(key),
                )
    if annotations and isinstance(annotations, D) and map_size(annotations) > 262144:
        add(found, (at, "annotations"), TOO_LONG, annotations, "must have at most 262144 bytes")
    if owner_references and isinstance(owner_references, L):
        first: Any = None
        for index, item in enumerate(owner_references):
            if isinstance(item, D):
                _rules_of_object_meta_owner_references(
                    item, under((at, "ownerReferences"), (index, "")), found
                )
                its_controller = item.get("controller")
                if its_controller is True:
                    if first is not None:
                        add_words(
                            found,
                            (at, "ownerReferences"),
                            INVALID,
                            "[]v1.OwnerReference{"
                            + ", ".join(
                                "v1.OwnerReference{"
                                + "APIVersion:"
                                + quoted(plain(each.get("apiVersion")))
                                + ", Kind:"
                                + quoted(plain(each.get("kind")))
                                + ", Name:"
                                + quoted(plain(each.get("name")))
                                + ", UID:"
                                + quoted(plain(each.get("uid")))
                                + ", Controller:"
                                + pointer_shown(each.get("controller"))
                                + ", BlockOwnerDeletion:"
                                + pointer_shown(each.get("blockOwnerDeletion"))
                                + "}"
                                for each in owner_references
                                if isinstance(each, D)
                            )
                            + "}",
                            'Only one reference can have Controller set to true. Found "true" in references for '
                            + plain(first.get("name"))
                            + " and "
                            + plain(item.get("name")),
                        )
                    else:
                        first = item
    if finalizers and isinstance(finalizers, L):
        for index, item in enumerate(finalizers):
            if isinstance(item, S) and not is_qualified_name(item):
                complain(
                    found, under((at, "finalizers"), (index, "")), INVALID, item, qualified_name
                )
    if (
        finalizers
        and isinstance(finalizers, L)
        and "orphan" in finalizers
        and "foregroundDeletion" in finalizers
    ):
        add(
            found,
            (at, "finalizers"),
            INVALID,
            finalizers,
            "finalizer orphan and foregroundDeletion cannot be both set",
        )
    if managed_fields and isinstance(managed_fields, L):
        place = (at, "managedFields")
        for index, item in enumerate(managed_fields):
            if isinstance(item, D):
                _rules_of_managed_fields_entry(item, (place, index), found)
    if finalizers and isinstance(finalizers, L):
        for index, item in enumerate(finalizers):
            if (item is None or isinstance(item, S)) and _PATTERN_3(item or "") is None:
                add(
                    found,
                    under((at, "finalizers"), index),
                    INVALID,
                    item or "",
                    "name is neither a standard finalizer name nor is it fully qualified",
                )


def _rules_of_object_meta_owner_references(value: Any, at: At, found: list[Finding]) -> None:
    """ObjectMeta, each of ownerReferences"""
    api_version = value.get("apiVersion")
    kind = value.get("kind")
    name = value.get("name")
    uid = value.get("uid")
    controller = value.get("controller")
    block_owner_deletion = value.get("blockOwnerDeletion")
    if (api_version is None or isinstance(api_version, S)) and _PATTERN_2(
        api_version or ""
    ) is None:
        add(found, (at, "apiVersion"), INVALID, api_version or "", "version must not be empty")
    if kind is None or kind == "":
        add(found, (at, "kind"), INVALID, "", "kind must not be empty")
    if name is None or name == "":
        add(found, (at, "name"), INVALID, "", "name must not be empty")
    if uid is None or uid == "":
        add(found, (at, "uid"), INVALID, "", "uid must not be empty")
    if api_version in ("v1", "/v1"):
        if kind == "Event":
            add_words(
                found,
                at,
                INVALID,
                "v1.OwnerReference{"
                + "APIVersion:"
                + quoted(plain(api_version))
                + ", Kind:"
                + quoted(plain(kind))
                + ", Name:"
                + quoted(plain(name))
                + ", UID:"
                + quoted(plain(uid))
                + ", Controller:"
                + pointer_shown(controller)
                + ", BlockOwnerDeletion:"
                + pointer_shown(block_owner_deletion)
                + "}",
                "/v1, Kind=Event is disallowed from being an owner",
            )


def _rules_of_managed_fields_entry(value: Any, at: At, found: list[Finding]) -> None:
    """ManagedFieldsEntry"""
    operation = value.get("operation")
    fields_type = value.get("fieldsType")
    manager = value.get("manager")
    subresource = value.get("subresource")
    if operation is None or isinstance(operation, S) and operation not in ("Apply", "Update"):
        add(found, (at, "operation"), INVALID, operation or "", "must be `Apply` or `Update`")
    if isinstance(fields_type, S) and fields_type not in ("", "FieldsV1"):
        add(found, (at, "fieldsType"), INVALID, fields_type, "must be `FieldsV1`")
    if manager and isinstance(manager, S) and text_size(manager) > 128:
        add(found, (at, "manager"), TOO_LONG, manager, "must have at most 128 bytes")
    if manager and isinstance(manager, S) and printable(manager):
        complain(found, (at, "manager"), INVALID, manager, printable)
    if subresource and isinstance(subresource, S) and text_size(subresource) > 256:
        add(found, (at, "subresource"), TOO_LONG, subresource, "must have at most 256 bytes")


def _rules_of_image_stream_import_spec(value: Any, at: At, found: list[Finding]) -> None:
    """ImageStreamImportSpec"""
    images = value.get("images")
    repository = value.get("repository")
    if images and isinstance(images, L):
        place = (at, "images")
        for index, item in enumerate(images):
            if isinstance(item, D):
                _rules_of_image_import_spec(item, (place, index), found)
    if isinstance(repository, D):
        _rules_of_repository_import_spec(repository, (at, "repository"), found)
    if images is None or images == []:
        if repository is None:
            add_words(
                found,
                (at, "images"),
                INVALID,
                '"null"',
                "you must specify at least one image or a repository import",
            )


def _rules_of_image_import_spec(value: Any, at: At, found: list[Finding]) -> None:
    """ImageImportSpec"""
    in_from = value.get("from")
    if in_from.__class__ is not D:
        in_from = opened(in_from)
    from_kind = in_from.get("kind")
    to = value.get("to")
    in_to = to
    if in_to.__class__ is not D:
        in_to = opened(in_to)
    to_name = in_to.get("name")
    from_name = in_from.get("name")
    in_import_policy = value.get("importPolicy")
    if in_import_policy.__class__ is not D:
        in_import_policy = opened(in_import_policy)
    import_policy_import_mode = in_import_policy.get("importMode")
    if from_kind is None or isinstance(from_kind, S) and from_kind != "DockerImage":
        add(
            found,
            under(at, "from", "kind"),
            INVALID,
            from_kind or "",
            "only DockerImage is supported",
        )
    if from_kind == "DockerImage":
        if to is not None:
            if to_name is None or to_name == "":
                add(
                    found,
                    under(at, "to", "name"),
                    INVALID,
                    "",
                    "the name of the target tag must be specified",
                )
        if from_name is None or from_name == "":
            add(found, under(at, "from", "name"), REQUIRED, "")
        if from_name is None or isinstance(from_name, S) and from_name != "*":
            if from_name and isinstance(from_name, S) and not is_reference(from_name):
                complain(found, under(at, "from", "name"), INVALID, from_name, image_reference)
    if not (from_kind == "DockerImage" and from_name == "*"):
        if isinstance(import_policy_import_mode, S) and import_policy_import_mode not in (
            "",
            "Legacy",
            "PreserveOriginal",
        ):
            add(
                found,
                under(at, "importPolicy", "importMode"),
                INVALID,
                import_policy_import_mode,
                "invalid import mode, valid modes are '', 'Legacy', 'PreserveOriginal'",
            )


def _rules_of_repository_import_spec(value: Any, at: At, found: list[Finding]) -> None:
    """RepositoryImportSpec"""
    in_from = value.get("from")
    if in_from.__class__ is not D:
        in_from = opened(in_from)
    from_kind = in_from.get("kind")
    from_name = in_from.get("name")
    in_import_policy = value.get("importPolicy")
    if in_import_policy.__class__ is not D:
        in_import_policy = opened(in_import_policy)
    import_policy_import_mode = in_import_policy.get("importMode")
    if from_kind is None or isinstance(from_kind, S) and from_kind != "DockerImage":
        add(
            found,
            under(at, "from", "kind"),
            INVALID,
            from_kind or "",
            "only DockerImage is supported",
        )
    if from_kind == "DockerImage":
        if from_name is None or from_name == "":
            add(
                found,
                under(at, "from", "name"),
                REQUIRED,
                "",
                "container image references require a name",
            )
    if (
        from_kind == "DockerImage"
        and from_name
        and isinstance(from_name, S)
        and not is_reference(from_name)
    ):
        complain(found, under(at, "from", "name"), INVALID, from_name, image_reference)
    elif (
        from_kind == "DockerImage"
        and from_name
        and isinstance(from_name, S)
        and has_part(image_reference_parts(from_name), ("tag", "digest"))
    ):
        add(
            found,
            under(at, "from", "name"),
            INVALID,
            from_name,
            "you must specify an image repository, not a tag or ID",
        )
    if isinstance(import_policy_import_mode, S) and import_policy_import_mode not in (
        "",
        "Legacy",
        "PreserveOriginal",
    ):
        add(
            found,
            under(at, "importPolicy", "importMode"),
            INVALID,
            import_policy_import_mode,
            "invalid import mode, valid modes are '', 'Legacy', 'PreserveOriginal'",
        )


def _rules_of_image_stream(value: Any, at: At, found: list[Finding]) -> None:
    """ImageStream"""
    in_spec = value.get("spec")
    if in_spec.__class__ is not D:
        in_spec = opened(in_spec)
    spec_tags = in_spec.get("tags")
    in_metadata = value.get("metadata")
    if in_metadata.__class__ is not D:
        in_metadata = opened(in_metadata)
    metadata_name = in_metadata.get("name")
    metadata = value.get("metadata")
    metadata_namespace = in_metadata.get("namespace")
    spec = value.get("spec")
    folded: list[Finding] = []
    if spec_tags and isinstance(spec_tags, L):
        for index, item in last_of_each(spec_tags, "name"):
            if isinstance(item, D):
                _rules_of_image_stream_spec_tags(
                    item, under(at, "spec", "tags", element_step(index, item, "name")), folded
                )
    if folded:
        add(
            found,
            ReportedAt("[]", at),
            INTERNAL,
            "",
            "imagestreams " + quoted(plain(metadata_name)) + " is invalid: " + summary(folded),
        )
    if metadata is None or isinstance(metadata, D):
        _rules_of_object_meta_without_generation(metadata or NOTHING, (at, "metadata"), found)
    if (
        metadata_name
        and isinstance(metadata_name, S)
        and text_size(metadata_namespace) + text_size(metadata_name) + 1 > 255
    ):
        add(
            found,
            under(at, "metadata", "name"),
            INVALID,
            metadata_name,
            "'namespace/name' cannot be longer than 255 characters",
        )
    if isinstance(spec, D):
        _rules_of_image_stream_spec(spec, (at, "spec"), found)
    if spec_tags and isinstance(spec_tags, L):
        for index, item in last_of_each(spec_tags, "name"):
            if isinstance(item, D):
                _rules_of_image_stream_spec_tags_2(
                    item, under(at, "spec", "tags", element_step(index, item, "name")), found
                )


def _rules_of_image_stream_spec_tags(value: Any, at: At, found: list[Finding]) -> None:
    """ImageStream, each of spec.tags"""
    from_ = value.get("from")
    in_from = from_
    if in_from.__class__ is not D:
        in_from = opened(in_from)
    from_kind = in_from.get("kind")
    from_name = in_from.get("name")
    if from_ is not None:
        if (
            from_kind is None
            or isinstance(from_kind, S)
            and from_kind not in ("DockerImage", "ImageStreamTag", "ImageStreamImage")
        ):
            if from_name is None or isinstance(from_name, S):
                add(
                    found,
                    under(at, "from", "name"),
                    INVALID,
                    from_name or "",
                    "must be of the form <tag>, <repo>:<tag>, <id>, or <repo>@<id>",
                )
    if from_kind == "DockerImage":
        if from_name is None or from_name == "":
            if from_name is None or isinstance(from_name, S):
                add(
                    found,
                    under(at, "from", "name"),
                    INVALID,
                    from_name or "",
                    "must be of the form <tag>, <repo>:<tag>, <id>, or <repo>@<id>",
                )
    if from_kind == "ImageStreamTag":
        if from_name and isinstance(from_name, S) and _PATTERN_4(from_name) is None:
            add(
                found,
                under(at, "from", "name"),
                INVALID,
                from_name,
                "must be of the form <tag>, <repo>:<tag>, <id>, or <repo>@<id>",
            )
    if from_kind == "ImageStreamImage":
        if from_name and isinstance(from_name, S) and _PATTERN_5(from_name) is None:
            add(
                found,
                under(at, "from", "name"),
                INVALID,
                from_name,
                "must be of the form <tag>, <repo>:<tag>, <id>, or <repo>@<id>",
            )


def _rules_of_image_stream_spec_tags_2(value: Any, at: At, found: list[Finding]) -> None:
    """ImageStream, each of spec.tags"""
    in_from = value.get("from")
    if in_from.__class__ is not D:
        in_from = opened(in_from)
    from_kind = in_from.get("kind")
    reference = value.get("reference")
    from_name = in_from.get("name")
    name = value.get("name")
    if from_kind == "DockerImage":
        if reference is True:
            if from_name and isinstance(from_name, S) and not is_reference(from_name):
                complain(
                    found,
                    ReportedAt(
                        "status.tags[" + plain(name) + "].items[0].dockerImageReference",
                        under(at, "from", "name"),
                    ),
                    INVALID,
                    from_name,
                    image_reference,
                )


def _rules_of_image_stream_spec(value: Any, at: At, found: list[Finding]) -> None:
    """ImageStreamSpec"""
    docker_image_repository = value.get("dockerImageRepository")
    tags = value.get("tags")
    if (
        docker_image_repository
        and isinstance(docker_image_repository, S)
        and not is_reference(docker_image_repository)
    ):
        complain(
            found, (at, "dockerImageRepository"), INVALID, docker_image_repository, image_reference
        )
    if (
        docker_image_repository
        and isinstance(docker_image_repository, S)
        and has_part(image_reference_parts(docker_image_repository), ("tag",))
    ):
        add(
            found,
            (at, "dockerImageRepository"),
            INVALID,
            docker_image_repository,
            "the repository name may not contain a tag",
        )
    if (
        docker_image_repository
        and isinstance(docker_image_repository, S)
        and has_part(image_reference_parts(docker_image_repository), ("digest",))
    ):
        add(
            found,
            (at, "dockerImageRepository"),
            INVALID,
            docker_image_repository,
            "the repository name may not contain an ID",
        )
    if tags and isinstance(tags, L):
        place = (at, "tags")
        for index, item in last_of_each(tags, "name"):
            if isinstance(item, D):
                _rules_of_tag_reference(item, (place, element_step(index, item, "name")), found)


def _rules_of_tag_reference(value: Any, at: At, found: list[Finding]) -> None:
    """TagReference"""
    from_ = value.get("from")
    in_from = from_
    if in_from.__class__ is not D:
        in_from = opened(in_from)
    from_name = in_from.get("name")
    from_kind = in_from.get("kind")
    in_import_policy = value.get("importPolicy")
    if in_import_policy.__class__ is not D:
        in_import_policy = opened(in_import_policy)
    import_policy_scheduled = in_import_policy.get("scheduled")
    in_reference_policy = value.get("referencePolicy")
    if in_reference_policy.__class__ is not D:
        in_reference_policy = opened(in_reference_policy)
    reference_policy_type = in_reference_policy.get("type")
    import_policy_import_mode = in_import_policy.get("importMode")
    if from_ is not None:
        if from_name is None or from_name == "":
            add(found, under(at, "from", "name"), REQUIRED, "")
    if from_kind == "DockerImage":
        if from_name and isinstance(from_name, S) and not is_reference(from_name):
            complain(found, under(at, "from", "name"), INVALID, from_name, image_reference)
    if from_kind in ("ImageStreamTag", "ImageStreamImage"):
        if import_policy_scheduled is True:
            add(
                found,
                under(at, "importPolicy", "scheduled"),
                INVALID,
                import_policy_scheduled,
                "only tags pointing to Docker repositories may be scheduled for background import",
            )
    if from_ is not None:
        if (
            from_kind is None
            or isinstance(from_kind, S)
            and from_kind not in ("DockerImage", "ImageStreamImage", "ImageStreamTag")
        ):
            add(
                found,
                under(at, "from", "kind"),
                REQUIRED,
                from_kind or "",
                "valid values are 'DockerImage', 'ImageStreamImage', 'ImageStreamTag'",
            )
    if isinstance(reference_policy_type, S) and reference_policy_type not in (
        "",
        "Source",
        "Local",
    ):
        add(
            found,
            under(at, "referencePolicy", "type"),
            INVALID,
            reference_policy_type,
            'valid values are "Source", "Local"',
        )
    if isinstance(import_policy_import_mode, S) and import_policy_import_mode not in (
        "",
        "Legacy",
        "PreserveOriginal",
    ):
        add(
            found,
            under(at, "importPolicy", "importMode"),
            INVALID,
            import_policy_import_mode,
            "invalid import mode, valid modes are '', 'Legacy', 'PreserveOriginal'",
        )


def _rules_of_secret(value: Any, at: At, found: list[Finding]) -> None:
    """Secret"""
    metadata = value.get("metadata")
    in_metadata = metadata
    if in_metadata.__class__ is not D:
        in_metadata = opened(in_metadata)
    metadata_name = in_metadata.get("name")
    if metadata is None or isinstance(metadata, D):
        _rules_of_object_meta_without_generate_name_form_without_name_form(
            metadata or NOTHING, (at, "metadata"), found
        )
    if metadata_name and isinstance(metadata_name, S) and dns_subdomain(metadata_name):
        complain(found, under(at, "metadata", "name"), INVALID, metadata_name, dns_subdomain)


def _rules_of_namespace(value: Any, at: At, found: list[Finding]) -> None:
    """Namespace"""
    metadata = value.get("metadata")
    in_metadata = metadata
    if in_metadata.__class__ is not D:
        in_metadata = opened(in_metadata)
    metadata_name = in_metadata.get("name")
    if metadata is None or isinstance(metadata, D):
        _rules_of_object_meta_without_generate_name_form_without_name_form(
            metadata or NOTHING, (at, "metadata"), found
        )
    if metadata_name and isinstance(metadata_name, S) and not is_dns_label(metadata_name):
        complain(found, under(at, "metadata", "name"), INVALID, metadata_name, dns_label)


def _rules_of_object_meta_without_generation(value: Any, at: At, found: list[Finding]) -> None:
    """ObjectMeta, without the rules on generation"""
    generate_name = value.get("generateName")
    name = value.get("name")
    namespace = value.get("namespace")
    labels = value.get("labels")
    annotations = value.get("annotations")
    owner_references = value.get("ownerReferences")
    finalizers = value.get("finalizers")
    managed_fields = value.get("managedFields")
    if generate_name and isinstance(generate_name, S) and path_segment_prefix(generate_name):
        complain(found, (at, "generateName"), INVALID, generate_name, path_segment_prefix)
    elif generate_name and isinstance(generate_name, S) and _PATTERN_1(generate_name) is None:
        add(
            found,
            (at, "generateName"),
            INVALID,
            generate_name,
            'must match "[a-z0-9]+(?:[._-][a-z0-9]+)*"',
        )
    if not (generate_name is not None and generate_name != ""):
        if name is None or name == "":
            add(found, (at, "name"), REQUIRED, "", "name or generateName is required")
    if name and isinstance(name, S) and not is_path_segment(name):
        complain(found, (at, "name"), INVALID, name, path_segment)
    elif name and isinstance(name, S) and _PATTERN_1(name) is None:
        add(found, (at, "name"), INVALID, name, 'must match "[a-z0-9]+(?:[._-][a-z0-9]+)*"')
    if namespace and isinstance(namespace, S) and not is_dns_label(namespace):
        complain(found, (at, "namespace"), INVALID, namespace, dns_label)
    if labels and isinstance(labels, D):
        for key, item in labels.items():
            if isinstance(key, S) and not is_qualified_name(key):
                complain(found, under((at, "labels"), (key, "")), INVALID, key, qualified_name)
            if isinstance(item, S) and not is_label_value(item):
                complain(found, under((at, "labels"), (key, "")), INVALID, item, label_value)
    if annotations and isinstance(annotations, D):
        for key, item in annotations.items():
            if isinstance(key, S) and not is_qualified_name(lowered(key)):
                complain(
                    found,
                    under((at, "annotations"), (key, "")),
                    INVALID,
                    key,
                    qualified_name,
                    lowered(key),
                )
    if annotations and isinstance(annotations, D) and map_size(annotations) > 262144:
        add(found, (at, "annotations"), TOO_LONG, annotations, "must have at most 262144 bytes")
    if owner_references and isinstance(owner_references, L):
        first: Any = None
        for index, item in enumerate(owner_references):
            if isinstance(item, D):
                _rules_of_object_meta_without_generation_owner_references(
                    item, under((at, "ownerReferences"), (index, "")), found
                )
                its_controller = item.get("controller")
                if its_controller is True:
                    if first is not None:
                        add_words(
                            found,
                            (at, "ownerReferences"),
                            INVALID,
                            "[]v1.OwnerReference{"
                            + ", ".join(
                                "v1.OwnerReference{"
                                + "APIVersion:"
                                + quoted(plain(each.get("apiVersion")))
                                + ", Kind:"
                                + quoted(plain(each.get("kind")))
                                + ", Name:"
                                + quoted(plain(each.get("name")))
                                + ", UID:"
                                + quoted(plain(each.get("uid")))
                                + ", Controller:"
                                + pointer_shown(each.get("controller"))
                                + ", BlockOwnerDeletion:"
                                + pointer_shown(each.get("blockOwnerDeletion"))
                                + "}"
                                for each in owner_references
                                if isinstance(each, D)
                            )
                            + "}",
                            'Only one reference can have Controller set to true. Found "true" in references for '
                            + plain(first.get("name"))
                            + " and "
                            + plain(item.get("name")),
                        )
                    else:
                        first = item
    if finalizers and isinstance(finalizers, L):
        for index, item in enumerate(finalizers):
            if isinstance(item, S) and not is_qualified_name(item):
                complain(
                    found, under((at, "finalizers"), (index, "")), INVALID, item, qualified_name
                )
    if (
        finalizers
        and isinstance(finalizers, L)
        and "orphan" in finalizers
        and "foregroundDeletion" in finalizers
    ):
        add(
            found,
            (at, "finalizers"),
            INVALID,
            finalizers,
            "finalizer orphan and foregroundDeletion cannot be both set",
        )
    if managed_fields and isinstance(managed_fields, L):
        place = (at, "managedFields")
        for index, item in enumerate(managed_fields):
            if isinstance(item, D):
                _rules_of_managed_fields_entry(item, (place, index), found)
    if finalizers and isinstance(finalizers, L):
        for index, item in enumerate(finalizers):
            if (item is None or isinstance(item, S)) and _PATTERN_3(item or "") is None:
                add(
                    found,
                    under((at, "finalizers"), index),
                    INVALID,
                    item or "",
                    "name is neither a standard finalizer name nor is it fully qualified",
                )


def _rules_of_object_meta_without_generation_owner_references(
    value: Any, at: At, found: list[Finding]
) -> None:
    """ObjectMeta, each of ownerReferences"""
    api_version = value.get("apiVersion")
    kind = value.get("kind")
    name = value.get("name")
    uid = value.get("uid")
    controller = value.get("controller")
    block_owner_deletion = value.get("blockOwnerDeletion")
    if (api_version is None or isinstance(api_version, S)) and _PATTERN_2(
        api_version or ""
    ) is None:
        add(found, (at, "apiVersion"), INVALID, api_version or "", "version must not be empty")
    if kind is None or kind == "":
        add(found, (at, "kind"), INVALID, "", "kind must not be empty")
    if name is None or name == "":
        add(found, (at, "name"), INVALID, "", "name must not be empty")
    if uid is None or uid == "":
        add(found, (at, "uid"), INVALID, "", "uid must not be empty")
    if api_version in ("v1", "/v1"):
        if kind == "Event":
            add_words(
                found,
                at,
                INVALID,
                "v1.OwnerReference{"
                + "APIVersion:"
                + quoted(plain(api_version))
                + ", Kind:"
                + quoted(plain(kind))
                + ", Name:"
                + quoted(plain(name))
                + ", UID:"
                + quoted(plain(uid))
                + ", Controller:"
                + pointer_shown(controller)
                + ", BlockOwnerDeletion:"
                + pointer_shown(block_owner_deletion)
                + "}",
                "/v1, Kind=Event is disallowed from being an owner",
            )


def _rules_of_object_meta_without_generate_name_form_without_name_form(
    value: Any, at: At, found: list[Finding]
) -> None:
    """ObjectMeta, without the rules on generate-name-form, name-form"""
    generate_name = value.get("generateName")
    name = value.get("name")
    namespace = value.get("namespace")
    generation = value.get("generation")
    labels = value.get("labels")
    annotations = value.get("annotations")
    owner_references = value.get("ownerReferences")
    finalizers = value.get("finalizers")
    managed_fields = value.get("managedFields")
    if not (generate_name is not None and generate_name != ""):
        if name is None or name == "":
            add(found, (at, "name"), REQUIRED, "", "name or generateName is required")
    if namespace and isinstance(namespace, S) and not is_dns_label(namespace):
        complain(found, (at, "namespace"), INVALID, namespace, dns_label)
    if generation is not None and is_number(generation) and generation < 0:
        add(found, (at, "generation"), INVALID, generation, "must be greater than or equal to 0")
    if labels and isinstance(labels, D):
        for key, item in labels.items():
            if isinstance(key, S) and not is_qualified_name(key):
                complain(found, under((at, "labels"), (key, "")), INVALID, key, qualified_name)
            if isinstance(item, S) and not is_label_value(item):
                complain(found, under((at, "labels"), (key, "")), INVALID, item, label_value)
    if annotations and isinstance(annotations, D):
        for key, item in annotations.items():
            if isinstance(key, S) and not is_qualified_name(lowered(key)):
                complain(
                    found,
                    under((at, "annotations"), (key, "")),
                    INVALID,
                    key,
                    qualified_name,
                    lowered(key),
                )
    if annotations and isinstance(annotations, D) and map_size(annotations) > 262144:
        add(found, (at, "annotations"), TOO_LONG, annotations, "must have at most 262144 bytes")
    if owner_references and isinstance(owner_references, L):
        first: Any = None
        for index, item in enumerate(owner_references):
            if isinstance(item, D):
                _rules_of_object_meta_without_generate_name_form_without_name_form_owner_references(
                    item, under((at, "ownerReferences"), (index, "")), found
                )
                its_controller = item.get("controller")
                if its_controller is True:
                    if first is not None:
                        add_words(
                            found,
                            (at, "ownerReferences"),
                            INVALID,
                            "[]v1.OwnerReference{"
                            + ", ".join(
                                "v1.OwnerReference{"
                                + "APIVersion:"
                                + quoted(plain(each.get("apiVersion")))
                                + ", Kind:"
                                + quoted(plain(each.get("kind")))
                                + ", Name:"
                                + quoted(plain(each.get("name")))
                                + ", UID:"
                                + quoted(plain(each.get("uid")))
                                + ", Controller:"
                                + pointer_shown(each.get("controller"))
                                + ", BlockOwnerDeletion:"
                                + pointer_shown(each.get("blockOwnerDeletion"))
                                + "}"
                                for each in owner_references
                                if isinstance(each, D)
                            )
                            + "}",
                            'Only one reference can have Controller set to true. Found "true" in references for '
                            + plain(first.get("name"))
                            + " and "
                            + plain(item.get("name")),
                        )
                    else:
                        first = item
    if finalizers and isinstance(finalizers, L):
        for index, item in enumerate(finalizers):
            if isinstance(item, S) and not is_qualified_name(item):
                complain(
                    found, under((at, "finalizers"), (index, "")), INVALID, item, qualified_name
                )
    if (
        finalizers
        and isinstance(finalizers, L)
        and "orphan" in finalizers
        and "foregroundDeletion" in finalizers
    ):
        add(
            found,
            (at, "finalizers"),
            INVALID,
            finalizers,
            "finalizer orphan and foregroundDeletion cannot be both set",
        )
    if managed_fields and isinstance(managed_fields, L):
        place = (at, "managedFields")
        for index, item in enumerate(managed_fields):
            if isinstance(item, D):
                _rules_of_managed_fields_entry(item, (place, index), found)
    if finalizers and isinstance(finalizers, L):
        for index, item in enumerate(finalizers):
            if (item is None or isinstance(item, S)) and _PATTERN_3(item or "") is None:
                add(
                    found,
                    under((at, "finalizers"), index),
                    INVALID,
                    item or "",
                    "name is neither a standard finalizer name nor is it fully qualified",
                )


def _rules_of_object_meta_without_generate_name_form_without_name_form_owner_references(
    value: Any, at: At, found: list[Finding]
) -> None:
    """ObjectMeta, each of ownerReferences"""
    api_version = value.get("apiVersion")
    kind = value.get("kind")
    name = value.get("name")
    uid = value.get("uid")
    controller = value.get("controller")
    block_owner_deletion = value.get("blockOwnerDeletion")
    if (api_version is None or isinstance(api_version, S)) and _PATTERN_2(
        api_version or ""
    ) is None:
        add(found, (at, "apiVersion"), INVALID, api_version or "", "version must not be empty")
    if kind is None or kind == "":
        add(found, (at, "kind"), INVALID, "", "kind must not be empty")
    if name is None or name == "":
        add(found, (at, "name"), INVALID, "", "name must not be empty")
    if uid is None or uid == "":
        add(found, (at, "uid"), INVALID, "", "uid must not be empty")
    if api_version in ("v1", "/v1"):
        if kind == "Event":
            add_words(
                found,
                at,
                INVALID,
                "v1.OwnerReference{"
                + "APIVersion:"
                + quoted(plain(api_version))
                + ", Kind:"
                + quoted(plain(kind))
                + ", Name:"
                + quoted(plain(name))
                + ", UID:"
                + quoted(plain(uid))
                + ", Controller:"
                + pointer_shown(controller)
                + ", BlockOwnerDeletion:"
                + pointer_shown(block_owner_deletion)
                + "}",
                "/v1, Kind=Event is disallowed from being an owner",
            )


def _no_rules(value: Any, at: At, found: list[Finding]) -> None:
    """For definitions without rules."""


# ----------------------------------------------------------------------------------------- what it is

_KINDS: dict[str, _Checks] = {
    "ImageStreamImport": (
        _is_image_stream_import,
        _find_in_image_stream_import,
        _rules_of_image_stream_import,
    ),
    "ObjectMeta": (_is_object_meta, _find_in_object_meta, _rules_of_object_meta),
    "Initializers": (_is_initializers, _find_in_initializers, _no_rules),
    "Initializer": (_is_initializer, _find_in_initializer, _no_rules),
    "Status": (_is_status, _find_in_status, _no_rules),
    "StatusDetails": (_is_status_details, _find_in_status_details, _no_rules),
    "StatusCause": (_is_status_cause, _find_in_status_cause, _no_rules),
    "ListMeta": (_is_list_meta, _find_in_list_meta, _no_rules),
    "ShardInfo": (_is_shard_info, _find_in_shard_info, _no_rules),
    "ManagedFieldsEntry": (
        _is_managed_fields_entry,
        _find_in_managed_fields_entry,
        _rules_of_managed_fields_entry,
    ),
    "FieldsV1": (_is_fields_v1, _find_in_fields_v1, _no_rules),
    "OwnerReference": (_is_owner_reference, _find_in_owner_reference, _no_rules),
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
    "ObjectReference": (_is_object_reference, _find_in_object_reference, _no_rules),
    "TagImportPolicy": (_is_tag_import_policy, _find_in_tag_import_policy, _no_rules),
    "TagReferencePolicy": (_is_tag_reference_policy, _find_in_tag_reference_policy, _no_rules),
    "LocalObjectReference": (
        _is_local_object_reference,
        _find_in_local_object_reference,
        _no_rules,
    ),
    "RepositoryImportSpec": (
        _is_repository_import_spec,
        _find_in_repository_import_spec,
        _rules_of_repository_import_spec,
    ),
    "ImageStreamImportStatus": (
        _is_image_stream_import_status,
        _find_in_image_stream_import_status,
        _no_rules,
    ),
    "ImageImportStatus": (_is_image_import_status, _find_in_image_import_status, _no_rules),
    "Image": (_is_image, _find_in_image, _no_rules),
    "ImageLayer": (_is_image_layer, _find_in_image_layer, _no_rules),
    "ImageManifest": (_is_image_manifest, _find_in_image_manifest, _no_rules),
    "RawExtension": (_is_raw_extension, _find_in_raw_extension, _no_rules),
    "ImageSignature": (_is_image_signature, _find_in_image_signature, _no_rules),
    "SignatureCondition": (_is_signature_condition, _find_in_signature_condition, _no_rules),
    "SignatureIssuer": (_is_signature_issuer, _find_in_signature_issuer, _no_rules),
    "SignatureSubject": (_is_signature_subject, _find_in_signature_subject, _no_rules),
    "ImageStream": (_is_image_stream, _find_in_image_stream, _rules_of_image_stream),
    "ImageStreamSpec": (
        _is_image_stream_spec,
        _find_in_image_stream_spec,
        _rules_of_image_stream_spec,
    ),
    "ImageLookupPolicy": (_is_image_lookup_policy, _find_in_image_lookup_policy, _no_rules),
    "TagReference": (_is_tag_reference, _find_in_tag_reference, _rules_of_tag_reference),
    "ImageStreamStatus": (_is_image_stream_status, _find_in_image_stream_status, _no_rules),
    "NamedTagEventList": (_is_named_tag_event_list, _find_in_named_tag_event_list, _no_rules),
    "TagEventCondition": (_is_tag_event_condition, _find_in_tag_event_condition, _no_rules),
    "TagEvent": (_is_tag_event, _find_in_tag_event, _no_rules),
    "RepositoryImportStatus": (
        _is_repository_import_status,
        _find_in_repository_import_status,
        _no_rules,
    ),
    "Secret": (_is_secret, _find_in_secret, _rules_of_secret),
    "Namespace": (_is_namespace, _find_in_namespace, _rules_of_namespace),
    "NamespaceSpec": (_is_namespace_spec, _find_in_namespace_spec, _no_rules),
    "NamespaceStatus": (_is_namespace_status, _find_in_namespace_status, _no_rules),
}

_KNOWN_FIELDS: KnownFields = {
    "ImageStreamImport": {
        "apiVersion": None,
        "kind": None,
        "metadata": "ObjectMeta",
        "spec": "ImageStreamImportSpec",
        "status": "ImageStreamImportStatus",
    },
    "ObjectMeta": {
        "annotations": None,
        "clusterName": None,
        "creationTimestamp": None,
        "deletionGracePeriodSeconds": None,
        "deletionTimestamp": None,
        "finalizers": None,
        "generateName": None,
        "generation": None,
        "initializers": "Initializers",
        "labels": None,
        "managedFields": ("[]", "ManagedFieldsEntry"),
        "name": None,
        "namespace": None,
        "ownerReferences": ("[]", "OwnerReference"),
        "resourceVersion": None,
        "selfLink": None,
        "uid": None,
    },
    "Initializers": {
        "pending": ("[]", "Initializer"),
        "result": "Status",
    },
    "Initializer": {
        "name": None,
    },
    "Status": {
        "apiVersion": None,
        "code": None,
        "details": "StatusDetails",
        "kind": None,
        "message": None,
        "metadata": "ListMeta",
        "reason": None,
        "status": None,
    },
    "StatusDetails": {
        "causes": ("[]", "StatusCause"),
        "group": None,
        "kind": None,
        "name": None,
        "retryAfterSeconds": None,
        "uid": None,
    },
    "StatusCause": {
        "field": None,
        "message": None,
        "reason": None,
    },
    "ListMeta": {
        "continue": None,
        "remainingItemCount": None,
        "resourceVersion": None,
        "selfLink": None,
        "shardInfo": "ShardInfo",
    },
    "ShardInfo": {
        "selector": None,
    },
    "ManagedFieldsEntry": {
        "apiVersion": None,
        "fieldsType": None,
        "fieldsV1": None,
        "manager": None,
        "operation": None,
        "subresource": None,
        "time": None,
    },
    "OwnerReference": {
        "apiVersion": None,
        "blockOwnerDeletion": None,
        "controller": None,
        "kind": None,
        "name": None,
        "uid": None,
    },
    "ImageStreamImportSpec": {
        "images": ("[]", "ImageImportSpec"),
        "import": None,
        "repository": "RepositoryImportSpec",
    },
    "ImageImportSpec": {
        "from": "ObjectReference",
        "importPolicy": "TagImportPolicy",
        "includeManifest": None,
        "referencePolicy": "TagReferencePolicy",
        "to": "LocalObjectReference",
    },
    "ObjectReference": {
        "apiVersion": None,
        "fieldPath": None,
        "kind": None,
        "name": None,
        "namespace": None,
        "resourceVersion": None,
        "uid": None,
    },
    "TagImportPolicy": {
        "importMode": None,
        "insecure": None,
        "scheduled": None,
    },
    "TagReferencePolicy": {
        "type": None,
    },
    "LocalObjectReference": {
        "name": None,
    },
    "RepositoryImportSpec": {
        "from": "ObjectReference",
        "importPolicy": "TagImportPolicy",
        "includeManifest": None,
        "referencePolicy": "TagReferencePolicy",
    },
    "ImageStreamImportStatus": {
        "images": ("[]", "ImageImportStatus"),
        "import": "ImageStream",
        "repository": "RepositoryImportStatus",
    },
    "ImageImportStatus": {
        "image": "Image",
        "manifests": ("[]", "Image"),
        "status": "Status",
        "tag": None,
    },
    "Image": {
        "apiVersion": None,
        "dockerImageConfig": None,
        "dockerImageLayers": ("[]", "ImageLayer"),
        "dockerImageManifest": None,
        "dockerImageManifestMediaType": None,
        "dockerImageManifests": ("[]", "ImageManifest"),
        "dockerImageMetadata": None,
        "dockerImageMetadataVersion": None,
        "dockerImageReference": None,
        "dockerImageSignatures": None,
        "kind": None,
        "metadata": "ObjectMeta",
        "signatures": ("[]", "ImageSignature"),
    },
    "ImageLayer": {
        "mediaType": None,
        "name": None,
        "size": None,
    },
    "ImageManifest": {
        "architecture": None,
        "digest": None,
        "manifestSize": None,
        "mediaType": None,
        "os": None,
        "variant": None,
    },
    "ImageSignature": {
        "apiVersion": None,
        "conditions": ("[]", "SignatureCondition"),
        "content": None,
        "created": None,
        "imageIdentity": None,
        "issuedBy": "SignatureIssuer",
        "issuedTo": "SignatureSubject",
        "kind": None,
        "metadata": "ObjectMeta",
        "signedClaims": None,
        "type": None,
    },
    "SignatureCondition": {
        "lastProbeTime": None,
        "lastTransitionTime": None,
        "message": None,
        "reason": None,
        "status": None,
        "type": None,
    },
    "SignatureIssuer": {
        "commonName": None,
        "organization": None,
    },
    "SignatureSubject": {
        "commonName": None,
        "organization": None,
        "publicKeyID": None,
    },
    "ImageStream": {
        "apiVersion": None,
        "kind": None,
        "metadata": "ObjectMeta",
        "spec": "ImageStreamSpec",
        "status": "ImageStreamStatus",
    },
    "ImageStreamSpec": {
        "dockerImageRepository": None,
        "lookupPolicy": "ImageLookupPolicy",
        "tags": ("[]", "TagReference"),
    },
    "ImageLookupPolicy": {
        "local": None,
    },
    "TagReference": {
        "annotations": None,
        "from": "ObjectReference",
        "generation": None,
        "importPolicy": "TagImportPolicy",
        "name": None,
        "reference": None,
        "referencePolicy": "TagReferencePolicy",
    },
    "ImageStreamStatus": {
        "dockerImageRepository": None,
        "publicDockerImageRepository": None,
        "tags": ("[]", "NamedTagEventList"),
    },
    "NamedTagEventList": {
        "conditions": ("[]", "TagEventCondition"),
        "items": ("[]", "TagEvent"),
        "tag": None,
    },
    "TagEventCondition": {
        "generation": None,
        "lastTransitionTime": None,
        "message": None,
        "reason": None,
        "status": None,
        "type": None,
    },
    "TagEvent": {
        "created": None,
        "dockerImageReference": None,
        "generation": None,
        "image": None,
    },
    "RepositoryImportStatus": {
        "additionalTags": None,
        "images": ("[]", "ImageImportStatus"),
        "status": "Status",
    },
    "Secret": {
        "apiVersion": None,
        "data": None,
        "immutable": None,
        "kind": None,
        "metadata": "ObjectMeta",
        "stringData": None,
        "type": None,
    },
    "Namespace": {
        "apiVersion": None,
        "kind": None,
        "metadata": "ObjectMeta",
        "spec": "NamespaceSpec",
        "status": "NamespaceStatus",
    },
    "NamespaceSpec": {
        "finalizers": None,
    },
    "NamespaceStatus": {
        "phase": None,
    },
}


def validate(document: Any, kind: str = "ImageStreamImport") -> list[Cause]:
    """Everything that is wrong with a parsed JSON document; an empty list for a valid one.

    `kind` is the name of any definition of the schema; another one raises ValueError.
    """
    is_right_type, find, rules = _checks_of(kind)
    found: list[Finding] = []
    try:
        if not is_right_type(document):
            find(document, (), found)
            found = in_document_order(document, found)
        if isinstance(document, D):
            rules(document, (), found)
        return causes_of(found)
    except RecursionError:
        return [Cause("", "FieldValueInvalid", "Invalid value: nested too deeply", "")]


def is_valid(document: Any, kind: str = "ImageStreamImport") -> bool:
    """Whether `validate` would find nothing."""
    is_right_type, _, rules = _KINDS.get(kind) or _checks_of(kind)
    try:
        if not is_right_type(document):
            return False
        if document.__class__ is not D and not isinstance(document, D):
            return True
        found: list[Finding] = []
        rules(document, (), found)
        return not found
    except RecursionError:
        return False


def unknown_fields(document: Any, kind: str = "ImageStreamImport") -> list[str]:
    """The fields that the schema does not know, in document order: `spec.images[0].Foo`.

    `kind` is the name of any definition of the schema; another one raises ValueError.
    """
    _checks_of(kind)
    return find_unknown(document, kind if kind in _KNOWN_FIELDS else None, _KNOWN_FIELDS)


def _checks_of(kind: str) -> _Checks:
    try:
        return _KINDS[kind]
    except KeyError:
        raise ValueError(f"no such kind: {kind!r}; known are {', '.join(_KINDS)}") from None
