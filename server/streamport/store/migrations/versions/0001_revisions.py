"""The first tables: the log of revisions, what exists, labels, and where the log begins."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_NAME = sa.String().with_variant(sa.String(collation="C"), "postgresql")
_VERSION = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "revisions",
        sa.Column("resource_version", _VERSION, autoincrement=False, nullable=False),
        sa.Column("replaces", sa.BigInteger),
        sa.Column("change", sa.String, nullable=False),
        sa.Column("resource", _NAME, nullable=False),
        sa.Column("namespace", _NAME, nullable=False),
        sa.Column("name", _NAME, nullable=False),
        sa.Column("written_at", sa.BigInteger, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("resource_version", name="pk_revisions"),
    )
    op.create_table(
        "objects",
        sa.Column("resource", _NAME, nullable=False),
        sa.Column("namespace", _NAME, nullable=False),
        sa.Column("name", _NAME, nullable=False),
        sa.Column("uid", sa.String, nullable=False),
        sa.Column("resource_version", _VERSION, nullable=False),
        sa.PrimaryKeyConstraint("resource", "namespace", "name", name="pk_objects"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "labels",
        sa.Column("resource_version", _VERSION, autoincrement=False, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("value", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("resource_version", "key", name="pk_labels"),
        sa.ForeignKeyConstraint(
            ["resource_version"],
            ["revisions.resource_version"],
            name="fk_labels_resource_version",
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("labelled", "labels", ["key", "value"])
    pruned = op.create_table(
        "pruned",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("resource_version", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_pruned"),
    )
    op.bulk_insert(pruned, [{"id": 1, "resource_version": 0}])
