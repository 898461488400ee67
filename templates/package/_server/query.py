"""Options of a request: from its query, and for a deletion from its body, to `options`.

What is wrong with them is one 422 about the options, as Kubernetes words it.
Source: k8s.io/apimachinery, meta/v1/validation (version 1.26).
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qsl

from .._base.kinds import is_object
from ..causes import FORBIDDEN, INVALID, NOT_SUPPORTED, REQUIRED, Cause, message, quoted, shown
from ..errors import BadRequest, Invalid
from ..options import (
    CreateOptions,
    DeleteOptions,
    GetOptions,
    ListOptions,
    PatchOptions,
    UpdateOptions,
    WatchOptions,
)
from ..selectors import EVERY_FIELD, EVERY_LABEL, SelectorError, parse_fields, parse_labels

Query = dict[str, list[str]]

DEFAULT_TIMEOUT_S = 34.0
LONGEST_TIMEOUT_S = 3600.0  # that a client may ask for; longer ones are cut
LONGEST_WATCH_S = 86_400.0  # then it ends, and clients go on where it did
_GROUP = "meta.k8s.io"
MOST_FIELDS = 1000
LONGEST_MANAGER = 128
_VALIDATIONS = ("", "Ignore", "Strict", "Warn")
_NAMES: dict[type[Any], str] = {
    str: "a string", int: "a whole number", bool: "true or false", list: "a list",
    dict: "an object",
}  # fmt: skip
_POLICIES = ("Foreground", "Background", "Orphan")
_TRUE = frozenset({"1", "t", "T", "TRUE", "true", "True"})
_DURATION = re.compile(r"(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)", re.ASCII)
_NO_TIME = re.compile(rf"[+-]?(0|({_DURATION.pattern})+)", re.ASCII)
_SECONDS = {
    "ns": 1e-9, "us": 1e-6, "µs": 1e-6, "μs": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0, "h": 3600.0,
}  # fmt: skip

NO_GET = GetOptions()
NO_LIST = ListOptions()
NO_CREATE = CreateOptions()
NO_UPDATE = UpdateOptions()
NO_DELETE = DeleteOptions()


def parse_query(raw: bytes) -> Query:
    """The parameters of a query string, each with all its values."""
    try:
        pairs = parse_qsl(
            raw.decode("ascii", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS
        )
    except ValueError:
        raise BadRequest(f"the query has more than {MOST_FIELDS} parameters") from None
    query: Query = {}
    for key, value in pairs:
        query.setdefault(key, []).append(value)
    return query


def text_of(query: Query, key: str) -> str | None:
    """The first value of a parameter; None where it is absent or empty."""
    values = query.get(key)
    return values[0] or None if values else None


def flag(query: Query, key: str) -> bool:
    """Whether a parameter is a true boolean as Go reads it."""
    values = query.get(key)
    return values is not None and values[0] in _TRUE


def seconds_of(text: str | None) -> float | None:
    """A duration as Go writes it, `1m30s`, in seconds; None for what is none or not positive."""
    if not text or len(text) > 100:
        return None
    place, total = 0, 0.0
    body = text.removeprefix("+")
    while place < len(body):
        part = _DURATION.match(body, place)
        if part is None:
            return None
        total += float(part[1]) * _SECONDS[part[2]]
        place = part.end()
    return total if total > 0 else None


def timeout_of(query: Query) -> float | None:
    """The time limit of a request in seconds, None for none. Raises BadRequest for no duration."""
    text = text_of(query, "timeout")
    seconds = seconds_of(text)
    if text is not None and seconds is None and not _NO_TIME.fullmatch(text[:100]):
        raise BadRequest(
            "invalid timeout specified in the request URL - "
            f"time: invalid duration {quoted(text[:100])}"
        )
    return seconds


def get_options(query: Query) -> GetOptions:
    """Options of reading one object."""
    exported = text_of(query, "export")
    if exported is not None and exported.lower() not in ("0", "false"):
        raise BadRequest("the export parameter, deprecated since v1.14, is no longer supported")
    version = text_of(query, "resourceVersion")
    if version is not None and not re.fullmatch(r"[0-9]{1,20}", version):
        told = quoted(version[:100])
        raise BadRequest(f"resourceVersion: Invalid value: {told}: it is no number")
    return GetOptions(
        resource_version=version,
        timeout_s=timeout_of(query),
    )


def list_options(query: Query) -> ListOptions:
    """Options of reading many objects. Raises BadRequest for a selector that cannot be read."""
    _number(query, "timeoutSeconds")
    return ListOptions(
        **_selection(query),
        resource_version_match=text_of(query, "resourceVersionMatch"),
        timeout_s=timeout_of(query),
    )


def watch_options(query: Query) -> WatchOptions:
    """Options of following changes; the time limit is `timeoutSeconds`."""
    seconds = _number(query, "timeoutSeconds")
    return WatchOptions(
        **_selection(query),
        allow_bookmarks=flag(query, "allowWatchBookmarks"),
        timeout_s=min(float(seconds), LONGEST_WATCH_S) if seconds and seconds > 0 else None,
    )


def _selection(query: Query) -> dict[str, Any]:
    labels, fields = text_of(query, "labelSelector"), text_of(query, "fieldSelector")
    limit = _number(query, "limit")
    try:
        return {
            "label_selector": parse_labels(labels) if labels else EVERY_LABEL,
            "field_selector": parse_fields(fields) if fields else EVERY_FIELD,
            "limit": limit if limit is not None and limit > 0 else None,
            "continue_": text_of(query, "continue"),
            "resource_version": text_of(query, "resourceVersion"),
        }
    except SelectorError as error:
        raise BadRequest(str(error)) from None


def _number(query: Query, key: str) -> int | None:
    text = text_of(query, key)
    if text is None:
        return None
    if not re.fullmatch(r"[+-]?\d{1,18}", text, re.ASCII):
        raise BadRequest(f"strconv.ParseInt: parsing {quoted(text[:100])}: invalid syntax")
    return int(text)


def create_options(query: Query) -> CreateOptions:
    """Options of creating an object. Raises Invalid."""
    return CreateOptions(**_writing(query, "CreateOptions"))


def update_options(query: Query) -> UpdateOptions:
    """Options of replacing an object. Raises Invalid."""
    return UpdateOptions(**_writing(query, "UpdateOptions"))


def patch_options(query: Query, is_apply: bool) -> PatchOptions:
    """Options of patching an object. Raises Invalid."""
    more: list[Cause] = []
    if is_apply and not text_of(query, "fieldManager"):
        more.append(_cause("fieldManager", REQUIRED, "", "is required for apply patch"))
    if not is_apply and "force" in query:
        more.append(_cause("force", FORBIDDEN, "", "may not be specified for non-apply patch"))
    return PatchOptions(**_writing(query, "PatchOptions", more), force=_is_forced(query))


def _is_forced(query: Query) -> bool:
    """Whether to force: for Go's servers every text but these is true."""
    text = text_of(query, "force")
    return text is not None and text.lower() not in ("0", "false")


def _writing(query: Query, kind: str, more: list[Cause] | None = None) -> dict[str, Any]:
    manager, dry_run = text_of(query, "fieldManager"), query.get("dryRun", [])
    validation = (query.get("fieldValidation") or [""])[0]
    causes = [*(more or ()), *_manager_causes(manager), *_dry_run_causes(dry_run)]
    if validation not in _VALIDATIONS:
        causes.append(_unsupported("fieldValidation", quoted(validation), _VALIDATIONS))
    if causes:
        raise Invalid.of(kind, _GROUP, "", causes)
    return {
        "dry_run": bool(dry_run),
        "field_manager": manager,
        "field_validation": validation or "Warn",
        "timeout_s": timeout_of(query),
    }


def _manager_causes(manager: str | None) -> list[Cause]:
    if manager is None:
        return []
    if len(manager.encode("utf-8", "replace")) > LONGEST_MANAGER:
        text = f"Too long: must have at most {LONGEST_MANAGER} bytes"
        return [Cause("fieldManager", "FieldValueTooLong", text, "")]
    if not manager.isprintable():
        return [
            _cause("fieldManager", INVALID, manager, "should only contain printable characters")
        ]
    return []


def _dry_run_causes(values: list[str]) -> list[Cause]:
    if all(value == "All" for value in values):
        return []
    return [_unsupported("dryRun", shown(values), ("All",))]


def _cause(field: str, reason: str, value: object, detail: str) -> Cause:
    return Cause(field, reason, message(reason, shown(value), detail), "")


def _unsupported(field: str, value: str, known: tuple[str, ...]) -> Cause:
    listed = ", ".join(map(quoted, known))
    text = message(NOT_SUPPORTED, value, f"supported values: {listed}")
    return Cause(field, NOT_SUPPORTED, text, "")


def delete_options(query: Query, body: Any) -> DeleteOptions:
    """Options of a deletion; what the body says goes before the query.

    Raises Invalid, and BadRequest for a body whose values are of the wrong types: what it asks for
    cannot be known, and a deletion cannot be taken back.
    """
    said: dict[str, Any] = body if is_object(body) else {}
    conditions: dict[str, Any] = _typed(said, "preconditions", dict) or {}
    listed = _typed(said, "dryRun", list)
    dry_run = query.get("dryRun", []) if listed is None else [str(item) for item in listed]
    policy = _typed(said, "propagationPolicy", str) or text_of(query, "propagationPolicy")
    grace = _typed(said, "gracePeriodSeconds", int)
    grace = _number(query, "gracePeriodSeconds") if grace is None else grace
    causes = _dry_run_causes(dry_run)
    if policy is not None and policy not in _POLICIES:
        causes.append(_unsupported("propagationPolicy", quoted(policy), (*_POLICIES, "nil")))
    if causes:
        raise Invalid.of("DeleteOptions", _GROUP, "", causes)
    orphan = _typed(said, "orphanDependents", bool)
    return DeleteOptions(
        dry_run=bool(dry_run),
        grace_period_s=grace,
        propagation_policy=policy or ("Orphan" if orphan is True else None),
        uid=_typed(conditions, "uid", str, "preconditions.") or None,
        resource_version=_typed(conditions, "resourceVersion", str, "preconditions.") or None,
        timeout_s=timeout_of(query),
    )


def _typed(values: dict[str, Any], key: str, wanted: type[Any], above: str = "") -> Any:
    """A value of the body, None for null. Raises BadRequest for one of another type."""
    value = values.get(key)
    is_right = isinstance(value, wanted) and (wanted is bool or not isinstance(value, bool))
    if value is None or is_right:
        return value
    why = f"json: cannot unmarshal a value into the field {above}{key}: must be {_NAMES[wanted]}"
    raise BadRequest(f'DeleteOptions in version "v1" cannot be handled as a DeleteOptions: {why}')
