"""Every statement of the store, in SQLAlchemy Core, for whichever database; values have names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    null,
    or_,
    select,
    tuple_,
    union_all,
    update,
)

from imagestreamimport.selectors import Requirement

from .tables import labels, objects, pruned, revisions, work

# Statements are compiled before the values are known.
value = partial(bindparam, required=False)

_log = revisions.c
_is_named = and_(
    objects.c.resource == value("resource"),
    objects.c.namespace == value("namespace"),
    objects.c.name == value("name"),
)

# The version of the newest row is that of the store: it is never pruned. Version 0 means "any" to
# clients, so that an empty store stands at 1.
_current = select(func.coalesce(func.max(_log.resource_version), 1)).scalar_subquery()
read_counters = select(_current.label("current"), pruned.c.resource_version.label("pruned"))

# -------------------------------------------------------------------------------------------- write

read_head = select(objects.c.resource_version, objects.c.uid).where(_is_named)
read_document = select(_log.document).where(_log.resource_version == value("version"))
insert_revision = insert(revisions)
insert_label = insert(labels)
insert_object = insert(objects)
update_object = (
    update(objects)
    .where(_is_named)
    .values(resource_version=value("resource_version"), uid=value("uid"))
)
delete_object = delete(objects).where(_is_named)

# -------------------------------------------------------------------------------------------- prune

_is_kept = _log.resource_version > value("pruned")
read_log_size = select(func.count(), func.coalesce(func.sum(_log.size), 0)).where(_is_kept)
read_oldest = (
    select(_log.resource_version, _log.replaces, _log.change, _log.size, _log.written_at)
    .where(_is_kept)
    .order_by(_log.resource_version)
    .limit(value("limit"))
)
delete_revision = delete(revisions).where(_log.resource_version == value("version"))
write_pruned = update(pruned).values(resource_version=value("pruned"))

# --------------------------------------------------------------------------------------------- work

_is_place = and_(work.c.namespace == value("namespace"), work.c.name == value("name"))
_is_free = or_(work.c.owner.is_(None), work.c.claimed_until < value("now"))
_is_due = and_(work.c.is_urgent == value("is_urgent"), work.c.due_at <= value("now"), _is_free)

read_work = select(work).where(_is_place)
insert_work = insert(work)
update_work = (
    update(work)
    .where(_is_place)
    .values({
        column.name: value(column.name)
        for column in work.c
        if not column.primary_key
    })
)  # fmt: skip
delete_work = delete(work).where(_is_place)
read_lanes = (
    select(work.c.namespace, work.c.lane)
    .where(_is_due)
    .group_by(work.c.namespace, work.c.lane)
    .order_by(func.min(work.c.due_at))
    .limit(value("limit"))
)
read_due = (
    select(work)
    .where(_is_due, work.c.namespace == value("namespace"), work.c.lane == value("lane"))
    .order_by(work.c.due_at)
    .limit(value("limit"))
)
renew_work = (
    update(work)
    .where(_is_place, work.c.owner == value("owner"))
    .values(claimed_until=value("until"))
)
read_next_due = select(func.min(work.c.due_at)).where(work.c.due_at > value("now"))
read_next_free = select(func.min(work.c.claimed_until)).where(
    work.c.owner.is_not(None), work.c.claimed_until > value("now")
)
read_sums = select(func.count(), func.count(work.c.owner)).select_from(work)
read_lateness = select(func.count(), func.min(work.c.due_at)).where(
    work.c.due_at <= value("now"), _is_free
)
read_places = select(work.c.namespace, work.c.name)
release_work = update(work).values(owner=null(), claimed_until=null())
read_late = (
    select(work.c.namespace, work.c.name)
    .where(work.c.is_urgent == value("is_urgent"), work.c.due_at <= value("now"))
    .order_by(work.c.due_at)
)
put_off_work = update(work).where(_is_place).values(due_at=value("due_at"))

# --------------------------------------------------------------------------------------------- read

read_object = (
    select(_log.resource_version, _log.document)
    .select_from(objects.join(revisions, _log.resource_version == objects.c.resource_version))
    .where(_is_named)
)


def read_list(
    *,
    live: bool,
    namespace: bool = False,
    name: bool = False,
    after: bool = False,
    requirements: Sequence[Requirement] = (),
) -> Select[*tuple[Any, ...]]:
    """Select a page of a list: namespace, name, version, document.
    | `live`: the list of now, else that of `:version`.
    """
    there = _there(live, namespace=namespace, name=name, after=after, requirements=requirements)
    page = there.order_by("namespace", "name").limit(value("limit")).subquery("page")
    return (
        select(page.c.namespace, page.c.name, page.c.resource_version, _log.document)
        .select_from(page.join(revisions, _log.resource_version == page.c.resource_version))
        .order_by(page.c.namespace, page.c.name)
    )


def count_list(
    *, live: bool, namespace: bool = False, after: bool = False
) -> Select[*tuple[Any, ...]]:
    """Count the objects that a list would show."""
    there = _there(live, namespace=namespace, name=False, after=after, requirements=())
    return select(func.count()).select_from(there.subquery("counted"))


def _there(live: bool, **selected: Any) -> Select[*tuple[Any, ...]]:
    """Select namespace, name and version of what is there now, or was at `:version`."""
    now = select(objects.c.namespace, objects.c.name, objects.c.resource_version)
    now = now.where(*_selected(objects.c, **selected))
    if live:
        return now
    # At a version there was what has not been replaced since, and what a later row replaces.
    then = select(_log.namespace, _log.name, _log.replaces.label("resource_version")).where(
        _log.resource_version > value("version"),
        _log.replaces <= value("version"),
        *_selected(_log, version=_log.replaces, **selected),
    )
    both = union_all(now.where(objects.c.resource_version <= value("version")), then)
    return select(*both.subquery("both").c)


def _selected(
    columns: Any,
    *,
    namespace: bool,
    name: bool,
    after: bool,
    requirements: Sequence[Requirement],
    version: ColumnElement[Any] | None = None,
) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [columns.resource == value("resource")]
    if namespace:
        conditions.append(columns.namespace == value("namespace"))
    if name:
        conditions.append(columns.name == value("name"))
    if after:
        place = tuple_(value("after_namespace"), value("after_name"))
        conditions.append(tuple_(columns.namespace, columns.name) > place)
    of = columns.resource_version if version is None else version
    return conditions + [_holds(requirement, of) for requirement in requirements]


def _holds(requirement: Requirement, version: ColumnElement[Any]) -> ColumnElement[bool]:
    is_its = [labels.c.resource_version == version, labels.c.key == requirement.key]
    if requirement.operator in ("in", "notin"):
        is_its.append(labels.c.value.in_(requirement.values))
    found = exists().where(*is_its)
    return ~found if requirement.operator in ("notin", "!") else found


# -------------------------------------------------------------------------------------------- watch

_before = revisions.alias("before")


def read_changes(*, namespace: bool) -> Select[*tuple[Any, ...]]:
    """Select changes in order, after `:since` up to `:until`.
    | The columns are version, type, document and the document before.
    """
    conditions = [
        _log.resource_version > value("since"),
        _log.resource_version <= value("until"),
        _log.resource == value("resource"),
    ]
    if namespace:
        conditions.append(_log.namespace == value("namespace"))
    return (
        select(_log.resource_version, _log.change, _log.document, _before.c.document)
        .select_from(revisions.outerjoin(_before, _before.c.resource_version == _log.replaces))
        .where(*conditions)
        .order_by(_log.resource_version)
        .limit(value("limit"))
    )
