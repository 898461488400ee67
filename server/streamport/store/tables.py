"""The tables. Every version of an object is a row that is written once and never changed.

So a document is stored once, whatever reads it later: a get, a list of an older moment, a watch.
What exists now stands in `objects`, which names the version of each. Rows that were replaced are
removed in time (`transaction.History`). The migrations make what stands here.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

# The newest of migrations/versions: compared at each start without loading Alembic.
SCHEMA_REVISION = "0002"

metadata = MetaData(
    naming_convention={"pk": "pk_%(table_name)s", "fk": "fk_%(table_name)s_%(column_0_name)s"}
)

# Names are compared byte by byte, whatever the language of a database is: lists are in this order.
_NAME = String().with_variant(String(collation="C"), "postgresql")
# In SQLite a key that is called INTEGER is the row's own number, and costs nothing.
_VERSION = BigInteger().with_variant(Integer(), "sqlite")

revisions = Table(
    "revisions",
    metadata,
    Column("resource_version", _VERSION, primary_key=True, autoincrement=False),
    Column("replaces", BigInteger),  # the version of the same object before; null: it was new
    Column("change", String, nullable=False),  # ADDED, MODIFIED, DELETED
    Column("resource", _NAME, nullable=False),
    Column("namespace", _NAME, nullable=False),  # "" for what belongs to the cluster
    Column("name", _NAME, nullable=False),
    Column("written_at", BigInteger, nullable=False),  # seconds since 1970
    Column("size", Integer, nullable=False),  # of the document, in characters
    # The last column: what stands after a long text is slow to reach.
    Column("document", Text, nullable=False),
)

objects = Table(
    "objects",
    metadata,
    Column("resource", _NAME, primary_key=True),
    Column("namespace", _NAME, primary_key=True),
    Column("name", _NAME, primary_key=True),
    Column("uid", String, nullable=False),
    Column("resource_version", _VERSION, nullable=False),
    sqlite_with_rowid=False,
)

labels = Table(
    "labels",
    metadata,
    Column(
        "resource_version",
        _VERSION,
        ForeignKey("revisions.resource_version", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("key", String, primary_key=True),
    Column("value", String, nullable=False),
    sqlite_with_rowid=False,
)
Index("labelled", labels.c.key, labels.c.value)

# What is due for a stream: one row for each stream that something is to be done for, or was.
work = Table(
    "work",
    metadata,
    Column("namespace", _NAME, primary_key=True),
    Column("name", _NAME, primary_key=True),
    Column("lane", _NAME, nullable=False),  # the registry that it waits for, or ""
    Column("due_at", BigInteger),  # milliseconds since 1970; null: nothing is due
    Column("is_urgent", Boolean(create_constraint=False), nullable=False),  # somebody asked for it
    Column("wanted", Text, nullable=False),  # tags that somebody asked for, a JSON list
    Column("mark", BigInteger, nullable=False),  # counts what was asked for
    Column("owner", String),  # who works on it; null: nobody
    Column("claimed_until", BigInteger),  # milliseconds since 1970
    Column("state", Text, nullable=False),  # what the controller knows of the stream, JSON
    sqlite_with_rowid=False,
)
Index("due", work.c.is_urgent, work.c.due_at)

# One row: up to which version rows that were replaced are gone.
pruned = Table(
    "pruned",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("resource_version", BigInteger, nullable=False),
)
