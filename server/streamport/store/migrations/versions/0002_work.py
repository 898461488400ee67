"""What is due for streams, and who works on it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_NAME = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "work",
        sa.Column("namespace", _NAME, nullable=False),
        sa.Column("name", _NAME, nullable=False),
        sa.Column("lane", _NAME, nullable=False),
        sa.Column("due_at", sa.BigInteger),
        sa.Column("is_urgent", sa.Boolean(create_constraint=False), nullable=False),
        sa.Column("wanted", sa.Text, nullable=False),
        sa.Column("mark", sa.BigInteger, nullable=False),
        sa.Column("owner", sa.String),
        sa.Column("claimed_until", sa.BigInteger),
        sa.Column("state", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("namespace", "name", name="pk_work"),
        sqlite_with_rowid=False,
    )
    op.create_index("due", "work", ["is_urgent", "due_at"])
