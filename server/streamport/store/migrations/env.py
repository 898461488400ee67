"""Alembic's entry: runs the steps to the newest tables, on the connection it was given."""

from __future__ import annotations

from alembic import context

# The transaction was begun, and will be committed, by the one who gave the connection.
context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
