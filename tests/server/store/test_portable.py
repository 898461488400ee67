"""The statements and tables are those of any SQL database, not SQLite's alone."""

from __future__ import annotations

from itertools import product

import pytest
from sqlalchemy import Delete, Insert, Select, Update
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from imagestreamimport.selectors import parse_labels
from streamport.store import statements
from streamport.store.tables import metadata

STATEMENTS = {
    name: value
    for name, value in vars(statements).items()
    if isinstance(value, (Select, Insert, Update, Delete))
}


@pytest.mark.parametrize("name", STATEMENTS)
def test_a_statement_is_sql_for_postgresql(name: str) -> None:
    assert str(STATEMENTS[name].compile(dialect=postgresql.dialect()))


@pytest.mark.parametrize(
    ("live", "namespace", "name", "after"), list(product((True, False), repeat=4))
)
def test_lists_of_every_shape_are_sql_for_postgresql(
    live: bool, namespace: bool, name: bool, after: bool
) -> None:
    labels = parse_labels("a=b,!c,d in (e,f),g notin (h),i,j>1").requirements
    statement = statements.read_list(
        live=live, namespace=namespace, name=name, after=after, requirements=labels
    )
    assert "EXISTS" in str(statement.compile(dialect=postgresql.dialect()))


def test_tables_and_indexes_can_be_made_in_postgresql() -> None:
    dialect = postgresql.dialect()
    made = [str(CreateTable(table).compile(dialect=dialect)) for table in metadata.sorted_tables]
    made += [
        str(CreateIndex(index).compile(dialect=dialect))
        for table in metadata.sorted_tables
        for index in table.indexes
    ]
    assert 'name VARCHAR COLLATE "C" NOT NULL' in "".join(made)
